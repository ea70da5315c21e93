"""What a library holds, as one digest: whether anything changed since the last copy."""

import sqlite3
from hashlib import sha256

from storycircle.store.schema import OTHER, RECORDS

_OWN = ("device", "token", "copies", "merge copy", "merge mark", "wordings")
"""Settings that the app keeps for itself: they change without anything said or set."""


def is_empty(conn: sqlite3.Connection) -> bool:
    """Whether a library holds nothing but settings."""
    counted = [t for t in tables(conn) if t in RECORDS or (t in OTHER and t != "setting")]
    return not any(conn.execute(_holds(table)).fetchone() for table in counted)


def _holds(table: str) -> str:
    """That a circle was removed is no content."""
    noted = " WHERE kind != 'circle'" if table == "removed" else ""
    return f"SELECT 1 FROM [{table}]{noted} LIMIT 1"  # noqa: S608 (tables are ours)


def digest_of(conn: sqlite3.Connection) -> str:
    """One digest over all tables: records, where circles stand, what has left, settings."""
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
