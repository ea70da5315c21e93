"""Opening files we do not trust: checked before SQLite sees them, read from memory, read only.

As SQLite's own advice for untrusted files says: its kind and version first, no schema but ours,
nothing that could run, limits on size and on time. The file itself is read once and never
opened by SQLite, so it cannot be changed, locked or given a journal.
"""

import json
import os
import re
import sqlite3
import stat
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from storycircle.core.errors import Refused
from storycircle.core.merging import Record
from storycircle.core.model import NamesOnPaper, Sharing
from storycircle.core.ranks import is_rank
from storycircle.core.text import cleaned
from storycircle.store import attached, live, schema
from storycircle.store.disk import explained
from storycircle.store.records import digest, from_row

MOST_MEGABYTES = 64
_MAGIC = b"SQLite format 3\x00"
_STEPS = 5_000_000  # of SQLite's machine, before a query is given up
_MOST_TEXT = 2_000_000  # bytes of one value
_ALLOWED = {
    sqlite3.SQLITE_SELECT,
    sqlite3.SQLITE_READ,
    sqlite3.SQLITE_FUNCTION,
    sqlite3.SQLITE_PRAGMA,
}


def carried_by(path: Path) -> bytes:
    """The bytes of a circle file, or of the one in a sheet's PDF with data. Raises Refused."""
    data = plain_file(path, MOST_MEGABYTES)
    if data[: len(attached.PDF)] == attached.PDF:
        data = attached.circle_file_in(data, path.name)
    return data


def opened(data: bytes, name: str) -> sqlite3.Connection:
    """A checked copy of a circle file's bytes, in memory and read only. Raises Refused."""
    _check_kind(data, name)
    conn = sqlite3.connect(":memory:")
    conn.row_factory = sqlite3.Row
    try:
        # Written in WAL mode it could not be opened from memory: these two bytes say which.
        conn.deserialize(data[:18] + b"\x01\x01" + data[20:])
        _guard(conn)
        sound = _shape(conn) == _our_shape() and _sound(conn)
    except (sqlite3.Error, UnicodeDecodeError):
        sound = False
    if not sound:
        conn.close()
        raise Refused("damaged-file", name=name)
    return conn


def sound_record(kind: str, row: sqlite3.Row) -> Record:
    """A row as a record, its types and digest checked. Raises ValueError."""
    record = from_row(kind, row)
    fields = record.fields
    columns = schema.RECORDS[kind]
    for key, value in fields.items():
        if type(value) is not columns[key]:
            raise ValueError(record.id)
    _check_texts([record.id, *(value for value in fields.values() if isinstance(value, str))])
    never, always = _rules(kind)
    if not always <= fields.keys() or not never.isdisjoint(fields):
        raise ValueError(record.id)
    _check_meaning(record)
    _check_version(record.version)
    if row["digest"] != digest(kind, record.id, fields, record.version):
        raise ValueError(record.id)
    return record


@cache
def _rules(kind: str) -> tuple[frozenset[str], frozenset[str]]:
    """The columns that no file fills, and those that each record of a file does."""
    never = frozenset(schema.PRIVATE.get(kind, ()))
    return never, frozenset(schema.RECORDS[kind]) - never - {*schema.MAY_LACK.get(kind, ())}


def sound_tombstone(row: sqlite3.Row) -> Record:
    """A row of what is gone, checked. Raises ValueError."""
    version = json.loads(row["version"])
    _check_version(version)
    if row["kind"] not in schema.TRAVELLING or not isinstance(row["id"], str):
        raise ValueError(row["id"])
    return Record(row["kind"], row["id"], {}, version, removed=True)


_TIME = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")
_LISTS = {
    "event": ("dialogue_questions", "headings", "stalls", "ground_rules", "recipients"),
    "story": ("tags",),
    "action": ("who",),
    "invited": ("names",),
}


def _check_meaning(record: Record) -> None:
    """What a record says is something the model can say. Raises ValueError."""
    fields: Mapping[str, Any] = record.fields
    for key in _LISTS.get(record.kind, ()):
        if key in fields:
            _check_texts(json.loads(fields[key]))
    if record.kind == "event":
        _check_event(fields)
    if record.kind in ("circle", "invited") and fields["number"] < 1:
        raise ValueError(record.id)
    if record.kind == "placement" and not is_rank(fields["rank"]):
        raise ValueError(record.id)
    if record.kind == "addition" and not isinstance(json.loads(fields["fields"]), dict):
        raise ValueError(record.id)
    if record.kind == "story":
        _check_leaving(fields)


def _check_event(fields: Mapping[str, Any]) -> None:
    """Times, dates and counts of an event are some. Raises ValueError."""
    NamesOnPaper(fields["names_on_paper"])
    for starts, ends, title in json.loads(fields["programme"]):
        _check_texts([title])
        _check_times(starts, ends)
    if fields["keep_until"]:
        date.fromisoformat(fields["keep_until"])
    if fields["expected"] < 0:
        raise ValueError(fields)


def _check_leaving(fields: Mapping[str, Any]) -> None:
    """A story has leave to be outside, and without names it has no place to be told by."""
    named = Sharing(fields["sharing"]) is Sharing.NAMED
    inside = {"circle", "place"} <= set(fields)
    if Sharing(fields["sharing"]) is Sharing.STAYS or named != inside:
        raise ValueError(fields)
    if not named and set(fields) & {"circle", "teller", "place"}:
        raise ValueError(fields)
    if named and fields["under"]:
        raise ValueError(fields)


def _check_texts(values: Any) -> None:
    """A list of texts as they are kept: without letters that no report can be written with."""
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise ValueError(values)
    together = " ".join(values)  # no letter composes with a space: it is clean where each one is
    if cleaned(together) != together:
        raise ValueError(values)


def _check_times(starts: Any, ends: Any) -> None:
    """A row of a programme begins at HH:MM, and ends later where it ends."""
    if not _TIME.fullmatch(starts) or (ends is not None and not _TIME.fullmatch(ends)):
        raise ValueError(starts)
    if ends is not None and ends <= starts:
        raise ValueError(ends)


def _check_version(version: Any) -> None:
    if not isinstance(version, dict) or not all(
        isinstance(device, str) and type(count) is int and count > 0
        for device, count in version.items()
    ):
        raise ValueError(version)


def plain_file(path: Path, most: int) -> bytes:
    """The whole file, once it is known to be a plain file of at most so many MB. Raises Refused."""
    handle = plain_handle(path, most)
    with explained(path, "cannot-read"), os.fdopen(handle, "rb") as file:
        return file.read(most * 1_000_000)


def plain_handle(path: Path, most: int) -> int:
    """An open plain file of at most so many MB, by its number. Raises Refused."""
    with explained(path, "cannot-read"):
        try:
            about = path.lstat()
        except FileNotFoundError:
            raise Refused("not-there", name=path.name) from None
        if not stat.S_ISREG(about.st_mode):
            raise Refused("not-a-file", name=path.name)
        if about.st_size > most * 1_000_000:
            raise Refused("file-too-big", name=path.name, most=most)
        live.keep_off(path)
        flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
        return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _check_kind(data: bytes, name: str) -> None:
    kind = int.from_bytes(data[68:72])
    version = int.from_bytes(data[60:64])
    if data[:16] != _MAGIC or kind != schema.FILE_ID:
        raise Refused("not-circle-file", name=name)
    if version > schema.VERSION:
        raise Refused("newer-file", name=name, version=version)
    page = int.from_bytes(data[16:18])
    if len(data) != int.from_bytes(data[28:32]) * (65_536 if page == 1 else page):
        raise Refused("damaged-file", name=name)  # cut short, or more behind it than SQLite wrote


def _guard(conn: sqlite3.Connection) -> None:
    """Let nothing but reading happen, and not for ever."""
    conn.execute("PRAGMA trusted_schema = OFF")
    conn.execute("PRAGMA cell_size_check = ON")
    conn.execute("PRAGMA query_only = ON")
    conn.execute("PRAGMA mmap_size = 0")
    conn.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _MOST_TEXT)
    conn.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    conn.setlimit(sqlite3.SQLITE_LIMIT_SQL_LENGTH, 10_000)
    left = iter(range(_STEPS // 1_000))
    conn.set_progress_handler(lambda: next(left, None) is None, 1_000)
    conn.set_authorizer(_authorised)


def _authorised(what: int, *_: object) -> int:
    return sqlite3.SQLITE_OK if what in _ALLOWED else sqlite3.SQLITE_DENY


def _shape(conn: sqlite3.Connection) -> list[tuple[str, str, str]]:
    rows = conn.execute("SELECT type, name, sql FROM sqlite_schema ORDER BY name")
    return [(row["type"], row["name"], row["sql"]) for row in rows]


@cache
def _our_shape() -> list[tuple[str, str, str]]:
    """The schema of a file of ours, to compare with exactly."""
    from sqlite_utils import Database  # noqa: PLC0415 (imported when first used)

    db = Database(memory=True)
    db.conn.row_factory = sqlite3.Row
    schema.create_file(db)
    shape = _shape(db.conn)
    db.conn.close()
    return shape


def _sound(conn: sqlite3.Connection) -> bool:
    return [row[0] for row in conn.execute("PRAGMA quick_check")] == ["ok"]
