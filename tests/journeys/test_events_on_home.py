"""An event on Home: a circle begins in it, it is renamed, and it goes with all that is in it."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from storycircle.core.clock import SimulatedClock
from storycircle.core.model import Event, new_id
from storycircle.jobs.export import export_circle
from storycircle.ui.app.main_window import Window
from storycircle.ui.widgets.controls.button import Button
from storycircle.ui.widgets.display.message import AskCard, Message
from tests.journeys.conftest import Opened
from tests.support import home_rows

pytestmark = pytest.mark.slow

SPRING = Event(new_id(), "Spring listening day", "2026-11-24")
AUTUMN = Event(new_id(), "Autumn listening day", "2026-10-01")


def _rows(window: Window) -> list[str]:
    QApplication.processEvents()  # the list is drawn anew
    return home_rows.titles(window.home)


def _choose(window: Window, title: str, words: str) -> None:
    """Choose an entry of a row's menu."""
    QApplication.processEvents()
    row = home_rows.choose(window.home, title)
    row.menu.open(None)
    assert row.menu.menu is not None
    menu = row.menu.menu
    chosen = next(action for action in menu.actions() if action.text() == words)
    menu.close()
    chosen.trigger()
    window.activateWindow()  # as a desktop does once a menu is gone
    QApplication.processEvents()


def _asked(window: Window, kind: type[QWidget]) -> QWidget:
    (card,) = (card for card in window.home.findChildren(kind) if card.isVisible())
    return card


def _press(card: QWidget, words: str) -> None:
    next(button for button in card.findChildren(Button) if button.text() == words).click()
    QApplication.processEvents()


def test_a_circle_is_begun_in_an_event_of_another_day(open_window: Callable[[], Opened]) -> None:
    """What is chosen there is used, for this circle and for the next."""
    window, keyboard = open_window()
    for event in (AUTUMN, SPRING):
        window.library.save_event(event)
    window.home.refresh()
    _choose(window, AUTUMN.title, "Start a circle in it")
    assert window.session is not None
    assert window.session.state.event == AUTUMN
    keyboard.write("Ann\nBob")
    keyboard.press("Esc", "Ctrl+n")
    assert window.session is not None
    assert window.session.state.event == AUTUMN
    assert window.session.state.circle.number == 2


def test_an_event_is_renamed(open_window: Callable[[], Opened], clock: SimulatedClock) -> None:
    """By typing over its name; none is refused, and what is typed stays until it can be taken."""
    window, keyboard = open_window()
    keyboard.press("Ctrl+n")
    keyboard.write("Ann\nBob")
    assert window.session is not None
    event, circle = window.session.state.event, window.session.state.circle
    assert event is not None
    keyboard.press("Esc")
    _choose(window, event.title, "Rename it …")
    card = _asked(window, AskCard)
    assert isinstance(card, AskCard)
    assert card.fields[0].text() == event.title
    card.fields[0].setText("  ")
    keyboard.press("Enter")
    assert card.isVisible()
    assert window.library.event(event.id) == event
    card.fields[0].setText("Tenants of Mill Lane")
    keyboard.press("Enter")
    assert not window.home.findChildren(AskCard) or not card.isVisible()
    assert "Tenants of Mill Lane" in _rows(window)
    assert window.library.circle(circle.id).event == event.id
    keyboard.press("Ctrl+n")  # on the same day, circles go on in it
    assert window.session.state.event is not None
    assert window.session.state.event.id == event.id
    keyboard.press("Esc")
    clock.set_wall(timedelta(days=9).total_seconds())
    keyboard.press("Ctrl+n")
    assert window.session.state.event.id != event.id


def test_an_event_is_removed_with_what_is_in_it(
    open_window: Callable[[], Opened], qtbot: QtBot, tmp_path: Path
) -> None:
    """Its circles are said before, and which of them are in no file; then nothing of it is left."""
    window, keyboard = open_window()
    window.library.save_event(SPRING)
    window.library.save_event(AUTUMN)
    window.home.refresh()
    for _each in range(2):
        _choose(window, SPRING.title, "Start a circle in it")
        keyboard.write("Ann Able\nBob")
        keyboard.press("Esc")
    first = window.library.circles(SPRING.id)[0]
    export_circle(window.library, first, tmp_path / "first.circle")
    _choose(window, SPRING.title, "Remove it …")
    card = _asked(window, Message)
    assert "Circles 1 and 2 are in it, and go with it." in card.accessibleDescription()
    assert "One of them is in no file as it is now" in card.accessibleDescription()
    _press(card, "Keep it")
    assert window.library.event(SPRING.id) == SPRING
    _choose(window, SPRING.title, "Remove it …")
    _press(_asked(window, Message), "Remove it")
    assert _rows(window) == [AUTUMN.title]  # at once, as good as gone
    qtbot.waitUntil(lambda: not window._removing.going, timeout=20_000)
    assert window.library.event(SPRING.id) is None
    assert window.library.circles() == []
    assert _rows(window) == [AUTUMN.title]
    for path in window.library.path.parent.glob("library*"):
        assert b"Ann Able" not in (path.read_bytes() if path.is_file() else b"")
