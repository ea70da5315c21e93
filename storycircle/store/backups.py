"""Copies of the library: made by SQLite's backup, kept beside it, readable by this user only."""

import sqlite3
from datetime import datetime
from pathlib import Path

from storycircle.core.errors import Refused
from storycircle.store import opening
from storycircle.store.disk import explained, private_file, write_bytes

MOST = 10
"""How many are kept; the oldest go first."""


def folder(library: Path) -> Path:
    """Where the copies of a library lie."""
    return library.with_name(library.name + "-backups")


def names(library: Path) -> list[str]:
    """The names of the copies, the newest first."""
    place = folder(library)
    if not place.is_dir():
        return []
    return sorted((path.name for path in place.glob("*.backup")), reverse=True)


def make(conn: sqlite3.Connection, library: Path, now: datetime) -> str:
    """Copy an open library; return the copy's name. Raises Refused."""
    stem = now.strftime("%Y-%m-%d %H.%M.%S")
    taken = set(names(library))
    name = next(
        name
        for name in (f"{stem}{f'_{n}' if n else ''}.backup" for n in range(1000))
        if name not in taken
    )
    path = folder(library) / name
    private_file(path)
    copy = sqlite3.connect(path)
    try:
        conn.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")
    finally:
        copy.close()
    for old in names(library)[MOST:]:
        (folder(library) / old).unlink(missing_ok=True)
    return name


def restore(library: Path, name: str, now: datetime) -> str:
    """Put a copy back in the library's place; what was there is kept as a copy, whose name is
    returned. Raises Refused, and then nothing was changed.
    """
    if name not in names(library):
        raise Refused("no-backup", name=name)
    source = folder(library) / name
    opening.check_kind(source)
    with explained(source, "cannot-read"):
        data = source.read_bytes()
    kept = ""
    if library.exists():
        db = opening.open_library(library)
        try:
            kept = make(db.conn, library, now)
            db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        finally:
            db.conn.close()
    for ending in ("-wal", "-shm"):
        library.with_name(library.name + ending).unlink(missing_ok=True)
    write_bytes(library, data)
    return kept
