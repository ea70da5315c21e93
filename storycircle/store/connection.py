"""Opening a library, and its changes in one transaction each.

Opening a library: made private, its kind and version checked first, saved safely.

An open library: its connection, and its changes, one transaction each.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from storycircle.core.clock import Clock
from storycircle.core.errors import Refused
from storycircle.core.model import new_id
from storycircle.store import device, schema
from storycircle.store.circles import SavedLast
from storycircle.store.consent.consent_log import ConsentLog
from storycircle.store.device import Name
from storycircle.store.exchange.outgoing import keep_secret
from storycircle.store.refused_text import Typed
from storycircle.store.safety import live_files
from storycircle.store.safety.disk import (
    explained,
    explained_change,
    is_shared,
    keep_off_shared,
    write_whole,
)
from storycircle.store.safety.integrity_check import is_sound

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
    from storycircle.store.safety.new_library import begin_where_nothing_is  # noqa: PLC0415

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
    conn = live_files.connect(path, timeout=_BUSY_MS / 1000, **how)
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
    from storycircle.store import migrations  # noqa: PLC0415 (only where it is older)
    from storycircle.store.safety import backups  # noqa: PLC0415 (only where it is older)

    if keep:
        backups.make(conn, path, datetime.fromtimestamp(path.stat().st_mtime))  # noqa: DTZ006
    migrations.upgrade(conn, path, take_steps)


def take_steps(conn: sqlite3.Connection) -> None:
    """All steps to the schema as it is."""
    from sqlite_utils import Database  # noqa: PLC0415 (imported when first used)

    from storycircle.store.migrations import library_migrations  # noqa: PLC0415

    library_migrations.apply(Database(conn))
    conn.execute(f"PRAGMA user_version = {schema.LIBRARY_VERSION}")


def _connect(path: Path) -> sqlite3.Connection:
    conn = live_files.connect(path, timeout=_BUSY_MS / 1000)
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
        head = live_files.head(path, 100)
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


_LEAST = 4_096
"""Bytes of the shortest file that SQLite leaves of a library."""
_SECTOR = 512
"""Of which every page of SQLite's is made."""


class OpenLibrary:
    """Use it as a context manager, or close it."""

    def __init__(self, path: Path, clock: Clock, *, reads: bool = False, passing: str = "") -> None:
        """Open the library at a path, or make one there. Raises Refused.

        One that only reads is there already, and refuses every change. passing: the name under
        which a copy counts its changes that is made for a moment; no laptop keeps that.
        """
        self.path = path
        self.clock = clock
        self.reads = reads
        self.passing = passing
        self._changed = False
        self.loose: dict[tuple[str, str], Typed | None] = {}
        """Text that could not be taken and that the disk did not take as it was typed either, by
        owner and field: on screen alone, whichever screen shows it. None: what was kept is mended.
        """
        self._open()

    def _open(self) -> None:
        """Open the file, and remember which one it is, and how long."""
        self._db = (open_to_read if self.reads else open_library)(self.path)
        self._conn: sqlite3.Connection = self._db.conn
        self._last = SavedLast(self._conn)
        self._file = live_files.file_at(self.path)
        self._size = self._length()
        try:
            self._log = ConsentLog(self.path)
            self._name = Name(self.path, self._conn)
            self.device = self.passing or self._name.shown
            if not self.reads:
                self._hold_to_noes()
        except Refused:  # nobody has it yet who could close it
            self._conn.close()
            raise

    def _hold_to_noes(self) -> None:
        """Let what the file beside the library knows stand in it, whatever was put in its place."""
        if self._log.knows_more(self._conn):
            with self._change():
                self._log.hold(self._conn, self.device)
        self._log.keep_up(self._conn)

    def close(self) -> None:
        """Close it; one that was changed and has lost its file is put back first."""
        if self._changed:
            self._changed = False
            with suppress(Refused):
                self._look_for_file()
        self._conn.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _now(self) -> str:
        return self.clock.now().isoformat(timespec="seconds")

    @contextmanager
    def _change(self, *, keep: bool = True) -> Iterator[None]:
        if self.reads:
            raise Refused("only-reads")
        self._look_for_file()
        self._changed = True
        with explained_change(), self._counting(keep=keep), self._at_once():
            if keep:
                keep_secret(self._conn)
                yield
            else:
                self._conn.execute("SAVEPOINT looked")
                yield
                self._conn.execute("ROLLBACK TO looked")
        self._look_for_file()  # what a file has taken in that was gone by then is not saved
        self._log.keep_up(self._conn)

    @contextmanager
    def _counting(self, *, keep: bool) -> Iterator[None]:
        """Changes count under this laptop's own name meanwhile, and under no other laptop's."""
        if self.passing or not keep:
            yield
            return
        with self._name.held() as self.device:
            yield

    def _be_renamed(self) -> None:
        """Count changes under another name from now on, within a change."""
        self.device = new_id()
        if not self.passing:
            device.forget(self._conn, self.device)

    @contextmanager
    def _at_once(self) -> Iterator[None]:
        """One transaction that waits its turn before it reads: afterwards SQLite would refuse it
        wherever another of this laptop's connections wrote in between.
        """
        self._conn.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._conn.execute("COMMIT")
        finally:
            self._conn.rollback()  # nothing, where it was kept

    def _length(self) -> int:
        with explained(self.path, "cannot-read"):
            return self.path.stat().st_size

    def _look_for_file(self) -> None:
        """Raise Refused where the file is not the one that was opened, or not all of it.

        One that is deleted while it is open goes on being written, and is gone afterwards; one
        that is cut short loses its log as it is closed. What was in it is put back in its place.
        """
        there = live_files.file_at(self.path)
        if there is None:
            if not self.path.parent.is_dir():
                raise Refused("library-gone")
            self._put_all_back()
            return
        if there != self._file:
            raise Refused("library-gone")
        size = self._length()
        if size < self._size and not self._is_whole(size):
            self._put_back_cut(size)
        else:
            self._size = size

    def _is_whole(self, size: int) -> bool:
        """Whether a file that has become shorter is whole: SQLite itself shortens it where words
        are erased. It is read anew, as what is in memory says nothing of it.
        """
        if size < _LEAST or size % _SECTOR:  # asked of no bytes, SQLite deletes the log
            return False
        with (
            suppress(Refused, sqlite3.DatabaseError),
            closing(live_files.connect(self.path)) as other,
        ):
            return [row[0] for row in other.execute("PRAGMA integrity_check(1)")] == ["ok"]
        return False

    def _put_back_cut(self, size: int) -> None:
        """Put back what is in memory and in the log. SQLite reads neither while the file is shorter
        than it knows it, so it gets its length again first.
        """
        try:
            with explained(self.path):
                live_files.lengthen(self.path, self._size)
            self._put_all_back()
        except Refused as refused:
            with suppress(OSError):
                live_files.lengthen(self.path, size)  # as it was found: to be known as damaged
            raise Refused("library-cut") from refused

    def _put_all_back(self) -> None:
        write_whole(self.path, self._put_back, live_too=True)
        self._conn.close()
        for ending in live_files.BESIDE:  # they belong to the file that is gone
            self.path.with_name(self.path.name + ending).unlink(missing_ok=True)
        self._open()

    def _put_back(self, path: Path) -> None:
        with explained_change(), closing(sqlite3.connect(path)) as copy:
            copy.row_factory = sqlite3.Row
            self._conn.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE").fetchall()
            if not is_sound(copy):
                raise Refused("damaged-library")

    def copy_to(self, path: Path) -> None:
        """Copy all that is on the disk to a path. The copy counts its changes under its own name.

        Raises Refused.
        """
        self._put_back(path)
        with explained_change(), closing(sqlite3.connect(path)) as copy, copy:
            copy.execute("DELETE FROM setting WHERE name IN ('device', 'token')")

    def _setting(self, name: str) -> str:
        row = self._conn.execute("SELECT value FROM setting WHERE name = ?", [name]).fetchone()
        return str(row["value"]) if row else ""
