"""The places of the organiser's rail, one shown at a time: pack, gather, headings, report."""

from enum import IntEnum

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
        self.pack = PackPlace(theme, library)
        self.board = BoardPlace(theme, library)
        self.report = ReportPlace(theme, library)
        self.compare = ComparePlace(theme, library)
        for widget in (self.pack, self.gather, self.board, self.report, self.compare):
            self.addWidget(widget)
        self.setCurrentWidget(gather)
        self._join()

    def _join(self) -> None:
        self.pack.changed.connect(self.changed)
        self.pack.saveRequested.connect(self.packRequested)
        self.pack.noticed.connect(self.noticed)
        self.board.onwardRequested.connect(self.onward)
        self.board.compareRequested.connect(self.open_compare)
        self.report.saveRequested.connect(self.reportRequested)
        self.report.compareRequested.connect(self.open_compare)
        self.compare.finished.connect(lambda: self.go(self.place))
        self.compare.settled.connect(self._settled)

    def show_event(self, event: Event | None) -> None:
        """Another event, or the same with more in it."""
        self._event = event
        self._refresh()

    def _refresh(self) -> None:
        """Draw the place that is shown; the others are drawn when they are gone to."""
        if self.currentWidget() is self.pack:
            self.pack.show_event(self._event)
        elif self.currentWidget() is self.board:
            self.board.show_event(self._event)
        elif self.currentWidget() is self.report:
            self.report.show_event(self._event)

    def go(self, place: Place) -> None:
        """Show a place, with all that was typed elsewhere kept, and give it the keyboard."""
        flush_all(self)
        self.place = place
        widgets = (self.pack, self.gather, self.board, self.report)
        self.setCurrentWidget(widgets[place])
        self.moved.emit()
        if place is not Place.GATHER:
            self._enter()

    def _enter(self) -> None:
        for place in (self.pack, self.board, self.report):
            if self.currentWidget() is place:
                place.enter()

    def open_compare(self, wanted: str = "") -> None:
        """Show what was changed on two laptops, that of an action first; nothing if nothing was."""
        flush_all(self)
        if self.compare.show_next(wanted):
            self.setCurrentWidget(self.compare)
            self.compare.enter()

    def compare_here(self) -> None:
        """Ctrl+K: what was changed on two laptops, on the board that of the chosen action."""
        at_board = self.currentWidget() is self.board
        self.open_compare(self.board.chosen if at_board else "")

    def onward(self) -> None:
        """Ctrl+Enter: the next place; from the report there is none."""
        if self.place is not Place.REPORT:
            self.go(Place(self.place + 1))

    def _settled(self) -> None:
        if self._event is not None:
            self.changed.emit(self._event.id)

    def back(self) -> bool:
        """Esc: the nearest thing first. False where the place itself is to be left."""
        if self.currentWidget() is self.compare:
            self.go(self.place)
            return True
        return self.currentWidget() is self.board and self.board.back()

    def stop_and_wait(self) -> None:
        """Come back when nothing is running, and all that was typed is kept."""
        flush_all(self)
        self.pack.stop_and_wait()
