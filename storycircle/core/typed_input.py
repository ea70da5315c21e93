"""Parsing what people type: times, dates, a programme.

Times of day as people type them: 9.30, 12:30, 12.30pm, 9 am.

Of several lines the good ones are taken, whatever is wrong with another.

Times as people type them: "25 min", "25", "1 hour", "until 11.50", "11:50", "until 12".

A programme typed one row a line, "11.25–11.50 Story circles", and read back.

A date as organisers type it, kept as YYYY-MM-DD.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import TypeVar

from storycircle.core.error_sentences import Refused
from storycircle.core.i18n import _, n_
from storycircle.core.i18n.language import language
from storycircle.core.model import Slot
from storycircle.core.size_limits import LINE
from storycircle.core.text import one_line

TIME = r"(\d{1,2})(?:[.:](\d\d)(?!\d))?(?:\s*([ap])\.?m\b\.?)?"
"""A time of day, in three groups: hour, minutes, and a or p; not every match is a time."""
_HALF_DAY = 12 * 60


def minutes(parts: Sequence[str | None]) -> int | None:
    """The minutes since midnight of a match's three groups; None where it is no time of day."""
    hour, minute, half = int(parts[0] or 0), int(parts[1] or 0), parts[2]
    if (parts[1] is None and half is None) or minute > 59 or hour > 23:
        return None
    if half is None:
        return hour * 60 + minute
    if not 1 <= hour <= 12:
        return None
    return hour % 12 * 60 + minute + (_HALF_DAY if half.casefold() == "p" else 0)


def span(starts: Sequence[str | None], ends: Sequence[str | None]) -> tuple[int | None, int | None]:
    """Both times of a row, in minutes. Where one alone says am or pm, the other is the nearest:
    1.30–2.30pm begins at 13.30, and 11.30–12.30pm at 11.30.
    """
    first, last = minutes(starts), minutes(ends)
    if first is None or last is None or bool(starts[2]) == bool(ends[2]):
        return first, last
    if ends[2]:
        before = [time for time in _both(first) if time < last]
        return max(before, default=first), last
    after = [time for time in _both(last) if time > first]
    return first, min(after, default=last)


def shown(time: int) -> str:
    """Minutes since midnight as HH:MM."""
    return f"{time // 60:02d}:{time % 60:02d}"


def _both(time: int) -> tuple[int, ...]:
    """The time in either half of the day, where its hour can mean both."""
    return (time,) if time >= _HALF_DAY + 60 else (time % _HALF_DAY, time % _HALF_DAY + _HALF_DAY)


S = TypeVar("S")
T = TypeVar("T")


def each(lines: Iterable[S], read: Callable[[S], T]) -> tuple[list[T], Refused | None]:
    """What could be read of the lines, and why the first that could not was refused."""
    found: list[T] = []
    why: Refused | None = None
    for line in lines:
        try:
            found.append(read(line))
        except Refused as refused:
            why = why or refused
    return found, why


def short_line(line: str, most: int) -> str:
    """The line, where it has at most so many letters. Raises Refused, naming the line."""
    if len(line) > most:
        raise Refused("line-too-long", line=f"{line[:40]} …", most=f"{most:,}")
    return line


MOST = timedelta(hours=6)
"""The longest a stage may be: what is later than this is a slip, or another day."""
_MINUTES = r"(-?\d{1,4})\s*(?:m|min|mins|minute|minutes)?\.?"
_HOURS = r"(\d{1,2})\s*(?:h|hr|hrs|hour|hours)\.?"
_BOTH = (
    r"(\d{1,2})\s*(?:h|hr|hrs|hour|hours)\.?(?:\s*and)?\s*(\d{1,2})\s*(?:m|min|mins|minutes?)?\.?"
)
_IN_ALL = r"\s*(?:in all|altogether|all in all)$"
_SPELT = {  # minutes of what is as often spelt
    "an hour": 60,
    "one hour": 60,
    "half an hour": 30,
    "an hour and a half": 90,
    "one and a half hours": 90,
    "two hours": 120,
}
_CLOCK = rf"(?:until|till|to|by)?\s*{TIME}"
_WHOLE_HOUR = r"(?:until|till|to|by)\s+(\d{1,2})"
_SHOWN = 40  # letters of what was typed that a refusal repeats


_TURN = r"(\d{1,2})\s*[:.]\s*(\d{2})(?:\s*(?:m|min|minutes?))?"
_TURN_MINUTES = r"(\d{1,2})(½|[.,]5)?(?:\s*(?:m|min|mins|minutes?)\.?)?"
_TURN_SECONDS = r"(\d{1,3})\s*(?:s|sec|secs|seconds?)\.?"
_TURN_BOTH = r"(\d{1,2})\s*(?:m|min|mins|minutes?)\.?\s*(\d{1,2})\s*(?:s|sec|secs|seconds?)?\.?"
_EACH = r"\s*(?:each|for each|apiece)$"


def turn_typed(text: str) -> int:
    """Seconds of a turn as people type them: "3", "3:30", "3.30", "3½", "4 min", "4 min 30 s",
    "45 s", "3 each". Raises Refused where that is unclear.
    """
    plain = re.sub(_EACH, "", one_line(text).casefold())
    if found := re.fullmatch(_TURN, plain) or re.fullmatch(_TURN_BOTH, plain):
        whole, rest = int(found[1]), int(found[2])
    elif found := re.fullmatch(_TURN_MINUTES, plain):
        whole, rest = int(found[1]), 30 if found[2] else 0
    elif found := re.fullmatch(_TURN_SECONDS, plain):
        whole, rest = divmod(int(found[1]), 60)
    else:
        raise Refused("length-unclear", text=one_line(text)[:_SHOWN])
    if rest >= 60:
        raise Refused("length-unclear", text=one_line(text)[:_SHOWN])
    return whole * 60 + rest


def shown_length(seconds: float) -> str:
    """A stage's length, or a plan's, as the app writes it: "18 min", "1 h 34 min"."""
    hours, minutes = divmod(round(seconds / 60), 60)
    if not hours:
        return n_("{figures} min", "{figures} min", minutes)
    return _("{hours} h {minutes} min", hours=hours, minutes=minutes)


def length_typed(text: str) -> int:
    """Seconds of a stage or of a whole circle as people type them: "18 min", "18", "1 hour", "one
    hour in all", "1 h 34 min", or as the app writes them in the language in use. Raises
    Refused where that is unclear, nothing, or more than six hours.
    """
    plain, shown = one_line(text).casefold(), one_line(text)[:_SHOWN]
    figures = [int(one) for one in re.findall(r"\d{1,4}", plain)]
    whole = figures[0] * 60 + figures[1] if len(figures) == 2 else sum(figures[:1])
    if figures and shown_length(whole * 60).casefold() == plain:
        asked: timedelta | None = timedelta(minutes=whole)
    else:
        said = re.sub(_IN_ALL, "", plain)
        both = re.fullmatch(_BOTH, said)
        asked = timedelta(hours=int(both[1]), minutes=int(both[2])) if both else _length(said)
    if asked is None:
        raise Refused("time-unclear", text=shown)
    if asked <= timedelta(0):
        raise Refused("no-time", text=shown)
    if asked > MOST:
        raise Refused("time-far", text=shown)
    return int(asked.total_seconds())


def ends_at(text: str, starts: datetime, now: datetime | None = None) -> datetime:
    """When a stage that begins at `starts` ends, as typed; never before `now` where that is later.

    A time of day is the next such time, after midnight too: "until 0.10" at 23.50, and "until
    2.30" at 14.00. Raises Refused where it is unclear, past, or more than six hours.
    """
    plain = _in_english(one_line(text).casefold())
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


def time_typed(text: str, now: datetime) -> datetime:
    """The time of day that is typed, "11.25" or "2pm", nearest to now: it may be past. Raises
    Refused where it is unclear, or more than six hours away.
    """
    plain, shown = one_line(text).casefold(), one_line(text)[:_SHOWN]
    found = re.fullmatch(TIME, plain)
    asked = minutes(found.groups()) if found else None
    if found is None or asked is None:
        raise Refused("time-unclear", text=shown)
    hour, minute = divmod(asked, 60)
    either = 1 <= hour <= 12 and not found[3]
    hours = (hour, (hour + 12) % 24) if either else (hour,)
    today = now.replace(minute=minute, second=0, microsecond=0)
    times = [today.replace(hour=at) + timedelta(days=days) for at in hours for days in (-1, 0, 1)]
    nearest = min(times, key=lambda when: abs(when - now))
    if abs(nearest - now) > MOST:
        raise Refused("time-far", text=shown)
    return nearest


def _in_english(plain: str) -> str:
    """A time as the app itself shows it in the language in use, as it is said in English."""
    before, _hole, after = _("until {time}").casefold().partition("{time}")
    if not (plain.startswith(before) and plain.endswith(after)):
        return plain
    return f"until {plain.removeprefix(before).removesuffix(after)}"


def _length(plain: str) -> timedelta | None:
    """A length of time as typed, or None where it is none."""
    if minutes := re.fullmatch(_MINUTES, plain):
        return timedelta(minutes=int(minutes[1]))
    if hours := re.fullmatch(_HOURS, plain):
        return timedelta(hours=int(hours[1]))
    if plain in _SPELT:
        return timedelta(minutes=_SPELT[plain])
    return None


def _time_of_day(plain: str, shown: str, since: datetime) -> datetime:
    """The first such time after `since`, within six hours."""
    whole = re.fullmatch(_WHOLE_HOUR, plain)
    time = re.fullmatch(_CLOCK, plain)
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


_ROW = rf"{TIME}(?:\s*(?:-|–|—|to|until)\s*{TIME})?(?:[,:]?\s+(.*))?$"


def typed_programme(rows: Iterable[Sequence[str | None]]) -> str:
    """Rows of start, end and title as they would be typed."""
    return "\n".join(_line(*row) for row in rows)


def slots_typed(slots: Iterable[Slot]) -> str:
    """A programme as it would be typed."""
    return typed_programme((slot.starts, slot.ends, slot.title) for slot in slots)


def readable_programme(text: str) -> tuple[tuple[Slot, ...], Refused | None]:
    """The programme of the lines that can be read, and why the first that cannot is refused."""
    lines = filter(None, map(one_line, text.splitlines()))
    slots, why = each(lines, _slot)
    return tuple(slots), why


def parsed_programme(text: str) -> tuple[Slot, ...]:
    """The programme of lines that begin with a time. Raises Refused, naming the line."""
    slots, why = readable_programme(text)
    if why is not None:
        raise why
    return slots


def _slot(line: str) -> Slot:
    found = re.match(_ROW, line, re.IGNORECASE)
    times = found.groups() if found else ()
    starts: int | None = None
    ends: int | None = None
    if times and times[3]:
        starts, ends = span(times[:3], times[3:6])
    elif times:
        starts = minutes(times[:3])
    if starts is None or (ends is None) == bool(times[3]):
        raise Refused("programme-unclear", line=line[:60])
    title = short_line(times[6] or "", LINE)
    shown_start, shown_end = shown(starts), None if ends is None else shown(ends)
    if ends is not None and ends <= starts:
        raise Refused("plan-backwards", title=title or line, starts=shown_start, ends=shown_end)
    return Slot(shown_start, shown_end, title)


def _line(starts: str | None, ends: str | None, title: str | None) -> str:
    times = _clock(starts or "") + (f"–{_clock(ends)}" if ends else "")
    return f"{times} {title or ''}".strip()


def _clock(time: str) -> str:
    hours, _, minutes = time.partition(":")
    return f"{int(hours)}.{minutes}" if hours.isdecimal() else time


_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_WORDS = r"(?:[^\W\d_]+,? )?(\d{1,2})(?:st|nd|rd|th)? (?:of )?([^\W\d_]{3,})\.?,? (\d{4})"
_ISO = r"(\d{4})-(\d{1,2})-(\d{1,2})"
_BRITISH = r"(\d{1,2})[./](\d{1,2})[./](\d{4})"


def parsed_day(text: str) -> str:
    """The date of "14 June 2007", "14/6/2007" or "2007-06-14"; empty of nothing. Raises Refused."""
    text = one_line(text).casefold()
    if not text:
        return ""
    if found := re.fullmatch(_ISO, text):
        year, month, day = map(int, found.groups())
    elif found := re.fullmatch(_BRITISH, text):
        day, month, year = map(int, found.groups())
    elif (found := re.fullmatch(_WORDS, text)) and (month := _month(found[2])):
        day, year = int(found[1]), int(found[3])
    else:
        raise Refused("date-unclear")
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        raise Refused("date-unclear") from None


def _month(name: str) -> int:
    """The number of a month by its name in the language in use, or by its English; 0 for none."""
    own = [month.casefold() for month in language().formats.months]
    if name in own:
        return own.index(name) + 1
    return _MONTHS.index(name[:3]) + 1 if name[:3] in _MONTHS else 0
