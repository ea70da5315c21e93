"""Gaps in a running circle without a window: what is asked, once, and what an answer does."""

import pytest

from storycircle.core.clock import SimulatedClock
from storycircle.core.turns.schedule import Stage
from storycircle.core.turns.time_prompts import Asked, Reply
from storycircle.store.library import Library
from storycircle.ui.app.open_circle import resumed_session
from storycircle.ui.session.circle_rail import rail_view
from storycircle.ui.session.session import Session
from tests.support.six_people import Wait, asked, round_of, tell


def test_two_sleeps_in_one_turn_are_one_gap(circle: Session, wait: Wait) -> None:
    """The lid was shut twice before anybody answered: what counts is both."""
    circle.turns.start_or_pause()
    wait(60)
    clock = circle.clock
    assert isinstance(clock, SimulatedClock)
    for seconds in (30, 40):
        clock.sleep(seconds)
        circle.tick()
    assert asked(circle).title == "This laptop slept for 70 seconds."
    circle.prompts.reply(Asked.GAP, Reply.COUNTED)
    assert round_of(circle).elapsed(clock.reading()) == 130


def test_undo_of_a_gap_takes_its_question_along(circle: Session, wait: Wait) -> None:
    """Undone, the gap is the turn's; nothing still asks, so nothing can count it twice."""
    circle.turns.start_or_pause()
    wait(60)
    clock = circle.clock
    assert isinstance(clock, SimulatedClock)
    clock.sleep(45)
    circle.tick()
    circle.undo()
    assert circle.prompts.current() is None
    assert round_of(circle).elapsed(clock.reading()) == 105
    circle.redo()
    assert asked(circle).asked is Asked.GAP
    circle.prompts.reply(Asked.GAP, Reply.COUNTED)
    assert round_of(circle).elapsed(clock.reading()) == 105


def test_a_later_act_undone_leaves_the_gap_asked(circle: Session, wait: Wait) -> None:
    """Undo takes back one act; the question is not about that one."""
    circle.turns.start_or_pause()
    wait(60)
    clock = circle.clock
    assert isinstance(clock, SimulatedClock)
    clock.sleep(45)
    circle.tick()
    circle.turns.more()
    circle.undo()
    assert asked(circle).asked is Asked.GAP


def sleep(circle: Session) -> None:
    """The lid is shut for five minutes."""
    clock = circle.clock
    assert isinstance(clock, SimulatedClock)
    clock.sleep(300)
    circle.tick()


def gap_asked(circle: Session) -> bool:
    """Whether a gap is asked about."""
    question = circle.prompts.current()
    return question is not None and question.asked is Asked.GAP


def test_a_gap_in_which_nobody_spoke_asks_nothing(circle: Session, wait: Wait) -> None:
    """In a pause, in a breath, and once all is told, there is nobody the time could be."""
    circle.turns.start_or_pause()
    wait(60)
    circle.turns.start_or_pause()
    sleep(circle)
    assert not gap_asked(circle)
    assert round_of(circle).elapsed(circle.clock.reading()) == 60
    circle.turns.next()
    sleep(circle)
    assert not gap_asked(circle)
    while not round_of(circle).over:
        tell(circle, wait, 10)
    sleep(circle)
    assert not gap_asked(circle)


def test_a_stage_asks_while_it_has_time_to_lose(circle: Session, wait: Wait) -> None:
    """The talk goes on after a sleep: asked. Its time was over, or it is the last: not asked."""
    circle.time.go(Stage.DIALOGUE)
    circle.time.start_stage()
    sleep(circle)
    assert asked(circle).text == "Dialogue was going on. Does the gap count?"
    circle.prompts.reply(Asked.GAP, Reply.NOT_COUNTED)
    wait(2 * 60 * 60)
    sleep(circle)
    assert not gap_asked(circle)
    circle.time.go(Stage.PLENARY)
    circle.time.start_stage()
    sleep(circle)
    assert not gap_asked(circle)


def test_a_paused_turn_is_carried_on_without_a_question(
    library: Library, circle: Session, wait: Wait, clock: SimulatedClock
) -> None:
    """The app was shut in a pause: nobody was speaking, and nothing says so."""
    circle.turns.start_or_pause()
    wait(60)
    circle.turns.start_or_pause()
    circle.leave_off()
    clock.forward(90)
    again = resumed_session(library, clock, circle.state.circle)
    assert again.prompts.current() is None
    assert round_of(again).elapsed(clock.reading()) == 60


@pytest.mark.parametrize("stage", [Stage.STORIES, Stage.DIALOGUE, Stage.COMMIT])
def test_a_circle_left_in_plenary_has_no_clock_that_runs(
    library: Library, circle: Session, wait: Wait, stage: Stage
) -> None:
    """Opened again at its end, the rail says of no stage that its time runs, and nothing is asked;
    left in that stage itself, it is carried on.
    """
    tell(circle, wait)
    if stage is not Stage.STORIES:
        circle.time.go(stage)
        circle.time.start_stage()
    for left_in in (stage, Stage.PLENARY):
        circle.time.go(left_in)
        circle.leave_off()
        clock = circle.clock
        assert isinstance(clock, SimulatedClock)
        clock.forward(60)
        again = resumed_session(library, clock, circle.state.circle)
        over = left_in is Stage.PLENARY
        assert again.state.going == (None if over else stage)
        assert again.prompts.current() is None or not over
        assert not over or not any(each.runs for each in rail_view(again).stages)


def test_who_spoke_as_the_plenary_was_looked_at_is_asked_about(
    library: Library, circle: Session, wait: Wait
) -> None:
    """A turn in which the app was shut is no finished circle: its time may count."""
    circle.turns.start_or_pause()
    wait(60)
    circle.time.go(Stage.PLENARY)
    circle.leave_off()
    wait(60)
    again = resumed_session(library, circle.clock, circle.state.circle)
    assert again.state.gap is not None


def test_a_finished_circle_has_no_clock_that_runs(circle: Session, wait: Wait) -> None:
    """In a breath of the stories, and in the dialogue: finished, all stands; a hand starts it."""
    tell(circle, wait)
    circle.time.finish()
    spent = round_of(circle).spent(circle.clock.reading())
    wait(60)
    assert round_of(circle).spent(circle.clock.reading()) == spent
    going = [circle.state.going]
    circle.turns.start_or_pause()
    going.append(circle.state.going)
    circle.time.go(Stage.DIALOGUE)
    circle.time.start_stage()
    circle.time.finish()
    assert [*going, circle.state.going] == [None, Stage.STORIES, None]
