"""Long work that lets others on: between two of its steps it stands for as long as it is asked to.

Python runs one thread at a time. Work on a thread beside the one that draws takes turns with it at
every breath, and a key would be answered in a second that takes a twentieth alone.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar


def _goes_on() -> None:
    """Nobody asked it to stand."""


_STAND: ContextVar[Callable[[], None]] = ContextVar("stand", default=_goes_on)


@contextmanager
def standing(stand: Callable[[], None]) -> Iterator[None]:
    """Have what is done in the block call `stand` between its steps, which comes back when it may
    go on.
    """
    token = _STAND.set(stand)
    try:
        yield
    finally:
        _STAND.reset(token)


def between_steps() -> None:
    """Stand here where that was asked for; a step is a record, a card or an action."""
    _STAND.get()()
