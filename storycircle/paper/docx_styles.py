"""Word's own styles, dressed for the report; its tables, and lists that begin again at one."""

from collections.abc import Sequence

from docx.document import Document as Doc
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

_FACE = "Georgia"
"""A serif that every office program has: Source Serif cannot be counted on there."""
_SIZES = (("Normal", 10.5), ("Title", 30), ("Heading 1", 20), ("Heading 2", 13),
          ("List Number", 10.5), ("Quote", 11.5))  # fmt: skip


def dress(document: Doc) -> None:
    """A4 with the report's margins, British English, black serif type, page numbers."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(24)
    section.top_margin, section.bottom_margin = Mm(24), Mm(26)
    for name, size in _SIZES:
        _style(document, name, size)
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "en-GB")
    _page_number(section.footer.paragraphs[0])


def add_table(
    document: Doc, titles: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[float]
) -> None:
    """A table with a head that is repeated on each page; widths in millimetres."""
    table = document.add_table(rows=1 + len(rows), cols=len(titles), style="Table Grid")
    table.autofit = False
    for place, wide in enumerate(widths):
        table.columns[place].width = Mm(wide)
    head, *others = table.rows
    marks = head._tr.get_or_add_trPr()  # noqa: SLF001 (python-docx has no name for this)
    marks.append(OxmlElement("w:tblHeader"))
    for cell, title, wide in zip(head.cells, titles, widths, strict=True):
        cell.width = Mm(wide)
        cell.paragraphs[0].add_run(title).bold = True
    for row, texts in zip(others, rows, strict=True):
        unbroken = row._tr.get_or_add_trPr()  # noqa: SLF001 (as above)
        unbroken.append(OxmlElement("w:cantSplit"))
        for cell, text, wide in zip(row.cells, texts, widths, strict=True):
            cell.width = Mm(wide)
            cell.paragraphs[0].add_run(text)
    document.add_paragraph()


def restart_numbers(document: Doc, paragraphs: Sequence[Paragraph]) -> None:
    """Make numbered paragraphs a list of their own that begins at one."""
    if not paragraphs:
        return
    numbering = document.part.numbering_part.element
    style = document.styles["List Number"].element
    shared = style.pPr.numPr.numId.val
    abstract = numbering.num_having_numId(shared).abstractNumId.val
    own = numbering.add_num(abstract)
    own.add_lvlOverride(ilvl=0).add_startOverride(1)
    for paragraph in paragraphs:
        numbered = paragraph.paragraph_format.element.get_or_add_pPr().get_or_add_numPr()
        numbered.get_or_add_ilvl().val = 0
        numbered.get_or_add_numId().val = own.numId


def _style(document: Doc, name: str, size: float) -> None:
    style = document.styles[name]
    if not isinstance(style, ParagraphStyle):
        return
    style.font.name = _FACE
    style.font.size = Pt(size)
    style.font.color.rgb = RGBColor(0, 0, 0)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for kind in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{kind}"), None)  # a theme's face would win over ours
    fonts.set(qn("w:hAnsi"), _FACE)


def _page_number(paragraph: Paragraph) -> None:
    """The page's number as a field, in the middle of the foot."""
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph.paragraph_format.element.append(field)
