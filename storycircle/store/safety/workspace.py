"""Temporary folders beside a library, and its content replaced while nobody else uses it.

A folder is private and locked while it is in use; the system releases the lock as its process ends,
so that what a kill left is known and deleted. A copy of the library has words in it: it is deleted
before anything counts as erased.

New content is written by SQLite's backup, onto a connection with the file's exclusive lock: no
other process can read a half of it, or write to a file that is about to be replaced. A kill in the
middle is undone by the journal when the file is opened next.
"""

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from tempfile import mkdtemp

from storycircle.core.error_sentences import Refused
from storycircle.store.safety import held_files
from storycircle.store.safety.disk import HIDDEN, Lock, explained, explained_change, to_disk

COPY = f"{HIDDEN}copy-"
"""How folders begin that a copy of the library lies in."""
UNPACKED = f"{HIDDEN}unpacked-"
"""How folders begin for other people's files, out of an archive."""
PRACTICE = f"{HIDDEN}practice-"
"""How folders begin for a practice circle, which has nothing of the library in it."""
_LOCK = "in-use"


@contextmanager
def workspace(beside: Path, prefix: str = COPY) -> Iterator[Path]:
    """A folder beside a file that only this user can read, deleted afterwards. Raises Refused."""
    with explained(beside):
        folder = Path(mkdtemp(prefix=prefix, dir=beside.parent))
    held_files.hide(folder)
    lock = Lock(folder / _LOCK)
    try:
        lock.take()
        yield folder
    finally:
        lock.release()
        with suppress(OSError):  # what another program still looks into is what a kill leaves
            held_files.remove_folder(folder)


def clear_leftovers(place: Path, quiet: float) -> bool:
    """Delete what a kill left in a folder; True if no copy of a library is in the making there.

    quiet: seconds without a write after which nobody is writing a file any more.
    """
    still = [left for left in place.glob(f"{HIDDEN}*") if not _cleared(left, quiet)]
    return all(left.name.startswith((UNPACKED, PRACTICE)) for left in still)


def _cleared(left: Path, quiet: float) -> bool:
    """Delete a leftover unless it is in use; True if it no longer exists."""
    with suppress(FileNotFoundError):
        # A clock that was set back since makes it younger than new: nobody writes to that either.
        age = abs(time.time() - left.stat().st_mtime)
        if not left.is_dir():
            if age >= quiet:
                held_files.remove(left)
        elif _abandoned(left, age, quiet):
            held_files.remove_folder(left)
    return not left.exists()


def _abandoned(folder: Path, age: float, quiet: float) -> bool:
    """Whether no process uses a folder; one that is just being made is not locked yet."""
    lock = Lock(folder / _LOCK)
    if not lock.path.exists():
        return age >= quiet
    if not lock.take():
        return False
    lock.release()
    return True


Change = Callable[[Path], None]


def set_apart(conn: sqlite3.Connection) -> None:
    """Close the log of a library, so that nothing is beside the file. Raises Refused while anybody
    else has it open.
    """
    conn.execute("PRAGMA busy_timeout = 200")
    with explained_change():
        conn.execute("PRAGMA journal_mode = DELETE").fetchall()


@contextmanager
def alone(conn: sqlite3.Connection) -> Iterator[None]:
    """A block in which nobody else reads or writes this library. Raises Refused while others do."""
    set_apart(conn)
    with explained_change():
        conn.execute("PRAGMA locking_mode = EXCLUSIVE").fetchall()
        conn.execute("BEGIN EXCLUSIVE")
        conn.execute("COMMIT")
        (mode,) = conn.execute("PRAGMA journal_mode").fetchone()
    if mode != "delete":  # another process came in between the two steps
        raise Refused("library-busy")
    yield


def replace_content(conn: sqlite3.Connection, beside: Path, make: Change) -> None:
    """Replace the content of an open library that nobody else uses by that of the file that `make`
    writes. All or nothing; raises Refused.
    """
    with workspace(beside) as folder:
        path = folder / beside.name
        make(path)
        with closing(sqlite3.connect(path)) as source, explained_change():
            source.backup(conn)  # synchronised by SQLite; the file itself is not opened here
    with explained(beside):
        to_disk(beside.parent)  # its journal is gone
