"""The names of copies: when each was made, for people, and its running number, their order."""

import re
import sqlite3
from datetime import datetime

from storycircle.core.thinning import Copy

STAMP = "%Y-%m-%d %H.%M.%S"
"""How a copy's name begins: when it was made."""
_NUMBER = re.compile(r" no (\d{1,15})\.(?:backup|damaged)$", re.ASCII)


def copy_name(number: int, now: datetime, ending: str) -> str:
    """The name of a copy made now."""
    return f"{now.isoformat(' ', 'seconds').replace(':', '.')} no {number}{ending}"


def number_of(name: str) -> int:
    """A copy's running number; 0 where its name has none, so that it counts as older."""
    found = _NUMBER.search(name)
    return int(found[1]) if found else 0


def made_at(name: str) -> datetime | None:
    """When a copy was made, from its name."""
    try:
        return datetime.strptime(name[:19], STAMP)  # noqa: DTZ007 (the laptop's own time)
    except ValueError:
        return None


def as_copy(name: str) -> Copy:
    """A copy, as the thinning looks at it."""
    return Copy(name, number_of(name), made_at(name))


def last_number(conn: sqlite3.Connection) -> int:
    """The library's running number: that of the copy it made last."""
    row = conn.execute("SELECT value FROM setting WHERE name = 'copies'").fetchone()
    return int(row[0]) if row and str(row[0]).isdecimal() else 0


def note_number(conn: sqlite3.Connection, number: int) -> None:
    """Raise the library's running number, once its copy lies there: nothing damaged is touched."""
    conn.execute("BEGIN IMMEDIATE")
    try:
        conn.execute("INSERT OR REPLACE INTO setting VALUES ('copies', ?)", [str(number)])
        conn.execute("COMMIT")
    finally:
        conn.rollback()
