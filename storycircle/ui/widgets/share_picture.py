"""One picture of how each person's time is worked out."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from storycircle.core import words
from storycircle.core.share_example import MINUTES, Shared, example
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.sign import rounded

_BAR = 28  # px, as are the measures below, at 100 %
_ROW = 96


class SharePicture(QWidget):
    """Two bars, each a whole stage: before the first story, and after two of them."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._rows = example()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(" ".join(_said(row) for row in self._rows))

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(480), self._theme.px(_ROW) * len(self._rows))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place, row in enumerate(self._rows):
            self._paint_row(painter, row, self._theme.px(_ROW) * place)
        painter.end()

    def _paint_row(self, painter: QPainter, row: Shared, top: int) -> None:
        theme, palette = self._theme, self._theme.palette
        font = theme.sans(16)
        painter.setFont(font)
        painter.setPen(QColor(palette.ink_2))
        ascent = QFontMetricsF(font).ascent()
        painter.drawText(QPointF(0, top + ascent), _said(row))
        bar = QRectF(0, top + theme.px(30), self.width(), theme.px(_BAR))
        rounded(painter, bar, bar.height() / 2, palette.sunk, None)
        left = 0.0
        for stretch in row.stretches:
            wide = bar.width() * stretch.seconds / (MINUTES * 60)
            box = QRectF(left + 1, bar.top(), wide - 2, bar.height())
            left += wide
            self._paint_stretch(painter, stretch.kind, stretch.seconds, box)

    def _paint_stretch(self, painter: QPainter, kind: str, seconds: float, box: QRectF) -> None:
        palette, radius = self._theme.palette, min(6.0, box.width() / 2)
        if kind == "breath":
            rounded(painter, box, radius, palette.line, None)
            return
        told = kind == "told"
        pen = QPen(QColor(palette.teal if told else palette.edge), 1.5)
        rounded(painter, box, radius, palette.teal_soft if told else palette.surface, pen)
        painter.setFont(self._theme.serif(16, 600))
        painter.setPen(QColor(palette.teal if told else palette.ink))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words.length(seconds))


def _said(row: Shared) -> str:
    people = words.people(row.to_come)
    if len(row.stretches) == row.to_come:
        return (
            f"As you begin: {MINUTES} minutes, {people}. "
            f"Divided, and rounded down to five seconds: {words.length(row.each)} each."
        )
    return (
        f"After two stories, one of them long, and their breaths: {words.length(row.left)} are "
        f"left for {people}: {words.length(row.each)} each. So the stories still end on time."
    )
