"""The workbook and the Word document read back by other libraries, against the JSON."""

import json
from io import BytesIO
from typing import Any

import openpyxl
from docx import Document
from msgspec.structs import replace

from storycircle.core import i18n
from storycircle.core.consent.shareable import leaving_all
from storycircle.core.formats.json_document import write_document
from storycircle.core.model import Action, Circle, Event, Gathered, Member
from storycircle.paper.report.content import Known, report_form
from storycircle.paper.report.formats import FORMATS
from storycircle.paper.report.office.workbook import CELL

Sheets = dict[str, list[dict[str, Any]]]
SIGNS = ("=1+1", "+44 20", "-5", "@home", "\t=1", " =HYPERLINK(1)", "＝1")  # noqa: RUF001


def both(gathered: Gathered) -> tuple[dict[str, Any], Sheets]:
    """The JSON of an event, and its workbook as openpyxl reads it."""
    shareable = leaving_all(gathered)
    document: dict[str, Any] = json.loads(write_document(shareable))
    book = openpyxl.load_workbook(BytesIO(FORMATS[".xlsx"](report_form(shareable))))
    sheets = {}
    for sheet in book.worksheets[1:]:  # the first is the summary
        head, *rows = sheet.iter_rows()
        assert all(cell.data_type != "f" for row in rows for cell in row)
        names = [str(cell.value) for cell in head]
        values = [["" if cell.value is None else cell.value for cell in row] for row in rows]
        sheets[sheet.title] = [dict(zip(names, row, strict=True)) for row in values]
    return document, sheets


def same(document: dict[str, Any], sheets: Sheets) -> None:
    """Numbers, names and texts are the same, in the same order."""
    circles = document["circles"]
    assert [(r["Circle"], r["Came"], r["Actions"]) for r in sheets["Circles"]] == [
        (c["number"], len(c["members"]), len(c["actions"])) for c in circles
    ]
    assert [r["Names"] for r in sheets["Circles"]] == [
        ", ".join(m["name"] for m in c["members"]) for c in circles
    ]
    indexed = {
        (name, r["Name"]) for r in sheets["Index of names"] for name in r["Circles"].split(", ")
    }
    assert indexed >= {(str(c["number"]), m["name"]) for c in circles for m in c["members"]}
    said = {
        (r["Circle"], r["No."], r["In the circle’s own words"], r["By when, as said"])
        for r in sheets["Actions"]
    }
    assert said == {
        (c["number"], place, a["text"], i18n.day(a["by"]))
        for c in circles
        for place, a in enumerate(c["actions"], 1)
    }
    assert sorted(r["Who"] for r in sheets["Actions"]) == sorted(
        ", ".join(a["who"]) for c in circles for a in c["actions"]
    )
    told = [s["title"] for c in circles for s in c["stories"]]
    told += [s["title"] for s in document["stories"]]
    assert sorted(r["Title"] for r in sheets.get("Stories", [])) == sorted(told)


def test_the_workbook_says_what_the_json_says(told: Gathered) -> None:
    """The event of 2007, with stories and commitments in circle 5."""
    same(*both(told))


def test_signs_that_begin_a_formula_stay_text_everywhere() -> None:
    """In names, actions, dates and wordings alike: read back, each is the text it was."""
    members = tuple(Member(f"m{n}", f"{sign.strip()} {n}") for n, sign in enumerate(SIGNS))
    circles = tuple(
        Circle(f"c{n}", n + 1, "e", members=members, actions=(Action(f"a{n}", sign, by=sign),))
        for n, sign in enumerate(SIGNS)
    )
    same(*both(Gathered(Event("e", "=An event", "2007-06-14"), circles)))


def test_a_text_longer_than_a_cell_is_whole_in_the_rows_below(hartlepool: Gathered) -> None:
    """Nothing is cut: the pieces together are the text, and the JSON has it in one."""
    long = "word " * (CELL // 3)
    circle = replace(hartlepool.circles[0], actions=(Action("a", long.strip()),))
    document, sheets = both(replace(hartlepool, circles=(circle,)))
    pieces = [row["In the circle’s own words"] for row in sheets["Actions"]]
    assert len(pieces) > 1
    assert "".join(pieces) == document["circles"][0]["actions"][0]["text"]
    assert {row["Circle"] for row in sheets["Actions"]} == {circle.number}


def test_word_says_what_the_json_says(told: Gathered) -> None:
    """Every name and every action of the JSON stands in the document, in its own words."""
    shareable = leaving_all(told)
    document = json.loads(write_document(shareable))
    text = _word_text(FORMATS[".docx"](report_form(shareable)))
    _stands_in(document, text)


def _word_text(data: bytes) -> str:
    word = Document(BytesIO(data))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    return " ".join(" ".join([*(p.text for p in word.paragraphs), *cells]).split())


def _stands_in(document: dict[str, Any], text: str) -> None:
    for circle in document["circles"]:
        for member in circle["members"]:
            assert member["name"] in text
        for action in circle["actions"]:
            assert " ".join(action["text"].split()) in text


def test_what_is_missing_and_corrected_is_said_in_each_format(hartlepool: Gathered) -> None:
    """For each circle expected: here, corrected since, or still missing."""
    event = replace(hartlepool.event, expected=8)
    shareable = leaving_all(replace(hartlepool, event=event))
    form = report_form(shareable, Known({hartlepool.circles[1].id}))
    said = "Six of eight circles expected are here: circles 7 and 8 are still missing."
    assert f"{said} Circle 2 was corrected after coming in." in form.closing
    assert form.closing in _word_text(FORMATS[".docx"](form))
    assert "7 and 8 are still missing" in FORMATS[".md"](form).decode()
    sheet = openpyxl.load_workbook(BytesIO(FORMATS[".xlsx"](form)))["Circles"]
    at = [cell.value for cell in sheet[1]].index("How it stands")
    stands = {row[0].value: row[at].value for row in sheet.iter_rows(min_row=2)}
    assert stands == {
        **dict.fromkeys((1, 3, 4, 5, 6), "here"),
        2: "corrected since",
        **dict.fromkeys((7, 8), "expected, not here"),
    }
