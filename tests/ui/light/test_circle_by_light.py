"""Plenary's way to the organiser's camera: what leaves is said before, and it counts once seen."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from storycircle.core.clock import SimulatedClock
from storycircle.core.consent.retention import Handed
from storycircle.core.consent.shareable import what_leaves
from storycircle.core.error_sentences import Refused
from storycircle.core.model import Gathered
from storycircle.core.turns.schedule import Stage
from storycircle.jobs.light import sending
from storycircle.store.library import Library
from storycircle.ui.app.main_window import Window
from storycircle.ui.circle.plenary_screen import PlenaryScreen
from storycircle.ui.light import showing
from storycircle.ui.theme.palette import LIGHT
from storycircle.ui.theme.theme import Theme, apply_theme


@pytest.fixture
def plenary(
    qtbot: QtBot, qapp: QApplication, library: Library, clock: SimulatedClock, example: Gathered
) -> Iterator[PlenaryScreen]:
    """Circle 5 in Plenary."""
    theme = Theme(LIGHT, still=True)
    apply_theme(qapp, theme)
    library.load(example)
    window = Window(theme, library, clock)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.carry_on(library.circles()[4].id)
    assert window.session is not None
    window.session.time.go(Stage.PLENARY)
    screen = window.findChild(PlenaryScreen)
    assert screen is not None
    yield screen
    window.close()


def told(screen: PlenaryScreen) -> str:
    assert screen.message is not None
    return f"{screen.message.accessibleName()} {screen.message.accessibleDescription()}"


def asked_and_shown(plenary: PlenaryScreen) -> None:
    """Ctrl Shift E, and the first answer."""
    held = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(plenary.print_, Qt.Key.Key_E, held)
    assert plenary.by_light.showing.screen is None
    for line in what_leaves(plenary.session.state.circle):
        assert line in told(plenary)
    assert plenary.message is not None
    QTest.keyClick(plenary.message, Qt.Key.Key_Return)


@pytest.mark.slow
def test_it_is_handed_over_once_a_person_saw_the_tick(plenary: PlenaryScreen) -> None:
    """Asked, shown, seen, noted; the focus is in the window again."""
    session = plenary.session
    circle = session.state.circle
    asked_and_shown(plenary)
    screen = plenary.by_light.showing.screen
    assert screen is not None
    assert screen.isFullScreen()
    assert session.library.handing(circle).state is Handed.NEVER
    QTest.keyClick(screen, Qt.Key.Key_Y)
    assert plenary.by_light.showing.screen is None
    assert session.library.handing(circle).state is Handed.OVER
    assert told(plenary).startswith("Handed over.")


@pytest.mark.slow
def test_put_away_nothing_is_noted(plenary: PlenaryScreen) -> None:
    """Esc: the organiser may have it or not, and nobody says so."""
    asked_and_shown(plenary)
    screen = plenary.by_light.showing.screen
    assert screen is not None
    QTest.keyClick(screen, Qt.Key.Key_Escape)
    assert plenary.by_light.showing.screen is None
    circle = plenary.session.state.circle
    assert plenary.session.library.handing(circle).state is Handed.NEVER


@pytest.mark.slow
def test_it_goes_with_the_page(plenary: PlenaryScreen) -> None:
    """Nothing is shown of a circle that was left."""
    asked_and_shown(plenary)
    plenary.session.time.go(Stage.COMMIT)
    assert plenary.by_light.showing.screen is None


def test_what_is_too_large_says_how_long_it_would_take(
    plenary: PlenaryScreen, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In its place, and a file is the other way."""

    def too_large(*_: object) -> sending.ToShow:
        raise Refused("too-long-by-light", minutes="7", count="1,200")

    monkeypatch.setattr(showing, "circle_to_show", too_large)
    asked_and_shown(plenary)
    assert plenary.by_light.showing.screen is None
    assert "it would take 7 minutes" in told(plenary)
    assert "Export it as a file" in told(plenary)
