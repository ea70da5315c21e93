"""The six stages: their plan, the event's programme, and the time each has had.

The six stages, and the plan of when each begins and ends.

Clock times are the wall clock's, as people in the room read them: for display and records only.

How long each stage has had. One stage's clock runs at a time; looking at a stage starts none.

Stories keep their own time in their round: while it goes, no clock here runs.

A circle's plan, from its event's programme or from the lengths of June 2007.
"""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from enum import IntEnum

from msgspec import Struct, field
from msgspec.structs import replace

from storycircle.core import i18n
from storycircle.core.error_sentences import Refused
from storycircle.core.i18n import _, p_
from storycircle.core.model import Event


class Stage(IntEnum):
    """The six stages of a circle, in order."""

    GATHER = 1
    OPEN = 2
    STORIES = 3
    DIALOGUE = 4
    COMMIT = 5
    PLENARY = 6

    @property
    def title(self) -> str:
        """The stage's name on screen and on paper."""
        match self:
            case Stage.GATHER:
                return p_("stage of a circle", "Gather")
            case Stage.OPEN:
                return p_("stage of a circle", "Open")
            case Stage.STORIES:
                return p_("stage of a circle", "Stories")
            case Stage.DIALOGUE:
                return p_("stage of a circle", "Dialogue")
            case Stage.COMMIT:
                return p_("stage of a circle", "Commit")
            case Stage.PLENARY:
                return p_("stage of a circle", "Plenary")


class Span(Struct, frozen=True):
    """When a stage begins and ends; Gather has no beginning."""

    starts: datetime | None
    ends: datetime

    def shown(self) -> str:
        """As the rail writes it: "until 11.20", or a range with an en dash."""
        if self.starts is None:
            return _("until {time}", time=i18n.clock(self.ends))
        return f"{i18n.clock(self.starts)}–{i18n.clock(self.ends)}"

    def short(self) -> str:
        """As the folded rail writes it: "to 11.20", or when it starts."""
        if self.starts is None:
            return _("to {time}", time=i18n.clock(self.ends))
        return i18n.clock(self.starts)


class StagePlan(Struct, frozen=True):
    """The planned span of every stage.

    each: seconds that everyone is to have for a story, where they were set; then the end of the
    stories follows them, else 0. made: somebody said when it all is, an organiser or the circle
    itself; what the app assumed keeps nobody to a time.
    """

    spans: dict[Stage, Span]
    each: float = 0.0
    made: bool = False

    def seconds(self, stage: Stage) -> float:
        """A stage's planned length."""
        span = self.spans[stage]
        return (span.ends - span.starts).total_seconds() if span.starts else 0.0

    def lateness(self, stage: Stage, now: datetime) -> float:
        """Seconds by which a stage that begins now begins too late; never negative."""
        starts = self.spans[stage].starts
        return max(0.0, (now - starts).total_seconds()) if starts else 0.0

    def time_for(self, stage: Stage, now: datetime) -> float:
        """Seconds a stage has that begins now: its length, less what it begins too late."""
        return self.seconds(stage) - self.lateness(stage, now)

    def with_full_times(self, stage: Stage, now: datetime) -> "StagePlan":
        """The plan with a stage that begins now kept at its length, and what follows later."""
        starts = now.replace(second=0, microsecond=0)
        plan = self.moved(stage, starts + timedelta(seconds=self.seconds(stage)))
        return replace(plan, spans=plan.spans | {stage: Span(starts, plan.spans[stage].ends)})

    def shifted(self, by: timedelta) -> "StagePlan":
        """The whole plan later by so much: the circle is carried on another time."""
        spans = {
            stage: Span(span.starts + by if span.starts else None, span.ends + by)
            for stage, span in self.spans.items()
        }
        return replace(self, spans=spans)

    def moved(self, stage: Stage, ends: datetime) -> "StagePlan":
        """The plan with a stage's end changed and all later stages moved along."""
        shift = ends - self.spans[stage].ends
        spans = dict(self.spans)
        spans[stage] = Span(spans[stage].starts, ends)
        for later in Stage:
            if later > stage:
                span = spans[later]
                start = span.starts + shift if span.starts else None
                spans[later] = Span(start, span.ends + shift)
        return replace(self, spans=spans)

    def begun(self, stage: Stage, when: datetime) -> "StagePlan":
        """The plan with a stage that truly began then, where that was before its time. It ends as
        planned; the stages before it were over by then, and move along.
        """
        planned, truly = self.spans[stage].starts, when.replace(second=0, microsecond=0)
        if planned is None or truly >= planned:
            return self
        early, spans = planned - truly, dict(self.spans)
        for one in Stage:
            if one < stage:
                span = spans[one]
                spans[one] = Span(span.starts - early if span.starts else None, span.ends - early)
        return replace(self, spans=spans | {stage: Span(truly, spans[stage].ends)})

    # What a circle plans for itself.

    def lasting(self, stage: Stage, seconds: float) -> "StagePlan":
        """The plan with a stage of another length, and all that follows moved along."""
        starts = self.spans[stage].starts
        if starts is None:
            return self
        moved = self.moved(stage, starts + timedelta(seconds=seconds))
        return replace(moved, each=0.0 if stage is Stage.STORIES else self.each)

    def beginning(
        self, stage: Stage, when: datetime, named: Callable[[Stage], str] | None = None
    ) -> "StagePlan":
        """The plan with a stage that begins at another time, and all that follows moved along.

        What goes on until then ends then. named: what a stage is called in this kind of circle.
        Raises Refused where that leaves it no time.
        """
        span = self.spans[stage]
        if span.starts is None or stage is Stage.GATHER:
            return self
        before = Stage(stage - 1)
        earlier = self.spans[before]
        least = earlier.starts + SHORTEST_STAGE if earlier.starts else None
        if least and when < least:
            called = [one.title if named is None else named(one) for one in (stage, before)]
            raise Refused("begins-too-early", stage=called[0], before=called[1])
        spans = dict(self.spans)
        spans[stage] = Span(when, when + (span.ends - span.starts))
        each = self.each
        if earlier.ends == span.starts or earlier.ends > when:
            spans[before] = Span(earlier.starts, when)
            each = 0.0 if before is Stage.STORIES else each
        shift = spans[stage].ends - span.ends
        for later in Stage:
            if later > stage:
                old = spans[later]
                spans[later] = Span(old.starts + shift if old.starts else None, old.ends + shift)
        return replace(self, spans=spans, made=True, each=each)

    def stories_until(self, ends: datetime, *, keeping: bool = False) -> "StagePlan":
        """The plan in which the stories end then. What follows moves along.

        keeping: the dialogue takes what is freed, or gives what is wanted, and ends as planned.
        """
        if not keeping:
            return self.moved(Stage.STORIES, ends)
        stories, talk = self.spans[Stage.STORIES], self.spans[Stage.DIALOGUE]
        rest = talk.starts - stories.ends if talk.starts else timedelta()
        spans = {
            Stage.STORIES: Span(stories.starts, ends),
            Stage.DIALOGUE: Span(ends + rest, talk.ends),
        }
        return replace(self, spans=self.spans | spans)

    def in_all(
        self, seconds: float, now: datetime, stage: Stage = Stage.GATHER, used: float = 0.0
    ) -> "StagePlan":
        """The plan in which all is over so many seconds from now: what is still to come has of
        them what it has of a circle's time by the method, in whole minutes.

        stage: the one that goes on, and used: the seconds that it has had. Raises Refused where not
        every stage would have a minute.
        """
        coming = [one for one in Stage if one >= stage]
        parts = {f"{one.name}": _WEIGHTS[one] for one in coming}
        if stage < Stage.PLENARY:
            parts[_REST] = _BREAK
        minutes = _shared_out(int(seconds // 60), parts)
        if minutes is None:
            raise Refused("no-time", text=i18n.length(seconds))
        at = now.replace(second=0, microsecond=0)
        spans = dict(self.spans)
        for one in coming:
            if one is Stage.PLENARY and one is not stage:
                at += timedelta(minutes=minutes[_REST])
            starts = at - timedelta(seconds=used) if one is stage else at
            at += timedelta(minutes=minutes[one.name])
            spans[one] = Span(None if one is Stage.GATHER else starts, at)
        return StagePlan(spans, made=True)

    def with_plenary(self, span: Span) -> "StagePlan":
        """The plan with the plenary then, which waits for no circle. Raises Refused where the
        stages before it would not be over.
        """
        starts, commit = span.starts, self.spans[Stage.COMMIT]
        if starts is not None and commit.ends > starts:
            time = i18n.clock(starts)
            raise Refused("into-plenary", stage=Stage.COMMIT.title, time=time)
        return replace(self, spans=self.spans | {Stage.PLENARY: span})

    def still(self, now: datetime) -> float:
        """Seconds from now to the end of it all; 0 once that is past."""
        return max(0.0, (self.spans[Stage.PLENARY].ends - now).total_seconds())


def _shared_out(whole: int, parts: Mapping[str, int]) -> dict[str, int] | None:
    """So many whole minutes shared out by parts, the largest rests first, so that they add up to
    the whole; None where a stage would have none. A break may be left out.
    """
    total = sum(parts.values())
    exact = {name: whole * part / total for name, part in parts.items()}
    given = {name: max(int(one), name != _REST) for name, one in exact.items()}
    while sum(given.values()) < whole:
        wanting = max(given, key=lambda name: exact[name] - given[name])
        given[wanting] += 1
    while sum(given.values()) > whole:
        longest = max(given, key=lambda name: given[name] - exact[name] if given[name] > 1 else -99)
        if given[longest] <= 1:
            return None
        given[longest] -= 1
    return given


class StageClocks(Struct, frozen=True):
    """used: seconds each stage had up to `since`, the reading `running`'s clock runs from."""

    used: dict[Stage, float] = field(default_factory=dict)
    running: Stage | None = None
    since: float = 0.0

    def seconds(self, stage: Stage, now: float) -> float:
        """Seconds a stage has had."""
        more = max(0.0, now - self.since) if stage is self.running else 0.0
        return self.used.get(stage, 0.0) + more

    def started(self, stage: Stage) -> bool:
        """Whether a stage's clock has ever run."""
        return stage in self.used or stage is self.running

    def start(self, stage: Stage, now: float) -> "StageClocks":
        """Resume a stage's clock; the one that ran is paused."""
        if stage is self.running:
            return self
        return replace(self.stop(now), running=stage, since=now)

    def stop(self, now: float) -> "StageClocks":
        """No clock runs."""
        if self.running is None:
            return self
        used = self.used | {self.running: self.seconds(self.running, now)}
        return StageClocks(used)

    def without(self, seconds: float) -> "StageClocks":
        """The last seconds of the clock that runs do not count: the laptop slept."""
        return self if self.running is None else replace(self, since=self.since + seconds)

    def with_more(self, seconds: float) -> "StageClocks":
        """They do count after all."""
        return self if self.running is None else replace(self, since=self.since - seconds)


LENGTHS = {  # minutes, as in the June 2007 programme (Annex 1)
    Stage.OPEN: 5,
    Stage.STORIES: 25,
    Stage.DIALOGUE: 20,
    Stage.COMMIT: 10,
    Stage.PLENARY: 20,
}
SHORTEST_STAGE = timedelta(minutes=1)
_REST = "rest"  # the break, among the parts of a circle's time
_WEIGHTS = {Stage.GATHER: 10, **LENGTHS}
_BREAK = 10  # minutes to walk around and read, between Commit and Plenary


def has_times(event: Event) -> bool:
    """Whether an event says at what times of which day its circles are."""
    day = datetime(2000, 1, 1)  # noqa: DTZ001 (any day: only the programme's words are read)
    return bool(event.date) and _from_programme(event, day) is not None


def runs_backwards(event: Event) -> bool:
    """Whether a programme has times for story circles that cannot all be kept, in their order."""
    spans = _stages_found(event, datetime(2000, 1, 1))  # noqa: DTZ001 (any day)
    return spans is not None and not _in_order(spans)


def is_its_day(event: Event | None, now: datetime) -> bool:
    """Whether the times of an event's programme hold now: it has some, and this is its day."""
    return event is not None and has_times(event) and event.date == now.date().isoformat()


OF_THE_CIRCLE = frozenset((Stage.OPEN, Stage.STORIES, Stage.DIALOGUE, Stage.COMMIT))
"""The stages that every circle of an event holds for itself; all come to the plenary together."""


def fixed_times(event: Event | None, now: datetime) -> dict[Stage, Span]:
    """When an event's programme has the stages after Gather, on its day; else none is fixed."""
    if event is None or not is_its_day(event, now):
        return {}
    spans = plan_for(event, now).spans
    return {stage: spans[stage] for stage in (*sorted(OF_THE_CIRCLE), Stage.PLENARY)}


def still_fixed(plan: StagePlan, fixed: Mapping[Stage, Span]) -> frozenset[Stage]:
    """The stages whose time is still as the event fixed it. Where a circle has another time for one
    of its own stages, all of its own are its own affair.
    """
    same = frozenset(stage for stage, span in fixed.items() if plan.spans[stage] == span)
    return same if same >= OF_THE_CIRCLE else same - OF_THE_CIRCLE


def plan_for(event: Event | None, now: datetime) -> StagePlan:
    """The plan of a circle begun now: the programme's times on the day, else lengths from now.

    On any other day than the event's the programme's lengths hold, and begin in ten minutes.
    """
    found = _from_programme(event, now) if event else None
    if found is None:
        return _from_lengths(LENGTHS, _next_five(now + timedelta(minutes=10)), _BREAK)
    if is_its_day(event, now):
        return StagePlan(found, made=True)
    first = found[Stage.GATHER].ends
    shift = _next_five(now + timedelta(minutes=10)) - first
    moved = {
        stage: Span(span.starts + shift if span.starts else None, span.ends + shift)
        for stage, span in found.items()
    }
    return StagePlan(moved)


def _from_lengths(lengths: dict[Stage, int], start: datetime, rest: int) -> StagePlan:
    spans = {Stage.GATHER: Span(None, start)}
    at = start
    for stage, minutes in lengths.items():
        if stage is Stage.PLENARY:
            at += timedelta(minutes=rest)
        spans[stage] = Span(at, at + timedelta(minutes=minutes))
        at = spans[stage].ends
    return StagePlan(spans)


def _from_programme(event: Event, now: datetime) -> dict[Stage, Span] | None:
    """The plan of a programme; None where it has no circles, or where its times run backwards."""
    spans = _stages_found(event, now)
    return spans if spans is not None and _in_order(spans) else None


def _stages_found(event: Event, now: datetime) -> dict[Stage, Span] | None:
    """Stages found in a programme by the words of its rows; None where it has no circles.

    A row for dialogue holds Commit too: its last third is for the actions.
    """
    rows: dict[Stage, tuple[datetime, datetime]] = {}
    for slot in event.programme:
        title = slot.title.casefold()
        if slot.ends is None:
            continue
        span = (_at(now, slot.starts), _at(now, slot.ends))
        if "dialogue" in title:
            rows.setdefault(Stage.DIALOGUE, span)
        elif "plenary" in title:
            rows.setdefault(Stage.PLENARY, span)
        elif "circle" in title and "intro" in title:
            rows.setdefault(Stage.OPEN, span)
        elif "circle" in title:
            rows.setdefault(Stage.STORIES, span)
    if Stage.STORIES not in rows:
        return None
    return _completed(rows)


def _completed(rows: dict[Stage, tuple[datetime, datetime]]) -> dict[Stage, Span]:
    starts, ends = rows[Stage.STORIES]
    opens = rows.get(Stage.OPEN, (starts - timedelta(minutes=LENGTHS[Stage.OPEN]), starts))
    both = LENGTHS[Stage.DIALOGUE] + LENGTHS[Stage.COMMIT]
    talk, done = rows.get(Stage.DIALOGUE, (ends, ends + timedelta(minutes=both)))
    parted = talk + (done - talk) * 2 // 3
    parted = parted.replace(second=0, microsecond=0)
    after = done + timedelta(minutes=_BREAK)
    plenary = rows.get(Stage.PLENARY, (after, after + timedelta(minutes=LENGTHS[Stage.PLENARY])))
    return {
        Stage.GATHER: Span(None, opens[0]),
        Stage.OPEN: Span(*opens),
        Stage.STORIES: Span(starts, ends),
        Stage.DIALOGUE: Span(talk, parted),
        Stage.COMMIT: Span(parted, done),
        Stage.PLENARY: Span(*plenary),
    }


def _in_order(spans: dict[Stage, Span]) -> bool:
    """Whether every stage ends after it begins, and none begins before the one before ended."""
    at = spans[Stage.GATHER].ends
    for stage in list(Stage)[1:]:
        span = spans[stage]
        if span.starts is None or span.starts < at or span.ends <= span.starts:
            return False
        at = span.ends
    return True


def _at(day: datetime, text: str) -> datetime:
    hours, minutes = text.split(":")
    return day.replace(hour=int(hours), minute=int(minutes), second=0, microsecond=0)


def _next_five(when: datetime) -> datetime:
    """The next time of day that ends in a whole five minutes."""
    floor = when.replace(minute=when.minute // 5 * 5, second=0, microsecond=0)
    return floor if floor >= when else floor + timedelta(minutes=5)
