"""Copies made while the clock leaps between 1970 and 2108; then the library is damaged."""

from datetime import timedelta
from random import Random

from storycircle.core.model import Circle
from storycircle.core.thinning import LAST, MOST
from storycircle.store import backups
from storycircle.store.library import Library
from storycircle.store.recovering import open_or_recover
from tests.battery.holding import clock, folder
from tests.battery.row import Fault, Tally


def run(times: int, chance: Random) -> Tally:
    """Some days of copies each time, any of them with another clock."""
    tally = Tally()
    for _ in range(times):
        why = _tried(chance)
        tally.add(held=not why, why=why)
    return tally


def _tried(chance: Random) -> str:
    with folder() as place:
        at = clock()
        right = at.at
        made: list[str] = []
        with Library(place / "library", at) as library:
            for day in range(chance.randrange(3, 20)):
                right += timedelta(hours=chance.randrange(1, 72))
                leaps = chance.random() < 0.3
                at.at = right.replace(year=chance.randrange(1970, 2109), day=1) if leaps else right
                library.save_circle(Circle("c", 1, theme=f"day {day}"))
                made.append(library.back_up())
                if library.back_up() != made[-1]:
                    return "a copy though nothing changed"
            kept = backups.names(library.path)
            said = library.circle("c")
        if kept[:LAST] != made[: -LAST - 1 : -1] or len(kept) > MOST:
            return f"kept {kept} of {made}"
        library.path.write_bytes(b"x" * 9_000)
        opened, _ = open_or_recover(library.path, at)
        with opened:
            return "" if opened.circle("c") == said else "an older copy opened"


FAULT = Fault(
    "copies",
    "clock anywhere from 1970 to 2108 on three days of ten; then damage",
    "the last five there, and the one made last opens",
    5,
    200,
    run,
)
