"""Layouts: chips that flow, words and their button, a side pane, a column that scrolls.

Chips beside each other, onto the next row where the width ends.

Words with a button beside them, or below where there is no room for both: of a sentence and the
ways on from it, the sentence has its least first.

Plain grounds that screens are built on: a side pane, and a page that scrolls as one.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from typing import TypeVar

from msgspec import Struct
from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QLayout,
    QLayoutItem,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.display.scroll_area import ScrollArea

Margins = tuple[int, int, int, int]
"""What a layout leaves free where its lines begin, at the top, where they end and at the bottom, in
px: at the left first, but in a language that is read from the right.
"""
_Box = TypeVar("_Box", bound=QBoxLayout)


def row(
    inside: QWidget | None = None, spacing: int | None = None, margins: Margins = (0, 0, 0, 0)
) -> QHBoxLayout:
    """A layout from left to right. inside: the widget that it fills. spacing: px between items,
    the style's where it is not given.
    """
    return _spaced(QHBoxLayout(), inside, spacing, margins)


def column(
    inside: QWidget | None = None, spacing: int | None = None, margins: Margins = (0, 0, 0, 0)
) -> QVBoxLayout:
    """A layout from top to bottom, given as a row is."""
    return _spaced(QVBoxLayout(), inside, spacing, margins)


def stack(*widgets: QWidget) -> QVBoxLayout:
    """Widgets below each other, with nothing between them."""
    layout = column(spacing=0)
    for widget in widgets:
        layout.addWidget(widget)
    return layout


def _spaced(layout: _Box, inside: QWidget | None, spacing: int | None, margins: Margins) -> _Box:
    if inside is not None:
        inside.setLayout(layout)
    if spacing is not None:
        layout.setSpacing(spacing)
    begin, top, end, bottom = margins
    if begin != end and QGuiApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft:
        begin, end = end, begin
    layout.setContentsMargins(begin, top, end, bottom)
    return layout


def tab_through(widgets: Iterable[QWidget]) -> None:
    """Let Tab go through these widgets one after another: what is added to a window that stands
    already comes last of all in it.
    """
    for before, after in pairwise(widgets):
        QWidget.setTabOrder(before, after)


def discard(widget: QWidget | None, layout: QLayout | None = None) -> None:
    """Take a widget off the screen and delete it; nothing where there is none. layout: keeps no
    room for it from now on.
    """
    if widget is None:
        return
    if layout is not None:
        layout.removeWidget(widget)
    widget.hide()
    widget.deleteLater()


class _Row(Struct):
    """Items beside each other, each with its least width in px and its share of what is over."""

    items: list[tuple[QLayoutItem, int, int]]
    wide: int
    """px with the spaces between them."""


_WIDTHS = 8  # for which a flow's plan is kept


class _Plan(Struct):
    """How a flow is laid out at a width: its height in px, and where each item is."""

    high: int
    places: list[tuple[QLayoutItem, QRect]]


class Flow(QLayout):
    """Items beside each other, and in further rows where the width ends. Spacings are in px,
    between items and between rows.

    An item with a share stretches: it stays in its row while it has two fifths of the width, or
    all that it asks for. So words stand beside their button, or above it where they have no room.
    """

    def __init__(
        self,
        spacing: int = 8,
        line_spacing: int = 8,
        parent: QWidget | None = None,
        *,
        centred: bool = False,
        end: bool = False,
    ) -> None:
        """centred, end: a row that is not full stands in the middle, or at the far end."""
        super().__init__(parent)
        self._room_before = 0.5 if centred else 1 if end else 0
        self._items: list[QLayoutItem] = []
        self._shares: list[int] = []
        self._plans: dict[int, _Plan] = {}
        self._asked: tuple[QSize, QSize] | None = None
        self._across = spacing
        self._down = line_spacing
        self.setContentsMargins(0, 0, 0, 0)

    def set_spacing(self, spacing: int) -> None:
        """Let items stand so many px apart."""
        self._across = spacing
        self.invalidate()

    def add(self, widget: QWidget, share: int) -> None:
        """Add a widget that stretches; share: its part of the width that is over."""
        self.addWidget(widget)
        self._shares[-1] = share

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)
        self._shares.append(0)
        self._plans.clear()
        self._asked = None

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """The item, or None past the end, as Qt asks for."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        if not 0 <= index < len(self._items):
            return None
        del self._shares[index]
        self._plans.clear()
        self._asked = None
        return self._items.pop(index)

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def invalidate(self) -> None:
        """Something in it asks for another size: what was laid out is forgotten."""
        self._plans.clear()
        self._asked = None
        super().invalidate()

    def heightForWidth(self, width: int) -> int:
        margins = self.contentsMargins()
        around = margins.top() + margins.bottom()
        return self._plan(width - margins.left() - margins.right()).high + around

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        parent = self.parentWidget()
        rightwards = Qt.LayoutDirection.RightToLeft
        mirrored = parent is not None and parent.layoutDirection() == rightwards
        free = self.contentsMargins()  # its first is where a row begins
        if mirrored:
            free = QMargins(free.right(), free.top(), free.left(), free.bottom())
        inside = rect.marginsRemoved(free)
        for item, place in self._plan(inside.width()).places:
            left = inside.width() - place.x() - place.width() if mirrored else place.x()
            placed = QRect(inside.topLeft() + QPoint(left, place.y()), place.size())
            # To the widget itself: an item would let it be no higher than its hint.
            (item.widget() or item).setGeometry(placed)

    def sizeHint(self) -> QSize:
        return self._sizes_asked()[0]

    def minimumSize(self) -> QSize:
        return self._sizes_asked()[1]

    def _sizes_asked(self) -> tuple[QSize, QSize]:
        """The size for all in one row, and the least size."""
        if self._asked is None:
            wide, high, least = -self._across, 0, QSize(0, 0)
            for item in self._items:
                if not item.isEmpty():
                    hint = item.sizeHint()
                    wide, high = wide + self._across + hint.width(), max(high, hint.height())
                    least = least.expandedTo(item.minimumSize())
            margins = self.contentsMargins()
            hint = QSize(max(0, wide), high)
            self._asked = hint.grownBy(margins), least.grownBy(margins)
        return self._asked

    def _rows(self, width: int) -> list[_Row]:
        """The items row by row; one wider than the row is made as narrow as the row."""
        return self._rows_of(zip(self._items, self._shares, strict=True), width)

    def _rows_of(self, items: Iterable[tuple[QLayoutItem, int]], width: int) -> list[_Row]:
        rows: list[_Row] = []
        for item, share in items:
            if item.isEmpty():
                continue
            least = item.sizeHint().width()
            if share:
                least = min(least, max(item.minimumSize().width(), width * 2 // 5))
            least = max(1, min(least, width))
            if not rows or rows[-1].wide + self._across + least > width:
                rows.append(_Row([], -self._across))
            rows[-1].items.append((item, least, share))
            rows[-1].wide += self._across + least
        return rows

    def _sizes(self, row: _Row, width: int) -> list[QSize]:
        """How large the items of a row are: what is over is shared, by parts where that is enough
        for each.
        """
        parts, room, enough = 0, width - self._across * (len(row.items) - 1), True
        for _item, least, share in row.items:
            parts, room = parts + share, room if share else room - least
        for item, _least, share in row.items:
            if share and room * share // parts < item.minimumSize().width():
                enough = False
        sizes = []
        for item, least, share in row.items:
            wide = least
            if share and enough:
                wide = room * share // parts
            elif share:
                wide = least + (width - row.wide) * share // parts
            sizes.append(QSize(wide, _high(item, wide)))
        return sizes

    def _plan(self, width: int) -> _Plan:
        """Where each item is at a width, in the middle of its row; Qt asks again and again."""
        plan = self._plans.get(width)
        if plan is None:
            if len(self._plans) > _WIDTHS:  # a window's edge was drawn along
                self._plans.clear()
            plan = self._plans[width] = self._laid_out(width)
        return plan

    def _laid_out(self, width: int) -> _Plan:
        places, y = [], 0
        for row in self._rows(width):
            sizes = self._sizes(row, width)
            high, used = 0, self._across * (len(sizes) - 1)
            for size in sizes:
                high, used = max(high, size.height()), used + size.width()
            x = int((width - used) * self._room_before)
            for (item, _least, _share), size in zip(row.items, sizes, strict=True):
                widget = item.widget()
                real = size.boundedTo(widget.maximumSize()) if widget is not None else size
                corner = QPoint(x, y + (high - real.height()) // 2)
                places.append((item, QRect(corner, real)))
                x += size.width() + self._across
            y += high + self._down
        return _Plan(max(0, y - self._down), places)


class SentenceAndWays(Flow):
    """A sentence with the ways on at its right, each as wide as it asks to be; where that leaves
    too little for the sentence the ways stand below it, in as many rows as they need.

    before: what stands before the sentence, and above it where it has a row of its own. least: px
    at 100 % that the sentence has beside them at least, where it needs as much. spacing: px at
    100 % between them.
    """

    def __init__(
        self,
        theme: Theme,
        sentence: QWidget,
        ways: Sequence[QWidget],
        *,
        before: Sequence[QWidget] = (),
        least: int = 200,
        spacing: int = 12,
    ) -> None:
        super().__init__(theme.px(spacing), theme.px(8))
        self._least, self._before = theme.px(least), len(before)
        for widget in (*before, sentence, *ways):
            self.addWidget(widget)

    def _rows(self, width: int) -> list[_Row]:
        at, items = self._before, [(item, 0) for item in self._items]
        sentence, asked = self._items[at], self._items[at].sizeHint().width()
        taken = [i.sizeHint().width() for i in self._items if i is not sentence and not i.isEmpty()]
        left = width - sum(taken) - self._across * len(taken)
        needed = max(min(self._least, asked), sentence.minimumSize().width())
        if not sentence.isEmpty() and left >= needed:
            shown = [item for item in self._items if not item.isEmpty()]
            wide = [left if i is sentence else i.sizeHint().width() for i in shown]
            row = [(i, w, int(i is sentence)) for i, w in zip(shown, wide, strict=True)]
            return [_Row(row, width)]
        own = [] if sentence.isEmpty() or not asked else [_Row([(sentence, width, 1)], width)]
        before, after = self._rows_of(items[:at], width), self._rows_of(items[at + 1 :], width)
        if not own:
            return self._rows_of([*items[:at], *items[at + 1 :]], width)
        return [*before, *own, *after]


def _high(item: QLayoutItem, width: int) -> int:
    """The height of an item at a width, in px; a button that is too narrow has more lines."""
    if item.hasHeightForWidth():
        return item.heightForWidth(width)
    size, widget = item.sizeHint(), item.widget()
    narrow = widget is not None and width < size.width()
    return max(size.height(), widget.heightForWidth(width)) if narrow and widget else size.height()


class SidePane(QWidget):
    """Surface, with a hairline on the side towards the main column."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(event.rect(), QColor(self._theme.palette.surface))
            mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
            x = self.width() - 1 if mirrored else 0
            painter.fillRect(x, 0, 1, self.height(), QColor(self._theme.palette.line))


ANY_SIZE = 16_777_215  # QWIDGETSIZE_MAX, which PySide does not name
ROOM = 900
"""Below this width over the text's scale, what stands side by side stands one below the other."""


def side_by_side(layout: QBoxLayout, width: float) -> bool:
    """Turn a layout as its room allows, width being over the text's scale; whether beside."""
    beside = width > ROOM
    direction = QBoxLayout.Direction
    layout.setDirection(direction.LeftToRight if beside else direction.TopToBottom)
    return beside


def scrolling(inside: QWidget) -> ScrollArea:
    """The widget as wide as there is room, scrolling up and down where it is higher."""
    return ScrollArea(inside)


def grounded(page: QWidget) -> QWidget:
    """What a page stands on: it fills the page, which scrolls as one where it is too low for it."""
    ground = QWidget()
    column(page, 0).addWidget(scrolling(ground))
    return ground


@contextmanager
def turned_to(stack: QStackedWidget, page: QWidget) -> Iterator[None]:
    """Show another page of a stack; inside, it is given its focus, else its first control has it.

    Qt hands the focus of the page before to the first control of the next, which a screen reader
    begins to say before the right one has it. So the focus is let go of first.
    """
    before = stack.window().focusWidget()
    if before is not None and stack.currentWidget() is not page and stack.isAncestorOf(before):
        before.clearFocus()
    stack.setCurrentWidget(page)
    yield
    if stack.window().focusWidget() is not None:
        return
    remembered = page.focusWidget() or page.focusProxy()
    if remembered is not None:
        remembered.setFocus()
    else:
        # What was made for the page just now has the focus only once it is shown.
        QTimer.singleShot(0, page, lambda: _begin_at_first_stop(stack, page))


def _begin_at_first_stop(stack: QStackedWidget, page: QWidget) -> None:
    if stack.currentWidget() is page and stack.window().focusWidget() is None:
        _first_stop(page).setFocus()


def _first_stop(page: QWidget) -> QWidget:
    """The first control of a page that Tab comes to; the page itself where there is none."""
    stop = page.nextInFocusChain()
    while stop is not None and stop is not page:
        tab = stop.focusPolicy() & Qt.FocusPolicy.TabFocus
        if tab and page.isAncestorOf(stop) and stop.isVisibleTo(page) and stop.isEnabled():
            return stop
        stop = stop.nextInFocusChain()
    return page
