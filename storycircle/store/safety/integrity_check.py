"""What is checked of a library: that it is one of ours, and each record what was written."""

import json
import sqlite3
from pathlib import Path

from storycircle.core.error_sentences import Refused
from storycircle.store import schema
from storycircle.store.rows import digest
from storycircle.store.safety import live_files
from storycircle.store.safety.disk import explained
from storycircle.store.saved_state import read_saved_state

_NONSENSE = (sqlite3.DatabaseError, ValueError, LookupError, TypeError, AttributeError, Refused)


MAGIC = b"SQLite format 3\x00"


def check_kind(path: Path) -> None:
    """Refuse what is no library, or one of another version, before SQLite opens it.

    A library that SQLite has open in this process was checked before. Raises Refused.
    """
    with explained(path, "cannot-read"):
        head = live_files.head(path, 100)
    if head is None:
        return
    kind = int.from_bytes(head[68:72])
    if head[:16] == MAGIC and kind == schema.EARLY_LIBRARY_ID:
        raise Refused("early-library", name=path.name)
    if head[:16] != MAGIC or kind != schema.LIBRARY_ID:
        raise Refused("not-a-library", name=path.name)
    check_version(int.from_bytes(head[60:64]), path)
    if not {*head[18:20]} <= {1, 2}:  # SQLite would open it, and write nothing to it
        raise Refused("damaged-file", name=path.name)


def check_version(version: int, path: Path) -> None:
    """Refuse a library of a later version than this app knows. Raises Refused."""
    if version > schema.LIBRARY_VERSION:
        raise Refused("newer-library", name=path.name, version=version)


def is_sound(conn: sqlite3.Connection) -> bool:
    """Whether the pages are in order, every record matches its digest, and every saved state
    reads.
    """
    try:
        pages = [row[0] for row in conn.execute("PRAGMA integrity_check")]
        records = all(_matches(conn, kind) for kind in schema.RECORDS)
        for row in conn.execute("SELECT * FROM saved_state").fetchall():
            read_saved_state(conn, row["circle"])
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
    """Whether every record of a kind matches its digest; true where an older library lacks the
    table.
    """
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
