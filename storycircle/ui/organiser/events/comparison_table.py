"""The tables of the comparison: figures in words, and a bar beside those that are drawn."""

from PySide6.QtCore import QRect, QRectF, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from storycircle.paper.afterwards.parts import Rows
from storycircle.paper.figures.figures import Bars
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.display import label, layouts
from storycircle.ui.widgets.display.card import Hairline, antialiased, rounded
from storycircle.ui.widgets.display.direction import is_mirrored, mirror
from storycircle.ui.widgets.display.label import Text

_FIRST = 3  # parts of the width that the first column has, the others one each
_HIGH, _LEAST, _MOST = 12, 24, 110  # px at 100 %: its height, and how wide it is
_ROUND = 3


class FigureBar(QWidget):
    """As long as a figure's part of the largest one.

    It is drawn beside a figure that says the same: nobody who does not see it misses anything.
    """

    def __init__(self, theme: Theme, part: float) -> None:
        """part: of the largest figure, 0 to 1."""
        super().__init__()
        self._theme, self._part = theme, part
        self.setFixedHeight(theme.px(_HIGH))
        self.setMinimumWidth(theme.px(_LEAST))
        self.setMaximumWidth(theme.px(_MOST))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        with antialiased(self) as painter:
            palette, box = self._theme.palette, QRectF(self.rect())
            pen = QPen(QColor(palette.line), 1) if palette.high_contrast else None
            rounded(painter, box, _ROUND, "" if pen else palette.line, pen)
            if self._part > 0:
                wide = max(2.0 * _ROUND, self._part * self.width())
                left = mirror(0, wide, self.width(), mirrored=is_mirrored(self))
                rounded(painter, QRectF(left, 0, wide, box.height()), _ROUND, palette.teal, None)


class Table(QWidget):
    """A table of the comparison: what is counted, then a figure of each event in words.

    rowPressed: the place of the row that the mouse was pressed on, from 0.
    """

    rowPressed = Signal(int)

    def __init__(self, theme: Theme, rows: Rows) -> None:
        super().__init__()
        self._theme, self._firsts, self._chosen = theme, list[QWidget](), -1
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(theme.px(6))
        grid.setHorizontalSpacing(theme.px(12))
        for at, head in enumerate(rows.columns):
            grid.addWidget(label.label(theme, head), 0, at)
            grid.setColumnStretch(at, 1 if at else _FIRST)
        line = 1
        parts = _parts_of(rows)
        for of, row in enumerate(rows.rows):
            grid.addWidget(Hairline(theme), line, 0, 1, len(rows.columns))
            for at, cell in enumerate(row):
                text: Text = label.words(theme, cell, 16) if at else label.app(theme, cell)
                if not at:
                    self._firsts.append(text)
                if at:  # a screen reader hears of what and of which event a figure is
                    text.setAccessibleName(f"{row[0]}, {rows.columns[at]}: {cell}")
                if at and (part := parts.get((of, at - 1))) is not None:
                    beside = layouts.row(spacing=theme.px(8))
                    beside.addWidget(text)
                    beside.addWidget(FigureBar(theme, part), 1)
                    grid.addLayout(beside, line + 1, at)
                else:
                    grid.addWidget(text, line + 1, at)
            line += 2
        if rows.about:
            grid.addWidget(label.hint(theme, rows.about), line, 0, 1, len(rows.columns))

    def set_chosen(self, row: int) -> None:
        """Mark a row, counted from 0; none for -1."""
        self._chosen = row
        self.update()

    def _box(self, row: int) -> QRect:
        """Where a row is: as high as its first cell, over the whole width."""
        cell = self._firsts[row].geometry()
        return QRect(0, cell.top(), self.width(), cell.height())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        air = self._theme.px(4)
        for row in range(len(self._firsts)):
            if self._box(row).adjusted(0, -air, 0, air).contains(event.position().toPoint()):
                self.rowPressed.emit(row)
                return

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        if 0 <= self._chosen < len(self._firsts):
            with antialiased(self) as painter:
                box = QRectF(self._box(self._chosen))
                rounded(painter, box, _ROUND, self._theme.palette.teal_soft, None)


def _parts_of(rows: Rows) -> dict[tuple[int, int], float]:
    """How long the bar beside a figure is, by its row and its event, where bars are drawn of it."""
    bars = rows.bars
    if bars is None:
        return {}
    if bars.columns:
        return _first_answers(bars, len(rows.columns) - 1)
    return {
        (of, at): bar.long / bars.most
        for of, row in enumerate(bars.rows)
        for at, bar in enumerate(row.bars)
    }


def _first_answers(bars: Bars, events: int) -> dict[tuple[int, int], float]:
    """Of each statement the part that gave the first answer, where all of these events were asked.

    events: how many columns of figures there are, that of the difference among them.
    """
    return {
        (of, at): bar.parts[0][1] / (bar.long or 1)
        for of, row in enumerate(bars.rows)
        if len(row.bars) >= events - 1
        for at, bar in enumerate(row.bars)
    }
