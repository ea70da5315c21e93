"""A command: what a person can ask for by a key, and the key as people read it."""

import sys
from enum import Enum, auto
from functools import lru_cache
from typing import NewType

from msgspec import Struct

from storycircle.core.i18n import N_, _, p_
from storycircle.core.i18n.language import Language, language

Cap = NewType("Cap", str)
"""Keys as people read them on a button: "Ctrl Shift S". Made by `caption` from the keys."""

NO_CAP = Cap("")
CTRL = "Ctrl"
"""Held with a key while a text has the focus, and with the mouse wheel."""
MAC = "darwin"
"""A Mac, as `sys.platform` names it."""
_OF_A_MAC = {
    "Ctrl+Space": "Alt+Space",  # Spotlight, or the other language
    "Ctrl+Shift+Space": "Alt+Shift+Space",
    "Ctrl+Up": "Ctrl+Alt+Up",  # in a text they go to its ends, and with Shift choose so far
    "Ctrl+Down": "Ctrl+Alt+Down",
    "Ctrl+Shift+Up": "Ctrl+Alt+Shift+Up",
    "Ctrl+Shift+Down": "Ctrl+Alt+Shift+Down",
    "Alt+Up": "Meta+Alt+Up",  # in a text, from paragraph to paragraph
    "Alt+Down": "Meta+Alt+Down",
    "Ctrl+Tab": "Meta+Tab",  # the next app
    "Ctrl+H": "Ctrl+Shift+H",  # hides the app
    "Alt+1": "Ctrl+Alt+1",  # they type signs
    "Alt+2": "Ctrl+Alt+2",
    "Alt+3": "Ctrl+Alt+3",
    "Alt+4": "Ctrl+Alt+4",
    "Alt+5": "Ctrl+Alt+5",
    "Alt+6": "Ctrl+Alt+6",
    "Alt+7": "Ctrl+Alt+7",
    "Alt+8": "Ctrl+Alt+8",
    "Ctrl+Y": "Ctrl+Shift+Z",  # Macs know the other one
    "Ctrl+Shift+Z": "Ctrl+Y",
    "F10": "Meta+F2",  # the system's own key for its menus
    "F11": "Ctrl+Shift+F",  # shows the desktop
}
"""Keys of the table that a Mac has for itself, and what stands there for them. Qt reads Ctrl as
the command key there, and Meta as the key Control.
"""
_HELD_ON_A_MAC = {"Meta": "⌃", "Alt": "⌥", "Shift": "⇧", "Ctrl": "⌘"}
"""As its keyboards have them, in the order in which its menus write them."""
_SIGNS = {
    "Up": "↑",
    "Down": "↓",
    "Left": "←",
    "Right": "→",
    "-": "−",  # noqa: RUF001 (a minus, as on the button)
}

ONE_TO_NINE = tuple("123456789")
MORE_KEYS = ("+", "=")  # one key, with and without Shift


class Scope(Enum):
    """Where a command works; no two commands of one scope share a key."""

    ANYWHERE = auto()  # in the window
    HOME = auto()
    CIRCLE = auto()  # in every stage of the circle that is open
    SEATS = auto()  # a seat of the ring has the focus
    RING = auto()  # in Stories, while no text has the focus
    STORIES = auto()
    GATHER = auto()
    OPEN = auto()
    ROUNDS = auto()  # in the list of a circle's rounds
    POINTS = auto()  # in a field of points
    TELLING = auto()  # the room is about to be told something
    DISPLAY = auto()  # the ring is shown to the room
    REMOTE = auto()  # from any window, by a presentation remote
    DIALOGUE = auto()
    IDEAS = auto()  # in the list of ideas
    ACTIONS = auto()
    SWAP = auto()  # three actions stand, and one more is wanted
    ASKING = auto()  # may a story leave?
    NAMES = auto()  # names that were found in a story
    CHECKOUT = auto()
    COUNTING = auto()  # a number of the check-out has the focus
    MARKING = auto()  # one person marks alone, while no text has the focus
    PLENARY = auto()
    REVIEW = auto()  # the circle looks back on its actions
    PAPER = auto()  # a page shows what prints
    PRESENTING = auto()  # full screen before the plenary
    GALLERY = auto()  # full screen, circle after circle
    BY_LIGHT = auto()  # full screen, for the camera of another laptop
    ORGANISER = auto()
    PACK = auto()
    FILES = auto()  # the table of files to merge
    BOARD = auto()
    CARD = auto()  # a card or a heading of the board has the focus
    CARRYING = auto()  # a card or a heading of the board is carried
    SORTING = auto()  # cards come one by one, while no text has the focus
    COMPARE = auto()
    BECAME = auto()  # what became of all actions
    ADVICE = auto()  # in the list of recommendations
    CHAPTERS = auto()  # the chapters of the report are written
    EVENTS = auto()  # events side by side
    STALL = auto()  # a market stall is held
    CLOCK = auto()  # the room's clock
    READING = auto()  # a circle is shown to be read
    GUIDE = auto()  # the guide, or what prints of it


class Section(Enum):
    """A part of the page of keys."""

    RING = auto()
    WRITING = auto()
    ROOM = auto()
    COMMIT = auto()
    LEAVING = auto()
    PLENARY = auto()
    REVIEW = auto()
    PRESENTING = auto()
    BY_LIGHT = auto()
    EVERYWHERE = auto()
    ORGANISER = auto()


SECTION_TITLES = {
    Section.RING: N_("In the ring"),
    Section.WRITING: N_("While you write"),
    Section.ROOM: N_("For the room, with a remote too"),
    Section.COMMIT: N_("Dialogue and Commit"),
    Section.LEAVING: N_("May a story leave?"),
    Section.PLENARY: N_("Plenary"),
    Section.REVIEW: N_("Review, weeks later"),
    Section.PRESENTING: N_("Before the plenary, full screen"),
    Section.BY_LIGHT: N_("For another laptop’s camera, full screen"),
    Section.EVERYWHERE: N_("Everywhere"),
    Section.ORGANISER: N_("Organiser"),
}
"""What stands above a part of the page of keys."""


def system() -> str:
    """The system the app runs on, as Python names it."""
    return sys.platform


def key_on(system: str, key: str) -> str:
    """The key that stands for a key of the table on a system: a Mac has some for itself."""
    return _OF_A_MAC.get(key, key) if system == MAC else key


def caption(key: str, on: str = "") -> Cap:
    """A key as people read it: "Ctrl+Shift+Down" as "Ctrl Shift ↓", or on a Mac as "⇧ ⌘ ↓".

    on: the system; this one, where none is named.
    """
    return _caption(key, on or system(), language())


@lru_cache(maxsize=512)
def _caption(key: str, on: str, _spoken: Language) -> Cap:
    """A cap in the language that is spoken: asked for with every look at a button."""
    *held, last = key[:-1].split("+")  # the last letter may be a plus itself
    names = _SIGNS | _names()
    if on == MAC:
        names |= _HELD_ON_A_MAC
        held = [one for one in _HELD_ON_A_MAC if one in held]
    return Cap(" ".join(names.get(one, one) for one in (*held, last + key[-1])))


def _names() -> dict[str, str]:
    """What stands on the keys that have a name, in the language in use."""
    # For translators: as keyboards of your language have it; no space, but a no-break space.
    return {
        "Ctrl": p_("key", "Ctrl"),
        "Shift": p_("key", "Shift"),
        "Alt": p_("key", "Alt"),
        "Enter": p_("key", "Enter"),
        "Space": p_("key", "Space"),
        "Tab": p_("key", "Tab"),
        "Esc": p_("key", "Esc"),
        "Delete": p_("key", "Delete"),
        "Backspace": p_("key", "Backspace"),
        # For translators: the key that opens a menu, beside the right Ctrl key.
        "Menu": p_("key", "Menu"),
        # For translators: with a no-break space between the words.
        "PgUp": p_("key", "Page\u00a0Up"),
        # For translators: with a no-break space between the words.
        "PgDown": p_("key", "Page\u00a0Down"),
    }


class Command(Struct, frozen=True, eq=False):
    """What a person can ask for by a key.

    id: its name, unique. usual: its keys as Qt reads them, the first is the one that is shown; a
    row of digits is shown as one; none for what only the menu has. scope: where it works. words:
    what it does. section: where the page of keys tells it, None for nowhere. also: commands told in
    the same row, the key of one in the words as {key}, or else their caps after its own. card:
    other words on the facilitator's card. Words are messages, to be translated where they are
    shown.
    """

    id: str
    usual: tuple[str, ...]
    scope: Scope
    words: str
    section: Section | None = None
    also: tuple["Command", ...] = ()
    card: str = ""

    @property
    def keys(self) -> tuple[str, ...]:
        """Its keys on this system, as Qt reads them."""
        here = system()
        return tuple(key_on(here, key) for key in self.usual) if here == MAC else self.usual

    @property
    def caps(self) -> tuple[Cap, ...]:
        """Each of its keys as people read it."""
        return tuple(map(caption, self.keys))

    @property
    def cap(self) -> Cap:
        """Its key as people read it; for a row of digits "Ctrl 1…6"."""
        if not self.usual:
            return NO_CAP
        first, last = caption(self.keys[0]), caption(self.keys[-1])
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
        return _(self.words, key=self._other_key())

    def _other_key(self) -> Cap:
        """The cap of the first command told in its row, without what is held for both alike."""
        if not self.also:
            return NO_CAP
        *held, own = self.cap.split(" ")
        *also_held, other = self.also[0].cap.split(" ")
        return Cap(other) if held == also_held or other != own else self.also[0].cap
