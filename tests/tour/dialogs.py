"""Dialogs, lists, menus and tips that lie over a window, to be looked at while they are there."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QLineEdit,
    QMenu,
    QMenuBar,
    QScrollArea,
    QToolTip,
    QWidget,
)

from storycircle.ui.widgets.display.tip import show_tip
from tests.support.windows import breathe


@contextmanager
def file_dialog() -> Iterator[QDialog]:
    """The dialog that is open; it is put away afterwards, and nothing chosen."""
    breathe(50)
    found = [w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible()]
    (dialog,) = found
    yield dialog
    dialog.reject()
    breathe(1)


@contextmanager
def list_of(box: QComboBox) -> Iterator[QWidget]:
    """The list of a box to pick from, open."""
    box.showPopup()
    breathe(50)
    yield box.view().window()
    box.hidePopup()


@contextmanager
def menu_of(field: QLineEdit) -> Iterator[QWidget]:
    """The menu of a field, as by a right click on it."""
    menu = field.createStandardContextMenu()
    menu.popup(field.mapToGlobal(QPoint(20, 20)))
    breathe(50)
    yield menu
    menu.close()
    menu.deleteLater()


@contextmanager
def menu_below(bar: QMenuBar, entry: QAction) -> Iterator[QWidget]:
    """A menu of a window, open below its name."""
    menu = entry.menu()
    assert isinstance(menu, QMenu)
    menu.popup(bar.mapToGlobal(bar.actionGeometry(entry).bottomLeft()))
    breathe(50)
    yield menu
    menu.close()
    breathe(1)


@contextmanager
def tip_of(widget: QWidget, text: str) -> Iterator[QWidget]:
    """A tip over a widget."""
    show_tip(widget.mapToGlobal(QPoint(20, 20)), text, widget)
    breathe(50)
    yield next(
        top
        for top in QApplication.topLevelWidgets()
        if top.isVisible() and top.metaObject().className() == "QTipLabel"
    )
    QToolTip.hideText()
    breathe(1)


def show(widget: QWidget) -> None:
    """Scroll to a widget, as its page does for what has the keyboard."""
    held = widget.parentWidget()
    while held is not None and not isinstance(held, QScrollArea):
        held = held.parentWidget()
    if held is not None:
        held.ensureWidgetVisible(widget)
