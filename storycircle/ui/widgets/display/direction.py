"""Which way a text runs, and where a part stands where the window runs from right to left.

Screens are drawn as from left to right and mirrored here: no screen has a rule of its own.
"""

import unicodedata
from functools import lru_cache

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

_RIGHTWARDS = Qt.LayoutDirection.RightToLeft
_LEFTWARDS = Qt.LayoutDirection.LeftToRight


def is_mirrored(widget: QWidget) -> bool:
    """Whether a widget runs from right to left."""
    return widget.layoutDirection() == _RIGHTWARDS


@lru_cache(maxsize=2048)  # the same words are drawn over and over
def runs(text: str, *, mirrored: bool) -> Qt.LayoutDirection:
    """The way a text is laid out: that of its letters where all run one way, else the window's. A
    time or a number, which has no letters, runs from left to right in every script.
    """
    kinds = {unicodedata.bidirectional(letter) for letter in text}
    to_right, to_left = "L" in kinds, bool(kinds & {"R", "AL"})
    if to_right and to_left:
        return _RIGHTWARDS if mirrored else _LEFTWARDS
    return _RIGHTWARDS if to_left else _LEFTWARDS


def mirror(left: float, wide: float, whole: float, *, mirrored: bool) -> float:
    """The left side of a part so many px wide, which is at left where nothing is mirrored."""
    return whole - left - wide if mirrored else left


def draw_line(painter: QPainter, at: QPointF, line: str, *, of: str = "") -> None:
    """Draw a line of words from a point of its base, the way the text runs that it is of."""
    window = painter.layoutDirection()
    painter.setLayoutDirection(runs(of or line, mirrored=window == _RIGHTWARDS))
    painter.drawText(at, line)
    painter.setLayoutDirection(window)
