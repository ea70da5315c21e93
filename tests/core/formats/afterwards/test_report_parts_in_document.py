"""Stalls, recommendations and chapters in a document: there and back, and what is refused."""

import json
from typing import Any

import pytest

from storycircle.core.afterwards.chapters import CHAPTER, ChapterKind, StoryPlace
from storycircle.core.afterwards.stalls import letters_of
from storycircle.core.consent.shareable import leaving_all
from storycircle.core.error_sentences import Refused
from storycircle.core.formats.json_document import read_document, write_document
from storycircle.core.model import Gathered


def whole() -> dict[str, Any]:
    """An event with two stalls, three recommendations and two chapters."""
    return {
        "format": "storycircle/1",
        "event": {
            "title": "An event",
            "headings": ["First", "Second"],
            "stalls": ["A: Bees", {"title": "Trees", "themes": ["Oaks"], "leads": ["Ann"]}],
            "recommendations": [
                {"heading": "First", "text": "Plant", "points": ["soon"], "actions": [[1, 1]]},
                {"heading": "Gone", "text": "Keep", "stalls": ["B"], "learning_set": True},
                {"heading": "First", "text": "Water"},
            ],
            "chapters": [
                {"title": "Foreword", "kind": "foreword", "text": "## Why\n\n- so"},
                {"title": "Our own", "text": "Words"},
            ],
        },
        "circles": [{"number": 1, "actions": [{"text": "Dig", "stall": "A: Bees"}]}],
        "stories": [{"title": "Told", "heading": "First", "id": "story-1"}],
        "stalls": [
            {
                "letter": "B",
                "runs": [
                    {
                        "people": 9,
                        "discussed": "Shade",
                        "challenges": ["Money"],
                        "next_steps": ["Ask"],
                        "quotes": [
                            {"text": "I love oaks", "sharing": "anonymous"},
                            {"text": "I am Ann", "sharing": "named"},
                            {"text": "Not for others"},
                        ],
                    },
                    {"minutes": 25},
                ],
            }
        ],
    }


def read(document: dict[str, Any]) -> Gathered:
    return read_document(json.dumps(document).encode(), "x.json")


def refused(document: dict[str, Any]) -> str:
    with pytest.raises(Refused) as caught:
        read(document)
    return str(caught.value)


def test_a_document_says_stalls_recommendations_and_chapters() -> None:
    """Each is read into its record, with links by letter and number."""
    gathered = read(whole())
    assert gathered.event.stalls == ("A: Bees", "Trees")
    assert dict(letters_of(gathered.event.stalls, gathered.event.stall_plans)) == {
        "A: Bees": "A",
        "Trees": "B",
    }
    first, second = gathered.runs
    assert (first.stall, first.people, first.challenges, first.kept) == (
        "Trees",
        9,
        ("Money",),
        ("Not for others",),
    )
    assert (second.place, second.minutes) == (2, 25)
    words = {story.id: story.quote for story in gathered.stories}
    assert [words[q.story] for q in first.quotes] == ["I love oaks", "I am Ann"]
    assert [q.named for q in first.quotes] == [False, True]
    plant, keep, water = gathered.recommendations
    assert [one.from_set for one in (plant, keep, water)] == [False, True, False]
    assert plant.actions == (gathered.circles[0].actions[0].id,)
    assert (keep.stalls, keep.heading) == (("Trees",), "Gone")
    assert plant.rank < keep.rank < water.rank
    assert [c.kind for c in gathered.chapters] == [ChapterKind.FOREWORD, ChapterKind.OWN]
    assert gathered.story_places == (StoryPlace("story-1", "First"),)


def test_a_document_goes_there_and_back_with_all_of_them() -> None:
    """What is written is read the same, ids and order too."""
    gathered = read(whole())
    written = write_document(gathered)
    again = read_document(written, "again.json")
    assert write_document(again) == written
    assert (again.chapters, again.runs) == (gathered.chapters, gathered.runs)
    assert {r.id for r in again.recommendations} == {r.id for r in gathered.recommendations}


def test_two_laptops_that_load_one_document_make_the_same_parts() -> None:
    """So that they merge as one."""
    one, two = read(whole()), read(whole())
    assert (one.recommendations, one.chapters) == (two.recommendations, two.chapters)
    assert [run.id for run in one.runs] == [run.id for run in two.runs]


def test_a_quotation_without_leave_does_not_leave() -> None:
    """It is on the laptop, and in no document that leaves."""
    gathered = read(whole())
    assert b"Not for others" in write_document(gathered)
    left = write_document(leaving_all(gathered))
    assert b"Not for others" not in left
    assert b"I love oaks" in left


def test_an_event_without_them_is_written_as_before() -> None:
    """Nobody's document changes who has none of it."""
    document = json.loads(
        write_document(read({"format": "storycircle/1", "event": {"title": "E"}}))
    )
    assert "stalls" not in document
    assert not {"recommendations", "chapters"} & set(document["event"])


def event(**changes: object) -> dict[str, Any]:
    document = whole()
    document["event"] |= changes
    return document


@pytest.mark.parametrize(
    ("document", "said"),
    [
        (
            event(stalls=[{"title": "X", "letter": "A"}, {"title": "Y", "letter": "A"}]),
            "stall 2: another stall has the letter A; give one of them another.",
        ),
        (event(stalls=[{"letter": "A"}]), "stall 1: title is needed and is not there."),
        (
            event(stalls=[{"title": "X", "letter": "4!"}]),
            "stall 1: letter should be a letter.",
        ),
        (
            event(recommendations=[{"text": "T", "stalls": ["Z"]}]),
            "recommendation 1: no stall of the event has the letter Z.",
        ),
        (
            event(recommendations=[{"text": "T", "actions": [[1, 9]]}]),
            "recommendation 1: actions should be a list of circle and action, each by its number.",
        ),
        (event(recommendations=[{"heading": "H"}]), "text is needed"),
        (
            event(recommendations=[{"text": "T"}, {"text": "T"}]),
            "recommendation 2: this stands here twice, word for word; take one of them out.",
        ),
        (event(chapters=[{"title": "T", "kind": "preface"}]), "chapter 1: kind should be foreword"),
        (
            event(chapters=[{"title": "T", "text": "x" * (CHAPTER + 1)}]),
            "chapter 1: text is longer than 200,000 letters.",
        ),
        (event(chapters=[{"title": "T", "words": ""}]), "chapter 1: there is no key “words” here."),
        ({**whole(), "stalls": [{"letter": "Z"}]}, "no stall of the event has the letter Z"),
        ({**whole(), "stalls": [{"runs": []}]}, "letter is needed"),
        (
            {**whole(), "stalls": [{"letter": "A"}, {"letter": "A", "runs": []}]},
            "",
        ),
        (
            {**whole(), "stalls": [{"letter": "A", "runs": [{}]}, {"letter": "A", "runs": [{}]}]},
            "stands here twice; put its runs into one.",
        ),
    ],
)
def test_what_is_wrong_is_said_by_its_place(document: dict[str, Any], said: str) -> None:
    """One sentence: what, and where."""
    if said:
        assert said in refused(document)
    else:
        read(document)


def test_thirty_recommendations_and_a_chapter_of_its_full_length() -> None:
    """Neither is too many."""
    document = event(
        recommendations=[{"heading": "First", "text": f"T{n}"} for n in range(30)],
        chapters=[{"title": "Long", "text": "x" * CHAPTER}],
    )
    gathered = read(document)
    assert len(gathered.recommendations) == 30
    assert len(gathered.chapters[0].text) == CHAPTER
