"""The organiser's pages and the first ones: in any window, at any size of text, in any language
nothing of them is cut, squeezed or out of reach.
"""

from collections.abc import Callable, Iterator
from itertools import product

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from storycircle.core.clock import SimulatedClock
from storycircle.core.model import Gathered, Invited, new_id
from storycircle.store.library import Library
from storycircle.ui.app.main_window import Window
from storycircle.ui.organiser.view_model import Place
from tests.reach.clipped import Clipped, clipped
from tests.support.pseudo import BY_NAME
from tests.support.windows import breathe, shown
from tests.tour.looks import SCALES, SIZES, TourLook, size_of

SETTLED = 100, 30  # ms from one look at a page that is being laid out to the next; how many
WELSH = BY_NAME["cy"]
SAMPLE = (TourLook((800, 600), 200, language=WELSH), TourLook((1024, 700), 150))
EVERY = (
    *(TourLook(size_of(size), scale) for size, scale in product(SIZES, SCALES)),
    *(
        TourLook(size_of(size), scale, language=language)
        for language, size, scale in product(BY_NAME.values(), SIZES[:2], SCALES)
    ),
    *(
        TourLook((1024, 700), scale, dark=dark, contrast=True)
        for scale, dark in product(SCALES, (True, False))
    ),
)


@pytest.fixture
def dressed(qapp: QApplication) -> Iterator[QApplication]:
    """The application, which speaks English again afterwards."""
    yield qapp
    TourLook().dress(qapp)


def pages_of(window: Window) -> Iterator[str]:
    """Go from page to page; the name of each."""
    home, screens = window.home, window.screens
    yield "home"
    for request in (home.settingsRequested, home.keysRequested, home.aboutRequested):
        request.emit()
        yield window.windowTitle()
        window.go_home()
    home.gatherRequested.emit()
    places = screens.organiser.places
    for place in Place:
        screens.organiser.go(place)
        yield place.name
    places.open_clock()
    yield "clock"
    places.open_paper()
    places.paper.paper.wait()
    yield "paper"


@pytest.fixture
def event(library: Library, example: Gathered) -> Gathered:
    """The circles of 2007, one of them there twice, one still missing, and names known before."""
    held = replace(example, event=replace(example.event, expected=9))
    again = replace(example.circles[0], id=new_id(), members=(), stories=(), actions=())
    library.load(held)
    library.save_circle(again)
    names = ("Brian R", "Dawn G, health visiting")
    library.save_invited(example.event.id, [Invited(example.event.id, 9, names)])
    return held


def clipped_at_last(window: QWidget) -> list[Clipped]:
    """What is clipped once the window is laid out."""
    found: list[Clipped] = []
    pause, times = SETTLED
    for _time in range(times):
        breathe(pause)
        found = clipped(window)
        if not found:
            break
    return found


@pytest.fixture
def read_through(
    qtbot: QtBot, library: Library, clock: SimulatedClock, event: Gathered, dressed: QApplication
) -> Callable[[TourLook], list[str]]:
    """Says what of the pages cannot be read or reached."""
    assert event.circles

    def read(look: TourLook) -> list[str]:
        window = shown(qtbot, Window(look.dress(dressed), library, clock), *look.size)
        found = []
        for page in pages_of(window):
            found += [f"{page}: {row}" for row in clipped_at_last(window)]
        window.close()
        return found

    return read


@pytest.mark.slow
@pytest.mark.parametrize("look", SAMPLE, ids=str)
def test_nothing_is_cut_squeezed_or_out_of_reach(
    look: TourLook, read_through: Callable[[TourLook], list[str]]
) -> None:
    assert read_through(look) == []


@pytest.mark.slow
@pytest.mark.night
@pytest.mark.parametrize("look", EVERY, ids=lambda look: f"{look} {look.language.code}")
def test_nothing_is_in_any_window(
    look: TourLook, read_through: Callable[[TourLook], list[str]]
) -> None:
    assert read_through(look) == []
