"""What is suggested as alike, and what is not."""

from dataclasses import replace

from storycircle.core.headings import Card, cards_of
from storycircle.core.model import Gathered
from storycircle.jobs.similar_actions import alike

CARD = Card("a", "c", 1, 1, "Joint lunch once a term.", "Joint lunch once a term.", "", "m", "")


def test_one_thing_said_twice_is_found() -> None:
    """In other order, case and stops, by either wording; the likest first, never itself."""
    same = replace(CARD, action="b", words="Once a term, a joint lunch", wording="Something else")
    near = replace(CARD, action="d", words="Joint lunch once a month", wording="Different")
    far = replace(CARD, action="f", words="Learn to say thank you", wording="Say thank you")
    found = alike(CARD, [CARD, far, near, same])
    assert [one.card.action for one in found] == ["b", "d"]


def test_the_sixteen_actions_of_2007_are_sixteen(example: Gathered) -> None:
    """Actions about the same matter are not yet the same action."""
    cards = cards_of(example)
    assert [card.action for card in cards if alike(card, cards)] == []
