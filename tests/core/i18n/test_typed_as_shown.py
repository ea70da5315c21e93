"""What the app itself shows in a field can be read from it again, in every language."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storycircle.core import i18n
from storycircle.core.i18n import _
from storycircle.core.i18n.language import speaking
from storycircle.core.settings import KEEP_DAYS, days_shown, keep_length
from storycircle.core.typed_input import ends_at, length_typed, parsed_day, shown_length
from storycircle.languages import named, shipped

START = datetime(2007, 6, 14, 11, 20)  # noqa: DTZ001 (the room's own time)


@pytest.mark.parametrize("code", shipped())
@given(st.integers(1, 359), st.sampled_from(KEEP_DAYS), st.dates(date(1000, 1, 1)))
def test_a_time_a_day_and_a_number_of_days(code: str, minutes: int, days: int, day: date) -> None:
    """The end of a stage, the date of an event, and how long circles are kept."""
    ends = START + timedelta(minutes=minutes)
    with speaking(named(code)):
        assert ends_at(_("until {time}", time=i18n.clock(ends)), START) == ends
        assert length_typed(shown_length(minutes * 60)) == minutes * 60
        assert keep_length(days_shown(days)) == days
        assert parsed_day(i18n.day(f"{day}")) == f"{day}"
