"""A document of parts as a workbook: a summary, tables that can be sorted, and a sheet for each
part with its texts, its tables and charts that follow the cells of these.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from msgspec import Struct
from msgspec.structs import replace
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from storycircle.core.i18n import _, p_
from storycircle.paper.afterwards.parts import (
    Block,
    Dots,
    Part,
    PartDocument,
    Records,
    Rows,
    Section,
    Table,
    Title,
    table_in,
)
from storycircle.paper.afterwards.text_parts import texts_of
from storycircle.paper.figures.figures import BarRow, Bars
from storycircle.paper.figures.sheet_looks import look_of
from storycircle.paper.report.office.workbook import HAIR, Book, Column, Value, lines_of
from storycircle.paper.typesetting.canvas import INK_2

_LABEL, _LEAST, _MOST = 24, 10, 38
"""Letters of the first column at least, of any other at least, and of any at most."""
_TEXT = 110
"""Letters over which a text goes at least, in as many columns as that takes."""
_USUAL, _COLUMNS = 16, 14
"""Letters of a column that no table fills; how many columns a sheet is laid out for."""
_LETTERS = 6
"""Letters of a column for each share of a table's width."""


class _Page(Struct, frozen=True):
    """One sheet of texts and tables. wide: letters of each column."""

    book: Book
    sheet: Worksheet
    wide: tuple[int, ...]

    @property
    def last(self) -> int:
        """The place of the last column of those that a text goes over."""
        over = 0
        for place in range(1, len(self.wide)):
            over += self.wide[place]
            if over >= _TEXT:
                return place
        return len(self.wide) - 1

    def over(self, at: int, text: str, **about: Any) -> None:
        """A text over several columns, in a row that is as high as it needs."""
        about = {"text_wrap": True, "valign": "top", **about}
        self.sheet.merge_range(at, 1, at, self.last, "", self.book.format(**about))
        self.book.text(self.sheet, (at, 1), text, **about)
        letters = sum(self.wide[1 : self.last + 1])
        self.sheet.set_row(at, min(409, 15 * lines_of(text, letters) + 3))

    def high(self, at: int, texts: Iterable[str]) -> None:
        """Make a row as high as the texts of its cells need."""
        lines = [lines_of(text, wide) for text, wide in zip(texts, self.wide, strict=False)]
        self.sheet.set_row(at, min(409, 15 * max(lines, default=1) + 3))


def write_parts_xlsx(document: PartDocument) -> bytes:
    """A document of parts as a workbook."""
    file = BytesIO()
    with Workbook(file, {"in_memory": True}) as made:
        created = datetime(2000, 1, 1, tzinfo=UTC)
        about = {"title": document.name[:255], "author": "Story Circle", "created": created}
        made.set_properties(about)
        book = Book(made)
        _summary(book, document)
        for one in document.records:
            _records(book, one)
        for part in document.parts:
            _part(book, part)
    return file.getvalue()


def _page(book: Book, sheet: Worksheet, tables: Sequence[Rows | Table] = ()) -> _Page:
    """A sheet with columns as wide as the longest of its tables' cells want them."""
    wide = [_LABEL, *(_USUAL for _column in range(1, _COLUMNS))]
    for place in range(_COLUMNS):
        filled = [table for table in tables if place < len(table.columns)]
        wanted = [_wanted(table, place) for table in filled]
        if wanted:
            wide[place] = max(wanted) if place else max(_LABEL, *wanted)
    for place, letters in enumerate(wide):
        sheet.set_column(place, place, letters)
    return _Page(book, sheet, tuple(wide))


def _wanted(table: Rows | Table, place: int) -> int:
    """Letters that a column of a table wants: those of its longest line, within bounds."""
    cells = (table.columns[place], *(row[place] for row in table.rows))
    longest = max(len(line) for cell in cells for line in cell.split("\n"))
    return min(_MOST, max(_LEAST, longest + 3))


def _summary(book: Book, document: PartDocument) -> None:
    """What it is of, a row for each learning set and event, and what it closes with."""
    page = _page(book, book.sheet(p_("sheet of a workbook", "Summary"), pages=1))
    sheet = page.sheet
    sheet.set_row(1, 30)
    book.text(sheet, (0, 0), document.over, font_color=INK_2)
    book.text(sheet, (1, 0), document.title, bold=True, font_size=20, valign="vcenter")
    at = 2
    for line in (*document.lines, document.question, *document.foot):
        if line:
            book.text(sheet, (at, 0), line)
            at += 1
    at += 1
    for row in document.rows:
        line_ = {"bottom": 1, "border_color": HAIR, "valign": "top"}
        book.text(sheet, (at, 0), row.name, bold=True, text_wrap=True, **line_)
        page.over(at, "\n".join((*row.lines, row.small)), **line_)
        at += 1
    if document.closing:
        page.over(at + 1, document.closing, font_color=INK_2)


def _records(book: Book, records: Records) -> None:
    columns = [
        Column(title, max(9, _LETTERS * wide), right=place in records.right)
        for place, (title, wide) in enumerate(zip(records.columns, records.wide, strict=True))
    ]
    book.table(records.name, columns, records.rows, 2)


def _part(book: Book, part: Part) -> None:
    tables = [table for block in part.blocks if (table := table_in(block)) is not None]
    page = _page(book, book.sheet(part.heading), tables)
    sheet = page.sheet
    sheet.set_row(0, 26)
    book.text(sheet, (0, 0), part.heading, bold=True, font_size=16, valign="vcenter")
    at = 1
    if part.about:
        book.text(sheet, (at, 0), part.about, italic=True, font_color=INK_2)
        at += 1
    for block in part.blocks:
        if isinstance(block, Section):
            book.text(sheet, (at + 1, 0), block.heading, bold=True, font_size=13)
            book.text(sheet, (at + 2, 0), block.about, italic=True, font_color=INK_2)
            at += 3
        elif isinstance(block, Title):
            book.text(sheet, (at + 1, 0), block.text, bold=True)
            if block.side:
                book.text(sheet, (at + 1, page.last), block.side, bold=True, align="right")
            at += 2
        else:
            at = _block(page, at, block)


def _block(page: _Page, at: int, block: Block) -> int:
    """Texts or a table from a row on; the row after them."""
    if isinstance(block, Dots):
        for text in block.said:
            page.over(at, text)
            at += 1
    if isinstance(block, Rows | Table | Dots):
        table = table_in(block)
        return at if table is None else _table(page, at, table)
    for what, text in texts_of(block):
        page.book.text(page.sheet, (at, 0), what, font_color=INK_2, text_wrap=True, valign="top")
        page.over(at, text)
        at += 1
    return at


def _table(page: _Page, at: int, table: Rows | Table) -> int:
    """A table, and the chart of it; the row after them."""
    head = at
    _head(page, at, table)
    for row in table.rows:
        at += 1
        for place, text in enumerate(row):
            line: dict[str, Any] = {"bottom": 1, "border_color": HAIR, "valign": "top"}
            if _is_figure(table, place):
                line |= {"align": "right"}
            else:
                line |= {"text_wrap": True, "indent": 1 if place else 0}
            figure = isinstance(table, Rows) or place in table.narrow
            value = _figure(text) if figure else text
            page.book.value(page.sheet, (at, place), value, **line)
        page.high(at, row)
    if table.about:
        at += 1
        page.book.text(page.sheet, (at, 0), table.about, font_color=INK_2)
    if isinstance(table, Rows) and table.bars is not None:
        if table.bars.several and table.bars.columns:
            return _table(page, at + 2, in_figures(table.columns[0], table.bars))
        return _chart(page, table.bars, (head, at + 2))
    return at + 1


def _head(page: _Page, at: int, table: Rows | Table) -> None:
    for place, title in enumerate(table.columns):
        side = {"align": "right"} if _is_figure(table, place) else {"indent": 1 if place else 0}
        page.book.text(page.sheet, (at, place), title, bold=True, bottom=2, text_wrap=True, **side)
    page.high(at, table.columns)


def _is_figure(table: Rows | Table, place: int) -> bool:
    return place > 0 if isinstance(table, Rows) else place in table.narrow


def _figure(text: str) -> Value:
    """A cell as the number it is, where it is one."""
    return int(text) if text.isascii() and text.isdecimal() else text


def in_figures(what: str, bars: Bars) -> Rows:
    """A table of bars whose own table says them in words: a row for each bar, a column for each
    part, so that a chart can follow its cells.
    """
    each = [
        (_("{statement} {event}", statement=row.title, event=bar.name), bar)
        for row in bars.rows
        for bar in row.bars
    ]
    rows = tuple((name, *(str(count) for _mark, count in bar.parts)) for name, bar in each)
    drawn = tuple(BarRow(name, (bar,)) for name, bar in each)
    return Rows((what, *(key.word for key in bars.keys)), rows, bars=replace(bars, rows=drawn))


def _chart(page: _Page, bars: Bars, rows: tuple[int, int]) -> int:
    """Bars that follow the cells of the table above them; the row after them. rows: of the table's
    head, and where the chart stands.
    """
    head, at = rows
    first, last = head + 1, head + len(bars.rows)
    chart = page.book.book.add_chart(
        {"type": "bar", "subtype": "clustered" if bars.several else
                                   "percent_stacked" if bars.columns else "stacked"}
    )  # fmt: skip
    name = page.sheet.get_name()
    for place, key in enumerate(bars.keys, 1):
        chart.add_series(
            {
                "name": [name, head, place],
                "categories": [name, first, 0, last, 0],
                "values": [name, first, place, last, place],
                "gap": 60,
                **look_of(key.mark, beside=bars.several),
            }
        )
    chart.set_legend({"position": "top"})
    chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}, "min": 0})
    chart.set_y_axis({"reverse": True, "line": {"none": True}, "major_tick_mark": "none"})
    high = 90 + 46 * min(len(bars.rows), 40)
    chart.set_size({"width": 860, "height": high})
    about = {"description": bars.in_words(), "x_offset": 12, "object_position": 3}
    page.sheet.insert_chart(at, 0, chart, about)
    return at + high // 20 + 2
