"""Bars and dots as values: what is drawn of figures that stand in a table too."""

from enum import StrEnum

from msgspec import Struct


class Mark(StrEnum):
    """The form of a part of a bar, by which it is told in print and without colour."""

    FILLED = "filled"
    STRIPED = "striped"
    DOTTED = "dotted"
    EMPTY = "empty"
    CROSSED = "crossed"
    DASHED = "dashed"


class Key(Struct, frozen=True):
    """What a form says. count: how many in all; not said where it is empty."""

    mark: Mark
    word: str
    count: str = ""


class Bar(Struct, frozen=True):
    """One bar. name: of which of several it is. end: the figure that stands after it."""

    name: str
    parts: tuple[tuple[Mark, int], ...]
    end: str = ""

    @property
    def long(self) -> int:
        return sum(count for _mark, count in self.parts)


class BarRow(Struct, frozen=True):
    """What one or more bars are of. small: in italics below it. side: at the end of the line."""

    title: str
    bars: tuple[Bar, ...]
    small: str = ""
    side: str = ""


class Bars(Struct, frozen=True):
    """Bars on one scale. columns: the figures of the parts stand in columns beside them, each bar
    as long as all others. side: the head of what stands at the end of the lines.
    """

    keys: tuple[Key, ...]
    rows: tuple[BarRow, ...]
    columns: bool = False
    side: str = ""

    @property
    def most(self) -> int:
        """How long the longest bar is; at least one."""
        return max((bar.long for row in self.rows for bar in row.bars), default=0) or 1

    @property
    def several(self) -> bool:
        """Whether a row has more bars than one, so that each is named."""
        return any(len(row.bars) > 1 for row in self.rows)

    def in_words(self) -> str:
        """The same for who does not see it: "Trust: January 3, June 1; …"."""
        words = {key.mark: key.word for key in self.keys}
        return "; ".join(f"{row.title}: {_bars_in_words(row, words)}" for row in self.rows)


def _bars_in_words(row: BarRow, words: dict[Mark, str]) -> str:
    said = []
    for bar in row.bars:
        parts = ", ".join(f"{words.get(mark, '')} {count}".strip() for mark, count in bar.parts)
        said.append(" ".join(filter(None, (bar.name, parts))))
    return ", ".join(said)


class DotLine(Struct, frozen=True):
    """One line of dots. first: the place of its first, from 0. dots: whether each is filled; None
    where there is none. end: what stands where it stops.
    """

    first: int
    dots: tuple[bool | None, ...]
    end: str = ""
