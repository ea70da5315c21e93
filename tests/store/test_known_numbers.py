"""Which numbers of an event are known: no proposal is one that is to come, taken or on its way."""

import tempfile
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from storycircle.core.clock import SimulatedClock
from storycircle.core.merge.circle_numbers import free_number, up_to
from storycircle.core.model import Circle, Event, Invited
from storycircle.core.size_limits import MOST_NUMBER
from storycircle.jobs.export import export_circle
from storycircle.store.exchange import circle_file
from storycircle.store.library import Library
from tests.support.fresh import fresh_library

_NUMBERS = st.sets(st.integers(1, 20), max_size=3)
_CLOCK = SimulatedClock(datetime(2026, 11, 24, 9, 50))  # noqa: DTZ001


def _hand_over(source: Library, target: Library, circle: str) -> None:
    path = source.path.with_name(f"{circle}.circle")
    export_circle(source, source.circle(circle), path)
    target.merge(circle_file.read(path))


@given(st.sets(st.integers(1, MOST_NUMBER), max_size=20), st.integers(0, MOST_NUMBER))
def test_a_free_number_is_neither_known_nor_below_one_that_is(
    known: set[int], expected: int
) -> None:
    """Whatever stands below the highest one is a circle that is here or to come."""
    number = free_number(known, expected)
    if number:
        assert number > max(expected, *known, 0)
        assert number <= MOST_NUMBER
    else:
        assert up_to(known, expected) == MOST_NUMBER


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_NUMBERS, _NUMBERS, _NUMBERS, _NUMBERS, _NUMBERS, st.integers(0, 15))
def test_no_proposal_is_of_a_circle_that_was_ever_heard_of(  # noqa: PLR0917 (each a set of its own)
    held: set[int],
    erased: set[int],
    merged: set[int],
    apart: set[int],
    invited: set[int],
    expected: int,
) -> None:
    """Held, removed here, merged, renumbered on two laptops at once, or with a list of names."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:

        def laptop(name: str) -> Library:
            return stack.enter_context(fresh_library(Path(folder) / name / "library", _CLOCK))

        event = Event("e", "The event", expected=expected)
        organiser, other = laptop("organiser"), laptop("other")
        for library in (organiser, other):
            library.save_event(event)
        for number in sorted(held):
            organiser.save_circle(Circle(f"held {number}", number, "e"))
        for number in sorted(erased):
            organiser.save_circle(Circle(f"erased {number}", number, "e"))
            organiser.erase_circle(f"erased {number}")
        for number in sorted(merged | apart):
            other.save_circle(Circle(f"merged {number}", number, "e"))
            _hand_over(other, organiser, f"merged {number}")
        for number in sorted(apart):
            moved = [(other, number + 20), (organiser, number + 40)]
            for library, to in moved:
                circle = library.circle(f"merged {number}")
                library.save_circle(replace(circle, number=to))
            _hand_over(other, organiser, f"merged {number}")
        organiser.save_invited("e", [Invited("e", number, ("Ann",)) for number in sorted(invited)])
        heard_of = {*held, *erased, *(merged - apart), *invited}
        heard_of |= {number + far for number in apart for far in (20, 40)}
        known = organiser.known_numbers("e")
        assert known == heard_of
        proposed = free_number(known, expected)
        assert proposed not in heard_of | set(range(1, expected + 1))
        assert all(proposed > number for number in heard_of)


def test_a_circle_that_comes_back_has_its_number_once(tmp_path: Path) -> None:
    """What was noted of a removed circle goes as it comes back, and with its event."""
    with fresh_library(tmp_path / "library", _CLOCK) as library:
        library.save_event(Event("e", "The event"))
        library.save_circle(Circle("c", 7, "e"))
        export_circle(library, library.circle("c"), tmp_path / "x.circle")
        library.erase_circle("c")
        assert library.known_numbers("e") == {7}
        library.merge(circle_file.read(tmp_path / "x.circle"), accepted=["circle 7"])
        library.renumber(library.circle("c"), 9)
        assert library.known_numbers("e") == {9}
        library.erase_event("e")
        assert library.known_numbers("e") == frozenset()
