"""The event that a new circle is of, where nobody says another: what was just opened, and what is
of this day.

An event that a laptop made for its own circles is of its day, and of no other. Any other event is
used on the day on which it was opened, and until its own day is over.
"""

from collections.abc import Sequence

from msgspec import Struct

from storycircle.core.model import Event, made_without_pack


class Opened(Struct, frozen=True):
    """The event that was opened or chosen last on this laptop, and on which day (YYYY-MM-DD)."""

    event: str
    day: str


def event_for(events: Sequence[Event], opened: Opened | None, today: str) -> Event | None:
    """The event of a circle that is begun today; None where it needs one of its own."""
    chosen = [event for event in events if opened is not None and event.id == opened.event]
    just_now = opened is not None and opened.day == today
    for event in chosen:
        if is_of_day(event, today) or (just_now and not made_without_pack(event)):
            return event
    packs = [event for event in events if not made_without_pack(event)]
    own = [event for event in events if made_without_pack(event) and event.date == today]
    of_today = [event for event in packs if event.date == today]
    coming = [event for event in packs if is_of_day(event, today)]
    in_order = [*_by_title(of_today), *own, *sorted(coming, key=_day_then_title)]
    return next(iter(in_order), None)


def is_of_day(event: Event, today: str) -> bool:
    """Whether a circle of today may be of an event without a word: its own day, for one that a
    laptop made; any day until its own is over, or has none, for others.
    """
    if made_without_pack(event):
        return event.date == today
    return not event.date or event.date >= today


def _by_title(events: Sequence[Event]) -> list[Event]:
    return sorted(events, key=lambda event: event.title)


def _day_then_title(event: Event) -> tuple[bool, str, str]:
    """The nearest day first, and those without one last."""
    return not event.date, event.date, event.title
