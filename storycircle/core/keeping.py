"""How long a circle's notes are kept on this laptop, and when the app asks whether they go."""

from contextlib import suppress
from datetime import date, datetime, timedelta

from storycircle.core.model import Event

_ZONES = timedelta(days=1)
"""By so much a day may lie ahead where a laptop has travelled."""


def keep_until(
    event: Event | None, held: datetime | None, keep_days: int, today: date
) -> date | None:
    """The last day on which a circle is kept: the event's own date, else so many days from when
    it was last open here. None where neither is known, so that nobody is asked.
    """
    if event is not None and event.keep_until:
        return date.fromisoformat(event.keep_until)
    if held is None:
        return None
    with suppress(OverflowError):
        return _last_open(event, held.date(), today) + timedelta(days=keep_days)
    return date.max


def _last_open(event: Event | None, held: date, today: date) -> date:
    """The day on which a circle was open, as far as a clock that leaps can be believed: where it
    lies ahead, or before the event, it is the day of the event, which a person wrote.
    """
    with suppress(ValueError):
        day = date.fromisoformat(event.date if event is not None else "")
        if day <= today and not day <= held <= today + _ZONES:
            return day
    return held
