"""What is suggested as alike, and what is not."""

from dataclasses import replace

from storycircle.core.headings import Card, cards_of
from storycircle.core.model import Gathered
from storycircle.jobs.similar_actions import Likeness, alike

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


def _said(*texts: str) -> list[Card]:
    return [
        replace(CARD, action=str(n), number=n, words=text, wording=text, rank=f"{n:03d}")
        for n, text in enumerate(texts)
    ]


def test_what_shares_its_rare_words_is_much_like() -> None:
    """However it is put; words that all share say nothing; the likest first, never itself."""
    cards = _said(
        "Ask the bus company for a stop at Hartley Library",
        "A stop of the bus at the Hartley Library",
        "Ask the police to come to the market",
        "Ask the teachers to come to the hall",
        *(f"Ask the people of street {n} for the end of week {n}" for n in range(20)),
    )
    found = Likeness().to(cards[0], cards)
    assert [one.card.action for one in found][:1] == ["1"]
    assert not {"0", "2", "3"} & {one.card.action for one in found}


def test_the_same_words_are_likely_and_few_shared_ones_are_not() -> None:
    cards = _said(
        "A shared lunch with carers every month.",
        "a shared lunch with carers, every month",
        "A shared breakfast with tenants",
        *(f"Something else {n} that nobody says twice {n * n}" for n in range(20)),
    )
    found = {one.card.action: one.likely for one in Likeness().to(cards[0], cards)}
    assert found["1"]
    assert not found.get("2")


def test_a_new_wording_counts_from_then_on() -> None:
    """The report's wording is compared too, and texts that are prepared are made anew."""
    cards = _said("Joint lunch once a term", "Meet and eat", *(f"Other {n}" for n in range(9)))
    likeness = Likeness()
    assert "1" not in {one.card.action for one in likeness.to(cards[0], cards)}
    cards[1] = replace(cards[1], wording="Once a term, a joint lunch")
    assert likeness.to(cards[0], cards)[0].card.action == "1"
    assert likeness.to(cards[0], []) == []
