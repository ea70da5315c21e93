"""A disk that is full at a random point: by a limit on file sizes, and by a small disk."""

import os
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from random import Random

from tests.battery.holding import folder
from tests.battery.row import Fault, Tally

_WRITER = """
import os, resource, sys
from pathlib import Path
from storycircle.core.error_sentences import Refused
from storycircle.jobs.export import export_circle
from storycircle.store.safety.recovery import save_elsewhere
from storycircle.store.library import Library
from storycircle.ui.session.session import Session
from tests.battery.holding import EVENT, circle, clock, fill
from tests.support.inside import conn_of
how, place, room, elsewhere = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]), Path(sys.argv[4])
at = clock()
said, saved = [], []
with Library(place / "library", at) as library:
    fill(library, at)
    conn_of(library).execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    session = Session(library, at, library.circle("c1"), library.saved_state("c1"))
    session.refused.connect(said.append)
    session.saved.connect(saved.append)
    ballast = place / "ballast"
    if how == "limit":
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, resource.RLIM_INFINITY))
    else:
        handle = os.open(ballast, os.O_CREAT | os.O_WRONLY)
        try:
            while os.write(handle, bytes(4096)):
                pass
        except OSError:
            os.close(handle)
        os.truncate(ballast, max(0, ballast.stat().st_size - room))
    kept = session.state.circle.theme  # where not even one change has room
    for number in range(400):
        session.members.set_details(theme=f"{number} " * 200)
        if not saved[-1]:
            break
        kept = session.state.circle.theme
    assert not saved[-1], "never full"
    on_screen = session.state.circle.theme
    assert on_screen.startswith(str(number)), "text left the screen"
    assert len(said) == 1 and "no room left" in said[0], said
    with Library(place / "library", at) as other:
        assert other.circle("c1").theme == kept, "an acknowledged change was lost"
    session.save_time()
    assert len(said) == 1, "said twice"
    target = elsewhere / "saved.circle"
    try:
        export_circle(library, session.state.circle, target)
    except Refused:
        pass
    if how != "limit":
        assert target.exists(), "could not be exported elsewhere"
        other = elsewhere / "saved.library"
        save_elsewhere(library, other, (session.state.circle, session.paused_state()))
        with Library(other, at) as saved_there:
            assert saved_there.circle("c1") == session.state.circle, "saved elsewhere as another"
            assert len(saved_there.circles()) == len(library.circles())
    if how == "limit":
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY,) * 2)
    else:
        ballast.unlink()
    session.save_time()
    assert saved[-1], "does not go on when there is room"
    export_circle(library, session.state.circle, target)
with Library(place / "library", at) as library:
    assert library.circle("c1").theme == on_screen
"""


def run(times: int, chance: Random) -> Tally:
    """Every other time a small disk of its own, where that may be made."""
    tally = Tally()
    for number in range(times):
        with folder() as elsewhere, tempfile.TemporaryDirectory(prefix="battery-") as made:
            place = Path(made)
            disk = number % 2 == 1 and mounted(place)
            tally.count("on a small disk" if disk else "under a limit")
            room = chance.randrange(4_096, 400_000) if disk else chance.randrange(230_000, 700_000)
            words = ["disk" if disk else "limit", str(place), str(room), str(elsewhere)]
            done = subprocess.run(
                [sys.executable, "-c", _WRITER, *words],
                capture_output=True,
                text=True,
                check=False,
                timeout=120,
            )
            if disk:
                subprocess.run(["umount", str(place)], check=False)  # noqa: S607
            last = done.stderr.strip().rpartition("\n")[2]
            tally.add(held=done.returncode == 0, why=f"{words[0]} of {room}: {last}")
    return tally


def mounted(place: Path, megabytes: int = 2) -> bool:
    """Make a small disk at a place, where this user may."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        return False
    with suppress(OSError):
        done = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(place)],  # noqa: S607
            capture_output=True,
            check=False,
        )
        return done.returncode == 0
    return False


FAULT = Fault(
    "full_disk",
    "disk full at random points: a limit on file sizes, a small disk",
    "text stays on screen, one sentence, works on when there is room, saved elsewhere",
    4,
    50,
    run,
)
