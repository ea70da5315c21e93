"""One bar for each heading; its parts are what became of the actions, each with sign and number."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from storycircle.core import i18n
from storycircle.core.i18n import _, n_
from storycircle.core.reviews.review import ReviewState, state_word
from storycircle.paper.afterwards.what_became import STATES
from storycircle.ui.organiser.became.view_model import BarRow
from storycircle.ui.theme.palette import Palette
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.display.accessible import Role, read_as
from storycircle.ui.widgets.display.card import antialiased, dashed, draw_sign, rounded
from storycircle.ui.widgets.display.direction import draw_line, is_mirrored, mirror
from storycircle.ui.widgets.display.label import break_lines

SIGNS = {
    ReviewState.DONE: "tick",
    ReviewState.UNDER_WAY: "onward",
    ReviewState.CHANGED: "changed",
    ReviewState.NOT_STARTED: "ring",
    ReviewState.LET_GO: "minus",
}
"""The sign of each state, the same as on its chip."""
_HIGH, _BETWEEN, _APART = 28, 10, 3  # px at 100 % of a bar, between two, between its parts
_UNIT = 50  # px at 100 % of an action
_NARROWEST = 4  # px of a part, however few actions it has
_SIGN, _AIR = 11, 4  # px at 100 % of a sign, and beside it
_TITLE = 424  # px at 100 % of a heading and its number beside its bar
_LINE = 22  # px at 100 % of a heading above its bar
_SMALL = 700  # px at 100 %: narrower, a heading stands above its bar


class StateBars(QWidget):
    """Bars below one another, of one scale. They are read aloud as a list of sentences."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        read_as(self, Role.StaticText)
        self._theme = theme
        self._rows: tuple[BarRow, ...] = ()
        size = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        size.setHeightForWidth(True)
        self.setSizePolicy(size)

    def show_rows(self, rows: Sequence[BarRow]) -> None:
        """Show these bars."""
        if tuple(rows) == self._rows:
            return
        self._rows = tuple(rows)
        self.setAccessibleName(_("What became of the actions, by heading"))
        self.setAccessibleDescription("; ".join(row.words for row in self._rows))
        self.updateGeometry()
        self.update()

    def _font(self) -> QFont:
        return self._theme.sans(14.5, 600)

    def _stacked(self, width: int) -> bool:
        return width < self._theme.px(_SMALL)

    def _title_lines(self, row: BarRow, width: int) -> list[str]:
        number = self._theme.px(44)
        stacked = self._stacked(width)
        room = width - number if stacked else self._theme.px(_TITLE) - number - self._theme.px(12)
        return [line.text for line in break_lines(row.title, self._font(), max(1, room))]

    def _row_high(self, row: BarRow, width: int) -> int:
        px, lines = self._theme.px, len(self._title_lines(row, width))
        words = px(_LINE) * lines
        return words + px(_HIGH + 4) if self._stacked(width) else max(px(_HIGH), words)

    def heightForWidth(self, width: int) -> int:
        px = self._theme.px
        return sum(self._row_high(row, width) + px(_BETWEEN) for row in self._rows)

    def sizeHint(self) -> QSize:
        wide = self._theme.px(_TITLE + 240)
        return QSize(wide, self.heightForWidth(wide))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(200), self._theme.px(_HIGH))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        with antialiased(self) as painter:
            top, width = 0, self.width()
            stacked = self._stacked(width)
            begin = 0 if stacked else self._theme.px(_TITLE)
            unit = self._unit(width - begin)
            for row in self._rows:
                self._title(painter, row, top)
                down = self._theme.px(_LINE) * len(self._title_lines(row, width)) + 4
                self._bar(painter, row, QPointF(begin, top + (down if stacked else 0)), unit)
                top += self._row_high(row, width) + self._theme.px(_BETWEEN)

    def _unit(self, room: float) -> float:
        """Px of an action: as many as leave the longest bar and its words their room."""
        most = max((row.total - row.counts.get(None, 0) for row in self._rows), default=0)
        words = QFontMetricsF(self._theme.sans(14)).horizontalAdvance(_without(999))
        free = room - words - self._theme.px(20) - len(STATES) * _NARROWEST
        return min(float(self._theme.px(_UNIT)), max(0.0, free / most)) if most else 0.0

    def _title(self, painter: QPainter, row: BarRow, top: int) -> None:
        px, palette = self._theme.px, self._theme.palette
        font, metrics = self._font(), QFontMetricsF(self._font())
        lines = self._title_lines(row, self.width())
        high = px(_LINE) * len(lines)
        stacked = self._stacked(self.width())
        begin = top if stacked else top + (self._row_high(row, self.width()) - high) / 2
        painter.setFont(font)
        painter.setPen(QColor(palette.ink))
        base = begin + (px(_LINE) + metrics.ascent() - metrics.descent()) / 2
        for place, line in enumerate(lines):
            wide = metrics.horizontalAdvance(line)
            at = QPointF(self._side(0, wide), base + place * px(_LINE))
            draw_line(painter, at, line, of=row.title)
        number = i18n.figures(row.total)
        painter.setFont(self._theme.serif(18, 600))
        painter.setPen(QColor(palette.ink_2))
        wide = QFontMetricsF(painter.font()).horizontalAdvance(number)
        end = self.width() if stacked else px(_TITLE) - px(16)
        draw_line(painter, QPointF(self._side(end - wide, wide), base), number)

    def _bar(self, painter: QPainter, row: BarRow, at: QPointF, unit: float) -> None:
        px, left, apart = self._theme.px, at.x(), self._theme.px(_APART)
        for state in STATES:
            count = row.counts.get(state, 0)
            if state is None or not count:
                continue
            wide = max(float(_NARROWEST), unit * count - apart)
            box = QRectF(self._side(left, wide), at.y(), wide, px(_HIGH))
            self._part(painter, box, state, count)
            left += wide + apart
        without = row.counts.get(None, 0)
        if without:
            font = self._theme.sans(14)
            metrics, said = QFontMetricsF(font), _without(without)
            painter.setFont(font)
            painter.setPen(QColor(self._theme.palette.ink_2))
            begin = left + (px(8) if left > at.x() else 0)
            wide = metrics.horizontalAdvance(said)
            base = at.y() + (px(_HIGH) + metrics.ascent() - metrics.descent()) / 2
            draw_line(painter, QPointF(self._side(begin, wide), base), said)

    def _part(self, painter: QPainter, box: QRectF, state: ReviewState, count: int) -> None:
        px, palette = self._theme.px, self._theme.palette
        ground, ink, pen = _look(state, palette)
        rounded(painter, box, min(6.0, box.width() / 2), ground, pen)
        number = i18n.figures(count)
        font = self._theme.sans(14, 600)
        metrics = QFontMetricsF(font)
        sign, air = px(_SIGN), px(_AIR)
        roomy = box.width() > sign + 4 * air + metrics.horizontalAdvance(number)
        between = 2 * air if roomy else air
        wide = sign + between + metrics.horizontalAdvance(number)
        if box.width() < wide + air:  # the figure is read aloud, and the list has each
            if box.width() > sign + air:
                draw_sign(painter, SIGNS[state], box.center(), sign, ink, px(2))
            return
        mirrored = is_mirrored(self)
        begin = (box.width() - wide) / 2
        half = sign / 2
        middle = box.left() + (box.width() - begin - half if mirrored else begin + half)
        draw_sign(painter, SIGNS[state], QPointF(middle, box.center().y()), sign, ink, px(2))
        painter.setFont(font)
        painter.setPen(QColor(ink))
        base = box.center().y() + (metrics.ascent() - metrics.descent()) / 2
        left = box.left() + (begin if mirrored else begin + sign + between)
        draw_line(painter, QPointF(left, base), number)

    def _side(self, left: float, wide: float) -> float:
        return mirror(left, wide, self.width(), mirrored=is_mirrored(self))


def _without(count: int) -> str:
    return n_("{figures} without a word", "{figures} without a word", count)


def _look(state: ReviewState, palette: Palette) -> tuple[str, str, QPen | None]:
    """Ground, ink and outline of a part. Without tints the outline and the sign say it."""
    teal, edge = QPen(QColor(palette.teal), 1.5), QPen(QColor(palette.edge), 1.5)
    looks: dict[ReviewState, tuple[str, str, QPen | None]] = {
        ReviewState.DONE: (palette.teal, palette.on, None),
        ReviewState.UNDER_WAY: (palette.teal_soft, palette.teal, teal),
        ReviewState.CHANGED: (palette.sunk, palette.ink, teal),
        ReviewState.NOT_STARTED: (palette.surface, palette.ink_2, edge),
        ReviewState.LET_GO: (palette.paper, palette.ink_2, dashed(palette.edge, 1.5)),
    }
    return looks[state]


class StateKey(QWidget):
    """A sign of the bars, and its word."""

    def __init__(self, theme: Theme, state: ReviewState) -> None:
        super().__init__()
        read_as(self, Role.StaticText)
        self._theme, self._state = theme, state
        self._words = state_word(state)
        self.setAccessibleName(self._words)

    def sizeHint(self) -> QSize:
        wide = QFontMetricsF(self._theme.sans(14)).horizontalAdvance(self._words)
        return QSize(round(wide) + self._theme.px(20) + 2, self._theme.px(24))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        with antialiased(self) as painter:
            px, palette, mirrored = self._theme.px, self._theme.palette, is_mirrored(self)
            strong = self._state in (ReviewState.NOT_STARTED, ReviewState.LET_GO)
            colour = palette.ink_2 if strong else palette.teal
            middle = self.height() / 2
            centre = QPointF(mirror(px(6), 0, self.width(), mirrored=mirrored), middle)
            draw_sign(painter, SIGNS[self._state], centre, px(11), colour, px(2))
            font = self._theme.sans(14)
            metrics = QFontMetricsF(font)
            painter.setFont(font)
            painter.setPen(QColor(palette.ink_2))
            wide = metrics.horizontalAdvance(self._words)
            left = mirror(px(20), wide, self.width(), mirrored=mirrored)
            base = middle + (metrics.ascent() - metrics.descent()) / 2
            draw_line(painter, QPointF(left, base), self._words)
