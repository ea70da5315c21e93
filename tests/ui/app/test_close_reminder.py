"""Closing with a finished circle that was not handed over: asked once, and never again as it is."""

from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from storycircle.core.clock import SimulatedClock
from storycircle.core.model import Action, Circle, Member
from storycircle.core.turns.schedule import Stage, plan_for
from storycircle.jobs.export import export_circle
from storycircle.store.library import Library
from storycircle.store.refused_text import Typed
from storycircle.store.saved_state import SavedState
from storycircle.ui.app.close_reminder import waiting
from storycircle.ui.app.main_window import Window
from storycircle.ui.theme.palette import LIGHT
from storycircle.ui.theme.theme import Theme, apply_theme
from storycircle.ui.widgets.display.message import Message

CIRCLE = Circle(
    "c", 5, members=(Member("m", "Al"), Member("n", "Bo")), actions=(Action("a", "Walk"),)
)


def held(library: Library, clock: SimulatedClock, circle: Circle, stage: Stage) -> None:
    now = clock.now()
    library.save_circle(circle, SavedState(stage, None, plan_for(None, now), now))


@pytest.fixture
def window(
    qtbot: QtBot, qapp: QApplication, library: Library, clock: SimulatedClock
) -> Iterator[Window]:
    theme = Theme(LIGHT, still=True)
    apply_theme(qapp, theme)
    held(library, clock, CIRCLE, Stage.PLENARY)
    made = Window(theme, library, clock, reminds=True)
    qtbot.addWidget(made)
    made.resize(1024, 700)
    made.show()
    yield made
    made._reminds = False
    made.close()


def card(window: Window) -> Message | None:
    shown = [found for found in window.findChildren(Message) if found.isVisible()]
    return shown[0] if shown else None


def test_closing_reminds_once_of_a_circle_that_was_not_handed_over(window: Window) -> None:
    """The first time it asks in place; the second time the window closes."""
    window.close()
    asked = card(window)
    assert window.isVisible()
    assert asked is not None
    assert asked.accessibleName() == "Circle 5 is not handed over yet."
    QTest.keyClick(asked, Qt.Key.Key_Escape)
    assert card(window) is None
    window.close()
    assert not window.isVisible()


def test_enter_goes_to_the_circle(window: Window) -> None:
    """Where its file is exported; closing without is one button away."""
    window.close()
    asked = card(window)
    assert asked is not None
    QTest.keyClick(asked, Qt.Key.Key_Return)
    assert window.session is not None
    assert window.session.state.stage is Stage.PLENARY


def test_closing_without_closes(window: Window) -> None:
    """Nobody is kept."""
    window.close()
    asked = card(window)
    assert asked is not None
    asked.answered.emit("close")
    assert not window.isVisible()


def test_what_is_handed_over_or_under_way_is_not_reminded_of(
    window: Window, library: Library, clock: SimulatedClock, tmp_path: Path
) -> None:
    """Until it changes: then its organiser has not got it as it stands."""
    assert [one.number for one in waiting(library)] == [5]
    export_circle(library, library.circle("c"), tmp_path / "5.circle")
    assert waiting(library) == []
    held(library, clock, replace(CIRCLE, id="d", number=6), Stage.DIALOGUE)
    assert waiting(library) == []
    library.save_circle(replace(CIRCLE, theme="Another question"))
    (one,) = waiting(library)
    assert one.changed
    window.close()
    asked = card(window)
    assert asked is not None
    assert asked.accessibleName() == "Circle 5 has changed since it was handed over."


def test_closing_reads_no_circle_that_needs_no_word(
    window: Window, library: Library, clock: SimulatedClock
) -> None:
    """However many came from elsewhere: the window is gone at once. The same for what was typed and
    not taken, of which a circle's number alone is said.
    """
    for number in range(1, 30):
        actions = (Action(f"a{number}", "Walk"),)
        library.save_circle(Circle(f"other-{number}", number, "e", actions=actions))
    going_on = Circle("d", 6, actions=(Action("of d", "Walk"),))
    held(library, clock, going_on, Stage.DIALOGUE)
    library.keep_typed("other-7", "theme", Typed("What?"))
    whole = library.circle("c")
    with (
        patch.object(Library, "circles", side_effect=AssertionError),
        patch.object(Library, "circle", return_value=whole) as read,
    ):
        assert [one.number for one in waiting(library)] == [5]
        read.assert_called_once_with("c")
        assert not window.letting_go.may(window.close, window.theme, closing=True)
    asked = window.letting_go.card
    assert asked is not None
    title = asked.message.accessibleName()
    assert title == "Something typed in circle 7 was not accepted."
