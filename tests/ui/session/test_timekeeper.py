"""The time of a running circle without a window: late starts, set breaths, short time."""

from datetime import timedelta

import pytest
from msgspec.structs import replace
from pytestqt.qtbot import QtBot

from storycircle.core.afterwards.turn_counts import TurnCounts
from storycircle.core.clock import SimulatedClock
from storycircle.core.error_sentences import Refused
from storycircle.core.turns.schedule import Stage
from storycircle.core.turns.time_prompts import Asked, Reply
from storycircle.store.library import Library
from storycircle.ui.app.open_circle import new_session, resumed_session
from storycircle.ui.session import view_models
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
    """Nothing was announced yet: whoever is put at the facilitator's left begins. The seats carry
    the numbers by which they are called.
    """
    sandra = circle.state.circle.members[2].id
    circle.members.move_seat(sandra, -2)
    assert round_of(circle).current == sandra
    assert view_models.stories_ring(circle).numbered


def test_whoever_told_in_the_first_round_stays_by_a_slip_of_the_hand(
    circle: Session, wait: Wait
) -> None:
    """In the second round the first one's tellers are as busy as before."""
    while not round_of(circle).over:
        tell(circle, wait, 10)
    circle.turns.next_round()
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


# Time that is said.


@pytest.fixture
def gathering(library: Library, clock: SimulatedClock, qtbot: QtBot) -> Session:
    """Six people at Gather, of no event."""
    assert qtbot is not None
    begun = new_session(library, clock)
    begun.members.set_names(SIX)
    return begun


def _ends(circle: Session, stage: Stage = Stage.STORIES) -> str:
    return f"{circle.state.plan.spans[stage].ends:%H.%M}"


def _on_the_day(circle: Session) -> None:
    """The event is today's, and its plenary waits for nobody."""
    event = circle.state.event
    assert event is not None
    circle.state = replace(
        circle.state, event=replace(event, date=circle.clock.now().date().isoformat())
    )


def test_minutes_each_set_the_end_and_people_who_come_move_it(gathering: Session) -> None:
    """Typed last, it holds: six have 3:00, and so have seven."""
    starts = gathering.time.stories_begin()
    gathering.time.set_each("3")
    assert gathering.time.share() == 180
    assert gathering.state.plan.spans[Stage.STORIES].ends - starts == timedelta(minutes=18)
    gathering.members.set_names(SIX + "\nAnn")
    assert gathering.time.share() == 180
    assert gathering.state.plan.spans[Stage.STORIES].ends - starts == timedelta(minutes=21)
    gathering.time.set_time("14 min")
    assert gathering.time.share() == 120, "the time typed last holds"
    gathering.members.set_names(SIX)
    assert gathering.time.share() == 140


@pytest.mark.parametrize("text", ["0:12", "four", "99"])
def test_what_cannot_be_each_ones_time_is_refused(gathering: Session, text: str) -> None:
    """Unclear, too short to say a word in, or more than six hours in all."""
    before = gathering.state.plan
    with pytest.raises(Refused):
        gathering.time.set_each(text)
    assert gathering.state.plan == before


def test_minutes_each_in_mid_circle_are_for_those_to_come(circle: Session, wait: Wait) -> None:
    """Two have spoken; the four to come have two minutes each, and the end follows."""
    for _story in range(2):
        tell(circle, wait, 200)
    circle.time.set_each("2")
    assert round_of(circle).next_share(circle.clock.reading()) == 120
    assert (circle.time.stories_end() - circle.clock.now()).total_seconds() == 8 * 60


def test_too_long_on_the_events_day_is_asked_first(circle: Session) -> None:
    """Nothing moves until it is answered; as planned, the time for stories is shared out."""
    _on_the_day(circle)
    before = circle.state.plan
    circle.time.set_each("8")
    question = asked(circle)
    assert question.title.startswith("With 8:00 each the stories end at ")
    assert circle.state.plan == before
    circle.prompts.reply(question.asked, question.answers[0][0])
    assert circle.prompts.current() is None
    assert circle.state.plan == before
    circle.time.set_each("8")
    circle.prompts.reply(Asked.EACH, Reply.LATER)
    assert round_of(circle).budget == 48 * 60
    assert circle.state.plan.seconds(Stage.DIALOGUE) == before.seconds(Stage.DIALOGUE)


def test_shorter_stories_on_the_events_day_are_a_longer_dialogue(circle: Session) -> None:
    """What the event fixes stays."""
    _on_the_day(circle)
    commit, talk = _ends(circle, Stage.COMMIT), circle.state.plan.seconds(Stage.DIALOGUE)
    circle.time.set_each("3")
    assert _ends(circle, Stage.COMMIT) == commit
    assert circle.state.plan.seconds(Stage.DIALOGUE) == talk + 7 * 60


def test_a_minute_more_for_everybody_moves_the_end_and_is_one_undo(
    circle: Session, wait: Wait
) -> None:
    """Five to come: the one who speaks has it at once, and the stage ends five minutes later."""
    tell(circle, wait, 250)
    circle.turns.start_or_pause()
    before, ends = round_of(circle).next_share(0), circle.time.stories_end()
    dialogue = circle.state.plan.spans[Stage.DIALOGUE].starts
    assert dialogue is not None
    circle.turns.more_each()
    assert round_of(circle).next_share(0) == before + 60
    assert circle.time.stories_end() - ends == timedelta(minutes=5)
    assert circle.state.plan.spans[Stage.DIALOGUE].starts == dialogue + timedelta(minutes=5)
    circle.undo()
    assert round_of(circle).next_share(0) == before
    assert circle.state.plan.spans[Stage.DIALOGUE].starts == dialogue


def test_one_hour_in_all_before_and_in_mid_circle(gathering: Session, wait: Wait) -> None:
    """It ends in an hour, whatever is on; stories that run have their part of it."""
    del wait
    gathering.time.set_in_all("one hour in all")
    assert gathering.time.in_all() == 3_600
    gathering.time.go(Stage.STORIES)
    gathering.turns.start_or_pause()
    gathering.time.set_in_all("40 min")
    assert gathering.time.in_all() == 2_400
    assert gathering.time.stories_end() == gathering.state.plan.spans[Stage.STORIES].ends


def test_the_length_and_the_beginning_of_a_stage_move_what_follows(gathering: Session) -> None:
    """The dialogue ten minutes longer, Commit at another time."""
    ends = gathering.state.plan.spans[Stage.DIALOGUE].ends
    gathering.time.set_length(Stage.DIALOGUE, "30 min")
    assert gathering.state.plan.spans[Stage.DIALOGUE].ends == ends + timedelta(minutes=10)
    starts = gathering.state.plan.spans[Stage.COMMIT].starts
    assert starts is not None
    later = starts + timedelta(minutes=5)
    gathering.time.set_begin(Stage.COMMIT, f"{later:%H.%M}")
    assert gathering.state.plan.spans[Stage.COMMIT].starts == later
    assert gathering.state.plan.spans[Stage.DIALOGUE].ends == later


def test_what_was_planned_is_kept(gathering: Session, library: Library) -> None:
    """Carried on, what each has still holds, and the plan is somebody's."""
    gathering.time.set_in_all("1 hour")
    gathering.time.set_each("2:30")
    gathering.save()
    again = resumed_session(library, gathering.clock, gathering.state.circle)
    assert again.state.plan.each == 150
    assert again.state.plan.made


def test_minutes_each_wait_for_people(library: Library, clock: SimulatedClock) -> None:
    """Set before any name is typed, and while a list is emptied: the stories never shrink away."""
    begun = new_session(library, clock)
    whole = begun.state.plan.seconds(Stage.STORIES)
    begun.time.set_each("3")
    assert begun.state.plan.seconds(Stage.STORIES) == whole
    begun.members.set_names(SIX)
    assert begun.state.plan.seconds(Stage.STORIES) == 18 * 60
    begun.members.set_names("")
    assert begun.state.plan.seconds(Stage.STORIES) == 18 * 60
    assert begun.state.plan.each == 180


# Begun before the plan's time.


@pytest.mark.parametrize("early", [2, 20])
def test_stories_begun_early_and_lengthened_are_shown_from_when_they_began(
    library: Library, clock: SimulatedClock, qtbot: QtBot, early: int
) -> None:
    """No rail says a time that nobody held: neither of the stories, nor of what was before them."""
    assert qtbot is not None
    circle = new_session(library, clock)
    circle.members.set_names(SIX)
    planned = circle.state.plan.spans[Stage.STORIES].starts
    assert planned is not None
    clock.forward((planned - clock.now()).total_seconds() - early * 60)
    begun = clock.now()
    circle.time.go(Stage.STORIES)
    circle.turns.start_or_pause()
    for _more in range(2):
        clock.forward(30)
        circle.tick()
        circle.turns.more_each()
        spans = circle.state.plan.spans
        assert spans[Stage.STORIES].starts == begun
        ends = circle.time.stories_end()
        assert abs((spans[Stage.STORIES].ends - ends).total_seconds()) < 60
        assert spans[Stage.OPEN].ends <= begun, "what was before them was over"
        assert spans[Stage.GATHER].ends == spans[Stage.OPEN].starts


# How the turns went.


def test_leaving_the_stories_notes_how_many_turns_there_were(
    circle: Session, wait: Wait, library: Library
) -> None:
    """In numbers, with the circle; said anew where more was told since."""

    def noted() -> TurnCounts | None:
        return circle.state.circle.turns

    circle.time.go(Stage.DIALOGUE)
    assert noted() is None
    circle.time.go(Stage.STORIES)
    tell(circle, wait, 400)
    circle.time.go(Stage.DIALOGUE)
    assert noted() == TurnCounts(1, 0, 1)
    assert library.circle(circle.state.circle.id).turns == TurnCounts(1, 0, 1)
    circle.time.go(Stage.STORIES)
    tell(circle, wait, 20)
    circle.time.go(Stage.COMMIT)
    assert noted() == TurnCounts(2, 0, 1)
