"""Files that SQLite may have open, which are read through SQLite alone.

A process that closes any descriptor of a file releases all locks it has on that file (POSIX), those
of SQLite too; then another process takes itself for the last one and deletes the log. So every
connection to a library is made here, and bytes are read here before the first one alone.
"""

import os
import sqlite3
import threading
from contextlib import closing
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from storycircle.core.error_sentences import Refused
from storycircle.store.safety.damage_detection import SoundConnection

File = tuple[int, int]
"""A file whatever it is called: its device and its number there."""

BESIDE = ("-wal", "-shm", "-journal")
"""How SQLite's own files beside a library end."""
_TURN = threading.RLock()


class LiveConnection(SoundConnection):
    """A connection that is known to this process for as long as it is open."""

    def close(self) -> None:
        with _TURN:
            super().close()
            _OPEN.pop(self, None)


_OPEN: WeakKeyDictionary[LiveConnection, File] = WeakKeyDictionary()


def connect(path: Path, *, timeout: float = 5.0, **how: object) -> LiveConnection:
    """A connection to a library; how: SQLite's own words for it, as mode="ro"."""
    with _TURN:
        place = uri(path, how) if how else str(path)
        conn = sqlite3.connect(place, uri=bool(how), timeout=timeout, factory=LiveConnection)
        file = file_at(path)
        if file is not None:
            _OPEN[conn] = file
    conn.row_factory = sqlite3.Row
    return conn


def in_memory(path: Path) -> LiveConnection:
    """A connection to a copy of a file's content that is in memory alone."""
    conn = sqlite3.connect(":memory:", factory=LiveConnection)
    conn.row_factory = sqlite3.Row
    with closing(sqlite3.connect(path)) as source:
        source.backup(conn)
    return conn


def uri(path: Path, how: dict[str, Any]) -> str:
    """A path as SQLite reads it with words of its own; one on a Windows server too."""
    whole = path.absolute().as_posix()
    for letter in "%?#":
        whole = whole.replace(letter, f"%{ord(letter):02x}")
    words = "&".join(f"{key}={value}" for key, value in how.items())
    return f"file://{'' if whole.startswith('/') else '/'}{whole}?{words}"


def file_at(path: Path) -> File | None:
    """Which file is at a path; None where there is none."""
    found = look_at(path)
    return found[0] if found is not None else None


def look_at(path: Path) -> tuple[File, int] | None:
    """Which file is at a path, and its length in bytes; None where there is none."""
    try:
        found = os.stat(path)  # noqa: PTH116 (asked before and after each change)
    except OSError:
        return None
    return (found.st_dev, found.st_ino), found.st_size


def is_live(path: Path) -> bool:
    """Whether SQLite has the file at a path open in this process."""
    with _TURN:
        return file_at(path) in set(_OPEN.values())


def head(path: Path, length: int) -> bytes | None:
    """The first bytes of a file; None where SQLite has it open here. Raises OSError."""
    with _TURN:
        if is_live(path):
            return None
        with path.open("rb") as file:
            return file.read(length)


def whole(path: Path) -> bytes:
    """All bytes of a file. Raises OSError, and Refused where SQLite has it open here."""
    data = head(path, -1)
    if data is None:
        raise Refused("live-library", name=path.name)
    return data


def keep_off(path: Path) -> None:
    """Raise Refused where a path that a person names is a library that is open here."""
    if is_live(path):
        raise Refused("live-library", name=path.name)


def lengthen(path: Path, size: int) -> None:
    """Give a file a length without opening it. Raises OSError."""
    os.truncate(path, size)
