"""Lines of any script: each letter's face, each run's direction, and the glyphs in their places.

A line is cut into runs of one face and one direction, each run is shaped by HarfBuzz with its
direction said outright (guessed, digits come out reversed), and the glyphs are placed one by
one. Measures are ems: they hold at every size of type.
"""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import groupby

import uharfbuzz as hb
from reportlab.pdfbase import pdfmetrics

from storycircle.paper import fonts, system_fonts
from storycircle.paper.direction import as_read_back, levels, visual_order

_PRIVATE = 0xE000
"""Glyphs that no letter stands for are given letters from here on: reportlab knows letters."""
_PRIVATE_COUNT = 6_400
_BOX = "\0"
"""The letter under which every font has its box."""
_AS_TYPED = {"kern": False, "liga": False, "clig": False}
"""Where letters need no shaping they are set one by one; so are they beside letters that do."""
_NEAR = 0.002  # ems: a glyph as near as this to the end of the last one goes on from it


@dataclass(frozen=True, slots=True)
class Piece:
    """Glyphs of one face in a row, as letters; x and y of the first, in ems from the start."""

    face: str
    text: str
    x: float
    y: float = 0.0


@dataclass(frozen=True, slots=True)
class Line:
    """A line, set. said: what readers of a PDF find it says. missing: letters no font has."""

    pieces: tuple[Piece, ...]
    width: float
    said: str
    missing: str


@dataclass(frozen=True, slots=True)
class _Glyph:
    letter: str
    x: float
    y: float
    advance: float  # to the next glyph
    own: float  # as reportlab will advance


def is_plain(text: str, face: str) -> bool:
    """Whether a text can be set letter by letter: the quick way, for most text."""
    return fonts.plain_letters(face).issuperset(text)


@lru_cache(maxsize=8_192)
def line(text: str, face: str) -> Line:
    """A text set as one line; letters its face lacks are set in faces that have them."""
    found = [
        (where, level, letter)
        for (letter, level), where in _with_faces(levels(text), face)
        if where is not None or not _inkless(letter)
    ]
    runs = [
        (where, level, "".join(letter for *_, letter in group))
        for (where, level), group in groupby(found, key=lambda item: item[:2])
    ]
    pieces: list[Piece] = []
    x = 0.0
    for place in visual_order([level for _, level, _ in runs]):
        where, level, letters = runs[place]
        if where is None:
            glyphs = [_box(face)] * len(letters)
        else:
            glyphs = _shaped(letters, where, turned=level % 2 == 1)
        pieces += _joined(where or face, glyphs, x)
        x += sum(glyph.advance for glyph in glyphs)
    missing = "".join(letters for where, _, letters in runs if where is None)
    return Line(tuple(pieces), x, as_read_back(text), missing)


def _with_faces(
    letters: Iterable[tuple[str, int]], first: str
) -> Iterator[tuple[tuple[str, int], str | None]]:
    """Letters, each with the face that sets it, or None."""
    last: str | None = None
    for letter, level in letters:
        if _inkless(letter) or unicodedata.category(letter)[0] == "M":
            # A mark goes with its letter wherever one face has both.
            chosen = last if last and _has(last, letter) else _face_of(letter, first)
            if chosen is None and _inkless(letter):
                yield (letter, level), None
                continue
        else:
            chosen = _face_of(letter, first)
        last = chosen
        yield (letter, level), chosen


@cache
def _face_of(letter: str, first: str) -> str | None:
    """The face that sets a letter: the one asked for, else one of ours, else the system's."""
    fonts.face_named(first)
    if _has(first, letter):
        return first
    for other in fonts.others(first):
        fonts.face_named(other)
        if _has(other, letter):
            return other
    return None if _inkless(letter) else system_fonts.face_with(letter)


def _has(face: str, letter: str) -> bool:
    return ord(letter) in fonts.coverage(face)


def _inkless(letter: str) -> bool:
    """Letters that say how others are set and have no ink of their own."""
    return unicodedata.category(letter) == "Cf" or 0xFE00 <= ord(letter) <= 0xFE0F


@cache
def _hb_font(face: str) -> hb.Font:
    return hb.Font(pdfmetrics.getFont(face).hbFace)


def _shaped(letters: str, face: str, *, turned: bool) -> list[_Glyph]:
    """The glyphs of a run, from left to right."""
    font = _hb_font(face)
    buffer = hb.Buffer()
    buffer.add_str(letters)
    buffer.direction = "rtl" if turned else "ltr"
    buffer.guess_segment_properties()
    hb.shape(font, buffer, _AS_TYPED if face in fonts.ALL else {})
    em = font.face.upem
    glyphs = []
    for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        letter = _letter_of(face, info.codepoint)
        own = pdfmetrics.getFont(face).face.getCharWidth(ord(letter)) / 1000
        offset = place.x_offset / em, place.y_offset / em
        glyphs.append(_Glyph(letter, *offset, place.x_advance / em, own))
    return glyphs


def _box(face: str) -> _Glyph:
    fonts.face_named(face)
    wide = pdfmetrics.getFont(face).face.getCharWidth(0) / 1000
    return _Glyph(_BOX, 0, 0, wide, wide)


@cache
def _letter_of(face: str, glyph: int) -> str:
    """A letter under which reportlab knows a glyph: its own, or a private one given here.

    The private letter follows from the glyph, so that a document is the same each time.
    """
    if not glyph:
        return _BOX
    about = pdfmetrics.getFont(face).face
    own = [code for code in about.glyphToChar.get(glyph, ()) if code in fonts.coverage(face)]
    if own:
        return chr(own[0])
    code = _PRIVATE + glyph % _PRIVATE_COUNT
    while code in about.charToGlyph:
        code = _PRIVATE + (code + 1 - _PRIVATE) % _PRIVATE_COUNT
    font = _hb_font(face)
    about.charWidths[code] = font.get_glyph_h_advance(glyph) * 1000 / font.face.upem
    about.charToGlyph[code] = glyph
    return chr(code)


def _joined(face: str, glyphs: Iterable[_Glyph], x: float) -> list[Piece]:
    """Glyphs as few pieces: whatever follows on its neighbour needs no place of its own."""
    pieces: list[Piece] = []
    end = 0.0
    for glyph in glyphs:
        at, y = x + glyph.x, glyph.y
        if pieces and abs(at - end) < _NEAR and abs(y - pieces[-1].y) < _NEAR:
            pieces[-1] = replace(pieces[-1], text=pieces[-1].text + glyph.letter)
        else:
            pieces.append(Piece(face, glyph.letter, at, y))
        end = at + glyph.own
        x += glyph.advance
    return pieces
