"""A programme typed one row a line, "11.25–11.50 Story circles", and read back."""

import re
from collections.abc import Iterable, Sequence

from storycircle.core.clock_text import TIME, minutes, shown, span
from storycircle.core.errors import Refused
from storycircle.core.line_by_line import each, short_line
from storycircle.core.model import Slot
from storycircle.core.text import LINE, one_line

_ROW = re.compile(rf"{TIME}(?:\s*(?:-|–|—|to|until)\s*{TIME})?(?:[,:]?\s+(.*))?$", re.IGNORECASE)


def typed(rows: Iterable[Sequence[str | None]]) -> str:
    """Rows of start, end and title as they would be typed."""
    return "\n".join(_line(*row) for row in rows)


def slots_typed(slots: Iterable[Slot]) -> str:
    """A programme as it would be typed."""
    return typed((slot.starts, slot.ends, slot.title) for slot in slots)


def taken(text: str) -> tuple[tuple[Slot, ...], Refused | None]:
    """The programme of the lines that can be read, and why the first that cannot is refused."""
    lines = filter(None, map(one_line, text.splitlines()))
    slots, why = each(lines, _slot)
    return tuple(slots), why


def parsed(text: str) -> tuple[Slot, ...]:
    """The programme of lines that begin with a time. Raises Refused, naming the line."""
    slots, why = taken(text)
    if why is not None:
        raise why
    return slots


def _slot(line: str) -> Slot:
    found = _ROW.match(line)
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
