"""Check-outs in a JSON document: read, written, and refused with their place where wrong."""

import json
from collections.abc import Mapping

import pytest

from storycircle.core.checkout.checkout import NOT_COUNTED, Checkout
from storycircle.core.checkout.shown import Together
from storycircle.core.error_sentences import Refused
from storycircle.core.formats.json_document import read_document, write_document
from storycircle.core.model import Gathered

GOOD = {"people": 6, "answers": [[5, 1, 0], [2, 3, 1]], "words": ["It was long."]}
TOGETHER = {"circles": [2, 3], "people": 7, "answers": [[5, 2, 0], [0, 0, 7]]}


def document(
    checkout: object = None, *, checkouts: object = None, statements: tuple[str, ...] = ("A.", "B.")
) -> bytes:
    first: dict[str, object] = {"number": 1, "members": [{"name": "Ann"}]}
    if checkout is not None:
        first["checkout"] = checkout
    written: dict[str, object] = {
        "format": "storycircle/1",
        "event": {"title": "An event", "statements": list(statements)},
        "circles": [first, {"number": 2}, {"number": 3}],
    }
    if checkouts is not None:
        written["checkouts"] = checkouts
    return json.dumps(written).encode()


def read(data: bytes) -> Gathered:
    return read_document(data, "x.json")


def test_a_circle_s_is_read() -> None:
    """Of the event's statements; those of its own; the method's own where the event has none."""
    asked = ("A.", "B.")
    expected = Checkout(6, ((5, 1, 0), (2, 3, 1)), ("It was long.",), asked)
    assert read(document(GOOD)).circles[0].checkout == expected
    own = {**GOOD, "statements": ["C."], "answers": [[6, 0, 0]]}
    assert read(document(own)).circles[0].checkout == Checkout(
        6, ((6, 0, 0),), ("It was long.",), ("C.",)
    )
    four = {"people": 1, "answers": [[1, 0, 0]] * 4}
    checkout = read(document(four, statements=())).circles[0].checkout
    assert checkout == Checkout(1, ((1, 0, 0),) * 4)
    words = read(document({"people": 2, "words": ["Well."]})).circles[0].checkout
    assert words == Checkout(2, (NOT_COUNTED,) * 2, ("Well.",), asked)


def test_a_statement_that_the_event_asks_no_more_stays_with_what_was_said() -> None:
    own = {**GOOD, "statements": ["Long ago.", "B."]}
    gathered = read(document(own, statements=("B.",)))
    (circle, *_others) = gathered.circles
    assert circle.checkout is not None
    shown = (Together(circle.id, (circle.id,), circle.checkout),)
    out = json.loads(write_document(Gathered(gathered.event, gathered.circles, checkouts=shown)))
    assert out["circles"][0]["checkout"]["statements"] == ["Long ago.", "B."]


def test_several_together_are_read_and_written_again() -> None:
    gathered = read(document(checkouts=[TOGETHER]))
    (group,) = gathered.checkouts
    assert group.circles == tuple(sorted(circle.id for circle in gathered.circles[1:]))
    out = json.loads(write_document(gathered))
    assert out["checkouts"] == [{"id": group.id, **TOGETHER}]
    assert read(write_document(gathered)).checkouts == gathered.checkouts
    assert "checkout" not in out["circles"][1]


FEW = "check-outs 1: fewer than five people are not shown apart"
WRONG: Mapping[str, tuple[object, str]] = {
    "more hands than people": (
        {"people": 6, "answers": [[5, 1, 0], [5, 1, 1]]},
        "circle 1: checkout, statement 2: 7 hands of 6 people.",
    ),
    "too few rows": (
        {"people": 6, "answers": [[6, 0, 0]]},
        "circle 1: checkout: there are answers to 1 statements, and 2 were asked.",
    ),
    "two numbers": (
        {"people": 6, "answers": [[6, 0], [6, 0, 0]]},
        "circle 1: checkout, statement 1 should be three numbers: yes, partly and no.",
    ),
    "below nought": (
        {"people": 6, "answers": [[6, 0, -1], [6, 0, 0]]},
        "circle 1: checkout, statement 1 should be three numbers: yes, partly and no.",
    ),
    "true for one": (
        {"people": 6, "answers": [[True, 0, 0], [6, 0, 0]]},
        "circle 1: checkout, statement 1 should be three numbers: yes, partly and no.",
    ),
    "nobody": ({"answers": []}, "circle 1: checkout: people is needed and is not there."),
    "another key": (
        {**GOOD, "names": ["Ann"]},
        "circle 1: checkout: there is no key “names” here.",
    ),
    "a list": ([], "circle 1: checkout should be an object."),
}


@pytest.mark.parametrize("what", WRONG)
def test_what_is_wrong_is_refused_with_its_place(what: str) -> None:
    checkout, sentence = WRONG[what]
    with pytest.raises(Refused) as refused:
        read(document(checkout))
    assert str(refused.value).startswith(sentence)


@pytest.mark.parametrize(
    ("checkouts", "sentence"),
    [
        ([{**TOGETHER, "circles": [2]}], FEW),
        (
            [{**TOGETHER, "people": 4, "answers": [[4, 0, 0], [4, 0, 0]]}],
            FEW,
        ),
        (
            [{**TOGETHER, "answers": [[7, 0, 0], [3, 0, 0]]}],
            FEW,
        ),
        ([{**TOGETHER, "circles": [2, 9]}], "check-outs 1: “circles” has the numbers"),
        ([{**TOGETHER, "circles": [2, 2]}], "check-outs 1: “circles” has the numbers"),
        ([TOGETHER, TOGETHER], "check-outs 2: “circles” has the numbers"),
        ([{**TOGETHER, "circles": "2"}], "check-outs 1: circles should be a list"),
    ],
)
def test_sums_that_may_not_be_shown_are_refused(checkouts: object, sentence: str) -> None:
    """Whoever wrote them, as who loads them would show them."""
    with pytest.raises(Refused) as refused:
        read(document(checkouts=checkouts))
    assert str(refused.value).startswith(sentence)
