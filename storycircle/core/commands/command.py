"""A command: what a person can ask for by a key, and the key as people read it."""

from dataclasses import dataclass
from enum import Enum, auto
from functools import cache
from typing import NewType

Cap = NewType("Cap", str)
"""Keys as people read them on a button: "Ctrl Shift S". Made by `caption` from the keys."""

NO_CAP = Cap("")
CTRL = Cap("Ctrl")
"""Held with a key while a text has the focus, and with the mouse wheel."""
_READ = {
    "Up": "↑",
    "Down": "↓",
    "Left": "←",
    "Right": "→",
    "-": "−",  # noqa: RUF001 (a minus, as on the button)
    "PgUp": "Page\u00a0Up",
    "PgDown": "Page\u00a0Down",
}


class Scope(Enum):
    """Where a command works; no two commands of one scope share a key."""

    ANYWHERE = auto()  # in the window
    HOME = auto()
    CIRCLE = auto()  # in every stage of the circle that is open
    SEATS = auto()  # a seat of the ring has the focus
    RING = auto()  # in Stories, while no text has the focus
    STORIES = auto()
    OPEN = auto()
    POINTS = auto()  # in a field of points
    DISPLAY = auto()  # the ring is shown to the room
    REMOTE = auto()  # from any window, by a presentation remote
    DIALOGUE = auto()
    IDEAS = auto()  # in the list of ideas
    ACTIONS = auto()
    SWAP = auto()  # three actions stand, and one more is wanted
    ASKING = auto()  # may a story leave?
    NAMES = auto()  # names that were found in a story
    PLENARY = auto()
    PAPER = auto()  # a page shows what prints
    PRESENTING = auto()  # full screen before the plenary
    GALLERY = auto()  # full screen, circle after circle
    ORGANISER = auto()
    PACK = auto()
    FILES = auto()  # the table of files to merge
    BOARD = auto()
    CARD = auto()  # a card or a heading of the board has the focus
    CARRYING = auto()  # a card or a heading of the board is carried
    COMPARE = auto()
    CLOCK = auto()  # the room's clock


class Section(Enum):
    """A part of the page of keys."""

    RING = auto()
    WRITING = auto()
    ROOM = auto()
    COMMIT = auto()
    LEAVING = auto()
    PLENARY = auto()
    PRESENTING = auto()
    EVERYWHERE = auto()
    ORGANISER = auto()


SECTION_TITLES = {
    Section.RING: "In the ring",
    Section.WRITING: "While you write",
    Section.ROOM: "For the room, with a remote too",
    Section.COMMIT: "Dialogue and Commit",
    Section.LEAVING: "May a story leave?",
    Section.PLENARY: "Plenary",
    Section.PRESENTING: "Before the plenary, full screen",
    Section.EVERYWHERE: "Everywhere",
    Section.ORGANISER: "Organiser",
}
"""What stands above a part of the page of keys."""


@cache
def caption(key: str) -> Cap:
    """A key as people read it: "Ctrl+Shift+Down" as "Ctrl Shift ↓"."""
    modifiers, _, last = key[:-1].rpartition("+")  # the last letter may be a plus itself
    last += key[-1]
    return Cap(" ".join([*modifiers.split("+"), _READ.get(last, last)]).lstrip())


@dataclass(frozen=True, slots=True, eq=False)
class Command:
    """What a person can ask for by a key.

    id: its name, unique. keys: as Qt reads them, the first is the one that is shown; a row of
    digits is shown as one. scope: where it works. words: what it does. section: where the page of
    keys tells it, None for nowhere. also: commands told in the same row, their last key in the
    holes of the words, or else their caps after its own. card: other words on the facilitator's
    card.
    """

    id: str
    keys: tuple[str, ...]
    scope: Scope
    words: str
    section: Section | None = None
    also: tuple["Command", ...] = ()
    card: str = ""

    @property
    def caps(self) -> tuple[Cap, ...]:
        """Each of its keys as people read it."""
        return tuple(map(caption, self.keys))

    @property
    def cap(self) -> Cap:
        """Its key as people read it; for a row of digits "Ctrl 1…6"."""
        first, last = self.caps[0], self.caps[-1]
        in_a_row = first != last and first[:-1] == last[:-1] and last[-1].isdecimal()
        return Cap(f"{first}…{last[-1]}") if in_a_row else first

    def cap_at(self, place: int) -> Cap:
        """The cap of one of its keys, from 0; none where it has no more keys."""
        return self.caps[place] if place < len(self.keys) else NO_CAP

    def row_caps(self) -> tuple[Cap, ...]:
        """The caps of its row on the page of keys, one for each key that is pressed."""
        commands = (self,) if "{" in self.words else (self, *self.also)
        return tuple(Cap(cap) for command in commands for cap in command.cap.split(" "))

    def row_words(self) -> str:
        """The words of its row on the page of keys."""
        return self.words.format(*(command.cap.split(" ")[-1] for command in self.also))
