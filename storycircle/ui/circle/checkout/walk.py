"""Check-out in the place of a stage: counted by hands, or the laptop goes round."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget

from storycircle.core.checkout.private_round import PrivateRound
from storycircle.core.i18n import _, n_
from storycircle.ui.circle.checkout.hands_screen import HandsScreen
from storycircle.ui.circle.checkout.private_page import PrivatePage
from storycircle.ui.session.session import Session
from storycircle.ui.session.state import Part
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.display import layouts


class CheckoutWalk(QObject):
    """Its pages are shown in the stack of the stages.

    ended: back to the stage. onRequested: on to the plenary. turned: another of its pages is shown,
    alone where it is for one person's eyes.
    """

    ended = Signal()
    onRequested = Signal()
    turned = Signal()

    def __init__(self, theme: Theme, session: Session, stack: QStackedWidget) -> None:
        super().__init__(stack)
        self._theme, self._session, self._stack = theme, session, stack
        self._hands: HandsScreen | None = None
        self._private: PrivatePage | None = None

    @property
    def page(self) -> HandsScreen | PrivatePage | None:
        """The page that is shown, if one is."""
        shown = self._stack.currentWidget()
        return next((page for page in (self._hands, self._private) if page is shown), None)

    @property
    def alone(self) -> bool:
        """Whether a page is shown that is for one person's eyes."""
        return self._private is not None and self.page is self._private

    def open(self) -> None:
        """Show the numbers, to be counted by hands."""
        if self._hands is None:
            self._hands = HandsScreen(self._theme, self._session)
            self._hands.privateRequested.connect(self.open_private)
            self._hands.onRequested.connect(self.onRequested)
            self._stack.addWidget(self._hands)
            self._hands.set_room(self._stack.window().width())
        with layouts.turned_to(self._stack, self._hands):
            self.turned.emit()
            self._hands.entered()

    def open_private(self) -> None:
        """Explain what it is, before the laptop goes round."""
        if self._private is None:
            refuse_names = self._session.checking_out.refuse_names
            self._private = PrivatePage(self._theme, refuse_names)
            self._private.ended.connect(self._end)
            self._private.closed.connect(self.open)
            self._stack.addWidget(self._private)
        part = self._session.checking_out
        with layouts.turned_to(self._stack, self._private):
            self.turned.emit()
            self._private.open(
                part.begin_private(),
                part.statements,
                people=part.there,
                replaces=not part.said.is_empty,
            )

    def _end(self, private: PrivateRound) -> None:
        self._session.checking_out.end_private(private)
        self.open()
        people = self._session.checking_out.said.people
        if private.began:
            said = n_("{Count} person has marked.", "{Count} people have marked.", people)
            self._session.notice(said)
        else:
            self._session.notice(_("Nobody has marked anything."))

    def leave(self) -> bool:
        """Leave the pages for the stage; whether any was shown. While the laptop goes round, the
        facilitator is asked first.
        """
        page = self.page
        if isinstance(page, PrivatePage) and page.began:
            page.ask_facilitator()
            return True
        if page is not None:
            self.ended.emit()
        return page is not None

    def finish(self) -> None:
        """Keep what was typed by hands; what one person marks alone is not kept before its end."""
        if self._hands is not None:
            self._hands.finish()

    def fit(self, width: int) -> None:
        """Give way to the width of the window, px."""
        if self._hands is not None:
            self._hands.set_room(width)
        if self._private is not None:
            self._private.fit(width)

    def show_changes(self, parts: frozenset[Part]) -> None:
        """Show what has changed of the session, where it is on the page that is shown."""
        if self._hands is not None and self.page is self._hands:
            self._hands.show_changes(parts)
