"""The list of circles and events on Home, as tests read it and press its rows."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from storycircle.ui.home.rows.row_list import RowList


def list_of(window: QWidget) -> RowList:
    """The list that is shown in a window, which may have been made just now."""
    QApplication.processEvents()
    (found,) = (one for one in window.findChildren(RowList) if one.isVisibleTo(window))
    return found


def titles(window: QWidget) -> list[str]:
    """What the rows are called, as a screen reader finds them."""
    model = list_of(window).model()
    role = Qt.ItemDataRole.AccessibleTextRole
    return [model.index(at, 0).data(role) for at in range(model.rowCount())]


def choose(window: QWidget, title: str) -> RowList:
    """Give the keyboard to a row; the list."""
    shown = list_of(window)
    shown.setFocus()
    shown.setCurrentIndex(shown.model().index(titles(window).index(title), 0))
    return shown


def click(window: QWidget, title: str, at: QPoint | None = None) -> None:
    """Click on a row, in its middle or at a point of it."""
    shown = list_of(window)
    index = shown.model().index(titles(window).index(title), 0)
    shown.scrollTo(index)
    box = shown.visualRect(index)
    point = box.center() if at is None else box.topLeft() + at
    QTest.mouseClick(shown.viewport(), Qt.MouseButton.LeftButton, pos=point)
