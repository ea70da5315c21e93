"""Reports of a job's progress, and the request to stop it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from storycircle.core.error_sentences import Refused

Progress = Callable[[int, int, str], bool]
"""Called with how many are done, of how many, and what is at work; False means stop."""


def silent(_done: int, _all: int, _what: str) -> bool:
    """Report nothing, and never stop the job."""
    return True


def _never() -> bool:
    return False


_STOPPED: ContextVar[Callable[[], bool]] = ContextVar("stopped", default=_never)


@contextmanager
def stoppable(stopped: Callable[[], bool]) -> Iterator[None]:
    """Have what is done in the block end once `stopped` says so, wherever it asks for it."""
    token = _STOPPED.set(stopped)
    try:
        yield
    finally:
        _STOPPED.reset(token)


def refuse_if_stopped() -> None:
    """Raise Refused("stopped") where the block that this is called in is to end."""
    if _STOPPED.get()():
        raise Refused("stopped")
