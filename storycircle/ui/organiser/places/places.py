"""The places of the organiser's rail, and the pages beside it: which is shown, and the way back."""

from functools import cached_property, partial
from importlib import import_module
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from storycircle.core.commands import keys
from storycircle.ui.commands import bind
from storycircle.ui.organiser.merge.camera_page import CameraPage
from storycircle.ui.organiser.merge.file_table import FileTable, circles_of
from storycircle.ui.organiser.merge.page import GatherPlace
from storycircle.ui.organiser.organiser_session import OrganiserSession
from storycircle.ui.organiser.view_model import (
    Place,
    TableRow,
)
from storycircle.ui.system.field_autosave import flush_all
from storycircle.ui.system.first_paint import AfterFirstPaint
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.display import layouts

if TYPE_CHECKING:  # each is loaded when it is gone to, or once Gather stands
    from storycircle.ui.organiser.became.page import BecamePlace
    from storycircle.ui.organiser.board.page import BoardPlace
    from storycircle.ui.organiser.chapters.chapters_page import ChaptersPage
    from storycircle.ui.organiser.compare_page import ComparePlace
    from storycircle.ui.organiser.events.events_page import EventsPlace
    from storycircle.ui.organiser.pack_page import PackPlace
    from storycircle.ui.organiser.print_page import PaperPlace
    from storycircle.ui.organiser.reading.page import CirclePage
    from storycircle.ui.organiser.recommend.page import RecommendPlace
    from storycircle.ui.organiser.report_page import ReportPlace
    from storycircle.ui.organiser.room_clock_page import ClockPlace
    from storycircle.ui.organiser.sorting.place import HeadingsPlace

    _Afterwards = RecommendPlace | EventsPlace

_Page = TypeVar("_Page", bound=QWidget)
LATER = (
    *("core.consent.name_review", "jobs.merge", "jobs.documents", "paper.report.content"),
    *("ui.organiser.sorting.place", "ui.organiser.pack_page", "ui.organiser.report_page"),
    *("ui.organiser.became.page", "ui.organiser.reading.page", "ui.organiser.recommend.page"),
    *("ui.organiser.events.events_page", "ui.organiser.compare_page", "ui.organiser.print_page"),
    *("ui.room.slides", "ui.organiser.room_clock_page", "ui.organiser.chapters.chapters_page"),
)
"""What is loaded once Gather is painted, a piece at a time: whoever goes on does not wait."""


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
        bind(self, keys.CHAPTERS, self.open_chapters)
        bind(self.gather, keys.UNDO, session.undo, offered=lambda: session.can_undo)
        loads = (partial(import_module, f"....{name}", __package__) for name in LATER)
        AfterFirstPaint(self, loads)

    # Each is made when it is first gone to: the window's first picture does not wait for it.

    @cached_property
    def pack(self) -> "PackPlace":
        from storycircle.ui.organiser.pack_page import PackPlace  # noqa: PLC0415 (when gone to)

        made = self._add(PackPlace(self._theme, self.session))
        made.saveRequested.connect(self.packRequested)
        made.slot.answered.connect(self.answered)
        return made

    @cached_property
    def headings(self) -> "HeadingsPlace":
        from storycircle.ui.organiser.sorting.place import HeadingsPlace  # noqa: PLC0415 (when gone to)

        made = self._add(HeadingsPlace(self._theme, self.session))
        made.onwardRequested.connect(self.onward)
        made.compareRequested.connect(self.open_compare)
        return made

    @property
    def board(self) -> "BoardPlace":
        """The board on which all headings are seen at once."""
        return self.headings.board

    @cached_property
    def report(self) -> "ReportPlace":
        from storycircle.ui.organiser.report_page import ReportPlace  # noqa: PLC0415 (when gone to)

        made = self._add(ReportPlace(self._theme, self.session))
        made.saveRequested.connect(self.reportRequested)
        made.slot.answered.connect(self.answered)
        made.compareRequested.connect(self.open_compare)
        made.chaptersRequested.connect(self.open_chapters)
        made.table.rowOpened.connect(self._read_row)
        return made

    @cached_property
    def compare(self) -> "ComparePlace":
        from storycircle.ui.organiser.compare_page import ComparePlace  # noqa: PLC0415 (when gone to)

        made = self._add(ComparePlace(self._theme, self.session))
        made.finished.connect(self._leave_beside)
        return made

    @cached_property
    def became(self) -> "BecamePlace":
        from storycircle.ui.organiser.became.page import BecamePlace  # noqa: PLC0415 (when gone to)

        made = self._add(BecamePlace(self._theme, self.session))
        made.circleRequested.connect(self.read_circle)
        made.paperRequested.connect(self.open_paper)
        return made

    @cached_property
    def recommend(self) -> "RecommendPlace":
        from storycircle.ui.organiser.recommend.page import RecommendPlace  # noqa: PLC0415 (when gone to)

        made = self._add(RecommendPlace(self._theme, self.session))
        made.onwardRequested.connect(self.onward)
        return made

    @cached_property
    def events(self) -> "EventsPlace":
        from storycircle.ui.organiser.events.events_page import EventsPlace  # noqa: PLC0415 (when gone to)

        made = self._add(EventsPlace(self._theme, self.session))
        made.chapterRequested.connect(self._open_chapter)
        return made

    # Beside the rail, and back from by Esc.

    @cached_property
    def chapters(self) -> "ChaptersPage":
        from storycircle.ui.organiser.chapters.chapters_page import ChaptersPage  # noqa: PLC0415 (when gone to)

        made = self._add(ChaptersPage(self._theme, self.session))
        made.compareRequested.connect(self.open_compare)
        made.placeRequested.connect(self.go)
        return made

    def open_chapters(self) -> None:
        """The chapters of the report, beside it."""
        if self.place is not Place.REPORT:
            self.go(Place.REPORT)
        self._open(self.chapters)

    def _open_chapter(self, chapter: str) -> None:
        """A chapter of the report, in hand."""
        self.open_chapters()
        self.chapters.list.go_to(chapter)

    @cached_property
    def clock(self) -> "ClockPlace":
        from storycircle.ui.organiser.room_clock_page import ClockPlace  # noqa: PLC0415 (when gone to)

        return self._add(ClockPlace(self._theme, self.session))

    @cached_property
    def paper(self) -> "PaperPlace":
        from storycircle.ui.organiser.print_page import PaperPlace  # noqa: PLC0415 (when gone to)

        return self._add(PaperPlace(self._theme, self.session))

    @cached_property
    def reading(self) -> "CirclePage":
        from storycircle.ui.organiser.reading.page import CirclePage  # noqa: PLC0415 (when gone to)

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
        if self.shows("clock"):
            self.clock.toggle()
        else:
            self._open(self.clock)

    def _open_gallery(self) -> None:
        """Shift F5: the gallery, from the room's clock."""
        if not self.shows("clock"):
            self._open(self.clock)
        self.clock.show_gallery()

    def open_paper(self, key: str = "") -> None:
        """Ctrl P: the paper of the circle that is read, else of all; there, it is printed. key: of
        the paper that is shown first.
        """
        if self.shows("paper"):
            self.paper.out.print_()
            return
        self._note_reading()
        self.paper.show_for(self.reading.read if self._read_before else None)
        self._open(self.paper)
        if key:
            self.paper.paper.choose(key)

    def _note_reading(self) -> None:
        """What is opened from a circle that is read goes back to it."""
        self._read_before = self.shows("reading")

    def _leave_beside(self) -> None:
        """Go back to where a page beside the rail was opened from."""
        read, self._read_before = self.reading.read if self._read_before else None, False
        if read is None:
            self.go(self.place)
        else:
            self.session.refresh()
            self.read_circle(read.circle.id)

    def _open(self, beside: "ClockPlace | PaperPlace | CameraPage | ChaptersPage") -> None:
        flush_all(self)
        beside.refresh()
        with layouts.turned_to(self, beside):
            beside.enter()

    @property
    def at_board(self) -> bool:
        """Whether the headings board is what is shown."""
        return self.place is Place.HEADINGS and self.shows("headings")

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
            if not isinstance(shown, GatherPlace):
                shown.refresh()
                self.moved.emit()
                shown.enter()
            else:
                self.moved.emit()

    def _at(
        self, place: Place
    ) -> "GatherPlace | PackPlace | HeadingsPlace | ReportPlace | BecamePlace | _Afterwards":
        if place is Place.PACK:
            return self.pack
        if place is Place.HEADINGS:
            return self.headings
        if place is Place.BECAME:
            return self.became
        if place is Place.RECOMMEND:
            return self.recommend
        if place is Place.EVENTS:
            return self.events
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
        """Ctrl+Enter: the next place; from the report there is none, as the day is over then, and
        what is added to it leads there.
        """
        if self.place is Place.EVENTS and self.events.into_report():
            return
        if self.place in (Place.RECOMMEND, Place.EVENTS):
            self.go(Place.REPORT)
        elif self.place < Place.REPORT:
            self.go(Place(self.place + 1))

    def back(self) -> bool:
        """Esc: the nearest thing first. False where the place itself is to be left."""
        if self._clear_message() or self._back_in_page():
            return True
        if self.shows("reading"):
            self.go(self.place)
            if self.place is not Place.BECAME:
                self._table.setFocus()
        elif self.shows("compare", "paper"):
            self._leave_beside()
        elif self.shows("clock", "chapters") or isinstance(self.currentWidget(), CameraPage):
            self.go(self.place)
        else:
            return False
        return True

    def _clear_message(self) -> bool:
        """Put away what is said in the page that is shown; whether anything was."""
        slot = None
        if self.shows("pack"):
            slot = self.pack.slot
        elif self.shows("report"):
            slot = self.report.slot
        elif self.shows("paper"):
            slot = self.paper.slot
        if slot is None or not slot.message:
            return False
        slot.clear()
        return True

    def _back_in_page(self) -> bool:
        """Let the page that is shown go one thing back; whether there was one."""
        return (
            (self.shows("clock") and self.clock.back())
            or (self.shows("chapters") and self.chapters.back())
            or (self.shows("headings") and self.headings.back())
            or (self.shows("became") and self.became.back())
            or (self.shows("recommend") and self.recommend.back())
        )

    def is_made(self, name: str) -> bool:
        """Whether the page of a name was gone to already."""
        return name in vars(self)

    def shows(self, *names: str) -> bool:
        """Whether one of the pages of these names is what is shown."""
        shown = self.currentWidget()
        return any(vars(self).get(name) is shown for name in names)

    def stop_and_wait(self) -> None:
        """Come back when nothing is running, and all that was typed is kept."""
        flush_all(self)
        if self.is_made("pack"):
            self.pack.stop_and_wait()
        if self.is_made("paper"):
            self.paper.stop_and_wait()
        if self.is_made("chapters"):
            self.chapters.printed.stop_and_wait()
        if self.is_made("clock"):
            self.clock.leave()
        self.session.report_parts.stop_and_wait()
