"""A programme typed one row a line, "11.25–11.50 Story circles", and read back."""

import re
from collections.abc import Iterable, Sequence

from storycircle.core.errors import Refused
from storycircle.core.model import Slot
from storycircle.core.text import LINE, bounded, one_line

_TIME = r"([01]?\d|2[0-3])[.:]([0-5]\d)"
_ROW = re.compile(rf"{_TIME}(?:\s*(?:-|–|—|to|until)\s*{_TIME})?(?:[,:]?\s+(.*))?$")


def typed(rows: Iterable[Sequence[str | None]]) -> str:
    """Rows of start, end and title as they would be typed."""
    return "\n".join(_line(*row) for row in rows)


def slots_typed(slots: Iterable[Slot]) -> str:
    """A programme as it would be typed."""
    return typed((slot.starts, slot.ends, slot.title) for slot in slots)


def parsed(text: str) -> tuple[Slot, ...]:
    """The programme of lines that begin with a time. Raises Refused, naming the line."""
    slots = []
    for line in map(one_line, text.splitlines()):
        if not line:
            continue
        found = _ROW.match(line)
        if found is None:
            raise Refused("programme-unclear", line=line[:60])
        starts = f"{int(found[1]):02d}:{found[2]}"
        ends = f"{int(found[3]):02d}:{found[4]}" if found[3] else None
        title = bounded(found[5] or "", LINE, "A line of the programme")
        if ends is not None and ends <= starts:
            raise Refused("plan-backwards", title=title or line, starts=starts, ends=ends)
        slots.append(Slot(starts, ends, title))
    return tuple(slots)


def _line(starts: str | None, ends: str | None, title: str | None) -> str:
    times = _clock(starts or "") + (f"–{_clock(ends)}" if ends else "")
    return f"{times} {title or ''}".strip()


def _clock(time: str) -> str:
    hours, _, minutes = time.partition(":")
    return f"{int(hours)}.{minutes}" if hours.isdecimal() else time
