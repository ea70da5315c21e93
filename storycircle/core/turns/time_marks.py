"""The marks of a turn's time, which the soft chime rings for and a screen reader is told of: half
a minute before its end, its end, and each whole minute after it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import count

LATE = 3.0
"""Seconds after which a mark is past: a laptop that wakes up, or a turn cut by half a minute,
says nothing of what is over."""

HALF_MINUTE = 30
END = 0
RUNG = (HALF_MINUTE, END)
"""The marks that the chime rings for, in seconds left of the turn."""

_LONG_ENOUGH = 60
"""Seconds: in a shorter share the half minute comes too soon after the beginning to help."""


@dataclass(frozen=True, slots=True)
class TimeMarks:
    """What the last look saw: a turn, by any name that is its own, and the seconds left of it.

    Each mark comes once as the time runs through it; where more time was given, so that it lies
    ahead again, once more.
    """

    turn: str = ""
    left: float = 0.0

    def tick(self, turn: str, left: float, share: float) -> "tuple[TimeMarks, int | None]":
        """What to remember for the next tick, and the mark that was passed, if any.

        turn: which turn runs. left: its seconds left. share: the turn's length, seconds. The first
        tick of a turn passes nothing.
        """
        seen = replace(self, turn=turn, left=left)
        if turn != self.turn:
            return seen, None
        return seen, passed(self.left, left, share)


def passed(before: float, now: float, share: float) -> int | None:
    """The mark that the time ran through between two ticks of one turn, in seconds left: negative
    for a minute that is over.
    """
    for mark in _marks(share):
        if mark < now:
            return None
        if mark - LATE < now and mark < before:
            return mark
    return None


def in_last_half_minute(left: float, share: float) -> bool:
    """Whether a turn is past its half minute: in a short share there is none. Seconds."""
    return left <= HALF_MINUTE and share > _LONG_ENOUGH


def _marks(share: float) -> Iterator[int]:
    """The marks of a share, from the first on, without end."""
    if share > _LONG_ENOUGH:
        yield HALF_MINUTE
    yield from count(END, -60)
