"""Text flowing down the pages of the report, with a running head and page numbers.

Measures are points from the top left of an A4 page.
"""

from collections.abc import Sequence

from msgspec import Struct

from storycircle.paper.typesetting import fonts
from storycircle.paper.typesetting.canvas import A4, INK, INK_2, MM, Pen
from storycircle.paper.typesetting.line_breaking import inset, width, wrapped

LEFT = 24 * MM
RIGHT = A4[0] - 24 * MM
TOP = 72.0
BOTTOM = A4[1] - 22 * MM
_HEAD_Y = 45.8
_NUMBER_Y = 801.5
_BETWEEN_HEADS = 24.0
_TITLE = 110.0
_FEW_LINES = 45.0


class Cell(Struct, frozen=True):
    """Lines of one face at a place across the page; `anchor` as for `Pen.text`."""

    x: float
    lines: Sequence[str]
    face: str = fonts.SERIF
    size: float = 10.5
    colour: str = INK
    anchor: float = 0.0
    room: float = 0.0  # where given, lines that run right to left end there


def at_once(height: float) -> float:
    """How much has to stand on one page of something so high: all of it, or of what is too high for
    a page below its title, a few lines.
    """
    return height if height <= BOTTOM - TOP - _TITLE else _FEW_LINES


class Flow:
    """The place reached on the page; what does not fit continues on the next page."""

    def __init__(self, pen: Pen, head: str, section: str = "") -> None:
        """head, section: what every page but the first says at its top left, and right."""
        self.pen = pen
        self.y = TOP
        self._head = head
        self._section = section
        self.page = 1

    @property
    def room(self) -> float:
        return BOTTOM - self.y

    def space(self, height: float) -> None:
        """Leave a gap, but none at the top of a page."""
        if self.y > TOP:
            self.y += height

    def need(self, height: float) -> None:
        """Begin a new page unless this height is left; more than a page is never left."""
        if height > self.room and self.y > TOP:
            self.turn()

    def turn(self, section: str = "") -> None:
        """Number this page and begin the next. section: what begins there, if anything does."""
        self.number()
        self.pen.turn()
        self.page += 1
        self.y = TOP
        self._head_page(section)

    def _head_page(self, section: str) -> None:
        """Write what stands at the head of a page. section: what begins there, if anything does."""
        self._section = section or self._section
        wide = RIGHT - LEFT
        right = _one_line(self._section, wide * 0.45)
        left = _one_line(self._head, wide - width(right, fonts.SANS, 9) - _BETWEEN_HEADS)
        self.pen.text(LEFT, _HEAD_Y, left, fonts.SANS, 9, colour=INK_2)
        self.pen.text(RIGHT, _HEAD_Y, right, fonts.SANS, 9, colour=INK_2, anchor=1)

    def begin(self, section: str) -> None:
        """Name the section that the first page begins with; its title is on the page itself."""
        self._section = section

    def number(self) -> None:
        """Write the page number at the foot."""
        self.pen.text(
            A4[0] / 2, _NUMBER_Y, str(self.page), fonts.SERIF, 10, colour=INK_2, anchor=0.5
        )

    def rule(self, after: float = 0.0) -> None:
        self.pen.line((LEFT, self.y), (RIGHT, self.y))
        self.y += after

    def row(self, cells: Sequence[Cell], leading: float) -> None:
        """Cells beside each other; a row too long for the page is parted between lines.

        A row goes to the next page as a whole where one page can hold it; of one that is parted, no
        line stands alone. Each cell is written through before the next, which is the order in which
        it is read aloud and copied.
        """
        count = max(len(cell.lines) for cell in cells)
        self.need(at_once(count * leading))
        start = 0
        while start < count:
            self.need(leading * min(2, count - start))
            end = min(count, start + max(1, int(self.room / leading + 1e-6)))
            if count - end == 1 and end - start > 2:
                end -= 1
            for cell in cells:
                for place, line in enumerate(cell.lines[start:end]):
                    self._line(cell, line, self.y + (place + 0.76) * leading)
            self.y += (end - start) * leading
            start = end

    def text(
        self,
        text: str,
        face: str = fonts.SERIF,
        size: float = 10.5,
        leading: float = 14.5,
        *,
        x: float = LEFT,
        right: float = RIGHT,
        colour: str = INK,
    ) -> None:
        """A paragraph."""
        lines = wrapped(text, face, size, right - x)
        if lines:
            self.row([Cell(x, lines, face, size, colour, room=right - x)], leading)

    def section(self, key: str, title: str, about: str) -> None:
        """A section's title, on a page of its own; in italics, what it holds."""
        self.turn(title)
        self.pen.bookmark(key, title, self.y)
        self.text(title, fonts.SERIF_BOLD, 22, 28)
        self.text(about, fonts.SERIF_ITALIC, 11.3, 19, colour=INK_2)
        self.space(9)

    def part(self, key: str, title: str, about: str, first: float) -> None:
        """The title of a part that stands below another on its page, and what it holds.

        first: the height of what has to stand on the same page.
        """
        held = wrapped(about, fonts.SERIF_ITALIC, 11.3, RIGHT - LEFT)
        titles = wrapped(title, fonts.SERIF_BOLD, 16, RIGHT - LEFT)
        self.space(24)
        self._section = title  # where it begins a page, its head says so
        self.need(20 * len(titles) + 19 * len(held) + 9 + first)
        self.pen.bookmark(key, title, self.y)
        self.text(title, fonts.SERIF_BOLD, 16, 20)
        self.text(about, fonts.SERIF_ITALIC, 11.3, 19, colour=INK_2)
        self.space(9)

    def _line(self, cell: Cell, text: str, baseline: float) -> None:
        x = cell.x + inset(text, cell.face, cell.size, cell.room)
        self.pen.text(
            x, baseline, text, cell.face, cell.size, colour=cell.colour, anchor=cell.anchor
        )


class Excerpt(Flow):
    """Pages taken out of a document: without a title page, and without the numbers that only the
    whole document knows.
    """

    def __init__(self, pen: Pen, head: str) -> None:
        super().__init__(pen, head)
        self._begun = False

    def turn(self, section: str = "") -> None:
        """Begin the next page; at first, the one that is there."""
        if self._begun:
            super().turn(section)
        else:
            self._begun = True
            self._head_page(section)

    def number(self) -> None:
        """Leave the foot of the page empty."""


def _one_line(text: str, room: float) -> str:
    """A running head on one line, cut with dots: it is in full on the first page."""
    if width(text, fonts.SANS, 9) <= room:
        return text
    return wrapped(text, fonts.SANS, 9, room - 12)[0] + " …"
