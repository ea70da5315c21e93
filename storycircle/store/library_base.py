"""The base of the library: its connection, one transaction a change, its clock and its device."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from itertools import count
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from msgspec.structs import replace

from storycircle.core.clock import Clock
from storycircle.core.error_sentences import Refused
from storycircle.core.model import Circle, CircleSummary, new_id
from storycircle.core.versioned_record import Record
from storycircle.store import device, tables
from storycircle.store.connection import (
    check_pages,
    keep_in_memory,
    open_library,
    open_to_read,
)
from storycircle.store.consent import consent_state
from storycircle.store.consent.consent_log import ConsentLog
from storycircle.store.device import Name
from storycircle.store.exchange import came
from storycircle.store.exchange.outgoing import keep_secret
from storycircle.store.refused_text import Typed
from storycircle.store.safety import backups, held_files, live_files
from storycircle.store.safety.disk import explained, explained_change, to_disk, write_whole
from storycircle.store.safety.integrity_check import is_sound

_LEAST = 4_096
"""Bytes of the shortest file that SQLite leaves of a library."""
_SECTOR = 512
"""Bytes of which every page of SQLite's is a multiple."""
Moment = tuple[int, int, int]
"""What tells one moment of a library from a later one, as `SavedLast.moment` makes it."""
Quiet = dict[tuple[str, str], Record]
"""Records by their kinds and ids, as they are here: no other copy of them waits, and what they
leave by was judged, and stays as it was for as long as nothing else changes.
"""
_NUMBERS = count(1)


class SavedLast:
    """The circle that was saved last, for as long as the library cannot have changed since.

    A save of one story then compares no other story with the disk. SQLite itself says whether
    anybody changed anything: another connection by its data_version, this one by how many rows it
    has changed. It is asked within a transaction, as SQLite's answer is of a moment.
    """

    def __init__(self, conn: sqlite3.Connection) -> None:
        self._conn, self._number = conn, next(_NUMBERS)
        self._circle: Circle | None = None
        self._quiet: Quiet = {}
        self._seen: Moment | None = None
        self._asked: Moment | None = None

    def circle(self, id_: str) -> tuple[Circle | None, Quiet]:
        """The circle as it was saved last, and those of its records that are known; None, and none,
        where the library may have changed since.
        """
        circle, self._asked = self._circle, self.moment()
        if circle is None or circle.id != id_ or self._seen != self._asked:
            return None, {}
        return circle, dict(self._quiet)

    def note(self, circle: Circle, quiet: Quiet, moment: Moment) -> None:
        """Note the circle that is on the disk. moment: the last one of the transaction that saved
        it.
        """
        self._circle, self._quiet, self._seen = circle, quiet, moment

    def later(self) -> Moment:
        """The moment now, within the transaction in which `circle` was asked: nobody else changes
        anything meanwhile.
        """
        number, version, _changes = self._asked or self.moment()
        return number, version, self._conn.total_changes

    @contextmanager
    def untouched(self) -> Iterator[None]:
        """A change that touches no record: the saved circle is known after it as before."""
        known = self._seen == self.moment()
        yield
        if known:
            self._seen = self.moment()

    def moment(self) -> Moment:
        """Numbers that differ from before once anybody changed anything, and for each
        connection.
        """
        (version,) = self._conn.execute("PRAGMA data_version").fetchone()
        return self._number, version, self._conn.total_changes


class LibraryBase:
    """One open library: its connection, one transaction a change, its clock and its device.

    Use it as a context manager, or close it.
    """

    def __init__(
        self,
        path: Path,
        clock: Clock,
        *,
        reads: bool = False,
        checked: bool = False,
        listing: bool = False,
        passing: str = "",
    ) -> None:
        """Open the library at a path, or make one there. Raises Refused.

        One that only reads is there already, and refuses every change. checked: whether its pages
        need no look: it is open already, and is read beside that. listing: whether what was told is
        looked at only before the first change: its events and circles are listed, and nothing else
        is read. passing: the name under which a copy counts its changes that is made for a moment;
        no laptop keeps that.
        """
        self.path = path
        self.clock = clock
        self.reads, self._checked, self._changed = reads, checked, False
        self._unlooked = tables.TOLD if listing else ()
        self.passing = passing
        self._learns = True  # whether a change may have ended a yes, or owe an erasure
        self.unsaved_texts: dict[tuple[str, str], Typed | None] = {}
        """Text that could not be taken and that the disk did not take as it was typed either, by
        owner and field: on screen alone, whichever screen shows it. None: what was kept is mended.
        """
        self._open()

    def _open(self) -> None:
        """Open the file, and remember which one it is, and how long."""
        opened = open_to_read if self.reads else open_library
        self._use(opened(self.path, whole=not self._checked, unread=self._unlooked))
        self._in_memory = False  # whether all of it waits there until its place is free
        self._file = live_files.file_at(self.path)
        self._size = self._length()
        try:
            self._log = ConsentLog(self.path)
            self._name = Name(self.path, self._conn)
            self.device = self.passing or self._name.shown
            if not self.reads:
                self._enforce_noes()
        except Refused:  # nobody has it yet who could close it
            self._conn.close()
            raise

    def _use(self, conn: sqlite3.Connection) -> None:
        self._conn = conn
        self._last = SavedLast(conn)
        self._has_secret = False  # as far as this connection has seen
        self._listed: tuple[Moment, Sequence[CircleSummary]] | None = None  # all, and of when

    def _enforce_noes(self) -> None:
        """Apply what the file beside the library knows, whatever library was put in its place."""
        if self._log.knows_more(self._conn):
            with self._change():
                self._log.enforce(self._conn, self.device)
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
        self._look_through()
        self._changed = self._learns = True
        with explained_change(), self._counting(keep=keep), self._at_once():
            if keep:
                if not self._has_secret:
                    keep_secret(self._conn)
                yield
            else:
                self._conn.execute("SAVEPOINT looked")
                yield
                self._conn.execute("ROLLBACK TO looked")
        self._has_secret = self._has_secret or keep  # on the disk, with what was changed
        self._look_for_file()  # what a file has taken in that was gone by then is not saved
        if self._learns or self._log.behind:
            self._log.keep_up(self._conn)

    @contextmanager
    def _counting(self, *, keep: bool) -> Iterator[None]:
        """A block in which changes count under this laptop's own name, and under no other
        laptop's.
        """
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

    def _look_through(self) -> None:
        """Look at all that was left out as it was opened. Raises Refused where it is damaged."""
        if self._unlooked:
            check_pages(self._conn, self.path)
            self._unlooked = ()

    def _length(self) -> int:
        with explained(self.path, "cannot-read"):
            return self.path.stat().st_size

    def _look_for_file(self) -> None:
        """Raise Refused where the file is not the one that was opened, or not all of it.

        One that is deleted while it is open is written on, and lost afterwards; one that is cut
        short loses its log as it is closed. Its content is put back in its place.
        """
        found = live_files.look_at(self.path)
        if found is None:
            if not self.path.parent.is_dir():
                raise Refused("library-gone")
            self._put_all_back()
            return
        there, size = found
        if there != self._file:
            raise Refused("library-gone")
        if self._in_memory or (size < self._size and not self._is_whole(size)):
            self._put_back_cut(size)
        elif size != self._size:
            self._size = size
            keep_in_memory(self._conn, size)  # of one that outgrew it, not all

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
        than it knows it, so the file gets its length again first.
        """
        try:
            if not self._in_memory:
                with explained(self.path):
                    live_files.lengthen(self.path, self._size)
            self._put_all_back()
        except Refused as refused:
            if live_files.file_at(self.path) == self._file:
                with suppress(OSError):
                    live_files.lengthen(self.path, size)  # as found: to be known as damaged
            if self._in_memory:  # all of it is
                raise
            raise Refused("library-cut") from refused

    def _put_all_back(self) -> None:
        """Put all of it in its place again. Where another program keeps hold of that, all of it
        waits in memory for the next change, and in a backup for the next start.
        """
        try:
            write_whole(self.path, self._let_go, live_too=True)
        except Refused:
            if self._in_memory:
                with suppress(Refused):
                    backups.make(self._conn, self.path, self.clock.now())
            raise
        memory = self._conn
        try:
            self._open()
        except Refused:
            self._use(memory)
            self._in_memory = True
            raise
        memory.close()

    def _let_go(self, path: Path) -> None:
        """Write all of it to a path and leave its own file, which Windows replaces as long as
        nobody has it open: it is read and copied in memory from then on.
        """
        self._put_back(path)
        if not self._in_memory:
            to_disk(path)
            memory = live_files.in_memory(path)
            self._conn.close()
            self._use(memory)
            self._in_memory = True
        for ending in live_files.BESIDE:  # they belong to the file that is gone
            held_files.remove(self.path.with_name(self.path.name + ending))

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

    def moment(self) -> Moment:
        """Numbers that differ from before once anybody has changed anything in the library. What
        is read after it was asked is of that moment, or newer.
        """
        return self._last.moment()

    def changed_alone(self, moment: Moment) -> bool:
        """Whether nobody but this open library has changed anything since a moment."""
        return moment[:2] == self.moment()[:2]

    def _setting(self, name: str) -> str:
        row = self._conn.execute("SELECT value FROM setting WHERE name = ?", [name]).fetchone()
        return str(row["value"]) if row else ""

    def _keep(self, records: list[Record], quiet: Quiet | None = None) -> list[Record]:
        """Save the records that differ from those kept, each with one more change of this laptop.

        Returns the stories that stay here as their yes has ended. quiet: those that need not be
        asked for; it is kept up.
        """
        narrowed = []
        quiet = {} if quiet is None else quiet
        for record in records:
            known = quiet.pop((record.kind, record.id), None)
            if known is not None and consent_state.same_yes(known, record):
                written = tables.write_change(self._conn, known, record, self.device)
                quiet[record.kind, record.id] = written
                continue
            kept = record
            if record.kind == "story":
                kept = consent_state.allowed(self._conn, record)
                narrowed += [kept] if kept is not record else []
            there, old = tables.held(self._conn, kept)
            if there:
                continue
            version, waiting = tables.changed_beside(self._conn, old, kept.id, self.device)
            kept = replace(kept, version=version)
            tables.write(self._conn, kept, old)
            if kept.kind == "story":
                consent_state.note_change(self._conn, old, kept, self.device)
            if old is not None and not waiting and consent_state.same_yes(old, kept):
                quiet[kept.kind, kept.id] = kept
        return narrowed

    def _edit(self, records: list[Record]) -> None:
        """Save these records, and note when that was, so that it can be said of a conflict."""
        changed = [record for record in records if not tables.holds(self._conn, record)]
        self._keep(changed)
        for part in {came.part_of(record, _circle_of(self._conn, record)) for record in changed}:
            came.note_change(self._conn, part, self._now())


def _circle_of(conn: sqlite3.Connection, record: Record) -> str | None:
    """The circle of what an organiser edits, where it is of one."""
    if record.kind == "circle":
        return record.id
    sql = "SELECT circle FROM action WHERE id = ?"
    row = conn.execute(sql, [record.fields.get("action")]).fetchone()
    return str(row["circle"]) if row is not None else None


if TYPE_CHECKING:
    StoreMixin = LibraryBase
else:
    StoreMixin = object
"""What each store of the library is typed against: `LibraryBase` for the type checker, and nothing
when it runs, so that `Library` alone derives from it.
"""
