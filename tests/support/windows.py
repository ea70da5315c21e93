"""A window or page put on screen, as large as a test wants it."""

from typing import TypeVar

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

Shown = TypeVar("Shown", bound=QWidget)


def shown(
    qtbot: QtBot, widget: Shown, width: int = 1440, height: int = 900, *, front: bool = True
) -> Shown:
    """The widget, shown; it is closed at the end of the test.

    width, height: px. front: it has the keyboard before the test goes on.
    """
    qtbot.addWidget(widget)
    widget.resize(width, height)
    widget.show()
    if front:
        widget.activateWindow()
        qtbot.waitUntil(widget.isActiveWindow)
    return widget


def breathe(ms: int) -> None:
    """Let the event loop run for so long, as between two keys of a person: it waits for something
    to do, and what is read beside the window goes on. Qt's own `qWait` never waits.
    """
    loop = QEventLoop()
    QTimer.singleShot(ms, loop.quit)
    loop.exec()
