"""A circle of six in the running window, whose clock the test moves."""

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from storycircle.core.clock import SimulatedClock
from storycircle.core.turns.queue import Round
from storycircle.core.turns.schedule import Stage
from storycircle.ui.app.main_window import Window
from storycircle.ui.circle.circle_view import CircleView
from storycircle.ui.session.session import Session
from tests.journeys.keyboard import Keyboard
from tests.support import as_read

SIX = "Brian R\nDawn G\nSandra S\nJohn R\nSimon R\nAndrew H"


class Venue:
    """A window with a circle of six in Stories, whose clock the test moves."""

    def __init__(
        self, opened: tuple[Window, Keyboard], clock: SimulatedClock, qtbot: QtBot
    ) -> None:
        self.window, self.keyboard = opened
        self.clock, self._qtbot = clock, qtbot

    def session_begins(self, names: str) -> None:
        """These people in Stories at 10.05, as planned; nobody has begun."""
        self.keyboard.press("Ctrl+n")
        self.keyboard.paste(names)
        if self.stage() is Stage.GATHER and not self.session.state.circle.members:
            self.keyboard.press("Enter")  # what was read of the list is right
        self.keyboard.press("Ctrl+Enter", "Ctrl+Enter")
        self.clock.forward(15 * 60)

    @property
    def session(self) -> Session:
        session = self.window.session
        assert session is not None
        return session

    @property
    def view(self) -> CircleView:
        assert self.window.circle.view is not None
        return self.window.circle.view

    @property
    def round(self) -> Round:
        assert self.session.state.round is not None
        return self.session.state.round

    def pass_time(self, seconds: float) -> None:
        """The clock goes on, and the window looks at it as it does by itself."""
        self.clock.forward(seconds)
        self.look()

    def look(self) -> None:
        """What the window's own timer does when it comes round."""
        self.view.tick()
        QApplication.processEvents()

    def wait_for_look(self) -> None:
        """Let the window's own timer come round, whenever it wants to."""
        self.view._schedule_tick()
        seen: list[bool] = []
        self.view._ticking.timeout.connect(lambda: seen.append(True))
        self._qtbot.waitUntil(lambda: bool(seen), timeout=3_000)
        QApplication.processEvents()

    def stage(self) -> Stage:
        return self.session.state.stage

    def left(self) -> float:
        return self.round.left(self.clock.reading())

    def name(self) -> str:
        return self.session.state.name(self.round.current)

    def asked(self) -> str:
        """The title of the question on screen; empty where there is none."""
        card = self.view.questioning.card
        return as_read.name(as_read.read(card)) if card is not None and card.isVisible() else ""


def tell(venue: Venue, seconds: float) -> None:
    """One story, from Start to Next."""
    venue.keyboard.press("Space")
    venue.clock.forward(seconds)
    venue.keyboard.press("Right")
