"""The first screen: ways in, what is on this laptop, and Carry on."""

from collections.abc import Collection

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from storycircle.core.clocks import Clock
from storycircle.store.library import Library
from storycircle.ui.screens.home_ground import scrolling, side_by_side
from storycircle.ui.screens.home_list import Laptop
from storycircle.ui.screens.home_reading import OnThisLaptop, on_this_laptop
from storycircle.ui.screens.home_ways import Ways
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.message import Message


class HomeScreen(QWidget):
    """Home. `refresh()` reads the library again; it does so by itself each time it is shown."""

    startRequested = Signal()
    openRequested = Signal()
    gatherRequested = Signal()
    circleRequested = Signal(str)
    eventRequested = Signal(str)
    removeRequested = Signal(str)
    keysRequested = Signal()
    aboutRequested = Signal()
    settingsRequested = Signal()

    def __init__(
        self, theme: Theme, library: Library, clock: Clock, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._library = library
        self._clock = clock
        self._shown: OnThisLaptop | None = None
        self._going: frozenset[str] = frozenset()
        self._ways: Ways | None = None
        self._laptop: Laptop | None = None
        inside = QWidget()
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight, inside)
        self._halves.setContentsMargins(0, 0, 0, 0)
        self._halves.setSpacing(0)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolling(inside))
        for key, wanted in (
            ("Ctrl+N", self.startRequested),
            ("Ctrl+O", self.openRequested),
            ("Ctrl+G", self.gatherRequested),
            ("F1", self.keysRequested),
        ):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(wanted)
        self.refresh()

    def show_message(self, message: Message) -> None:
        """Say something at the top of the page until it is answered."""
        place = QWidget()
        column = QVBoxLayout(place)
        air = self._theme.px(24)
        column.setContentsMargins(air, air, air, 0)
        column.addWidget(message)
        outer = self.layout()
        if isinstance(outer, QVBoxLayout):
            outer.insertWidget(0, place)

    def close_message(self, message: Message) -> None:
        """It is answered: the page has its room back at once."""
        place = message.parentWidget()
        if place is not None:
            place.hide()
            place.deleteLater()

    def refresh(self) -> None:
        """Show what the library holds now."""
        shown = on_this_laptop(self._library, self._clock, self._going)
        if shown == self._shown:
            return
        self._shown = shown
        for old in (self._ways, self._laptop):
            if old is not None:
                old.hide()
                self._halves.removeWidget(old)
                old.deleteLater()
        self._build(shown)
        self._arrange()
        if self.isVisible() and self._ways is not None:
            self._ways.first.setFocus()

    def set_going(self, circles: Collection[str]) -> None:
        """These circles are being erased: nobody can come to them any more."""
        self._going = frozenset(circles)
        self.refresh()

    def _build(self, shown: OnThisLaptop) -> None:
        ways = self._ways = Ways(self._theme, shown.where)
        ways.startRequested.connect(self.startRequested)
        ways.openRequested.connect(self.openRequested)
        ways.gatherRequested.connect(self.gatherRequested)
        ways.carryOnRequested.connect(self.circleRequested)
        ways.aboutRequested.connect(self.aboutRequested)
        ways.keysRequested.connect(self.keysRequested)
        ways.settingsRequested.connect(self.settingsRequested)
        laptop = self._laptop = Laptop(self._theme, shown)
        laptop.circleRequested.connect(self.circleRequested)
        laptop.eventRequested.connect(self.eventRequested)
        laptop.removeRequested.connect(self.removeRequested)
        laptop.changeRequested.connect(self.settingsRequested)
        self._halves.addWidget(ways, 1)
        self._halves.addWidget(laptop)

    def _arrange(self) -> None:
        """Give each half its room: as drawn at 1440x900, closer below."""
        if self._ways is None or self._laptop is None:
            return
        scale = self._theme.scale
        wide, high = round(self.width() / scale), self.height()
        side = 80 if wide >= 1280 else 48 if wide >= 1100 else 32
        top = 72 if high >= 860 else 40 if high >= 760 else 24
        if self._shown is not None and not self._shown.rows:
            top += top // 2  # with less on it, the page begins lower
        row = self._theme.px(20 if high >= 860 else 12 if high >= 760 else 9)
        beside = side_by_side(self._halves, wide)
        pane = round(max(360, wide * 560 // 1440) * scale) if beside else self.width()
        self._laptop.setFixedWidth(pane)
        self._laptop.setMinimumHeight(0 if beside else self._theme.px(420))
        self._ways.set_room(side, top, row)
        self._laptop.set_room(64 if wide >= 1280 else 28, top)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange()
        super().resizeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():
            self.refresh()
            if self._ways is not None:
                self._ways.first.setFocus()
