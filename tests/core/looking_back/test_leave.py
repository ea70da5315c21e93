"""Leave for what a circle noted: a story of nobody’s, asked for again once words are written on."""

from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from storycircle.core.clock import SimulatedClock
from storycircle.core.consent.permission_to_leave import State, state, with_choice
from storycircle.core.consent.shareable import leaving
from storycircle.core.lines.records import EIGHT_QUESTIONS
from storycircle.core.looking_back.leave import (
    in_their_words,
    noted,
    stories_of_notes,
    story_of,
    to_be_asked,
)
from storycircle.core.looking_back.notes import with_note
from storycircle.core.model import Action, Circle, Event, Gathered, Member, Sharing
from storycircle.jobs.export import export_circle
from storycircle.jobs.merge import merge_files
from storycircle.jobs.report import report_bytes
from storycircle.store.library import Library
from tests.support.fresh import fresh_library

NOON = datetime(2007, 9, 6, 12)  # noqa: DTZ001 (the room's own time)
EVENT = Event("e", "An event", "2007-06-14")
CIRCLE = Circle(
    "c",
    5,
    "e",
    members=tuple(Member(f"m{n}", name) for n, name in enumerate(("Dawn Grey", "Bo", "Cy"))),
    actions=(Action("a", "Meet each month."), Action("b", "Write it down.")),
)
ON = "2007-09-06"


def noted_circle() -> Circle:
    notes = with_note((), "a", 3, "Dawn Grey knew elevennames.", on=ON)
    return replace(CIRCLE, review_notes=with_note(notes, "c", 5, "Thatwemet.", on=ON))


def chosen(circle: Circle, of: str, sharing: Sharing) -> Circle:
    return with_choice(circle, story_of(of), sharing, at=NOON, event=EVENT)


def test_what_is_noted_is_no_story_before_it_is_asked_for() -> None:
    circle = noted_circle()
    assert noted(circle) == ("a", "c")
    assert in_their_words(circle).stories == ()
    asked = to_be_asked(circle)
    assert [story.title for story in asked.stories] == ["Meet each month.", "Looking back"]
    assert {story.id for story in asked.stories} <= stories_of_notes(circle)
    assert all(state(story, asked) is State.STAYS for story in asked.stories)
    assert to_be_asked(asked) == asked
    question = EIGHT_QUESTIONS[2]
    assert asked.stories[0].points == f"{question}\n\tDawn Grey knew elevennames."


def test_a_no_is_a_no() -> None:
    circle = chosen(to_be_asked(noted_circle()), "a", Sharing.STAYS)
    form = leaving(circle)
    assert (form.unnamed, form.circle.stories, form.circle.review_notes) == ((), (), ())


def test_a_yes_is_to_these_words_alone() -> None:
    """With names, as they stand; written on, it waits; without a word left, there is no story."""
    circle = chosen(to_be_asked(noted_circle()), "a", Sharing.NAMED)
    (story,) = leaving(circle).circle.stories
    assert "elevennames" in story.points
    notes = with_note(circle.review_notes, "a", 4, "And nobody rang.", on=ON)
    after = in_their_words(replace(circle, review_notes=notes))
    found = after.story(story_of("a"))
    assert found is not None
    assert state(found, after) is State.ASK
    assert leaving(after).circle.stories == ()
    bare = in_their_words(replace(circle, review_notes=()))
    assert bare.story(story_of("a")) is None
    assert leaving(bare).circle.stories == ()


def test_a_name_in_it_is_looked_at_as_in_every_story() -> None:
    circle = chosen(to_be_asked(noted_circle()), "a", Sharing.ANONYMOUS)
    story = circle.story(story_of("a"))
    assert story is not None
    assert state(story, circle) is State.NAMES
    assert leaving(circle).unnamed == ()


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(1, 8), st.text("xy \n", max_size=6))))
def test_nothing_that_was_not_read_out_ever_leaves(writes: list[tuple[str, int, str]]) -> None:
    """However notes are written after a yes, what leaves is word for word what was chosen."""
    circle = to_be_asked(noted_circle())
    circle = chosen(chosen(circle, "a", Sharing.NAMED), "c", Sharing.NAMED)
    heard = {s.id: s.choice.words.points for s in circle.stories if s.choice is not None}
    for of, under, text in writes:
        notes = with_note(circle.review_notes, of, under, text, on=ON)
        circle = in_their_words(replace(circle, review_notes=notes))
        for story in leaving(circle).circle.stories:
            assert story.points == heard[story.id]


@pytest.mark.parametrize("sharing", [Sharing.NAMED, Sharing.STAYS])
def test_the_organiser_has_what_leave_was_given_for(
    sharing: Sharing, library: Library, clock: SimulatedClock, tmp_path: Path
) -> None:
    """In the file, the library and the JSON of the report, without a teller; else in none."""
    circle = chosen(to_be_asked(noted_circle()), "a", sharing)
    library.save_event(EVENT)
    kept = library.save_circle(circle)
    export_circle(library, kept, tmp_path / "x.circle")
    with fresh_library(tmp_path / "organiser" / "library", clock) as organiser:
        list(merge_files(organiser, [tmp_path / "x.circle"]))
        there = organiser.circle("c")
        report = report_bytes(Gathered(EVENT, (there,)), ".json").decode()
    given_ = sharing is Sharing.NAMED
    assert [story.teller for story in there.stories] == [None] * given_
    assert ("elevennames" in report) is given_
    assert "Thatwemet." not in report
    assert there.review_notes == ()
