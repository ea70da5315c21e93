"""Times as people type them: "25 min", "25", "1 hour", "until 11.50", "11:50", "until 12"."""

import re
from datetime import datetime, timedelta

from storycircle.core.clock_text import TIME, minutes
from storycircle.core.errors import Refused
from storycircle.core.text import one_line

MOST = timedelta(hours=6)
"""The longest a stage may be: what is later than this is a slip, or another day."""
_MINUTES = re.compile(r"(-?\d{1,4})\s*(?:m|min|mins|minute|minutes)?\.?")
_HOURS = re.compile(r"(\d{1,2})\s*(?:h|hr|hrs|hour|hours)\.?")
_CLOCK = re.compile(rf"(?:until|till|to|by)?\s*{TIME}")
_WHOLE_HOUR = re.compile(r"(?:until|till|to|by)\s+(\d{1,2})")
_SHOWN = 40  # letters of what was typed that a refusal repeats


def ends_at(text: str, starts: datetime, now: datetime | None = None) -> datetime:
    """When a stage that begins at `starts` ends, as typed; never before `now` where that is later.

    A time of day is the next such time, after midnight too: "until 0.10" at 23.50, and "until
    2.30" at 14.00. Raises Refused where it is unclear, past, or more than six hours.
    """
    plain = one_line(text).casefold()
    shown = one_line(text)[:_SHOWN]
    since = max(starts, now) if now else starts
    asked = _length(plain)
    if asked is None:
        return _time_of_day(plain, shown, since)
    if asked <= timedelta(0):
        raise Refused("no-time", text=shown)
    if asked > MOST:
        raise Refused("time-far", text=shown)
    ends = starts + asked
    if ends <= since:
        raise Refused("time-past", text=shown)
    return ends


def _length(plain: str) -> timedelta | None:
    """A length of time as typed, or None where it is none."""
    if minutes := _MINUTES.fullmatch(plain):
        return timedelta(minutes=int(minutes[1]))
    if hours := _HOURS.fullmatch(plain):
        return timedelta(hours=int(hours[1]))
    return None


def _time_of_day(plain: str, shown: str, since: datetime) -> datetime:
    """The first such time after `since`, within six hours."""
    whole = _WHOLE_HOUR.fullmatch(plain)
    time = _CLOCK.fullmatch(plain)
    parts = (whole[1], "00", None) if whole else time.groups() if time else (None, None, None)
    asked = minutes(parts)
    if asked is None:
        raise Refused("time-unclear", text=shown)
    hour, minute = divmod(asked, 60)
    # People write 2.30 for half past two in the afternoon.
    plain_hour = 1 <= hour <= 12 and not (time and time[3])
    hours = (hour, (hour + 12) % 24) if plain_hour else (hour,)
    today = since.replace(minute=minute, second=0, microsecond=0)
    times = [today.replace(hour=each) + timedelta(days=days) for each in hours for days in (0, 1)]
    ends = min(when for when in times if when > since)
    if ends - since <= MOST:
        return ends
    raise Refused("time-past" if today.replace(hour=hour) <= since else "time-far", text=shown)
