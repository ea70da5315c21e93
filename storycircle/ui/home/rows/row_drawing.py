"""How a row of circles and events is drawn, and how high it is."""

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import Protocol

from msgspec import Struct
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem

from storycircle.ui.home.rows.line_rows import Dot
from storycircle.ui.home.view_model import FEW, Row
from storycircle.ui.theme import theme as faces
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.chip import Chip
from storycircle.ui.widgets.display.card import rounded
from storycircle.ui.widgets.display.direction import draw_line, is_mirrored, mirror
from storycircle.ui.widgets.display.label import break_lines
from storycircle.ui.widgets.display.scroll_area import room_beside_bar

ROOM = 12  # px beside a row's words for its ground under the pointer
RING = 4  # px round a row for its focus ring
_AIR = 12  # px at 100 % over and under a row's words, and before its chip
_GAP = 2  # px at 100 % between a row and its line
_TITLE, _ABOUT = 27, 20  # px at 100 % of a line
_MOST_TITLE, _MOST_ABOUT = 2, 3  # lines where all rows are of one height
_DOTS = 46  # px at 100 % of a line's meetings below its words
_DOT, _JOIN = 12, 2  # px at 100 % of a meeting, and of what joins two
_CAPTION = 32  # px at 100 % of what a group of rows is, over its first one
_INSIDE = 24  # px at 100 % that what stands below a line is further in
_LEAST = 160  # px at 100 % that words have beside a chip; with less it stands below them
_MEASURED = 40  # rows by which the one height is chosen
_KEPT = 400  # rows that stay laid out

Index = QModelIndex | QPersistentModelIndex


class Shown(Protocol):
    """The list as its drawing knows it."""

    hovered: int
    hovered_more: int

    @property
    def rows(self) -> Sequence[Row]:
        """The rows that are shown."""


class _Laid(Struct, frozen=True):
    """A row's words in lines, and whether its chip stands below them."""

    title: tuple[str, ...]
    about: tuple[str, ...]
    below: bool


class RowDrawing(QStyledItemDelegate):
    """Draws rows: title and words, a chip, the sign of a menu, a line below."""

    def __init__(self, theme: Theme, view: QListView, shown: Shown) -> None:
        """shown: what the view shows."""
        super().__init__(view)
        self._theme, self._view, self._shown = theme, view, shown
        self._fonts = theme.serif(18, 600), theme.sans(14)
        self._chips: dict[tuple[str, str], QPixmap] = {}
        self._laid: dict[int, _Laid] = {}
        self.width = 0
        self.even: _Laid | None = None
        """As many lines as each row has room for; None where each has its own height."""

    def forget(self) -> None:
        """Other rows, or another width: nothing is laid out yet."""
        self._laid.clear()
        self.width = room_beside_bar(self._view)

    def choose_height(self, rows: Sequence[Row]) -> None:
        """The one height of many rows: that of the highest of the first ones, within bounds."""
        self.even = None
        if len(rows) <= FEW:
            return
        laid = [self._lay(rows[at]) for at in range(min(len(rows), _MEASURED))]
        title = min(_MOST_TITLE, max(len(one.title) for one in laid))
        about = min(_MOST_ABOUT, max(len(one.about) for one in laid))
        self.even = _Laid(("",) * title, ("",) * about, any(one.below for one in laid))

    def high(self, place: int) -> int:
        """The px from the top of a row to that of the next."""
        laid, px = self.even or self._of(place), self._theme.px
        words = px(_TITLE) * len(laid.title) + px(_ABOUT) * len(laid.about)
        if laid.below:
            words += px(_GAP) + px(26)
        if self.even is None and self._shown.rows[place].dots:
            words += px(_DOTS)
        over = self._caption_high(place)
        return over + 2 * px(_AIR) + max(words, self.more_size()) + 2 * px(_GAP) + 1

    def _caption_high(self, place: int) -> int:
        """How high the caption over a row is; many rows, which are of one height, have none."""
        if self.even is not None or not self._shown.rows[place].caption:
            return 0
        return self._theme.px(_CAPTION)

    def body(self, box: QRect, place: int) -> QRect:
        """A row without the caption of its group."""
        return box.adjusted(0, self._caption_high(place), 0, 0) if place >= 0 else box

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        return QSize(self._theme.px(200), self.high(index.row()))

    def more_size(self) -> int:
        """The side of the square that opens a row's menu, px."""
        return max(32, self._theme.px(28))

    def ground(self, box: QRect) -> QRect:
        """A row without its line."""
        gap = self._theme.px(_GAP)
        return box.adjusted(RING, gap, -RING, -gap - 1)

    def more(self, box: QRect) -> QRect:
        """The square that opens the menu, in the box of a row."""
        ground, size = self.ground(box), self.more_size()
        left = self._left(box, ground.right() + 1 - ROOM - size, size)
        return QRect(round(left), ground.center().y() - size // 2, size, size)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row, laid, place = self._shown.rows[index.row()], self._of(index.row()), index.row()
        box = self.body(option.rect, place)
        palette, px = self._theme.palette, self._theme.px
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if over := self._caption_high(place):
            caption = QRectF(box.left(), box.top() - over, box.width(), over)
            self._write_caption(painter, caption, row.caption)
        ground = self.ground(box)
        if place == self._shown.hovered:
            rounded(painter, QRectF(ground), 8, palette.sunk, None)
        line = QRect(ground.left() + ROOM, ground.bottom() + 1, ground.width() - 2 * ROOM, 1)
        painter.fillRect(line.translated(0, px(_GAP)), QColor(palette.line))
        high = px(_TITLE) * len(laid.title) + px(_ABOUT) * len(laid.about)
        chip = self._chip(row) if row.chip else None
        if chip is not None and laid.below:
            high += px(_GAP) + px(26)
        dots = row.dots if self.even is None else ()
        high += px(_DOTS) if dots else 0
        top = float(ground.top() + (ground.height() - high) / 2)
        room = QRectF(box.left(), top, box.width(), px(_TITLE) * len(laid.title))
        inside = px(_INSIDE) if row.inside else 0
        self._write(painter, room, laid.title, row.title, title=True, inside=inside)
        room = QRectF(box.left(), room.bottom(), box.width(), px(_ABOUT) * len(laid.about))
        self._write(painter, room, laid.about, row.about, title=False, inside=inside)
        top = room.bottom()
        if dots:
            below = top + px(8) + (px(_GAP) + px(26) if laid.below else 0)
            draw_dots(painter, self._theme, self._dots_box(box, below), dots, self._mirrored)
        if chip is not None:
            beside = box.adjusted(0, 0, 0, -px(_DOTS)) if dots else box
            self._draw_chip(painter, beside, chip, top + px(_GAP) if laid.below else None)
        self._draw_more(painter, box, over=place == self._shown.hovered_more)
        painter.restore()

    def _dots_box(self, box: QRect, top: float) -> QRectF:
        """Where a line's meetings are, in the box of its row: as wide as its words may be."""
        wide = box.width() - 2 * (RING + ROOM) - self.more_size() - self._theme.px(_AIR)
        return QRectF(self._left(box, RING + ROOM, wide), top, wide, self._theme.px(_DOTS - 8))

    @property
    def _mirrored(self) -> bool:
        return is_mirrored(self._view)

    def _write(
        self,
        painter: QPainter,
        room: QRectF,
        lines: tuple[str, ...],
        text: str,
        *,
        title: bool,
        inside: int = 0,
    ) -> None:
        """Write the lines of a title, or of the words below it."""
        font, palette = self._fonts[not title], self._theme.palette
        painter.setFont(font)
        painter.setPen(QColor(palette.ink if title else palette.ink_2))
        metrics = QFontMetricsF(font)
        line = self._theme.px(_TITLE if title else _ABOUT)
        rise = room.top() + (line + metrics.ascent() - metrics.descent()) / 2
        for place, laid in enumerate(lines):
            left = self._left(room, RING + ROOM + inside, metrics.horizontalAdvance(laid))
            draw_line(painter, QPointF(left, rise + place * line), laid, of=text)

    def _write_caption(self, painter: QPainter, room: QRectF, caption: str) -> None:
        """Say what a group of rows is, right over its first one."""
        font = self._theme.sans(14, 600)
        metrics = QFontMetricsF(font)
        wide = max(1, self.width - 2 * (RING + ROOM))
        said = metrics.elidedText(caption, Qt.TextElideMode.ElideRight, wide)
        painter.setFont(font)
        painter.setPen(QColor(self._theme.palette.ink_2))
        left = self._left(room, RING + ROOM, metrics.horizontalAdvance(said))
        draw_line(painter, QPointF(left, room.bottom() - metrics.descent()), said, of=caption)

    def _draw_chip(self, painter: QPainter, box: QRect, chip: QPixmap, top: float | None) -> None:
        """At the end of the row, or below its words."""
        ratio = chip.devicePixelRatio()
        wide, high = chip.width() / ratio, chip.height() / ratio
        if top is not None:
            left = self._left(box, RING + ROOM, wide)
        else:
            end = box.width() - RING - ROOM - self.more_size() - self._theme.px(_AIR)
            left, top = self._left(box, end - wide, wide), box.center().y() - high / 2
        painter.drawPixmap(round(left), round(top), chip)

    def _draw_more(self, painter: QPainter, box: QRect, *, over: bool) -> None:
        palette, square = self._theme.palette, self.more(box)
        if over:
            rounded(painter, QRectF(square), 6, palette.sunk, None)
        painter.setFont(self._theme.sans(16, 600))
        painter.setPen(QColor(palette.ink if over else palette.ink_2))
        painter.drawText(square, Qt.AlignmentFlag.AlignCenter, "⋯")

    def _left(self, box: QRect | QRectF, left: float, wide: float) -> float:
        """The left side of a part so wide, which is at left where nothing is mirrored."""
        return mirror(left, wide, box.width(), mirrored=is_mirrored(self._view))

    def _of(self, place: int) -> _Laid:
        """A row's lines; no more than all rows have room for."""
        laid = self._laid.get(place)
        if laid is None:
            if len(self._laid) > _KEPT:
                self._laid.clear()
            laid = self._laid[place] = self._within(self._lay(self._shown.rows[place]), place)
        return laid

    def _lay(self, row: Row) -> _Laid:
        faces.load_fonts_for(row.title + row.about)
        px = self._theme.px
        room = self.width - 2 * (RING + ROOM) - self.more_size() - px(_AIR)
        room -= px(_INSIDE) if row.inside else 0
        chip = self._chip_wide(row) + px(_AIR) if row.chip else 0
        below = bool(chip) and room - chip < px(_LEAST)
        wide = max(1, room - (0 if below else chip))
        title, about = (
            tuple(line.text for line in break_lines(text, font, wide)) if text else ()
            for text, font in zip((row.title, row.about), self._fonts, strict=True)
        )
        return _Laid(title, about, below)

    def _within(self, laid: _Laid, place: int) -> _Laid:
        if self.even is None:
            return laid
        row, parts = self._shown.rows[place], []
        chip = self._chip_wide(row) + self._theme.px(_AIR) if row.chip and not laid.below else 0
        room = self.width - 2 * (RING + ROOM) - self.more_size() - self._theme.px(_AIR) - chip
        for lines, font, most in (
            (laid.title, self._fonts[0], len(self.even.title)),
            (laid.about, self._fonts[1], len(self.even.about)),
        ):
            kept = lines
            if len(lines) > most:
                rest = " ".join(lines[most - 1 :]) if most else ""
                cut = QFontMetricsF(font).elidedText(rest, Qt.TextElideMode.ElideRight, room)
                kept = (*lines[: most - 1], cut) if most else ()
            parts.append(kept)
        return _Laid(parts[0], parts[1], laid.below)

    def _chip_wide(self, row: Row) -> int:
        chip = self._chip(row)
        return math.ceil(chip.width() / chip.devicePixelRatio())

    def _chip(self, row: Row) -> QPixmap:
        key = row.chip, str(row.kind)
        if key not in self._chips:
            chip = Chip(self._theme, row.chip, row.kind)
            chip.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
            chip.resize(chip.sizeHint())
            self._chips[key] = chip.grab()
        return self._chips[key]


def draw_dots(
    painter: QPainter, theme: Theme, box: QRectF, dots: Sequence[Dot], mirrored: bool
) -> None:
    """Draw a line's meetings, joined, each with its month where there is room for all of these;
    the first and the last alone where there is not.
    """
    palette, size = theme.palette, theme.px(_DOT)
    font = theme.sans(13)
    metrics = QFontMetricsF(font)
    wide = [metrics.horizontalAdvance(dot.label) for dot in dots]
    step = (box.width() - max(wide[0], size) / 2 - max(wide[-1], size) / 2) / max(1, len(dots) - 1)
    step = min(step, theme.px(72))
    every = all(a / 2 + b / 2 + 4 <= step for a, b in pairwise(wide))
    first, middle = max(wide[0], size) / 2, box.top() + size / 2 + 2
    places = [
        box.left() + mirror(first + at * step, 0, box.width(), mirrored=mirrored)
        for at in range(len(dots))
    ]
    gap = size / 2 + 3
    for (one, other), dot in zip(pairwise(places), dots[1:], strict=True):
        painter.setPen(QPen(QColor(palette.line if dot.to_come else palette.teal), theme.px(_JOIN)))
        towards = gap if other > one else -gap
        painter.drawLine(QPointF(one + towards, middle), QPointF(other - towards, middle))
    painter.setFont(font)
    for at, (place, dot) in enumerate(zip(places, dots, strict=True)):
        ember = QPen(QColor(palette.ember), theme.px(5) / 2)
        painter.setPen(ember if dot.to_come else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(palette.surface if dot.to_come else palette.teal))
        painter.drawEllipse(QPointF(place, middle), size / 2, size / 2)
        if every or at in (0, len(dots) - 1):
            painter.setPen(QColor(palette.ember_ink if dot.to_come else palette.ink_2))
            base = middle + size / 2 + 4 + metrics.ascent()
            draw_line(painter, QPointF(place - wide[at] / 2, base), dot.label)
    painter.setBrush(Qt.BrushStyle.NoBrush)
