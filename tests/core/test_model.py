"""The rule of one to three actions, the teller's choice, and names told apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storycircle.core.actions import commit
from storycircle.core.consent.permission_to_leave import with_sharing
from storycircle.core.error_sentences import SENTENCES, Refused
from storycircle.core.model import (
    Action,
    Circle,
    Event,
    Gathered,
    Member,
    Placement,
    Sharing,
    Story,
)
from storycircle.core.refusals.for_file import DOCUMENT, FILE
from storycircle.core.refusals.for_laptop import MACHINE
from storycircle.core.refusals.for_person import PERSON
from storycircle.core.refusals.promise import PROMISES, Promise


def test_a_circle_commits_to_three_and_no_more() -> None:
    """A fourth action is refused kindly, however it comes."""
    circle = Circle("c", 5)
    for n in range(3):
        circle = commit(circle, Action(f"a{n}", "Do it"))
    with pytest.raises(Refused, match="Three is the most"):
        commit(circle, Action("a3", "Too much"))
    with pytest.raises(Refused, match="Circle 5 has 4 actions"):
        Circle("c", 5, actions=(*circle.actions, Action("a3", "Too much")))


def test_a_new_story_stays() -> None:
    """Nobody's story leaves because nobody said anything."""
    assert Story("s", "m").sharing is Sharing.STAYS


@given(st.lists(st.sampled_from(Sharing), min_size=1, max_size=6))
def test_every_change_of_mind_gives_a_new_id_to_leave_under(choices: list[Sharing]) -> None:
    """Copies that left before cannot be linked to later ones."""
    story = Story("s", "m")
    seen: set[str] = set()
    for choice in choices:
        changed = with_sharing(story, choice)
        assert changed.sharing is choice
        if changed != story:
            assert changed.left_as not in {*seen, "s", "m", ""}
        seen.add(changed.left_as)
        story = changed
    assert with_sharing(story, story.sharing) == story


@given(st.lists(st.sampled_from(["Chris", "chris", "Chris (2)", "Chris (3)", "Al"]), max_size=7))
def test_shown_names_tell_everyone_apart(names: list[str]) -> None:
    """Two people of one name are never shown as one, and a lone name is shown as typed."""
    circle = Circle("c", 1, members=tuple(Member(f"m{n}", name) for n, name in enumerate(names)))
    shown = circle.shown_names()
    assert len({name.casefold() for name in shown.values()}) == len(names)
    for member in circle.members:
        assert shown[member.id].startswith(member.name)


def test_the_second_chris_is_chris_2() -> None:
    """The window and the document show equal names apart in the same way."""
    circle = Circle("c", 1, members=(Member("a", "Chris"), Member("b", "Chris")))
    assert circle.shown_names() == {"a": "Chris", "b": "Chris (2)"}


def test_a_member_and_their_latest_story_are_found() -> None:
    """A story told twice is the later one; an unknown person is an error of ours."""
    circle = Circle(
        "c", 1, members=(Member("m", "Al"),), stories=(Story("1", "m"), Story("2", "m"))
    )
    assert circle.member("m").name == "Al"
    assert circle.story_of("m") == Story("2", "m")
    assert circle.story_of("x") is None
    with pytest.raises(KeyError):
        circle.member("x")


def test_the_organisers_words_stand_before_the_circles() -> None:
    """An action keeps its own words; the report shows the editor's where there are any."""
    action, other = Action("a", "Own words", heading="Own"), Action("b", "Other")
    gathered = Gathered(Event("e", "E"), placements={"a": Placement("a", "Given", "Edited")})
    assert gathered.heading_of(action) == "Given"
    assert gathered.wording_of(action) == "Edited"
    assert gathered.heading_of(other) == ""
    assert gathered.wording_of(other) == "Other"


def test_every_sentence_is_a_sentence() -> None:
    """What people are shown begins large or with its place, and ends with a full stop."""
    for key, sentences in SENTENCES.items():
        for said in (sentences,) if isinstance(sentences, str) else sentences:
            text = PROMISES[said] if isinstance(said, Promise) else said
            assert text[0].isupper() or text[0] in "{“", key
            # What a file is, and in what two differ, are sentences of their own.
            ends = text.endswith((".", " {what}", " {both}", " {why}"))
            assert ends or key == "erased-copies-owed", key


def test_no_key_says_two_things() -> None:
    """A later table would take the place of an earlier one's sentence."""
    assert sum(map(len, (PERSON, DOCUMENT, FILE, MACHINE))) == len(SENTENCES)


def test_a_refusal_has_a_title_a_rest_and_a_promise_of_its_own() -> None:
    """Nothing has to read its words: a file's name with a full stop cuts no sentence in two."""
    refused = Refused("conflicting-file", name="a. b.circle")
    assert refused.title.startswith("a. b.circle does not fit")
    assert refused.rest == "No Story Circle writes that. Nothing was changed."
    assert str(refused) == f"{refused.title} {refused.rest}"
    assert refused.promise is Promise.UNCHANGED
    full = Refused("no-room")
    assert full.promise is Promise.UNWRITTEN
    assert full.reason == full.title == "There is no room left on this disk."
    assert (Refused("no-name").rest, Refused("no-name").promise) == ("", None)


def test_a_promise_is_never_hidden_in_a_sentence() -> None:
    """Where a text ends in a promise, the refusal says so as a value."""
    for key, sentences in SENTENCES.items():
        said = sentences if isinstance(sentences, str) else sentences[-1]
        assert isinstance(said, Promise) or not said.endswith(tuple(PROMISES.values())), key


def test_a_file_is_named_anew_only_where_the_sentence_begins_with_it() -> None:
    damaged, code = Refused("damaged-file", name="x"), Refused("code-damaged", name="x")
    assert damaged.with_name("This file").startswith("This file is damaged")
    assert code.with_name("This file") == str(code)
