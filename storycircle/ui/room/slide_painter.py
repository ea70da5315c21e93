"""Painting a slide: the title and its line, the actions, the time that counts, a line below."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from storycircle.ui.room import slide_layout as measures
from storycircle.ui.room.slide import Slide
from storycircle.ui.room.slide_layout import Block, Laid, line_height, who_height
from storycircle.ui.theme import type as faces
from storycircle.ui.theme.palette import Palette
from storycircle.ui.widgets.text import TextLine, break_lines

_CLOCK, _ARC = 60, 9  # radius of the time's circle and the width of its arc, at 1920x1080
_CLOCK_AT = (186, 138)  # of its middle: from the right, from the top
_TITLE_AT, _NAMES_AT = 144, 192  # baselines, from the top
_FOOT_AT = 34  # of the foot's baseline, from below
_EMPTY = 44


@dataclass(frozen=True)
class SlidePainter:
    """Paints slides of one size in the colours of one theme."""

    palette: Palette
    width: float
    height: float

    @property
    def unit(self) -> float:
        return measures.unit_of(self.width, self.height)

    def paint(self, painter: QPainter, slide: Slide, laid: Laid) -> None:
        """Paint a slide that was laid out for this size."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._head(painter, slide)
        if slide.time:
            self._time(painter, slide)
        for block in laid.blocks:
            self._block(painter, block, laid)
        if slide.empty and not laid.blocks:
            font = faces.serif(_EMPTY * self.unit, italic=True)
            self._write(painter, slide.empty, font, self.palette.ink_2, laid.room)
        self._foot(painter, slide)

    def _head(self, painter: QPainter, slide: Slide) -> None:
        unit, left = self.unit, measures.LEFT * self.unit
        painter.setPen(QColor(self.palette.ink))
        painter.setFont(faces.serif(measures.TITLE * unit, 600))
        wide = self.width - left - (520 if slide.time and not slide.large else 142) * unit
        metrics = QFontMetricsF(painter.font())
        title = metrics.elidedText(slide.title, Qt.TextElideMode.ElideRight, wide)
        painter.drawText(QPointF(left, _TITLE_AT * unit), title)
        font = faces.serif(measures.NAMES * unit)
        lines = break_lines(slide.names, font, wide) if slide.names else []
        if len(lines) > 1:
            font = faces.serif(measures.NAMES * 0.75 * unit)
            lines = break_lines(slide.names, font, wide)
        painter.setFont(font)
        painter.setPen(QColor(self.palette.ink_2))
        for place, line in enumerate(_most(lines, 2, font, wide)):
            down = _NAMES_AT + place * measures.NAMES * 0.95
            painter.drawText(QPointF(left, down * unit), line.text)

    def _time(self, painter: QPainter, slide: Slide) -> None:
        unit, palette = self.unit, self.palette
        times = measures.LARGE / _CLOCK if slide.large else 1.0
        at = (measures.RIGHT + measures.LARGE, measures.TOP + measures.LARGE)
        at = at if slide.large else _CLOCK_AT
        centre = QPointF(self.width - at[0] * unit, at[1] * unit)
        radius = _CLOCK * unit * times
        box = QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius)
        pen = QPen(QColor(palette.line), _ARC * unit * times)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(box)
        pen.setColor(QColor(palette.ember))
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        if slide.used > 0:
            painter.drawArc(box, 90 * 16, -round(min(1.0, slide.used) * 360 * 16))
        size = 40 if len(slide.time) < 5 else 31  # "+0:12" stands in the circle too
        font = faces.serif(size * unit * times, 600)
        self._middle(painter, slide.time, font, palette.ink, centre)
        if slide.large:
            below = QPointF(centre.x(), centre.y() + radius * 0.5)
            font = faces.sans(28 * unit)
            self._middle(painter, " ".join(slide.beside), font, palette.ink_2, below)
        else:
            self._beside(painter, slide, centre, radius)

    def _beside(self, painter: QPainter, slide: Slide, centre: QPointF, radius: float) -> None:
        """Short lines left of the time's circle."""
        unit, palette = self.unit, self.palette
        font = faces.sans(28 * unit)
        metrics = QFontMetricsF(font)
        top = centre.y() - (len(slide.beside) - 1) * 18 * unit
        for place, line in enumerate(slide.beside):
            wide = metrics.horizontalAdvance(line)
            base = top + place * 36 * unit + (metrics.ascent() - metrics.descent()) / 2
            painter.setFont(font)
            painter.setPen(QColor(palette.ink_2))
            painter.drawText(QPointF(centre.x() - radius - 28 * unit - wide, base), line)

    def _block(self, painter: QPainter, block: Block, laid: Laid) -> None:
        base = block.top + block.size
        painter.setPen(QColor(self.palette.teal))
        painter.setFont(laid.font)
        painter.drawText(QPointF(measures.LEFT * self.unit, base), block.numeral)
        high = line_height(laid)
        self._lines(painter, block, laid, base)
        painter.setFont(laid.who_font)
        painter.setPen(QColor(self.palette.ink_2))
        base += high * (len(block.lines) - 1) + who_height(laid) + 0.1 * block.size
        for place, line in enumerate(block.who):
            left = self._left(block, laid, line, laid.who_font)
            painter.drawText(QPointF(left, base + place * who_height(laid)), line.text)

    def _lines(self, painter: QPainter, block: Block, laid: Laid, base: float) -> None:
        painter.setPen(QColor(self.palette.ink))
        for place, line in enumerate(block.lines):
            left = self._left(block, laid, line, laid.font)
            painter.drawText(QPointF(left, base + place * line_height(laid)), line.text)

    @staticmethod
    def _left(block: Block, laid: Laid, line: TextLine, font: QFont) -> float:
        """Where a line begins: at the right where its script does."""
        if not block.from_right:
            return laid.room.left()
        return laid.room.right() - QFontMetricsF(font).horizontalAdvance(line.text)

    def _foot(self, painter: QPainter, slide: Slide) -> None:
        font = faces.serif(measures.QUESTION * self.unit, italic=True)
        wide = self.width - (measures.LEFT + measures.RIGHT) * self.unit
        metrics = QFontMetricsF(font)
        text = metrics.elidedText(slide.foot, Qt.TextElideMode.ElideRight, wide)
        painter.setFont(font)
        painter.setPen(QColor(self.palette.ink_2))
        at = QPointF(measures.LEFT * self.unit, self.height - _FOOT_AT * self.unit)
        painter.drawText(at, text)

    def _write(self, painter: QPainter, text: str, font: QFont, colour: str, room: QRectF) -> None:
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        painter.setPen(QColor(colour))
        for place, line in enumerate(break_lines(text, font, room.width())):
            down = room.top() + metrics.ascent() + place * metrics.height() * 1.15
            painter.drawText(QPointF(room.left(), down), line.text)

    def _middle(
        self, painter: QPainter, text: str, font: QFont, colour: str, centre: QPointF
    ) -> None:
        metrics = QFontMetricsF(font)
        base = centre.y() + (metrics.ascent() - metrics.descent()) / 2
        painter.setFont(font)
        painter.setPen(QColor(colour))
        painter.drawText(QPointF(centre.x() - metrics.horizontalAdvance(text) / 2, base), text)


def _most(lines: list[TextLine], count: int, font: QFont, wide: float) -> list[TextLine]:
    """At most so many lines; a list of names that is longer ends in an ellipsis."""
    if len(lines) <= count:
        return lines
    rest = " ".join(line.text for line in lines[count - 1 :])
    text = QFontMetricsF(font).elidedText(rest, Qt.TextElideMode.ElideRight, wide)
    return [*lines[: count - 1], TextLine(text, wide)]
