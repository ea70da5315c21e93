"""What waits for a window's first picture: done after it, one piece between any two events."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from storycircle.ui.system.first_paint import AfterFirstPaint


class Painted(QWidget):
    """Notes when it is painted."""

    def __init__(self, told: list[str]) -> None:
        super().__init__()
        self._told = told

    def paintEvent(self, _event: object) -> None:
        self._told.append("painted")


def test_all_comes_after_the_first_picture_and_gives_way(qtbot: QtBot) -> None:
    """What was asked for meanwhile is answered between two pieces."""
    told: list[str] = []
    window = Painted(told)
    qtbot.addWidget(window)

    def first() -> None:
        told.append("first")
        QTimer.singleShot(0, lambda: told.append("a key"))

    AfterFirstPaint(window, [first, lambda: told.append("second"), lambda: told.append("third")])
    window.show()
    qtbot.waitUntil(lambda: "third" in told)
    acts = [one for one in told if one != "painted"]
    assert told[0] == "painted"
    assert acts == ["first", "a key", "second", "third"]


def test_a_window_that_is_never_painted_is_guarded_all_the_same(qtbot: QtBot) -> None:
    """It starts minimised, or on a desktop that shows it later."""
    told: list[str] = []
    window = QWidget()
    qtbot.addWidget(window)
    AfterFirstPaint(window, [lambda: told.append("first")])
    qtbot.waitUntil(lambda: told == ["first"], timeout=5_000)
