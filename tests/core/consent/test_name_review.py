"""The look at names before a story leaves without them."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from storycircle.core.consent.name_finder import AGENCY, FORENAME, finds
from storycircle.core.consent.name_review import (
    Place,
    look_too,
    review,
    sought_in,
    text_of,
    with_also,
    with_answer,
    with_one_more,
    without_answer,
)
from storycircle.core.consent.shareable import leaving, what_stays, what_waits
from storycircle.core.error_sentences import Refused
from storycircle.core.model import Circle, Member, Sharing, Story
from tests.support.looking import looked_at

STORY = Story(
    "s",
    "j",
    "The shared assessment visit",
    "Neither knew. Dawn rang Rukhsana’s office at Sure Start.\n\tYoung as she was, Dawn cried.",
    "“All I did was pick up the phone.”",
    Sharing.ANONYMOUS,
    "out",
    tags=("trust", "Dawn's way"),
)
CIRCLE = Circle(
    "c",
    5,
    members=(
        Member("j", "John R"),
        Member("d", "Dawn G", "", "Sure Start"),
        Member("y", "Anna Young"),
    ),
    stories=(STORY,),
    also=("Rukhsana",),
)


def test_each_word_is_found_once_with_all_its_places() -> None:
    """As they are numbered on the screen, with what they are and what is suggested."""
    found = review(STORY, CIRCLE).found
    assert [(f.number, f.text, f.what, f.suggestion, len(f.places)) for f in found] == [
        (1, "Dawn", "Dawn G, in the circle", FORENAME, 3),
        (2, "Rukhsana", "a word on your list", FORENAME, 1),
        (3, "Sure Start", "an agency on your list", AGENCY, 1),
        (4, "Young", "Anna Young, in the circle", FORENAME, 1),
    ]
    assert found[0].places[0] == Place("points", 14, 18)
    for one in found:
        for place in one.places:
            assert text_of(STORY, place.part)[place.start : place.end] == one.text


def test_a_story_leaves_once_each_name_was_looked_at() -> None:
    """Suggestions stand for nothing until somebody looked; then the words are as answered."""
    circle = CIRCLE
    assert (
        review(STORY, circle).to_do()
        == "Four names are still to be looked at: numbers 1, 2, 3 and 4."
    )
    answers = [("Dawn", FORENAME), ("Rukhsana", "a colleague"), ("Sure Start", AGENCY)]
    for found, instead in answers:
        circle = with_answer(circle, "s", found, instead)
        assert leaving(circle).unnamed == ()
    assert (
        review(circle.stories[0], circle).to_do() == "One name is still to be looked at: number 4."
    )
    assert what_waits(circle) == (
        "One story without names, until you have looked at each name found.",
    )
    assert what_stays(circle)[0] + "." == what_waits(circle)[0]
    circle = with_answer(circle, "s", "Young", None)
    (out,) = leaving(circle).unnamed
    assert out.points == (
        "Neither knew. [forename] rang a colleague’s office at [agency name].\n"
        "\tYoung as she was, [forename] cried."
    )
    assert out.tags == ("trust", "[forename]'s way")
    assert leaving(without_answer(circle, "s", "Dawn")).unnamed == ()


def test_an_answer_is_kept_by_the_word_and_a_new_word_is_open() -> None:
    """Typing the same again asks nothing; a name written otherwise, or a new one, asks."""
    circle = looked_at(CIRCLE)
    (story,) = circle.stories
    more = replace(circle, stories=(replace(story, quote="Dawn said so."),))
    assert len(leaving(more).unnamed) == 1
    shouted = replace(circle, stories=(replace(story, quote="DAWN said so."),))
    assert [f.text for f in review(shouted.stories[0], shouted).open] == ["DAWN"]
    assert leaving(shouted).unnamed == ()
    joined = replace(circle, members=(*circle.members, Member("n", "Phone")))
    assert [f.text for f in review(story, joined).open] == ["phone"]


def test_who_left_and_who_facilitates_are_looked_for() -> None:
    """Their names are in no list that leaves, and still are names."""
    circle = replace(CIRCLE, past=(Member("p", "Neither"),), facilitator="Visit")
    assert {f.text for f in review(STORY, circle).found} >= {"Neither", "visit"}


def test_a_word_of_ones_own_may_not_be_a_name() -> None:
    """Nor empty; and one that becomes a name later is asked again."""
    for instead, key in (("Anna’s friend", "own-word-names"), (" ", "no-own-word")):
        with pytest.raises(Refused) as refused:
            with_answer(CIRCLE, "s", "Dawn", instead)
        assert refused.value.key == key
    circle = looked_at(with_answer(CIRCLE, "s", "Dawn", "Petra"))
    assert len(leaving(circle).unnamed) == 1
    later = replace(circle, members=(*circle.members, Member("p", "Petra")))
    assert [f.text for f in review(later.stories[0], later).open] == ["Dawn"]


def test_words_to_look_for_are_typed_in_lines_or_with_commas() -> None:
    """Each once; a phrase counts as a whole."""
    circle = with_also(CIRCLE, "Ruksy,  High School \nRuksy\n\n")
    assert circle.also == ("Ruksy", "High School")
    told = replace(STORY, points="The High School; the school of ruksy")
    texts = [f.text for f in review(told, replace(circle, members=())).found]
    assert texts == ["High School", "ruksy"]


@given(
    st.lists(st.sampled_from(["Dawn", "dawn’s", "SURE START", "Sure", "Rukhsana", "x", "John\n"]))
)
def test_nothing_that_is_looked_for_is_left_in_what_leaves(parts: list[str]) -> None:
    """Whatever is written, once every suggestion is taken nothing is found any more."""
    text = " ".join(parts)
    circle = replace(CIRCLE, stories=(replace(STORY, points=text, title=text),))
    (out,) = leaving(looked_at(circle)).unnamed
    assert finds(f"{out.title}\n{out.points}", sought_in(circle)) == ()


def test_five_hundred_stories_are_looked_at_while_one_waits() -> None:
    """The list of what leaves is worked out as one types, so it may not take long."""
    stories = tuple(replace(STORY, id=f"s{n}", left_as=f"o{n}") for n in range(500))
    circle = replace(looked_at(CIRCLE), stories=stories)
    before = time.process_time()
    assert leaving(circle).told == 500
    assert time.process_time() - before < 2


def test_no_word_to_look_for_is_left_out_without_a_word() -> None:
    """A whole school's list is refused as a whole rather than cut."""
    names = [f"Name{number}" for number in range(501)]
    circle = Circle("c", 1)
    assert with_also(circle, "\n".join(names[:500])).also == tuple(names[:500])
    with pytest.raises(Refused, match="These are 501 words, and 500 is the most"):
        with_also(circle, ", ".join(names))


def test_what_to_look_at_too_is_each_word_once_and_asks_nothing() -> None:
    """With its places and the sentence around; a story leaves whatever stands in it."""
    told = replace(
        STORY, points="We met Hart. Dawn left Hart.", quote="On 3 May 1980", tags=("Hart",)
    )
    circle = looked_at(replace(CIRCLE, stories=(told,)))
    pointed = look_too(told, circle)
    assert [(p.text, p.what, len(p.places), p.before, p.after) for p in pointed] == [
        ("Hart", "a capital letter", 2, "We met ", "."),
        ("3 May 1980", "a date", 1, "On ", ""),
    ]
    for one in pointed:
        for place in one.places:
            assert text_of(told, place.part)[place.start : place.end] == one.text
    assert len(leaving(circle).unnamed) == 1


def test_what_was_pointed_at_can_be_found_like_a_name() -> None:
    """Each kind of it, letter for letter, and added once."""
    words = ("Hart Lane", "07700 900123", "tom@example.org", "TS25 1BA", "03/03/80", "my son")
    told = replace(STORY, points="so {} x, {} x, {} x, {} x, {} x, {} x".format(*words))
    circle = replace(CIRCLE, also=(), stories=(told,))
    for word in words:
        circle = with_one_more(with_one_more(circle, word), word)
    assert circle.also == words
    assert {found.text for found in review(told, circle).found} >= set(words)
