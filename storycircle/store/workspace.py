"""Folders to work in, beside a library: private, gone afterwards, and told apart when a kill left
them there.

Each is locked while it is in use, and the system lets go of a lock as its process ends. What
holds a copy of the library holds words: it goes before anything counts as erased.
"""

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from storycircle.store.disk import HIDDEN, explained
from storycircle.store.lock import Lock

COPY = f"{HIDDEN}copy-"
"""How folders begin that a copy of the library lies in."""
UNPACKED = f"{HIDDEN}unpacked-"
"""How folders begin for other people's files, out of an archive."""
_LOCK = "in-use"


@contextmanager
def workspace(beside: Path, prefix: str = COPY) -> Iterator[Path]:
    """A folder that only this user can read, beside a file, gone afterwards. Raises Refused."""
    with explained(beside):
        made = TemporaryDirectory(prefix=prefix, dir=beside.parent)
    with made as name:
        lock = Lock(Path(name) / _LOCK)
        lock.take()
        try:
            yield Path(name)
        finally:
            lock.let_go()


def clear_leftovers(place: Path, quiet: float) -> bool:
    """Delete what a kill left in a folder; whether no copy of a library is under way there.

    quiet: seconds without a write after which nobody is writing a file any more.
    """
    still = [left for left in place.glob(f"{HIDDEN}*") if not _cleared(left, quiet)]
    return all(left.name.startswith(UNPACKED) for left in still)


def _cleared(left: Path, quiet: float) -> bool:
    """Whether it is gone: nobody uses it, or somebody had just finished with it."""
    with suppress(FileNotFoundError):
        # A clock that was set back since makes it younger than new: nobody writes to that either.
        age = abs(time.time() - left.stat().st_mtime)
        if not left.is_dir():
            if age >= quiet:
                left.unlink()
        elif _abandoned(left, age, quiet):
            shutil.rmtree(left)
    return not left.exists()


def _abandoned(folder: Path, age: float, quiet: float) -> bool:
    """Whether no process holds a folder; one that is just being made is not held yet."""
    lock = Lock(folder / _LOCK)
    if not lock.path.exists():
        return age >= quiet
    if not lock.take():
        return False
    lock.let_go()
    return True
