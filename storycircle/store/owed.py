"""What is still to be erased: written down as it is struck out of the rows, until it is done.

Words leave the rows at once; the copies take longer, and a kill or a full disk may come first.
The library remembers what it owes, and so does the file beside it (consent_log.py).
"""

import json
import sqlite3
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from storycircle.core.model import new_id
from storycircle.store.erasing import Erasure


@dataclass(frozen=True, slots=True)
class Owed:
    """One erasing that is not done. through: the names of the copies that it went through."""

    id: str
    erasure: Erasure
    through: frozenset[str] = frozenset()


def owe(conn: sqlite3.Connection, erasure: Erasure) -> None:
    """Write down an erasing, in the transaction that strikes its words out of the rows."""
    keep(conn, Owed(new_id(), erasure))


def keep(conn: sqlite3.Connection, owed: Owed) -> None:
    """Write down an erasing that may be known already."""
    row = [owed.id, owed.erasure.written(), json.dumps(sorted(owed.through))]
    conn.execute("INSERT OR REPLACE INTO owed (id, what, through) VALUES (?, ?, ?)", row)


def all_owed(conn: sqlite3.Connection) -> list[Owed]:
    """All that is to be erased, in an order that says nothing of when."""
    return [to_owed(row) for row in conn.execute("SELECT * FROM owed ORDER BY id").fetchall()]


def to_owed(row: Mapping[str, Any] | sqlite3.Row) -> Owed:
    """An erasing, of a row of the library or of a copy."""
    return Owed(row["id"], Erasure.read(row["what"]), frozenset(json.loads(row["through"])))


def went_through(conn: sqlite3.Connection, owed: Iterable[Owed], copy: str) -> None:
    """Note that these erasings went through a copy."""
    for one in owed:
        row = conn.execute("SELECT through FROM owed WHERE id = ?", [one.id]).fetchone()
        if row is not None:
            through = frozenset(json.loads(row["through"])) | {copy}
            keep(conn, replace(one, through=through))


def done(conn: sqlite3.Connection, owed: Iterable[Owed]) -> None:
    """These erasings went through all there is."""
    conn.executemany("DELETE FROM owed WHERE id = ?", [[one.id] for one in owed])


def still_to_go_through(owed: Collection[Owed], copies: Iterable[str]) -> list[str]:
    """The copies that some erasing has not gone through yet."""
    return [copy for copy in copies if any(copy not in one.through for one in owed)]
