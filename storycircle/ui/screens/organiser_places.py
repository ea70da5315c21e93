"""The places of the organiser's rail, one shown at a time: pack, gather, headings, report."""

from enum import IntEnum
from functools import cached_property

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from storycircle.core.clocks import Clock
from storycircle.core.model import Event
from storycircle.store.library import Library
from storycircle.ui.drafts import flush_all
from storycircle.ui.screens.board import BoardPlace
from storycircle.ui.screens.clock_place import ClockPlace
from storycircle.ui.screens.compare import ComparePlace
from storycircle.ui.screens.organiser_gather import GatherPlace
from storycircle.ui.screens.pack import PackPlace
from storycircle.ui.screens.paper_place import PaperPlace
from storycircle.ui.screens.report import ReportPlace
from storycircle.ui.shortcuts import add_keys
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
        self,
        theme: Theme,
        library: Library,
        clock: Clock,
        gather: GatherPlace,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._library, self._clock = library, clock
        self._event: Event | None = None
        self.place = Place.GATHER
        self.gather = gather
        self._theme = theme
        self.addWidget(gather)
        gather.pane.clockRequested.connect(self.open_clock)
        gather.pane.paperRequested.connect(self.open_paper)
        keys = [("F5", self.open_clock), ("Shift+F5", self._open_gallery)]
        add_keys(self, [*keys, ("Ctrl+P", self.open_paper)])

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

    # Beside the rail, and back from by Esc.

    @cached_property
    def clock(self) -> ClockPlace:
        made = ClockPlace(self._theme, self._library, self._clock)
        self.addWidget(made)
        return made

    @cached_property
    def paper(self) -> PaperPlace:
        made = PaperPlace(self._theme, self._library)
        self.addWidget(made)
        return made

    def open_clock(self) -> None:
        """F5: the room's clock; there, it is shown to the room or put away."""
        if self.currentWidget() is self.clock:
            self.clock.toggle()
        else:
            self._open(self.clock)

    def _open_gallery(self) -> None:
        """Shift F5: the gallery, from the room's clock."""
        if self.currentWidget() is not self.clock:
            self._open(self.clock)
        self.clock.show_gallery()

    def open_paper(self) -> None:
        """Ctrl P: the paper of all circles; there, it is printed."""
        if self.currentWidget() is self.paper:
            self.paper.out.print_()
        else:
            self._open(self.paper)

    def _open(self, beside: ClockPlace | PaperPlace) -> None:
        flush_all(self)
        beside.show_event(self._event)
        self.setCurrentWidget(beside)
        beside.enter()

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
        if isinstance(shown, PackPlace | BoardPlace | ReportPlace | ClockPlace | PaperPlace):
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
        if isinstance(shown, ComparePlace | ClockPlace | PaperPlace):
            self.go(self.place)
            return True
        return isinstance(shown, BoardPlace) and shown.back()

    def stop_and_wait(self) -> None:
        """Come back when nothing is running, and all that was typed is kept."""
        flush_all(self)
        for made in self.findChildren(PackPlace):
            made.stop_and_wait()
        for paper in self.findChildren(PaperPlace):
            paper.stop_and_wait()
        for shown in self.findChildren(ClockPlace):
            shown.leave()
