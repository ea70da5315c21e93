"""The room's clock: which row of the programme runs, what it has left, and what follows."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storycircle.core.model import Event, Gathered, Slot
from storycircle.core.turns.plenary import (
    ProgrammeNow,
    RowState,
    next_in_words,
    pace,
    programme_now,
    shown_time,
)
from tests.support.strategies import programmes


def at(hour: int, minute: int, second: int = 0) -> datetime:
    return datetime(2007, 6, 14, hour, minute, second)  # noqa: DTZ001 (the room's own time)


def test_the_row_that_runs_and_its_time(example: Gathered) -> None:
    """At 12.04 the dialogue has almost sixteen minutes, and the break comes after it."""
    found = programme_now(example.event, at(12, 4, 20))
    assert found.slot is not None
    assert found.slot.title.startswith("Cross circle dialogue")
    assert (found.left, found.whole) == (15 * 60 + 40, 30 * 60)
    assert next_in_words(found).startswith("then, at 12.20, Short break")
    assert (shown_time(found.slot), found.ends) == ("11.50–12.20", "12.20")
    assert [found.state(n) for n in (0, found.place or 0, len(found.rows) - 1)] == [
        RowState.DONE,
        RowState.NOW,
        RowState.TO_COME,
    ]


def test_before_and_after_the_day(example: Gathered) -> None:
    """Nothing runs before the first row; the last, which has no end, runs on without a figure."""
    early = programme_now(example.event, at(8, 0))
    assert (early.slot, next_in_words(early)[:8]) == (None, "at 9.30,")
    late = programme_now(example.event, at(20, 0))
    assert late.slot is not None
    assert (late.slot.title, late.whole, late.ends, next_in_words(late)) == ("Lunch", 0, "", "")
    assert programme_now(None, at(12, 0)) == ProgrammeNow()


def test_a_gap_and_a_row_without_an_end() -> None:
    """Between two rows nothing runs; one that says no end ends as the next begins."""
    rows = (Slot("10:00", "10:30", "One"), Slot("11:00", None, "Two"), Slot("12:00", "13:00", "3"))
    event = Event("e", "E", programme=rows)
    gap = programme_now(event, at(10, 45))
    assert (gap.slot, next_in_words(gap), gap.state(0)) == (None, "at 11.00, Two", RowState.DONE)
    open_ended = programme_now(event, at(11, 15))
    assert (open_ended.slot, open_ended.left) == (rows[1], 45 * 60)
    assert (shown_time(rows[1]), open_ended.ends) == ("11.00", "12.00")


@given(programmes(), st.integers(0, 24 * 3600 - 1))
def test_any_programme_at_any_time(rows: tuple[Slot, ...], second: int) -> None:
    """What is left is never negative nor more than the whole; one row at most runs."""
    now = at(second // 3600, second // 60 % 60, second % 60)
    found = programme_now(Event("e", "E", programme=rows), now)
    assert 0 <= found.left <= found.whole or found.whole == 0
    states = [found.state(n) for n in range(len(rows))]
    assert states.count(RowState.NOW) <= 1
    assert states == sorted(states, key=list(RowState).index)


@pytest.mark.parametrize(
    ("minute", "said"), [(50, "on time"), (52, "2 min behind"), (47, "3 min in hand")]
)
def test_how_the_plenary_stands(minute: int, said: str) -> None:
    """Against the end the programme gives it."""
    assert pace(at(12, minute), at(12, 50)) == f"ends at 12.{minute}, {said}"
