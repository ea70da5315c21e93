"""Thirty people, three hundred stories of 20,000 letters: ten each, in two circles of fifteen,
the most a circle holds.
"""

import math
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from random import Random
from statistics import median

from msgspec.structs import replace

from storycircle.store.library import Library
from tests.battery.holding import EVENT, circle, clock, folder, standing
from tests.battery.row import Fault, Tally

_LETTERS, _PEOPLE, _EACH, _CIRCLES, _SAVES = 20_000, 15, 10, 2, 400


def run(_times: int, chance: Random) -> Tally:
    """How long it takes to open, and to save one story of it, beside the least there is."""
    tally = Tally()
    with folder() as place:
        words = ["".join(chance.choices("abcde fghi", k=_LETTERS)) for _ in range(_PEOPLE)]
        _fill(place / "large", words)
        _opened(place / "empty")
        empties = [_opened(place / "empty") for _ in range(9)]
        larges = [_opened(place / "large") for _ in range(9)]
        empty, large = median(e[0] for e in empties), median(one[0] for one in larges)
        alone = [1e3 * median(one[1] for one in found) for found in (larges, empties)]
        tally.add(held=large <= 5 * empty, why=f"opens in {large / empty:.1f} times")
        ours, bare = _saves(place / "large", words)
        tally.add(held=ours <= 3 * bare, why=f"p99 {ours / bare:.1f} times a bare commit")
        tally.figures.append(f"opens {1e3 * large:.0f} ms, empty {1e3 * empty:.0f} ms")
        tally.figures.append(f"without imports {alone[0]:.0f} and {alone[1]:.0f} ms")
        tally.figures.append(f"p99 of a save {1e3 * ours:.2f} ms, bare {1e3 * bare:.2f} ms")
    return tally


def _fill(path: Path, words: list[str]) -> None:
    at = clock()
    with Library(path, at) as library:
        library.save_event(EVENT)
        for number in range(1, _CIRCLES + 1):
            held = circle(number, _PEOPLE)
            stories = [
                replace(one, id=f"{one.id}-{told}", left_as=f"{one.left_as}-{told}", points=points)
                for told in range(_EACH)
                for one, points in zip(held.stories, words, strict=True)
            ]
            held = replace(held, stories=tuple(stories))
            library.save_circle(held, standing(at, held) if number == 1 else None)


_OPENING = """
import sys, time
begun = time.perf_counter()
from pathlib import Path
from storycircle.store.library import Library
from storycircle.ui.home.view_model import on_this_laptop
from tests.battery.holding import clock
came = time.perf_counter()
with Library(Path(sys.argv[1]), clock()) as library:
    on_this_laptop(library, clock())
    done = time.perf_counter()
print(done - begun, done - came)
"""


def _opened(path: Path) -> tuple[float, float]:
    """Seconds a process of its own takes to read all that the first page shows: from its first
    import of ours, and without the imports.
    """
    words = [sys.executable, "-c", _OPENING, str(path)]
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    whole, alone = done.stdout.split()
    return float(whole), float(alone)


def _saves(path: Path, words: list[str]) -> tuple[float, float]:
    """p99 in seconds of our save, and of a bare commit of the same bytes, turn about: the disk
    is as busy for the one as for the other.
    """
    at = clock()
    ours, bare = [], []
    with Library(path, at) as library, closing(sqlite3.connect(path.with_name("bare"))) as conn:
        held = library.circle("c1")
        first, *others = held.stories
        conn.execute("PRAGMA journal_mode = WAL")
        conn.execute("PRAGMA synchronous = FULL")
        conn.execute("CREATE TABLE story (id TEXT PRIMARY KEY, points TEXT)")
        for number in range(_SAVES):
            points = words[0] + "x" * number  # a letter more each time, as it is typed
            story = replace(first, points=points)
            begun = time.perf_counter()
            library.save_circle(replace(held, stories=(story, *others)))
            done = time.perf_counter()
            conn.execute("INSERT OR REPLACE INTO story VALUES ('s', ?)", [points])
            conn.commit()
            ours.append(done - begun)
            bare.append(time.perf_counter() - done)
    return _p99(ours), _p99(bare)


def _p99(took: list[float]) -> float:
    return sorted(took)[math.ceil(0.99 * len(took)) - 1]


FAULT = Fault(
    "large",
    "30 people, 300 stories of 20,000 letters",
    "opens within 5 times an empty library; p99 of a save within 3 times a bare commit",
    0,  # speed is no test: what else a machine does meanwhile would decide it
    1,
    run,
)
