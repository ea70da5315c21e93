"""Programmes and names as organisers type and paste them."""

import pytest
from hypothesis import given

from storycircle.core import typed_input
from storycircle.core.error_sentences import Refused
from storycircle.core.model import Invited, Slot
from tests.support.strategies import programmes

FIVE = Invited("e", 5, ("Brian R", "Dawn G, health visiting"))
SIX = Invited("e", 6, ("Jo",))


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


def test_names_are_typed_under_their_circle() -> None:
    """And shown again as they were typed; a circle without names is none."""
    text = "Circle 5\nBrian R\nDawn G, health visiting\n\n6:\nJo\nJo\n7\n"
    assert typed_input.parsed_invited(text, "e") == (FIVE, SIX)
    assert typed_input.parsed_invited(typed_input.typed_invited((FIVE, SIX)), "e") == (FIVE, SIX)


@pytest.mark.parametrize(
    "text",
    [
        "Agency\tCircle\tName\n\t5\tBrian R\nhealth visiting\t5\tDawn G\n\t6\tJo",
        "5\tBrian R\t\n5\tDawn G\thealth visiting\n6\tJo\t",
        "Circle 5\tBrian R\n\tDawn G\thealth visiting\nCircle 6\tJo",
        "Forename\tSurname\tCircle\tAgency\nBrian\tR\t5\t\nDawn\tG\t5\thealth visiting\nJo\t\t6\t",
    ],
)
def test_names_are_pasted_from_a_table(text: str) -> None:
    """With headings in any order or with none; an empty number means the one above."""
    assert typed_input.parsed_invited(text, "e") == (FIVE, SIX)


@pytest.mark.parametrize("text", ["Ann\nBob", "Name\tAgency\nAnn\tSchool"])
def test_names_without_a_circle_are_refused(text: str) -> None:
    """The app does not decide who sits where."""
    with pytest.raises(Refused, match="“Ann” stands under no circle"):
        typed_input.parsed_invited(text, "e")
