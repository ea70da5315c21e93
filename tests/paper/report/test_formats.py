"""The report in its formats: all names, every action twice, all as typed."""

import csv
from collections import Counter
from collections.abc import Callable
from html.parser import HTMLParser
from io import BytesIO, StringIO

import openpyxl
import pytest
from docx import Document
from msgspec.structs import replace

from storycircle.core.consent.shareable import leaving_all
from storycircle.core.model import (
    Action,
    Circle,
    Event,
    Gathered,
    Member,
    Placement,
    Sharing,
    Story,
)
from storycircle.paper.report.content import ReportForm, report_form
from storycircle.paper.report.formats import FORMATS
from storycircle.paper.report.markdown import escaped
from storycircle.paper.report.office.workbook import CELL, looks_like_formula
from storycircle.paper.report.overviews import tables_of
from storycircle.paper.report.spreadsheet import defused

MARKUP = "<b>bold</b> &amp; <img src=/etc/passwd> </para> *a* _b_ `c` | [d](e) ${f}"
Pages = Callable[[bytes], list[str]]


@pytest.fixture
def form(hartlepool: Gathered) -> ReportForm:
    return report_form(leaving_all(hartlepool))


@pytest.fixture
def said(pages: Pages) -> Callable[[str, ReportForm], str]:
    """All that a format says, runs of space as one space."""

    def read(ending: str, form: ReportForm) -> str:
        data = FORMATS[ending](form)
        if ending == ".pdf":
            text = " ".join(pages(data))
        elif ending == ".docx":
            text = _word(data)
        elif ending == ".xlsx":
            text = " ".join(cell for row in _cells(data) for cell in row)
        elif ending == ".csv":
            text = " ".join(cell for row in _rows(data) for cell in row)
        elif ending == ".html":
            text = _html(data)
        else:
            text = data.decode()
        return " ".join(text.split())

    return read


def _word(data: bytes) -> str:
    document = Document(BytesIO(data))
    texts = [paragraph.text for paragraph in document.paragraphs]
    for table in document.tables:
        texts += [cell.text for row in table.rows for cell in row.cells]
    return " ".join(texts)


def _html(data: bytes) -> str:
    """All texts of a page as they are read, without its style sheet."""
    texts: list[str] = []
    parser = HTMLParser()
    parser.handle_data = texts.append  # type: ignore[method-assign,assignment]
    parser.feed(data.decode().partition("</head>")[2])
    return " ".join(texts)


def _cells(data: bytes) -> list[list[str]]:
    book = openpyxl.load_workbook(BytesIO(data))
    return [
        ["" if cell.value is None else str(cell.value) for cell in row]
        for sheet in book
        for row in sheet.iter_rows()
    ]


def _rows(data: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(data.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("ending", FORMATS)
def test_every_name_and_every_action_twice(
    ending: str, form: ReportForm, said: Callable[[str, ReportForm], str]
) -> None:
    """The circle's own words and the report's wording both stand in each format, whole."""
    text = said(ending, form)
    for circle in form.circles:
        assert all(name in text for name in circle.members)
    texts = Counter(t for entry in form.entries for t in (entry.words, entry.wording))
    assert sum(texts.values()) == 32
    for typed, times in texts.items():
        assert text.count(typed) >= times


@pytest.mark.parametrize("ending", FORMATS)
def test_headings_count_one_one_seven_four_three(
    ending: str, form: ReportForm, said: Callable[[str, ReportForm], str]
) -> None:
    """Where the actions point is the same in each format."""
    text = said(ending, form)
    counts = [1, 1, 7, 4, 3]
    for part, count in zip(form.headings, counts, strict=True):
        if ending == ".pdf":
            assert f"{part.title} {count} " in text
        elif ending in {".docx", ".md", ".html"}:
            assert f"{part.title} ({count})" in text
        else:  # once for each action; in a workbook once more, in its summary
            assert text.count(part.title) == count + (ending == ".xlsx")


@pytest.mark.parametrize("ending", FORMATS)
def test_no_format_knows_what_stays(
    ending: str, told: Gathered, said: Callable[[str, ReportForm], str]
) -> None:
    """Four of six stories stayed in the circle: no format holds a word of them."""
    text = said(ending, report_form(leaving_all(told)))
    assert not [n for n in range(2, 6) if f"Point {n}" in text or f"Title {n}" in text]
    if ending != ".csv":
        assert "Point 0" in text
        assert "Quote 1" in text


@pytest.mark.parametrize("ending", [".pdf", ".docx", ".xlsx", ".csv", ".html"])
def test_markup_in_every_field_prints_as_typed(
    ending: str, said: Callable[[str, ReportForm], str]
) -> None:
    """Nothing typed is read as markup: no picture is fetched, no letter vanishes."""
    text = said(ending, _full(MARKUP))
    least = {".pdf": 12, ".docx": 12, ".xlsx": 12, ".csv": 5, ".html": 12}
    assert text.count(MARKUP) >= least[ending]


def test_markdown_is_escaped() -> None:
    """Typed signs stay signs in Markdown, at the start of a line and within."""
    text = FORMATS[".md"](_full(MARKUP)).decode()
    assert "<b>" not in text.replace("\\<b>", "")
    assert escaped(MARKUP) in text
    assert escaped("1. a") == "1\\. a"
    assert escaped("# a") == "\\# a"
    assert escaped("- a | b") == "\\- a \\| b"
    assert escaped("![pic](y)") == "![pic\\](y)"


FORMULAS = ["=1+1", " =1+1", "\t@SUM(A1)", "\u00a0+1", "＝1+1", "-2", "\u200b=1", "\u3000=1"]  # noqa: RUF001


@pytest.mark.parametrize("formula", FORMULAS)
def test_formulas_are_defused(formula: str) -> None:
    """Text that looks like a formula is text when a spreadsheet opens the report."""
    form = _full(formula)
    assert looks_like_formula(formula)
    for row in _rows(FORMATS[".csv"](form))[1:]:
        assert not [cell for cell in row if looks_like_formula(cell)]
        assert defused(formula) in row
    book = openpyxl.load_workbook(BytesIO(FORMATS[".xlsx"](form)))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    typed = [cell for cell in cells if cell.value == formula]
    assert len(typed) > 5
    assert all(cell.data_type == "s" and cell.quotePrefix for cell in typed)
    assert not [cell for cell in cells if cell.data_type == "f"]


def test_plain_text_is_not_defused() -> None:
    """Ordinary words get no apostrophe."""
    assert defused("Thank you") == "Thank you"
    assert defused("") == ""


def test_xlsxwriters_own_markup_is_written_as_text() -> None:
    """A text in <r> tags would be written unescaped, and the workbook would not open."""
    typed = "<r><t>& x</t></r>"
    assert typed in [cell for row in _cells(FORMATS[".xlsx"](_full(typed))) for cell in row]


def test_a_text_longer_than_a_cell_goes_on_below() -> None:
    """Excel cuts a cell at 32,767 letters: the rest stands in the rows below."""
    points = "word " * 20_000
    form = _full("x", points=points)
    book = openpyxl.load_workbook(BytesIO(FORMATS[".xlsx"](form)))
    column = [row[3] for row in book["Stories"].iter_rows(min_row=2, values_only=True)]
    pieces = [cell for cell in column if isinstance(cell, str)]
    assert all(len(piece) <= CELL for piece in pieces)
    assert "".join(pieces).count("word ") >= 2 * 20_000 - 2


def test_word_uses_real_styles(form: ReportForm) -> None:
    """Headings, lists and table heads can be found by Word and by a screen reader."""
    document = Document(BytesIO(FORMATS[".docx"](form)))
    styles = Counter(p.style.name for p in document.paragraphs if p.style is not None)
    assert styles["Title"] == 1
    assert styles["Heading 1"] == 3
    assert styles["Heading 2"] == len(form.headings) + len(tables_of(form))
    assert styles["List Number"] == 16
    lists = {
        p.paragraph_format.element.pPr.numPr.numId.val
        for p in document.paragraphs
        if p.style is not None and p.style.name == "List Number"
    }
    assert len(lists) == 6
    heads = [table.rows[0]._tr.xpath("./w:trPr/w:tblHeader") for table in document.tables]
    assert all(heads)


@pytest.mark.parametrize(
    ("held", "points", "most"),
    [(20, 1_000, 8), pytest.param(200, 5_000, 60, marks=pytest.mark.slow)],
)
def test_a_large_event_flows_over_pages(
    hartlepool: Gathered, pages: Pages, held: int, points: int, most: int
) -> None:
    """Many circles and a very long story fill as many pages as they need."""
    six = hartlepool.circles
    circles = tuple(replace(six[n % 6], id=str(n), number=n + 1) for n in range(held))
    story = Story("s", None, "Long", "A point. " * points, "", Sharing.ANONYMOUS)
    form = report_form(leaving_all(replace(hartlepool, circles=circles, stories=(story,))))
    texts = pages(FORMATS[".pdf"](form))
    assert len(texts) > most
    assert all(text.endswith(f" {n}") for n, text in enumerate(texts, start=1))
    assert " ".join(texts).count("point.") == points
    assert all(form.own in text for text in texts)


def test_an_early_report_is_written_in_every_format() -> None:
    """An event with nothing gathered yet, and circles with nothing in them, still print."""
    bare = Gathered(Event("e", "Event"))
    empty = replace(bare, circles=(Circle("c", 1),))
    assert all(write(report_form(g)) for g in (bare, empty) for write in FORMATS.values())


def test_the_same_event_gives_the_same_bytes(form: ReportForm) -> None:
    """A report can be compared with an earlier one, byte by byte, where the format allows."""
    for ending in (".pdf", ".csv", ".md", ".xlsx"):
        assert FORMATS[ending](form) == FORMATS[ending](form)


def _full(text: str, points: str = "") -> ReportForm:
    """A form with this text in every field."""
    member = Member("m", text)
    story = Story("s", "m", text, points or text, text, Sharing.NAMED)
    circle = Circle(
        "c", 1, theme=text, facilitator=text, members=(member,), stories=(story,),
        actions=(Action("a", text, ("m",), text, text), Action("b", text, (), "", text)),
    )  # fmt: skip
    event = Event("e", text, text, text, text, headings=(text,))
    unnamed = (replace(story, id="u", teller=None, sharing=Sharing.ANONYMOUS),)
    placed = {"a": Placement("a", text, f"{text} again")}
    return report_form(Gathered(event, (circle,), placed, unnamed))
