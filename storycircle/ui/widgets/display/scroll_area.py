"""Areas that scroll: by keys that nothing in them takes, and to what has the focus.

Qt takes a widget's size hint for the least height of what scrolls; so what stretches on a page (a
ring, a text field, a list) asks for its least there, and takes more where there is more.
"""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QPalette, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QFrame,
    QListView,
    QScrollArea,
    QScrollBar,
    QWidget,
)

from storycircle.ui.commands import held_with


def room_beside_bar(area: QAbstractScrollArea) -> int:
    """The px there are from side to side where the scroll bar is shown, whether it is or not.

    What decides how high rows are is measured by this: rows that became lower without the bar would
    hide it, and higher with it would show it, without end.
    """
    return area.maximumViewportSize().width() - area.verticalScrollBar().sizeHint().width()


def give_viewport(area: QAbstractScrollArea) -> QWidget:
    """Give an area that scrolls a viewport of ours in the place of Qt's, of the same look.

    Where Qt hands out a widget that it made itself, PySide makes all classes of widgets, to see
    which of them it is: a twelfth of a start. One of ours is known.
    """
    viewport = QWidget()
    viewport.setObjectName(_VIEWPORT)
    viewport.setBackgroundRole(QPalette.ColorRole.Base)
    viewport.setAutoFillBackground(True)
    area.setViewport(viewport)
    return viewport


_VIEWPORT = "qt_scrollarea_viewport"  # Qt's own name of it, by which style sheets may know it


def let_rows_scroll(rows: QListView) -> None:
    """Let a painted list be its rows alone, without a frame or a ground, which scroll by the px and
    of which one is in hand; Tab leaves it.
    """
    rows.setFrameShape(QFrame.Shape.NoFrame)
    rows.setStyleSheet("QListView { background: transparent; border: 0; outline: 0; }")
    rows.viewport().setAutoFillBackground(False)
    rows.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    rows.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    rows.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    rows.setTabKeyNavigation(False)


_AS_NEEDED = Qt.ScrollBarPolicy.ScrollBarAsNeeded
_OFTEN = 3
"""So many times a page may come back to a width while nothing but its content changes."""


class ScrollArea(QScrollArea):
    """A widget as wide as there is room, which scrolls up and down where it is higher.

    It has no keys but those of lines and pages, and these only where there is something to see.
    """

    def __init__(self, inside: QWidget, *, keys: bool = True) -> None:
        """keys: whether it scrolls by keys that nothing inside takes."""
        super().__init__()
        self._keys = keys
        self._of = QSize()
        self._widths: list[int] = []  # px of what is inside, since this area has its size
        self._steadied = False
        give_viewport(self)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what is inside takes the focus
        self.setWidget(inside)

    def bring_in_view(self, widget: QWidget, above: int = 8) -> None:
        """Scroll so that a widget in it is seen whole, its head where it is higher than the area.

        Qt would bring in no more of a field than the cursor in it. above: px to be seen above it.
        """
        inside = self.widget()
        if inside is not None:
            head = widget.mapTo(inside, QPoint(0, 0)).y()
            self.ensureVisible(0, head + widget.height(), 0, 8)
            self.ensureVisible(0, max(0, head - above), 0, 0)

    def showEvent(self, event: QShowEvent) -> None:
        self._begin_anew()
        super().showEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Comes with another size of what is seen too, beside the bar or without it."""
        if self.size() != self._of:
            self._begin_anew()
        super().resizeEvent(event)

    def _begin_anew(self) -> None:
        self._of = self.size()
        self._widths.clear()
        if self._steadied:
            self._steadied = False
            self.setVerticalScrollBarPolicy(_AS_NEEDED)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What is inside may be lower beside the bar than without it, as a table that has narrower
        columns there: the bar would come and go without end, and end the process. It stays then,
        until this area has another size.
        """
        if watched is self.widget() and isinstance(event, QResizeEvent):
            self._steady(event.size().width())
        return super().eventFilter(watched, event)

    def _steady(self, width: int) -> None:
        if self._widths[-1:] == [width]:
            return
        came_back = self._widths.count(width) >= _OFTEN
        self._widths.append(width)
        if came_back and self.verticalScrollBarPolicy() is _AS_NEEDED:
            self._steadied = True
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that move nothing here are left to what is round it."""
        if not (self._keys and scrolled(self, event)):
            event.ignore()


class FoldingArea(ScrollArea):
    """An area within a page that scrolls: some lines of what is inside are always seen, and where
    the page folds, all of it.
    """

    def __init__(self, inside: QWidget) -> None:
        super().__init__(inside)
        self._whole = False
        self._least = 0  # px that it asked for

    def set_whole(self, whole: bool) -> None:
        """Be as high as what is inside: the page around it scrolls instead."""
        if whole != self._whole:
            self._whole = whole
            policy = Qt.ScrollBarPolicy
            shown = policy.ScrollBarAlwaysOff if whole else policy.ScrollBarAsNeeded
            self.setVerticalScrollBarPolicy(shown)
            self.updateGeometry()

    def hasHeightForWidth(self) -> bool:
        return self._whole

    def heightForWidth(self, width: int) -> int:
        inside = self.widget()
        if inside is None:
            return -1
        if inside.hasHeightForWidth():
            return max(inside.heightForWidth(width), inside.minimumSizeHint().height())
        return inside.sizeHint().height()

    def minimumSizeHint(self) -> QSize:
        """A few lines of what is inside, or all of it where it is less."""
        high = self.fontMetrics().height() * 5
        return QSize(0, min(high, max(0, self.heightForWidth(self.width()))))

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.minimumSizeHint().height())

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            least, self._least = self._least, self.minimumSizeHint().height()
            if self._whole or least != self._least:
                self._grow()
        return done

    def _grow(self) -> None:
        """What is inside has another height now: the page around it is laid out at once, not in
        a round of the event loop for each widget between the two.
        """
        self.updateGeometry()
        around = self.parentWidget()
        while around is not None:
            layout = around.layout()
            if layout is not None:
                layout.activate()
            if isinstance(around, ScrollArea):
                QApplication.sendEvent(around, QEvent(QEvent.Type.LayoutRequest))
                return
            around = around.parentWidget()


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
    if step is None or held_with(event):
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


def bring_into_view(widget: QWidget, part: QRect | None = None) -> None:
    """Scroll so that a widget is seen, or a part of it, however many areas it lies in.

    One that is higher than its area is seen from its top, unless some of it is seen already.
    """
    area, box = _area_round(widget), part or widget.rect()
    while area is not None:
        page = area.widget()
        top = widget.mapTo(page, box.topLeft()).y() if page is not None else 0
        if box.height() + 2 * _AIR <= area.viewport().height():
            # Of a text field Qt would bring in no more than its cursor.
            area.ensureVisible(0, top + box.height(), 0, _AIR)
            area.ensureVisible(0, top, 0, _AIR)
        elif widget.visibleRegion().isEmpty():
            area.verticalScrollBar().setValue(top - _AIR)
        area = _area_round(area)


def _area_round(widget: QWidget) -> QScrollArea | None:
    """The nearest area that a widget scrolls in."""
    above = widget.parentWidget()
    while above is not None and not isinstance(above, QScrollArea):
        above = above.parentWidget()
    return above
