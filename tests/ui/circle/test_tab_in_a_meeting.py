"""Tab goes through a meeting's fields as they stand, whatever opened meanwhile."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from storycircle.core.clock import SimulatedClock
from storycircle.core.lines.records import FromLastTime
from storycircle.core.turns.schedule import Stage
from storycircle.ui.app.main_window import Window
from storycircle.ui.circle.beside.meeting_panel import MeetingPanel
from storycircle.ui.circle.inquiry.inquiry_pane import InquiryPane
from storycircle.ui.circle.stories_screen import StoriesScreen
from storycircle.ui.theme.palette import LIGHT
from storycircle.ui.theme.theme import Theme
from tests.support.a_meeting import NOON, meeting, started
from tests.support.fresh import fresh_library


@pytest.fixture
def window(tmp_path: Path, qtbot: QtBot) -> Window:
    """A meeting with an action open from last time, in its Rounds."""
    clock = SimulatedClock(NOON)
    library = fresh_library(tmp_path / "library", clock)
    here = meeting(started())
    last = FromLastTime("old", "What was open", ("Ann Able",), "May", "q")
    circle = library.save_circle(replace(started(), meeting=replace(here, last_time=(last,))))
    made = Window(Theme(LIGHT, still=True), library, clock)
    qtbot.addWidget(made)
    made.resize(1440, 900)
    made.show()
    made.carry_on(circle.id)
    assert made.session is not None
    made.session.time.go(Stage.STORIES)
    QApplication.processEvents()
    return made


def _chain(first: QWidget) -> Iterator[QWidget]:
    """What Tab reaches, one after another, from here on."""
    at: QWidget | None = first
    while at is not None:
        if at.isVisible() and at.isEnabled() and at.focusPolicy() & Qt.FocusPolicy.TabFocus:
            yield at
        at = at.nextInFocusChain()
        if at is first:
            return


def _goes_down(inside: QWidget, first: QWidget) -> None:
    """All of a part is reached before anything else, and each stands no higher than the last."""
    chain = list(_chain(first))
    own = [one for one in chain if inside.isAncestorOf(one)]
    assert len(own) > 5
    assert chain[: len(own)] == own
    tops = [one.mapTo(inside, QPoint()).y() for one in own]
    for (above, high), (below, low) in pairwise(zip(own, tops, strict=True)):
        assert low >= high - 12, f"{above.accessibleName()}, then {below.accessibleName()}"


@pytest.mark.parametrize("opened", [0, 1, 3, 8])
def test_tab_goes_down_the_inquiry(window: Window, opened: int) -> None:
    """The field of an open question was the last in the window, and led to the rail."""
    screen = window.findChild(StoriesScreen)
    assert screen is not None
    pane = screen.beside
    assert isinstance(pane, InquiryPane)
    for number in (5, opened):
        if number:
            pane.open_question(number)
    QApplication.processEvents()
    assert pane.open["old"].state.isVisible()
    _goes_down(pane.whole, pane.question)


@pytest.mark.parametrize("came", [False, True])
def test_tab_goes_down_the_panel_of_who_is_missing(window: Window, *, came: bool) -> None:
    """Also once somebody came, and the rows were made anew."""
    session, view = window.session, window.circle.view
    assert session is not None
    assert view is not None
    if came:
        names = session.state.circle.shown_names().values()
        session.members.set_names("\n".join([*names, "Ed Earl"]))
    view.beside.toggle_meeting()
    session.meeting.set_apologies(session.state.circle.members[-1].id, sent=True)
    QApplication.processEvents()
    panel = window.findChild(MeetingPanel)
    assert panel is not None
    _goes_down(panel, next(iter(panel.people.values())).tick)
