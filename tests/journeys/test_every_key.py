"""Every key, on every page, from the page and from the rail: it is heard once, and never lost."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from storycircle.ui.app.main_window import Window
from storycircle.ui.commands import Binding, bindings_in, sequences, window_keys
from storycircle.ui.widgets.display.rail import Rail, StageButton, StageState
from tests.journeys.pages import PAGES
from tests.journeys.venue import Venue
from tests.support.windows import breathe

pytestmark = pytest.mark.slow


@contextmanager
def heard(window: Window, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The keys whose binding was asked to act; none of them does, so that the page stays."""
    done: list[str] = []
    with monkeypatch.context() as patch:
        patch.setattr(Binding, "do", lambda binding: done.append(binding.key))
        yield done
    assert window.isVisible()


def _rail(window: Window) -> QWidget | None:
    """The stage on the rail of the page where one is; None where it has no rail."""
    page = window.screens.currentWidget()
    rails = [rail for rail in page.findChildren(Rail) if rail.isVisible()] if page else []
    buttons = [one for rail in rails for one in rail.findChildren(StageButton)]
    return next((one for one in buttons if one._stage.state is StageState.NOW), None)


@pytest.mark.parametrize("page", PAGES)
def test_no_key_of_the_table_is_ambiguous_on_any_page(
    venue: Venue, page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever has the focus, a key acts once at most; and one that means something here, from
    the page and from the rail, is never lost between two that want it.
    """
    PAGES[page](venue)
    breathe(30)
    window, seen = venue.window, {binding.key for binding in bindings_in(venue.window)}
    places = [None, _rail(window)]
    for place in places:
        for key in sorted(seen - {"F11"}):  # the remote's, before any window
            if place is not None:
                place.setFocus()
            focus = QApplication.focusWidget()
            meant = window_keys(window).meant(key)
            with heard(window, monkeypatch) as done:
                _press(focus or window, key)
            assert done in ([], [key]), (key, done)
            if meant is not None and place is not None and "+" in key[:-1]:
                assert done == [key], (page, key, "from the rail")


def test_each_key_is_one_action_of_the_window(venue: Venue) -> None:
    """What is bound on several pages is one shortcut: two would cancel each other."""
    for go in PAGES.values():
        go(venue)
        breathe(10)
    every = [one for one in venue.window.findChildren(QAction) if one.shortcuts()]
    spelt = [keys.toString() for one in every for keys in one.shortcuts()]
    assert len(spelt) == len(set(spelt))
    assert {one.objectName() for one in every} >= {"Ctrl+Z", "Ctrl+N", "Ctrl+P", "Ctrl+O"}


def _press(target: QWidget, key: str) -> None:
    combination = sequences(key)[-1][0]  # type: ignore[index]  # left out of Qt's stubs
    QTest.keyClick(target, combination.key(), combination.keyboardModifiers())
