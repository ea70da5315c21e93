"""Two copies beside each other: what differs is marked, and a third wording is read back."""

import json

import pytest
from hypothesis import given

from storycircle.core.error_sentences import Refused
from storycircle.core.merge.compare import (
    ROWS,
    Form,
    Row,
    differing,
    marked,
    read_back,
    rows_of,
    shown,
)
from storycircle.core.versioned_record import Record
from storycircle.store.afterwards.report_parts import KINDS as OPENED
from storycircle.store.afterwards.report_parts import closed, opened
from storycircle.store.schema import FOR_MEMBERS, TRAVELLING
from tests.support.strategies import texts

ONE = Record(
    "action",
    "a",
    {"text": "Map influence.", "who": '["m"]', "by": "12 July", "heading": "", "place": 0},
    {"a": 1},
)
OTHER = Record("action", "a", {**ONE.fields, "by": "next meeting", "place": 1}, {"b": 1})


def test_every_kind_that_travels_can_be_compared() -> None:
    """Nothing that can be in two versions is without names for its fields, but what a later
    version added, which nobody is asked about here.
    """
    assert {*ROWS, "addition"} == {*TRAVELLING, *FOR_MEMBERS, *OPENED}


def test_the_parts_of_a_report_are_compared_field_by_field() -> None:
    """Each kind is read as a person knows it, and what is settled is kept as it was."""
    said = '{"title": "One", "kind": "thanks", "text": "%s", "rank": "i"}'
    copies = [
        opened(Record("addition", "x", {"belongs": "e", "sort": "chapter", "fields": said % w}, {}))
        for w in ("Ann", "Bo")
    ]
    rows = rows_of(copies)
    assert [row.label for row in rows] == ["Title", "Text of the chapter"]
    back = closed({**copies[0].fields, "text": "Both"}, KEPT_CHAPTER)
    assert back == {**KEPT_CHAPTER.fields, "fields": said % "Both"}
    assert read_back(rows[1], "x" * 200_000) == "x" * 200_000
    with pytest.raises(Refused, match="200,000"):
        read_back(rows[1], "x" * 200_001)


KEPT_CHAPTER = Record("addition", "x", {"belongs": "e", "sort": "chapter", "fields": "{}"}, {})


def test_fields_with_words_are_shown_and_all_that_differ() -> None:
    """An empty heading is not; a place that differs is, though nobody types it."""
    rows = rows_of([ONE, OTHER])
    assert [row.label for row in rows] == ["Action", "Who", "By when", "Its place"]
    assert [row.key for row in rows if differing([ONE, OTHER], row.key)] == ["by", "place"]
    names = {"m": "Ann"}
    assert [shown(OTHER, row, names) for row in rows] == [
        "Map influence.",
        "Ann",
        "next meeting",
        "number 2",
    ]


@given(texts, texts)
def test_marked_pieces_say_the_whole_text(one: str, other: str) -> None:
    """No letter is lost in the marking, and equal texts have no mark."""
    assert "".join(piece.text for piece in marked(one, other)) == one
    assert not any(piece.differs for piece in marked(one, one))


def test_whole_words_are_marked() -> None:
    """A changed word is marked whole, not letter by letter."""
    pieces = marked("circle of influence, and bring it.", "circle of influence.")
    assert [(piece.text, piece.differs) for piece in pieces] == [
        ("circle of influence", False),
        (", and bring it", True),
        (".", False),
    ]


@pytest.mark.parametrize("row", [row for rows in ROWS.values() for row in rows])
def test_what_is_shown_can_be_typed_back(row: Row) -> None:
    """A third wording that starts from the first copy, untouched, is the first copy."""
    values: dict[Form, object] = {
        Form.LINE: "A line",
        Form.TEXT: "Two\nlines",
        Form.LINES: json.dumps(["One", "Two"]),
        Form.PROGRAMME: json.dumps([["09:30", "10:00", "Coffee"], ["12:00", None, "End"]]),
        Form.NUMBER: 5,
    }
    if row.form in values:
        record = Record("x", "x", {row.key: values[row.form]}, {})
        assert read_back(row, shown(record, row, {})) == values[row.form]


@pytest.mark.parametrize(
    ("row", "text"),
    [
        (Row("text", "Action", Form.TEXT, needed=True), "  "),
        (Row("number", "Circle number", Form.NUMBER), "five"),
        (Row("programme", "Programme", Form.PROGRAMME), "Coffee"),
        (Row("by", "By when", Form.LINE), "x" * 501),
    ],
)
def test_a_third_wording_that_cannot_stand_is_refused(row: Row, text: str) -> None:
    """Kindly, before anything is settled."""
    with pytest.raises(Refused):
        read_back(row, text)


def test_a_circle_in_two_events_says_which() -> None:
    """By their titles where these are known: a person cannot choose between two others."""
    copies = [Record("circle", "c", {"number": 5, "event": id_}, {id_: 1}) for id_ in ("e", "f")]
    (row,) = [row for row in rows_of(copies) if row.key == "event"]
    titles = {"e": "Community day"}
    assert [shown(copy, row, titles) for copy in copies] == ["Community day", "another one"]
