"""One figure for one thing: every text that says a time for each says the same one."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storycircle.core.i18n import formatting
from storycircle.core.members import short_time
from storycircle.core.turns import story_time
from storycircle.core.turns.fair_share import STEP, in_steps
from storycircle.core.turns.queue import Round, new_round, step_out
from storycircle.core.turns.schedule import Stage, plan_for
from storycircle.core.turns.time_prompts import about_shortness

NOW = datetime(2026, 11, 24, 9, 50)  # noqa: DTZ001 (the room's own time)
PEOPLE = st.integers(2, 15)
SECONDS = st.floats(60, 4 * 3600)


def _round(people: int, seconds: float) -> Round:
    return new_round(tuple(f"{n}" for n in range(people)), seconds)


def test_the_ring_and_the_bar_beside_it_say_one_figure() -> None:
    """Seven people in 25 minutes: 3:30 in the ring, and never 3:35 each beside it."""
    round_ = _round(7, 25 * 60).start(0)
    assert (round_.next_share(60), round_.share_after(60)) == (210, 210)


@given(PEOPLE, SECONDS, st.data())
def test_whoever_speaks_has_what_those_after_them_have(
    people: int, seconds: float, data: st.DataObject
) -> None:
    """Before a turn and within it, as long as it has just its fair share."""
    round_, now = _round(people, seconds), 0.0
    for _turn in range(people - 1):
        assert round_.next_share(now) == round_.share_after(now)
        round_ = round_.start(now)
        now += data.draw(st.floats(0, max(0.0, round_.left(now))))
        if round_.shortfall(now) is None:
            assert round_.next_share(now) == round_.share_after(now)
        round_ = round_.next(now)


@given(st.floats(-100, 10_000))
def test_a_time_for_each_is_in_whole_steps_and_never_more_than_there_is(seconds: float) -> None:
    """Rounded down, so that nobody is promised what is not there."""
    said = in_steps(seconds)
    assert said % STEP == 0
    assert said <= max(0.0, seconds) + 1e-6 < said + STEP + 1e-3


@given(PEOPLE, st.floats(10, 900))
def test_short_time_never_says_a_turn_as_short_as_the_shortest(people: int, seconds: float) -> None:
    """What is short reads shorter than the shortest turn that stands beside it."""
    round_ = _round(people, seconds)
    question = about_shortness(round_, 0, NOW)
    if question is not None:
        assert question.text.count(formatting.length(round_.least)) == 1
    remark = short_time(people, seconds, round_.least)
    if remark is not None:
        assert remark.text.count(formatting.length(round_.least)) == 1


def test_a_little_less_than_the_shortest_turn_reads_less() -> None:
    """19.6 seconds were rounded up to the 20 that they are short of."""
    question = about_shortness(new_round(("A", "B"), 39.2, floor=20), 0, NOW)
    assert question is not None
    assert "That is 0:15 each, and your shortest turn is 0:20." in question.text


@pytest.mark.parametrize("away", range(4))
def test_gather_and_the_ring_agree_where_somebody_is_away(away: int) -> None:
    """Who is away has no share, on whatever page the shares are read."""
    plan = plan_for(None, NOW)
    round_ = _round(7, plan.seconds(Stage.STORIES))
    for member in round_.seats[:away]:
        round_ = step_out(round_, member, 0)
    wall = NOW + timedelta(minutes=15)
    assert story_time.share_of_each(round_, 7, plan, 0, wall) == round_.next_share(0)
