"""Asking tellers one after another: the words read out, the names looked at, asked again."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget

from storycircle.core.commands import keys
from storycircle.core.consent import permission_to_leave
from storycircle.core.consent.permission_to_leave import State
from storycircle.core.consent.shareable import Leaves
from storycircle.core.i18n import N_, _
from storycircle.core.model import Sharing, Story
from storycircle.core.turns.schedule import Stage
from storycircle.ui.circle.consent.name_review_page import NamesPage
from storycircle.ui.circle.consent.read_aloud_page import LookPage, ReadingPage
from storycircle.ui.commands import bind
from storycircle.ui.session.session import Session
from storycircle.ui.session.state import Part
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.display import layouts

_WHY_AGAIN = {
    State.ASK: N_("The words changed since they were read out"),
    State.CONFIRM: N_("This opened from a copy: a later no may be lost"),
}
"""Why a teller is asked again, by what their story waits for."""

_SHOWN = frozenset({Part.STORIES, Part.MEMBERS, Part.ACTIONS, Part.DETAILS})


class LeavingWalk(QObject):
    """Asks tellers one after another; its pages are shown in the stack of the stages. ended: back
    to the stage.

    First each story is asked for; then the names of those that wait for it are looked at, and
    who is to be asked again is asked. What is left for later waits.
    """

    ended = Signal()

    def __init__(self, theme: Theme, session: Session, stack: QStackedWidget) -> None:
        super().__init__(stack)
        self._session, self._stack, self._theme = session, stack, theme
        self._stories: list[str] = []
        self._at = 0
        self._sharing: Sharing | None = None
        self._later: set[str] = set()
        self._looking = ""
        self._reading: ReadingPage | None = None
        self._names: NamesPage | None = None
        self._look_page: LookPage | None = None

    @property
    def page(self) -> ReadingPage | NamesPage | LookPage | None:
        """The page that is shown, if one is."""
        shown, pages = self._stack.currentWidget(), (self._reading, self._names, self._look_page)
        return next((page for page in pages if page is shown), None)

    def look(self, what: Leaves) -> None:
        """Show what is behind a line of what leaves."""
        if self._look_page is None:
            self._look_page = LookPage(self._theme, self._session)
            self._look_page.closed.connect(self.ended)
            self._stack.addWidget(self._look_page)
        with layouts.turned_to(self._stack, self._look_page):
            self._look_page.look_at(what)

    def ask(self, stories: tuple[str, ...], sharing: Sharing | None = None) -> None:
        """Ask the tellers of these stories; sharing: how it is asked for at first."""
        self._begin(stories, sharing)
        self._go_on()

    def settle(self, stories: tuple[str, ...]) -> None:
        """Only what these stories wait for."""
        self._begin(stories, None)
        self._at = len(self._stories)
        self._go_on()

    def _begin(self, stories: tuple[str, ...], sharing: Sharing | None) -> None:
        self._stories, self._at = list(stories), 0
        self._sharing, self._later = sharing, set()

    def set_room(self, width: int) -> None:
        if self._names is not None:
            self._names.set_room(width)

    def _go_on(self) -> None:
        circle = self._session.state.circle
        if self._at < len(self._stories):
            story = circle.story(self._stories[self._at])
            if story is not None:
                self._read(story, self._place())
                return
        for story, waits in permission_to_leave.waiting(circle):
            if story.id in self._stories and story.id not in self._later:
                if waits is State.NAMES:
                    self._look(story)
                else:
                    self._read(story, _(_WHY_AGAIN[waits]))
                return
        self.ended.emit()

    def _place(self) -> str:
        number, whole = self._at + 1, len(self._stories)
        return _("Story {number} of {all}", number=number, all=whole) if whole > 1 else ""

    def _read(self, story: Story, place: str) -> None:
        if self._reading is None:
            self._reading = ReadingPage(self._theme, self._session)
            self._reading.answered.connect(self._answered)
            self._reading.moved.connect(self._moved)
            self._reading.closed.connect(self.ended)
            self._running_keys(self._reading)
            self._stack.addWidget(self._reading)
        own = story.sharing if story.sharing is not Sharing.STAYS else Sharing.ANONYMOUS
        with layouts.turned_to(self._stack, self._reading):
            self._reading.ask(story, self._sharing or own, place)

    def _look(self, story: Story) -> None:
        if self._names is None:
            self._names = NamesPage(self._theme, self._session)
            self._names.lookedAt.connect(self._go_on)
            self._names.closed.connect(self._put_off)
            self._running_keys(self._names)
            self._stack.addWidget(self._names)
        self._names.set_room(self._stack.window().width())
        self._looking = story.id
        with layouts.turned_to(self._stack, self._names):
            self._names.look_at(story.id)

    def _running_keys(self, page: ReadingPage | NamesPage) -> None:
        """A turn that runs meanwhile can be paused from here too."""
        bind(page, keys.TIME, self._start_or_pause, when=self._in_stories)

    def _start_or_pause(self) -> None:
        self._session.turns.start_or_pause()

    def _in_stories(self) -> bool:
        return self._session.state.stage is Stage.STORIES

    def _answered(self, story: str, sharing: Sharing) -> None:
        self._session.consent.choose(story, sharing)
        self._sharing = None
        self._at += 1
        self._go_on()

    def _moved(self, places: int) -> None:
        """On or back without an answer; beyond the last, the asking is over."""
        if self._at < len(self._stories):
            self._at = max(0, self._at + places)
        elif places > 0 and self._reading is not None:
            self._later.add(self._reading.story)
        self._go_on()

    def _put_off(self) -> None:
        self._later.add(self._looking)
        self._go_on()

    def show_changes(self, parts: frozenset[Part]) -> None:
        """Show what has changed of the session, where it is on the page that is shown."""
        page = self.page
        if page is not None and parts & _SHOWN:
            page.refresh()
