"""The tables of the report as a PDF: who came, actions by person and by date, the index of names.

Measures are points.
"""

from collections.abc import Sequence

from storycircle.core.i18n import _
from storycircle.paper.report.content import ReportForm
from storycircle.paper.report.overviews import Key, Kind, Table, tables_of
from storycircle.paper.report.pdf_contents import table_key
from storycircle.paper.typesetting import fonts
from storycircle.paper.typesetting.canvas import INK_2
from storycircle.paper.typesetting.line_breaking import width, wrapped
from storycircle.paper.typesetting.page_flow import LEFT, RIGHT, Cell, Flow, at_once

_GUTTER = 10.0
_TABLE_LEADING = 14.2
_MOST_DATE = 100.0
"""Of a deadline that is no date; what is longer goes on below."""
_INDEX_COLUMNS = 3
_INDEX_LEADING = 13.4


def tables(flow: Flow, form: ReportForm) -> None:
    """Who came, actions by person and by date, and the other tables, on pages of their own."""
    for place, table in enumerate(tables_of(form)):
        if table.key is Key.NAMES:
            _index(flow, table)
        else:
            _overview(flow, table, first=place == 0)


def _index(flow: Flow, table: Table) -> None:
    """The index of names in columns, which are read one after another; on their last page they are
    of one height, as near as can be. No column ends within a name's circles.
    """
    wide = (RIGHT - LEFT + _GUTTER) / _INDEX_COLUMNS
    entries: list[list[str]] = []
    for name, numbers in table.texts:
        # For translators: a name in the index, and after it the circles it is in.
        entry = _("{name}, {circles}", name=name, circles=numbers)
        entries.append(wrapped(entry, fonts.SERIF, 9.7, wide - _GUTTER - 8))
    flow.part(table_key(table), table.title, table.about, 3 * _INDEX_LEADING)
    while entries:
        most = max(1, int(flow.room / _INDEX_LEADING + 1e-6))
        columns, entries = _columns(entries, most)
        cells = []
        for place, column in enumerate(columns):
            x = LEFT + place * wide
            lines = [line for entry in column for line in entry]
            goes_on = [at > 0 for entry in column for at in range(len(entry))]
            first = ["" if on else line for line, on in zip(lines, goes_on, strict=True)]
            more = [line if on else "" for line, on in zip(lines, goes_on, strict=True)]
            cells += [Cell(x, first, fonts.SERIF, 9.7), Cell(x + 8, more, fonts.SERIF, 9.7)]
        flow.row([cell for cell in cells if cell.lines], _INDEX_LEADING)
        if entries:
            flow.turn()


def _columns(entries: list[list[str]], most: int) -> tuple[list[list[list[str]]], list[list[str]]]:
    """Entries in the columns of a page of so many lines, and those of the next page. Where all of
    them have room, the columns are as low as can be.
    """
    columns, rest = _filled(entries, most)
    if rest:
        return columns, rest
    high_each = list(map(len, entries))
    for high in range(max(*high_each, -(-sum(high_each) // _INDEX_COLUMNS)), most):
        lower, rest = _filled(entries, high)
        if not rest:
            return lower, rest
    return columns, []


def _filled(entries: list[list[str]], high: int) -> tuple[list[list[list[str]]], list[list[str]]]:
    """Columns of at most so many lines, each entry whole; one longer than a column is parted."""
    columns: list[list[list[str]]] = []
    rest = list(entries)
    while rest and len(columns) < _INDEX_COLUMNS:
        some, left = [], high
        while rest and len(rest[0]) <= left:
            left -= len(rest[0])
            some.append(rest.pop(0))
        if not some:
            some, rest[0] = [rest[0][:high]], rest[0][high:]
        columns.append(some)
    return columns, rest


def _overview(flow: Flow, table: Table, *, first: bool) -> None:
    """A table with its title and head, which stand above its rows on each page. What several rows
    are of stands beside the first of them; a story's title is what its one row is about.

    first: of the tables, which begin on a page of their own.
    """
    edges = _edges(table)
    head = [
        Cell(x, wrapped(column.title, fonts.SANS, 9.5, after - x - _GUTTER), fonts.SANS, 9.5, INK_2)
        for x, after, column in zip(edges, edges[1:], table.columns, strict=False)
    ]
    rows = [_table_row(edges, row) for row in table.texts]
    if first:
        flow.section(table_key(table), table.title, table.about)
    else:
        flow.part(table_key(table), table.title, table.about, 20 + at_once(_table_height(rows[0])))
    _table_head(flow, head)
    before = ""
    for place, (row, texts) in enumerate(zip(rows, table.texts, strict=True)):
        page = flow.page
        # The last row of several never stands alone on a page.
        with_last = _table_height(rows[-1]) if place == len(rows) - 2 else 0
        flow.need(at_once(_table_height(row) + with_last))
        if flow.page != page:
            _table_head(flow, head)
        of_more = len(row) > 1 and table.key is not Key.STORIES
        same = of_more and texts[0] == before and flow.page == page
        if not same:
            flow.rule(3)
        flow.row(row[1:] if same else row, _TABLE_LEADING)
        flow.y += 3
        before = texts[0]
    flow.rule()


def _edges(table: Table) -> list[float]:
    """Where each column begins, and the last ends: numbers and dates take the room they need, and
    the others share what is left.
    """
    needed: dict[int, float] = {}
    for place, column in enumerate(table.columns):
        if column.kind is not Kind.TEXT:
            wide = [width(row[place], fonts.SERIF, 10.5) for row in table.texts]
            title = width(column.title, fonts.SANS, 9.5)
            needed[place] = _GUTTER + max([title, *(w for w in wide if w < _MOST_DATE)])
    every = sum(c.wide for place, c in enumerate(table.columns) if place not in needed)
    room = RIGHT - LEFT + _GUTTER - sum(needed.values())
    edges = [LEFT]
    for place, column in enumerate(table.columns):
        edges.append(edges[-1] + needed.get(place, room * column.wide / every))
    return edges


def _table_head(flow: Flow, head: list[Cell]) -> None:
    flow.row(head, 14)
    flow.y += 3


def _table_height(row: Sequence[Cell]) -> float:
    return 6 + _TABLE_LEADING * max(len(cell.lines) for cell in row)


def _table_row(edges: list[float], row: Sequence[str]) -> list[Cell]:
    cells = []
    for x, after, text in zip(edges, edges[1:], row, strict=False):
        wide = after - x - _GUTTER
        cells.append(Cell(x, wrapped(text, fonts.SERIF, 10.5, wide) or [""], room=wide))
    return cells
