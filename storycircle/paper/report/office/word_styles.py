"""The styles of a report in Word: how each looks, and which a document is given.

A document of ours has them all as they stand here. An organisation's template keeps its own; what
it lacks is added without a face, a size or a colour, so that it follows the template's.
"""

from collections.abc import Mapping

from docx.document import Document as Doc
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Length
from docx.styles.style import BaseStyle, ParagraphStyle
from lxml import etree
from msgspec import Struct
from msgspec.structs import replace

from storycircle.paper.typesetting import fonts
from storycircle.paper.typesetting.canvas import INK, INK_2, LINE

SERIF, SANS = "Source Serif 4", "Source Sans 3"
BEHIND = {SERIF: "Cambria", SANS: "Calibri"}
"""What office programs set a face in where it is not installed."""

TITLE, SUBTITLE, BODY, QUOTE = "Title", "Subtitle", "Body Text", "Quote"
CHAPTER, SECTION, ENTRY = "heading 1", "heading 2", "Entry Heading"
"""A chapter and a section stand in the contents; an entry, such as a circle, does not."""
CONTENTS, LINE_1, LINE_2 = "TOC Heading", "toc 1", "toc 2"
CAPTION, HEAD, FOOT, NUMBERED, NAMES = "caption", "header", "footer", "List Number", "Names"
INDEX = "index 1"
"""A name in the index, with where it is."""
LEAD = "Table Lead"
"""What is said of a table above it, and stays with it."""
TABLE = "Table Plain"
CELL_HEAD, CELL, CELL_LABEL, CELL_QUOTE = "Table Head", "Table Text", "Table Label", "Table Quote"
_NORMAL = "Normal"


class Look(Struct, frozen=True):
    """How a paragraph of a style stands. Sizes, leading and spaces are points.

    keep: on the page of what follows. turns: begins a page. level: of the outline, from 1. ruled:
    a line below it. base: the style it is based on.
    """

    size: float
    leading: float
    before: float = 0
    after: float = 0
    face: str = SERIF
    bold: bool = False
    italic: bool = False
    colour: str = INK
    indent: float = 0
    hanging: float = 0
    keep: bool = False
    turns: bool = False
    level: int = 0
    ruled: bool = False
    middle: bool = False
    base: str = BODY

    @property
    def metrics(self) -> str:
        """The face that is measured for it."""
        if self.face == SANS:
            return fonts.SANS_BOLD if self.bold else fonts.SANS
        if self.bold:
            return fonts.SERIF_BOLD
        return fonts.SERIF_ITALIC if self.italic else fonts.SERIF


LOOKS: Mapping[str, Look] = {
    _NORMAL: Look(11, 16, base=""),
    BODY: Look(11, 16, after=8, base=_NORMAL),
    TITLE: Look(32, 41, after=14, bold=True, keep=True, base=_NORMAL),
    SUBTITLE: Look(12.5, 18, base=_NORMAL),
    QUOTE: Look(14, 20, before=10, after=12, italic=True),
    CHAPTER: Look(22, 28, after=10, bold=True, keep=True, turns=True, level=1, base=_NORMAL),
    SECTION: Look(14, 18, before=16, after=6, bold=True, keep=True, level=2, base=_NORMAL),
    ENTRY: Look(13, 17, before=14, after=4, bold=True, keep=True, level=2, base=_NORMAL),
    CONTENTS: Look(16, 21, before=26, after=8, bold=True, keep=True, base=_NORMAL),
    LINE_1: Look(11, 16, before=6, bold=True, base=_NORMAL),
    LINE_2: Look(10.5, 16, indent=17, base=_NORMAL),
    CAPTION: Look(9.5, 13, before=4, after=10, face=SANS, colour=INK_2, base=_NORMAL),
    HEAD: Look(9, 12, face=SANS, colour=INK_2, ruled=True, base=_NORMAL),
    FOOT: Look(9, 12, face=SANS, colour=INK_2, middle=True, base=_NORMAL),
    NUMBERED: Look(11, 16, after=4, indent=20, hanging=20),
    NAMES: Look(10.5, 15, after=4, italic=True, keep=True),
    LEAD: Look(11, 16, after=6, keep=True),
    INDEX: Look(10, 13.5, indent=10, hanging=10, base=_NORMAL),
    CELL_HEAD: Look(9.5, 13, before=2, after=2, face=SANS, bold=True, keep=True, base=_NORMAL),
    CELL: Look(10.5, 14.5, before=3, after=3, base=_NORMAL),
    CELL_LABEL: Look(10, 14.5, before=3, after=3, face=SANS, base=CELL),
    CELL_QUOTE: Look(10.5, 14.5, before=3, after=3, italic=True, colour=INK_2, base=CELL),
}


class Styles(Struct, frozen=True):
    """The styles of one document: the id of each by its name, and how it stands there."""

    ids: Mapping[str, str]
    looks: Mapping[str, Look]
    table: str


def dress(document: Doc, *, own: bool) -> Styles:
    """Give a document the styles it needs. own: it is ours, so all are as they stand here; in a
    template what is there is left.
    """
    known = {str(style.name).casefold(): style for style in document.styles}
    root = document.styles.element
    ids, looks = {}, {}
    for name, look in LOOKS.items():
        found = known.get(name.casefold())
        if found is not None and not own:
            ids[name], looks[name] = str(found.style_id), _as_it_stands(found, look, root)
            continue
        if found is not None:
            root.remove(found.element)
        ids[name] = str(found.style_id) if found is not None else name.replace(" ", "")
        base = ids.get(look.base, "")
        root.append(parse_xml(_style(name, ids[name], base, look, own=own)))
        looks[name] = look if own else _following(look, looks.get(look.base))
    table = known.get(TABLE.casefold())
    if table is None or own:
        root.append(parse_xml(_table_style(own=own)))
        return Styles(ids, looks, _TABLE_ID)
    return Styles(ids, looks, str(table.style_id))


def set_defaults(document: Doc) -> None:
    """Leave a document of ours without the defaults of its library: no space, no theme's face."""
    defaults = document.styles.element.find(qn("w:docDefaults"))
    for spacing in defaults.iter(qn("w:spacing")):
        for name in ("after", "line", "lineRule"):
            spacing.attrib.pop(qn(f"w:{name}"), None)
    for faces in defaults.iter(qn("w:rFonts")):
        faces.attrib.clear()
        for name in ("ascii", "hAnsi", "cs", "eastAsia"):
            faces.set(qn(f"w:{name}"), SERIF)


def font_table() -> bytes:
    """The faces of a document of ours, each with what stands in where it is not installed."""
    root = etree.Element(qn("w:fonts"), nsmap={"w": _W})
    for face, behind in BEHIND.items():
        font = etree.SubElement(root, qn("w:font"), {qn("w:name"): face})
        etree.SubElement(font, qn("w:altName"), {qn("w:val"): behind})
        kind = "roman" if face == SERIF else "swiss"
        etree.SubElement(font, qn("w:family"), {qn("w:val"): kind})
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return written


_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TABLE_ID = "TablePlain"


def _style(name: str, id_: str, base: str, look: Look, *, own: bool) -> str:
    based = f'<w:basedOn w:val="{base}"/>' if base else ""
    custom = "" if name in _BUILT_IN else ' w:customStyle="1"'
    default = ' w:default="1"' if name == _NORMAL else ""
    return (
        f'<w:style {nsdecls("w")} w:type="paragraph" w:styleId="{id_}"{custom}{default}>'
        f'<w:name w:val="{name}"/>{based}<w:qFormat/>'
        f"<w:pPr>{_stance(look, own=own)}</w:pPr><w:rPr>{_ink(look, own=own)}</w:rPr></w:style>"
    )


_BUILT_IN = frozenset(
    (_NORMAL, BODY, TITLE, SUBTITLE, QUOTE, CHAPTER, SECTION, CONTENTS, LINE_1, LINE_2, CAPTION,
     HEAD, FOOT, NUMBERED, INDEX)
)  # fmt: skip


def _stance(look: Look, *, own: bool) -> str:
    """The properties of a paragraph, in the order of the format."""
    keep = "<w:keepNext/><w:keepLines/>" if look.keep else ""
    keep += "<w:pageBreakBefore/>" if look.turns and own else ""
    rule = f'<w:bottom w:val="single" w:sz="4" w:space="4" w:color="{LINE[1:]}"/>'
    border = f"<w:pBdr>{rule}</w:pBdr>" if look.ruled and own else ""
    line = f' w:line="{_twips(look.leading)}" w:lineRule="atLeast"' if own else ""
    space = f' w:before="{_twips(look.before)}" w:after="{_twips(look.after)}"'
    hang = f' w:hanging="{_twips(look.hanging)}"' if look.hanging else ""
    indent = f'<w:ind w:left="{_twips(look.indent)}"{hang}/>' if look.indent else ""
    middle = '<w:jc w:val="center"/>' if look.middle else ""
    level = f'<w:outlineLvl w:val="{look.level - 1}"/>' if look.level else ""
    return f"{keep}<w:widowControl/>{border}<w:spacing{space}{line}/>{indent}{middle}{level}"


def _ink(look: Look, *, own: bool) -> str:
    face = "".join(f' w:{kind}="{look.face}"' for kind in ("ascii", "hAnsi", "cs", "eastAsia"))
    bold = f'<w:b w:val="{int(look.bold)}"/><w:bCs w:val="{int(look.bold)}"/>'
    slant = f'<w:i w:val="{int(look.italic)}"/><w:iCs w:val="{int(look.italic)}"/>'
    if not own:
        return (bold if look.bold else "") + (slant if look.italic else "")
    half = round(look.size * 2)
    size = f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'
    return f'<w:rFonts{face}/>{bold}{slant}<w:color w:val="{look.colour[1:]}"/>{size}'


def _table_style(*, own: bool) -> str:
    """No vertical lines, a hairline below each row, a line of 1 pt below the head."""
    hair = LINE[1:] if own else "auto"
    ink = INK[1:] if own else "auto"
    return (
        f'<w:style {nsdecls("w")} w:type="table" w:styleId="{_TABLE_ID}" w:customStyle="1">'
        f'<w:name w:val="{TABLE}"/><w:qFormat/><w:tblPr><w:tblBorders>'
        f'<w:bottom w:val="single" w:sz="4" w:space="0" w:color="{hair}"/>'
        f'<w:insideH w:val="single" w:sz="4" w:space="0" w:color="{hair}"/></w:tblBorders>'
        '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="170" w:type="dxa"/>'
        '</w:tblCellMar></w:tblPr><w:tblStylePr w:type="firstRow"><w:tcPr><w:tcBorders>'
        f'<w:bottom w:val="single" w:sz="8" w:space="0" w:color="{ink}"/></w:tcBorders></w:tcPr>'
        "</w:tblStylePr></w:style>"
    )


def _twips(points: float) -> int:
    return round(points * 20)


def _as_it_stands(style: BaseStyle, usual: Look, root: BaseOxmlElement) -> Look:
    """How a template's own style stands, as near as it can be told without laying it out. root:
    of its styles, with the spaces that all begin from.
    """
    size = before = after = line = turns = keep = None
    at: BaseStyle | None = style
    while isinstance(at, ParagraphStyle):
        about = at.paragraph_format
        size = at.font.size if size is None else size
        before = about.space_before if before is None else before
        after = about.space_after if after is None else after
        line = about.line_spacing if line is None else line
        turns = about.page_break_before if turns is None else turns
        keep = about.keep_with_next if keep is None else keep
        at = at.base_style
    points = size.pt if size is not None else min(usual.size, 11.0)
    if line is None:
        line = _default(root, "line", 240) / 240
    leading = line.pt if isinstance(line, Length) else line * _NATURAL * points
    return replace(
        usual,
        size=points,
        leading=leading,
        before=before.pt if before is not None else _default(root, "before", 0) / 20,
        after=after.pt if after is not None else _default(root, "after", 0) / 20,
        turns=bool(turns),
        keep=bool(keep),
    )


_NATURAL = 1.2
"""Of the height of a line to the size of its letters, in most faces."""


def _default(root: BaseOxmlElement, name: str, usual: int) -> int:
    """A space that all paragraphs of a document begin from, in the format's own unit."""
    path = f"w:docDefaults/w:pPrDefault/w:pPr/w:spacing/@w:{name}"
    return next((int(value) for value in root.xpath(path)), usual)


def _following(look: Look, base: Look | None) -> Look:
    """How a style that a template lacked stands: in the size of what it is based on."""
    if base is None:
        return replace(look, turns=False)
    return replace(look, size=base.size, leading=base.leading, turns=False)
