"""Looking at all a library holds: whether each record is still what was written."""

import json
import sqlite3

from storycircle.core.errors import Refused
from storycircle.store import schema
from storycircle.store.rows import digest
from storycircle.store.saved_state import read_standing

_NONSENSE = (sqlite3.DatabaseError, ValueError, LookupError, TypeError, AttributeError, Refused)


def is_sound(conn: sqlite3.Connection) -> bool:
    """Whether the pages are in order, every record matches its seal, and every standing reads."""
    try:
        pages = [row[0] for row in conn.execute("PRAGMA integrity_check")]
        records = all(_matches(conn, kind) for kind in schema.RECORDS)
        for row in conn.execute("SELECT * FROM running").fetchall():
            if "clocks" in set(row.keys()):  # an older library's are read once it has them
                read_standing(conn, row["circle"])
        for row in conn.execute("SELECT version FROM removed"):
            json.loads(row["version"])
    except _NONSENSE:
        return False
    return pages == ["ok"] and records


def seal_again(conn: sqlite3.Connection) -> None:
    """Seal every record with the columns it has, after an upgrade gave it new ones."""
    for kind in schema.RECORDS:
        for row in conn.execute(f"SELECT * FROM [{kind}]").fetchall():  # noqa: S608
            sql = f"UPDATE [{kind}] SET digest = ? WHERE id = ?"  # noqa: S608
            conn.execute(sql, [_seal(kind, row), row["id"]])


def _matches(conn: sqlite3.Connection, kind: str) -> bool:
    """A table that an older library lacks holds nothing that could differ."""
    there = "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?"
    if conn.execute(there, [kind]).fetchone() is None:
        return True
    rows = conn.execute(f"SELECT * FROM [{kind}]")  # noqa: S608
    return all(row["digest"] == _seal(kind, row) for row in rows)


def _seal(kind: str, row: sqlite3.Row) -> str:
    there = set(row.keys())
    columns = [key for key in schema.RECORDS[kind] if key in there]
    fields = {key: row[key] for key in columns if row[key] is not None}
    return digest(kind, row["id"], fields, json.loads(row["version"]))
