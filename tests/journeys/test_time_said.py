"""Time that is said in the running window, by keys and by mouse: minutes each, the plan, a minute
more, and the step that is seen before the end of a turn.
"""

from collections.abc import Callable
from datetime import timedelta

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from storycircle.core.clock import SimulatedClock
from storycircle.core.error_sentences import Refused
from storycircle.core.model import Slot
from storycircle.core.turns.schedule import Stage, plan_for
from storycircle.ui.circle.gather.gather_screen import GatherScreen
from storycircle.ui.circle.stories_screen import StoriesScreen
from storycircle.ui.circle.time_plan import TimePlan
from storycircle.ui.session.view_models import stories_bar
from storycircle.ui.widgets.controls.line_edit import Field
from tests.journeys.conftest import Opened
from tests.journeys.venue import SIX, Venue

pytestmark = pytest.mark.slow

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


def _on_its_day(venue: Venue) -> None:
    """The circle is of an event whose day it is: stories 10.00 to 10.25, plenary at 11.05."""
    session = venue.session
    event = session.state.event
    assert event is not None
    rows = (
        Slot("09:55", "10:00", "Introduction to the story circles"),
        Slot("10:00", "10:25", "Story circles"),
        Slot("10:25", "10:55", "Dialogue"),
        Slot("11:05", "11:25", "Plenary"),
    )
    day = session.clock.now().date().isoformat()
    event = replace(event, date=day, programme=rows)
    plan = plan_for(event, session.clock.now())
    session.state = replace(session.state, event=event, plan=plan)
    _gather(venue).refresh()


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
    _on_its_day(gathered)
    screen = _gather(gathered)
    screen.times.each.setFocus()
    _write(gathered, "9")
    gathered.look()
    assert gathered.asked() == "With 9:00 each the stories end at 10.54."
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


# What the event has set.


def test_what_the_event_set_is_locked_and_opened_by_asking(gathered: Venue) -> None:
    """By keys: Ctrl T is at the stage, Enter asks, Esc leaves it, and the second time it is opened;
    the plenary stays, and the way back is there once something is another time.
    """
    _on_its_day(gathered)
    gathered.keyboard.press("Ctrl+2", "Ctrl+t")
    plan, row = _plan(gathered), _plan(gathered).rows[Stage.OPEN]
    assert row.locked.hasFocus()
    assert not any(one.lasts.isVisible() for one in plan.rows.values())
    assert row.locked.accessibleName() == "Open, 9.55\N{EN DASH}10.00, as the event set it"
    gathered.keyboard.press("Enter")
    assert plan.question.has_focus()
    gathered.keyboard.press("Esc")
    assert plan.isVisible()
    assert row.locked.hasFocus()
    gathered.keyboard.press("Enter", "Tab", "Enter")
    assert row.lasts.hasFocus()
    assert not plan.back.isVisible()
    _write(gathered, "10 min")
    assert _times(gathered, Stage.STORIES) == "10.05\N{EN DASH}10.30"
    assert _times(gathered, Stage.PLENARY) == "11.05\N{EN DASH}11.25"
    assert "own, stays" in plan.rows[Stage.PLENARY].word.text()
    _write(gathered, "20 min")
    assert plan.remark.title.startswith("Commit would end after the plenary begins, at 11.05.")
    assert row.lasts.text() == "20 min"
    _write(gathered, "10 min")
    QTest.mouseClick(plan.back, LEFT)
    assert _times(gathered, Stage.STORIES) == "10.00\N{EN DASH}10.25"
    assert row.locked.isVisible()
    gathered.keyboard.press("Esc")
    assert not plan.isVisible()


def test_the_plenarys_time_is_opened_alone_by_mouse(gathered: Venue) -> None:
    """And with it how long all of it takes."""
    _on_its_day(gathered)
    gathered.view.beside.toggle_plan()
    plan = _plan(gathered)
    assert not plan.in_all_box.isVisible()
    QTest.mouseClick(plan.rows[Stage.PLENARY].locked, LEFT)
    QTest.mouseClick(plan.question.buttons[1], LEFT)
    assert plan.rows[Stage.PLENARY].lasts.isVisible()
    assert not plan.rows[Stage.STORIES].lasts.isVisible()
    plan.in_all.setFocus()
    _write(gathered, "one hour in all")
    assert _times(gathered, Stage.PLENARY).endswith("10.50")
    assert plan.rows[Stage.STORIES].lasts.isVisible()


def test_the_words_below_the_stages_say_what_followed(gathered: Venue) -> None:
    """Three minutes each free seven of the stories' time, and the dialogue takes them; all of it is
    shared out again by a link.
    """
    _on_its_day(gathered)
    screen = _gather(gathered)
    screen.times.each.setFocus()
    _write(gathered, "3:00")
    assert screen.times.effect() == (
        "Shorter stories, a longer dialogue: Commit still ends at 10.55."
    )
    gathered.keyboard.press("Ctrl+t")
    rows = _plan(gathered).rows
    assert rows[Stage.STORIES].word.text() == "3:00 each, seven minutes freed"
    assert rows[Stage.DIALOGUE].word.text() == "seven minutes longer"
    assert rows[Stage.COMMIT].word.text() == ""
    gathered.keyboard.press("Ctrl+t")
    assert screen.times.share_out.text() == "Share out all 25 minutes: 4:10 each"
    QTest.mouseClick(screen.times.share_out, LEFT)
    assert screen.times.each.text() == "4:10"
    assert _times(gathered, Stage.DIALOGUE) == "10.25\N{EN DASH}10.45"
    assert not screen.times.share_out.isVisible()
    screen.times.each.setFocus()
    _write(gathered, "4:30")
    gathered.keyboard.press("Ctrl+t")
    assert rows[Stage.DIALOGUE].word.text() == "two minutes shorter"
    gathered.keyboard.press("Ctrl+t")
    screen.times.share_out.setFocus()
    gathered.keyboard.press("Space")
    assert screen.times.each.text() == "4:10"


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


def test_a_minute_more_is_a_button_of_the_ring_at_every_size(venue: Venue) -> None:
    """Seen whole with its key, pressed by mouse, once in each window; and the ring has the keys
    again. While somebody writes M is a letter, and once all is told the button says why not.
    """
    screen = venue.view.screen_of_stage()
    assert isinstance(screen, StoriesScreen)
    venue.keyboard.press("Space")
    for given, size in enumerate([(1440, 900), (1366, 768), (1024, 700), (800, 600)], 1):
        venue.window.resize(*size)
        QApplication.processEvents()
        (minute,) = (one for one in (screen.minute, screen.minute_too) if one.isVisible())
        assert minute.visibleRegion().boundingRect() == minute.rect(), size
        assert minute.accessibleDescription() == "A minute more for everybody M"
        QTest.mouseClick(minute, LEFT)
        assert venue.round.share == 250 + 60 * given
        assert screen.ring.hasFocus()
    screen.story.story_title.setFocus()
    QApplication.processEvents()
    assert minute.accessibleDescription() == "A minute more for everybody"
    venue.keyboard.press("Esc")
    for _person in range(6):
        venue.session.turns.start_or_pause()
        venue.session.turns.next()
    assert minute.accessibleDescription() == str(Refused("nobody-speaking"))


# The step.


def test_half_a_minute_before_the_end_and_at_it_the_ring_shows_a_step(venue: Venue) -> None:
    """Wider, then with a line round it; and the words say it too."""
    ring = venue.view.screen_of_stage().ring  # type: ignore[attr-defined]

    def shown() -> tuple[str, str]:
        view = ring._view
        return view.step, view.lines[0]

    venue.keyboard.press("Space")
    venue.pass_time(215)
    assert shown() == ("plain", "of 4:10")
    venue.pass_time(10)
    assert shown() == ("soon", "the last half minute")
    venue.pass_time(25)
    assert shown()[0] == "over"
    venue.keyboard.press("+")
    venue.look()
    assert shown()[0] == "soon"
