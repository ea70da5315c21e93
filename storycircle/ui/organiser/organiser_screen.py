"""The organiser's screen: everyone's circles into one event, its report, and what became of it."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QCloseEvent, QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from storycircle.core import i18n
from storycircle.core.commands import keys
from storycircle.core.i18n import _
from storycircle.core.refusals.promise import PROMISES, Promise
from storycircle.ui.commands import bind, bind_each
from storycircle.ui.organiser.merge.drop_area import Droppable
from storycircle.ui.organiser.merge.page import close_answer
from storycircle.ui.organiser.organiser_session import OrganiserSession
from storycircle.ui.organiser.organiser_state import MERGING, WRITING, JobKind, Outcome, Part
from storycircle.ui.organiser.places.places import Places
from storycircle.ui.organiser.save_dialogs import ask_where, gathered_kinds
from storycircle.ui.organiser.view_model import (
    FOLD,
    PLACE_TITLES,
    Place,
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
        session.report_parts.changed.connect(self._refresh_rail)
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
        bind(self, keys.TO_EVENTS, lambda: self.go(Place.EVENTS))
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
        parts = self.session.report_parts.parts
        self.rail.show_view(rail_view(state, place, time, folded=folded, parts=parts))

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
        from storycircle.jobs.names_file import ENDINGS  # noqa: PLC0415 (when first needed)

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
        if self.places.shows("paper"):
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
        if self.places.shows("paper"):
            self.places.paper.say_saved(title, said, path)
            return
        if self.places.shows("chapters"):
            self.notice.say(f"{title} {said}")
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
        if not self.places.shows("headings", "compare"):
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
