"""Steps from one schema of the library to the next, taken on a copy first."""

import sqlite3
from contextlib import closing
from functools import partial
from pathlib import Path

from sqlite_utils import Database, Migrations

from storycircle.core.error_sentences import Refused
from storycircle.store import schema
from storycircle.store.safety.disk import explained_change
from storycircle.store.safety.integrity_check import is_sound, seal_again
from storycircle.store.safety.workspace import alone, replace_content

library_migrations = Migrations("storycircle")
"""The steps, in their order, each one transaction. A step more is a `LIBRARY_VERSION` more."""
library_migrations(name=schema.STEPS[0])(schema.create)
library_migrations(name=schema.STEPS[1])(schema.create_lines)
library_migrations(name=schema.STEPS[2])(schema.create_checkout)


def are_pending(conn: sqlite3.Connection) -> bool:
    """Whether a library has steps left to take. Raises LookupError where its list is damaged."""
    return bool(library_migrations.pending(Database(conn)))


def take_steps(conn: sqlite3.Connection) -> None:
    """Take a database through all steps that are left."""
    library_migrations.apply(Database(conn))
    conn.execute(f"PRAGMA user_version = {schema.LIBRARY_VERSION}")


def upgrade(conn: sqlite3.Connection, path: Path) -> None:
    """Take an open library through all steps that are left, on a copy that then replaces its
    content. Raises Refused, and then the library is as it was.
    """
    with alone(conn):
        replace_content(conn, path, partial(_write_upgraded, conn, path.name))


def _write_upgraded(conn: sqlite3.Connection, name: str, path: Path) -> None:
    with closing(sqlite3.connect(path)) as copy, explained_change():
        copy.row_factory = sqlite3.Row
        conn.backup(copy)
        if not is_sound(copy):
            raise Refused("damaged-file", name=name)
        take_steps(copy)
        seal_again(copy)
        copy.commit()
        if not is_sound(copy):
            raise Refused("upgrade-unsound", name=name)
