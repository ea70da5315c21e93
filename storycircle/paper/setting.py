"""Setting text: how wide words are, and where lines break. Measures are points.

Text stands as it was typed: lines break at spaces and at typed line ends, and a word longer than
a line is broken between letters. No letter is ever dropped, and none but spaces at a break.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from reportlab.pdfbase import pdfmetrics

from storycircle.core.text import turned_visible
from storycircle.paper import fonts

_WORDS = re.compile(r" *[^ ]+")
"""A word with the spaces before it: spaces someone typed stand, but at the start of a line."""
_TOLERANCE = 0.01
"""Points by which a line may be too long: sums of widths are not exact."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of type with its place: `leading` is the height it takes, `before` the gap above."""

    text: str
    face: str
    size: float
    leading: float
    before: float = 0.0
    colour: str = "#000000"

    @property
    def height(self) -> float:
        return self.before + self.leading

    @property
    def baseline(self) -> float:
        """The baseline, down from the top of the row."""
        return self.before + (self.leading - self.size) / 2 + 0.83 * self.size


def width(text: str, face: str, size: float) -> float:
    """The width of a text on one line."""
    fonts.register()
    measured: float = pdfmetrics.stringWidth(turned_visible(text), face, size)
    return measured


def wrapped(text: str, face: str, size: float, room: float) -> list[str]:
    """The text in lines of at most `room`. No text has no lines."""
    lines: list[str] = []
    for paragraph in turned_visible(text).replace("\t", " ").split("\n"):
        lines += _wrapped_line(paragraph, face, size, room)
    return lines


def balanced(text: str, face: str, size: float, room: float) -> list[str]:
    """The text in as few lines as `room` allows, and these as equal in length as can be."""
    best = wrapped(text, face, size, room)
    narrow, wide = room / 4, room
    if len(best) < 2:
        return best
    while wide - narrow > 1:
        middle = (narrow + wide) / 2
        lines = wrapped(text, face, size, middle)
        if len(lines) > len(best) or breaks_word(text, face, size, middle):
            narrow = middle
        else:
            best, wide = lines, middle
    return best


def packed(items: Sequence[str], face: str, size: float, room: float) -> list[str]:
    """Items in lines, parted by commas: a name stays on one line wherever it fits on one."""
    lines: list[str] = []
    line = ""
    for place, item in enumerate(items, start=1):
        piece = item + ("," if place < len(items) else "")
        joined = f"{line} {piece}" if line else piece
        if width(joined, face, size) <= room + _TOLERANCE:
            line = joined
            continue
        if line:
            lines.append(line)
        *full, line = wrapped(piece, face, size, room) or [""]
        lines += full
    return [*lines, line] if line else lines


def breaks_word(text: str, face: str, size: float, room: float) -> bool:
    """Whether some word is wider than a line, so that it would be broken between letters."""
    return any(width(word, face, size) > room + _TOLERANCE for word in text.split())


def rows(
    lines: Sequence[str],
    face: str,
    size: float,
    leading: float,
    *,
    before: float = 0.0,
    colour: str = "#000000",
) -> tuple[Row, ...]:
    """Lines as rows of one face; `before` is the gap above the first alone."""
    return tuple(
        Row(line, face, size, leading, 0.0 if place else before, colour)
        for place, line in enumerate(lines)
    )


def first_fit(
    steps: Sequence[tuple[float, int]], lines_at: Callable[[float], list[str]]
) -> tuple[float, list[str]] | None:
    """The first of the steps (size, most lines) at which a text takes no more lines than that."""
    for size, most in steps:
        lines = lines_at(size)
        if len(lines) <= most:
            return size, lines
    return None


def _wrapped_line(text: str, face: str, size: float, room: float) -> list[str]:
    lines: list[str] = []
    line, used = "", 0.0
    for word in _WORDS.findall(text):
        taken = width(word, face, size)
        if line and used + taken <= room + _TOLERANCE:
            line, used = line + word, used + taken
            continue
        if line:
            lines.append(line)
        *full, line = _by_letters(word.lstrip(" "), face, size, room)
        lines += full
        used = width(line, face, size)
    return [*lines, line] if line else lines


def _by_letters(word: str, face: str, size: float, room: float) -> list[str]:
    """A word in pieces no wider than a line; a mark stays with the letter it belongs to."""
    if width(word, face, size) <= room + _TOLERANCE:
        return [word]
    pieces: list[str] = []
    start, used = 0, 0.0
    for place, letter in enumerate(word):
        taken = width(letter, face, size)
        if used + taken > room and place > start and not unicodedata.combining(letter):
            pieces.append(word[start:place])
            start, used = place, 0.0
        used += taken
    return [*pieces, word[start:]]
