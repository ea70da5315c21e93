"""Which backups are deleted, so that the disk does not fill. Their running numbers order them; a
date only says which of them are of one day, and only where it agrees with the numbers.
"""

from bisect import bisect_right
from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from datetime import datetime

from msgspec import Struct

LAST, DAYS, WEEKS, MONTHS = 5, 7, 4, 6
"""The last so many stay, then the last of each of so many days, weeks and months with copies."""
BY_NUMBER = {8: 3, 32: 3, 128: 4}
"""Whatever their dates say: the last of each of so many runs of so many numbers; as far as these
are fewer, the newest of those whose date leaps. Where no date can be believed, as on a laptop whose
battery is empty at each start, these alone reach back.
"""
MOST = LAST + DAYS + WEEKS + MONTHS + sum(BY_NUMBER.values())
"""No more than these are kept beside those in use."""


class Copy(Struct, frozen=True):
    name: str
    number: int
    made: datetime | None


def to_delete(copies: Iterable[Copy], in_use: Collection[str] = ()) -> list[str]:
    """The names of the backups to delete. How old one is never counts: no clock is asked."""
    newest_first = sorted(copies, key=lambda copy: (copy.number, copy.name), reverse=True)
    kept = {copy.name for copy in newest_first[:LAST]} | set(in_use)
    older = newest_first[LAST:]
    dated = _in_order(newest_first)
    dated_copies = [copy for copy in older if copy.name in dated]
    kept |= _one_of_each(dated_copies, DAYS, _on(lambda when: when.date()))
    kept |= _one_of_each(dated_copies, WEEKS, _on(lambda when: when.isocalendar()[:2]))
    kept |= _one_of_each(dated_copies, MONTHS, _on(lambda when: (when.year, when.month)))
    spread: set[str] = set()
    for run, most in BY_NUMBER.items():
        spread |= _one_of_each(older, most, _in_runs(run))
    room = sum(BY_NUMBER.values()) - len(spread - kept)
    kept |= spread
    kept |= set([copy.name for copy in older if copy.name not in (dated | kept)][:room])
    return [copy.name for copy in newest_first if copy.name not in kept]


def _one_of_each(
    newest_first: Iterable[Copy], most: int, period: Callable[[Copy], Hashable]
) -> set[str]:
    found: dict[Hashable, str] = {}
    for copy in newest_first:
        if len(found) < most:
            found.setdefault(period(copy), copy.name)
    return set(found.values())


def _on(period: Callable[[datetime], Hashable]) -> Callable[[Copy], Hashable]:
    return lambda copy: period(copy.made) if copy.made is not None else None


def _in_runs(length: int) -> Callable[[Copy], Hashable]:
    return lambda copy: copy.number // length


def _in_order(newest_first: Sequence[Copy]) -> set[str]:
    """The names of most backups whose dates rise with their numbers; the others' dates leap."""
    dated = [(copy.name, copy.made) for copy in reversed(newest_first) if copy.made is not None]
    ends: list[datetime] = []
    at: list[int] = []
    before: list[int | None] = []
    for place, (_, when) in enumerate(dated):
        length = bisect_right(ends, when)
        before.append(at[length - 1] if length else None)
        ends[length : length + 1] = [when]
        at[length : length + 1] = [place]
    found: set[str] = set()
    step = at[-1] if at else None
    while step is not None:
        found.add(dated[step][0])
        step = before[step]
    return found
