"""Plain grounds that screens are built on: a side pane, and a column that scrolls."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QScrollArea, QScrollBar, QWidget

from storycircle.ui.theme.theme import Theme


class SidePane(QWidget):
    """Surface, with a hairline on the side towards the main column."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(self._theme.palette.surface))
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        x = self.width() - 1 if mirrored else 0
        painter.fillRect(x, 0, 1, self.height(), QColor(self._theme.palette.line))
        painter.end()


ROOM = 900
"""Below this width over the text's scale, what stands side by side stands one below the other."""


def side_by_side(layout: QBoxLayout, width: float) -> bool:
    """Turn a layout as its room allows, width being over the text's scale; whether beside."""
    beside = width > ROOM
    direction = QBoxLayout.Direction
    layout.setDirection(direction.LeftToRight if beside else direction.TopToBottom)
    return beside


def scrolling(inside: QWidget) -> QScrollArea:
    """The widget as wide as there is room, scrolling up and down where it is higher."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what is inside takes the focus
    area.setWidget(inside)
    return area


_STEPS = {
    Qt.Key.Key_Down: QScrollBar.SliderAction.SliderSingleStepAdd,
    Qt.Key.Key_Up: QScrollBar.SliderAction.SliderSingleStepSub,
    Qt.Key.Key_PageDown: QScrollBar.SliderAction.SliderPageStepAdd,
    Qt.Key.Key_PageUp: QScrollBar.SliderAction.SliderPageStepSub,
}


def scrolled(area: QScrollArea, event: QKeyEvent) -> bool:
    """Scroll by the keys of pages and lines, as nothing inside takes them; whether it did."""
    step = _STEPS.get(Qt.Key(event.key()))
    if step is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
        return False
    bar = area.verticalScrollBar()
    bar.setSingleStep(max(bar.singleStep(), area.height() // 6))
    bar.triggerAction(step)
    return True
