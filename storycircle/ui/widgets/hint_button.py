"""A button as quiet as a hint, with its key: "Change the words  F2"."""

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.focus_ring import FocusRing
from storycircle.ui.widgets.keycap import cap_size, draw_cap

_GAP = 8  # px between the words and the cap


class HintButton(QAbstractButton):
    """Words in ink-2, underlined under the pointer, then a cap."""

    def __init__(self, theme: Theme, text: str, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._key = key
        self.setFont(theme.sans(14))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._ring = FocusRing(theme, self, 4)
        self.set_words(text, key)

    def set_words(self, text: str, key: str) -> None:
        """Say something else, and show the key that does it."""
        self._key = key
        self.setText(text.replace("&", "&&"))
        self.setAccessibleName(text)
        self.setAccessibleDescription(key)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        words = QFontMetricsF(self.font()).horizontalAdvance(self.accessibleName())
        cap = cap_size(self._theme, self._key)[0]
        return QSize(round(words + self._theme.px(_GAP) + cap) + 1, self._theme.px(32))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = self._theme.palette
        font = self.font()
        font.setUnderline(self.underMouse())
        metrics = QFontMetricsF(font)
        middle = self.height() / 2
        cap = cap_size(self._theme, self._key)[0]
        painter.setFont(font)
        painter.setPen(QColor(palette.ink if self.underMouse() else palette.ink_2))
        base = middle + (metrics.ascent() - metrics.descent()) / 2
        painter.drawText(QPointF(0, base), self.accessibleName())
        left = self.width() - cap - 1
        draw_cap(painter, self._theme, self._key, left, middle, palette.ink_2, palette.edge)
        painter.end()
