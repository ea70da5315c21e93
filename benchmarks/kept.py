"""What one run of the benchmarks makes or measures once, for all rows that need it."""

import os
from collections.abc import Callable
from functools import cache, wraps
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, ParamSpec, TypeVar

_P = ParamSpec("_P")
_T = TypeVar("_T")
_READ: list[Callable[[], None]] = []  # how to forget what the row that is measured has read


def measured_once(measure: Callable[_P, _T]) -> Callable[_P, _T]:
    """What several rows read from one run, measured once until `forget`."""
    known: Any = cache(measure)

    @wraps(measure)
    def read(*words: _P.args, **named: _P.kwargs) -> _T:
        _READ.append(known.cache_clear)
        found: _T = known(*words, **named)
        return found

    return read


def begin_row() -> None:
    """Begin to note what a row reads."""
    _READ.clear()


def forget() -> None:
    """Let what this row has read be measured anew, and nothing that only others read; what was
    made to measure with is still there.
    """
    for clear in _READ:
        clear()


@cache
def _made() -> "TemporaryDirectory[str]":
    return TemporaryDirectory(prefix="benchmarks-")


def place_of(name: str) -> Path:
    """A path for what is made once; it is gone as the run ends."""
    return Path(_made().name) / name


def on_the_disk() -> None:
    """Come back when the disk has what was made to measure with: it would be written beside what is
    measured, which waits for the disk too.
    """
    if hasattr(os, "sync"):  # there is none on Windows
        os.sync()
