"""How circles came: from which files, when, and what each of them brought.

It is of this laptop alone, a row of names and values for each circle, and goes with its circle.
"""

import json
import sqlite3
from dataclasses import dataclass

from storycircle.core.merge.decision import Outcome
from storycircle.store.safety.damage_detection import making_sense

_HEAD = "came: "
"""Before a circle's id: the name of its row."""
_MOST = 50
"""Files of one circle that are remembered: the first of them, and the latest."""


@dataclass(frozen=True, slots=True)
class Came:
    """One file of a circle, or the code on its paper. at: ISO. name: the file's, empty for a code.

    outcome: what it brought, as `Outcome` has it.
    """

    at: str
    name: str
    outcome: str


def note(conn: sqlite3.Connection, circle: str, came: Came) -> None:
    """Note that a file of a circle was taken in, within a change; nothing where it was the same."""
    if came.outcome not in (Outcome.NEW, Outcome.UPDATED, Outcome.LOOK):
        return
    known = read(conn, circle)
    kept = [*known[:1], *known[1:][-(_MOST - 2) :], came] if known else [came]
    rows = json.dumps([[one.at, one.name, one.outcome] for one in kept], ensure_ascii=False)
    sql = "INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)"
    conn.execute(sql, [_HEAD + circle, rows])


def read(conn: sqlite3.Connection, circle: str) -> list[Came]:
    """The files of a circle that were taken in, the first one first."""
    row = conn.execute("SELECT value FROM setting WHERE name = ?", [_HEAD + circle]).fetchone()
    if row is None:
        return []
    with making_sense():
        return [Came(str(at), str(name), str(what)) for at, name, what in json.loads(row["value"])]


def forget(conn: sqlite3.Connection, circle: str) -> None:
    """Forget how a circle came."""
    conn.execute("DELETE FROM setting WHERE name = ?", [_HEAD + circle])


def forget_gone(conn: sqlite3.Connection) -> None:
    """Forget how circles came that are not here any more, and what came after a merge was undone
    of those that are.
    """
    rows = conn.execute("SELECT name FROM setting WHERE instr(name, ?) = 1", [_HEAD]).fetchall()
    for row in rows:
        circle = str(row["name"]).removeprefix(_HEAD)
        sql = "SELECT max(at, corrected) AS last FROM arrivals WHERE circle = ?"
        found = conn.execute(sql, [circle]).fetchone()
        known = [one for one in read(conn, circle) if found and one.at <= found["last"]]
        forget(conn, circle)
        for one in known:
            note(conn, circle, one)
