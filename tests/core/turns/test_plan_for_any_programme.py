"""Whatever programme a pack brings, the plan made of it runs forwards."""

from datetime import datetime

from hypothesis import example, given, settings
from hypothesis import strategies as st

from storycircle.core.model import Event, Slot
from storycircle.core.turns.schedule import Stage, plan_for
from tests.support.examples import examples

NOON = datetime(2007, 6, 14, 12, 0)  # noqa: DTZ001 (the room's own time)
times = st.integers(0, 1439).map(lambda minute: f"{minute // 60:02d}:{minute % 60:02d}")
titles = st.sampled_from(
    ["Story circles", "Introduction to the circles", "Dialogue", "Plenary", "Tea", ""]
)
slots = st.builds(Slot, times, st.none() | times, titles)
moments = st.datetimes(datetime(2000, 1, 1), datetime(2050, 1, 1))  # noqa: DTZ001


@settings(max_examples=examples(50))
@given(st.lists(slots, max_size=6), moments, st.booleans())
@example([Slot("11:50", "11:25", "Story circles")], NOON, True)
@example([Slot("11:25", "11:25", "Story circles")], NOON, True)
@example(
    [Slot("11:25", "11:50", "Story circles"), Slot("11:40", "11:45", "Dialogue")],
    NOON,
    True,
)
@example(
    [
        Slot("11:25", "11:50", "Story circles"),
        Slot("11:20", "11:30", "Introduction to the circles"),
    ],
    NOON,
    True,
)
@example(
    [Slot("11:25", "11:50", "Story circles"), Slot("11:50", "11:51", "Dialogue")],
    NOON,
    True,
)
@example(
    [Slot("11:25", "11:50", "Story circles"), Slot("10:00", "10:10", "Plenary")],
    NOON,
    False,
)
@example([Slot("23:50", "23:59", "Story circles")], NOON, True)
@example([Slot("00:00", "00:10", "Story circles")], NOON, True)
def test_every_stage_ends_after_it_begins_and_the_stages_stand_in_order(
    programme: list[Slot], now: datetime, on_the_day: bool
) -> None:
    """Rows backwards, equal, overlapping or in any order: no stage has less than no time."""
    date = now.date().isoformat() if on_the_day else ""
    plan = plan_for(Event("e", "E", date, programme=tuple(programme)), now)
    assert set(plan.spans) == set(Stage)
    at = plan.spans[Stage.GATHER].ends
    for stage in list(Stage)[1:]:
        span = plan.spans[stage]
        assert span.starts is not None
        assert at <= span.starts < span.ends
        at = span.ends
