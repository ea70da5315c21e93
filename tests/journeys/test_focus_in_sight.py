"""Whatever has the keyboard can be seen, and seen to have it: forwards and back, on every page."""

from collections.abc import Iterator

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from storycircle.ui.app.main_window import Window
from tests.journeys.pages import PAGES
from tests.journeys.venue import Venue
from tests.support.windows import breathe

pytestmark = pytest.mark.slow

MOST = 90  # steps of Tab
SEATS = 8  # at most, with the place for one more
LEAST = 12  # px of it, each way, that must be in sight


def _steps(window: Window, key: Qt.Key) -> Iterator[QWidget]:
    """What has the focus, step by step, until it comes round."""
    seen: list[QWidget] = []
    for _step in range(MOST):
        focus = QApplication.focusWidget()
        QTest.keyClick(focus or window, key, Qt.KeyboardModifier.ControlModifier)
        for _seat in range(SEATS):  # only in points does Ctrl Tab go on; the ring has its seats
            if QApplication.focusWidget() is focus:
                QTest.keyClick(focus or window, key)
        focus = QApplication.focusWidget()
        QApplication.processEvents()
        if focus is None or (seen and focus is seen[0]):
            return
        if focus not in seen:
            seen.append(focus)
            yield focus


def _box(widget: QWidget, window: QWidget) -> QRect:
    """Where a widget is in the window, with its ring."""
    corner = widget.mapTo(window, QPoint(0, 0))
    return QRect(corner, widget.size()).adjusted(-6, -6, 6, 6)


def _picture(window: Window, widget: QWidget) -> QImage:
    return window.grab(_box(widget, window)).toImage()


def _named(widget: QWidget) -> str:
    return f"{type(widget).__name__} {widget.accessibleName()[:40]!r}"


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("scale", [100, pytest.param(200, marks=pytest.mark.slow)])
def test_what_has_the_focus_is_in_sight_and_looks_so(venue: Venue, page: str, scale: int) -> None:
    """Found from pixels: round it something is drawn that goes with the focus."""
    window = venue.window
    window.resize(1024, 700)
    settings = replace(window.library.settings(), text_size=scale)
    window.screens.settingsChanged.emit(settings)
    breathe(60)
    PAGES[page](venue)
    breathe(60)
    hidden, plain = [], []
    for key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
        for focus in _steps(window, key):
            seen = focus.visibleRegion().boundingRect()
            if seen.width() < min(LEAST, focus.width()) or seen.height() < min(
                LEAST, focus.height()
            ):
                hidden.append(_named(focus))
                continue
            with_it = _picture(window, focus)
            focus.clearFocus()
            without = _picture(window, focus)
            focus.setFocus(Qt.FocusReason.OtherFocusReason)
            if with_it == without:
                plain.append(_named(focus))
    assert hidden == []
    assert plain == []


@pytest.mark.parametrize("page", ["keys", "about", "settings"])
def test_a_page_is_read_to_its_end_and_back_by_each_kind_of_key(venue: Venue, page: str) -> None:
    """End and Home, and where nothing else takes them the arrows."""
    venue.window.resize(1024, 700)
    PAGES[page](venue)
    breathe(60)
    over = venue.window.screens.currentWidget()
    assert over is not None
    bar = over.findChildren(QScrollArea)[0].verticalScrollBar()
    assert bar.maximum() > 0
    if page != "settings":  # there the arrows go from setting to setting
        venue.keyboard.press("Down")
        assert bar.value() > 0
        venue.keyboard.press("Up")
        assert bar.value() == 0
    _click(Qt.Key.Key_End)
    assert bar.value() == bar.maximum()
    _click(Qt.Key.Key_Home)
    assert bar.value() == 0


def _click(key: Qt.Key) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, key)
