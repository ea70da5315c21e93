"""Lines, meetings and inquiries in the JSON document."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storycircle.core.consent.shareable import leaving, leaving_all
from storycircle.core.error_sentences import Refused
from storycircle.core.formats.json_document import read_document, write_document
from storycircle.core.lines.records import Came, LineKind, Meeting
from storycircle.core.model import Circle, Gathered
from tests.support.strategies import needed, texts

DOCUMENT: dict[str, Any] = {
    "format": "storycircle/1",
    "event": {"title": "A project"},
    "project": {
        "lines": [
            {
                "id": "set",
                "title": "Learning set",
                "question": "Where is common ground?",
                "kind": "learning set",
                "next": "2007-04-19",
            },
            {"id": "line", "title": "We go on"},
        ]
    },
    "circles": [
        {
            "number": 2,
            "line": "set",
            "date": "2007-03-08",
            "members": [{"name": "Ann A"}, {"name": "Ben B"}, {"name": "Eve E"}],
            "apologies": [{"name": "Ben B", "buddy": "Ann A"}],
            "left": [{"name": "Cy C", "reason": "learns in another way"}],
            "inquiries": [
                {
                    "owners": ["Ann A", "Ben B"],
                    "question": "How do I begin?",
                    "kind": "practice",
                    "worded": [{"on": "2007-03-08", "question": "How do we go on?"}],
                    "notes": [
                        {"on": "2007-03-08", "under": 3, "text": "They came\nback"},
                        {"text": "Under none"},
                    ],
                    "actions": [{"text": "Swap", "who": ["Ann A", "Zoe Z"], "by": "June"}],
                    "sharing": "named",
                },
                {"owners": ["Eve E"], "question": "What stays?", "sharing": "stays"},
            ],
        },
        {
            "number": 1,
            "line": "set",
            "date": "2007-02-08",
            "members": [{"name": "Ben B"}, {"name": "Cy C"}, {"name": "Ann A"}],
            "inquiries": [{"owners": ["Ann A"], "question": "How do we go on?"}],
        },
        {"number": 3, "line": "line", "members": [{"name": "Ann A"}, {"name": "Flo F"}]},
    ],
}


def read(document: dict[str, Any]) -> Gathered:
    return read_document(json.dumps(document).encode(), "x.json")


def changed(change: Callable[[dict[str, Any]], object]) -> dict[str, Any]:
    copy: dict[str, Any] = json.loads(json.dumps(DOCUMENT))
    change(copy)
    return copy


def meeting(circle: Circle) -> Meeting:
    assert circle.meeting is not None
    return circle.meeting


def person(circle: Circle, name: str) -> str:
    (seat,) = [member.id for member in circle.members if member.name == name]
    found = meeting(circle).of_member(seat)
    assert found is not None
    return found.person


def test_every_key_of_the_contract_is_read() -> None:
    gathered = read(DOCUMENT)
    second, first, third = gathered.circles
    assert [line.kind for line in gathered.lines] == [LineKind.LEARNING_SET, LineKind.LINE]
    assert (meeting(first).number, meeting(second).number) == (1, 2)
    assert person(first, "Ann A") == person(second, "Ann A") != person(third, "Ann A")
    came = {one.name or one.member: one for one in meeting(second).people}
    assert came["Cy C"].person == person(first, "Cy C")
    assert (came["Cy C"].came, came["Cy C"].reason) == (Came.LEFT, "learns in another way")
    ben = meeting(second).of_person(person(second, "Ben B"))
    assert ben is not None
    assert (ben.came, ben.buddy) == (Came.APOLOGIES, person(second, "Ann A"))
    one, other = meeting(second).inquiries
    assert one.thread == meeting(first).inquiries[0].thread != other.thread
    assert [(n.under, n.text) for n in one.notes] == [(3, "They came\nback"), (0, "Under none")]
    assert one.actions[0].who == (person(second, "Ann A"), "name:Zoe Z")


def test_a_document_read_and_written_says_the_same() -> None:
    gathered = read(DOCUMENT)
    again = read_document(write_document(gathered, leave=False), "y.json")
    assert write_document(again, leave=False) == write_document(gathered, leave=False)
    once, twice = (read(DOCUMENT).circles[0] for _ in range(2))
    assert meeting(once) == meeting(twice)  # on two laptops too


def test_a_report_has_of_a_set_what_its_owners_allow_and_can_be_loaded() -> None:
    """And once more the same from what was loaded; no person's id is in it."""
    gathered = read(DOCUMENT)
    data = write_document(leaving_all(gathered))
    (first, second, third) = json.loads(data)["circles"]
    assert set(first) == {
        *("number", "theme", "facilitator", "members", "stories", "dialogue", "ideas", "actions"),
        "line",
    }
    assert first["members"] == []
    assert [one["name"] for one in second["members"]] == ["Ann A", "Ben B"]
    (inquiry,) = second["inquiries"]
    assert inquiry["owners"] == ["Ann A", "Ben B"]
    assert inquiry["actions"][0]["who"] == ["Ann A", "Zoe Z"]
    assert [(n.get("under"), n["text"]) for n in inquiry["notes"]] == [
        (3, "They came\nback"),
        (None, "Under none"),
    ]
    assert [one["name"] for one in third["members"]] == ["Ann A", "Flo F"]
    for word in ("Cy C", "Eve E", "What stays?", "another way", "2007-04-19", "common ground"):
        assert word not in data.decode()
    for circle in gathered.circles:
        for one in meeting(circle).people:
            assert one.person.encode() not in data
    loaded = read_document(data, "y.json")
    assert write_document(leaving_all(loaded)) == data


@settings(deadline=None, max_examples=40)
@given(needed, needed, texts.filter(bool), needed, st.sampled_from(["named", "stays"]))
def test_inquiries_in_every_script(
    name: str, question: str, note: str, action: str, sharing: str
) -> None:
    document = json.loads(json.dumps(DOCUMENT))
    document["circles"] = [
        {
            "number": 1,
            "line": "set",
            "members": [{"name": name}, {"name": f"{name} x"}],
            "inquiries": [
                {
                    "owners": [name],
                    "question": question,
                    "notes": [{"under": 8, "text": note}],
                    "actions": [{"text": action}],
                    "sharing": sharing,
                }
            ],
        }
    ]
    gathered = read(document)
    (circle,) = gathered.circles
    (written,) = json.loads(write_document(gathered, leave=False))["circles"][0]["inquiries"]
    assert written["question"] == question
    assert written["notes"] == [{"under": 8, "text": note}]
    assert written["sharing"] == sharing
    assert bool(leaving(circle).circle.stories) is (sharing == "named")


def _inquiry(document: dict[str, Any]) -> dict[str, Any]:
    inquiry: dict[str, Any] = document["circles"][0]["inquiries"][0]
    return inquiry


BAD: dict[str, tuple[Callable[[dict[str, Any]], object], str]] = {
    "a line that is not here": (
        lambda d: d["circles"][0].update(line="other"),
        "circle 2: line: there is no line “other” in this document",
    ),
    "apologies without a line": (
        lambda d: d["circles"][0].pop("line"),
        "circle 2: a circle with apologies says of which line it is",
    ),
    "a key that is unknown": (
        lambda d: _inquiry(d).update(answer="none"),
        "circle 2, inquiry 1: there is no key “answer” here",
    ),
    "a project's key that is unknown": (
        lambda d: d["project"].update(colour="red"),
        "project: there is no key “colour” here",
    ),
    "two lines of one id": (
        lambda d: d["project"]["lines"][1].update(id="set"),
        "two lines with the id “set”",
    ),
    "a kind that is none": (
        lambda d: d["project"]["lines"][1].update(kind="club"),
        "should be line or learning set",
    ),
    "a day that cannot be": (
        lambda d: d["project"]["lines"][0].update(next="2007-06-31"),
        "project, line 1: next should be a date",
    ),
    "a ninth question": (
        lambda d: _inquiry(d)["notes"][0].update(under=9),
        "should be a whole number from 1 to 8",
    ),
    "an owner who is nobody": (
        lambda d: _inquiry(d).update(owners=["Nobody"]),
        "circle 2: nobody of this circle is called “Nobody”",
    ),
    "no owner": (lambda d: _inquiry(d).update(owners=[]), "owners is needed"),
    "a buddy who is nobody": (
        lambda d: d["circles"][0]["apologies"][0].update(buddy="Nobody"),
        "nobody of this circle is called “Nobody”",
    ),
    "who has left and is there": (
        lambda d: d["circles"][0]["left"][0].update(name="Ann A"),
        "“Ann A” has left the line, and is a member",
    ),
    "a fourth action": (
        lambda d: _inquiry(d).update(actions=[{"text": str(at)} for at in range(4)]),
        "circle 2, inquiry 1 has 4 actions; three is the most for one inquiry",
    ),
    "a meeting of one": (
        lambda d: d["circles"][2]["members"].pop(),
        "circle 3: a meeting has at least two people; this one has 1",
    ),
    "a meeting of sixteen": (
        lambda d: d["circles"][0].update(
            members=[{"name": f"P{at}"} for at in range(15)], left=[], inquiries=[]
        ),
        "has 16 entries; 15 is the most",
    ),
    "an empty note": (lambda d: _inquiry(d)["notes"][0].update(text=" "), "text is needed"),
    "sharing that is none": (
        lambda d: _inquiry(d).update(sharing="all"),
        "should be stays, anonymous or named",
    ),
}


@pytest.mark.parametrize("bad", BAD)
def test_bad_input_is_one_sentence_with_its_place(bad: str) -> None:
    change, sentence = BAD[bad]
    with pytest.raises(Refused) as refused:
        read(changed(change))
    assert sentence in str(refused.value)
