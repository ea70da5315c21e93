"""A pair of hands: presses keys in whatever has the focus, as a person at the laptop would."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

_NAMED = {
    "Enter": Qt.Key.Key_Return,
    "Return": Qt.Key.Key_Return,
    "Esc": Qt.Key.Key_Escape,
    "Space": Qt.Key.Key_Space,
    "Tab": Qt.Key.Key_Tab,
    "Right": Qt.Key.Key_Right,
    "Left": Qt.Key.Key_Left,
    "Up": Qt.Key.Key_Up,
    "Down": Qt.Key.Key_Down,
    "F1": Qt.Key.Key_F1,
    "F2": Qt.Key.Key_F2,
    "F6": Qt.Key.Key_F6,
    "F5": Qt.Key.Key_F5,
    "F10": Qt.Key.Key_F10,
    "F11": Qt.Key.Key_F11,
    "PageDown": Qt.Key.Key_PageDown,
    "PageUp": Qt.Key.Key_PageUp,
    "+": Qt.Key.Key_Plus,
    "Delete": Qt.Key.Key_Delete,
}
_HELD = {
    "Alt": Qt.KeyboardModifier.AltModifier,
    "Ctrl": Qt.KeyboardModifier.ControlModifier,
    "Shift": Qt.KeyboardModifier.ShiftModifier,
}


class Keyboard:
    """Counts its presses, since a facilitator has few to spare."""

    def __init__(self, window: QWidget) -> None:
        self._window = window
        self.presses = 0

    def press(self, *combinations: str) -> None:
        """Press combinations such as "Ctrl+Enter", one after another."""
        for combination in combinations:
            *held, name = combination.split("+") if combination != "+" else ["+"]
            modifiers = Qt.KeyboardModifier.NoModifier
            for key in held:
                modifiers |= _HELD[key]
            target = self._target()
            if name in _NAMED:
                QTest.keyClick(target, _NAMED[name], modifiers)
            else:
                _click(target, name.lower(), modifiers)
            self.presses += 1
            QApplication.processEvents()

    def tab_to(self, wanted: QWidget, at_most: int) -> None:
        """Go to a widget as one does who has no mouse; it has to come within so many presses."""
        presses = 0
        while not wanted.hasFocus():
            assert presses < at_most, f"{presses} presses led to {self._target()}"
            self.press("Tab")
            presses += 1

    def write(self, text: str) -> None:
        """Type a text, letter by letter; a newline is Enter."""
        for place, line in enumerate(text.split("\n")):
            if place:
                self.press("Enter")
            for letter in line:
                self._letter(letter)
        QApplication.processEvents()

    def paste(self, text: str) -> None:
        """Paste a text that was copied somewhere else."""
        QApplication.clipboard().setText(text)
        self.press("Ctrl+v")

    def _letter(self, letter: str) -> None:
        """One letter; QTest itself ends the process at one that no ASCII keyboard has."""
        if letter.isascii():
            _click(self._target(), letter)
            return
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            plain = Qt.KeyboardModifier.NoModifier
            QApplication.sendEvent(self._target(), QKeyEvent(kind, 0, plain, letter))

    def _target(self) -> QWidget:
        menu = QApplication.activePopupWidget()  # a menu that is open has the keys
        return menu or QApplication.focusWidget() or QApplication.activeWindow() or self._window


def _click(target: QWidget, letter: str, held: Qt.KeyboardModifier | None = None) -> None:
    """One ASCII letter with keys held; QTest's own stubs leave out that it takes letters."""
    click: Callable[..., None] = QTest.keyClick
    click(target, letter, Qt.KeyboardModifier.NoModifier if held is None else held)
