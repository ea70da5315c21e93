"""Names of files that every disk takes, memory sticks too: FAT, Windows, Macs, Linux."""

import re
import unicodedata
from collections.abc import Iterable

MOST_BYTES = 180
"""Of a name in UTF-8, its ending too: Linux takes 255, a folder's path on Windows wants some."""
_FORBIDDEN = re.compile(r'[<>:"/\\|?*]')
_DEVICES = re.compile(
    r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])(?=$|[ .])", re.IGNORECASE
)

_SPACE, _PICTURES = 0x20, 0x2400
_TURNING = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
_MARKS = {0x200E, 0x200F, 0x061C}


def safe_name(stem: str, ending: str = "") -> str:
    """A name of a stem and an ending such as ".circle"; "file" stands for a stem of nothing."""
    # Letters that turn the reading direction could disguise the ending of a name.
    kept = "".join(
        c for c in unicodedata.normalize("NFC", stem) if unicodedata.category(c)[0] != "C"
    )
    plain = _FORBIDDEN.sub("-", kept).strip(" .")
    if _DEVICES.match(plain):
        plain = f"_{plain}"
    room = MOST_BYTES - len(ending.encode())
    return (_cut(plain, room).rstrip(" .") or "file") + ending


def one_line(text: str) -> str:
    """A text as part of one line of what is said: what would break the line, turn the reading
    direction or write nothing at all stands as a sign. A name of a file can hold any of it.
    """
    return "".join(_sign(letter) for letter in text)


def _sign(letter: str) -> str:
    code, kind = ord(letter), unicodedata.category(letter)
    if code < _SPACE:
        return chr(_PICTURES + code)
    if kind in ("Cc", "Cs", "Zl", "Zp") or unicodedata.bidirectional(letter) in _TURNING:
        return "\N{REPLACEMENT CHARACTER}"
    return "\N{REPLACEMENT CHARACTER}" if code in _MARKS else letter


def free_name(name: str, taken: Iterable[str]) -> str:
    """The name, numbered where another has it: FAT and Macs do not know a letter's size."""
    there = {_same(other) for other in taken}
    stem, dot, ending = name.rpartition(".")
    tried, count = name, 2
    while _same(tried) in there:
        tail = f" ({count}){dot}{ending}"
        tried = _cut(stem or ending, MOST_BYTES - len(tail.encode())) + tail
        count += 1
    return tried


def _same(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def _cut(text: str, room: int) -> str:
    """As many whole letters as so many bytes hold."""
    return text.encode()[:room].decode(errors="ignore")
