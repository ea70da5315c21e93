"""Words to open with, and programmes that run backwards, in the JSON document."""

import json
from typing import Any

import pytest
from msgspec.structs import replace

from storycircle.core.error_sentences import Refused
from storycircle.core.formats.json_document import read_document, write_document
from storycircle.core.model import Gathered
from storycircle.resources import example_event


def _read(event: dict[str, Any]) -> Gathered:
    document = {"format": "storycircle/1", "event": {"title": "E", **event}}
    return read_document(json.dumps(document).encode(), "x.json")


def _refused(event: dict[str, Any]) -> str:
    with pytest.raises(Refused) as found:
        _read(event)
    return str(found.value)


def _rows(*times: tuple[str, str | None]) -> dict[str, Any]:
    return {"programme": [{"starts": a, "ends": b, "title": "T"} for a, b in times]}


def test_words_to_open_with_go_there_and_back() -> None:
    """An organiser's own words are read, and written under the same keys."""
    words = {"purpose": "Why.", "ground_rules": ["Listen.", "Pass if you wish."], "promise": "S."}
    gathered = _read(words)
    event = gathered.event
    assert (event.purpose, event.ground_rules, event.promise) == (
        "Why.",
        ("Listen.", "Pass if you wish."),
        "S.",
    )
    assert json.loads(write_document(gathered))["event"].items() >= words.items()


def test_an_event_without_them_is_written_without_their_keys(example: Gathered) -> None:
    """June 2007 is written as it was before there were such words."""
    event = json.loads(write_document(example))["event"]
    assert event == json.loads(example_event().read_bytes())["event"]
    emptied = replace(example, event=replace(example.event, promise="P"))
    assert set(json.loads(write_document(emptied))["event"]) - set(event) == {"promise"}


def test_words_to_open_with_are_bounded() -> None:
    """A pack cannot bring a book to read out."""
    assert _refused({"purpose": "x" * 5_001}) == "event: purpose is longer than 5,000 letters."
    assert _refused({"ground_rules": ["x"] * 21}) == (
        "event: ground_rules has 21 entries; 20 is the most."
    )
    assert _refused({"promise": ["x"]}) == "event: promise should be text."
    assert _refused({"groundrules": []}) == "event: there is no key “groundrules” here."


def test_a_programme_out_of_order_is_refused_by_its_row() -> None:
    """Whoever wrote it finds the row, and what is wrong with it."""
    assert _refused(_rows(("10:00", "10:30"), ("11:00", "10:45"))) == (
        "The programme is out of order at event: programme row 2: 11:00 is not before 10:45."
    )
    assert _refused(_rows(("10:00", "10:30"), ("09:00", "09:30"))) == (
        "event: programme row 2 begins at 09:00, but the row above it begins at 10:00."
    )
    assert _refused(_rows(("10:00", None), ("09:59", None))) == (
        "event: programme row 2 begins at 09:59, but the row above it begins at 10:00."
    )
    assert _refused(_rows(("09:00", "09:30"), ("10:00", "10:30"), ("10:29", None))) == (
        "event: programme row 3 begins at 10:29, but the row above it ends at 10:30."
    )


def test_a_programme_in_order_is_taken_with_pauses_and_open_ends() -> None:
    """Rows may touch, leave a pause, or have no end."""
    rows = _rows(("09:00", "09:30"), ("09:30", None), ("09:30", "10:00"), ("11:00", None))
    assert len(_read(rows).event.programme) == 4
