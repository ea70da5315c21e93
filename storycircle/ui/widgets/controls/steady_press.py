"""A click counts where it was pressed, though the page moves before the pointer is let go.

A press takes the focus from a field first, and what follows the focus, such as the keys on the
buttons, lays the page out anew under the pointer.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QAbstractButton, QWidget


def pressed_place(widget: QWidget, event: QMouseEvent) -> QRect:
    """Where a widget is on the screen as it is pressed."""
    return QRect((event.globalPosition() - event.position()).toPoint(), widget.size())


if TYPE_CHECKING:
    _Base = QAbstractButton
else:
    _Base = object


class SteadyPress(_Base):
    """Clicks a button in the place where it was pressed. It stands before the class of Qt."""

    _place: QRect | None = None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._place = pressed_place(self, event)
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        self._place = None

    def hitButton(self, pos: QPoint) -> bool:
        """Whether a point is on the button, or on the place where it was pressed."""
        place = self._place
        held = place is not None and place.contains(self.mapToGlobal(pos))
        return held or super().hitButton(pos)
