"""A letter comes to its pixels by way of its field alone: counted, in a circle whose turn runs."""

import sys
from collections.abc import Callable
from types import FrameType
from unittest.mock import patch

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from storycircle.core.clock import SimulatedClock
from storycircle.core.model import Story
from storycircle.core.turns.schedule import Stage
from storycircle.store.library import Library
from storycircle.ui.app.main_window import Window
from storycircle.ui.commands import window_keys
from storycircle.ui.system.field_autosave import Draft
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.text_edit import Points
from tests.journeys.keyboard import Keyboard
from tests.support.counting import Counts, counted

_STORY = "\n".join(["when the school rang we had nobody to ask and so it took three visits"] * 3)
_CALLS = 17  # 14; 88 where every event of the field was heard, and each screen round it asked


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


def test_a_letter_is_drawn_by_what_was_found_as_it_was_set(field: Points) -> None:
    """Qt keeps it for the paragraph that is written in; it is found anew for no line of it."""
    assert field.textCursor().block().layout().cacheEnabled()
    QTest.keyClick(field, Qt.Key.Key_Return)
    _type(field, "c")
    assert field.textCursor().block().layout().cacheEnabled()


def test_a_letter_that_is_let_go_is_its_fields(field: Points) -> None:
    """All that lies round the field hears of other keys alone, as of one that may be held."""
    window = field.window()
    keys = window_keys(window)
    for key, text, heard in ((Qt.Key.Key_C, "c", False), (Qt.Key.Key_F8, "", True)):
        keys.released = (0, 0)
        release = QKeyEvent(QEvent.Type.KeyRelease, key, Qt.KeyboardModifier.NoModifier, text)
        QApplication.sendEvent(field, release)
        assert (keys.released[0] == key) is heard


def test_a_letter_paints_the_dot_of_its_point_alone(qtbot: QtBot, theme: Theme) -> None:
    """Wherever in the story that is."""
    field = Points(theme)
    qtbot.addWidget(field)
    field.resize(400, 300)
    field.set_text("\n".join(f"Point {number:03}" for number in range(700)))
    field.show()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    for number in (0, 4, 699):
        field.setTextCursor(QTextCursor(field.document().findBlockByNumber(number)))
        QApplication.processEvents()
        _type(field, "a")
        qtbot.wait(20)  # Qt lays out the end of a long text after it is seen
        with patch.object(Points, "_draw_dot") as drawn:
            _type(field, "b")
        assert [call.args[1].blockNumber() for call in drawn.call_args_list] == [number]


_EDITS: tuple[Callable[[Points], object], ...] = (
    lambda field: _type(field, "and then it took three visits more, until the letter came " * 3),
    lambda field: [QTest.keyClick(field, Qt.Key.Key_Backspace) for _time in range(30)],
    lambda field: QTest.keyClick(field, Qt.Key.Key_Return),
    lambda field: _type(field, "fiveffi AVA"),
    lambda field: QTest.keyClick(field, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier),
    lambda field: field.moveCursor(QTextCursor.MoveOperation.Up),
    lambda field: _type(field, "in the middle of it all "),
    lambda field: QTest.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier),
    lambda field: QTest.keyClick(field, Qt.Key.Key_Return),
    lambda field: _type(field, "ab"),
    lambda field: QTest.keyClick(field, Qt.Key.Key_Backspace),
    lambda field: field.insertPlainText("נקודה"),
    lambda field: field.resize(250, 400),
    lambda field: _type(field, "narrower"),
)


def test_what_was_typed_looks_as_if_it_had_been_set(qtbot: QtBot, theme: Theme) -> None:
    """Whatever was kept of a paragraph, for drawing it, is what stands in it now."""
    typed = Points(theme)
    qtbot.addWidget(typed)
    typed.resize(300, 400)
    typed.set_text("When the school rang\n\tnobody was there to ask\nso we went")
    typed.show()
    typed.moveCursor(QTextCursor.MoveOperation.End)
    for edit in _EDITS:
        edit(typed)
        QApplication.processEvents()
        anew = Points(theme)
        qtbot.addWidget(anew)
        anew.resize(typed.size())
        anew.set_text(typed.text())
        anew.show()
        QApplication.processEvents()
        assert _picture(typed) == _picture(anew), typed.text()


def _picture(field: Points) -> QImage:
    """What stands in a field, as it is drawn without its cursor."""
    taken = QImage(field.viewport().size(), QImage.Format.Format_RGB32)
    taken.fill(Qt.GlobalColor.white)
    with QPainter(taken) as painter:
        field.document().drawContents(painter)
    return taken
