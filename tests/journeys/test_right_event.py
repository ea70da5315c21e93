"""A new circle is of the event that it should be of, and shows which that is."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from storycircle.core.clock import SimulatedClock
from storycircle.core.model import Event, new_id
from storycircle.jobs.export import export_pack
from storycircle.store.library import Library
from storycircle.ui.app.main_window import Window
from storycircle.ui.circle.gather.gather_screen import GatherScreen
from tests.journeys.conftest import Opened

pytestmark = pytest.mark.slow

AUTUMN = Event(new_id(), "Autumn listening day", "2026-11-24", question="Who was not heard?")


@pytest.fixture
def pack(tmp_path: Path, clock: SimulatedClock) -> Path:
    """The organiser's pack of today, on a memory stick."""
    path = tmp_path / "stick" / "autumn.circle"
    path.parent.mkdir()
    with Library(tmp_path / "organiser" / "library", clock) as organiser:
        organiser.save_event(AUTUMN)
        export_pack(organiser, AUTUMN, path)
    return path


def _gather(window: Window) -> GatherScreen:
    assert window.circle.view is not None
    screen = window.circle.view.screen_of_stage()
    assert isinstance(screen, GatherScreen)
    return screen


def _event(window: Window) -> str:
    assert window.session is not None
    assert window.session.state.event is not None
    return window.session.state.event.title


def _entries(window: Window, words: str) -> None:
    """Choose an entry of the menu behind *Change*."""
    line = _gather(window).event_line
    line.change.click()
    assert line.menu.menu is not None
    actions = {action.text(): action for action in line.menu.menu.actions()}
    actions[words].trigger()
    line.menu.menu.close()
    QApplication.processEvents()


def test_a_pack_that_was_just_opened_is_used(open_window: Callable[[], Opened], pack: Path) -> None:
    """Beside an event of the laptop's own of the same day, whatever the alphabet says."""
    window, keyboard = open_window()
    keyboard.press("Ctrl+n")
    keyboard.write("Ann\nBob")
    keyboard.press("Esc")
    window.open_file(pack)
    keyboard.press("Ctrl+n")
    assert _event(window) == AUTUMN.title
    assert _gather(window).event_line.named.text() == "Event: Autumn listening day"


def test_an_own_event_is_of_its_day(
    open_window: Callable[[], Opened], clock: SimulatedClock
) -> None:
    """A circle of January is not the second of November's."""
    window, keyboard = open_window()
    keyboard.press("Ctrl+n")
    keyboard.write("Ann\nBob")
    first = _event(window)
    keyboard.press("Esc")
    clock.set_wall(timedelta(days=52).total_seconds())
    keyboard.press("Ctrl+n")
    assert window.session is not None
    assert _event(window) != first
    assert "15 January 2027" in _event(window)
    assert window.session.state.circle.number == 1


def test_a_pack_whose_day_is_over_is_not_used_unasked(
    open_window: Callable[[], Opened], clock: SimulatedClock, pack: Path
) -> None:
    """What was opened in November is not what January's circle is of, but can be chosen."""
    window, keyboard = open_window()
    window.open_file(pack)
    clock.set_wall(timedelta(days=52).total_seconds())
    keyboard.press("Ctrl+n")
    assert "15 January 2027" in _event(window)
    _entries(window, "Autumn listening day, 24 November 2026")
    assert _event(window) == AUTUMN.title


def test_another_event_is_chosen_in_gather(open_window: Callable[[], Opened], pack: Path) -> None:
    """The names that were typed stay, the number is the next one there, and what was made for this
    circle alone is left behind nowhere.
    """
    window, keyboard = open_window()
    keyboard.press("Ctrl+n")
    keyboard.write("Ann\nBob")
    session = window.session
    assert session is not None
    own = session.state.event
    window.open_file(pack)
    _gather(window).refresh()
    _entries(window, "Autumn listening day, 24 November 2026")
    assert _event(window) == AUTUMN.title
    assert [member.name for member in session.state.circle.members] == ["Ann", "Bob"]
    assert session.state.question == AUTUMN.question
    assert window.library.circle(session.state.circle.id).event == AUTUMN.id
    assert own is not None
    assert window.library.event(own.id) is None
    _entries(window, "An event of its own, today")
    assert "24 November 2026" in _event(window)
    assert window.library.event(AUTUMN.id) == AUTUMN


def test_undo_after_the_change_keeps_the_event(
    open_window: Callable[[], Opened], pack: Path
) -> None:
    """An act that is undone brings no event back that is gone."""
    window, keyboard = open_window()
    keyboard.press("Ctrl+n")
    keyboard.write("Ann\nBob\nCy")
    session = window.session
    assert session is not None
    session.members.move_seat(session.state.circle.members[0].id, 1)
    window.open_file(pack)
    _gather(window).refresh()
    _entries(window, "Autumn listening day, 24 November 2026")
    session.undo()
    assert window.library.circle(session.state.circle.id).event == AUTUMN.id
