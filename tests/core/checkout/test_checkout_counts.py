"""A circle's check-out as it is counted, and the private round that keeps nothing of one person."""

import gc
import pickle
from itertools import permutations

from storycircle.core.checkout.checkout import (
    MOST_WORDS,
    NOT_COUNTED,
    STATEMENTS,
    Checkout,
    blank,
    hands,
    missing,
    statements,
    with_count,
    with_rest,
)
from storycircle.core.checkout.private_round import PrivateRound


def test_nothing_is_counted_before_it_is_typed() -> None:
    """Empty is empty, not nought."""
    begun = blank(6, ())
    assert begun.is_empty
    assert begun.answers == (NOT_COUNTED,) * 4
    counted = with_count(begun, 0, 0, 0)
    assert not counted.is_empty
    assert counted.answers[0] == (0, None, None)


def test_the_rest_of_a_row_is_nought_once_all_hands_are_there() -> None:
    row = with_rest(with_count(blank(6, ()), 1, 0, 6), 1).answers[1]
    assert row == (6, 0, 0)
    waits = with_rest(with_count(blank(6, ()), 1, 0, 4), 1)
    assert waits.answers[1] == (4, None, None)
    assert missing(waits, waits.answers[1]) == 2


def test_one_hand_too_many_is_kept_and_counts_as_one_person_more() -> None:
    """It is asked about, and refused nowhere: somebody may have come late."""
    said = with_count(with_count(blank(6, ()), 0, 0, 5), 0, 1, 2)
    assert missing(said, said.answers[0]) == -1
    assert (said.people, said.counted) == (6, 7)


def test_the_method_s_statements_are_asked_where_the_event_has_none() -> None:
    assert statements(()) == STATEMENTS
    assert statements(("Mine.",)) == ("Mine.",)
    assert blank(3, ("Mine.",)).answers == (NOT_COUNTED,)


def test_words_are_kept_in_their_own_order() -> None:
    assert Checkout(3, (), ("b", "a")).words == ("a", "b")


MARKS = ((0, 0, 1, None), (2, 0, 1, 1), (0, 1, 1, None))
WORDS = ("Zest", "", "A quiet hour")


def test_a_private_round_is_the_same_in_whichever_order_people_marked() -> None:
    """To the byte, with all that Python would write of it: nothing in it says who was first."""
    seen = set()
    for order in permutations(range(3)):
        private = PrivateRound(())
        for at in order:
            private.pass_on(MARKS[at], WORDS[at])
        assert private.result() == Checkout(
            3, ((2, 0, 1), (2, 1, 0), (0, 3, 0), (0, 1, 0)), ("A quiet hour", "Zest")
        )
        seen.add(pickle.dumps(vars(private)))
    assert len(seen) == 1


def test_nothing_of_one_person_is_left_once_they_passed_on() -> None:
    """No list of marks is kept anywhere that the round leads to."""
    private = PrivateRound(("One.",))
    marks = [1]
    private.pass_on(marks)
    private.pass_on([0])
    assert marks not in gc.get_referents(private)
    assert hands(private.result().answers[0]) == 2


def test_a_line_too_many_is_not_taken() -> None:
    private = PrivateRound(("One.",))
    for at in range(MOST_WORDS + 3):
        private.pass_on([0], f"line {at:02}")
    assert len(private.result().words) == MOST_WORDS
    assert private.result().people == MOST_WORDS + 3
