"""A slide, laid out for a screen: the words as large as they may be, and all of them there."""

from dataclasses import dataclass, replace

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont

from storycircle.ui.room.slide import Slide
from storycircle.ui.theme import type as faces
from storycircle.ui.widgets.text import TextLine, balanced_width, break_lines

LEFT, INDENT, RIGHT, FOOT = 120, 232, 142, 60  # px on a screen of 1920x1080, as are all below
TITLE, NAMES, TOP, QUESTION = 72, 36, 290, 34
LARGE, BESIDE = 220, 80  # radius of the time where it is large, and what the words leave for it
_ALL = (56, 52, 48, 44, 40, 36, 33, 30, 27)
"""Sizes for all actions at once; what does not fit at the last is read one by one."""
_ALONE = (84, 76, 68, 62, *_ALL, 24, 21, 18, 15, 12, 10, 8)
_LINE, _WHO, _WHO_LINE, _LEAST_WHO = 1.25, 32 / 56, 44 / 56, 24
_GAP = 0.75  # between two actions, in sizes


@dataclass(frozen=True)
class Block:
    """An action: its lines from the top, in px, and whether it reads from the right."""

    numeral: str
    top: float
    size: float
    lines: tuple[TextLine, ...]
    who: tuple[TextLine, ...]
    from_right: bool
    cut: bool = False


@dataclass(frozen=True)
class Laid:
    """All blocks with their faces; the room they stand in."""

    blocks: tuple[Block, ...]
    font: QFont
    who_font: QFont
    room: QRectF

    @property
    def cut(self) -> bool:
        """Whether an action is not whole here."""
        return any(block.cut for block in self.blocks)


def unit_of(width: float, height: float) -> float:
    """Px of this screen for one of 1920x1080."""
    return min(width / 1920, height / 1080)


def laid(slide: Slide, width: float, height: float) -> Laid:
    """The actions of a slide at the first size at which all are there."""
    unit = unit_of(width, height)
    foot = FOOT + (QUESTION * 1.8 if slide.foot else 0)
    left = LEFT if all(not item.numeral for item in slide.items) else INDENT
    sides = left + RIGHT + (LARGE * 2 + BESIDE if slide.large else 0)
    room = QRectF(left * unit, TOP * unit, width - sides * unit, height - (TOP + foot) * unit)
    sizes = _ALONE if len(slide.items) == 1 else _ALL
    # Even lines are as many as full ones: only those of the size that fits are made even.
    fits = (s for s in sizes if _height(_set(slide, s * unit, unit, room)) <= room.height())
    size = next(fits, None)
    made = _set(slide, (size or sizes[-1]) * unit, unit, room, even=True)
    return _spread(made if size else _shortened(made, room), room)


def _set(slide: Slide, px: float, unit: float, room: QRectF, *, even: bool = False) -> Laid:
    lines = _even if even else break_lines
    font = faces.serif(px, 600)
    who_font = faces.sans(max(_LEAST_WHO * unit, px * _WHO))
    blocks = tuple(
        Block(
            item.numeral,
            0.0,
            float(font.pixelSize()),
            tuple(lines(item.text, font, room.width())),
            tuple(break_lines(item.who, who_font, room.width())) if item.who else (),
            from_right(item.text),
        )
        for item in slide.items
    )
    return Laid(blocks, font, who_font, room)


def _even(text: str, font: QFont, width: float) -> list[TextLine]:
    return break_lines(text, font, balanced_width(text, font, width))


def line_height(laid: Laid) -> float:
    return float(laid.font.pixelSize()) * _LINE


def who_height(laid: Laid) -> float:
    return float(laid.who_font.pixelSize()) * _WHO_LINE / _WHO


def _tall(block: Block, laid: Laid) -> float:
    who = len(block.who) * who_height(laid) + (0.1 * block.size if block.who else 0.0)
    return len(block.lines) * line_height(laid) + who


def _height(laid: Laid) -> float:
    gaps = _GAP * laid.font.pixelSize() * max(0, len(laid.blocks) - 1)
    return sum(_tall(block, laid) for block in laid.blocks) + gaps


def _spread(made: Laid, room: QRectF) -> Laid:
    """The blocks from the top down; room left over parts them, but not far."""
    spare = max(0.0, room.height() - _height(made))
    gap = _GAP * made.font.pixelSize()
    gap += min(gap, spare / max(1, len(made.blocks)))
    top, blocks = room.top(), []
    for block in made.blocks:
        blocks.append(replace(block, top=top))
        top += _tall(block, made) + gap
    return replace(made, blocks=tuple(blocks))


def _shortened(made: Laid, room: QRectF) -> Laid:
    """Each action with as many lines as its part of the room holds; the rest is read alone."""
    part = room.height() / max(1, len(made.blocks)) - _GAP * made.font.pixelSize()
    most = max(1, int((part - who_height(made)) // line_height(made)))
    blocks = []
    for block in made.blocks:
        lines, who = block.lines, block.who
        cut = len(lines) > most
        if cut:
            end = f"{lines[most - 1].text.rstrip(' .,')} …"
            lines = (*lines[: most - 1], TextLine(end, lines[most - 1].width))
        blocks.append(replace(block, lines=lines, who=who[:1], cut=cut))
    return replace(made, blocks=tuple(blocks))


def from_right(text: str) -> bool:
    """Whether a text begins with a script that reads from the right."""
    first = next((c for c in text if c.isalpha()), "")
    return "\u0590" <= first <= "\u08ff" or "\ufb1d" <= first <= "\ufefc"
