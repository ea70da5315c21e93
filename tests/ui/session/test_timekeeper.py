"""The time of a running circle without a window: late starts, set breaths, short time."""

from dataclasses import replace

import pytest

from storycircle.core.clock import SimulatedClock
from storycircle.core.turns.schedule import Stage
from storycircle.core.turns.time_prompts import Asked, Reply
from storycircle.store.library import Library
from storycircle.ui.app.open_circle import resumed_session
from storycircle.ui.session.session import Session
from tests.support.six_people import SIX, Wait, asked, round_of, tell

# A late beginning.


def test_a_late_start_moved_back_is_late_only_once(circle: Session, wait: Wait) -> None:
    """Three minutes late, and the first has spoken all along: nobody is late, all have it whole."""
    circle.state = replace(circle.state, entered=circle.clock.reading())
    wait(180)
    assert round_of(circle).budget == 22 * 60
    circle.turns.start_from_the_end_before()
    assert round_of(circle).elapsed(circle.clock.reading()) == 180
    assert round_of(circle).budget == 25 * 60
    assert round_of(circle).share == 250


@pytest.mark.parametrize("heard", [False, True])
def test_a_late_start_moved_back_in_steps_gives_its_steps_back(
    circle: Session, wait: Wait, heard: bool
) -> None:
    """While the first turn runs, or when it is over: what was not late is there to be shared."""
    wait(180)
    circle.turns.start_or_pause()
    wait(60)
    brian = round_of(circle).current
    if heard:
        circle.turns.next()
    circle.turns.move_start(brian, 15)
    assert round_of(circle).budget == 22 * 60 + 15
    for _press in range(20):
        circle.turns.move_start(brian, 15)
    assert round_of(circle).budget == 25 * 60, "never more than was planned"


# A breath of a set length.


def with_breath(circle: Session) -> None:
    """The next turn starts by itself after ten seconds."""
    circle.take_settings(replace(circle.state.settings, breath=10))


def test_a_turn_that_began_by_itself_can_be_undone(circle: Session, wait: Wait) -> None:
    """Undone, it stays undone: the breath then ends by hand."""
    with_breath(circle)
    tell(circle, wait)
    wait(11)
    assert round_of(circle).running
    circle.undo()
    wait(30)
    assert not round_of(circle).begun
    circle.turns.start_or_pause()
    wait(60)
    circle.turns.next()
    wait(11)
    assert round_of(circle).running, "the next breath ends by itself again"


def test_nothing_begins_by_itself_while_dialogue_is_open(circle: Session, wait: Wait) -> None:
    """Somebody looks at another stage: the turn waits for a hand, also when they are back."""
    with_breath(circle)
    tell(circle, wait)
    circle.time.go(Stage.DIALOGUE)
    wait(30)
    assert not round_of(circle).begun
    circle.time.go(Stage.STORIES)
    wait(1)
    assert not round_of(circle).begun


def test_nothing_begins_by_itself_under_a_question(circle: Session, wait: Wait) -> None:
    """Time is short and the app asks: the turn waits until somebody has read it."""
    with_breath(circle)
    tell(circle, wait, 22 * 60)
    wait(30)
    assert asked(circle).asked is Asked.SHORT
    assert not round_of(circle).begun


def test_a_circle_carried_on_in_a_breath_waits(
    library: Library, circle: Session, wait: Wait, clock: SimulatedClock
) -> None:
    """Carrying on promises that all is paused."""
    with_breath(circle)
    tell(circle, wait)
    circle.leave_off()
    clock.forward(60)
    again = resumed_session(library, clock, circle.state.circle)
    with_breath(again)
    clock.forward(30)
    again.tick()
    assert not round_of(again).begun


# Short time.


@pytest.mark.parametrize("reply", [Reply.SHORTER, Reply.END_LATER])
def test_short_time_that_was_answered_is_not_asked_again_a_breath_later(
    circle: Session, wait: Wait, reply: Reply
) -> None:
    """The answer holds: not for five seconds, but for this turn and the next told in time."""
    tell(circle, wait, 22 * 60)
    assert asked(circle).asked is Asked.SHORT
    circle.prompts.reply(Asked.SHORT, reply)
    wait(12)
    assert circle.prompts.current() is None
    circle.turns.start_or_pause()
    wait(round_of(circle).next_share(circle.clock.reading()))
    circle.turns.next()
    wait(2)
    assert circle.prompts.current() is None


def test_a_shortest_turn_that_is_set_holds_after_undo(circle: Session, wait: Wait) -> None:
    """A setting is no act: undo of a turn brings no old setting back."""
    tell(circle, wait)
    circle.take_settings(replace(circle.state.settings, shortest_turn=90))
    circle.undo()
    assert round_of(circle).floor == 90
    circle.redo()
    assert round_of(circle).floor == 90


def test_once_all_is_told_each_still_has_a_share(circle: Session, wait: Wait) -> None:
    """Open and Gather, looked at again, say what each had of the whole time."""
    while not round_of(circle).over:
        tell(circle, wait, 200)
    assert circle.time.share() == 250


# Who sits where.


def test_a_seat_moved_in_a_breath_leaves_the_next_person_next(circle: Session, wait: Wait) -> None:
    """The display has said who is next; where people sit does not change it."""
    tell(circle, wait)
    dawn = round_of(circle).current
    sandra = circle.state.circle.members[2].id
    circle.members.move_seat(sandra, -2)
    assert round_of(circle).current == dawn


def test_before_the_first_story_the_seats_say_who_begins(circle: Session) -> None:
    """Nothing was announced yet: whoever is put at the facilitator's left begins."""
    sandra = circle.state.circle.members[2].id
    circle.members.move_seat(sandra, -2)
    assert round_of(circle).current == sandra


def test_whoever_told_in_the_first_round_stays_by_a_slip_of_the_hand(
    circle: Session, wait: Wait
) -> None:
    """In the second round the first one's tellers are as busy as before."""
    while not round_of(circle).over:
        tell(circle, wait, 10)
    circle.turns.second_round()
    circle.members.begin_names()
    circle.members.type_names(SIX.removesuffix("\nAndrew H"))
    assert len(circle.state.circle.members) == 6


def test_a_round_that_is_done_again_has_the_time_that_the_plan_leaves_now(
    circle: Session, wait: Wait
) -> None:
    """Undone and done again after half an hour, the stories have not more time than there is."""
    wait(1_800)
    left = round_of(circle).budget
    circle.undo()
    circle.redo()
    assert round_of(circle).budget == left
