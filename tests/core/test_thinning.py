"""Which copies go: never by a date that leaps."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from storycircle.core.thinning import LAST, MOST, UNDATED, Copy, to_go

FIRST, FINAL = datetime.fromisoformat("1970-01-01"), datetime.fromisoformat("2108-12-31")
DATES = st.lists(st.none() | st.datetimes(FIRST, FINAL), max_size=80)
BEGIN = datetime.fromisoformat("2007-06-14T09:00")


def numbered(dates: list[datetime | None]) -> list[Copy]:
    return [Copy(f"{number}", number, made) for number, made in enumerate(dates)]


@given(DATES, st.sets(st.integers(0, 79).map(str), max_size=3))
def test_the_last_and_those_in_use_stay_and_the_rest_is_bounded(
    dates: list[datetime | None], in_use: set[str]
) -> None:
    """Whatever the dates say."""
    copies = numbered(dates)
    gone = set(to_go(copies, in_use))
    assert not gone & {copy.name for copy in copies[-LAST:]}
    assert not gone & in_use
    assert len(copies) - len(gone) <= MOST + len(in_use)
    assert gone == set(to_go(reversed(copies), in_use))


@given(
    st.lists(st.integers(0, 40), min_size=3, max_size=40),
    st.integers(0, 39),
    st.datetimes(FIRST, FINAL),
)
def test_one_leaping_date_makes_no_copy_go(days: list[int], place: int, leaps: datetime) -> None:
    """A day with a wrong clock costs nothing that a day with a right one would have kept."""
    dates = [BEGIN + timedelta(days=sum(days[: end + 1])) for end in range(len(days))]
    at = place % len(dates)
    right = set(to_go(numbered([*dates])))
    between = dates[max(0, at - 1)] <= leaps <= dates[min(at + 1, len(dates) - 1)]
    dates[at] = dates[at] if between else leaps
    wrong = set(to_go(numbered([*dates])))
    assert wrong - right <= {f"{at}"}


def test_one_a_day_a_week_a_month_stays() -> None:
    """Of a year with three copies a day: the last of each period."""
    copies = [
        Copy(f"{day} {hour}", day * 3 + hour, BEGIN + timedelta(days=day, hours=hour))
        for day in range(365)
        for hour in range(3)
    ]
    gone = set(to_go(copies))
    kept = [copy for copy in copies if copy.name not in gone]
    assert [c.name for c in kept[-LAST:]] == ["363 1", "363 2", "364 0", "364 1", "364 2"]
    assert LAST + 7 <= len(kept) <= MOST - UNDATED
    assert (BEGIN + timedelta(days=364) - (kept[0].made or BEGIN)).days > 130


def test_a_copy_in_use_stays_however_many_there_are() -> None:
    """The first of a year of copies is the one that a merge can be taken back to."""
    copies = numbered([BEGIN + timedelta(days=day) for day in range(365)])
    assert "0" in to_go(copies)
    assert "0" not in to_go(copies, {"0"})
