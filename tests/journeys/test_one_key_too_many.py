"""A key pressed once too often, or by a hurried hand, costs nobody a turn or their words."""

from collections.abc import Callable
from itertools import count

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QTextEdit
from pytestqt.qtbot import QtBot

from storycircle.core.clock import SimulatedClock
from storycircle.core.turns.round import Seat
from storycircle.core.turns.schedule import Stage
from storycircle.ui.circle.commit_screen import CommitScreen
from storycircle.ui.circle.stories_screen import StoriesScreen
from storycircle.ui.room import remote
from tests.journeys.conftest import Opened
from tests.journeys.venue import Venue, tell

pytestmark = pytest.mark.slow

TWELVE = "\n".join(f"Person {letter}" for letter in "ABCDEFGHIJKL")


def screen_of(venue: Venue) -> StoriesScreen:
    screen = venue.view.screen_of_stage()
    assert isinstance(screen, StoriesScreen)
    return screen


def entries(venue: Venue, member: str) -> dict[str, QAction]:
    """What a right click on a seat offers."""
    ring = screen_of(venue).ring
    at = ring.seatPoint(member).toPoint()
    ring.customContextMenuRequested.emit(at)
    menus: list[QMenu] = ring.findChildren(QMenu)
    found = {one.text().partition("\t")[0]: one for menu in menus for one in menu.actions()}
    for menu in menus:
        menu.close()
    return found


def said(venue: Venue) -> str:
    """The notice that is on screen; empty where there is none."""
    notice = venue.view.notice
    return notice.accessibleName() if notice.isVisible() else ""


def test_esc_in_a_running_turn_stays_and_says_how_to_leave(venue: Venue) -> None:
    """A second Esc that was meant for a note ends no circle in the middle of a story."""
    venue.keyboard.press("Space", "Esc", "Esc")
    assert venue.window.session is not None
    assert venue.round.running
    assert said(venue) == (
        "Brian R is speaking, so the circle stays open. Space pauses the turn, then Esc leaves."
    )
    venue.keyboard.press("Ctrl+1", "Esc")
    assert venue.window.session is not None
    assert "Ctrl 3 goes to the stories" in said(venue)
    venue.keyboard.press("Ctrl+3", "Space", "Esc")
    assert venue.window.session is None


def test_one_click_on_next_ends_the_turn_though_the_caps_change_under_the_pointer(
    venue: Venue,
) -> None:
    """A press takes the cursor from the note, the keys of the ring come back, and all buttons in
    the row move: the click counts all the same, the first time, at every edge of the button.
    """
    buttons = screen_of(venue)
    for across in (0.1, 0.5, 0.9):
        teller = venue.name()
        venue.keyboard.press("Space", "F6")
        button = buttons.next
        at = button.mapToGlobal(QPoint(round(button.width() * across), button.height() // 2))
        QTest.mousePress(button, Qt.MouseButton.LeftButton, pos=button.mapFromGlobal(at))
        QApplication.processEvents()
        QTest.mouseRelease(button, Qt.MouseButton.LeftButton, pos=button.mapFromGlobal(at))
        assert venue.name() != teller
        assert not venue.round.running
        QApplication.processEvents()


def test_right_in_a_breath_goes_on_through_everyone_waiting(venue: Venue) -> None:
    """Pressed again and again it comes to each, and back; nobody loses their place by it."""
    tell(venue, 60)
    names = []
    for _press in range(6):
        names.append(venue.name())
        venue.keyboard.press("Right")
    assert names == ["Dawn G", "Sandra S", "John R", "Simon R", "Andrew H", "Dawn G"]
    venue.keyboard.press("U")
    assert venue.name() == "Dawn G"


PLAIN = Qt.KeyboardModifier.NoModifier


TIMES = count(1_000, 1_000)  # ms at which keys are pressed


def hold(key: Qt.Key, text: str, *, times: int = 4, on_x11: bool = False) -> None:
    """Press a key and hold it until it has come so many times: as a system repeats it, or as X11
    does on a busy laptop, where it is let go and pressed again at one moment.
    """
    pressed = [QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress]
    for again in range(times):
        kinds = [QEvent.Type.KeyRelease, *pressed] if on_x11 and again else pressed
        _send(key, text, next(TIMES), kinds, repeats=again > 0 and not on_x11)
    _send(key, text, next(TIMES), [QEvent.Type.KeyRelease])


def _send(
    key: Qt.Key, text: str, at: int, kinds: list[QEvent.Type], *, repeats: bool = False
) -> None:
    for kind in kinds:
        event = QKeyEvent(kind, key, PLAIN, text, repeats)
        event.setTimestamp(at)
        event.ignore()
        target = QApplication.focusWidget()
        assert target is not None
        QApplication.sendEvent(target, event)


@pytest.mark.parametrize("on_x11", [False, True])
def test_a_key_that_is_held_down_is_one_key(
    venue: Venue, monkeypatch: pytest.MonkeyPatch, on_x11: bool
) -> None:
    """A is away once and not back again, P passes one person, and a clicker starts one turn."""
    if on_x11:
        monkeypatch.setattr(QGuiApplication, "platformName", lambda: "xcb")
    ring, dawn = screen_of(venue).ring, venue.round.to_come[1]
    ring.setFocus()
    ring.focusSeat(dawn)
    hold(Qt.Key.Key_A, "a", on_x11=on_x11)
    assert venue.round.seat(dawn) is Seat.AWAY
    hold(Qt.Key.Key_A, "a", times=1)
    assert venue.round.seat(dawn) is not Seat.AWAY
    hold(Qt.Key.Key_P, "p", on_x11=on_x11)
    assert venue.name() == "Dawn G"
    assert len(venue.round.again) == 1
    monkeypatch.setattr(remote, "_BOUNCE", 0.0)
    hold(Qt.Key.Key_PageDown, "", on_x11=on_x11)
    assert (venue.name(), venue.round.running) == ("Dawn G", True)


def test_a_key_that_comes_again_without_its_moment_is_a_press(
    venue: Venue, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Under a screen reader on X11 each key comes again once the reader was asked, at no moment:
    Space pauses all the same, and goes on.
    """
    monkeypatch.setattr(QGuiApplication, "platformName", lambda: "xcb")
    screen_of(venue).ring.setFocus()
    kinds = [QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.KeyRelease]
    for running in (True, False, True):
        _send(Qt.Key.Key_Space, " ", 0, kinds)
        assert venue.round.running is running


def test_undo_in_the_ring_undoes_turns_and_opens_no_other_page(venue: Venue) -> None:
    """U after a look at the dialogue takes the turn back, not the look, and no text has the focus;
    the idea that was typed there stays. So does the key that works everywhere.
    """
    tell(venue, 60)
    venue.keyboard.press("Ctrl+4", "Enter", "Ctrl+4", "Tab", "Enter")
    assert venue.stage() is Stage.DIALOGUE
    venue.keyboard.press("F6")
    venue.keyboard.write("Swap desks\n")
    venue.keyboard.press("Ctrl+3")
    for undo, redo in (("U", "Shift+U"), ("Ctrl+z", "Ctrl+y")):
        assert venue.name() == "Dawn G"
        venue.keyboard.press(undo)
        assert (venue.stage(), venue.name()) == (Stage.STORIES, "Brian R")
        assert not isinstance(QApplication.focusWidget(), QTextEdit)
        venue.keyboard.press(redo)
    assert venue.name() == "Dawn G"
    venue.keyboard.press("U", "U", "U", "U", "U")
    assert venue.stage() is Stage.STORIES
    assert not venue.round.started
    assert said(venue) == "There is no turn to undo."
    assert [idea.text for idea in venue.session.state.circle.ideas] == ["Swap desks"]


def test_who_speaks_can_leave_now_by_mouse_and_be_brought_back(venue: Venue) -> None:
    """Right click on the speaker: the turn is over, a notice says so, its Undo lets it run on."""
    venue.keyboard.press("Space")
    venue.pass_time(40)
    brian = venue.round.current
    assert brian is not None
    entries(venue, brian)["Leaves now"].trigger()
    assert venue.round.seat(brian) is Seat.AWAY
    assert venue.name() == "Dawn G"
    assert said(venue).startswith("Brian R left, and the turn is over.")
    QTest.mouseClick(venue.view.notice._undo, Qt.MouseButton.LeftButton)
    assert venue.name() == "Brian R"
    assert venue.round.elapsed(venue.clock.reading()) == 40
    dawn = venue.round.to_come[1]
    entries(venue, dawn)["Is away"].trigger()
    assert said(venue).startswith("Dawn G is away.")
    entries(venue, dawn)["Is back"].trigger()
    assert said(venue).startswith("Dawn G is back.")


@pytest.fixture
def twelve(open_window: Callable[[], Opened], clock: SimulatedClock, qtbot: QtBot) -> Venue:
    """Twelve people in Stories."""
    there = Venue(open_window(), clock, qtbot)
    there.session_begins(TWELVE)
    return there


def test_seats_from_ten_on_are_called_by_two_digits(twelve: Venue, qtbot: QtBot) -> None:
    """1 and 2 is seat twelve; a 1 alone is the first seat, after a moment or with the next key."""
    twelve.keyboard.press("1", "2")
    assert twelve.name() == "Person L"
    twelve.keyboard.press("1", "0")
    assert twelve.name() == "Person J"
    twelve.keyboard.press("1")
    assert twelve.name() == "Person J"
    qtbot.waitUntil(lambda: twelve.name() == "Person A", timeout=2_000)
    twelve.keyboard.press("3")
    assert twelve.name() == "Person C"
    twelve.keyboard.press("1", "Space")
    assert (twelve.name(), twelve.round.running) == ("Person A", True)
    twelve.keyboard.press("1", "7")
    assert twelve.session.state.name(twelve.round.following) == "Person G"
    keys_beside = entries(twelve, twelve.round.seats[10])["Speaks next"].text()
    assert keys_beside == "Speaks next\t1 1"


def test_a_one_waits_for_nothing_in_a_smaller_circle(venue: Venue) -> None:
    """Where nobody sits on seat ten, the first digit is the whole number."""
    venue.keyboard.press("3", "1")
    assert venue.name() == "Brian R"


def test_starting_a_turn_shows_its_teller_whatever_was_looked_at(venue: Venue) -> None:
    """A scribe who looked at another's story writes under the name of who is speaking."""
    story = screen_of(venue).story
    dawn = venue.round.to_come[1]
    ring = screen_of(venue).ring
    at = ring.seatPoint(dawn).toPoint()
    QTest.mouseClick(ring, Qt.MouseButton.LeftButton, pos=at)
    assert story.member == dawn
    venue.keyboard.press("Space", "F6")
    venue.keyboard.write("What Brian saw")
    venue.keyboard.press("Esc", "Space")
    assert [(s.teller, s.title) for s in venue.session.state.circle.stories] == [
        (venue.round.current, "What Brian saw")
    ]
    QTest.mouseClick(ring, Qt.MouseButton.LeftButton, pos=at)
    venue.keyboard.press("Space")
    assert story.member == venue.round.current


def test_f6_begins_at_the_title_and_tab_leaves_a_note(venue: Venue) -> None:
    """Title, points, own words: in the order in which they stand."""
    venue.keyboard.press("F6")
    story = screen_of(venue).story
    seen = []
    for _press in range(3):
        seen.append(QApplication.focusWidget())
        venue.keyboard.press("Tab")
    assert seen == [story.story_title, story.points, story.quote]


def test_an_idea_just_typed_is_committed_from_its_field(venue: Venue) -> None:
    """Ctrl Up after Enter, or without it: the words that were just typed are the action."""
    venue.session.time.go(Stage.COMMIT)
    screen = venue.view.screen_of_stage()
    assert isinstance(screen, CommitScreen)
    screen.ideas.field.setFocus()
    venue.keyboard.write("Swap desks\n")
    venue.keyboard.press("Ctrl+Up")
    venue.keyboard.write("Eat together")
    assert QApplication.focusWidget() is screen.ideas.field
    venue.keyboard.press("Ctrl+Up", "Ctrl+Up")
    circle = venue.session.state.circle
    assert [action.text for action in circle.actions] == ["Swap desks", "Eat together"]
    assert circle.ideas == ()


def test_f2_on_a_seat_puts_a_name_right_and_keeps_the_person(venue: Venue) -> None:
    """A name misheard, in the middle of the round: who has spoken has spoken, story and all."""
    brian = venue.round.current
    assert brian is not None
    venue.keyboard.press("Space", "F6")
    venue.keyboard.write("The bench")
    venue.keyboard.press("Esc", "Right")
    ring = screen_of(venue).ring
    ring.focusSeat(brian)
    venue.keyboard.press("F2")
    venue.keyboard.write("Bryan Reed 2")
    assert venue.session.state.name(brian) == "Brian R"
    venue.keyboard.press("Esc")
    assert venue.session.state.name(brian) == "Brian R"
    venue.keyboard.press("F2")
    venue.keyboard.write("Bryan Reed")
    venue.keyboard.press("Enter")
    assert venue.session.state.name(brian) == "Bryan Reed"
    assert venue.round.seat(brian) is Seat.HEARD
    assert venue.session.state.circle.story_of(brian) is not None
    assert (QApplication.focusWidget(), ring.focusedSeat()) == (ring, brian)
    assert (venue.name(), venue.round.running) == ("Dawn G", False)


def test_a_name_put_right_is_asked_about_where_it_is_not_sure(venue: Venue) -> None:
    """Another name altogether, for somebody who has spoken: it is asked who that is."""
    tell(venue, 60)
    brian = venue.round.heard[0].member
    entries(venue, brian)["Rename"].trigger()
    venue.keyboard.write("Olwen")
    venue.keyboard.press("Ctrl+Space")
    screen_of(venue).ring.setFocus()  # whatever takes the focus away takes the name
    assert venue.asked() == "Is Olwen the same person as Brian R?"


def test_what_cannot_be_a_name_stays_to_be_mended(venue: Venue) -> None:
    """Two people on one seat are refused in a sentence; nothing of it is lost or taken."""
    brian = venue.round.current
    assert brian is not None
    venue.keyboard.press("F2")
    field = QApplication.focusWidget()
    venue.keyboard.paste("Brian R, Ewa N, Dai J, Ann L")
    venue.keyboard.press("Enter")
    assert said(venue).startswith("One seat has one name.")
    assert QApplication.focusWidget() is field
    assert len(venue.session.state.circle.members) == 6
    venue.keyboard.press("Ctrl+a", "Delete")
    venue.keyboard.press("Enter")
    assert venue.session.state.name(brian) == "Brian R"
