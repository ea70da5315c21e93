"""Clocks, the six stages, and the plan of when each begins and ends."""

import time
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import IntEnum
from typing import Protocol

from storycircle.core import words
from storycircle.core.model import Event


class Clock(Protocol):
    """What is handed to everything that needs the time."""

    def reading(self) -> float:
        """Seconds of a monotonic clock; only differences mean something."""

    def now(self) -> datetime:
        """The wall clock, for display and records only."""


class SystemClock:
    """The laptop's own clocks; elapsed time counts suspend where the system offers it."""

    def reading(self) -> float:
        boot = getattr(time, "CLOCK_BOOTTIME", None)
        return time.clock_gettime(boot) if boot is not None else time.monotonic()

    def now(self) -> datetime:
        return datetime.now()  # noqa: DTZ005 (the wall clock of the room, as people read it)


@dataclass
class SimulatedClock:
    """A clock that stands until it is moved: for the demonstration and for tests."""

    at: datetime
    seconds: float = field(default=0.0)

    def reading(self) -> float:
        return self.seconds

    def now(self) -> datetime:
        return self.at + timedelta(seconds=self.seconds)

    def forward(self, seconds: float) -> None:
        self.seconds += seconds


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
        return self.name.title()


LENGTHS = {  # minutes, as in the June 2007 programme (Annex 1)
    Stage.OPEN: 5,
    Stage.STORIES: 25,
    Stage.DIALOGUE: 20,
    Stage.COMMIT: 10,
    Stage.PLENARY: 20,
}
_BREAK = 10  # minutes to walk around and read, between Commit and Plenary


@dataclass(frozen=True, slots=True)
class Span:
    """When a stage begins and ends; Gather has no beginning."""

    starts: datetime | None
    ends: datetime

    def shown(self) -> str:
        """As the rail writes it: "until 11.20", or a range with an en dash."""
        if self.starts is None:
            return f"until {words.clock(self.ends)}"
        return f"{words.clock(self.starts)}–{words.clock(self.ends)}"


@dataclass(frozen=True, slots=True)
class StagePlan:
    """The planned span of every stage."""

    spans: dict[Stage, Span]

    def seconds(self, stage: Stage) -> float:
        """A stage's planned length."""
        span = self.spans[stage]
        return (span.ends - span.starts).total_seconds() if span.starts else 0.0

    def standing(self, stage: Stage, now: datetime) -> str:
        """How the circle stands: "on time", "2 min behind" or "9 min in hand"."""
        span = self.spans[stage]
        if now > span.ends:
            late = int((now - span.ends).total_seconds() // 60)
            return f"{late} min behind" if late else "on time"
        early = 0
        if stage is Stage.GATHER:
            later = self.spans[Stage.STORIES].starts
            early = int((later - now).total_seconds() // 60) if later else 0
        elif span.starts and now < span.starts:
            early = -int(-(span.starts - now).total_seconds() // 60)
        return f"{early} min in hand" if early else "on time"

    def foot(self, stage: Stage, now: datetime) -> str:
        """What comes by the clock: "Stories begin at 11.25", "Stories end at 11.50"."""
        shown = Stage.STORIES if stage in (Stage.GATHER, Stage.OPEN) else stage
        span = self.spans[shown]
        verb = "" if shown is Stage.STORIES else "s"
        if span.starts and (now < span.starts or shown is not stage):
            return f"{shown.title} begin{verb} at {words.clock(span.starts)}"
        return f"{shown.title} end{verb} at {words.clock(span.ends)}"

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


def has_times(event: Event) -> bool:
    """Whether an event says at what times of which day its circles are."""
    day = datetime(2000, 1, 1)  # noqa: DTZ001 (any day: only the programme's words are read)
    return bool(event.date) and _from_programme(event, day) is not None


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


def _at(day: datetime, text: str) -> datetime:
    hours, minutes = text.split(":")
    return day.replace(hour=int(hours), minute=int(minutes), second=0, microsecond=0)


def _next_five(when: datetime) -> datetime:
    """The next time of day that ends in a whole five minutes."""
    floor = when.replace(minute=when.minute // 5 * 5, second=0, microsecond=0)
    return floor if floor >= when else floor + timedelta(minutes=5)
