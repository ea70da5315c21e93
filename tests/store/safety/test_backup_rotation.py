"""Which copies go: never by a date that leaps."""

from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storycircle.store.safety.backup_rotation import LAST, MOST, Copy, to_delete

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
    gone = set(to_delete(copies, in_use))
    assert not gone & {copy.name for copy in copies[-LAST:]}
    assert not gone & in_use
    assert len(copies) - len(gone) <= MOST + len(in_use)
    assert gone == set(to_delete(reversed(copies), in_use))


@given(
    st.lists(st.integers(0, 40), min_size=3, max_size=40),
    st.integers(0, 39),
    st.datetimes(FIRST, FINAL),
)
def test_one_leaping_date_makes_no_copy_go(days: list[int], place: int, leaps: datetime) -> None:
    """A day with a wrong clock costs nothing that a day with a right one would have kept."""
    dates = [BEGIN + timedelta(days=sum(days[: end + 1])) for end in range(len(days))]
    at = place % len(dates)
    right = set(to_delete(numbered([*dates])))
    between = dates[max(0, at - 1)] <= leaps <= dates[min(at + 1, len(dates) - 1)]
    dates[at] = dates[at] if between else leaps
    wrong = set(to_delete(numbered([*dates])))
    assert wrong - right <= {f"{at}"}


def test_one_a_day_a_week_a_month_stays() -> None:
    """Of a year with three copies a day: the last of each period."""
    copies = [
        Copy(f"{day} {hour}", day * 3 + hour, BEGIN + timedelta(days=day, hours=hour))
        for day in range(365)
        for hour in range(3)
    ]
    gone = set(to_delete(copies))
    kept = [copy for copy in copies if copy.name not in gone]
    assert [c.name for c in kept[-LAST:]] == ["363 1", "363 2", "364 0", "364 1", "364 2"]
    assert LAST + 7 <= len(kept) <= MOST
    assert (BEGIN + timedelta(days=364) - (kept[0].made or BEGIN)).days > 130


def flat(_day: int, minute: int, _right: datetime) -> datetime:
    return FIRST + timedelta(minutes=minute)


def ahead(_day: int, _minute: int, right: datetime) -> datetime:
    return right.replace(year=2030)


def either(day: int, minute: int, right: datetime) -> datetime:
    return (flat if minute % 2 else ahead)(day, minute, right)


@pytest.mark.parametrize("wrong", [flat, ahead, either])
@pytest.mark.parametrize(
    "days", [range(150), range(100, 140), range(160, 200), range(0, 200, 2), range(200)]
)
@pytest.mark.parametrize("a_day", [1, 3])
def test_dozens_of_wrong_days_leave_old_copies_as_well(
    wrong: Callable[[int, int, datetime], datetime], days: range, a_day: int
) -> None:
    """In one stretch or between right ones, at the end too: copies reach back a month and more."""
    chance = Random(2007)  # noqa: S311 (the same each time)
    kept: list[Copy] = []
    made: list[int] = []
    for day in range(200):
        for hour in range(a_day):
            right = BEGIN + timedelta(days=day, hours=hour)
            at = wrong(day, chance.randrange(60), right) if day in days else right
            kept.append(Copy(f"{len(made)}", len(made), at))
            made.append(day)
            gone = set(to_delete(kept))
            kept = [copy for copy in kept if copy.name not in gone]
    assert [copy.number for copy in kept[-LAST:]] == [*range(len(made))][-LAST:]
    assert len(kept) <= MOST
    back = {199 - made[copy.number] for copy in kept}
    assert max(back) >= 40


def test_a_copy_in_use_stays_however_many_there_are() -> None:
    """The first of a year of copies is the one that a merge can be taken back to."""
    copies = numbered([BEGIN + timedelta(days=day) for day in range(365)])
    assert "0" in to_delete(copies)
    assert "0" not in to_delete(copies, {"0"})
