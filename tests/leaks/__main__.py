"""`python -m tests.leaks 1000 --seed N`: one row for each search, and 1 where one does not hold."""

import argparse
import os
import sys
import tempfile
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from tests.leaks.erased import left_behind, taken_back
from tests.leaks.guessing import HIGHEST, TOLD, tallies
from tests.leaks.how_it_was import checkout_leaks
from tests.leaks.leaving import leaks
from tests.leaks.meetings import set_leaks
from tests.leaks.stalls import stall_leaks

SEARCHES: dict[str, Callable[[int, Path], list[str]]] = {
    "what leaves": leaks,
    "what leaves a learning set": set_leaks,
    "how it was, of few people": checkout_leaks,
    "what is said at stalls": stall_leaks,
    "what is erased": left_behind,
    "what is taken back": taken_back,
}


GUESSES = "guesses"


def main() -> int:
    """Run all searches, or one; the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.leaks")
    parser.add_argument("circles", type=int, nargs="?", default=25)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", choices=[*SEARCHES, GUESSES])
    chosen = parser.parse_args()
    seeds = range(chosen.seed, chosen.seed + chosen.circles)
    bad = 0
    for name, search in SEARCHES.items():
        if chosen.only in (None, name):
            bad += _searched(name, search, seeds)
    if chosen.only in (None, GUESSES):
        bad += _guessed(seeds)
    return 1 if bad else 0


def _searched(name: str, search: Callable[[int, Path], list[str]], seeds: range) -> int:
    """On all processors at once: each circle is searched in a folder of its own."""
    with ProcessPoolExecutor() as pool:
        every = zip(seeds, pool.map(partial(_in_a_folder, search), seeds), strict=True)
        said = [f"{seed}: {line}" for seed, lines in every for line in lines]
    _row(name, f"{len(seeds)} circles, {len(said)} found")
    for line in said[:20]:
        _row("", line)
    return len(said)


def _guessed(seeds: range) -> int:
    bad = 0
    with tempfile.TemporaryDirectory() as folder:
        found = tallies(seeds, Path(folder))
    for way, tally in found.items():
        _row(way, f"{tally.right} right, {tally.expected:.1f} by chance, z {tally.z:+.2f}")
        guessed = tally.z > HIGHEST
        bad += not guessed if way == TOLD else guessed
    return bad


def _in_a_folder(search: Callable[[int, Path], list[str]], seed: int) -> list[str]:
    """A search in a folder of its own, with temporary files in another that must stay empty."""
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as spare:
        os.environ["TMPDIR"] = os.environ["SQLITE_TMPDIR"] = tempfile.tempdir = spare
        try:
            said = search(seed, Path(folder))
        finally:
            tempfile.tempdir = None
            del os.environ["TMPDIR"], os.environ["SQLITE_TMPDIR"]
        return said + [f"left in the temporary folder: {p.name}" for p in Path(spare).iterdir()]


def _row(name: str, said: str) -> None:
    sys.stdout.write(f"{name:56}  {said}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
