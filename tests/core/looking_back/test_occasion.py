"""When a circle looks back, how long after the day that is, and what is due."""

import pytest

from storycircle.core.looking_back.occasion import (
    after_the_day,
    due_date,
    may_look_back,
    told_in_words,
)
from storycircle.core.model import Action, Circle
from storycircle.core.reviews.review import Review, ReviewState

DAY = "2007-06-14"
ONE = Circle("c", 5, actions=(Action("a", "Meet.", by="12 July"), Action("b", "Write.")))


def told(state: ReviewState, by: str = "") -> Circle:
    """The circle whose first action stands so since September."""
    review = Review("r", state, "2007-09-06", by=by)
    return Circle("c", 5, actions=(Action("a", "Meet.", by="12 July", reviews=(review,)),))


@pytest.mark.parametrize(
    ("today", "over", "handed", "may"),
    [
        (DAY, False, False, False),
        (DAY, True, False, True),
        (DAY, False, True, True),
        ("2007-06-15", False, False, True),
    ],
)
def test_it_is_looked_back_once_the_day_is_over(
    today: str, over: bool, handed: bool, may: bool
) -> None:
    """After the plenary, once it was handed over, or another day; never without an action."""
    assert may_look_back(ONE, DAY, today, plenary_over=over, handed_over=handed) is may
    bare = Circle("d", 6)
    assert not may_look_back(bare, DAY, today, plenary_over=True, handed_over=True)


def test_without_a_known_day_the_day_alone_opens_nothing() -> None:
    assert not may_look_back(ONE, "", "2007-09-06", plenary_over=False, handed_over=False)


@pytest.mark.parametrize(
    ("today", "words"),
    [
        (DAY, ""),
        ("2007-06-15", "one day after the day"),
        ("2007-09-06", "twelve weeks after the day"),
        ("2007-12-06", "six months after the day"),
        ("2010-06-14", "three years after the day"),
        ("2007-06-13", ""),
    ],
)
def test_how_long_after_the_day_it_is(today: str, words: str) -> None:
    assert after_the_day(DAY, today) == words


def test_nobody_knows_how_long_after_no_day() -> None:
    assert after_the_day("", "2007-09-06") == ""


def test_what_is_due_has_a_date_and_is_waited_for() -> None:
    """A new date moves it; done and let go it is due no more; without a date it is none."""
    first, second = ONE.actions
    assert due_date(first.by, DAY, ()) == "2007-07-12"
    moved = told(ReviewState.UNDER_WAY, "end of October").actions[0]
    assert due_date(moved.by, DAY, moved.reviews) == "2007-10-31"
    for state in (ReviewState.DONE, ReviewState.LET_GO):
        assert due_date(first.by, DAY, told(state).actions[0].reviews) is None
    assert due_date(second.by, DAY, ()) == ""


def test_how_many_were_told() -> None:
    assert told_in_words(ONE) == "0 of 2 told"
    assert told_in_words(told(ReviewState.CHANGED)) == "1 of 1 told"
