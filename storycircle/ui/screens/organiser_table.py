"""The table of gathered files: one row a file, with what became of it; a thousand are no work."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QSize, Qt
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QSizePolicy,
    QTableView,
    QWidget,
)

from storycircle.jobs.gather import Merged
from storycircle.ui.screens.organiser_cells import FILE, ROW, WORDS, Index, RowDrawing
from storycircle.ui.screens.organiser_reading import MISSING, row_words
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.label import plain_tip

_HEADS = ("File", "Circle", "People", "Actions", "What happened", "In words")
_WIDTHS = (148, 96, 72, 76, 156)  # px at 100 %, 12 of each the gap to the next
_NARROWEST = (112, 0, 0, 0, 140)  # the file's name has the circle's number as a rule
_NARROW = (112, 76, 0, 0, 150)  # where there is little room, the words say the numbers


class _Files(QAbstractTableModel):
    """The rows as values; screen readers read the same cells."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[Merged] = []

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's signature)
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(_HEADS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return _cells(row)[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == FILE:
            return plain_tip(row.name)
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal:
            if role == Qt.ItemDataRole.DisplayRole:
                return _HEADS[section]
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def add(self, rows: list[Merged]) -> None:
        first = len(self.rows)
        self.beginInsertRows(QModelIndex(), first, first + len(rows) - 1)
        self.rows += rows
        self.endInsertRows()

    def clear(self) -> None:
        self.beginResetModel()
        self.rows = []
        self.endResetModel()


def _cells(row: Merged) -> tuple[str, ...]:
    known = row.number is not None
    counted = known and row.outcome != MISSING
    return (
        row.name,
        f"Circle {row.number}" if known else "",
        str(row.people) if counted else "",
        str(row.actions) if counted else "",
        row.outcome,
        row_words(row),
    )


class FileTable(QTableView):
    """As high as its rows, and scrolls where there is no room for all of them."""

    def __init__(self, theme: Theme, parent: QWidget | None = None, *, files: bool = True) -> None:
        """Without files, the column of their names is left out."""
        super().__init__(parent)
        self._theme = theme
        self._named = files
        self._files = _Files()
        self._drawing = RowDrawing(theme, self)
        self.setModel(self._files)
        self.setItemDelegate(self._drawing)
        self.setAccessibleName("Files gathered")
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

    def rows(self) -> list[Merged]:
        """All rows, from the top down."""
        return list(self._files.rows)

    def show_rows(self, rows: list[Merged]) -> None:
        """These and no others."""
        self._files.clear()
        self.add_rows(rows)

    def add_rows(self, rows: list[Merged]) -> None:
        """More, at the end."""
        first = len(self._files.rows)
        if rows:
            self._files.add(rows)
        self._fit_rows(first)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self._files.rows:
            self.setCurrentIndex(self._files.index(0, 0))

    def currentChanged(self, current: Index, previous: Index) -> None:
        """The focus ring goes round the whole row."""
        super().currentChanged(current, previous)
        self.viewport().update()

    def _fit_columns(self) -> None:
        room = self.viewport().width()
        scaled = room / self._theme.scale
        widths = _WIDTHS if scaled >= 720 else _NARROW if scaled >= 480 else _NARROWEST
        for column, width in enumerate(widths if self._named else (0, *_WIDTHS[1:])):
            self.setColumnHidden(column, width == 0)
            self.setColumnWidth(column, self._theme.px(width))
            room -= self._theme.px(width)
        self.setColumnWidth(WORDS, max(self._theme.px(80), room))

    def _fit_rows(self, first: int) -> None:
        width = self.columnWidth(WORDS)
        for place in range(first, len(self._files.rows)):
            self.setRowHeight(place, self._drawing.height(self._files.rows[place], width))
        self.setMaximumHeight(self.sizeHint().height())
        self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit_columns()
            self._fit_rows(0)

    def sizeHint(self) -> QSize:
        return QSize(600, self.horizontalHeader().height() + self.verticalHeader().length())

    def minimumSizeHint(self) -> QSize:
        rows = min(2, len(self._files.rows))
        return QSize(200, self.horizontalHeader().height() + rows * self._theme.px(ROW))
