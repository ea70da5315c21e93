"""What the room is told from the laptop: words, how long they stand, and whether it is a break."""

from msgspec import Struct

STAYS = 60.0
"""Seconds for which words stand that are no break: long enough to be read twice."""


class RoomWords(Struct, frozen=True):
    """Words before the room. since: reading of the clock as they were told. seconds: how long they
    stand. is_break: whether that time is a break's, which the room sees run down.
    """

    words: str
    since: float
    seconds: float = STAYS
    is_break: bool = False

    def left(self, now: float) -> float:
        """Seconds for which they still stand. now: reading of the clock."""
        return max(0.0, self.since + self.seconds - now)
