"""Whether each acknowledged save was on the disk before it was acknowledged: strace tells."""

import re
import shutil
import subprocess
import sys
from pathlib import Path
from random import Random

from tests.battery.holding import folder
from tests.battery.row import Fault, NotHere, Tally

_SAVER = """
import os, sys
from pathlib import Path
from msgspec.structs import replace
from storycircle.store.library import Library
from tests.battery.holding import circle, clock, fill
at = clock()
with Library(Path(sys.argv[1]), at) as library:
    fill(library, at)
    os.write(1, b"ready\\n")
    for number in range(int(sys.argv[2])):
        library.save_circle(replace(circle(), theme=f"Theme {number}"))
        os.write(1, b"acknowledged\\n")
"""
_CALL = re.compile(r"\b(pwrite64|write|fsync|fdatasync)\((\d+)<([^>]*)>(.*)")


def run(times: int, _chance: Random) -> Tally:
    """Watch a process save so often; each acknowledgement must follow its own fsync of the log."""
    if shutil.which("strace") is None:
        raise NotHere("strace is not installed (apt-get install strace)")
    with folder() as place:
        trace = place / "trace"
        watched = ["strace", "-f", "-y", "-e", "trace=pwrite64,write,fsync,fdatasync"]
        words = [sys.executable, "-c", _SAVER, str(place / "library"), str(times)]
        done = subprocess.run(
            [*watched, "-o", str(trace), *words], capture_output=True, check=False, timeout=600
        )
        if b"ptrace" in done.stderr or not trace.exists():
            raise NotHere("strace may not watch processes here")
        return _read(trace)


def _read(trace: Path) -> Tally:
    tally = Tally()
    ready, unsynced, synced = False, False, False
    for line in trace.read_text(errors="replace").splitlines():
        call = _CALL.search(line)
        if call is None:
            continue
        name, handle, file, rest = call.groups()
        if name in ("fsync", "fdatasync") and "library" in file:
            unsynced, synced = False, True
        elif name == "pwrite64" and file.endswith(("library-wal", "library")):
            unsynced = True
        elif handle == "1" and "ready" in rest:
            ready, synced = True, False
        elif handle == "1" and "acknowledged" in rest and ready:
            tally.add(held=synced and not unsynced, why="acknowledged before it was on the disk")
            synced = False
    return tally


FAULT = Fault(
    "fsync",
    "acknowledged saves, watched by strace",
    "each preceded by its own fsync",
    20,
    100,
    run,
)
