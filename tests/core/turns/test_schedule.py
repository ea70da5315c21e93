"""The stage plan by the clock, on the day and on any other."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from storycircle.core.clock import SimulatedClock, SystemClock
from storycircle.core.model import Event, Gathered, Slot
from storycircle.core.turns.schedule import Stage, plan_for

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
