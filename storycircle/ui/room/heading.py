"""The question above the ring: as large as it can be, balanced over one or two lines."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from storycircle.ui.theme import type as faces
from storycircle.ui.widgets.text import TextLine, balanced_width, break_lines

_LINE = 1.3  # line height, in sizes
_SMALL = 0.55  # of the size wished for: below it a long question may have more lines
_LEAST = 14  # px


@dataclass(frozen=True)
class Heading:
    """Laid lines with their face, and how high they stand, in px."""

    lines: tuple[TextLine, ...]
    font: QFont
    line: float

    @property
    def height(self) -> float:
        return self.line * len(self.lines)

    def paint(self, painter: QPainter, area: QRectF, colour: str) -> None:
        """Draw the lines in the middle of an area."""
        metrics = QFontMetricsF(self.font)
        painter.setFont(self.font)
        painter.setPen(QColor(colour))
        base = (self.line + metrics.ascent() - metrics.descent()) / 2
        top = area.center().y() - self.height / 2
        for place, line in enumerate(self.lines):
            left = area.center().x() - line.width / 2
            painter.drawText(QPointF(left, top + place * self.line + base), line.text)


def laid_heading(text: str, size: float, width: float, height: float) -> Heading:
    """A text in at most two lines where that can be, at up to size px; all in width and height.

    What is too long even at the smallest size ends in an ellipsis.
    """
    if not text:
        return Heading((), faces.serif(size, 600), 0.0)
    px = max(size, _LEAST)
    while True:
        heading = _laid(text, px, width)
        most = 2 if px > _SMALL * size else len(heading.lines)
        if len(heading.lines) <= most and heading.height <= height:
            return heading
        if px <= _LEAST:
            return _cut(heading, width, height)
        px = max(_LEAST, px * 0.95)


def _laid(text: str, px: float, width: float) -> Heading:
    font = faces.serif(px, 600)
    lines: list[TextLine] = []
    for paragraph in text.split("\n"):
        lines += break_lines(paragraph, font, balanced_width(paragraph, font, width))
    return Heading(tuple(lines), font, px * _LINE)


def _cut(heading: Heading, width: float, height: float) -> Heading:
    fitting = max(1, int(height // heading.line))
    metrics = QFontMetricsF(heading.font)
    rest = " ".join(line.text for line in heading.lines[fitting - 1 :])
    text = metrics.elidedText(rest, Qt.TextElideMode.ElideRight, width)
    last = TextLine(text, metrics.horizontalAdvance(text))
    return Heading((*heading.lines[: fitting - 1], last), heading.font, heading.line)
