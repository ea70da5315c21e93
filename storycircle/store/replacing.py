"""Putting another content in a library's place, with nobody else in it meanwhile.

The content goes in by SQLite's backup, onto a connection that holds the file's exclusive lock:
no other process can read a half of it, or write to a file that is about to be replaced. A kill
in the middle is undone by the journal when the file is opened next.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from storycircle.core.errors import Refused
from storycircle.store.disk import explained, explained_change, to_disk
from storycircle.store.workspace import workspace

Change = Callable[[Path], None]


def set_apart(conn: sqlite3.Connection) -> None:
    """Leave nothing beside the file. Raises Refused while anybody else has it open."""
    conn.execute("PRAGMA busy_timeout = 200")
    with explained_change():
        conn.execute("PRAGMA journal_mode = DELETE").fetchall()


@contextmanager
def alone(conn: sqlite3.Connection) -> Iterator[None]:
    """Nobody else reads or writes this library meanwhile. Raises Refused while others have it."""
    set_apart(conn)
    with explained_change():
        conn.execute("PRAGMA locking_mode = EXCLUSIVE").fetchall()
        conn.execute("BEGIN EXCLUSIVE")
        conn.execute("COMMIT")
        (mode,) = conn.execute("PRAGMA journal_mode").fetchone()
    if mode != "delete":  # another process came in between the two steps
        raise Refused("library-busy")
    yield


def replace_content(conn: sqlite3.Connection, beside: Path, make: Change) -> None:
    """Let `make` write a file, and put its content in the place of an open library's, which is
    alone. All or nothing; raises Refused.
    """
    with workspace(beside) as folder:
        path = folder / beside.name
        make(path)
        with closing(sqlite3.connect(path)) as source, explained_change():
            source.backup(conn)  # synchronised by SQLite; the file itself is not opened here
    with explained(beside):
        to_disk(beside.parent)  # its journal is gone
