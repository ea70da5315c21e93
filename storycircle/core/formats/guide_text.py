"""The guide as it is written: headings, points, paragraphs and pictures, with their marks read.

A few marks of Markdown and no others: `#`, `-`, `1.`, `**strong**`, `*shown on screen*`, what is
typed in code type, links, and pictures that stand alone. Screen and paper draw the same blocks.
"""

import re
from enum import Enum, auto

from msgspec import Struct

_PARTS = re.compile(r"\n\s*\n|\n(?=\d+\. |- )")
_PIECES = re.compile(r"(\*\*.+?\*\*|\*.+?\*|`.+?`)")
_PICTURE = re.compile(r"!\[([^]]*)\]\(([^)]+)\)")
_LINK = re.compile(r"\[([^]]+)\]\([^)]+\)")
_NUMBER = re.compile(r"\d+\.")


class Style(Enum):
    """How a piece of text is set."""

    PLAIN = auto()
    STRONG = auto()
    SHOWN = auto()  # as it stands on the screen
    TYPED = auto()  # to be typed, letter for letter


class Piece(Struct, frozen=True):
    """Text in one style."""

    text: str
    style: Style = Style.PLAIN


class Block(Struct, frozen=True):
    """A part of a page. level: of a heading, from 1; 0 for all else.

    mark: what stands before a point, such as "•" or "2.". inside: whether it stands in as points
    do. picture: its path from the page's own folder; its text says what is to be seen.
    """

    pieces: tuple[Piece, ...]
    level: int = 0
    mark: str = ""
    inside: bool = False
    picture: str = ""

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)


def read_guide(source: str) -> list[Block]:
    """The blocks of a page, in order."""
    return [_block(part) for part in _PARTS.split(source.strip())]


def _block(source: str) -> Block:
    inside = source[:1].isspace()
    words = " ".join(source.split())
    if picture := _PICTURE.fullmatch(words):
        return Block((Piece(picture[1]),), picture=picture[2])
    marks, _space, rest = words.partition(" ")
    if set(marks) == {"#"}:
        return Block(_pieces(rest), level=len(marks))
    if marks == "-" or _NUMBER.fullmatch(marks):
        return Block(_pieces(rest), mark="•" if marks == "-" else marks, inside=True)
    return Block(_pieces(words), inside=inside)


def _pieces(words: str) -> tuple[Piece, ...]:
    return tuple(_piece(part) for part in _PIECES.split(_LINK.sub(r"\1", words)) if part)


def _piece(part: str) -> Piece:
    if len(part) > 4 and part.startswith("**") and part.endswith("**"):
        return Piece(part[2:-2], Style.STRONG)
    if len(part) > 2 and part[0] == part[-1] == "*":
        return Piece(part[1:-1], Style.SHOWN)
    if len(part) > 2 and part[0] == part[-1] == "`":
        return Piece(part[1:-1], Style.TYPED)
    return Piece(part)
