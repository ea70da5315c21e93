"""A practice circle: held like any other, as quick as one likes, and nothing of it stays."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from storycircle.core.clock import FasterClock, SimulatedClock
from storycircle.core.turns.schedule import Stage
from storycircle.store.library import Library
from storycircle.ui.app.main_window import Window
from storycircle.ui.circle.plenary_screen import PlenaryScreen
from storycircle.ui.widgets.controls.button import Button, Link
from storycircle.ui.widgets.display.message import Message
from tests.journeys.conftest import Opened


def _press(within: QWidget, words: str) -> None:
    ways = [*within.findChildren(Button), *within.findChildren(Link)]
    next(way for way in ways if way.text() == words and way.isVisible()).click()
    QApplication.processEvents()


def _begin(window: Window, words: str = "Ten times the speed") -> None:
    _press(window.home, "Practise a circle")
    (card,) = (one for one in window.home.findChildren(Message) if one.isVisible())
    _press(card, words)


def _rows(library: Library) -> list[str]:
    """All that the laptop's own library holds."""
    with closing(sqlite3.connect(library.path)) as conn:
        return list(conn.iterdump())


def _beside(library: Library) -> list[Path]:
    return [path for path in library.path.parent.iterdir() if "practice" in path.name]


@pytest.mark.slow
def test_a_practice_circle_leaves_nothing(
    open_window: Callable[[], Opened], clock: SimulatedClock, qtbot: QtBot
) -> None:
    """It is told, noted and committed; afterwards the library and its folder are as before."""
    window, keyboard = open_window()
    keyboard.press("Ctrl+n")
    keyboard.write("Ann\nBob")
    keyboard.press("Esc")
    before = _rows(window.library)
    _begin(window)
    session, view = window.session, window.circle.view
    assert session is not None
    assert view is not None
    assert "ten times" in view.practice_bar.text.text().casefold() or "10 times" in (
        view.practice_bar.text.text()
    )
    assert len(session.state.circle.members) == 6
    session.time.go(Stage.STORIES)
    keyboard.press("Space", "F6")
    keyboard.write("A made-up story")
    assert session.state.round is not None
    clock.forward(5)
    assert session.state.round.elapsed(session.clock.reading()) == 50
    assert _beside(window.library)
    session.turns.start_or_pause()
    session.time.go(Stage.PLENARY)
    keyboard.press("Esc")
    assert window.session is None
    assert _rows(window.library) == before
    qtbot.waitUntil(lambda: not _beside(window.library))
    assert not any("practice" in circle.theme for circle in window.library.circles())


def test_nothing_of_it_is_printed_or_handed_over(
    open_window: Callable[[], Opened], qtbot: QtBot
) -> None:
    """Its sheet has a code, and its file could be merged: neither leaves."""
    window, keyboard = open_window()
    _begin(window, "At its usual speed")
    session = window.session
    assert session is not None
    said: list[str] = []
    session.refused.connect(said.append)
    session.time.go(Stage.PLENARY)
    QApplication.processEvents()
    screen = window.findChild(PlenaryScreen)
    assert screen is not None
    keyboard.press("Ctrl+e", "Ctrl+p", "Ctrl+Shift+s")
    screen.hand_over.seal.click()
    assert len(said) == 4
    assert not window.findChildren(QDialog), "nor is it asked where to"
    assert set(said) == {"This is a practice circle: nothing of it is printed or handed over."}
    screen.removeRequested.emit()
    assert window.session is None
    qtbot.waitUntil(lambda: not _beside(window.library))


def test_a_quick_clock_gains_from_now_on(clock: SimulatedClock) -> None:
    """Ten seconds in one, from the moment it begins; sleep too."""
    quick = FasterClock(clock, 10)
    begun, at = quick.reading(), quick.now()
    assert (begun, at) == (clock.reading(), clock.now())
    clock.forward(3)
    assert quick.reading() - begun == 30
    assert (quick.now() - at).total_seconds() == 30
    clock.sleep(2)
    assert quick.slept() == 20
