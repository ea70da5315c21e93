"""The teal ring round what has the keyboard: 2 px wide, 2 px off, drawn outside its widget."""

import shiboken6
from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.sign import rounded

_OFF = 4  # px from the widget's edge to the outer edge of the ring


class _Overlay(QWidget):
    """Laid over the parent, so that layouts need no room for the ring; lets all clicks through."""

    def __init__(self, theme: Theme, radius: float, parent: QWidget) -> None:
        super().__init__(parent)
        self._colour = QColor(theme.palette.teal)
        self._radius = radius
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rounded(painter, QRectF(self.rect()), self._radius + _OFF, "", QPen(self._colour, 2))
        painter.end()


class FocusRing(QObject):
    """Watches one widget and shows the ring while it has the keyboard."""

    def __init__(self, theme: Theme, widget: QWidget, radius: float = 8) -> None:
        super().__init__(widget)
        self._theme = theme
        self._widget = widget
        self._radius = radius
        self._overlay: _Overlay | None = None
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.FocusIn:
            self._show()
        elif kind in (QEvent.Type.FocusOut, QEvent.Type.Hide, QEvent.Type.ParentAboutToChange):
            self._hide()
        elif kind in (QEvent.Type.Move, QEvent.Type.Resize):
            self._place()
        return super().eventFilter(watched, event)

    def _show(self) -> None:
        self._hide()
        parent = self._widget.parentWidget()
        if parent is None:
            return
        self._overlay = _Overlay(self._theme, self._radius, parent)
        self._place()
        self._overlay.show()

    def _place(self) -> None:
        # The parent may have taken the overlay with it when it was deleted.
        if self._overlay is not None and shiboken6.isValid(self._overlay):
            box = self._widget.geometry()
            self._overlay.setGeometry(box.adjusted(-_OFF, -_OFF, _OFF, _OFF))
            self._overlay.raise_()

    def _hide(self) -> None:
        if self._overlay is not None and shiboken6.isValid(self._overlay):
            self._overlay.hide()
            self._overlay.deleteLater()
        self._overlay = None
