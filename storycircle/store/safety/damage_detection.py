"""Reading a library that may be damaged: what cannot be read is a sentence, not a traceback."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Self
from weakref import ref

from storycircle.core.error_sentences import Refused

_CURSORS = 200
"""References to cursors that are kept before those to cursors that are gone are thrown away."""
_FOUND = (UnicodeDecodeError, sqlite3.DatabaseError)
_NONSENSE = (ValueError, LookupError, TypeError, AttributeError, RecursionError)


class SoundCursor(sqlite3.Cursor):
    """A cursor that reports damage. Raises Refused.

    Each call has its own `try`: a merge asks millions of times, and a function handed to a function
    would be a third of what asking costs.
    """

    def execute(self, sql: str, parameters: Any = (), /) -> Self:
        try:
            return super().execute(sql, parameters)
        except _FOUND as error:
            _report(error)
            raise

    def fetchone(self) -> Any:
        try:
            return super().fetchone()
        except _FOUND as error:
            _report(error)
            raise

    def fetchall(self) -> list[Any]:
        try:
            return super().fetchall()
        except _FOUND as error:
            _report(error)
            raise

    def fetchmany(self, size: int | None = 1) -> list[Any]:
        try:
            return super().fetchmany(size)
        except _FOUND as error:
            _report(error)
            raise

    def __next__(self) -> Any:
        try:
            return super().__next__()
        except _FOUND as error:
            _report(error)
            raise


class SoundConnection(sqlite3.Connection):
    """A connection whose cursors report damage, and are closed with it.

    A reading that broke off at damage would otherwise keep the file in use for as long as anything
    refers to the cursor, and so keep a backup from replacing it.
    """

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self._cursors: list[ref[sqlite3.Cursor]] = []
        self._most = _CURSORS

    def cursor(self, factory: Any = SoundCursor) -> Any:
        made = super().cursor(factory)
        self._cursors.append(ref(made))
        if len(self._cursors) > self._most:
            self._cursors = [one for one in self._cursors if one() is not None]
            self._most = max(_CURSORS, 2 * len(self._cursors))
        return made

    def close(self) -> None:
        for one in self._cursors:
            if (cursor := one()) is not None:
                cursor.close()
        super().close()

    def execute(self, sql: str, parameters: Any = (), /) -> Any:
        return self.cursor().execute(sql, parameters)


def _report(error: Exception) -> None:
    """Raise `Refused("damaged-library")` where an error says that what was read is damaged."""
    if isinstance(error, UnicodeDecodeError):
        raise Refused("damaged-library") from error
    if isinstance(error, sqlite3.OperationalError):
        # "no such table" or "column": all that is asked for is there in a sound library.
        if any(word in str(error) for word in ("decode", "malformed", "no such")):
            raise Refused("damaged-library") from error
    # The others of its kind are about what we wrote; this one is about what was read.
    elif type(error) is sqlite3.DatabaseError:
        raise Refused("damaged-library") from error


@contextmanager
def making_sense() -> Iterator[None]:
    """Raise `Refused("damaged-library")` where a stored value cannot be decoded."""
    try:
        yield
    except _NONSENSE as error:
        raise Refused("damaged-library") from error
