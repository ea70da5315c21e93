"""Who sends apologies keeps a seat and has no turn; a question typed over keeps what it was."""

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from storycircle.core.meetings.inquiries import typed_over
from storycircle.core.meetings.next_meeting import next_meeting, still_open, with_state
from storycircle.core.meetings.presence import with_presence, without_absent
from storycircle.core.reviews.review import ENDED, ReviewState
from storycircle.core.turns.queue import new_round
from storycircle.core.turns.round import Seat
from tests.support.a_meeting import laptops, meeting, started


def test_no_turn_waits_for_who_sends_apologies() -> None:
    """Ben Bold is on the ring, and the time is shared among the three others."""
    circle = started()
    seats = tuple(member.id for member in circle.members)
    assert (circle.apologies, circle.present) == (("m1",), 3)
    round_ = without_absent(new_round(seats, 900), circle, 0.0)
    assert round_.seat("m1") is Seat.AWAY
    assert round_.next_share(0.0) == 300
    here = replace(circle, meeting=replace(meeting(circle), people=()))
    back = with_presence(round_, here, "m1", 0.0)
    assert back.to_come == seats


@given(st.lists(st.sampled_from(["H", "How", "How do", "How do we ask?", "Why?"]), max_size=6))
@settings(max_examples=60)
def test_of_a_day_the_wording_it_began_with_is_kept(typed: list[str]) -> None:
    """Whatever is half typed meanwhile: one older wording, with its day, and none twice."""
    circle = next_meeting([started()], on="2007-04-19")
    (one,) = meeting(circle).inquiries
    for text in typed:
        circle = typed_over(circle, one.id, text, "2007-04-19")
    (after,) = meeting(circle).inquiries
    assert after.question == (typed[-1] if typed else one.question)
    kept = [(old.on, old.question) for old in after.worded]
    changed = after.question != one.question
    assert kept == ([("2007-04-19", one.question)] if changed else [])


def test_what_became_of_it_is_kept_and_decides_what_is_asked_again() -> None:
    """Each of the five states; the library keeps it, and done and let go are asked no more."""
    circle = next_meeting([started()], on="2007-04-19")
    first = meeting(circle).last_time[0]
    with laptops(1) as (library,):
        for state in ReviewState:
            said = with_state(circle, first.id, state)
            library.save_circle(started())
            library.save_circle(said)
            kept = library.circle(circle.id)
            assert meeting(kept).last_time[0].state == state
            open_ = {one.id for one in still_open(kept)}
            assert (first.id in open_) is (state not in ENDED)
        taken_back = with_state(said, first.id, None)
        assert taken_back == circle
