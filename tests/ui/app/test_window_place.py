"""The window stands whole on a screen that is there, and next time where it stood."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QMargins, QPoint, QRect, QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from storycircle.core.error_sentences import Refused
from storycircle.store.library import Library
from storycircle.ui.app.window_place import LEAST, Place, WindowPlace, fitted

FRAME = QMargins(1, 24, 1, 5)

sizes = st.integers(200, 5_000)
places = st.integers(-9_000, 9_000)
kept = st.builds(Place, places, places, sizes, sizes, st.booleans())
rooms = st.builds(QRect, places, places, sizes, sizes)
frames = st.builds(QMargins, *(st.integers(0, 60),) * 4)


def whole(place: Place, frame: QMargins) -> QRect:
    """A window with its frame."""
    inside = QRect(place.x + frame.left(), place.y + frame.top(), place.width, place.height)
    return inside.marginsAdded(frame)


@given(wanted=st.none() | kept, screens=st.lists(rooms, min_size=1, max_size=4), frame=frames)
def test_a_window_lies_whole_on_a_screen(
    wanted: Place | None, screens: list[QRect], frame: QMargins
) -> None:
    """With its frame; on any screens, whatever was taken away since."""
    outer = whole(fitted(wanted, screens, frame), frame)
    assert any(screen.contains(outer) for screen in screens)


@given(wanted=st.none() | kept, screens=st.lists(rooms, min_size=1, max_size=4), frame=frames)
def test_a_window_that_fits_stays(
    wanted: Place | None, screens: list[QRect], frame: QMargins
) -> None:
    """Else it would creep from one start to the next."""
    once = fitted(wanted, screens, frame)
    assert fitted(once, screens, frame) == once or wanted is None


@pytest.mark.parametrize("size", [(1440, 900), (1366, 768), (1024, 700), (800, 600), (683, 384)])
def test_a_first_window_leaves_room_for_its_frame(size: tuple[int, int]) -> None:
    """It was 25 px taller than a screen of 1440 by 900. 683 by 384 is a small screen at 200 %."""
    screen = QRect(0, 0, *size)
    assert screen.contains(whole(fitted(None, [screen], FRAME), FRAME))


def test_a_window_on_a_screen_that_was_taken_away_comes_to_the_first() -> None:
    laptop, beamer = QRect(0, 0, 1366, 768), QRect(1366, 0, 1920, 1080)
    there = Place(1_500, 100, 1_200, 800)
    assert fitted(there, [laptop, beamer], FRAME) == there
    assert laptop.contains(whole(fitted(there, [laptop], FRAME), FRAME))


@given(place=kept)
def test_a_place_is_stored_and_read(place: Place) -> None:
    assert Place.from_text(place.to_text()) == place


@pytest.mark.parametrize(
    "text", ["", "1 2 3", "a b c d", "1 2 0 4", "1 2 3 4 5", "1 2 99999999 4", "1 2 3 big"]
)
def test_what_names_no_place_is_none(text: str) -> None:
    """A library opens whatever stands in it."""
    assert Place.from_text(text) is None


def shown(library: Library, qtbot: QtBot) -> QWidget:
    """A window at its place."""
    window = QWidget()
    qtbot.addWidget(window)
    WindowPlace(window, library).show()
    qtbot.waitExposed(window)
    return window


def test_a_window_opens_where_it_was_closed(library: Library, qtbot: QtBot) -> None:
    """Size, place, and whether it covered the screen."""
    first = shown(library, qtbot)
    first.move(0, 30)
    first.resize(792, 650)
    first.close()
    again = shown(library, qtbot)
    assert (again.pos(), again.size()) == (QPoint(0, 30), QSize(792, 650))
    again.showMaximized()
    again.close()
    last = shown(library, qtbot)
    assert last.isMaximized()
    last.showNormal()
    last.close()
    assert not shown(library, qtbot).isMaximized()


def test_the_least_size_is_what_the_screen_has(library: Library, qtbot: QtBot) -> None:
    """800 by 600 elsewhere; a window that cannot be made small enough lies in part off a screen."""
    window = shown(library, qtbot)
    room = QGuiApplication.primaryScreen().availableGeometry()
    assert window.minimumWidth() <= min(LEAST.width(), room.width())
    assert window.minimumHeight() <= min(LEAST.height(), room.height())


def test_a_window_closes_where_its_place_cannot_be_stored(library: Library, qtbot: QtBot) -> None:
    library.keep_window_place("0 0 900 700")
    library.close()
    with Library(library.path, library.clock, reads=True) as kept:
        assert shown(kept, qtbot).close()
        assert kept.window_place() == "0 0 900 700"


def test_a_full_disk_keeps_nobody_from_closing(
    library: Library, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_self: Library, _place: str) -> None:
        raise Refused("library-unsaved", why="there is no room left on this disk")

    window = shown(library, qtbot)
    monkeypatch.setattr(Library, "keep_window_place", full)
    assert window.close()
