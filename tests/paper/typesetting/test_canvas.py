"""A page as it is written: every letter as it was typed, and nothing worked out twice for it."""

from io import BytesIO
from unittest.mock import patch

import pytest
from pypdf import PdfReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from storycircle.paper.typesetting import fonts
from storycircle.paper.typesetting.canvas import INK, TEAL, Pen

_ODD = r"(a) \ b) 100 % #1 “quoted” – é ñ ğ ș œ Ж Ω fi … a b"
_MANY = "".join(
    chr(code) for code in (*range(0xC0, 0x250), *range(0x386, 0x3CF), *range(0x400, 0x460))
)
"""More letters than a font of a document holds."""


def _lines(*texts: str, face: str = fonts.SERIF) -> list[str]:
    pen = Pen("A title")
    for place, text in enumerate(texts):
        pen.text(40, 60 + 20 * place, text, face, 10.5, colour=TEAL if place % 2 else INK)
    page = PdfReader(BytesIO(pen.done().pdf)).pages[0]
    return [line.strip() for line in page.extract_text().splitlines() if line.strip()]


@pytest.mark.parametrize("face", [fonts.SERIF, fonts.SANS_BOLD])
def test_letters_that_a_document_writes_otherwise_are_read_as_typed(face: str) -> None:
    """Brackets, backslashes, accents and spaces that are held together."""
    assert _lines(_ODD, "second", _ODD, face=face) == [
        _ODD.replace("\xa0", " "),
        "second",
        _ODD.replace("\xa0", " "),
    ]


def test_more_letters_than_one_font_holds_are_all_read() -> None:
    """A face is in the document as several fonts then, and a line goes from one to the next."""
    known = pdfmetrics.getFont(fonts.face_named(fonts.SERIF).fontName).face.charToGlyph
    letters = "".join(letter for letter in _MANY if ord(letter) in known)
    assert len(letters) > 300
    parts = [letters[start : start + 40] for start in range(0, len(letters), 40)]
    assert _lines(*parts, letters[:20] + letters[-20:]) == [*parts, letters[:20] + letters[-20:]]


def test_no_text_is_measured_or_coded_once_more() -> None:
    """The library's own way makes an object for each text, and measures each; and as letters of 85
    kinds a document is a fourth longer.
    """
    pen = Pen("A title")
    with (
        patch.object(Canvas, "beginText") as begun,
        patch.object(pdfmetrics, "stringWidth") as asked,
    ):
        for place in range(30):
            pen.text(40, 60 + 20 * place, f"Line {place}", fonts.SERIF, 10.5)
            pen.line((40, 60), (90, 60))
    assert begun.call_count == asked.call_count == 0
    assert b"ASCII85Decode" not in pen.done().pdf
