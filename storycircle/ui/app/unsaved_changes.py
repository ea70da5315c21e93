"""What is asked before something on screen is let go that is not saved, or was not taken."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from storycircle.core import i18n
from storycircle.core.error_sentences import Refused
from storycircle.core.i18n import _
from storycircle.store.library import Library
from storycircle.store.refused_text import COMPARE
from storycircle.ui.app.close_reminder import CLOSE, FootCard
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.display.message import Answer

ELSEWHERE, AGAIN, LOOK = "elsewhere", "again", "look"
SETTINGS = "settings"
Wish = Callable[[], object]


def third_begun(library: Library) -> str:
    """The id of a record that waits with a third wording that was begun; empty for none."""
    begun = {field.split(" ", 1)[0] for field in library.typed(COMPARE)}
    return (
        next((apart.id for apart in library.conflicts() if apart.id in begun), "") if begun else ""
    )


class LettingGo(QObject):
    """One question at a time, until it is answered. elsewhereRequested: save in another place.

    lookRequested: the circle, the event or the page with text that was not taken.
    """

    elsewhereRequested = Signal()
    lookRequested = Signal(str)

    def __init__(
        self, library: Library, save: Callable[[], bool], unsaved: Callable[[], bool], over: QWidget
    ) -> None:
        """save: saves all that is on screen; whether it is on the disk. unsaved: whether any of it
        is not, without saving.
        """
        super().__init__(over)
        self._library, self._over = library, over
        self._save, self._is_unsaved = save, unsaved
        self._wish: Wish = over.close
        self._let_go = False
        self._unsaved = False
        self._owner = ""
        self._asked = ("", "")  # the refusal that the card tells of, and whose text it is about
        self.card: FootCard | None = None

    def may(self, wish: Wish, theme: Theme, *, closing: bool) -> bool:
        """Whether a wish may be done now; else it is asked about, and done by the answer."""
        if self._let_go or self._library.reads:
            return True
        self._wish = wish
        if not self._save():
            self._ask_of_unsaved(theme)
            return False
        owner = self._refused() if closing else ""
        if owner:
            self._ask_of_refused(theme, owner)
            return False
        self.put_away()
        return True

    def saved(self) -> None:
        """What was asked about may be saved by now: then there is nothing to ask."""
        if self.card is not None and self._unsaved and not self._is_unsaved():
            self.put_away()

    def let_go(self) -> None:
        """Let go of what is asked about, and do what was wished."""
        self.put_away()
        self._library.unsaved_texts.clear()
        self._let_go = True
        try:
            self._wish()
        finally:
            self._let_go = False

    def put_away(self) -> None:
        """Ask no more."""
        if self.card is not None:
            self.card.put_away()
            self.card = None

    def _ask_of_unsaved(self, theme: Theme) -> None:
        answers = (
            Answer(ELSEWHERE, _("Save elsewhere …"), "main"),
            Answer(AGAIN, _("Try again"), "second"),
            Answer(CLOSE, _("Close without saving it"), "second"),
        )
        self._owner = ""
        self._show(theme, _("What is on screen is not saved yet."), "closing-unsaved", answers)
        self._unsaved = True

    def _ask_of_refused(self, theme: Theme, owner: str) -> None:
        self._owner = owner
        title, go = self._asked_of(owner)
        answers = (Answer(LOOK, go, "main"), Answer(CLOSE, _("Close"), "second"))
        self._show(theme, title, "closing-refused", answers)
        self._unsaved = False

    def _show(self, theme: Theme, title: str, key: str, answers: tuple[Answer, ...]) -> None:
        asked = (key, self._owner)
        if self.card is not None and self._asked == asked:
            self.card.show_again()
            return
        self.put_away()
        self._asked = asked
        self.card = FootCard(theme, title, str(Refused(key)), answers, self._over)
        self.card.answered.connect(self._answered)
        self.card.closed.connect(self._closed)

    def _closed(self) -> None:
        """Esc lets nothing go: what is not saved stays asked about."""
        if not self._unsaved:
            self.put_away()

    def _answered(self, value: str) -> None:
        if value == ELSEWHERE:
            self.elsewhereRequested.emit()
        elif value == AGAIN:
            if self._save():
                self.put_away()
                self._wish()
        elif value == LOOK:
            self.put_away()
            self.lookRequested.emit(self._owner)
        else:
            self.let_go()

    def _refused(self) -> str:
        """Who has text that was not taken: the first that can be gone to; empty for nobody."""
        owners = self._library.typed_owners()
        return next((owner for owner in owners if any(self._asked_of(owner))), "")

    def _asked_of(self, owner: str) -> tuple[str, str]:
        """What is said of an owner's text, and the answer that goes there; empty where none can."""
        if owner == SETTINGS:
            return _("Something typed in the settings was not accepted."), _("Go to the settings")
        if owner == COMPARE:
            if not third_begun(self._library):
                return "", ""
            return _("A third wording in Compare is not used yet."), _("Go to Compare")
        for circle in self._library.places_of([owner]):
            number = circle.number
            title = _("Something typed in circle {number} was not accepted.", number=number)
            return title, _("Go to circle {number}", number=number)
        if event := self._library.event(owner):
            name = i18n.event_name(event.title)[1]
            title = _("Something typed for {event} was not accepted.", event=name)
            return title, _("Go to {event}", event=name)
        return _("Something typed for the new event was not accepted."), _("Go to the new event")
