"""Rows of cards in the stream: those much like the one that is shown, and those that come next.

They are painted as they come into sight: thousands are no work.
"""

from collections.abc import Collection, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFrame,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from storycircle.core.commands.keys import ENTER, TICK_FILE
from storycircle.core.headings import Card
from storycircle.ui.commands import OF_A_LIST, has_key
from storycircle.ui.organiser.board.cards import CardsModel, Index, drag_cards
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.focus_ring import FocusRing
from storycircle.ui.widgets.display.card import draw_sign, rounded
from storycircle.ui.widgets.display.direction import draw_line, is_mirrored, mirror
from storycircle.ui.widgets.display.label import TextLine, break_lines
from storycircle.ui.widgets.display.scroll_area import room_beside_bar

_BOX = 24  # px at 100 % of a tick box
_LINE, _PAD = 24, 8
_REMEMBERED = 2_000  # texts laid out
_BOXED, _GAP = 38, 6  # px at 100 % of a row that is a card, and between two
_WHOLE = 60
"""Rows up to which each shows its words whole; of more, each is one line, and its tip has them."""


class _RowsModel(CardsModel):
    """Cards with a tick each."""

    def __init__(self) -> None:
        super().__init__()
        self.ticked: frozenset[str] = frozenset()

    def tick(self, ticked: frozenset[str]) -> None:
        """These are ticked now."""
        if ticked != self.ticked:
            self.ticked = ticked
            if self.cards:
                last = self.index(len(self.cards) - 1, 0)
                self.dataChanged.emit(self.index(0, 0), last, [Qt.ItemDataRole.CheckStateRole])

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.CheckStateRole:
            ticked = self.cards[index.row()].action in self.ticked
            return Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked
        return super().data(index, role)

    def flags(self, index: Index) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsUserCheckable


class CardRows(QListView):
    """pressed: the id of a card that was pressed, by the mouse, Space or Enter.

    boxed: each is a card on one line; else its words stand beside a tick box, whole unless there
    are many.
    """

    pressed = Signal(str)
    widened = Signal()  # it is wider or narrower, and its rows may be higher or lower

    def __init__(
        self, theme: Theme, name: str, *, boxed: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme, self.boxed = theme, boxed
        self.one_line = boxed
        self._at: QPointF | None = None  # where the mouse was pressed
        self.rows = _RowsModel()
        self.setModel(self.rows)
        self._drawing = _RowDrawing(theme, self)
        self.setItemDelegate(self._drawing)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setStyleSheet("QListView { background: transparent; border: 0; outline: 0; }")
        self.viewport().setAutoFillBackground(False)
        self.setMouseTracking(True)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        # The mouse leaves the keyboard with the card: a digit goes on meaning what it meant.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._ring = FocusRing(theme, self, 8)

    def show_rows(self, cards: Sequence[Card], ticked: Collection[str]) -> None:
        """Show these cards, some of them ticked; what is in sight stays where it is."""
        at = self.verticalScrollBar().value()
        self.one_line = self.boxed or len(cards) > _WHOLE
        self.setUniformItemSizes(self.one_line)
        self.rows.show_cards(cards)
        self.rows.tick(frozenset(ticked))
        self.verticalScrollBar().setValue(at)

    def high(self, most: int) -> int:
        """Px that its rows take at the width it has: so many at the most, and no row cut in two."""
        high, width = 0, room_beside_bar(self)
        for card in self.rows.cards:
            row = self._drawing.height(card.wording, width)
            if high and high + row > most:
                break
            high += row
        return high

    def row_height(self) -> int:
        """Px of a row of one line."""
        return self._drawing.height("", room_beside_bar(self))

    def sizeHint(self) -> QSize:
        return QSize(240, max(self.row_height(), self.minimumHeight()))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.row_height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Rows are gone through and pressed; every other key is the page's."""
        index = self.currentIndex()
        if index.isValid() and has_key(event, ENTER, TICK_FILE):
            self.pressed.emit(self.rows.cards[index.row()].action)
        elif event.key() in OF_A_LIST and not event.modifiers():
            super().keyPressEvent(event)
        else:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        left = event.button() == Qt.MouseButton.LeftButton
        self._at = event.position() if left else None
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        far = QApplication.startDragDistance()
        if self._at is not None and (event.position() - self._at).manhattanLength() >= far:
            index = self.indexAt(self._at.toPoint())
            self._at = None
            if index.isValid():
                drag_cards(self, self._theme, [self.rows.cards[index.row()]])

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        at, self._at = self._at, None
        index = self.indexAt(at.toPoint()) if at is not None else QModelIndex()
        if index.isValid() and index == self.indexAt(event.position().toPoint()):
            self.pressed.emit(self.rows.cards[index.row()].action)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self.boxed and event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()
            QTimer.singleShot(0, self, self.widened.emit)


class _RowDrawing(QStyledItemDelegate):
    """Draws rows: the circle's number in teal, and the report's wording."""

    def __init__(self, theme: Theme, view: CardRows) -> None:
        super().__init__(view)
        self._theme, self._view = theme, view
        self._font, self._small = theme.serif(17), theme.sans(14, 600)
        digits = QFontMetricsF(self._small).horizontalAdvance("0" * 4)
        side = theme.px(12) if view.boxed else theme.px(_BOX) + theme.px(8)
        self._before = side + digits + theme.px(12)  # px before the words: box or side, and number
        self._laid: dict[tuple[str, int], list[TextLine]] = {}

    def height(self, text: str, width: int) -> int:
        """Px of a row with this wording; width is the view's."""
        px = self._theme.px
        if self._view.boxed:
            return px(_BOXED) + px(_GAP)
        lines = 1 if self._view.one_line else len(self._lines(text, width))
        return px(_LINE) * max(1, lines) + 2 * px(_PAD)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        card = self._view.rows.cards[index.row()]
        high = self.height(card.wording, room_beside_bar(self._view))
        return QSize(self._view.viewport().width(), high)

    def _lines(self, text: str, width: int) -> list[TextLine]:
        key = text, width
        if key not in self._laid:
            if len(self._laid) >= _REMEMBERED:
                self._laid.clear()
            room = max(40.0, width - self._before - self._theme.px(12))
            self._laid[key] = break_lines(text, self._font, room)
        return self._laid[key]

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        box: Any = option.rect
        card = self._view.rows.cards[index.row()]
        if self._view.boxed and box.top() + self._theme.px(_BOXED) > self._view.viewport().height():
            return  # a card that does not fit comes when its turn does: it is not cut in two
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._frame(painter, QRectF(box), ticked=card.action in self._view.rows.ticked)
        px, high = self._theme.px, self._theme.px(_LINE)
        top = box.top() + (px(_BOXED) - high) / 2 if self._view.boxed else box.top() + px(_PAD)
        painter.setPen(QColor(self._theme.palette.teal))
        painter.setFont(self._small)
        number = str(card.number)
        wide = QFontMetricsF(painter.font()).horizontalAdvance(number)
        self._write(painter, number, self._before - px(12) - wide, top, wide)
        painter.setPen(QColor(self._theme.palette.ink))
        painter.setFont(self._font)
        metrics = QFontMetricsF(painter.font())
        if self._view.one_line:
            room = box.width() - self._before - px(12)
            text = " ".join(card.wording.split())
            lines = [metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)]
        else:
            lines = [line.text for line in self._lines(card.wording, box.width())]
        for place, line in enumerate(lines):
            wide = metrics.horizontalAdvance(line)
            self._write(painter, line, self._before, top + place * high, wide, of=card.wording)
        painter.restore()

    def _write(  # noqa: PLR0917 (a drawing and its measures)
        self, painter: QPainter, text: str, left: float, top: float, wide: float, of: str = ""
    ) -> None:
        metrics = QFontMetricsF(painter.font())
        rise = (self._theme.px(_LINE) + metrics.ascent() - metrics.descent()) / 2
        at = QPointF(self._side(left, wide), top + rise)
        draw_line(painter, at, text, of=of)

    def _side(self, left: float, wide: float) -> float:
        whole, mirrored = self._view.viewport().width(), is_mirrored(self._view)
        return mirror(left, wide, whole, mirrored=mirrored)

    def _frame(self, painter: QPainter, box: QRectF, *, ticked: bool) -> None:
        px, palette = self._theme.px, self._theme.palette
        if self._view.boxed:
            pen = QPen(QColor(palette.teal), 2) if ticked else QPen(QColor(palette.line), 1)
            frame = QRectF(box.left(), box.top(), box.width(), px(_BOXED))
            rounded(painter, frame, 8, palette.teal_soft if ticked else palette.surface, pen)
            return
        size = px(_BOX)
        tick = QRectF(self._side(0, size), box.top() + px(_PAD), size, size)
        if ticked:
            rounded(painter, tick, 6, palette.teal, None)
            draw_sign(painter, "tick", tick.center(), size * 0.55, palette.on, size / 10)
        else:
            rounded(painter, tick, 6, palette.paper, QPen(QColor(palette.edge), 1))
        painter.fillRect(QRectF(box.left(), box.bottom(), box.width(), 1), QColor(palette.line))
