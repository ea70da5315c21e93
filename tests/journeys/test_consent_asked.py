"""The breath after a story says that its teller may be asked: quietly, and nobody has to."""

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QApplication

from storycircle.core.turns.schedule import Stage
from storycircle.ui.circle.consent.read_aloud_page import ReadingPage
from storycircle.ui.circle.stories_screen import StoriesScreen
from storycircle.ui.widgets.display import announcement
from storycircle.ui.widgets.ring.ring import Ring
from tests.journeys.venue import Venue

pytestmark = pytest.mark.slow

ASKED = "May Brian R’s story leave?"


def _screen(venue: Venue) -> StoriesScreen:
    screen = venue.view.screen_of_stage()
    assert isinstance(screen, StoriesScreen)
    return screen


def _tell(venue: Venue, words: str = "The heron stood by the gate") -> None:
    """The first story is told, noted and over; the focus is in the ring."""
    venue.keyboard.press("Space", "F6")
    venue.keyboard.write(words)
    venue.keyboard.press("Esc")
    venue.pass_time(60)
    venue.keyboard.press("Right")
    QApplication.processEvents()


def test_the_breath_after_a_story_asks_whether_it_may_leave(
    venue: Venue, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is seen, said once, takes no focus, delays no turn, and goes as the next begins."""
    heard: list[str] = []
    monkeypatch.setattr(announcement, "send", lambda event: heard.append(event.message()))
    _tell(venue)
    nudge = _screen(venue).nudge
    assert nudge.isVisible()
    assert nudge.words.text() == ASKED
    assert isinstance(QApplication.focusWidget(), Ring)
    for _each in range(20):
        venue.pass_time(1)
    venue.keyboard.press("m")  # a minute more for everybody: something is said, and not this again
    assert len(heard) > 1
    assert sum(line.count(ASKED) for line in heard) == 1
    venue.keyboard.press("Space")
    assert venue.round.running
    assert not nudge.isVisible()


def test_nobody_is_asked_for_words_that_were_taken_out_again(venue: Venue) -> None:
    """A story that holds no word has nothing that could leave."""
    venue.keyboard.press("Space", "F6")
    venue.keyboard.write("The heron")
    venue.keyboard.press("Ctrl+a", "Delete", "Esc")
    venue.pass_time(60)
    venue.keyboard.press("Right")
    QApplication.processEvents()
    assert not _screen(venue).nudge.isVisible()


def test_its_key_leads_to_the_asking_and_back(venue: Venue) -> None:
    """L asks for the story that was just told, whatever the pane shows; once asked, it is quiet."""
    _tell(venue)
    _screen(venue).story.show_member(venue.session.state.circle.members[3].id)
    venue.keyboard.press("l")
    page = venue.view.leaving.page
    assert isinstance(page, ReadingPage)
    (story,) = venue.session.state.circle.stories
    assert page.story == story.id
    venue.keyboard.press("Enter")
    assert venue.view.leaving.page is None
    assert venue.session.state.circle.stories[0].choice is not None
    assert not _screen(venue).nudge.isVisible()
    assert isinstance(QApplication.focusWidget(), Ring)


def test_later_is_an_answer_and_commit_asks_then(venue: Venue) -> None:
    """Put off for this story, and nothing is lost by it; by key, and by mouse."""
    _tell(venue)
    venue.keyboard.press("Shift+l")
    assert not _screen(venue).nudge.isVisible()
    assert venue.session.state.circle.stories[0].choice is None
    venue.keyboard.press("Space")
    venue.pass_time(30)
    venue.keyboard.press("Right")
    assert not _screen(venue).nudge.isVisible()  # nothing was noted: nothing can leave
    venue.keyboard.press("Left", "Left", "Right")
    _screen(venue).nudge.later.click()
    assert isinstance(QApplication.focusWidget(), Ring)


def test_it_can_be_switched_off(venue: Venue) -> None:
    """Off by choice, and then nothing asks before Commit."""
    settings = venue.window.library.settings()
    assert settings.ask_after_story
    venue.session.take_settings(replace(settings, ask_after_story=False))
    _tell(venue)
    assert not _screen(venue).nudge.isVisible()
    assert venue.session.state.stage is Stage.STORIES


def test_what_is_written_in_the_breath_is_asked_for_too(venue: Venue) -> None:
    """The note may come after the telling; while one writes, letters are letters."""
    venue.keyboard.press("Space")
    venue.pass_time(60)
    venue.keyboard.press("Right")
    assert not _screen(venue).nudge.isVisible()
    brian = venue.session.state.circle.members[0].id
    _screen(venue).story.show_member(brian)
    venue.keyboard.press("F6")
    venue.keyboard.write("The lily pool")
    venue.keyboard.press("Esc")
    assert _screen(venue).nudge.words.text() == ASKED
    assert "lily pool" in venue.session.state.circle.stories[0].title
