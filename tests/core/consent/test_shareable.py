"""What may leave the circle, for any circle at all."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from storycircle.core.checkout.checkout import Checkout
from storycircle.core.consent.shareable import (
    Leaves,
    leaving,
    leaving_all,
    lines_of,
    what_leaves,
    what_stays,
)
from storycircle.core.formats.file_contents import inside
from storycircle.core.formats.json_document import write_document
from storycircle.core.model import Circle, Event, Gathered, Idea, Member, Note, Sharing, Story
from tests.support.examples import examples
from tests.support.looking import looked_at
from tests.support.strategies import circles, gathereds

PRIVATE = "\N{SNOWMAN}stays\N{SNOWMAN}"


def with_secrets(circle: Circle) -> Circle:
    """The circle with one text in every place that no export may hold."""
    return replace(
        circle,
        members=tuple(replace(m, role=PRIVATE, agency=PRIVATE) for m in circle.members),
        stories=tuple(
            replace(s, title=PRIVATE, points=PRIVATE, quote=PRIVATE)
            if s.sharing is Sharing.STAYS
            else s
            for s in circle.stories
        ),
        dialogue=(Note(PRIVATE, PRIVATE),),
        ideas=(Idea("an-idea", PRIVATE),),
    )


@given(circles())
def test_nothing_that_stays_is_in_the_shareable_form(circle: Circle) -> None:
    """Stories that stay, roles, agencies, dialogue and ideas are in no form that leaves."""
    assert PRIVATE not in repr(leaving(with_secrets(circle)))


@settings(max_examples=examples(12))
@given(gathereds())
def test_nothing_that_stays_is_in_what_is_written(gathered: Gathered) -> None:
    """The whole event's shareable form, and the document made of it, hold no secret."""
    told = replace(gathered, circles=tuple(map(with_secrets, gathered.circles)))
    shareable = leaving_all(told)
    assert PRIVATE not in repr(shareable)
    assert PRIVATE.encode() not in write_document(shareable)


@given(circles())
def test_a_story_without_names_cannot_be_linked(circle: Circle) -> None:
    """No teller, no member's or story's own id, in an order that tells nothing."""
    circle = looked_at(circle)
    form = leaving(circle)
    own = {m.id for m in circle.members} | {s.id for s in circle.stories} | {circle.id}
    for story in form.unnamed:
        assert story.teller is None
        assert not own & {story.id, story.left_as}
    found = [story.id for story in form.unnamed]
    assert found == sorted(s.left_as for s in circle.stories if s.sharing is Sharing.ANONYMOUS)


@given(circles())
def test_what_was_allowed_does_leave(circle: Circle) -> None:
    """Named stories, members' names and actions leave as they stand."""
    form = leaving(circle)
    named = [s.id for s in circle.stories if s.sharing is Sharing.NAMED]
    assert [s.id for s in form.circle.stories] == named
    assert [m.name for m in form.circle.members] == [m.name for m in circle.members]
    assert form.circle.actions == circle.actions
    assert form.told == len(circle.stories)


@settings(max_examples=examples(12))
@given(gathereds())
def test_the_shareable_form_of_a_shareable_form_is_itself(gathered: Gathered) -> None:
    """What an organiser merged leaves again as it came."""
    once = leaving_all(gathered)
    assert leaving_all(once) == once
    assert [s.id for s in once.stories] == sorted({s.id for s in once.stories})


@given(st.permutations(range(4)))
def test_the_order_of_tellers_is_not_the_order_of_stories(order: list[int]) -> None:
    """However people sat, stories without names stand in the order of their random ids."""
    stories = [
        Story(f"s{n}", f"m{n}", f"T{n}", sharing=Sharing.ANONYMOUS, left_as=f"r{9 - n}")
        for n in range(4)
    ]
    members = tuple(Member(f"m{n}", f"Person{n}") for n in range(4))
    circle = Circle("c", 1, members=members, stories=tuple(stories[n] for n in order))
    assert [s.title for s in leaving(circle).unnamed] == ["T3", "T2", "T1", "T0"]
    written = json.loads(write_document(leaving_all(Gathered(event_of("e"), (circle,)))))
    assert [set(story) for story in written["stories"]] == [{"id", "title", "points", "quote"}] * 4


def test_names_in_a_story_without_names_are_masked() -> None:
    """Members, facilitator and agencies are not named by the words of a story."""
    circle = Circle(
        "c",
        1,
        facilitator="Helen R",
        members=(Member("m", "Mary Ann", "", "Sure Start"), Member("n", "Bo")),
        stories=(
            Story(
                "s",
                "m",
                "Mary's day",
                "Bo of Sure Start asked Helen.",
                "“Mary Ann!”",
                Sharing.ANONYMOUS,
                "r",
            ),
        ),
    )
    assert leaving(circle).unnamed == ()
    (story,) = leaving(looked_at(circle)).unnamed
    assert story.title == "[forename]'s day"
    assert story.points == "[forename] of [agency name] asked [forename]."
    assert story.quote == "“[forename]!”"


def test_what_leaves_and_what_stays_are_said_in_words() -> None:
    """The list on the screen counts what the file holds."""
    circle = Circle(
        "c",
        1,
        facilitator="Helen",
        members=(Member("a", "Al", "Chair", "Agency"), Member("b", "Bo")),
        stories=(
            Story("1", "a", sharing=Sharing.NAMED),
            Story("2", "b", sharing=Sharing.ANONYMOUS, left_as="r"),
            Story("3", "b"),
        ),
        dialogue=(Note("Q", "notes"),),
        ideas=(Idea("i", "Idea"),),
    )
    assert what_leaves(circle) == (
        "Two names, as you typed them",
        "One story, with name",
        "One story, without names",
        "Your name, as facilitator",
    )
    assert what_stays(circle) == ("One story", "Ideas, dialogue notes, agencies and roles")
    assert what_leaves(Circle("c", 1)) == ()
    assert what_leaves(Circle("c", 1, theme="Why?")) == ("The event and the question",)
    assert what_stays(Circle("c", 1)) == ()


def event_of(title: str) -> Event:
    return Event(title, title)


@pytest.mark.parametrize(("people", "said"), [(6, "the answers of six people"), (4, "sealed")])
def test_how_it_was_is_among_what_leaves(people: int, said: str) -> None:
    """Of few people only where the file is sealed; and the very words behind it."""
    checkout = Checkout(people, ((people, 0, 0),) * 4, ("It was long.",))
    circle = Circle("c", 1, checkout=checkout)
    assert said in lines_of(circle)[Leaves.CHECKOUT]
    texts = inside(Leaves.CHECKOUT, circle, None, {}).texts
    assert texts[0] == f"I was heard. Yes {people}, partly 0, no 0."
    assert texts[-1] == "It was long."
    assert leaving(circle).circle.checkout is None
    assert Leaves.CHECKOUT not in lines_of(Circle("c", 1))
