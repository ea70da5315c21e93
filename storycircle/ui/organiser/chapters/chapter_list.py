"""The report's parts in their order: the author's chapters, which can be dragged to another place,
and among them what the app writes itself.
"""

from collections.abc import Sequence

from msgspec import Struct
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from storycircle.core import i18n
from storycircle.core.afterwards.chapters import Chapter, ChapterKind, front_and_back
from storycircle.core.commands import keys
from storycircle.core.i18n import _
from storycircle.core.merge.compare import CHAPTER_KINDS
from storycircle.jobs.afterwards.report_around import AppPart, ReportAround
from storycircle.ui.commands import OF_A_LIST, has_key, is_pressed, without
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.focus_ring import FocusRing
from storycircle.ui.widgets.display.direction import is_mirrored

_ID = Qt.ItemDataRole.UserRole
_ROW = _ID + 1
_AIR, _SIDE = 7, 10  # px at 100 % above and below a row's words, and beside them
_NUMBER = 30  # px at 100 % that a row's number has
_WORDS = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap


class ReportRow(Struct, frozen=True):
    """A row of the report: a chapter of its author's, or a part that the app writes. look: whether
    something is to be looked at.
    """

    number: int
    chapter: Chapter | None = None
    part: AppPart | None = None
    look: bool = False

    @property
    def id(self) -> str:
        """By which it is known among the others."""
        return self.chapter.id if self.chapter else f"app {self.part.key}" if self.part else ""

    @property
    def title(self) -> str:
        """What it is called in the report."""
        return self.chapter.title if self.chapter else self.part.title if self.part else ""

    @property
    def about(self) -> str:
        """Whose it is, and what is to be known of it."""
        if self.chapter is None:
            return self.part.about if self.part else ""
        kind = "" if self.chapter.kind is ChapterKind.OWN else _(CHAPTER_KINDS[self.chapter.kind])
        # For translators: of a chapter, which its author writes.
        said = [_("yours"), kind if kind != self.chapter.title else ""]
        said += ["" if self.chapter.text.strip() else _("empty")]
        said += [_("look at it") if self.look else ""]
        return i18n.joined(said, ", ")


def report_rows(
    chapters: Sequence[Chapter], around: ReportAround | None, looks: frozenset[str]
) -> tuple[ReportRow, ...]:
    """The report's parts in the order of its pages. looks: the ids of the chapters of which
    something is to be looked at.
    """
    front, back = front_and_back(chapters)
    between, after = (around.between, around.after) if around is not None else ((), ())
    parts: list[Chapter | AppPart] = [*front, *between, *back, *after]
    return tuple(
        ReportRow(number, part=one)
        if isinstance(one, AppPart)
        else ReportRow(number, one, look=one.id in looks)
        for number, one in enumerate(parts, 1)
    )


class RowDrawing(QStyledItemDelegate):
    """A row's number and title, and below it whose it is; a chapter in its author's letters."""

    def __init__(self, theme: Theme, of: QListWidget) -> None:
        super().__init__(of)
        self._theme, self._list = theme, of

    def _lines(self, row: ReportRow, wide: int) -> list[tuple[str, QFont, QColor, int]]:
        """What is drawn of a row: words, letters, colour and height, px."""
        theme, palette = self._theme, self._theme.palette
        title = theme.serif(17, 600) if row.chapter is not None else theme.sans(15, 600)
        every = ((row.title, title, palette.ink), (row.about, theme.sans(13), palette.ink_2))
        box = QRect(0, 0, wide, 10_000)
        return [
            (
                words,
                font,
                QColor(colour),
                QFontMetrics(font).boundingRect(box, _WORDS, words).height(),
            )
            for words, font, colour in every
            if words
        ]

    def _wide(self) -> int:
        theme = self._theme
        return self._list.viewport().width() - theme.px(2 * _SIDE + _NUMBER)

    def sizeHint(
        self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        high = sum(line[-1] for line in self._lines(index.data(_ROW), self._wide()))
        return QSize(self._theme.px(80), high + self._theme.px(2 * _AIR))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        theme, row, whole = self._theme, index.data(_ROW), option.rect
        state = option.state
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(whole, QColor(theme.palette.teal_soft))
        painter.setPen(QColor(theme.palette.line))
        painter.drawLine(whole.bottomLeft(), whole.bottomRight())
        air, side, number = theme.px(_AIR), theme.px(_SIDE), theme.px(_NUMBER)
        inside = whole.adjusted(side, air, -side, -air)
        mirrored = is_mirrored(self._list)
        words = inside.adjusted(0 if mirrored else number, 0, -number if mirrored else 0, 0)
        for at, (text, font, colour, high) in enumerate(self._lines(row, words.width())):
            painter.setPen(colour)
            if not at:
                painter.setFont(theme.sans(13))
                painter.drawText(
                    inside.adjusted(0, theme.px(3), 0, 0), _WORDS, i18n.figures(row.number)
                )
            painter.setFont(font)
            painter.drawText(QRect(words.left(), words.top(), words.width(), high), _WORDS, text)
            words.setTop(words.top() + high)
        painter.restore()


class ChapterList(QListWidget):
    """Up and down go through the report. moved: another row is in hand.

    placed: a chapter goes to a place from 0 among the other chapters, by its id. opened: a row was
    pressed twice.
    """

    moved = Signal()
    placed = Signal(str, int)
    opened = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme, self._filling = theme, False
        self._rows: dict[str, ReportRow] = {}
        self.setAccessibleName(_("The parts of the report"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setStyleSheet("QListWidget { background: transparent; border: 0; outline: 0; }")
        self.setItemDelegate(RowDrawing(theme, self))
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setTabKeyNavigation(False)
        self._ring = FocusRing(theme, self, 8)
        self.currentItemChanged.connect(lambda _now, _before: self._tell())
        self.model().rowsMoved.connect(self._dropped)
        self.itemDoubleClicked.connect(lambda _item: self.opened.emit())

    @property
    def ids(self) -> list[str]:
        """The ids of the chapters, as they stand."""
        return [row.chapter.id for row in self._standing() if row.chapter is not None]

    def _standing(self) -> list[ReportRow]:
        """The rows as they lie, also while one is being dragged."""
        every = (self._rows.get(str(self.item(at).data(_ID))) for at in range(self.count()))
        return [row for row in every if row is not None]

    @property
    def in_hand(self) -> ReportRow | None:
        """The row in hand; None for none."""
        item = self.currentItem()
        return self._rows.get(str(item.data(_ID))) if item is not None else None

    @property
    def current(self) -> str:
        """The id of the chapter in hand; empty for none."""
        row = self.in_hand
        return row.chapter.id if row is not None and row.chapter is not None else ""

    @property
    def above(self) -> str:
        """The id of the chapter in hand, or of the last one above; empty for none."""
        before = [row for row in self._standing()[: self.currentRow() + 1] if row.chapter]
        return before[-1].id if before else ""

    def go_to(self, chapter: str) -> None:
        """Take a chapter in hand, by its id."""
        for at in range(self.count()):
            if self.item(at).data(_ID) == chapter:
                self.setCurrentRow(at)

    def show_rows(self, rows: Sequence[ReportRow], wanted: str = "") -> None:
        """Show these in this order. wanted: the one that is in hand then, by its id."""
        item = self.currentItem()
        before = wanted or (str(item.data(_ID)) if item is not None else "")
        known = before in {row.id for row in rows}
        first = next((row.id for row in rows if row.chapter is not None), "")
        self._filling = True
        self._rows = {row.id: row for row in rows}
        self.clear()
        for at, row in enumerate(rows):
            self.addItem(self._item(row))
            if row.id == (before if known else first):
                self.setCurrentRow(at)
        if rows and self.currentRow() < 0:
            self.setCurrentRow(0)
        self._filling = False
        self._tell()

    def _item(self, row: ReportRow) -> QListWidgetItem:
        title = _("{number}  {title}", number=i18n.figures(row.number), title=row.title)
        item = QListWidgetItem(f"{title}\n{row.about}" if row.about else title)
        item.setData(_ID, row.id)
        item.setData(_ROW, row)
        spoken = i18n.joined((row.title, row.about), ", ")
        item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
        if row.chapter is None:
            item.setFlags(without(item.flags(), Qt.ItemFlag.ItemIsDragEnabled))
        return item

    def _tell(self) -> None:
        if not self._filling:
            self.moved.emit()

    def _dropped(self) -> None:
        """A chapter was dropped: it goes where it lies now."""
        if not self._filling and self.current:
            self.placed.emit(self.current, self.ids.index(self.current))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_pressed(event, keys.CHAPTER_UP, keys.CHAPTER_DOWN) and self.current:
            step = -1 if has_key(event, keys.CHAPTER_UP) else 1
            place = self.ids.index(self.current) + step
            if 0 <= place < len(self.ids):
                self.placed.emit(self.current, place)
        elif event.key() in OF_A_LIST and not event.modifiers():
            super().keyPressEvent(event)
        else:
            event.ignore()
