"""A link: teal, underlined, and a button to the keyboard."""

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.focus_ring import FocusRing


class Link(QAbstractButton):
    """px is its text size at 100 %."""

    def __init__(
        self, theme: Theme, text: str, px: float = 16, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._words = text
        self.setText(text.replace("&", "&&"))
        self.setAccessibleName(text)
        self.setFont(theme.sans(px))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._ring = FocusRing(theme, self, 4)

    def sizeHint(self) -> QSize:
        width = QFontMetricsF(self.font()).horizontalAdvance(self._words)
        return QSize(round(width) + 1, self._theme.px(32))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        metrics = QFontMetricsF(self.font())
        base = (self.height() + metrics.ascent() - metrics.descent()) / 2
        colour = QColor(self._theme.palette.teal)
        painter.setFont(self.font())
        painter.setPen(colour)
        painter.drawText(QPointF(0, base), self._words)
        painter.setPen(QPen(colour, 2 if self.underMouse() else 1))
        below = round(base + metrics.descent() * 0.65) + 0.5
        painter.drawLine(QPointF(0, below), QPointF(self.width(), below))
        painter.end()
