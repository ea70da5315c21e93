"""What a person is asked where a machine may not widen: in Compare, in Report, in Settings."""

import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from storycircle.core.clock import SimulatedClock
from storycircle.core.model import Sharing
from storycircle.jobs.merge import merge_files
from storycircle.store.library import Library
from storycircle.store.safety import backups, restore
from storycircle.ui.app.main_window import Window
from storycircle.ui.app.startup_services import Guard
from storycircle.ui.organiser.compare_page import ComparePlace
from storycircle.ui.organiser.organiser_session import OrganiserSession
from storycircle.ui.organiser.report_page import ReportPlace
from storycircle.ui.theme.theme import Theme
from tests.journeys.keyboard import Keyboard
from tests.store.consent.test_consent_state import asked, by_damage, stories
from tests.store.consent.test_withdrawals import EVENT, hand_over, told
from tests.store.test_erasure import CIRCLE, everywhere
from tests.store.test_owed_erasing import WORDS
from tests.support.fresh import fresh_library


@pytest.fixture
def organiser(library: Library, clock: SimulatedClock, tmp_path: Path) -> Iterator[Library]:
    """A story was withdrawn here by its code, and then came with another yes."""
    circle = told(Sharing.NAMED)
    first = hand_over(library, circle, tmp_path / "1.circle")
    anew = asked(library.circle("c"), Sharing.STAYS, Sharing.NAMED)
    with fresh_library(tmp_path / "org" / "library", clock) as opened:
        list(merge_files(opened, [first]))
        opened.withdraw(circle.stories[0].code)
        list(merge_files(opened, [hand_over(library, anew, tmp_path / "2.circle")]))
        yield opened


@pytest.mark.parametrize(("key", "left"), [("1", ["unforgettable"]), ("S", [])])
def test_a_yes_after_a_withdrawal_is_asked_about(
    qtbot: QtBot, theme: Theme, organiser: Library, key: str, left: list[str]
) -> None:
    """Its words are shown; it stands or stays out, and nothing waits after."""
    place = ComparePlace(theme, OrganiserSession(organiser, organiser.clock))
    qtbot.addWidget(place)
    place.resize(1224, 900)
    assert stories(organiser) == []
    assert place.show_next()
    place.show()
    qtbot.waitUntil(place.isActiveWindow)
    place.enter()
    assert place.title.text() == "Asked again after the withdrawal?"
    assert [text.accessibleName() for text in place.cards[0].texts] == ["unforgettable"]
    assert place.third is None
    with qtbot.waitSignals([place.session.changed, place.finished]):
        Keyboard(place).press(key)
    assert stories(organiser) == left
    assert organiser.conflicts() == []


def test_after_damage_the_report_says_who_waits_and_asks(
    qtbot: QtBot, theme: Theme, library: Library, clock: SimulatedClock, tmp_path: Path
) -> None:
    """A story from another laptop is in no report until a person says that it may be."""
    file = hand_over(library, told(Sharing.NAMED), tmp_path / "1.circle")
    with fresh_library(tmp_path / "org" / "library", clock) as first:
        list(merge_files(first, [file]))
        first.back_up()
    with by_damage(first, "") as opened:
        place = ReportPlace(theme, OrganiserSession(opened, clock))
        qtbot.addWidget(place)
        place.refresh()
        place.show()
        assert place.waiting.text().startswith("One story waits: this library opened from a copy")
        place.confirm.click()
        assert stories(opened) == ["unforgettable"]
        assert not place.confirm.isVisible()


def owing(theme: Theme, library: Library, clock: SimulatedClock) -> Window:
    """A window, shown: a story is out of the rows, and still in a copy."""
    library.save_event(EVENT)
    library.save_circle(CIRCLE)
    library.back_up()
    library.strike_story("s")
    window = Window(theme, library, clock)
    window.resize(1200, 800)
    window.show()
    return window


def test_settings_say_which_copies_still_hold_what_was_erased(
    qtbot: QtBot, theme: Theme, library: Library, clock: SimulatedClock
) -> None:
    """Opening goes through them; where they are to be deleted instead, it is asked twice."""
    window = owing(theme, library, clock)
    qtbot.addWidget(window)
    page = window.screens.settings
    page.refresh()
    row = page.copies
    assert row.message().startswith("One backup still to be gone through")
    window.screens.deleteOwingRequested.connect(library.delete_copies_owing)
    row.delete_owing.click()
    assert library.copies_owing(), "asked first"
    row.delete_owing.click()
    assert backups.names(library.path) == []
    assert WORDS not in everywhere(library)
    page.refresh()
    assert row.delete_owing.isHidden()
    assert row.message() == ""


def test_settings_say_that_the_librarys_own_file_still_owes(
    qtbot: QtBot, theme: Theme, library: Library, clock: SimulatedClock
) -> None:
    """There is no copy to delete; it is said all the same, until it is done."""
    window = owing(theme, library, clock)
    qtbot.addWidget(window)
    restore.delete(library.path, library.copies_owing())
    page = window.screens.settings
    page.refresh()
    assert page.copies.message().startswith("What was erased is still in the library’s own file")
    assert page.copies.delete_owing.isHidden()
    library.erase_owed()
    page.refresh()
    assert page.copies.message() == ""


def test_a_window_that_opens_goes_on_with_what_is_owed(
    qtbot: QtBot,
    theme: Theme,
    library: Library,
    clock: SimulatedClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A kill came between the rows and the copies."""
    for module in (sys, threading):  # a guard stands where exceptions arrive
        monkeypatch.setattr(module, "excepthook", module.excepthook)
    window = owing(theme, library, clock)
    guard = Guard(window, library, clock)
    qtbot.addWidget(window, before_close_func=lambda _: guard.finish())
    guard.finish()
    assert WORDS not in everywhere(library)
    assert not library.owes()
