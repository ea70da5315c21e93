"""Opening a library: made private, its kind and version checked first, saved safely."""

import os
import sqlite3
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from storycircle.core.errors import Refused
from storycircle.store import live, schema
from storycircle.store.disk import explained
from storycircle.store.shared_place import is_shared, keep_off_shared

if TYPE_CHECKING:
    from sqlite_utils import Database

MAGIC = b"SQLite format 3\x00"
_BUSY_MS = 3_000
_MOST_IN_MEMORY = 64_000
"""KiB of pages: all of a library, so that one which is cut short underneath can be put back."""
_LOG_PAGES = 1_000  # of 4 KiB: the log is at most about 4 MB, and is gone once all is closed


def open_library(path: Path, *, keep: bool = True, whole: bool = True) -> "Database":
    """The library at a path, made if there is none, upgraded if it is older. Raises Refused, also
    where there is none any more, but copies of it.

    With keep, what an older one held is copied to the backups before it is upgraded. With whole,
    one whose pages or indexes are damaged is refused: a damaged index hides rows, and says
    nothing of it.
    """
    with explained(path, "cannot-read"):
        if path.is_dir():
            raise Refused("not-a-library", name=path.name)
    keep_off_shared(path)
    # Imported here: it makes new libraries by the steps of this module.
    from storycircle.store.beginning import begin_where_nothing_is  # noqa: PLC0415

    begin_where_nothing_is(path)
    check_kind(path)
    # Imported here: it takes longer than the window's first picture.
    from sqlite_utils import Database  # noqa: PLC0415

    db = Database(_connect(path))
    try:
        _check_version(db.conn, path)
        if whole:
            _check_pages(db.conn, path)
        if _is_older(db, path):
            _upgrade(db.conn, path, keep=keep)
            db.conn.close()
            db = Database(_connect(path))
    except sqlite3.DatabaseError as error:
        db.conn.close()
        raise _refusal(path, error) from error
    except Refused:
        db.conn.close()
        raise
    return db


def open_to_read(path: Path) -> "Database":
    """The library at a path, to be read alone: not a byte of it changes. Raises Refused, also
    where it would have to be upgraded first.
    """
    with explained(path, "cannot-read"):
        if not path.is_file():
            raise Refused("not-there", name=path.name)
    check_kind(path)
    from sqlite_utils import Database  # noqa: PLC0415 (imported when first used)

    how = {"mode": "ro", "immutable": 1} if _stands_still(path) else {"mode": "ro"}
    conn = live.connect(path, timeout=_BUSY_MS / 1000, **how)
    try:
        conn.execute("PRAGMA query_only = ON")
        conn.execute("PRAGMA temp_store = MEMORY")
        conn.execute("PRAGMA trusted_schema = OFF")
        _check_version(conn, path)
        _check_pages(conn, path)
        db = Database(conn)
        older = _is_older(db, path)
    except sqlite3.DatabaseError as error:
        conn.close()
        raise _refusal(path, error) from error
    except Refused:
        conn.close()
        raise
    if older:
        conn.close()
        raise Refused("library-busy")
    return db


def _stands_still(path: Path) -> bool:
    """Whether a library is all in its file, in a place where SQLite cannot share it with others:
    one that can only be read, or a network drive.
    """
    log = path.with_name(path.name + "-wal")
    if log.exists() and log.stat().st_size:
        return False
    return is_shared(path) or not os.access(path.parent, os.W_OK)


def _check_pages(conn: sqlite3.Connection, path: Path) -> None:
    found = conn.execute("PRAGMA integrity_check(1)").fetchone()
    if found is None or found[0] != "ok":
        raise Refused("damaged-file", name=path.name)


def _is_older(db: "Database", path: Path) -> bool:
    """Whether steps are left to take. Raises Refused where the list of those taken is damaged."""
    from storycircle.store.migrations import library_migrations  # noqa: PLC0415 (first used here)

    try:
        return bool(library_migrations.pending(db))
    except LookupError as error:  # it lacks a column of its own
        raise Refused("damaged-file", name=path.name) from error


def _upgrade(conn: sqlite3.Connection, path: Path, *, keep: bool) -> None:
    from storycircle.store import backups, upgrading  # noqa: PLC0415 (only where it is older)

    if keep:
        backups.make(conn, path, datetime.fromtimestamp(path.stat().st_mtime))  # noqa: DTZ006
    upgrading.upgrade(conn, path, take_steps)


def take_steps(conn: sqlite3.Connection) -> None:
    """All steps to the schema as it is."""
    from sqlite_utils import Database  # noqa: PLC0415 (imported when first used)

    from storycircle.store.migrations import library_migrations  # noqa: PLC0415

    library_migrations.apply(Database(conn))
    conn.execute(f"PRAGMA user_version = {schema.LIBRARY_VERSION}")


def _connect(path: Path) -> sqlite3.Connection:
    conn = live.connect(path, timeout=_BUSY_MS / 1000)
    try:
        # Written once, not at every opening: a damaged library is not touched.
        if conn.execute("PRAGMA application_id").fetchone()[0] != schema.LIBRARY_ID:
            conn.execute(f"PRAGMA application_id = {schema.LIBRARY_ID}")
        conn.execute("PRAGMA auto_vacuum = INCREMENTAL")
        conn.execute("PRAGMA journal_mode = WAL")
        # FULL: what is called saved has reached the disk, even if the battery dies next.
        conn.execute("PRAGMA synchronous = FULL")
        # A checkpoint waits for the disk twice more: one in several hundred saves is enough.
        conn.execute(f"PRAGMA wal_autocheckpoint = {_LOG_PAGES}").fetchall()
        conn.execute("PRAGMA secure_delete = ON")
        conn.execute(f"PRAGMA cache_size = -{_MOST_IN_MEMORY}")
        conn.execute("PRAGMA temp_store = MEMORY")  # no words in temporary files
        conn.execute("PRAGMA trusted_schema = OFF")
    except sqlite3.DatabaseError as error:
        conn.close()
        raise _refusal(path, error) from error
    except Refused as refused:
        conn.close()
        raise Refused("damaged-file", name=path.name) from refused
    return conn


def _refusal(path: Path, error: sqlite3.DatabaseError) -> Refused:
    """What SQLite says of a library that it does not open, as a sentence."""
    if "locked" in str(error):
        return Refused("library-busy")
    if any(word in str(error) for word in ("full", "disk I/O")):
        return Refused("no-room")
    if any(word in str(error) for word in ("readonly", "unable")):
        return Refused("cannot-write", name=path.name, why="this place does not allow it")
    return Refused("damaged-file", name=path.name)


def check_kind(path: Path) -> None:
    """Refuse what is no library, or one of a newer kind, before SQLite opens it. One that SQLite
    has open here was looked at before.
    """
    with explained(path, "cannot-read"):
        head = live.head(path, 100)
    if head is None:
        return
    kind = int.from_bytes(head[68:72])
    if head[:16] != MAGIC or kind != schema.LIBRARY_ID:
        raise Refused("not-a-library", name=path.name)
    _refuse_newer(int.from_bytes(head[60:64]), path)
    if not {*head[18:20]} <= {1, 2}:  # SQLite would open it, and write nothing to it
        raise Refused("damaged-file", name=path.name)


def _check_version(conn: sqlite3.Connection, path: Path) -> None:
    """As its log says, which the head of the file may not know yet."""
    _refuse_newer(conn.execute("PRAGMA user_version").fetchone()[0], path)


def _refuse_newer(version: int, path: Path) -> None:
    if version > schema.LIBRARY_VERSION:
        raise Refused("newer-library", name=path.name, version=version)
