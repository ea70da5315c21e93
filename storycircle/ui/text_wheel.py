"""Ctrl with the mouse wheel: larger and smaller text, whatever the pointer is over."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QWidget

_NOTCH = 120  # what a wheel reports for one notch, in eighths of a degree


class TextWheel(QObject):
    """Watches windows. turned: notches up, negative downwards.

    A window sees its wheel before any field or scroll bar in it does.
    """

    turned = Signal(int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._gathered = 0

    def watch(self, window: QWidget) -> None:
        """Watch a window; call it once the window is shown."""
        handle = window.windowHandle()
        if handle is not None:
            handle.removeEventFilter(self)
            handle.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Wheel and isinstance(event, QWheelEvent):
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self._gather(event.angleDelta().y())
                return True
            self._gathered = 0
        return super().eventFilter(watched, event)

    def _gather(self, turn: int) -> None:
        """Touchpads report a notch in many small parts."""
        self._gathered += turn
        notches = int(self._gathered / _NOTCH)
        if notches:
            self._gathered -= notches * _NOTCH
            self.turned.emit(notches)
