"""Drawing on pages with the origin at the top left, in points, in the colours of the design."""

import zlib
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from io import BytesIO
from pathlib import Path

from msgspec import Struct
from reportlab import rl_config
from reportlab.lib.colors import Color, HexColor
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFDictionary,
    PDFName,
    PDFStream,
    PDFString,
    PDFZCompress,
)
from reportlab.pdfgen.canvas import Canvas

from storycircle.core.i18n import together
from storycircle.core.i18n.language import ENGLISH, language
from storycircle.core.text import turned_visible
from storycircle.paper.typesetting import fonts
from storycircle.paper.typesetting.line_breaking import Row, width
from storycircle.paper.typesetting.shaping import is_plain
from storycircle.paper.typesetting.shaping import line as set_line

A4 = (595.2756, 841.8898)
"""Width and height of A4."""
MM = 72 / 25.4
"""Points of a millimetre."""

INK = "#000000"
INK_2 = "#4A443C"
LINE = "#8C8478"
TEAL = "#1D5B55"

_OUTLINE = 0.22 * MM

_NUMBER_OF = "page-of-"
"""Before the name of a place, for the number of its page."""
_DARK = bytes([255, 0]) + bytes(254)
"""A module as eight dots of a picture: 0 where there is ink."""


_ESCAPED = {
    code: chr(code) if 32 <= code < 127 and chr(code) not in "()\\" else f"\\{code:03o}"
    for code in range(256)
}
"""How a byte is written in a text of a document."""
rl_config.useA85 = 0  # bytes as they are: as letters they are a fourth longer, and slow to write


class Printed(Struct, frozen=True):
    """A finished document. missing: letters that no font here has, drawn as boxes."""

    pdf: bytes
    missing: tuple[str, ...] = ()


@cache
def _colour(colour: str) -> Color:
    """A colour as reportlab has it: reading it of its name takes longer than drawing a text."""
    return HexColor(colour)


@cache
def _inked(colour: str) -> str:
    """What sets the colour of what is drawn next."""
    red, green, blue = _colour(colour).rgb()
    return f"{red:.6g} {green:.6g} {blue:.6g} rg"


class _Letters(dict[int, str]):
    """The letters of a face in a document, as they are written in its texts, by their codes."""

    def __init__(self, face: str, canvas: Canvas) -> None:
        super().__init__()
        self._font, self._document = pdfmetrics.getFont(face), canvas._doc  # noqa: SLF001 (a font is asked with it)
        self._first = ""
        self._further = False  # whether there are more letters than a font of a document holds

    def __missing__(self, code: int) -> str:
        ((subset, letter),) = self._font.splitString(chr(code), self._document)
        self._further = self._further or subset > 0
        self._first = self._first or self._named(0)
        self[code] = _ESCAPED[letter[0]]
        return self[code]

    def _named(self, subset: int) -> str:
        name: str = self._font.getSubsetInternalName(subset, self._document)
        return name

    def shown(self, text: str, before: str, after: str) -> str:
        """What writes a text. before, after: stand round each part of it that is of one font."""
        said = text.translate(self)
        if not self._further:
            return f"{self._first}{before}{said}{after}"
        parts = self._font.splitString(text, self._document)
        return "".join(
            f"{self._named(subset)}{before}{letters.decode('latin-1').translate(_ESCAPED)}{after}"
            for subset, letters in parts
        )


def document_language() -> str:
    """The language in use as documents name it to programs that read them aloud."""
    return "en-GB" if language() is ENGLISH else language().code


class Pen:
    """A document being drawn, page after page.

    `scale` enlarges everything: A3 is the drawing for A4 times the square root of two. The
    document is the same, byte for byte, for the same drawing and the same moment.

    made: the moment that the document says it was made, where it is given. about: what is to be
    known of it, which its properties say.
    """

    def __init__(
        self, title: str, scale: float = 1.0, made: datetime | None = None, about: str = ""
    ) -> None:
        fonts.register()
        self._file = BytesIO()
        self._missing: dict[str, None] = {}
        self._letters: dict[str, _Letters] = {}  # by their face
        self._scale = scale
        self._page = 1
        self._pages: dict[str, int] = {}  # of the places that are marked
        self._awaited: dict[str, tuple[str, float]] = {}  # numbers of pages still to be written
        self._canvas = Canvas(
            self._file,
            pagesize=(A4[0] * scale, A4[1] * scale),
            invariant=1,
            pageCompression=1,
            initialFontName=fonts.SERIF,
            lang=document_language(),
        )
        if made is not None:
            day = f"D:{made:%Y%m%d%H%M%S}"
            self._canvas.setDateFormatter(lambda *_now: day)
        self._canvas.setTitle(turned_visible(together(title)))
        if about:
            self._canvas.setSubject(about)
        self._canvas.setAuthor("Story Circle")
        self._canvas.setCreator("Story Circle")
        self._canvas.scale(scale, scale)

    def attach(self, name: str, data: bytes) -> None:
        """Put a file into the document, as PDF's embedded files: any viewer can save it."""
        document = self._canvas._doc  # noqa: SLF001 (reportlab has no other way to attach)
        about = PDFDictionary({"Size": len(data)})
        kind = {"Type": PDFName("EmbeddedFile"), "Params": about}
        stream = PDFStream(PDFDictionary(kind), data, filters=[PDFZCompress])
        file = PDFDictionary({"F": document.Reference(stream)})
        named = PDFString(name)
        spec = {"Type": PDFName("Filespec"), "F": named, "UF": named, "EF": file}
        entry = document.Reference(PDFDictionary(spec))
        files = PDFDictionary({"Names": PDFArray([PDFString(name), entry])})
        document.Catalog.Names = PDFDictionary({"EmbeddedFiles": files})

    def text(
        self,
        x: float,
        y: float,
        text: str,
        face: str,
        size: float,
        *,
        colour: str = INK,
        anchor: float = 0.0,
    ) -> None:
        """A text with its baseline at y; `anchor` 0, 0.5, 1 puts its left, middle, right at x."""
        if not text:
            return
        left = x - anchor * width(text, face, size) if anchor else x
        self._canvas._code.append(_inked(colour))  # noqa: SLF001 (as _write)
        text = turned_visible(together(text))
        if is_plain(text, face):
            self._write(left, A4[1] - y, text, face, size)
        else:
            self._shaped(left, A4[1] - y, text, face, size)

    def _write(self, x: float, y: float, text: str, face: str, size: float) -> None:
        """Write a text as it stands, on the line at y from the foot of the page.

        As reportlab's own drawString writes it, which makes an object for each text and measures
        each once more: half of the time that a report takes.
        """
        letters = self._letters.get(face)
        if letters is None:
            letters = self._letters[face] = _Letters(face, self._canvas)
        said = letters.shown(text, f" {size:.6g} Tf (", ") Tj ")
        self._canvas._code.append(f"BT 1 0 0 1 {x:.4f} {y:.4f} Tm {said}ET")  # noqa: SLF001

    def _shaped(self, x: float, y: float, text: str, face: str, size: float) -> None:
        """Draw a line whose letters are shaped by their script's rules, with its text for screen
        readers.
        """
        line = set_line(text, face)
        self._missing |= dict.fromkeys(line.missing)
        actual = ("\ufeff" + line.actual_text).encode("utf-16-be").hex()
        self._canvas._code.append(f"/Span <</ActualText <{actual}>>> BDC")  # noqa: SLF001 (no other way)
        for piece in line.pieces:
            self._write(x + piece.x * size, y + piece.y * size, piece.text, piece.face, size)
        self._canvas._code.append("EMC")  # noqa: SLF001

    def row(self, x: float, top: float, row: Row, *, anchor: float = 0.0) -> None:
        """A row whose top is at `top`."""
        at = x + row.inset, top + row.baseline
        self.text(*at, row.text, row.face, row.size, colour=row.colour, anchor=anchor)

    def line(
        self,
        start: tuple[float, float],
        end: tuple[float, float],
        weight: float = 0.5,
        colour: str = LINE,
    ) -> None:
        red, green, blue = _colour(colour).rgb()
        ends = f"{start[0]:.4f} {A4[1] - start[1]:.4f} m {end[0]:.4f} {A4[1] - end[1]:.4f} l"
        ink = f"{red:.6g} {green:.6g} {blue:.6g} RG {weight:.6g} w"
        self._canvas._code.append(f"{ink} n {ends} S")  # noqa: SLF001 (as _write)

    def dots(self, start: float, end: float, y: float) -> None:
        """A dotted line that leads the eye from x to x."""
        if end > start:
            self._canvas.setDash(0.6, 1.8)
            self.line((start, y), (end, y), 0.6, INK_2)
            self._canvas.setDash()

    def bar(self, x: float, top: float, wide: float, high: float, colour: str = TEAL) -> None:
        self._canvas.setFillColor(colour)
        self._canvas.rect(x, A4[1] - top - high, wide, high, stroke=0, fill=1)

    def outline(
        self, x: float, top: float, wide: float, high: float, *, dashes: tuple[float, ...] = ()
    ) -> None:
        """The outline of a part of a bar, within it. dashes: their length, and between two."""
        self._canvas.saveState()
        self._canvas.setStrokeColor(_colour(TEAL))
        self._canvas.setLineWidth(_OUTLINE)
        if dashes:
            self._canvas.setDash(*dashes)
        inner = (wide - _OUTLINE, high - _OUTLINE)
        at = (x + _OUTLINE / 2, A4[1] - top - high + _OUTLINE / 2)
        self._canvas.rect(*at, *inner, stroke=1, fill=0)
        self._canvas.restoreState()

    def stripes(self, x: float, top: float, wide: float, high: float) -> None:
        """Stripes at 45 degrees over a part of a bar."""
        bottom, step = A4[1] - top - high, 1.25 * MM * 2**0.5
        self._within(x, bottom, wide, high)
        self._canvas.setStrokeColor(_colour(TEAL))
        self._canvas.setLineWidth(0.5 * MM)
        at = x - high
        while at < x + wide:
            self._canvas.line(at, bottom, at + high, bottom + high)
            at += step
        self._canvas.restoreState()

    def stipple(self, x: float, top: float, wide: float, high: float) -> None:
        """Dots over a part of a bar, each row beside the one below it."""
        bottom, step = A4[1] - top - high, 1.3 * MM
        self._within(x, bottom, wide, high)
        self._canvas.setFillColor(_colour(TEAL))
        for row in range(int(high / step) + 2):
            for place in range(int(wide / step) + 2):
                across = x + (place + 0.5 * (row % 2)) * step
                dot = (across, bottom + row * step, 0.27 * MM)
                self._canvas.circle(*dot, stroke=0, fill=1)
        self._canvas.restoreState()

    def _within(self, x: float, bottom: float, wide: float, high: float) -> None:
        """Draw within a part of the page, until its state is restored."""
        self._canvas.saveState()
        path = self._canvas.beginPath()
        path.rect(x, bottom, wide, high)
        self._canvas.clipPath(path, stroke=0, fill=0)

    def modules(
        self, rows: Sequence[bytes], x: float, top: float, side: float, colour: str
    ) -> None:
        """A square pattern: rows of bytes, 1 where it is dark.

        A picture of one colour, eight dots a module: nearer than a printer's dots, and a tenth of
        the size of so many rectangles.
        """
        dots = len(rows) * 8
        picture = b"".join(row.translate(_DARK) * 8 for row in rows)
        data = zlib.compress(picture, 1).hex()  # the page is packed once more
        self._canvas.saveState()
        self._canvas.setFillColor(colour)
        self._canvas.translate(x, A4[1] - top - side)
        self._canvas.scale(side, side)
        head = f"BI /W {dots} /H {dots} /IM true /BPC 1 /F [/AHx /Fl] ID"
        self._canvas._code += [head, f"{data}>", "EI"]  # noqa: SLF001 (no other way to draw one)
        self._canvas.restoreState()

    def picture_height(self, path: Path, wide: float) -> float:
        """How high a picture file is where it is so wide."""
        across, down = ImageReader(str(path)).getSize()
        return wide * float(down) / float(across)

    def picture(self, path: Path, x: float, top: float, wide: float) -> None:
        """A picture file, so wide, in a hairline."""
        high = self.picture_height(path, wide)
        at = (x, A4[1] - top - high)
        self._canvas.drawImage(ImageReader(str(path)), *at, width=wide, height=high)
        self._canvas.setStrokeColor(_colour(LINE))
        self._canvas.setLineWidth(0.5)
        self._canvas.rect(*at, wide, high, stroke=1, fill=0)

    def box(self, x: float, top: float, side: float) -> None:
        """A small box to tick, its corners a little round."""
        self._canvas.setStrokeColor(INK_2)
        self._canvas.setLineWidth(0.8)
        self._canvas.roundRect(x, A4[1] - top - side, side, side, 1, stroke=1, fill=0)

    def ring(self, x: float, y: float, radius: float) -> None:
        """A small circle, outline only, with its middle at (x, y)."""
        self._canvas.setStrokeColor(INK_2)
        self._canvas.setLineWidth(0.8)
        self._canvas.circle(x, A4[1] - y, radius, stroke=1, fill=0)

    def dot(self, x: float, y: float, radius: float, *, filled: bool) -> None:
        """A dot with its middle at (x, y), or its outline on white."""
        self._canvas.setStrokeColor(INK)
        self._canvas.setLineWidth(0.8)
        self._canvas.setFillColor(INK if filled else "#FFFFFF")
        self._canvas.circle(x, A4[1] - y, radius, stroke=1, fill=1)

    def bookmark(self, key: str, title: str, y: float, level: int = 0) -> None:
        """An entry in the reader's list of contents, leading to this height of this page.

        level: 0, or 1 for what is within the entry before it, which is folded at first.
        """
        self._pages[key] = self._page
        self._canvas.bookmarkPage(key, fit="XYZ", left=0, top=A4[1] - y, zoom=0)
        self._canvas.addOutlineEntry(turned_visible(together(title)), key, level, closed=level == 0)

    def page_of(self, key: str, y: float, face: str, size: float, right: float) -> None:
        """The number of the page on which a place is marked later, ending at `right`."""
        form = f"{_NUMBER_OF}{key}"
        self._awaited[form] = (face, size)
        self._canvas.saveState()
        self._canvas.translate(right, A4[1] - y)
        self._canvas.doForm(form)
        self._canvas.restoreState()

    def link(self, key: str, left: float, top: float, right: float, bottom: float) -> None:
        """A part of this page that leads to a place that is marked, before or later."""
        area = (left, A4[1] - bottom, right, A4[1] - top)
        self._canvas.linkAbsolute("", key, area, Border="[0 0 0]")

    def turn(self) -> None:
        """End this page and begin the next."""
        self._page += 1
        self._canvas.showPage()
        self._canvas.scale(self._scale, self._scale)

    def done(self) -> Printed:
        """End the last page; the document."""
        self._canvas.showPage()
        for form, (face, size) in self._awaited.items():
            number = str(self._pages[form.removeprefix(_NUMBER_OF)])
            wide = width(number, face, size)
            self._canvas.beginForm(form, -wide, -size, 0, size)
            self._canvas._code.append(_inked(INK))  # noqa: SLF001
            self._write(-wide, 0, number, face, size)
            self._canvas.endForm()
        self._canvas.save()
        return Printed(self._file.getvalue(), tuple(self._missing))
