"""What a journey begins with: a clock that stands, an empty laptop, a window, a pair of hands."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from storycircle.core.clock import SimulatedClock
from storycircle.core.turns.schedule import Stage
from storycircle.store.library import Library
from storycircle.ui.app.main_window import Window
from storycircle.ui.theme.palette import LIGHT
from storycircle.ui.theme.theme import Theme, apply_theme
from tests.conftest import close_windows
from tests.journeys.keyboard import Keyboard
from tests.journeys.venue import SIX, Venue
from tests.support.fresh import fresh_library
from tests.support.windows import shown

Opened = tuple[Window, Keyboard]


@pytest.fixture
def clock() -> SimulatedClock:
    return SimulatedClock(datetime(2026, 11, 24, 9, 50))  # noqa: DTZ001 (the room's own time)


@pytest.fixture
def open_window(
    qtbot: QtBot, qapp: QApplication, clock: SimulatedClock, tmp_path: Path
) -> Iterator[Callable[[], Opened]]:
    """Opens the window on the laptop's library, as often as it was closed before."""
    theme = Theme(LIGHT, still=True)
    apply_theme(qapp, theme)
    libraries = []

    def opened() -> Opened:
        path = tmp_path / "library"
        library = (Library if path.exists() else fresh_library)(path, clock)
        libraries.append(library)
        window = shown(qtbot, Window(theme, library, clock))
        return window, Keyboard(window)

    yield opened
    close_windows()
    for library in libraries:
        library.close()


@pytest.fixture
def venue(open_window: Callable[[], Opened], clock: SimulatedClock, qtbot: QtBot) -> Venue:
    """Six people in Stories at 10.05, as planned; nobody has begun."""
    there = Venue(open_window(), clock, qtbot)
    there.session_begins(SIX)
    assert there.stage() is Stage.STORIES
    return there
