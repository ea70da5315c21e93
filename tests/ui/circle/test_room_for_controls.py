"""The five controls of the ring stand in one row, and nothing lies on them."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from storycircle.core.clock import SimulatedClock
from storycircle.core.i18n.language import ENGLISH, Language
from storycircle.core.turns.schedule import Stage
from storycircle.languages import named
from storycircle.store.library import Library
from storycircle.ui.app.main_window import Window
from storycircle.ui.app.spoken_language import speak
from storycircle.ui.circle.stories_screen import StoriesScreen
from storycircle.ui.session.session import Session
from storycircle.ui.theme.theme import Theme
from tests.support.pseudo import RIGHT_TO_LEFT
from tests.support.windows import shown

pytestmark = pytest.mark.slow

LANGUAGES = [ENGLISH, named("cy"), RIGHT_TO_LEFT]

FOR_LONG_WORDS = {"en": (0, 0), "cy": (1280, 800), "x-rtl": (1366, 768)}
"""Size of the window in which all five have one row too once every story is told."""


@pytest.fixture(autouse=True, params=LANGUAGES, ids=lambda language: language.code)
def language(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[Language]:
    """Each language in which the app is seen."""
    speak(qapp, request.param)
    yield request.param
    speak(qapp, ENGLISH)


@pytest.fixture
def window(qtbot: QtBot, theme: Theme, library: Library, clock: SimulatedClock) -> Window:
    """A window in Stories, with a circle of three."""
    made = shown(qtbot, Window(theme, library, clock), 1280, 800, front=False)
    made.start_circle()
    session(made).members.set_names("Ann\nBob\nCy")
    session(made).time.go(Stage.STORIES)
    return made


def session(window: Window) -> Session:
    assert window.session is not None
    return window.session


def stories(window: Window) -> StoriesScreen:
    assert window.circle.view is not None
    screen = window.circle.view.screen_of_stage()
    assert isinstance(screen, StoriesScreen)
    return screen


def place(widget: QWidget, window: QWidget) -> QRect:
    """Where a widget is, in px of the window."""
    return QRect(widget.mapTo(window, QPoint()), widget.size())


def beside(one: QRect, other: QRect) -> bool:
    """Whether one is left or right of the other, all the way up and down."""
    return one.right() < other.left() or other.right() < one.left()


def resized(window: Window, width: int, height: int) -> None:
    window.resize(width, height)
    for _again in range(3):
        QApplication.processEvents()


def tell_all(window: Window) -> None:
    for _member in range(3):
        session(window).turns.start_or_pause()
        session(window).turns.next()


@pytest.mark.parametrize("size", [(1024, 700), (1280, 800), (1366, 768), (1440, 900)])
@pytest.mark.parametrize("told", [False, True])
def test_controls_stand_in_one_row(
    window: Window, language: Language, size: tuple[int, int], told: bool
) -> None:
    """Before the first turn and once all are heard: the ring keeps the height."""
    if told and size < FOR_LONG_WORDS[language.code]:
        pytest.skip("the way on and the second round have long words there: two rows")
    if told:
        tell_all(window)
    resized(window, *size)
    screen = stories(window)
    controls = (screen.start, screen.next, screen.pass_, screen.more, screen.undo)
    assert len({place(control, window).center().y() for control in controls}) == 1
    minute = place(screen.minute, window)
    assert minute.top() > place(screen.start, window).bottom()
    assert place(screen.areas[0], window).contains(minute)


def test_controls_keep_their_places_as_a_turn_starts_and_pauses(window: Window) -> None:
    """The first control says another word; the room at its sides is the same."""
    resized(window, 1100, 700)
    screen, spare = stories(window), []
    for _word in range(3):
        QApplication.processEvents()
        spare.append(screen.start.width() - screen.start.width_with(""))
        spare[-1] -= screen.start.fontMetrics().horizontalAdvance(screen.start.words)
        session(window).turns.start_or_pause()
    assert max(spare) - min(spare) <= 1


@pytest.mark.parametrize("size", [(1024, 700), (1280, 800), (1366, 768)])
def test_a_notice_lies_beside_the_pane_and_above_the_controls(
    window: Window, size: tuple[int, int]
) -> None:
    """On whichever side the pane is, and however high the controls are."""
    resized(window, *size)
    assert window.circle.view is not None
    notice, screen = window.circle.view.notice, stories(window)
    notice.say("Somebody passed, and is asked again at the end of the round.", undo=True)
    resized(window, size[0], size[1])
    lies = place(notice, window)
    for control in (screen.start, screen.next, screen.pass_, screen.more, screen.undo):
        assert not lies.intersects(place(control, window))
    assert beside(lies, place(screen.story.points, window))


def test_what_the_edge_asks_lies_beside_the_pane(window: Window, clock: SimulatedClock) -> None:
    """Whether somebody has begun is asked below the ring, not below the story."""
    assert window.circle.view is not None
    view = window.circle.view
    session(window).turns.start_or_pause()
    session(window).turns.next()
    clock.forward(60)
    view.tick()
    resized(window, 1280, 800)
    assert view.edge.isVisible()
    assert beside(place(view.edge, window), place(stories(window).story.points, window))
