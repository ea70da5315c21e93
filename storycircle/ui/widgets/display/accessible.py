"""What a screen reader finds of a widget that Qt has no word for: its role, words, state and acts.

Qt knows what a button or a field is; a widget that paints itself is nothing to it. Such a widget
says here what it is, and one factory gives that to Qt, only where a reader asks. What is asked for
is answered at that moment: it is never out of date, and no event is sent as time goes by.

An interface is Qt's own for a widget, with answers of ours. Its `interface_cast` stays Qt's: one in
Python ends the process as soon as a reader on Linux asks.
"""

from collections.abc import Callable
from functools import cache
from typing import cast

from msgspec import Struct
from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import (
    QAccessible,
    QAccessibleActionInterface,
    QAccessibleInterface,
)
from PySide6.QtWidgets import QAccessibleWidget, QLabel, QWidget

Role = QAccessible.Role
_READ = "_read_as"


class _Read(Struct, frozen=True):
    """As what a widget is read; what is left out is as Qt has it."""

    role: QAccessible.Role
    name: Callable[[], str] | None = None
    description: Callable[[], str] | None = None
    press: Callable[[], object] | None = None
    chosen: Callable[[], bool] | None = None
    in_focus: Callable[[], bool] | None = None
    focused_part: Callable[[], QWidget | None] = lambda: None


def read_as(
    widget: QWidget,
    role: QAccessible.Role,
    *,
    name: Callable[[], str] | None = None,
    description: Callable[[], str] | None = None,
    press: Callable[[], object] | None = None,
    chosen: Callable[[], bool] | None = None,
    in_focus: Callable[[], bool] | None = None,
    focused_part: Callable[[], QWidget | None] = lambda: None,
) -> None:
    """Have a screen reader find a widget as this from now on.

    press: what Enter or a click does. chosen: of one among several, whether it is the one.
    in_focus: of a part that has the keyboard while the widget round it has Qt's focus;
    focused_part: of that widget, which read.
    """
    _install_factory()
    if QAccessible.isActive():  # a reader runs, and may have been told of the widget by now
        before = QAccessible.queryAccessibleInterface(widget)
        QAccessible.deleteAccessibleInterface(QAccessible.uniqueId(before))
    read = _Read(role, name, description, press, chosen, in_focus, focused_part)
    setattr(widget, _READ, read)


def read_quietly(ticking: QLabel) -> None:
    """Have a reader hear a label's present words when it asks, and not each time they change."""
    ticking.setAccessibleName("…")  # Qt tells of new words where there is no name; nobody hears it
    read_as(ticking, Role.StaticText, name=ticking.text)


@cache
def _install_factory() -> None:
    QAccessible.installFactory(_made)


def _made(_class: str, thing: QObject | None) -> "_Interface | None":
    """Qt asks with the class of a thing and each that it is built on; the first answer counts."""
    read: _Read | None = getattr(thing, _READ, None)
    return _Interface(cast("QWidget", thing), read.role) if read is not None else None


class _Interface(QAccessibleWidget):
    """Asks the widget each time, and is asked no more once the widget is gone."""

    def _read(self) -> _Read:
        read: _Read = getattr(self.object(), _READ, _Read(Role.NoRole))
        return read

    def text(self, which: QAccessible.Text) -> str:
        read, words = self._read(), super().text(which)
        if which == QAccessible.Text.Name:
            thing = self.object()
            label = thing.text() if isinstance(thing, QLabel) else ""
            return read.name() if read.name is not None else words or label
        if which == QAccessible.Text.Description and read.description is not None:
            return read.description()
        return words

    def state(self) -> QAccessible.State:
        read, state = self._read(), super().state()
        if read.chosen is not None:
            state.selectable = True
            state.selected = read.chosen()
        if read.in_focus is not None:
            state.focusable = True
            state.focused = read.in_focus()
        thing = self.object()
        proxy = thing.focusProxy() if isinstance(thing, QWidget) else None
        if proxy is not None or read.focused_part() is not None:
            state.focused = False  # a reader that looks for what has the keyboard finds that part
        return state

    def focusChild(self) -> QAccessibleInterface:
        focused = self._read().focused_part()
        if focused is None:
            return super().focusChild()
        return QAccessible.queryAccessibleInterface(focused)

    def actionNames(self) -> list[str]:
        names = list(super().actionNames())
        press = QAccessibleActionInterface.pressAction()
        return names if self._read().press is None else [press, *names]

    def doAction(self, name: str) -> None:
        press = self._read().press
        if press is not None and name == QAccessibleActionInterface.pressAction():
            # Once the reader has its answer: a press may take away the widget that is asked.
            QTimer.singleShot(0, self.object(), press)
        else:
            super().doAction(name)
