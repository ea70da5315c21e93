"""Circle files: what may leave one circle, or an event pack without a circle. SQLite too.

A file is written whole or not at all, and read back before it counts as written. It has nothing
that is not in its `Leave`.
"""

import sqlite3
from collections.abc import Callable, Iterable
from hashlib import sha256
from pathlib import Path

from storycircle.core.error_sentences import Refused
from storycircle.core.versioned_record import Record
from storycircle.store import schema
from storycircle.store.exchange import record_checks, untrusted_file
from storycircle.store.exchange.apply_merge import Incoming
from storycircle.store.exchange.outgoing import Leave
from storycircle.store.exchange.record_checks import sound_record, sound_tombstone
from storycircle.store.exchange.sealed_file import OPEN, Seal, is_sealed
from storycircle.store.rows import digest, to_row, version_text
from storycircle.store.safety.disk import explained, write_bytes

Unseal = Callable[[bytes, str], bytes]
"""Opens the bytes of a sealed file of a name. Raises Refused."""


def write(leave: Leave, path: Path, seal: Seal = OPEN) -> str:
    """Write a file and read it back; return the digest of its content. Raises Refused."""
    data = seal.close(content(leave, path.name))
    write_bytes(path, data)
    with explained(path, "cannot-read"):
        back = path.read_bytes()
    if back != data:
        raise Refused("damaged-file", name=path.name)
    return root(leave)


def root(leave: Leave) -> str:
    """The digest of a file's whole content."""
    return _root(leave.records, leave.removed)


def content(leave: Leave, name: str) -> bytes:
    """The bytes of an open circle file, made and read again in memory: nothing of what is to be
    sealed touches the disk. Raises Refused.
    """
    conn = sqlite3.connect(":memory:")
    try:
        _fill(conn, leave)
        data = conn.serialize()
    finally:
        conn.close()
    if list(read_bytes(data, name).records) != sorted(leave.records, key=_order):
        raise Refused("damaged-file", name=name)
    return data


def read(path: Path, unseal: Unseal | None = None) -> Incoming:
    """The content of a circle file, all of it checked. Raises Refused; the file is never
    changed.
    """
    from storycircle.core.formats import light_code  # noqa: PLC0415 (when first needed)

    data = untrusted_file.plain_file(path, untrusted_file.MOST_MEGABYTES)
    if is_sealed(data):
        if unseal is None:
            raise Refused("sealed", name=path.name)
        data = unseal(data, path.name)
        if light_code.is_deflated(data):  # it was shown to a camera
            data = light_code.inflated(data, path.name)
    return read_bytes(data, path.name)


def read_bytes(data: bytes, name: str) -> Incoming:
    """The content of an open circle file from its bytes, all of it checked. Raises Refused."""
    conn = untrusted_file.opened(data, name)
    try:
        incoming = _read(conn, name)
    except Refused as error:
        raise Refused("damaged-file", name=name) from error  # a key that is none
    except (sqlite3.Error, ValueError, KeyError, TypeError, RecursionError) as error:
        raise Refused("damaged-file", name=name) from error
    finally:
        conn.close()
    return incoming


def _fill(conn: sqlite3.Connection, leave: Leave) -> None:
    from sqlite_utils import Database  # noqa: PLC0415 (imported when first used)

    conn.row_factory = sqlite3.Row
    conn.execute(f"PRAGMA application_id = {schema.FILE_ID}")
    conn.execute(f"PRAGMA user_version = {schema.VERSION}")
    db = Database(conn)
    with db.atomic():
        schema.create_file(db)
        for record in sorted(leave.records, key=_order):  # a row's number says nothing then
            _insert(conn, record)
        for one in sorted(leave.removed, key=_by_id):
            conn.execute(
                "INSERT INTO removed (id, kind, circle, version) VALUES (?, ?, ?, ?)",
                [one.id, one.kind, _circle(one), version_text(one.version)],
            )
        count = len(leave.records) + len(leave.removed)
        conn.execute("INSERT INTO manifest VALUES (?, ?)", [root(leave), count])


def _insert(conn: sqlite3.Connection, record: Record) -> None:
    row = to_row(record)
    names = ", ".join(f"[{name}]" for name in row)
    marks = ", ".join("?" * len(row))
    conn.execute(f"INSERT INTO [{record.kind}] ({names}) VALUES ({marks})", list(row.values()))  # noqa: S608


def _read(conn: sqlite3.Connection, name: str) -> Incoming:
    records, digests = [], []
    for kind in schema.TRAVELLING:
        for row in conn.execute(f"SELECT *{_lacking(conn, kind)} FROM [{kind}] ORDER BY id"):  # noqa: S608
            records.append(sound_record(kind, row))
            digests.append(row["digest"])  # which sound_record has found to be the record's
    removed = [sound_tombstone(row) for row in conn.execute("SELECT * FROM removed")]
    manifest = conn.execute("SELECT root, records FROM manifest").fetchall()
    count = len(records) + len(removed)
    if len(manifest) != 1 or tuple(manifest[0]) != (_joined(digests, removed), count):
        raise Refused("damaged-file", name=name)
    record_checks.check(records, removed)
    known = dict(zip((record.id for record in records), digests, strict=True))
    for r in records:
        if r.kind in schema.EARLY_CODES:  # whose codes may be today's by now
            known[r.id] = digest(r.kind, r.id, r.fields, r.version)
    return Incoming(records, removed, known, name)


def _lacking(conn: sqlite3.Connection, kind: str) -> str:
    """The columns that an early file does not have, as empty ones."""
    if kind not in schema.ADDED:
        return ""
    there = {row["name"] for row in conn.execute(f"PRAGMA table_info([{kind}])")}
    return "".join(f", NULL AS [{c}]" for c in schema.ADDED[kind] if c not in there)


def _root(records: Iterable[Record], removed: Iterable[Record]) -> str:
    """One digest over all records of a file, in a fixed order."""
    ordered = sorted(records, key=_order)
    return _joined([digest(r.kind, r.id, r.fields, r.version) for r in ordered], removed)


def _joined(digests: Iterable[str], removed: Iterable[Record]) -> str:
    """One digest of the digests of records, in a fixed order, and of the tombstones."""
    tombstones = [digest(r.kind, r.id, r.fields, r.version) for r in sorted(removed, key=_order)]
    return sha256("".join([*digests, *tombstones]).encode()).hexdigest()


def _by_id(record: Record) -> str:
    return record.id


def _circle(tombstone: Record) -> object:
    return tombstone.fields.get("circle")


def _order(record: Record) -> tuple[int, str]:
    return schema.TRAVELLING.index(record.kind), record.id
