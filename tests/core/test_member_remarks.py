"""What is said of equal names and odd times while a circle gathers."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storycircle.core.members import (
    Remark,
    backward_programme,
    equal_names,
    past_time,
    short_time,
)
from storycircle.core.model import Circle, Event, Member, Slot
from storycircle.core.turns.fair_share import each_has
from storycircle.core.turns.schedule import Span

DAY = datetime(2007, 6, 14, 11, 25)  # noqa: DTZ001 (the room's own time)


def _circle(*names: str) -> Circle:
    return Circle("c", 1, members=tuple(Member(str(i), name) for i, name in enumerate(names)))


@pytest.mark.parametrize(
    ("names", "title", "shown"),
    [
        (("Chris", "Al", "Chris"), "Two people are called Chris.", "Chris and Chris (2)"),
        (("Chris",) * 3, "Three people are called Chris.", "Chris, Chris (2) and Chris (3)"),
        (
            ("Chris", "Sam", "Chris", "Sam"),
            "Two people are called Chris and two are called Sam.",
            "Chris and Chris (2); Sam and Sam (2)",
        ),
        (("Chris",) * 15, "Fifteen people are called Chris.", "Chris, Chris (2) … Chris (15)"),
        (("Chris", "chris"), "Two people are called Chris.", "Chris and chris (2)"),
    ],
)
def test_equal_names_are_said_and_how_they_are_shown(
    names: tuple[str, ...], title: str, shown: str
) -> None:
    """Nobody wonders which Chris is meant; an initial is offered, not demanded."""
    text = f"They are shown as {shown}. Add an initial if you like."
    assert equal_names(_circle(*names)) == Remark(title, text)


def test_names_that_differ_need_no_remark() -> None:
    """Neither does an empty circle."""
    assert equal_names(_circle("Chris", "Christine")) is None
    assert equal_names(_circle()) is None


def test_a_long_equal_name_is_cut_before_the_number_that_tells_it_apart() -> None:
    """A name of five hundred letters does not fill the pane."""
    remark = equal_names(_circle("x" * 500, "x" * 500))
    assert remark is not None
    assert len(remark.title) + len(remark.text) < 200
    assert "(2)" in remark.text


def test_a_plan_too_short_for_all_says_what_each_would_have() -> None:
    """Seven people in five minutes: 40 seconds each, and the shortest turn is a minute."""
    assert short_time(7, 300, 60) == Remark(
        "Time is short: 5 minutes for seven people.",
        "That is 0:40 each, and your shortest turn is 1:00. Write a later time, or make two "
        "circles.",
    )
    assert short_time(5, 300, 60) is None
    assert short_time(1, 10, 60) is None
    assert short_time(0, 0, 60) is None


@given(st.integers(0, 15), st.floats(-1e5, 1e5), st.integers(10, 600))
def test_time_is_called_short_exactly_where_a_share_is_under_the_floor(
    people: int, seconds: float, floor: int
) -> None:
    """Even for a plan without any time, or with less than none."""
    each = each_has(people, seconds)
    assert each >= 0
    assert each * people <= max(0.0, seconds)
    assert (short_time(people, seconds, floor) is not None) == (people > 1 and each < floor)


def test_a_plan_that_has_gone_by_says_so() -> None:
    """A circle that gathers after its time is told, and told what to write."""
    span = Span(DAY, DAY + timedelta(minutes=25))
    assert past_time(span, DAY + timedelta(minutes=24)) is None
    remark = past_time(span, span.ends)
    assert remark is not None
    assert remark.title == "By the plan, stories ended at 11.50."


def test_a_programme_that_runs_backwards_is_said_with_what_holds_instead() -> None:
    """Dialogue before the stories were over: the plan is another, and nobody has to guess why."""
    stories = Slot("11:25", "11:50", "Story circles")
    span = Span(DAY, DAY + timedelta(minutes=25))
    odd = Event("e", "An event", programme=(stories, Slot("11:20", "11:30", "Dialogue")))
    remark = backward_programme(odd, span)
    assert remark is not None
    assert "11.25–11.50" in remark.text
    in_order = Event("e", "An event", programme=(stories, Slot("11:50", "12:20", "Dialogue")))
    assert backward_programme(in_order, span) is None
    assert backward_programme(Event("e", "An event"), span) is None
    assert backward_programme(None, span) is None
