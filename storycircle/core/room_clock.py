"""The room's clock: which row of the programme it is, and how long that still has.

Clock times are the wall clock's, as people in the room read them.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from storycircle.core import words
from storycircle.core.model import Event, Slot


class RowState(StrEnum):
    """How a row of the programme stands."""

    DONE = "done"
    NOW = "now"
    TO_COME = "to come"


@dataclass(frozen=True, slots=True)
class ProgrammeNow:
    """The programme at one moment. place: the row that runs, None between rows and outside them.

    following: the row that comes next. left, whole: seconds the row that runs still has, and has
    in all; 0 where its end is not known.
    """

    rows: tuple[Slot, ...] = ()
    place: int | None = None
    following: int | None = None
    left: float = 0.0
    whole: float = 0.0

    @property
    def slot(self) -> Slot | None:
        return self.rows[self.place] if self.place is not None else None

    @property
    def next(self) -> Slot | None:
        return self.rows[self.following] if self.following is not None else None

    def state(self, place: int) -> RowState:
        """How a row stands; what ran before the one that comes next is done."""
        if place == self.place:
            return RowState.NOW
        first = self.following if self.following is not None else len(self.rows)
        return RowState.DONE if place < first else RowState.TO_COME


def programme_now(event: Event | None, now: datetime) -> ProgrammeNow:
    """The event's programme at this time of day, whatever the date."""
    rows = event.programme if event else ()
    minute = f"{now.hour:02d}:{now.minute:02d}"
    place = next((n for n, slot in enumerate(rows) if slot.starts <= minute < _end(rows, n)), None)
    following = next((n for n, slot in enumerate(rows) if slot.starts > minute), None)
    if place is None:
        return ProgrammeNow(rows, None, following)
    end = _end(rows, place)
    if end == _NEVER:
        return ProgrammeNow(rows, place, following)
    left = (_at(now, end) - now).total_seconds()
    whole = (_at(now, end) - _at(now, rows[place].starts)).total_seconds()
    return ProgrammeNow(rows, place, following, max(0.0, left), whole)


def shown_time(slot: Slot) -> str:
    """A row's time as the app writes it: "11.25–11.50"; the start alone where it has no end."""
    return _clock(slot.starts) + (f"–{_clock(slot.ends)}" if slot.ends else "")


def said_of_now(found: ProgrammeNow) -> str:
    """What follows, in words: "then, at 11.50, Cross-circle dialogue"."""
    if found.next is None:
        return ""
    first = "then, at" if found.place is not None else "at"
    return f"{first} {_clock(found.next.starts)}, {found.next.title}"


def standing(ends: datetime, planned: datetime) -> str:
    """Where the plenary would end, to the nearest minute: "ends at 12.52, 2 min behind"."""
    late = round((ends - planned).total_seconds() / 60)
    kept = "on time" if late == 0 else f"{abs(late)} min {'behind' if late > 0 else 'in hand'}"
    return f"ends at {words.clock(ends + timedelta(seconds=30))}, {kept}"


_NEVER = "24:00"


def _end(rows: tuple[Slot, ...], place: int) -> str:
    """When a row ends: where it does not say, as the next begins."""
    after = rows[place + 1].starts if place + 1 < len(rows) else _NEVER
    return rows[place].ends or after


def _at(day: datetime, text: str) -> datetime:
    hours, minutes = text.split(":")
    return day.replace(hour=int(hours), minute=int(minutes), second=0, microsecond=0)


def _clock(text: str) -> str:
    hours, _, minutes = text.partition(":")
    return f"{int(hours)}.{minutes}"
