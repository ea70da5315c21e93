"""Taking words off the disk: out of the rows, the pages, the write-ahead log and the copies.

secure_delete is on, VACUUM rebuilds what is left in memory (no temporary files), and the log is
cut to nothing. What the disk itself keeps of files replaced is beyond any program.
"""

import sqlite3
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from storycircle.core.errors import Refused
from storycircle.core.merging import Record
from storycircle.store import backups, consent, tables
from storycircle.store.disk import explained, explained_change
from storycircle.store.merge import changed_here
from storycircle.store.workspace import clear_leftovers

PATIENCE = 20.0
"""Seconds for which others may hold older pages before it is said that they do."""
_LOOK = 0.1  # seconds between two looks
_QUIET = 10.0  # seconds without a write after which nobody is writing a file any more
Change = Callable[[sqlite3.Connection], object]
"""A deletion in an open library, or in a copy of it."""


def story(id_: str, device: str) -> Change:
    """Erase a story. If it had left, the next file of its circle withdraws it."""

    def erase(conn: sqlite3.Connection) -> None:
        old = tables.read(conn, "story", id_)
        if old is None or old.removed:
            return
        outside = [id_, str(old.fields.get("left_as", ""))]
        consent.note_change(conn, old, None, device)
        version = changed_here(conn, old, id_, device)
        tables.write(conn, Record("story", id_, {}, version, removed=True))
        # A digest of a short title could be guessed at: it goes too.
        conn.execute("UPDATE left SET words = NULL WHERE id IN (?, ?)", outside)

    return erase


def circle(id_: str) -> Change:
    """Erase a circle and all in it, as if it had never been here."""

    def erase(conn: sqlite3.Connection) -> None:
        inside = "SELECT id FROM story WHERE circle = ?"
        conn.execute(f"DELETE FROM carried WHERE story IN ({inside})", [id_])  # noqa: S608
        # The organiser's wordings of its actions, those of actions deleted before too.
        edited = (
            "SELECT id || '/placement' FROM action WHERE circle = ? UNION "
            "SELECT id || '/placement' FROM removed WHERE circle = ? AND kind = 'action'"
        )
        for table in ("placement", "beside", "removed"):
            conn.execute(f"DELETE FROM [{table}] WHERE id IN ({edited})", [id_, id_])  # noqa: S608
        for kind in tables.PARTS:
            inside = f"SELECT id FROM [{kind}] WHERE circle = ?"  # noqa: S608
            conn.execute(f"DELETE FROM beside WHERE id IN ({inside})", [id_])  # noqa: S608
            conn.execute(f"DELETE FROM [{kind}] WHERE circle = ?", [id_])  # noqa: S608
        conn.execute("DELETE FROM story WHERE under = ?", [id_])
        conn.execute("DELETE FROM addition WHERE circle = ?", [id_])
        for kind in ("running", "left", "exported", "removed", "opening_words", "paper", "came"):
            conn.execute(f"DELETE FROM [{kind}] WHERE circle = ?", [id_])  # noqa: S608
        for table in ("circle", "beside"):
            conn.execute(f"DELETE FROM [{table}] WHERE id = ?", [id_])  # noqa: S608

    return erase


def words_of(stories: Iterable[str]) -> Change:
    """Erase what was noted of stories; that they were told stays."""
    gone = [[id_] for id_ in stories]
    blank = "title = '', points = '', quote = '', tags = '[]', about = '', choice = ''"

    def erase(conn: sqlite3.Connection) -> None:
        conn.executemany(f"UPDATE story SET {blank}, answers = '[]' WHERE id = ?", gone)  # noqa: S608
        conn.executemany("DELETE FROM beside WHERE id = ?", gone)

    return erase


def buried(tombstones: Iterable[Record]) -> Change:
    """Put tombstones in the place of stories that were withdrawn."""
    gone = tuple(tombstones)

    def erase(conn: sqlite3.Connection) -> None:
        for record in gone:
            tables.write(conn, record)

    return erase


def clean(conn: sqlite3.Connection, patience: float = PATIENCE) -> None:
    """Let what was deleted leave the library's own files. Raises Refused where another window
    still holds older pages after so many seconds; a copy that is being made holds them a while.
    """
    until = time.monotonic() + patience
    for step in ("VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"):
        while _held_back(conn, step):
            if time.monotonic() > until:
                raise Refused("erased-not-clean")
            time.sleep(_LOOK)


def _held_back(conn: sqlite3.Connection, step: str) -> bool:
    """Whether a step of the cleaning has to wait for somebody; else it is done."""
    try:
        with explained_change():
            said = conn.execute(step).fetchone()
    except Refused as refused:
        if refused.key != "library-busy":
            raise
        return True
    return said is not None and bool(said[0])


def everywhere(conn: sqlite3.Connection, library: Path, change: Change) -> None:
    """After a deletion in a library: clean its files, delete the same from every copy, and clear
    away what a kill left of a copy. Raises Refused where something still holds the words.
    """
    backups.rewrite(library, change)
    clean(conn)
    _wait_for_workspaces(library.parent)


def _wait_for_workspaces(place: Path) -> None:
    """Let no copy be left that somebody was working on. Raises Refused where one still is."""
    until = time.monotonic() + PATIENCE
    with explained(place):
        while not clear_leftovers(place, _QUIET):
            if time.monotonic() > until:
                raise Refused("erased-not-clean")
            time.sleep(_LOOK)
