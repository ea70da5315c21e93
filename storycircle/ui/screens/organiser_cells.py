"""How a row of gathered files is drawn: words that wrap, chips kept as pictures."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTableView

from storycircle.jobs.gather import Merged
from storycircle.ui.screens.organiser_reading import CORRECTED, HERE, MISSING, row_words
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.chip import Chip, ChipKind, state_chip
from storycircle.ui.widgets.sign import draw_sign, rounded
from storycircle.ui.widgets.text import break_lines

TICK, FILE, CIRCLE, PEOPLE, ACTIONS, CHIP, WORDS = range(7)
ROW = 56  # px at 100 %, at least
_LINE = 20  # px at 100 % of a line in a cell
_GAP = 12  # px at 100 % between two columns

_STANDING = {
    HERE: ChipKind.PLAIN,
    CORRECTED: ChipKind.UPDATED,
    MISSING: ChipKind.REFUSED,
}

Index = QModelIndex | QPersistentModelIndex


class RowDrawing(QStyledItemDelegate):
    """Draws the cells of a table of files."""

    def __init__(self, theme: Theme, view: QTableView) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view
        self._chips: dict[str, QPixmap] = {}

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        box: QRect = option.rect
        painter.save()
        palette = self._theme.palette
        painter.fillRect(box.left(), box.bottom(), box.width(), 1, QColor(palette.line))
        text = str(index.data() or "")
        if index.column() == TICK:
            self._tick(painter, box, index.data(Qt.ItemDataRole.CheckStateRole))
        elif index.column() == CHIP:
            chip = self._chip(text)
            high = chip.height() / chip.devicePixelRatio()
            painter.drawPixmap(box.left(), round(box.center().y() - high / 2), chip)
        elif text:
            self._write(painter, box, text, index.column())
        if self._view.hasFocus() and index.row() == self._view.currentIndex().row():
            self._mark(painter, box, index.column())
        painter.restore()

    def _write(self, painter: QPainter, box: QRect, text: str, column: int) -> None:
        font, colour = self._style(column)
        painter.setFont(font)
        painter.setPen(QColor(colour))
        lines = self._lines(text, font, box.width(), 2 if column == FILE else 0)
        line = self._theme.px(_LINE)
        metrics = QFontMetricsF(font)
        top = box.top() + (box.height() - line * len(lines)) / 2
        rise = (line + metrics.ascent() - metrics.descent()) / 2
        for place, laid in enumerate(lines):
            painter.drawText(box.left(), round(top + place * line + rise), laid)

    def _lines(self, text: str, font: QFont, width: int, most: int) -> list[str]:
        """The text in lines; of a long file name the first two are enough to know it."""
        room = max(40, width - self._theme.px(_GAP))
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
        if column == self._first():
            painter.fillRect(box.left(), box.top(), 2, box.height(), teal)
        elif column == WORDS:
            painter.fillRect(box.right() - 1, box.top(), 2, box.height(), teal)

    def _first(self) -> int:
        """The column at the row's start."""
        return next(c for c in (TICK, FILE, CIRCLE) if not self._view.isColumnHidden(c))

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
            if outcome in _STANDING:
                chip = Chip(self._theme, outcome.capitalize(), _STANDING[outcome])
            else:
                chip = state_chip(self._theme, ChipKind(outcome))
            chip.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
            chip.resize(chip.sizeHint())
            self._chips[outcome] = chip.grab()
        return self._chips[outcome]

    def height(self, row: Merged, width: int) -> int:
        """A row's height where its words have this width, in px."""
        theme = self._theme
        lines = self._lines(row_words(row), self._style(WORDS)[0], width, 0)
        return max(theme.px(ROW), theme.px(_LINE) * len(lines) + theme.px(16))
