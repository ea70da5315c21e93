"""Everything that a running circle is at one moment, as one frozen value without Qt."""

from collections.abc import Callable, Iterable
from datetime import datetime
from enum import StrEnum
from operator import attrgetter

from msgspec import Struct, field
from msgspec.structs import replace

from storycircle.core import i18n
from storycircle.core.error_sentences import Refused
from storycircle.core.history import Changes
from storycircle.core.model import Circle, Event, Member
from storycircle.core.names.same_person import NameDoubt
from storycircle.core.rounds.named_round import NamedRound, checked
from storycircle.core.settings import Settings
from storycircle.core.turns import queue
from storycircle.core.turns.circle_words import CircleWords, words_of
from storycircle.core.turns.queue import Round
from storycircle.core.turns.room_words import RoomWords
from storycircle.core.turns.schedule import (
    Stage,
    StageClocks,
    StagePlan,
    fixed_times,
    is_its_day,
    plan_for,
    still_fixed,
)
from storycircle.core.turns.story_time import (
    overruns,
    running_stage,
    stories_begin,
    stories_end,
    wanted_end,
)
from storycircle.core.turns.time_prompts import Asked
from storycircle.store.saved_state import SavedState


class Part(StrEnum):
    """A part of the state, by which a change says what it changed."""

    MEMBERS = "members"
    STORIES = "stories"
    DIALOGUE = "dialogue"
    IDEAS = "ideas"
    ACTIONS = "actions"
    MEETING = "meeting"  # what it has as a meeting of its line
    ROUNDS = "rounds"  # the circle's named rounds
    ROUND_NOTES = "round_notes"
    DETAILS = "details"  # all else that is said of the circle, and its event
    STAGE = "stage"
    HANDED_OVER = "handed_over"
    REVIEWING = "reviewing"  # whether the review is open, over the stage
    ROUND = "round"
    PLAN = "plan"
    CLOCKS = "clocks"
    GAP = "gap"
    SETTLED = "settled"
    NAME_DOUBTS = "name_doubts"
    RENAMING = "renaming"
    OPENED = "opened"  # times that the event fixed, and that may be changed here
    TOO_LONG = "too_long"  # a time for each that is to be answered first
    SETTINGS = "settings"
    TOLD = "told"  # what the room reads
    CHECKOUT = "checkout"


_TYPED = {
    *(Part.STORIES, Part.DIALOGUE, Part.MEETING, Part.DETAILS, Part.NAME_DOUBTS, Part.RENAMING),
    *(Part.TOO_LONG, Part.OPENED, Part.REVIEWING, Part.HANDED_OVER, Part.ROUND_NOTES),
    Part.CHECKOUT,
}
BY_UNDO = frozenset(Part) - _TYPED - {Part.SETTINGS, Part.TOLD}
"""The parts that undo puts back; what is typed has its own undo in its field."""
OF_TURNS = frozenset(
    (
        *(Part.ROUND, Part.ROUNDS, Part.MEMBERS, Part.PLAN, Part.CLOCKS, Part.GAP, Part.SETTLED),
        Part.NAME_DOUBTS,
    )
)
"""The parts that an act of the ring changes; one that opens a stage changes more."""
_OF_CIRCLE = (
    *(Part.MEMBERS, Part.STORIES, Part.DIALOGUE, Part.IDEAS, Part.ACTIONS),
    *(Part.ROUNDS, Part.ROUND_NOTES, Part.CHECKOUT, Part.MEETING),
)
_VALUES: dict[Part, Callable[..., object]] = {
    part: attrgetter(f"circle.{part}" if part in _OF_CIRCLE else part)
    for part in list(Part)
    if part != Part.DETAILS
}
"""How to read each part but the details."""

Turn = tuple[int, int, str | None]
"""A turn of a round: the round's number, how many were heard before, and whose it is."""


class Gap(Struct, frozen=True):
    """Seconds that went by unseen, in a turn or a stage; slept: the laptop slept, the app was not
    closed.
    """

    seconds: float
    where: Turn | Stage | None
    slept: bool


class SessionState(Struct, frozen=True):
    """A running circle: what it holds, its stage, its round and its plan.

    gap: seconds unseen that may count after all. settled: questions that were answered or put off,
    each with the turn it was about. entered: reading of the clock as the stage was opened on
    screen. by_hand: the turn whose breath ends by hand, whatever the settings say. name_doubts: who
    has taken part and stands in the list of names no more, still to be asked about. renaming: the
    members whose names are being put right, as they are typed; not theirs before the list is
    settled. too_long: seconds for each that were asked for and would take the dialogue its time; 0
    for none. opened: stages whose time the event fixed, and that may be changed for this circle all
    the same. told: what the room reads from the laptop. open_shown: whether the page of Open was.
    reviewing: whether the circle looks back on its actions, which is over then. handed_over:
    whether any file of it was written here.
    """

    circle: Circle
    plan: StagePlan
    stage: Stage = Stage.GATHER
    round: Round | None = None
    clocks: StageClocks = field(default_factory=StageClocks)
    gap: Gap | None = None
    settled: frozenset[tuple[Asked, Turn | None]] = frozenset()
    settings: Settings = field(default_factory=Settings)
    event: Event | None = None
    entered: float = 0.0
    by_hand: Turn | Stage | None = None
    name_doubts: tuple[NameDoubt, ...] = ()
    renaming: tuple[Member, ...] = ()
    too_long: float = 0.0
    opened: frozenset[Stage] = frozenset()
    told: RoomWords | None = None
    reviewing: bool = False
    handed_over: bool = False
    open_shown: bool = False

    @property
    def going(self) -> Stage | None:
        """The stage whose clock runs."""
        return running_stage(self.round, self.clocks)

    @property
    def turn(self) -> Turn | None:
        """The turn that is on, or comes next; None where there is no round."""
        round_ = self.round
        return (round_.number, len(round_.heard), round_.current) if round_ else None

    @property
    def where(self) -> Turn | Stage | None:
        """The turn or the stage whose clock runs: an answer about one is none about another."""
        return self.turn if self.going is Stage.STORIES else self.going

    @property
    def question(self) -> str:
        """The question of this circle: its own, else the event's."""
        return self.circle.theme or (self.event.question if self.event else "")

    @property
    def words(self) -> CircleWords:
        """The words of this kind of circle."""
        return words_of(self.circle)

    @property
    def as_typed(self) -> Circle:
        """The circle with the names that are being put right as they are typed: to be shown where
        they are, and for nothing else.
        """
        typed = {member.id: member for member in self.renaming}
        members = tuple(typed.get(member.id, member) for member in self.circle.members)
        return replace(self.circle, members=members)

    @property
    def rounds(self) -> tuple[NamedRound, ...]:
        """The named rounds that hold here: the circle's own, else the event's; none where there is
        one of stories, and a second one where it is wanted.
        """
        return self.circle.rounds or (self.event.rounds if self.event else ())

    @property
    def asked(self) -> str:
        """What is asked in the stories now: the prompt of the named round that is on, else the
        question; in a round without stories and without a prompt, its name.
        """
        if self.round is None or not self.round.rounds:
            return self.question
        named = self.round.rounds[self.round.number - 1]
        return named.prompt or (self.question if named.stories else named.name)

    def with_rounds(self, rounds: tuple[NamedRound, ...]) -> "SessionState":
        """The state in which the circle has these rounds. Raises Refused, also where one that has
        begun would go.
        """
        kept = checked(rounds)
        round_ = self.round
        if round_ is not None:
            round_ = queue.with_rounds(round_, kept, self.words.named(Stage.STORIES))
        return replace(self, circle=replace(self.circle, rounds=kept), round=round_)

    def name(self, member: str | None) -> str:
        """A member's name as people see it; empty for nobody."""
        return self.circle.shown_names().get(member or "", "")

    def speakers(self, member: str | None) -> str:
        """The names of those who have a turn with a member, as people see them: a small group's,
        without whoever of it is away.
        """
        names = self.circle.shown_names()
        if self.round is None or member is None or not self.round.together:
            return names.get(member or "", "")
        group = self.round.group_of(member)
        here = [one for one in group if one not in self.round.away or one == member]
        return i18n.listed([names.get(one, "") for one in here])

    def ending(
        self,
        ends: datetime,
        now: float,
        wall: datetime,
        *,
        later: bool = False,
        keeping: bool = False,
    ) -> "SessionState":
        """The state in which the stories end at this time, and what follows moves along.

        Where they have begun before their time, the plan has them from then. later: nothing that is
        planned is ever put earlier. keeping: the dialogue ends as planned.
        """
        plan, round_ = self.plan, self.round
        if not later or ends > plan.spans[Stage.STORIES].ends:
            plan = plan.begun(Stage.STORIES, stories_begin(plan, round_, now, wall))
            plan = self._with_fixed_plenary(plan.stories_until(ends, keeping=keeping), wall)
        if round_ is not None:
            by = (ends - stories_end(self.plan, round_, now, wall)).total_seconds()
            round_ = replace(round_, budget=round_.budget + by)
        return replace(self, plan=plan, round=round_)

    def with_each(
        self, each: float, now: float, wall: datetime, *, asked: bool = False
    ) -> "SessionState":
        """The state in which everyone to come has so many seconds, and the stories' end follows.

        On the day of an event the dialogue gives or takes. Where it would be left too little, that
        is asked first; asked: it was, and all that follows may be later.
        """
        people = self.circle.present
        if not (people if self.round is None else self.round.unheard):  # it waits for people
            return replace(self, plan=replace(self.plan, each=each), too_long=0.0)
        ends = self.ends_with(each, now, wall)
        if not asked and overruns(self.event, self.plan, ends, wall):
            return replace(self, too_long=each)
        keeping = is_its_day(self.event, wall) and not asked
        new = replace(self.ending(ends, now, wall, keeping=keeping), too_long=0.0)
        begun = self.round is not None and self.round.started
        return replace(new, plan=replace(new.plan, each=0.0 if begun else each))

    def ends_with(self, each: float, now: float, wall: datetime) -> datetime:
        """When the stories end where everyone to come has so many seconds."""
        people = self.circle.present
        return wanted_end(
            each, self.round, self.plan, people=people, now=now, wall=wall, rounds=self.rounds
        )

    def following_each(self, now: float, wall: datetime) -> "SessionState":
        """The state in which the stories' end follows the people, where a time for each was set."""
        begun = self.round is not None and self.round.started
        return self.with_each(self.plan.each, now, wall) if self.plan.each and not begun else self

    def _with_fixed_plenary(self, plan: StagePlan, wall: datetime) -> StagePlan:
        """A plan with the plenary where the event fixed it, as long as it waits for nobody."""
        if Stage.PLENARY not in self.locked(wall):
            return plan
        try:
            return plan.with_plenary(self.plan.spans[Stage.PLENARY])
        except Refused:
            return plan

    def locked(self, wall: datetime) -> frozenset[Stage]:
        """The stages whose time is the event's, and is changed here only once that is asked for."""
        return still_fixed(self.plan, fixed_times(self.event, wall)) - self.opened

    def as_event_has_it(self, now: float, wall: datetime) -> "SessionState":
        """The state with the times of the event again; the stories end as it has them."""
        planned = plan_for(self.event, wall)
        new = self.ending(planned.spans[Stage.STORIES].ends, now, wall)
        return replace(new, plan=planned, too_long=0.0, opened=frozenset())

    def in_all(self, seconds: float, now: float, wall: datetime) -> "SessionState":
        """The state in which all is over so many seconds from now, the stages shared out by the
        method. Raises Refused where there is too little for them.
        """
        round_ = self.round
        begun = round_ is not None and round_.started
        telling = self.stage is Stage.STORIES and begun and round_ is not None
        used = round_.spent(now) if telling and round_ else self.clocks.seconds(self.stage, now)
        plan = self.plan.in_all(seconds, wall, self.stage, used)
        if telling and round_ is not None:
            round_ = replace(round_, budget=plan.seconds(Stage.STORIES), late=0.0)
        return replace(self, plan=plan, round=round_, too_long=0.0)

    def paused(self, now: float, wall: datetime) -> SavedState:
        """The state as it is saved, with no clock running."""
        round_ = self.round.suspend(now) if self.round is not None else None
        speaking = self.round is not None and self.round.running
        clocks = self.clocks.stop(now)
        return SavedState(
            *(self.stage, round_, self.plan, wall, clocks, self.going, speaking),
            open_shown=self.open_shown,
        )


def differing(old: SessionState, new: SessionState) -> frozenset[Part]:
    """The parts in which two states differ."""
    if old is new:
        return frozenset()
    found = {part for part, value in _VALUES.items() if value(old) != value(new)}
    same = old.circle is new.circle  # as with whatever time brings
    if (not same and _details(old.circle) != _details(new.circle)) or old.event != new.event:
        found.add(Part.DETAILS)
    return frozenset(found)


def values(state: SessionState, parts: Iterable[Part]) -> Changes:
    """These parts of a state, with their values."""
    return {part: _VALUES[part](state) for part in parts}


def with_values(state: SessionState, changes: Changes) -> SessionState:
    """A state in which these parts have these values."""
    of_circle = {part: value for part, value in changes.items() if part in _OF_CIRCLE}
    others = {part: value for part, value in changes.items() if part not in _OF_CIRCLE}
    return replace(state, circle=replace(state.circle, **of_circle), **others)


def put_back(state: SessionState, changes: Changes, now: float) -> SessionState:
    """A state with parts as they were before an act, or after it. Who came since then stays;
    nobody who left comes back; what was told of actions stays told; and the breath that is on ends
    by hand.
    """
    members = state.circle.members
    if Part.MEMBERS in changes:
        order = [member.id for member in changes[Part.MEMBERS]]
        members = _in_order(members, order)
        changes = {**changes, Part.MEMBERS: members}
    if Part.ROUNDS in changes:
        changes = {**changes, Part.ROUNDS: _as_worded(changes[Part.ROUNDS], state.circle.rounds)}
    if Part.ACTIONS in changes:  # what was told of them since stays told
        told = {action.id: action.reviews for action in state.circle.actions}
        actions = (replace(a, reviews=told.get(a.id, a.reviews)) for a in changes[Part.ACTIONS])
        changes = {**changes, Part.ACTIONS: tuple(actions)}
    new = with_values(state, changes)
    if new.round is not None and new.round.rounds:
        worded = _as_worded(new.round.rounds, state.circle.rounds)
        new = replace(new, round=replace(new.round, rounds=worded))
    if new.round is not None:
        seats = tuple(member.id for member in members)
        round_ = with_rounds_of(new.circle, reseated(new.round, seats, now))
        new = replace(new, round=round_)
    return replace(new, by_hand=new.where)


def with_rounds_of(circle: Circle, round_: Round) -> Round:
    """The round with the rounds that the circle has now; as it was, where one that has begun here
    is no longer among them.
    """
    if not circle.rounds or circle.rounds == round_.rounds:
        return round_
    try:
        return queue.with_rounds(round_, circle.rounds)
    except Refused:
        return round_


def _as_worded(
    rounds: tuple[NamedRound, ...], now: tuple[NamedRound, ...]
) -> tuple[NamedRound, ...]:
    """Rounds as they were, each as it is worded now: what was typed of them stays."""
    typed = {one.id: one for one in now}
    return tuple(typed.get(one.id, one) for one in rounds)


def reseated(round_: Round, seats: tuple[str, ...], now: float) -> Round:
    """A round without those who left, with those who came, and with everyone on their seat."""
    for member in round_.seats:
        if member not in seats:
            round_ = queue.leave(round_, member, now)
    for place, member in enumerate(seats):
        if member not in round_.seats:
            round_ = queue.join(round_, member, place)
    return queue.seated(round_, seats)


def _details(circle: Circle) -> Circle:
    """What is said of a circle, without what has a part of its own."""
    bare = replace(circle, members=(), stories=(), dialogue=(), ideas=(), actions=())
    return replace(bare, rounds=(), round_notes=(), checkout=None, meeting=None)


def _in_order(members: tuple[Member, ...], order: list[str]) -> tuple[Member, ...]:
    """The members of now on the seats of then; who came since sits after them."""
    places = {id_: place for place, id_ in enumerate(order)}
    return tuple(sorted(members, key=lambda member: places.get(member.id, len(order))))
