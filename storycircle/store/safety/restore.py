"""Restoring a backup, and rewriting the content of backups."""

import sqlite3
from collections.abc import Callable, Collection, Iterable
from contextlib import AbstractContextManager, closing
from datetime import datetime
from functools import partial
from pathlib import Path

from msgspec import Struct

from storycircle.core.error_sentences import Refused
from storycircle.store import connection
from storycircle.store.exchange.outgoing import Rows, carry_over, what_left
from storycircle.store.safety import held_files, live_files
from storycircle.store.safety.backups import (
    DAMAGED,
    folder,
    keep_aside,
    make,
    names,
)
from storycircle.store.safety.disk import (
    HIDDEN,
    explained,
    explained_change,
    in_turn,
    keep_off_shared,
    write_whole,
)
from storycircle.store.safety.integrity_check import check_kind, is_sound
from storycircle.store.safety.workspace import alone, replace_content, set_apart


def restore(library: Path, name: str, now: datetime) -> str:
    """Put a backup in the library's place; return the name of the backup of what was there.

    Raises Refused, and then nothing was changed.
    """
    keep_off_shared(library)
    if name not in names(library):
        raise Refused("no-backup", name=name)
    source = folder(library) / name
    check_kind(source)
    with explained(source, "cannot-read"):
        data = source.read_bytes()
    put_back = partial(_put_back, data, name)
    if not library.exists():
        write_whole(library, partial(put_back, {}))
        return ""
    try:
        conn = connection.open_library(library, keep=False, whole=False)
    except Refused as refused:
        if refused.key not in DAMAGED:
            raise
        return _replace_damaged(library, partial(put_back, {}), now)
    with closing(conn), alone(conn):
        kept, gone_out = _kept(conn, library, now, name)
        replace_content(conn, library, partial(put_back, gone_out))
    return kept


def _kept(conn: sqlite3.Connection, library: Path, now: datetime, source: str) -> tuple[str, Rows]:
    """Keep what is there; return the backup's name, and what has left."""
    try:
        return make(conn, library, now, in_use=source), what_left(conn)
    except Refused as refused:
        if refused.key not in DAMAGED:
            raise
    kept = keep_aside(library, now, conn)
    try:
        return kept, _sound_rows(what_left(conn))
    except (Refused, sqlite3.DatabaseError, UnicodeDecodeError):
        return kept, {}


def _sound_rows(rows: Rows) -> Rows:
    """The rows of what has left a damaged library that a sound one accepts."""
    from storycircle.store.migrations import take_steps  # noqa: PLC0415 (it imports sqlite_utils)

    with closing(sqlite3.connect(":memory:")) as conn:
        conn.row_factory = sqlite3.Row
        take_steps(conn)
        return {
            table: [row for row in found if _goes_in(conn, {table: [row]})]
            for table, found in rows.items()
        }


def _goes_in(conn: sqlite3.Connection, rows: Rows) -> bool:
    try:
        carry_over(conn, rows)
    except (sqlite3.DatabaseError, ValueError, LookupError, TypeError, AttributeError):
        return False
    return True


def _replace_damaged(library: Path, put_back: Callable[[Path], None], now: datetime) -> str:
    """Replace a library that SQLite cannot open; no other process can have it open either."""
    kept = keep_aside(library, now)

    def make_file(temporary: Path) -> None:
        put_back(temporary)
        for ending in live_files.BESIDE:  # a log left by what was there is not this copy's
            held_files.remove(library.with_name(library.name + ending))

    write_whole(library, make_file)
    return kept


class GoneThrough(Struct, frozen=True):
    """How far a rewriting is. names: the backups that are done. note: called with each one more."""

    names: Collection[str]
    note: Callable[[str], None]


def rewrite(
    library: Path, change: Callable[[sqlite3.Connection], object], through: GoneThrough
) -> None:
    """Make a change in every backup, for what is erased for good. A backup that cannot be opened
    cannot be searched either, and is deleted. Raises Refused; what is done stays done.
    """
    place = folder(library)
    if not place.is_dir():
        return
    with in_turn(place / "copies"):
        for path in sorted(place.iterdir()):
            if path.name not in through.names:
                with explained(path):
                    _rewrite(path, change)
                through.note(path.name)


def delete(library: Path, copies: Iterable[str]) -> None:
    """Delete backups by their names. Raises Refused."""
    place = folder(library)
    with in_turn(place / "copies"):
        for name in copies:
            with explained(place / name):
                held_files.remove(place / name)


def _rewrite(path: Path, change: Callable[[sqlite3.Connection], object]) -> None:
    if path.suffix.startswith(".damaged") or path.name.startswith(HIDDEN):
        held_files.remove(path)  # the second is what a kill left of a copy
    elif path.suffix == ".backup":
        try:
            check_kind(path)
            write_whole(path, partial(_changed, path, change))
        except Refused as refused:
            if refused.key not in (*DAMAGED, "early-library"):
                raise
            held_files.remove(path)


def _changed(source: Path, change: Callable[[sqlite3.Connection], object], temporary: Path) -> None:
    temporary.write_bytes(source.read_bytes())
    conn = connection.open_library(temporary, keep=False)
    try:
        with explained_change():
            with _atomic(conn):
                change(conn)
            set_apart(conn)
            conn.execute("VACUUM")
    finally:
        conn.close()


def _atomic(conn: sqlite3.Connection) -> AbstractContextManager[object]:
    """All of what is changed inside, or nothing."""
    from sqlite_utils import Database  # noqa: PLC0415 (imported when first used)

    return Database(conn).atomic()


def _put_back(data: bytes, name: str, gone_out: Rows, path: Path) -> None:
    """Write a backup as a library to be used. It counts its changes under a new name: those it made
    since have left under the old one. What has left in the meantime has still left.
    """
    path.write_bytes(data)
    try:
        conn = connection.open_library(path, keep=False)
    except Refused as refused:  # named as the person knows it
        raise Refused(refused.key, **{**refused.fields, "name": name}) from refused
    try:
        if not is_sound(conn):
            raise Refused("damaged-file", name=name)
        with explained_change(), _atomic(conn):
            conn.execute("DELETE FROM setting WHERE name IN ('device', 'token')")
            carry_over(conn, gone_out)
        set_apart(conn)
    finally:
        conn.close()
