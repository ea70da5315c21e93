"""The rows of circles and events, drawn as they are seen: ten thousand are no work.

Up to a dozen are shown whole. More are all of one height, so that only what is seen is laid out.
"""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import (
    QEvent,
    QPoint,
    QRect,
    QRectF,
    QSize,
    QStringListModel,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFrame,
    QListView,
    QSizePolicy,
)

from storycircle.core import i18n
from storycircle.core.commands.keys import CONTEXT_MENU, ENTER
from storycircle.core.i18n import _
from storycircle.ui.commands import PRESSES, held_with, is_held
from storycircle.ui.home.rows.row_drawing import RING, Index, RowDrawing
from storycircle.ui.home.view_model import FEW, Row
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.context_menu import ContextMenu, Entry, copied_by_key
from storycircle.ui.widgets.display.card import antialiased, rounded
from storycircle.ui.widgets.display.scroll_area import (
    bring_into_view,
    give_viewport,
    room_beside_bar,
)
from storycircle.ui.widgets.display.tip import plain_tip, show_tip


class _Rows(QStringListModel):
    """The rows as values; screen readers read them here. Qt itself counts them: a view asks for
    that twice for each row that it lays out.
    """

    def __init__(self) -> None:
        super().__init__()
        self.rows: Sequence[Row] = ()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        roles = Qt.ItemDataRole
        if role in (roles.DisplayRole, roles.AccessibleTextRole):
            return self.rows[index.row()].title
        if role == roles.AccessibleDescriptionRole:
            row = self.rows[index.row()]
            opens = ""
            if row.is_line:
                opens = _("its meetings are shown") if row.open else _("opens to its meetings")
            said = (row.caption if len(self.rows) <= FEW else "", row.about, row.chip, opens)
            return i18n.joined(said, ", ")
        if role == roles.ToolTipRole and len(self.rows) > FEW:
            return plain_tip(words_of(self.rows[index.row()]))
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flag = Qt.ItemFlag
        if not index.isValid():
            return flag.NoItemFlags
        return flag.ItemIsSelectable | flag.ItemIsEnabled | flag.ItemNeverHasChildren

    def show(self, rows: Sequence[Row]) -> None:
        """These and no others."""
        self.rows = rows
        self.setStringList([""] * len(rows))


def words_of(row: Row) -> str:
    """The words of a row, whole."""
    return "\n".join(filter(None, (row.title, row.about)))


class RowList(QListView):
    """Circles and events: each opened by a click, Space or Enter.

    opened: the Row. hovered, hovered_more: the row under the pointer, and that whose menu is.
    """

    opened = Signal(object)

    def __init__(self, theme: Theme, entries: Callable[[Row], Sequence[Entry]]) -> None:
        """entries: of a row's menu."""
        super().__init__()
        give_viewport(self)
        self._theme, self._entries = theme, entries
        self._whole, self._most_high = False, 0
        self._pressed, self._pressed_at, self._pressed_more = -1, QRect(), False
        self.hovered = self.hovered_more = -1
        self._rows = _Rows()
        self._drawing = RowDrawing(theme, self, self)
        self.setModel(self._rows)
        self.setItemDelegate(self._drawing)
        self.setAccessibleName(_("On this laptop"))
        said = _(
            "{key} opens a row, {menu_key} offers what can be done with it.",
            key=ENTER.cap,
            menu_key=CONTEXT_MENU.cap,
        )
        self.setAccessibleDescription(said)
        self.menu = ContextMenu(self, self._menu_at, self._menu_place)
        self._look()

    def _look(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setStyleSheet("QListView { border: 0; background: transparent; }")
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setAutoScroll(False)
        self.setMouseTracking(True)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)

    @property
    def rows(self) -> Sequence[Row]:
        """The rows that are shown."""
        return self._rows.rows

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these and no others; the keyboard stays at the row that it was at, if it is left."""
        place, offset = self.currentIndex().row(), self.verticalScrollBar().value()
        self.hovered = self.hovered_more = self._pressed = -1
        self._drawing.forget()
        # A few have heights of their own: they are read now, and not in a layout that comes later,
        # when what they are read from may be closed.
        read: Sequence[Row] = list(rows) if len(rows) <= FEW else rows
        self._drawing.choose_height(read)
        self.setUniformItemSizes(len(rows) > FEW)
        self._rows.show(read)
        self._fit()
        self.verticalScrollBar().setValue(offset)
        if place >= 0 and read:
            self.setCurrentIndex(self._rows.index(min(place, len(read) - 1), 0))

    def begin(self) -> None:
        """Give the keyboard to the first row, where there is one."""
        if len(self.rows):
            self.setCurrentIndex(self._rows.index(0, 0))
            self.setFocus(Qt.FocusReason.TabFocusReason)

    # How high.

    def set_whole(self, whole: bool, most: int) -> None:
        """Be as high as a few rows are, since the page scrolls, or most px high for many."""
        if (whole, most) != (self._whole, self._most_high):
            self._whole, self._most_high = whole, most
            policy = Qt.ScrollBarPolicy
            all_seen = whole and self._all_high() <= self._least()
            shown = policy.ScrollBarAlwaysOff if all_seen else policy.ScrollBarAsNeeded
            self.setVerticalScrollBarPolicy(shown)
            self.updateGeometry()

    def _least(self) -> int:
        every = self._all_high()
        if self._whole:
            return every if len(self.rows) <= FEW else min(every, self._most_high)
        return min(every, self.fontMetrics().height() * 5)

    def _all_high(self) -> int:
        count = len(self.rows)
        if not count:
            return 0
        if self._drawing.even is not None:
            return count * self._drawing.high(0)
        return sum(map(self._drawing.high, range(count)))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self._least())

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(200), self._least())

    def _fit(self) -> None:
        self.verticalScrollBar().setSingleStep(self._theme.px(24))
        self.updateGeometry()

    def doItemsLayout(self) -> None:
        """Qt asks for this at each step of a page being made; what is not shown is laid out once it
        is.
        """
        if self.isVisible():
            super().doItemsLayout()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.scheduleDelayedItemsLayout()

    def resizeEvent(self, event: QResizeEvent) -> None:
        if room_beside_bar(self) != self._drawing.width:
            self._drawing.forget()
            self._drawing.choose_height(self.rows)
            self.scheduleDelayedItemsLayout()
            self._fit()
        super().resizeEvent(event)

    # By keys.

    def focusInEvent(self, event: Any) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and len(self.rows):
            self.setCurrentIndex(self._rows.index(0, 0))
        self.viewport().update()

    def focusOutEvent(self, event: Any) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.viewport().update()
        pressed = QApplication.mouseButtons() != Qt.MouseButton.NoButton
        if pressed or not current.isValid():  # nothing moves away from under the pointer
            return
        self.scrollTo(current)
        if self.hasFocus():
            bring_into_view(self, self.visualRect(current))

    def keyboardSearch(self, search: str) -> None:
        """Letters are for the search field: Qt would go through all rows at each."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        place = self.currentIndex().row()
        if event.key() in PRESSES:
            if held_with(event):
                event.ignore()
            elif place >= 0 and not is_held(self, event):
                self.opened.emit(self.rows[place])
        elif not copied_by_key(event, words_of(self.rows[place]) if place >= 0 else ""):
            super().keyPressEvent(event)

    # By mouse.

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._hover(event.position().toPoint())

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(QPoint(-1, -1))

    def _hover(self, at: QPoint) -> None:
        before = self.hovered, self.hovered_more
        self.hovered, self.hovered_more = self._place_at(at), self._more_at(at)
        if before != (self.hovered, self.hovered_more):
            self.viewport().update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        left = event.button() == Qt.MouseButton.LeftButton
        at = event.position().toPoint()
        self._pressed = self._place_at(at) if left else -1
        # Where it is on the screen: the page may be laid out anew before the pointer is let go.
        row = self._box(self.indexAt(at))
        self._pressed_at = row.translated(self.viewport().mapToGlobal(QPoint(0, 0)))
        self._pressed_more = self._more_at(at) == self._pressed

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        pressed, self._pressed = self._pressed, -1
        if pressed < 0 or event.button() != Qt.MouseButton.LeftButton:
            return
        if self._pressed_at.contains(event.globalPosition().toPoint()):
            if self._pressed_more:
                self.menu.open(event.position().toPoint())
            else:
                self.opened.emit(self.rows[pressed])

    def _place_at(self, at: QPoint) -> int:
        """The row at a point of the viewport; -1 for none."""
        index = self.indexAt(at)
        return index.row() if index.isValid() and self._box(index).contains(at) else -1

    def _box(self, index: Index) -> QRect:
        """Where a row is in the viewport, below the caption of its group."""
        return self._drawing.body(self.visualRect(index), index.row())

    def _more_at(self, at: QPoint) -> int:
        """The row whose menu is opened by a click at a point; -1 for none."""
        index = self.indexAt(at)
        over = index.isValid() and self._drawing.more(self._box(index)).contains(at)
        return index.row() if over else -1

    def _menu_at(self, at: QPoint | None) -> Sequence[Entry]:
        place = self.currentIndex().row() if at is None else self._place_at(at)
        return self._entries(self.rows[place]) if place >= 0 else ()

    def _menu_place(self) -> QPoint:
        """The middle of the row that the keyboard is at, as far as it is seen."""
        row = self._box(self.currentIndex()) & self.viewport().rect()
        return row.center()

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            place = self._more_at(event.pos())
            if place >= 0:
                said = _("What can be done with {name}", name=self.rows[place].title)
                show_tip(event.globalPos(), said, self.viewport())
                return True
        return super().viewportEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        current = self.currentIndex()
        if self.hasFocus() and current.isValid():
            ground = self._drawing.ground(self._box(current))
            box = ground.adjusted(-RING, -RING, RING, RING) & self.viewport().rect()
            with antialiased(self.viewport()) as painter:
                pen = QPen(QColor(self._theme.palette.teal), 2)
                rounded(painter, QRectF(box), 8 + RING, "", pen)
