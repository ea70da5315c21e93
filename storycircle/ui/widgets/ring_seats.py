"""The seats of the ring with their initials, their halo and focus, and the names outside."""

from collections.abc import Sequence
from math import ceil, pi

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from storycircle.ui.theme import type as faces
from storycircle.ui.theme.palette import Palette
from storycircle.ui.widgets import ring_geometry as measures
from storycircle.ui.widgets.ring_face import draw_middle
from storycircle.ui.widgets.ring_geometry import Geometry
from storycircle.ui.widgets.ring_labels import Label, initials
from storycircle.ui.widgets.ring_view import SeatState
from storycircle.ui.widgets.sign import draw_disc, draw_sign


class SeatPainter:
    """One painting of all seats; made anew for each."""

    def __init__(self, painter: QPainter, palette: Palette, ring: Geometry) -> None:
        self._painter = painter
        self._palette = palette
        self._ring = ring
        self._thick = max(1.0, ring.s / 700)
        """Outlines grow with a ring that is seen from across the room."""

    def paint_seat(
        self, state: SeatState, name: str, at: QPointF, *, focus: bool, halo: float
    ) -> None:
        """One seat at its place, or under the pointer that drags it; halo is 0 to 1 of one."""
        painter, palette, r = self._painter, self._palette, self._ring.seat
        if halo > 0:
            reach = r * (1 + (measures.HALO - 1) * halo)
            edge = QPen(QColor(palette.ember), 2.5 * self._thick)
            strong = palette.high_contrast  # no tints there: a ring instead
            self._disc(at, reach, "" if strong else palette.ember_soft, edge if strong else None)
        ground, ink, pen = self._seat_look(state)
        self._disc(at, r, ground, pen)
        letters = initials(name)
        size = r * (0.9 if len(letters) == 1 else 0.74)
        font = faces.serif(size, 600)
        metrics = QFontMetricsF(font)
        draw_middle(painter, letters, font, ink, at.x(), at.y() + metrics.capHeight() / 2)
        if state == SeatState.HEARD:
            self._paint_tick(at)
        if focus:
            reach = r * measures.HALO if state == SeatState.SPEAKING else r
            self._disc(at, reach + 4, "", QPen(QColor(palette.teal), 2))

    def _paint_tick(self, at: QPointF) -> None:
        """The tick stands on the side towards the middle, where no name is."""
        r = self._ring.seat
        side = -1 if at.x() > self._ring.cx + 1 else 1
        spot = QPointF(at.x() + side * 0.72 * r, at.y() - 0.72 * r)
        radius = max(6.5, r / 3)
        self._disc(spot, radius + 1.5, self._palette.paper, None)
        draw_disc(self._painter, "tick", spot, radius, self._palette.teal, self._palette.on)

    def _seat_look(self, state: SeatState) -> tuple[str, str, QPen | None]:
        """Ground, ink and outline of a seat; the outline's width in px."""
        palette, thick = self._palette, self._thick
        match state:
            case SeatState.SPEAKING:
                return palette.ember, palette.on, None
            case SeatState.NEXT:
                return palette.surface, palette.ink, QPen(QColor(palette.ember), 2.5 * thick)
            case SeatState.HEARD:
                return palette.teal_soft, palette.teal, QPen(QColor(palette.teal), 2 * thick)
            case SeatState.PASSED:
                return palette.paper, palette.ink_2, self._dashes(palette.ink_2, 2 * thick)
            case SeatState.AWAY:
                return palette.paper, palette.ink_2, self._dashes(palette.edge, 1.5 * thick)
            case _:
                return palette.surface, palette.ink_2, QPen(QColor(palette.edge), 1.5 * thick)

    def _dashes(self, colour: str, width: float) -> QPen:
        """Dashes that come out even round a whole seat."""
        round_length = 2 * pi * self._ring.seat
        count = max(12, ceil(round_length / (7.5 * self._thick)))
        each = round_length / count / width
        pen = QPen(QColor(colour), width)
        pen.setDashPattern([each * 0.55, each * 0.45])
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        return pen

    def _disc(self, at: QPointF, radius: float, ground: str, pen: QPen | None) -> None:
        self._painter.setBrush(QColor(ground) if ground else Qt.BrushStyle.NoBrush)
        self._painter.setPen(pen if pen is not None else Qt.PenStyle.NoPen)
        self._painter.drawEllipse(at, radius, radius)

    def paint_adding(self, at: QPointF, *, focus: bool) -> None:
        """The place for one more person."""
        r, teal = self._ring.seat, self._palette.teal
        self._disc(at, r, self._palette.paper, self._dashes(teal, 2))
        draw_sign(self._painter, "plus", at, r * 0.9, teal, 2)
        if focus:
            self._disc(at, r + 4, "", QPen(QColor(teal), 2))

    def paint_labels(self, labels: Sequence[Label], states: Sequence[SeatState | None]) -> None:
        """All names; None is the name of the place for one more."""
        for label, state in zip(labels, states, strict=True):
            faint = state in (SeatState.PASSED, SeatState.AWAY)
            ink = self._palette.ink_2 if faint else self._palette.ink
            if state is None:
                ink = self._palette.teal
            font = faces.serif(label.size, 600 if label.bold else 400)
            y = label.box.top
            for line in label.lines:
                y = self._label_line(label, line, font, ink, y, label.size * measures.NAME_LINE)
            if label.word:
                size = self._ring.name * measures.WORD
                following = state == SeatState.NEXT
                face = faces.sans(size, 600 if following else 400)
                colour = self._palette.ember_ink if following else self._palette.ink_2
                height = self._ring.name * measures.WORD_LINE
                self._label_line(label, label.word, face, colour, y, height)

    def _label_line(  # noqa: PLR0917 (a drawing and its measures)
        self, label: Label, text: str, font: QFont, colour: str, top: float, height: float
    ) -> float:
        """Draw a line at its near end; the top of the next line."""
        metrics = QFontMetricsF(font)
        wide = metrics.horizontalAdvance(text)
        box = label.box
        left = box.left if label.side > 0 else box.right - wide
        if label.side == 0:
            left = (box.left + box.right - wide) / 2
        base = top + (height + metrics.ascent() - metrics.descent()) / 2
        self._painter.setFont(font)
        self._painter.setPen(QColor(colour))
        self._painter.drawText(QPointF(left, base), text)
        return top + height
