"""Refused texts: what was typed and could not be accepted, kept as typed until it is mended, on
this laptop alone. What is not settled yet is kept the same way, until it is.

The rows are in the table of names and values: they are no records, and no circle file has them. A
field is named by its owner (a circle, an event, or a page) and, within it, by its place; words of
one person begin with that member's id. A third wording that Compare does not use yet is named by
its record, and kept for as long as that waits to be settled.
"""

import json
import sqlite3
from typing import NamedTuple

COMPARE = "compare"
"""Who owns the third wordings that are not used yet."""
WORDING = " wording"
"""The end of the name under which a wording of the board that was refused is kept."""
_HEAD = "typed "


class Typed(NamedTuple):
    """A text as it was typed, and in a sentence why it was not taken, where it says so.

    unsettled: nothing is wrong with it, but not all of it is in effect yet.
    """

    text: str
    why: str = ""
    unsettled: bool = False


def read_typed(conn: sqlite3.Connection, owner: str) -> dict[str, Typed]:
    """The refused texts of an owner, by field."""
    head = f"{_HEAD}{owner} "
    sql = "SELECT name, value FROM setting WHERE instr(name, ?) = 1"
    rows = conn.execute(sql, [head])
    return {str(row[0]).removeprefix(head): Typed(*json.loads(row[1])) for row in rows}


def read_owners(conn: sqlite3.Connection) -> list[str]:
    """The owners of refused texts, in one order."""
    rows = conn.execute("SELECT name FROM setting WHERE instr(name, ?) = 1", [_HEAD])
    return sorted({str(row[0]).split(" ", 2)[1] for row in rows})


def write_typed(conn: sqlite3.Connection, owner: str, field: str, typed: Typed | None) -> None:
    """Save a refused text, or delete it."""
    name = f"{_HEAD}{owner} {field}"
    if typed is None:
        conn.execute("DELETE FROM setting WHERE name = ?", [name])
    else:
        conn.execute(
            "INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)", [name, json.dumps(typed)]
        )


def forget_typed(conn: sqlite3.Connection, owner: str) -> None:
    """Erase all refused texts of an owner."""
    conn.execute("DELETE FROM setting WHERE instr(name, ?) = 1", [f"{_HEAD}{owner} "])


def forget_settled(conn: sqlite3.Connection) -> None:
    """Erase the third wordings of records of which nothing waits to be settled any more."""
    head = f"{_HEAD}{COMPARE} "
    waits = "SELECT 1 FROM conflicts WHERE instr(setting.name, ? || conflicts.id || ' ') = 1"
    sql = f"DELETE FROM setting WHERE instr(name, ?) = 1 AND NOT EXISTS ({waits})"  # noqa: S608
    conn.execute(sql, [head, head])


def forget_typed_of_story(conn: sqlite3.Connection, story: str) -> None:
    """Erase the refused texts of a story's teller, in its circle."""
    row = conn.execute("SELECT circle, teller FROM story WHERE id = ?", [story]).fetchone()
    if row is not None:
        forget_typed(conn, f"{row['circle']} {row['teller'] or ''}")
