"""An organisation's own Word template: what may be one, and what of it a report takes.

A report takes its styles, its page, its head and foot, and pictures that stand alone in its text,
such as a logo. Words, comments, properties and whatever else lies in the file stay behind: a
template is often an old report, and nobody looks into it before it is sent on.
"""

import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

from docx import Document
from docx.document import Document as Doc
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.exceptions import OpcError
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.parts.numbering import NumberingPart
from lxml import etree
from msgspec import Struct

from storycircle.core.error_sentences import Refused
from storycircle.core.i18n import _
from storycircle.paper.report.office.word_body import Element

MOST_BYTES = 20_000_000
_MOST_UNPACKED = 100_000_000
_MOST_PARTS = 2_000
_OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How files of Word before 2007 begin, and files that are locked with a password."""
_TYPES = "[Content_Types].xml"
_DOTX = b"wordprocessingml.template.main+xml"
_DOCX = b"wordprocessingml.document.main+xml"
_RUNS = ("vbaproject", "activex", "/oleobject", "attachedtoolbars", "keymapcustomizations")
"""In the names of parts: what can run."""
_FETCHES = ("INCLUDEPICTURE", "INCLUDETEXT", "DDE", "DDEAUTO", "LINK", "IMPORT", "DATABASE", "RD")
"""Fields that read other files."""
_TAKEN = frozenset(
    (RT.STYLES, RT.NUMBERING, RT.THEME, RT.FONT_TABLE, RT.SETTINGS, RT.HEADER, RT.FOOTER)
)
_DROPPED_SETTINGS = (
    "attachedTemplate", "mailMerge", "documentProtection", "writeProtection", "trackRevisions",
    "docVars", "rsids", "updateFields", "linkStyles", "saveThroughXslt", "attachedSchema",
    "footnotePr", "endnotePr",
)  # fmt: skip


class Template(Struct, frozen=True):
    """A template that was looked at. styled: whether it has styles of its own."""

    name: str
    data: bytes
    styled: bool

    @property
    def note(self) -> str:
        """What is to be said of it; empty where it is as usual."""
        if self.styled:
            return ""
        return _(
            "“{name}” has no styles of its own: the report has its usual ones.", name=self.name
        )

    def open(self) -> Doc:
        """A document that looks as the template does, with no words in it."""
        document = Document(BytesIO(self.data))
        _empty(document)
        _keep_what_is_taken(document)
        if not any(rel.reltype == RT.NUMBERING for rel in document.part.rels.values()):
            _add_numbering(document)
        return document


def template_from(name: str, data: bytes) -> Template:
    """The template in a file's bytes; a .dotx is one too. Whether all of it can be used is known
    once a report was written in it. Raises Refused.
    """
    if len(data) > MOST_BYTES:
        raise Refused("template-large", name=name, most=MOST_BYTES // 1_000_000)
    if data.startswith(_OLD_WORD):
        raise Refused("template-old", name=name)
    try:
        data = _as_document(name, data)
        document = Document(BytesIO(data))
        styled = any(rel.reltype == RT.STYLES for rel in document.part.rels.values())
        template = Template(name, data, styled)
        _refuse_fetching(name, template.open())
    except UNREADABLE:
        raise Refused("template-not-word", name=name) from None
    return template


UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    etree.LxmlError,
    OpcError,
    ArithmeticError,
    AttributeError,
    EOFError,
    LookupError,
    NotImplementedError,
    RuntimeError,
    TypeError,
    ValueError,
)
"""What the archive and the libraries raise at files that are no documents."""


def _as_document(name: str, data: bytes) -> bytes:
    """The file as a document where it is a template of Word's own. Raises Refused."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        entries = archive.infolist()
        if len(entries) > _MOST_PARTS or sum(e.file_size for e in entries) > _MOST_UNPACKED:
            raise Refused("template-large", name=name, most=MOST_BYTES // 1_000_000)
        types = archive.read(_TYPES)
        names = " ".join(entry.filename.casefold() for entry in entries)
        if b"macroEnabled" in types or any(word in names for word in _RUNS):
            raise Refused("template-macros", name=name)
        if _DOTX not in types:
            return data
        file = BytesIO()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as changed:
            for entry in entries:
                content = archive.read(entry)
                if entry.filename == _TYPES:
                    content = content.replace(_DOTX, _DOCX)
                changed.writestr(entry.filename, content)
        return file.getvalue()


def _empty(document: Doc) -> None:
    """Leave the body its last section, with the heads and feet it inherits, and lone pictures."""
    body = document.element.body
    sections = list(body.iter(qn("w:sectPr")))
    last = sections[-1] if sections else None
    if last is None or last.getparent() is not body:
        last = OxmlElement("w:sectPr")
        body.append(last)
    for section in reversed(sections):
        _inherit(last, section)
    for child in list(body):
        if child is last:
            continue
        if child.tag == qn("w:p") and _is_picture(child):
            for section in list(child.iter(qn("w:sectPr"))):
                section.getparent().remove(section)
            continue
        body.remove(child)


def _inherit(last: Element, earlier: Element) -> None:
    """Heads and feet that the last section has from one before it."""
    if earlier is last:
        return
    there = {(one.tag, one.get(qn("w:type"))) for one in last}
    for tag in (qn("w:footerReference"), qn("w:headerReference")):
        for one in earlier.findall(tag):
            if (one.tag, one.get(qn("w:type"))) not in there:
                last.insert(0, one)
    if earlier.find(qn("w:titlePg")) is not None and last.find(qn("w:titlePg")) is None:
        last.append(OxmlElement("w:titlePg"))


def _is_picture(paragraph: Element) -> bool:
    """Whether a paragraph shows a picture and says nothing."""
    if any((text.text or "").strip() for text in paragraph.iter(qn("w:t"), qn("w:instrText"))):
        return False
    if any(True for _one in paragraph.iter(qn("w:object"), qn("w:control"))):
        return False
    return any(True for _one in paragraph.iter("{*}blip", "{*}imagedata"))


def _keep_what_is_taken(document: Doc) -> None:
    """Let go of all parts that a report does not take."""
    part = document.part
    shown = {
        value
        for element in document.element.iter()
        for name, value in element.attrib.items()
        if name.startswith(_RELATION)
    }
    for key, rel in list(part.rels.items()):
        if key not in shown and (rel.reltype not in _TAKEN or rel.reltype in _BY_SECTION):
            del part.rels[key]
    settings = document.settings.element
    for name in _DROPPED_SETTINGS:
        for one in settings.findall(qn(f"w:{name}")):
            settings.remove(one)
    own = part.part_related_by(RT.SETTINGS)  # there since it was asked for
    for key, rel in list(own.rels.items()):
        if rel.is_external:
            del own.rels[key]
    package = part.package
    for key, rel in list(package.rels.items()) if package else []:
        if rel.reltype not in (RT.OFFICE_DOCUMENT, RT.CORE_PROPERTIES):
            del package.rels[key]


_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_BY_SECTION = frozenset((RT.HEADER, RT.FOOTER))
"""Taken where the last section names them."""


def _refuse_fetching(name: str, document: Doc) -> None:
    """Refuse what would read something from elsewhere when the report is opened."""
    for part in _parts(document):
        for rel in part.rels.values():
            if rel.is_external and rel.reltype != RT.HYPERLINK:
                raise Refused("template-fetches", name=name, what=rel.target_ref)
        element = getattr(part, "element", None)
        if element is None:
            continue
        fields = [text.text or "" for text in element.iter(qn("w:instrText"))]
        fields += [one.get(qn("w:instr"), "") for one in element.iter(qn("w:fldSimple"))]
        for field in fields:
            if field.strip().upper().split(" ")[0] in _FETCHES:
                raise Refused("template-fetches", name=name, what=field.strip())


def _parts(document: Doc) -> Iterator[Part]:
    package = document.part.package
    yield from package.iter_parts() if package else ()


def _add_numbering(document: Doc) -> None:
    """A part for lists: python-docx makes none where there is none."""
    package = document.part.package
    element = OxmlElement("w:numbering")
    part = NumberingPart(PackURI("/word/numbering.xml"), CT.WML_NUMBERING, element, package)
    document.part.relate_to(part, RT.NUMBERING)
