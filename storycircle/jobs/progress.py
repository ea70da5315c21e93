"""How a job says how far it is, and is told to stop."""

from collections.abc import Callable

Progress = Callable[[int, int, str], bool]
"""Called with how many are done, of how many, and what is at work; False means stop."""


def silent(_done: int, _all: int, _what: str) -> bool:
    """Say nothing and go on."""
    return True
