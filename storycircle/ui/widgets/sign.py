"""The few signs of the app, drawn as strokes so that they look the same at every size."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

_STROKES: dict[str, tuple[tuple[tuple[float, float], ...], ...]] = {
    # Points in a square from -1 to 1, y downwards; one tuple a stroke.
    "tick": (((-0.72, 0.05), (-0.22, 0.55), (0.72, -0.5)),),
    "plus": (((-0.7, 0), (0.7, 0)), ((0, -0.7), (0, 0.7))),
    "minus": (((-0.7, 0), (0.7, 0)),),
    "same": (((-0.65, -0.3), (0.65, -0.3)), ((-0.65, 0.3), (0.65, 0.3))),
    "up": (((0, 0.75), (0, -0.7)), ((-0.55, -0.15), (0, -0.7), (0.55, -0.15))),
    "look": (((0, -0.75), (0, 0.2)), ((0, 0.72), (0, 0.74))),
    "below": (((-0.6, -0.3), (0, 0.3), (0.6, -0.3)),),
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
