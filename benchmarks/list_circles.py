"""`storycircle list` of 10,000 circles in 100 events, beside a bare SELECT that prints as much.

Both are programs, from their start to their end: what Python and click take to begin is in both.
"""

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from msgspec.structs import replace

from benchmarks.figure import Figure
from benchmarks.many_circles import filled
from benchmarks.profiles import of_module
from benchmarks.programs import ROOT, in_turn
from storycircle.core.clock import SystemClock
from storycircle.store.library import Library

AT_MOST = 3.0
REASONS = {
    "list": "Of 420 ms of a processor with 10,000 circles 160 are for finding that each table and "
    "index that is read is whole and says the same (`PRAGMA integrity_check` of each), which the "
    "bare SELECT does not ask; 150 are what the bare one takes. Ten statements for each event are "
    "20, and what the program imports 60."
}
"""Why a row does not hold, where it does not."""
_EVENTS = 100
_BARE = """
import sqlite3, sys
import click
conn = sqlite3.connect(sys.argv[1])
people = dict(conn.execute("SELECT circle, count(*) FROM member GROUP BY circle"))
actions = dict(conn.execute("SELECT circle, count(*) FROM action GROUP BY circle"))
for event, title in conn.execute("SELECT id, title FROM event").fetchall():
    click.echo(title)
    for id_, number in conn.execute("SELECT id, number FROM circle WHERE event = ?", [event]):
        click.echo(f"  Circle {number}: {people.get(id_, 0)} people, {actions.get(id_, 0)} actions")
"""


def measure(*, quick: bool) -> Figure:
    """Seconds for 10,000 circles (quick: 1,000); the note says those of a tenth of them."""
    count = 1_000 if quick else 10_000
    with TemporaryDirectory() as folder:
        many, fewer = (_events(Path(folder) / str(n) / "library", n) for n in (count, count // 10))
        ours, floor, tenth = in_turn(
            3 if quick else 7, lambda: _list(many), lambda: _bare(many), lambda: _list(fewer)
        )
    note = f"seconds; {tenth:.2f} for a tenth of them"
    return Figure("list", ours, floor, AT_MOST, note)


def _events(path: Path, count: int) -> Path:
    """A library of so many circles, in a hundred events."""
    filled(path, count)
    with Library(path, SystemClock()) as library:
        (first,) = library.events()
        for number in range(1, _EVENTS):
            library.save_event(replace(first, id=f"{first.id}-{number}", title=f"Event {number}"))
    with closing(sqlite3.connect(path)) as conn, conn:
        conn.execute(
            "UPDATE circle SET event = event || '-' || (number % ?) WHERE number % ?",
            [_EVENTS, _EVENTS],
        )
    return path


def _list(library: Path) -> float:
    return _seconds("-m", "storycircle", "--library", str(library), "list")


def _bare(library: Path) -> float:
    return _seconds("-c", _BARE, str(library))


def _seconds(*words: str) -> float:
    begun = perf_counter()
    done = subprocess.run([sys.executable, *words], capture_output=True, check=True, cwd=ROOT)  # noqa: S603
    if len(done.stdout.splitlines()) < _EVENTS:
        raise RuntimeError("nothing was listed")
    return perf_counter() - begun


def profile_of(_name: str) -> str:
    """Where the time of a list of 10,000 circles goes, and what it imports."""
    with TemporaryDirectory() as folder:
        library = _events(Path(folder) / "library", 10_000)
        return of_module("storycircle", "--library", str(library), "list")
