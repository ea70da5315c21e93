"""What a person at this laptop has set; handed to whatever needs it, never looked up."""

from dataclasses import dataclass
from enum import StrEnum

from storycircle.core.shares import FLOOR


class Look(StrEnum):
    """The colours of the window."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"
    HIGH_CONTRAST = "high contrast"


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of this laptop, with what holds until somebody changes them.

    text_size: per cent, 0 follows the system. shortest_turn: seconds, the floor of a share.
    breath: seconds after which the next turn starts by itself, 0 waits for the facilitator.
    volume: per cent. room_screen: the name of the screen for the room, empty for a second one
    where there is one. still: nothing moves, whatever the system says. keep_days: days after
    which the app asks whether a circle's notes should go.
    """

    look: Look = Look.SYSTEM
    text_size: int = 0
    shortest_turn: int = FLOOR
    breath: int = 0
    chime: bool = False
    volume: int = 60
    room_calm: bool = False
    room_screen: str = ""
    still: bool = False
    keep_days: int = 90
