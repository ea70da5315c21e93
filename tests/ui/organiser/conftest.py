"""The organiser's screen with an event, and their session without any window."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from storycircle.core.clock import SimulatedClock
from storycircle.core.model import Gathered
from storycircle.store.library import Library
from storycircle.ui.organiser.organiser_screen import OrganiserScreen
from storycircle.ui.organiser.organiser_session import OrganiserSession
from storycircle.ui.theme.theme import Theme
from tests.support.windows import shown


@pytest.fixture
def screen(
    qtbot: QtBot, theme: Theme, library: Library, clock: SimulatedClock, example: Gathered
) -> Iterator[OrganiserScreen]:
    """The organiser's screen with the event of June 2007."""
    library.load(example)
    made = shown(qtbot, OrganiserScreen(theme, OrganiserSession(library, clock)))
    yield made
    made.close()


@pytest.fixture
def session(library: Library, clock: SimulatedClock, qapp: QApplication) -> OrganiserSession:
    """An organiser's session without any window."""
    assert qapp is not None
    return OrganiserSession(library, clock)
