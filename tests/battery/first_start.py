"""A kill at every write, rename, unlink and sync of a first start, a copy, going back to one, and
erasing: strace sends it as the system is called.

A first run of each tells its calls, and by marks between them the line of ours that they come
from. Calls of the same kind, file and line count as one point; the first of them is killed.
"""

import os
import re
import shutil
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from random import Random

from msgspec import Struct

from storycircle.core.clock import SystemClock
from storycircle.core.error_sentences import Refused
from storycircle.core.model import Circle
from storycircle.store.library import Library
from storycircle.store.safety import backups
from storycircle.store.safety.integrity_check import is_sound
from storycircle.store.safety.recovery import open_or_recover
from tests.battery.holding import circle, clock, fill, folder
from tests.battery.row import Fault, NotHere, Tally
from tests.support.inside import conn_of

_CALLS = (
    "write pwrite64 rename renameat2 link linkat unlink unlinkat rmdir fsync fdatasync ftruncate"
)
_CALL = re.compile(r"^(\w+)\((.*)")
_MARK = re.compile(r'"//at/([^"]*)"')
_CHANGES = re.compile(r"(?<=\.storycircle-)(copy-|unpacked-)?\w+|\d{4}-\d\d-\d\d \d\d\.\d\d\.\d\d")
_SAID = "Quicksilver"
_PROGRAM = """
import os, sys
from pathlib import Path
import sqlite_utils, storycircle.store.migrations
from storycircle.core.clock import SystemClock
from storycircle.store.safety import backups, restore
from storycircle.store.library import Library
from tests.battery.holding import circle
what, path = sys.argv[1], Path(sys.argv[2])

def mark(frame, event, arg):
    file = frame.f_code.co_filename
    # Every statement of SQL passes through damage_detection.
    if "storycircle" in file and not file.endswith("damage_detection.py"):
        os.access(f"//at/{Path(file).name}:{frame.f_lineno}", 0)

sys.setprofile(mark)
clock = SystemClock()
if what == "first start":
    with Library(path, clock) as library:
        library.save_circle(circle(3))
        os.write(1, b"did")
elif what == "copy":
    with Library(path, clock) as library:
        library.back_up()
        os.write(1, b"did")
elif what == "restore":
    restore.restore(path, backups.names(path)[0], clock.now())
    os.write(1, b"did")
elif what == "erase":
    with Library(path, clock) as library:
        library.erase_story("c1s0")
        os.write(1, b"did")
"""
KINDS = ("first start", "copy", "restore", "erase")


class Point(Struct, frozen=True):
    """The so-manieth call of its kind that a run makes; `place` tells it from others."""

    kind: str
    call: str
    count: int
    place: tuple[str, str, str]


def run(times: int, chance: Random) -> Tally:
    """All points where there are at most so many, else some of them."""
    if shutil.which("strace") is None:
        raise NotHere("strace is not installed (apt-get install strace)")
    points = [point for kind in KINDS for point in points_of(kind)]
    if times < len(points):
        points = chance.sample(points, times)
    tally = Tally()
    for point in points:
        with folder() as place:
            _laptop(place, point.kind)
            done = _traced(place, point.kind, f"inject={point.call}:signal=KILL:when={point.count}")
            tally.count(point.kind)
            if done.returncode == 0:
                tally.count("not reached")
            why = found(place, point.kind, did=done.stdout == "did")
            tally.add(held=not why, why=f"{point.kind}, {point.call}, {point.place}: {why}")
    return tally


def points_of(kind: str) -> list[Point]:
    """Where one kind of work can be killed."""
    with folder() as place:
        _laptop(place, kind)
        done = _traced(place, kind)
        if done.returncode or not (place.parent / f"{place.name}.trace").exists():
            raise NotHere(f"strace may not watch processes here: {done.stderr[-200:]}")
        trace = place.parent / f"{place.name}.trace"
        lines = trace.read_text(errors="replace").splitlines()
        trace.unlink()
    counts: dict[str, int] = {}
    points: dict[tuple[str, str, str], Point] = {}
    at = ""
    for line in lines:
        if (mark := _MARK.search(line)) is not None:
            at = mark[1]
        elif (call := _CALL.match(line)) is not None and call[1] in _CALLS.split():
            counts[call[1]] = counts.get(call[1], 0) + 1
            names = re.findall(rf"{re.escape(str(place))}([^\">]*)", call[2])
            if names:
                where = (call[1], _CHANGES.sub("*", " ".join(names)), at)
                points.setdefault(where, Point(kind, call[1], counts[call[1]], where))
    return list(points.values())


def _laptop(place: Path, kind: str) -> None:
    """What is there before: nothing, or two circles, a copy, and a change since."""
    if kind == "first start":
        return
    with Library(place / "library", clock()) as library:
        fill(library, clock())
        library.save_circle(circle(1, words=_SAID))
        library.back_up()
        library.save_circle(Circle("c9", 9))


def _traced(place: Path, kind: str, inject: str = "") -> subprocess.CompletedProcess[str]:
    trace = place.parent / f"{place.name}.trace" if not inject else Path(os.devnull)
    watched = ["strace", "-qq", "-y", "-o", str(trace)]
    watched += ["-e", f"trace={','.join([*_CALLS.split(), 'access'])}"]
    watched += ["-e", inject] if inject else []
    return subprocess.run(
        [*watched, sys.executable, "-c", _PROGRAM, kind, str(place / "library")],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"},
    )


def found(place: Path, kind: str, *, did: bool) -> str:
    """What does not hold at the next start; empty where all does."""
    path = place / "library"
    try:
        library, recovered = open_or_recover(path, SystemClock())
    except Refused as refused:
        return f"refused: {refused.key}"
    with closing(library):
        if recovered is not None:
            return "a copy was needed"
        if not is_sound(conn_of(library)):
            return "a page is damaged"
        numbers = {held.number for held in library.circles()}
        library.save_circle(Circle("c8", 8))
    why = {
        "first start": lambda: _lacks(numbers, {3} if did else set()),
        "copy": lambda: _lacks(numbers, {1, 2, 9}),
        "restore": lambda: _went_back(path, numbers, did=did),
        "erase": lambda: _lacks(numbers, {1, 2, 9}) or _stays(place, did=did),
    }[kind]()
    bad = kind != "first start" and backups.newest_good(path) is None
    return why or ("no copy is good" if bad else "")


def _lacks(numbers: set[int], wanted: set[int]) -> str:
    return "" if wanted <= numbers else f"circles {sorted(wanted - numbers)} are lost"


def _went_back(path: Path, numbers: set[int], *, did: bool) -> str:
    """As it was, or gone back; what was there is kept as a copy then."""
    if 9 in numbers:
        return "not gone back" if did else ""
    for name in backups.names(path):
        copy = path.with_name("looked-at")
        copy.write_bytes((backups.folder(path) / name).read_bytes())
        with Library(copy, SystemClock()) as kept:
            if 9 in {held.number for held in kept.circles()}:
                return _lacks(numbers, {1, 2})
    return "what was there is in no copy"


def _stays(place: Path, *, did: bool) -> str:
    """Once it is said to be erased, of the one story no word is left in any file."""
    with Library(place / "library", SystemClock()) as library:
        told = [story.id for story in library.circle("c1").stories]
    if set(told) | {"c1s0"} != {f"c1s{number}" for number in range(5)}:
        return "another story is lost"
    return "still there" if did and "c1s0" in told else ""


FAULT = Fault(
    "first_start",
    "SIGKILL at every write, rename, unlink and sync of a first start, a copy, going back to one, "
    "and erasing; points of the same call, file and line count as one",
    "the next start works, nothing acknowledged is lost, no copy is needed",
    20,
    1_000,
    run,
    "points at most",
)
