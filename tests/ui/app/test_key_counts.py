"""A letter comes to its pixels by way of its field alone: counted, in a circle whose turn runs."""

import sys
from types import FrameType

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from storycircle.core.clock import SimulatedClock
from storycircle.core.model import Story
from storycircle.core.turns.schedule import Stage
from storycircle.store.library import Library
from storycircle.ui.app.main_window import Window
from storycircle.ui.system.field_autosave import Draft
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.text_edit import Points
from tests.journeys.keyboard import Keyboard
from tests.support.counting import Counts, counted

_STORY = "\n".join(["when the school rang we had nobody to ask and so it took three visits"] * 3)
_CALLS = 30  # 24; 88 where every event of the field was heard, and each screen round it asked


@pytest.fixture
def field(qtbot: QtBot, theme: Theme, library: Library, clock: SimulatedClock) -> Points:
    """The story that is written while its teller speaks, with letters that wait to be saved."""
    window = Window(theme, library, clock)
    qtbot.addWidget(window)
    window.resize(1440, 900)
    window.show()
    window.start_circle()
    session = window.session
    assert session is not None
    session.members.set_names("Al\nBo\nCy\nDi\nEd")
    told = tuple(
        Story(f"s{number}", one.id, "A story", _STORY, left_as=f"l{number}")
        for number, one in enumerate(session.state.circle.members)
    )
    session.apply(replace(session.state, circle=replace(session.state.circle, stories=told)))
    session.time.go(Stage.STORIES)
    session.turns.start_or_pause()
    found = [one for one in window.findChildren(Points) if one.isVisible() and one.text()]
    (field,) = found
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    for _round in range(3):  # until all that the page still had to lay out stands
        qtbot.wait(10)
    _type(field, "ab")
    return field


def _type(field: Points, letters: str) -> None:
    Keyboard(field.window()).write(letters)


def test_a_letter_paints_its_field_alone(field: Points, library: Library) -> None:
    """And nothing that lies below it: the field has a ground of its own."""
    assert counted(library, lambda: _type(field, "c")) == Counts(0, 0, 1)


def test_a_letter_calls_next_to_nothing_of_pythons(field: Points) -> None:
    """Each call is for a letter's own sake: none to see which of Qt's events came by."""
    calls: list[str] = []

    def note(frame: FrameType, event: str, _arg: object) -> None:
        if event == "call" and "storycircle" in frame.f_code.co_filename:
            calls.append(frame.f_code.co_qualname)

    sys.setprofile(note)
    try:
        _type(field, "c")
    finally:
        sys.setprofile(None)
    assert len(calls) <= _CALLS, calls


def test_what_a_field_waits_for_is_said_once(field: Points) -> None:
    """Not at each letter: all that shows it knows by then. Once it is saved, it is said again."""
    heard: list[bool] = []
    (draft,) = field.findChildren(Draft)
    draft.moved.connect(lambda: heard.append(draft.waiting))
    _type(field, "cde")
    assert heard == []
    draft.flush()
    _type(field, "fgh")
    assert heard == [False, True]


def test_a_field_that_has_nothing_to_take_back_leaves_it_to_the_circle(field: Points) -> None:
    """Its own letters go first; the press after that is the circle's, and no letter's."""
    window = field.window()
    assert isinstance(window, Window)
    session = window.session
    assert session is not None
    QTest.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert field.text() == _STORY
    assert session.state.stage is Stage.STORIES
    QTest.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert field.text() == _STORY
    assert session.state.round is not None
    assert not session.state.round.begun
