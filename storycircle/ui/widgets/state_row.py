"""A row that stands in a sequence: done, now, passed or to come; pressed, it is called."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.focus_ring import FocusRing
from storycircle.ui.widgets.sign import dashed, draw_disc
from storycircle.ui.widgets.tip import set_tip

DONE, NOW, PASSED, TO_COME = "done", "now", "passed", "to come"


@dataclass(frozen=True)
class RowView:
    """What a row says: before (a time), its words, and at its right how it stands."""

    state: str
    words: str
    before: str = ""
    after: str = ""


class StateRow(QAbstractButton):
    """36 high: a dot as on the rail, so that colour is never alone. Serif is people's words."""

    def __init__(
        self, theme: Theme, *, pressable: bool, serif: bool = False, before: int = 0
    ) -> None:
        """before: px at 100 % that the words leave for what stands before them."""
        super().__init__()
        self._theme, self._before = theme, theme.px(before)
        self._view = RowView(TO_COME, "")
        self._plain = theme.serif(17) if serif else theme.sans(16)
        self._strong = theme.serif(17, 600) if serif else theme.sans(16, 600)
        if pressable:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
            self._ring = FocusRing(theme, self, 6)
        policy = Qt.FocusPolicy.StrongFocus if pressable else Qt.FocusPolicy.NoFocus
        self.setFocusPolicy(policy)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_view(self, view: RowView) -> None:
        """Show another state."""
        if view != self._view:
            self._view = view
            said = (view.before, view.words, view.after or view.state)
            self.setAccessibleName(", ".join(part for part in said if part))
            set_tip(self, view.words)
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(200), self._theme.px(36))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(120), self._theme.px(36))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._dot(painter)
        theme, view = self._theme, self._view
        now = view.state == NOW
        left = theme.px(32)
        right = self._write(painter, view.after, self.width(), at_right=True, strong=now)
        if view.before:
            self._write(painter, view.before, left, strong=False, second=not now)
        room = self.width() - left - self._before - right - theme.px(12)
        font = self._strong if now else self._plain
        words = QFontMetricsF(font).elidedText(view.words, Qt.TextElideMode.ElideRight, room)
        painter.setFont(font)
        second = view.state == DONE and bool(self._before)
        painter.setPen(QColor(theme.palette.ink_2 if second else theme.palette.ink))
        painter.drawText(QPointF(left + self._before, self._base(font)), words)
        painter.end()

    def _base(self, font: object) -> float:
        metrics = QFontMetricsF(font)  # type: ignore[call-overload]
        return float((self.height() + metrics.ascent() - metrics.descent()) / 2)

    def _write(
        self,
        painter: QPainter,
        text: str,
        at: float,
        *,
        strong: bool,
        at_right: bool = False,
        second: bool = True,
    ) -> float:
        """Small words in the app's voice; how wide they are."""
        font = self._theme.sans(14, 600 if strong else 400)
        wide = QFontMetricsF(font).horizontalAdvance(text)
        painter.setFont(font)
        colour = self._theme.palette.ink_2 if second else self._theme.palette.ink
        painter.setPen(QColor(colour))
        painter.drawText(QPointF(at - wide if at_right else at, self._base(font)), text)
        return wide

    def _dot(self, painter: QPainter) -> None:
        palette, radius = self._theme.palette, self._theme.px(9)
        centre = QPointF(self._theme.px(12), self.height() / 2)
        if self._view.state == DONE:
            draw_disc(painter, "tick", centre, radius, palette.teal, palette.on)
            return
        now = self._view.state == NOW
        painter.setPen(QPen(QColor(palette.ember if now else palette.edge), 1.5))
        if self._view.state == PASSED:
            painter.setPen(dashed(palette.ink_2, 1.5))
        painter.setBrush(QColor(palette.ember) if now else Qt.BrushStyle.NoBrush)
        box = QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius)
        painter.drawEllipse(box.adjusted(1, 1, -1, -1))
