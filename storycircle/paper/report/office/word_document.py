"""A Word document to be filled: ours, or an organisation's template; and its bytes.

The bytes hold no time of writing: python-docx dates the parts by the clock, and the format of the
archive holds 1980 to 2107 alone.
"""

import zipfile
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from io import BytesIO
from typing import Self

from docx import Document
from docx.document import Document as Doc
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.phys_pkg import PhysPkgWriter
from docx.opc.pkgwriter import PackageWriter
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm

from storycircle.core.i18n import _
from storycircle.paper.report.office import word_styles as w
from storycircle.paper.report.office.word_body import Body, Element, add_field, add_text
from storycircle.paper.report.office.word_template import Template
from storycircle.paper.typesetting import fonts
from storycircle.paper.typesetting.canvas import MM, document_language
from storycircle.paper.typesetting.line_breaking import width

_SIDE, _TOP, _FOOT, _HEAD = 24, 24, 26, 13
"""Millimetres of our page: its margins, and how far down its head stands."""
_WIDER = 1.25
"""How much wider than our face the one may be that stands in for it: DejaVu Sans, which LibreOffice
puts where there is neither ours nor Calibri, is so by 20 to 23 %.
"""


def begin(template: Template | None) -> tuple[Body, float]:
    """A document with its styles, and nothing in it; and the height of its page's text, mm."""
    document = template.open() if template else Document()
    own = template is None or not template.styled
    if own:
        w.set_defaults(document)
    if template is None:
        _strip(document)
        _set_page(document.sections[0])
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), document_language())
    styles = w.dress(document, own=own)
    wide, high = _text_size(document.sections[-1])
    return Body(document, styles, wide), high


def set_properties(document: Doc, title: str, iso_date: str) -> None:
    """Say what the document is, and nothing of where its template came from."""
    about = document.core_properties
    for name in ("category", "comments", "content_status", "identifier", "keywords", "subject",
                 "version"):  # fmt: skip
        setattr(about, name, "")
    about.title = title[:255]
    about.author = about.last_modified_by = "Story Circle"
    about.language = document_language()
    about.revision = 1
    try:
        day = datetime.fromisoformat(iso_date).replace(tzinfo=UTC)
    except ValueError:
        day = datetime(2000, 1, 1, tzinfo=UTC)
    about.created = about.modified = day


def set_head_and_foot(body: Body, left: str, right: str) -> None:
    """The running head and the page's number; what a template says there itself is left."""
    section = body.document.sections[-1]
    if not _says_something(section.header._element):  # noqa: SLF001 (python-docx has no name for it)
        if not section.different_first_page_header_footer:
            section.different_first_page_header_footer = True
        _head(body, section, left, right)
    if not _says_something(section.footer._element):  # noqa: SLF001
        for foot in (section.footer, section.first_page_footer):
            if not _says_something(foot._element):  # noqa: SLF001
                _foot(body, foot.paragraphs[0]._p)  # noqa: SLF001


def docx_bytes(body: Body) -> bytes:
    """The document of a body that is closed, as python-docx's own `save` writes it but for the
    dates.
    """
    part_of_body = body.document.part
    package = part_of_body.package
    if package is None:
        raise ValueError("a document without a package")
    parts = package.parts
    for part in parts:
        part.before_marshal()
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        writer = _Undated(archive, {part_of_body.partname: body.in_place})
        PackageWriter._write_content_types_stream(writer, parts)  # type: ignore[no-untyped-call]  # noqa: SLF001
        PackageWriter._write_pkg_rels(writer, package.rels)  # type: ignore[no-untyped-call]  # noqa: SLF001
        PackageWriter._write_parts(writer, parts)  # noqa: SLF001
    return file.getvalue()


class _Undated(PhysPkgWriter):
    """Each part with the archive's own first day."""

    def __new__(
        cls, _archive: zipfile.ZipFile, _filled: Mapping[str, Callable[[bytes], bytes]]
    ) -> Self:
        return object.__new__(cls)

    def __init__(
        self, archive: zipfile.ZipFile, filled: Mapping[str, Callable[[bytes], bytes]]
    ) -> None:
        """filled: what completes a part, by its name."""
        self._archive, self._filled = archive, filled

    def write(self, pack_uri: PackURI, blob: bytes) -> None:
        entry = zipfile.ZipInfo(pack_uri.membername)
        entry.compress_type = zipfile.ZIP_DEFLATED
        complete = self._filled.get(pack_uri)
        self._archive.writestr(entry, complete(blob) if complete else blob)


_NOT_OURS = ("customXml", "stylesWithEffects", "thumbnail")
"""What python-docx's own empty document carries that says nothing of a report."""


def _strip(document: Doc) -> None:
    """Leave the empty document without what it carries for others, and with our faces."""
    part = document.part
    for rels in (part.rels, part.package.rels if part.package else {}):
        for key in [key for key, rel in rels.items() if rel.reltype.endswith(_NOT_OURS)]:
            del rels[key]
    part.part_related_by(RT.FONT_TABLE)._blob = w.font_table()  # noqa: SLF001 (it has no setter)


def _set_page(section: Section) -> None:
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(_SIDE)
    section.top_margin, section.bottom_margin = Mm(_TOP), Mm(_FOOT)
    section.header_distance = section.footer_distance = Mm(_HEAD)
    section.different_first_page_header_footer = True


def _text_size(section: Section) -> tuple[float, float]:
    """How wide and how high the text of a page is, mm; ours where a template does not say."""
    wide = (section.page_width or Mm(210)) - (section.left_margin or 0)
    wide -= section.right_margin or 0
    high = (section.page_height or Mm(297)) - abs(section.top_margin or 0)
    high -= abs(section.bottom_margin or 0)
    return max(40.0, wide / Mm(1)), max(60.0, high / Mm(1))


def _says_something(part: Element) -> bool:
    """Whether a head or a foot has words, a field or a picture."""
    if any((text.text or "").strip() for text in part.iter(qn("w:t"), qn("w:instrText"))):
        return True
    return any(True for _one in part.iter(qn("w:drawing"), qn("w:pict"), qn("w:fldSimple")))


def _head(body: Body, section: Section, left: str, right: str) -> None:
    """Left and right in one line: what is too long for it ends at a word."""
    look = body.styles.looks[w.HEAD]
    room = body.wide * MM / _WIDER - 12
    half = room / 2
    ours, others = (width(text, fonts.SANS, look.size) for text in (left, right))
    left = _shortened(left, look.size, max(half, room - others))
    right = _shortened(right, look.size, room - min(ours, width(left, fonts.SANS, look.size)))
    paragraph = _emptied(body, section.header.paragraphs[0]._p, w.HEAD)  # noqa: SLF001
    tabs = OxmlElement("w:tabs")
    id_ = body.styles.ids[w.HEAD]
    for own in body.document.styles.element.xpath(f"w:style[@w:styleId='{id_}']//w:tab/@w:pos"):
        none = OxmlElement("w:tab")  # the middle and the right of a template's own page
        none.set(qn("w:val"), "clear")
        none.set(qn("w:pos"), str(own))
        tabs.append(none)
    tab = OxmlElement("w:tab")
    tab.set(qn("w:val"), "right")
    tab.set(qn("w:pos"), str(round(Mm(body.wide).twips)))
    tabs.append(tab)
    paragraph[0].append(tabs)
    add_text(paragraph, f"{left}\t{right}")


def _shortened(text: str, size: float, room: float) -> str:
    """A text that fits on one line: what is too long ends at a word, or within one."""
    if width(text, fonts.SANS, size) <= room:
        return text
    words = text.split(" ")
    for count in range(len(words) - 1, 0, -1):
        shorter = f"{' '.join(words[:count])} …"
        if width(shorter, fonts.SANS, size) <= room:
            return shorter
    for count in range(len(text), 0, -1):
        if width(f"{text[:count]}…", fonts.SANS, size) <= room:
            return f"{text[:count]}…"
    return "…"


def _foot(body: Body, paragraph: Element) -> None:
    """The page's number and how many there are, as fields."""
    emptied = _emptied(body, paragraph, w.FOOT)
    for piece in _("Page {page} of {total}", page="\0PAGE\0", total="\0NUMPAGES\0").split("\0"):
        if piece in ("PAGE", "NUMPAGES"):
            add_field(emptied, f" {piece} ", "1")
        else:
            add_text(emptied, piece)


def _emptied(body: Body, paragraph: Element, style: str) -> Element:
    for child in list(paragraph):
        paragraph.remove(child)
    properties = OxmlElement("w:pPr")
    named = OxmlElement("w:pStyle")
    named.set(qn("w:val"), body.styles.ids[style])
    properties.append(named)
    paragraph.append(properties)
    return paragraph
