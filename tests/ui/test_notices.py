"""A notice lies on nothing that can be pressed, on any screen, however small the window."""

from itertools import product

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QApplication,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QTextEdit,
    QWidget,
)

from storycircle.ui.widgets.display.message import Notice
from storycircle.ui.widgets.ring.ring import Ring
from tests.support.windows import breathe
from tests.tour.circle import Tour
from tests.tour.looks import TourLook

_CONTROLS = (QAbstractButton, QAbstractSlider, QComboBox, QLineEdit, QTextEdit)
_SENTENCE = "Lindsay G passed, and comes again at the end if there is time for it."
_STEP = 4  # px between the points of a notice that are looked at


def _pressed_at(page: QWidget, at: QPoint) -> QWidget | None:
    """What a click on a page would press at a point; None where it presses nothing."""
    hit = page.childAt(at)
    while hit is not None and hit is not page and not isinstance(hit, Notice):
        here = QPointF(hit.mapFrom(page, at))
        view = hit.parentWidget()
        if isinstance(view, QHeaderView):
            return view if view.sectionsClickable() else None
        if isinstance(view, QAbstractItemView):
            return view if view.indexAt(here.toPoint()).isValid() else None
        if isinstance(hit, Ring):
            return hit if hit._under(here) is not None else None
        pressed = hit.cursor().shape() is Qt.CursorShape.PointingHandCursor
        if hit.isEnabled() and (pressed or isinstance(hit, _CONTROLS)):
            return hit
        hit = hit.parentWidget()
    return None


def _covered(notice: Notice) -> set[str]:
    """What can be pressed under a notice, each said by its class and words."""
    page, place = notice.parentWidget(), notice.geometry()
    assert page is not None
    notice.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    notice.lower()
    found = set()
    for x, y in product(
        range(place.left(), place.right() + 1, _STEP), range(place.top(), place.bottom() + 1, _STEP)
    ):
        under = _pressed_at(page, QPoint(x, y))
        if under is not None:
            found.add(f"{type(under).__name__} {under.accessibleName()}")
    notice.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, on=False)
    notice.raise_()
    return found


def _walked(app: QApplication, look: TourLook) -> tuple[list[str], list[str]]:
    """What a notice covers on the screens of the tour; that it is not in its window whole, too. And
    the screens that have no place for it.
    """
    found: list[str] = []
    crowded: list[str] = []

    def look_at(name: str, window: QWidget) -> None:
        before = window.size()
        notices: list[Notice] = window.findChildren(Notice)
        for notice in notices:
            page = notice.parentWidget()
            if page is None or not page.isVisible():
                continue
            notice.say(_SENTENCE, undo=True)
            breathe(130)  # the page may be laid out anew for it
            if notice.crowded:
                crowded.append(name)
            else:
                found.extend(f"{name}: {row}" for row in sorted(_covered(notice)))
            if not page.rect().contains(notice.geometry()):
                found.append(f"{name}: {notice.geometry()} outside")
            if window.size() != before:
                found.append(f"{name}: the window grew to {window.size()}")
            notice.hide()
            breathe(20)

    tour = Tour(look.dress(app), look.size, look_at)
    tour.walk()
    tour.close()
    return found, crowded


@pytest.mark.slow
@pytest.mark.parametrize(
    ("look", "most"),
    [
        pytest.param(TourLook((800, 600), 100), 12, id="800x600"),
        pytest.param(TourLook((1366, 768), 100), 4, id="1366x768", marks=pytest.mark.night),
        pytest.param(TourLook((800, 600), 200), 90, id="800x600 200 %", marks=pytest.mark.night),
        pytest.param(TourLook((1440, 900), 150), 12, id="1440x900 150 %", marks=pytest.mark.night),
    ],
)
def test_a_notice_covers_nothing_that_can_be_pressed(
    qapp: QApplication, look: TourLook, most: int
) -> None:
    """It moves to where nothing is. most: screens of some 135 that have no such place."""
    found, crowded = _walked(qapp, look)
    assert "\n".join(found) == ""
    assert len(crowded) <= most, crowded
