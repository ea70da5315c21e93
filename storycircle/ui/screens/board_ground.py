"""The ground of the headings board: equal columns side by side, or a list of headings with one's
cards beside it. It draws what it is given and says what a person wishes.
"""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from storycircle.core.board import Column
from storycircle.ui.screens.board_cards import Marks
from storycircle.ui.screens.board_column import UNPLACED, BoardColumn
from storycircle.ui.screens.board_head import HeadingHead
from storycircle.ui.screens.home_ground import scrolling
from storycircle.ui.theme.theme import Theme

LISTED_FROM = 100
"""From so many actions headings are a list at the left with one heading's cards beside it."""
_WIDE, _LEAST, _FITTING = 216, 168, 6  # px at 100 % of a column; how many share the width
_LIST = 320
_MANY = 300
"""Cards of one heading, from where all are two lines beside the list, too."""


class BoardGround(QWidget):
    """Wishes are told with the heading they are of, and the key that was pressed."""

    cardChosen = Signal(str)
    cardKeyed = Signal(str, int)
    headPressed = Signal(str)
    headKeyed = Signal(str, int)
    dropped = Signal(str, str, int)
    renameRequested = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shown: tuple[Column, ...] = ()
        self._columns: list[BoardColumn] = []
        self._heads: list[HeadingHead] = []
        self._listed = False
        self._open = ""  # the heading whose cards stand beside the list
        self._marks = Marks()
        self._list = QWidget()
        self._list_box = QVBoxLayout(self._list)
        self._list_box.setContentsMargins(0, 0, theme.px(8), 0)
        self._list_box.setSpacing(theme.px(2))
        self._list_box.addStretch(1)
        self._headings = scrolling(self._list)
        self._headings.setFixedWidth(theme.px(_LIST))
        self._row_of = QWidget()
        self._row = QHBoxLayout(self._row_of)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.px(8))
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(self._row_of)
        halves = QHBoxLayout(self)
        halves.setContentsMargins(0, 0, 0, 0)
        halves.setSpacing(theme.px(8))
        halves.addWidget(self._headings)
        halves.addWidget(self._area, 1)

    # What is shown.

    def show_columns(self, columns: Sequence[Column], marks: Marks, *, carrying: bool) -> None:
        """Show the board; while something is carried, each heading has the key of its number."""
        self._shown = tuple(columns)
        self._listed = sum(len(column.cards) for column in columns) >= LISTED_FROM
        self._headings.setVisible(self._listed)
        names = [column.heading for column in columns]
        if self._open not in names:
            self._open = names[0] if names else ""
        there = self._column_of(marks.chosen)
        if self._listed and there is not None and marks != self._marks:
            self._open = there.heading
        self._marks = marks
        beside = [c for c in self._shown if not self._listed or c.heading == self._open]
        self._make(len(beside), len(self._shown) if self._listed else 0)
        keys = self.keys() if carrying else {}
        for widget, column in zip(self._columns, beside, strict=True):
            widget.show_column(column, keys.get(column.heading, ""))
        for head, column in zip(self._heads, self._shown if self._listed else (), strict=True):
            name = column.heading or UNPLACED
            head.show_heading(column.heading, name, len(column.cards), keys.get(column.heading, ""))
            head.set_state(chosen=column.heading == self._open, carried=False)
        self._mark()
        self._later()

    def keys(self) -> dict[str, str]:
        """The number that sends a carried card to each heading; the tenth and on have none."""
        named = [column.heading for column in self._shown if column.heading]
        return {heading: str(place) for place, heading in enumerate(named[:9], 1)}

    def show_head(self, heading: str, *, carried: bool) -> None:
        """Whether the arrows move this heading."""
        for head in self._all_heads():
            mine = head.heading == heading
            chosen = self._listed and head in self._heads and head.heading == self._open
            head.set_state(chosen=chosen, carried=mine and carried)

    def _make(self, columns: int, heads: int) -> None:
        """So many widgets as are needed, made or let go."""
        while len(self._columns) > columns:
            _let_go(self._columns.pop())
        while len(self._columns) < columns:
            column = BoardColumn(self._theme)
            self._join_head(column.head)
            column.list.chosen.connect(self.cardChosen)
            column.list.keyed.connect(partial(self._card_key, column))
            column.list.dropped.connect(partial(self._dropped, column))
            self._row.addWidget(column, 1)
            self._columns.append(column)
        while len(self._heads) > heads:
            _let_go(self._heads.pop())
        while len(self._heads) < heads:
            head = HeadingHead(self._theme)
            self._join_head(head)
            self._list_box.insertWidget(len(self._heads), head)
            self._heads.append(head)
        least = _WIDE if len(self._shown) > _FITTING else _LEAST
        for column in self._columns:
            column.setMinimumWidth(self._theme.px(least))
        gaps = self._row.spacing() * max(0, columns - 1)
        self._row_of.setMinimumWidth(self._theme.px(least) * columns + gaps)

    def _join_head(self, head: HeadingHead) -> None:
        head.pressed.connect(lambda: self._head_pressed(head))
        head.keyed.connect(lambda key: self.headKeyed.emit(head.heading, key))
        head.renameRequested.connect(lambda: self.renameRequested.emit(head.heading))
        head.dropped.connect(lambda id_: self.dropped.emit(id_, head.heading, 0))

    def _mark(self) -> None:
        beside = [c for c in self._shown if not self._listed or c.heading == self._open]
        numbers = [card.number for column in self._shown for card in column.cards]
        digits = len(str(max(numbers, default=1)))
        # Where any column has no room for its cards, all cards go to two lines.
        pairs = zip(self._columns, beside, strict=True)
        compact = not all(w.holds(c.cards, digits) for w, c in pairs)
        if self._listed:  # it scrolls, unless laying all of it out would be waited for
            compact = any(len(column.cards) > _MANY for column in beside)
        for widget in self._columns:
            widget.show_marks(self._marks, compact=compact, digits=digits)

    # What a person wishes.

    def _card_key(self, column: BoardColumn, key: int) -> None:
        self.cardKeyed.emit(column.heading, key)

    def _dropped(self, column: BoardColumn, action: str, place: int) -> None:
        self.dropped.emit(action, column.heading, place)

    def _head_pressed(self, head: HeadingHead) -> None:
        if self._listed and head in self._heads and head.heading != self._open:
            self._open = head.heading
            self.show_columns(self._shown, self._marks, carrying=False)
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
                self._area.ensureWidgetVisible(head)
                return

    def focus_into(self, heading: str) -> None:
        """From a heading to its first card."""
        column = next((c for c in self._shown if c.heading == heading), None)
        if column is not None and column.cards:
            self._focus_in(heading, 0)

    @property
    def listed(self) -> bool:
        """Whether headings are a list at the left."""
        return self._listed

    def _focus_in(self, heading: str, row: int) -> None:
        if self._listed and heading != self._open:
            self._open = heading
            self.show_columns(self._shown, Marks(), carrying=False)
        for column in self._columns:
            if column.heading == heading:
                self._area.ensureWidgetVisible(column, 0, 0)
                column.list.choose(row)

    def _column_of(self, action: str) -> Column | None:
        found = (c for c in self._shown if any(card.action == action for card in c.cards))
        return next(found, None)

    def _all_heads(self) -> list[HeadingHead]:
        return [*self._heads, *(column.head for column in self._columns)]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._later()

    def _later(self) -> None:
        """Whether cards fit is known once the layout has given the columns their room."""
        QTimer.singleShot(0, self, self._mark)


def _let_go(widget: QWidget) -> None:
    widget.hide()
    widget.setParent(None)
    widget.deleteLater()
