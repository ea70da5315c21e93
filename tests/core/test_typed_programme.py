"""Programmes as organisers type and paste them."""

import pytest
from hypothesis import given

from storycircle.core import typed_input
from storycircle.core.error_sentences import Refused
from storycircle.core.model import Slot
from tests.support.strategies import programmes


@given(programmes())
def test_a_programme_typed_and_read_is_the_same(programme: tuple[Slot, ...]) -> None:
    """Whatever its titles say."""
    assert typed_input.parsed_programme(typed_input.slots_typed(programme)) == programme


@pytest.mark.parametrize(
    "line", ["9.30-10.00 Coffee", "09:30 – 10:00, Coffee", "9.30 to 10.00: Coffee"]
)
def test_times_are_typed_in_many_ways(line: str) -> None:
    """Points, colons, dashes and words."""
    assert typed_input.parsed_programme(line) == (Slot("09:30", "10:00", "Coffee"),)


@pytest.mark.parametrize("line", ["Coffee at 9", "25.00 Night", "10.00-9.30 Backwards"])
def test_a_line_without_a_time_is_named(line: str) -> None:
    """The person knows which line to mend."""
    with pytest.raises(Refused):
        typed_input.parsed_programme(f"9.00 Doors\n{line}")
