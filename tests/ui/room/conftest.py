"""The room's display is tried in a running window, offscreen, with a clock that stands."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from storycircle.core.clock import SimulatedClock
from storycircle.core.model import Gathered
from storycircle.core.turns.schedule import Stage
from storycircle.store.library import Library
from storycircle.ui.app.main_window import Window
from storycircle.ui.room.second_screen import Room
from storycircle.ui.session.session import Session
from storycircle.ui.theme.theme import Theme
from tests.support.windows import shown

NAMES = "Brian R\nDawn G\nSandra S\nJohn R"


@pytest.fixture
def window(
    qtbot: QtBot, theme: Theme, library: Library, clock: SimulatedClock, example: Gathered
) -> Iterator[Window]:
    """The app's window with a circle of four of June 2007 in Stories, nobody's turn begun."""
    library.save_event(example.event)
    made = shown(qtbot, Window(theme, library, clock))
    made.start_circle()
    assert made.session is not None
    made.setFocus()  # away from the list of names, which would settle what was typed in it
    made.session.members.set_names(NAMES)
    made.session.time.go(Stage.STORIES)
    yield made
    made.close()


@pytest.fixture
def session(window: Window) -> Session:
    """The circle in the window."""
    assert window.session is not None
    return window.session


@pytest.fixture
def room(window: Window) -> Room:
    """What the window shows its circle to the room with."""
    return window.findChildren(Room)[-1]
