"""Time in the running window: forgotten starts, sleep, clocks that are set, late and short."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QStackedWidget
from pytestqt.qtbot import QtBot

from storycircle.core.clock import SimulatedClock
from storycircle.core.turns.schedule import Stage
from storycircle.core.turns.time_prompts import Asked
from tests.journeys.conftest import Opened
from tests.journeys.venue import SIX, Venue, tell

pytestmark = pytest.mark.slow


def test_after_twenty_seconds_the_edge_asks_whether_the_next_has_begun(venue: Venue) -> None:
    """A start that was forgotten is noticed by the app, quietly, and mended with one key."""
    tell(venue, 240)
    venue.pass_time(19)
    assert not venue.view.edge.isVisible()
    venue.pass_time(12)
    assert venue.view.edge.isVisible()
    assert venue.view.edge.accessibleName() == "Has Dawn G begun?"
    venue.keyboard.press("Shift+Space")
    assert venue.round.elapsed(venue.clock.reading()) == 31
    assert not venue.view.edge.isVisible()
    assert venue.round.next_share(0) == 250


@pytest.mark.parametrize("page", ["l", "Ctrl+b", "Ctrl+k"])
def test_the_edge_asks_on_the_ring_alone(venue: Venue, page: str) -> None:
    """A page over the ring has its own foot and its own keys; back at the ring it asks at once."""
    venue.keyboard.press("Space", "F6")
    venue.keyboard.write("The lift")
    venue.keyboard.press("Esc")
    venue.keyboard.press("Right", page)
    over = venue.view.edge.parentWidget()
    assert isinstance(over, QStackedWidget)
    assert over.currentWidget() is not venue.view.screen_of_stage()
    venue.pass_time(30)
    assert not venue.view.edge.isVisible()
    venue.keyboard.press("Esc")
    assert over.currentWidget() is venue.view.screen_of_stage()
    assert venue.view.edge.isVisible()
    venue.keyboard.press(page)
    assert not venue.view.edge.isVisible()


def test_the_edge_starts_from_now_by_the_plain_key_and_while_writing_with_ctrl(
    venue: Venue,
) -> None:
    """The two starts are there from the ring and from a note, and a note loses no letter."""
    tell(venue, 240)
    venue.keyboard.press("F6")
    venue.pass_time(30)
    assert venue.view.edge.isVisible()
    venue.keyboard.press("Ctrl+Shift+Space")
    assert venue.round.elapsed(venue.clock.reading()) == 30
    venue.keyboard.press("Ctrl+z", "Ctrl+Space")
    assert venue.round.running
    assert venue.round.elapsed(venue.clock.reading()) == 0


def test_the_first_story_can_be_forgotten_too(venue: Venue) -> None:
    """The circle has begun and nobody pressed Start: from when the page was opened."""
    session = venue.session
    session.state = replace(session.state, entered=venue.clock.reading())
    venue.pass_time(45)
    assert venue.view.edge.accessibleName() == "Has Brian R begun?"
    venue.keyboard.press("Shift+Space")
    assert venue.round.elapsed(venue.clock.reading()) == 45


def test_a_start_is_moved_by_key_while_the_turn_runs_and_after(venue: Venue) -> None:
    """Fifteen seconds a press, of the turn that runs or of a seat that was heard."""
    tell(venue, 240)
    venue.clock.forward(40)
    venue.keyboard.press("Space")
    venue.clock.forward(10)
    venue.keyboard.press("Shift+Left")
    assert venue.round.elapsed(venue.clock.reading()) == 25
    venue.keyboard.press("Shift+Right")
    assert venue.round.elapsed(venue.clock.reading()) == 10
    venue.keyboard.press("Right")
    dawn = venue.session.state.circle.members[1].id
    venue.view.screen_of_stage().ring.focusSeat(dawn)  # type: ignore[attr-defined]
    venue.keyboard.press("Shift+Left")
    assert venue.round.used_by(dawn) == 25


def test_sleep_in_mid_turn_is_asked_about_once(venue: Venue) -> None:
    """The lid was shut for twelve minutes: the turn has what it had, unless somebody says no."""
    venue.keyboard.press("Space")
    venue.clock.forward(60)
    venue.clock.sleep(720)
    venue.look()
    assert venue.asked() == "This laptop slept for 12 minutes."
    assert venue.round.elapsed(venue.clock.reading()) == 60
    venue.keyboard.press("Enter")
    assert venue.asked() != "This laptop slept for 12 minutes."
    assert venue.round.elapsed(venue.clock.reading()) == 60
    assert venue.round.spent(venue.clock.reading()) == 780


def test_a_gap_that_counts_is_the_speakers(venue: Venue) -> None:
    """The story went on meanwhile: one click says so, and undo takes it back."""
    venue.keyboard.press("Space")
    venue.clock.forward(60)
    venue.clock.sleep(45)
    venue.look()
    venue.keyboard.press("F6")
    card = venue.view.questioning.card
    assert card is not None
    card.answered.emit("counted")
    assert venue.round.elapsed(venue.clock.reading()) == 105
    assert venue.asked() == ""
    venue.session.undo()
    assert venue.round.elapsed(venue.clock.reading()) == 60


def test_a_question_about_one_turn_is_never_answered_for_another(venue: Venue) -> None:
    """Next was pressed before anybody read the question: it is gone with its turn."""
    venue.keyboard.press("Space")
    venue.clock.sleep(300)
    venue.look()
    assert venue.asked()
    venue.keyboard.press("Right")
    venue.look()
    assert "slept" not in venue.asked()


def test_a_stalled_window_is_not_a_sleep(venue: Venue) -> None:
    """Five seconds without a look at the clock ask nothing and lose nothing."""
    venue.keyboard.press("Space")
    venue.pass_time(5)
    assert venue.asked() == ""
    assert venue.left() == 245


@pytest.mark.parametrize("hours", [-1, 1, 24, -24 * 365 * 56])
def test_a_wall_clock_that_is_set_does_not_touch_the_turn(venue: Venue, hours: int) -> None:
    """Summer time, a corrected laptop, 1970: the turn's time is the room's, not the clock's."""
    venue.keyboard.press("Space")
    venue.clock.forward(60)
    venue.clock.set_wall(hours * 3_600)
    venue.pass_time(10)
    assert venue.left() == 180
    assert venue.asked() == ""
    venue.keyboard.press("Right", "Space")
    venue.pass_time(30)
    assert venue.name() == "Dawn G"
    assert venue.round.elapsed(venue.clock.reading()) == 30


def test_a_circle_over_midnight_keeps_its_time(
    open_window: Callable[[], Opened], clock: SimulatedClock, qtbot: QtBot
) -> None:
    """Begun at ten to twelve at night: the day changes, the turn and the plan do not."""
    clock.at = datetime(2026, 11, 24, 23, 45)  # noqa: DTZ001 (the room's own time)
    venue = Venue(open_window(), clock, qtbot)
    venue.keyboard.press("Ctrl+n")
    venue.keyboard.paste(SIX)
    venue.keyboard.press("Enter")  # it was read right
    venue.keyboard.press("Ctrl+Enter", "Ctrl+Enter", "Space")
    venue.pass_time(10 * 60)
    venue.keyboard.press("Right", "Space")
    venue.pass_time(6 * 60)
    assert venue.clock.now().hour == 0
    assert venue.round.elapsed(venue.clock.reading()) == 360
    assert "begin" not in venue.view.rail._foot.text()
    assert venue.round.spent(venue.clock.reading()) == 960


def test_late_stories_ask_whether_to_end_as_planned(venue: Venue) -> None:
    """Six minutes late: as planned the shares are shorter; full times end six minutes later."""
    venue.pass_time(6 * 60)
    assert venue.asked() == "Stories were to begin at 10.05."
    assert venue.round.next_share(0) == 190
    card = venue.view.questioning.card
    assert card is not None
    card.answered.emit("full_times")
    assert venue.round.next_share(0) == 250
    assert venue.session.state.plan.spans[Stage.STORIES].shown() == "10.11–10.36"
    assert venue.asked() == ""


def test_late_stories_can_simply_be_started(venue: Venue) -> None:
    """A question never stands in the way: Start means as planned, and it is not asked again."""
    venue.pass_time(6 * 60)
    venue.keyboard.press("Space")
    venue.pass_time(5)
    assert venue.asked() == ""
    assert venue.round.share == 190
    assert venue.round.budget == 19 * 60


def test_short_time_is_said_and_mended(venue: Venue) -> None:
    """One story takes nearly all of it: shorter turns, or a later end, are offered."""
    tell(venue, 22 * 60)
    venue.look()
    assert venue.asked() == "Time is short: 3 minutes for five people."
    venue.keyboard.press("Enter")
    assert venue.round.next_share(venue.clock.reading()) == 35
    assert venue.asked() == ""
    venue.session.undo()
    venue.look()
    card = venue.view.questioning.card
    assert card is not None
    card.answered.emit("end_later")
    assert venue.session.state.plan.spans[Stage.STORIES].shown() == "10.05–10.33"
    assert venue.round.next_share(venue.clock.reading()) >= 60


def test_a_question_that_is_put_off_comes_back_with_the_next_turn(venue: Venue) -> None:
    """Esc: not now. The next person's time is short too, so it is said again."""
    tell(venue, 22 * 60)
    venue.look()
    venue.keyboard.press("Esc")
    assert venue.asked() == ""
    assert venue.window.session is not None, "Esc did not lead home"
    tell(venue, 60)
    venue.look()
    assert venue.asked().startswith("Time is short")


def test_leaving_the_stories_with_someone_unheard_asks_first(venue: Venue) -> None:
    """Stay is the first answer; going on leaves the time as it stands, and coming back resumes."""
    tell(venue, 100)
    venue.keyboard.press("Ctrl+4")
    assert venue.stage() is Stage.STORIES
    assert venue.asked().endswith("have not been heard.")
    venue.keyboard.press("Enter")
    assert venue.stage() is Stage.STORIES
    assert venue.asked() == ""
    venue.keyboard.press("Ctrl+4", "Tab", "Space")
    assert venue.stage() is Stage.DIALOGUE


def test_looking_at_a_stage_starts_no_clock_and_its_own_start_does(venue: Venue) -> None:
    """Stories go on while somebody looks at Dialogue; Dialogue's Start lets them stand."""
    venue.keyboard.press("Space")
    venue.session.time.go(Stage.DIALOGUE)
    venue.pass_time(30)
    assert venue.round.elapsed(venue.clock.reading()) == 30
    assert venue.session.time.left(Stage.DIALOGUE) is None
    venue.keyboard.press("Ctrl+Space")
    venue.pass_time(60)
    assert venue.round.elapsed(venue.clock.reading()) == 30
    assert venue.session.time.left(Stage.DIALOGUE) == 20 * 60 - 60
    venue.keyboard.press("Ctrl+3")
    assert venue.stage() is Stage.STORIES
    venue.pass_time(10)
    assert venue.left() == 220
    venue.keyboard.press("Space")
    venue.pass_time(10)
    assert venue.left() == 210
    assert venue.session.time.left(Stage.DIALOGUE) == 20 * 60 - 70


def test_commit_without_an_action_says_so(venue: Venue) -> None:
    """The sheet would be empty: said once, and no gate."""
    venue.session.time.go(Stage.COMMIT)
    venue.keyboard.press("Ctrl+Enter")
    assert venue.stage() is Stage.COMMIT
    assert venue.asked() == "There is no action yet."
    venue.keyboard.press("Esc")
    assert venue.asked() == ""
    assert venue.stage() is Stage.COMMIT
    venue.keyboard.press("Ctrl+Enter", "Tab", "Space")
    assert venue.stage() is Stage.PLENARY


def test_stage_changes_are_undone_and_done_again(venue: Venue) -> None:
    """Everything can be undone, also where one is."""
    venue.session.time.go(Stage.DIALOGUE)
    venue.keyboard.press("Ctrl+z")
    assert venue.stage() is Stage.STORIES
    venue.keyboard.press("Ctrl+Shift+z")
    assert venue.stage() is Stage.DIALOGUE


def test_a_second_round_is_one_key_once_all_are_heard(venue: Venue) -> None:
    """The button that ended the turns begins them again, shorter."""
    for _member in range(6):
        tell(venue, 200)
    assert venue.round.over
    venue.keyboard.press("S")
    assert venue.round.number == 2
    assert venue.name() == "Brian R"
    assert venue.round.next_share(venue.clock.reading()) == 50
    tell(venue, 30)
    assert venue.name() == "Dawn G"


def test_a_breath_can_end_by_itself(
    open_window: Callable[[], Opened], clock: SimulatedClock, qtbot: QtBot
) -> None:
    """Where it was set so, the next turn starts after ten seconds; the first never does."""
    window, keyboard = open_window()
    window.library.save_settings(window.library.settings().__class__(breath=10))
    venue = Venue((window, keyboard), clock, qtbot)
    keyboard.press("Ctrl+n")
    keyboard.paste(SIX)
    keyboard.press("Enter")  # it was read right
    keyboard.press("Ctrl+Enter", "Ctrl+Enter")
    venue.pass_time(30)
    assert not venue.round.begun
    tell(venue, 100)
    venue.pass_time(9)
    assert not venue.round.begun
    venue.pass_time(2)
    assert venue.round.running


def test_carry_on_after_a_crash_offers_to_count_the_gap(
    open_window: Callable[[], Opened], clock: SimulatedClock, qtbot: QtBot
) -> None:
    """The window died in mid-turn: it opens paused, with the turn as it was, and asks."""
    venue = Venue(open_window(), clock, qtbot)
    venue.keyboard.press("Ctrl+n")
    venue.keyboard.paste(SIX)
    venue.keyboard.press("Enter")  # it was read right
    venue.keyboard.press("Ctrl+Enter", "Ctrl+Enter", "Space")
    venue.clock.forward(75)
    venue.session.save_time()
    venue.view._keeping.stop()  # the process is gone, and saves nothing more
    venue.view._ticking.stop()
    venue.window.hide()
    clock.forward(90)
    venue = Venue(open_window(), clock, qtbot)
    venue.keyboard.press("Enter")
    assert not venue.round.running
    assert venue.round.elapsed(clock.reading()) == 75
    venue.look()
    assert venue.asked() == "This circle stood still for 2 minutes."
    question = venue.session.prompts.current()
    assert question is not None
    assert question.asked is Asked.GAP
    assert question.text == "Brian R was speaking, with 2:55 left. Does the gap count?"
    card = venue.view.questioning.card
    assert card is not None
    card.answered.emit("counted")
    assert venue.round.elapsed(clock.reading()) == 165


def test_carrying_on_another_day_moves_the_plan_along(
    open_window: Callable[[], Opened], clock: SimulatedClock, qtbot: QtBot
) -> None:
    """Nobody is told that they are a day behind."""
    venue = Venue(open_window(), clock, qtbot)
    venue.keyboard.press("Ctrl+n")
    venue.keyboard.paste(SIX)
    venue.keyboard.press("Enter")  # it was read right
    venue.keyboard.press("Ctrl+Enter", "Ctrl+Enter", "Space")
    venue.clock.forward(75)
    venue.window.close()
    clock.at += timedelta(days=1)
    venue = Venue(open_window(), clock, qtbot)
    venue.keyboard.press("Enter")
    venue.look()
    assert venue.asked() == ""
    assert venue.session.state.plan.spans[Stage.STORIES].ends.day == 25
    assert venue.round.elapsed(clock.reading()) == 75


def test_all_the_window_shows_is_within_fifty_milliseconds_of_the_truth(venue: Venue) -> None:
    """At every look the time that stands in the ring is the time of that very moment."""
    venue.keyboard.press("Space")
    for _look in range(5):
        venue.clock.forward(0.73)
        venue.wait_for_look()
        screen = venue.view.screen_of_stage()
        shown = screen.ring._view.time  # type: ignore[attr-defined]
        truth = venue.left()
        minutes, seconds = (int(part) for part in shown.split(":"))
        assert 0 <= minutes * 60 + seconds - truth < 1 + 0.05
