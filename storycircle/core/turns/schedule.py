"""The six stages: their plan, the event's programme, and the time each has had.

The six stages, and the plan of when each begins and ends.

Clock times are the wall clock's, as people in the room read them: for display and records only.

How long each stage has had. One stage's clock runs at a time; looking at a stage starts none.

Stories keep their own time in their round: while it goes, no clock here runs.

A circle's plan, from its event's programme or from the lengths of June 2007.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import IntEnum

from storycircle.core import i18n
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


@dataclass(frozen=True, slots=True)
class Span:
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


@dataclass(frozen=True, slots=True)
class StagePlan:
    """The planned span of every stage."""

    spans: dict[Stage, Span]

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
        return StagePlan(plan.spans | {stage: Span(starts, plan.spans[stage].ends)})

    def shifted(self, by: timedelta) -> "StagePlan":
        """The whole plan later by so much: the circle is carried on another time."""
        return StagePlan(
            {
                stage: Span(span.starts + by if span.starts else None, span.ends + by)
                for stage, span in self.spans.items()
            }
        )

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
        return StagePlan(spans)


@dataclass(frozen=True, slots=True)
class StageClocks:
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
_BREAK = 10  # minutes to walk around and read, between Commit and Plenary


def has_times(event: Event) -> bool:
    """Whether an event says at what times of which day its circles are."""
    day = datetime(2000, 1, 1)  # noqa: DTZ001 (any day: only the programme's words are read)
    return bool(event.date) and _from_programme(event, day) is not None


def runs_backwards(event: Event) -> bool:
    """Whether a programme has times for story circles that cannot all be kept, in their order."""
    spans = _stages_found(event, datetime(2000, 1, 1))  # noqa: DTZ001 (any day)
    return spans is not None and not _in_order(spans)


def plan_for(event: Event | None, now: datetime) -> StagePlan:
    """The plan of a circle begun now: the programme's times on the day, else lengths from now.

    On any other day than the event's the programme's lengths hold, and begin in ten minutes.
    """
    found = _from_programme(event, now) if event else None
    if found is None:
        return _from_lengths(LENGTHS, _next_five(now + timedelta(minutes=10)), _BREAK)
    if event and event.date == now.date().isoformat():
        return StagePlan(found)
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
