"""The text of a Word document, built piece by piece in time that grows with its length alone.

Elements are made one after another and put into the document together: asking the document for a
style, for a list or for its end at each paragraph takes time that grows with the square of them.
"""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from docx.document import Document as Doc
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm
from lxml import etree

from storycircle.core.i18n import _
from storycircle.paper.report.office import word_styles as w
from storycircle.paper.report.office.chart_picture import Picture
from storycircle.paper.report.office.word_styles import Styles
from storycircle.paper.typesetting.shaping import runs_right_to_left

Element: TypeAlias = Any  # lxml has no types
_P, _PPR, _R, _T = qn("w:p"), qn("w:pPr"), qn("w:r"), qn("w:t")
_VAL, _SPACE = qn("w:val"), "{http://www.w3.org/XML/1998/namespace}space"


@dataclass(frozen=True, slots=True)
class Block:
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


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading that stands in the contents. level: from 1."""

    level: int
    text: str
    anchor: str


@dataclass
class Body:
    """The elements of a document in their order. wide: of its text, mm."""

    document: Doc
    styles: Styles
    wide: float
    elements: list[Element] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    contents_at: tuple[int, int] | None = None
    _list: int | None = None
    _lists: list[Element] = field(default_factory=list)
    _figures: int = 0

    def text(
        self, text: str, style: str = w.BODY, *, indent: float = 0, keep: bool = False
    ) -> Element:
        """A paragraph. indent: mm besides the style's own. keep: on the page of what follows."""
        paragraph = self._paragraph(style, text, indent=indent, keep=keep)
        add_text(paragraph, text)
        self.elements.append(paragraph)
        self.blocks.append(Block(((style, text, self.wide - indent),), keep=keep))
        return paragraph

    def heading(self, text: str, style: str, *, turns: bool = False) -> None:
        """A heading; a chapter and a section have their line in the contents. turns: on a new page,
        whatever the style says; of those in the contents.
        """
        if style not in _IN_CONTENTS:
            self.text(text, style)
            return
        anchor = f"_Toc{len(self.headings) + 1:08d}"
        paragraph = self._paragraph(style, text)
        if turns:
            etree.SubElement(paragraph[0], qn("w:pageBreakBefore"))
        number = str(len(self.headings) + 1)
        name = {qn("w:id"): number, qn("w:name"): anchor}
        etree.SubElement(paragraph, qn("w:bookmarkStart"), name)
        add_text(paragraph, text)
        etree.SubElement(paragraph, qn("w:bookmarkEnd"), {qn("w:id"): number})
        self.elements.append(paragraph)
        self.headings.append(Heading(_IN_CONTENTS[style], text, anchor))
        self.blocks.append(Block(((style, text, self.wide),), anchor=anchor, turns=turns))

    def contents(self) -> None:
        """Here the contents go, once all headings are known."""
        self.contents_at = len(self.elements), len(self.blocks)

    def numbered(self, texts: Sequence[str]) -> None:
        """A list that begins at one."""
        number = self._new_list() if texts else 0
        for text in texts:
            paragraph = self.text(text, w.NUMBERED)
            properties = paragraph[0]
            numbers = etree.Element(qn("w:numPr"))
            etree.SubElement(numbers, qn("w:ilvl"), {_VAL: "0"})
            etree.SubElement(numbers, qn("w:numId"), {_VAL: str(number)})
            properties.insert(1, numbers)

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
        table = self._new_table(wide)
        self._row(table, [(text, w.CELL_HEAD) for text in heads], wide, head=True)
        for place, row in enumerate(rows, 1):
            cells = [(cell, w.CELL) if isinstance(cell, str) else cell for cell in row]
            # The last row is on no page alone.
            self._row(table, cells, wide, head=False, keep=place == len(rows) - 1)
        self.elements.append(table)

    def in_columns(self, texts: Sequence[str], style: str) -> None:
        """Short paragraphs in columns of equal height, to the end of the document, below a
        paragraph as wide as the page.
        """
        last = self.document.sections[-1]._sectPr  # noqa: SLF001 (python-docx has no name for it)
        self.elements[-1][0].append(deepcopy(last))  # there the part in one column ends
        _go_on(last, columns=_COLUMNS)
        for first in range(0, len(texts), _COLUMNS):
            some = texts[first : first + _COLUMNS]
            cells = tuple((style, text, self.wide / _COLUMNS - _BETWEEN) for text in some)
            self.blocks.append(Block(cells))
        for text in texts:
            paragraph = self._paragraph(style, text)
            add_text(paragraph, text)
            self.elements.append(paragraph)
        # Columns are of equal height where anything comes after them.
        self.elements[-1][0].append(deepcopy(last))
        _go_on(last, columns=1)
        self.elements.append(self._paragraph(style, ""))

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
        """Put all of it into the document, before its last section's properties."""
        last = self.document.element.body[-1]
        last = last if last.tag == qn("w:sectPr") else None
        for element in self.elements:
            if last is None:
                self.document.element.body.append(element)
            else:
                last.addprevious(element)
        if self._lists:
            numbering = self.document.part.numbering_part.element
            for one in self._lists:
                numbering.append(one)

    # Inner steps.

    def _paragraph(
        self, style: str, text: str, *, indent: float = 0, keep: bool = False
    ) -> Element:
        paragraph = etree.Element(_P)
        properties = etree.SubElement(paragraph, _PPR)
        etree.SubElement(properties, qn("w:pStyle"), {_VAL: self.styles.ids[style]})
        if keep:
            etree.SubElement(properties, qn("w:keepNext"))
        if runs_right_to_left(text):
            etree.SubElement(properties, qn("w:bidi"))
        if indent:
            left = str(round(Mm(indent).twips))
            etree.SubElement(properties, qn("w:ind"), {qn("w:left"): left})
        return paragraph

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

    def _new_table(self, wide: Sequence[float]) -> Element:
        table = etree.Element(qn("w:tbl"))
        properties = etree.SubElement(table, qn("w:tblPr"))
        etree.SubElement(properties, qn("w:tblStyle"), {_VAL: self.styles.table})
        whole = str(sum(round(Mm(width).twips) for width in wide))
        etree.SubElement(properties, qn("w:tblW"), {qn("w:w"): whole, qn("w:type"): "dxa"})
        etree.SubElement(properties, qn("w:tblLayout"), {qn("w:type"): "fixed"})
        look = {qn("w:firstRow"): "1", qn("w:lastRow"): "0", qn("w:firstColumn"): "0",
                qn("w:lastColumn"): "0", qn("w:noHBand"): "1", qn("w:noVBand"): "1",
                _VAL: "0620"}  # fmt: skip
        etree.SubElement(properties, qn("w:tblLook"), look)
        grid = etree.SubElement(table, qn("w:tblGrid"))
        for width in wide:
            etree.SubElement(grid, qn("w:gridCol"), {qn("w:w"): str(round(Mm(width).twips))})
        return table

    def _row(
        self,
        table: Element,
        cells: Sequence[tuple[str, str]],
        wide: Sequence[float],
        *,
        head: bool,
        keep: bool = False,
    ) -> None:
        row = etree.SubElement(table, qn("w:tr"))
        properties = etree.SubElement(row, qn("w:trPr"))
        etree.SubElement(properties, qn("w:cantSplit"))
        if head:
            etree.SubElement(properties, qn("w:tblHeader"))
        for (text, style), width in zip(cells, wide, strict=True):
            cell = etree.SubElement(row, qn("w:tc"))
            about = etree.SubElement(cell, qn("w:tcPr"))
            size = {qn("w:w"): str(round(Mm(width).twips)), qn("w:type"): "dxa"}
            etree.SubElement(about, qn("w:tcW"), size)
            paragraph = self._paragraph(style, text, keep=keep)
            add_text(paragraph, text)
            cell.append(paragraph)
        texts = tuple((s, t, width) for (t, s), width in zip(cells, wide, strict=True))
        self.blocks.append(Block(texts, row=True, head=head, keep=keep))


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
