"""Backups of the library: made by SQLite's backup, listed, and the old ones deleted.

They are beside the library, readable by this user only. A name has the time a backup was made, for
people, and its running number, which is their order. A backup is checked before it counts as one,
so that every backup can be restored.
"""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from functools import partial
from hashlib import sha256
from pathlib import Path

from storycircle.core.error_sentences import Refused
from storycircle.store.safety import held_files, live_files
from storycircle.store.safety.backup_rotation import LAST, Copy, to_delete
from storycircle.store.safety.damage_detection import making_sense
from storycircle.store.safety.disk import (
    explained,
    explained_change,
    in_turn,
    private_folder,
    write_bytes,
    write_whole,
)
from storycircle.store.safety.integrity_check import check_kind, is_sound
from storycircle.store.schema import OTHER, RECORDS

STAMP = "%Y-%m-%d %H.%M.%S"
"""How a copy's name begins: when it was made."""
_NUMBER = r" no (\d{1,15})\.(?:backup|damaged)$"


def copy_name(number: int, now: datetime, ending: str) -> str:
    """The name of a backup made now."""
    return f"{now.isoformat(' ', 'seconds').replace(':', '.')} no {number}{ending}"


def number_of(name: str) -> int:
    """A backup's running number; 0 where its name has none, so that it counts as older."""
    found = re.search(_NUMBER, name, re.ASCII)
    return int(found[1]) if found else 0


def made_at(name: str) -> datetime | None:
    """The time a backup was made, from its name."""
    try:
        return datetime.strptime(name[:19], STAMP)  # noqa: DTZ007 (the laptop's own time)
    except ValueError:
        return None


def as_copy(name: str) -> Copy:
    """A backup as the rotation sees it."""
    return Copy(name, number_of(name), made_at(name))


def last_number(conn: sqlite3.Connection) -> int:
    """The library's running number: that of the backup it made last."""
    row = conn.execute("SELECT value FROM setting WHERE name = 'copies'").fetchone()
    return int(row[0]) if row and str(row[0]).isdecimal() else 0


def note_number(conn: sqlite3.Connection, number: int) -> None:
    """Raise the library's running number, once its backup is there: nothing damaged is touched."""
    conn.execute("BEGIN IMMEDIATE")
    try:
        conn.execute("INSERT OR REPLACE INTO setting VALUES ('copies', ?)", [str(number)])
        conn.execute("COMMIT")
    finally:
        conn.rollback()


_OWN = ("device", "token", "copies", "merge copy", "merge mark", "wordings")
"""Settings that the app keeps for itself: they change without anything said or set."""


def is_empty(conn: sqlite3.Connection) -> bool:
    """Whether a library has nothing but settings."""
    counted = [t for t in tables(conn) if t in RECORDS or (t in OTHER and t != "setting")]
    return not any(conn.execute(_holds(table)).fetchone() for table in counted)


def _holds(table: str) -> str:
    """That a circle was removed is no content."""
    noted = " WHERE kind != 'circle'" if table == "removed" else ""
    return f"SELECT 1 FROM [{table}]{noted} LIMIT 1"  # noqa: S608 (tables are ours)


def digest_of(conn: sqlite3.Connection) -> str:
    """One digest over all tables, from which it is known whether anything changed since a
    backup.
    """
    whole = sha256()
    for table in tables(conn):
        info = conn.execute(f"PRAGMA table_info([{table}])").fetchall()
        keys = ", ".join(f"[{column['name']}]" for column in info if column["pk"]) or "rowid"
        whole.update(f"\n{table} {[column['name'] for column in info]}\n".encode())
        for row in conn.execute(f"SELECT * FROM [{table}] ORDER BY {keys}"):  # noqa: S608
            if table != "setting" or row["name"] not in _OWN:
                whole.update(repr(tuple(row)).encode("utf-8", "surrogatepass"))
    return whole.hexdigest()


def tables(conn: sqlite3.Connection) -> list[str]:
    """The names of the tables there are."""
    sql = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
    return sorted(str(row["name"]) for row in conn.execute(sql))


DAMAGED = ("not-a-library", "damaged-file", "damaged-library", "empty-library")


def folder(library: Path) -> Path:
    """The folder of a library's backups."""
    return library.with_name(library.name + "-backups")


def names(library: Path) -> list[str]:
    """The names of the backups, the one made last first, whatever the clock said."""
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
    """Back up an open library; return the backup's name. Raises Refused where it is damaged.

    Where nothing changed since the last backup, that one's name is returned. A backup that was
    begun before words were erased is finished before the backups are rewritten. empty: whether a
    library without content is backed up too; else "" is returned. in_use: a backup that is not
    deleted in any case.
    """
    with _reporting_damage():
        if not empty and is_empty(conn):
            return ""
    place = folder(library)
    private_folder(place)
    with in_turn(place / "copies"):
        with _reporting_damage():
            last = _unchanged(conn, library)
            if last:
                return last
            number = max(last_number(conn), _highest(library)) + 1
        name = copy_name(number, now, ".backup")
        write_whole(place / name, partial(_copy, conn))
        note_number(conn, number)
        _delete_old(conn, library, in_use)
    return name


@contextmanager
def _reporting_damage() -> Iterator[None]:
    """Raise `Refused("damaged-library")` where SQLite finds the library damaged, or what is read
    of it is not what it should be.
    """
    try:
        with making_sense():
            yield
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError as error:
        raise Refused("damaged-library") from error


def _unchanged(conn: sqlite3.Connection, library: Path) -> str:
    """The last backup, where it is sound and equal to the library; else ""."""
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


def _delete_old(conn: sqlite3.Connection, library: Path, in_use: str) -> None:
    """Delete the backups that are too many, and all but the last few damaged files."""
    row = conn.execute("SELECT value FROM setting WHERE name = 'merge copy'").fetchone()
    used = {in_use, str(row[0])} if row else {in_use}
    outdated = to_delete(map(as_copy, names(library)), used)
    for ending in ("*.damaged", "*.damaged-wal"):
        outdated = [*outdated, *_names(library, ending)[LAST:]]
    for name in outdated:
        held_files.remove(folder(library) / name)


def newest_good(library: Path) -> str | None:
    """The last backup that can be restored; an empty one only where all are empty."""
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
        check_kind(path)
    except Refused:
        return False
    with closing(_read(path)) as copy:
        return is_sound(copy)


def _read(path: Path) -> sqlite3.Connection:
    return live_files.connect(path, mode="ro", immutable=1)


def keep_aside(library: Path, now: datetime, conn: sqlite3.Connection | None = None) -> str:
    """Keep a damaged library byte for byte; return its name among the backups, empty where there is
    none. conn: its connection, where it is open.
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
                data = live_files.whole(part)
            write_bytes(folder(library) / f"{name}{ending}", data)
    return name if library.exists() else ""
