"""Showing a circle or a pack to another laptop's camera: asked before, and noted once seen."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget

from storycircle.core.commands import keys
from storycircle.core.consent.shareable import what_leaves
from storycircle.core.error_sentences import Refused
from storycircle.core.i18n import _, n_
from storycircle.jobs.light.sending import ToShow, circle_to_show, note_seen
from storycircle.ui.light.code_screen import CodeScreen, Words
from storycircle.ui.session.session import Session
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.button import Link
from storycircle.ui.widgets.display import layouts
from storycircle.ui.widgets.display.message import Answer

SHOW = "by_light"
"""The answer that shows it."""


class LightShowing(QObject):
    """Shows codes full screen, on the screen of the window: that is where a laptop's lid can be
    held before another's camera. ended: it is put away.
    """

    ended = Signal()

    def __init__(self, theme: Theme, beside: QWidget) -> None:
        super().__init__(beside)
        self._theme, self._beside = theme, beside
        self._focus: QWidget | None = None
        self.screen: CodeScreen | None = None

    def open(self, shown: ToShow, words: Words, seen: Callable[[], object] | None = None) -> None:
        """Show it. seen: what is done once a person says that the other laptop has it."""
        self.close()
        window = self._beside.window()
        self._focus = QApplication.focusWidget()
        screen = self.screen = CodeScreen(self._theme, shown.symbols, words)
        screen.closed.connect(self.close)
        if seen is not None:
            screen.seen.connect(self.close)
            screen.seen.connect(seen)
        screen.setScreen(window.screen())
        screen.setGeometry(window.screen().geometry())
        screen.showFullScreen()
        screen.activateWindow()
        screen.setFocus()

    def close(self) -> None:
        """Put it away; the focus is in the window, where it was."""
        if self.screen is None:
            return
        screen, self.screen = self.screen, None
        layouts.discard(screen)
        self._beside.window().activateWindow()
        if self._focus is not None and self._beside.isAncestorOf(self._focus):
            self._focus.setFocus()
        self._focus = None
        self.ended.emit()


class CircleByLight(QObject):
    """Hands a circle over by light. said: title, text, answers and sign of a message. handed: it is
    noted as handed over. link: asks for it, to stand on the page.
    """

    said = Signal(str, str, tuple, str)
    handed = Signal()

    def __init__(self, theme: Theme, session: Session, beside: QWidget) -> None:
        super().__init__(beside)
        self._session = session
        self.showing = LightShowing(theme, beside)
        self.link = Link(theme, _("Show it to the organiser’s camera"), 14, act=self.ask)
        self.link.setAccessibleDescription(keys.SHOW_BY_LIGHT.cap)

    def ask(self) -> None:
        """Say what would leave, and ask whether to show it. A practice circle is refused."""
        session = self._session
        if session.practice:
            session.refuse(Refused("practice-stays"))
            return
        who = _("Whoever films this screen has it.")
        if self._sealed():
            who = _("It is sealed to the organiser’s key: nobody else can open it.")
        text = "\n".join((who, *what_leaves(session.state.circle)))
        answers = (
            Answer(SHOW, _("Show it")),
            Answer("", _("Not now"), "quiet", keys.BACK.cap),
        )
        self.said.emit(_("Show this circle to the organiser’s camera?"), text, answers, "")

    def show(self) -> None:
        """Show the circle as it is at this moment."""
        session = self._session
        try:
            shown = circle_to_show(session.library, session.state.circle)
        except Refused as refused:
            self._not_shown(refused)
            return
        words = Words(
            _("Circle {number}", number=session.state.circle.number),
            (
                _(
                    "The organiser chooses “Read from the camera” in Gather, and holds the camera "
                    "so that the whole code fills its picture."
                ),
                how_long(len(shown.parts)),
            ),
            _("Its screen shows the tick"),
        )
        self.showing.open(shown, words, lambda: self._seen(shown))

    def close(self) -> None:
        """Put the codes away."""
        self.showing.close()

    def _seen(self, shown: ToShow) -> None:
        try:
            note_seen(self._session.library, shown)
        except Refused as refused:
            self._not_shown(refused)
            return
        self._session.reviews.note_handed_over()
        self.handed.emit()

    def _not_shown(self, refused: Refused) -> None:
        close = Answer("", _("Close"), "second", keys.BACK.cap)
        self.said.emit(_("Not handed over."), str(refused), (close,), "look")

    def _sealed(self) -> bool:
        event = self._session.state.event
        return event is not None and bool(event.recipients)


def how_long(count: int) -> str:
    """How many parts there are, for whoever holds the camera."""
    return n_("It is one part.", "It has {count} parts, which come again and again.", count)
