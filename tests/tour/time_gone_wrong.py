"""The tour's pictures of time going wrong: forgotten, late, short, and lost in sleep."""

import tempfile
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize

from storycircle.core.clock import SimulatedClock
from storycircle.core.turns.schedule import Stage
from storycircle.store.library import Library
from storycircle.ui.app.main_window import Window
from storycircle.ui.session.session import Session
from storycircle.ui.session.state import Part
from storycircle.ui.theme.theme import Theme

_NAMES = "Brian R\nDawn G\nSandra S\nJohn R\nSimon R\nAndrew H"
Take = Callable[[str, Window], None]


def walk_through_time(theme: Theme, size: QSize, take: Take) -> None:
    """Five small circles, each in a window of its own."""
    for number, story in enumerate((_forgotten, _slept, _short, _late, _all_heard)):
        clock = SimulatedClock(datetime(2026, 11, 24, 9, 50))  # noqa: DTZ001
        folder = Path(tempfile.mkdtemp(prefix="storycircle-tour-"))
        with Library(folder / f"library-{number}", clock) as library:
            window = Window(theme, library, clock)
            window.resize(size)
            window.show()
            window.start_circle()
            session = window.session
            assert session is not None
            session.members.set_names(_NAMES)
            clock.forward(15 * 60)
            session.time.go(Stage.STORIES)
            story(session, clock, partial(_take, take, window))
            window.close()


def _take(take: Take, window: Window, name: str) -> None:
    take(name, window)


def _tell(session: Session, clock: SimulatedClock, seconds: float) -> None:
    session.turns.start_or_pause()
    clock.forward(seconds)
    session.turns.next()


def _look(session: Session) -> None:
    session.tick()
    session.changed.emit(frozenset(Part))


def _forgotten(session: Session, clock: SimulatedClock, take: Callable[[str], None]) -> None:
    _tell(session, clock, 250)
    clock.forward(12)
    _tell(session, clock, 240)
    clock.forward(34)
    _look(session)
    take("04-stories-forgotten")


def _slept(session: Session, clock: SimulatedClock, take: Callable[[str], None]) -> None:
    session.turns.start_or_pause()
    clock.forward(140)
    clock.sleep(180)
    _look(session)
    take("04-stories-slept")


def _short(session: Session, clock: SimulatedClock, take: Callable[[str], None]) -> None:
    session.time.keep_second_round(True)
    _tell(session, clock, 16 * 60)
    _look(session)
    take("04-stories-short")


def _late(session: Session, clock: SimulatedClock, take: Callable[[str], None]) -> None:
    clock.forward(6 * 60)
    _look(session)
    take("04-stories-late")


def _all_heard(session: Session, clock: SimulatedClock, take: Callable[[str], None]) -> None:
    for _member in range(6):
        _tell(session, clock, 190)
    _look(session)
    take("04-stories-second-round-offered")
