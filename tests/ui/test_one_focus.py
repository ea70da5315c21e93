"""A page that opens gives the focus once: to what is to be used first there, and to nothing before.

Qt hands it to the first control of a page that is shown, and only then does the page give it to its
own: a screen reader had begun to say "Print ..." on the way to the ring.
"""

from collections.abc import Callable, Iterator
from functools import partial

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from storycircle.core.clock import SimulatedClock
from storycircle.core.turns.schedule import Stage
from storycircle.store.library import Library
from storycircle.ui.app.main_window import Window
from storycircle.ui.organiser.view_model import Place
from storycircle.ui.theme.theme import Theme

Page = tuple[str, Callable[[], object]]


@pytest.fixture
def window(qtbot: QtBot, theme: Theme, library: Library, clock: SimulatedClock) -> Iterator[Window]:
    made = Window(theme, library, clock)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    yield made
    made.close()


def _pages(window: Window) -> Iterator[Page]:
    """Each page of the window, and how one comes to it."""
    screens = window.screens
    yield "settings", screens.show_settings
    yield "method", screens.show_about
    yield "guide", screens.show_guide
    yield "back to the method", screens.leave
    yield "licences", screens.show_built
    yield "home", window.go_home
    yield "keys", screens.show_keys
    yield "back home", screens.leave
    yield "organiser", lambda: screens.show_organiser(library_event(window))
    places = screens.organiser.places
    for place in (Place.PACK, Place.HEADINGS, Place.REPORT, Place.GATHER):
        yield f"organiser {place}", partial(places.go, place)
    yield "clock", places.open_clock
    yield "paper", places.open_paper
    yield "home again", window.go_home
    yield "gather", window.start_circle
    session = window.session
    assert session is not None
    session.members.set_names("Ann Able\nBob Brown\nCy Cole")
    for stage in (*Stage, Stage.STORIES):
        yield f"circle {stage}", partial(session.time.go, stage)
    yield "keys from the ring", screens.show_keys
    yield "back to the ring", screens.leave


def library_event(window: Window) -> str | None:
    events = window.library.events()
    return events[0].id if events else None


@pytest.mark.slow
def test_a_page_gives_the_focus_once(window: Window) -> None:
    """And it stays there: on each page, from each to the next, and on the way back."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    given: list[QWidget] = []

    def note(_old: QWidget | None, now: QWidget | None) -> None:
        if now is not None:
            given.append(now)

    app.focusChanged.connect(note)
    more_than_one = {}
    for name, go in _pages(window):
        given.clear()
        go()
        QApplication.processEvents()
        assert QApplication.focusWidget() is not None, name
        if len(given) > 1:
            more_than_one[name] = [(type(w).__name__, w.accessibleName()) for w in given]
    assert more_than_one == {}
