"""A story from its telling to its leaving, and off the laptop again, by keys alone."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from storycircle.core.clock import SimulatedClock
from storycircle.core.consent.permission_to_leave import State, state
from storycircle.core.model import Sharing
from storycircle.core.turns.schedule import Stage
from storycircle.store.exchange.circle_file import read
from storycircle.ui.app.main_window import Window
from storycircle.ui.circle.consent.name_review_page import FoundRow, NamesPage
from storycircle.ui.circle.consent.read_aloud_page import ReadingPage
from storycircle.ui.circle.plenary_screen import NOTES, PlenaryScreen
from storycircle.ui.circle.stories_screen import StoriesScreen
from storycircle.ui.session.session import Session
from tests.journeys.conftest import Opened
from tests.journeys.keyboard import Keyboard
from tests.journeys.test_circle_of_seven import choose_file
from tests.support.windows import breathe

Page = TypeVar("Page", bound=QWidget)
TOLD, KEPT = "Dawn rang and we met in the foyer", "The heron stood by the gate"


def _shown(window: Window, kind: type[Page]) -> Page:
    breathe(20)
    (page,) = (page for page in window.findChildren(kind) if page.isVisible())
    return page


def _two_stories(window: Window, keyboard: Keyboard, clock: SimulatedClock) -> Session:
    """Brian and Dawn tell; the cursor is in the ring after it, and all are heard."""
    keyboard.press("Ctrl+n")
    keyboard.write("Brian R\nDawn G")
    keyboard.press("Ctrl+Enter", "Ctrl+Enter")
    session = window.session
    assert session is not None
    for words in (TOLD, KEPT):
        keyboard.press("Ctrl+Space", "F6", "Tab")
        clock.forward(60)
        keyboard.write(words)
        if words is TOLD:
            _let_it_leave(window, keyboard, session)
            keyboard.press("F6")
        keyboard.press("Ctrl+Enter", "Esc")
    return session


def _let_it_leave(window: Window, keyboard: Keyboard, session: Session) -> None:
    """The teller hears the words and says yes; the one name in them is looked at."""
    keyboard.press("Ctrl+l")
    page = _shown(window, ReadingPage)
    assert page.words.toPlainText() == "[forename] rang and we met in the foyer"
    keyboard.press("Y")
    names = _shown(window, NamesPage)
    assert names.let.not_now
    assert isinstance(QApplication.focusWidget(), FoundRow)
    (story,) = session.state.circle.stories
    assert state(story, session.state.circle) is State.NAMES
    keyboard.press("1", "Ctrl+Enter")
    (story,) = session.state.circle.stories
    assert state(story, session.state.circle) is State.LEAVES
    assert _shown(window, StoriesScreen)


def _bytes_of(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("library*") if path.is_file())


def test_a_story_is_told_read_out_let_go_and_erased(
    open_window: Callable[[], Opened], clock: SimulatedClock, qtbot: QtBot, tmp_path: Path
) -> None:
    """What its teller heard leaves, what stays is offered to go, and erased is off the disk."""
    window, keyboard = open_window()
    session = _two_stories(window, keyboard, clock)
    keyboard.press("Ctrl+6")
    assert session.state.stage is Stage.PLENARY
    exported = tmp_path / "out" / "circle.circle"
    exported.parent.mkdir()
    keyboard.press("Ctrl+e")
    choose_file(qtbot, window, keyboard, exported)
    qtbot.waitUntil(lambda: _shown(window, PlenaryScreen).message is not None)
    message = _shown(window, PlenaryScreen).message
    assert message is not None
    message.setFocus()  # it may have come while the dialogue was still in front
    (story,) = [r for r in read(exported).records if r.kind == "story"]
    assert story.fields["points"] == "[forename] rang and we met in the foyer"
    assert KEPT.encode() in _bytes_of(tmp_path)
    message.answered.emit(NOTES)  # the offer to erase the notes of what stays; Enter keeps them
    assert session.consent.erasing.going
    session.consent.erasing.wait()
    assert KEPT.encode() not in _bytes_of(tmp_path)
    assert [s.points for s in session.state.circle.stories] == [TOLD, ""]
    keyboard.press("Ctrl+3")
    screen = _shown(window, StoriesScreen)
    screen.story.show_member(session.state.circle.members[0].id)
    keyboard.press("F6", "Tab")
    for _step in range(8):
        if QApplication.focusWidget() is not screen.story.leave.erase:
            keyboard.press("Tab")
    assert QApplication.focusWidget() is screen.story.leave.erase
    keyboard.press("Space", "Tab", "Enter")
    assert [s.points for s in session.state.circle.stories] == [""]
    session.consent.erasing.wait()
    assert TOLD.encode() not in _bytes_of(tmp_path)
    window.go_home()
    assert TOLD.encode() not in _bytes_of(tmp_path)


@pytest.mark.slow
def test_enter_keeps_a_story_here(open_window: Callable[[], Opened], clock: SimulatedClock) -> None:
    """A hand that only presses Enter lets nothing leave."""
    window, keyboard = open_window()
    session = _two_stories(window, keyboard, clock)
    keyboard.press("Ctrl+5", "Ctrl+l")
    page = _shown(window, ReadingPage)
    assert page.words.toPlainText() == KEPT
    keyboard.press("Enter")
    assert _told_to_stay(session)
    assert not page.isVisible()


def _told_to_stay(session: Session) -> bool:
    _first, second = session.state.circle.stories
    return second.sharing is Sharing.STAYS and second.choice is not None
