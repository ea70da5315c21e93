"""A minute more for everybody to come: nobody's share differs by it from another's."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storycircle.core.error_sentences import Refused
from storycircle.core.turns.queue import Round, new_round

NOW = datetime(2026, 11, 24, 9, 50)  # noqa: DTZ001 (the room's own time)


@st.composite
def rounds(draw: st.DrawFn) -> tuple[Round, float]:
    """A round somewhere in its middle, whose time is not short, and the reading of its clock."""
    people = draw(st.integers(2, 10))
    now, round_ = 0.0, new_round(tuple(f"{n}" for n in range(people)), people * 300.0)
    for _turn in range(draw(st.integers(0, people - 1))):
        round_ = round_.start(now)
        now += draw(st.integers(0, 300))
        round_ = round_.pass_turn(now) if draw(st.booleans()) else round_.next(now)
        now += draw(st.integers(0, 5))
    if draw(st.booleans()) and not round_.over:
        round_ = round_.start(now)
        now += draw(st.integers(0, 200))
    return round_, now


@given(rounds(), st.sampled_from([30, 60, 120]))
def test_everyone_to_come_has_just_so_much_more(at: tuple[Round, float], more: int) -> None:
    """Who speaks and who waits, who passed too; what is left of the rounding stays as it was."""
    round_, now = at
    if round_.over or (round_.shortfall(now) is not None) or round_.fair(now) <= round_.least:
        return
    longer = round_.more_each(more)
    assert longer.next_share(now) == round_.next_share(now) + more
    if len(round_.unheard) > 1:
        assert longer.share_after(now) == round_.share_after(now) + more
    assert longer.spent(now) == round_.spent(now)
    assert longer.heard == round_.heard
    assert longer.time_left(now) == round_.time_left(now) + more * len(round_.unheard)


def test_time_used_is_what_parts_people_not_the_minute() -> None:
    """One spoke a minute of four: the others share what that left, and each the minute too."""
    told = new_round(("A", "B", "C"), 720).start(0).next(60)
    assert told.next_share(60) == 330
    assert told.more_each(60).next_share(60) == 390


def test_a_minute_more_that_is_not_fair_share_stays_the_speakers() -> None:
    """Thirty seconds given to one are theirs beside the minute that all have."""
    round_ = new_round(("A", "B"), 600).start(0).more(30, 0).more_each(60)
    assert round_.next_share(0) == 300 + 30 + 60


def test_once_all_are_heard_nobody_has_more() -> None:
    """There is nobody to give it to."""
    with pytest.raises(Refused):
        new_round(("A",), 300).start(0).next(10).more_each(60)
