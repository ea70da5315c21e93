"""The room is told something from the laptop: large, for a while, and in nobody's way."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from storycircle.core.commands import keys
from storycircle.core.turns.schedule import Stage
from storycircle.ui.circle.stories_screen import StoriesScreen
from storycircle.ui.room.display import RoomDisplay, room_view
from storycircle.ui.room.second_screen import Room
from storycircle.ui.room.telling_panel import TellingPanel
from tests.journeys.venue import Venue
from tests.support import as_read
from tests.support.windows import breathe

pytestmark = pytest.mark.slow

END = "Please find an end"


def _room(venue: Venue) -> Room:
    return venue.window.findChildren(Room)[-1]


def _display(venue: Venue) -> RoomDisplay:
    display = _room(venue).display
    assert display is not None
    return display


def _panel(venue: Venue) -> TellingPanel:
    assert venue.view.beside.telling is not None
    return venue.view.beside.telling


def _reads(venue: Venue) -> str:
    """What the room has before it in the question's place."""
    view = room_view(venue.session, calm=False)
    return view.question if view.told else ""


def _on_a_projector(venue: Venue) -> RoomDisplay:
    """The display as it stands on another screen: the window keeps the keyboard."""
    _room(venue).open()
    display = _display(venue)
    display.set_elsewhere(True)
    _room(venue).turned.emit()
    venue.window.activateWindow()
    breathe(30)
    return display


def test_two_keys_ask_the_speaker_to_find_an_end(venue: Venue) -> None:
    """Ctrl R, 1: the words stand above the ring, the turn runs on, the ring's keys are as before,
    and after a minute all is as it was.
    """
    display = _on_a_projector(venue)
    venue.keyboard.press("Space")
    before, focus = venue.round, QApplication.focusWidget()
    venue.keyboard.press("Ctrl+r", "1")
    assert _reads(venue) == END
    assert room_view(venue.session, calm=False).ring is not None
    assert display.accessibleDescription() == END
    assert venue.round == before
    assert QApplication.focusWidget() is focus
    assert not venue.view.room_band.isHidden()
    assert END in venue.view.room_band.sees.text()
    assert "Brian R" in venue.view.room_band.turn.text()
    assert "then Dawn G" in venue.view.room_band.turn.text()
    venue.keyboard.press("+")
    assert venue.round != before
    venue.pass_time(59)
    assert _reads(venue) == END
    venue.pass_time(1)
    assert _reads(venue) == ""
    assert _room(venue).display is display
    assert not venue.view.room_band.isHidden()  # the display is still on the other screen
    venue.keyboard.press("Right")
    assert len(venue.round.heard) == 1


def test_words_are_taken_away_by_key_wherever_the_keyboard_is(venue: Venue) -> None:
    """From the window, from a story being written, and from the display itself."""
    _on_a_projector(venue)
    screen = venue.view.screen_of_stage()
    assert isinstance(screen, StoriesScreen)
    for place in (screen.ring, screen.story.story_title, _display(venue)):
        venue.session.telling.find_an_end()
        place.setFocus()
        held = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        QTest.keyClick(place, Qt.Key.Key_R, held)
        assert _reads(venue) == ""
    assert _room(venue).display is not None


def test_a_break_counts_down_and_says_its_end(venue: Venue) -> None:
    """Ten minutes with the time standing, as was ticked: the room sees them run down."""
    venue.keyboard.press("Space")
    venue.keyboard.press("Ctrl+r")
    _panel(venue).pause.click()
    venue.keyboard.press("2")
    assert not venue.round.running
    used = venue.round.elapsed(venue.clock.reading())
    assert _reads(venue) == "Ten minutes’ break"
    assert room_view(venue.session, calm=False).below == ("10:00", "until 10.15")
    assert room_view(venue.session, calm=True).below == ()
    assert room_view(venue.session, calm=False).ring is None
    venue.pass_time(61)
    assert room_view(venue.session, calm=False).below[0] == "8:59"
    venue.pass_time(9 * 60)
    assert _reads(venue) == ""
    assert venue.round.elapsed(venue.clock.reading()) == used
    assert _room(venue).display is None  # it came for the words alone
    venue.keyboard.press("Space")
    assert venue.round.running


def test_a_break_touches_no_time_unless_asked(venue: Venue) -> None:
    venue.keyboard.press("Space")
    before = venue.round
    venue.session.telling.ten_minutes()
    assert venue.round == before
    assert venue.round.running


def test_own_words_are_typed_and_what_is_odd_is_said(venue: Venue) -> None:
    """Nothing, or a length that is none, is refused in a sentence; digits are letters there."""
    venue.keyboard.press("Ctrl+r")
    panel = _panel(venue)
    panel.words.setFocus()
    assert keys.FIND_AN_END.cap not in as_read.description(as_read.read(panel.end))
    venue.keyboard.press("Enter")
    assert "Write what the room is to read." in panel.remark.title
    venue.keyboard.write("Tea in room 2")
    panel.length.setFocus()
    venue.keyboard.write("soon")
    venue.keyboard.press("Enter")
    assert panel.isVisible()
    assert panel.remark.title
    assert panel.words.text() == "Tea in room 2"
    panel.length.selectAll()
    venue.keyboard.write("15")
    venue.keyboard.press("Enter")
    assert _reads(venue) == "Tea in room 2"
    assert room_view(venue.session, calm=False).below[0] == "15:00"
    assert panel.isHidden()
    venue.keyboard.press("Ctrl+Shift+r")
    assert _room(venue).display is None
    venue.keyboard.press("Ctrl+r")
    assert panel.words.text() == ""
    venue.keyboard.press("Esc")
    assert venue.stage() is Stage.STORIES


def test_by_mouse_from_the_menu_and_the_band(venue: Venue) -> None:
    """No key is needed: the menu opens it, a click tells it, the band takes it away."""
    (item,) = [one for one in venue.window.menu.items if keys.TELL_ROOM in one.of]
    item.action.trigger()
    QTest.mouseClick(_panel(venue).end, Qt.MouseButton.LeftButton)
    assert _reads(venue) == END
    band = venue.view.room_band
    QTest.mouseClick(band.away, Qt.MouseButton.LeftButton)
    assert _reads(venue) == ""
    assert band.isHidden()
    assert _room(venue).display is None


def test_with_one_screen_it_is_told_from_before_the_room(venue: Venue) -> None:
    """The display gives way to the question what to tell, and stands there again afterwards."""
    venue.keyboard.press("F11")
    assert _display(venue).isActiveWindow()
    _display(venue).set_calm(True)
    venue.keyboard.press("Ctrl+r")
    assert _room(venue).display is None
    assert _panel(venue).isVisible()
    venue.keyboard.press("1")
    assert _display(venue).calm
    venue.keyboard.press("Ctrl+Shift+r")
    assert _room(venue).display is not None
    venue.keyboard.press("Ctrl+r", "Esc")
    assert _display(venue).calm
    venue.keyboard.press("Esc")
    assert _room(venue).display is None


def test_a_display_that_came_for_words_takes_them_with_it(venue: Venue) -> None:
    """Esc on the only screen is back in the circle, and nothing is left before the room."""
    venue.keyboard.press("Ctrl+r", "1")
    assert _display(venue).isActiveWindow()
    venue.keyboard.press("Esc")
    assert _room(venue).display is None
    assert _reads(venue) == ""
    assert not venue.view.room_band.isVisible()


def test_words_are_undone_by_no_undo_and_are_on_no_disk(venue: Venue) -> None:
    """U takes back the turn; what the room reads stays, and is not there after a restart."""
    venue.keyboard.press("Space")
    venue.session.telling.tell("Zanfolimbrek")
    venue.session.undo_turn()
    assert not venue.round.begun
    assert _reads(venue) == "Zanfolimbrek"
    venue.session.leave_off()
    folder = venue.session.library.path.parent
    found = [one for one in folder.rglob("*") if one.is_file() and b"Zanfol" in one.read_bytes()]
    assert found == []
