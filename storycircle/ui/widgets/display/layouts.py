"""Layouts: chips that flow, a side pane, a column that scrolls.

Chips beside each other, onto the next row where the width ends.

Plain grounds that screens are built on: a side pane, and a column that scrolls.
"""

from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtCore import QObject, QPoint, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLayout,
    QLayoutItem,
    QScrollArea,
    QScrollBar,
    QVBoxLayout,
    QWidget,
)

from storycircle.ui.theme.theme import Theme

Margins = tuple[int, int, int, int]
"""What a layout leaves free at the left, the top, the right and the bottom, in px."""
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
    layout.setContentsMargins(*margins)
    return layout


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


@dataclass
class _Row:
    """Items beside each other. wide: px with the spaces between them. high: px of the highest."""

    items: list[tuple[QLayoutItem, QSize]]
    wide: int
    high: int = 0


class Flow(QLayout):
    """Spacings in px, between items and between rows."""

    def __init__(
        self,
        spacing: int = 8,
        line_spacing: int = 8,
        parent: QWidget | None = None,
        *,
        centred: bool = False,
    ) -> None:
        super().__init__(parent)
        self._centred = centred
        self._items: list[QLayoutItem] = []
        self._across = spacing
        self._down = line_spacing
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """The item, or None past the end, as Qt asks for."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def sizeHint(self) -> QSize:
        shown = [item.sizeHint() for item in self._items if not item.isEmpty()]
        wide = sum(size.width() for size in shown) + self._across * max(0, len(shown) - 1)
        return QSize(wide, max((size.height() for size in shown), default=0))

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def _rows(self, width: int) -> list[_Row]:
        """The items row by row; one wider than the row is made as narrow as the row."""
        rows: list[_Row] = []
        for item in self._items:
            if item.isEmpty():
                continue
            size = item.sizeHint().boundedTo(QSize(max(1, width), 10_000))
            if not rows or rows[-1].wide + self._across + size.width() > width:
                rows.append(_Row([], -self._across))
            row = rows[-1]
            row.items.append((item, size))
            row.wide += self._across + size.width()
            row.high = max(row.high, size.height())
        return rows

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        """Lay the items into the rectangle, each in the middle of its row; the height in px."""
        parent = self.parentWidget()
        rightwards = Qt.LayoutDirection.RightToLeft
        mirrored = parent is not None and parent.layoutDirection() == rightwards
        y = 0
        rows = self._rows(rect.width())
        for row in rows:
            x = (rect.width() - row.wide) // 2 if self._centred else 0
            for item, size in row.items if move else ():
                left = rect.width() - x - size.width() if mirrored else x
                corner = QPoint(left, y + (row.high - size.height()) // 2)
                item.setGeometry(QRect(rect.topLeft() + corner, size))
                x += size.width() + self._across
            y += row.high + self._down
        return y - self._down if rows else 0


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


class PageArea(QScrollArea):
    """Scrolls by the keys that nothing in it takes, and leaves those that move nothing here to
    what is round it.
    """

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not scrolled(self, event):
            event.ignore()


def scrolling(inside: QWidget) -> QScrollArea:
    """The widget as wide as there is room, scrolling up and down where it is higher."""
    area = PageArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what is inside takes the focus
    area.setWidget(inside)
    return area


_STEPS = {
    Qt.Key.Key_Down: QScrollBar.SliderAction.SliderSingleStepAdd,
    Qt.Key.Key_Up: QScrollBar.SliderAction.SliderSingleStepSub,
    Qt.Key.Key_PageDown: QScrollBar.SliderAction.SliderPageStepAdd,
    Qt.Key.Key_PageUp: QScrollBar.SliderAction.SliderPageStepSub,
    Qt.Key.Key_Home: QScrollBar.SliderAction.SliderToMinimum,
    Qt.Key.Key_End: QScrollBar.SliderAction.SliderToMaximum,
}


def scrolled(area: QScrollArea, event: QKeyEvent) -> bool:
    """Scroll by the keys of pages, lines and ends, as nothing inside takes them; whether it did."""
    step = _STEPS.get(Qt.Key(event.key()))
    if step is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
        return False
    bar = area.verticalScrollBar()
    bar.setSingleStep(max(bar.singleStep(), area.height() // 6))
    before = bar.value()
    bar.triggerAction(step)
    return bar.value() != before


def scroll_shown(page: QWidget, event: QKeyEvent) -> bool:
    """Scroll what a page shows most of, by a key that nothing on it took; whether it did."""
    areas: list[QScrollArea] = page.findChildren(QScrollArea)
    seen = [area for area in areas if area.isVisible() and area.verticalScrollBar().maximum() > 0]
    largest_first = sorted(seen, key=lambda area: -area.width() * area.height())
    return any(scrolled(area, event) for area in largest_first)


class FocusInSight(QObject):
    """Scrolls, for as long as a window lives, so that what has the focus in it is in sight."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._settled = QTimer(self, singleShot=True, interval=0)
        self._settled.timeout.connect(self._look)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._moved)

    def _moved(self, _old: QWidget | None, now: QWidget | None) -> None:
        """A pointer that is on it has found it already, and nothing moves away from under it."""
        pressed = QApplication.mouseButtons() != Qt.MouseButton.NoButton
        if now is not None and not pressed and self._window.isAncestorOf(now):
            bring_into_view(now)
            self._settled.start()  # a page that was made just now has its places only then

    def _look(self) -> None:
        focus = QApplication.focusWidget()
        if focus is not None and self._window.isAncestorOf(focus):
            bring_into_view(focus)


_AIR = 12  # px round what has the focus: its ring, and a little more


def bring_into_view(widget: QWidget) -> None:
    """Scroll so that a widget is seen, however many areas it lies in.

    One that is higher than its area is seen from its top, unless some of it is seen already.
    """
    inside, area = widget, _area_round(widget)
    while area is not None:
        page = area.widget()
        top = inside.mapTo(page, QPoint(0, 0)).y() if page is not None else 0
        room = area.viewport().height()
        if inside.height() + 2 * _AIR <= room:
            area.ensureWidgetVisible(inside, _AIR, _AIR)
        elif inside.visibleRegion().isEmpty():
            area.verticalScrollBar().setValue(top - _AIR)
        inside, area = area, _area_round(area)


def _area_round(widget: QWidget) -> QScrollArea | None:
    """The nearest area that a widget scrolls in."""
    above = widget.parentWidget()
    while above is not None and not isinstance(above, QScrollArea):
        above = above.parentWidget()
    return above
