"""Forgotten starts: a turn that began before, or after, somebody pressed Start."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from storycircle.core.error_sentences import Refused
from storycircle.core.turns.queue import Round, heard_start_moved, new_round, start_moved
from storycircle.core.turns.round import Turn


def in_the_breath(seconds: float = 45.0) -> tuple[Round, float]:
    """A has told for 200 s; so many seconds later nobody has pressed Start for B."""
    return new_round(("A", "B", "C"), 900).start(0).next(200), 200 + seconds


def test_a_turn_can_start_from_when_the_last_one_ended() -> None:
    """B was speaking all along: the seconds are B's, not the breath's."""
    round_, now = in_the_breath(45)
    begun = round_.start(now, ago=45)
    assert begun.elapsed(now) == 45
    assert begun.breath == 0
    assert begun.share == 350, "as if Start had been pressed at once"
    assert begun.spent(now) == now


def test_a_turn_never_starts_before_the_one_before_it_ended() -> None:
    """No second is counted twice."""
    round_, now = in_the_breath(45)
    assert round_.start(now, ago=500).elapsed(now) == 45


def test_the_very_first_turn_may_have_begun_before_the_clock() -> None:
    """Nothing came before it, so the stage began earlier too."""
    begun = new_round(("A", "B"), 600).start(0, ago=90)
    assert begun.elapsed(0) == 90
    assert begun.spent(0) == 90
    assert begun.share_after(0) == 300


def test_a_running_start_is_moved_and_the_share_worked_out_again() -> None:
    """Fifteen seconds earlier: they come from the breath, and the share grows as it shrinks."""
    round_, now = in_the_breath(45)
    begun = round_.start(now)
    assert begun.share == 325
    moved = start_moved(begun, 15, now + 10)
    assert moved.elapsed(now + 10) == 25
    assert moved.breath == 30
    assert moved.share == 335
    assert moved.running
    assert start_moved(moved, -15, now + 10) == start_moved(begun, 0, now + 10)


def test_time_that_was_given_stays_given_when_the_start_moves() -> None:
    """+30 s is the facilitator's word and is not lost."""
    round_, now = in_the_breath(45)
    assert start_moved(round_.start(now).more(30, now), 15, now).share == 365


def test_a_finished_turn_can_be_moved_too() -> None:
    """The next story runs already when the facilitator remembers."""
    round_, now = in_the_breath(45)
    round_ = round_.start(now).next(now + 100)
    moved = heard_start_moved(round_, "B", 15)
    assert moved.heard[1] == Turn("B", 115, breath=30)
    assert moved.spent(now + 100) == round_.spent(now + 100)
    with pytest.raises(Refused, match="not been heard"):
        heard_start_moved(round_, "C", 15)


def test_what_has_not_begun_has_no_start_to_move() -> None:
    """A sentence, not a turn out of nowhere."""
    with pytest.raises(Refused, match="has not begun"):
        start_moved(new_round(("A", "B"), 600), 15, 0)


@given(
    breath=st.floats(0, 300),
    told=st.floats(0, 300),
    moves=st.lists(st.sampled_from([-15.0, 15.0]), max_size=8),
)
def test_moving_a_start_never_makes_or_loses_time(
    breath: float, told: float, moves: list[float]
) -> None:
    """The time gone is the time that passed, however often a start is moved."""
    round_ = new_round(("A", "B", "C"), 900).start(0).next(200).start(200 + breath)
    now = 200 + breath + told
    for earlier in moves:
        round_ = start_moved(round_, earlier, now)
        assert round_.spent(now) == pytest.approx(now)
        assert round_.elapsed(now) >= 0
        assert round_.breath >= 0


@given(
    late=st.floats(0, 600),
    ago=st.floats(0, 600),
    moves=st.lists(st.sampled_from([-15.0, 15.0]), max_size=12),
)
def test_a_late_stage_gets_back_what_it_was_not_late(
    late: float, ago: float, moves: list[float]
) -> None:
    """However the first start is moved: the stage ends as planned, or within what it is late by.

    What is left of the stage is the same as by the clock on the wall, until the lateness is
    used up; then it only shrinks.
    """
    round_ = replace(new_round(("A", "B", "C"), 900 - late), late=late).start(0, ago)
    for earlier in moves:
        round_ = start_moved(round_, earlier, 0)
    assert round_.budget + round_.late == pytest.approx(900)
    assert round_.late >= 0
    before = round_.spent(0)
    assert round_.time_left(0) == pytest.approx(900 - late - max(0.0, before - late))
