"""Schema upgrades: on a copy, looked at, and only then put in the library's place."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path

from storycircle.core.errors import Refused
from storycircle.store.checking import is_sound, seal_again
from storycircle.store.disk import explained_change
from storycircle.store.replacing import alone, replace_content

Steps = Callable[[sqlite3.Connection], None]


def upgrade(conn: sqlite3.Connection, path: Path, steps: Steps) -> None:
    """Take an open library through steps. Raises Refused, and then it is as it was."""
    with alone(conn):
        replace_content(conn, path, partial(_upgraded, conn, path.name, steps))


def _upgraded(conn: sqlite3.Connection, name: str, steps: Steps, path: Path) -> None:
    with closing(sqlite3.connect(path)) as copy, explained_change():
        copy.row_factory = sqlite3.Row
        conn.backup(copy)
        if not is_sound(copy):
            raise Refused("damaged-file", name=name)
        steps(copy)
        seal_again(copy)
        copy.commit()
        if not is_sound(copy):
            raise Refused("upgrade-unsound", name=name)
