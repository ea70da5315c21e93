"""The text of a Word document, built piece by piece in time that grows with its length alone.

Paragraphs and tables are written as text and read into the document together: asking it for a
style, for a list or for its end at each paragraph takes time that grows with the square of them,
and making each element by itself takes three times as long as all else.
"""

import re
from collections.abc import Mapping, Sequence
from copy import deepcopy
from functools import cache
from typing import Any, TypeAlias
from xml.sax.saxutils import escape

from docx.document import Document as Doc
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm
from lxml import etree
from msgspec import Struct, field

from storycircle.core.i18n import _
from storycircle.paper.report.office import word_styles as w
from storycircle.paper.report.office.chart_picture import Picture
from storycircle.paper.report.office.word_styles import Styles
from storycircle.paper.typesetting.shaping import runs_right_to_left

Element: TypeAlias = Any  # lxml has no types
_P, _PPR, _R, _T = qn("w:p"), qn("w:pPr"), qn("w:r"), qn("w:t")
_VAL, _SPACE = qn("w:val"), "{http://www.w3.org/XML/1998/namespace}space"


class Block(Struct, frozen=True):
    """What stands in the document, as the one who counts its pages sees it.

    cells: of a row of a table, style, text and width in mm of each; of a paragraph just one.
    high: points, of a picture. anchor: of a heading in the contents. head: a table's. keep: on the
    page of what follows. turns: it begins a page, whatever its style says.
    """

    cells: tuple[tuple[str, str, float], ...]
    high: float = 0
    anchor: str = ""
    row: bool = False
    head: bool = False
    keep: bool = False
    turns: bool = False


class Heading(Struct, frozen=True):
    """A heading that stands in the contents. level: from 1."""

    level: int
    text: str
    anchor: str


class Body(Struct):
    """The elements of a document in their order, most of them as text. wide: of its text, mm."""

    document: Doc
    styles: Styles
    wide: float
    elements: "list[Element | str]" = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    contents_at: tuple[int, int] | None = None
    said: str = ""
    _list: int | None = None
    _next: int = 0
    _lists: list[Element] = field(default_factory=list)
    _figures: int = 0

    def text(
        self, text: str, style: str = w.BODY, *, indent: float = 0, keep: bool = False
    ) -> None:
        """A paragraph. indent: mm besides the style's own. keep: on the page of what follows."""
        self.elements.append(self._written(style, text, runs(text), indent=indent, keep=keep))
        self.blocks.append(Block(((style, text, self.wide - indent),), keep=keep))

    def heading(self, text: str, style: str, *, turns: bool = False) -> None:
        """A heading; a chapter and a section have their line in the contents. turns: on a new page,
        whatever the style says; of those in the contents.
        """
        if style not in _IN_CONTENTS:
            self.text(text, style)
            return
        anchor = f"_Toc{len(self.headings) + 1:08d}"
        number = len(self.headings) + 1
        begun = f'<w:bookmarkStart w:id="{number}" w:name="{anchor}"/>'
        inside = f'{begun}{runs(text)}<w:bookmarkEnd w:id="{number}"/>'
        last = "<w:pageBreakBefore/>" if turns else ""
        self.elements.append(self._written(style, text, inside, last=last))
        self.headings.append(Heading(_IN_CONTENTS[style], text, anchor))
        self.blocks.append(Block(((style, text, self.wide),), anchor=anchor, turns=turns))

    def contents(self) -> None:
        """Here the contents go, once all headings are known."""
        self.contents_at = len(self.elements), len(self.blocks)

    def numbered(self, texts: Sequence[str]) -> None:
        """A list that begins at one."""
        number = self._new_list() if texts else 0
        listed = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'
        for text in texts:
            self.elements.append(self._written(w.NUMBERED, text, runs(text), listed=listed))
            self.blocks.append(Block(((w.NUMBERED, text, self.wide),)))

    def table(
        self,
        heads: Sequence[str],
        rows: Sequence[Sequence[str | tuple[str, str]]],
        widths: Sequence[float],
    ) -> None:
        """A table whose head is repeated on each page, and whose rows stay whole.

        rows: of each cell its text, or its text and its style. widths: mm of a text 162 mm wide.
        """
        share = self.wide / sum(widths)
        wide = [width * share for width in widths]
        sizes = [f'<w:tcPr><w:tcW w:w="{_twips(one)}" w:type="dxa"/></w:tcPr>' for one in wide]
        every = list(zip(wide, sizes, strict=True))
        out = [self._table_head(wide)]
        out.append(self._row([(text, w.CELL_HEAD) for text in heads], every, head=True))
        for place, row in enumerate(rows, 1):
            cells = [(cell, w.CELL) if isinstance(cell, str) else cell for cell in row]
            # The last row is on no page alone.
            out.append(self._row(cells, every, head=False, keep=place == len(rows) - 1))
        self.elements.append("".join((*out, "</w:tbl>")))

    def in_columns(self, texts: Sequence[str], style: str) -> None:
        """Short paragraphs in columns of equal height, to the end of the document, below a
        paragraph as wide as the page.
        """
        last = self.document.sections[-1]._sectPr  # noqa: SLF001 (python-docx has no name for it)
        self._end_part(last)  # there the part in one column ends
        _go_on(last, columns=_COLUMNS)
        for first in range(0, len(texts), _COLUMNS):
            some = texts[first : first + _COLUMNS]
            cells = tuple((style, text, self.wide / _COLUMNS - _BETWEEN) for text in some)
            self.blocks.append(Block(cells))
        for text in texts:
            self.elements.append(self._written(style, text, runs(text)))
        # Columns are of equal height where anything comes after them.
        self._end_part(last)
        _go_on(last, columns=1)
        self.elements.append(self._written(style, "", ""))

    def figure(self, picture: Picture, about: str, caption: str) -> None:
        """A picture as wide as the text with what it shows in words, and its caption below."""
        self._figures += 1
        part = self.document.part
        high = Mm(self.wide * picture.high / picture.wide)
        inline = part.new_pic_inline(picture.file(), Mm(self.wide), high)
        inline.docPr.set("descr", about)
        inline.docPr.set("name", f"Figure {self._figures}")
        paragraph = self._paragraph(w.BODY, "", keep=True)
        drawing = etree.SubElement(etree.SubElement(paragraph, _R), qn("w:drawing"))
        drawing.append(inline)
        self.elements.append(paragraph)
        self.blocks.append(Block(((_KEPT, "", self.wide),), high=high.pt))
        self._caption(caption)

    def close(self) -> None:
        """Put all of it into the document, before its last section's properties.

        It stays text, and is put in its place as the document is written (`in_place`): read as
        elements all of it would be gone through four times more.
        """
        every = (one if isinstance(one, str) else self._as_text(one) for one in self.elements)
        self.said = "".join(every)
        if found := _NO_XML.search(self.said):
            raise ValueError(f"no letter of a document: {found[0]!r}")
        body = self.document.element.body
        ends = len(body) > 0 and body[-1].tag == qn("w:sectPr")
        body.insert(len(body) - ends, etree.ProcessingInstruction(_HERE))
        if self._lists:
            numbering = self.document.part.numbering_part.element
            for one in self._lists:
                numbering.append(one)

    def in_place(self, document: bytes) -> bytes:
        """The document as it is written, with all that `close` left out of it."""
        here = etree.tostring(etree.ProcessingInstruction(_HERE))
        before, _here, after = document.partition(here)
        return b"".join((before, self.said.encode(), after))

    # Inner steps.

    def _as_text(self, element: Element) -> str:
        """An element as it is written where all of it comes: the document names what it is of."""
        body = self.document.element.body
        body.append(element)
        said: str = etree.tostring(element, encoding="unicode", with_tail=False)
        body.remove(element)
        head, end, rest = said.partition(">")
        return f"{_NAMESPACE.sub('', head)}{end}{rest}"

    def _written(
        self,
        style: str,
        text: str,
        inside: str,
        *,
        indent: float = 0,
        keep: bool = False,
        listed: str = "",
        last: str = "",
    ) -> str:
        """A paragraph of a text as it is written. inside: its runs. listed: which list it is of.
        last: the last of its properties.
        """
        about = f'<w:pStyle w:val="{_quoted(self.styles.ids[style])}"/>{listed}'
        if keep:
            about += "<w:keepNext/>"
        if runs_right_to_left(text):
            about += "<w:bidi/>"
        if indent:
            about += f'<w:ind w:left="{_twips(indent)}"/>'
        return f"<w:p><w:pPr>{about}{last}</w:pPr>{inside}</w:p>"

    def _paragraph(self, style: str, text: str, *, keep: bool = False) -> Element:
        """A paragraph without its text, to be filled otherwise than with runs."""
        return _read(self._written(style, text, "", keep=keep))

    def _end_part(self, section: Element) -> None:
        """Let what was written last be the end of a part of the document."""
        last = self.elements[-1]
        last = self.elements[-1] = _read(last) if isinstance(last, str) else last
        last[0].append(deepcopy(section))

    def _caption(self, text: str) -> None:
        """A caption with its number as a field, so that it follows when figures are moved."""
        # For translators: a caption below a figure; the number is set apart in the document.
        words = _("Figure {number}. {caption}", number="\0", caption=text)
        before, _number, after = words.partition("\0")
        paragraph = self._paragraph(w.CAPTION, words)
        add_text(paragraph, before)
        add_field(paragraph, " SEQ Figure \\* ARABIC ", str(self._figures))
        add_text(paragraph, after)
        self.elements.append(paragraph)
        self.blocks.append(Block(((w.CAPTION, words, self.wide),)))

    def _new_list(self) -> int:
        """The number of a list of its own."""
        numbering = self.document.part.numbering_part.element
        if self._list is None:
            abstract = 1 + max((int(n) for n in numbering.xpath("w:abstractNum/@w:abstractNumId")),
                               default=0)  # fmt: skip
            made = parse_xml(_LIST.format(ns=nsdecls("w"), id=abstract))
            first = numbering.find(qn("w:num"))
            if first is None:
                numbering.append(made)
            else:
                first.addprevious(made)
            self._list = abstract
            self._next = 1 + max((int(n) for n in numbering.xpath("w:num/@w:numId")), default=0)
        number = self._next + len(self._lists)
        one = etree.Element(qn("w:num"), {qn("w:numId"): str(number)})
        etree.SubElement(one, qn("w:abstractNumId"), {_VAL: str(self._list)})
        over = etree.SubElement(one, qn("w:lvlOverride"), {qn("w:ilvl"): "0"})
        etree.SubElement(over, qn("w:startOverride"), {_VAL: "1"})
        self._lists.append(one)
        return number

    def _table_head(self, wide: Sequence[float]) -> str:
        """The beginning of a table, with the widths of its columns."""
        columns = [_twips(width) for width in wide]
        grid = "".join(f'<w:gridCol w:w="{column}"/>' for column in columns)
        return (
            f'<w:tbl><w:tblPr><w:tblStyle w:val="{_quoted(self.styles.table)}"/>'
            f'<w:tblW w:w="{sum(columns)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>{_LOOK}'
            f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
        )

    def _row(
        self,
        cells: Sequence[tuple[str, str]],
        columns: Sequence[tuple[float, str]],
        *,
        head: bool,
        keep: bool = False,
    ) -> str:
        """A row of a table. columns: of each its width in mm, and how a cell of it says it."""
        self.blocks.append(
            Block(
                tuple((s, t, width) for (t, s), (width, _) in zip(cells, columns, strict=True)),
                row=True,
                head=head,
                keep=keep,
            )
        )
        said = [
            f"<w:tc>{size}{self._written(style, text, runs(text), keep=keep)}</w:tc>"
            for (text, style), (_, size) in zip(cells, columns, strict=True)
        ]
        about = "<w:cantSplit/><w:tblHeader/>" if head else "<w:cantSplit/>"
        return f"<w:tr><w:trPr>{about}</w:trPr>{''.join(said)}</w:tr>"


_HERE = "storycircle"
"""Stands in the document where all of it comes."""
_NAMESPACE = re.compile(r' xmlns:\w+="[^"]*"')
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LOOK = (
    '<w:tblLook w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" '
    'w:noVBand="1" w:val="0620"/>'
)
_COLUMNS, _BETWEEN = 3, 6  # of an index; mm


def _go_on(section: Element, *, columns: int) -> None:
    """Let a section go on where the one before it ends, in so many columns."""
    for tag in ("w:type", "w:cols", "w:titlePg"):
        for old in section.findall(qn(tag)):
            section.remove(old)
    kind = etree.Element(qn("w:type"), {_VAL: "continuous"})
    size, margins = section.find(qn("w:pgSz")), section.find(qn("w:pgMar"))
    if size is None:
        section.append(kind)
    else:
        size.addprevious(kind)
    gap = str(round(Mm(_BETWEEN).twips))
    about = {qn("w:num"): str(columns), qn("w:space"): gap}
    (margins if margins is not None else kind).addnext(etree.Element(qn("w:cols"), about))


_KEPT = w.NAMES
"""A style that is kept with what follows, for what has no style of its own."""
_IN_CONTENTS: Mapping[str, int] = {w.CHAPTER: 1, w.SECTION: 2}
_LIST = (
    '<w:abstractNum {ns} w:abstractNumId="{id}"><w:multiLevelType w:val="singleLevel"/>'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/>'
    '<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="400" w:hanging="400"/></w:pPr></w:lvl>'
    "</w:abstractNum>"
)


@cache
def _twips(mm: float) -> int:
    """Millimetres as Word counts them."""
    twips: int = round(Mm(mm).twips)
    return twips


def _quoted(text: str) -> str:
    """A text within the marks of an attribute."""
    return escape(text, {'"': "&quot;"})


def _read(text: str) -> Element:
    """An element of its text."""
    return parse_xml(f"<w:body {nsdecls('w')}>{text}</w:body>")[0]


def runs(text: str) -> str:
    """A text as it is written in a paragraph, its line ends and tabs as Word has them."""
    if not text:
        return ""
    begun = "<w:r><w:rPr><w:rtl/></w:rPr>" if runs_right_to_left(text) else "<w:r>"
    said = escape(text, {"\r": "&#13;"})
    if "\n" not in said and "\t" not in said:
        return f'{begun}<w:t xml:space="preserve">{said}</w:t></w:r>'
    out = []
    for number, line in enumerate(said.split("\n")):
        for place, piece in enumerate(line.split("\t")):
            first = "<w:tab/>" if place else "<w:br/>" if number else ""
            out.append(f'{begun}{first}<w:t xml:space="preserve">{piece}</w:t></w:r>')
    return "".join(out)


def add_text(paragraph: Element, text: str) -> None:
    """A text as a run, its line ends and tabs as Word has them."""
    if not text:
        return
    turned = runs_right_to_left(text)
    for number, line in enumerate(text.split("\n")):
        for place, piece in enumerate(line.split("\t")):
            run = etree.SubElement(paragraph, _R)
            if turned:
                etree.SubElement(etree.SubElement(run, qn("w:rPr")), qn("w:rtl"))
            if place:
                etree.SubElement(run, qn("w:tab"))
            elif number:
                etree.SubElement(run, qn("w:br"))
            etree.SubElement(run, _T, {_SPACE: "preserve"}).text = piece


def add_field(paragraph: Element, instruction: str, shown: str) -> None:
    """A field, and what stands there until it is renewed."""
    begin_field(paragraph, instruction)
    add_text(paragraph, shown)
    end_field(paragraph)


def begin_field(paragraph: Element, instruction: str) -> None:
    """The first half of a field: what follows is what it shows."""
    _mark(paragraph, "begin")
    asked = etree.SubElement(etree.SubElement(paragraph, _R), qn("w:instrText"))
    asked.set(_SPACE, "preserve")
    asked.text = instruction
    _mark(paragraph, "separate")


def end_field(paragraph: Element) -> None:
    """The end of a field."""
    _mark(paragraph, "end")


def _mark(paragraph: Element, kind: str) -> None:
    run = etree.SubElement(paragraph, _R)
    etree.SubElement(run, qn("w:fldChar"), {qn("w:fldCharType"): kind})
