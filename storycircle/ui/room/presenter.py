"""The plenary's full screen: slides, and the gallery of all circles.

The full screen of the plenary: one slide after another, by key, by remote or by itself.

The gallery: the actions of all circles here, slowly turning, while people walk around.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, QVariantAnimation, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QColor,
    QHideEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPixmap,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QWidget

from storycircle.core.clock import Clock
from storycircle.core.commands import keys
from storycircle.core.commands.command import Command
from storycircle.core.i18n import _
from storycircle.ui.commands import by_code, has_key, is_held, press_of
from storycircle.ui.room.slides import Item, Layout, Shown, Slide, SlidePainter, layout
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.context_menu import ContextMenu, Entry
from storycircle.ui.widgets.display.accessible import Role, read_as

if TYPE_CHECKING:  # what writes reports is loaded where one is written
    from storycircle.jobs.report import Reported

_TURN = 900  # ms in which one slide gives way to the next
_SOON_MS = 15
_POINTER_STAYS_MS = 3_000


class Presenter(QWidget):
    """Shows what it is given. closed: Esc, or the desktop closed it.

    drawn: it looks otherwise now.
    """

    closed = Signal()
    drawn = Signal()

    def __init__(self, theme: Theme, shown: Shown) -> None:
        super().__init__()
        close = Entry(_("Close"), self.closed.emit, keys.STOP_PRESENTING.cap)
        self.menu = ContextMenu(self, lambda _at: [close])  # a way out for who has but the mouse
        self._theme, self._shown = theme, shown
        self._slide = Slide("")
        self._layout: Layout | None = None
        self._old: QPixmap | None = None
        self.setWindowTitle(_("Story Circle, for the plenary"))
        self.setAutoFillBackground(True)
        colours = self.palette()
        colours.setColor(QPalette.ColorRole.Window, QColor(theme.palette.paper))
        self.setPalette(colours)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        read_as(self, Role.Window)
        self.setMouseTracking(True)
        self._turning = QVariantAnimation(self)
        self._turning.setDuration(_TURN)
        self._turning.setStartValue(0.0)
        self._turning.setEndValue(1.0)
        self._turning.valueChanged.connect(lambda _value: self.update())
        self._turning.finished.connect(self._turned)
        self._ticking = QTimer(self, singleShot=True)
        self._ticking.setTimerType(Qt.TimerType.PreciseTimer)
        self._ticking.timeout.connect(self._tick)
        self._pointer = QTimer(self, singleShot=True, interval=_POINTER_STAYS_MS)
        self._pointer.timeout.connect(lambda: self.setCursor(Qt.CursorShape.BlankCursor))
        shown.changed.connect(self.refresh)

    @property
    def slide(self) -> Slide:
        """What is shown."""
        return self._slide

    @property
    def turning(self) -> bool:
        """Whether one slide is giving way to the next."""
        return self._turning.state() == QVariantAnimation.State.Running

    def refresh(self) -> None:
        """Draw what there is to see; another circle comes slowly, where things may move."""
        if not self.isVisible():
            return
        old, new = self._slide, self._shown.slide()
        if new != old:
            other = bool(old.title) and (new.title, new.items) != (old.title, old.items)
            if other and not self._theme.still:
                self._old = self.grab()
                self._turning.start()
            self._slide = new
            if (new.items, new.foot) != (old.items, old.foot):
                self._layout = None
            self._speak()
            self.update()
            self.drawn.emit()
        wait = self._shown.wait()
        if wait is not None:
            self._ticking.start(max(_SOON_MS, round(wait * 1_000) + 1))

    def _tick(self) -> None:
        self._shown.tick()
        self.refresh()

    def _speak(self) -> None:
        """For a screen reader: the title, then every action."""
        slide = self._slide
        self.setAccessibleName(slide.title)
        lines = [f"{item.numeral} {item.text} {item.who}".strip() for item in slide.items]
        self.setAccessibleDescription(". ".join([slide.names, *lines]).strip(". "))

    def _turned(self) -> None:
        self._old = None
        self.update()
        self.drawn.emit()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        with QPainter(self) as painter:
            if self._layout is None:
                self._layout = layout(self._slide, self.width(), self.height())
            SlidePainter(self._theme.palette, self.width(), self.height()).paint(
                painter, self._slide, self._layout
            )
            if self._old is not None and self.turning:
                painter.setOpacity(1.0 - float(self._turning.currentValue()))
                painter.drawPixmap(0, 0, self._old)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._layout = self._old = None

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()
        self._pointer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        self._ticking.stop()
        self._pointer.stop()
        self._turning.stop()
        super().hideEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if has_key(event, keys.STOP_PRESENTING):
            self.closed.emit()
            return
        handler = self._shown.handler(event)
        if handler is None:
            super().keyPressEvent(event)
        elif not is_held(self, event):
            handler()

    def event(self, event: QEvent) -> bool:
        """A pointer that moves is seen for three seconds."""
        if event.type() in (QEvent.Type.MouseMove, QEvent.Type.Enter):
            self.unsetCursor()
            self._pointer.start()
        return super().event(event)


SECONDS = 20.0
"""How long each circle stands: time to read three actions aloud."""


class Gallery(QObject):
    """One circle after another, by itself or by key. changed: it is another one.

    reports: those of circles that have actions.
    """

    changed = Signal()

    def __init__(
        self, reports: "Sequence[Reported]", clock: Clock, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._reports = reports
        self._clock = clock
        self._place = 0
        self._since: float | None = clock.reading()  # None while it stands

    @property
    def paused(self) -> bool:
        """Whether it waits for a key to turn."""
        return self._since is None

    def slide(self) -> Slide:
        if not self._reports:
            nothing = _("No circle has written down an action yet.")
            return Slide(_("The gallery"), empty=nothing)
        report = self._reports[self._place]
        items = tuple(Item(str(n), *action) for n, action in enumerate(report.actions, 1))
        return Slide(report.title, report.names, items, report.question)

    def coming(self) -> str:
        """Which circle is the next one; "" where there is no other."""
        if len(self._reports) < 2:
            return ""
        return _(
            "Then {circle}", circle=self._reports[(self._place + 1) % len(self._reports)].title
        )

    def wait(self) -> float | None:
        """Seconds until the next circle; None where it stands, or is the only one."""
        if self._since is None or len(self._reports) < 2:
            return None
        return max(0.0, SECONDS - (self._clock.reading() - self._since))

    def tick(self) -> None:
        """Turn, where the time for it has come."""
        if self.wait() == 0:
            self.turn(1)

    def turn(self, by: int) -> None:
        """So many circles on; after the last comes the first."""
        if self._reports:
            self._place = (self._place + by) % len(self._reports)
        if self._since is not None:
            self._since = self._clock.reading()
        self.changed.emit()

    def pause_or_go(self) -> None:
        """Pause on this circle, or turn to the next ones again."""
        self._since = self._clock.reading() if self._since is None else None
        self.changed.emit()

    def handler(self, event: QKeyEvent) -> Callable[[], None] | None:
        handlers: tuple[tuple[Command, Callable[[], None]], ...] = (
            (keys.PRESENTING_START, self.pause_or_go),
            (keys.GALLERY_ON, lambda: self.turn(1)),
            (keys.GALLERY_BACK, lambda: self.turn(-1)),
        )
        return by_code(handlers).get(press_of(event).key)
