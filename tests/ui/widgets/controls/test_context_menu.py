"""A menu of what can be done with a thing: by right click, key and ⋯, with the keys beside it."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from storycircle.core.commands import keys
from storycircle.core.commands.command import caption
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.context_menu import ContextMenu, Entry, MoreButton
from storycircle.ui.widgets.display import label

AT = QPoint(7, 9)


def right_click(widget: QWidget, at: QPoint = AT) -> QContextMenuEvent:
    """A right click, as Qt tells of it."""
    mouse = QContextMenuEvent.Reason.Mouse
    event = QContextMenuEvent(mouse, at, widget.mapToGlobal(at))
    QApplication.sendEvent(widget, event)
    return event


@pytest.fixture
def asked() -> list[QPoint | None]:
    """Where the menu was asked for, each time."""
    return []


@pytest.fixture
def widget(qtbot: QtBot) -> QWidget:
    made = QWidget()
    made.resize(200, 100)
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
    made.setFocus()
    return made


@pytest.fixture
def done() -> list[str]:
    """What was done."""
    return []


@pytest.fixture
def menu(widget: QWidget, asked: list[QPoint | None], done: list[str]) -> ContextMenu:
    def entries(at: QPoint | None) -> list[Entry]:
        asked.append(at)
        return [
            Entry("Away & back", lambda: done.append("away"), keys.AWAY.cap),
            Entry("Copy", lambda: done.append("copied")),
        ]

    return ContextMenu(widget, entries)


def test_a_right_click_opens_it_there(
    widget: QWidget, menu: ContextMenu, asked: list[QPoint | None]
) -> None:
    """The keys stand beside the words, and are bound to nothing."""
    assert right_click(widget).isAccepted()
    assert asked == [AT]
    assert menu.menu is not None
    texts = [action.text() for action in menu.menu.actions()]
    assert texts == [f"Away && back\t{caption('A')}", "Copy"]
    assert all(action.shortcut().isEmpty() for action in menu.menu.actions())


@pytest.mark.parametrize(
    "press",
    [
        lambda widget: QTest.keyClick(widget, Qt.Key.Key_Menu),
        lambda widget: QTest.keyClick(widget, Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier),
    ],
)
def test_keys_open_it_and_choose_in_it(
    qtbot: QtBot,
    widget: QWidget,
    menu: ContextMenu,
    done: list[str],
    press: Callable[[QWidget], None],
) -> None:
    """The first entry has the focus; another goes by arrow; the keyboard is back afterwards."""
    press(widget)
    open_ = menu.menu
    assert open_ is not None
    QTest.keyClick(open_, Qt.Key.Key_Down)
    QTest.keyClick(open_, Qt.Key.Key_Return)
    assert done == ["copied"]
    qtbot.waitUntil(lambda: menu.menu is None)
    qtbot.waitUntil(widget.hasFocus)


def test_dots_open_it(
    theme: Theme, widget: QWidget, menu: ContextMenu, asked: list[QPoint | None]
) -> None:
    """They say for what, and are no stop of Tab."""
    more = MoreButton(theme, menu, "Circle 5")
    more.setParent(widget)
    more.show()
    QTest.mouseClick(more, Qt.MouseButton.LeftButton)
    assert len(asked) == 1
    assert menu.menu is not None
    assert more.accessibleName() == "What can be done with Circle 5"
    assert more.focusPolicy() == Qt.FocusPolicy.NoFocus
    assert min(more.width(), more.height()) >= 32


def test_nothing_opens_where_nothing_can_be_done(widget: QWidget) -> None:
    menu = ContextMenu(widget, lambda _at: [])
    right_click(widget)
    assert menu.menu is None


def test_a_text_that_is_shown_is_copied_by_a_right_click(
    qtbot: QtBot, theme: Theme, widget: QWidget
) -> None:
    """Not the name of a field; within a thing that has a menu, that one opens."""
    column = QVBoxLayout(widget)
    read, named = label.app(theme, "What is told here stays here."), label.label(theme, "Who")
    for text in (read, named):
        column.addWidget(text)
    right_click(read)
    (menu,) = [one for one in read.findChildren(ContextMenu) if one.menu is not None]
    assert menu.menu is not None
    menu.menu.actions()[0].trigger()
    assert QApplication.clipboard().text() == "What is told here stays here."
    assert not right_click(named).isAccepted()
    around = QWidget()
    qtbot.addWidget(around)
    other = ContextMenu(around, lambda _at: [Entry("Open", lambda: None)])
    inside = label.app(theme, "An action")
    QVBoxLayout(around).addWidget(inside)
    right_click(inside)
    assert other.menu is not None
    assert not inside.findChildren(ContextMenu)
