"""When the soft chime is due: half a minute before the end of a turn, and at its end."""

from dataclasses import dataclass, replace
from enum import Enum

LATE = 3.0
"""Seconds after which a moment is past: a laptop that wakes up, or a turn cut by half a minute,
rings for nothing that is over."""


class Moment(Enum):
    """A moment that is rung for; its value is the seconds left of the turn."""

    HALF_MINUTE = 30
    END = 0


_LONG_ENOUGH = 60
"""Seconds: in a shorter share the half minute comes too soon after the beginning to help."""


@dataclass(frozen=True, slots=True)
class Chimes:
    """What the last look saw: a turn, by any name that is its own, and the seconds left of it.

    Each moment is due once as the time runs through it; where more time was given, so that it
    lies ahead again, once more.
    """

    turn: str = ""
    left: float = 0.0

    def tick(self, turn: str, left: float, share: float) -> "tuple[Chimes, Moment | None]":
        """What to remember for the next tick, and the moment that is due, if any.

        turn: which turn runs. left: its seconds left. share: the turn's length, seconds. The first
        tick of a turn rings for nothing.
        """
        seen = replace(self, turn=turn, left=left)
        if turn != self.turn:
            return seen, None
        return seen, due(self.left, left, share)


def due(before: float, now: float, share: float) -> Moment | None:
    """The moment that the time ran through between two ticks of one turn, in seconds left."""
    for moment in Moment:
        too_short = moment is Moment.HALF_MINUTE and share <= _LONG_ENOUGH
        if not too_short and moment.value - LATE < now <= moment.value < before:
            return moment
    return None
