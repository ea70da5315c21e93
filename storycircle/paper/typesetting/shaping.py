"""Lines of any script as glyphs in their places, and their direction.

Lines of any script: each letter's face, each run's direction, and the glyphs in their places.

A line is cut into runs of one face and one direction, each run is shaped by HarfBuzz with its
direction said outright (guessed, digits come out reversed), and the glyphs are placed one by
one. Measures are ems: they hold at every size of type.

The direction of text: which way a line runs, and the level of each letter in it.

The rules are those of Unicode's bidirectional algorithm (UAX 9) as python-bidi has them, with
its rule N0 for pairs of brackets, which python-bidi's levels lack: without it the brackets of
"فاطمہ (2)" inside an English line part company.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import groupby, takewhile
from typing import Any

import uharfbuzz as hb
from bidi import algorithm, get_display
from msgspec import Struct
from msgspec.structs import replace
from reportlab.pdfbase import pdfmetrics

from storycircle.paper.typesetting import fonts

LEFT_TO_RIGHT = "\u200e"
RIGHT_TO_LEFT = "\u200f"
MARKS = (LEFT_TO_RIGHT, RIGHT_TO_LEFT)
"""Letters without ink that keep a direction: Unicode's own way to say it in plain text."""

_ISOLATES = ("LRI", "RLI", "FSI", "PDI")
_PAIRS = {"(": ")", "[": "]", "{": "}", "⟨": "⟩", "«": "»"}
_MOST_OPEN = 63  # pairs of brackets within each other (UAX 9, BD16)


def runs_right_to_left(text: str) -> bool:
    """Whether a line of this text begins at the right: by its first letter with a direction."""
    if text.isascii():
        return False
    for letter in text:
        kind = unicodedata.bidirectional(letter)
        if kind in ("R", "AL"):
            return True
        if kind == "L":
            return False
    return False


def turns(text: str) -> bool:
    """Whether any letter of a text runs from right to left."""
    return any(
        unicodedata.bidirectional(letter) in ("R", "AL", "AN", "RLO", "RLE") for letter in text
    )


def joined(parts: Sequence[str], separator: str) -> str:
    """Parts as one text of ours, each in its own direction.

    It runs from left to right wherever any letter does, and no part drags the next one along:
    a date after an Arabic name stays a date.
    """
    text = separator.join(apart(parts))
    if runs_right_to_left(text) and any(unicodedata.bidirectional(c) == "L" for c in text):
        return LEFT_TO_RIGHT + text
    return text


def apart(parts: Sequence[str]) -> list[str]:
    """Parts that can be joined: those that run right to left end where they stand.

    Where all run right to left they are left as they are.
    """
    if not any(unicodedata.bidirectional(c) == "L" for part in parts for c in part):
        return list(parts)
    return [closed(part) for part in parts]


def closed(part: str) -> str:
    """A text of someone's for a line of ours: where it runs right to left, it ends with itself."""
    return part + LEFT_TO_RIGHT if turns(part) else part


def directed(line: str, *, right_to_left: bool) -> str:
    """A line of a paragraph of this direction: marked where the line alone would run otherwise."""
    if runs_right_to_left(line) == right_to_left:
        return line
    return (RIGHT_TO_LEFT if right_to_left else LEFT_TO_RIGHT) + line


def levels(text: str) -> list[tuple[str, int]]:
    """The letters of a line with their levels, in reading order; odd ones run right to left.

    Letters that only steer the direction are not among them.
    """
    base = int(runs_right_to_left(text))
    storage = algorithm.get_empty_storage()
    storage["base_level"], storage["base_dir"] = base, "LR"[base]
    algorithm.get_embedding_levels(text, storage)
    for letter in storage["chars"]:
        if letter["type"] in _ISOLATES:
            letter["type"] = "BN"
    algorithm.explicit_embed_and_overrides(storage)
    algorithm.resolve_weak_types(storage)
    _resolve_brackets(storage)
    algorithm.resolve_neutral_types(storage, debug=False)
    algorithm.resolve_implicit_levels(storage, debug=False)
    found = [(letter["ch"], letter["level"]) for letter in storage["chars"]]
    end = len(found) - len(list(takewhile(lambda pair: pair[0].isspace(), reversed(found))))
    found[end:] = [(letter, base) for letter, _ in found[end:]]
    return [(letter, level) for letter, level in found if letter not in MARKS]


def visual_order(found: Sequence[int]) -> list[int]:
    """The places of runs with these levels, from left to right (rule L2)."""
    order = list(range(len(found)))
    for level in range(max(found, default=0), 0, -1):
        start = 0
        while start < len(order):
            if found[order[start]] < level:
                start += 1
                continue
            end = start
            while end < len(order) and found[order[end]] >= level:
                end += 1
            order[start:end] = reversed(order[start:end])
            start = end
    return order


def as_read_back(text: str) -> str:
    """The text that PDF readers are given for a line.

    Where letters run right to left it is in the order of sight: the readers measured (poppler
    and pdfium) turn it once more, and so give back the order of reading.
    """
    bare = "".join(letter for letter in text if letter not in MARKS)
    if not turns(bare):
        return bare
    return str(get_display(bare, base_dir="R" if runs_right_to_left(text) else "L"))


def _resolve_brackets(storage: dict[str, Any]) -> None:
    """Rule N0: both brackets of a pair take one direction."""
    for run in storage["runs"]:
        start = run["start"]
        letters = storage["chars"][start : start + run["length"]]
        for opening, closing in _pairs(letters):
            kind = _direction_of(letters, opening, closing, run["sor"])
            if kind is not None:
                letters[opening]["type"] = letters[closing]["type"] = kind


def _pairs(letters: Sequence[dict[str, Any]]) -> list[tuple[int, int]]:
    """Where brackets open and close, in the order in which they open."""
    open_: list[tuple[str, int]] = []
    found = []
    for place, letter in enumerate(letters):
        sign = letter["ch"]
        if letter["type"] != "ON":
            continue
        if sign in _PAIRS:
            if len(open_) == _MOST_OPEN:
                break
            open_.append((_PAIRS[sign], place))
            continue
        for depth in range(len(open_) - 1, -1, -1):
            if open_[depth][0] == sign:
                found.append((open_[depth][1], place))
                del open_[depth:]
                break
    return sorted(found)


def _direction_of(
    letters: Sequence[dict[str, Any]], opening: int, closing: int, before: str
) -> str | None:
    """The direction of a pair: that of what is inside it, weighed against what is before it."""
    embedding = "LR"[letters[opening]["level"] % 2]
    inside = {_strong(letter["type"]) for letter in letters[opening + 1 : closing]}
    if embedding in inside:
        return embedding
    if not inside - {None}:
        return None
    kinds = [_strong(letter["type"]) for letter in letters[:opening]]
    context = next((kind for kind in reversed(kinds) if kind), before)
    return context if context != embedding else embedding


def _strong(kind: str) -> str | None:
    return {"L": "L", "R": "R", "AL": "R", "EN": "R", "AN": "R"}.get(kind)


_PRIVATE = 0xE000
"""Glyphs that no letter stands for are given letters from here on: reportlab knows letters."""
_PRIVATE_COUNT = 6_400
_BOX = "\0"
"""The letter under which every font has its box."""
_AS_TYPED = {"kern": False, "liga": False, "clig": False}
"""Where letters need no shaping they are set one by one; so are they beside letters that do."""
_NEAR = 0.002  # ems: a glyph as near as this to the end of the last one goes on from it


class Piece(Struct, frozen=True):
    """Glyphs of one face in a row, as letters; x and y of the first, in ems from the start."""

    face: str
    text: str
    x: float
    y: float = 0.0


class Line(Struct, frozen=True):
    """A line, set. actual_text: as readers of a PDF find it. missing: letters no font has."""

    pieces: tuple[Piece, ...]
    width: float
    actual_text: str
    missing: str


class _Glyph(Struct, frozen=True):
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
    return None if _inkless(letter) else fonts.face_with(letter)


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
