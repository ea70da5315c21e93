"""The table of gathered files: one row a file, with what became of it; ten thousand are no work.

From a dozen rows on each is one line and all are of one height, so that only what is seen is laid
out; they can be searched, and sorted by their heads.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QSizePolicy,
    QTableView,
    QWidget,
)

from storycircle.core import i18n
from storycircle.core.commands.keys import READ_CIRCLE, SORT_LIST, SORT_LIST_BACK, TICK_FILE
from storycircle.core.i18n import N_, _
from storycircle.core.model import CircleSummary
from storycircle.ui.commands import has_key, is_pressed
from storycircle.ui.organiser.merge.file_row import (
    ACTIONS,
    CHIP,
    CIRCLE,
    CLOSE_ROW,
    FILE,
    GAP,
    PEOPLE,
    ROW,
    TICK,
    WORDS,
    Index,
    RowDrawing,
    as_text,
    cells,
)
from storycircle.ui.organiser.view_model import CircleRow, TableRow, row_words
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.context_menu import copied_by_key
from storycircle.ui.widgets.display.announcement import announce
from storycircle.ui.widgets.display.scroll_area import give_viewport, room_beside_bar
from storycircle.ui.widgets.display.tip import plain_tip

FEW = 12
"""So many rows are shown whole; more are one line each, and can be searched."""
Names = Mapping[str, Sequence[str]]
"""The people of circles, by the circle's id."""
_LEAST_ROWS = 2  # that are shown where the table scrolls
_FIRST = 96  # px at 100 % that the column of what a row is of has at least
_LEAST = 140  # px at 100 % that the words have in a column of their own
_HEADS = (
    "",
    N_("File"),
    N_("Circle"),
    N_("People"),
    N_("Actions"),
    N_("What happened"),
    N_("In words"),
)
_WIDTHS = (40, 148, 96, 72, 76, 156)  # px at 100 %, 12 of each the gap to the next
_NARROWEST = (40, 112, 0, 0, 0, 140)  # the file's name has the circle's number as a rule
_NARROW = (40, 112, 76, 0, 0, 150)  # where there is little room, the words say the numbers


def searched(row: TableRow, names: Names, numbers: Mapping[int, CircleSummary]) -> str:
    """What of a row can be searched for, without regard to capitals: its file, its circle's number,
    its facilitator and people, and where and when it was held. numbers: circles by theirs, of which
    files are.
    """
    number = "" if row.number is None else str(row.number)
    circle = row.circle if isinstance(row, CircleRow) else numbers.get(row.number or 0)
    if circle is None:
        return f"{row.whole_name}\n{number}".casefold()
    said = (circle.facilitator, circle.theme, circle.region, circle.venue, i18n.day(circle.date))
    return "\n".join((row.whole_name, number, *said, *names.get(circle.id, ()))).casefold()


_ORDERS: Mapping[int, Callable[[TableRow], Any]] = {
    CIRCLE: lambda row: (row.number is None, row.number or 0),
    PEOPLE: lambda row: row.people,
    ACTIONS: lambda row: row.actions,
}
"""By the columns that hold figures; the others are sorted by their words."""


def _words_in(column: int, row: TableRow) -> str:
    return cells(row)[column].casefold()


class _Files(QAbstractTableModel):
    """The rows as values; screen readers read the same cells."""

    def __init__(self) -> None:
        super().__init__()
        self.every: list[TableRow] = []
        self.rows: list[TableRow] = []  # those that are shown, in the order they are shown in
        self.outcomes: set[str] = set()
        self.highest = 0  # number of a circle
        self.wanted: Callable[[TableRow], bool] | None = None
        self.order: Callable[[TableRow], Any] | None = None
        self.backwards = False
        self.sorted = -1  # the column by which a person sorted
        self.lead = -1  # the column that says chip and words too, where they have none
        self.unticked: set[int] | None = None  # by place in the batch; None: nothing can be ticked

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's signature)
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(_HEADS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return cells(row)[index.column()]
        if role == Qt.ItemDataRole.UserRole and index.column() == CHIP:
            return str(row.outcome)
        if role == Qt.ItemDataRole.ToolTipRole and index.column() in (FILE, WORDS, self.lead):
            below = row_words(row) if index.column() == self.lead else ""
            return plain_tip(f"{cells(row)[index.column()]}\n{below}".rstrip())
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == self.lead:
            return ", ".join(filter(None, (cells(row)[at] for at in (self.lead, CHIP, WORDS))))
        if role == Qt.ItemDataRole.CheckStateRole and index.column() == TICK:
            return self._state(index.row())
        return None

    def can_tick(self, row: int) -> bool:
        """Whether there is anything to choose: a file that changes nothing has no box."""
        return self.unticked is not None and self.rows[row].changes_something

    def turn(self, row: int) -> None:
        """Tick a row, or untick it."""
        if self.unticked is not None and self.can_tick(row):
            self.unticked ^= {place_of(self.rows[row])}
            changed = self.index(row, TICK)
            self.dataChanged.emit(changed, changed)

    def _state(self, row: int) -> Qt.CheckState | None:
        if self.unticked is None or not self.can_tick(row):
            return None
        out = place_of(self.rows[row]) in self.unticked
        return Qt.CheckState.Unchecked if out else Qt.CheckState.Checked

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal:
            if role == Qt.ItemDataRole.DisplayRole:
                return _HEADS[section] and _(_HEADS[section])
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            if role == Qt.ItemDataRole.AccessibleDescriptionRole and section == self.sorted:
                return self.sorted_words()
        return None

    def sorted_words(self) -> str:
        """By which column a person sorted them, in a sentence; empty for none."""
        if self.sorted < 0:
            return ""
        column = _(_HEADS[self.sorted])
        if self.backwards:
            return _("Sorted by “{column}”, from its end.", column=column)
        return _("Sorted by “{column}”.", column=column)

    def add(self, rows: Sequence[TableRow]) -> None:
        """More, at the end, where they are among those that are shown."""
        self.every += rows
        self._measure(rows)
        if self.order is not None or self.wanted is not None:
            self.look()
            return
        first = len(self.rows)
        self.beginInsertRows(QModelIndex(), first, first + len(rows) - 1)
        self.rows += rows
        self.endInsertRows()

    def show(self, rows: Sequence[TableRow], *, ticks: bool) -> None:
        """These and no others."""
        self.every = list(rows)
        self.outcomes, self.highest = set(), 0
        self._measure(rows)
        self.unticked = set() if ticks else None
        self.look()

    def _measure(self, rows: Sequence[TableRow]) -> None:
        """Note what the widths of columns depend on."""
        self.outcomes.update(str(row.outcome) for row in rows)
        self.highest = max((self.highest, *(row.number or 0 for row in rows)))

    def look(self) -> None:
        """Show those that are wanted, in the order that is wanted."""
        self.beginResetModel()
        found = self.every if self.wanted is None else filter(self.wanted, self.every)
        if self.order is None:
            self.rows = list(found)
        else:
            self.rows = sorted(found, key=self.order, reverse=self.backwards)
        self.endResetModel()


def place_of(row: TableRow) -> int:
    """The place of a row's file in its batch; -1 for a circle that came in none."""
    return -1 if isinstance(row, CircleRow) else row.at


def _dress(table: QTableView, theme: Theme) -> None:
    """Give a table its looks, and leave it no key but those of its rows."""
    palette = theme.palette
    table.setFrameShape(QFrame.Shape.NoFrame)
    table.setShowGrid(False)
    table.setTabKeyNavigation(False)  # Tab goes on to the next thing on the screen
    table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    table.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
    table.setStyleSheet(
        f"QTableView {{ border: 0; background: {palette.paper}; }}"
        f"QHeaderView {{ background: {palette.paper}; border: 0; }}"
        f"QHeaderView::section {{ padding: 0; background: {palette.paper};"
        f" color: {palette.ink_2}; border: 0; border-bottom: 1px solid {palette.edge}; }}"
    )
    header = table.horizontalHeader()
    header.setFont(theme.sans(14, 600))
    header.setFixedHeight(theme.px(34))
    header.setMinimumSectionSize(0)
    header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    header.setHighlightSections(False)
    header.setSectionsClickable(False)
    header.setSortIndicatorShown(False)
    table.verticalHeader().hide()
    table.verticalHeader().setMinimumSectionSize(theme.px(ROW))


def _needed(column: int, head: int, drawing: RowDrawing, files: _Files) -> int:
    """The px that a column needs for its chips and numbers, and for its head's own px."""
    if column == CIRCLE and drawing.close:
        return max(head, drawing.circle_wide(files.highest))
    return max(head, drawing.chips_wide(files.outcomes)) if column == CHIP else head


def circles_of(row: TableRow) -> list[str]:
    """The circles of a row, by their ids: of a file there may be several."""
    if isinstance(row, CircleRow):
        return [row.circle.id] if row.circle else []
    return [circle.id for circle in row.circles]


class FileTable(QTableView):
    """As high as its rows, and scrolls where there is no room for all of them.

    ticked: a row was ticked or unticked. rowShown: another row has the keyboard, or none.
    rowOpened: the circle of a row is to be read. seenChanged: other rows are in sight, or in
    another order.
    """

    ticked = Signal()
    rowShown = Signal(object)
    rowOpened = Signal(object)
    seenChanged = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None, *, files: bool = True) -> None:
        """Without files, the column of their names is left out."""
        super().__init__(parent)
        give_viewport(self)
        self._theme, self._files_named = theme, files
        self._kept = 0
        self._names: Names = {}
        self._numbers: Mapping[int, CircleSummary] = {}
        self._sorted = -1  # the column by which a person sorted
        self._given: Callable[[TableRow], Any] | None = None  # the order until then
        self._searched: list[tuple[TableRow, str]] | None = None
        self._files = _Files()
        self._drawing = RowDrawing(theme, self)
        self.setModel(self._files)
        self.setItemDelegate(self._drawing)
        self.setAccessibleName(_("Files gathered"))
        self.setAccessibleDescription(_("{key} reads the circle of a row.", key=READ_CIRCLE.cap))
        _dress(self, theme)
        self.horizontalHeader().sectionClicked.connect(self._sort)
        self._fit_columns()
        self.verticalScrollBar().valueChanged.connect(self.seenChanged)
        self._files.modelReset.connect(self.seenChanged)

    @property
    def _named(self) -> bool:
        """Whether the column of file names is shown: circles that came in none have no name."""
        every = self._files.every
        return self._files_named and not (every and isinstance(every[0], CircleRow))

    @property
    def has_ticks(self) -> bool:
        """Whether each file can be left out."""
        return self._files.unticked is not None

    def rows(self) -> list[TableRow]:
        """All rows, in the order in which they were given."""
        return list(self._files.every)

    @property
    def each_one_line(self) -> bool:
        """Whether each text of a row is one line, and may end early."""
        return self._drawing.close

    @property
    def found(self) -> list[TableRow]:
        """The rows that are shown: those that were searched for, as they are sorted."""
        return self._files.rows

    @property
    def circles(self) -> list[str]:
        """The circles that are shown, by their ids, where the rows are circles."""
        return [id_ for row in self.found if isinstance(row, CircleRow) for id_ in circles_of(row)]

    def show_rows(
        self,
        rows: Sequence[TableRow],
        *,
        ticks: bool = False,
        order: Callable[[TableRow], Any] | None = None,
    ) -> None:
        """These and no others; with ticks each can be left out. order: until a head is pressed;
        None: as they are given.
        """
        self._searched, self._given = None, order
        self._note_order(-1, backwards=False)
        self._files.show(rows, ticks=ticks)
        self._fit_all()
        if self.hasFocus():
            self._begin_at_top()

    # Searched and sorted.

    def search(self, text: str, wanted: Callable[[TableRow], bool] | None = None) -> None:
        """Show the rows that hold each word of a text, of those that are wanted; all for none."""
        words = text.casefold().split()
        if not words:
            self._files.wanted = wanted
        else:
            found = {id(row) for row, said in self._said() if all(w in said for w in words)}
            self._files.wanted = lambda row: id(row) in found and (wanted is None or wanted(row))
        self._show_again()

    def set_names(self, names: Names, circles: Iterable[CircleSummary]) -> None:
        """The people of circles, who can be searched for; and the circles, of which files are."""
        self._names, self._searched = names, None
        self._numbers = {circle.number: circle for circle in circles}

    def _sort(self, column: int) -> None:
        """A head was pressed: its column sorts the rows; pressed again, from its end."""
        if column != TICK:
            self._sort_by(column, backwards=column == self._sorted and not self._files.backwards)

    def _sort_by(self, column: int, *, backwards: bool) -> None:
        """Sort by a column, or for -1 as the rows were given, and say so."""
        self._note_order(column, backwards=backwards)
        self._show_again()
        announce(self, self.sorted_words() or _("In the order in which they came."))

    def _note_order(self, column: int, *, backwards: bool) -> None:
        files, header = self._files, self.horizontalHeader()
        self._sorted = files.sorted = column
        files.backwards = backwards and column >= 0
        by_words = partial(_words_in, column)
        files.order = self._given if column < 0 else _ORDERS.get(column, by_words)
        way = Qt.SortOrder.DescendingOrder if files.backwards else Qt.SortOrder.AscendingOrder
        header.setSortIndicator(column, way)
        header.setSortIndicatorShown(column >= 0)
        said = _("{key} reads the circle of a row.", key=READ_CIRCLE.cap)
        self.setAccessibleDescription(" ".join(filter(None, (said, self.sorted_words()))))

    def sorted_words(self) -> str:
        """By which column a person sorted the rows, in a sentence; empty for none."""
        return self._files.sorted_words()

    def _sort_next(self) -> None:
        """The next column sorts the rows; after the last one they are as they were given."""
        columns = [at for at in range(FILE, len(_HEADS)) if self._named or at != FILE]
        after = [at for at in columns if at > self._sorted]
        self._sort_by(after[0] if after else -1, backwards=False)

    def _said(self) -> list[tuple[TableRow, str]]:
        """What of each row can be searched for, worked out once."""
        if self._searched is None or len(self._searched) != len(self._files.every):
            self._searched = [
                (row, searched(row, self._names, self._numbers)) for row in self._files.every
            ]
        return self._searched

    def _show_again(self) -> None:
        self._files.look()
        self._fit_all()
        self.scrollToTop()
        if self.hasFocus():
            self._begin_at_top()

    def left_out(self) -> set[int]:
        """The places in their batch of the files that are not ticked."""
        return set(self._files.unticked or ())

    def count_ticked(self) -> int:
        """How many files are ticked."""
        unticked = self._files.unticked or set()
        return sum(row.changes_something and place_of(row) not in unticked for row in self.rows())

    def turn(self, row: int) -> None:
        """Tick a row, or untick it."""
        self._files.turn(row)
        self.ticked.emit()

    def keyboardSearch(self, search: str) -> None:
        """Letters are for the search field: Qt would go through all rows at each."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.currentIndex().row()
        if self.each_one_line and is_pressed(event, SORT_LIST):
            self._sort_next()
        elif self.each_one_line and is_pressed(event, SORT_LIST_BACK):
            self._sort_by(self._sorted, backwards=not self._files.backwards)
        elif has_key(event, TICK_FILE) and row >= 0 and self._files.unticked is not None:
            self.turn(row)
        elif is_pressed(event, READ_CIRCLE) and row >= 0:
            self.rowOpened.emit(self._files.rows[row])
        elif not copied_by_key(event, as_text(self._files.rows[row]) if row >= 0 else ""):
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(event)
        pressed = self.indexAt(event.position().toPoint())
        if pressed.isValid() and pressed.column() != TICK:
            self.rowOpened.emit(self._files.rows[pressed.row()])

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        pressed = self.indexAt(event.position().toPoint())
        if pressed.isValid() and pressed.column() == TICK:
            self.turn(pressed.row())

    def add_rows(self, rows: Sequence[TableRow]) -> None:
        """More, at the end."""
        first = len(self._files.rows)
        if rows:
            self._files.add(rows)
        before = self.columnWidth(CHIP), self._drawing.stacked
        self._fit_columns()
        same = (self.columnWidth(CHIP), self._drawing.stacked) == before
        self._fit_rows(first if same else 0)

    def _fit_all(self) -> None:
        self._fit_columns()
        self._fit_rows(0)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._begin_at_top()

    def _begin_at_top(self) -> None:
        if not self.currentIndex().isValid() and self._files.rows:
            self.setCurrentIndex(self._files.index(0, FILE if self._named else CIRCLE))

    def currentChanged(self, current: Index, previous: Index) -> None:
        """The focus ring goes round the whole row."""
        super().currentChanged(current, previous)
        self.viewport().update()
        rows = self._files.rows
        self.rowShown.emit(rows[current.row()] if 0 <= current.row() < len(rows) else None)

    def _fit_columns(self) -> None:
        px, room = self._theme.px, room_beside_bar(self)
        scaled = room / self._theme.scale
        drawn: tuple[int, ...] = (
            _WIDTHS if scaled >= 720 else _NARROW if scaled >= 480 else _NARROWEST
        )
        if not self._named:
            drawn = (*_WIDTHS[:FILE], 0, *_WIDTHS[CIRCLE:])
        if self._files.unticked is None:
            drawn = (0, *drawn[FILE:])
        heads = self.horizontalHeader().fontMetrics()
        widths = [0] * len(drawn)
        for at, width in enumerate(drawn):
            head = heads.horizontalAdvance(_HEADS[at] and _(_HEADS[at]))
            needed = _needed(at, head, self._drawing, self._files) + px(GAP)
            widths[at] = max(px(width), needed) if width else 0
        stacked = self._drawing.stacked = room - sum(widths) < px(_LEAST)
        lead = FILE if self._named else CIRCLE
        self._files.lead = lead if stacked else -1
        if stacked:
            kept = (TICK,) if self._named else (TICK, PEOPLE, ACTIONS)
            widths = [width if at in kept else 0 for at, width in enumerate(widths)]
            widths[lead] = max(px(_FIRST), self.viewport().width() - sum(widths))
        for column, width in enumerate(widths):
            self.setColumnHidden(column, not width)
            self.setColumnWidth(column, width)
        self.setColumnHidden(WORDS, stacked)
        rest = self.viewport().width() - sum(widths)
        self.setColumnWidth(WORDS, 0 if stacked else max(px(80), rest))

    def _fit_rows(self, first: int) -> None:
        drawing, close = self._drawing, len(self._files.every) > FEW
        if close != drawing.close:
            drawing.close = close
            self.horizontalHeader().setSectionsClickable(close)
            self._files.look()  # heights of their own, or none
            first = 0
        self.verticalHeader().setMinimumSectionSize(self._theme.px(CLOSE_ROW if close else ROW))
        if close:
            self.verticalHeader().setDefaultSectionSize(drawing.close_height())
            if not first:  # those that had heights of their own, while they were few
                for place in range(min(FEW, len(self._files.rows))):
                    self.setRowHeight(place, drawing.close_height())
            self.setMaximumHeight(self._high(self._kept or len(self._files.rows)))
            self.updateGeometry()
            return
        without_bar = self.viewport().width() - room_beside_bar(self)
        wide = self.columnWidth(self._files.lead if self._drawing.stacked else WORDS)
        width = max(wide - without_bar, 1)
        for place in range(first, len(self._files.rows)):
            self.setRowHeight(place, self._drawing.height(self._files.rows[place], width))
        self.setMaximumHeight(self._high(self._kept or len(self._files.rows)))
        self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit_columns()
            self._fit_rows(0)
        self.seenChanged.emit()

    def keep_rows(self, count: int) -> None:
        """Be as high as so many rows, or as all where there are fewer, since the page scrolls; for
        none, as high as there is room.
        """
        if count != self._kept:
            self._kept = count
            self._fit_rows(len(self._files.rows))

    def sizeHint(self) -> QSize:
        return QSize(600, self.minimumSizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self._high(self._kept or _LEAST_ROWS))

    def _high(self, count: int) -> int:
        """The height of the head and so many rows, px."""
        count, head = min(count, len(self._files.rows)), self.horizontalHeader().height()
        if self._drawing.close:
            return head + count * self._drawing.close_height()
        return head + sum(map(self.rowHeight, range(count)))
