"""Reading and writing records in an open database: the few statements everything uses."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable

from storycircle.core.merging import Record
from storycircle.core.versions import Version
from storycircle.store.records import digest, from_row, to_row
from storycircle.store.schema import RECORDS

PARTS = ("member", "story", "note", "idea", "action")
"""The kinds of record that belong to a circle."""


def read(conn: sqlite3.Connection, kind: str, id_: str) -> Record | None:
    """One record, or its tombstone, or None."""
    row = conn.execute(f"SELECT * FROM [{kind}] WHERE id = ?", [id_]).fetchone()  # noqa: S608
    if row is not None:
        return from_row(kind, row)
    gone = conn.execute("SELECT * FROM removed WHERE id = ?", [id_]).fetchone()
    if gone is None:
        return None
    return Record(kind, id_, {}, json.loads(gone["version"]), removed=True)


def read_all(
    conn: sqlite3.Connection, kind: str, where: str = "1", args: Iterable[str] = ()
) -> list[Record]:
    """All records of a kind, where a condition holds."""
    sql = f"SELECT * FROM [{kind}] WHERE {where}"  # noqa: S608 (kinds and conditions are ours)
    return [from_row(kind, row) for row in conn.execute(sql, tuple(args))]


def read_parts(conn: sqlite3.Connection, circle: str) -> dict[str, list[Record]]:
    """All that is in a circle, by kind."""
    return {kind: read_all(conn, kind, "circle = ?", [circle]) for kind in PARTS}


def parts_by_circle(conn: sqlite3.Connection) -> dict[str, dict[str, list[Record]]]:
    """All that is in every circle: by circle, then by kind."""
    found: dict[str, dict[str, list[Record]]] = defaultdict(lambda: defaultdict(list))
    for kind in PARTS:
        for record in read_all(conn, kind, "circle IS NOT NULL"):
            found[str(record.fields["circle"])][kind].append(record)
    return found


def write(conn: sqlite3.Connection, record: Record) -> None:
    """Put a record in its place, or its tombstone in the place of all it held."""
    if record.removed:
        _bury(conn, record)
        return
    write_new(conn, record.kind, [record])
    conn.execute("DELETE FROM removed WHERE id = ?", [record.id])


def write_new(conn: sqlite3.Connection, kind: str, records: Iterable[Record]) -> None:
    """Put records of one kind in their places, where none of them is removed."""
    columns = ("id", *RECORDS[kind], "version", "digest")
    marks = ", ".join("?" * len(columns))
    names = ", ".join(f"[{column}]" for column in columns)
    sql = f"INSERT OR REPLACE INTO [{kind}] ({names}) VALUES ({marks})"  # noqa: S608
    rows = (to_row(record) for record in records)
    conn.executemany(sql, ([row.get(column) for column in columns] for row in rows))


def _bury(conn: sqlite3.Connection, record: Record) -> None:
    """Delete a record and keep its tombstone, which still knows its circle."""
    old = read(conn, record.kind, record.id)
    circle = old.fields.get("circle") if old else None
    if old is not None and old.removed:
        row = conn.execute("SELECT circle FROM removed WHERE id = ?", [record.id]).fetchone()
        circle = row["circle"]
    conn.execute(f"DELETE FROM [{record.kind}] WHERE id = ?", [record.id])  # noqa: S608
    conn.execute("DELETE FROM beside WHERE id = ?", [record.id])
    conn.execute("DELETE FROM addition WHERE belongs = ?", [record.id])
    conn.execute(
        "INSERT OR REPLACE INTO removed (id, kind, circle, version) VALUES (?, ?, ?, ?)",
        [record.id, record.kind, circle, version_text(record.version)],
    )


def read_beside(conn: sqlite3.Connection, id_: str) -> list[Record]:
    """The other copies of a record, until a person settles which one stands."""
    rows = conn.execute("SELECT * FROM beside WHERE id = ? ORDER BY digest", [id_])
    return [
        Record(row["kind"], id_, json.loads(row["fields"]), json.loads(row["version"]))
        for row in rows
    ]


def write_beside(conn: sqlite3.Connection, id_: str, records: Iterable[Record]) -> None:
    """Keep these other copies of a record, and none besides."""
    conn.execute("DELETE FROM beside WHERE id = ?", [id_])
    for record in records:
        row = [
            record.id,
            record.kind,
            json.dumps(dict(record.fields), ensure_ascii=False),
            version_text(record.version),
            digest(record.kind, record.id, record.fields, record.version),
        ]
        conn.execute("INSERT INTO beside VALUES (?, ?, ?, ?, ?)", row)


def version_text(version: Version) -> str:
    return json.dumps(dict(sorted(version.items())))
