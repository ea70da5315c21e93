"""The first page: the ways in, where you were, and what is on this laptop."""

from collections.abc import Callable, Collection
from functools import partial
from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from storycircle.core import i18n
from storycircle.core.clock import Clock
from storycircle.core.commands import keys
from storycircle.core.error_sentences import Refused
from storycircle.core.i18n import _
from storycircle.core.model import Event
from storycircle.core.size_limits import LINE, bounded
from storycircle.core.text import one_line
from storycircle.launcher import is_portable
from storycircle.store.library import Library
from storycircle.ui.commands import bind
from storycircle.ui.home.circle_list import GONE, Laptop
from storycircle.ui.home.home_search import HomeSearch
from storycircle.ui.home.view_model import (
    OnThisLaptop,
    left_behind,
    read_list,
    shown_of,
    what_is_in,
)
from storycircle.ui.home.ways_in import Ways
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.display import layouts
from storycircle.ui.widgets.display.layouts import scrolling, side_by_side

if TYPE_CHECKING:
    from storycircle.ui.widgets.display.message import AskCard, Message


class HomeScreen(QWidget):
    """Home. `refresh()` reads the library again; it does so by itself each time it is shown.

    startInRequested: a circle is to begin in an event. stallRequested: a stall of an event is to
    be held, "" for whichever. nextRequested: the next meeting of a line,
    or of a circle's people; setRequested: these begin a learning set; newSetRequested: one begins
    by itself; handOnRequested: a line is handed on within. practiceRequested: a circle to practise
    with, so many times as fast. removeRequested, removeEventRequested: it is to go, and that was
    asked. refused: a sentence that says why not.
    """

    startRequested = Signal()
    openRequested = Signal()
    cameraRequested = Signal()
    gatherRequested = Signal()
    circleRequested = Signal(str)
    reviewRequested = Signal(str)
    eventRequested = Signal(str)
    removeRequested = Signal(str)
    startInRequested = Signal(str)
    stallRequested = Signal(str)
    practiceRequested = Signal(int)
    removeEventRequested = Signal(str)
    nextRequested = Signal(str)
    setRequested = Signal(str)
    newSetRequested = Signal()
    handOnRequested = Signal(str)
    refused = Signal(str)
    keysRequested = Signal()
    aboutRequested = Signal()
    settingsRequested = Signal()

    def __init__(
        self, theme: Theme, library: Library, clock: Clock, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = self.theme = theme
        self._library = library
        self._clock = clock
        self._shown: OnThisLaptop | None = None
        self._seen: object = None  # the moment of the library, and the day, that are shown
        self._search = HomeSearch(library, self)
        self._search.namesKnown.connect(self._find_again)
        self._going: frozenset[str] = frozenset()
        self._opened: frozenset[str] = frozenset()  # the lines whose meetings are shown
        self._ways: Ways | None = None
        self._laptop: Laptop | None = None
        self._asking: Message | AskCard | None = None
        inside = QWidget()
        self._page = layouts.column(inside, 0)
        self._halves = layouts.row(spacing=0)
        self._page.addLayout(self._halves, 1)
        self._scroll = scrolling(inside)
        outer = layouts.column(self)
        outer.addWidget(self._scroll)
        bind(self, keys.NEW_CIRCLE, self.startRequested)
        bind(self, keys.OPEN_FILE, self.openRequested)
        bind(self, keys.READ_PACK, self.cameraRequested)
        bind(self, keys.TO_ORGANISER, self.gatherRequested)
        bind(self, keys.NEW_SET, self.newSetRequested)
        bind(self, keys.HOLD_STALL, self._hold_stall)
        bind(self, keys.HELP, self.keysRequested)
        self.refresh()

    def show_message(self, message: "Message | AskCard") -> None:
        """Say something at the top of the page until it is answered."""
        place = QWidget()
        air = self._theme.px(24)
        column = layouts.column(place, margins=(air, air, air, 0))
        column.addWidget(message)
        self._page.insertWidget(0, place)
        place.show()  # at once: only what is seen takes the focus
        self._scroll.verticalScrollBar().setValue(0)

    def close_message(self, message: "Message | AskCard") -> None:
        """It is answered: the page has its room back at once."""
        layouts.discard(message.parentWidget(), self._page)

    def refresh(self) -> None:
        """Show what the library holds now, where anything of it has changed, or the day."""
        seen = self._library.moment(), self._clock.now().date(), self._going, self._opened
        if seen == self._seen:
            return
        self._seen = seen
        listed = read_list(self._library, self._clock, self._going, self._opened)
        self._search.look_in(listed)
        shown = shown_of(self._library, listed)
        if self._shown is not None and shown.has_same_page(self._shown):
            self._shown = shown
            self._show_rows()
            return
        self._shown = shown
        for old in (self._ways, self._laptop):
            layouts.discard(old, self._halves)
        self._build(shown)
        self._arrange()
        if self.isVisible() and self._ways is not None:
            self._ways.first.setFocus()

    def set_going(self, circles: Collection[str]) -> None:
        """These circles are being erased: nobody can come to them any more."""
        self._going = frozenset(circles)
        self.refresh()

    def _find_again(self) -> None:
        """What was typed is searched for again: more can be found."""
        if self._laptop is not None and self._laptop.searched_for:
            self._find(self._laptop.searched_for)

    def _find(self, text: str) -> None:
        if self._laptop is not None:
            self._laptop.show_rows(self._search.found(text))

    def _show_rows(self) -> None:
        """The same page with other rows: those that are searched for, if any are."""
        if self._laptop is not None and self._shown is not None:
            if self._laptop.searched_for:
                self._search.begin()
                self._find(self._laptop.searched_for)
            else:
                self._laptop.show_rows(self._shown.rows)

    @property
    def chosen(self) -> str:
        """The circle or the line of the row that the keyboard is at, or was last; else empty."""
        row = self._laptop.current if self._laptop is not None else None
        return row.id if row is not None and not row.is_event else ""

    def _hold_stall(self) -> None:
        """A stall of the event that the keyboard is at, else of the latest that has any."""
        row = self._laptop.current if self._laptop is not None else None
        self.stallRequested.emit(row.id if row is not None and row.is_event else "")

    def _open_or_fold(self, line: str) -> None:
        """Show the meetings of a line below it, or no more."""
        self._opened ^= {line}
        self.refresh()

    def _left_behind(self, circle: str) -> str:
        return left_behind(self._library, circle, self._clock.now())

    def _build(self, shown: OnThisLaptop) -> None:
        portable = is_portable(self._library.path)
        ways = self._ways = Ways(self._theme, shown.where, portable=portable, stalls=shown.stalls)
        ways.startRequested.connect(self.startRequested)
        ways.openRequested.connect(self.openRequested)
        ways.cameraRequested.connect(self.cameraRequested)
        ways.gatherRequested.connect(self.gatherRequested)
        ways.carryOnRequested.connect(self.circleRequested)
        ways.nextRequested.connect(self.nextRequested)
        ways.aboutRequested.connect(self.aboutRequested)
        ways.keysRequested.connect(self.keysRequested)
        ways.practiceRequested.connect(self._ask_how_fast)
        ways.stallRequested.connect(self._hold_stall)
        ways.settingsRequested.connect(self.settingsRequested)
        laptop = self._laptop = Laptop(self._theme, shown, self._left_behind)
        laptop.reviewRequested.connect(self.reviewRequested)
        laptop.searchWanted.connect(self._search.begin)
        laptop.searched.connect(self._find)
        laptop.circleRequested.connect(self.circleRequested)
        laptop.eventRequested.connect(self.eventRequested)
        laptop.removeRequested.connect(self.removeRequested)
        laptop.askedToRemove.connect(self._ask_to_remove)
        laptop.askedToRemoveEvent.connect(self._ask_to_remove_event)
        laptop.askedToRename.connect(self._ask_for_name)
        laptop.startRequested.connect(self.startInRequested)
        laptop.stallRequested.connect(self.stallRequested)
        laptop.nextRequested.connect(self.nextRequested)
        laptop.setRequested.connect(self.setRequested)
        laptop.handOnRequested.connect(self.handOnRequested)
        laptop.lineRequested.connect(self._open_or_fold)
        laptop.changeRequested.connect(self.settingsRequested)
        self._halves.addWidget(ways, 1)
        self._halves.addWidget(laptop)

    def _ask_to_remove(self, id_: str) -> None:
        """A circle goes only after an answer that says so; what of it was handed on is told."""
        circle, left = self._library.circle(id_), self._left_behind(id_)
        title = _("Remove Circle {number} from this laptop?", number=circle.number)
        self._ask_before(title, " ".join((left, _(GONE))), partial(self.removeRequested.emit, id_))

    def _ask_to_remove_event(self, id_: str) -> None:
        """An event goes with its circles, after an answer that says so; what they are is told."""
        event = self._library.event(id_)
        if event is None:
            return
        name = i18n.event_name(event.title)[1]
        title = _("Remove “{event}” from this laptop?", event=name)
        text = " ".join((what_is_in(self._library, event), _(GONE)))
        self._ask_before(title, text, partial(self.removeEventRequested.emit, id_))

    def _ask_before(self, title: str, text: str, remove: Callable[[], object]) -> None:
        from storycircle.ui.widgets.display.message import Answer, Message  # noqa: PLC0415 (as it asks)

        answers = (Answer("", _("Keep it")), Answer("erase", _("Remove it")))
        message = Message(self._theme, title, text, answers)
        message.answered.connect(partial(self._answered, remove))
        message.closed.connect(partial(self._answered, remove, ""))
        self.ask(message)

    def _answered(self, remove: Callable[[], object], answer: str) -> None:
        self.stop_asking()
        if answer == "erase":
            remove()

    def _ask_how_fast(self) -> None:
        """A practice circle, quick or not."""
        from storycircle.ui.widgets.display.message import Answer, Message  # noqa: PLC0415 (as it asks)

        title = _("A circle to practise with?")
        text = _(
            "Its people are made up. Nothing of it is kept, printed or handed over: it is thrown "
            "away as you leave it."
        )
        answers = (
            Answer("10", _("Ten times the speed")),
            Answer("1", _("At its usual speed")),
            Answer("", _("Not now"), "quiet"),
        )
        message = Message(self._theme, title, text, answers)
        message.answered.connect(self._practise)
        message.closed.connect(self.stop_asking)
        self.ask(message)

    def _practise(self, times: str) -> None:
        self.stop_asking()
        if times:
            self.practiceRequested.emit(int(times))

    def _ask_for_name(self, id_: str) -> None:
        """Another name of an event: typed over the one it has."""
        from storycircle.ui.widgets.display.message import AskCard  # noqa: PLC0415 (as it asks)

        event = self._library.event(id_)
        if event is None:
            return
        text = _("Circles in it, and what is printed from now on, have the new name.")
        title = _("What is this event called?")
        card = AskCard(self._theme, title, text, [_("Name")], _("Rename it"), hidden=False)
        card.fields[0].setText(event.title)
        card.fields[0].selectAll()
        card.answered.connect(partial(self._rename, event))
        card.closed.connect(self.stop_asking)
        self.ask(card)

    def _rename(self, event: Event, typed: list[str]) -> None:
        """Keep the name; what cannot be taken stays in its field, and it is said why."""
        try:
            self._library.save_event(_named(event, typed[0]))
        except Refused as refused:
            self.refused.emit(str(refused))
            return
        self.stop_asking()
        self.refresh()

    def ask(self, message: "Message | AskCard") -> None:
        """Ask something in the place of what was asked before."""
        if self._asking is not None:
            self.close_message(self._asking)
        self._asking = message
        self.show_message(message)
        message.setFocus()

    def stop_asking(self) -> None:
        """Put away what is asked; the keyboard is at the first way in."""
        message, self._asking = self._asking, None
        if message is not None:
            self.close_message(message)
        if self._ways is not None:
            self._ways.first.setFocus()

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
        self._laptop.set_whole(not beside, high * 2 // 3)
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


def _named(event: Event, typed: str) -> Event:
    """The event by another name. Raises Refused for none, and for one that is too long."""
    name = bounded(one_line(typed), LINE, _("A name"))
    if not name:
        raise Refused("event-unnamed")
    return replace(event, title=name)
