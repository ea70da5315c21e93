"""Times as people type them: what is understood, and what is refused with which words."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storycircle.core.error_sentences import Refused
from storycircle.core.typed_input import MOST, ends_at, length_typed, time_typed, turn_typed

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


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("3", 180),
        ("3:30", 210),
        ("3.30", 210),
        (" 4 min ", 240),
        ("4 minutes each", 240),
        ("3½", 210),
        ("3.5", 210),
        ("4 min 30 s", 270),
        ("4m30", 270),
        ("45 s", 45),
        ("90 sec", 90),
        ("0:45", 45),
    ],
)
def test_minutes_each_are_understood(text: str, seconds: int) -> None:
    """As people say a turn's length: whole minutes, minutes and seconds, a half."""
    assert turn_typed(text) == seconds


@pytest.mark.parametrize("text", ["", "three", "3:75", "3:3", "until 11.50", "-3", "3:00Anne"])
def test_what_is_no_length_is_refused_with_an_example(text: str) -> None:
    """Nothing is guessed."""
    with pytest.raises(Refused, match="as in 1:30"):
        turn_typed(text)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("1 hour", 60),
        ("one hour in all", 60),
        ("One hour", 60),
        ("90 min", 90),
        ("18", 18),
        ("1 h 34 min", 94),
        ("1 hour and 5 minutes", 65),
        ("half an hour", 30),
        ("an hour and a half altogether", 90),
    ],
)
def test_a_whole_circles_time_is_understood(text: str, minutes: int) -> None:
    """One hour in all, as it is said at a table."""
    assert length_typed(text) == minutes * 60


@pytest.mark.parametrize("text", ["", "soon", "5:00", "0", "7 hours"])
def test_what_is_no_length_of_a_stage_is_refused(text: str) -> None:
    """Five hours are not what 5:00 means, so it is asked anew."""
    with pytest.raises(Refused):
        length_typed(text)


@pytest.mark.parametrize(
    ("text", "hour", "minute"), [("11.16", 11, 16), ("11:30", 11, 30), ("2.30pm", 14, 30)]
)
def test_a_beginning_is_the_nearest_such_time(text: str, hour: int, minute: int) -> None:
    """It may be past: what began late is told as it was."""
    assert time_typed(text, DAY) == DAY.replace(hour=hour, minute=minute)


def test_a_beginning_past_midnight_is_the_next_days() -> None:
    """At ten to twelve, 0.10 is in twenty minutes."""
    assert time_typed("0.10", LATE) == LATE + timedelta(minutes=20)
