"""How the turns of a circle went, in numbers: as the queue was played, and no more than that."""

from storycircle.core.afterwards.turn_counts import TurnCounts, total
from storycircle.core.rounds.named_round import NamedRound
from storycircle.core.turns.queue import Round, new_round
from storycircle.core.turns.round import turn_counts

SEATS = ("a", "b", "c", "d")


def told(round_: Round, seconds: float, now: float) -> tuple[Round, float]:
    """The current turn, begun, and ended so many seconds after its share is over."""
    begun = round_.start(now)
    now += begun.next_share(now) + seconds
    return begun.next(now), now


def test_nothing_is_counted_before_anybody_told_or_passed() -> None:
    """Nor where there is no round at all."""
    assert turn_counts(None) is None
    assert turn_counts(new_round(SEATS, 600)) is None
    assert turn_counts(new_round(SEATS, 600).start(0)) is None


def test_turns_are_heard_passed_or_over_time() -> None:
    """A pass counts once it is final; a second beyond the share is over, half a second is not."""
    round_, now = told(new_round(SEATS, 1_200), -5, 0.0)
    round_, now = told(round_, 20, now)
    round_ = round_.pass_turn(now)
    assert turn_counts(round_) == TurnCounts(2, 0, 1)
    round_, now = told(round_, 0.5, now)
    assert round_.current == "c"
    round_ = round_.pass_turn(now)
    assert turn_counts(round_) == TurnCounts(3, 1, 1)


def test_some_words_before_a_pass_are_no_turn() -> None:
    """And who was away has neither told nor passed."""
    round_ = new_round(SEATS, 1_200).start(0.0).pass_turn(40.0)
    assert turn_counts(round_) is None
    round_, _now = told(round_, -5, 40.0)
    assert turn_counts(round_) == TurnCounts(1, 0, 0)


def test_a_round_of_responses_is_none_of_stories() -> None:
    """The counts stay those of the first; who passed in it is known by having told nothing."""
    round_, now = new_round(SEATS[:2], 1_200), 0.0
    round_, now = told(round_, -5, now)
    round_ = round_.pass_turn(now).pass_turn(now)
    assert turn_counts(round_) == TurnCounts(1, 1, 0)
    second = round_.second_round()
    second, _now = told(second, 30, now)
    assert turn_counts(second) == TurnCounts(1, 1, 0)


def test_of_named_rounds_those_of_stories_count() -> None:
    """All of them, and no other."""
    rounds = (NamedRound("one", "Arrival"), NamedRound("two", "Stories", stories=True))
    round_, now = new_round(SEATS[:2], 1_200, rounds=rounds), 0.0
    for _turn in range(2):
        round_, now = told(round_, -5, now)
    assert turn_counts(round_) is None
    round_ = round_.next_round()
    round_, now = told(round_, 5, now)
    round_ = round_.pass_turn(now).pass_turn(now)
    assert turn_counts(round_) == TurnCounts(1, 1, 1)


def test_counts_are_added() -> None:
    """None make nothing."""
    assert total([TurnCounts(5, 1, 2), TurnCounts(6, 0, 1)]) == TurnCounts(11, 1, 3)
    assert total([]) == TurnCounts()
