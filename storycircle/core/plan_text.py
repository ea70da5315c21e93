"""Times as people type them: "25 min", "25", "until 11.50", "11:50"."""

import re
from datetime import datetime, timedelta

from storycircle.core.errors import Refused

_MINUTES = re.compile(r"(\d{1,3})\s*(?:m|min|mins|minute|minutes)?\.?")
_CLOCK = re.compile(r"(?:until|till|to|by)?\s*(\d{1,2})[.:](\d{2})")


def ends_at(text: str, starts: datetime) -> datetime:
    """When a stage that begins at `starts` ends, as typed. Raises Refused where it is unclear."""
    plain = text.strip().casefold()
    minutes = _MINUTES.fullmatch(plain)
    if minutes and int(minutes[1]) > 0:
        return starts + timedelta(minutes=int(minutes[1]))
    time = _CLOCK.fullmatch(plain)
    if time is None or int(time[1]) > 23 or int(time[2]) > 59:
        raise Refused("time-unclear", text=text)
    ends = starts.replace(hour=int(time[1]), minute=int(time[2]), second=0, microsecond=0)
    if ends <= starts:
        raise Refused("time-past", text=text)
    return ends
