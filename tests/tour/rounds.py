"""The tour's pictures of rounds with names: listed, on, between two, and without notes."""

import tempfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest

from storycircle.core.clock import SimulatedClock
from storycircle.core.shapes.shape import SHAPES
from storycircle.core.turns.schedule import Stage
from storycircle.store.library import Library
from storycircle.ui.app.main_window import Window
from storycircle.ui.session.session import Session
from storycircle.ui.session.state import Part
from storycircle.ui.theme.theme import Theme

_NAMES = "Brian R\nDawn G\nSandra S\nJohn R\nSimon R\nAndrew H"
Take = Callable[[str, Window], None]


def walk_through_rounds(theme: Theme, size: QSize, take: Take) -> None:
    """A learning-set meeting, from its rounds to its last word."""
    clock = SimulatedClock(datetime(2026, 11, 24, 9, 50))  # noqa: DTZ001
    folder = Path(tempfile.mkdtemp(prefix="storycircle-tour-"))
    with Library(folder / "library", clock) as library:
        window = Window(theme, library, clock)
        window.resize(size)
        window.show()
        window.start_circle()
        session = window.session
        assert session is not None
        session.members.set_names(_NAMES)
        session.rounds.change(next(s for s in SHAPES if s.key == "learning_set").rounds())
        take("02-gather-rounds", window)
        session.time.go(Stage.OPEN)
        take("03-open-rounds", window)
        QTest.keyClick(window, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
        take("03-rounds", window)
        QTest.keyClick(window, Qt.Key.Key_Escape)
        clock.forward(15 * 60)
        session.time.go(Stage.STORIES)
        _tell(session, clock, 40)
        session.turns.start_or_pause()
        clock.forward(25)
        _look(session)
        take("04-stories-round", window)
        session.turns.next()
        for _member in range(4):
            _tell(session, clock, 50)
        _look(session)
        take("04-stories-round-over", window)
        session.turns.next_round()
        _tell(session, clock, 150)
        session.turns.start_or_pause()
        session.rounds.note(session.rounds.listed()[1], session.state.circle.members[1].id, _NOTE)
        clock.forward(70)
        _look(session)
        take("04-stories-round-notes", window)
        window.close()


_NOTE = "How do we hear of what the other street does?\nAsks: who could be rung first?"


def _tell(session: Session, clock: SimulatedClock, seconds: float) -> None:
    session.turns.start_or_pause()
    clock.forward(seconds)
    session.turns.next()


def _look(session: Session) -> None:
    session.tick()
    session.changed.emit(frozenset(Part))
