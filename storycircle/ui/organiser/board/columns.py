"""The columns of the headings board, side by side or as a list.

The ground of the headings board: equal columns side by side, or a list of headings with one's
cards beside it. It draws what it is given and says what a person wishes.

A column of the headings board: its heading with the count, its cards, how many are below.
"""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QModelIndex, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QBoxLayout,
    QFrame,
    QScrollArea,
    QSizePolicy,
    QWidget,
)

from storycircle.core.commands.command import NO_CAP, Cap
from storycircle.core.commands.keys import SEND_CARD
from storycircle.core.headings import Card, Column
from storycircle.core.i18n import N_, _, n_
from storycircle.ui.commands import press_button
from storycircle.ui.organiser.board.card_list import CardList
from storycircle.ui.organiser.board.cards import (
    Marks,
)
from storycircle.ui.organiser.board.header import HeadingHead
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.focus_ring import FocusRing
from storycircle.ui.widgets.controls.search_bar import SearchField
from storycircle.ui.widgets.controls.steady_press import SteadyPress
from storycircle.ui.widgets.display import layouts
from storycircle.ui.widgets.display.card import antialiased, rounded
from storycircle.ui.widgets.display.direction import draw_line, is_mirrored, mirror
from storycircle.ui.widgets.display.layouts import ANY_SIZE, scrolling

UNPLACED = N_("Not yet under a heading")
_MORE = 36  # px at 100 %


class MoreBelow(SteadyPress, QAbstractButton):
    """How many more are below: pressed, it shows them. Its room stays where there are none."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._count = 0
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setRetainSizeWhenHidden(True)
        self.setSizePolicy(policy)
        self._ring = FocusRing(theme, self, 4)
        self.hide()

    def set_count(self, count: int) -> None:
        if count != self._count:
            self._count = count
            self.setText(n_("{figures} more below", "{figures} more below", count) if count else "")
            self.setAccessibleName(self.text())
            self.setVisible(count > 0)
            self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not press_button(self, event):
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(80, self._theme.px(_MORE))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        with QPainter(self) as painter:
            theme, palette = self._theme, self._theme.palette
            side = theme.px(12)
            painter.fillRect(side, 0, self.width() - 2 * side, 1, QColor(palette.edge))
            painter.setFont(theme.sans(14, 600))
            painter.setPen(QColor(palette.teal))
            metrics = QFontMetricsF(painter.font())
            base = (self.height() + metrics.ascent() - metrics.descent()) / 2
            said = f"↓  {self.text()}"
            wide = metrics.horizontalAdvance(said)
            left = mirror(side, wide, self.width(), mirrored=is_mirrored(self))
            draw_line(painter, QPointF(left, base), said)


class BoardColumn(QWidget):
    """One heading of the board. `head` is where it is renamed and moved."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.heading, self._counted = "", True
        self.head = HeadingHead(theme)
        self.list = CardList(theme)
        self.more = MoreBelow(theme)
        column = layouts.column(self, 0, (0, theme.px(4), 0, 0))
        column.addWidget(self.head)
        column.addWidget(self.list, 1)
        column.addWidget(self.more)
        self.list.scrolled.connect(self._count_below)
        self.more.clicked.connect(self._show_more)

    def show_column(self, column: Column, key: Cap, count: int | None) -> None:
        """Show a heading with its cards; key is the cap that sends a carried card here. count: how
        many stand there; None while they are being read.
        """
        self.heading, self._counted = column.heading, count is not None
        name = column.heading or _(UNPLACED)
        self.head.show_heading(column.heading, name, count, key)
        self.list.setAccessibleName(name)
        self.list.cards.show_cards(column.cards)

    def show_marks(self, marks: Marks, *, compact: bool, digits: int) -> None:
        """What is marked, and how the cards are drawn."""
        drawing = self.list.drawing
        relaid = (drawing.compact, drawing.digits) != (compact, digits)
        drawing.marks, drawing.compact, drawing.digits = marks, compact, digits
        if relaid:  # first: to show the chosen card the list is laid out
            self.list.setUniformItemSizes(compact)
            self.list.scheduleDelayedItemsLayout()
        row = self.list.cards.row_of(marks.chosen)
        index = self.list.cards.index(row, 0) if row >= 0 else QModelIndex()
        if index != self.list.currentIndex():
            self.list.setCurrentIndex(index)
        policy = Qt.FocusPolicy.StrongFocus if row >= 0 else Qt.FocusPolicy.ClickFocus
        self.list.setFocusPolicy(policy)  # Tab goes to the chosen card, then on
        if relaid:
            self.list.doItemsLayout()
        self.list.viewport().update()
        self._count_below()

    def holds(self, cards: Sequence[Card], digits: int) -> bool:
        """Whether the column has room for its cards in full."""
        drawing = self.list.drawing
        drawing.digits = digits
        room, high = self.list.viewport().height(), 0
        for card in cards:
            high += drawing.height(card, self.list.viewport().width(), compact=False)
            if high > room + self.more.sizeHint().height():
                return False
        return True

    def _count_below(self) -> None:
        self.more.set_count(self.list.below() if self._counted else 0)

    def _show_more(self) -> None:
        bar = self.list.verticalScrollBar()
        bar.setValue(bar.value() + bar.pageStep())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        with antialiased(self) as painter:
            palette = self._theme.palette
            pen = QColor(palette.line) if palette.high_contrast else None
            rounded(painter, QRectF(self.rect()), 12, palette.sunk, None)
            if pen is not None:
                painter.setPen(pen)
                painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 12, 12)


LISTED_FROM = 100
"""From so many actions headings are a list at the left with one heading's cards beside it."""
_WIDE, _LEAST, _FITTING = 216, 168, 6  # px at 100 % of a column; how many share the width
_LIST = 320
_BESIDE = 620  # px at 100 % from which the list stands beside the cards
_HIGH, _LIST_HIGH = 240, 132  # px at 100 % that columns and list are high at least
_MANY = 300
"""Cards of one heading, from where all are two lines beside the list, too."""


class BoardGround(QWidget):
    """Emits what is asked for with the heading it concerns, and the key that was pressed."""

    cardChosen = Signal(str)
    cardKeyed = Signal(str, int)
    headPressed = Signal(str)
    headKeyed = Signal(str, int)
    dropped = Signal(str, str, int)
    renameRequested = Signal(str)
    searched = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shown: tuple[Column, ...] = ()
        self.columns: list[BoardColumn] = []
        self._heads: list[HeadingHead] = []
        self._listed, self._counted = False, True
        self._open = ""  # the heading whose cards stand beside the list
        self._marks = Marks()
        self._list = QWidget()
        self._list_box = layouts.column(self._list, theme.px(2), (0, 0, theme.px(8), 0))
        self._list_box.addStretch(1)
        self._headings = QWidget()
        self.search = SearchField(theme, _("Search all actions"))
        self.search.searched.connect(self.searched)
        self.search.left.connect(self._to_first)
        halves = layouts.column(self._headings, theme.px(8), (0, 2, theme.px(8), 0))
        halves.addWidget(self.search)
        halves.addWidget(scrolling(self._list), 1)
        self._row_of = QWidget()
        self._row = layouts.row(self._row_of, theme.px(8))
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(self._row_of)
        self._halves = layouts.row(self, theme.px(8))
        self._halves.addWidget(self._headings)
        self._halves.addWidget(self.area, 1)

    # What is shown.

    def show_columns(
        self,
        columns: Sequence[Column],
        marks: Marks,
        *,
        carrying: bool,
        listed: bool,
        counted: bool = True,
    ) -> None:
        """Show the board; while something is carried, each heading has the key of its number.

        listed: whether headings are a list, with the cards of one beside it. counted: whether all
        cards are here.
        """
        self._shown = tuple(columns)
        self._listed, self._counted = listed, counted
        self._headings.setVisible(self._listed)
        names = [column.heading for column in columns]
        if self._open not in names:
            self._open = names[0] if names else ""
        there = self._column_of(marks.chosen)
        if self._listed and there is not None and marks != self._marks:
            self._open = there.heading
        elif self._listed and self.search.text():  # a heading where nothing was found shows nothing
            full = [column.heading for column in columns if column.cards]
            self._open = self._open if self._open in full or not full else full[0]
        self._marks = marks
        beside = [c for c in self._shown if not self._listed or c.heading == self._open]
        self._make(len(beside), len(self._shown) if self._listed else 0)
        keys = self.keys() if carrying else {}
        for widget, column in zip(self.columns, beside, strict=True):
            widget.show_column(column, keys.get(column.heading, NO_CAP), self._count(column))
        for head, column in zip(self._heads, self._shown if self._listed else (), strict=True):
            name = column.heading or _(UNPLACED)
            cap = keys.get(column.heading, NO_CAP)
            head.show_heading(column.heading, name, self._count(column), cap)
            head.set_state(chosen=column.heading == self._open, carried=False)
        self._mark()
        self._later()

    def _count(self, column: Column) -> int | None:
        return len(column.cards) if self._counted else None

    def keys(self) -> dict[str, Cap]:
        """The number that sends a carried card to each heading; the tenth and on have none."""
        named = [column.heading for column in self._shown if column.heading]
        return dict(zip(named, SEND_CARD.caps, strict=False))

    def show_head(self, heading: str, *, carried: bool) -> None:
        """Whether the arrows move this heading."""
        for head in self._all_heads():
            mine = head.heading == heading
            chosen = self._listed and head in self._heads and head.heading == self._open
            head.set_state(chosen=chosen, carried=mine and carried)

    def _make(self, columns: int, heads: int) -> None:
        """So many widgets as are needed, made or let go."""
        while len(self.columns) > columns:
            _delete_later(self.columns.pop())
        while len(self.columns) < columns:
            column = BoardColumn(self._theme)
            self._join_head(column.head)
            column.list.chosen.connect(self.cardChosen)
            column.list.keyed.connect(partial(self._card_key, column))
            column.list.dropped.connect(partial(self._dropped, column))
            self._row.addWidget(column, 1)
            self.columns.append(column)
        while len(self._heads) > heads:
            _delete_later(self._heads.pop())
        while len(self._heads) < heads:
            head = HeadingHead(self._theme)
            self._join_head(head)
            self._list_box.insertWidget(len(self._heads), head)
            self._heads.append(head)
        least = _WIDE if len(self._shown) > _FITTING else _LEAST
        for column in self.columns:
            column.setMinimumWidth(self._theme.px(least))
        gaps = self._row.spacing() * max(0, columns - 1)
        self._row_of.setMinimumWidth(self._theme.px(least) * columns + gaps)

    def _join_head(self, head: HeadingHead) -> None:
        head.widened.connect(self._later)
        head.pressed.connect(lambda: self._head_pressed(head))
        head.keyed.connect(lambda key: self.headKeyed.emit(head.heading, key))
        head.renameRequested.connect(lambda: self.renameRequested.emit(head.heading))
        head.dropped.connect(lambda id_: self.dropped.emit(id_, head.heading, 0))

    def _fold(self) -> None:
        """The list stands above the cards where there is little room; each keeps a least height,
        and the page scrolls.
        """
        px, direction = self._theme.px, QBoxLayout.Direction
        above = self.width() < px(_BESIDE)
        self._halves.setDirection(direction.TopToBottom if above else direction.LeftToRight)
        self._headings.setMinimumWidth(0 if above else px(_LIST))
        self._headings.setMaximumWidth(ANY_SIZE if above else px(_LIST))
        self._headings.setMinimumHeight(px(_LIST_HIGH))
        self.area.setMinimumHeight(px(_HIGH))

    def _fit_heads(self) -> None:
        """Heads beside each other are as high as the highest; those of the list, each its own."""
        beside = [column.head for column in self.columns]
        lines = max((head.lines_needed() for head in beside), default=0)
        for head in beside:
            head.set_lines(lines)
        for head in self._heads:
            head.set_lines(head.lines_needed())

    def _mark(self) -> None:
        self._fit_heads()
        beside = [c for c in self._shown if not self._listed or c.heading == self._open]
        numbers = [card.number for column in self._shown for card in column.cards]
        digits = len(str(max(numbers, default=1)))
        # Where any column has no room for its cards, all cards go to two lines.
        pairs = zip(self.columns, beside, strict=True)
        compact = not all(w.holds(c.cards, digits) for w, c in pairs)
        if self._listed:  # it scrolls, unless laying all of it out would be waited for
            compact = any(len(column.cards) > _MANY for column in beside)
        for widget in self.columns:
            widget.show_marks(self._marks, compact=compact, digits=digits)

    # What a person wishes.

    def _card_key(self, column: BoardColumn, key: int) -> None:
        self.cardKeyed.emit(column.heading, key)

    def _dropped(self, column: BoardColumn, action: str, place: int) -> None:
        self.dropped.emit(action, column.heading, place)

    def _head_pressed(self, head: HeadingHead) -> None:
        if self._listed and head in self._heads and head.heading != self._open:
            self._open = head.heading
            self._show_again(self._marks)
        self.headPressed.emit(head.heading)

    # Going about by keys.

    def focus_card(self, action: str) -> None:
        """Give the keyboard to a card, wherever it stands."""
        there = self._column_of(action)
        if there is not None:
            self._focus_in(there.heading, [card.action for card in there.cards].index(action))

    def focus_beside(self, heading: str, places: int, row: int) -> bool:
        """From a heading to one so many places on, at a row; columns without cards are passed."""
        names = [column.heading for column in self._shown]
        at = names.index(heading) + places
        step = 1 if places > 0 else -1
        while 0 <= at < len(names) and not self._shown[at].cards:
            at += step
        if not 0 <= at < len(names):
            return False
        self._focus_in(names[at], row)
        return True

    def focus_head(self, heading: str) -> None:
        """Give the keyboard to a heading."""
        for head in self._all_heads():
            if head.heading == heading:
                head.setFocus(Qt.FocusReason.OtherFocusReason)
                self.area.ensureWidgetVisible(head)
                return

    def focus_into(self, heading: str) -> None:
        """From a heading to its first card."""
        column = next((c for c in self._shown if c.heading == heading), None)
        if column is not None and column.cards:
            self._focus_in(heading, 0)

    def focus_search(self) -> None:
        """Give the keyboard to the search."""
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)
        self.search.selectAll()

    def _to_first(self) -> None:
        """Enter in the search: to the first card that was found."""
        there = self._column_of(self._marks.chosen)
        full = (column.heading for column in self._shown if column.cards)
        if there is not None:
            self.focus_card(self._marks.chosen)
        else:
            self.focus_into(next(full, ""))

    @property
    def listed(self) -> bool:
        """Whether headings are a list at the left."""
        return self._listed

    def _focus_in(self, heading: str, row: int) -> None:
        if self._listed and heading != self._open:
            self._open = heading
            self._show_again(Marks())
        for column in self.columns:
            if column.heading == heading:
                self.area.ensureWidgetVisible(column, 0, 0)
                column.list.choose(row)

    def _show_again(self, marks: Marks) -> None:
        self.show_columns(
            self._shown, marks, carrying=False, listed=self._listed, counted=self._counted
        )

    def _column_of(self, action: str) -> Column | None:
        found = (c for c in self._shown if any(card.action == action for card in c.cards))
        return next(found, None)

    def _all_heads(self) -> list[HeadingHead]:
        return [*self._heads, *(column.head for column in self.columns)]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()
        self._later()

    def _later(self) -> None:
        """Whether cards fit is known once the layout has given the columns their room."""
        QTimer.singleShot(0, self, self._mark)


def _delete_later(widget: QWidget) -> None:
    widget.hide()
    widget.setParent(None)
    widget.deleteLater()
