"""What a person at this laptop has set; handed to whatever needs it, never looked up."""

import re
from collections.abc import Collection, Mapping
from enum import StrEnum

from msgspec import Struct

from storycircle.core import i18n
from storycircle.core.error_sentences import Refused
from storycircle.core.i18n import n_
from storycircle.core.i18n.language import is_code
from storycircle.core.size_limits import LINE
from storycircle.core.text import one_line
from storycircle.core.turns.fair_share import FLOOR
from storycircle.core.typed_input import turn_typed

TEXT_SIZES = (100, 150, 200)
"""The sizes of text to choose from, per cent; 0 besides, as the system."""
BREATHS = (0, 10)
SHORTEST_TURN = range(15, 10 * 60 + 1)
VOLUME = range(101)
KEEP_DAYS = range(1, 3651)

_DAYS = r"(\d{1,5})\s*(?:d|days?|(w|weeks?))?"


class Look(StrEnum):
    """The colours of the window."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"
    HIGH_CONTRAST = "high_contrast"


class Movement(StrEnum):
    """Whether the window moves what it shows: as the system asks, always or never."""

    SYSTEM = "system"
    GENTLE = "gentle"
    NONE = "none"


class Settings(Struct, frozen=True):
    """The settings of this laptop; the defaults are used until somebody changes them.

    text_size: per cent, 0 follows the system. shortest_turn: seconds, the floor of a share.
    breath: seconds after which the next turn starts by itself, 0 waits for the facilitator.
    ask_after_story: whether the breath after a story says that its teller may be asked for it.
    volume: per cent. room_screen: the name of the screen for the room, empty for a second one
    where there is one. keep_days: days after
    which the app asks whether a circle's notes should go. printer: the one used last, by name.
    language: its code, empty for the first of the system's that the app speaks.
    """

    look: Look = Look.SYSTEM
    text_size: int = 0
    shortest_turn: int = FLOOR
    breath: int = 0
    chime: bool = False
    ask_after_story: bool = True
    volume: int = 60
    room_calm: bool = False
    room_screen: str = ""
    movement: Movement = Movement.SYSTEM
    keep_days: int = 90
    printer: str = ""
    language: str = ""


def turn_length(text: str) -> int:
    """Seconds of a length as typed: "1:00", "1.30", "2 min", "45 s". Raises Refused."""
    seconds = turn_typed(text)
    if seconds not in SHORTEST_TURN:
        least, most = (i18n.length(end) for end in (SHORTEST_TURN[0], SHORTEST_TURN[-1]))
        raise Refused("length-out-of-bounds", text=text, least=least, most=most)
    return seconds


def to_stored(settings: Settings) -> dict[str, str]:
    """The settings as texts, by name."""
    return {
        "look": settings.look.value,
        "text_size": str(settings.text_size),
        "shortest_turn": str(settings.shortest_turn),
        "breath": str(settings.breath),
        "chime": _switch(on=settings.chime),
        "ask_after_story": _switch(on=settings.ask_after_story),
        "volume": str(settings.volume),
        "room_calm": _switch(on=settings.room_calm),
        "room_screen": settings.room_screen,
        "movement": settings.movement.value,
        "still": _switch(on=settings.movement is Movement.NONE),  # as older apps read it
        "keep_days": str(settings.keep_days),
        "printer": settings.printer,
        "language": settings.language,
    }


def from_stored(stored: Mapping[str, str]) -> Settings:
    """The settings that texts name. What is missing or makes no sense is as if never set:
    a laptop that opens is worth more than a setting that is kept.
    """
    usual = Settings()
    return Settings(
        look=_look(stored.get("look", ""), usual.look),
        text_size=_number(stored.get("text_size", ""), (0, *TEXT_SIZES), usual.text_size),
        shortest_turn=_number(stored.get("shortest_turn", ""), SHORTEST_TURN, usual.shortest_turn),
        breath=_number(stored.get("breath", ""), BREATHS, usual.breath),
        chime=_on(stored.get("chime", ""), usual=usual.chime),
        ask_after_story=_on(stored.get("ask_after_story", ""), usual=usual.ask_after_story),
        volume=_number(stored.get("volume", ""), VOLUME, usual.volume),
        room_calm=_on(stored.get("room_calm", ""), usual=usual.room_calm),
        room_screen=one_line(stored.get("room_screen", ""))[:LINE],
        movement=_movement(stored),
        keep_days=_number(stored.get("keep_days", ""), KEEP_DAYS, usual.keep_days),
        printer=one_line(stored.get("printer", ""))[:LINE],
        language=_code(stored.get("language", "")),
    )


def _switch(*, on: bool) -> str:
    return "on" if on else "off"


def _on(text: str, *, usual: bool) -> bool:
    return {"on": True, "off": False}.get(text, usual)


def _look(text: str, usual: Look) -> Look:
    return Look(text) if text in {look.value for look in Look} else usual


def _movement(stored: Mapping[str, str]) -> Movement:
    """What is stored; of an older app, whose "off" was nobody's wish, its "on" alone counts."""
    text = stored.get("movement", "")
    if text in {movement.value for movement in Movement}:
        return Movement(text)
    return Movement.NONE if stored.get("still") == "on" else Movement.SYSTEM


def _code(text: str) -> str:
    return text if is_code(text) else ""


def _number(text: str, among: Collection[int], usual: int) -> int:
    known = text.isascii() and text.isdecimal() and len(text) < 10 and int(text) in among
    return int(text) if known else usual


def days_shown(count: int) -> str:
    """A number of days as settings show it: "90 days"."""
    return n_("{days} day", "{days} days", count, days=count)


def keep_length(text: str) -> int:
    """Days as typed: "90", "90 days", "12 weeks", or as they are shown. Raises Refused."""
    plain = text.strip().casefold()
    figure = "".join(filter(str.isdecimal, plain))[:5]
    if figure and plain == days_shown(int(figure)).casefold():
        plain = figure
    found = re.fullmatch(_DAYS, plain)
    days = int(found[1]) * (7 if found[2] else 1) if found else 0
    if days not in KEEP_DAYS:
        raise Refused("days-unclear", text=text[:40], most=f"{KEEP_DAYS[-1]:,}")
    return days
