"""Places that refuse: a folder that can only be read, a locked file, a library deleted or
replaced underneath, a folder that goes in the middle of an export.
"""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random
from unittest.mock import patch

from msgspec.structs import replace

from storycircle.core.error_sentences import Refused
from storycircle.core.model import Circle
from storycircle.jobs.export import export_circle
from storycircle.store.exchange import circle_file
from storycircle.store.library import Library
from storycircle.store.safety import disk
from storycircle.store.safety.disk import Lock
from storycircle.ui.session.session import Session
from tests.battery.holding import circle, clock, fill, folder, standing
from tests.battery.row import Fault, Tally
from tests.support.inside import conn_of


def run(times: int, chance: Random) -> Tally:
    """One kind of place after another, in a random second of a circle."""
    tally = Tally()
    kinds: dict[str, Callable[[Path, Random], str]] = {
        "read-only folder": _read_only,
        "locked file": _locked,
        "deleted underneath": _deleted,
        "replaced underneath": _replaced,
        "folder goes in mid-export": _vanishing,
    }
    for number in range(times):
        name = list(kinds)[number % len(kinds)]
        with folder() as place:
            why = kinds[name](place, chance)
        tally.count(name)
        tally.add(held=not why, why=f"{name}: {why}")
    return tally


_AS_NOBODY = """
import os, sys
from pathlib import Path
import sqlite_utils, storycircle.store.migrations, storycircle.store.exchange.sealed_file
from storycircle.core.error_sentences import Refused
from storycircle.store.safety.disk import Lock
from storycircle.store.safety.recovery import open_or_recover
from storycircle.core.model import Circle
from storycircle.jobs.export import export_circle
from storycircle.store.library import Library
from tests.battery.holding import circle, clock
place = Path(sys.argv[1])
if os.geteuid() == 0:
    os.setgid(65534); os.setuid(65534)
for act in (
    lambda: Lock(place / "library").take(),
    lambda: open_or_recover(place / "library", clock()),
    lambda: Library(place / "library", clock()).save_circle(circle(9)),
):
    try:
        act()
    except Refused as refused:
        assert "this place" in str(refused) or "cannot be written" in str(refused), str(refused)
    else:
        raise AssertionError("not refused")
"""


def _read_only(place: Path, _chance: Random) -> str:
    """As another user, where this one may do anything."""
    at = clock()
    with Library(place / "library", at) as library:
        fill(library, at)
    before = (place / "library").read_bytes()
    place.chmod(0o555)
    (place / "library").chmod(0o444)
    done = subprocess.run(
        [sys.executable, "-c", _AS_NOBODY, str(place)], capture_output=True, text=True, check=False
    )
    place.chmod(0o755)
    if done.returncode:
        return done.stderr.strip().rpartition("\n")[2]
    return "" if (place / "library").read_bytes() == before else "bytes changed"


def _session(library: Library) -> tuple[Session, list[str], list[bool]]:
    held = circle()
    session = Session(library, clock(), held, standing(clock(), held))
    said: list[str] = []
    saved: list[bool] = []
    session.refused.connect(said.append)
    session.saved.connect(saved.append)
    return session, said, saved


def _locked(place: Path, chance: Random) -> str:
    at = clock()
    with Library(place / "library", at) as library, Library(place / "library", at) as other:
        fill(library, at)
        session, said, saved = _session(library)
        session.members.set_details(theme="before")
        conn_of(library).execute("PRAGMA busy_timeout = 1")
        conn_of(other).execute("BEGIN IMMEDIATE")
        session.members.set_details(theme=f"typed {chance.random()}")
        typed = session.state.circle.theme
        if saved[-1] or len(said) != 1:
            return f"saved {saved[-1]}, said {said}"
        conn_of(other).execute("ROLLBACK")
        session.save_time()
        kept = other.circle("c1").theme
        return "" if saved[-1:] == [True] and kept == typed else f"kept {kept!r}"


def _deleted(place: Path, chance: Random) -> str:
    at = clock()
    with Library(place / "library", at) as library:
        fill(library, at)
        session, said, saved = _session(library)
        session.members.set_details(theme="before")
        gone = [path for path in place.glob("library*") if path.is_file()]
        for path in chance.sample(gone, len(gone)):
            path.unlink()
        session.members.set_details(theme="after")
        if said or not saved[-1]:
            return f"said {said}"
    with Library(place / "library", at) as library:
        same = library.circle("c1") == session.state.circle
        return "" if same and len(library.circles()) == 2 else "something is lost"


def _replaced(place: Path, _chance: Random) -> str:
    at = clock()
    with Library(place / "other", at) as other:
        other.save_circle(circle(9))
    with Library(place / "library", at) as library:
        fill(library, at)
        session, said, saved = _session(library)
        session.members.set_details(theme="before")
        (place / "library").rename(place / "away")
        (place / "other").rename(place / "library")
        session.members.set_details(theme="after")
        if saved[-1] or len(said) != 1 or "not in its place" not in said[0]:
            return f"saved {saved[-1]}, said {said}"
        (place / "library").rename(place / "other")
        (place / "away").rename(place / "library")
        session.save_time()
        if not session.save_unsaved():
            return "does not go on"
        lock = Lock(place / "library")
        if not lock.take():
            return "locked"
        lock.release()
    with Library(place / "library", at) as library, Library(place / "other", at) as other:
        same = library.circle("c1") == session.state.circle
        return "" if same and [c.number for c in other.circles()] == [9] else "something is lost"


def _vanishing(place: Path, chance: Random) -> str:
    at = clock()
    stick = place / "stick"
    stick.mkdir()
    at_step = chance.randrange(3)
    with Library(place / "library", at) as library:
        fill(library, at)
        held = replace(circle(), theme=f"Theme {chance.random()}")
        library.save_circle(held)
        write, sync = circle_file._fill, disk.to_disk

        def gone(*args: object) -> None:
            if at_step == 0:
                shutil.rmtree(stick)
            write(*args)  # type: ignore[arg-type]
            if at_step == 1:
                shutil.rmtree(stick)

        def sync_gone(path: Path) -> None:
            sync(path)
            if at_step == 2 and stick.exists() and path.parent == stick:
                shutil.rmtree(stick)

        with (
            patch.object(circle_file, "_fill", gone),
            patch.object(disk, "to_disk", sync_gone),
        ):
            return _refused_kindly(library, held, stick / "one.circle")


def _refused_kindly(library: Library, held: Circle, target: Path) -> str:
    try:
        export_circle(library, held, target)
    except Refused as refused:
        if not str(refused).startswith("one.circle cannot be"):
            return str(refused)
    else:
        return "not refused"
    if library.last_export("c1") is not None:
        return "noted as exported"
    return "" if library.circle("c1") == held else "something is lost"


FAULT = Fault(
    "places",
    "read-only folder, locked file, library deleted or replaced underneath, folder that vanishes "
    "in mid-export",
    "a sentence, nothing lost",
    10,
    40,
    run,
)
