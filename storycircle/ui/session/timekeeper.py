"""The stages of a running circle and their time: which is open, whose clock runs, when it ends."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from msgspec.structs import replace

from storycircle.core.error_sentences import Refused
from storycircle.core.i18n import _
from storycircle.core.meetings.presence import without_absent
from storycircle.core.model import SMALLEST, Circle
from storycircle.core.rounds.named_round import fair_rounds
from storycircle.core.turns import story_time
from storycircle.core.turns.fair_share import RESPONSE, in_steps
from storycircle.core.turns.on_time import Course
from storycircle.core.turns.queue import Round, new_round, with_together
from storycircle.core.turns.round import turn_counts
from storycircle.core.turns.schedule import (
    OF_THE_CIRCLE,
    Span,
    Stage,
    StagePlan,
    fixed_times,
    is_its_day,
    plan_for,
)
from storycircle.core.turns.story_time import LATE
from storycircle.core.turns.time_marks import TimeMarks
from storycircle.core.turns.time_prompts import SHORTEST
from storycircle.core.typed_input import MOST, ends_at, length_typed, time_typed, turn_typed
from storycircle.ui.session.host import Host
from storycircle.ui.session.state import SessionState


class Timekeeper:
    """Opens stages, runs their clocks and moves the plan."""

    def __init__(self, host: Host) -> None:
        self._host = host
        self._marks = TimeMarks()

    # Time going by.

    def fit_time(self) -> None:
        """Give the stories what the plan still leaves, until the first one begins."""
        state = self._host.state
        if state.round is not None:
            fitted = story_time.fitted(state.round, state.plan, self._host.clock.now())
            if fitted is not state.round:
                self._host.apply(replace(state, round=fitted), undoable=False, save=False)

    def mark_passed(self) -> int | None:
        """The mark of its time that the running turn, or the stage whose clock runs, has just
        passed, in seconds left of it: 30, 0, or a whole minute over; each comes once.
        """
        state, now = self._host.state, self._host.clock.reading()
        round_, stage = state.round, state.clocks.running
        if round_ is not None and round_.running:
            left, share = round_.left(now), round_.next_share(now)
        elif stage is not None and (of_stage := self.left(stage)) is not None:
            left, share = of_stage, state.plan.seconds(stage)
        else:
            return None
        self._marks, mark = self._marks.tick(f"{state.where}", left, share)
        return mark

    # What is shown of it.

    def course(self) -> Course:
        """How it goes with the stage that is open; with the stories, while turns go on."""
        state, now = self._host.state, self._host.clock.reading()
        return story_time.course_of(state.stage, state.plan, state.round, state.clocks, now)

    def left(self, stage: Stage) -> float | None:
        """Seconds a stage still has by its own clock; None where that has not run."""
        state, now = self._host.state, self._host.clock.reading()
        return story_time.stage_left(stage, state.plan, state.clocks, now)

    def share(self) -> float:
        """Seconds for each person, of the whole time; once turns have begun, of what is left."""
        state = self._host.state
        people = state.circle.present
        return story_time.share_of_each(
            state.round, people, state.plan, *self._moment(), rounds=state.rounds
        )

    def each_of(self, seconds: float) -> float:
        """Seconds for each person where the stories have so many, before any turn has begun."""
        state = self._host.state
        return story_time.each_of(state.circle.present, seconds, state.round, state.rounds)

    def needed_for_rounds(self) -> float:
        """Seconds that the named rounds need at least, with everybody who is here; 0 without any,
        and once turns have begun.
        """
        state = self._host.state
        if not state.rounds or (state.round is not None and state.round.started):
            return 0.0
        people, floor = state.circle.present, state.settings.shortest_turn
        return story_time.needed_for(state.rounds, people, floor, self.spared())

    def spared(self) -> int:
        """How many turns small groups spare where each has one together."""
        round_ = self._host.state.round
        return round_.spared if round_ is not None else 0

    def stories_begin(self) -> datetime:
        """When the stories begin by the plan; once begun, when they would have without a pause."""
        state = self._host.state
        return story_time.stories_begin(state.plan, state.round, *self._moment())

    def stories_end(self) -> datetime:
        """When the stories end by the plan; once begun, by their own clock."""
        state = self._host.state
        return story_time.stories_end(state.plan, state.round, *self._moment())

    def for_stories(self) -> float:
        """Seconds the stories have if they begin now."""
        return story_time.time_for_stories(self._host.state.plan, self._host.clock.now())

    def second_round(self) -> float:
        """Seconds kept for each in a second round; 0 where none is planned."""
        round_ = self._host.state.round
        return round_.second if round_ is not None else 0.0

    # The stages.

    def go(self, stage: Stage) -> None:
        """Open a stage; nothing locks, and looking starts no clock.

        Stories make the round, for two people or more.
        """
        state = self._host.state
        if stage is Stage.STORIES and state.circle.present < SMALLEST:
            self._host.refuse(_too_few(state.circle))
            return
        if stage is state.stage and not state.reviewing:
            return
        entered = self._host.clock.reading()
        shown = state.open_shown or stage is Stage.OPEN
        new = replace(state, stage=stage, entered=entered, reviewing=False, open_shown=shown)
        if stage is Stage.STORIES:
            new = self._with_round(new)
        elif stage > Stage.STORIES and (turns := turn_counts(state.round)) is not None:
            new = replace(new, circle=replace(state.circle, turns=turns))
        self._host.apply(new)

    def _with_round(self, state: SessionState) -> SessionState:
        """The state with a round; the rounds of the event are the circle's own from now on, as what
        is said belongs to them.
        """
        if state.round is None:
            state = replace(state, round=self._new_round(state))
        if state.rounds and state.round is not None and not state.round.started:
            state = state.with_rounds(state.rounds)
        return state

    def start_stage(self) -> None:
        """Start the open stage's clock from where it was paused; any other clock pauses."""
        state = self._host.state
        if state.stage in (Stage.GATHER, Stage.STORIES):
            return
        now = self._host.clock.reading()
        new = replace(state, clocks=state.clocks.start(state.stage, now))
        if state.round is not None and state.round.going:
            new = replace(new, round=state.round.suspend(now))
        self._host.apply(new)

    def pause_stage(self) -> None:
        """Pause the open stage's clock."""
        state = self._host.state
        if state.clocks.running is state.stage:
            clocks = state.clocks.stop(self._host.clock.reading())
            self._host.apply(replace(state, clocks=clocks))

    def finish(self) -> None:
        """Pause whatever clock runs: the circle is finished, and that is no act to take back."""
        state, now = self._host.state, self._host.clock.reading()
        if state.going is None:
            return
        round_ = state.round.suspend(now) if state.round is not None else None
        new = replace(state, round=round_, clocks=state.clocks.stop(now))
        self._host.apply(new, undoable=False)

    # The plan.

    def set_time(self, text: str) -> bool:
        """Set when the stories end: "25 min" or "until 11.50". False where it is refused."""
        try:
            ends = ends_at(text, self.stories_begin(), self._host.clock.now())
        except Refused as refused:
            self._host.refuse(refused)
            return False
        new = self._host.state.ending(ends, *self._moment())
        plan = replace(new.plan, each=0.0)
        self._host.apply(replace(new, plan=plan, too_long=0.0))
        return True

    def set_each(self, text: str) -> None:
        """Set how long everyone has: "3", "3:30" or "4 min"; the stories' end follows. Where that
        leaves the dialogue too little on an event's day, it is asked first. Raises Refused.
        """
        seconds = turn_typed(text)
        each = in_steps(seconds)
        if each < SHORTEST:
            raise Refused("no-time", text=text)
        state, (now, wall) = self._host.state, self._moment()
        begun = state.round is not None and state.round.started
        own = begun and state.round is not None and state.round.set_time
        if own or not fair_rounds(state.rounds):
            raise Refused("rounds-have-times")
        ends = state.ends_with(each, now, wall)
        if ends - max(wall, self.stories_begin()) > MOST:
            raise Refused("time-far", text=text)
        self._host.apply(state.with_each(each, now, wall))

    def set_begin(self, stage: Stage, text: str) -> None:
        """Set when a stage begins; what follows moves along. Raises Refused."""
        now = self._host.clock.now()
        plan = self._host.state.plan.beginning(
            stage, time_typed(text, now), self._host.state.words.named
        )
        self._planned(plan)

    def set_length(self, stage: Stage, text: str) -> None:
        """Set how long a stage lasts; what follows moves along. Raises Refused."""
        seconds, state = length_typed(text), self._host.state
        if stage is Stage.STORIES:
            self.set_time(f"{seconds // 60} min")
        else:
            self._planned(state.plan.lasting(stage, seconds))

    def set_in_all(self, text: str) -> None:
        """Set how long all of it takes from now: "1 hour", "one hour in all", "90 min". What is
        still to come is shared out as the method has it. Raises Refused.
        """
        if Stage.PLENARY in self.locked():
            raise Refused("event-set")
        new = self._host.state.in_all(length_typed(text), *self._moment())
        self._host.apply(new)
        self.fit_time()

    def in_all(self) -> float:
        """Seconds from now to the end of the plan."""
        return self._host.state.plan.still(self._host.clock.now())

    # What the event has fixed.

    def locked(self) -> frozenset[Stage]:
        """The stages whose time the event has fixed and nobody has opened here."""
        return self._host.state.locked(self._host.clock.now())

    def open_times(self, stage: Stage) -> None:
        """Let a stage's time be changed for this circle, though the event fixed it: the plenary's
        alone, or those of all stages that a circle holds for itself.
        """
        state = self._host.state
        more = OF_THE_CIRCLE if stage in OF_THE_CIRCLE else {stage}
        opened = replace(state, opened=state.opened | more)
        self._host.apply(opened, undoable=False, save=False)

    def fixed(self) -> dict[Stage, Span]:
        """When the event has its stages, on its day."""
        return fixed_times(self._host.state.event, self._host.clock.now())

    def has_own_times(self) -> bool:
        """Whether a time is another here than the event fixed it."""
        spans = self._host.state.plan.spans
        return any(spans[stage] != span for stage, span in self.fixed().items())

    def as_event_has_it(self) -> None:
        """Put the times back as the event has them."""
        now, wall = self._moment()
        said = _("The times are as the event has them.")
        self._host.apply(self._host.state.as_event_has_it(now, wall), message=said)
        self.fit_time()

    def could_share_out(self) -> float:
        """Seconds that the stories have where nobody set a time for each: the event's, or the
        method's; 0 where that is what they have, to the minute.
        """
        state, wall = self._host.state, self._host.clock.now()
        begun = state.round is not None and state.round.started
        whole = plan_for(state.event, wall).seconds(Stage.STORIES)
        if begun or not state.plan.each or not state.circle.members:
            return 0.0
        return whole if abs(whole - state.plan.seconds(Stage.STORIES)) >= LATE else 0.0

    def share_out(self) -> None:
        """Share out the whole time of the stories again; the dialogue gives or takes on the day of
        an event.
        """
        seconds, (now, wall) = self.could_share_out(), self._moment()
        if seconds:
            state = self._host.state
            ends = self.stories_begin() + timedelta(seconds=seconds)
            keeping = is_its_day(state.event, wall)
            keeping = keeping and not story_time.overruns(state.event, state.plan, ends, wall)
            new = state.ending(ends, now, wall, keeping=keeping)
            self._host.apply(replace(new, plan=replace(new.plan, each=0.0), too_long=0.0))
            self.fit_time()

    def _planned(self, plan: StagePlan) -> None:
        if Stage.PLENARY in self.locked():  # it waits for no circle
            plan = plan.with_plenary(self._host.state.plan.spans[Stage.PLENARY])
        self._host.apply(replace(self._host.state, plan=plan, too_long=0.0))
        self.fit_time()

    def keep_second_round(self, keep: bool) -> None:
        """Keep time for a second, shorter round, or none."""
        state = self._host.state
        round_ = state.round if state.round is not None else self._new_round(state)
        second = float(RESPONSE) if keep else 0.0
        self._host.apply(replace(state, round=replace(round_, second=second)))

    def give_turns_to(self, groups: Iterable[Iterable[str]]) -> None:
        """Let small groups have one turn each where stories are told; without any, everybody has
        their own. groups: members' ids. Raises Refused once turns have begun.
        """
        state = self._host.state
        round_ = state.round if state.round is not None else self._new_round(state)
        self._host.apply(replace(state, round=with_together(round_, groups)))

    def _new_round(self, state: SessionState) -> Round:
        seats = tuple(member.id for member in state.circle.members)
        seconds, floor = self.for_stories(), state.settings.shortest_turn
        round_ = new_round(seats, seconds, floor, rounds=state.rounds)
        return without_absent(round_, state.circle, self._host.clock.reading())

    def _moment(self) -> tuple[float, datetime]:
        return self._host.clock.reading(), self._host.clock.now()


def _too_few(circle: Circle) -> Refused:
    """Why there is no round yet: too few names, or too few of a meeting who are there."""
    if len(circle.members) < SMALLEST:
        return Refused("too-few")
    return Refused("meeting-too-small", count=circle.present)
