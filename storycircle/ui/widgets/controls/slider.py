"""A line with a handle, from 0 to 100: how loud something is."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QSlider, QWidget

from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.focus_ring import FocusRing
from storycircle.ui.widgets.display.card import antialiased

_WIDE, _HIGH = 200, 32  # px at 100 %; the handle and its target
_RADIUS = 11
_TRACK = 4


class Slider(QSlider):
    """Arrow keys move it by 5, Page Up and Down by 20, Home and End to its ends."""

    def __init__(self, theme: Theme, name: str, value: int, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._theme = theme
        self.setRange(0, 100)
        self.setTracking(False)  # a value is news when the handle is let go
        self.setSingleStep(5)
        self.setPageStep(20)
        self.setValue(value)
        self.setAccessibleName(name)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._ring = FocusRing(theme, self, 8)

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(_WIDE), self._theme.px(_HIGH))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(96), self._theme.px(_HIGH))

    def _ends(self) -> tuple[float, float]:
        """Where the handle's middle stands at 0 and at 100, in px."""
        radius = float(self._theme.px(_RADIUS))
        ends = radius, self.width() - radius
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        return (ends[1], ends[0]) if mirrored else ends

    def handle(self) -> QPointF:
        """The middle of the handle, in px of this widget."""
        none, full = self._ends()
        return QPointF(none + (full - none) * self.sliderPosition() / 100, self.height() / 2)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self.setSliderDown(True)
            self._go_to(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.isSliderDown():
            self._go_to(event.position().x())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: ARG002
        self.setSliderDown(False)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # it scrolls the page, and does not make things loud on the way

    def _go_to(self, x: float) -> None:
        none, full = self._ends()
        self.setSliderPosition(round(100 * (x - none) / (full - none)))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        with antialiased(self) as painter:
            palette, at = self._theme.palette, self.handle()
            none, full = (QPointF(x, at.y()) for x in self._ends())
            # In high contrast the line to come is thinner: its colour alone would not tell.
            thin = 2 if palette.high_contrast else self._theme.px(_TRACK)
            _line(painter, at, full, palette.line, thin)
            _line(painter, none, at, palette.teal, self._theme.px(_TRACK))
            painter.setPen(QPen(QColor(palette.teal), 2))
            painter.setBrush(QColor(palette.sunk if self.underMouse() else palette.surface))
            radius = self._theme.px(_RADIUS) - 1
            painter.drawEllipse(QRectF(at.x() - radius, at.y() - radius, 2 * radius, 2 * radius))


def _line(painter: QPainter, start: QPointF, end: QPointF, colour: str, width: float) -> None:
    pen = QPen(QColor(colour), width)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.drawLine(start, end)
