"""Opening a library: made private, its kind and version checked first, saved safely."""

import os
import sqlite3
from collections.abc import Collection
from datetime import datetime
from pathlib import Path

from storycircle.core.error_sentences import Refused
from storycircle.core.i18n import _
from storycircle.store import schema
from storycircle.store.safety import backups, live_files
from storycircle.store.safety.disk import explained, is_shared, keep_off_shared
from storycircle.store.safety.integrity_check import check_kind, check_version
from storycircle.store.safety.new_library import begin_where_nothing_is

_BUSY_MS = 3_000
MOST_IN_MEMORY = 40_000
"""KiB of pages: all of a library, so that one which is cut short underneath can be put back. With
a twentieth for SQLite's own it is under 50 MB, which is what a merge of ten thousand files may take
more than one of a thousand.
"""
LEAST_IN_MEMORY = 2_000
"""KiB of pages of a library that is larger than that: it could not be put back in any case."""
_LOG_PAGES = 1_000  # of 4 KiB: the log is at most about 4 MB, and is gone once all is closed
_LOG_PAGES_OF_MANY = 4_000

_TABLES = "SELECT name FROM sqlite_schema WHERE type = 'table'"
_OF_TABLE = "SELECT * FROM pragma_integrity_check(?)"


def open_library(
    path: Path, *, keep: bool = True, whole: bool = True, unread: Collection[str] = ()
) -> sqlite3.Connection:
    """The library at a path, made if there is none, upgraded if it is older. Raises Refused, also
    where the library is missing and backups of it are there.

    keep: whether an older library is backed up before it is upgraded. whole: whether one is refused
    whose pages or indexes are damaged; a damaged index hides rows without an error. unread: tables
    that are not looked at for that, as nothing of them is read before `check_pages` is asked; an
    upgrade looks at all.
    """
    with explained(path, "cannot-read"):
        if path.is_dir():
            raise Refused("not-a-library", name=path.name)
    keep_off_shared(path)
    begin_where_nothing_is(path)
    check_kind(path)
    conn = _connect(path)
    try:
        _check_version(conn, path)
        if whole:
            check_pages(conn, path, unread)
        older = _is_older(conn, path)
        if whole and not older:
            _check_tables(conn, path)
        if older:
            _upgrade(conn, path, keep=keep)
            conn.close()
            conn = _connect(path)
    except sqlite3.DatabaseError as error:
        conn.close()
        raise _refusal(path, error) from error
    except Refused:
        conn.close()
        raise
    return conn


def open_to_read(
    path: Path, *, whole: bool = True, unread: Collection[str] = ()
) -> sqlite3.Connection:
    """The library at a path, to be read alone: not a byte of it changes. Raises Refused, also
    where it would have to be upgraded first. whole, unread: as of `open_library`.
    """
    with explained(path, "cannot-read"):
        if not path.is_file():
            raise Refused("not-there", name=path.name)
    check_kind(path)
    how = {"mode": "ro", "immutable": 1} if _is_unshared(path) else {"mode": "ro"}
    conn = _at(path, **how)
    try:
        conn.execute("PRAGMA query_only = ON")
        conn.execute("PRAGMA temp_store = MEMORY")
        conn.execute("PRAGMA trusted_schema = OFF")
        _check_version(conn, path)
        if whole:
            check_pages(conn, path, unread)
        older = _is_older(conn, path)
        if whole and not older:
            _check_tables(conn, path)
    except sqlite3.DatabaseError as error:
        conn.close()
        raise _refusal(path, error) from error
    except Refused:
        conn.close()
        raise
    if older:
        conn.close()
        raise Refused("library-busy")
    return conn


def _is_unshared(path: Path) -> bool:
    """Whether a library is all in its file, in a place where SQLite cannot share it with others:
    one that can only be read, or a network drive.
    """
    log = path.with_name(path.name + "-wal")
    if log.exists() and log.stat().st_size:
        return False
    return is_shared(path) or not os.access(path.parent, os.W_OK)


def check_pages(conn: sqlite3.Connection, path: Path, unread: Collection[str] = ()) -> None:
    """Raise Refused where a page is damaged, or an index says something else than its table.
    unread: tables that are left out, with their indexes; where there are any, pages that belong to
    no table are left out too.
    """
    if not unread:
        found = [conn.execute("PRAGMA integrity_check(1)").fetchone()]
    else:
        names = [row["name"] for row in conn.execute(_TABLES)]
        looked = ("sqlite_schema", *(name for name in names if name not in unread))
        found = [conn.execute(_OF_TABLE, [name]).fetchone() for name in looked]
    if not all(row is not None and row[0] == "ok" for row in found):
        raise Refused("damaged-file", name=path.name)


def _check_tables(conn: sqlite3.Connection, path: Path) -> None:
    """Raise Refused where a table lacks one of its columns: a byte of the schema has changed."""
    for table, columns in schema.columns_by_table().items():
        found = conn.execute("SELECT name FROM pragma_table_info(?)", [table]).fetchall()
        if not {row["name"] for row in found}.issuperset(columns):
            raise Refused("damaged-file", name=path.name)


def _is_older(conn: sqlite3.Connection, path: Path) -> bool:
    """Whether steps are left to take. Raises Refused where the list of those taken is damaged."""
    if schema.is_latest(conn):
        return False
    from storycircle.store import migrations  # noqa: PLC0415 (it imports sqlite_utils)

    try:
        return migrations.are_pending(conn)
    except LookupError as error:  # it lacks a column of its own
        raise Refused("damaged-file", name=path.name) from error


def _upgrade(conn: sqlite3.Connection, path: Path, *, keep: bool) -> None:
    """Take an open library through the steps that are left. keep: whether it is backed up first."""
    from storycircle.store import migrations  # noqa: PLC0415 (it imports sqlite_utils)

    if keep:
        backups.make(conn, path, datetime.fromtimestamp(path.stat().st_mtime))  # noqa: DTZ006
    migrations.upgrade(conn, path)


def _at(path: Path, **how: str | int) -> sqlite3.Connection:
    """The file at a path, not yet read. Raises Refused, also where its folder has gone since."""
    try:
        return live_files.connect(path, timeout=_BUSY_MS / 1000, **how)
    except sqlite3.DatabaseError as error:
        raise _refusal(path, error) from error


def _connect(path: Path) -> sqlite3.Connection:
    conn = _at(path)
    try:
        conn.execute("PRAGMA auto_vacuum = INCREMENTAL")
        conn.execute("PRAGMA journal_mode = WAL")
        # FULL: what is called saved has reached the disk, even if the battery dies next.
        conn.execute("PRAGMA synchronous = FULL")
        # On macOS a drive says so while it is in its own memory, unless it is asked for more.
        conn.execute("PRAGMA fullfsync = ON")
        conn.execute("PRAGMA checkpoint_fullfsync = ON")
        keep_log(conn)
        conn.execute("PRAGMA secure_delete = ON")
        keep_in_memory(conn, path.stat().st_size)
        conn.execute("PRAGMA temp_store = MEMORY")  # no words in temporary files
        conn.execute("PRAGMA trusted_schema = OFF")
    except sqlite3.DatabaseError as error:
        conn.close()
        raise _refusal(path, error) from error
    except Refused as refused:
        conn.close()
        raise Refused("damaged-file", name=path.name) from refused
    return conn


def keep_in_memory(conn: sqlite3.Connection, size: int) -> None:
    """Keep all pages of a library of so many bytes in memory, or few of one that is larger. Those
    that are not are kept by the system, which gives their room away where others need it.
    """
    most = MOST_IN_MEMORY if size < MOST_IN_MEMORY * 1024 else LEAST_IN_MEMORY
    conn.execute(f"PRAGMA cache_size = -{most}")


def keep_log(conn: sqlite3.Connection, *, many: bool = False) -> None:
    """Let what was saved stand in the log until a checkpoint takes it into the file. That waits for
    the disk twice more: one in several hundred saves is enough. many: whether many saves follow
    each other, each of some seventy pages: then the log may be four times as long, as a page that
    several of them change is written to the file once for all.
    """
    pages = _LOG_PAGES_OF_MANY if many else _LOG_PAGES
    conn.execute(f"PRAGMA wal_autocheckpoint = {pages}").fetchall()


def _refusal(path: Path, error: sqlite3.DatabaseError) -> Refused:
    """The refusal for what SQLite says of a library that it does not open."""
    if "locked" in str(error):
        return Refused("library-busy")
    if any(word in str(error) for word in ("full", "disk I/O")):
        return Refused("no-room")
    if not path.parent.is_dir():
        return Refused("not-there", name=path.name)
    if any(word in str(error) for word in ("readonly", "unable")):
        return Refused("cannot-write", name=path.name, why=_("this place does not allow it"))
    return Refused("damaged-file", name=path.name)


def _check_version(conn: sqlite3.Connection, path: Path) -> None:
    """Refuse a library of another version by its log, which the file's head may not have yet."""
    check_version(conn.execute("PRAGMA user_version").fetchone()[0], path)
