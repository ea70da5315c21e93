"""Copies of the library: made by SQLite's backup, kept beside it, readable by this user only.

A copy is looked at before it counts as one, so that what is kept can be gone back to.
"""

import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from storycircle.core.errors import Refused
from storycircle.core.thinning import LAST, to_go
from storycircle.store import live, opening
from storycircle.store.checking import is_sound
from storycircle.store.content import digest_of, is_empty
from storycircle.store.copy_names import as_copy, copy_name, last_number, note_number, number_of
from storycircle.store.disk import (
    HIDDEN,
    explained,
    explained_change,
    private_folder,
    write_bytes,
    write_whole,
)
from storycircle.store.lock import in_turn
from storycircle.store.replacing import alone, replace_content, set_apart
from storycircle.store.withdrawing import Rows, carry_over, what_left

_DAMAGED = ("not-a-library", "damaged-file", "damaged-library", "empty-library")


def folder(library: Path) -> Path:
    """Where the copies of a library lie."""
    return library.with_name(library.name + "-backups")


def names(library: Path) -> list[str]:
    """The names of the copies, the one made last first, whatever the clock said."""
    return _names(library, "*.backup")


def _names(library: Path, pattern: str) -> list[str]:
    place = folder(library)
    if not place.is_dir():
        return []
    found = [path.name for path in place.glob(pattern)]
    return sorted(found, key=lambda name: (number_of(name), name), reverse=True)


def make(
    conn: sqlite3.Connection,
    library: Path,
    now: datetime,
    *,
    empty: bool = False,
    in_use: str = "",
) -> str:
    """Copy an open library; return the copy's name. Raises Refused where it is damaged.

    Where nothing changed since the last copy, that one's name is returned. Of a library that
    holds nothing no copy is made, and "" returned, unless `empty` asks for one to go back to.
    A copy that was begun before words were erased is there before the copies are gone through.
    in_use: a copy that stays in any case.
    """
    with _said_of_damage():
        if not empty and is_empty(conn):
            return ""
    place = folder(library)
    private_folder(place)
    with in_turn(place / "copies"):
        with _said_of_damage():
            last = _unchanged(conn, library)
            if last:
                return last
            number = max(last_number(conn), _highest(library)) + 1
        name = copy_name(number, now, ".backup")
        write_whole(place / name, partial(_copy, conn))
        note_number(conn, number)
        _let_go(conn, library, in_use)
    return name


@contextmanager
def _said_of_damage() -> Iterator[None]:
    """Turn what SQLite says of a damaged library into the sentence that names the way back."""
    try:
        yield
    except sqlite3.OperationalError:
        raise
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        raise Refused("damaged-library") from error


def _unchanged(conn: sqlite3.Connection, library: Path) -> str:
    """The last copy, where it is sound and holds all that the library does; else ""."""
    last = next(iter(names(library)), "")
    if not last or not _is_good(folder(library) / last):
        return ""
    with closing(_read(folder(library) / last)) as copy:
        return last if digest_of(copy) == digest_of(conn) else ""


def _highest(library: Path) -> int:
    return max((number_of(name) for name in _names(library, "*")), default=0)


def _copy(conn: sqlite3.Connection, path: Path) -> None:
    with closing(sqlite3.connect(path)) as copy:
        copy.row_factory = sqlite3.Row
        conn.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE").fetchall()
        if not is_sound(copy):
            raise Refused("damaged-library")


def _let_go(conn: sqlite3.Connection, library: Path, in_use: str) -> None:
    """Delete the copies that are too many, and all but the last few damaged files."""
    row = conn.execute("SELECT value FROM setting WHERE name = 'merge copy'").fetchone()
    used = {in_use, str(row[0])} if row else {in_use}
    gone = to_go(map(as_copy, names(library)), used)
    for ending in ("*.damaged", "*.damaged-wal"):
        gone = [*gone, *_names(library, ending)[LAST:]]
    for name in gone:
        (folder(library) / name).unlink(missing_ok=True)


def newest_good(library: Path) -> str | None:
    """The copy made last that can be gone back to; an empty one only where none holds anything."""
    empty = None
    for name in names(library):
        path = folder(library) / name
        if _is_good(path):
            with closing(_read(path)) as copy:
                if not is_empty(copy):
                    return name
            empty = empty or name
    return empty


def _is_good(path: Path) -> bool:
    try:
        opening.check_kind(path)
    except Refused:
        return False
    with closing(_read(path)) as copy:
        return is_sound(copy)


def _read(path: Path) -> sqlite3.Connection:
    return live.connect(path, mode="ro", immutable=1)


def restore(library: Path, name: str, now: datetime) -> str:
    """Put a copy back in the library's place; what was there is kept, and its name returned.

    Raises Refused, and then nothing was changed.
    """
    if name not in names(library):
        raise Refused("no-backup", name=name)
    source = folder(library) / name
    opening.check_kind(source)
    with explained(source, "cannot-read"):
        data = source.read_bytes()
    put_back = partial(_put_back, data, name)
    if not library.exists():
        write_whole(library, partial(put_back, {}))
        return ""
    try:
        db = opening.open_library(library, keep=False, whole=False)
    except Refused as refused:
        if refused.key not in _DAMAGED:
            raise
        return _replace_damaged(library, partial(put_back, {}), now)
    with closing(db.conn), alone(db.conn):
        kept, gone_out = _kept(db.conn, library, now, name)
        replace_content(db.conn, library, partial(put_back, gone_out))
    return kept


def _kept(conn: sqlite3.Connection, library: Path, now: datetime, source: str) -> tuple[str, Rows]:
    """Keep what is there; return the copy's name, and what has left."""
    try:
        return make(conn, library, now, in_use=source), what_left(conn)
    except Refused as refused:
        if refused.key not in _DAMAGED:
            raise
    kept = keep_aside(library, now, conn)
    try:
        return kept, _sound_rows(what_left(conn))
    except (Refused, sqlite3.DatabaseError, UnicodeDecodeError):
        return kept, {}


def _sound_rows(rows: Rows) -> Rows:
    """Of what a damaged library says has left, the rows that a sound one can hold."""
    with closing(sqlite3.connect(":memory:")) as conn:
        conn.row_factory = sqlite3.Row
        opening.take_steps(conn)
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


def keep_aside(library: Path, now: datetime, conn: sqlite3.Connection | None = None) -> str:
    """Keep a damaged library byte for byte; return the name it has among the copies, empty where
    there is none. One that is open is read through its connection.
    """
    name = copy_name(_highest(library) + 1, now, ".damaged")
    private_folder(folder(library))
    if conn is not None:
        with explained_change():
            write_bytes(folder(library) / name, conn.serialize())
        return name
    for ending in ("-wal", ""):  # what was saved last may be in its log alone
        part = library.with_name(library.name + ending)
        if part.exists():
            with explained(library, "cannot-read"):
                data = live.whole(part)
            write_bytes(folder(library) / f"{name}{ending}", data)
    return name if library.exists() else ""


def _replace_damaged(library: Path, put_back: Callable[[Path], None], now: datetime) -> str:
    """The library that SQLite cannot open: another process cannot have it open either."""
    kept = keep_aside(library, now)

    def make_file(temporary: Path) -> None:
        put_back(temporary)
        for ending in live.BESIDE:  # a log left by what was there is not this copy's
            library.with_name(library.name + ending).unlink(missing_ok=True)

    write_whole(library, make_file)
    return kept


@dataclass(frozen=True, slots=True)
class GoneThrough:
    """names: copies that need not be gone through again. note: is told of each one more."""

    names: Collection[str]
    note: Callable[[str], None]


def rewrite(
    library: Path, change: Callable[[sqlite3.Connection], object], through: GoneThrough
) -> None:
    """Make a change in every copy, for what is erased for good. A copy that cannot be opened
    cannot be searched either, and goes. Raises Refused; what was gone through stays so.
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
    """Delete copies by their names. Raises Refused."""
    place = folder(library)
    with in_turn(place / "copies"):
        for name in copies:
            with explained(place / name):
                (place / name).unlink(missing_ok=True)


def _rewrite(path: Path, change: Callable[[sqlite3.Connection], object]) -> None:
    if path.suffix.startswith(".damaged") or path.name.startswith(HIDDEN):
        path.unlink()  # the second is what a kill left of a copy
    elif path.suffix == ".backup":
        try:
            opening.check_kind(path)
            write_whole(path, partial(_changed, path, change))
        except Refused as refused:
            if refused.key not in _DAMAGED:
                raise
            path.unlink()


def _changed(source: Path, change: Callable[[sqlite3.Connection], object], temporary: Path) -> None:
    temporary.write_bytes(source.read_bytes())
    db = opening.open_library(temporary, keep=False)
    try:
        with explained_change():
            with db.atomic():
                change(db.conn)
            set_apart(db.conn)
            db.conn.execute("VACUUM")
    finally:
        db.conn.close()


def _put_back(data: bytes, name: str, gone_out: Rows, path: Path) -> None:
    """A copy as it may go on. It counts its changes under a new name: those it made since have
    left under the old one. And what has left in the meantime has still left.
    """
    path.write_bytes(data)
    try:
        db = opening.open_library(path, keep=False)
    except Refused as refused:  # named as the person knows it
        raise Refused(refused.key, **{**refused.fields, "name": name}) from refused
    try:
        if not is_sound(db.conn):
            raise Refused("damaged-file", name=name)
        with explained_change(), db.atomic():
            db.conn.execute("DELETE FROM setting WHERE name IN ('device', 'token')")
            carry_over(db.conn, gone_out)
        set_apart(db.conn)
    finally:
        db.conn.close()
