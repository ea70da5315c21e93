"""The plenary's report-back round, and the room's clock.

The plenary: circles report back one after another, each with the same time.

The circles are the seats of one round (core/turns/queue.py): a circle may pass, and is asked again
at the end. June 2007 had twenty minutes for six circles, 3 min 20 s each (Annex 1).

The room's clock: which row of the programme it is, and how long that still has.

Clock times are the wall clock's, as people in the room read them.
"""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from storycircle.core import i18n
from storycircle.core.i18n import N_, _, n_
from storycircle.core.model import Event, Slot
from storycircle.core.turns.fair_share import STEP, in_steps
from storycircle.core.turns.queue import Round, new_round
from storycircle.core.turns.schedule import LENGTHS, Stage, plan_for

CIRCLES = 6
"""How many circles reported back in June 2007."""


def report_back(event: Event | None, now: datetime, circles: int = 0) -> float:
    """Seconds for each circle: the programme's plenary, shared by all circles.

    circles: how many are known of; where more are expected, those. Where nobody has said, the
    time is what it was in June 2007.
    """
    count = max(event.expected if event else 0, circles)
    if not event or not count:
        return LENGTHS[Stage.PLENARY] * 60 / CIRCLES
    return max(float(STEP), in_steps(plan_for(event, now).seconds(Stage.PLENARY) / count))


def new_plenary(circles: Sequence[str], seconds: float) -> Round:
    """The circles, by id, in the order they report back; each has these seconds, no more or less.

    A round shares out what is left of its budget, but never less than its floor: with no budget
    every share is the floor.
    """
    return new_round(tuple(circles), budget=0.0, floor=int(seconds))


def with_circles(plenary: Round, circles: Sequence[str]) -> Round:
    """The plenary with circles that came since at its end, and without those that went.

    The one that is reporting stays until its turn is ended.
    """
    here = set(circles)
    known = set(plenary.seats)
    left = known - here - ({plenary.current} if plenary.begun else set())
    more = tuple(circle for circle in circles if circle not in known)

    def kept(ids: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(id_ for id_ in ids if id_ not in left)

    return replace(
        plenary,
        seats=kept(plenary.seats) + more,
        to_come=kept(plenary.to_come) + more,
        again=kept(plenary.again),
        declined=kept(plenary.declined),
        asked_again=kept(plenary.asked_again),
    ).ask_again()


def ends_in(plenary: Round, now: float) -> float:
    """Seconds until the last circle has had its time, at the present pace."""
    rest = max(0.0, plenary.left(now)) if plenary.current else 0.0
    return rest + plenary.floor * max(0, len(plenary.unheard) - 1)


class RowState(StrEnum):
    """Whether a row of the programme is over, runs now or is to come."""

    DONE = "done"
    NOW = "now"
    TO_COME = "to_come"


class ProgrammeNow(Struct, frozen=True):
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
    def ends(self) -> str:
        """When the row that runs ends, as the app writes it; empty where that is not known."""
        if self.place is None or not self.whole:
            return ""
        return _clock(_end(self.rows, self.place))

    @property
    def next(self) -> Slot | None:
        return self.rows[self.following] if self.following is not None else None

    def state(self, place: int) -> RowState:
        """Whether a row is over, runs now or is to come; what ran before the next one is over."""
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


def next_in_words(found: ProgrammeNow) -> str:
    """What follows, in words: "then, at 11.50, Cross-circle dialogue"."""
    if found.next is None:
        return ""
    said = N_("at {time}, {title}") if found.place is None else N_("then, at {time}, {title}")
    return _(said, time=_clock(found.next.starts), title=found.next.title)


def pace(ends: datetime, planned: datetime) -> str:
    """Where the plenary would end, to the nearest minute: "ends at 12.52, 2 min behind"."""
    late = round((ends - planned).total_seconds() / 60)
    when = i18n.clock(ends + timedelta(seconds=30))
    if late == 0:
        return _("ends at {time}, on time", time=when)
    if late > 0:
        return n_(
            "ends at {time}, {minutes} min behind",
            "ends at {time}, {minutes} min behind",
            late,
            time=when,
            minutes=late,
        )
    return n_(
        "ends at {time}, {minutes} min in hand",
        "ends at {time}, {minutes} min in hand",
        -late,
        time=when,
        minutes=-late,
    )


_NEVER = "24:00"


def _end(rows: tuple[Slot, ...], place: int) -> str:
    """When a row ends: where it does not say, as the next begins."""
    after = rows[place + 1].starts if place + 1 < len(rows) else _NEVER
    return rows[place].ends or after


def _at(day: datetime, text: str) -> datetime:
    hours, minutes = text.split(":")
    return day.replace(hour=int(hours), minute=int(minutes), second=0, microsecond=0)


def _clock(text: str) -> str:
    return i18n.clock(time.fromisoformat(text))
