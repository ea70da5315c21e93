"""Places in an order: there is always one between two, and none ends in a 0."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storycircle.core.headings import between, is_rank, numbered, spread_ranks
from tests.support.strategies import ranks


@given(ranks, ranks)
def test_between_two_places_there_is_always_another(one: str, other: str) -> None:
    """However often something is put between two neighbours, there is room."""
    low, high = sorted((one, other))
    if high and low == high:
        with pytest.raises(ValueError, match=low):
            between(low, high)
        return
    found = between(low, high)
    assert low < found
    assert not high or found < high
    assert is_rank(found)
    assert found


@given(st.lists(st.integers(0, 30), max_size=40))
def test_any_insertions_keep_their_order(places: list[int]) -> None:
    """A list built by inserting anywhere is sorted as it was built."""
    order: list[str] = []
    for wanted in places:
        place = min(wanted, len(order))
        low = order[place - 1] if place else ""
        high = order[place] if place < len(order) else ""
        order.insert(place, between(low, high))
    assert order == sorted(set(order))


@pytest.mark.parametrize("count", [0, 1, 2, 35, 36, 37, 2_000])
def test_places_are_spread_with_room_between(count: int) -> None:
    """A column spread anew has as many places, in order, none of them at an end."""
    found = spread_ranks(count)
    assert len(set(found)) == count
    assert found == sorted(found)
    assert all(map(is_rank, found))


def test_what_nobody_moved_stands_by_number_and_place() -> None:
    """Circle 2 comes before circle 10, its first action before its second."""
    order = [numbered(2, 1), numbered(2, 2), numbered(10, 1), numbered(999_999_999, 3)]
    assert order == sorted(order)
    assert all(map(is_rank, order))


@pytest.mark.parametrize("text", ["0", "a0", "A", "a b", "é"])
def test_what_is_no_place(text: str) -> None:
    """A file cannot bring a place that nothing could come before."""
    assert not is_rank(text)
