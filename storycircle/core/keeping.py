"""How long a circle's notes are kept on this laptop, and when the app asks whether they go."""

from datetime import date, datetime, timedelta

from storycircle.core.model import Event


def keep_until(event: Event | None, held: datetime | None, keep_days: int) -> date | None:
    """The last day on which a circle is kept: the event's own date, else so many days from when
    it was last open here. None where neither is known, so that nobody is asked.
    """
    if event is not None and event.keep_until:
        return date.fromisoformat(event.keep_until)
    return held.date() + timedelta(days=keep_days) if held else None
