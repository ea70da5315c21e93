"""A meeting of a learning set says in every stage what it is there: nothing of stories."""

from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from storycircle.core.clock import SimulatedClock
from storycircle.core.turns.schedule import Stage
from storycircle.ui.app.main_window import Window
from storycircle.ui.circle.beside.meeting_panel import MeetingPanel
from storycircle.ui.circle.plenary_screen import PlenaryScreen
from storycircle.ui.theme.palette import LIGHT
from storycircle.ui.theme.theme import Theme
from tests.support.a_meeting import NOON, started
from tests.support.fresh import fresh_library
from tests.support.left_in_english import texts_of

OF_STORIES = ("stories", "story is", "dialogue", "plenary")


def shown_texts(view: QWidget) -> list[str]:
    """All that is seen or heard of a page as it is."""
    return list(texts_of(part for part in view.findChildren(QWidget) if part.isVisible()))


@pytest.fixture
def window(tmp_path: Path, qtbot: QtBot) -> Window:
    """A meeting that is open, with nothing told beside its inquiries."""
    clock = SimulatedClock(NOON)
    library = fresh_library(tmp_path / "library", clock)
    circle = library.save_circle(replace(started(), stories=()))
    made = Window(Theme(LIGHT, still=True), library, clock)
    qtbot.addWidget(made)
    made.resize(1440, 900)
    made.show()
    made.carry_on(circle.id)
    return made


@pytest.mark.parametrize("stage", list(Stage))
def test_no_stage_speaks_of_stories(window: Window, stage: Stage) -> None:
    session, view = window.session, window.circle.view
    assert session is not None
    assert view is not None
    session.time.go(stage)
    QApplication.processEvents()
    view.beside.toggle_plan(stage)
    QApplication.processEvents()
    texts = [window.windowTitle(), *shown_texts(view)]
    view.beside.close()
    QApplication.processEvents()
    texts += shown_texts(view)
    assert len(texts) > 20
    found = [text for text in texts if any(word in text.casefold() for word in OF_STORIES)]
    assert found == []


def test_the_close_says_when_they_meet_again_and_prints_the_report(window: Window) -> None:
    """The date is that of the panel; the progress report is the first of what prints."""
    session = window.session
    assert session is not None
    session.time.go(Stage.PLENARY)
    screen = window.findChild(PlenaryScreen)
    assert screen is not None
    label = screen.close_.findChild(QLabel)
    assert label is not None
    assert label.text() == "No day is set yet for the next meeting."
    assert screen.print_.words == "Print the progress report"
    session.meeting.set_next("12 April 2007")
    assert label.text() == "We meet again on 12 April 2007."
    screen.close_.panel.click()
    view = window.circle.view
    assert view is not None
    panel = view.findChild(MeetingPanel)
    assert panel is not None
    assert panel.isVisible()


def test_a_set_whose_inquiries_have_actions_is_not_asked_for_one(window: Window) -> None:
    """Commit is for all of them; each inquiry has its own actions, and one of them is enough."""
    session = window.session
    assert session is not None
    session.apply(
        replace(session.state, circle=replace(session.state.circle, actions=())), undoable=False
    )
    session.time.go(Stage.COMMIT)
    assert session.prompts.before_leaving(Stage.PLENARY) is None
    session.meeting.take_away("q")
    asked = session.prompts.before_leaving(Stage.PLENARY)
    assert asked is not None
    assert "On to Close" in [said for _reply, said in asked.answers]
