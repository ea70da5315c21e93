"""The statements that read and write records in an open database."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from typing import Any

from msgspec.structs import replace

from storycircle.core.error_sentences import Refused
from storycircle.core.long_work import between_steps
from storycircle.core.merge.decision import changed
from storycircle.core.versioned_record import Record, Version, bumped
from storycircle.store.refused_text import forget_settled, forget_typed_of_story
from storycircle.store.rows import comparable, digest, from_row, version_text
from storycircle.store.safety.damage_detection import making_sense
from storycircle.store.schema import ASKED_ABOUT, IN_MEETINGS, RECORDS

PARTS = ("member", "story", "note", "idea", "action", *IN_MEETINGS)
"""The kinds of record that belong to a circle."""
LISTED = ("member", "idea", "action", "meeting", "attendance")
"""Those of them that hold nothing that was told."""
TOLD = tuple(kind for kind in PARTS if kind not in LISTED)
"""The others: no list of circles reads anything of them."""
_LONG = {"story": "points", "note": "notes"}
"""The texts that fill pages of their own."""
_IN_A_PAGE = 1_000  # bytes of a row that are surely in one page with others
_BYTES_OF_A_LETTER = 4
_BESIDE_ITS_TEXTS = 200  # bytes of a row: its id, its digest, its numbers, the lengths of all


def read(conn: sqlite3.Connection, kind: str, id_: str) -> Record | None:
    """One record, or its tombstone, or None."""
    row = conn.execute(f"SELECT * FROM [{kind}] WHERE id = ?", [id_]).fetchone()  # noqa: S608
    if row is not None:
        return _sound(kind, row)
    return _buried(conn, kind, id_)


def _buried(conn: sqlite3.Connection, kind: str, id_: str) -> Record | None:
    """The tombstone of a record, or None."""
    row = conn.execute("SELECT * FROM removed WHERE id = ? AND kind = ?", [id_, kind]).fetchone()
    if row is None:
        return None
    with making_sense():
        return Record(kind, id_, {}, json.loads(row["version"]), removed=True)


def holds(conn: sqlite3.Connection, record: Record) -> bool:
    """Whether a record is there already, word for word; its digest is not compared."""
    row = conn.execute(f"SELECT * FROM [{record.kind}] WHERE id = ?", [record.id]).fetchone()  # noqa: S608
    return row is not None and all(
        row[column] == record.fields.get(column) for column in RECORDS[record.kind]
    )


def held(conn: sqlite3.Connection, record: Record) -> tuple[bool, Record | None]:
    """Whether a record is there already, word for word, and where it is not, what is there in its
    place: another version of it, its tombstone, or nothing. Raises Refused where that was altered.
    """
    row = conn.execute(f"SELECT * FROM [{record.kind}] WHERE id = ?", [record.id]).fetchone()  # noqa: S608
    if row is None:
        return False, _buried(conn, record.kind, record.id)
    columns = RECORDS[record.kind]
    if all(row[column] == record.fields.get(column) for column in columns):
        return True, None
    return False, _sound(record.kind, row)


def ids_in(conn: sqlite3.Connection, circle: str) -> dict[str, list[str]]:
    """The ids of all that is in a circle, by kind."""
    found = {}
    for kind in PARTS:
        rows = conn.execute(f"SELECT id FROM [{kind}] WHERE circle = ?", [circle])  # noqa: S608
        found[kind] = [str(row["id"]) for row in rows]
    return found


def read_all(
    conn: sqlite3.Connection, kind: str, where: str = "1", args: Iterable[str] = ()
) -> list[Record]:
    """All records of a kind that meet a condition."""
    return list(each(conn, kind, where, args))


def each(
    conn: sqlite3.Connection, kind: str, where: str = "1", args: Iterable[str] = ()
) -> Iterator[Record]:
    """The same one after another: of thirty thousand no two are held at once."""
    sql = f"SELECT * FROM [{kind}] WHERE {where}"  # noqa: S608 (kinds and conditions are ours)
    for row in conn.execute(sql, tuple(args)):
        yield _sound(kind, row)


def _sound(kind: str, row: sqlite3.Row) -> Record:
    """A row as the record that was written. Raises Refused where it was altered."""
    between_steps()
    if kind == "event":
        return _sound_event(tuple(row.keys()), tuple(row))
    return _checked(kind, row)


@lru_cache(maxsize=4)  # each file of an event asks for it, and its row is what it was before
def _sound_event(columns: tuple[str, ...], values: tuple[Any, ...]) -> Record:
    return _checked("event", dict(zip(columns, values, strict=True)))


def _checked(kind: str, row: Mapping[str, Any] | sqlite3.Row) -> Record:
    with making_sense():
        record = from_row(kind, row)
        if row["digest"] != digest(kind, record.id, record.fields, record.version):
            raise ValueError(record.id)
        return record


def read_parts(conn: sqlite3.Connection, circle: str) -> dict[str, list[Record]]:
    """All that is in a circle, by kind."""
    return {kind: read_all(conn, kind, "circle = ?", [circle]) for kind in PARTS}


def parts_by_circle(
    conn: sqlite3.Connection, kinds: Iterable[str] = PARTS
) -> dict[str, dict[str, list[Record]]]:
    """All of some kinds that is in every circle: by circle, then by kind."""
    found: dict[str, dict[str, list[Record]]] = defaultdict(lambda: defaultdict(list))
    for kind in kinds:
        for record in read_all(conn, kind, "circle IS NOT NULL"):
            found[str(record.fields["circle"])][kind].append(record)
    return found


def write(conn: sqlite3.Connection, record: Record, old: Record | None = None) -> None:
    """Write a record, or its tombstone in the place of its content. old: the record that is there
    in its place, where that is known.
    """
    if record.removed:
        _bury(conn, record)
        return
    if old is not None and not old.removed:
        _write_over(conn, old, record)
        return
    if record.kind in _LONG:
        _clear_long(conn, record)
    write_new(conn, record.kind, [record])
    conn.execute("DELETE FROM removed WHERE id = ?", [record.id])


def write_change(conn: sqlite3.Connection, old: Record, record: Record, device: str) -> Record:
    """Write what changes of a record that is known to be there, with no other copy, as one more
    change of a device; return it as it is there then.
    """
    if all(old.fields.get(name) == record.fields.get(name) for name in RECORDS[record.kind]):
        return old
    record = replace(record, version=bumped(old.version, device))
    _write_over(conn, old, record)
    return record


def _write_over(conn: sqlite3.Connection, old: Record, record: Record) -> None:
    """Write over those columns of a row that change: SQLite writes an index anew whose column is
    named at all.
    """
    fields, columns = record.fields, RECORDS[record.kind]
    names = [name for name in columns if fields.get(name) != old.fields.get(name)]
    if _LONG.get(record.kind) in names and _bytes_at_most(old) > _IN_A_PAGE:
        _clear_long(conn, record)
    sealed = digest(record.kind, record.id, fields, record.version)
    values = [*map(fields.get, names), version_text(record.version), sealed, record.id]
    if conn.execute(_changing(record.kind, tuple(names)), values).rowcount != 1:
        raise Refused("damaged-library")  # what is there is not what was read


def _clear_long(conn: sqlite3.Connection, record: Record) -> None:
    """Take a long text out of a row: its pages are then there to be written anew, and no others."""
    sql = f"UPDATE [{record.kind}] SET [{_LONG[record.kind]}] = NULL WHERE id = ?"  # noqa: S608
    conn.execute(sql, [record.id])


def _bytes_at_most(record: Record) -> int:
    """The bytes of a record's row, or a few more."""
    texts = (value for value in record.fields.values() if isinstance(value, str))
    said = sum(len(text) if text.isascii() else _BYTES_OF_A_LETTER * len(text) for text in texts)
    return said + len(version_text(record.version)) + _BESIDE_ITS_TEXTS


def write_new(
    conn: sqlite3.Connection,
    kind: str,
    records: Iterable[Record],
    digests: Mapping[str, str] | None = None,
) -> None:
    """Write records of one kind, none of which is removed.

    digests: those that are known already, by the record's id.
    """
    known, columns = digests or {}, RECORDS[kind]
    rows = [
        [
            one.id,
            *map(one.fields.get, columns),
            version_text(one.version),
            known.get(one.id) or digest(kind, one.id, one.fields, one.version),
        ]
        for one in records
    ]
    if rows:
        conn.executemany(_putting(kind), rows)


@cache
def _changing(kind: str, names: tuple[str, ...]) -> str:
    """The statement that changes some columns of a row, its version and its digest."""
    over = ", ".join(f"[{name}] = ?" for name in (*names, "version", "digest"))
    return f"UPDATE [{kind}] SET {over} WHERE id = ?"  # noqa: S608 (kinds and columns are ours)


def _columns(kind: str) -> tuple[str, ...]:
    return ("id", *RECORDS[kind], "version", "digest")


@cache
def _putting(kind: str) -> str:
    """The statement that writes a row. An existing row is written over, not deleted and inserted
    anew: its place in the file and in the indexes stays, and half as much is written to the disk.
    """
    columns = _columns(kind)
    marks = ", ".join("?" * len(columns))
    names = ", ".join(f"[{column}]" for column in columns)
    over = ", ".join(f"[{column}] = excluded.[{column}]" for column in columns[1:])
    into = f"INSERT INTO [{kind}] ({names}) VALUES ({marks})"  # noqa: S608
    return f"{into} ON CONFLICT (id) DO UPDATE SET {over}"


def _bury(conn: sqlite3.Connection, record: Record) -> None:
    """Delete a record and keep its tombstone, which still knows its circle."""
    if record.kind == "story":  # whoever takes its words out of the rows
        forget_typed_of_story(conn, record.id)
    old = read(conn, record.kind, record.id)
    named = record.fields.get("circle")
    circle = old.fields.get("circle") if old and not old.removed else named
    if old is not None and old.removed:
        row = conn.execute("SELECT circle FROM removed WHERE id = ?", [record.id]).fetchone()
        circle = row["circle"] or named
    conn.execute(f"DELETE FROM [{record.kind}] WHERE id = ?", [record.id])  # noqa: S608
    conn.execute("DELETE FROM conflicts WHERE id = ?", [record.id])
    forget_settled(conn)
    conn.execute("DELETE FROM addition WHERE belongs = ?", [record.id])
    conn.execute(
        "INSERT OR REPLACE INTO removed (id, kind, circle, version) VALUES (?, ?, ?, ?)",
        [record.id, record.kind, circle, version_text(record.version)],
    )


def in_two_copies(conn: sqlite3.Connection) -> set[str]:
    """The ids of all records that have conflicting copies."""
    return {str(row["id"]) for row in conn.execute("SELECT DISTINCT id FROM conflicts")}


def read_conflicting(conn: sqlite3.Connection, id_: str) -> list[Record]:
    """The conflicting copies of a record, until a person settles it."""
    rows = conn.execute("SELECT * FROM conflicts WHERE id = ? ORDER BY digest", [id_])
    with making_sense():
        return [_sound_conflicting(row) for row in rows]


def _sound_conflicting(row: sqlite3.Row) -> Record:
    fields, version = json.loads(row["fields"]), json.loads(row["version"])
    if row["digest"] != digest(row["kind"], row["id"], fields, version):
        raise ValueError(row["id"])
    return Record(row["kind"], row["id"], fields, version)


def write_conflicting(conn: sqlite3.Connection, id_: str, records: Iterable[Record]) -> None:
    """Save these conflicting copies of a record, and delete all others."""
    conn.execute("DELETE FROM conflicts WHERE id = ?", [id_])
    for record in records:
        row = [
            record.id,
            record.kind,
            json.dumps(dict(record.fields), ensure_ascii=False),
            version_text(record.version),
            digest(record.kind, record.id, record.fields, record.version),
        ]
        conn.execute("INSERT INTO conflicts VALUES (?, ?, ?, ?, ?)", row)
    forget_settled(conn)


def changed_here(conn: sqlite3.Connection, old: Record | None, id_: str, device: str) -> Version:
    """The version of a record after one more change on this laptop; the conflicting copies that
    the change settles are deleted.
    """
    return changed_beside(conn, old, id_, device)[0]


def changed_beside(
    conn: sqlite3.Connection, old: Record | None, id_: str, device: str
) -> tuple[Version, bool]:
    """The same, and whether conflicting copies are left."""
    conflicting = read_conflicting(conn, id_)
    if old is not None and conflicting:
        old = comparable(old)
    version, unknown = changed(old, conflicting, device)
    if unknown != conflicting:
        write_conflicting(conn, id_, unknown)
    return version, bool(unknown)


def differs(conn: sqlite3.Connection, kind: str, id_: str) -> bool:
    """Whether a conflicting copy says something else than the record, which a person reads."""
    shown = read(conn, kind, id_)
    if shown is None:
        return False
    if kind == "addition" and shown.fields.get("sort") not in ASKED_ABOUT:
        return False
    words = comparable(shown).content()
    return any(copy.content() != words for copy in read_conflicting(conn, id_))
