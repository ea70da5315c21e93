"""The contents of a Word document: a field that is filled already, with the pages as counted here.

Only Word itself knows its pages for certain. They are counted here by the same rules, from the
widths of our own faces, so that the contents read well before anybody renews them.
"""

from collections.abc import Mapping, Sequence

from docx.oxml.ns import qn
from docx.shared import Mm
from lxml import etree
from msgspec import Struct

from storycircle.core.i18n import _
from storycircle.paper.report.office import word_styles as w
from storycircle.paper.report.office.word_body import (
    Block,
    Body,
    Element,
    Heading,
    add_field,
    add_text,
    begin_field,
    end_field,
)
from storycircle.paper.report.office.word_styles import Look
from storycircle.paper.typesetting import fonts
from storycircle.paper.typesetting.canvas import MM
from storycircle.paper.typesetting.line_breaking import LineCounter

_CELL = 8.5  # points between the columns of a table
_ROUNDED = 0.3  # points: office programs round the width of each letter
_HAIR = 0.5  # points of the line below a row
_LONE = 2  # lines that stay together at either end of a page


class _Piece(Struct, frozen=True):
    """A block as it is laid out: points."""

    before: float
    lines: int
    leading: float
    after: float
    keep: bool
    turns: bool
    whole: bool
    anchor: str
    head: bool = False

    @property
    def high(self) -> float:
        return self.before + self.lines * self.leading + self.after

    def least(self) -> float:
        """What of it has to be on the page where it begins."""
        if self.whole or self.lines < 2 * _LONE:
            return self.high - self.after
        return self.before + _LONE * self.leading


def fill(body: Body, high: float) -> None:
    """Put the contents where they were left room for. high: of the text of a page, mm."""
    if body.contents_at is None or not body.headings:
        return
    at, block = body.contents_at
    blocks = list(body.blocks)
    blocks[block:block] = _own_blocks(body)
    pages = pages_of(blocks, body.styles.looks, high)
    body.elements[at:at] = [_field(body, pages)]


def pages_of(blocks: Sequence[Block], looks: Mapping[str, Look], high: float) -> dict[str, int]:
    """The page on which each anchor stands. high: of the text of a page, mm."""
    fonts.register()
    counters: dict[str, LineCounter] = {}
    for look in looks.values():
        counters.setdefault(look.metrics, LineCounter(look.metrics))
    pieces = [_piece(block, looks, counters) for block in blocks]
    found: dict[str, int] = {}
    page, top, room, head, after = 1, 0.0, high * MM, 0.0, 0.0
    for place, piece in enumerate(pieces):
        # Of the space after a paragraph and that before the next, Word takes the larger; and
        # none before what begins a page by itself.
        before = piece.before if blocks[place].row else max(0.0, piece.before - after)
        turned = piece.turns and top > 0
        if turned or (top > 0 and top + before + _together(pieces, place) > room):
            page, top = page + 1, head if piece.whole and not piece.head else 0.0
            before = piece.before if turned else 0.0
        if piece.anchor:
            found[piece.anchor] = page
        head = piece.high if piece.head else head if blocks[place].row else 0.0
        after = 0.0 if blocks[place].row else piece.after
        whole = before + piece.lines * piece.leading
        if top + whole <= room:
            top += whole + piece.after
            continue
        left = max(0, int((room - top - before) / piece.leading))
        lines = piece.lines - left
        fits = max(1, int(room / piece.leading))
        page += 1 + (lines - 1) // fits if lines > 0 else 0
        top = ((lines - 1) % fits + 1) * piece.leading + piece.after if lines > 0 else room
    return found


def _together(pieces: Sequence[_Piece], place: int) -> float:
    """What has to stand on one page from here on, without the space before it: all that is kept,
    and the start of what follows.
    """
    high = -pieces[place].before
    for at in range(place, len(pieces)):
        piece = pieces[at]
        if not piece.keep:
            return high + piece.least()
        high += piece.high
    return high


def _piece(block: Block, looks: Mapping[str, Look], counters: Mapping[str, LineCounter]) -> _Piece:
    if block.high:
        look = looks[w.BODY]
        return _Piece(
            look.before, 1, block.high, look.after, keep=True, turns=False, whole=True, anchor=""
        )
    best: tuple[float, int, Look] | None = None
    for style, text, wide in block.cells:
        look = looks[style]
        room = wide * MM - look.indent - (_CELL if block.row else 0) - _ROUNDED
        counter = counters[look.metrics]
        lines = max(1, counter.count(text, look.size, max(room, look.size)))
        high = look.before + lines * look.leading + look.after
        if best is None or high > best[0]:
            best = high, lines, look
    if best is None:
        return _Piece(0, 0, 1, 0, keep=False, turns=False, whole=True, anchor="")
    _high, lines, look = best
    return _Piece(
        look.before, lines, look.leading, look.after + (_HAIR if block.row else 0),
        look.keep or block.keep,
        look.turns or block.turns,
        block.row or bool(look.level), block.anchor, block.head,
    )  # fmt: skip


def _own_blocks(body: Body) -> list[Block]:
    """The contents themselves, for their own pages."""
    title = Block(((w.CONTENTS, _("Contents"), body.wide),))
    return [title, *(Block(((_line(h), h.text, body.wide - 12),)) for h in body.headings)]


def _line(heading: Heading) -> str:
    return w.LINE_1 if heading.level == 1 else w.LINE_2


def _field(body: Body, pages: Mapping[str, int]) -> Element:
    """The contents as Word makes them itself: it offers to renew them when they are clicked."""
    whole = etree.Element(qn("w:sdt"))
    about = etree.SubElement(etree.SubElement(whole, qn("w:sdtPr")), qn("w:docPartObj"))
    kind = {qn("w:val"): "Table of Contents"}
    etree.SubElement(about, qn("w:docPartGallery"), kind)
    etree.SubElement(about, qn("w:docPartUnique"))
    content = etree.SubElement(whole, qn("w:sdtContent"))
    title = _paragraph(body, content, w.CONTENTS)
    add_text(title, _("Contents"))
    last = len(body.headings) - 1
    for place, heading in enumerate(body.headings):
        line = _paragraph(body, content, _line(heading))
        tabs = etree.SubElement(line[0], qn("w:tabs"))
        right = {qn("w:val"): "right", qn("w:leader"): "dot", qn("w:pos"): _twips(body.wide)}
        etree.SubElement(tabs, qn("w:tab"), right)
        if place == 0:
            begin_field(line, ' TOC \\o "1-2" \\h \\z ')
        link = etree.SubElement(line, qn("w:hyperlink"), {qn("w:anchor"): heading.anchor})
        add_text(link, heading.text)
        run = etree.SubElement(link, qn("w:r"))
        etree.SubElement(run, qn("w:tab"))
        add_field(link, f" PAGEREF {heading.anchor} \\h ", str(pages.get(heading.anchor, 1)))
        if place == last:
            end_field(line)
    return whole


def _paragraph(body: Body, parent: Element, style: str) -> Element:
    paragraph = etree.SubElement(parent, qn("w:p"))
    properties = etree.SubElement(paragraph, qn("w:pPr"))
    etree.SubElement(properties, qn("w:pStyle"), {qn("w:val"): body.styles.ids[style]})
    return paragraph


def _twips(mm: float) -> str:
    return str(round(Mm(mm).twips))
