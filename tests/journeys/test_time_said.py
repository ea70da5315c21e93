"""Time that is said in the running window, by keys and by mouse: minutes each, the plan, a minute
more, and the step that is seen before the end of a turn.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from storycircle.core.clock import SimulatedClock
from storycircle.core.model import Slot
from storycircle.core.turns.schedule import Stage
from storycircle.ui.circle.gather.gather_screen import GatherScreen
from storycircle.ui.circle.time_plan import TimePlan
from storycircle.ui.session.view_models import stories_bar
from storycircle.ui.widgets.controls.line_edit import Field
from tests.journeys.conftest import Opened
from tests.journeys.venue import SIX, Venue

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def gathered(open_window: Callable[[], Opened], clock: SimulatedClock, qtbot: QtBot) -> Venue:
    """Six people in Gather at 9.50."""
    there = Venue(open_window(), clock, qtbot)
    there.keyboard.press("Ctrl+n")
    there.keyboard.paste(SIX)
    there.keyboard.press("Enter")  # it was read right
    return there


def _gather(venue: Venue) -> GatherScreen:
    screen = venue.view.screen_of_stage()
    assert isinstance(screen, GatherScreen)
    return screen


def _plan(venue: Venue) -> TimePlan:
    assert venue.view.beside.plan is not None
    return venue.view.beside.plan


def _focus() -> Field:
    field = QApplication.focusWidget()
    assert isinstance(field, Field)
    return field


def _write(venue: Venue, text: str) -> None:
    """Write over what stands in the field in focus, and press Enter."""
    _focus().selectAll()
    venue.keyboard.write(text)
    venue.keyboard.press("Enter")


def _times(venue: Venue, stage: Stage) -> str:
    return venue.session.state.plan.spans[stage].shown()


# Minutes each.


def test_three_minutes_each_are_typed_at_their_field_and_the_end_follows(gathered: Venue) -> None:
    """By mouse: "3:00" typed at it made a person called "3:00Anne Smythe"."""
    screen = _gather(gathered)
    QTest.mouseClick(screen.times.each, LEFT)
    _write(gathered, "3:00")
    names = [member.name for member in gathered.session.state.circle.members]
    assert names == SIX.split("\n")
    assert _times(gathered, Stage.STORIES) == "10.05\N{EN DASH}10.23"
    assert screen.ring._view.time == screen.times.each.text() == "3:00"
    assert screen.times.time.text() == "until 10.23"


def test_minutes_each_are_reached_by_tab(gathered: Venue) -> None:
    """From the question on; Enter takes them and goes back to the names."""
    screen = _gather(gathered)
    screen.question.setFocus()
    for _press in range(4):
        if not screen.times.each.hasFocus():
            gathered.keyboard.press("Tab")
    assert screen.times.each.hasFocus()
    _write(gathered, "4 min")
    assert screen.names.hasFocus()
    assert gathered.session.time.share() == 240


def test_what_is_no_time_each_is_said_beneath_and_stays(gathered: Venue) -> None:
    """Nothing typed is lost, and nothing moves."""
    screen, before = _gather(gathered), gathered.session.state.plan
    screen.times.each.setFocus()
    _write(gathered, "a while")
    assert screen.of_times.title.startswith("The length “a while” is not clear.")
    assert screen.times.each.text() == "a while"
    assert gathered.session.state.plan == before


def test_too_long_on_the_events_day_is_asked_in_place(gathered: Venue) -> None:
    """Nine minutes each would take the dialogue its time: the answers are on the page."""
    session = gathered.session
    event = session.state.event
    assert event is not None
    rows = (
        Slot("09:55", "10:00", "Introduction to the story circles"),
        Slot("10:00", "10:25", "Story circles"),
        Slot("10:25", "10:55", "Dialogue"),
        Slot("11:05", "11:25", "Plenary"),
    )
    day = session.clock.now().date().isoformat()
    session.state = replace(session.state, event=replace(event, date=day, programme=rows))
    screen = _gather(gathered)
    screen.times.each.setFocus()
    _write(gathered, "9")
    gathered.look()
    assert gathered.asked() == "With 9:00 each the stories end at 10.59."
    card = gathered.view.questioning.card
    assert card is not None
    card.give_first()
    gathered.look()
    assert gathered.asked() == ""
    assert gathered.session.state.plan.each == 0


# The plan.


def test_the_plan_is_opened_by_key_and_a_stage_made_longer_in_mid_circle(venue: Venue) -> None:
    """Stories run on while the dialogue is given ten minutes more; Ctrl T closes it again."""
    venue.keyboard.press("Space")
    venue.pass_time(60)
    venue.keyboard.press("Ctrl+t")
    plan = _plan(venue)
    assert plan.isVisible()
    assert not venue.view.rail.isVisible()
    plan.rows[Stage.DIALOGUE].lasts.setFocus()
    _write(venue, "30 min")
    assert _times(venue, Stage.DIALOGUE) == "10.30\N{EN DASH}11.00"
    assert _times(venue, Stage.COMMIT) == "11.00\N{EN DASH}11.10"
    assert venue.round.running
    venue.keyboard.press("Ctrl+t")
    assert not plan.isVisible()
    assert venue.view.rail.isVisible()
    venue.keyboard.press("Space")
    assert not venue.round.running, "the keys are the ring's again"


def test_in_the_plan_letters_are_letters_and_esc_leaves_it_alone(venue: Venue) -> None:
    """P in a field lets nobody pass, and Esc does not leave the circle."""
    venue.keyboard.press("Space", "Ctrl+t")
    speaking = venue.round.current
    venue.keyboard.write("p m ")
    assert venue.round.current == speaking
    assert venue.round.running
    venue.keyboard.press("Esc")
    assert not _plan(venue).isVisible()
    assert venue.window.session is not None


def test_one_hour_in_all_sets_the_plan(gathered: Venue) -> None:
    """Written as it is said; the rail and the fields show it."""
    gathered.keyboard.press("Ctrl+t")
    plan = _plan(gathered)
    plan.in_all.setFocus()
    _write(gathered, "one hour in all")
    ends = gathered.session.state.plan.spans[Stage.PLENARY].ends
    assert ends - gathered.clock.now() == timedelta(hours=1)
    assert plan.rows[Stage.STORIES].lasts.text() == "15 min"
    assert plan.rows[Stage.STORIES].word.text() == "2:30 each"
    assert plan.in_all.text() == "1 h 0 min"


def test_a_stage_begins_when_it_is_said_to(gathered: Venue) -> None:
    """A beginning is a field too; what cannot be is said, and stays."""
    gathered.keyboard.press("Ctrl+t")
    row = _plan(gathered).rows[Stage.STORIES]
    row.begins.setFocus()
    _write(gathered, "10.10")
    assert _times(gathered, Stage.OPEN) == "10.00\N{EN DASH}10.10"
    assert _times(gathered, Stage.STORIES) == "10.10\N{EN DASH}10.35"
    _write(gathered, "9.40")
    assert _plan(gathered).remark.title == "Stories would begin before Open has had a minute."
    assert row.begins.text() == "9.40"


def test_a_right_click_on_a_stage_of_the_rail_changes_its_time(gathered: Venue) -> None:
    """By mouse, at the stage that was meant."""
    rail = gathered.view.rail
    at = rail.stages[Stage.COMMIT - 1].geometry().center()
    words = [entry.words for entry in gathered.view.rail_menu._entries(at)]
    assert words == ["Change its time", "To Commit"]
    gathered.view.rail_menu._entries(at)[0].act()
    assert _plan(gathered).rows[Stage.COMMIT].lasts.hasFocus()
    assert gathered.view.rail_menu._entries(QPoint(5, rail.height() - 5)) == []


def test_what_is_past_shows_what_it_took(venue: Venue) -> None:
    """A stage that was held is no field any more."""
    venue.keyboard.press("Space")
    venue.pass_time(10 * 60)
    venue.session.time.go(Stage.DIALOGUE)
    venue.keyboard.press("Ctrl+t")
    stories = _plan(venue).rows[Stage.STORIES]
    assert not stories.lasts.isVisible()
    assert stories.plain.text() == "took 10 min"
    assert _plan(venue).rows[Stage.COMMIT].lasts.isVisible()


def test_in_a_small_window_the_plan_stands_alone(venue: Venue) -> None:
    """Where both have no room the plan is the page, and the page comes back."""
    venue.window.resize(1000, 700)
    QApplication.processEvents()
    venue.keyboard.press("Ctrl+t")
    assert _plan(venue).isVisible()
    assert not venue.view.screen_of_stage().isVisible()
    venue.keyboard.press("Esc")
    assert venue.view.screen_of_stage().isVisible()


# A minute more.


def test_a_minute_more_for_everybody_is_one_key_and_one_undo(venue: Venue) -> None:
    """Each of six has 5:10, the stories end six minutes later, and the notice says so."""
    venue.keyboard.press("Space")
    ends = venue.session.time.stories_end()
    venue.keyboard.press("m")
    assert venue.round.share == 310
    assert venue.session.time.stories_end() - ends == timedelta(minutes=6)
    venue.look()
    assert stories_bar(venue.session).right.endswith("5:10 each")
    assert venue.view.notice.isVisible()
    venue.keyboard.press("u")
    assert venue.round.share == 250


def test_a_minute_more_stands_in_the_seats_menu(venue: Venue) -> None:
    """By mouse: a right click on a seat offers it, with its key."""
    screen = venue.view.screen_of_stage()
    entries = {entry.words: entry for entry in screen._of_seat(None)}  # type: ignore[attr-defined]
    entry = entries["A minute more for everybody"]
    assert entry.key == "M"
    entry.act()
    assert venue.round.next_share(venue.clock.reading()) == 310


# The step.


def test_half_a_minute_before_the_end_and_at_it_the_ring_shows_a_step(venue: Venue) -> None:
    """Wider, then with a line round it; and the words say it too."""
    ring = venue.view.screen_of_stage().ring  # type: ignore[attr-defined]
    venue.keyboard.press("Space")
    venue.pass_time(215)
    assert (ring._view.step, ring._view.lines[0]) == ("plain", "of 4:10")
    venue.pass_time(10)
    assert (ring._view.step, ring._view.lines[0]) == ("soon", "the last half minute")
    venue.pass_time(25)
    assert ring._view.step == "over"
    venue.keyboard.press("+")
    venue.look()
    assert ring._view.step == "soon"
