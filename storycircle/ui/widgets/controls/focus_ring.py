"""The teal ring round what has the keyboard: 2 px wide, 2 px off, drawn outside its widget."""

import shiboken6
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.display import layouts
from storycircle.ui.widgets.display.card import antialiased, rounded

_OFF = 4  # px from the widget's edge to the outer edge of the ring


class _Overlay(QWidget):
    """Covers the parent, so that layouts need no space for the ring; lets all clicks through."""

    def __init__(self, theme: Theme, radius: float, parent: QWidget) -> None:
        super().__init__(parent)
        self._colour = QColor(theme.palette.teal)
        self._radius = radius
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        with antialiased(self) as painter:
            rounded(painter, QRectF(self.rect()), self._radius + _OFF, "", QPen(self._colour, 2))


class FocusRing(QObject):
    """Watches one widget and shows the ring while it has the keyboard.

    The ring goes round the widget, or round another that it is a part of.
    """

    def __init__(
        self, theme: Theme, widget: QWidget, radius: float = 8, around: QWidget | None = None
    ) -> None:
        super().__init__(widget)
        self._theme = theme
        self._widget = widget
        self._around = around or widget
        self._radius = radius
        self._overlay: _Overlay | None = None
        self._watched: list[QWidget] = []
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        mine = watched is self._widget
        hidden = kind in (QEvent.Type.Hide, QEvent.Type.ParentAboutToChange)
        if mine and kind == QEvent.Type.FocusIn:
            self._show()
        elif hidden or (mine and kind == QEvent.Type.FocusOut):
            self._hide()
        elif kind in (QEvent.Type.Move, QEvent.Type.Resize):
            self._place()
        return super().eventFilter(watched, event)

    def _show(self) -> None:
        self._hide()
        ground = self._ground()
        if ground is None:
            return
        self._overlay = _Overlay(self._theme, self._radius, ground)
        self._place()
        self._overlay.show()

    def _box(self, ground: QWidget) -> QRect:
        corner = self._around.mapTo(ground, QPoint(0, 0))
        return QRect(corner, self._around.size()).adjusted(-_OFF, -_OFF, _OFF, _OFF)

    def _in(self, ground: QWidget) -> QRect:
        """The ring's box in its ground: closer to the widget where the ground ends."""
        box = self._box(ground)
        return box & ground.rect() if box.intersects(ground.rect()) else box

    def _ground(self) -> QWidget | None:
        """The nearest ancestor with room for the whole ring; all on the way there are watched.

        A parent with no margins would cut the ring off; a window or a scrolled page is the end.
        """
        widget: QWidget = self._around
        ground = widget.parentWidget()
        while ground is not None:
            widget.installEventFilter(self)
            self._watched.append(widget)
            above = ground.parentWidget()
            scrolled = above is not None and isinstance(above.parentWidget(), QAbstractScrollArea)
            if above is None or ground.isWindow() or scrolled:
                return ground
            if ground.rect().contains(self._box(ground)):
                return ground
            widget, ground = ground, above
        return None

    def _place(self) -> None:
        # The parent may have taken the overlay with it when it was deleted.
        if self._overlay is not None and shiboken6.isValid(self._overlay):
            ground = self._overlay.parentWidget()
            if ground is not None:
                self._overlay.setGeometry(self._in(ground))
                self._overlay.raise_()

    def _hide(self) -> None:
        for widget in self._watched:
            if widget is not self._widget and shiboken6.isValid(widget):
                widget.removeEventFilter(self)
        self._watched = []
        if self._overlay is not None and shiboken6.isValid(self._overlay):
            layouts.discard(self._overlay)
        self._overlay = None
