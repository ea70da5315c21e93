"""Which event a circle of today is of, where nobody says another."""

import pytest
from msgspec.structs import replace

from storycircle.core.event_choice import Opened, event_for, is_of_day
from storycircle.core.model import Event, made_without_pack, own_event

TODAY = "2027-01-15"
OWN = own_event("2026-11-29")
PACK = Event("pack", "Harbour event", date="2027-02-01")


@pytest.mark.parametrize("day", ["2026-11-29", "2027-01-14", "2027-01-16", "2028-01-01"])
def test_an_own_event_is_of_its_day_alone(day: str) -> None:
    """A circle of January is no second circle of November's, though that was opened just now."""
    own = own_event(day)
    assert made_without_pack(own)
    assert not is_of_day(own, TODAY)
    assert event_for([own], Opened(own.id, TODAY), TODAY) is None
    assert event_for([own_event(TODAY)], None, TODAY) is not None


def test_what_was_just_opened_is_used_before_what_is_nearest() -> None:
    """Not the latest date, nor the alphabet."""
    other = Event("other", "A day in between", date=TODAY)
    assert event_for([other, PACK], Opened("pack", TODAY), TODAY) == PACK
    assert event_for([other, PACK], None, TODAY) == other
    assert event_for([OWN, PACK], Opened(OWN.id, TODAY), TODAY) == PACK


def test_a_pack_is_used_until_its_day_is_over() -> None:
    """Afterwards only on the day on which somebody opens it."""
    over = replace(PACK, date="2027-01-14")
    assert event_for([over], Opened("pack", "2027-01-13"), TODAY) is None
    assert event_for([over], Opened("pack", TODAY), TODAY) == over
