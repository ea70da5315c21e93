"""Keys that must not do more than they say: Enter, Esc, Shift, and the remote over other pages."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea
from pytestqt.qtbot import QtBot

from storycircle.core.clock import SimulatedClock
from storycircle.core.settings import Look
from storycircle.core.turns.schedule import Stage
from storycircle.ui.circle.open_screen import OpenScreen
from storycircle.ui.circle.stories_screen import StoriesScreen
from storycircle.ui.room.display import RoomDisplay
from storycircle.ui.room.second_screen import Room
from storycircle.ui.widgets.ring.ring import Ring
from tests.journeys.conftest import Opened
from tests.journeys.venue import SIX, Venue, tell
from tests.support import as_read
from tests.support.windows import breathe

pytestmark = pytest.mark.slow


def _stories(venue: Venue) -> StoriesScreen:
    screen = venue.view.screen_of_stage()
    assert isinstance(screen, StoriesScreen)
    return screen


def _room(venue: Venue) -> Room:
    return venue.window.findChildren(Room)[-1]


def _covered(venue: Venue) -> bool:
    """Whether the asking of tellers covers the stage."""
    return venue.view.leaving.page is not None


def _shown_elsewhere(venue: Venue) -> RoomDisplay:
    """The display, as it stands on a projector: the window keeps the keyboard."""
    _room(venue).open()
    display = _room(venue).display
    assert display is not None
    display.set_elsewhere(True)
    venue.window.activateWindow()
    breathe(30)
    assert venue.window.isActiveWindow()
    return display


@pytest.mark.parametrize("field", ["story_title", "quote", "themes", "about"])
def test_enter_in_a_field_answers_no_question(venue: Venue, field: str) -> None:
    """A scribe who ends a line with Enter decides nothing about the circle's time."""
    tell(venue, 22 * 60)
    venue.look()
    asked, share = venue.asked(), venue.round.next_share(venue.clock.reading())
    assert asked
    _stories(venue).story.show_member(venue.session.state.circle.members[0].id)
    getattr(_stories(venue).story, field).setFocus()
    venue.keyboard.write("A word")
    venue.keyboard.press("Enter")
    assert venue.asked() == asked
    assert venue.round.next_share(venue.clock.reading()) == share


def test_enter_on_an_idea_answers_no_question(venue: Venue) -> None:
    """In other stages too: an idea is written while the laptop asks about a gap."""
    venue.session.time.go(Stage.DIALOGUE)
    venue.keyboard.press("Ctrl+Space")
    venue.clock.sleep(300)
    venue.look()
    asked = venue.asked()
    assert asked
    venue.keyboard.press("F6")
    venue.keyboard.write("Lunch")
    venue.keyboard.press("Enter")
    assert [idea.text for idea in venue.session.state.circle.ideas] == ["Lunch"]
    assert venue.asked() == asked


def test_the_cap_of_enter_stands_only_where_enter_answers(venue: Venue) -> None:
    """A key on a button is one that works where the cursor is."""
    tell(venue, 22 * 60)
    venue.look()
    card = venue.view.questioning.card
    assert card is not None
    assert card.buttons[0].accessibleDescription() == "Enter"
    venue.keyboard.press("F6")
    assert card.buttons[0].accessibleDescription() == ""
    venue.keyboard.press("F6")
    assert card.buttons[0].accessibleDescription() == "Enter"


def test_esc_puts_the_display_away_before_it_leaves_the_circle(venue: Venue) -> None:
    """From a button as from the ring: one Esc for the projector, a second for the circle."""
    _shown_elsewhere(venue)
    _stories(venue).next.setFocus()
    venue.keyboard.press("Esc")
    assert not _room(venue).shown()
    assert venue.window.session is not None
    venue.keyboard.press("Esc")
    assert venue.window.session is None


def test_esc_takes_what_is_nearest_first(venue: Venue) -> None:
    """From a note: back to the ring, the question put off, the display away, then home."""
    tell(venue, 22 * 60)
    venue.look()
    _shown_elsewhere(venue)
    venue.keyboard.press("F6", "Esc")
    assert isinstance(QApplication.focusWidget(), Ring)
    assert venue.asked()
    venue.keyboard.press("Esc")
    assert venue.asked() == ""
    assert _room(venue).shown()
    venue.keyboard.press("Esc")
    assert not _room(venue).shown()
    assert venue.window.session is not None
    venue.keyboard.press("Esc")
    assert venue.window.session is None


def test_esc_in_the_display_closes_it_and_leaves_the_question(venue: Venue) -> None:
    """Where the display covers the window its question cannot be seen: nothing puts it off."""
    tell(venue, 22 * 60)
    venue.look()
    _room(venue).open()
    display = _room(venue).display
    assert display is not None
    breathe(30)
    QTest.keyClick(display, Qt.Key.Key_Escape)
    assert not _room(venue).shown()
    assert venue.asked()


def test_in_the_display_shift_and_an_arrow_move_the_start(venue: Venue) -> None:
    """As in the ring: fifteen seconds, and never a turn back or on."""
    venue.keyboard.press("Space")
    venue.clock.forward(40)
    _room(venue).open()
    display = _room(venue).display
    assert display is not None
    breathe(30)
    shift = Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(display, Qt.Key.Key_Left, shift)
    assert venue.round.elapsed(venue.clock.reading()) == 55
    QTest.keyClick(display, Qt.Key.Key_Right, shift)
    QTest.keyClick(display, Qt.Key.Key_Right, shift)
    assert venue.round.elapsed(venue.clock.reading()) == 25
    assert (venue.name(), venue.round.running) == ("Brian R", True)


def test_another_theme_keeps_the_display_calm_and_as_large(venue: Venue) -> None:
    """What the room sees stays as it was made, when the laptop turns dark."""
    venue.keyboard.press("Space")
    room = _room(venue)
    room.open()
    room.toggle_calm()
    room.set_size(2)
    old = room.display
    assert old is not None
    size = old.size_step
    settings = venue.window.library.settings()
    venue.window.screens.settings.changed.emit(settings.__class__(look=Look.DARK, text_size=150))
    breathe(80)
    display = _room(venue).display
    assert display is not None
    assert display is not old
    assert (display.calm, display.size_step) == (True, size)
    _room(venue).close()
    venue.window.activateWindow()
    breathe(30)
    venue.keyboard.press("Space")
    assert not venue.round.running, "the keyboard is in the ring again"


@pytest.mark.parametrize("page", ["keys", "about", "settings"])
def test_page_down_scrolls_a_page_over_the_circle_and_ends_no_turn(venue: Venue, page: str) -> None:
    """Keys, the method and the settings are read to their end by key, as without a circle."""
    venue.window.resize(1024, 700)
    tell(venue, 60)
    venue.keyboard.press("Space")
    venue.clock.forward(30)
    before, screens = venue.round, venue.window.screens
    {"keys": screens.show_keys, "about": screens.show_about, "settings": screens.show_settings}[
        page
    ]()
    over = screens.currentWidget()
    assert over is not None
    breathe(30)
    bar = over.findChildren(QScrollArea)[0].verticalScrollBar()
    assert bar.maximum() > 0
    for _press in range(9):
        venue.keyboard.press("PageDown")
    assert bar.value() == bar.maximum()
    venue.keyboard.press("PageUp")
    assert bar.value() < bar.maximum()
    assert screens.currentWidget() is over
    assert venue.round == before


def test_the_remote_leaves_the_asking_of_a_teller_first(venue: Venue) -> None:
    """While words are read out the ring is covered: no turn ends behind them."""
    venue.keyboard.press("Space", "F6")
    venue.keyboard.write("A joint visit")
    venue.keyboard.press("Ctrl+L")
    assert _covered(venue)
    before = venue.round
    venue.keyboard.press("PageDown")
    assert not _covered(venue)
    assert venue.round == before
    venue.clock.forward(1)
    venue.keyboard.press("PageDown")
    assert venue.round.current != before.current


def test_the_remote_acts_where_the_room_sees_the_circle(venue: Venue) -> None:
    """With the display before the room, a page on the laptop covers nothing from anybody."""
    venue.keyboard.press("Space")
    _shown_elsewhere(venue)
    venue.keyboard.press("F1", "PageDown")
    assert venue.name() == "Dawn G"
    assert venue.window.screens.currentWidget() is venue.window.screens.keys


def test_undo_and_redo_of_the_second_round_are_the_identity(
    open_window: Callable[[], Opened], clock: SimulatedClock, qtbot: QtBot
) -> None:
    """The tick follows what is undone; it is no act of its own, before there is a round either."""
    venue = Venue(open_window(), clock, qtbot)
    venue.keyboard.press("Ctrl+n")
    venue.keyboard.paste(SIX)
    venue.keyboard.press("Enter")  # it was read right
    venue.keyboard.press("Ctrl+Enter")
    screen = venue.view.screen_of_stage()
    assert isinstance(screen, OpenScreen)
    rounds = [venue.session.state.round]
    screen.second.setFocus()
    for key in ("Space", "Ctrl+z", "Ctrl+Shift+z", "Ctrl+z", "Ctrl+Shift+z"):
        venue.keyboard.press(key)
        rounds.append(venue.session.state.round)
        assert screen.second.isChecked() is (venue.session.time.second_round() > 0)
    assert rounds == [None, venue.round] * 3
    assert venue.round.second == 60


def test_away_twice_is_back(venue: Venue) -> None:
    """The focus stays with whom it was pressed for, though the turn goes on to the next person:
    who speaks, who is next and who waits are away by one A, and back by another.
    """
    ring = venue.view.screen_of_stage().findChild(Ring)
    assert ring is not None
    for begun in (False, True):
        for place in (0, 1, 4):
            if begun and not venue.round.begun:
                venue.keyboard.press("Space")
            member = venue.session.state.circle.members[place]
            ring.focusSeat(member.id)
            away = []
            for _press in range(2):
                venue.keyboard.press("A")
                away.append(venue.round.away)
                assert ring.focusedSeat() == member.id
                heard = as_read.name(as_read.in_focus(ring))
                assert (heard == f"{place + 1}, {member.name}, away") == bool(venue.round.away)
            assert away == [(member.id,), ()], member.name


def test_the_focus_follows_a_pass_and_comes_back_with_undo(venue: Venue) -> None:
    """A reader that hears no announcements hears so who is next."""
    ring = venue.view.screen_of_stage().findChild(Ring)
    assert ring is not None
    ring.setFocus()
    heard = []
    for key in ("P", "U"):
        venue.keyboard.press(key)
        heard.append(as_read.name(as_read.in_focus(ring)))
    assert heard == ["2, Dawn G, next", "1, Brian R, next"]
