"""The room's display: the question, the ring, whose time it is and who is next."""

from PySide6.QtCore import QEvent, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QColor,
    QHideEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QWidget

from storycircle.core.timing import Stage
from storycircle.ui import views
from storycircle.ui.ring_keys import ring_deed
from storycircle.ui.room.heading import Heading, laid_heading
from storycircle.ui.room.view import RoomView, room_view
from storycircle.ui.session.session import Session
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.ring import Ring

SIZES = (0.6, 0.7, 0.8, 0.9, 1.0, 1.15, 1.3, 1.5)
"""Below 1 the whole picture is so much smaller; above it the words are so much larger."""
_DESIGNED = SIZES.index(1.0)
_SOON_MS = 15  # no look follows another sooner than this
_POINTER_STAYS_MS = 3_000
_QUESTION = 44  # px on a screen 1080 high, as are all below
_ALONE = 72
_EDGE = 34
_GAP = 26
_BELOW = 26


class RoomDisplay(QWidget):
    """Shows a circle to the room, by itself.

    It follows its session, and looks at the clock when what is shown of the time will change.
    Where it has the keyboard, the keys of the ring work in it. closed: the desktop closed it.
    """

    closed = Signal()

    def __init__(self, theme: Theme, session: Session, *, calm: bool = False) -> None:
        super().__init__()
        self._theme, self._session, self._calm = theme, session, calm
        self._view = RoomView()
        self._heading = Heading((), theme.serif(16), 0.0)
        self._heading_at = QRectF()
        self._size = _DESIGNED
        self.setWindowTitle("Story Circle, for the room")
        self.setAccessibleName("The room’s display")
        self.setAutoFillBackground(True)
        colours = self.palette()
        colours.setColor(QPalette.ColorRole.Window, QColor(theme.palette.paper))
        self.setPalette(colours)
        self.ring = Ring(theme, room=True, parent=self)
        self.ring.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setMouseTracking(True)
        self._pointer = QTimer(self)
        self._pointer.setSingleShot(True)
        self._pointer.setInterval(_POINTER_STAYS_MS)
        self._pointer.timeout.connect(lambda: self.setCursor(Qt.CursorShape.BlankCursor))
        self._ticking = QTimer(self)
        self._ticking.setTimerType(Qt.TimerType.PreciseTimer)
        self._ticking.setSingleShot(True)
        self._ticking.timeout.connect(self.refresh)
        session.changed.connect(self.refresh)
        session.stageChanged.connect(self.refresh)

    @property
    def calm(self) -> bool:
        """The arc alone, without digits."""
        return self._calm

    @property
    def size_step(self) -> int:
        """How large it is, as a place in SIZES."""
        return self._size

    @property
    def elsewhere(self) -> bool:
        """Whether it stands on another screen than the window; then it never takes the focus."""
        return self.testAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)

    def set_elsewhere(self, elsewhere: bool) -> None:
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating, elsewhere)

    def set_calm(self, calm: bool) -> None:
        self._calm = calm
        self.refresh()

    def look_like(self, other: "RoomDisplay") -> None:
        """As calm and as large as another one, in whose place this one is shown."""
        self._calm, self._size = other.calm, other.size_step

    def set_size(self, steps: int) -> None:
        """Larger or smaller by so many steps; 0 is the size of the design again."""
        place = self._size + steps if steps else _DESIGNED
        self._size = max(0, min(len(SIZES) - 1, place))
        self._lay_out()

    def refresh(self) -> None:
        """Draw the session as it is now; what has not changed is not painted again."""
        if not self.isVisible():
            return
        old, self._view = self._view, room_view(self._session, calm=self._calm)
        if self._view.question != old.question or (self._view.ring is None) != (old.ring is None):
            self.setAccessibleDescription(self._view.question)
            self._lay_out()
        if self._view.ring is not None:
            self.ring.show_view(self._view.ring)
        wait = round(views.until_next_change(self._session) * 1_000) + 1
        self._ticking.start(max(_SOON_MS, wait))

    def _lay_out(self) -> None:
        """The question in its band, and all the rest for the ring."""
        factor = SIZES[self._size]
        small, larger = min(1.0, factor), max(1.0, factor)
        width, height = self.width() * small, self.height() * small
        left, top = (self.width() - width) / 2, (self.height() - height) / 2
        unit = min(height / 1080, width / 1280)
        alone = self._view.ring is None
        size = (_ALONE if alone else _QUESTION) * unit * larger
        most = height - 2 * _EDGE * unit if alone else height * 0.25 * larger
        self._heading = laid_heading(self._view.question, size, width * 0.88, most)
        above = _EDGE * unit
        if self._heading.lines and not alone:
            above += self._heading.height + _GAP * unit
        band = height if alone else 2 * _EDGE * unit + self._heading.height
        self._heading_at = QRectF(left, top, width, band)
        below = _BELOW * unit
        self.ring.setVisible(not alone)
        self.ring.setGeometry(
            QRect(round(left), round(top + above), round(width), round(height - above - below))
        )
        self.ring.set_larger(larger)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        self._heading.paint(painter, self._heading_at, self._theme.palette.ink)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()
        self._pointer.start()

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.closed.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        self._ticking.stop()
        self._pointer.stop()
        super().hideEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        deed = (
            ring_deed(self._session, event) if self._session.state.stage is Stage.STORIES else None
        )
        if deed is None:
            super().keyPressEvent(event)
        else:
            deed()

    def event(self, event: QEvent) -> bool:
        """A pointer that moves is seen for three seconds."""
        if event.type() in (QEvent.Type.MouseMove, QEvent.Type.Enter):
            self.unsetCursor()
            self._pointer.start()
        return super().event(event)
