"""Files that are not trusted: checked before SQLite sees them, read from memory, read only.

As SQLite's own advice for untrusted files says: kind and version first, no schema but ours, nothing
that could run, limits on size and on time. The file itself is read once and never opened by SQLite,
so it cannot be changed, locked or given a journal.

A sheet's PDF and a mail are no circle files: what is attached to them is taken out by readers in
processes of their own, before it comes here.
"""

import os
import sqlite3
import stat
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from storycircle.core.error_sentences import Refused
from storycircle.store import schema
from storycircle.store.safety import live_files
from storycircle.store.safety.disk import explained

if TYPE_CHECKING:
    from sqlite_utils import Database

PDF = b"%PDF-"
MOST_MEGABYTES = 64
_MAGIC = b"SQLite format 3\x00"
_STEPS = 5_000_000  # of SQLite's machine, before a query is given up
_MOST_TEXT = 2_000_000  # bytes of one value
_ALLOWED = {
    sqlite3.SQLITE_SELECT,
    sqlite3.SQLITE_READ,
    sqlite3.SQLITE_FUNCTION,
    sqlite3.SQLITE_PRAGMA,
}


def opened(data: bytes, name: str, *, for_members: bool = False) -> sqlite3.Connection:
    """A checked copy of a circle file's bytes, in memory and read only. Raises Refused.

    for_members: whether it has to be one that is handed on within a line; no other way takes one.
    """
    _check_kind(data, name, for_members=for_members)
    conn = sqlite3.connect(":memory:")
    conn.row_factory = sqlite3.Row
    try:
        # Written in WAL mode it could not be opened from memory: these two bytes say which.
        conn.deserialize(data[:18] + b"\x01\x01" + data[20:])
        _guard(conn)
        ours = (_members_shape(),) if for_members else (_our_shape(), _early_shape())
        sound = _shape(conn) in ours and _sound(conn)
    except (sqlite3.Error, UnicodeDecodeError):
        sound = False
    if not sound:
        conn.close()
        raise Refused("damaged-file", name=name)
    return conn


def plain_file(path: Path, most: int) -> bytes:
    """The whole file, once it is known to be a plain file of at most so many MB. Raises Refused."""
    handle = plain_handle(path, most, "file-too-big")
    with explained(path, "cannot-read"), os.fdopen(handle, "rb") as file:
        size = os.fstat(handle).st_size  # room for the most there may be takes longer than reading
        return file.read(min(size, most * 1_000_000))


def plain_handle(path: Path, most: int, too_big: str = "too-big-to-read") -> int:
    """An open plain file of at most so many MB, by its number. Raises Refused; too_big: by this key
    where it is larger.
    """
    with explained(path, "cannot-read"):
        try:
            about = path.lstat()
        except FileNotFoundError:
            raise Refused("not-there", name=path.name) from None
        if not stat.S_ISREG(about.st_mode):
            raise Refused("not-a-file", name=path.name)
        if about.st_size > most * 1_000_000:
            raise Refused(too_big, name=path.name, most=most)
        live_files.keep_off(path)
        flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
        return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _check_kind(data: bytes, name: str, *, for_members: bool) -> None:
    kind = int.from_bytes(data[68:72])
    version = int.from_bytes(data[60:64])
    if data[:16] == _MAGIC and kind == schema.MEMBERS_ID and not for_members:
        raise Refused("for-members-only", name=name)
    wanted = schema.MEMBERS_ID if for_members else schema.FILE_ID
    if data[:16] != _MAGIC or kind != wanted:
        raise Refused("not-for-members" if for_members else "not-circle-file", name=name)
    if version > schema.VERSION:
        raise Refused("newer-file", name=name, version=version)
    page = int.from_bytes(data[16:18])
    if len(data) != int.from_bytes(data[28:32]) * (65_536 if page == 1 else page):
        raise Refused("damaged-file", name=name)  # cut short, or more behind it than SQLite wrote


def _guard(conn: sqlite3.Connection) -> None:
    """Allow reading alone, and a limited time of it."""
    conn.execute("PRAGMA trusted_schema = OFF")
    conn.execute("PRAGMA cell_size_check = ON")
    conn.execute("PRAGMA query_only = ON")
    conn.execute("PRAGMA mmap_size = 0")
    conn.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _MOST_TEXT)
    conn.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    conn.setlimit(sqlite3.SQLITE_LIMIT_SQL_LENGTH, 10_000)
    left = iter(range(_STEPS // 1_000))
    conn.set_progress_handler(lambda: next(left, None) is None, 1_000)
    conn.set_authorizer(_authorised)


def _authorised(what: int, *_: object) -> int:
    return sqlite3.SQLITE_OK if what in _ALLOWED else sqlite3.SQLITE_DENY


def _shape(conn: sqlite3.Connection) -> list[tuple[str, str, str]]:
    rows = conn.execute("SELECT type, name, sql FROM sqlite_schema ORDER BY name")
    return [(row["type"], row["name"], row["sql"]) for row in rows]


@cache
def _our_shape() -> list[tuple[str, str, str]]:
    """The schema of a file of ours, to compare with exactly."""
    return _shape_by(schema.create_file)


@cache
def _members_shape() -> list[tuple[str, str, str]]:
    """The schema of a file for members only."""
    return _shape_by(schema.create_members_file)


def _shape_by(create: Callable[["Database"], None]) -> list[tuple[str, str, str]]:
    from sqlite_utils import Database  # noqa: PLC0415 (imported when first used)

    db = Database(memory=True)
    db.conn.row_factory = sqlite3.Row
    create(db)
    shape = _shape(db.conn)
    db.conn.close()
    return shape


@cache
def _early_shape() -> list[tuple[str, str, str]]:
    """The schema of a file from before the first release: columns that were added are not there."""
    shape = []
    for kind, name, sql in _our_shape():
        lines = (sql or "").split("\n")
        added = tuple(f'   "{column}" ' for column in schema.ADDED.get(name, ()))
        kept = [line for line in lines if not (added and line.startswith(added))]
        shape.append((kind, name, "\n".join(kept) if added else sql))
    return shape


def _sound(conn: sqlite3.Connection) -> bool:
    return [row[0] for row in conn.execute("PRAGMA quick_check")] == ["ok"]
