"""Text as it is kept, key points, safe file names, and fingerprints of keys.

Cleaning text once, where it enters: what is kept is what can be stored, shown and printed.

Lone surrogates and noncharacters become U+FFFD; control characters but tab and newline go;
line ends become newlines; the rest is NFC, so that two spellings of one name are one person.

Key points as they are typed: one a line, a tab before it for each step it is indented.

Names of files that every disk takes, memory sticks too: FAT, Windows, Macs, Linux.

Public keys in short, to be compared by eye.
"""

import re
import unicodedata
from collections.abc import Iterable
from hashlib import sha256

from msgspec import Struct

_NAMES = {
    **dict(zip("\u202a\u202b\u202c\u202d\u202e", "LRE RLE PDF LRO RLO".split(), strict=True)),
    **dict(zip("\u2066\u2067\u2068\u2069", "LRI RLI FSI PDI".split(), strict=True)),
}
_TURNING = f"[{''.join(_NAMES)}]"
_LAST_OF_PLANES = "".join(chr(plane << 16 | end) for plane in range(17) for end in (0xFFFE, 0xFFFF))
# All that is not kept as it is, but for spelling: see _letter. Most texts hold none of it.
_ODD = (
    "[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u2028\\u2029\\ud800-\\udfff\\ufdd0-\\ufdef"
    f"{_LAST_OF_PLANES}]"
)


def cleaned(text: str) -> str:
    """The text as it is kept: several lines allowed."""
    if text.isascii() and text.isprintable():
        return text
    if not re.search(_ODD, text):
        return unicodedata.normalize("NFC", text)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n")
    text = text.replace("\u2029", "\n")
    return unicodedata.normalize("NFC", "".join(filter(None, map(_letter, text))))


def turned_visible(text: str) -> str:
    """The text with letters that turn the reading direction shown by their names in place of
    turning it: [RLO]. They can make a name or a sheet read as what it does not say.
    """
    if text.isascii():
        return text
    return re.sub(_TURNING, lambda letter: f"[{_NAMES[letter[0]]}]", text)


def one_line(text: str) -> str:
    """The text as it is kept where one line is wanted: runs of space become one space."""
    return " ".join(cleaned(text).split())


def _letter(letter: str) -> str:
    code = ord(letter)
    if 0xD800 <= code <= 0xDFFF or 0xFDD0 <= code <= 0xFDEF or code & 0xFFFE == 0xFFFE:
        return "\ufffd"
    if letter in "\t\n":
        return letter
    return "" if unicodedata.category(letter) == "Cc" else letter


DEEPEST = 3


class Point(Struct, frozen=True):
    """One point; depth: from 0, at most DEEPEST."""

    text: str
    depth: int = 0


def points_of(text: str) -> tuple[Point, ...]:
    """The points of a text, without empty lines; no point is deeper than one below another."""
    points: list[Point] = []
    for line in text.split("\n"):
        if line.strip():
            typed = len(line) - len(line.lstrip("\t"))
            above = points[-1].depth + 1 if points else 0
            points.append(Point(line.strip(), min(typed, above, DEEPEST)))
    return tuple(points)


MOST_BYTES = 180
"""Of a name in UTF-8, its ending too: Linux takes 255, a folder's path on Windows wants some."""
_FORBIDDEN = r'[<>:"/\\|?*]'
_DEVICES = r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])(?=$|[ .])"

_SPACE, _PICTURES = 0x20, 0x2400
_UNWANTED = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
_MARKS = {0x200E, 0x200F, 0x061C}


def is_device(name: str) -> bool:
    """Whether Windows takes a name of a file for a device, whatever its ending, such as con.pdf."""
    return re.match(_DEVICES, name.strip(" ."), re.IGNORECASE) is not None


def safe_name(stem: str, ending: str = "") -> str:
    """A name of a stem and an ending such as ".circle"; "file" stands for a stem of nothing."""
    # Letters that turn the reading direction could disguise the ending of a name.
    kept = "".join(
        c for c in unicodedata.normalize("NFC", stem) if unicodedata.category(c)[0] != "C"
    )
    plain = re.sub(_FORBIDDEN, "-", kept).strip(" .")
    if is_device(plain):
        plain = f"_{plain}"
    room = MOST_BYTES - len(ending.encode())
    return (_cut(plain, room).rstrip(" .") or "file") + ending


def shown_in_line(text: str) -> str:
    """A text as part of one line: a sign replaces what would break the line, turn the reading
    direction or write nothing at all. A name of a file can hold any of it.
    """
    if text.isascii() and text.isprintable():  # as most names of files are
        return text
    return "".join(_sign(letter) for letter in text)


def _sign(letter: str) -> str:
    code, kind = ord(letter), unicodedata.category(letter)
    if code < _SPACE:
        return chr(_PICTURES + code)
    if kind in ("Cc", "Cs", "Zl", "Zp") or unicodedata.bidirectional(letter) in _UNWANTED:
        return "\N{REPLACEMENT CHARACTER}"
    return "\N{REPLACEMENT CHARACTER}" if code in _MARKS else letter


def by_alphabet(text: str) -> tuple[str, str]:
    """A key to sort by: Áine stands beside Aine, not after Zoe. An alphabet's own order of letters,
    as the ll of Welsh has, is not known.
    """
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter)), text


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


_LETTERS, _GROUP = 20, 4


def fingerprint(key: str) -> str:
    """A public key in short: 80 bits of its SHA-256, as five groups of four letters."""
    found = sha256(key.encode()).hexdigest()[:_LETTERS].upper()
    return " ".join(found[at : at + _GROUP] for at in range(0, _LETTERS, _GROUP))
