"""The JSON document: there and back again, and each refusal by its place."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from msgspec.structs import replace

from storycircle.core.error_sentences import Refused
from storycircle.core.formats.json_document import read_document, write_document
from storycircle.core.model import Circle, Gathered, NamesOnPaper, Sharing
from storycircle.resources import example_event
from tests.support.examples import examples
from tests.support.strategies import gathereds


def said(gathered: Gathered) -> bytes:
    """All that a document says, without the order of stories (their ids are random)."""
    return write_document(replace(gathered, stories=tuple(sorted_stories(gathered))))


def sorted_stories(gathered: Gathered) -> list[Any]:
    return sorted(gathered.stories, key=lambda story: (story.title, story.points, story.quote))


def loadable(circle: Circle) -> Circle:
    """A circle whose names differ and whose stories say something the document can hold."""
    names = circle.shown_names()
    return replace(circle, members=tuple(replace(m, name=names[m.id]) for m in circle.members))


def test_the_example_event_is_what_the_report_says(example: Gathered) -> None:
    """Six circles, 36 members, 16 actions, headings 1, 1, 7, 4 and 3, each with both wordings."""
    assert (len(example.circles), example.people(), example.actions()) == (6, 36, 16)
    actions = [action for circle in example.circles for action in circle.actions]
    placed = [example.heading_of(action) for action in actions]
    assert [placed.count(heading) for heading in example.event.headings] == [1, 1, 7, 4, 3]
    assert all(example.placements[action.id].wording for action in actions)


def test_the_example_event_goes_there_and_back(example: Gathered) -> None:
    """What is written is what was read, and reading gives the same ids on every laptop."""
    written = write_document(example)
    again = read_document(written, "again.json")
    assert write_document(again) == written
    assert again == example


@settings(max_examples=examples(25))
@given(gathereds())
def test_any_event_goes_there_and_back(gathered: Gathered) -> None:
    """Whatever a library holds can be written, loaded, and written again the same."""
    gathered = replace(gathered, circles=tuple(map(loadable, gathered.circles)))
    assert said(read_document(write_document(gathered), "x.json")) == said(gathered)


def test_a_byte_order_mark_is_no_reason_to_refuse(example: Gathered) -> None:
    """Windows editors write one."""
    data = b"\xef\xbb\xbf" + example_event().read_bytes()
    assert read_document(data, "x.json").event == example.event


def test_a_story_told_with_a_name_is_one_story_on_every_laptop() -> None:
    """Two laptops that load one document merge to one copy of it; other ids tell nothing."""
    document = whole()
    document["circles"][0]["stories"] = [
        {"teller": "Al", "title": "Same", "sharing": sharing}
        for sharing in ("named", "named", "anonymous", "stays")
    ]
    data = json.dumps(document).encode()
    one, two = (read_document(data, "x.json").circles[0].stories for _ in range(2))
    assert [a.id == b.id for a, b in zip(one, two, strict=True)] == [True, True, False, False]
    assert len({story.id for story in one}) == 4
    assert all(a.left_as != b.left_as for a, b in zip(one, two, strict=True))


def test_a_new_story_stays_and_an_unnamed_story_of_the_event_has_no_teller() -> None:
    """What says nothing about sharing is not shared."""
    document = whole()
    document["circles"][0]["stories"] = [{"teller": "Al", "title": "Mine"}]
    document["stories"] = [{"title": "Nobody's"}]
    read = read_document(json.dumps(document).encode(), "x.json")
    assert read.circles[0].stories[0].sharing is Sharing.STAYS
    assert read.stories[0].teller is None
    assert read.stories[0].sharing is Sharing.ANONYMOUS


def whole() -> dict[str, Any]:
    """A document with one of everything."""
    return {
        "format": "storycircle/1",
        "source": "Here",
        "event": {
            "title": "E",
            "date": "2007-06-14",
            "venue": "V",
            "question": "Q",
            "dialogue_questions": ["D"],
            "headings": ["H"],
            "stalls": ["S"],
            "programme": [{"starts": "10:00", "ends": "10:30", "title": "P"}],
            "purpose": "W",
            "ground_rules": ["R"],
            "promise": "S",
        },
        "circles": [
            {
                "number": 5,
                "theme": "T",
                "facilitator": "F",
                "members": [{"name": "Al", "role": "R", "agency": "A"}, {"name": "Bo"}],
                "stories": [
                    {"teller": "Al", "title": "T", "points": "P", "quote": "Q", "sharing": "named"}
                ],
                "dialogue": [{"question": "Q", "notes": "N"}],
                "ideas": [{"text": "I"}],
                "actions": [
                    {
                        "text": "X",
                        "who": ["Al"],
                        "by": "June",
                        "heading": "H",
                        "report_wording": "W",
                    }
                ],
            }
        ],
        "stories": [{"title": "T", "points": "P", "quote": "Q"}],
    }


def refused(change: Callable[[dict[str, Any]], object]) -> str:
    """The sentence with which a changed document is refused."""
    document = whole()
    change(document)
    with pytest.raises(Refused) as found:
        read_document(json.dumps(document).encode(), "x.json")
    return str(found.value)


def at(document: dict[str, Any], path: str) -> Any:
    """What stands in a document at a path such as "circles.0.members"."""
    here: Any = document
    for step in path.split(".") if path else []:
        here = here[int(step)] if step.isdigit() else here[step]
    return here


def test_the_document_of_these_tests_is_sound() -> None:
    """So that each refusal below has only the one reason."""
    assert read_document(json.dumps(whole()).encode(), "x.json").people() == 2


PLACES = {
    "": "the document",
    "event": "event",
    "event.programme.0": "event: programme row 1",
    "circles.0": "circle 5",
    "circles.0.members.1": "circle 5, member 2",
    "circles.0.stories.0": "circle 5, story 1",
    "circles.0.dialogue.0": "circle 5, dialogue 1",
    "circles.0.ideas.0": "circle 5, idea 1",
    "circles.0.actions.0": "circle 5, action 1",
    "stories.0": "story 1",
}


@pytest.mark.parametrize(("path", "place"), PLACES.items())
def test_an_unknown_key_is_refused_by_name_at_every_level(path: str, place: str) -> None:
    """A slip of the pen is found, not silently dropped."""
    sentence = refused(lambda d: at(d, path).update(colour="red"))
    assert sentence == f"{place}: there is no key “colour” here."


TEXTS = [
    *[("event", key) for key in ("title", "date", "venue", "question", "purpose", "promise")],
    *[("event.programme.0", key) for key in ("starts", "ends", "title")],
    *[("circles.0", key) for key in ("theme", "facilitator")],
    *[("circles.0.members.1", key) for key in ("name", "role", "agency")],
    *[("circles.0.stories.0", k) for k in ("teller", "title", "points", "quote", "sharing")],
    *[("circles.0.dialogue.0", key) for key in ("question", "notes")],
    ("circles.0.ideas.0", "text"),
    *[("circles.0.actions.0", key) for key in ("text", "by", "heading", "report_wording")],
    *[("stories.0", key) for key in ("title", "points", "quote")],
]


@pytest.mark.parametrize("wrong", [7, 1.5, True, ["x"], {"x": 1}])
@pytest.mark.parametrize(("path", "key"), [*TEXTS, ("", "format"), ("", "source")])
def test_what_should_be_text_is_refused_by_place(path: str, key: str, wrong: object) -> None:
    """Numbers, lists and objects are not turned into text behind anyone's back."""
    place = f"{PLACES[path]}: {key}" if path else key
    assert refused(lambda d: at(d, path).update({key: wrong})) == f"{place} should be text."


@pytest.mark.parametrize(("path", "key"), TEXTS)
def test_text_beyond_its_bound_is_refused_by_place(path: str, key: str) -> None:
    """The bound is in the sentence."""
    sentence = refused(lambda d: at(d, path).update({key: "x" * 100_001}))
    assert sentence.startswith(f"{PLACES[path]}: {key} is longer than ")


LISTS = [
    ("", "circles"),
    ("", "stories"),
    *[("event", key) for key in ("dialogue_questions", "headings", "stalls", "programme")],
    *[("circles.0", key) for key in ("members", "stories", "dialogue", "ideas", "actions")],
    ("circles.0.actions.0", "who"),
]


@pytest.mark.parametrize("wrong", [7, "x", {"x": 1}])
@pytest.mark.parametrize(("path", "key"), LISTS)
def test_what_should_be_a_list_is_refused_by_place(path: str, key: str, wrong: object) -> None:
    """A list is a list, also where there is one thing in it."""
    place = f"{PLACES[path]}: {key}" if path else key
    assert refused(lambda d: at(d, path).update({key: wrong})) == f"{place} should be a list."


@pytest.mark.parametrize(("path", "key"), [p for p in LISTS if p != ("circles.0", "actions")])
def test_a_list_beyond_its_bound_is_refused_by_place(path: str, key: str) -> None:
    """Sizes are bounded, and the bound is named."""
    place = f"{PLACES[path]}: {key}" if path else key
    sentence = refused(lambda d: at(d, path).update({key: [{}] * 150_001}))
    assert sentence.startswith(f"{place} has 150001 entries; ")


@pytest.mark.parametrize("path", [path for path in PLACES if path not in ("", "event")])
def test_what_should_be_an_object_is_refused(path: str) -> None:
    """An entry that is no object is named by its place in its list."""
    parent, _, last = path.rpartition(".")
    sentence = refused(lambda d: at(d, parent).__setitem__(int(last), "x"))
    assert sentence.endswith(" should be an object.")
    assert last.isdigit()
    assert str(int(last) + 1) in sentence


@pytest.mark.parametrize("wrong", ["5", 0, -1, 1.0, True, None, 10**30, [5]])
def test_a_circles_number_is_a_whole_number_from_1(wrong: object) -> None:
    """Circles are told apart by their numbers."""
    sentence = refused(lambda d: d["circles"][0].update(number=wrong))
    assert sentence == "circle 1 of the list: number should be a whole number from 1."


@pytest.mark.parametrize(
    ("path", "key", "sentence"),
    [
        ("", "event", "event is needed and is not there."),
        ("", "format", "format: this should be “storycircle/1”."),
        ("event", "title", "event: title is needed and is not there."),
        ("circles.0", "number", "circle 1 of the list: number is needed and is not there."),
        ("circles.0.members.1", "name", "circle 5, member 2: name is needed and is not there."),
        ("circles.0.ideas.0", "text", "circle 5, idea 1: text is needed and is not there."),
        ("circles.0.actions.0", "text", "circle 5, action 1: text is needed and is not there."),
    ],
)
def test_what_is_needed_and_not_there_is_named(path: str, key: str, sentence: str) -> None:
    """A title, a number, a name and an action's text are needed; nothing else is."""
    assert refused(lambda d: at(d, path).pop(key)) == sentence


def test_all_other_text_is_optional() -> None:
    """The smallest event is a title."""
    document = {"format": "storycircle/1", "event": {"title": "E"}, "circles": [{"number": 1}]}
    assert read_document(json.dumps(document).encode(), "x.json").circles[0].number == 1


@pytest.mark.parametrize(
    ("path", "change", "sentence"),
    [
        ("event", {"title": " \n "}, "event: title is needed and is not there."),
        ("event", {"date": "14.6.2007"}, "event: date should be a date as YYYY-MM-DD."),
        ("event", {"date": "2007-02-30"}, "event: date should be a date as YYYY-MM-DD."),
        ("event", {"date": "20070614"}, "event: date should be a date as YYYY-MM-DD."),
        (
            "event.programme.0",
            {"starts": "24:00"},
            "event: programme row 1: starts should be a time as HH:MM.",
        ),
        (
            "event.programme.0",
            {"ends": "10:00"},
            "The programme is out of order at event: programme row 1: 10:00 is not before 10:00.",
        ),
        (
            "circles.0.stories.0",
            {"sharing": "everyone"},
            "circle 5, story 1: sharing should be stays, anonymous or named.",
        ),
        (
            "circles.0.stories.0",
            {"teller": "Cy"},
            "circle 5, story 1: “Cy” is not a member of this circle.",
        ),
        ("circles.0.actions.0", {"who": [7]}, "circle 5, action 1: who 1 should be text."),
        ("event", {"headings": [None]}, "event: headings 1 should be text."),
        (
            "circles.0",
            {"members": [{"name": "Al"}, {"name": "AL"}]},
            "circle 5: two members are called “AL”; add an initial.",
        ),
        (
            "circles.0",
            {"members": [{"name": "Jos\u00e9"}, {"name": "Jose\u0301"}]},
            "circle 5: two members are called “José”; add an initial.",
        ),
        (
            "circles.0",
            {"actions": [{"text": "x"}] * 4},
            "Circle 5 has 4 actions; three is the most a circle commits to.",
        ),
        (
            "circles.0",
            {"members": [{"name": str(n)} for n in range(16)]},
            "circle 5: members has 16 entries; 15 is the most.",
        ),
        (
            "",
            {"circles": [{"number": 5}, {"number": 5}]},
            "circles: there are two circles with the number 5.",
        ),
        ("", {"format": "storycircle/2"}, "format: this should be “storycircle/1”."),
    ],
)
def test_what_is_wrong_is_refused_with_its_place(
    path: str, change: dict[str, object], sentence: str
) -> None:
    """One sentence, which says where."""
    assert refused(lambda d: at(d, path).update(change)) == sentence


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"\xff\xfe{\x00", "x.json is not UTF-8 text. Nothing was changed."),
        (b"{}\xe9", "x.json is not UTF-8 text. Nothing was changed."),
        (b"", "x.json is not JSON: line 1, column 1. Nothing was changed."),
        (b'{\n "a": }', "x.json is not JSON: line 2, column 7. Nothing was changed."),
        (b"{} {}", "x.json is not JSON: line 1, column 4. Nothing was changed."),
        (b"[]", "the document should be an object."),
        (b"9" * 5_000, "x.json is not JSON: line 1, column 1. Nothing was changed."),
        (b'{"a": 1, "a": 2}', "The key “a” appears twice in one object."),
        (b'{"b": {"a": 1, "a": 2}}', "The key “a” appears twice in one object."),
        (b'{"\\ud800": 1, "\\ud800": 2}', "The key “\ufffd” appears twice in one object."),
        (b"[" * 200_000, "x.json is nested too deeply to be an event. Nothing was changed."),
        (
            b" " * 64_000_001,
            "x.json is larger than 64 MB, the most a document may be. Nothing was changed.",
        ),
    ],
)
def test_bytes_that_are_no_document_are_refused(data: bytes, sentence: str) -> None:
    """Whatever is handed over, one sentence comes back."""
    with pytest.raises(Refused) as found:
        read_document(data, "x.json")
    assert str(found.value) == sentence


def test_a_key_of_a_million_letters_is_not_repeated_whole() -> None:
    """A sentence stays a sentence."""
    long = "k" * 1_000_000
    for data in (f'{{"{long}": 1, "{long}": 2}}', json.dumps({**whole(), long: 1})):
        with pytest.raises(Refused) as found:
            read_document(data.encode(), "x.json")
        assert len(str(found.value)) < 200


def test_the_rule_for_names_is_read_and_refused_by_place() -> None:
    """An event may say how names stand on paper: as typed where it says nothing."""

    def read(**rule: str) -> Gathered:
        document = {"format": "storycircle/1", "event": {"title": "E", **rule}}
        return read_document(json.dumps(document).encode(), "x.json")

    assert read().event.names_on_paper is NamesOnPaper.AS_TYPED
    first = read(names_on_paper="first word")
    assert first.event.names_on_paper is NamesOnPaper.FIRST_WORD
    assert b'"names_on_paper": "first word"' in write_document(first)
    assert b'"names_on_paper": "none"' in write_document(read(names_on_paper="none"))
    assert b"names_on_paper" not in write_document(read())
    with pytest.raises(Refused) as refusal:
        read(names_on_paper="initials")
    assert str(refusal.value) == "event: names_on_paper should be as typed, first word or none."
