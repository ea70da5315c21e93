"""Tips over widgets: the one door to them, which shows every text as it was written.

A label takes plain text when told to; a tip cannot be told, and Qt reads markup in whatever looks
like it: a picture that such a text names is opened, on this disk or on another machine.
"""

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QToolTip, QWidget

_BY_TIP = "_described_by_tip"
_AS_LETTERS = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
"""What begins markup, as the letter that it is. Python's own way of it loads the name of each of
two thousand signs.
"""


def plain_tip(text: str) -> str:
    """A text as a tip that shows each of its letters; none for no text."""
    shown = text.translate(_AS_LETTERS)
    return f'<span style="white-space: pre-wrap">{shown}</span>' if text else ""


def set_tip(widget: QWidget, text: str) -> None:
    """Show a text while the pointer rests on a widget; none for no text.

    A screen reader has it as the widget's description, where it has no other: Qt would read out the
    markup of the tip.
    """
    if getattr(widget, _BY_TIP, False) or not widget.accessibleDescription():
        setattr(widget, _BY_TIP, True)
        widget.setAccessibleDescription(text)
    widget.setToolTip(plain_tip(text))


def describe_quietly(unseen: QWidget, text: str) -> None:
    """Describe a widget that the pointer goes through, without a word that it has changed.

    Qt describes by its tip what has no description, and tells nobody of another tip.
    """
    unseen.setToolTip(text)


def show_tip(at: QPoint, text: str, widget: QWidget) -> None:
    """Show a text at a place of the screen, over a widget; hide it for no text."""
    QToolTip.showText(at, plain_tip(text), widget)
