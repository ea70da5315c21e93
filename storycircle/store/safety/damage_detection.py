"""Reading a library that may be damaged: what cannot be read is a sentence, not a traceback."""

import sqlite3
from types import TracebackType
from typing import Any, Self
from weakref import ref

from storycircle.core.error_sentences import Refused

_FOUND = (UnicodeDecodeError, sqlite3.DatabaseError)
_MANY = 100
"""Cursors of a connection after which those that are gone are forgotten."""
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
        self._many = _MANY

    def cursor(self, factory: Any = SoundCursor) -> Any:
        made = super().cursor(factory)
        # One for each statement, and nearly all are gone at once: a set that hears of each that
        # goes takes as long as the statement.
        self._cursors.append(ref(made))
        if len(self._cursors) > self._many:
            self._cursors = [one for one in self._cursors if one() is not None]
            self._many = max(_MANY, 2 * len(self._cursors))
        return made

    def close(self) -> None:
        for cursor in [one() for one in self._cursors]:
            if cursor is not None:
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


class _MakingSense:
    """What `making_sense` gives: one for all, as it is asked for at each record that is read."""

    def __enter__(self) -> None:
        """Nothing is kept of a reading."""

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        if isinstance(error, _NONSENSE):
            raise Refused("damaged-library") from error


_MAKING_SENSE = _MakingSense()


def making_sense() -> _MakingSense:
    """A block that raises `Refused("damaged-library")` where a stored value cannot be decoded."""
    return _MAKING_SENSE
