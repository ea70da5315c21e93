"""Times as people type them: what is understood, and what is refused with which words."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storycircle.core.error_sentences import Refused
from storycircle.core.typed_input import MOST, ends_at

DAY = datetime(2007, 6, 14, 11, 25)  # noqa: DTZ001 (the room's own time)
LATE = DAY.replace(hour=23, minute=50)


@pytest.mark.parametrize(
    ("text", "starts", "minutes"),
    [
        ("25 min", DAY, 25),
        (" 25 ", DAY, 25),
        ("25 Minutes", DAY, 25),
        ("1 hour", DAY, 60),
        ("360", DAY, 360),
        ("until 11.50", DAY, 25),
        ("11:50", DAY, 25),
        ("until 12", DAY, 35),
        ("to  12.00", DAY, 35),
        ("until 0.10", LATE, 20),
        ("until 12.10", LATE, 20),
        ("20 min", LATE, 20),
        ("until 2.30", DAY.replace(hour=14, minute=0), 30),
        ("until 17.25", DAY, 360),
    ],
)
def test_a_time_is_understood(text: str, starts: datetime, minutes: int) -> None:
    """Minutes, times of day, past midnight, and half past two written as 2.30."""
    assert ends_at(text, starts) == starts + timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("25 mni", "time-unclear"),
        ("", "time-unclear"),
        ("soon", "time-unclear"),
        ("until 25.99", "time-unclear"),
        ("until 11.99", "time-unclear"),
        ("until 25", "time-unclear"),
        ("11.5", "time-unclear"),
        ("-5", "no-time"),
        ("0", "no-time"),
        ("0 min", "no-time"),
        ("0 h", "no-time"),
        ("361", "time-far"),
        ("9999", "time-far"),
        ("until 18.00", "time-far"),
        ("until 11.20", "time-past"),
        ("until 11.25", "time-past"),
    ],
)
def test_a_time_that_cannot_be_taken_says_why(text: str, key: str) -> None:
    """One sentence, and in it what can be written."""
    with pytest.raises(Refused) as found:
        ends_at(text, DAY)
    assert found.value.key == key
    assert "min”" in str(found.value)


def test_a_stage_cannot_end_before_now() -> None:
    """At half past eleven, stories cannot be made to have ended at twenty-five past."""
    now = DAY + timedelta(minutes=40)
    for text in ("until 11.50", "25 min"):
        with pytest.raises(Refused, match="already past"):
            ends_at(text, DAY, now)
    assert ends_at("until 12.30", DAY, now) == DAY + timedelta(minutes=65)


@given(st.text(max_size=60), st.datetimes(datetime(2000, 1, 1), datetime(2050, 1, 1)))  # noqa: DTZ001
def test_whatever_is_typed_is_taken_within_six_hours_or_refused(
    text: str, starts: datetime
) -> None:
    """Nothing typed makes a plan that is out of order or for days, and no sentence runs on."""
    try:
        ends = ends_at(text, starts)
    except Refused as refused:
        assert len(str(refused)) < 150  # noqa: PT017 (either outcome is right; each has its law)
    else:
        assert starts < ends <= starts + MOST


@given(st.integers(0, 1439), st.integers(1, 360))
def test_any_time_as_the_app_writes_it_is_understood(start: int, minutes: int) -> None:
    """What the field itself shows, within six hours and over midnight, is read as it was meant."""
    starts = DAY.replace(hour=start // 60, minute=start % 60)
    ends = starts + timedelta(minutes=minutes)
    found = ends_at(f"until {ends.hour}.{ends.minute:02d}", starts)
    assert found == ends
