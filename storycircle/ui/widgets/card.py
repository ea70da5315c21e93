"""A card: something one can pick up, or a thing that stands by itself."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.sign import rounded


class Card(QWidget):
    """Surface with a 1-px line, radius 12; chosen or in focus 2 px teal. padding in px at 100 %."""

    pressed = Signal()

    def __init__(
        self,
        theme: Theme,
        *,
        padding: int = 24,
        ground: str = "",
        pressable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._ground = ground or theme.palette.surface
        self._chosen = False
        self._pressable = pressable
        if pressable:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._body = QVBoxLayout(self)
        self._body.setContentsMargins(*(theme.px(padding),) * 4)
        self._body.setSpacing(theme.px(4))

    def body(self) -> QVBoxLayout:
        """What is on the card, from the top down."""
        return self._body

    def set_chosen(self, chosen: bool) -> None:
        if chosen != self._chosen:
            self._chosen = chosen
            self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        if self._pressable and self.hasFocus() and enter and plain:
            self.pressed.emit()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._pressable and self.rect().contains(event.position().toPoint()):
            self.pressed.emit()
        super().mouseReleaseEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = self._theme.palette
        strong = self._chosen or self.hasFocus()
        pen = QPen(QColor(palette.teal), 2) if strong else QPen(QColor(palette.line), 1)
        rounded(painter, QRectF(self.rect()), 12, self._ground, pen)
        painter.end()
