"""On no screen of a circle is anything clipped, squeezed or out of reach, however little room."""

from collections.abc import Iterator
from itertools import product

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from storycircle.core.i18n.language import ENGLISH
from storycircle.ui.app.spoken_language import speak
from storycircle.ui.circle.commit_screen import CommitScreen
from storycircle.ui.circle.stage_screen import StageScreen
from storycircle.ui.widgets.display.scroll_area import ScrollArea
from tests.reach.clipped import clipped, seen_of
from tests.support.pseudo import BY_NAME
from tests.support.windows import breathe
from tests.tour.circle import Tour
from tests.tour.looks import SCALES, SIZES, TourLook, size_of

_ON_A_PROJECTOR = ("05-", "09-")
_LEAST = TourLook((800, 600), 200)
_LOOKS = [
    TourLook(size_of(size), scale)
    for size, scale in product(SIZES, SCALES)
    if (size, scale) != ("800x600", 200)
]
_LOOKS += [TourLook((800, 600), 200, dark, contrast=True) for dark in (False, True)]
_LOOKS += [TourLook((1024, 700), 200, dark=True)]
_LOOKS += [TourLook((1024, 700), scale, language=BY_NAME["cy"]) for scale in SCALES]
_EACH_PUSH = (
    TourLook((1366, 768), 100),
    TourLook((800, 600), 200, dark=True, contrast=True),
    TourLook((1024, 700), 200, language=BY_NAME["cy"]),
)
"""Looks of which each push sees every screen, beside the least one; a night sees all."""


@pytest.fixture
def english(qapp: QApplication) -> Iterator[None]:
    """English again after the test."""
    yield
    speak(qapp, ENGLISH)


_SETTLES = 10  # looks at a page that may not be laid out yet, a tenth of a second apart


def _walked(app: QApplication, look: TourLook) -> list[str]:
    """What is clipped on the screens of a circle, from the first names to the plenary."""
    found: list[str] = []

    def measure(name: str, widget: QWidget) -> None:
        if name.startswith(_ON_A_PROJECTOR):
            return
        rows = clipped(widget)
        for _ in range(_SETTLES if rows else 0):  # a page in another language is laid out twice
            breathe(100)
            rows = clipped(widget)
            if not rows:
                return
        found.extend(f"{name}: {row}" for row in rows)

    tour = Tour(look.dress(app), look.size, measure)
    for part in (tour.gather, tour.stories, tour.dialogue, tour.commit, tour.plenary):
        part()
    tour.close()
    return found


@pytest.mark.slow
@pytest.mark.usefixtures("english")
@pytest.mark.parametrize(
    "look",
    [
        pytest.param(_LEAST, id=str(_LEAST)),
        *(
            pytest.param(
                look,
                id=f"{look} {look.language.code}",
                marks=() if look in _EACH_PUSH else pytest.mark.night,
            )
            for look in _LOOKS
        ),
    ],
)
def test_nothing_is_clipped(qapp: QApplication, look: TourLook) -> None:
    """Every text is read whole, and every control reached, if need be by scrolling."""
    assert _walked(qapp, look) == []


@pytest.mark.slow
@pytest.mark.usefixtures("english")
def test_a_folded_page_keeps_order_focus_and_foot(qapp: QApplication) -> None:
    """The pane stands below; Tab comes to it; what has the focus is seen; the way on stays."""
    seen: list[tuple[str, bool]] = []

    def at(name: str, window: QWidget) -> None:
        if name != "07-commit":
            return
        screen = window.findChild(CommitScreen)
        assert screen is not None
        window.activateWindow()
        _check_folded(window, screen, seen)

    tour = Tour(_LEAST.dress(qapp), _LEAST.size, at)
    for part in (tour.gather, tour.stories, tour.dialogue, tour.commit):
        part()
    tour.close()
    assert seen == [("folded", True), ("wide", False), ("folded", True)]


def _check_folded(window: QWidget, screen: StageScreen, seen: list[tuple[str, bool]]) -> None:
    """From narrow to wide and back: the focus stays, and so does what is typed."""
    field = screen.findChild(CommitScreen) or screen
    assert isinstance(field, CommitScreen)
    typed = field.ideas.field
    for name, size in (("folded", _LEAST.size), ("wide", (2200, 1300)), ("folded", _LEAST.size)):
        window.resize(*size)
        breathe(80)
        if not seen:
            typed.setFocus()
            typed.setText("An idea that is not finished")
        breathe(80)
        assert QApplication.focusWidget() is typed
        assert typed.text() == "An idea that is not finished"
        screen.bring_in_view(typed)
        QApplication.processEvents()
        assert typed.visibleRegion().boundingRect() == typed.rect()
        way_on = next(way for way in screen._ways)
        assert way_on.visibleRegion().boundingRect() == way_on.rect()
        assert not seen_of(typed, typed.rect().toRectF())[0].isEmpty()
        below = typed.mapTo(screen, typed.rect().topLeft()).x() < screen.width() // 2
        assert below is screen.folded
        alone = [
            area for area in screen.findChildren(ScrollArea) if area.verticalScrollBar().maximum()
        ]
        assert not screen.folded or alone == [screen.areas[0]]  # one page, one scroll bar
        seen.append((name, screen.folded))
    typed.clear()
