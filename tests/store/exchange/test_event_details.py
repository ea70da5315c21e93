"""An event's language and the statements of its check-out: kept, carried by every file of the
event, merged, and refused if unknown.
"""

import json
from io import BytesIO
from pathlib import Path

import pytest
from msgspec.structs import replace
from pypdf import PdfReader

from storycircle.core.error_sentences import Refused
from storycircle.core.formats.json_document import read_document, write_document
from storycircle.core.merge.decision import Outcome
from storycircle.core.model import Action, Circle, Event, Gathered, Member, NamesOnPaper
from storycircle.core.versioned_record import Record
from storycircle.jobs import documents
from storycircle.jobs.export import export_circle, export_pack
from storycircle.jobs.import_event import load
from storycircle.jobs.merge import merge_files
from storycircle.jobs.report import report_bytes
from storycircle.store.exchange import circle_file
from storycircle.store.exchange.outgoing import Leave
from storycircle.store.library import Library

EVENT = Event(
    *("e", "Diwrnod y Cylchoedd", "2007-06-14"), language="cy", statements=("I was heard.", "Yes?")
)
CIRCLE = Circle(
    "c", 5, "e", members=(Member("m", "Mair"),), actions=(Action("a", "Cwrdd", ("m",)),)
)


def kept(library: Library) -> Event:
    event = library.event("e")
    assert event is not None
    return event


def test_an_event_s_language_is_kept_and_can_be_taken_back(library: Library) -> None:
    """One without leaves no mark: its record is what it was before there was such a thing."""
    none = replace(EVENT, language="", statements=())
    library.save_event(none)
    assert library.pack(kept(library)).records[1:] == ()
    library.save_event(EVENT)
    assert (kept(library), library.events()) == (EVENT, [EVENT])
    library.save_event(none)
    assert kept(library) == none


def test_a_pack_carries_it_and_asks_nobody(
    library: Library, other: Library, tmp_path: Path
) -> None:
    """The pack's line does not say that it holds what only a newer app knows."""
    library.save_event(EVENT)
    export_pack(library, EVENT, tmp_path / "pack.circle")
    (merged,) = merge_files(other, [tmp_path / "pack.circle"])
    assert (merged.outcome, merged.waiting) == ("new", ())
    assert "newer" not in merged.line()
    assert kept(other) == EVENT
    assert other.merge(circle_file.read(tmp_path / "pack.circle")) is Outcome.SAME


def test_a_circle_s_file_brings_a_later_choice_back(
    library: Library, other: Library, tmp_path: Path
) -> None:
    library.save_event(EVENT)
    other.merge(circle_file.read(_written(library, tmp_path)))
    other.save_event(replace(EVENT, language="en", statements=("Why?",)))
    other.save_circle(CIRCLE)
    export_circle(other, CIRCLE, tmp_path / "5.circle")
    library.merge(circle_file.read(tmp_path / "5.circle"))
    assert (kept(library).language, kept(library).statements) == ("en", ("Why?",))
    assert library.conflicts() == []


def _written(library: Library, folder: Path) -> Path:
    export_pack(library, kept(library), folder / "pack.circle")
    return folder / "pack.circle"


def test_it_travels_inside_paper_too(library: Library) -> None:
    """Where names are held to a rule, and what is not understood stays."""
    event = replace(EVENT, names_on_paper=NamesOnPaper.FIRST_WORD)
    library.save_event(event)
    library.save_circle(CIRCLE)
    leave = library.leave(CIRCLE, event.names_on_paper)
    assert [r.id for r in leave.records if r.kind == "addition"] == [
        "e/language",
        "e/statements",
    ]


@pytest.mark.parametrize("said", ['{"code": 7}', '{"code": "../cy"}', "{}", '{"code": null}'])
def test_a_language_that_makes_no_sense_is_none(
    library: Library, tmp_path: Path, said: str
) -> None:
    fields = {"belongs": "e", "sort": "language", "fields": said}
    library.save_event(replace(EVENT, language="", statements=()))
    pack = library.pack(kept(library))
    wrong = Record("addition", "e/language", fields, {"later": 1})
    circle_file.write(Leave("", (*pack.records, wrong), ()), tmp_path / "x.circle")
    library.merge(circle_file.read(tmp_path / "x.circle"))
    assert kept(library).language == ""


@pytest.mark.parametrize(
    ("said", "kept_of_it"),
    [
        ("7", ()),
        ('["One.", 2, ["x"], " ", "Two\\nlines"]', ("One.", "Two lines")),
        (json.dumps(["x" * 121, *"12345"]), ("1", "2", "3", "4")),
    ],
)
def test_statements_of_a_file_are_at_most_four_and_short(
    library: Library, tmp_path: Path, said: str, kept_of_it: tuple[str, ...]
) -> None:
    """What another app wrote under the name, and no form would take."""
    fields = {"belongs": "e", "sort": "statements", "fields": f'{{"statements": {said}}}'}
    library.save_event(replace(EVENT, statements=()))
    pack = library.pack(kept(library))
    wrong = Record("addition", "e/statements", fields, {"later": 1})
    circle_file.write(Leave("", (*pack.records, wrong), ()), tmp_path / "x.circle")
    library.merge(circle_file.read(tmp_path / "x.circle"))
    assert kept(library).statements == kept_of_it


def test_a_document_names_the_statements(library: Library, tmp_path: Path) -> None:
    """They come back as they were; a fifth, and one that is too long, are refused by their place;
    a document of before has none.
    """
    document = write_document(Gathered(EVENT))
    path = tmp_path / "x.json"
    path.write_bytes(document)
    load(library, path)
    assert library.events()[0].statements == EVENT.statements
    assert b"statements" not in write_document(Gathered(replace(EVENT, statements=())))
    many = json.loads(document)
    for wrong, why in ((["x"] * 5, "event: statements"), (["x", "y" * 121], "statements 2")):
        many["event"]["statements"] = wrong
        with pytest.raises(Refused, match=why):
            read_document(json.dumps(many).encode(), "x.json")


def test_a_document_names_it(library: Library, tmp_path: Path) -> None:
    """A code that is none, or of a language that does not ship, is refused in one sentence."""
    document = write_document(Gathered(EVENT))
    assert read_document(document, "x.json").event.language == "cy"
    assert b"language" not in write_document(Gathered(replace(EVENT, language="")))
    with pytest.raises(Refused, match="event: language should be a language’s code"):
        read_document(document.replace(b'"cy"', b'"Welsh, please"'), "x.json")
    path = tmp_path / "x.json"
    path.write_bytes(document.replace(b'"cy"', b'"xx"'))
    with pytest.raises(Refused, match="no language “xx”: it has en and cy"):
        load(library, path)
    assert library.events() == []


@pytest.mark.slow
def test_paper_and_report_are_in_the_event_s_language() -> None:
    """A date as that language writes it, whatever the window speaks."""
    for event, day in ((EVENT, "14 Mehefin 2007"), (replace(EVENT, language="xx"), "14 June 2007")):
        for made in (
            documents.sheets(event, [CIRCLE]),
            documents.slips(event, [CIRCLE]),
            documents.sign_in(event, [CIRCLE]),
            documents.facilitator_card(event),
        ):
            assert day in _text(made.pdf)
        gathered = Gathered(event, (CIRCLE,))
        assert day in report_bytes(gathered, ".md").decode()
        assert day in _text(report_bytes(gathered, ".pdf"))


def _text(pdf: bytes) -> str:
    pages = PdfReader(BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())
