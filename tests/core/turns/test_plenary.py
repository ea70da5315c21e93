"""The plenary's time and queue: the same for every circle; who passes is asked again."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from storycircle.core.model import Event, Gathered
from storycircle.core.turns.plenary import ends_in, new_plenary, report_back, with_circles

NOON = datetime(2007, 6, 14, 12, 24)  # noqa: DTZ001 (the room's own time)


def test_six_circles_have_three_minutes_twenty(example: Gathered) -> None:
    """Twenty minutes of the programme for six circles; for five, four minutes."""
    event = example.event
    assert report_back(event, NOON, 6) == 200
    assert report_back(replace(event, expected=6), NOON) == 200
    assert report_back(replace(event, expected=6), NOON, 5) == 200
    assert report_back(event, NOON, 5) == 240
    assert report_back(event, NOON, 7) == 170


def test_where_nobody_has_said_it_is_as_in_2007() -> None:
    """Without an event, or a number of circles, 3 min 20 s; with far too many, never nothing."""
    assert report_back(None, NOON) == 200
    assert report_back(Event("e", "E"), NOON) == 200
    assert report_back(Event("e", "E"), NOON, 100_000) == 5


@given(st.integers(1, 40), st.lists(st.floats(0, 900), max_size=40))
def test_every_circle_has_the_same_time(circles: int, used: list[float]) -> None:
    """However long the others took, and the ways between them, each has its share and no more."""
    round_ = new_plenary([str(n) for n in range(circles)], 200)
    now = 0.0
    for seconds in used[:circles]:
        now += seconds / 7  # on the way to the front
        round_ = round_.start(now)
        assert round_.next_share(now) == 200
        now += seconds
        assert round_.left(now) == pytest.approx(200 - seconds)
        round_ = round_.next(now)
    assert len(round_.heard) == min(circles, len(used))
    assert ends_in(round_, now) == 200 * (circles - len(round_.heard))


def test_a_circle_that_passes_is_asked_again_at_the_end() -> None:
    """And passing once more is final."""
    round_ = new_plenary(["1", "2", "3"], 200).pass_turn(0)
    assert (round_.current, round_.following) == ("2", "3")
    round_ = round_.start(0).next(200).start(210).next(410)
    assert round_.current == "1"
    assert ends_in(round_, 410) == 200
    assert round_.pass_turn(411).over


def test_circles_that_come_late_are_put_at_the_end() -> None:
    """One that is gone goes, unless it is reporting at this moment; what was heard stays heard."""
    round_ = new_plenary(["1", "2", "3"], 200).start(0).next(200).start(205)
    later = with_circles(round_, ["1", "3", "4"])
    assert (later.current, later.to_come) == ("2", ("2", "3", "4"))
    assert later.has_told("1")
    ended = with_circles(later.next(300), ["1", "3", "4"])
    assert ended.seats == ("1", "3", "4")
    over = new_plenary(["1"], 200).start(0).next(200)
    assert with_circles(over, ["1", "2"]).current == "2"
