"""A note of the facilitator's own: written by key in mid-turn, seen by nobody else, and kept."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from storycircle.core.commands import keys
from storycircle.core.turns.schedule import Stage
from storycircle.ui.circle.beside.rail_place import NotePanel
from storycircle.ui.circle.stories_screen import StoriesScreen
from storycircle.ui.room.display import room_view
from storycircle.ui.system.field_autosave import flush_all
from tests.journeys.conftest import Opened
from tests.journeys.venue import Venue

pytestmark = pytest.mark.slow

NOTE = "Ask Dawn how she is. P, 1, 2."


def _kept(venue: Venue) -> str:
    return venue.session.library.own_note(venue.session.state.circle.id)


def _panel(venue: Venue) -> NotePanel:
    assert venue.view.beside.note is not None
    return venue.view.beside.note


def test_a_note_is_written_in_mid_turn_and_the_turn_runs_on(venue: Venue) -> None:
    """Ctrl J, a line, Esc: no letter of it is a key of the ring, and the focus is where it was."""
    venue.keyboard.press("Space")
    before, focus = venue.round, QApplication.focusWidget()
    venue.keyboard.press("Ctrl+j")
    assert _panel(venue).field.hasFocus()
    venue.keyboard.write(NOTE)
    assert venue.round == before
    seen = repr([room_view(venue.session, calm=calm) for calm in (False, True)])
    assert "Ask Dawn" not in seen
    venue.keyboard.press("Esc")
    assert not _panel(venue).isVisible()
    assert QApplication.focusWidget() is focus
    assert _kept(venue) == NOTE
    assert venue.round == before


def test_the_turn_goes_on_from_within_a_note(venue: Venue) -> None:
    """Time and the next person have the keys they have while any text is written; Tab leaves it."""
    venue.keyboard.press("Ctrl+j", "Ctrl+Space")
    assert venue.round.running
    venue.keyboard.write("One")
    venue.keyboard.press("Ctrl+Enter")
    assert venue.stage() is Stage.STORIES
    assert len(venue.round.heard) == 1
    venue.keyboard.press("Tab")
    assert not _panel(venue).field.hasFocus()
    assert _panel(venue).done.hasFocus()
    assert _kept(venue) == "One"
    before = venue.round
    venue.keyboard.press("P")
    assert venue.round == before


def test_a_note_goes_back_to_the_story_that_was_being_written(venue: Venue) -> None:
    """Whoever writes a story goes on with it, in the same field."""
    screen = venue.view.screen_of_stage()
    assert isinstance(screen, StoriesScreen)
    venue.keyboard.press("F6")
    assert screen.story.story_title.hasFocus()
    venue.keyboard.press("Ctrl+j", "Ctrl+j")
    assert screen.story.story_title.hasFocus()
    venue.keyboard.press("Ctrl+j", "Ctrl+t")
    assert not _panel(venue).isVisible()
    assert venue.view.beside.plan is not None
    assert venue.view.beside.plan.isVisible()
    venue.keyboard.press("Esc")
    assert venue.view.rail.isVisible()


def test_the_note_is_there_again_after_a_restart_by_mouse(
    venue: Venue, open_window: Callable[[], Opened]
) -> None:
    """Closed in the middle of a word, it is on the disk; the menu opens it, a click closes it."""
    circle = venue.session.state.circle.id
    venue.keyboard.press("Ctrl+j")
    venue.keyboard.write("Half a wo")
    venue.window.close()
    window, _keyboard = open_window()
    window.carry_on(circle)
    (item,) = [one for one in window.menu.items if keys.OWN_NOTE in one.of]
    item.action.trigger()
    view = window.circle.view
    assert view is not None
    assert view.beside.note is not None
    assert view.beside.note.field.text() == "Half a wo"
    view.beside.note.done.click()
    assert not view.beside.note.isVisible()


def test_a_note_that_is_too_long_stays_and_says_why(venue: Venue) -> None:
    """Nothing typed is lost: the field keeps it, and what is kept is as it was."""
    venue.keyboard.press("Ctrl+j")
    venue.keyboard.write("Short")
    flush_all(venue.view)
    venue.keyboard.paste("x" * 100_001)
    flush_all(venue.view)
    panel = _panel(venue)
    assert len(panel.field.text()) > 100_000
    assert _kept(venue) == "Short"
    panel.field.setText("Short again")
    flush_all(venue.view)
    assert _kept(venue) == "Short again"


def test_a_note_before_anybody_has_a_name_keeps_its_circle(
    open_window: Callable[[], Opened],
) -> None:
    """A new circle that nobody saved yet is saved with the note; where both go, both are gone."""
    window, keyboard = open_window()
    keyboard.press("Ctrl+n", "Ctrl+j")
    keyboard.write("Early")
    keyboard.press("Ctrl+j")
    session = window.session
    assert session is not None
    circle = session.state.circle.id
    assert window.library.own_note(circle) == "Early"
    window.remove_circle(circle)
    window._removing.wait()
    assert window.library.own_note(circle) == ""


def test_where_the_note_covers_the_ring_a_remote_shows_it_first(venue: Venue) -> None:
    """In a small window a press that nobody would see the effect of does nothing else."""
    venue.window.resize(1024, 700)
    QApplication.processEvents()
    venue.keyboard.press("Ctrl+j")
    assert venue.view.beside.alone
    QTest.keyClick(_panel(venue).field, Qt.Key.Key_PageDown)
    assert not venue.round.begun
    assert _panel(venue).isHidden()
    venue.clock.forward(2)
    venue.keyboard.press("PageDown")
    assert venue.round.running
