"""Fitting actions onto a page: the largest step of type that fits, then further pages.

All actions are set at a step, measured with real lines; the first step at which they all fit is
taken. At the smallest, what does not fit goes to further pages as whole actions, and an action
longer than a page is split between lines. Measures are points.
"""

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from storycircle.paper.typesetting import fonts
from storycircle.paper.typesetting.canvas import INK
from storycircle.paper.typesetting.line_breaking import Row, breaks_word, rows, wrapped


class Item(Struct, frozen=True):
    """Something to fit: its label in the margin, its words, and the line below them."""

    label: str
    words: str
    note: str = ""


class Manner(Struct, frozen=True):
    """How items are set: leading and gap are of the size; a note has a least size and a share."""

    leading: float
    gap: float
    note_least: float
    note_share: float
    note_leading: float
    note_colour: str = INK
    face: str = fonts.SERIF_BOLD


class Block(Struct, frozen=True):
    """An item set in rows at a size. `more`: it goes on on the next page."""

    label: str
    size: float
    rows: tuple[Row, ...]
    more: bool = False

    @property
    def height(self) -> float:
        return sum(row.height for row in self.rows)


def block(item: Item, width: float, size: float, manner: Manner) -> Block:
    """An item set at a size in lines of at most `width`."""
    own = wrapped(item.words, manner.face, size, width)
    note_size = max(manner.note_least, manner.note_share * size)
    note = rows(
        wrapped(item.note, fonts.SANS, note_size, width),
        fonts.SANS,
        note_size,
        manner.note_leading * note_size,
        before=0.09 * size,
        colour=manner.note_colour,
        room=width,
    )
    words = rows(own, manner.face, size, manner.leading * size, room=width)
    return Block(item.label, size, words + note)


def height(blocks: Sequence[Block], gap: float) -> float:
    """Of blocks with a gap (points) between each two."""
    return sum(b.height for b in blocks) + gap * max(0, len(blocks) - 1)


def fit(
    items: Sequence[Item], width: float, room: float, steps: Sequence[float], manner: Manner
) -> list[Block] | None:
    """All items at the largest step at which they fit into `room`, or None.

    A step that breaks no word between letters is taken before one that does.
    """
    first = None
    for size in steps:
        blocks = [block(item, width, size, manner) for item in items]
        if height(blocks, manner.gap * size) > room:
            continue
        if not any(breaks_word(item.words, manner.face, size, width) for item in items):
            return blocks
        first = first or blocks
    return first


def over_pages(blocks: Sequence[Block], room: float, gap: float) -> list[list[Block]]:
    """Blocks on pages of `room`: whole where one page can hold them, else split between rows."""
    pages: list[list[Block]] = [[]]
    for whole in blocks:
        left = room - height(pages[-1], gap) - (gap if pages[-1] else 0)
        if whole.height > left and pages[-1]:
            pages.append([])
        rest = whole
        while rest.height > room and len(rest.rows) > 1:
            piece, rest = _split(rest, room)
            pages[-1].append(piece)
            pages.append([])
        pages[-1].append(rest)
    return pages


def _split(whole: Block, room: float) -> tuple[Block, Block]:
    """As many rows as fit, at least one; and the rest under the same label."""
    taken, used = 0, 0.0
    for row in whole.rows:
        if taken and used + row.height > room:
            break
        taken, used = taken + 1, used + row.height
    taken = min(taken, len(whole.rows) - 1)
    return (
        replace(whole, rows=whole.rows[:taken], more=True),
        replace(whole, rows=whole.rows[taken:]),
    )
