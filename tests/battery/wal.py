"""The write-ahead log cut or scribbled on, as a flat battery may leave it."""

import shutil
from pathlib import Path
from random import Random

from storycircle.core.error_sentences import Refused
from storycircle.store.library import Library
from storycircle.store.safety.recovery import open_or_recover
from tests.battery.holding import circle, clock, fill, folder
from tests.battery.row import Fault, Tally
from tests.support.inside import conn_of

_SAVES = 40


def run(times: int, chance: Random) -> Tally:
    """Save forty times, keep the files as they are, spoil the log, and open."""
    tally = Tally()
    with folder() as place:
        files = _saved(place)
        for _ in range(times):
            with folder() as other:
                tally.add(held=(why := _tried(files, other, chance)) == "", why=why)
    return tally


def _saved(place: Path) -> list[Path]:
    """A library with saves in its log alone, its files copied while it is open."""
    at = clock()
    with Library(place / "library", at) as library:
        fill(library, at)
        conn_of(library).execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        conn_of(library).execute("PRAGMA wal_autocheckpoint = 0").fetchall()
        for number in range(1, _SAVES + 1):
            held = circle(1, words=f"{number} " * number)
            library.save_circle(held)
        copies = place / "copies"
        copies.mkdir()
        return [
            Path(shutil.copy(place / name, copies / name)) for name in ("library", "library-wal")
        ]


def _tried(files: list[Path], place: Path, chance: Random) -> str:
    """Why it did not hold; empty where it did."""
    for file in files:
        shutil.copy(file, place / file.name)
    log = place / "library-wal"
    data = bytearray(log.read_bytes())
    where = chance.randrange(len(data))
    if chance.random() < 0.5:
        del data[where:]
    else:
        length = chance.choice([1, 16, 512, 4_096])
        data[where : where + length] = chance.randbytes(len(data[where : where + length]))
    log.write_bytes(data)
    try:
        library, recovered = open_or_recover(place / "library", clock())
    except Refused as refused:
        return f"refused: {refused.key}"
    with library:
        found = library.circle("c1")
        said = {story.points for story in found.stories}
    if recovered is not None:
        return "a copy was needed"
    if found == circle(1):
        return ""
    if len(said) != 1:
        return f"two saves mixed: {len(said)}"
    number = int(said.pop().split()[0])
    return "" if found == circle(1, words=f"{number} " * number) else f"not save {number}"


FAULT = Fault(
    "wal",
    "the write-ahead log cut or scribbled on at random",
    "a clean prefix of the saves, never a dead end",
    60,
    1_000,
    run,
)
