"""What the menus of seat, idea, action and circle offer is what their keys do."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from storycircle.core import actions
from storycircle.core.clock import SimulatedClock
from storycircle.core.model import Circle, new_id
from storycircle.core.turns.schedule import Stage
from storycircle.store.library import Library
from storycircle.ui.app.main_window import Window
from storycircle.ui.circle.action_card import ActionCard
from storycircle.ui.circle.dialogue_screen import IdeaRow
from storycircle.ui.circle.plenary_screen import PlenaryScreen
from storycircle.ui.circle.stories_screen import StoriesScreen
from storycircle.ui.session.session import Session
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.context_menu import ContextMenu
from storycircle.ui.widgets.display.message import Message
from tests.support import home_rows
from tests.support.windows import shown


@pytest.fixture
def window(qtbot: QtBot, theme: Theme, library: Library, clock: SimulatedClock) -> Window:
    """A window with a circle of three, two ideas and two actions."""
    made = shown(qtbot, Window(theme, library, clock), 1280, 800, front=False)
    made.start_circle()
    circle = session(made)
    circle.members.set_names("Ann\nBob\nCy")
    for text in ("Meet", "Eat", "Read", "Write"):
        circle.act_on(actions.with_idea(circle.state.circle, text))
    for idea in circle.state.circle.ideas[:2]:
        circle.act_on(actions.committed(circle.state.circle, idea.id))
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def session(window: Window) -> Session:
    assert window.session is not None
    return window.session


def go(window: Window, stage: Stage) -> None:
    session(window).time.go(stage)
    QApplication.processEvents()


def opened(widget: QWidget) -> dict[str, QAction]:
    """The entries of a widget's menu, by their words, asked for by key."""
    widget.setFocus()
    QTest.keyClick(widget, Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
    (menu,) = [one.menu for one in widget.findChildren(ContextMenu) if one.menu is not None]
    assert menu is not None
    entries = {action.text().partition("\t")[0]: action for action in menu.actions()}
    menu.close()
    return entries


def keys_beside(entries: dict[str, QAction]) -> dict[str, str]:
    return {words: action.text().partition("\t")[2] for words, action in entries.items()}


def test_a_seat(window: Window) -> None:
    """Its key is that of the person in focus."""
    go(window, Stage.STORIES)
    screen = window.findChild(StoriesScreen)
    assert screen is not None
    circle = session(window)
    ann, bob, cy = (member.id for member in circle.state.circle.members)
    screen.ring.focusSeat(cy)
    entries = opened(screen.ring)
    assert keys_beside(entries) == {
        "Speaks next": "3",
        "Is away": "A",
        "A minute more for everybody": "M",
        "Show the story": "",
        "Rename": "F2",
        "Move on by one seat": "Ctrl →",
        "Move back by one seat": "Ctrl ←",
        "Copy": "",
    }
    entries["Move back by one seat"].trigger()
    assert [member.id for member in circle.state.circle.members] == [ann, cy, bob]
    screen.ring.focusSeat(bob)
    opened(screen.ring)["Is away"].trigger()
    assert circle.state.round is not None
    assert bob in circle.state.round.away
    assert "Is back" in opened(screen.ring)
    screen.ring.focusSeat(cy)
    opened(screen.ring)["Speaks next"].trigger()
    assert circle.state.round.current == cy or circle.state.round.to_come[0] == cy
    opened(screen.ring)["Copy"].trigger()
    assert QApplication.clipboard().text() == "Cy"


def test_an_idea(window: Window) -> None:
    go(window, Stage.COMMIT)
    row = next(row for row in window.findChildren(IdeaRow) if row.isVisible())
    entries = opened(row)
    assert keys_beside(entries) == {
        "Commit to it": "Ctrl ↑",
        "One hand more": "",
        "Take the idea away": "Delete",
        "Copy": "",
    }
    text = row.accessibleName()
    entries["Commit to it"].trigger()
    assert [action.text for action in session(window).state.circle.actions][-1] == text


def test_an_action(window: Window) -> None:
    """Only what can be done: the first cannot go up."""
    go(window, Stage.COMMIT)
    first = window.findChildren(ActionCard)[0]
    entries = opened(first)
    assert keys_beside(entries) == {
        "Write on it": "Enter",
        "Move down": "Alt ↓",
        "Back to the ideas": "Ctrl ↓",
        "Copy": "",
    }
    before = [action.text for action in session(window).state.circle.actions]
    entries["Move down"].trigger()
    assert [action.text for action in session(window).state.circle.actions] == before[::-1]


def test_a_circle_at_home(qtbot: QtBot, window: Window) -> None:
    """It is removed only after an answer that says so."""
    circle = session(window).state.circle
    window.go_home()
    window.library.save_circle(Circle(new_id(), 7))  # the latest stands by itself, above the list
    window.home.refresh()
    QApplication.processEvents()
    first = home_rows.titles(window)[0]
    entries = list(opened(home_rows.choose(window, first)))
    assert (entries[0], entries[-1]) == ("Open", "Remove it …")
    assert {"Next meeting", "Copy"} < {*entries}
    for answer in ("", "erase"):
        row = home_rows.choose(window, first)
        opened(row)["Remove it …"].trigger()
        (message,) = [one for one in window.home.findChildren(Message) if one.isVisible()]
        assert message.accessibleName() == f"Remove Circle {circle.number} from this laptop?"
        assert "never" in message.accessibleDescription()  # handed over
        assert any(one.id == circle.id for one in window.library.circles())
        message.answered.emit(answer)
        QApplication.processEvents()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
    qtbot.waitUntil(lambda: len(window.library.circles()) == 1, timeout=10_000)


def test_the_sheet_is_copied_as_text(window: Window) -> None:
    """By key, or by its link: title, people, actions."""
    go(window, Stage.PLENARY)
    screen = window.findChild(PlenaryScreen)
    assert screen is not None
    QTest.keyClick(screen.print_, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    number = session(window).state.circle.number
    lines = QApplication.clipboard().text().splitlines()
    assert lines[0] == f"Circle {number}"
    assert "Ann, Bob, Cy" in lines
    assert [line for line in lines if line[:1].isdigit()] == ["1. Meet", "2. Eat"]
    QApplication.clipboard().clear()
    screen.copy.click()
    assert QApplication.clipboard().text().splitlines() == lines
