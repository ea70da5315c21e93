"""The cards of one heading as a list that is gone through, dragged from and dropped on."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from storycircle.core.commands.keys import UP
from storycircle.ui.commands import OF_A_LIST, TABS, has_key, press_of
from storycircle.ui.organiser.board.cards import (
    CARRIED,
    CardDrawing,
    CardsModel,
    Index,
    carried_in,
    drag_cards,
)
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.focus_ring import FocusRing


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
        self._theme = theme
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
        self._ring = FocusRing(theme, self, 8)
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
        key, held = press_of(event)
        at_top = has_key(event, UP) and self.currentIndex().row() <= 0
        if held or (key in OF_A_LIST and not at_top and not self.drawing.marks.carried):
            super().keyPressEvent(event)
        elif key in TABS:
            event.ignore()
        else:
            self.keyed.emit(key)

    def mousePressEvent(self, event: object) -> None:
        super().mousePressEvent(event)  # type: ignore[arg-type]
        index = self.currentIndex()
        if index.isValid():
            self.chosen.emit(self.cards.cards[index.row()].action)

    def startDrag(self, actions: Qt.DropAction) -> None:  # noqa: ARG002
        index = self.currentIndex()
        if index.isValid():
            drag_cards(self, self._theme, [self.cards.cards[index.row()]])

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasFormat(CARRIED):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if event.mimeData().hasFormat(CARRIED):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        action = carried_in(event.mimeData())[0]
        event.acceptProposedAction()
        self.dropped.emit(action, self._place(event.position().toPoint().y(), action))

    def _place(self, y: int, action: str) -> int:
        """How many of the other cards stand above a height."""
        index = self.indexAt(QPoint(self.viewport().width() // 2, max(0, y)))
        row = self.cards.rowCount()
        if index.isValid():
            row = index.row() + (self.visualRect(index).center().y() < y)
        return row - (0 <= self.cards.row_of(action) < row)

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
