"""Copies of the library: made by SQLite's backup, kept beside it, readable by this user only."""

import sqlite3
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

from storycircle.core.errors import Refused
from storycircle.store import opening
from storycircle.store.disk import (
    explained,
    explained_change,
    private_file,
    write_bytes,
    write_whole,
)
from storycircle.store.withdrawing import Rows, carry_over, what_left

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
    name = _free(now.strftime("%Y-%m-%d %H.%M.%S"), names(library))
    path = folder(library) / name
    private_file(path)
    copy = sqlite3.connect(path)
    try:
        conn.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.Error:
        path.unlink(missing_ok=True)
        raise
    finally:
        copy.close()
    others = [other for other in names(library) if other != name]
    for old in others[MOST - 1 :]:
        (folder(library) / old).unlink(missing_ok=True)
    return name


def _kept(library: Path, now: datetime) -> tuple[str, Rows]:
    """Keep what is in the library's place, byte for byte where it cannot be opened any more;
    return the copy's name and what has left. Raises Refused while a window has it open.
    """
    try:
        db = opening.open_library(library)
    except Refused as refused:
        if refused.key not in ("not-a-library", "damaged-file"):
            raise
        name = now.strftime("%Y-%m-%d %H.%M.%S.damaged")
        with explained(library, "cannot-read"):
            data = library.read_bytes()
        write_bytes(folder(library) / name, data)
        return name, {}
    try:
        _set_apart(db.conn)
        return make(db.conn, library, now), what_left(db.conn)
    finally:
        db.conn.close()


def _free(stem: str, taken: list[str]) -> str:
    """A name for this second that sorts behind the others of the same second."""
    same = [name for name in taken if name.startswith(stem)]  # the newest first
    if not same:
        return f"{stem}.backup"
    last = same[0].removesuffix(".backup").rpartition("_")[2] if "_" in same[0] else "0"
    return f"{stem}_{int(last) + 1:03d}.backup"


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
    kept, gone_out = _kept(library, now) if library.exists() else ("", {})

    def put_back(temporary: Path) -> None:
        try:
            _put_back(data, gone_out, temporary)
        except Refused as refused:  # named as the person knows it
            raise Refused(refused.key, **{**refused.fields, "name": name}) from refused
        for ending in ("-wal", "-shm"):  # a log left by what was there is not this copy's
            library.with_name(library.name + ending).unlink(missing_ok=True)

    write_whole(library, put_back)
    return kept


def rewrite(library: Path, change: Callable[[sqlite3.Connection], None]) -> None:
    """Make a change in every copy, for what is erased for good. A copy that cannot be opened
    cannot be searched either, and goes. Raises Refused.
    """
    place = folder(library)
    if not place.is_dir():
        return
    for path in sorted(place.iterdir()):
        if path.suffix == ".damaged":
            path.unlink()
        elif path.suffix == ".backup":
            try:
                opening.check_kind(path)
                write_whole(path, partial(_changed, path, change))
            except Refused as refused:
                if refused.key not in ("not-a-library", "damaged-file"):
                    raise
                path.unlink()


def _changed(source: Path, change: Callable[[sqlite3.Connection], None], temporary: Path) -> None:
    temporary.write_bytes(source.read_bytes())
    db = opening.open_library(temporary)
    try:
        with explained_change():
            with db.atomic():
                change(db.conn)
            _set_apart(db.conn)
            db.conn.execute("VACUUM")
    finally:
        db.conn.close()


def _put_back(data: bytes, gone_out: Rows, path: Path) -> None:
    """A copy as it may go on. It counts its changes under a new name: those it made since have
    left under the old one. And what has left in the meantime has still left.
    """
    path.write_bytes(data)
    db = opening.open_library(path)
    try:
        with explained_change(), db.atomic():
            db.conn.execute("DELETE FROM setting WHERE name = 'device'")
            carry_over(db.conn, gone_out)
        _set_apart(db.conn)
    finally:
        db.conn.close()


def _set_apart(conn: sqlite3.Connection) -> None:
    """Leave nothing beside the file. Raises Refused while anybody else has it open."""
    conn.execute("PRAGMA busy_timeout = 200")
    with explained_change():
        conn.execute("PRAGMA journal_mode = DELETE").fetchall()
