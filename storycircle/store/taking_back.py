"""Taking a merge back: from the copy that was kept before it, until the next change.

All that merging can touch goes back in one transaction; where circles stand, what has left and
the settings stay as they are. A digest over what stands says whether anything changed since.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from storycircle.core.errors import Refused
from storycircle.store import consent, owed
from storycircle.store.disk import explained_change
from storycircle.store.schema import RECORDS

_WHOLE = {
    **dict.fromkeys(RECORDS, "id, version, digest"),
    "removed": "id, version",
    "beside": "id, digest",
    "paper": "circle, content",
    "came": "circle, at, corrected",
}
"""The tables that merging touches, with the columns that say what each row is."""
_COPY, _MARK = "merge copy", "merge mark"


def note(conn: sqlite3.Connection, copy: str) -> None:
    """Note which copy holds what was here before a merge, and what stands after it."""
    rows = [(_COPY, copy), (_MARK, _fingerprint(conn))]
    conn.executemany("INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)", rows)


def noted(conn: sqlite3.Connection) -> str | None:
    """The copy to go back to; None where nothing was merged, or something changed since."""
    sql = "SELECT name, value FROM setting WHERE name IN (?, ?)"
    found = {row["name"]: row["value"] for row in conn.execute(sql, [_COPY, _MARK])}
    if _COPY not in found or found.get(_MARK) != _fingerprint(conn):
        return None
    return str(found[_COPY])


@contextmanager
def attached(conn: sqlite3.Connection, copy: Path) -> Iterator[None]:
    """The copy beside the library, under the name `old`. Raises Refused where it is unsound."""
    with explained_change():
        conn.execute("ATTACH DATABASE ? AS old", [str(copy)])
    try:
        if not _is_sound(conn):
            raise Refused("nothing-to-take-back")
        yield
    finally:
        conn.execute("DETACH DATABASE old")


def take_back(conn: sqlite3.Connection, device: str) -> None:
    """Put what the copy holds in the place of what stands, within one transaction. The noes that
    came since stand, and what is still to be erased from the copy does not come back.
    """
    for table in _WHOLE:
        names = ", ".join(f"[{column}]" for column in _columns(conn, "main", table))
        conn.execute(f"DELETE FROM main.[{table}]")  # noqa: S608 (tables and columns are ours)
        conn.execute(
            f"INSERT INTO main.[{table}] ({names}) SELECT {names} FROM old.[{table}]"  # noqa: S608
        )
    conn.execute("DELETE FROM setting WHERE name IN (?, ?)", [_COPY, _MARK])
    rows = [consent.to_ended(row) for row in conn.execute("SELECT * FROM old.withdrawn")]
    known_then = {gone.yes: gone for gone in rows}
    for one in owed.all_owed(conn):
        one.erasure.strike(conn, device)
    consent.narrow(conn, consent.all_ended(conn).values(), device, known_then)


def _is_sound(conn: sqlite3.Connection) -> bool:
    try:
        pages = [row[0] for row in conn.execute("PRAGMA old.quick_check")]
        same = all(_columns(conn, "main", t) == _columns(conn, "old", t) for t in _WHOLE)
    except sqlite3.DatabaseError:
        return False
    return pages == ["ok"] and same


def _columns(conn: sqlite3.Connection, schema: str, table: str) -> set[str]:
    return {row["name"] for row in conn.execute(f"PRAGMA {schema}.table_info([{table}])")}


def _fingerprint(conn: sqlite3.Connection) -> str:
    """One digest over all that stands, in a fixed order."""
    whole = sha256()
    for table, columns in _WHOLE.items():
        whole.update(f"\n{table}\n".encode())
        for row in conn.execute(f"SELECT {columns} FROM [{table}] ORDER BY {columns}"):  # noqa: S608
            whole.update("\t".join(row).encode())
    return whole.hexdigest()
