"""Gather: odd names and odd times are said in place, with a way on."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from storycircle.core import stories
from storycircle.core.clock import SimulatedClock
from storycircle.core.model import Sharing
from storycircle.core.turns.schedule import Stage
from storycircle.store.library import Library
from storycircle.ui.app.open_circle import new_session, resumed_session
from storycircle.ui.circle.gather.gather_screen import GatherScreen
from storycircle.ui.system.field_autosave import flush_all
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.display.label import RemarkLine
from tests.support.windows import breathe, shown


@pytest.fixture
def screen(qtbot: QtBot, theme: Theme, library: Library) -> GatherScreen:
    """The screen of a new circle, with the cursor in its names."""
    made = shown(
        qtbot, GatherScreen(theme, new_session(library, library.clock)), 1200, 900, front=False
    )
    qtbot.waitExposed(made)
    made.activateWindow()
    made.entered()
    made.session.changed.connect(made.refresh)
    return made


def _type(screen: GatherScreen, names: str) -> None:
    screen.names.setFocus()
    screen.names.selectAll()
    screen.names.insertPlainText(names)
    breathe(20)


def _said(line: RemarkLine) -> str:
    breathe(20)
    return line.title if line.isVisible() else ""


def _write_time(screen: GatherScreen, text: str) -> None:
    screen.times.time.setFocus()
    screen.times.time.selectAll()
    QTest.keyClicks(screen.times.time, text)
    QTest.keyClick(screen.times.time, Qt.Key.Key_Return)
    breathe(20)


def test_equal_names_are_said_beneath_the_names_while_they_are_equal(
    screen: GatherScreen,
) -> None:
    """An initial added, and the remark goes."""
    _type(screen, "Chris\nAl\nChris")
    assert _said(screen.of_names) == "Two people are called Chris."
    _type(screen, "Chris\nAl\nChris W")
    assert _said(screen.of_names) == ""


def test_sixteen_names_are_said_in_place_and_the_way_on_waits(screen: GatherScreen) -> None:
    """They stay in the field; nothing is thrown away, and no passing notice is needed."""
    notices: list[str] = []
    screen.session.refused.connect(notices.append)
    asked: list[bool] = []
    screen.onRequested.connect(lambda: asked.append(True))
    _type(screen, "\n".join(f"P{i}" for i in range(16)))
    assert "at most 15 people" in _said(screen.of_names)
    screen.go_on()
    assert (asked, notices) == ([], [])
    assert screen.names.text().count("\n") == 15
    assert len(screen.session.state.circle.members) == 15
    assert screen.saved.accessibleName() == "Not saved yet"
    _type(screen, "\n".join(f"P{i}" for i in range(15)))
    assert _said(screen.of_names) == ""
    screen.go_on()
    assert asked == [True]
    assert len(screen.session.state.circle.members) == 15


def test_a_name_beyond_the_bound_is_said_in_place(screen: GatherScreen) -> None:
    """Two hundred letters are taken; a pasted page is not, and says so."""
    _type(screen, "x" * 200 + "\nAl")
    assert _said(screen.of_names) == ""
    _type(screen, "x" * 501 + "\nAl")
    assert "longer than 500 letters" in _said(screen.of_names)
    assert [member.name for member in screen.session.state.circle.members] == ["Al"]


@pytest.mark.parametrize("text", ["25 mni", "until 25.99", "-5", "0", "361", "until 11.20"])
def test_a_time_that_cannot_be_taken_is_said_in_place_and_changes_nothing(
    screen: GatherScreen, text: str
) -> None:
    """The sentence stays, the plan stays, and what was typed stays until it is mended."""
    before = screen.session.state.plan
    _write_time(screen, text)
    assert f"“{text}”" in _said(screen.of_times)
    assert screen.session.state.plan == before
    screen.names.setFocus()
    assert screen.times.time.text() == text
    _write_time(screen, "25 min")
    assert _said(screen.of_times) == ""


@pytest.mark.parametrize("text", ["five", "0"])
def test_a_number_that_cannot_be_taken_is_said_in_place_and_stays(
    screen: GatherScreen, text: str
) -> None:
    """Left and come back to: what was typed stands there until it is mended."""
    before = screen.session.state.circle.number
    screen.number.setFocus()
    screen.number.selectAll()
    QTest.keyClicks(screen.number, text)
    screen.names.setFocus()
    assert screen.number.text() == text
    assert _said(screen.of_times) == "A circle number is a whole number, from 1."
    assert screen.saved.accessibleName() == "Not saved yet"
    assert screen.session.state.circle.number == before
    screen.number.setText("7")
    screen.names.setFocus()
    flush_all(screen)
    assert screen.session.state.circle.number == 7
    assert screen.saved.accessibleName() == "Saved"


def test_half_a_time_is_not_corrected_while_it_is_typed(screen: GatherScreen) -> None:
    """Between "until" and the time there is a pause for thought."""
    screen.times.time.setFocus()
    screen.times.time.selectAll()
    QTest.keyClicks(screen.times.time, "until ")
    breathe(400)
    assert _said(screen.of_times) == ""
    assert screen.times.time.text() == "until "


def test_seven_people_in_five_minutes_are_told_what_each_would_have(
    screen: GatherScreen,
) -> None:
    """The ring, the field and the sentence agree, and the circle may go on all the same."""
    _type(screen, "\n".join("ABCDEFG"))
    _write_time(screen, "5 min")
    assert _said(screen.of_times) == "Time is short: 5 minutes for seven people."
    assert screen.times.each.text() == "0:40"
    assert screen.ring._view.time == "0:40"
    _write_time(screen, "25 min")
    assert _said(screen.of_times) == ""
    assert screen.times.each.text() == "3:30"


def test_a_plan_that_goes_by_while_people_gather_is_said(
    screen: GatherScreen, clock: SimulatedClock
) -> None:
    """Nobody opens a circle whose stories are over by the clock without having been told."""
    _type(screen, "Al\nBo")
    ends = screen.session.state.plan.spans[Stage.STORIES].ends
    clock.forward((ends - clock.now()).total_seconds())
    screen.tick()
    assert _said(screen.of_times).startswith("By the plan, stories ended at ")


def test_names_that_come_from_elsewhere_are_not_written_over(screen: GatherScreen) -> None:
    """With the cursor in the list, and nothing typed: what is left is the list as it is now."""
    assert screen.names.hasFocus()
    screen.session.members.set_names("Ann\nBo\nCy")
    assert screen.names.text() == "Ann\nBo\nCy"
    screen.facilitator.setFocus()
    assert [member.name for member in screen.session.state.circle.members] == ["Ann", "Bo", "Cy"]


def _told_by_dawn(screen: GatherScreen) -> None:
    """A circle in which Dawn G said yes to her story with her name, and the list being edited."""
    session = screen.session
    session.members.set_names("Ann\nDawn G")
    dawn = session.state.circle.members[1].id
    session.write(stories.with_story(session.state.circle, dawn, title="Hers"))
    session.consent.choose(session.state.circle.stories[0].id, Sharing.NAMED)
    _type(screen, "Ann\nDawn Green")


def test_killed_in_mid_list_the_name_is_the_old_one_and_the_list_as_typed(
    screen: GatherScreen, qtbot: QtBot, theme: Theme, tmp_path: Path
) -> None:
    """What was half typed stands in the list again, and takes effect as the cursor leaves it."""
    _told_by_dawn(screen)
    assert screen.ring._view.seats[1].name == "Dawn Green"
    library = screen.session.library
    left = tmp_path / "killed"  # the disk as a kill leaves it
    shutil.copytree(library.path.parent, left)
    with Library(left / library.path.name, library.clock) as after:
        (kept,) = after.circles(None)
        assert [member.name for member in kept.members] == ["Ann", "Dawn G"]
        assert kept.stories[0].sharing is Sharing.NAMED
        session = resumed_session(after, library.clock, kept)
        again = shown(qtbot, GatherScreen(theme, session), 1200, 900, front=False)
        again.activateWindow()
        again.entered()
        qtbot.waitUntil(again.names.hasFocus)
        assert again.names.text() == "Ann\nDawn Green\n", "the next name begins its own line"
        assert session.state.circle.members[1].name == "Dawn G"
        again.facilitator.setFocus()
        assert session.state.circle.members[1].name == "Dawn Green"
        assert session.state.circle.stories[0].sharing is Sharing.STAYS
        assert not after.typed(kept.id)
        again.close()


def test_the_list_is_settled_as_the_window_is_left(screen: GatherScreen) -> None:
    """With the cursor in it: nothing half done is left behind; a refused line keeps it all."""
    _told_by_dawn(screen)
    screen.finish()
    session = screen.session
    assert session.state.circle.members[1].name == "Dawn Green"
    assert not session.library.typed(session.state.circle.id)
    _type(screen, "Ann\nDawn Greenwood\n" + "x" * 501)
    screen.finish()
    assert session.state.circle.members[1].name == "Dawn Green"
    typed = session.library.typed(session.state.circle.id)["names"]
    assert (typed.text.split("\n")[1], typed.unsettled) == ("Dawn Greenwood", False)


def test_where_and_when_a_circle_was_held_is_written(
    screen: GatherScreen, library: Library, qtbot: QtBot
) -> None:
    """The way to it gives way to three fields; a day that is none is said in place, and kept."""
    place = screen.place
    assert not place.fields["region"].isVisible()
    QTest.mouseClick(place.open, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(place.fields["region"].hasFocus)
    assert not place.open.isVisible()
    for key, typed in (("region", " North "), ("venue", "Town Hall"), ("date", "3 May 2007")):
        QTest.keyClicks(place.fields[key], typed)
    flush_all(screen)
    circle = library.circle(screen.session.state.circle.id)
    assert (circle.region, circle.venue, circle.date) == ("North", "Town Hall", "2007-05-03")
    place.fields["date"].setText("someday")
    flush_all(screen)
    assert library.circle(circle.id).date == "2007-05-03"
    assert _said(screen.of_times)
    place.fields["date"].clear()
    flush_all(screen)
    assert library.circle(circle.id).date == ""
    again = GatherScreen(screen.theme, screen.session)
    qtbot.addWidget(again)
    assert again.place.fields["region"].text() == "North"
    assert again.place.open.isHidden()
