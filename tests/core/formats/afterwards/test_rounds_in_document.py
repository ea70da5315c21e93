"""Rounds in a document: what is written is read again, and what is wrong is named by its place."""

import json
import re
from typing import Any

import pytest
from msgspec.structs import replace

from storycircle.core.afterwards.turn_counts import TurnCounts
from storycircle.core.consent.shareable import leaving_all
from storycircle.core.error_sentences import Refused
from storycircle.core.formats.json_document import read_document, write_document
from storycircle.core.shapes.shape import SHAPES

CHECK_IN = {"name": "Check-in", "prompt": "How are you here?", "minutes": 1, "may_pass": False}


def document(event: object = None, circle: object = None, **more: object) -> bytes:
    """A document with rounds of its event, and of its one circle."""
    said: dict[str, Any] = {
        "format": "storycircle/1",
        "event": {"title": "An evening", **({} if event is None else {"rounds": event})},
        "circles": [{"number": 1, "members": [{"name": "Ann"}, {"name": "Bo"}], **more}],
    }
    if circle is not None:
        said["circles"][0]["rounds"] = circle
    return json.dumps(said).encode()


def test_rounds_of_an_event_and_of_a_circle_go_out_as_they_came_in() -> None:
    """Minutes may be halves; what is left out is a fair share, passing allowed, notes taken."""
    given = [CHECK_IN, {"name": "Stories", "stories": True}, {"name": "Last", "minutes": 1.5}]
    read = read_document(document(given, given[1:]), "x.json")
    first, second, third = read.event.rounds
    assert (first.name, first.prompt, first.seconds) == ("Check-in", "How are you here?", 60)
    assert (first.may_pass, first.notes, first.stories) == (False, True, False)
    assert (second.seconds, second.may_pass, second.notes, second.stories) == (0, True, True, True)
    assert third.seconds == 90
    assert [one.name for one in read.circles[0].rounds] == ["Stories", "Last"]
    written = write_document(read)
    assert read_document(written, "x.json") == read
    assert json.loads(written)["event"]["rounds"][0] == {**CHECK_IN, "notes": True}


def test_how_turns_went_goes_out_as_it_came_in() -> None:
    """Three numbers, of which each may be left out; and none where nothing is said."""
    read = read_document(document(turns={"heard": 5, "over": 2}), "x.json")
    assert read.circles[0].turns == TurnCounts(5, 0, 2)
    written = json.loads(write_document(leaving_all(read)))
    assert written["circles"][0]["turns"] == {"heard": 5, "passed": 0, "over": 2}
    again = read_document(json.dumps(written).encode(), "x.json")
    assert again.circles[0].turns == TurnCounts(5, 0, 2)
    bare = read_document(document(), "x.json")
    assert bare.circles[0].turns is None
    assert "turns" not in json.loads(write_document(bare))["circles"][0]


@pytest.mark.parametrize(
    ("turns", "said"),
    [
        (
            {"heard": 1, "over": 2},
            "circle 1: turns: 2 turns were over time, but only 1 were heard.",
        ),
        ({"heard": -1}, "circle 1: turns: heard should be a whole number from 0 to 500"),
        ({"heard": True}, "circle 1: turns: heard should be a whole number"),
        ({"skipped": 1}, "circle 1: turns: there is no key “skipped” here."),
        ([1, 2, 3], "circle 1: turns should be an object"),
    ],
)
def test_turns_that_are_wrong_are_refused_by_their_place(turns: object, said: str) -> None:
    """And nothing is read."""
    with pytest.raises(Refused, match=re.escape(said)):
        read_document(document(turns=turns), "x.json")


def test_one_document_makes_the_same_rounds_on_every_laptop() -> None:
    twice = [read_document(document([CHECK_IN]), "x.json").event.rounds for _ in range(2)]
    assert twice[0] == twice[1]


def test_a_document_without_rounds_is_written_as_before_there_were_any() -> None:
    read = read_document(document(), "x.json")
    written = json.loads(write_document(read))
    assert "rounds" not in written["event"]
    assert not {"rounds", "round_notes"} & set(written["circles"][0])


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_can_be_written_in_a_document(shape: object) -> None:
    (found,) = [one for one in SHAPES if one is shape]
    read = read_document(document(), "x.json")
    with_shape = replace(read, event=replace(read.event, rounds=found.rounds()))
    again = read_document(write_document(with_shape), "x.json").event.rounds
    assert [replace(one, id="") for one in again] == list(found.rounds(lambda: ""))


@pytest.mark.parametrize(
    ("rounds", "said"),
    [
        ([{"prompt": "?"}], "event, round 1: name is needed"),
        ([{"name": " "}], "event, round 1: name is needed"),
        ([{"name": "a" * 61}], "event, round 1: name is longer than 60 letters"),
        ([{"name": "A", "prompt": "a" * 501}], "round 1: prompt is longer than 500 letters"),
        ([{"name": "A", "minutes": 0}], "round 1: minutes should be minutes from 0.25 to 120"),
        ([{"name": "A", "minutes": -3}], "round 1: minutes should be"),
        ([{"name": "A", "minutes": 121}], "round 1: minutes should be"),
        ([{"name": "A", "minutes": True}], "round 1: minutes should be"),
        ([{"name": "A", "minutes": "2"}], "round 1: minutes should be"),
        ([{"name": "A", "minutes": float("nan")}], "round 1: minutes should be"),
        ([{"name": "A", "may_pass": 1}], "round 1: may_pass should be true or false"),
        ([{"name": "A", "speaker": "x"}], "round 1: there is no key “speaker” here"),
        ([{"name": "A"}, {"name": "a"}], "event: two rounds are called “a”"),
        ([{"name": f"R{n}"} for n in range(20)], "event: rounds has 20 entries; 12 is the most"),
        ({"name": "A"}, "event: rounds should be a list"),
        (["A"], "event, round 1 should be an object"),
    ],
)
def test_what_is_wrong_with_a_round_is_said_with_its_place(rounds: object, said: str) -> None:
    with pytest.raises(Refused, match=said):
        read_document(document(rounds), "x.json")


def test_a_round_of_a_circle_is_named_with_its_circle() -> None:
    with pytest.raises(Refused, match="circle 1, round 2: name is needed"):
        read_document(document(None, [{"name": "A"}, {}]), "x.json")


NOTE = {"round": "Check-in", "who": "Bo", "text": "Tired, and glad."}


def test_notes_of_rounds_are_in_what_stays_and_in_nothing_that_leaves() -> None:
    """The names and prompts of rounds are no secret; what was noted in them is one."""
    read = read_document(document([CHECK_IN], round_notes=[NOTE]), "x.json")
    bo = read.circles[0].members[1].id
    assert read.circles[0].round_note(read.event.rounds[0].id, bo) == "Tired, and glad."
    assert read_document(write_document(read), "x.json") == read
    left = write_document(leaving_all(read)).decode()
    assert "How are you here?" in left
    assert "Tired" not in left
    assert "round_notes" not in left


@pytest.mark.parametrize(
    ("note", "said"),
    [
        ({**NOTE, "round": "Other"}, "round note 1: there is no round “Other”"),
        ({**NOTE, "round": "Stories"}, "there is no round “Stories” without stories"),
        ({**NOTE, "who": "Cy"}, "“Cy” is not a member"),
        ({**NOTE, "when": ""}, "no key “when”"),
    ],
)
def test_a_note_of_no_round_or_of_nobody_is_refused(note: object, said: str) -> None:
    rounds = [CHECK_IN, {"name": "Stories", "stories": True}]
    with pytest.raises(Refused, match=said):
        read_document(document(rounds, round_notes=[note]), "x.json")
