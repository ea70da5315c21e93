"""The marks of a time that runs, a turn's or a stage's: half a minute before its end, its end, and
each whole minute after it. A screen reader is told of them, the soft chime rings for a turn's, and
the first two are the steps that every window shows.
"""

from collections.abc import Iterator
from enum import StrEnum
from itertools import count

from msgspec import Struct
from msgspec.structs import replace

from storycircle.core import i18n
from storycircle.core.i18n import _

LATE = 3.0
"""Seconds after which a mark is past: a laptop that wakes up, or a turn cut by half a minute,
says nothing of what is over."""

HALF_MINUTE = 30
END = 0
RUNG = (HALF_MINUTE, END)
"""The marks that the chime rings for, in seconds left of the turn."""

_LONG_ENOUGH = 60
"""Seconds: in a shorter share the half minute comes too soon after the beginning to help."""


class TimeMarks(Struct, frozen=True):
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


class TimeStep(StrEnum):
    """How near a time is to its end."""

    PLAIN = "plain"
    SOON = "soon"
    OVER = "over"


def step_of(left: float, share: float) -> TimeStep:
    """The step that a time is at, wherever it is shown: half a minute before its end, and at it.

    left: seconds, negative once it is over. share: its whole length, seconds.
    """
    if left <= END:
        return TimeStep.OVER
    return TimeStep.SOON if in_last_half_minute(left, share) else TimeStep.PLAIN


def beside_time(left: float, share: float) -> str:
    """What stands beside the time of a turn that runs: its whole length, or the step it is at."""
    whole = i18n.length(share)
    if left < END:
        # For translators: below the time that somebody speaks beyond their turn's length, {time}.
        return _("over {time}", time=whole)
    if in_last_half_minute(left, share):
        return _("the last half minute")
    # For translators: below the time that is left of a turn; {time} is its whole length.
    return _("of {time}", time=whole)


def _marks(share: float) -> Iterator[int]:
    """The marks of a share, from the first on, without end."""
    if share > _LONG_ENOUGH:
        yield HALF_MINUTE
    yield from count(END, -60)
