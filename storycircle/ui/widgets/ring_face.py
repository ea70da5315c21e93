"""The middle of the ring: the seats' circle, the arc of the time, and the words in it."""

from math import sqrt

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from storycircle.ui.theme import type as faces
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets import ring_geometry as measures
from storycircle.ui.widgets.ring_geometry import Geometry
from storycircle.ui.widgets.ring_view import RingView, SeatState

_LEAST = 13.0  # px: nothing is smaller


def measure(text: str, size: float, bold: bool) -> float:
    """Width of people's words in px; sizes on the ring already carry the text scale."""
    return QFontMetricsF(faces.serif(size, 600 if bold else 400)).horizontalAdvance(text)


def draw_middle(  # noqa: PLR0917 (a drawing and its measures)
    painter: QPainter, text: str, font: QFont, colour: str, x: float, base: float
) -> None:
    """A line centred on x, standing on its base line."""
    painter.setFont(font)
    painter.setPen(QColor(colour))
    wide = QFontMetricsF(font).horizontalAdvance(text)
    painter.drawText(QPointF(x - wide / 2, base), text)


class FacePainter:
    """One painting of the face of one ring; made anew for each."""

    def __init__(self, painter: QPainter, theme: Theme, ring: Geometry, *, room: bool) -> None:
        self._painter = painter
        self._theme = theme
        self._palette = theme.palette
        self._ring = ring
        self._room = room

    def paint_circle(self) -> None:
        """The seats' circle, and the face of the clock without its time."""
        painter, ring = self._painter, self._ring
        centre = QPointF(ring.cx, ring.cy)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(self._palette.line), 1.5))
        painter.drawEllipse(centre, ring.radius, ring.radius)
        radius, wide = measures.ARC * ring.s, measures.ARC_WIDTH * ring.s
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._palette.surface))
        painter.drawEllipse(centre, radius, radius)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        self._paint_track(centre, radius, wide)

    def paint_time(self, view: RingView, *, used: float, bead: float) -> None:
        """The arc and the beads.

        used is the length of the arc and bead how much of the newest bead is there, 0 to 1.
        """
        painter, ring = self._painter, self._ring
        centre = QPointF(ring.cx, ring.cy)
        radius, wide = measures.ARC * ring.s, measures.ARC_WIDTH * ring.s
        speaks = any(seat.state == SeatState.SPEAKING for seat in view.seats)
        if used > 0 or speaks:
            pen = QPen(QColor(self._palette.ember), wide)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            box = QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius)
            # Sixteenths of a degree; a length of nothing would draw nothing, and it is a dot.
            painter.drawArc(box, 90 * 16, -max(1, round(min(1.0, used) * 360 * 16)))
        self._paint_beads(min(view.beads, measures.MOST_BEADS), bead)

    def _paint_beads(self, count: int, newest: float) -> None:
        self._painter.setPen(Qt.PenStyle.NoPen)
        for index in range(count):
            colour = QColor(self._palette.ember)
            if index == count - 1:
                colour.setAlphaF(newest)
            self._painter.setBrush(colour)
            x, y = self._ring.at(12 * index, measures.BEAD_CIRCLE * self._ring.s)
            self._painter.drawEllipse(QPointF(x, y), *(measures.BEAD * self._ring.s,) * 2)

    def _paint_track(self, centre: QPointF, radius: float, wide: float) -> None:
        """The empty arc; two thin circles in high contrast, where line is as strong as ink."""
        painter = self._painter
        if self._palette.high_contrast:
            painter.setPen(QPen(QColor(self._palette.line), 1))
            for edge in (radius - wide / 2, radius + wide / 2):
                painter.drawEllipse(centre, edge, edge)
        else:
            painter.setPen(QPen(QColor(self._palette.line), wide))
            painter.drawEllipse(centre, radius, radius)

    def paint_middle(self, view: RingView) -> None:
        """Name, time and lines, in the middle of the circle."""
        ring, palette, scale = self._ring, self._palette, self._theme.scale
        s, x, y = ring.s, ring.cx, ring.cy
        inside = 2 * (measures.ARC - measures.ARC_WIDTH) * s
        if view.name:
            base = y - 0.098 * s if view.time else y + 0.004 * s
            size = (0.0705 if view.large else 0.052) * s * self._larger(view)
            font = self._fitting(view.name, max(15.0, size), inside * 0.82, bold=True)
            shown = QFontMetricsF(font).elidedText(
                view.name, Qt.TextElideMode.ElideRight, inside * 0.82
            )
            draw_middle(self._painter, shown, font, palette.ink, x, base)
        elif view.caption:
            font = faces.sans(max(14 * scale, 0.034 * s * self._larger(view)))
            draw_middle(self._painter, view.caption, font, palette.ink_2, x, y - 0.098 * s)
        if view.time:
            colour = palette.ink_2 if view.quiet else palette.ink
            font = self._fitting(view.time, 0.165 * s, inside * 0.92, bold=True)
            draw_middle(self._painter, view.time, font, colour, x, y + 0.052 * s)
        self._paint_lines(view)

    def _larger(self, view: RingView) -> float:
        """How much larger the middle's words are: beside a time there is little room for it."""
        return min(self._ring.larger, 1.2) if view.time else self._ring.larger

    def _line_size(self, view: RingView) -> float:
        """Size of the lines: larger in the room, and again where they stand by a large name."""
        part = (0.041 if view.large else 0.0365) if self._room else 0.031
        return max(14 * self._theme.scale, part * self._ring.s * self._larger(view))

    def _paint_lines(self, view: RingView) -> None:
        """The lines under the time, each as wide as the face of the clock is there."""
        ring, scale = self._ring, self._theme.scale
        s, size = ring.s, self._line_size(view)
        least = 0.056 * s if view.large else 0.044 * s
        step = max(17 * scale, least * self._larger(view))
        first = max(0.108 * s, 0.052 * s + 0.9 * size) if view.time else 0.004 * s + step
        # At 200 % the second line would reach the arc: then it goes, as the design says.
        most = 1 if step > 0.06 * s and view.time and scale > 1 else 3
        for number, line in enumerate(view.lines[:most]):
            below = first + number * step
            inside = (measures.ARC - measures.ARC_WIDTH / 2) * s - 3
            chord = 2 * sqrt(max(inside**2 - below**2, (0.1 * s) ** 2))
            wide = QFontMetricsF(faces.sans(size)).horizontalAdvance(line)
            fits = max(_LEAST, min(size, size * chord / max(1.0, wide)))
            metrics = QFontMetricsF(font := faces.sans(fits))
            if number and metrics.horizontalAdvance(line) > chord:
                break  # what comes after the first line is said elsewhere too
            shown = metrics.elidedText(line, Qt.TextElideMode.ElideRight, chord)
            colour = self._palette.ink_2
            draw_middle(self._painter, shown, font, colour, ring.cx, ring.cy + below)

    def _fitting(self, text: str, size: float, width: float, *, bold: bool) -> QFont:
        """The face at this size, or down to 0.7 of it where that makes the text fit."""
        wide = measure(text, size, bold)
        return faces.serif(size * max(0.7, min(1.0, width / max(1.0, wide))), 600 if bold else 400)

    def paint_facilitator(self) -> None:
        """Who holds the circle: a bar at six o'clock, and *you* below, but not in the room."""
        ring, painter = self._ring, self._painter
        x, y = ring.cx, ring.cy + ring.radius
        half, thick = 0.028 * ring.s, max(4, 0.009 * ring.s)
        pen = QPen(QColor(self._palette.ink_2), thick)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        reach = half - thick / 2
        painter.drawLine(QPointF(x - reach, y), QPointF(x + reach, y))
        if not self._room:
            font = faces.sans(max(14 * self._theme.scale, 0.024 * ring.s))
            base = y + thick / 2 + 4 + QFontMetricsF(font).ascent()
            draw_middle(painter, "you", font, self._palette.ink_2, x, base)
