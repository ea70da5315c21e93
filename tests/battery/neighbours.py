"""A window writes while others list, load, merge, export, back up, restore, open and close the
library with sqlite3 and as Datasette does, and copy its files.
"""

import os
import subprocess
import sys
from contextlib import ExitStack, closing
from pathlib import Path
from random import Random

from storycircle.core.clock import SystemClock
from storycircle.core.formats.json_document import write_document
from storycircle.jobs.export import export_circle
from storycircle.store.library import Library
from storycircle.store.safety import backups
from storycircle.store.safety.integrity_check import is_sound
from storycircle.store.safety.recovery import open_or_recover
from tests.battery.holding import EVENT, circle, clock, fill, folder
from tests.battery.row import Fault, Tally
from tests.support.inside import conn_of

_WRITER = """
import os, sys, threading
from msgspec.structs import replace
from pathlib import Path
from storycircle.core.clock import SystemClock
from storycircle.core.error_sentences import Refused
from storycircle.store.library import Library
from storycircle.store.safety.disk import Lock
from tests.battery.holding import circle
path, window = Path(sys.argv[1]), sys.argv[2] == "window"

def copied():
    try:
        with Library(path, SystemClock()) as own:
            own.back_up()
    except Refused:
        pass

def say(*words):
    os.write(1, (" ".join(map(str, words)) + chr(10)).encode())

if window:
    assert Lock(path).take()
with Library(path, SystemClock()) as library:
    threads = [threading.Thread(target=copied)] if window else []
    for thread in threads:
        thread.start()
    say("begun")
    for number in range(100_000):
        try:
            library.save_circle(replace(circle(), theme=f"Theme {number}"))
        except Refused as refused:
            say("refused", refused.key)
        else:
            say("did", number)
        if os.path.exists(sys.argv[3]):
            break
    for thread in threads:
        thread.join()
"""
_NEIGHBOUR = """
import shutil, sqlite3, sys
from contextlib import closing, suppress
from pathlib import Path
from click.testing import CliRunner
from storycircle.cli.main import main
place, acts = Path(sys.argv[1]), sys.argv[2:]
library = place / "library"
own = ["--library", str(library)]
ways = {
    "list": ["list"],
    "load": ["load", str(place / "event.json")],
    "merge": ["merge", str(place / "in.circle")],
    "export": ["export", "--circle", "2", "-o", str(place / f"out-{acts[0]}.circle")],
    "back up": ["backups"],
}
for act in acts[1:]:
    if act == "sqlite3":
        with suppress(sqlite3.Error), closing(sqlite3.connect(library)) as conn:
            conn.execute("SELECT count(*) FROM story").fetchone()
    elif act == "Datasette":
        place_read = f"file:{library}?mode=ro&immutable=0"
        with suppress(sqlite3.Error), closing(sqlite3.connect(place_read, uri=True)) as conn:
            conn.execute("SELECT count(*) FROM story").fetchone()
    elif act == "copy":
        for path in place.glob("library*"):
            with suppress(OSError):
                shutil.copyfile(path, place / f"copied-{acts[0]}")
    elif act == "back up":
        from storycircle.core.clock import SystemClock
        from storycircle.core.error_sentences import Refused
        from storycircle.store.library import Library
        with suppress(Refused), Library(library, SystemClock()) as other:
            other.back_up()
    else:
        words = ways.get(act)
        if act == "restore":
            names = CliRunner().invoke(main, [*own, "backups"]).output.splitlines()
            words = ["restore", names[-1]] if names else ["backups"]
        done = CliRunner().invoke(main, [*own, *words])
        if done.exception is not None and not isinstance(done.exception, SystemExit):
            raise done.exception
"""
_ACTS = [*"list load merge export restore sqlite3 Datasette copy".split(), "back up"]


def run(times: int, chance: Random) -> Tally:
    """One to four others, a few acts of each; then the writer is killed, or closes."""
    tally = Tally()
    for _ in range(times):
        with folder() as place:
            _laptop(place)
            killed, window = chance.random() < 0.5, chance.random() < 0.5
            others = [chance.choices(_ACTS, k=chance.randrange(2, 6)) for _ in range(4)]
            others = others[: chance.randrange(1, 5)]
            for acts in others:
                for act in acts:
                    tally.count(act)
            why = _tried(place, others, killed=killed, window=window, tally=tally)
            tally.count("killed" if killed else "closed")
            tally.add(held=not why, why=f"{'window' if window else 'session'}, {others}: {why}")
    return tally


def _laptop(place: Path) -> None:
    at = clock()
    with Library(place / "library", SystemClock()) as library:
        fill(library, at)
        library.back_up()
        (place / "event.json").write_bytes(write_document(library.gathered(EVENT)))
    with Library(place / "other", at) as other:
        held = circle(5)
        other.save_event(EVENT)
        other.save_circle(held)
        export_circle(other, held, place / "in.circle")


def _tried(
    place: Path, others: list[list[str]], *, killed: bool, window: bool, tally: Tally
) -> str:
    """Why it did not hold; empty where it did."""
    stop = place / "stop"
    words = [str(place / "library"), "window" if window else "session", str(stop)]
    did, refused = -1, ""
    with ExitStack() as stack:
        writer = stack.enter_context(_started(_WRITER, words))
        assert writer.stdout is not None
        writer.stdout.readline()
        beside = [
            stack.enter_context(_started(_NEIGHBOUR, [str(place), str(number), *acts]))
            for number, acts in enumerate(others)
        ]
        # Read while they work: a full pipe would stop the writer.
        while any(other.poll() is None for other in beside):
            line = writer.stdout.readline().split()
            if not line:
                break
            did, refused = _heard(line, did, refused)
        if killed:
            writer.kill()
        else:
            stop.touch()
        for text in writer.stdout:
            did, refused = _heard(text.split() if text.endswith("\n") else [], did, refused)
        ends = [other.wait() for other in beside]
        said = [str(other.stderr.read()) for other in beside if other.stderr is not None]
        if writer.wait() not in (0, -9):
            return "the writer broke off"
        if any(ends):
            return f"a neighbour broke off: {' '.join(said)[-200:]}"
    tally.count("changes acknowledged", did + 1)
    return refused or _lost(place, did)


def _heard(line: list[str], did: int, refused: str) -> tuple[int, str]:
    if line[:1] == ["did"]:
        return int(line[1]), refused
    if line[:1] == ["refused"] and line[1] != "library-busy":
        return did, f"refused: {line[1]}"
    return did, refused


def _started(program: str, words: list[str]) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", program, *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"},
    )


def _lost(place: Path, did: int) -> str:
    """What is lost, or damaged."""
    path = place / "library"
    library, recovered = open_or_recover(path, SystemClock())
    with closing(library):
        if recovered is not None:
            return "a copy was needed"
        if not is_sound(conn_of(library)):
            return "a page is damaged"
        theme = library.circle("c1").theme
        kept = int(theme.removeprefix("Theme ")) if theme.startswith("Theme ") else -1
        if kept < did:
            return f"acknowledged {did}, kept {kept}"
    return "" if backups.newest_good(path) else "no copy is good"


FAULT = Fault(
    "neighbours",
    "a window or a session writes, then is killed or closes, while one to four others list, load, "
    "merge, export, back up, restore, open and close the library with sqlite3 and as Datasette "
    "does, and copy its files",
    "0 acknowledged changes lost, no page damaged, no copy needed",
    20,
    500,
    run,
)
"""Datasette itself is not needed: it opens a file by `mode=ro&immutable=0`, as is done here."""
