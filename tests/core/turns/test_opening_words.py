"""What is read out as a circle opens: whose words, and what a change of them is."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storycircle.core.error_sentences import Refused
from storycircle.core.lines.records import LineKind
from storycircle.core.meetings.next_meeting import first_meeting, new_line
from storycircle.core.model import Circle, Event, Member, Writer
from storycircle.core.turns.opening_words import (
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


@given(st.sampled_from([None, EVENT]))
def test_a_learning_set_hears_nothing_of_stories(event: Event | None) -> None:
    """Its turns are for a question of one's own; a line of another kind tells stories as before."""
    for kind in LineKind:
        line = new_line("A line", kind=kind)
        circle = first_meeting(line, (Member("m", "Ann"),), on="2007-01-18")
        said = opening_for(event, circle)
        if event is not None:
            assert (said.purpose, said.rules) == (event.purpose, event.ground_rules)
        elif kind is LineKind.LEARNING_SET:
            assert not re.search("stor(y|ies)", " ".join((said.purpose, *said.rules)))
        else:
            assert (said.purpose, said.rules) == (PURPOSE, RULES)
        kept = changed_words(said.purpose, "\n".join(said.rules), said.promise, event, circle)
        assert kept == Opening()


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
    kept = changed_words(before.purpose, "\n".join(before.rules), before.promise, event, CIRCLE)
    assert opening_for(event, CIRCLE, kept) == before


def test_what_is_rubbed_out_or_left_as_it_stood_is_no_change() -> None:
    """So a later pack still reaches the circle, and the words before can be had back."""
    assert changed_words("", " \n", "  ", EVENT, CIRCLE) == Opening()
    assert changed_words("For the children.", "Listen.", "Ours.", EVENT, CIRCLE) == Opening()
    for promise in (WRITTEN, UNWRITTEN):
        assert changed_words(PURPOSE, "\n".join(RULES), promise, None, CIRCLE) == Opening()


def test_rules_are_one_a_line_without_empty_lines() -> None:
    """A line left empty while typing is no rule."""
    assert changed_words("", "A\n\n  B  b \n", "", None, CIRCLE).rules == ("A", "B b")


def test_words_without_end_are_refused() -> None:
    """What is kept is bounded, and the bound is named."""
    with pytest.raises(Refused, match="5,000 letters"):
        changed_words("x" * 5_001, "", "", None, CIRCLE)
    with pytest.raises(Refused, match="100,000 letters"):
        changed_words("", "x" * 100_001, "", None, CIRCLE)
