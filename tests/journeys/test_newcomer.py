"""What a newcomer does: clicks, wrong turns, too many names. Nothing is lost, nobody is stuck."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from storycircle.core.clock import SimulatedClock
from storycircle.core.turns.schedule import Stage
from storycircle.ui.app.main_window import Window
from storycircle.ui.circle.circle_view import CircleView
from storycircle.ui.circle.gather.gather_screen import GatherScreen
from storycircle.ui.circle.stories_screen import StoriesScreen
from storycircle.ui.session.session import Session
from storycircle.ui.widgets.display.rail import StageButton
from tests.journeys.conftest import Opened


def _circle(window: Window) -> tuple[Session, CircleView]:
    view = window.findChild(CircleView)
    assert view is not None
    return view.session, view


@pytest.mark.slow
def test_each_stage_of_the_rail_opens_by_a_click(open_window: Callable[[], Opened]) -> None:
    """The rail's stages open the stages whose names they bear."""
    window, keyboard = open_window()
    keyboard.press("Ctrl+n")
    keyboard.write("Ann\nBob\nCy")
    session, view = _circle(window)
    stages = view.rail.findChildren(StageButton)
    for stage in (Stage.OPEN, Stage.STORIES, Stage.OPEN, Stage.PLENARY, Stage.COMMIT, Stage.GATHER):
        QTest.mouseClick(stages[stage - 1], Qt.MouseButton.LeftButton)
        assert session.state.stage is stage


def test_the_mouse_alone_leads_out_of_stories(
    open_window: Callable[[], Opened], clock: SimulatedClock
) -> None:
    """When every story is told, the main button is the way on."""
    window, keyboard = open_window()
    keyboard.press("Ctrl+n")
    keyboard.write("Ann\nBob")
    keyboard.press("Ctrl+Enter", "Ctrl+Enter")
    session, view = _circle(window)
    screen = view.screen_of_stage()
    assert isinstance(screen, StoriesScreen)
    for _ in range(2):
        QTest.mouseClick(screen.start, Qt.MouseButton.LeftButton)
        clock.forward(60)
        QTest.mouseClick(screen.next, Qt.MouseButton.LeftButton)
    QTest.mouseClick(screen.start, Qt.MouseButton.LeftButton)
    assert session.state.stage is Stage.DIALOGUE


@pytest.mark.slow
def test_sixteen_names_stay_in_the_field(open_window: Callable[[], Opened]) -> None:
    """Too many names are not thrown away: they stay to be mended, and the way on waits."""
    window, keyboard = open_window()
    keyboard.press("Ctrl+n")
    session, view = _circle(window)
    screen = view.screen_of_stage()
    assert isinstance(screen, GatherScreen)
    names = "\n".join(f"Person {n}" for n in range(1, 17))
    screen.names.set_text(names)
    keyboard.press("Ctrl+Enter")
    assert session.state.stage is Stage.GATHER
    assert screen.names.text() == names
    assert "at most 15" in screen.of_names.accessibleName()


@pytest.mark.slow
def test_enter_carries_on_after_esc(open_window: Callable[[], Opened]) -> None:
    """Back on the first page, Enter does what the button in focus says."""
    window, keyboard = open_window()
    keyboard.press("Ctrl+n")
    keyboard.write("Ann\nBob")
    keyboard.press("Ctrl+Enter", "Ctrl+Enter", "Space", "Space", "Esc")
    assert window.session is None
    keyboard.press("Enter")
    session, _ = _circle(window)
    assert session.state.stage is Stage.STORIES


@pytest.mark.slow
def test_the_keys_page_gives_back_the_cursor(open_window: Callable[[], Opened]) -> None:
    """F1 in mid-sentence, Esc, and the next letter goes on where the last one stood."""
    window, keyboard = open_window()
    keyboard.press("F1")
    assert window.screens.keys.isVisible()
    keyboard.press("Esc", "Ctrl+n")
    keyboard.write("Ann\nBob")
    keyboard.press("Ctrl+Enter", "Ctrl+Enter", "Space", "F6")
    keyboard.write("Half")
    keyboard.press("F1", "Esc")
    keyboard.write(" a word")
    _, view = _circle(window)
    screen = view.screen_of_stage()
    assert isinstance(screen, StoriesScreen)
    assert screen.story.story_title.text() == "Half a word"
    assert QApplication.focusWidget() is screen.story.story_title
