"""Setting text: how wide words are, and where lines break. Measures are points.

Text stands as it was typed: lines break at spaces and at typed line ends, and a word longer than
a line is broken after a hyphen or a stroke in it, else between letters. No letter is ever dropped,
and none but spaces at a break.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Sequence
from functools import lru_cache, partial

from msgspec import Struct
from reportlab.pdfbase import pdfmetrics

from storycircle.core.i18n import together
from storycircle.core.text import turned_visible
from storycircle.paper.typesetting import fonts
from storycircle.paper.typesetting.shaping import (
    apart,
    directed,
    is_plain,
    joined,
    runs_right_to_left,
)
from storycircle.paper.typesetting.shaping import line as set_line

_HAN = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
_CLOSING = (
    "\u3001\u3002\u3009\u300b\u300d\u300f\u3011\u3015\u3017"
    "\uff01\uff09\uff0c\uff0e\uff1a\uff1b\uff1f"
)
_WORDS = re.compile(rf" *(?:[{_HAN}][{_CLOSING}]*|[^ {_HAN}]+[{_CLOSING}]*)")
"""A word with the spaces before it: spaces someone typed stand, but at the start of a line.

Chinese and Japanese letters are words of their own; what closes a sentence or a
bracket stays with the last.
"""
_HYPHENS = re.compile("[-\u2010\u2013/](?=[^\\W\\d_])")
"""After these a word that is longer than a line is broken first, where a letter follows."""
_VIRAMA = 9  # the combining class of the sign that joins two consonants
_TOLERANCE = 0.01
"""Points by which a line may be too long: sums of widths are not exact."""


class Row(Struct, frozen=True):
    """One line of type with its place: `leading` is the height it takes, `before` the gap above."""

    text: str
    face: str
    size: float
    leading: float
    before: float = 0.0
    colour: str = "#000000"
    inset: float = 0.0  # from the left: a line that runs right to left begins at the right

    @property
    def height(self) -> float:
        return self.before + self.leading

    @property
    def baseline(self) -> float:
        """The baseline, down from the top of the row."""
        return self.before + (self.leading - self.size) / 2 + 0.83 * self.size


def width(text: str, face: str, size: float) -> float:
    """The width of a text on one line."""
    return _ems(text, face) * size


@lru_cache(maxsize=8_192)
def _ems(text: str, face: str) -> float:
    """The width of a text in ems: fitting asks for the same words at one size after another."""
    fonts.register()
    text = turned_visible(together(text))
    if not is_plain(text, face):
        return set_line(text, face).width
    measured: float = pdfmetrics.stringWidth(text, face, 1000)
    return measured / 1000


def wrapped(text: str, face: str, size: float, room: float) -> list[str]:
    """The text in lines of at most `room`. No text has no lines."""
    lines: list[str] = []
    for paragraph in turned_visible(together(text)).replace("\t", " ").split("\n"):
        turned = runs_right_to_left(paragraph)
        broken = _wrapped_line(paragraph, face, size, room)
        lines += [directed(line, right_to_left=turned) for line in broken]
    return lines


class _Widths(dict[str, float]):
    """The widths of words of a face, in ems."""

    def __init__(self, face: str) -> None:
        super().__init__()
        self._face = face

    def __missing__(self, word: str) -> float:
        wide = self[word] = _ems(word, self._face)
        return wide


class LineCounter:
    """Says how many lines texts of a face take, as `wrapped` breaks them, and breaks none of those
    that take one. Each word of a document is measured once.
    """

    def __init__(self, face: str) -> None:
        self._face, self._widths = face, _Widths(face)
        self._wide = self._widths.__getitem__

    def count(self, text: str, size: float, room: float) -> int:
        """How many lines of at most `room` a text takes."""
        paragraphs = turned_visible(together(text)).replace("\t", " ").split("\n")
        return sum(self._of_paragraph(paragraph, size, room) for paragraph in paragraphs)

    def _of_paragraph(self, text: str, size: float, room: float) -> int:
        words = _WORDS.findall(text)
        if not words:
            return 0
        if words[0][0] != " " and sum(map(self._wide, words)) * size <= room:
            return 1
        return len(_wrapped_line(text, self._face, size, room))


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
    turned = runs_right_to_left(joined(items, ", "))
    packed_lines = _packed(apart(items), face, size, room)
    return [directed(line, right_to_left=turned) for line in packed_lines]


def _packed(items: Sequence[str], face: str, size: float, room: float) -> list[str]:
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
    return any(
        width(word.lstrip(" "), face, size) > room + _TOLERANCE
        for line in text.split("\n")
        for word in _WORDS.findall(line)
    )


def rows(
    lines: Sequence[str],
    face: str,
    size: float,
    leading: float,
    *,
    before: float = 0.0,
    colour: str = "#000000",
    room: float = 0.0,
) -> tuple[Row, ...]:
    """Lines as rows of one face; `before` is the gap above the first alone.

    Where `room` is given, lines that run right to left end there, at the right.
    """
    return tuple(
        Row(
            line,
            face,
            size,
            leading,
            0.0 if place else before,
            colour,
            inset(line, face, size, room),
        )
        for place, line in enumerate(lines)
    )


def inset(line: str, face: str, size: float, room: float) -> float:
    """How far from the left a line begins: 0, or what is left of `room` where it is turned."""
    if not room or not runs_right_to_left(line):
        return 0.0
    return max(0.0, room - width(line, face, size))


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
        taken = _ems(word, face) * size
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
    ends = [*(place for place in range(1, len(word)) if _parts(word, place)), len(word)]
    pieces: list[str] = []
    start = taken = 0
    while taken < len(ends):
        taken = _taken(ends, taken, room, partial(_width_to, word, start, face, size))
        if taken < len(ends):
            taken = _at_hyphen(word, start, ends, taken)
        pieces.append(word[start : ends[taken - 1]])
        start = ends[taken - 1]
    return pieces


def _at_hyphen(word: str, start: int, ends: list[int], taken: int) -> int:
    """As many of the ends as reach to the last hyphen of the piece; without one, those taken."""
    piece = word[start : ends[taken - 1] + 1]
    after = [start + found.end() for found in _HYPHENS.finditer(piece)]
    return bisect_right(ends, after[-1]) if after and after[-1] in ends else taken


def _width_to(word: str, start: int, face: str, size: float, end: int) -> float:
    """A piece measured as a whole: letters take other widths beside each other."""
    return width(word[start:end], face, size)


def _taken(ends: list[int], first: int, room: float, wide: Callable[[int], float]) -> int:
    """How many of the ends a line of this room takes, from the first on: that one at least.

    Looked for in steps that double: a word of thousands of letters is not measured at each.
    """
    step = 1
    while first + step < len(ends) and wide(ends[first + step]) <= room:
        step *= 2
    most = min(first + step, len(ends))
    return max(first + 1, bisect_right(ends, room, first + step // 2, most, key=wide))


def _parts(word: str, place: int) -> bool:
    """Whether a word may be broken before this letter: between what is written as one, never."""
    kind = unicodedata.category(word[place])
    joined = unicodedata.combining(word[place - 1]) == _VIRAMA or word[place - 1] == "\u200d"
    return kind[0] != "M" and kind != "Cf" and not joined
