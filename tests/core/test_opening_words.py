"""What is read out as a circle opens: whose words, and what a change of them is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storycircle.core.error_sentences import Refused
from storycircle.core.model import Circle, Event, Writer
from storycircle.core.opening_words import (
    PURPOSE,
    RULES,
    UNWRITTEN,
    WRITTEN,
    Opening,
    changed_words,
    opening_for,
)
from tests.support.strategies import needed

CIRCLE = Circle("c", 1)
EVENT = Event("e", "E", purpose="For the children.", ground_rules=("Listen.",), promise="Ours.")
openings = st.builds(
    Opening, st.just("") | needed, st.lists(needed, max_size=3).map(tuple), st.just("") | needed
)


def test_an_event_without_words_of_its_own_says_ours() -> None:
    """A pack that says nothing, or no event at all, leaves nobody without words."""
    for event in (None, Event("e", "E")):
        assert opening_for(event, CIRCLE) == Opening(PURPOSE, RULES, WRITTEN)


def test_our_promise_follows_who_writes() -> None:
    """Where no one writes, nobody is told that notes are written."""
    for writer in Writer:
        promise = opening_for(None, Circle("c", 1, writer=writer)).promise
        assert promise == (UNWRITTEN if writer is Writer.NO_ONE else WRITTEN)


def test_the_words_of_the_pack_come_before_ours_and_a_facilitators_before_both() -> None:
    """Each part by itself: changing the rules leaves the pack's purpose as it is."""
    assert opening_for(EVENT, CIRCLE) == Opening("For the children.", ("Listen.",), "Ours.")
    own = Opening(rules=("One at a time.", "Phones away."))
    assert opening_for(EVENT, CIRCLE, own) == Opening("For the children.", own.rules, "Ours.")


@given(openings, openings)
def test_what_is_typed_is_what_is_read_out(at_event: Opening, own: Opening) -> None:
    """Showing words, typing them over and showing them again ends with what was typed."""
    event = Event(
        "e",
        "E",
        purpose=at_event.purpose,
        ground_rules=at_event.rules,
        promise=at_event.promise,
    )
    before = opening_for(event, CIRCLE, own)
    kept = changed_words(before.purpose, "\n".join(before.rules), before.promise, event)
    assert opening_for(event, CIRCLE, kept) == before


def test_what_is_rubbed_out_or_left_as_it_stood_is_no_change() -> None:
    """So a later pack still reaches the circle, and the words before can be had back."""
    assert changed_words("", " \n", "  ", EVENT) == Opening()
    assert changed_words("For the children.", "Listen.", "Ours.", EVENT) == Opening()
    for promise in (WRITTEN, UNWRITTEN):
        assert changed_words(PURPOSE, "\n".join(RULES), promise, None) == Opening()


def test_rules_are_one_a_line_without_empty_lines() -> None:
    """A line left empty while typing is no rule."""
    assert changed_words("", "A\n\n  B  b \n", "", None).rules == ("A", "B b")


def test_words_without_end_are_refused() -> None:
    """What is kept is bounded, and the bound is named."""
    with pytest.raises(Refused, match="5,000 letters"):
        changed_words("x" * 5_001, "", "", None)
    with pytest.raises(Refused, match="100,000 letters"):
        changed_words("", "x" * 100_001, "", None)
