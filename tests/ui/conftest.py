"""The theme of every screen, and a running circle whose clock the test moves."""

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from storycircle.core.clock import SimulatedClock
from storycircle.core.model import Gathered
from storycircle.core.turns.schedule import Stage
from storycircle.store.library import Library
from storycircle.ui.app.open_circle import new_session
from storycircle.ui.session.session import Session
from storycircle.ui.theme.palette import LIGHT
from storycircle.ui.theme.theme import Theme, apply_theme
from tests.support.six_people import SIX, Wait


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    """The light theme, in which nothing moves by itself."""
    made = Theme(LIGHT, still=True)
    apply_theme(qapp, made)
    return made


@pytest.fixture
def circle(library: Library, clock: SimulatedClock, example: Gathered, qtbot: QtBot) -> Session:
    """Six people at the opened page of Stories, at the time they are planned for."""
    assert qtbot is not None
    library.save_event(example.event)
    begun = new_session(library, clock)
    begun.members.set_names(SIX)
    starts = begun.state.plan.spans[Stage.STORIES].starts
    assert starts is not None
    clock.forward((starts - clock.now()).total_seconds())
    begun.time.go(Stage.STORIES)
    return begun


@pytest.fixture
def wait(circle: Session, clock: SimulatedClock) -> Wait:
    """So many seconds go by, and the circle looks at its clock."""

    def waited(seconds: float) -> None:
        clock.forward(seconds)
        circle.tick()

    return waited
