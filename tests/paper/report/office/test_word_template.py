"""An organisation's own template: what a report takes of it, and what is refused."""

import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest
from docx import Document
from docx.document import Document as Doc
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt, RGBColor
from lxml import etree
from PIL import Image

from storycircle.core.consent.shareable import leaving_all
from storycircle.core.error_sentences import Refused
from storycircle.core.model import Gathered
from storycircle.paper.report.content import report_form
from storycircle.paper.report.office.word_template import MOST_BYTES
from storycircle.paper.report.word import usable_template, write_docx

_ATTACHED = RT.STYLES.replace("styles", "attachedTemplate")
Changed = Callable[[str, bytes], bytes | None]


def saved(document: Doc) -> bytes:
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def logo() -> BytesIO:
    file = BytesIO()
    Image.new("RGB", (40, 20), "#AA2200").save(file, "PNG")
    file.seek(0)
    return file


def letterhead() -> Doc:
    """A template as organisations have: an old report in it, a logo, a face, words in its foot."""
    document = Document()
    heading = document.styles["Heading 1"]
    heading.font.name, heading.font.size = "Verdana", Pt(17)
    heading.font.color.rgb = RGBColor(0xAA, 0x22, 0x00)
    document.add_paragraph().add_run().add_picture(logo())
    document.add_paragraph("Mrs Old Secret was seen on Tuesday.")
    document.add_table(1, 1).cell(0, 0).text = "Old Secret"
    document.sections[0].footer.paragraphs[0].text = "Hartlepool Council, registered"
    document.core_properties.author = "Old Secret"
    document.core_properties.keywords = "Old Secret"
    document.settings.element.append(parse_xml(f"<w:trackRevisions {nsdecls('w')}/>"))
    part = document.part.part_related_by(RT.SETTINGS)
    key = part.relate_to("https://elsewhere.example/a.dotm", _ATTACHED, is_external=True)
    attached = f'<w:attachedTemplate {nsdecls("w", "r")} r:id="{key}"/>'
    document.settings.element.insert(0, parse_xml(attached))
    return document


def rewritten(data: bytes, change: Changed) -> bytes:
    """An archive with its entries changed; None leaves one out."""
    file = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as before, zipfile.ZipFile(file, "w") as after:
        for entry in before.infolist():
            content = change(entry.filename, before.read(entry))
            if content is not None:
                after.writestr(entry.filename, content)
    return file.getvalue()


@pytest.fixture
def gathered(told: Gathered) -> Gathered:
    return leaving_all(told)


def test_a_report_takes_the_looks_and_leaves_the_words(gathered: Gathered) -> None:
    """Styles, logo and foot are the template's; of its text, people and links nothing is left."""
    template = usable_template("letter.docx", saved(letterhead()))
    assert (template.styled, template.note) == (True, "")
    data = write_docx(report_form(gathered), template)
    document = Document(BytesIO(data))
    heading = document.styles["Heading 1"]
    assert (heading.font.name, heading.font.size) == ("Verdana", Pt(17))
    chapters = [p for p in document.paragraphs if p.style is not None and p.style == heading]
    assert chapters[0].text == "The circles"
    assert document.sections[0].footer.paragraphs[0].text == "Hartlepool Council, registered"
    first = document.element.body[0]
    assert any(True for _one in first.iter("{*}blip")), "the logo stands first"
    with zipfile.ZipFile(BytesIO(data)) as archive:
        for name in archive.namelist():
            content = archive.read(name)
            assert b"Old Secret" not in content, name
            assert b"elsewhere.example" not in content, name
            assert b"trackRevisions" not in content, name
    assert document.core_properties.title.startswith("What the circles committed to")


def test_every_paragraph_of_a_template_has_a_style_that_is_there(gathered: Gathered) -> None:
    """What the template lacks is added, with no face, size or colour of ours."""
    bare = Document()
    keep = {"Normal", "Default Paragraph Font", "Normal Table", "No List"}
    for style in list(bare.styles):
        if style.name not in keep:
            style.element.getparent().remove(style.element)
    data = write_docx(report_form(gathered), usable_template("bare.docx", saved(bare)))
    document = Document(BytesIO(data))
    known = {style.style_id for style in document.styles}
    used = {one.get(qn("w:val")) for one in document.element.iter(qn("w:pStyle"), qn("w:tblStyle"))}
    assert used <= known
    added = [style.element for style in document.styles if style.name not in keep]
    assert len(added) > 10
    assert not [one for style in added for one in style.iter(qn("w:rFonts"), qn("w:sz"))]


def test_heads_of_an_earlier_section_are_kept(gathered: Gathered) -> None:
    """A cover page in a section of its own has the letterhead that later ones only inherit."""
    document = Document()
    document.sections[0].header.paragraphs[0].text = "Our letterhead"
    document.add_paragraph("Cover")
    document.add_section()
    template = usable_template("cover.docx", saved(document))
    written = Document(BytesIO(write_docx(report_form(gathered), template)))
    assert len(written.sections) == 3  # the second one is the index of names, in columns
    for section in written.sections:
        assert section.header.paragraphs[0].text == "Our letterhead"


def test_the_running_head_has_one_stop_at_the_right(gathered: Gathered) -> None:
    """A template's style of heads has stops for its own page; on them our words would collide."""
    data = write_docx(report_form(gathered), usable_template("letter.docx", saved(letterhead())))
    (head,) = Document(BytesIO(data)).sections[0].header.paragraphs
    stops = head.paragraph_format.element.xpath("./w:pPr/w:tabs/w:tab")
    kinds = [stop.get(qn("w:val")) for stop in stops]
    assert kinds[-1] == "right"
    assert set(kinds[:-1]) == {"clear"}


def test_a_template_of_words_own_kind_is_one_too(gathered: Gathered) -> None:
    """A .dotx says of itself that it is no document: its looks are taken all the same."""

    def as_dotx(name: str, content: bytes) -> bytes:
        kind = (b"document.main+xml", b"template.main+xml")
        return content.replace(*kind) if name == "[Content_Types].xml" else content

    template = usable_template("letter.dotx", rewritten(saved(letterhead()), as_dotx))
    written = Document(BytesIO(write_docx(report_form(gathered), template)))
    assert written.styles["Heading 1"].font.name == "Verdana"


def test_a_document_without_styles_or_lists_is_told_of_and_used(gathered: Gathered) -> None:
    """It has a page and a foot at least; the styles are the usual ones, and that is said."""

    def without(name: str, content: bytes) -> bytes | None:
        if name in ("word/styles.xml", "word/numbering.xml", "word/stylesWithEffects.xml"):
            return None
        if name == "word/_rels/document.xml.rels":
            root = parse_xml(content)
            for one in list(root):
                if one.get("Type", "").endswith(("/styles", "/numbering", "/stylesWithEffects")):
                    root.remove(one)
            return bytes(etree.tostring(root))
        return content

    template = usable_template("plain.docx", rewritten(saved(letterhead()), without))
    assert "has no styles of its own" in template.note
    written = Document(BytesIO(write_docx(report_form(gathered), template)))
    assert written.styles["Heading 1"].font.name == "Source Serif 4"


def _with_macros(name: str, content: bytes) -> bytes:
    kind = b"application/vnd.ms-word.document.macroEnabled.main+xml"
    usual = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    return content.replace(usual, kind) if name == "[Content_Types].xml" else content


def _linked_picture() -> bytes:
    document = Document()
    footer = document.sections[0].footer
    footer.part.relate_to("https://elsewhere.example/logo.png", RT.IMAGE, is_external=True)
    footer.paragraphs[0].text = "x"
    return saved(document)


def _field(instruction: str) -> bytes:
    document = Document()
    field = f'<w:fldSimple {nsdecls("w")} w:instr="{instruction}"/>'
    document.sections[0].header.paragraphs[0].paragraph_format.element.append(parse_xml(field))
    return saved(document)


def _zip(*names: str) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in names:
            archive.writestr(name, "<x/>")
    return file.getvalue()


def _bomb() -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<x/>")
        archive.writestr("word/document.xml", bytes(101_000_000))
    return file.getvalue()


def _cut() -> bytes:
    whole = saved(letterhead())
    return whole[: len(whole) // 2]


ODD: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "template-not-word"),
    "words": (lambda: b"Dear all", "template-not-word"),
    "renamed zip": (lambda: _zip("a.txt"), "template-not-word"),
    "workbook": (lambda: _zip("[Content_Types].xml", "xl/workbook.xml"), "template-not-word"),
    "cut": (_cut, "template-not-word"),
    "old or locked": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "template-old"),
    "docm": (lambda: rewritten(saved(letterhead()), _with_macros), "template-macros"),
    "macros inside": (
        lambda: _zip("[Content_Types].xml", "word/vbaProject.bin"),
        "template-macros",
    ),
    "linked picture": (_linked_picture, "template-fetches"),
    "field that reads": (lambda: _field("INCLUDETEXT C:\\\\a.txt"), "template-fetches"),
    "dde": (lambda: _field(" DDEAUTO c:\\\\cmd.exe"), "template-fetches"),
    "bomb": (_bomb, "template-large"),
    "large": (lambda: bytes(MOST_BYTES + 1), "template-large"),
}


@pytest.mark.parametrize("kind", ODD)
def test_odd_templates_get_a_sentence_each(kind: str) -> None:
    """What cannot be one, or would run or fetch something, is refused before any writing."""
    make, key = ODD[kind]
    with pytest.raises(Refused) as refused:
        usable_template("odd.docx", make())
    assert refused.value.key == key
    assert "odd.docx" in str(refused.value)


@pytest.mark.slow
def test_any_damage_is_refused_or_harmless(gathered: Gathered) -> None:
    """A byte changed anywhere, or a part left out: a sentence or a report, never anything else."""
    whole = saved(letterhead())
    with zipfile.ZipFile(BytesIO(whole)) as archive:
        names = archive.namelist()
    form = report_form(gathered)
    odd = [whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1 :] for at in
           range(0, len(whole), len(whole) // 25)]  # fmt: skip
    odd += [rewritten(whole, lambda n, c, gone=gone: None if n == gone else c) for gone in names]  # type: ignore[misc]
    odd += [rewritten(whole, lambda n, c, at=at: b"<w:x" if n == at else c) for at in names]  # type: ignore[misc]
    used = 0
    for data in odd:
        try:
            template = usable_template("odd.docx", data)
        except Refused:
            continue
        used += 1
        assert Document(BytesIO(write_docx(form, template))).paragraphs
    assert used < len(odd)
