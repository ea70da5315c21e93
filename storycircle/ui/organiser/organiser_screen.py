"""The organiser's screen, and its pages.

The organiser's screen: everyone's circles into one event, and its report.

The places of the organiser's rail, one shown at a time: pack, gather, headings, report.
"""

from dataclasses import replace
from functools import cached_property
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QCloseEvent, QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from storycircle.core import i18n
from storycircle.core.clock import Clock
from storycircle.core.commands import keys
from storycircle.core.model import Event
from storycircle.store.library import Library
from storycircle.ui.commands import bind, bind_each
from storycircle.ui.organiser.background_jobs import Doing
from storycircle.ui.organiser.board.page import BoardPlace
from storycircle.ui.organiser.compare_page import ComparePlace
from storycircle.ui.organiser.merge.changes_view import Deciding, choices
from storycircle.ui.organiser.merge.controller import Merging
from storycircle.ui.organiser.merge.drop_area import Droppable
from storycircle.ui.organiser.merge.page import GatherPlace
from storycircle.ui.organiser.pack_page import PackPlace
from storycircle.ui.organiser.print_page import PaperPlace
from storycircle.ui.organiser.report_page import ReportPlace
from storycircle.ui.organiser.room_clock_page import ClockPlace
from storycircle.ui.organiser.save_dialogs import GATHERED, Saving
from storycircle.ui.organiser.view_model import (
    FOLD,
    EventSoFar,
    Place,
    event_so_far,
    placed_count,
    rail_view,
)
from storycircle.ui.system.file_dialogs import ask_to_open
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.field_autosave import flush_all
from storycircle.ui.widgets.display.message import Answer, Notice
from storycircle.ui.widgets.display.rail import Rail


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
        bind(self, keys.ROOM_CLOCK, self.open_clock)
        bind(self, keys.ALL_GALLERY, self._open_gallery)
        bind(self, keys.PRINT_ALL, self.open_paper)

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
        if self._library.count_conflicts() and self.compare.show_next(wanted):
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


_CLOSE = Answer("close", "Close", "quiet", keys.BACK.cap)
_UNCHANGED = "Nothing was changed."


class OrganiserScreen(Droppable):
    """Gather circle files, see what is missing, save the report."""

    backRequested = Signal()

    def __init__(
        self, theme: Theme, library: Library, clock: Clock, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._library = library
        self._clock = clock
        self._so_far = EventSoFar()
        self._shown: str | None = None
        self._placed = 0  # actions under headings
        self._rail = Rail(theme)
        self._gather = GatherPlace(theme)
        self._main, self._pane = self._gather.main, self._gather.pane
        self._places = Places(theme, library, clock, self._gather)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._rail)
        row.addWidget(self._places, 1)
        self._deciding = Deciding(library, self)
        self.notice = Notice(theme, self)
        self._doing = Doing(library.path, clock, self)
        self._merging = Merging(self._doing, self._main, library, clock, self)
        self._saving = Saving(self._doing, self._gather, clock, self)
        self.dropped.connect(self.gather)
        self.heldOver.connect(self._main.drop.set_lit)
        self._join()
        self._add_keys()
        self._tick = QTimer(self, interval=1000)
        self._tick.timeout.connect(self._refresh_rail)
        self.show_event(None)

    def _join(self) -> None:
        doing, main, pane, places = self._doing, self._main, self._pane, self._places
        self._gather.join(doing)
        self._gather.changed.connect(lambda: self.show_event(self._shown))
        doing.done.connect(self._done)
        self._merging.began.connect(self._refresh)
        self._merging.finished.connect(self._merged)
        self._merging.noticed.connect(self.notice.say)
        self._saving.began.connect(self._refresh)
        self._saving.noticed.connect(self.notice.say)
        doing.refused.connect(self._refused)
        doing.ended.connect(self._ended)
        main.drop.chooseRequested.connect(self._choose)
        main.slot.answered.connect(lambda value: self._choose() if value == "choose" else None)
        pane.slot.answered.connect(self._ask)
        pane.eventChosen.connect(self.show_event)
        pane.reportRequested.connect(lambda: self._ask("report"))
        pane.headingsRequested.connect(places.onward)
        pane.compareRequested.connect(places.open_compare)
        main.choices.adoptRequested.connect(self._deciding.adopt)
        main.choices.renumber = self._deciding.renumber
        main.choices.told = self._deciding.refused
        self._deciding.decided.connect(self._decided)
        self._deciding.refused.connect(self.notice.say)
        self._rail.stageRequested.connect(lambda stage: self.go(Place(stage)))
        places.moved.connect(self._moved)
        places.changed.connect(self._event_kept)
        places.packRequested.connect(lambda: self._ask("pack"))
        places.reportRequested.connect(lambda ending: self._ask("report", ending))
        places.noticed.connect(self.notice.say)

    def _add_keys(self) -> None:
        bind(self, keys.BACK, self._back)
        bind(self, keys.CHOOSE_FILES, self._choose)
        bind(self, keys.SAVE_REPORT, lambda: self._pane.press(self._pane.save))
        bind(self, keys.SAVE_PACK, self._ask_pack)
        bind(self, keys.COMPARE, self._places.compare_here)
        bind(self, keys.NEXT_PLACE, self._onward)
        bind_each(self, keys.TO_PLACE, lambda at: self.go(Place(at)))

    # What is shown.

    @property
    def busy(self) -> bool:
        """Whether files are coming, wait to be merged, or one is being written."""
        return self._doing.busy or self._merging.looking

    @property
    def shown(self) -> str | None:
        """The event that is shown, by its id."""
        return self._shown

    def show_event(self, event_id: str | None) -> None:
        """Show an event with the circles it holds; the latest where none is named."""
        self._show(event_id)
        self._pane.slot.clear()
        if not self.busy:
            self._main.slot.clear()
            self._main.show_circles(self._so_far.held)
            self._main.show_done(back=self._library.can_take_back())

    def _show(self, event_id: str | None) -> None:
        events = self._library.events()
        known = {event.id: event for event in events}
        event = known.get(event_id or "") or next(iter(events), None)
        self._shown = event.id if event else None
        self._merging.about = (self._shown or "", event.title if event else "")
        self._so_far = event_so_far(self._library, event)
        self._saving.about = event
        self._placed = placed_count(self._library.gathered(event) if event else None)
        self._pane.show_events(events, self._shown)
        self._main.choices.show_choices(choices(self._library, event))
        self._places.show_event(event)
        self._refresh()

    def _refresh(self) -> None:
        written = self._saving.written(self._shown)
        self._pane.show_so_far(self._now(), written=written, busy=self._doing.busy)
        self._refresh_rail()

    def _refresh_rail(self) -> None:
        written = self._saving.written(self._shown)
        time = i18n.clock(self._clock.now())
        now, place, folded = self._now(), self._places.place, self._folded()
        self._rail.show_view(rail_view(now, self._placed, place, written, time, folded=folded))

    def _now(self) -> EventSoFar:
        gathering = self._doing.busy and not self._saving.what
        return self._so_far.while_coming() if gathering else self._so_far

    def _folded(self) -> bool:
        return self._places.at_board or self.width() < FOLD * self._theme.scale

    # Going from place to place.

    def go(self, place: Place) -> None:
        """Show a place of the rail."""
        self._places.go(place)

    def _onward(self) -> None:
        """Ctrl+Enter: what was looked at is merged; else the next place."""
        if self._merging.looking and self._places.place is Place.GATHER:
            self._merging.merge()
        else:
            self._places.onward()

    def _moved(self) -> None:
        self._rail.setFolded(self._folded())
        self._show(self._shown)
        if self._places.place is Place.GATHER:
            self._main.drop.choose.setFocus()

    def _event_kept(self, event_id: str) -> None:
        """An event was edited, or two versions settled: it is read whole when a place is drawn."""
        event = self._library.event(event_id)
        if event_id != self._shown or event is None:
            self._show(event_id)
        else:
            self._so_far = replace(self._so_far, event=event)
            self._saving.about = event
            self._refresh_rail()

    def _ask_pack(self) -> None:
        """Ctrl+Shift+P: the pack of the event, or where an event is begun."""
        flush_all(self._places)
        if self._so_far.event is None:
            self.go(Place.PACK)
        else:
            self._ask("pack")

    def _decided(self, said: str) -> None:
        self.notice.say(said)
        self.show_event(self._shown)

    # Gathering.

    def gather(self, paths: list[Path]) -> None:
        """Look at circle files, and all in folders and archives; they are merged from there."""
        self._merging.look(paths)

    def _merged(self, event: str | None) -> None:
        """Something was merged, taken back, or put away."""
        if self._doing.busy:
            self._show(event)
        else:
            self.show_event(event)

    def takes_drops(self) -> bool:
        return not self._doing.busy

    def _choose(self) -> None:
        if not self._doing.busy:
            ask_to_open(self, "Choose circle files", GATHERED, self.gather)

    def _back(self) -> None:
        """Esc: the nearest thing first."""
        if self._doing.busy:
            self._doing.stop()
        elif self._merging.looking and self._places.place is Place.GATHER:
            self._merging.put_away()
        elif self._places.back():
            return
        elif self._places.place is not Place.GATHER:
            self.go(Place.GATHER)
        elif self._main.slot.message is not None:
            self._main.slot.clear()
        elif self._pane.slot.message is not None:
            self._pane.slot.clear()
        else:
            self.backRequested.emit()

    def _done(self, result: object) -> None:
        if not self._merging.done(result) and isinstance(result, Path):
            self._saving.done(result, in_place=self._places.place is Place.GATHER)

    def compare(self, record: str) -> None:
        """Show what two laptops said of a record, with the third wording that was begun."""
        self._places.open_compare(record)

    def _refused(self, sentence: str) -> None:
        if self._places.place is not Place.GATHER:
            self.notice.say(sentence)
        elif self._saving.what:
            self._saving.refused(sentence)
        else:
            answers = (Answer("choose", "Choose files", "second"), _CLOSE)
            said = "" if sentence.endswith((_UNCHANGED, "half-written.")) else _UNCHANGED
            self._main.slot.say(sentence, said, answers, "look")

    def _ended(self) -> None:
        self._saving.what = ""
        self._main.end(i18n.clock(self._clock.now()))
        if not self._main.table.rows():
            self._main.show_circles(self._so_far.held)
        self._refresh()

    def _ask(self, what: str, ending: str = ".pdf") -> None:
        """Ask where the report or the pack goes; any other answer to a message asks nothing."""
        self._saving.ask(what, ending)

    def resizeEvent(self, event: QResizeEvent) -> None:
        width = self.width()
        self._rail.setFolded(self._folded())
        self._refresh_rail()
        self._gather.set_room(width, self.height(), self._rail.width())
        super().resizeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._tick.start()
        if not event.spontaneous():
            self.go(Place.GATHER)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():  # a minimised window works on
            self._tick.stop()
            self._stop_and_wait()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._stop_and_wait()
        super().closeEvent(event)

    def _stop_and_wait(self) -> None:
        self._places.stop_and_wait()
        self._doing.stop_and_wait()
        self._merging.stop_and_wait()
