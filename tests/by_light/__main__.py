"""Prints how circles arrive by light: `python -m tests.by_light [--quick] [--seed N] [--json F]`.

Two hundred films (twelve with --quick) of a screen that shows a circle, each as another camera sees
it, are played into the sink that a camera would fill. The exit status is 1 where a row does not
hold.
"""

import argparse
import json
import sys
from pathlib import Path
from random import Random
from secrets import randbits
from statistics import median

from msgspec import Struct, to_builtins

from tests.by_light.camera import drawn
from tests.by_light.films import Arrived, a_file, app, played
from tests.by_light.keys_answered import PLAIN, busy

_WHOLE, _QUICK = 200, 12
_MOST = 40  # seconds of one film


class Row(Struct, frozen=True):
    """A figure, and what it is held to. held: whether it holds."""

    name: str
    ours: float
    target: str
    held: bool


def rows_of(films: list[Arrived]) -> list[Row]:
    """What is said of all films."""
    came = sorted(film.seconds for film in films if film.seconds is not None and film.equal)
    wrong = sum(film.seconds is not None and not film.equal for film in films)
    least = len(films) - max(1, len(films) // 200)
    middle = median(came) if came else float("inf")
    late = came[min(len(came) - 1, len(came) * 95 // 100)] if came else float("inf")
    return [
        Row(
            "films that arrive, equal to the byte",
            len(came),
            f"{least} or more",
            len(came) >= least,
        ),
        Row("films that make another file", wrong, "0", not wrong),
        Row("seconds of film, the median", round(middle, 1), "under 10", middle < 10),
        Row("seconds of film, the 95th of 100", round(late, 1), "under 25", late < 25),
    ]


def busy_rows() -> list[Row]:
    """What reading leaves of the laptop, in the whole window."""
    found = busy(PLAIN, a_file(Random(1)))
    used, read, wait = found.processor, found.read / found.seen * 100, max(found.waits)
    keys = f"longest wait of {len(found.waits)} keys, ms"
    return [
        Row("processor at 30 frames a second, of a core", round(used, 2), "under 1", used < 1),
        Row("of 100 such frames are read", round(read), "50 or more", read >= 50),
        Row(keys, round(wait), "50 or less", wait <= 50),
    ]


def main() -> int:
    """Play the films, and print a row a figure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    seed = randbits(32) if given.seed is None else given.seed
    print(f"seed {seed}")
    random, application = Random(seed), app()
    films = []
    for number in range(_QUICK if given.quick else _WHOLE):
        film = played(drawn(random), a_file(random), _MOST)
        films.append(film)
        if film.seconds is None or not film.equal:
            print(f"film {number} did not arrive: {film.condition}")
    rows = [*rows_of(films), *busy_rows()]
    for row in rows:
        print(f"{row.name:<46}{row.ours:>8}  {row.target:<14}{'' if row.held else 'does not hold'}")
    if given.json:
        found = [{**to_builtins(row), "times": 1, "held": int(row.held)} for row in rows]
        given.json.write_text(json.dumps({"rows": found}), encoding="utf-8")
    del application
    return 0 if all(row.held for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
