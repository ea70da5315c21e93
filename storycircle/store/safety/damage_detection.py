"""Reading a library that may be damaged: what cannot be read is a sentence, not a traceback."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Self, TypeVar
from weakref import WeakSet

from storycircle.core.error_sentences import Refused

T = TypeVar("T")
_NONSENSE = (ValueError, LookupError, TypeError, AttributeError, RecursionError)


class SoundCursor(sqlite3.Cursor):
    """A cursor that reports damage. Raises Refused."""

    def execute(self, sql: str, parameters: Any = (), /) -> Self:
        return _reporting(lambda: super(SoundCursor, self).execute(sql, parameters))

    def fetchone(self) -> Any:
        return _reporting(super().fetchone)

    def fetchall(self) -> list[Any]:
        return _reporting(super().fetchall)

    def fetchmany(self, size: int | None = 1) -> list[Any]:
        return _reporting(lambda: super(SoundCursor, self).fetchmany(size))

    def __next__(self) -> Any:
        return _reporting(super().__next__)


class SoundConnection(sqlite3.Connection):
    """A connection whose cursors report damage, and are closed with it.

    A reading that broke off at damage would otherwise keep the file in use for as long as anything
    refers to the cursor, and so keep a backup from replacing it.
    """

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self._cursors: WeakSet[sqlite3.Cursor] = WeakSet()

    def cursor(self, factory: Any = SoundCursor) -> Any:
        made = super().cursor(factory)
        self._cursors.add(made)
        return made

    def close(self) -> None:
        for cursor in list(self._cursors):
            cursor.close()
        super().close()

    def execute(self, sql: str, parameters: Any = (), /) -> Any:
        return self.cursor().execute(sql, parameters)


def _reporting(act: Callable[[], T]) -> T:
    try:
        return act()
    except UnicodeDecodeError as error:
        raise Refused("damaged-library") from error
    except sqlite3.OperationalError as error:
        # "no such table" or "column": all that is asked for is there in a sound library.
        if not any(word in str(error) for word in ("decode", "malformed", "no such")):
            raise
        raise Refused("damaged-library") from error
    except sqlite3.DatabaseError as error:
        # The others of its kind are about what we wrote; this one is about what was read.
        if type(error) is not sqlite3.DatabaseError:
            raise
        raise Refused("damaged-library") from error


@contextmanager
def making_sense() -> Iterator[None]:
    """Raise `Refused("damaged-library")` where a stored value cannot be decoded."""
    try:
        yield
    except _NONSENSE as error:
        raise Refused("damaged-library") from error
