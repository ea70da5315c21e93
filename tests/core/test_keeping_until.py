"""Until when a circle is kept, whatever the clock said as it was open."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storycircle.core.consent.retention import keep_until
from storycircle.core.model import Event

DAY = date(2007, 6, 14)
HELD = datetime(2007, 6, 14, 13)  # noqa: DTZ001 (the room's own time)
LATER = date(2007, 10, 1)
CLOCKS = st.datetimes(datetime(1970, 1, 1), datetime(2108, 12, 31))  # noqa: DTZ001 (as above)


def test_a_circle_is_kept_until_the_events_day_or_so_long_after_it_was_held() -> None:
    """Where neither is known nobody is asked."""
    event = Event("e", "E", keep_until="2007-12-31")
    assert keep_until(event, HELD, 90, LATER) == date(2007, 12, 31)
    assert keep_until(Event("e", "E"), HELD, 90, LATER) == date(2007, 9, 12)
    assert keep_until(None, None, 90, LATER) is None


@pytest.mark.parametrize("year", [1970, 1979, 2000, 2030, 2108])
def test_a_clock_that_leapt_as_it_was_open_does_not_count(year: int) -> None:
    """The event's own day does: it is neither kept for a lifetime nor past on the same day."""
    event = Event("e", "E", date=DAY.isoformat())
    leapt = HELD.replace(year=year)
    assert keep_until(event, leapt, 90, LATER) == DAY + timedelta(days=90)
    assert keep_until(event, leapt, 90, DAY) == DAY + timedelta(days=90)


@given(CLOCKS, CLOCKS, st.booleans(), st.integers(1, 3_650))
def test_whatever_the_clocks_say_it_is_not_past_while_it_is_open(
    held: datetime, today: datetime, dated: bool, days: int
) -> None:
    """And no clock makes an end of it that the page of home could not show."""
    event = Event("e", "E", date=DAY.isoformat() if dated else "")
    assert (keep_until(event, held, days, held.date()) or date.min) > held.date()
    assert keep_until(event, held, days, today.date()) is not None


def test_a_day_that_no_calendar_has_is_the_last_of_all() -> None:
    """A date at the end of time, typed or from a file."""
    event = Event("e", "E", date="9999-12-31")
    assert keep_until(event, HELD, 90, LATER) == DAY + timedelta(days=90)
    assert keep_until(event, datetime(9999, 12, 31), 90, date(9999, 12, 31)) == date.max  # noqa: DTZ001 (the room's own time)
