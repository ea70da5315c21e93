"""The circle that was saved last, for as long as a library cannot have changed since.

A save of one story then compares no other one with what is on the disk. SQLite itself says
whether anybody changed anything: another connection by its data_version, this one by how many
rows it has changed.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count

from storycircle.core.model import Circle

Moment = tuple[int, int, int]
_NUMBERS = count(1)


class SavedLast:
    """Of one connection. It is asked within a transaction, as SQLite's answer is of a moment."""

    def __init__(self, conn: sqlite3.Connection) -> None:
        self._conn, self._number = conn, next(_NUMBERS)
        self._circle: Circle | None = None
        self._seen: Moment | None = None

    def circle(self, id_: str) -> Circle | None:
        """A circle as it was saved last, where that is still what the library holds."""
        circle = self._circle
        if circle is None or circle.id != id_ or self._seen != self.moment():
            return None
        return circle

    def note(self, circle: Circle, moment: Moment) -> None:
        """A circle is on the disk; moment: the last one of the transaction that saved it."""
        self._circle, self._seen = circle, moment

    @contextmanager
    def untouched(self) -> Iterator[None]:
        """A change that touches no record: what was known before is known after it."""
        known = self._seen == self.moment()
        yield
        if known:
            self._seen = self.moment()

    def moment(self) -> Moment:
        """What differs from before once anything was changed by anybody, and for each connection:
        one that was opened anew counts anew.
        """
        (version,) = self._conn.execute("PRAGMA data_version").fetchone()
        return self._number, version, self._conn.total_changes
