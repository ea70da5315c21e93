"""What of the ring stands still while a turn runs, kept as a picture; and what moves."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QWidget

from storycircle.ui.widgets.ring_geometry import ARC, ARC_WIDTH, Geometry
from storycircle.ui.widgets.ring_view import RingView

_SHORT = 0.02  # of the circle: a movement up to this is a short stretch at the arc's end


class StillLayer:
    """The seats, their names and the empty circle: drawn anew only where they differ."""

    def __init__(self, widget: QWidget) -> None:
        self._widget = widget
        self._picture = QPixmap()
        self._key: object = None

    def paint(self, painter: QPainter, key: object, draw: Callable[[QPainter], None]) -> None:
        """Put the layer down; key: all that it depends on beside the widget's size."""
        ratio = self._widget.devicePixelRatioF()
        whole = (key, self._widget.size(), ratio)
        if whole != self._key:
            self._key = whole
            self._picture = QPixmap(self._widget.size() * ratio)
            self._picture.setDevicePixelRatio(ratio)
            self._picture.fill(Qt.GlobalColor.transparent)
            layer = QPainter(self._picture)
            layer.setRenderHint(QPainter.RenderHint.Antialiasing)
            draw(layer)
            layer.end()
        painter.drawPixmap(0, 0, self._picture)


def moved_parts(ring: Geometry, old: RingView, new: RingView) -> list[QRect] | None:
    """The parts to paint anew where only time went by; None where the rest differs too."""
    same = replace(new, used=old.used, spoken=old.spoken, time=old.time, lines=old.lines)
    step = new.used - old.used
    if same != old or not 0 <= step <= _SHORT:
        return None
    parts = []
    if step:
        parts.append(_arc_end(ring, old.used, new.used))
    if (new.time, new.lines) != (old.time, old.lines):
        reach = (ARC - ARC_WIDTH / 2) * ring.s
        box = QRectF(ring.cx - reach, ring.cy - reach, 2 * reach, 2 * reach)
        parts.append(box.toAlignedRect())
    return parts


def _arc_end(ring: Geometry, first: float, last: float) -> QRect:
    """The box of a short stretch of the arc, with its round end."""
    half = ARC_WIDTH * ring.s / 2 + 2
    ends = [QPointF(*ring.at(360 * min(1.0, used), ARC * ring.s)) for used in (first, last)]
    box = QRectF(ends[0], ends[1]).normalized()
    return box.adjusted(-half, -half, half, half).toAlignedRect()
