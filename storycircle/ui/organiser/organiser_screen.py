"""The organiser's screen: everyone's circles into one event, its report, and what became of it."""

from functools import cached_property, partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QCloseEvent, QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from storycircle.core import i18n
from storycircle.core.commands import keys
from storycircle.core.i18n import _
from storycircle.core.refusals.promise import PROMISES, Promise
from storycircle.jobs.names_file import ENDINGS
from storycircle.ui.commands import bind, bind_each
from storycircle.ui.organiser.became.page import BecamePlace
from storycircle.ui.organiser.board.page import BoardPlace
from storycircle.ui.organiser.compare_page import ComparePlace
from storycircle.ui.organiser.merge.camera_page import CameraPage
from storycircle.ui.organiser.merge.drop_area import Droppable
from storycircle.ui.organiser.merge.file_table import FileTable, circles_of
from storycircle.ui.organiser.merge.page import GatherPlace, close_answer
from storycircle.ui.organiser.organiser_session import OrganiserSession
from storycircle.ui.organiser.organiser_state import MERGING, WRITING, JobKind, Outcome, Part
from storycircle.ui.organiser.pack_page import PackPlace
from storycircle.ui.organiser.print_page import PaperPlace
from storycircle.ui.organiser.reading.page import CirclePage
from storycircle.ui.organiser.report_page import ReportPlace
from storycircle.ui.organiser.room_clock_page import ClockPlace
from storycircle.ui.organiser.save_dialogs import ask_where, gathered_kinds
from storycircle.ui.organiser.sorting.place import HeadingsPlace
from storycircle.ui.organiser.view_model import (
    FOLD,
    PLACE_TITLES,
    Place,
    TableRow,
    rail_view,
)
from storycircle.ui.printing.saved_file import SavedFile
from storycircle.ui.system.field_autosave import flush_all
from storycircle.ui.system.file_dialogs import ask_to_open
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.display import layouts
from storycircle.ui.widgets.display.message import Answer, Notice
from storycircle.ui.widgets.display.rail import Rail

_ON_RAIL = {Part.EVENT, Part.CIRCLES, Part.CONFLICTS, Part.RUNNING, Part.WRITTEN, Part.BECAME}

_Page = TypeVar("_Page", bound=QWidget)


class Places(QStackedWidget):
    """moved: another place is shown. A place is drawn as it is gone to, and as it changes there.

    answered: what was answered to something told in a place.
    """

    moved = Signal()
    packRequested = Signal()
    reportRequested = Signal(str)
    holdRequested = Signal(str)
    answered = Signal(str)

    def __init__(
        self, theme: Theme, session: OrganiserSession, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme, self.session = theme, session
        self.place = Place.GATHER
        self._read_before = False  # a page beside the rail was opened from a circle that is read
        self.gather = GatherPlace(theme, session)
        self.addWidget(self.gather)
        self.gather.pane.clockRequested.connect(self.open_clock)
        self.gather.pane.paperRequested.connect(self.open_paper)
        self.gather.main.table.rowOpened.connect(self._read_row)
        self.gather.camera.opened.connect(lambda page: self._open(self._add(page)))
        self.gather.camera.closed.connect(lambda: self.go(Place.GATHER))
        bind(self, keys.ROOM_CLOCK, self.open_clock)
        bind(self, keys.ALL_GALLERY, self._open_gallery)
        bind(self, keys.PRINT_ALL, self.open_paper)
        bind(self.gather, keys.UNDO, session.undo, offered=lambda: session.can_undo)

    # Each is made when it is first gone to: the window's first picture does not wait for it.

    @cached_property
    def pack(self) -> PackPlace:
        made = self._add(PackPlace(self._theme, self.session))
        made.saveRequested.connect(self.packRequested)
        made.slot.answered.connect(self.answered)
        return made

    @cached_property
    def headings(self) -> HeadingsPlace:
        made = self._add(HeadingsPlace(self._theme, self.session))
        made.onwardRequested.connect(self.onward)
        made.compareRequested.connect(self.open_compare)
        return made

    @property
    def board(self) -> BoardPlace:
        """The board on which all headings are seen at once."""
        return self.headings.board

    @cached_property
    def report(self) -> ReportPlace:
        made = self._add(ReportPlace(self._theme, self.session))
        made.saveRequested.connect(self.reportRequested)
        made.slot.answered.connect(self.answered)
        made.compareRequested.connect(self.open_compare)
        made.table.rowOpened.connect(self._read_row)
        return made

    @cached_property
    def compare(self) -> ComparePlace:
        made = self._add(ComparePlace(self._theme, self.session))
        made.finished.connect(self._leave_beside)
        return made

    @cached_property
    def became(self) -> BecamePlace:
        made = self._add(BecamePlace(self._theme, self.session))
        made.circleRequested.connect(self.read_circle)
        made.paperRequested.connect(self.open_paper)
        return made

    # Beside the rail, and back from by Esc.

    @cached_property
    def clock(self) -> ClockPlace:
        return self._add(ClockPlace(self._theme, self.session))

    @cached_property
    def paper(self) -> PaperPlace:
        return self._add(PaperPlace(self._theme, self.session))

    @cached_property
    def reading(self) -> CirclePage:
        made = self._add(CirclePage(self._theme, self.session))
        made.holdRequested.connect(self.holdRequested)
        made.sheetRequested.connect(self.open_paper)
        made.compareRequested.connect(self.open_compare)
        return made

    def _read_row(self, row: TableRow) -> None:
        """Read the circle of a row, and from there the others of its list."""
        ids = circles_of(row)
        if len(ids) == 1:
            self.read_circle(ids[0])

    @property
    def _table(self) -> FileTable:
        """The list from which circles are read."""
        return self.report.table if self.place is Place.REPORT else self.gather.main.table

    def read_circle(self, id_: str) -> None:
        """Show a circle to be read; nothing of it is changed by that."""
        flush_all(self)
        shown = self.became.circles if self.place is Place.BECAME else self._table.circles
        ids = shown if id_ in shown else [circle.id for circle in self.session.state.circles]
        if self.reading.show_circle(id_, ids):
            with layouts.turned_to(self, self.reading):
                self.reading.enter()

    def _add(self, page: _Page) -> _Page:
        self.addWidget(page)
        return page

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

    def open_paper(self, key: str = "") -> None:
        """Ctrl P: the paper of the circle that is read, else of all; there, it is printed. key: of
        the paper that is shown first.
        """
        shown = self.currentWidget()
        if shown is self.paper:
            self.paper.out.print_()
            return
        self._note_reading()
        self.paper.show_for(self.reading.read if self._read_before else None)
        self._open(self.paper)
        if key:
            self.paper.paper.choose(key)

    def _note_reading(self) -> None:
        """What is opened from a circle that is read goes back to it."""
        self._read_before = isinstance(self.currentWidget(), CirclePage)

    def _leave_beside(self) -> None:
        """Go back to where a page beside the rail was opened from."""
        read, self._read_before = self.reading.read if self._read_before else None, False
        if read is None:
            self.go(self.place)
        else:
            self.session.refresh()
            self.read_circle(read.circle.id)

    def _open(self, beside: ClockPlace | PaperPlace | CameraPage) -> None:
        flush_all(self)
        beside.refresh()
        with layouts.turned_to(self, beside):
            beside.enter()

    @property
    def at_board(self) -> bool:
        """Whether the headings board is what is shown."""
        return self.place is Place.HEADINGS and isinstance(self.currentWidget(), HeadingsPlace)

    def go(self, place: Place) -> None:
        """Show a place, with all that was typed elsewhere kept, and give it the keyboard."""
        flush_all(self)
        self._read_before = False
        self.session.refresh()
        self.place = place
        shown = self._at(place)
        with layouts.turned_to(self, shown):
            if place is not Place.HEADINGS:
                self.session.release_board()
            if isinstance(shown, PackPlace | HeadingsPlace | ReportPlace | BecamePlace):
                shown.refresh()
                self.moved.emit()
                shown.enter()
            else:
                self.moved.emit()

    def _at(self, place: Place) -> QWidget:
        if place is Place.PACK:
            return self.pack
        if place is Place.HEADINGS:
            return self.headings
        if place is Place.BECAME:
            return self.became
        return self.report if place is Place.REPORT else self.gather

    def open_compare(self, wanted: str = "") -> None:
        """Show what was changed on two laptops, that of an action first; nothing if nothing was."""
        flush_all(self)
        self._note_reading()
        self.session.refresh()
        if self.session.state.conflicts and self.compare.show_next(wanted):
            with layouts.turned_to(self, self.compare):
                self.compare.enter()

    def compare_here(self) -> None:
        """Ctrl+K: what was changed on two laptops, on the board that of the chosen action."""
        self.open_compare(self.headings.chosen if self.at_board else "")

    def onward(self) -> None:
        """Ctrl+Enter: the next place; from the report there is none, as the day is over then."""
        if self.place < Place.REPORT:
            self.go(Place(self.place + 1))

    def back(self) -> bool:
        """Esc: the nearest thing first. False where the place itself is to be left."""
        shown = self.currentWidget()
        if isinstance(shown, CirclePage):
            self.go(self.place)
            if self.place is not Place.BECAME:
                self._table.setFocus()
            return True
        if isinstance(shown, PackPlace | ReportPlace | PaperPlace) and shown.slot.message:
            shown.slot.clear()
            return True
        if isinstance(shown, ComparePlace | PaperPlace):
            self._leave_beside()
            return True
        if isinstance(shown, ClockPlace | CameraPage):
            if isinstance(shown, CameraPage) or not shown.back():
                self.go(self.place)
            return True
        return isinstance(shown, HeadingsPlace | BecamePlace) and shown.back()

    def stop_and_wait(self) -> None:
        """Come back when nothing is running, and all that was typed is kept."""
        flush_all(self)
        for made in self.findChildren(PackPlace):
            made.stop_and_wait()
        for paper in self.findChildren(PaperPlace):
            paper.stop_and_wait()
        for shown in self.findChildren(ClockPlace):
            shown.leave()


class OrganiserScreen(Droppable):
    """Gather circle files, see what is missing, save the report."""

    backRequested = Signal()
    circleRequested = Signal(str)

    def __init__(
        self, theme: Theme, session: OrganiserSession, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self.session = session
        session.setParent(self)
        self.rail = Rail(theme)
        self.places = Places(theme, session)
        self.main, self.pane = self.places.gather.main, self.places.gather.pane
        row = layouts.row(self, 0)
        row.addWidget(self.rail)
        row.addWidget(self.places, 1)
        self.notice = Notice(theme, self)
        self.saved_file = SavedFile(self)
        self._join()
        self._add_keys()
        self.setWindowTitle(_(PLACE_TITLES[self.places.place]))
        self._tick = QTimer(self, interval=1000)
        self._tick.timeout.connect(self._refresh_rail)
        self._refresh_rail()

    def _join(self) -> None:
        session, main, pane, places = self.session, self.main, self.pane, self.places
        session.changed.connect(self._changed)
        session.ended.connect(self._ended)
        session.noticed.connect(self.notice.say)
        session.undoable.connect(lambda said: self.notice.say(said, undo=True, key=keys.UNDO.cap))
        self.notice.undoRequested.connect(session.undo)
        session.refused.connect(self._refused)
        self.dropped.connect(self._take)
        self.heldOver.connect(main.drop.set_lit)
        main.drop.chooseRequested.connect(self.choose)
        main.slot.answered.connect(lambda value: self.choose() if value == "choose" else None)
        pane.slot.answered.connect(self._ask_again)
        places.answered.connect(self._ask_again)
        self.saved_file.refused.connect(self.notice.say)
        pane.eventChosen.connect(self.show_event)
        pane.reportRequested.connect(partial(self._ask, JobKind.REPORT))
        pane.headingsRequested.connect(places.onward)
        pane.compareRequested.connect(places.open_compare)
        self.rail.stageRequested.connect(lambda stage: self.go(Place(stage)))
        places.moved.connect(self._moved)
        places.holdRequested.connect(self.circleRequested)
        places.packRequested.connect(partial(self._ask, JobKind.PACK))
        places.reportRequested.connect(partial(self._ask, JobKind.REPORT))

    def _add_keys(self) -> None:
        bind(self, keys.BACK, self._back)
        bind(self, keys.CHOOSE_FILES, self.choose, offered=self.takes_drops)
        bind(self, keys.SAVE_REPORT, lambda: self.pane.press(self.pane.save))
        bind(self, keys.SAVE_PACK, self._ask_pack)
        bind(self, keys.COMPARE, self.places.compare_here, offered=self._conflicts)
        bind(self, keys.NEXT_PLACE, self._onward)
        names = map(_, PLACE_TITLES.values())
        bind_each(self, keys.TO_PLACE, lambda at: self.go(Place(at)), [*names])

    # What is shown.

    @property
    def busy(self) -> bool:
        """Whether files are coming, wait to be merged, or one is being written."""
        return self.session.state.busy

    @property
    def shown(self) -> str | None:
        """The event that is shown, by its id."""
        return self.session.state.shown

    def show_event(self, event_id: str | None) -> None:
        """Show an event with the circles it holds; the latest where none is named."""
        self.session.show_event(event_id)
        self._clear_messages()

    def _clear_messages(self) -> None:
        self.pane.slot.clear()
        if not self.busy:
            self.main.slot.clear()

    def _changed(self, parts: frozenset[Part]) -> None:
        if parts & _ON_RAIL:
            self._refresh_rail()
        running = self.session.state.running
        if Part.RUNNING in parts and running is not None and running.job in WRITING:
            self.pane.slot.clear()

    def _refresh_rail(self) -> None:
        time = i18n.clock(self.session.clock.now())
        state, place, folded = self.session.state, self.places.place, self._folded()
        self.rail.show_view(rail_view(state, place, time, folded=folded))

    def _folded(self) -> bool:
        return self.places.at_board or self.width() < FOLD * self._theme.scale

    # Going from place to place.

    def go(self, place: Place) -> None:
        """Show a place of the rail."""
        self.places.go(place)

    def _conflicts(self) -> bool:
        return bool(self.session.state.conflicts)

    def _onward(self) -> None:
        """Ctrl+Enter: what was looked at is merged; else the next place."""
        if self.session.state.looked and self.places.place is Place.GATHER:
            self.main.merge()
        else:
            self.places.onward()

    def _moved(self) -> None:
        self.setWindowTitle(_(PLACE_TITLES[self.places.place]))
        self._refresh_rail()  # first: a folded rail is as wide as the words it says folded
        self.rail.setFolded(self._folded())
        if self.places.place is Place.GATHER:
            self.main.drop.choose.setFocus()

    # Gathering.

    def gather(self, paths: list[Path]) -> None:
        """Look at circle files, and all in folders and archives; they are merged from there."""
        self.session.merging.look(paths)

    def _take(self, paths: list[Path]) -> None:
        """Files were dropped: in the pack's form a list is of its names, all else is gathered."""
        names = all(path.suffix.lower() in ENDINGS for path in paths)
        if names and self.places.place is Place.PACK:
            self.places.pack.read_names(paths)
            return
        if self.places.place is not Place.GATHER:
            self.go(Place.GATHER)
        self.gather(paths)

    def takes_drops(self) -> bool:
        return self.session.state.running is None

    def choose(self) -> None:
        """Ask for files to look at."""
        if self.session.state.running is None:
            ask_to_open(self, _("Choose circle files"), gathered_kinds(), self.gather)

    def _back(self) -> None:
        """Esc: the nearest thing first."""
        state = self.session.state
        if state.running is not None:
            self.session.stop()
        elif state.looked and self.places.place is Place.GATHER:
            self.session.merging.put_away()
            self._clear_messages()
        elif self.places.back():
            return
        elif self.places.place is not Place.GATHER:
            self.go(Place.GATHER)
        elif self.main.slot.message is not None:
            self.main.slot.clear()
        elif self.pane.slot.message is not None:
            self.pane.slot.clear()
        else:
            self.backRequested.emit()

    def compare(self, record: str) -> None:
        """Show what two laptops said of a record, with the third wording that was begun."""
        self.places.open_compare(record)

    # What is said.

    def _ended(self, outcome: Outcome) -> None:
        if outcome.job in WRITING or outcome.job in MERGING:
            if outcome.why:
                self._say_why(outcome)
            elif outcome.path is not None:
                self._say_saved(outcome.path)
        elif not outcome.why and outcome.job is not JobKind.NAMES:
            self._clear_messages()  # a story was taken out, or a key made

    def _say_why(self, outcome: Outcome) -> None:
        sentence = outcome.why
        if isinstance(self.places.currentWidget(), PaperPlace):
            self.places.paper.slot.say(sentence, "", (close_answer(),), "look")
        elif self.places.place is not Place.GATHER:
            self.notice.say(sentence)
        elif outcome.job in WRITING:
            again = Answer(outcome.job, _("Choose another place"), "second")
            answers = (again, close_answer())
            self.pane.slot.say(sentence, "", answers, "look")
        else:
            answers = (Answer("choose", _("Choose files"), "second"), close_answer())
            promises = outcome.refusal is not None and outcome.refusal.promise is not None
            said = "" if promises else _(PROMISES[Promise.UNCHANGED])
            self.main.slot.say(sentence, said, answers, "look")

    def _say_saved(self, path: Path) -> None:
        """It is written; said in the pane of what is shown, where that has one."""
        folder = path.parent.name or path.parent
        title, said = _("Saved."), _("“{name}” is in {folder}.", name=path.name, folder=folder)
        if isinstance(self.places.currentWidget(), PaperPlace):
            self.places.paper.say_saved(title, said, path)
            return
        place, ways = self.places.place, (*self.saved_file.answers(path), close_answer())
        if place is Place.GATHER:
            self.pane.slot.say(title, said, ways, "done")
        elif place is Place.REPORT:
            self.places.report.slot.say(title, said, ways, "done")
        elif place is Place.PACK:
            self.places.pack.slot.say(title, said, ways, "done")
        else:
            self.notice.say(f"{title} {said}")

    def _refused(self, why: str) -> None:
        """The board and the comparing say for themselves what they are refused."""
        if not isinstance(self.places.currentWidget(), HeadingsPlace | ComparePlace):
            self.notice.say(why)

    # Files written.

    def _ask(self, what: JobKind, ending: str = ".pdf") -> None:
        """Ask where a file goes. Where the report is, a part of it may have been chosen."""
        of_part = what is JobKind.REPORT and self.places.place is Place.REPORT
        only = self.places.report.only if of_part else None
        ask_where(self, self.session, what, ending, only)

    def _ask_again(self, answer: str) -> None:
        """Another place for what could not be written; what was written can be opened."""
        if not self.saved_file.answer(answer) and answer in WRITING:
            self._ask(JobKind(answer))

    def _ask_pack(self) -> None:
        """Ctrl+Shift+P: the pack of the event, or where an event is begun."""
        flush_all(self.places)
        if self.session.state.event is None:
            self.go(Place.PACK)
        else:
            self._ask(JobKind.PACK)

    def resizeEvent(self, event: QResizeEvent) -> None:
        width = self.width()
        self._refresh_rail()  # first: a folded rail is as wide as the words it says folded
        self.rail.setFolded(self._folded())
        self.places.gather.set_room(width)
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
        self.places.stop_and_wait()
        self.session.stop_and_wait()
