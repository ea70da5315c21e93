"""Reports of a job's progress, and the request to stop it."""

from collections.abc import Callable

Progress = Callable[[int, int, str], bool]
"""Called with how many are done, of how many, and what is at work; False means stop."""


def silent(_done: int, _all: int, _what: str) -> bool:
    """Report nothing, and never stop the job."""
    return True
