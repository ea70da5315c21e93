"""A document of parts as a workbook: a summary, tables that can be sorted, and a sheet for each
part with its texts, its tables and charts that follow the cells of these.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from storycircle.core.i18n import p_
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
from storycircle.paper.figures.figures import Bars
from storycircle.paper.figures.sheet_looks import look_of
from storycircle.paper.report.office.workbook import HAIR, Book, Column, Value, lines_of
from storycircle.paper.typesetting.canvas import INK_2

_FIRST, _OTHER, _COLUMNS = 34, 20, 7
"""Letters of the first column and of the others; how many columns texts go over."""
_LETTERS = 6
"""Letters of a column for each share of a table's width."""


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


def _summary(book: Book, document: PartDocument) -> None:
    """What it is of, a row for each learning set and event, and what it closes with."""
    sheet = book.sheet(p_("sheet of a workbook", "Summary"), pages=1)
    _widths(sheet)
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
        _over(book, sheet, at, "\n".join((*row.lines, row.small)), **line_)
        at += 1
    if document.closing:
        _over(book, sheet, at + 1, document.closing, font_color=INK_2)


def _widths(sheet: Worksheet) -> None:
    sheet.set_column(0, 0, _FIRST)
    sheet.set_column(1, _COLUMNS, _OTHER)


def _over(book: Book, sheet: Worksheet, at: int, text: str, **about: Any) -> None:
    """A text over all columns but the first, in a row that is as high as it needs."""
    about = {"text_wrap": True, "valign": "top", **about}
    sheet.merge_range(at, 1, at, _COLUMNS, "", book.format(**about))
    book.text(sheet, (at, 1), text, **about)
    sheet.set_row(at, min(409, 15 * lines_of(text, _OTHER * _COLUMNS) + 3))


def _records(book: Book, records: Records) -> None:
    columns = [
        Column(title, max(9, _LETTERS * wide), right=place in records.right)
        for place, (title, wide) in enumerate(zip(records.columns, records.wide, strict=True))
    ]
    book.table(records.name, columns, records.rows, 2)


def _part(book: Book, part: Part) -> None:
    sheet = book.sheet(part.heading)
    _widths(sheet)
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
                book.text(sheet, (at + 1, _COLUMNS), block.side, bold=True, align="right")
            at += 2
        else:
            at = _block(book, sheet, at, block)


def _block(book: Book, sheet: Worksheet, at: int, block: Block) -> int:
    """Texts or a table from a row on; the row after them."""
    if isinstance(block, Dots):
        for text in block.said:
            _over(book, sheet, at, text)
            at += 1
    if isinstance(block, Rows | Table | Dots):
        table = table_in(block)
        return at if table is None else _table(book, sheet, at, table)
    for what, text in texts_of(block):
        book.text(sheet, (at, 0), what, font_color=INK_2, text_wrap=True, valign="top")
        _over(book, sheet, at, text)
        at += 1
    return at


def _table(book: Book, sheet: Worksheet, at: int, table: Rows | Table) -> int:
    """A table, and the chart of it; the row after them."""
    head = at
    for place, title in enumerate(table.columns):
        side = {"align": "right"} if _is_figure(table, place) else {"indent": 1 if place else 0}
        book.text(sheet, (at, place), title, bold=True, bottom=2, text_wrap=True, **side)
    sheet.set_row(at, 15 * max(_lines(table.columns)) + 3)
    for row in table.rows:
        at += 1
        for place, text in enumerate(row):
            line: dict[str, Any] = {"bottom": 1, "border_color": HAIR, "valign": "top"}
            if _is_figure(table, place):
                line |= {"align": "right"}
            else:
                line |= {"text_wrap": True, "indent": 1 if place else 0}
            figure = isinstance(table, Rows) or place in table.narrow
            book.value(sheet, (at, place), _figure(text) if figure else text, **line)
        sheet.set_row(at, min(409, 15 * max(_lines(row)) + 3))
    if table.about:
        at += 1
        book.text(sheet, (at, 0), table.about, font_color=INK_2)
    if isinstance(table, Rows) and table.bars is not None:
        return _chart(book, sheet, table.bars, (head, at + 2))
    return at + 1


def _is_figure(table: Rows | Table, place: int) -> bool:
    return place > 0 if isinstance(table, Rows) else place in table.narrow


def _lines(texts: Iterable[str]) -> list[int]:
    return [
        lines_of(text, _FIRST if place == 0 else _OTHER) for place, text in enumerate(texts)
    ] or [1]


def _figure(text: str) -> Value:
    """A cell as the number it is, where it is one."""
    return int(text) if text.isascii() and text.isdecimal() else text


def _chart(book: Book, sheet: Worksheet, bars: Bars, rows: tuple[int, int]) -> int:
    """Bars that follow the cells of the table above them; the row after them. What a table says in
    words has no chart. rows: of the table's head, and where the chart stands.
    """
    head, at = rows
    if bars.several and bars.columns:
        return at - 1
    first, last = head + 1, head + len(bars.rows)
    chart = book.book.add_chart({"type": "bar", "subtype": "clustered" if bars.several else
                                 "percent_stacked" if bars.columns else "stacked"})  # fmt: skip
    name = sheet.get_name()
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
    sheet.insert_chart(at, 0, chart, about)
    return at + high // 20 + 2
