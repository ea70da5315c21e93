"""One byte or many changed in libraries and circle files."""

import shutil
from pathlib import Path
from random import Random
from typing import Any

from msgspec.structs import replace

from storycircle.core.error_sentences import Refused
from storycircle.core.model import Circle, Gathered
from storycircle.jobs.export import export_circle
from storycircle.store.exchange import circle_file
from storycircle.store.library import Library
from storycircle.store.safety import backups
from storycircle.store.safety.recovery import open_or_recover
from tests.battery.holding import clock, fill, folder
from tests.battery.row import Fault, Tally
from tests.support.inside import conn_of


def run(times: int, chance: Random) -> Tally:
    """Libraries, libraries that have a copy beside them, and circle files, one after another."""
    tally = Tally()
    with folder() as place:
        library, file = _made(place)
        bytes_of = {library: library.read_bytes(), file: file.read_bytes()}
        read = {library: _library_says, file: _file_says}
        known = {path: read[path](path) for path in bytes_of}
        (copy,) = backups.names(library)
        for number in range(times):
            path = (library, library, file)[number % 3]
            with folder() as other:
                spoilt = other / path.name
                spoilt.write_bytes(_spoilt(bytes_of[path], chance))
                if number % 3 == 1:
                    backups.folder(spoilt).mkdir()
                    shutil.copy(backups.folder(library) / copy, backups.folder(spoilt))
                try:
                    says = read[path](spoilt)
                except Refused as refused:
                    tally.count("refused")
                    dead = number % 3 == 1  # with a copy beside it there is no dead end
                    tally.add(held=not dead, why=f"with a copy beside it: {refused.key}")
                    continue
                except Exception as error:  # noqa: BLE001 (a crash is what is looked for)
                    tally.add(held=False, why=f"{path.name}: {type(error).__name__} {error}"[:120])
                    continue
                same = says == known[path]
                tally.count("equal to the original" if same else "changed and accepted")
                tally.add(held=same, why=f"{path.name}: changed and accepted")
    return tally


def _made(place: Path) -> tuple[Path, Path]:
    at = clock()
    with Library(place / "library", at) as library:
        fill(library, at)
        export_circle(library, library.circle("c1"), place / "one.circle")
        conn_of(library).execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        library.back_up()
    return place / "library", place / "one.circle"


def _spoilt(data: bytes, chance: Random) -> bytes:
    """One bit, one byte, a run of bytes, a cut, or zeros."""
    changed = bytearray(data)
    where = chance.randrange(len(changed))
    while chance.random() < 0.9 and not changed[where]:  # most of a file is empty pages
        where = chance.randrange(len(changed))
    how = chance.randrange(5)
    if how == 0:
        changed[where] ^= 1 << chance.randrange(8)
    elif how == 1:
        changed[where] = chance.randrange(256)
    elif how == 2:
        length = len(changed[where : where + chance.randrange(1, 200)])
        changed[where : where + length] = chance.randbytes(length)
    elif how == 3:
        del changed[where:]
    else:
        length = len(changed[where : where + 512])
        changed[where : where + length] = bytes(length)
    return bytes(changed)


def _library_says(path: Path) -> Any:
    """All records and where the circles stand, as the window would read them.

    One that is damaged opens from its copy; where there is none it opens empty, which is refusing.
    Damage met later, as the window's own first copy would meet it, goes back to the copy too.
    """
    library, recovered = open_or_recover(path, clock())
    with library:
        if recovered is not None and recovered.upto is None:
            raise Refused("damaged-library")
        refused = None
        try:
            return _all_in(library)
        except Refused as met:
            refused = Refused(met.key, **met.fields)  # its frames would hold the library open
        name = backups.newest_good(path)
        if name is None:
            raise refused
        library.restore(name)
        return _all_in(library)


def _all_in(library: Library) -> Any:
    events = library.events()
    circles = [_confirmed(circle) for circle in library.circles()]
    one_by_one = [_confirmed(library.circle(held.id)) for held in circles]
    gathered = [_all_of(library.gathered(event)) for event in events]
    standings = [library.saved_state(held.id) for held in circles]
    return events, circles, one_by_one, gathered, standings


def _all_of(gathered: Gathered) -> Gathered:
    return replace(gathered, circles=tuple(_confirmed(circle) for circle in gathered.circles))


def _confirmed(circle: Circle) -> Circle:
    """A circle as it was: after a recovery each of its yeses waits to be confirmed."""
    stories = tuple(replace(story, unconfirmed=False) for story in circle.stories)
    return replace(circle, stories=stories)


def _file_says(path: Path) -> Any:
    incoming = circle_file.read(path)
    return list(incoming.records), list(incoming.removed)


FAULT = Fault(
    "damage",
    "one byte or many changed in libraries, libraries with a copy beside them, and circle files",
    "refused, or equal to the original; changed and accepted 0; crashes 0",
    150,
    5_000,
    run,
)
