"""A hurried hand types on, presses Enter twice and comes back later: nothing is mixed or lost."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from storycircle.core.turns.schedule import Stage
from storycircle.ui.circle.dialogue_screen import DialogueScreen
from storycircle.ui.circle.gather.gather_screen import GatherScreen
from storycircle.ui.circle.plenary_screen import PlenaryScreen
from storycircle.ui.circle.stories_screen import StoriesScreen
from storycircle.ui.widgets.controls.text_edit import Points
from tests.journeys.conftest import Opened
from tests.journeys.test_finishing import answers
from tests.journeys.venue import Venue


def names(opened: Opened) -> list[str]:
    session = opened[0].session
    assert session is not None
    return [member.name for member in session.state.circle.members]


def gather(opened: Opened) -> GatherScreen:
    view = opened[0].circle.view
    assert view is not None
    screen = view.screen_of_stage()
    assert isinstance(screen, GatherScreen)
    return screen


@pytest.mark.slow
def test_the_next_name_is_never_written_into_another(open_window: Callable[[], Opened]) -> None:
    """Coming back, after a paste, after *Add a name* and from a time, a name begins a line."""
    opened = open_window()
    window, hands = opened
    hands.press("Ctrl+n")
    hands.write("Ann\nBob, Youth service")
    hands.press("Esc")
    assert window.session is None
    hands.press("Enter")  # Carry on
    hands.write("Carol")
    gather(opened).ring.addSeatRequested.emit()
    hands.write("Dai")
    gather(opened).times.entered.emit()
    hands.write("Ewa")
    hands.press("Esc", "Enter")
    assert names(opened) == ["Ann", "Bob", "Carol", "Dai", "Ewa"]
    hands.press("Ctrl+z")  # nothing was typed since
    assert names(opened) == ["Ann", "Bob", "Carol", "Dai", "Ewa"]


@pytest.mark.slow
def test_notes_go_on_behind_what_stands(venue: Venue) -> None:
    """Shown again and reached by a key, a text is written on at its end; a click says where."""
    venue.session.time.go(Stage.DIALOGUE)
    screen = venue.view.screen_of_stage()
    assert isinstance(screen, DialogueScreen)
    (first, *_rest) = screen.findChildren(Points)
    first.set_text("One visit\nOne form", force=True)
    first.setFocus(Qt.FocusReason.TabFocusReason)
    venue.keyboard.write("s")
    assert first.text() == "One visit\nOne forms"
    first.clearFocus()
    first.set_text("One visit", force=True)
    first.setFocus(Qt.FocusReason.MouseFocusReason)
    assert first.textCursor().position() == 0


@pytest.mark.slow
def test_enter_in_a_title_goes_on_to_the_points(venue: Venue) -> None:
    """A title has one line: what is typed after Enter is the first point, not more of the title."""
    venue.keyboard.press("F6")
    venue.keyboard.write("The kitchen\nBob sat with me\nEwa came later")
    venue.keyboard.press("Esc")
    (story,) = venue.session.state.circle.stories
    assert story.title == "The kitchen"
    assert story.points == "Bob sat with me\nEwa came later"


@pytest.mark.slow
def test_the_ring_says_the_key_that_starts_from_where_the_focus_is(venue: Venue) -> None:
    """While a text has the focus Space is a letter, and the ring says Ctrl Space as the button."""
    screen = venue.view.screen_of_stage()
    assert isinstance(screen, StoriesScreen)

    def said() -> str:
        return screen.ring._view.lines[-1]

    assert said() == "Space starts"
    venue.keyboard.press("F6")
    assert said() == "Ctrl Space starts"
    venue.keyboard.press("Ctrl+Space", "Ctrl+Space")
    venue.look()
    assert said() == "Ctrl Space goes on"
    venue.keyboard.press("Esc")
    assert said() == "Space goes on"


@pytest.mark.slow
@pytest.mark.parametrize("asked", ["export", "finish"])
def test_enter_never_erases(venue: Venue, tmp_path: Path, asked: str) -> None:
    """One Enter too many, after the file is written or on *Finish*, keeps every note."""
    venue.keyboard.press("F6")
    venue.keyboard.write("The bench")
    venue.keyboard.press("Esc")
    venue.session.time.go(Stage.PLENARY)
    screen = venue.view.screen_of_stage()
    assert isinstance(screen, PlenaryScreen)
    if asked == "export":
        screen._exported(tmp_path / "ours.circle", venue.session.state.circle)
    else:
        screen.finish.click()
    QApplication.processEvents()
    assert screen.message is not None
    assert any("erase" in words.lower() for words in answers(screen.message))
    venue.keyboard.press("Enter", "Enter")
    (circle,) = venue.window.library.circles()
    assert circle.stories[0].title == "The bench"
