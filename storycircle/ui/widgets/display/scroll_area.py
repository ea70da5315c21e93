"""What is higher than its room is scrolled to: nothing in it is squeezed below its least height.

Qt takes a widget's size hint for the least height of what scrolls; so what stretches on a page
(a ring, a text field, a list) asks for its least there, and takes more where there is more.
"""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QWidget

_KEYS = (
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
)


class ScrollArea(QScrollArea):
    """A widget as wide as there is room, which scrolls up and down where it is higher.

    It has no keys but those of lines and pages, and these only where there is something to see.
    """

    def __init__(self, inside: QWidget, *, keys: bool = True) -> None:
        """keys: whether it scrolls by keys that nothing inside takes."""
        super().__init__()
        self._keys = keys
        self._whole = False
        self._least: int | None = None  # px it asked for, where it stands within a page
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what is inside takes the focus
        self.setWidget(inside)

    def set_whole(self, whole: bool) -> None:
        """Be as high as what is inside: the page around it scrolls instead. Call it for an area
        within a page, with what the page begins with.
        """
        self._least = self.minimumSizeHint().height()
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
        """Two or three lines of what is inside, or all of it where it is less."""
        high = self.fontMetrics().height() * 5
        return QSize(0, min(high, max(0, self.heightForWidth(self.width()))))

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.minimumSizeHint().height())

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if self._least is not None and event.type() == QEvent.Type.LayoutRequest:
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

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._keys and event.key() in _KEYS and self.verticalScrollBar().maximum():
            super().keyPressEvent(event)
        else:
            event.ignore()
