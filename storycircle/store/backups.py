"""Copies of the library: made by SQLite's backup, kept beside it, readable by this user only.

A copy is looked at before it counts as one, so that what is kept can be gone back to.
"""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from storycircle.core.errors import Refused
from storycircle.store import opening
from storycircle.store.checking import is_sound
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

MOST = 10
"""How many are kept; the oldest go first."""
DAYS = 30
"""How long one is kept; the newest stays."""
STAMP = "%Y-%m-%d %H.%M.%S"
"""How a copy's name begins: when it was made."""
_DAMAGED = ("not-a-library", "damaged-file", "damaged-library")


def folder(library: Path) -> Path:
    """Where the copies of a library lie."""
    return library.with_name(library.name + "-backups")


def names(library: Path) -> list[str]:
    """The names of the copies, the newest first."""
    place = folder(library)
    if not place.is_dir():
        return []
    return sorted((path.name for path in place.glob("*.backup")), reverse=True)


def made_at(name: str) -> datetime | None:
    """When a copy was made, from its name."""
    try:
        return datetime.strptime(name[:19], STAMP)  # noqa: DTZ007 (the laptop's own time)
    except ValueError:
        return None


def make(conn: sqlite3.Connection, library: Path, now: datetime) -> str:
    """Copy an open library; return the copy's name. Raises Refused where it is damaged.

    A copy that was begun before words were erased is there before the copies are gone through.
    """
    place = folder(library)
    private_folder(place)
    with in_turn(place / "copies"):
        name = _free(now.strftime(STAMP), names(library))
        write_whole(place / name, partial(_copy, conn))
        _let_go(library, name, now)
    return name


def _copy(conn: sqlite3.Connection, path: Path) -> None:
    with closing(sqlite3.connect(path)) as copy:
        copy.row_factory = sqlite3.Row
        conn.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE").fetchall()
        if not is_sound(copy):
            raise Refused("damaged-library")


def _let_go(library: Path, newest: str, now: datetime) -> None:
    """Delete the copies that are too many or too old."""
    others = [other for other in names(library) if other != newest]
    oldest = (now - timedelta(days=DAYS)).strftime(STAMP)
    for place, name in enumerate(others):
        if place >= MOST - 1 or name < oldest:
            (folder(library) / name).unlink(missing_ok=True)
    for path in folder(library).glob("*.damaged"):
        if path.name < oldest:
            path.unlink(missing_ok=True)


def newest_good(library: Path) -> str | None:
    """The newest copy that can be gone back to."""
    for name in names(library):
        path = folder(library) / name
        try:
            opening.check_kind(path)
        except Refused:
            continue
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)) as copy:
            copy.row_factory = sqlite3.Row
            if is_sound(copy):
                return name
    return None


def _free(stem: str, taken: list[str]) -> str:
    """A name for this second that sorts behind the others of the same second."""
    same = [name for name in taken if name.startswith(stem)]  # the newest first
    if not same:
        return f"{stem}.backup"
    last = same[0].removesuffix(".backup").rpartition("_")[2] if "_" in same[0] else "0"
    return f"{stem}_{int(last) + 1:03d}.backup"


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
        kept, gone_out = _kept(db.conn, library, now)
        replace_content(db.conn, library, partial(put_back, gone_out))
    return kept


def _kept(conn: sqlite3.Connection, library: Path, now: datetime) -> tuple[str, Rows]:
    """Keep what is there; return the copy's name, and what has left."""
    try:
        return make(conn, library, now), what_left(conn)
    except Refused as refused:
        if refused.key not in _DAMAGED:
            raise
    kept = keep_aside(library, now)
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


def keep_aside(library: Path, now: datetime) -> str:
    """Keep a damaged library byte for byte; return the name it has among the copies."""
    name = now.strftime(f"{STAMP}.damaged")
    private_folder(folder(library))
    with explained(library, "cannot-read"):
        data = library.read_bytes()
    write_bytes(folder(library) / name, data)
    return name


def _replace_damaged(library: Path, put_back: Callable[[Path], None], now: datetime) -> str:
    """The library that SQLite cannot open: another process cannot have it open either."""
    kept = keep_aside(library, now)

    def make_file(temporary: Path) -> None:
        put_back(temporary)
        for ending in ("-wal", "-shm"):  # a log left by what was there is not this copy's
            library.with_name(library.name + ending).unlink(missing_ok=True)

    write_whole(library, make_file)
    return kept


def rewrite(library: Path, change: Callable[[sqlite3.Connection], None]) -> None:
    """Make a change in every copy, for what is erased for good. A copy that cannot be opened
    cannot be searched either, and goes. Raises Refused.
    """
    place = folder(library)
    if not place.is_dir():
        return
    with in_turn(place / "copies"):
        for path in sorted(place.iterdir()):
            _rewrite(path, change)


def _rewrite(path: Path, change: Callable[[sqlite3.Connection], None]) -> None:
    if path.suffix == ".damaged" or path.name.startswith(HIDDEN):
        path.unlink()  # the second is what a kill left of a copy
    elif path.suffix == ".backup":
        try:
            opening.check_kind(path)
            write_whole(path, partial(_changed, path, change))
        except Refused as refused:
            if refused.key not in _DAMAGED:
                raise
            path.unlink()


def _changed(source: Path, change: Callable[[sqlite3.Connection], None], temporary: Path) -> None:
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
