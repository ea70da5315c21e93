"""How a row of gathered files is drawn: words that wrap, chips kept as pictures."""

import math
from collections.abc import Iterable

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    Qt,
)
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import (
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from storycircle.core.i18n import N_, _
from storycircle.jobs.merge import WORDS as OUTCOMES
from storycircle.jobs.merge import FileOutcome
from storycircle.ui.organiser.view_model import (
    CORRECTED,
    HERE,
    MISSING,
    TableRow,
    is_odd,
    row_words,
)
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.chip import Chip, ChipKind, state_chip
from storycircle.ui.widgets.display.card import draw_sign, rounded
from storycircle.ui.widgets.display.direction import draw_line
from storycircle.ui.widgets.display.label import break_lines

TICK, FILE, CIRCLE, PEOPLE, ACTIONS, CHIP, WORDS = range(7)
ROW = 56  # px at 100 %, at least
CLOSE_ROW = 44  # px at 100 % where each row is one line
_LINE = 20  # px at 100 % of a line in a cell
_STACK = 6  # px at 100 % between what stands below each other in a cell
GAP = 12  # px at 100 % between two columns

_KINDS = {
    FileOutcome.NEW: ChipKind.NEW,
    FileOutcome.SAME: ChipKind.SAME,
    FileOutcome.UPDATED: ChipKind.UPDATED,
    FileOutcome.LOOK: ChipKind.LOOK,
    FileOutcome.REFUSED: ChipKind.REFUSED,
    FileOutcome.PASSED: ChipKind.PASSED,
}
_ARRIVALS = {
    HERE: (ChipKind.PLAIN, N_("Here"), N_("here")),
    CORRECTED: (ChipKind.UPDATED, N_("Corrected"), N_("corrected")),
    MISSING: (ChipKind.REFUSED, N_("Missing"), N_("missing")),
}
"""The chip of a circle that came in no file of these: its kind, its words, and those read aloud."""

Index = QModelIndex | QPersistentModelIndex


class RowDrawing(QStyledItemDelegate):
    """Draws the cells of a table of files."""

    def __init__(self, theme: Theme, view: QTableView) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view
        self._chips: dict[str, QPixmap] = {}
        self.close = False
        """Whether each text is one line, so that all rows are of one height."""
        self.stacked = False
        """Whether chip and words stand below what the row is of, and not beside it."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        box: QRect = option.rect
        painter.save()
        palette = self._theme.palette
        painter.fillRect(box.left(), box.bottom(), box.width(), 1, QColor(palette.line))
        text = str(index.data() or "")
        if index.column() == TICK:
            self._tick(painter, box, index.data(Qt.ItemDataRole.CheckStateRole))
        elif index.column() == CHIP:
            chip = self._chip(index.data(Qt.ItemDataRole.UserRole))
            ratio = chip.devicePixelRatio()
            left = self._start(box, chip.width() / ratio)
            painter.drawPixmap(left, round(box.center().y() - chip.height() / ratio / 2), chip)
        elif self.stacked and index.column() == self.first():
            self._stack(painter, box, index.model().rows[index.row()])  # type: ignore[attr-defined]
        elif text:
            odd = is_odd(index.model().rows[index.row()])  # type: ignore[attr-defined]
            self._write(painter, box, text, index.column(), odd=odd)
        if self._view.hasFocus() and index.row() == self._view.currentIndex().row():
            self._mark(painter, box, index.column())
        painter.restore()

    def _write(
        self, painter: QPainter, box: QRect, text: str, column: int, *, odd: bool = False
    ) -> None:
        """odd: whether its words ask for a look."""
        font, colour = self._style(column)
        if odd and column == WORDS:
            colour = self._theme.palette.warn
        painter.setFont(font)
        painter.setPen(QColor(colour))
        most = 2 if column == FILE and not self.stacked else 0
        lines = self._lines(text, font, box.width(), most)
        line = self._theme.px(_LINE)
        metrics = QFontMetricsF(font)
        top = box.top() + (box.height() - line * len(lines)) / 2
        rise = (line + metrics.ascent() - metrics.descent()) / 2
        for place, laid in enumerate(lines):
            left = self._start(box, metrics.horizontalAdvance(laid))
            draw_line(painter, QPointF(left, round(top + place * line + rise)), laid, of=text)

    def _start(self, box: QRect, wide: float) -> int:
        """Where what is so wide begins in a cell, px: at its right where one reads from there."""
        mirrored = self._view.layoutDirection() == Qt.LayoutDirection.RightToLeft
        return box.right() + 1 - math.ceil(wide) if mirrored else box.left()

    def _stack(self, painter: QPainter, box: QRect, row: TableRow) -> None:
        """What the row is of, its chip, and its words, one below the other."""
        column, px = self.first(), self._theme.px
        top = box.top() + px(_STACK)
        for lead in (True, False):
            column = self.first() if lead else WORDS
            text = cells(row)[column]
            high = px(_LINE) * len(self._lines(text, self._style(column)[0], box.width(), 0))
            room = QRect(box.left(), top, box.width(), high)
            self._write(painter, room, text, column, odd=is_odd(row))
            top += high + px(_STACK)
            if lead:
                chip = self._chip(str(row.outcome))
                left = self._start(box, chip.width() / chip.devicePixelRatio())
                painter.drawPixmap(left, top, chip)
                top += round(chip.height() / chip.devicePixelRatio()) + px(_STACK)

    def _lines(self, text: str, font: QFont, width: int, most: int) -> list[str]:
        """The text in lines; of a long file name the first two are enough to know it."""
        room = max(40, width - self._theme.px(GAP))
        if self.close:
            line = text.replace("\n", " ")
            return [QFontMetricsF(font).elidedText(line, Qt.TextElideMode.ElideRight, room)]
        lines = [line.text for line in break_lines(text, font, room)]
        if most and len(lines) > most:
            rest = text[text.index(lines[most - 1]) :]
            elide = Qt.TextElideMode.ElideRight
            lines[most - 1 :] = [QFontMetricsF(font).elidedText(rest, elide, room)]
        return lines

    def _mark(self, painter: QPainter, box: QRect, column: int) -> None:
        """The part of the row's focus ring that is in this cell."""
        teal = QColor(self._theme.palette.teal)
        painter.fillRect(box.left(), box.top(), box.width(), 2, teal)
        painter.fillRect(box.left(), box.bottom() - 1, box.width(), 2, teal)
        if column == self._shown((TICK, FILE, CIRCLE)):
            painter.fillRect(box.left(), box.top(), 2, box.height(), teal)
        if column == self._shown((WORDS, ACTIONS, FILE)):
            painter.fillRect(box.right() - 1, box.top(), 2, box.height(), teal)

    def first(self) -> int:
        """The column of what a row is of: a file, or a circle."""
        return self._shown((FILE, CIRCLE))

    def _shown(self, columns: tuple[int, ...]) -> int:
        """The first of these columns that is shown."""
        return next(column for column in columns if not self._view.isColumnHidden(column))

    def _tick(self, painter: QPainter, box: QRect, state: object) -> None:
        """A box of 24 px, ticked or not; none where there is nothing to choose."""
        if state is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette, size = self._theme.palette, self._theme.px(24)
        square = QRectF(box.left() + 4, box.center().y() - size / 2, size, size)
        if state == Qt.CheckState.Checked:
            rounded(painter, square, 6, palette.teal, None)
            draw_sign(painter, "tick", square.center(), size * 0.55, palette.on, size / 10)
        else:
            rounded(painter, square, 6, palette.paper, QPen(QColor(palette.edge), 1))

    def _style(self, column: int) -> tuple[QFont, str]:
        theme, palette = self._theme, self._theme.palette
        if column == CIRCLE:
            return theme.serif(17, 600), palette.ink
        if column == WORDS:
            return theme.sans(14), palette.ink_2
        return theme.sans(15 if column == FILE else 16), palette.ink

    def _chip(self, outcome: str) -> QPixmap:
        if outcome not in self._chips:
            if outcome in _ARRIVALS:
                kind, words, _aloud = _ARRIVALS[outcome]
                chip = Chip(self._theme, _(words), kind)
            else:
                chip = state_chip(self._theme, _KINDS[FileOutcome(outcome)])
            chip.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
            chip.resize(chip.sizeHint())
            self._chips[outcome] = chip.grab()
        return self._chips[outcome]

    def chips_wide(self, outcomes: Iterable[str]) -> int:
        """The width of the widest chip of these outcomes, px."""
        chips = [self._chip(outcome) for outcome in outcomes]
        return max((math.ceil(chip.width() / chip.devicePixelRatio()) for chip in chips), default=0)

    def circle_wide(self, number: int) -> int:
        """The width of a circle's name with so high a number, px."""
        said = _("Circle {number}", number=number)
        return math.ceil(QFontMetricsF(self._style(CIRCLE)[0]).horizontalAdvance(said))

    def close_height(self) -> int:
        """The height of every row where each text is one line, in px."""
        px = self._theme.px
        return px(26 + 2 * _LINE + 4 * _STACK) if self.stacked else px(CLOSE_ROW)

    def height(self, row: TableRow, width: int) -> int:
        """A row's height where its words have this width, in px."""
        theme = self._theme
        lines = self._lines(row_words(row), self._style(WORDS)[0], width, 0)
        if self.stacked:
            lead = self.first()
            lines += self._lines(cells(row)[lead], self._style(lead)[0], width, 0)
            chip = self._chip(str(row.outcome))
            chips = round(chip.height() / chip.devicePixelRatio())
            return theme.px(_LINE) * len(lines) + chips + theme.px(4 * _STACK)
        return max(theme.px(ROW), theme.px(_LINE) * len(lines) + theme.px(16))


def cells(row: TableRow) -> tuple[str, ...]:
    known = row.number is not None
    counted = known and row.outcome != MISSING
    return (
        "",
        row.whole_name,
        _("Circle {number}", number=row.number) if known else "",
        str(row.people) if counted else "",
        str(row.actions) if counted else "",
        _(_ARRIVALS[row.outcome][2] if row.outcome in _ARRIVALS else OUTCOMES[row.outcome]),
        row_words(row),
    )


def as_text(row: TableRow) -> str:
    """All that a row says, its cells as a spreadsheet takes them."""
    return "\t".join(cells(row)[FILE:]).strip()
