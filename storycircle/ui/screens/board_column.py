"""A column of the headings board: its heading with the count, its cards, how many are below."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QFontMetricsF,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QFrame,
    QListView,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from storycircle.core.board import Card, Column
from storycircle.ui.screens.board_cards import CARRIED, CardDrawing, CardsModel, Index, Marks
from storycircle.ui.screens.board_head import HeadingHead
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.focus_ring import FocusRing
from storycircle.ui.widgets.sign import rounded

UNPLACED = "Not yet under a heading"
_MORE = 36  # px at 100 %


class CardList(QListView):
    """The cards. chosen: an action's id. keyed: a key that is the board's. dropped: an action's
    id, and its place among the others.
    """

    chosen = Signal(str)
    keyed = Signal(int)
    dropped = Signal(str, int)
    scrolled = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards = CardsModel()
        self.drawing = CardDrawing(theme, self)
        self.setModel(self.cards)
        self.setItemDelegate(self.drawing)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setStyleSheet("QListView { background: transparent; border: 0; outline: 0; }")
        self.viewport().setAutoFillBackground(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDropIndicatorShown(True)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setTabKeyNavigation(False)
        self.verticalScrollBar().valueChanged.connect(self.scrolled)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid() and self.hasFocus():
            self.chosen.emit(self.cards.cards[current.row()].action)

    def choose(self, row: int) -> None:
        """Take the keyboard, at a row."""
        index = self.cards.index(max(0, min(row, self.cards.rowCount() - 1)), 0)
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.setCurrentIndex(index)
        self.scrollTo(index)
        if index.isValid():
            self.chosen.emit(self.cards.cards[index.row()].action)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down are the list's own, but for the ends and while a card is carried."""
        key = event.key()
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        own = key in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
        own |= key in (Qt.Key.Key_Home, Qt.Key.Key_End)
        at_top = key == Qt.Key.Key_Up and self.currentIndex().row() <= 0
        if held or (own and not at_top and not self.drawing.marks.carried):
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            event.ignore()
        else:
            self.keyed.emit(key)

    def mousePressEvent(self, event: object) -> None:
        super().mousePressEvent(event)  # type: ignore[arg-type]
        index = self.currentIndex()
        if index.isValid():
            self.chosen.emit(self.cards.cards[index.row()].action)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasFormat(CARRIED):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if event.mimeData().hasFormat(CARRIED):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        action = bytes(event.mimeData().data(CARRIED).data()).decode()
        event.acceptProposedAction()
        self.dropped.emit(action, self._place(event.position().toPoint().y(), action))

    def _place(self, y: int, action: str) -> int:
        """How many of the other cards stand above a height."""
        place = 0
        for row, card in enumerate(self.cards.cards):
            middle = self.visualRect(self.cards.index(row, 0)).center().y()
            place += card.action != action and middle < y
        return place

    def below(self) -> int:
        """How many cards are not wholly seen at the foot."""
        high = self.viewport().height()
        at = self.indexAt(QPoint(self.viewport().width() // 2, high - 1))
        if not at.isValid():
            return 0
        whole = self.visualRect(at).bottom() - self.drawing.gap <= high
        return self.cards.rowCount() - at.row() - (1 if whole else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()
        self.scrolled.emit()


class MoreBelow(QAbstractButton):
    """How many more are below: pressed, it shows them. As high when there are none."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._count = 0
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._ring = FocusRing(theme, self, 4)

    def set_count(self, count: int) -> None:
        if count != self._count:
            self._count = count
            self.setText(f"{count:,} more below" if count else "")
            self.setAccessibleName(self.text())
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(80, self._theme.px(_MORE))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        if not self._count:
            return
        painter = QPainter(self)
        theme, palette = self._theme, self._theme.palette
        side = theme.px(12)
        painter.fillRect(side, 0, self.width() - 2 * side, 1, QColor(palette.edge))
        painter.setFont(theme.sans(14, 600))
        painter.setPen(QColor(palette.teal))
        metrics = QFontMetricsF(painter.font())
        base = (self.height() + metrics.ascent() - metrics.descent()) / 2
        painter.drawText(QPointF(side, base), f"↓  {self.text()}")
        painter.end()


class BoardColumn(QWidget):
    """One heading of the board. `head` is where it is renamed and moved."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.heading = ""
        self.head = HeadingHead(theme)
        self.list = CardList(theme)
        self.more = MoreBelow(theme)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.px(4), 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.list, 1)
        column.addWidget(self.more)
        self.list.scrolled.connect(self._count_below)
        self.more.clicked.connect(self._show_more)

    def show_column(self, column: Column, key: str) -> None:
        """Show a heading with its cards; key is the cap that sends a carried card here."""
        self.heading = column.heading
        self.head.show_heading(column.heading, column.heading or UNPLACED, len(column.cards), key)
        self.list.setAccessibleName(column.heading or UNPLACED)
        self.list.cards.show_cards(column.cards)

    def show_marks(self, marks: Marks, *, compact: bool, digits: int) -> None:
        """What is marked, and how the cards are drawn."""
        drawing = self.list.drawing
        relaid = (drawing.compact, drawing.digits) != (compact, digits)
        drawing.marks, drawing.compact, drawing.digits = marks, compact, digits
        row = self.list.cards.row_of(marks.chosen)
        index = self.list.cards.index(row, 0) if row >= 0 else QModelIndex()
        if index != self.list.currentIndex():
            self.list.setCurrentIndex(index)
        policy = Qt.FocusPolicy.StrongFocus if row >= 0 else Qt.FocusPolicy.ClickFocus
        self.list.setFocusPolicy(policy)  # Tab goes to the chosen card, then on
        if relaid:
            self.list.setUniformItemSizes(compact)
            self.list.scheduleDelayedItemsLayout()
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
            if high > room + self.more.height():
                return False
        return True

    def _count_below(self) -> None:
        self.more.set_count(self.list.below())

    def _show_more(self) -> None:
        bar = self.list.verticalScrollBar()
        bar.setValue(bar.value() + bar.pageStep())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = self._theme.palette
        pen = QColor(palette.line) if palette.high_contrast else None
        rounded(painter, QRectF(self.rect()), 12, palette.sunk, None)
        if pen is not None:
            painter.setPen(pen)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 12, 12)
        painter.end()
