"""Names in all their forms: a sample of each language, and five thousand sentences at night."""

import pytest
from msgspec.structs import replace

from storycircle.core.consent.name_finder import Kind, Sought
from tests.masking.__main__ import MISSED, TAKEN
from tests.masking.sentences import HELD_OUT, LATER, LATEST, WRITTEN_ON, Figures, judged, sentences


def within(figures: Figures) -> None:
    """Fails where a bound is broken, with the first that broke it."""
    missed = [f"{one.way}: {one.text[one.start : one.end]}" for one in figures.missed]
    taken = [word for word, _ in figures.taken]
    assert len(missed) < MISSED * figures.sentences, missed
    assert len(taken) < TAKEN * figures.words, taken


@pytest.mark.slow
@pytest.mark.parametrize("codes", [WRITTEN_ON, HELD_OUT, LATER, LATEST])
def test_names_in_every_form_are_found_and_ordinary_words_are_not(codes: tuple[str, ...]) -> None:
    """Fewer than one sentence in a hundred missed, one word in two hundred taken for a name."""
    within(judged(sentences(400, 17, codes)))


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2007])
@pytest.mark.parametrize("codes", [WRITTEN_ON, HELD_OUT, LATER, LATEST])
def test_the_same_of_five_thousand_sentences(codes: tuple[str, ...], seed: int) -> None:
    """The languages that the rules were written on, those held out, and two written later."""
    within(judged(sentences(2_500, seed, codes)))


def test_the_figures_notice_what_is_missed_and_what_is_taken() -> None:
    """A name left out of the circle's list is missed; an ordinary word in it is taken."""
    some = [one for one in sentences(80, 3, ("en",)) if one.certain]
    blind = judged(replace(one, sought=()) for one in some)
    assert len(blind.missed) == len(some)
    greedy = (Sought("ergo The The", Kind.AGENCY), Sought("e", Kind.WORD), Sought("the", Kind.WORD))
    taken = judged(replace(one, sought=(*one.sought, *greedy)) for one in some)
    assert len(taken.taken) + taken.namesakes > 20
