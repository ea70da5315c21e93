"""The mark: a circle of people and the one who holds it, small."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.ring_geometry import Geometry
from storycircle.ui.widgets.ring_view import SeatState
from storycircle.ui.widgets.sign import dashed

SIX_HEARD = (SeatState.HEARD,) * 6


class Mark(QWidget):
    """size is in px at 100 %; states makes it a small picture of a real circle."""

    def __init__(
        self,
        theme: Theme,
        size: int,
        states: Sequence[SeatState] = SIX_HEARD,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._size = theme.px(size)
        self._states = tuple(states)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_states(self, states: Sequence[SeatState]) -> None:
        self._states = tuple(states)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._size, self._size)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette, middle = self._theme.palette, self._size / 2
        radius = 0.385 * self._size
        ring = Geometry(self._size, middle, middle, len(self._states), 0)
        painter.setPen(QPen(QColor(palette.line), 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(QPointF(middle, middle), radius, radius)
        bar = QPen(QColor(palette.ink_2), max(2.0, 0.05 * self._size))
        bar.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(bar)
        half = 0.075 * self._size
        base = middle + radius
        painter.drawLine(QPointF(middle - half, base), QPointF(middle + half, base))
        for index, state in enumerate(self._states):
            self._spot(painter, QPointF(*ring.centre(index)), state)
        painter.end()

    def _spot(self, painter: QPainter, at: QPointF, state: SeatState) -> None:
        palette = self._theme.palette
        crowd = min(1.0, 7 / (len(self._states) + 1))
        radius = max(2.5, 0.088 * self._size * crowd)
        filled = {SeatState.HEARD: palette.teal, SeatState.SPEAKING: palette.ember}
        if state in filled:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(filled[state]))
        else:
            away = state in (SeatState.PASSED, SeatState.AWAY)
            colour = palette.ember if state == SeatState.NEXT else palette.edge
            pen = dashed(palette.ink_2, 1.5, 2, 1.5) if away else QPen(QColor(colour), 1.5)
            painter.setPen(pen)
            painter.setBrush(QColor(palette.surface))
        painter.drawEllipse(at, radius, radius)
