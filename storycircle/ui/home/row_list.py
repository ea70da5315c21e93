"""The rows of circles and events, drawn as they are seen: ten thousand are no work.

Up to a dozen are shown whole. More are all of one height, so that only what is seen is laid out.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from storycircle.core.commands.keys import CONTEXT_MENU, ENTER
from storycircle.core.i18n import _
from storycircle.ui.commands import OF_KEYPAD, PRESSES
from storycircle.ui.home.view_model import FEW, Row
from storycircle.ui.theme import theme as faces
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.chip import Chip
from storycircle.ui.widgets.controls.context_menu import ContextMenu, Entry, copy_text
from storycircle.ui.widgets.display.card import antialiased, rounded
from storycircle.ui.widgets.display.direction import draw_line, is_mirrored, mirror
from storycircle.ui.widgets.display.label import break_lines
from storycircle.ui.widgets.display.scroll_area import bring_into_view, room_beside_bar
from storycircle.ui.widgets.display.tip import plain_tip, show_tip

ROOM = 12  # px beside a row's words for its ground under the pointer
RING = 4  # px round a row for its focus ring
_AIR = 12  # px at 100 % over and under a row's words, and before its chip
_GAP = 2  # px at 100 % between a row and its line
_TITLE, _ABOUT = 27, 20  # px at 100 % of a line
_MOST_TITLE, _MOST_ABOUT = 2, 3  # lines where all rows are of one height
_LEAST = 160  # px at 100 % that words have beside a chip; with less it stands below them
_MEASURED = 40  # rows by which the one height is chosen
_KEPT = 400  # rows that stay laid out

Index = QModelIndex | QPersistentModelIndex


class _Rows(QAbstractListModel):
    """The rows as values; screen readers read them here."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: Sequence[Row] = ()
        self._count = 0  # asked for at each row that is laid out

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's signature)
        return 0 if parent.isValid() else self._count

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        roles = Qt.ItemDataRole
        if role in (roles.DisplayRole, roles.AccessibleTextRole):
            return self.rows[index.row()].title
        if role == roles.AccessibleDescriptionRole:
            row = self.rows[index.row()]
            return ", ".join(part for part in (row.about, row.chip) if part)
        if role == roles.ToolTipRole and len(self.rows) > FEW:
            return plain_tip(words_of(self.rows[index.row()]))
        return None

    def show(self, rows: Sequence[Row]) -> None:
        """These and no others."""
        self.beginResetModel()
        self.rows, self._count = rows, len(rows)
        self.endResetModel()


def words_of(row: Row) -> str:
    """The words of a row, whole."""
    return "\n".join(filter(None, (row.title, row.about)))


@dataclass(frozen=True)
class _Laid:
    """A row's words in lines, and whether its chip stands below them."""

    title: tuple[str, ...]
    about: tuple[str, ...]
    below: bool


class _Drawing(QStyledItemDelegate):
    """Draws rows: title and words, a chip, the sign of a menu, a line below."""

    def __init__(self, theme: Theme, view: "RowList") -> None:
        super().__init__(view)
        self._theme, self._view = theme, view
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
        return 2 * px(_AIR) + max(words, self.more_size()) + 2 * px(_GAP) + 1

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
        box: QRect = option.rect
        row, laid, place = self._view.rows[index.row()], self._of(index.row()), index.row()
        palette, px = self._theme.palette, self._theme.px
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = self.ground(box)
        if place == self._view.hovered:
            rounded(painter, QRectF(ground), 8, palette.sunk, None)
        line = QRect(ground.left() + ROOM, ground.bottom() + 1, ground.width() - 2 * ROOM, 1)
        painter.fillRect(line.translated(0, px(_GAP)), QColor(palette.line))
        high = px(_TITLE) * len(laid.title) + px(_ABOUT) * len(laid.about)
        chip = self._chip(row) if row.chip else None
        if chip is not None and laid.below:
            high += px(_GAP) + px(26)
        top = float(ground.top() + (ground.height() - high) / 2)
        room = QRectF(box.left(), top, box.width(), px(_TITLE) * len(laid.title))
        self._write(painter, room, laid.title, row.title, title=True)
        room = QRectF(box.left(), room.bottom(), box.width(), px(_ABOUT) * len(laid.about))
        self._write(painter, room, laid.about, row.about, title=False)
        top = room.bottom()
        if chip is not None:
            self._draw_chip(painter, box, chip, top + px(_GAP) if laid.below else None)
        self._draw_more(painter, box, over=place == self._view.hovered_more)
        painter.restore()

    def _write(
        self, painter: QPainter, room: QRectF, lines: tuple[str, ...], text: str, *, title: bool
    ) -> None:
        """Write the lines of a title, or of the words below it."""
        font, palette = self._fonts[not title], self._theme.palette
        painter.setFont(font)
        painter.setPen(QColor(palette.ink if title else palette.ink_2))
        metrics = QFontMetricsF(font)
        line = self._theme.px(_TITLE if title else _ABOUT)
        rise = room.top() + (line + metrics.ascent() - metrics.descent()) / 2
        for place, laid in enumerate(lines):
            left = self._left(room, RING + ROOM, metrics.horizontalAdvance(laid))
            draw_line(painter, QPointF(left, rise + place * line), laid, of=text)

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
            laid = self._laid[place] = self._within(self._lay(self._view.rows[place]), place)
        return laid

    def _lay(self, row: Row) -> _Laid:
        faces.load_fonts_for(row.title + row.about)
        px = self._theme.px
        room = self.width - 2 * (RING + ROOM) - self.more_size() - px(_AIR)
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
        row, parts = self._view.rows[place], []
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


class RowList(QListView):
    """Circles and events: each opened by a click, Space or Enter.

    opened: the Row. hovered, hovered_more: the row under the pointer, and that whose menu is.
    """

    opened = Signal(object)

    def __init__(self, theme: Theme, entries: Callable[[Row], Sequence[Entry]]) -> None:
        """entries: of a row's menu."""
        super().__init__()
        self._theme, self._entries = theme, entries
        self._whole, self._most_high = False, 0
        self._pressed = -1
        self.hovered = self.hovered_more = -1
        self._rows = _Rows()
        self._drawing = _Drawing(theme, self)
        self.setModel(self._rows)
        self.setItemDelegate(self._drawing)
        self.setAccessibleName(_("On this laptop"))
        said = _(
            "{key} opens a row, {menu_key} offers what can be done with it.",
            key=ENTER.cap,
            menu_key=CONTEXT_MENU.cap,
        )
        self.setAccessibleDescription(said)
        self.menu = ContextMenu(self, self._menu_at, self._menu_place)
        self._look()

    def _look(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setStyleSheet("QListView { border: 0; background: transparent; }")
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setAutoScroll(False)
        self.setMouseTracking(True)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)

    @property
    def rows(self) -> Sequence[Row]:
        """The rows that are shown."""
        return self._rows.rows

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these and no others; the keyboard stays at the row that it was at, if it is left."""
        place, offset = self.currentIndex().row(), self.verticalScrollBar().value()
        self.hovered = self.hovered_more = self._pressed = -1
        self._drawing.forget()
        self._drawing.choose_height(rows)
        self.setUniformItemSizes(len(rows) > FEW)
        self._rows.show(rows)
        self._fit()
        self.verticalScrollBar().setValue(offset)
        if place >= 0 and len(rows):
            self.setCurrentIndex(self._rows.index(min(place, len(rows) - 1), 0))

    def begin(self) -> None:
        """Give the keyboard to the first row, where there is one."""
        if len(self.rows):
            self.setCurrentIndex(self._rows.index(0, 0))
            self.setFocus(Qt.FocusReason.TabFocusReason)

    # How high.

    def set_whole(self, whole: bool, most: int) -> None:
        """Be as high as a few rows are, since the page scrolls, or most px high for many."""
        if (whole, most) != (self._whole, self._most_high):
            self._whole, self._most_high = whole, most
            policy = Qt.ScrollBarPolicy
            all_seen = whole and self._all_high() <= self._least()
            shown = policy.ScrollBarAlwaysOff if all_seen else policy.ScrollBarAsNeeded
            self.setVerticalScrollBarPolicy(shown)
            self.updateGeometry()

    def _least(self) -> int:
        every = self._all_high()
        if self._whole:
            return every if len(self.rows) <= FEW else min(every, self._most_high)
        return min(every, self.fontMetrics().height() * 5)

    def _all_high(self) -> int:
        count = len(self.rows)
        if not count:
            return 0
        if self._drawing.even is not None:
            return count * self._drawing.high(0)
        return sum(map(self._drawing.high, range(count)))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self._least())

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(200), self._least())

    def _fit(self) -> None:
        self.verticalScrollBar().setSingleStep(self._theme.px(24))
        self.updateGeometry()

    def doItemsLayout(self) -> None:
        """Qt asks for this at each step of a page being made; what is not shown is laid out once it
        is.
        """
        if self.isVisible():
            super().doItemsLayout()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.scheduleDelayedItemsLayout()

    def resizeEvent(self, event: QResizeEvent) -> None:
        if room_beside_bar(self) != self._drawing.width:
            self._drawing.forget()
            self._drawing.choose_height(self.rows)
            self.scheduleDelayedItemsLayout()
            self._fit()
        super().resizeEvent(event)

    # By keys.

    def focusInEvent(self, event: Any) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and len(self.rows):
            self.setCurrentIndex(self._rows.index(0, 0))
        self.viewport().update()

    def focusOutEvent(self, event: Any) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.viewport().update()
        if not current.isValid():
            return
        self.scrollTo(current)
        if self.hasFocus():
            bring_into_view(self, self.visualRect(current))

    def keyboardSearch(self, search: str) -> None:
        """Letters are for the search field: Qt would go through all rows at each."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        place = self.currentIndex().row()
        if event.key() in PRESSES:
            if event.modifiers() & ~OF_KEYPAD:
                event.ignore()
            elif place >= 0 and not event.isAutoRepeat():
                self.opened.emit(self.rows[place])
        elif event.matches(QKeySequence.StandardKey.Copy) and place >= 0:
            copy_text(words_of(self.rows[place]))  # Qt's own would tell the clipboard's history
        else:
            super().keyPressEvent(event)

    # By mouse.

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._hover(event.position().toPoint())

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(QPoint(-1, -1))

    def _hover(self, at: QPoint) -> None:
        before = self.hovered, self.hovered_more
        self.hovered, self.hovered_more = self._place_at(at), self._more_at(at)
        if before != (self.hovered, self.hovered_more):
            self.viewport().update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        left = event.button() == Qt.MouseButton.LeftButton
        self._pressed = self._place_at(event.position().toPoint()) if left else -1

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        at, pressed = event.position().toPoint(), self._pressed
        self._pressed = -1
        if pressed < 0 or event.button() != Qt.MouseButton.LeftButton:
            return
        if pressed == self._place_at(at):
            if pressed == self._more_at(at):
                self.menu.open(at)
            else:
                self.opened.emit(self.rows[pressed])

    def _place_at(self, at: QPoint) -> int:
        """The row at a point of the viewport; -1 for none."""
        return self.indexAt(at).row()

    def _more_at(self, at: QPoint) -> int:
        """The row whose menu is opened by a click at a point; -1 for none."""
        index = self.indexAt(at)
        over = index.isValid() and self._drawing.more(self.visualRect(index)).contains(at)
        return index.row() if over else -1

    def _menu_at(self, at: QPoint | None) -> Sequence[Entry]:
        place = self.currentIndex().row() if at is None else self._place_at(at)
        return self._entries(self.rows[place]) if place >= 0 else ()

    def _menu_place(self) -> QPoint:
        """The middle of the row that the keyboard is at, as far as it is seen."""
        row = self.visualRect(self.currentIndex()) & self.viewport().rect()
        return row.center()

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            place = self._more_at(event.pos())
            if place >= 0:
                said = _("What can be done with {name}", name=self.rows[place].title)
                show_tip(event.globalPos(), said, self.viewport())
                return True
        return super().viewportEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        current = self.currentIndex()
        if self.hasFocus() and current.isValid():
            ground = self._drawing.ground(self.visualRect(current))
            box = ground.adjusted(-RING, -RING, RING, RING) & self.viewport().rect()
            with antialiased(self.viewport()) as painter:
                pen = QPen(QColor(self._theme.palette.teal), 2)
                rounded(painter, QRectF(box), 8 + RING, "", pen)
