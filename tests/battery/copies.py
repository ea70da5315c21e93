"""Copies made while the clock leaps between 1970 and 2108; then the library is damaged."""

from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random

from storycircle.core.model import Circle
from storycircle.store.library import Library
from storycircle.store.safety import backups
from storycircle.store.safety.backup_rotation import LAST, MOST
from storycircle.store.safety.recovery import open_or_recover
from tests.battery.holding import clock, folder
from tests.battery.row import Fault, Tally

Wrong = Callable[[datetime, Random], datetime]
"""What the clock says where it is right, and what chance brings."""


def _right(at: datetime, _chance: Random) -> datetime:
    return at


def _anywhere(at: datetime, chance: Random) -> datetime:
    return at.replace(year=chance.randrange(1970, 2109), day=1)


def _ahead(at: datetime, _chance: Random) -> datetime:
    return at.replace(year=2030, day=min(at.day, 28))


def _flat(_at: datetime, chance: Random) -> datetime:
    """The laptop's battery was empty."""
    return datetime(1970, 1, 1, 0, chance.randrange(60))  # noqa: DTZ001 (the laptop's own time)


WRONG: dict[str, Wrong] = {"anywhere": _anywhere, "in 2030": _ahead, "in 1970": _flat}
_MANY = 12
"""Every so many tries there are dozens of days."""


def run(times: int, chance: Random) -> Tally:
    """Some days of copies each time, any of them with another clock; dozens in some."""
    tally = Tally()
    for number in range(times):
        days = chance.randrange(60, 90) if number % _MANY == 1 else chance.randrange(3, 20)
        why = _tried(chance, days, tally)
        tally.add(held=not why, why=f"{days} days: {why}")
    return tally


def _tried(chance: Random, days: int, tally: Tally) -> str:
    with folder() as place:
        at = clock()
        right = at.at
        made: dict[str, datetime] = {}
        with Library(place / "library", at) as library:
            for day in range(days):
                right += timedelta(hours=chance.randrange(12, 72))
                leaps = chance.choice([*WRONG, *["right"] * 4])
                tally.count(f"days {leaps}")
                at.at = WRONG.get(leaps, _right)(right, chance)
                library.save_circle(Circle("c", 1, theme=f"day {day}"))
                name = library.back_up()
                if name in made:
                    return "no copy though something changed"
                made[name] = right
                if library.back_up() != name:
                    return "a copy though nothing changed"
            kept = backups.names(library.path)
            said = library.circle("c")
        newest_first = [*made][::-1]
        if kept[:LAST] != newest_first[:LAST] or len(kept) > MOST:
            return f"kept {kept} of {newest_first}"
        if kept != [name for name in newest_first if name in kept]:
            return f"not in their order: {kept}"
        span = right - next(iter(made.values()))
        if right - made[kept[-1]] < min(span / 2, timedelta(days=14)):
            return f"the oldest of {span.days} days is {made[kept[-1]]}"
        library.path.write_bytes(b"x" * 9_000)
        opened, _ = open_or_recover(library.path, at)
        with opened:
            return "" if opened.circle("c") == said else "an older copy opened"


FAULT = Fault(
    "copies",
    "copies and clocks: on three days of seven the clock is anywhere from 1970 to 2108, in 2030 "
    "or in 1970, dozens of days long too; then damage",
    "the last five there, one from half the days or two weeks ago, and the one made last opens",
    5,
    200,
    run,
)
