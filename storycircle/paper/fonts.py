"""The faces everything on paper is set in, given to reportlab when first used.

Fonts go into each document as subsets. Faces are named here and nowhere else. The six faces of
Source set Latin, Greek and Cyrillic; the faces of Noto, in two weights, the scripts they lack.
"""

import unicodedata
from functools import cache

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from storycircle import resources

SERIF = "SourceSerif4"
SERIF_ITALIC = "SourceSerif4-Italic"
SERIF_BOLD = "SourceSerif4-SemiBold"
SANS = "SourceSans3"
SANS_ITALIC = "SourceSans3-Italic"
SANS_BOLD = "SourceSans3-SemiBold"

_FILES = {
    SERIF: "SourceSerif4_400Regular",
    SERIF_ITALIC: "SourceSerif4_400Regular_Italic",
    SERIF_BOLD: "SourceSerif4_600SemiBold",
    SANS: "SourceSans3_400Regular",
    SANS_ITALIC: "SourceSans3_400Regular_Italic",
    SANS_BOLD: "SourceSans3_600SemiBold",
}
ALL = frozenset(_FILES)
"""The six faces of Source."""
_BOLD = {SERIF_BOLD, SANS_BOLD}
_OTHERS = (
    "NotoNaskhArabic",
    "NotoSansHebrew",
    "NotoSansGurmukhi",
    "NotoSansBengali",
    "NotoSansDevanagari",
)
"""Arabic and Urdu both in Naskh: Nastaliq would need lines twice as far apart (measured), which
on a wall would halve the type."""

_TURNED = {"R", "AL", "AN", "RLE", "LRE", "RLO", "LRO", "PDF", "RLI", "LRI", "FSI", "PDI"}
"""Kinds of letter that do not simply run from left to right."""


@cache
def register() -> None:
    """Make the six faces known to reportlab; a second call does nothing."""
    for face in _FILES:
        face_named(face)


@cache
def face_named(face: str) -> TTFont:
    """The font of a face of ours, known to reportlab from then on."""
    font = TTFont(face, str(resources.font(_FILES.get(face, face))))
    pdfmetrics.registerFont(font)
    coverage(face)  # before glyphs without a letter of their own are given one
    return font


@cache
def coverage(face: str) -> frozenset[int]:
    """The letters that a face can set by itself, as code points."""
    return frozenset(pdfmetrics.getFont(face).face.charToGlyph)


@cache
def plain_letters(face: str) -> frozenset[str]:
    """The letters of a face that need no shaping: one letter, one glyph, from left to right."""
    face_named(face)
    return frozenset(filter(_plain, map(chr, coverage(face))))


def others(face: str) -> tuple[str, ...]:
    """The faces for the scripts that a face of Source lacks, in its weight."""
    weight = "600SemiBold" if face in _BOLD else "400Regular"
    return tuple(f"{other}_{weight}" for other in _OTHERS)


def _plain(letter: str) -> bool:
    kind = unicodedata.category(letter)
    return kind[0] not in "MC" and unicodedata.bidirectional(letter) not in _TURNED
