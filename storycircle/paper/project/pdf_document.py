"""A document of parts as a PDF: its title page, its contents, and its parts.

Measures are points.
"""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from storycircle.core.i18n import _, n_
from storycircle.paper.afterwards.parts import Part, PartDocument, Section, Title, TitleRow
from storycircle.paper.afterwards.pdf_parts import write_all
from storycircle.paper.report.pdf_contents import block_key, part_key
from storycircle.paper.report.sentences import UNTAGGED
from storycircle.paper.typesetting import fonts
from storycircle.paper.typesetting.canvas import A4, INK, INK_2, MM, Pen, Printed
from storycircle.paper.typesetting.line_breaking import balanced, width, wrapped
from storycircle.paper.typesetting.page_flow import BOTTOM, LEFT, RIGHT, Cell, Flow

_NARROW = LEFT + 362
"""The right edge of text that is read, not looked up."""
_ROW_X = LEFT + 164
_SIZES = ((34, 39), (30, 35), (26, 31))
"""Of the title, with their leading: the first in which it has four lines at most."""
_MOST_LINES = 4
_CLOSE_FROM = 6
"""Rows of the title page from which on they stand closer."""
_FOOT = A4[1] - 132


def write_parts_pdf(document: PartDocument) -> Printed:
    """A document of parts as a PDF on A4: a page with its title, the contents, and its parts."""
    pen = Pen(document.name, made=document.made, about=_(UNTAGGED))
    flow = Flow(pen, document.name)
    if document.rows:
        _title_page(flow, document)
    else:
        _plain_title(flow, document)
    if len(document.parts) > 1:
        _contents(flow, document)
    write_all(flow, document.parts)
    if document.rows:
        _closing(flow, document.closing)
    flow.number()
    return pen.done()


def _plain_title(flow: Flow, document: PartDocument) -> None:
    flow.y = 85
    lines = balanced(document.title, fonts.SERIF_BOLD, 32, RIGHT - LEFT)
    flow.row([Cell(LEFT, lines, fonts.SERIF_BOLD, 32)], 38)
    flow.y += 12
    for line in document.lines:
        flow.text(line, fonts.SERIF, 13.2, 18.8)
    flow.y += 24
    flow.pen.line((LEFT, flow.y), (LEFT + 85, flow.y), 0.8, INK)
    flow.y += 20
    if document.question:
        asked = balanced(document.question, fonts.SERIF_ITALIC, 17, _NARROW - LEFT)
        flow.row([Cell(LEFT, asked, fonts.SERIF_ITALIC, 17)], 22.7)
        flow.y += 20
    flow.text(document.closing, fonts.SERIF, 10.6, 15.7, right=_NARROW)


def _title_page(flow: Flow, document: PartDocument) -> None:
    """What it is of, its title, a row for each learning set and event, and whose it is."""
    flow.y = 85
    flow.text(document.over, fonts.SANS, 12, 17, colour=INK_2)
    flow.y += 6
    lines, (size, leading) = _title_lines(document.title)
    flow.row([Cell(LEFT, lines, fonts.SERIF_BOLD, size)], leading)
    flow.y += 14
    for line in document.lines:
        flow.text(line, fonts.SERIF, 13.2, 18.8)
    flow.y += 24
    flow.pen.line((LEFT, flow.y), (LEFT + 30 * MM, flow.y), 0.8, INK)
    flow.y += 34
    _rows(flow, document.rows)
    foot = _FOOT
    for place, text in enumerate(document.foot):
        face = fonts.SERIF_BOLD if place == 0 and len(document.foot) > 1 else fonts.SERIF
        for line in wrapped(text, face, 13, RIGHT - LEFT):
            if foot > flow.y:
                flow.pen.text(LEFT, foot, line, face, 13)
            foot += 18


def _title_lines(title: str) -> tuple[list[str], tuple[int, int]]:
    tried = [(balanced(title, fonts.SERIF_BOLD, s[0], RIGHT - LEFT), s) for s in _SIZES]
    return next((one for one in tried if len(one[0]) <= _MOST_LINES), tried[-1])


def _rows(flow: Flow, rows: Sequence[TitleRow]) -> None:
    close = len(rows) > _CLOSE_FROM
    size, between = (10.5, 5.0) if close else (13.0, 9.0)
    for place, row in enumerate(rows):
        name = wrapped(row.name, fonts.SERIF_BOLD, size, _ROW_X - LEFT - 14)
        lines = [wrapped(text, fonts.SERIF, size - 0.5, RIGHT - _ROW_X) for text in row.lines]
        small = wrapped(row.small, fonts.SANS, 10.5 if not close else 9, RIGHT - _ROW_X)
        high = max(len(name), sum(map(len, lines))) * 17 + len(small) * 14 + 2 * between
        if flow.y + high > _FOOT - 40:
            more = n_("and {count} more", "and {count} more", len(rows) - place)
            flow.text(more, fonts.SANS, 10.5, 14, colour=INK_2)
            return
        top = flow.y
        flow.row([Cell(LEFT, name, fonts.SERIF_BOLD, size)], 17)
        bottom, flow.y = flow.y, top
        for some in lines:
            flow.row([Cell(_ROW_X, some, fonts.SERIF, size - 0.5)], 17)
        if small:
            flow.row([Cell(_ROW_X, small, fonts.SANS, 10.5 if not close else 9, INK_2)], 14)
        flow.y = max(bottom, flow.y) + between
        flow.rule(between)


def _closing(flow: Flow, text: str) -> None:
    """The last lines: what all of it rests on, and what is made up."""
    lines = wrapped(text, fonts.SERIF, 9.8, RIGHT - LEFT)
    flow.space(16)
    flow.need(14 * len(lines) + 16)
    flow.rule(10)
    flow.text(text, fonts.SERIF, 9.8, 14, colour=INK_2)


# The contents.


class _Line(Struct, frozen=True):
    """A line of the contents. level: 0 a chapter, 1 a section, 2 a heading within it. side: its
    letters.
    """

    key: str
    number: str
    title: str
    level: int = 0
    side: str = ""


_STEPS = (0.0, 10 * MM, 21 * MM)
"""Where titles of each level begin, where a chapter before them has a number."""
_PAGES = 6 * MM


def _lines(parts: Sequence[Part]) -> Iterator[_Line]:
    for part in parts:
        yield _Line(part_key(part), part.number, part.title)
        for place, block in enumerate(part.blocks):
            if isinstance(block, Section):
                yield _Line(block_key(part, place), block.number, block.title, 1)
            elif isinstance(block, Title) and block.listed:
                yield _Line(block_key(part, place), "", block.text, 2, block.side)


def _contents(flow: Flow, document: PartDocument) -> None:
    """The contents with the numbers of their pages; each line leads to its place. Two levels where
    one page would not hold three.
    """
    flow.section("contents", _("Contents"), "")
    lines = list(_lines(document.parts))
    if sum(_height(line) for line in lines) > BOTTOM - flow.y:
        lines = [line for line in lines if line.level < 2]
    for line in lines:
        _contents_line(flow, line)


def _height(line: _Line) -> float:
    return 18 + 7 if line.level == 0 else 16.2


def _contents_line(flow: Flow, line: _Line) -> None:
    faces = (fonts.SERIF_BOLD, fonts.SERIF, fonts.SERIF_ITALIC)
    face, size, lead = faces[line.level], 11.5 if line.level == 0 else 10.5, 16.2
    if line.level == 0:
        lead = 18
        flow.space(7)
    # A chapter without a number begins at the margin; a number stands before what it is of.
    at = LEFT + _STEPS[line.level]
    x = at + (_STEPS[1] if line.level == 0 else _STEPS[2] - _STEPS[1]) if line.number else at
    beside = width(line.side, fonts.SANS, 9.5) + 10 if line.side else 0
    titles = wrapped(line.title, face, size, RIGHT - x - 40 - beside)
    flow.need(lead * len(titles))
    top = flow.y
    cells = [Cell(x, titles, face, size)]
    if line.number:
        cells.insert(0, Cell(at, [line.number], face, size))
    flow.row(cells, lead)
    foot = flow.y - 0.24 * lead
    end = x + width(titles[-1], face, size)
    if line.side:
        flow.pen.text(end + 10, foot, line.side, fonts.SANS, 9.5, colour=INK_2)
        end += beside
    flow.pen.dots(end + 6, RIGHT - _PAGES - 9, foot)
    flow.pen.page_of(line.key, foot, face if line.level == 0 else fonts.SERIF, size, RIGHT)
    flow.pen.link(line.key, at, top, RIGHT, flow.y)
