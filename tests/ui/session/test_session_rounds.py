"""The rounds of a running circle without a window: chosen, held one after another, undone."""

import pytest
from msgspec.structs import replace

from storycircle.core.clock import SimulatedClock
from storycircle.core.error_sentences import Refused
from storycircle.core.rounds.named_round import NamedRound
from storycircle.core.shapes import edits
from storycircle.core.shapes.shape import SHAPES
from storycircle.core.turns.schedule import Stage
from storycircle.store.library import Library
from storycircle.ui.app.open_circle import new_session, resumed_session
from storycircle.ui.session import view_models
from storycircle.ui.session.session import Session
from storycircle.ui.session.spoken import of_change
from tests.support.six_people import SIX, Wait, round_of, tell

LEARNING_SET = next(shape for shape in SHAPES if shape.key == "learning_set")


def choose(circle: Session, shape: str = "learning_set") -> tuple[NamedRound, ...]:
    """A shape for the circle; its rounds."""
    circle.rounds.change(next(one for one in SHAPES if one.key == shape).rounds())
    return circle.rounds.listed()


def hold(circle: Session, wait: Wait, seconds: float = 20) -> None:
    """The round that is on, to its end."""
    while not round_of(circle).over:
        tell(circle, wait, seconds)


def test_a_meeting_is_held_round_after_round(circle: Session, wait: Wait) -> None:
    """Check-in, air time, closing: each with its prompt, its time, and its own words."""
    choose(circle)
    assert circle.state.asked == "How are you here, and what is new since last time?"
    assert view_models.round_title(circle) == "Round 1 of 3: Check-in"
    assert round_of(circle).next_share(circle.clock.reading()) == 60
    hold(circle, wait)
    assert view_models.stories_ring(circle).lines[-1] == "S begins Air time"
    before = circle.state
    circle.turns.next_round()
    said = of_change(before, circle.state, circle.clock.reading())
    assert said.startswith("Round 2 of 3: Air time. Your question:")
    assert said.endswith("Brian R is next.")
    hold(circle, wait)
    circle.turns.next_round()
    hold(circle, wait)
    assert round_of(circle).done
    assert view_models.stories_ring(circle).lines[-1] == "Ctrl Enter goes on"


def test_no_round_begins_by_itself_before_its_prompt_is_read(circle: Session, wait: Wait) -> None:
    """Where turns begin after a set breath, the first of a round waits for a hand."""
    circle.take_settings(replace(circle.state.settings, breath=10))
    choose(circle)
    circle.turns.start_or_pause()
    for _member in range(5):
        wait(20)
        circle.turns.next()
        wait(11)
    circle.turns.next()
    circle.turns.next_round()
    wait(60)
    assert not round_of(circle).begun
    tell(circle, wait)
    wait(11)
    assert round_of(circle).running


def test_the_rounds_of_the_pack_are_those_of_its_circles(
    library: Library, clock: SimulatedClock, circle: Session
) -> None:
    """Until a circle has its own; from its first story they are its own, whatever the pack says."""
    event = circle.state.event
    assert event is not None
    rounds = LEARNING_SET.rounds()
    library.save_event(replace(event, rounds=rounds))
    other = new_session(library, clock)
    other.members.set_names(SIX)
    assert other.rounds.listed() == rounds
    assert not other.state.circle.rounds
    other.time.go(Stage.STORIES)
    assert other.state.circle.rounds == rounds
    other.rounds.change(SHAPES[0].rounds())
    assert [one.name for one in round_of(other).rounds] == ["Stories"], "the event's are left"


def test_a_circle_of_always_has_no_list_and_its_file_no_word_of_one(circle: Session) -> None:
    choose(circle, "council")
    choose(circle, "story_circle")
    assert circle.state.circle.rounds == ()
    assert round_of(circle).rounds == ()


def test_undo_takes_a_change_of_rounds_back_and_no_word_that_was_typed(circle: Session) -> None:
    """As with names: what is typed in a field has its own undo."""
    rounds = choose(circle)
    circle.rounds.change(edits.removed(rounds, rounds[2].id))
    typed = replace(rounds[0], prompt="How is it?")
    circle.rounds.change(edits.changed(circle.rounds.listed(), typed), typed=True)
    circle.undo_turn()
    assert [one.name for one in circle.rounds.listed()] == [one.name for one in rounds]
    assert circle.state.asked == "How is it?"
    assert round_of(circle).rounds == circle.state.circle.rounds
    circle.redo_turn()
    assert len(circle.rounds.listed()) == 2


def test_a_round_that_is_on_is_not_taken_away(circle: Session, wait: Wait) -> None:
    """It has a sentence, and what is said in it goes on."""
    rounds = choose(circle)
    circle.turns.start_or_pause()
    wait(10)
    with pytest.raises(Refused, match="“Check-in” has begun here"):
        circle.rounds.change(rounds[1:])
    circle.rounds.change(edits.moved(rounds, rounds[2].id, -1, circle.rounds.held()))
    assert [one.name for one in round_of(circle).later] == ["Closing", "Air time"]
    assert round_of(circle).running


def test_a_note_belongs_to_its_round_and_a_story_is_told_in_one_that_says_so(
    circle: Session, wait: Wait, library: Library
) -> None:
    rounds = choose(circle)
    hold(circle, wait)
    circle.turns.next_round()
    brian = circle.state.circle.members[0].id
    circle.rounds.note(rounds[1], brian, "Asks whom to ring")
    kept = library.circle(circle.state.circle.id)
    assert kept.round_note(rounds[1].id, brian) == "Asks whom to ring"
    assert kept.stories == ()
    circle.rounds.note(rounds[1], brian, "")
    assert library.circle(kept.id).round_note(rounds[1].id, brian) == ""


def test_after_a_crash_it_goes_on_in_its_round(
    circle: Session, wait: Wait, library: Library, clock: SimulatedClock
) -> None:
    choose(circle)
    hold(circle, wait)
    circle.turns.next_round()
    tell(circle, wait)
    again = resumed_session(library, clock, library.circle(circle.state.circle.id))
    assert view_models.round_title(again) == "Round 2 of 3: Air time"
    assert round_of(again).current == circle.state.circle.members[1].id
    assert [turn.round for turn in round_of(again).earlier] == [circle.rounds.listed()[0].id] * 6


def test_leaving_with_rounds_to_come_is_asked_about(circle: Session, wait: Wait) -> None:
    """Whoever is unheard first, then the rounds that nobody has begun."""
    choose(circle)
    question = circle.prompts.before_leaving(Stage.DIALOGUE)
    assert question is not None
    assert "have not been heard" in question.title
    hold(circle, wait)
    question = circle.prompts.before_leaving(Stage.DIALOGUE)
    assert question is not None
    assert question.title == "Air time and Closing are still to come."


def test_a_time_for_each_sets_the_rounds_without_one(circle: Session) -> None:
    """Three minutes of air time beside two of the others: half an hour for six."""
    choose(circle)
    circle.time.set_each("3")
    assert circle.time.share() == 180
    assert round_of(circle).budget == 6 * (180 + 120)
    listed = circle.rounds.listed()
    timed = tuple(replace(one, seconds=60) for one in listed)
    circle.rounds.change(timed)
    with pytest.raises(Refused, match="has a time of its own"):
        circle.time.set_each("3")
    assert circle.rounds.fit() == "With six people they take 18 min of 30 min."


def test_the_plan_says_how_rounds_fit(circle: Session) -> None:
    """Before anybody has begun: what they need, and what there is."""
    choose(circle)
    assert circle.rounds.fit().startswith("With six people those with minutes take 12 min of 25")
    assert circle.time.needed_for_rounds() == 18 * 60
    circle.time.set_time("10 min")
    assert circle.rounds.fit() == "With six people they need 18 min, and the stories have 10 min."
