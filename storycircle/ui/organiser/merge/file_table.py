"""The table of gathered files: one row a file, with what became of it; a thousand are no work."""

from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QSizePolicy,
    QTableView,
    QWidget,
)

from storycircle.core.commands.keys import TICK_FILE
from storycircle.core.i18n import N_, _
from storycircle.ui.commands import has_key
from storycircle.ui.organiser.merge.file_row import (
    ACTIONS,
    CHIP,
    CIRCLE,
    FILE,
    GAP,
    PEOPLE,
    ROW,
    TICK,
    WORDS,
    Index,
    RowDrawing,
    cells,
)
from storycircle.ui.organiser.view_model import TableRow
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.display.tip import plain_tip

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


class _Files(QAbstractTableModel):
    """The rows as values; screen readers read the same cells."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[TableRow] = []
        self.lead = -1  # the column that says chip and words too, where they have none
        self.unticked: set[int] | None = None  # by the row; None where nothing can be ticked

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
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == FILE:
            return plain_tip(row.name)
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
            self.unticked ^= {row}
            changed = self.index(row, TICK)
            self.dataChanged.emit(changed, changed)

    def _state(self, row: int) -> Qt.CheckState | None:
        if self.unticked is None or not self.can_tick(row):
            return None
        return Qt.CheckState.Unchecked if row in self.unticked else Qt.CheckState.Checked

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
        return None

    def add(self, rows: list[TableRow]) -> None:
        first = len(self.rows)
        self.beginInsertRows(QModelIndex(), first, first + len(rows) - 1)
        self.rows += rows
        self.endInsertRows()

    def clear(self, *, ticks: bool) -> None:
        self.beginResetModel()
        self.rows = []
        self.unticked = set() if ticks else None
        self.endResetModel()


class FileTable(QTableView):
    """As high as its rows, and scrolls where there is no room for all of them.

    ticked: a row was ticked or unticked. rowShown: another row has the keyboard, or none.
    """

    ticked = Signal()
    rowShown = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None, *, files: bool = True) -> None:
        """Without files, the column of their names is left out."""
        super().__init__(parent)
        self._theme = theme
        self._named = files
        self._kept = 0
        self._files = _Files()
        self._drawing = RowDrawing(theme, self)
        self.setModel(self._files)
        self.setItemDelegate(self._drawing)
        self.setAccessibleName(_("Files gathered"))
        self._look()
        self._fit_columns()

    def _look(self) -> None:
        theme, palette = self._theme, self._theme.palette
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)  # Tab goes on to the next thing on the screen
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.setStyleSheet(
            f"QTableView {{ border: 0; background: {palette.paper}; }}"
            f"QHeaderView {{ background: {palette.paper}; border: 0; }}"
            f"QHeaderView::section {{ padding: 0; background: {palette.paper};"
            f" color: {palette.ink_2}; border: 0; border-bottom: 1px solid {palette.edge}; }}"
        )
        header = self.horizontalHeader()
        header.setFont(theme.sans(14, 600))
        header.setFixedHeight(theme.px(34))
        header.setMinimumSectionSize(0)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(theme.px(ROW))

    @property
    def has_ticks(self) -> bool:
        """Whether each file can be left out."""
        return self._files.unticked is not None

    def rows(self) -> list[TableRow]:
        """All rows, from the top down."""
        return list(self._files.rows)

    def show_rows(self, rows: list[TableRow], *, ticks: bool = False) -> None:
        """These and no others; with ticks each can be left out."""
        self._files.clear(ticks=ticks)
        self.add_rows(rows)
        if self.hasFocus():
            self._begin_at_top()

    def left_out(self) -> set[int]:
        """The places in their batch of the files that are not ticked."""
        return {self._files.rows[row].at for row in self._files.unticked or ()}

    def count_ticked(self) -> int:
        """How many files are ticked."""
        rows = range(len(self._files.rows))
        unticked = self._files.unticked or set()
        return sum(self._files.can_tick(row) and row not in unticked for row in rows)

    def turn(self, row: int) -> None:
        """Tick a row, or untick it."""
        self._files.turn(row)
        self.ticked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.currentIndex().row()
        if has_key(event, TICK_FILE) and row >= 0 and self._files.unticked is not None:
            self.turn(row)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        pressed = self.indexAt(event.position().toPoint())
        if pressed.isValid() and pressed.column() == TICK:
            self.turn(pressed.row())

    def add_rows(self, rows: list[TableRow]) -> None:
        """More, at the end."""
        first = len(self._files.rows)
        if rows:
            self._files.add(rows)
        before = self.columnWidth(CHIP), self._drawing.stacked
        self._fit_columns()
        same = (self.columnWidth(CHIP), self._drawing.stacked) == before
        self._fit_rows(first if same else 0)

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
        px, room = self._theme.px, self.viewport().width()
        scaled = room / self._theme.scale
        drawn: tuple[int, ...] = (
            _WIDTHS if scaled >= 720 else _NARROW if scaled >= 480 else _NARROWEST
        )
        if not self._named:
            drawn = (*_WIDTHS[:FILE], 0, *_WIDTHS[CIRCLE:])
        if self._files.unticked is None:
            drawn = (0, *drawn[FILE:])
        widths = [
            max(px(width), self._needed(at)) if width else 0 for at, width in enumerate(drawn)
        ]
        stacked = self._drawing.stacked = room - sum(widths) < px(_LEAST)
        lead = FILE if self._named else CIRCLE
        self._files.lead = lead if stacked else -1
        if stacked:
            kept = (TICK,) if self._named else (TICK, PEOPLE, ACTIONS)
            widths = [width if at in kept else 0 for at, width in enumerate(widths)]
            widths[lead] = max(px(_FIRST), room - sum(widths))
        for column, width in enumerate(widths):
            self.setColumnHidden(column, not width)
            self.setColumnWidth(column, width)
        self.setColumnHidden(WORDS, stacked)
        self.setColumnWidth(WORDS, 0 if stacked else max(px(80), room - sum(widths)))

    def _needed(self, column: int) -> int:
        """The px that a column's head needs, and its chips, with the gap to the next column."""
        head = _HEADS[column] and _(_HEADS[column])
        needed = self.horizontalHeader().fontMetrics().horizontalAdvance(head)
        if column == CHIP:
            needed = max(needed, self._drawing.chips_wide(self._files.rows))
        return needed + self._theme.px(GAP)

    def _fit_rows(self, first: int) -> None:
        width = self.columnWidth(self._files.lead if self._drawing.stacked else WORDS)
        for place in range(first, len(self._files.rows)):
            self.setRowHeight(place, self._drawing.height(self._files.rows[place], width))
        self.setMaximumHeight(self._high(self._kept or len(self._files.rows)))
        self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit_columns()
            self._fit_rows(0)

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
        count = min(count, len(self._files.rows))
        return self.horizontalHeader().height() + sum(map(self.rowHeight, range(count)))
