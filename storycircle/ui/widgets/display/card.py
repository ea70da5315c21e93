"""Cards, thin lines, and the app's drawn signs.

A card: something one can pick up, or a thing that stands by itself.

A line one px thin: what parts things here, where others would draw boxes.

The few signs of the app, drawn as strokes so that they look the same at every size.
"""

from functools import partial

from PySide6.QtCore import QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPaintDevice,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QVBoxLayout, QWidget

from storycircle.core.commands.keys import ENTER
from storycircle.ui.commands import has_key
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.steady_press import pressed_place
from storycircle.ui.widgets.display import layouts
from storycircle.ui.widgets.display.accessible import Role, read_as


def antialiased(device: QPaintDevice) -> QPainter:
    """A painter on a device whose edges are smooth; its `with` block ends the painting."""
    painter = QPainter(device)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    return painter


class Hairline(QWidget):
    """Lying, or upright."""

    def __init__(
        self, theme: Theme, *, upright: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._colour = QColor(theme.palette.line)
        if upright:
            self.setFixedWidth(1)
        else:
            self.setFixedHeight(1)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            layouts.fill(painter, event.rect(), self._colour)


_STROKES: dict[str, tuple[tuple[tuple[float, float], ...], ...]] = {
    # Points in a square from -1 to 1, y downwards; one tuple a stroke.
    "tick": (((-0.72, 0.05), (-0.22, 0.55), (0.72, -0.5)),),
    "plus": (((-0.7, 0), (0.7, 0)), ((0, -0.7), (0, 0.7))),
    "minus": (((-0.7, 0), (0.7, 0)),),
    "cross": (((-0.6, -0.6), (0.6, 0.6)), ((0.6, -0.6), (-0.6, 0.6))),
    "same": (((-0.65, -0.3), (0.65, -0.3)), ((-0.65, 0.3), (0.65, 0.3))),
    "up": (((0, 0.75), (0, -0.7)), ((-0.55, -0.15), (0, -0.7), (0.55, -0.15))),
    "look": (((0, -0.75), (0, 0.2)), ((0, 0.72), (0, 0.74))),
    "below": (((-0.6, -0.3), (0, 0.3), (0.6, -0.3)),),
    "onward": (((-0.3, -0.6), (0.3, 0), (-0.3, 0.6)),),
    "backward": (((0.3, -0.6), (-0.3, 0), (0.3, 0.6)),),
    "changed": (
        ((-0.7, -0.35), (0.7, -0.35), (0.35, -0.7)),
        ((0.7, 0.35), (-0.7, 0.35), (-0.35, 0.7)),
    ),
    "ring": (
        (
            (0, -0.55),
            (0.39, -0.39),
            (0.55, 0),
            (0.39, 0.39),
            (0, 0.55),
            (-0.39, 0.39),
            (-0.55, 0),
            (-0.39, -0.39),
            (0, -0.55),
        ),
    ),
    "lens": (
        (
            (0.4, -0.15),
            (0.33, 0.12),
            (0.13, 0.33),
            (-0.15, 0.4),
            (-0.42, 0.33),
            (-0.63, 0.12),
            (-0.7, -0.15),
            (-0.63, -0.42),
            (-0.43, -0.63),
            (-0.15, -0.7),
            (0.13, -0.63),
            (0.33, -0.43),
            (0.4, -0.15),
        ),
        ((0.25, 0.25), (0.75, 0.75)),
    ),
    "lock": (
        ((-0.6, -0.05), (0.6, -0.05), (0.6, 0.75), (-0.6, 0.75), (-0.6, -0.05)),
        ((-0.35, -0.05), (-0.35, -0.45), (-0.2, -0.72), (0.2, -0.72), (0.35, -0.45), (0.35, -0.05)),
    ),
}


def draw_sign(  # noqa: PLR0917 (a drawing and its measures)
    painter: QPainter, name: str, centre: QPointF, size: float, colour: str, stroke: float = 2
) -> None:
    """Draw a sign in a square of size px round the centre, stroke px wide."""
    half = size / 2
    path = QPainterPath()
    for points in _STROKES[name]:
        first, *rest = (QPointF(centre.x() + x * half, centre.y() + y * half) for x, y in points)
        path.moveTo(first)
        for point in rest:
            path.lineTo(point)
    pen = QPen(QColor(colour), stroke)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(path)


def draw_disc(  # noqa: PLR0917 (a drawing and its measures)
    painter: QPainter, name: str, centre: QPointF, radius: float, ground: str, colour: str
) -> None:
    """A filled disc with a sign on it: the tick of what is done."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(ground))
    painter.drawEllipse(centre, radius, radius)
    draw_sign(painter, name, centre, radius * 1.05, colour, max(1.6, radius * 0.21))


def dashed(colour: str, width: float = 1, on: float = 3, off: float = 2.5) -> QPen:
    """A dashed pen: not now, passed, away. Dash and gap in px."""
    pen = QPen(QColor(colour), width)
    pen.setDashPattern([on / width, off / width])
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    return pen


def rounded(painter: QPainter, rect: QRectF, radius: float, ground: str, pen: QPen | None) -> None:
    """A rounded box with its line inside the rectangle; ground "" is none."""
    painter.setBrush(QColor(ground) if ground else Qt.BrushStyle.NoBrush)
    if pen is None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawRoundedRect(rect, radius, radius)
        return
    half = pen.widthF() / 2
    painter.setPen(pen)
    painter.drawRoundedRect(rect.adjusted(half, half, -half, -half), radius - half, radius - half)


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
        self._place = QRect()  # where it was pressed, on the screen
        if pressable:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setCursor(Qt.CursorShape.PointingHandCursor)
            pressed = partial(self.pressed.emit)
            read_as(self, Role.ListItem, press=pressed, chosen=lambda: self._chosen)
        self._body = layouts.column(self, theme.px(4), (theme.px(padding),) * 4)

    def body(self) -> QVBoxLayout:
        """What is on the card, from the top down."""
        return self._body

    def set_chosen(self, chosen: bool) -> None:
        if chosen != self._chosen:
            self._chosen = chosen
            self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = has_key(event, ENTER)
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        if self._pressable and self.hasFocus() and enter and plain:
            self.pressed.emit()
        else:
            super().keyPressEvent(event)

    def pressed_parts(self) -> tuple[QRect, ...]:
        """What of it can be pressed: all or nothing."""
        return (self.rect(),) if self._pressable else ()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._place = pressed_place(self, event)
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        held = self._place.contains(event.globalPosition().toPoint())
        if self._pressable and (held or self.rect().contains(event.position().toPoint())):
            self.pressed.emit()
        self._place = QRect()
        super().mouseReleaseEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        with antialiased(self) as painter:
            palette = self._theme.palette
            strong = self._chosen or self.hasFocus()
            pen = QPen(QColor(palette.teal), 2) if strong else QPen(QColor(palette.line), 1)
            rounded(painter, QRectF(self.contentsRect()), 12, self._ground, pen)
