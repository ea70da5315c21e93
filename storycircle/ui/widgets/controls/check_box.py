"""A tick box: 24 px in a target of 32, its words beside it, wrapped."""

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QWidget

from storycircle.ui.commands import press_button
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.focus_ring import FocusRing
from storycircle.ui.widgets.controls.steady_press import SteadyPress
from storycircle.ui.widgets.display.card import antialiased, draw_sign, rounded
from storycircle.ui.widgets.display.direction import draw_line, is_mirrored, mirror
from storycircle.ui.widgets.display.label import break_lines


class TickBox(SteadyPress, QCheckBox):
    """The whole of it, words too, can be pressed."""

    def __init__(
        self, theme: Theme, text: str, on: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._words = text
        self.setText(text.replace("&", "&&"))
        self.setAccessibleName(text)
        self.setChecked(on)
        self.setFont(theme.sans(16))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._ring = FocusRing(theme, self, 6)

    def _indent(self) -> int:
        return self._theme.px(36)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not press_button(self, event, enter=False):
            super().keyPressEvent(event)

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos) or super().hitButton(pos)

    def heightForWidth(self, width: int) -> int:
        lines = break_lines(self._words, self.font(), width - self._indent())
        return max(self._theme.px(32), self._theme.px(24) * len(lines) + self._theme.px(8))

    def sizeHint(self) -> QSize:
        words = QFontMetricsF(self.font()).horizontalAdvance(self._words)
        return QSize(round(words) + self._indent() + 2, self._theme.px(32))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(120), self._theme.px(32))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        with antialiased(self) as painter:
            palette, size = self._theme.palette, self._theme.px(24)
            whole, mirrored = self.width(), is_mirrored(self)
            box = QRectF(mirror(0, size, whole, mirrored=mirrored), self._theme.px(4), size, size)
            if self.isChecked():
                rounded(painter, box, 6, palette.teal, None)
                draw_sign(painter, "tick", box.center(), size * 0.55, palette.on, size / 10)
            else:
                ground = palette.sunk if self.underMouse() else palette.paper
                rounded(painter, box, 6, ground, QPen(QColor(palette.edge), 1))
            painter.setFont(self.font())
            painter.setPen(QColor(palette.ink if self.isEnabled() else palette.ink_2))
            metrics = QFontMetricsF(self.font())
            line = self._theme.px(24)
            base = self._theme.px(4) + (line + metrics.ascent() - metrics.descent()) / 2
            for part in break_lines(self._words, self.font(), self.width() - self._indent()):
                left = mirror(self._indent(), part.width, whole, mirrored=mirrored)
                draw_line(painter, QPointF(left, base), part.text, of=self._words)
                base += line
