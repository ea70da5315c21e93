"""The report as a Word document.

The report as a Word document, in real styles: headings, numbered lists, tables with a head.

Word's own styles, dressed for the report; its tables, and lists that begin again at one.

A Word document as bytes that hold no time of writing.

python-docx dates the parts by the clock; the format of the archive holds 1980 to 2107 alone.
"""

import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO
from typing import Self

from docx import Document
from docx.document import Document as Doc
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.packuri import PackURI
from docx.opc.phys_pkg import PhysPkgWriter
from docx.opc.pkgwriter import PackageWriter
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

from storycircle.core import i18n
from storycircle.core.i18n import _
from storycircle.paper.report.content import (
    OWN_WORDS,
    REPORT_WORDING,
    TITLE,
    ReportForm,
    StoryPart,
    about_commitments,
    about_stories,
    actions_title,
    counts,
    themes,
    where_told,
)
from storycircle.paper.typesetting.canvas import document_language

_FACE = "Georgia"
"""A serif that every office program has: Source Serif cannot be counted on there."""
_SIZES = (("Normal", 10.5), ("Title", 30), ("Heading 1", 20), ("Heading 2", 13),
          ("List Number", 10.5), ("Quote", 11.5))  # fmt: skip


def set_styles(document: Doc) -> None:
    """A4 with the report's margins, the language in use, black serif type, page numbers."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(24)
    section.top_margin, section.bottom_margin = Mm(24), Mm(26)
    for name, size in _SIZES:
        _style(document, name, size)
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), document_language())
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


class _Undated(PhysPkgWriter):
    """Each part with the archive's own first day."""

    def __new__(cls, _archive: zipfile.ZipFile) -> Self:
        return object.__new__(cls)

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive

    def write(self, pack_uri: PackURI, blob: bytes) -> None:
        entry = zipfile.ZipInfo(pack_uri.membername)
        entry.compress_type = zipfile.ZIP_DEFLATED
        self._archive.writestr(entry, blob)


def docx_bytes(document: Doc) -> bytes:
    """The document, as python-docx's own `save` writes it but for the dates."""
    package = document.part.package
    if package is None:
        raise ValueError("a document without a package")
    parts = package.parts
    for part in parts:
        part.before_marshal()
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        writer = _Undated(archive)
        PackageWriter._write_content_types_stream(writer, parts)  # type: ignore[no-untyped-call]  # noqa: SLF001
        PackageWriter._write_pkg_rels(writer, package.rels)  # type: ignore[no-untyped-call]  # noqa: SLF001
        PackageWriter._write_parts(writer, parts)  # noqa: SLF001
    return file.getvalue()


def write_docx(form: ReportForm) -> bytes:
    """The report as a .docx file."""
    document = Document()
    set_styles(document)
    _properties(document, form)
    _front(document, form)
    _circles(document, form)
    if form.entries:
        _headings(document, form)
    if form.commitments:
        _commitments(document, form)
    if form.stories:
        _stories(document, form)
    return docx_bytes(document)


def _properties(document: Doc, form: ReportForm) -> None:
    about = document.core_properties
    about.title = f"{_(TITLE)}: {form.event}"[:255]
    about.author = "Story Circle"
    about.last_modified_by = "Story Circle"
    about.comments = ""
    about.language = document_language()
    try:
        day = datetime.fromisoformat(form.iso_date).replace(tzinfo=UTC)
    except ValueError:
        day = datetime(2000, 1, 1, tzinfo=UTC)
    about.created = about.modified = day


def _front(document: Doc, form: ReportForm) -> None:
    if form.series:
        document.add_paragraph(form.series)
    document.add_paragraph(_(TITLE), "Title")
    for text in (form.occasion, form.venue):
        if text:
            document.add_paragraph(text)
    if form.question:
        document.add_paragraph(form.question, "Quote")
    _strong(document, counts(form))
    if form.placed and form.entries:
        document.add_heading(_("Where the actions point"), 2)
        rows = [(part.title, str(len(part.entries))) for part in form.headings]
        add_table(document, (_("Heading"), _("Actions")), rows, (130, 30))
    document.add_paragraph(form.closing)


def _circles(document: Doc, form: ReportForm) -> None:
    document.add_heading(_("The circles"), 1)
    for circle in form.circles:
        document.add_heading(_("Circle {number}", number=circle.number), 2)
        if circle.theme:
            document.add_paragraph(circle.theme, "Quote")
        if circle.members:
            _kept(document.add_paragraph()).add_run(", ".join(circle.members)).italic = True
        numbered = [document.add_paragraph(e.words, "List Number") for e in circle.entries]
        restart_numbers(document, numbered)
        if not numbered:
            document.add_paragraph(_("No action was written down."))


def _headings(document: Doc, form: ReportForm) -> None:
    document.add_heading(actions_title(form), 1)
    for part in form.headings:
        document.add_heading(f"{part.title} ({len(part.entries)})", 2)
        if not part.entries:
            document.add_paragraph(_("No action stands here."))
            continue
        rows = [
            (e.wording, str(e.circle), _("in the same words") if e.same else e.words)
            for e in part.entries
        ]
        titles = (_(REPORT_WORDING), _("Circle"), _(OWN_WORDS))
        add_table(document, titles, rows, (80, 14, 68))


def _commitments(document: Doc, form: ReportForm) -> None:
    document.add_heading(_("Who committed to what"), 1)
    document.add_paragraph(about_commitments(form))
    rows = [(str(e.circle), e.words, e.who_words, i18n.day(e.by)) for e in form.commitments]
    add_table(document, (_("Circle"), _("Action"), _("Who"), _("By when")), rows, (14, 76, 40, 32))
    if form.not_noted:
        document.add_paragraph(form.not_noted)


def _stories(document: Doc, form: ReportForm) -> None:
    document.add_heading(_("Stories that may be shared"), 1)
    document.add_paragraph(about_stories(form))
    for story in form.stories:
        _story(document, story)


def _story(document: Doc, story: StoryPart) -> None:
    document.add_heading(story.title or _("A story"), 2)
    if where := where_told(story.circle, story.teller):
        document.add_paragraph(where)
    for point in story.points:
        indent = document.add_paragraph(point.text).paragraph_format
        indent.left_indent = Mm(6 * point.depth) if point.depth else None
    if story.quote:
        document.add_paragraph(story.quote, "Quote")
    if story.tags:
        document.add_paragraph(themes(story.tags))


def _strong(document: Doc, text: str) -> None:
    document.add_paragraph().add_run(text).bold = True


def _kept(paragraph: Paragraph) -> Paragraph:
    """The paragraph, kept on the page of what follows."""
    paragraph.paragraph_format.keep_with_next = True
    return paragraph
