"""The report of a project: its chapters in their order, and one form that feeds every format."""

import csv
import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import cache
from html.parser import HTMLParser
from io import BytesIO
from itertools import pairwise

import pytest
from docx import Document
from msgspec.structs import replace
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from pypdf import PdfReader

from storycircle.core.checkout.shown import Waiting, groups_of, together
from storycircle.core.consent.shareable import leaving_all
from storycircle.core.lines.records import Ticked
from storycircle.core.meetings.membership import membership_of
from storycircle.core.meetings.next_meeting import with_ticked
from storycircle.core.model import Gathered
from storycircle.jobs.import_event import read_events
from storycircle.paper.afterwards.parts import (
    ENDINGS,
    Asked,
    Dots,
    Part,
    PartDocument,
    Rows,
    Section,
    Table,
    Title,
    table_in,
)
from storycircle.paper.afterwards.project import project_document
from storycircle.paper.report.formats import written_parts
from storycircle.resources import example_project
from tests.paper.afterwards.test_parts_of_a_report import text_of

TITLE = "Every Child Matters: Change for Children in Hartlepool"
WRITTEN = datetime.fromisoformat("2007-10-01T14:05:00")
TICKED = (Ticked.APOLOGIES, Ticked.REASONS, Ticked.QUESTION)


@cache
def scripts() -> tuple[Gathered, ...]:
    """The project of 2006 and 2007 as its document has it, with what a learning set may tick."""
    found = []
    for one in read_events(example_project()):
        circles = tuple(with_ticked(circle, TICKED) for circle in one.circles)
        said = {circle.id: circle.checkout for circle in circles if circle.checkout}
        groups = groups_of(Waiting(id_, checkout) for id_, checkout in said.items())
        shown = tuple(together(some[0], {id_: said[id_] for id_ in some}) for some in groups)
        found.append(replace(one, circles=circles, checkouts=shown))
    return tuple(found)


def report(events: Sequence[Gathered]) -> PartDocument:
    """The report of some events, whole as they are here."""
    met = {one.event.id: membership_of(one.circles) for one in events}
    known = {id_: one for id_, one in met.items() if one is not None}
    matches = [match for one in events for match in one.matches]
    shareable = [leaving_all(one) for one in events]
    return project_document(TITLE, shareable, matches, WRITTEN, memberships=known)


@cache
def whole() -> PartDocument:
    return report(scripts())


@cache
def written(ending: str) -> bytes:
    return written_parts(whole(), ending)


def chapter(key: str, document: PartDocument | None = None) -> Part:
    parts = (document or whole()).parts
    return next(part for part in parts if part.key.startswith(key))


CHAPTERS = [
    ("", "Foreword"), ("1", "Summary"), ("2", "Introduction"), ("3", "The learning set"),
    ("4", "The event of 25 January 2007"), ("5", "The event of 14 June 2007"),
    ("6", "January 2007 and June 2007, side by side"), ("7", "Conclusions and recommendations"),
    ("", "Thanks"), ("", "Annex 1: The programmes"),
    ("", "Annex 2: The circles, their members and actions"),
    ("", "Annex 3: Stories that may be shared"),
]  # fmt: skip
SECTIONS = {
    "3": ["Membership", "The questions, and how one changed", "What we learnt",
          "Where each question stood at the end"],
    "4": ["The actions, under five headings", "Who committed to what", "How it was",
          "What became of the fourteen actions"],
    "5": ["From the market stalls", "The actions, under five headings", "Who committed to what",
          "How it was", "What became of the sixteen actions"],
    "7": ["Conclusions", "Recommendations"],
}  # fmt: skip


def test_the_chapters_are_those_of_the_2007_report_in_their_order() -> None:
    """Each with its number and its sections; foreword, thanks and annexes without."""
    assert [(part.number, part.title) for part in whole().parts] == CHAPTERS
    for part in whole().parts:
        sections = [block for block in part.blocks if isinstance(block, Section)]
        numbers = [f"{part.number}.{n}" for n in range(1, len(sections) + 1)]
        assert [one.number for one in sections] == (
            numbers if part.number else [""] * len(sections)
        )
        if part.number in SECTIONS:
            assert [one.title for one in sections] == SECTIONS[part.number]


def test_recommendations_stand_in_the_contents_with_their_letters() -> None:
    """From a to z, under the five headings."""
    listed = [b for b in chapter("concluded").blocks if isinstance(b, Title) and b.listed]
    assert [one.side for one in listed] == ["a to d", "e to g", "h to m", "n to s", "t to z"]
    assert [one.text for one in listed] == list(scripts()[2].event.headings)


def test_the_title_page_has_a_row_for_the_set_and_each_event() -> None:
    """The question of all of it is the title; below it when, where, and how many."""
    assert (
        whole().title == "How are we discovering the common ground . . . and then building bridges?"
    )
    assert whole().over == whole().name == TITLE
    rows = [(row.name, row.lines, row.small) for row in whole().rows]
    assert rows == [
        ("The learning set", ("October 2006 to June 2007",),
         "nine meetings · fourteen people, ten at the end"),
        ("Whole System Event", ("25 January 2007",),
         "six circles · thirty-eight people · fourteen actions"),
        ("Whole System Event", ("14 June 2007", "Staincliffe Hotel, Seaton Carew"),
         "six circles · thirty-six people · sixteen actions · four market stalls"),
    ]  # fmt: skip
    assert whole().foot == ("Hartlepool Borough Council", "October 2007")


def test_a_learning_set_is_told_without_a_name() -> None:
    """Its numbers, its questions with the older wording, and what their owners gave leave for."""
    told = chapter("set-")
    (dots,) = (block for block in told.blocks if isinstance(block, Dots))
    assert dots.figures == ("14", "14", "13", "13", "12", "11", "11", "10", "10")
    ends = [line.end for line in dots.lines if line.end]
    assert ends == ["a new remit", "promoted", "another way of learning", "a new post"]
    asked = [block for block in told.blocks if isinstance(block, Asked)]
    assert [one.small for one in asked[1:]] == ["four people", "three people", "three people"]
    assert asked[2].older == ("until 8 March 2007: How do we take forward integrated working?",)
    people = {member.name for circle in scripts()[0].circles for member in circle.members}
    assert [name for name in people if name in repr(told)] == []
    assert "whom to ring, without asking" not in repr(told)


def test_without_a_tick_nothing_is_said_of_who_was_there() -> None:
    """And nothing of the set's question, where that stays; the chapter has the questions alone."""
    first = scripts()[0]
    bare = replace(first, circles=tuple(with_ticked(circle, ()) for circle in first.circles))
    without = report([bare, *scripts()[1:]])
    assert not [block for block in chapter("set-", without).blocks if isinstance(block, Dots)]
    assert (without.rows[0].lines, without.rows[0].small) == ((), "nine meetings")
    assert chapter("set-", without).about == "Nine meetings."


def test_a_question_that_stays_is_in_no_report() -> None:
    """Without leave there is no chapter on where questions stood."""
    first = scripts()[0]
    bare = replace(first, circles=first.circles[:-1])
    told = chapter("set-", report([bare, *scripts()[1:]]))
    titles = [block.title for block in told.blocks if isinstance(block, Section)]
    assert titles == ["Membership", "The questions", "What we learnt"]
    assert "Rossmere" not in repr(told)


def test_events_alone_have_no_set_and_one_event_is_compared_with_none() -> None:
    """What there is none of has no chapter and no number."""
    alone = report(scripts()[2:])
    assert [part.title for part in alone.parts if part.number] == [
        "Summary", "Introduction", "The learning set", "The event of 14 June 2007",
        "Conclusions and recommendations",
    ]  # fmt: skip
    empty = report([Gathered(replace(scripts()[1].event, programme=()))])
    assert [part.title for part in empty.parts] == ["The event of 25 January 2007"]
    for ending in ENDINGS:
        assert written_parts(empty, ending)


# The same in every format.


def tables(document: PartDocument) -> Iterator[Rows | Table]:
    for part in document.parts:
        for block in part.blocks:
            if (table := table_in(block)) is not None:
                yield table


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_there_are_figures_to_compare() -> None:
    """Tables of actions, states, check-outs, comparison and membership."""
    found = list(tables(whole()))
    assert len(found) > 25
    assert sum(table.bars is not None for table in found if isinstance(table, Rows)) == 6


class _Cells(HTMLParser):
    """The rows of all tables of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self._open = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self.rows[-1].append("")
            self._open = True

    def handle_endtag(self, tag: str) -> None:
        self._open = self._open and tag not in ("td", "th")

    def handle_data(self, data: str) -> None:
        if self._open:
            self.rows[-1][-1] += data


def rows_in(ending: str) -> set[tuple[str, ...]]:
    """Every row of every table in a format, without spaces."""
    data = written(ending)
    found: Iterator[Sequence[object]]
    if ending == ".csv":
        found = iter(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    elif ending == ".md":
        lines = data.decode().replace("\\", "").splitlines()
        found = (line[2:-2].split(" | ") for line in lines if line.startswith("|"))
    elif ending == ".docx":
        every = (row for table in Document(BytesIO(data)).tables for row in table.rows)
        found = ([cell.text for cell in row.cells] for row in every)
    elif ending == ".xlsx":
        sheets = load_workbook(BytesIO(data)).worksheets
        every_row = (row for sheet in sheets for row in sheet.iter_rows(values_only=True))
        found = (["" if cell is None else cell for cell in row] for row in every_row)
    else:
        reader = _Cells()
        reader.feed(data.decode())
        found = iter(reader.rows)
    return {_trimmed([squeezed(str(cell)).lstrip("'") for cell in row]) for row in found}


def _trimmed(cells: list[str]) -> tuple[str, ...]:
    while cells and not cells[-1]:
        cells.pop()
    return tuple(cells)


@pytest.mark.parametrize("ending", [one for one in ENDINGS if one != ".pdf"])
def test_every_row_of_every_table_is_the_same_in_all_formats(ending: str) -> None:
    """Cell by cell: what it is of, and each figure."""
    here = rows_in(ending)
    wanted = {
        _trimmed([squeezed(cell) for cell in row])
        for table in tables(whole())
        for row in (table.columns, *table.rows)
    }
    assert sorted(wanted - here) == []


@pytest.mark.slow
def test_every_figure_is_on_the_pages() -> None:
    """In a table as its cells; in bars each part and what stands after it, beside what it is of."""
    pages = PdfReader(BytesIO(written(".pdf"))).pages
    said = squeezed("\n".join(page.extract_text() for page in pages))
    missing = []
    for table in tables(whole()):
        if isinstance(table, Rows) and table.bars is not None:
            missing += [text for text in _drawn(table) if squeezed(text) not in said]
            continue
        missing += [c for row in table.rows for c in row for p in c.split("\n")
                    if squeezed(p) not in said]  # fmt: skip
    assert missing == []


def _drawn(table: Rows) -> Iterator[str]:
    """What is read beside each bar: names, figures and titles, in the order they are written in."""
    assert table.bars is not None
    for row in table.bars.rows:
        for bar in row.bars:
            figures = "".join(
                str(count) for _mark, count in bar.parts if count or table.bars.columns
            )
            several = len(bar.parts) > 1
            yield (
                f"{bar.name}{figures}"
                if table.bars.columns
                else f"{figures if several else ''}{bar.end}"
            )
        yield row.title
        yield row.small
        yield row.side


@pytest.mark.slow
@pytest.mark.parametrize("ending", [one for one in ENDINGS if one != ".csv"])
def test_every_word_is_in_every_format(ending: str) -> None:
    """Titles, sections, texts, quotations and what is made up; a table of CSV has figures alone."""
    said = squeezed(text_of(written(ending), ending))
    missing = [text for text in _texts(whole()) if squeezed(text) not in said]
    assert missing == []


def _texts(document: PartDocument) -> Iterator[str]:
    yield from (document.title, document.over, document.closing, *document.lines, *document.foot)
    for row in document.rows:
        yield from (row.name, *row.lines, row.small)
    for part in document.parts:
        yield part.title
        yield part.about
        for block in part.blocks:
            if table_in(block) is None:
                yield from _strings(block)


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from _strings(one)
    elif hasattr(value, "__dataclass_fields__"):
        for name in value.__dataclass_fields__:
            if name not in ("how", "number"):
                yield from _strings(getattr(value, name))


def test_the_workbook_has_records_that_can_be_sorted() -> None:
    """All actions, reviews and circles of both events, each in a table of its own."""
    book = load_workbook(BytesIO(written(".xlsx")))
    assert book.sheetnames[:4] == ["Summary", "Actions", "Reviews", "Circles"]
    counts = {name: book[name].max_row - 1 for name in book.sheetnames[1:4]}
    assert counts == {"Actions": 30, "Reviews": 23, "Circles": 12}
    states = [row[10] for row in book["Actions"].iter_rows(min_row=2, values_only=True)]
    assert [states.count(s) for s in ("done", "under way", "no word yet")] == [10, 8, 7]
    names = zipfile.ZipFile(BytesIO(written(".xlsx"))).namelist()
    assert sum(name.startswith("xl/charts/chart") for name in names) == 6


def test_every_bar_is_in_a_chart_that_follows_cells_with_its_figures() -> None:
    """Also those of events beside each other, whose table says them in words."""
    book, charts = load_workbook(BytesIO(written(".xlsx"))), _charts()
    drawn = Counter(tuple(_cells(book, one) for one in chart) for chart in charts)
    wanted: Counter[tuple[tuple[int, ...], ...]] = Counter()
    for table in tables(whole()):
        bars = table.bars if isinstance(table, Rows) else None
        if bars is None:
            continue
        every = [bar for row in bars.rows for bar in row.bars]
        if bars.several and not bars.columns:  # a series for each event
            series = [[row.bars[at].parts[0][1] for row in bars.rows] for at in range(2)]
        else:  # a series for each part; bars without one have no figure in it
            series = [[dict(bar.parts).get(key.mark, 0) for bar in every] for key in bars.keys]
        wanted[tuple(tuple(one) for one in series)] += 1
    assert drawn == wanted


def _charts() -> list[list[str]]:
    """The cells that the series of each chart of the workbook follow."""
    book = zipfile.ZipFile(BytesIO(written(".xlsx")))
    charts = [name for name in book.namelist() if name.startswith("xl/charts/chart")]
    said = [book.read(name).decode() for name in charts]
    return [re.findall(r"<c:val><c:numRef><c:f>(.*?)</c:f>", xml) for xml in said]


def _cells(book: Workbook, where: str) -> tuple[int, ...]:
    sheet, cells = where.rsplit("!", 1)
    rows = book[sheet.strip("'").replace("''", "'")][cells.replace("$", "")]
    values = [cell.value for (cell,) in rows]
    assert all(value is None or isinstance(value, int) for value in values), values
    return tuple(int(str(value or 0)) for value in values)


def test_what_stands_at_a_stall_is_below_its_title_on_the_web_page() -> None:
    """Titles go down by one level at a time, and labels are a level below what they are of."""
    page = written(".html").decode()
    found = [(int(level), text) for level, text in re.findall(r"<h([1-6])[^>]*>([^<]*)<", page)]
    steps = [(one, two) for (one, _t), (two, _u) in pairwise(found) if two > one + 1]
    assert steps == []
    levels = dict(reversed([(text, level) for level, text in found]))
    stall = next(level for level, text in found if text.startswith("Stall A"))
    assert {levels[label] for label in ("Themes", "Discussed", "Challenges")} == {stall + 1}


@pytest.mark.slow
def test_who_was_there_is_drawn_in_word_too() -> None:
    """A picture with what it shows in words, and nobody's name in them."""
    xml = zipfile.ZipFile(BytesIO(written(".docx"))).read("word/document.xml").decode()
    (said,) = (about for about in re.findall(r'descr="([^"]*)"', xml) if "Members" in about)
    assert said.startswith("Membership. Members: Oct 14; Nov 14; Dec 13")
    assert said.count("was there") == 14
    assert "was there 1, sent apologies 1, a new remit" in said
    people = {member.name for circle in scripts()[0].circles for member in circle.members}
    assert [name for name in people if name in said] == []


def test_no_cell_of_a_table_is_a_narrow_column_of_words() -> None:
    """As wide as its longest text wants it, within bounds: no text of a table takes many lines."""
    book = load_workbook(BytesIO(written(".xlsx")))
    for sheet in book.worksheets[4:]:
        merged = {cell for area in sheet.merged_cells.ranges for cell in area.cells}
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and (cell.row, cell.column) not in merged:
                    wide = _wide(sheet, cell.column)
                    parts = [line for line in cell.value.split("\n") if cell.alignment.wrap_text]
                    lines = sum(1 + len(line) // int(wide) for line in parts)
                    assert lines <= 8, (sheet.title, cell.coordinate, wide, cell.value)


def _wide(sheet: Worksheet, column: int) -> float:
    """The width of a column; those that are as wide as their neighbours are kept with these."""
    every = sheet.column_dimensions.values()
    return float(next(one.width for one in every if one.min <= column <= one.max))
