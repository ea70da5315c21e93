"""Waiting for what comes from another thread."""

from collections.abc import Callable
from time import monotonic

from PySide6.QtTest import QTest


def until(there: Callable[[], bool], seconds: float = 20) -> None:
    """Let the window live on until something is there; an error where it does not come."""
    ends = monotonic() + seconds
    while not there():
        if monotonic() > ends:
            raise TimeoutError
        QTest.qWait(10)
    QTest.qWait(20)  # and is drawn
