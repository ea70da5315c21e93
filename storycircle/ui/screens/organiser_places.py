"""The places of the organiser's rail, one shown at a time: pack, gather, headings, report."""

from enum import IntEnum
from functools import cached_property

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from storycircle.core.model import Event
from storycircle.store.library import Library
from storycircle.ui.drafts import flush_all
from storycircle.ui.screens.board import BoardPlace
from storycircle.ui.screens.compare import ComparePlace
from storycircle.ui.screens.pack import PackPlace
from storycircle.ui.screens.report import ReportPlace
from storycircle.ui.theme.theme import Theme


class Place(IntEnum):
    """In the rail's order."""

    PACK = 0
    GATHER = 1
    HEADINGS = 2
    REPORT = 3


class Places(QStackedWidget):
    """moved: another place is to be drawn, by show_event. changed: an event was kept, by its id."""

    moved = Signal()
    changed = Signal(str)
    packRequested = Signal()
    reportRequested = Signal(str)
    noticed = Signal(str)

    def __init__(
        self, theme: Theme, library: Library, gather: QWidget, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._library = library
        self._event: Event | None = None
        self.place = Place.GATHER
        self.gather = gather
        self._theme = theme
        self.addWidget(gather)

    # Each is made when it is first gone to: the window's first picture does not wait for it.

    @cached_property
    def pack(self) -> PackPlace:
        made = PackPlace(self._theme, self._library)
        made.changed.connect(self.changed)
        made.saveRequested.connect(self.packRequested)
        made.noticed.connect(self.noticed)
        self.addWidget(made)
        return made

    @cached_property
    def board(self) -> BoardPlace:
        made = BoardPlace(self._theme, self._library)
        made.onwardRequested.connect(self.onward)
        made.compareRequested.connect(self.open_compare)
        self.addWidget(made)
        return made

    @cached_property
    def report(self) -> ReportPlace:
        made = ReportPlace(self._theme, self._library)
        made.saveRequested.connect(self.reportRequested)
        made.compareRequested.connect(self.open_compare)
        self.addWidget(made)
        return made

    @cached_property
    def compare(self) -> ComparePlace:
        made = ComparePlace(self._theme, self._library)
        made.finished.connect(lambda: self.go(self.place))
        made.settled.connect(self._settled)
        self.addWidget(made)
        return made

    @property
    def at_board(self) -> bool:
        """Whether the headings board is what is shown."""
        return self.place is Place.HEADINGS and isinstance(self.currentWidget(), BoardPlace)

    def show_event(self, event: Event | None) -> None:
        """Another event, or the same with more in it."""
        self._event = event
        self._refresh()

    def _refresh(self) -> None:
        """Draw the place that is shown; the others are drawn when they are gone to."""
        shown = self.currentWidget()
        if isinstance(shown, PackPlace | BoardPlace | ReportPlace):
            shown.show_event(self._event)

    def go(self, place: Place) -> None:
        """Show a place, with all that was typed elsewhere kept, and give it the keyboard."""
        flush_all(self)
        self.place = place
        self.setCurrentWidget(self._at(place))
        self.moved.emit()
        if place is not Place.GATHER:
            self._enter()

    def _at(self, place: Place) -> QWidget:
        if place is Place.PACK:
            return self.pack
        if place is Place.HEADINGS:
            return self.board
        return self.report if place is Place.REPORT else self.gather

    def _enter(self) -> None:
        shown = self.currentWidget()
        if isinstance(shown, PackPlace | BoardPlace | ReportPlace):
            shown.enter()

    def open_compare(self, wanted: str = "") -> None:
        """Show what was changed on two laptops, that of an action first; nothing if nothing was."""
        flush_all(self)
        if self._library.beside() and self.compare.show_next(wanted):
            self.setCurrentWidget(self.compare)
            self.compare.enter()

    def compare_here(self) -> None:
        """Ctrl+K: what was changed on two laptops, on the board that of the chosen action."""
        self.open_compare(self.board.chosen if self.at_board else "")

    def onward(self) -> None:
        """Ctrl+Enter: the next place; from the report there is none."""
        if self.place is not Place.REPORT:
            self.go(Place(self.place + 1))

    def _settled(self) -> None:
        if self._event is not None:
            self.changed.emit(self._event.id)

    def back(self) -> bool:
        """Esc: the nearest thing first. False where the place itself is to be left."""
        shown = self.currentWidget()
        if isinstance(shown, ComparePlace):
            self.go(self.place)
            return True
        return isinstance(shown, BoardPlace) and shown.back()

    def stop_and_wait(self) -> None:
        """Come back when nothing is running, and all that was typed is kept."""
        flush_all(self)
        for made in self.findChildren(PackPlace):
            made.stop_and_wait()
