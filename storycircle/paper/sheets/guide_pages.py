"""The guide as a PDF: each part of it begins on a page of its own. Measures are points."""

import re
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from storycircle.core.formats.guide_text import Block, Piece, Style, read_guide
from storycircle.core.i18n import _
from storycircle.paper.typesetting import fonts
from storycircle.paper.typesetting.canvas import INK, INK_2, Pen, Printed
from storycircle.paper.typesetting.line_breaking import width, wrapped
from storycircle.paper.typesetting.page_flow import LEFT, RIGHT, Flow

_SIZE, _LEADING = 10.4, 14.0
_HEADS = {1: (24.0, 30.0), 2: (13.6, 18.0), 3: (11.6, 16.0)}
"""Size and leading of headings, by level."""
_STEP = 15.0
"""How far points stand in."""
_BETWEEN = 4.2
_ABOVE = 9.0
"""Before a heading."""
_PICTURE = 282.0
"""A picture's width: as the letters on screen are, it is read at two fifths of their size."""
_FACES = {
    Style.PLAIN: fonts.SERIF,
    Style.STRONG: fonts.SERIF_BOLD,
    Style.SHOWN: fonts.SERIF_ITALIC,
    Style.TYPED: fonts.SANS,
}


class _Word(Struct, frozen=True):
    """A text without a space, in pieces of several faces, and whether a space stands before it."""

    pieces: tuple[tuple[str, str], ...]
    spaced: bool

    @property
    def wide(self) -> float:
        return sum(width(text, face, _SIZE) for text, face in self.pieces)


def draw_guide(pages: Sequence[Path]) -> Printed:
    """Pages of the guide, one after another, with a list of contents for viewers."""
    pen = Pen(_("The guide"))
    flow = Flow(pen, _("The guide"))
    for place, page in enumerate(pages):
        blocks = read_guide(page.read_text(encoding="utf-8"))
        title = blocks[0].text
        if place:
            flow.turn(title)
        else:
            flow.begin(title)
        for number, block in enumerate(blocks):
            _draw(flow, block, page.parent, f"{place}-{number}")
    flow.number()
    return pen.done()


def _draw(flow: Flow, block: Block, folder: Path, key: str) -> None:
    if block.picture:
        _picture(flow, folder / block.picture, block.text)
    elif block.level:
        _heading(flow, block, key)
    else:
        _paragraph(flow, block)


def _heading(flow: Flow, block: Block, key: str) -> None:
    size, leading = _HEADS[min(block.level, max(_HEADS))]
    if block.level > 1:
        flow.space(_ABOVE)
    flow.need(leading + 3 * _LEADING)  # a heading never stands alone
    flow.pen.bookmark(f"guide-{key}", block.text, flow.y, level=min(block.level, 2) - 1)
    flow.text(block.text, fonts.SERIF_BOLD, size, leading)
    flow.space(3)


def _picture(flow: Flow, path: Path, said: str) -> None:
    """A picture from the screen, and what is to be seen beside it."""
    high = flow.pen.picture_height(path, _PICTURE)
    flow.space(_ABOVE / 2)
    flow.need(high + _BETWEEN)
    top = flow.y
    flow.pen.picture(path, LEFT, top, _PICTURE)
    flow.text(said, fonts.SERIF_ITALIC, 9.6, 13, x=LEFT + _PICTURE + 14, colour=INK_2)
    flow.y = top + high
    flow.space(_ABOVE)


def _paragraph(flow: Flow, block: Block) -> None:
    """A paragraph of several faces; a point has its mark at the left."""
    left = LEFT + (_STEP if block.inside else 0)
    lines = _lines(_words(block.pieces), RIGHT - left)
    for number, line in enumerate(lines):
        few = 2 if (number == 0 and len(lines) > 1) or number == len(lines) - 2 else 1
        flow.need(few * _LEADING)  # no line of a paragraph stands alone
        base = flow.y + 0.76 * _LEADING
        if not number and block.mark:
            flow.pen.text(LEFT, base, block.mark, fonts.SERIF, _SIZE)
        _draw_line(flow.pen, line, left, base)
        flow.y += _LEADING
    flow.space(_BETWEEN)


def _words(pieces: Sequence[Piece]) -> list[_Word]:
    """The words of a paragraph. What stands without a space between is one, whatever its faces."""
    words: list[_Word] = []
    spaced = False
    for piece in pieces:
        for part in re.findall(r"\s+|\S+", piece.text):
            if part.isspace():
                spaced = True
                continue
            bit = (part, _FACES[piece.style])
            if words and not spaced:
                words[-1] = _Word((*words[-1].pieces, bit), words[-1].spaced)
            else:
                words.append(_Word((bit,), spaced))
            spaced = False
    return words


def _lines(words: Sequence[_Word], room: float) -> list[list[_Word]]:
    space = width(" ", fonts.SERIF, _SIZE)
    lines: list[list[_Word]] = []
    left = 0.0
    for word in (part for whole in words for part in _parted(whole, room)):
        if not lines or left + space + word.wide > room:
            lines.append([word])
            left = word.wide
        else:
            lines[-1].append(word)
            left += space + word.wide
    return lines


def _parted(word: _Word, room: float) -> list[_Word]:
    """A word too long for a line, in parts that are not."""
    if word.wide <= room:
        return [word]
    parts = [
        (part, face) for text, face in word.pieces for part in wrapped(text, face, _SIZE, room)
    ]
    return [_Word((part,), word.spaced or bool(place)) for place, part in enumerate(parts)]


def _draw_line(pen: Pen, line: Sequence[_Word], x: float, base: float) -> None:
    """Neighbours of one face are drawn as one text, so that they are copied as one."""
    runs: list[tuple[str, str]] = []
    for place, word in enumerate(line):
        for number, (text, face) in enumerate(word.pieces):
            before = " " if place and not number else ""
            if runs and runs[-1][1] == face:
                runs[-1] = (runs[-1][0] + before + text, face)
            elif runs:
                runs[-1] = (runs[-1][0] + before, runs[-1][1])
                runs.append((text, face))
            else:
                runs.append((text, face))
    for text, face in runs:
        pen.text(x, base, text, face, _SIZE, colour=INK)
        x += width(text, face, _SIZE)
