"""The second round: a shorter one for responses, if the facilitator wants it."""

import pytest

from storycircle.core.error_sentences import Refused
from storycircle.core.turns.queue import Round, new_round, step_out
from storycircle.core.turns.round import Seat


def told_by_all(round_: Round, seconds: float = 100.0) -> tuple[Round, float]:
    """Everyone of this round heard in turn, without a breath; and the reading then."""
    now = round_.spent(0)
    while not round_.over and round_.number == 1:
        round_ = round_.start(now).next(now + seconds)
        now += seconds
    return round_, now


def test_time_for_a_second_round_is_kept_back_from_the_first() -> None:
    """Six people, a minute each to respond: the first round shares the rest."""
    assert new_round(tuple("ABCDEF"), 1_500, second=60).next_share(0) == 190
    assert new_round(tuple("ABCDEF"), 1_500).next_share(0) == 250


def test_a_planned_second_round_begins_by_itself_in_the_breath() -> None:
    """After the last story the first person is shown again, and waits for Start."""
    round_, now = told_by_all(new_round(("A", "B", "C"), 600, second=60))
    assert round_.number == 2
    assert round_.current == "A"
    assert not round_.begun
    assert round_.seat("B") is Seat.WAITING
    assert round_.next_share(now) == 100
    assert round_.used_by("A") == 100


def test_a_second_round_can_be_chosen_once_all_are_heard() -> None:
    """Time is left over, and the circle wants to respond."""
    round_, now = told_by_all(new_round(("A", "B", "C"), 600))
    assert round_.over
    again = round_.second_round()
    assert again.to_come == ("A", "B", "C")
    assert again.next_share(now) == 100


def test_nobody_away_is_waited_for_in_the_second_round() -> None:
    """Who is out of the room has no turn until they are back."""
    round_, _now = told_by_all(step_out(new_round(("A", "B", "C"), 600), "B", 0))
    assert round_.second_round().to_come == ("A", "C")


def test_there_is_no_second_round_before_the_first_is_over_and_no_third() -> None:
    """Each with its sentence."""
    with pytest.raises(Refused, match="still to be heard"):
        new_round(("A", "B"), 600).second_round()
    second, _now = told_by_all(new_round(("A", "B"), 600))
    third = second.second_round().start(200).next(210).start(210).next(220)
    assert third.over
    with pytest.raises(Refused, match="second round already"):
        third.second_round()


def test_a_response_may_be_shorter_than_a_story() -> None:
    """Thirty seconds are enough to respond, where a story needs its minute."""
    round_, now = told_by_all(new_round(("A", "B"), 260))
    assert round_.second_round().next_share(now) == 30
