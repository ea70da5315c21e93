"""Files on this laptop: made private, written whole or not at all."""

import errno
import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from storycircle.core.errors import Refused
from storycircle.store import live

_WHY = {
    errno.EACCES: "this place does not allow it",
    errno.EPERM: "this place does not allow it",
    errno.EROFS: "this disk can only be read",
    errno.EISDIR: "a folder is in its place",
    errno.ENOENT: "its folder is not there",
    errno.ENOTDIR: "a file is in the place of its folder",
    errno.ENAMETOOLONG: "its name is too long",
    errno.EBUSY: "another program has it open",
}

DAMAGED = "the library is damaged"
"""Why a change is not saved that SQLite could not put into its pages."""
HIDDEN = ".storycircle-"
"""How everything is called that is gone when the work is done."""


@contextmanager
def explained(path: Path, key: str = "cannot-write") -> Iterator[None]:
    """Turn what the system says of a file into a sentence. Raises Refused."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise Refused("no-room") from error
        why = _WHY.get(error.errno or 0, "the system does not allow it")
        raise Refused(key, name=path.name, why=why) from error


@contextmanager
def explained_change() -> Iterator[None]:
    """Turn what SQLite says of a change into a sentence. Raises Refused."""
    try:
        yield
    except sqlite3.OperationalError as error:
        if "locked" in str(error):
            raise Refused("library-busy") from error
        if "full" in str(error) or "disk I/O" in str(error):
            raise Refused("library-unsaved", why="there is no room left on this disk") from error
        why = "this place can only be read" if "readonly" in str(error) else "the disk refused"
        raise Refused("library-unsaved", why=why) from error
    except sqlite3.DatabaseError as error:
        raise Refused("library-unsaved", why=DAMAGED) from error


@contextmanager
def _explained_rows() -> Iterator[None]:
    """Turn what SQLite says while it writes a new file into what the system would say."""
    try:
        yield
    except sqlite3.OperationalError as error:
        full = "full" in str(error) or "disk I/O" in str(error)
        raise OSError(errno.ENOSPC if full else errno.EIO, str(error)) from error


def is_folder(path: Path) -> bool:
    """Whether there is a folder of its own at a path: no link, and no path that none can have."""
    try:
        return path.is_dir() and not path.is_symlink()
    except OSError:
        return False


def private_file(path: Path) -> None:
    """Make an empty file, and its folder, that only this user can read."""
    live.keep_off(path)
    with explained(path):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))


def private_folder(path: Path) -> None:
    """Make a folder that only this user can read."""
    with explained(path):
        path.mkdir(parents=True, exist_ok=True, mode=0o700)


def write_whole(path: Path, make: Callable[[Path], None], *, live_too: bool = False) -> None:
    """Write a file by `make`, given a temporary path; the old file stays until all is on disk.

    Raises Refused; the temporary file never stays behind. A library that is open here is written
    over with live_too alone.
    """
    if not live_too:
        live.keep_off(path)
    with explained(path):
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, "", str(path))
        handle, name = tempfile.mkstemp(prefix=HIDDEN, dir=path.parent)
        os.close(handle)
        temporary = Path(name)
        try:
            with _explained_rows():
                make(temporary)
            to_disk(temporary)
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)
        to_disk(path.parent)


def write_bytes(path: Path, data: bytes) -> None:
    """Write bytes to a file, whole or not at all. Raises Refused."""
    write_whole(path, lambda temporary: _write(temporary, data))


def _write(path: Path, data: bytes) -> None:
    path.write_bytes(data)


def to_disk(path: Path) -> None:
    """Wait until a file or a folder's entries are on the disk. SQLite waits for its own."""
    live.keep_off(path)
    if path.is_dir() and os.name == "nt":  # folders cannot be synchronised there
        return
    handle = os.open(path, os.O_RDONLY if os.name != "nt" else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
