"""The presentation remote, at the level of the running window."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from storycircle.core.clock import SimulatedClock
from storycircle.core.turns.schedule import Stage
from storycircle.ui.app.main_window import Window
from storycircle.ui.circle.stories_screen import StoriesScreen
from storycircle.ui.room.second_screen import Room
from storycircle.ui.session.session import Session

pytestmark = pytest.mark.slow


@pytest.fixture
def screen(window: Window) -> StoriesScreen:
    """The Stories screen of the window."""
    found = window.findChild(StoriesScreen)
    assert found is not None
    return found


@pytest.fixture
def note(screen: StoriesScreen) -> QWidget:
    """The note of the story, with the cursor in it."""
    screen.story.points.setFocus()
    focus = QApplication.focusWidget()
    assert isinstance(focus, QTextEdit | QPlainTextEdit)
    return focus


def _current(session: Session) -> str | None:
    assert session.state.round is not None
    return session.state.round.current


def _running(session: Session) -> bool:
    assert session.state.round is not None
    return session.state.round.running


def test_page_down_starts_and_ends_turns_from_within_a_note(
    session: Session, note: QWidget, clock: SimulatedClock
) -> None:
    """The scribe writes on; the facilitator's thumb leads the circle."""
    first, second = (member.id for member in session.state.circle.members[:2])
    QTest.keyClick(note, Qt.Key.Key_PageDown)
    assert _running(session)
    clock.forward(60)
    QTest.keyClick(note, Qt.Key.Key_PageDown)
    assert (_current(session), _running(session)) == (second, False)
    clock.forward(5)
    QTest.keyClick(QApplication.focusWidget() or note, Qt.Key.Key_PageUp)
    assert _current(session) == first


def test_page_down_does_not_scroll_the_note(session: Session, note: QWidget) -> None:
    """A long note stays where it is read."""
    assert isinstance(note, QTextEdit | QPlainTextEdit)
    note.setPlainText("\n".join(f"line {i}" for i in range(200)))
    cursor = note.textCursor()
    cursor.setPosition(0)
    note.setTextCursor(cursor)
    before = (note.textCursor().position(), note.verticalScrollBar().value())
    QTest.keyClick(note, Qt.Key.Key_PageDown)
    assert (note.textCursor().position(), note.verticalScrollBar().value()) == before
    assert _running(session)


def test_page_down_goes_on_with_a_paused_turn(
    session: Session, note: QWidget, clock: SimulatedClock
) -> None:
    """A turn that stands is not over."""
    session.turns.start_or_pause()
    clock.forward(20)
    session.turns.start_or_pause()
    first = _current(session)
    QTest.keyClick(note, Qt.Key.Key_PageDown)
    assert (_current(session), _running(session)) == (first, True)


def test_a_second_press_within_seven_tenths_is_a_slip(
    session: Session, note: QWidget, clock: SimulatedClock
) -> None:
    """A thumb that bounces does not end the turn it began; another key is no second press."""
    QTest.keyClick(note, Qt.Key.Key_PageDown)
    clock.forward(0.69)
    QTest.keyClick(note, Qt.Key.Key_PageDown)
    assert _running(session)
    first = _current(session)
    clock.forward(0.02)
    QTest.keyClick(note, Qt.Key.Key_PageDown)
    assert _current(session) != first
    QTest.keyClick(QApplication.focusWidget() or note, Qt.Key.Key_PageUp)
    assert _current(session) == first


def test_a_key_that_is_held_acts_once(
    session: Session, note: QWidget, clock: SimulatedClock
) -> None:
    """Auto-repeat is no press, however long it goes on."""
    QTest.keyClick(note, Qt.Key.Key_PageDown)
    plain = Qt.KeyboardModifier.NoModifier
    for _ in range(3):
        clock.forward(1)
        press = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_PageDown, plain, "", True)
        QApplication.sendEvent(note, press)
    assert _running(session)


@pytest.mark.parametrize("held", ["Control", "Alt", "Meta", "Shift"])
def test_with_another_key_held_it_is_no_remote(session: Session, note: QWidget, held: str) -> None:
    """Shift and Page Down select text, as they always do."""
    modifier = Qt.KeyboardModifier[f"{held}Modifier"]
    QTest.keyClick(note, Qt.Key.Key_PageDown, modifier)
    assert not _running(session)


def test_in_other_stages_page_down_is_the_pages(session: Session, window: Window) -> None:
    """The dialogue's notes scroll; no turn begins behind one's back."""
    session.time.go(Stage.DIALOGUE)
    QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_PageDown)
    assert not _running(session)


def test_f5_shows_the_room_and_puts_it_away(
    qtbot: QtBot, session: Session, room: Room, note: QWidget, clock: SimulatedClock
) -> None:
    """The remote's own key, from within a note; in the plenary it is not the display's."""
    QTest.keyClick(note, Qt.Key.Key_F5)
    display = room.display
    assert display is not None
    qtbot.waitUntil(display.isActiveWindow)
    QTest.keyClick(display, Qt.Key.Key_F5)
    assert room.display is display
    clock.forward(1)
    QTest.keyClick(display, Qt.Key.Key_F5)
    assert not room.shown()
    clock.forward(1)
    session.time.go(Stage.PLENARY)
    QTest.keyClick(note.window(), Qt.Key.Key_F5)
    assert not room.shown()


@pytest.mark.parametrize("key", [Qt.Key.Key_B, Qt.Key.Key_Period])
def test_b_is_a_letter_in_a_note_and_calm_from_the_ring(
    room: Room, screen: StoriesScreen, note: QWidget, key: Qt.Key
) -> None:
    """A scribe types what the remote sends, so in a text field it is typed."""
    assert isinstance(note, QTextEdit | QPlainTextEdit)
    room.open()
    display = room.display
    assert display is not None
    letter = "b" if key == Qt.Key.Key_B else "."
    screen.window().activateWindow()
    QTest.keyClick(note, key)
    assert note.toPlainText().endswith(letter)
    assert not display.calm
    screen.ring.setFocus()
    QTest.keyClick(screen.ring, key)
    assert display.calm


def test_escape_from_the_ring_puts_the_display_away_first(
    window: Window, room: Room, screen: StoriesScreen
) -> None:
    """Some remotes send Esc as they send F5: it must not leave the circle."""
    screen.ring.setFocus()
    room.open()
    window.activateWindow()
    screen.ring.setFocus()
    QTest.keyClick(screen.ring, Qt.Key.Key_Escape)
    assert not room.shown()
    assert window.session is not None


def test_a_shortcut_does_not_swallow_a_key_of_the_remote(note: QWidget) -> None:
    """Qt asks before it lets a shortcut have a key: the remote's keys are claimed."""
    for key in (Qt.Key.Key_PageDown, Qt.Key.Key_F5, Qt.Key.Key_F11):
        asked = QKeyEvent(QEvent.Type.ShortcutOverride, key, Qt.KeyboardModifier.NoModifier)
        asked.ignore()
        QApplication.sendEvent(note, asked)
        assert asked.isAccepted()


def test_once_the_circle_is_left_its_keys_are_free(window: Window, session: Session) -> None:
    """No remote acts on a circle that is not open."""
    window.go_home()
    QTest.keyClick(window, Qt.Key.Key_PageDown)
    assert not _running(session)


def test_where_nothing_has_the_focus_the_window_hears_the_remote(
    window: Window, session: Session, note: QWidget
) -> None:
    """After a click on bare paper no field has the focus."""
    note.clearFocus()
    assert QApplication.focusWidget() is None
    QTest.keyClick(window, Qt.Key.Key_PageDown)
    assert _running(session)


@pytest.mark.usefixtures("window")
def test_another_window_of_the_app_hears_it_as_soon_as_it_has_the_focus(
    qtbot: QtBot, session: Session
) -> None:
    """Of a small window that was opened beside the circle, and of a field in it."""
    beside = QWidget()
    field = QPlainTextEdit(beside)
    qtbot.addWidget(beside)
    with qtbot.waitActive(beside):
        beside.show()
        beside.activateWindow()
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_PageDown)
    assert _running(session)
