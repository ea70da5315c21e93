"""The list of actions with what became of each, drawn as they come into sight: thousands are no
work.
"""

import math
from collections.abc import Sequence
from datetime import date
from typing import Any

from msgspec import Struct
from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    QStringListModel,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from storycircle.core import i18n
from storycircle.core.commands.keys import ENTER
from storycircle.core.i18n import _, p_
from storycircle.core.reviews.review import state_word
from storycircle.jobs.afterwards.became import BecameAction
from storycircle.ui.commands import OF_A_LIST, has_key
from storycircle.ui.organiser.became.view_model import (
    GroupRow,
    ListRow,
    said_line,
    spoken_row,
    when_words,
)
from storycircle.ui.review.states import chip_of
from storycircle.ui.theme import theme as faces
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.chip import ChipKind, state_chip
from storycircle.ui.widgets.display.card import antialiased, draw_sign, rounded
from storycircle.ui.widgets.display.direction import draw_line, is_mirrored, mirror
from storycircle.ui.widgets.display.label import break_lines
from storycircle.ui.widgets.display.scroll_area import (
    bring_into_view,
    let_rows_scroll,
    room_beside_bar,
)
from storycircle.ui.widgets.display.tip import plain_tip

Index = QModelIndex | QPersistentModelIndex
_NUMBER, _STATE, _WHEN = 36, 136, 156  # px at 100 % of the columns
_GAP, _PAD = 12, 8
_LINE, _SMALL = 24, 20  # px at 100 % of a line of an action, and of what is said of it
_LEAST = 50
_GROUP = 44  # px at 100 % of a group's title with the air above it
_NARROW = 620  # px at 100 %: narrower, state and date stand below the action
_MOST_LINES = 2  # of an action
_WHEN_LINES = 5  # of when it is due: a short text, in a narrow column where letters are large
_KEPT = 600  # rows that stay laid out
_EACH = 120
"""Rows up to which each is as high as its words. Of more, all are of one height, so that none has
to be laid out to know where the others are; what is cut there is in the row's tip.
"""
_EVEN_WHEN, _EVEN_NARROW = 3, 2  # lines of when it is due, in rows of one height


class _Rows(QStringListModel):
    """The rows as values; screen readers read them here. Qt itself counts them: a view asks for
    that twice for each row that it lays out.
    """

    def __init__(self) -> None:
        super().__init__()
        self.rows: Sequence[ListRow] = ()
        self.today = date.min

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row, roles = self.rows[index.row()], Qt.ItemDataRole
        if isinstance(row, GroupRow):
            words = row.title if role in (roles.DisplayRole, roles.AccessibleTextRole) else None
            return plain_tip(row.title) if role == roles.ToolTipRole else words
        if role == roles.DisplayRole:
            return row.wording
        if role == roles.ToolTipRole:
            below = i18n.joined((when_words(row, self.today), said_line(row)), "\n")
            return plain_tip(f"{row.wording}\n{below}")
        if role == roles.AccessibleTextRole:
            return _("Circle {number}: {action}", number=row.number, action=row.wording)
        if role == roles.AccessibleDescriptionRole:
            return spoken_row(row, self.today)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if isinstance(self.rows[index.row()], GroupRow):
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def show(self, rows: Sequence[ListRow], today: date) -> None:
        """These and no others."""
        self.rows, self.today = rows, today
        self.setStringList([""] * len(rows))


class ActionRows(QListView):
    """Up and down go from action to action. opened: the circle of one is to be read, by its id.
    moved: the keyboard or the mouse is at another one; None for none.
    """

    opened = Signal(str)
    moved = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.model_ = _Rows()
        self.setModel(self.model_)
        self._drawing = _RowDrawing(theme, self)
        self.setItemDelegate(self._drawing)
        self.setAccessibleName(_("Actions"))
        let_rows_scroll(self)

    @property
    def rows(self) -> Sequence[ListRow]:
        """The rows that are shown."""
        return self.model_.rows

    @property
    def current(self) -> BecameAction | None:
        """The action that the keyboard is at."""
        place = self.currentIndex().row()
        row = self.rows[place] if 0 <= place < len(self.rows) else None
        return row if isinstance(row, BecameAction) else None

    def show_rows(self, rows: Sequence[ListRow], today: date) -> None:
        """Show these; the keyboard stays at its action where that is still there."""
        before, at = self.current, self.verticalScrollBar().value()
        if rows == self.rows and today == self.model_.today:
            return
        self._drawing.forget()
        self.setUniformItemSizes(len(rows) > _EACH)
        self.model_.show(rows, today)
        wanted = before.action if before is not None else ""
        self.go_to(wanted)
        self.verticalScrollBar().setValue(at)

    def go_to(self, action: str) -> None:
        """Let the keyboard be at an action, at the first one where that is not there."""
        actions = ((n, row) for n, row in enumerate(self.rows) if isinstance(row, BecameAction))
        first = next(actions, None)
        if first is None:
            return
        here = (n for n, row in (first, *actions) if row.action == action) if action else ()
        self.setCurrentIndex(self.model_.index(next(iter(here), first[0]), 0))

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.viewport().update()
        if current.isValid() and self.hasFocus():
            self.scrollTo(current)
            bring_into_view(self, self.visualRect(current))
        self.moved.emit(self.current)

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, held: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Qt's own moves, past the titles of groups."""
        index = super().moveCursor(action, held)
        kinds = QAbstractItemView.CursorAction
        down = action in (kinds.MoveDown, kinds.MovePageDown, kinds.MoveHome, kinds.MoveNext)
        place = index.row()
        while 0 <= place < len(self.rows) and isinstance(self.rows[place], GroupRow):
            place += 1 if down else -1
        if not 0 <= place < len(self.rows):
            return self.currentIndex()
        return self.model_.index(place, 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Rows are gone through and opened; every other key is the page's."""
        one = self.current
        if one is not None and has_key(event, ENTER) and not event.modifiers():
            self.opened.emit(one.circle)
        elif event.key() in OF_A_LIST and not event.modifiers():
            super().keyPressEvent(event)
        else:
            event.ignore()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(event)
        one = self.current
        if one is not None and self.indexAt(event.position().toPoint()) == self.currentIndex():
            self.opened.emit(one.circle)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._drawing.forget()
            self.scheduleDelayedItemsLayout()

    def focusInEvent(self, event: Any) -> None:
        super().focusInEvent(event)
        if self.current is None:
            self.go_to("")
        self.viewport().update()

    def focusOutEvent(self, event: Any) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        index = self.currentIndex()
        if self.hasFocus() and index.isValid() and self.current is not None:
            box = self.visualRect(index).adjusted(1, 1, -1, -2)
            with antialiased(self.viewport()) as painter:
                pen = QPen(QColor(self._theme.palette.teal), 2)
                rounded(painter, QRectF(box), 8, "", pen)


class _Laid(Struct, frozen=True):
    """The words of a row in lines."""

    action: tuple[str, ...]
    said: str
    when: tuple[str, ...]
    high: int


class _RowDrawing(QStyledItemDelegate):
    """Draws rows: circle, action and what happened, state, and when it is due."""

    def __init__(self, theme: Theme, view: ActionRows) -> None:
        super().__init__(view)
        self._theme, self._view = theme, view
        self._serif, self._small, self._strong = (
            theme.serif(17),
            theme.sans(14),
            theme.sans(14, 600),
        )
        self._laid: dict[int, _Laid] = {}
        self._chips: dict[object, QPixmap] = {}

    def forget(self) -> None:
        """Other rows, or another width."""
        self._laid.clear()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        row = self._view.rows[index.row()]
        if self._even:
            return QSize(self._theme.px(200), self._even_high())
        if isinstance(row, GroupRow):
            return QSize(self._theme.px(200), self._theme.px(_GROUP))
        return QSize(self._theme.px(200), self._of(index.row(), row).high)

    # How a row is laid out.

    @property
    def _even(self) -> bool:
        """Whether all rows are of one height."""
        return self._view.uniformItemSizes()

    def _even_when(self) -> int:
        """Lines of when it is due, in rows of one height."""
        return _EVEN_NARROW if self._narrow() else _EVEN_WHEN

    def _even_high(self) -> int:
        """Px of a row with two lines, which are the action's, or the second what was said of it."""
        px = self._theme.px
        words, when = px(_LINE) * _MOST_LINES, px(_SMALL) * self._even_when()
        return (words + px(4) + when if self._narrow() else max(words, when)) + 2 * px(_PAD)

    def _width(self) -> int:
        return max(1, room_beside_bar(self._view))

    def _narrow(self) -> bool:
        return self._width() < self._theme.px(_NARROW)

    def _begin(self) -> int:
        """Where actions begin: after their circle's number, and after the head of that column."""
        px = self._theme.px
        least = px(_NUMBER) + px(_GAP)
        if self._narrow():
            return least
        head = math.ceil(QFontMetricsF(self._small).horizontalAdvance(_("Circle")))
        return max(least, head + px(4) + 1)

    def _room(self) -> int:
        """Px of an action's words."""
        px = self._theme.px
        beside = 0 if self._narrow() else px(_STATE) + px(_WHEN) + 2 * px(_GAP)
        return max(40, self._width() - self._begin() - beside - px(4))

    def _of(self, place: int, row: BecameAction) -> _Laid:
        laid = self._laid.get(place)
        if laid is None:
            if len(self._laid) > _KEPT:
                self._laid.clear()
            laid = self._laid[place] = self._lay(row)
        return laid

    def _lay(self, row: BecameAction) -> _Laid:
        px, room = self._theme.px, self._room()
        faces.load_fonts_for(row.wording)
        said, today = said_line(row), self._view.model_.today
        most, latest = _MOST_LINES, _WHEN_LINES
        if self._even:
            most, latest = (1 if said else _MOST_LINES), self._even_when()
        action = self._lines(row.wording, self._serif, room, most)
        font = self._strong if row.overdue else self._small
        wide = self._width() - self._begin() - px(_STATE + _GAP) if self._narrow() else px(_WHEN)
        wide -= px(18) if row.overdue else 0
        when = self._lines(when_words(row, today), font, max(40, wide), latest)
        words = px(_LINE) * len(action) + (px(_SMALL) if said else 0)
        beside = px(_SMALL) * len(when)
        high = words + max(px(30), beside) + px(4) if self._narrow() else max(words, beside)
        one = QFontMetricsF(self._small).elidedText(said, Qt.TextElideMode.ElideRight, room)
        return _Laid(action, one, when, max(px(_LEAST), high + 2 * px(_PAD)))

    @staticmethod
    def _lines(text: str, font: QFont, room: float, most: int) -> tuple[str, ...]:
        """A text in so many lines at the most."""
        lines = [line.text for line in break_lines(" ".join(text.split()), font, room)]
        if len(lines) <= most:
            return tuple(lines)
        rest = " ".join(lines[most - 1 :])
        cut = QFontMetricsF(font).elidedText(rest, Qt.TextElideMode.ElideRight, room)
        return (*lines[: most - 1], cut)

    # How it is drawn.

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        box: QRect = option.rect
        row, palette = self._view.rows[index.row()], self._theme.palette
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(row, GroupRow):
            if index.row() == 0:
                self._paint_heads(painter, box)
            painter.setPen(QColor(palette.ink))
            left = self._group_left(index.row())
            down = box.height() - self._theme.px(_SMALL + 6)
            wide = self._group_right(index.row()) - left
            metrics = QFontMetricsF(self._strong)
            title = metrics.elidedText(row.title, Qt.TextElideMode.ElideRight, wide)
            self._write(painter, title, self._strong, left, box.top() + down, _SMALL)
        else:
            self._paint_action(painter, box, row, self._of(index.row(), row))
            line = QRect(box.left(), box.bottom(), self._width(), 1)
            painter.fillRect(line, QColor(palette.line))
        painter.restore()

    def _group_left(self, place: int) -> float:
        """Where the title of a group begins: that of the first one is the head of its column."""
        return self._theme.px(4) if place or self._narrow() else self._begin()

    def _group_right(self, place: int) -> float:
        """Where the title of a group ends at the latest."""
        if place or self._narrow():
            return self._width() - self._theme.px(4)
        return self._begin() + self._room()

    def _paint_heads(self, painter: QPainter, box: QRect) -> None:
        """What stands in the columns, on the line of the first group's title."""
        if self._narrow():
            return
        px, begin = self._theme.px, self._begin()
        painter.setPen(QColor(self._theme.palette.ink_2))
        heads = (
            (0, begin - px(4), _("Circle")),
            (self._width() - px(_STATE + _WHEN + _GAP), px(_STATE), _("State")),
            (self._width() - px(_WHEN), px(_WHEN), p_("head of a column", "By when")),
        )
        metrics = QFontMetricsF(self._small)
        top = box.bottom() + 1 - px(_SMALL + 6)
        for left, wide, words in heads:
            said = metrics.elidedText(words, Qt.TextElideMode.ElideRight, wide)
            self._write(painter, said, self._small, left, top, _SMALL)

    def _paint_action(self, painter: QPainter, box: QRect, row: BecameAction, laid: _Laid) -> None:
        px, palette = self._theme.px, self._theme.palette
        words = px(_LINE) * len(laid.action) + (px(_SMALL) if laid.said else 0)
        top = box.top() + (px(_PAD) if self._narrow() else (box.height() - words) / 2)
        number = str(row.number)
        wide = QFontMetricsF(self._strong).horizontalAdvance(number)
        painter.setPen(QColor(palette.teal))
        self._write(painter, number, self._strong, px(_NUMBER) - wide, top, _LINE)
        painter.setPen(QColor(palette.ink))
        for place, line in enumerate(laid.action):
            at = top + place * px(_LINE)
            self._write(painter, line, self._serif, self._begin(), at, _LINE, of=row.wording)
        if laid.said:
            painter.setPen(QColor(palette.ink_2))
            at = top + len(laid.action) * px(_LINE)
            self._write(painter, laid.said, self._small, self._begin(), at, _SMALL, of=laid.said)
        if self._narrow():
            left, down = self._begin(), top + words + px(4)
            self._paint_state(painter, row, left, down, px(30))
            self._paint_when(painter, row, laid, left + px(_STATE + _GAP), down + px(5))
        else:
            left = self._width() - px(_STATE + _WHEN + _GAP)
            self._paint_state(painter, row, left, box.top(), box.height())
            down = box.top() + (box.height() - px(_SMALL) * len(laid.when)) / 2
            self._paint_when(painter, row, laid, self._width() - px(_WHEN), down)

    def _paint_state(
        self, painter: QPainter, row: BecameAction, left: float, top: float, high: float
    ) -> None:
        chip = self._chip(row)
        if chip is None:
            painter.setPen(QColor(self._theme.palette.ink_2))
            down = top + (high - self._theme.px(_SMALL)) / 2
            self._write(painter, state_word(None), self._small, left, down, _SMALL)
            return
        ratio = chip.devicePixelRatio()
        wide, tall = chip.width() / ratio, chip.height() / ratio
        at = QPointF(self._side(left, wide), top + (high - tall) / 2)
        painter.drawPixmap(round(at.x()), round(at.y()), chip)

    def _paint_when(
        self, painter: QPainter, row: BecameAction, laid: _Laid, left: float, top: float
    ) -> None:
        px, palette = self._theme.px, self._theme.palette
        font, colour = (self._strong, palette.warn) if row.overdue else (self._small, palette.ink_2)
        if row.overdue:
            centre = QPointF(self._side(left + px(5), 0), top + px(_SMALL) / 2)
            draw_sign(painter, "look", centre, px(12), palette.warn, px(2))
            left += px(18)
        painter.setPen(QColor(colour))
        for place, line in enumerate(laid.when):
            self._write(painter, line, font, left, top + place * px(_SMALL), _SMALL)

    def _write(  # noqa: PLR0917 (a drawing and its measures)
        self,
        painter: QPainter,
        text: str,
        font: QFont,
        left: float,
        top: float,
        line: int,
        *,
        of: str = "",
    ) -> None:
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        base = top + (self._theme.px(line) + metrics.ascent() - metrics.descent()) / 2
        wide = metrics.horizontalAdvance(text)
        draw_line(painter, QPointF(self._side(left, wide), base), text, of=of or text)

    def _side(self, left: float, wide: float) -> float:
        return mirror(left, wide, self._width(), mirrored=is_mirrored(self._view))

    def _chip(self, row: BecameAction) -> QPixmap | None:
        """The chip of a row's state; None where there is no word yet."""
        key: object = ChipKind.LOOK if row.undecided else row.state
        if key is None:
            return None
        if key not in self._chips:
            if row.undecided or row.state is None:
                chip = state_chip(self._theme, ChipKind.LOOK)
            else:
                chip = chip_of(self._theme, row.state)
            chip.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
            size = chip.sizeHint()
            chip.resize(min(size.width(), math.ceil(self._theme.px(_STATE))), size.height())
            self._chips[key] = chip.grab()
        return self._chips[key]
