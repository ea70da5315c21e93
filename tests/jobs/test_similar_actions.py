"""What is suggested as alike, and what is not."""

from collections import Counter
from math import log, sqrt

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from storycircle.core.headings import Card, cards_of
from storycircle.core.model import Gathered
from storycircle.jobs.similar_actions import Likeness

CARD = Card("a", "c", 1, 1, "Joint lunch once a term.", "Joint lunch once a term.", "", "m", "")


def test_one_thing_said_twice_is_found() -> None:
    """In other order, case and stops, by either wording; the likest first, never itself."""
    same = replace(CARD, action="b", words="Once a term, a joint lunch", wording="Something else")
    near = replace(CARD, action="d", words="Joint lunch once a month", wording="Different")
    far = replace(CARD, action="f", words="Learn to say thank you", wording="Say thank you")
    found = Likeness().nearest(CARD, _known([CARD, far, near, same]))
    assert [one.card.action for one in found] == ["b", "d"]


def test_the_sixteen_actions_of_2007_are_sixteen(example: Gathered) -> None:
    """Actions about the same matter are not yet the same action."""
    cards, likeness = _known(cards_of(example)), Likeness()
    assert [id_ for id_, card in cards.items() if likeness.nearest(card, cards)] == []


def _known(cards: list[Card]) -> dict[str, Card]:
    return {card.action: card for card in cards}


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
    found = Likeness().to(cards[0], _known(cards))
    assert [one.card.action for one in found][:1] == ["1"]
    assert not {"0", "2", "3"} & {one.card.action for one in found}


def test_the_same_words_are_likely_and_few_shared_ones_are_not() -> None:
    cards = _said(
        "A shared lunch with carers every month.",
        "a shared lunch with carers, every month",
        "A shared breakfast with tenants",
        *(f"Something else {n} that nobody says twice {n * n}" for n in range(20)),
    )
    found = {one.card.action: one.likely for one in Likeness().to(cards[0], _known(cards))}
    assert found["1"]
    assert not found.get("2")


def test_a_new_wording_counts_from_then_on() -> None:
    """The report's wording is compared too, and texts that are prepared are made anew."""
    cards = _said("Joint lunch once a term", "Meet and eat", *(f"Other {n}" for n in range(9)))
    likeness = Likeness()
    assert "1" not in {one.card.action for one in likeness.to(cards[0], _known(cards))}
    cards[1] = replace(cards[1], wording="Once a term, a joint lunch")
    assert likeness.to(cards[0], _known(cards))[0].card.action == "1"
    assert likeness.to(cards[0], {}) == []


_WORDS = "we shall ask the bus school market lunch carers tenants every week together".split()
_TEXTS = st.lists(st.sampled_from(_WORDS), min_size=1, max_size=9).map(" ".join)


def _shares(cards: list[Card]) -> dict[str, float]:
    """How much of their rare words the others share with the first card, all of them compared."""
    stems = [{word[:6] for word in card.words.split()} for card in cards]
    held = Counter(stem for found in stems for stem in found)
    rare = {stem: log(len(cards) / count) for stem, count in held.items()}

    def long(found: set[str]) -> float:
        return sqrt(sum(rare[stem] ** 2 for stem in found)) or 1.0

    return {
        card.action: sum(rare[stem] ** 2 for stem in stems[0] & other)
        / long(stems[0])
        / long(other)
        for card, other in zip(cards[1:], stems[1:], strict=True)
    }


@given(st.lists(_TEXTS, min_size=2, max_size=25))
def test_nobody_who_shares_enough_is_left_out(texts: list[str]) -> None:
    """Though common words are not followed to all who say them."""
    cards = _said(*texts)
    found = {one.card.action: one.score for one in Likeness().to(cards[0], _known(cards))}
    for id_, share in _shares(cards).items():
        if share >= 0.45 + 1e-9:
            assert found[id_] >= 68 + (share - 0.45) * 48 - 1e-6


@given(st.lists(_TEXTS, min_size=2, max_size=12), st.lists(_TEXTS, min_size=1, max_size=6))
def test_what_changes_is_compared_as_if_it_had_always_been_so(
    texts: list[str], later: list[str]
) -> None:
    """By its letters, to the point: words, wordings, cards that come and cards that go."""
    cards, likeness = _said(*texts), Likeness()
    likeness.prepare(_known(cards))
    for at, text in enumerate(later):
        cards[at % len(cards)] = replace(cards[at % len(cards)], wording=text)
        new = replace(_said(text)[0], action=f"new {at}", rank=f"n{at}")
        cards = [*cards[: -1 if len(cards) > 2 and at % 2 else None], new]
        known = _known(cards)
        assert likeness.nearest(cards[0], known) == Likeness().nearest(cards[0], known)
        likeness.to(cards[0], known)
