"""Waiting for what comes from another thread."""

from collections.abc import Callable
from time import monotonic

from PySide6.QtWidgets import QApplication, QWidget

from tests.support.windows import breathe

_ROUNDS, _STILL = 50, 4  # of layouts that each have another one made, from the inside outwards


def until(there: Callable[[], bool], seconds: float = 20) -> None:
    """Let the window live on until something is there; an error where it does not come."""
    ends = monotonic() + seconds
    while not there():
        if monotonic() > ends:
            raise TimeoutError
        breathe(10)
    breathe(20)  # and is drawn


def settle(window: QWidget) -> None:
    """Let a window's layouts come to rest: until in some rounds in a row nothing in it moved, since
    on a busy machine a fixed time may end in the middle of them.
    """
    before: list[object] = []
    still = 0
    for _round in range(_ROUNDS):
        QApplication.sendPostedEvents()
        QApplication.processEvents()
        places: list[object] = [
            (widget.geometry(), widget.isVisible()) for widget in window.findChildren(QWidget)
        ]
        still = still + 1 if places == before else 0
        if still == _STILL:
            return
        before = places
