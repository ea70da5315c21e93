"""The workbook read back by another library: its summary, tables, dates and heights."""

import re
import sys
import zipfile
from contextlib import ExitStack
from datetime import date, datetime
from io import BytesIO
from typing import Any
from unittest.mock import Mock, patch

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from xlsxwriter import Workbook, worksheet, xmlwriter

from storycircle.core.consent.shareable import leaving_all
from storycircle.core.model import Action, Circle, Event, Gathered, Member
from storycircle.paper.report.content import Known, ReportForm, report_form
from storycircle.paper.report.office import table_sheet, workbook
from storycircle.paper.report.office.table_sheet import TableSheet
from storycircle.paper.report.office.workbook import Book, Column, Value, lines_of
from storycircle.paper.report.overviews import tables_of
from storycircle.paper.report.spreadsheet import write_xlsx


def read(form: ReportForm, written: datetime | None = None) -> Any:
    return openpyxl.load_workbook(BytesIO(write_xlsx(form, written)))


def rows(sheet: Any) -> list[dict[str, Any]]:
    """The rows of a table, by the heads of its columns."""
    head, *others = sheet.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in others]


def summary(book: Any) -> dict[str, Any]:
    """What the summary counts, by its words."""
    return {row[0]: row[1] for row in book.worksheets[0].iter_rows(values_only=True) if row[0]}


@pytest.fixture
def form(told: Gathered) -> ReportForm:
    """Circle 5 with a date that is one, and one in words."""
    circles = tuple(
        replace(c, actions=(
            replace(c.actions[0], by="2007-07-12", stall="B"), replace(c.actions[1], by="soon"),
            *c.actions[2:],
        )) if c.number == 5 else c
        for c in told.circles
    )  # fmt: skip
    known = Known(from_paper={told.circles[2].id}, expected={5: 8})
    event = replace(told.event, expected=7)
    return report_form(leaving_all(replace(told, event=event, circles=circles)), known)


def test_the_summary_counts_what_the_form_counts(form: ReportForm) -> None:
    """It opens first, with real dates and numbers, and a sentence beside what needs one."""
    book = read(form, datetime(2007, 10, 1, 14, 5))  # noqa: DTZ001
    assert book.active.title == book.sheetnames[0] == "Summary"
    said = summary(book)
    assert said["Date"] == datetime(2007, 6, 14)  # noqa: DTZ001
    assert said["Written"] == datetime(2007, 10, 1, 14, 5)  # noqa: DTZ001
    assert (said["Circles expected"], said["Circles here"]) == (7, 6)
    assert (said["Known from paper alone"], said["People who came"]) == (1, form.people)
    assert (said["People expected"], said["Actions"]) == (8, len(form.entries))
    assert said["Stories that may be shared"] == len(form.stories)
    assert [said[part.title] for part in form.headings] == [1, 1, 7, 4, 3]
    assert said["All"] == 16
    setup = book.worksheets[0].page_setup
    assert setup.fitToHeight in (None, 1), "it prints on one page"
    words = " ".join(str(c.value) for row in book.worksheets[0].iter_rows() for c in row)
    assert "circle 7 is still missing" in words
    assert "Circle 3 is known from its paper alone." in words


def test_the_chart_is_fed_by_the_table_beside_it(form: ReportForm) -> None:
    """Its cells are those that hold the headings and their numbers, all of them and no other."""
    sheet = read(form).worksheets[0]
    with zipfile.ZipFile(BytesIO(write_xlsx(form))) as archive:
        chart = archive.read("xl/charts/chart1.xml").decode()
    _title, names, numbers = (
        cells.replace("$", "") for cells in re.findall(r"<c:f>Summary!([^<]*)</c:f>", chart)
    )
    assert [cell.value for (cell,) in sheet[numbers]] == [1, 1, 7, 4, 3]
    assert [cell.value for (cell,) in sheet[names]] == [part.title for part in form.headings]


def test_every_other_sheet_is_one_real_table(form: ReportForm) -> None:
    """Arrows to filter by, a head that stays and is printed on each page; none is empty."""
    book = read(form)
    assert book.sheetnames == [
        "Summary", "Actions", "Circles", "Actions by person", "The market stalls", "The programme",
        "Index of names", "Stories",
    ]  # fmt: skip
    names = []
    for sheet in book.worksheets[1:]:
        (table,) = sheet.tables.values()
        names.append(table.name)
        assert table.ref == sheet.dimensions
        assert table.autoFilter is not None
        assert sheet.print_title_rows == "$1:$1"
        assert sheet.max_row > 1
        assert not sheet.sheet_view.showGridLines
    assert len(set(names)) == len(names)
    assert book["Actions"].freeze_panes == "C2"
    every = [
        tuple(map(str, row)) for s in book.worksheets[1:] for row in s.iter_rows(values_only=True)
    ]
    assert len(set(every)) > 0.9 * len(every), "no sheet repeats another"


def test_dates_are_dates_and_what_was_said_stays_text(form: ReportForm) -> None:
    """They can be sorted and counted by month; "soon" is in no column of dates as a date."""
    actions = {(r["Circle"], r["No."]): r for r in rows(read(form)["Actions"])}
    assert actions[5, 1]["Date"] == datetime(2007, 7, 12)  # noqa: DTZ001
    assert actions[5, 1]["By when, as said"] == "12 July 2007"
    assert actions[5, 1]["Stall"] == "B"
    assert (actions[5, 2]["Date"], actions[5, 2]["By when, as said"]) == (None, "soon")


def test_every_table_of_the_report_is_in_the_workbook(form: ReportForm) -> None:
    """Rows that have no sheet of their own are those of a sheet that can be sorted by them."""
    book = read(form)
    held = {
        "Who came": "Circles",
        "Actions by date": "Actions",
        "Where the stories stand": "Stories",
    }
    for table in tables_of(form):
        sheet = book[held.get(table.title, table.title)]
        if table.title not in held:
            assert len(rows(sheet)) == len(table.rows)
    circles = {r["Circle"]: r for r in rows(book["Circles"])}
    assert (circles[5]["Expected"], circles[5]["Came"]) == (8, 6)
    assert circles[3]["How it stands"] == "known from its paper alone"
    assert circles[7]["How it stands"] == "expected, not here"


def test_no_text_begins_where_a_number_ends(form: ReportForm) -> None:
    """Texts stand a little in, with a side that is said: some programs give no indent without."""
    for sheet in read(form).worksheets[1:]:
        for row in sheet.iter_rows(min_row=2):
            for cell in row:
                at = cell.alignment
                assert at.vertical == "top"
                assert at.horizontal == "right" or (at.horizontal, at.indent) == ("left", 1)


def test_words_and_dates_of_a_column_stand_below_its_head(form: ReportForm) -> None:
    """A head stands at the left: so do words in a column of dates, and the dates beside them."""
    for sheet in read(form).worksheets[1:]:
        for column in sheet.iter_cols():
            head, *cells = (cell for cell in column if cell.value is not None)
            words = [cell for cell in cells if isinstance(cell.value, str)]
            assert {cell.alignment.horizontal for cell in (head, *words)} == {"left"}
            if head.value == "By when":
                assert {cell.alignment.horizontal for cell in cells} == {"left"}


def test_rows_are_as_high_as_their_longest_text() -> None:
    """Twice the words, twice the lines, and never higher than a program allows."""
    actions = tuple(Action(f"a{n}", "word " * (10 * 4**n)) for n in range(3))
    circle = Circle("c", 1, "e", members=(Member("m", "Ann"),), actions=actions)
    sheet = read(report_form(Gathered(Event("e", "Event"), (circle,))))["Actions"]
    high = [sheet.row_dimensions[at].height for at in (2, 3, 4)]
    assert high == sorted(high)
    assert high[1] > 3 * high[0]
    assert max(high) <= 409
    assert lines_of("one\ntwo\nthree", 30) == 3
    assert lines_of("x" * 300, 10) > 29


@pytest.mark.parametrize("title", ["[a]:b*?/\\c", "'quoted'", "x" * 60, "History", " "])
def test_any_title_makes_a_sheets_name(title: str) -> None:
    """Signs a sheet's name may not have, and length, go; two alike are told apart."""
    with Workbook(BytesIO(), {"in_memory": True}) as made:
        book = Book(made)
        names = [book.sheet(title).get_name() for _again in range(2)]
    assert len({name.casefold() for name in names}) == 2
    assert all(0 < len(name) <= 31 for name in names)


def test_a_date_no_workbook_has_is_written_in_words() -> None:
    """Spreadsheets count days from 1900."""
    circle = Circle("c", 1, "e", actions=(Action("a", "x", by="1899-05-03"),))
    book = read(report_form(Gathered(Event("e", "Event", "1899-05-02"), (circle,))))
    assert summary(book)["Date"] == "2 May 1899"


def test_a_row_makes_no_format_of_its_own() -> None:
    """What the cells of a column look like is asked for once, however many rows there are: texts,
    cells without one, and numbers.
    """
    columns = (Column("Heading", 20), Column("Number", 8, right=True), Column("Note", 20))
    found = []
    for count in (3, 300):
        book = Book(Workbook(BytesIO(), {"in_memory": True}))
        with patch.object(Book, "format", autospec=True, side_effect=Book.format) as formats:
            book.table("All", columns, [("A heading", 3, ""), ("Another", 4, "note")] * count)
        found.append(formats.call_count)
    assert found[0] == found[1]


def test_a_cell_costs_a_call_at_the_most() -> None:
    """How a column is written is found once, and the library keeps nothing of a cell: a row is a
    few calls of ours and of the library's, a cell one at the most.
    """

    def calls(columns: int, rows: int) -> int:
        found = 0
        files = workbook.__file__, table_sheet.__file__, worksheet.__file__, xmlwriter.__file__

        def noting(frame: Any, event: str, _about: object) -> None:
            nonlocal found
            found += event == "call" and frame.f_code.co_filename in files

        heads = [Column(f"Head {place}", 20) for place in range(columns)]
        cells = [("", 3, date(2007, 6, 14))[place % 3] for place in range(columns)]
        made = Workbook(BytesIO(), {"in_memory": True})
        sys.setprofile(noting)
        try:
            Book(made).table("All", heads, [cells] * rows)
            made.close()
        finally:
            sys.setprofile(None)
        return found

    for columns in (3, 30):
        assert calls(columns, 110) - calls(columns, 10) <= 100 * (8 + columns)


Said = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        ["", "=1+1", " @x", "<r>a</r>", "<r></r>", "a\x0bb & <b>", "_x0009_", "w " * 90]
    ),
    st.integers(-(10**20), 10**20),
    st.dates(date(1890, 1, 1), date(2120, 1, 1)),
    st.sampled_from([date(1900, 1, 1), date(1900, 2, 28), date(1900, 3, 1), True]),
)


@settings(deadline=None, max_examples=150)
@given(st.lists(st.tuples(Said, Said, Said), max_size=40), st.booleans())
def test_rows_put_in_whole_are_those_the_library_writes(
    rows: list[tuple[Value, ...]], leftward: bool
) -> None:
    """Byte for byte, whatever the cells say, in a language that is read from the right too."""
    columns = Column("A", 12), Column("B", 30), Column("C", 9, right=True)

    def written() -> bytes:
        file = BytesIO()
        with Workbook(file, {"in_memory": True}) as made:
            made.set_properties({"created": datetime(2000, 1, 1)})  # noqa: DTZ001
            Book(made).table("All", columns, rows)
        return file.getvalue()

    with ExitStack() as ways:
        if leftward:
            rtl = Mock(right_to_left=True)
            ways.enter_context(patch.object(workbook, "language", return_value=rtl))
        whole = written()
        with patch.object(workbook, "_MARKUP", ("<r>", "")):  # which is in every row
            assert whole == written()


def test_a_row_that_no_sheet_has_is_refused() -> None:
    """Nothing is left out without a word."""
    with Workbook(BytesIO(), {"in_memory": True}) as made:
        sheet = made.add_worksheet("All", TableSheet)
        with pytest.raises(ValueError, match="no row 1048576"):
            sheet.put(1_048_576, 18, [(made.add_format(), sheet.text("x"))])
