"""Reading a library that may be damaged: what cannot be read is a sentence, not a traceback."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Self, TypeVar

from storycircle.core.errors import Refused

T = TypeVar("T")
_NONSENSE = (ValueError, LookupError, TypeError, AttributeError, RecursionError)


class SoundCursor(sqlite3.Cursor):
    """A cursor that says what is damaged. Raises Refused."""

    def execute(self, sql: str, parameters: Any = (), /) -> Self:
        return _said(lambda: super(SoundCursor, self).execute(sql, parameters))

    def fetchone(self) -> Any:
        return _said(super().fetchone)

    def fetchall(self) -> list[Any]:
        return _said(super().fetchall)

    def __next__(self) -> Any:
        return _said(super().__next__)


class SoundConnection(sqlite3.Connection):
    """A connection whose cursors say what is damaged."""

    def cursor(self, factory: Any = SoundCursor) -> Any:
        return super().cursor(factory)

    def execute(self, sql: str, parameters: Any = (), /) -> Any:
        return self.cursor().execute(sql, parameters)


def _said(act: Callable[[], T]) -> T:
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
    """What was read makes no sense as what it should be: it is damaged. Raises Refused."""
    try:
        yield
    except _NONSENSE as error:
        raise Refused("damaged-library") from error
