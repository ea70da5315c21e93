"""Circle files: what may leave one circle, or an event pack without a circle. SQLite too.

Written whole or not at all, and read back before it counts as written. Nothing is written that
`Leave` does not hold.
"""

import sqlite3
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from storycircle.core.errors import Refused
from storycircle.core.merging import Record
from storycircle.store import schema, strangers, tables
from storycircle.store.disk import write_whole
from storycircle.store.merge import Incoming
from storycircle.store.records import digest, to_row
from storycircle.store.withdrawing import Leave


def write(leave: Leave, path: Path) -> str:
    """Write a file and read it back; return the digest of its content. Raises Refused."""
    write_whole(path, lambda temporary: _write(leave, temporary))
    back = read(path)
    if list(back.records) != sorted(leave.records, key=_order):
        raise Refused("damaged-file", name=path.name)
    return _root(leave.records, leave.removed)


def read(path: Path) -> Incoming:
    """What a circle file holds, all of it checked. Raises Refused; the file is never changed."""
    conn = strangers.opened(path)
    try:
        incoming = _read(conn, path.name)
    except (sqlite3.Error, ValueError, KeyError, TypeError, RecursionError) as error:
        raise Refused("damaged-file", name=path.name) from error
    finally:
        conn.close()
    return incoming


def _write(leave: Leave, path: Path) -> None:
    from sqlite_utils import Database  # noqa: PLC0415 (imported when first used)

    conn = sqlite3.connect(path)
    try:
        conn.row_factory = sqlite3.Row
        conn.execute(f"PRAGMA application_id = {schema.FILE_ID}")
        conn.execute(f"PRAGMA user_version = {schema.VERSION}")
        conn.execute("PRAGMA journal_mode = DELETE")
        db = Database(conn)
        with db.atomic():
            schema.create_file(db)
            for record in leave.records:
                _insert(conn, record)
            for gone in leave.removed:
                conn.execute(
                    "INSERT INTO removed (id, kind, version) VALUES (?, ?, ?)",
                    [gone.id, gone.kind, tables.version_text(gone.version)],
                )
            count = len(leave.records) + len(leave.removed)
            root = _root(leave.records, leave.removed)
            conn.execute("INSERT INTO manifest VALUES (?, ?)", [root, count])
    finally:
        conn.close()


def _insert(conn: sqlite3.Connection, record: Record) -> None:
    row = to_row(record)
    names = ", ".join(f"[{name}]" for name in row)
    marks = ", ".join("?" * len(row))
    conn.execute(f"INSERT INTO [{record.kind}] ({names}) VALUES ({marks})", list(row.values()))  # noqa: S608


def _read(conn: sqlite3.Connection, name: str) -> Incoming:
    records = [
        strangers.sound_record(kind, row)
        for kind in schema.TRAVELLING
        for row in conn.execute(f"SELECT * FROM [{kind}] ORDER BY id")  # noqa: S608
    ]
    removed = [strangers.sound_tombstone(row) for row in conn.execute("SELECT * FROM removed")]
    manifest = conn.execute("SELECT root, records FROM manifest").fetchall()
    count = len(records) + len(removed)
    if len(manifest) != 1 or tuple(manifest[0]) != (_root(records, removed), count):
        raise Refused("damaged-file", name=name)
    heads = {record.id for record in records if record.kind == "circle"}
    inside = {r.fields["circle"] for r in records if r.fields.get("circle") is not None}
    if len(heads) > 1 or not inside <= heads:
        raise Refused("damaged-file", name=name)
    return Incoming(records, removed)


def _root(records: Iterable[Record], removed: Iterable[Record]) -> str:
    """One digest over all records of a file, in a fixed order."""
    parts = [digest(r.kind, r.id, r.fields, r.version) for r in sorted(records, key=_order)]
    parts += [digest(r.kind, r.id, {}, r.version) for r in sorted(removed, key=_order)]
    return sha256("".join(parts).encode()).hexdigest()


def _order(record: Record) -> tuple[int, str]:
    return schema.TRAVELLING.index(record.kind), record.id
