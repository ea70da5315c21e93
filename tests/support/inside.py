"""The one place where tests look into a library: what no caller of it can do or see."""

import sqlite3
from contextlib import AbstractContextManager

from storycircle.store.exchange import circle_file
from storycircle.store.exchange.outgoing import Leave
from storycircle.store.library import Library


def conn_of(library: Library) -> sqlite3.Connection:
    """A library's own connection: for rows as they stand, for pragmas, and for what damages it."""
    return library._conn


def dump(library: Library) -> list[str]:
    """All that a library holds, as SQL: what is the same afterwards has not been changed."""
    return list(conn_of(library).iterdump())


def change(library: Library) -> AbstractContextManager[object]:
    """One transaction of a library, as each of its own changes is."""
    return library._change()


def fill(conn: sqlite3.Connection, leave: Leave) -> None:
    """Write records into a circle file's tables, whatever they say: our own writer is careful."""
    circle_file._fill(conn, leave)
