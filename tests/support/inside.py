"""The one place where tests look into a library: what no caller of it can do or see."""

import sqlite3

from storycircle.store.library import Library


def conn_of(library: Library) -> sqlite3.Connection:
    """A library's own connection: for rows as they stand, for pragmas, and for what damages it."""
    return library._conn


def dump(library: Library) -> list[str]:
    """All that a library holds, as SQL: what is the same afterwards has not been changed."""
    return list(conn_of(library).iterdump())
