"""An open library: its connection, and its changes, one transaction each."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from storycircle.core.clocks import Clock
from storycircle.core.errors import Refused
from storycircle.core.model import new_id
from storycircle.store import device, opening
from storycircle.store.consent_log import ConsentLog
from storycircle.store.device import Name
from storycircle.store.disk import explained_change, write_whole
from storycircle.store.saved_last import SavedLast


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
        self._open()

    def _open(self) -> None:
        """Open the file, and remember which one it is."""
        self._db = (opening.open_to_read if self.reads else opening.open_library)(self.path)
        self._conn: sqlite3.Connection = self._db.conn
        self._last = SavedLast(self._conn)
        self._file = self._file_in_place()
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
        with explained_change(), self._counting(keep=keep), self._at_once():
            if keep:
                yield
            else:
                self._conn.execute("SAVEPOINT looked")
                yield
                self._conn.execute("ROLLBACK TO looked")
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

    def _file_in_place(self) -> tuple[int, int] | None:
        try:
            found = self.path.stat()
        except OSError:
            return None
        return found.st_dev, found.st_ino

    def _look_for_file(self) -> None:
        """A file that is deleted while it is open goes on being written, and is gone afterwards:
        all that is in it is put back in its place. Raises Refused where it cannot be.
        """
        there = self._file_in_place()
        if there == self._file:
            return
        if there is not None or not self.path.parent.is_dir():
            raise Refused("library-gone")
        write_whole(self.path, self._put_back)
        self._conn.close()
        for ending in ("-wal", "-shm"):  # they belong to the file that is gone
            self.path.with_name(self.path.name + ending).unlink(missing_ok=True)
        self._open()

    def _put_back(self, path: Path) -> None:
        with explained_change(), closing(sqlite3.connect(path)) as copy:
            self._conn.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE").fetchall()

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
