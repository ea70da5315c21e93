"""At 1024x700, and with larger text, nothing that matters is cut in the circle's screen."""

from collections.abc import Callable

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QApplication, QWidget

from storycircle.core import i18n
from storycircle.core.settings import Look
from storycircle.core.turns.schedule import Stage
from storycircle.ui.circle.stories_screen import StoriesScreen
from storycircle.ui.widgets.controls.button import Button
from storycircle.ui.widgets.display.label import Text
from storycircle.ui.widgets.ring.ring import Ring
from tests.journeys.venue import Venue, tell
from tests.support.windows import breathe

pytestmark = pytest.mark.slow

LONG = "\n".join(f"{name} {'of a very long name ' * 9}{'x' * 10}"[:200] for name in "ABCDEF")
SCALES = [*(pytest.param(scale, marks=pytest.mark.slow) for scale in (100, 150)), 200]


def _forgotten(venue: Venue) -> None:
    tell(venue, 250)
    venue.pass_time(34)


def _slept(venue: Venue) -> None:
    venue.keyboard.press("Space")
    venue.clock.forward(140)
    venue.clock.sleep(180)
    venue.look()


def _short(venue: Venue) -> None:
    venue.session.time.keep_second_round(True)
    tell(venue, 16 * 60)
    venue.look()


def _all_heard(venue: Venue) -> None:
    for _member in range(6):
        tell(venue, 190)


def _running(venue: Venue) -> None:
    tell(venue, 190)
    venue.keyboard.press("Space")


def _leaving(venue: Venue) -> None:
    tell(venue, 190)
    venue.keyboard.press("Ctrl+4")


def _made(venue: Venue, scale: int, width: int = 1024, height: int = 700) -> StoriesScreen:
    """The window in a low size, with text of so many per cent."""
    venue.window.resize(width, height)
    settings = replace(venue.window.library.settings(), text_size=scale, look=Look.LIGHT)
    venue.window.screens.settingsChanged.emit(settings)
    breathe(60)
    screen = venue.view.screen_of_stage()
    assert isinstance(screen, StoriesScreen)
    screen.entered()
    return screen


def _cut(venue: Venue) -> list[str]:
    """The buttons of the circle that are narrower than their words, or partly out of sight."""
    breathe(60)
    venue.view.notice.hide()
    QApplication.processEvents()
    found = []
    for button in venue.view.findChildren(Button):
        if button.isVisible():
            small = button.width() < button.sizeHint().width()
            low = button.height() < button.sizeHint().height()
            hidden = button.visibleRegion().boundingRect() != button.rect()
            if small or low or hidden:
                found.append(button.accessibleName())
    return found


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize(
    "act",
    [_forgotten, _slept, _all_heard, pytest.param(_running, marks=pytest.mark.slow), _leaving],
)
def test_no_button_is_cut(venue: Venue, scale: int, act: Callable[[Venue], None]) -> None:
    """Each of the window's buttons shows all of its words and its key."""
    _made(venue, scale)
    act(venue)
    assert _cut(venue) == []


@pytest.mark.parametrize("scale", SCALES)
def test_what_the_edge_asks_is_read_in_full_and_covers_nothing(venue: Venue, scale: int) -> None:
    """The question, how long it is quiet, both starts; and the controls above them."""
    _made(venue, scale)
    _forgotten(venue)
    assert _cut(venue) == []
    edge = venue.view.edge
    texts = [text for text in edge.findChildren(Text) if text.isVisible()]
    assert [line.text for text in texts for line in text._lines(text.width())] == [
        "Has Dawn G begun?",
        "quiet for 0:34",
    ]


@pytest.mark.slow
@pytest.mark.parametrize("scale", [100, 150])
def test_names_of_two_hundred_letters_leave_room_for_the_ring(venue: Venue, scale: int) -> None:
    """They are shortened in a question and on a button; the ring is not pushed out."""
    venue.session.members.set_names(LONG)
    screen = _made(venue, scale)
    _leaving(venue)
    assert _cut(venue) == []
    assert screen.ring.height() >= 250
    venue.keyboard.press("Esc")
    venue.pass_time(40)
    assert venue.view.edge.isVisible()
    assert _cut(venue) == []


def test_with_large_text_the_ring_and_the_story_take_turns(venue: Venue) -> None:
    """F6 shows the other side, Esc the ring again; a question that was asked for is seen."""
    screen = _made(venue, 150)
    _running(venue)
    assert (screen.ring.isVisible(), screen.story.points.isVisible()) == (True, False)
    venue.keyboard.press("F6")
    assert (screen.ring.isVisible(), screen.story.points.isVisible()) == (False, True)
    venue.keyboard.write("A visit")
    venue.keyboard.press("Esc")
    assert isinstance(QApplication.focusWidget(), Ring)
    assert venue.session.state.circle.stories[0].title == "A visit"
    venue.keyboard.press("F6", "Ctrl+4")
    assert venue.stage() is Stage.STORIES
    card = venue.view.questioning.card
    assert card is not None
    assert card.isVisible()
    venue.window.resize(1440, 900)
    breathe(30)
    assert (screen.ring.isVisible(), screen.story.points.isVisible()) == (True, True)


def test_the_three_answers_of_short_time_are_seen_at_the_largest_text(venue: Venue) -> None:
    """Where the window is lowest the question comes first; what is below it is scrolled to."""
    _made(venue, 200)
    _short(venue)
    breathe(60)
    card = venue.view.questioning.card
    assert card is not None
    assert [button.visibleRegion().boundingRect() == button.rect() for button in card.buttons] == [
        True
    ] * 3


@pytest.mark.parametrize("height", [600, 570])
@pytest.mark.parametrize("scale", SCALES)
def test_the_least_window_shows_name_time_and_control_of_both_sides(
    venue: Venue, scale: int, height: int
) -> None:
    """At 800 px nothing is scrolled for them, with a menu bar above them too; with the story, the
    control is the turn's own.
    """
    venue.window.setMinimumSize(800, height)
    screen = _made(venue, scale, 800, height)
    _running(venue)
    breathe(60)
    assert _whole(screen.start)
    assert screen.ring.visibleRegion().boundingRect().height() >= 200
    venue.keyboard.press("F6")
    breathe(60)
    told = [text for text in screen.findChildren(Text) if text.isVisible() and _whole(text)]
    words = [text.text() for text in told]
    assert venue.name() in words
    assert i18n.length(venue.left()) in words
    venue.pass_time(10)
    assert i18n.length(venue.left()) in [text.text() for text in told]
    button = screen._start_too
    assert _whole(button)
    assert button.accessibleName() == "Pause"
    button.click()
    assert not venue.round.running
    assert button.accessibleName() == "Go on"


def _whole(widget: QWidget) -> bool:
    return widget.isVisible() and widget.visibleRegion().boundingRect() == widget.rect()
