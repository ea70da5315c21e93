"""The stage plan by the clock, on the day and on any other."""

from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storycircle.core.clock import SimulatedClock, SystemClock
from storycircle.core.error_sentences import Refused
from storycircle.core.model import Event, Gathered, Slot
from storycircle.core.turns.schedule import Stage, StagePlan, plan_for

DAY = datetime(2007, 6, 14, 11, 16)  # noqa: DTZ001 (the room's own time)
moments = st.datetimes(datetime(2000, 1, 1), datetime(2050, 1, 1))  # noqa: DTZ001


def test_the_plan_of_june_2007_is_its_programme(example: Gathered) -> None:
    """Exact times by the clock, the dialogue parted into talk and commitments."""
    plan = plan_for(example.event, DAY)
    assert {stage.title: span.shown() for stage, span in plan.spans.items()} == {
        "Gather": "until 11.20",
        "Open": "11.20\N{EN DASH}11.25",
        "Stories": "11.25\N{EN DASH}11.50",
        "Dialogue": "11.50\N{EN DASH}12.10",
        "Commit": "12.10\N{EN DASH}12.20",
        "Plenary": "12.30\N{EN DASH}12.50",
    }
    assert plan.seconds(Stage.STORIES) == 25 * 60
    assert plan.seconds(Stage.GATHER) == 0


def test_on_another_day_the_lengths_hold_and_begin_in_ten_minutes(example: Gathered) -> None:
    """A rehearsal the day before has the event's lengths, from now."""
    plan = plan_for(example.event, DAY - timedelta(days=1))
    assert plan.spans[Stage.GATHER].shown() == "until 11.30"
    assert plan.spans[Stage.GATHER].short() == "to 11.30"
    assert plan.spans[Stage.STORIES].shown() == "11.35\N{EN DASH}12.00"
    assert plan.spans[Stage.STORIES].short() == "11.35"
    assert plan.spans[Stage.PLENARY].shown() == "12.40\N{EN DASH}13.00"


def test_without_a_programme_the_lengths_of_june_2007_hold() -> None:
    """A circle of no event, or of one without circles in its programme, is 25 minutes too."""
    for event in (
        None,
        Event("e", "E"),
        Event("e", "E", programme=(Slot("10:00", "11:00", "Tea"),)),
    ):
        plan = plan_for(event, DAY)
        assert plan.spans[Stage.GATHER].shown() == "until 11.30"
        assert plan.spans[Stage.STORIES].shown() == "11.35\N{EN DASH}12.00"
        assert plan.spans[Stage.COMMIT].shown() == "12.20\N{EN DASH}12.30"
        assert plan.spans[Stage.PLENARY].shown() == "12.40\N{EN DASH}13.00"


@given(moments, st.booleans())
def test_every_plan_runs_forwards(now: datetime, on_the_day: bool) -> None:
    """No stage ends before it begins or begins before the one ahead has ended."""
    date = now.date().isoformat() if on_the_day else ""
    rows = (Slot("10:00", "10:25", "Story circle"), Slot("10:25", "11:00", "Dialogue"))
    for event in (None, Event("e", "E", date, programme=rows)):
        at = None
        for stage in Stage:
            span = plan_for(event, now).spans[stage]
            assert span.starts is None or span.starts < span.ends
            assert at is None or (span.starts is not None and at <= span.starts)
            at = span.ends


def test_a_moved_end_moves_all_that_follows(example: Gathered) -> None:
    """Five minutes more for stories are five minutes later for the rest, and nothing before."""
    plan = plan_for(example.event, DAY)
    later = plan.moved(Stage.STORIES, plan.spans[Stage.STORIES].ends + timedelta(minutes=5))
    assert later.spans[Stage.OPEN] == plan.spans[Stage.OPEN]
    assert later.spans[Stage.STORIES].shown() == "11.25\N{EN DASH}11.55"
    assert later.spans[Stage.PLENARY].shown() == "12.35\N{EN DASH}12.55"


def test_a_simulated_clock_stands_until_moved() -> None:
    """Tests and the demonstration wait for nothing."""
    clock = SimulatedClock(DAY)
    clock.forward(90)
    assert clock.reading() == 90
    assert clock.now() == DAY + timedelta(seconds=90)


def test_the_systems_clock_never_runs_backwards() -> None:
    """Elapsed time comes from a monotonic clock."""
    clock = SystemClock()
    readings = [clock.reading() for _ in range(100)]
    assert readings == sorted(readings)


# What a circle plans for itself.


def _ordered(plan: StagePlan) -> bool:
    """Whether every stage lasts, and none begins before the one before it ended."""
    at = plan.spans[Stage.GATHER].ends
    for stage in list(Stage)[1:]:
        span = plan.spans[stage]
        if span.starts is None or span.starts < at or span.ends <= span.starts:
            return False
        at = span.ends
    return True


@given(st.integers(6, 360), st.sampled_from(list(Stage)))
def test_so_much_in_all_is_shared_out_to_the_minute(minutes: int, stage: Stage) -> None:
    """One hour in all ends in an hour, and every stage that is to come has some of it."""
    plan = plan_for(None, DAY).in_all(minutes * 60.0, DAY, stage)
    assert plan.still(DAY) == minutes * 60
    assert plan.made
    ends = [plan.spans[one].ends for one in Stage if one >= stage]
    assert all(later > sooner for sooner, later in pairwise(ends))
    if stage is Stage.GATHER:
        assert _ordered(plan)


def test_one_hour_in_all_has_the_methods_own_shares() -> None:
    """Of 100 minutes by the method an hour has six tenths, the break too."""
    plan = plan_for(None, DAY).in_all(3_600, DAY)
    lengths = [plan.seconds(stage) / 60 for stage in list(Stage)[1:]]
    assert lengths == [3, 15, 12, 6, 12]
    assert plan.spans[Stage.GATHER].shown() == "until 11.22"


def test_what_a_stage_has_had_is_not_shared_out_again() -> None:
    """Ten minutes into the dialogue, half an hour in all: it goes on, and what follows fits."""
    plan = plan_for(None, DAY).in_all(1_800, DAY, Stage.DIALOGUE, used=600)
    given_now = plan.seconds(Stage.DIALOGUE) - 600
    assert given_now == 10 * 60
    assert plan.still(DAY) == 1_800


def test_too_little_in_all_is_refused() -> None:
    """Five stages need a minute each."""
    with pytest.raises(Refused, match="leaves no time"):
        plan_for(None, DAY).in_all(300, DAY)


@given(st.sampled_from(list(Stage)[1:]), st.integers(1, 120))
def test_another_length_moves_what_follows_and_nothing_else(stage: Stage, minutes: int) -> None:
    """What was before stays, what follows keeps its length."""
    plan = plan_for(None, DAY)
    changed = plan.lasting(stage, minutes * 60.0)
    assert changed.seconds(stage) == minutes * 60
    for other in Stage:
        if other < stage:
            assert changed.spans[other] == plan.spans[other]
        elif other > stage:
            assert changed.seconds(other) == plan.seconds(other)
    assert _ordered(changed)


@given(st.sampled_from(list(Stage)[1:]), st.integers(-60, 120))
def test_another_beginning_ends_what_went_on_before(stage: Stage, minutes: int) -> None:
    """The plan stays in order, or it is refused; the stage keeps its length."""
    plan = plan_for(None, DAY)
    starts = plan.spans[stage].starts
    assert starts is not None
    when = starts + timedelta(minutes=minutes)
    try:
        changed = plan.beginning(stage, when)
    except Refused:
        before = plan.spans[Stage(stage - 1)].starts
        assert before is not None
        assert when < before + timedelta(minutes=1)
        return
    assert changed.spans[stage].starts == when
    assert changed.seconds(stage) == plan.seconds(stage)
    assert _ordered(changed)
    assert changed.made


def test_on_the_day_the_dialogue_takes_what_shorter_stories_free(example: Gathered) -> None:
    """Commit still ends at 12.20, whatever each has."""
    plan = plan_for(example.event, DAY)
    ends = plan.spans[Stage.STORIES].ends - timedelta(minutes=7)
    kept = plan.stories_until(ends, keeping=True)
    assert kept.spans[Stage.DIALOGUE].shown() == "11.43\N{EN DASH}12.10"
    assert kept.spans[Stage.COMMIT] == plan.spans[Stage.COMMIT]


@given(st.sampled_from(list(Stage)[1:]), st.integers(-600, 600))
def test_a_stage_that_began_early_has_its_true_beginning_and_all_stand_in_order(
    stage: Stage, seconds: int
) -> None:
    """Whenever it began: its end stays, nothing overlaps, and who began late keeps the plan."""
    plan = plan_for(None, DAY)
    starts = plan.spans[stage].starts
    assert starts is not None
    truly = starts + timedelta(seconds=seconds)
    new = plan.begun(stage, truly)
    assert _ordered(new)
    assert new.spans[stage].ends == plan.spans[stage].ends
    assert all(new.spans[one] == plan.spans[one] for one in Stage if one > stage)
    shown = new.spans[stage].starts
    assert shown is not None
    if seconds < 0:
        assert timedelta() <= truly - shown < timedelta(minutes=1)
    else:
        assert new == plan
