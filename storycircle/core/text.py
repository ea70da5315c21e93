"""Cleaning text once, where it enters: what is kept is what can be stored, shown and printed.

Lone surrogates and noncharacters become U+FFFD; control characters but tab and newline go;
line ends become newlines; the rest is NFC, so that two spellings of one name are one person.
"""

import re
import unicodedata

from storycircle.core.errors import Refused

_NAMES = {
    **dict(zip("\u202a\u202b\u202c\u202d\u202e", "LRE RLE PDF LRO RLO".split(), strict=True)),
    **dict(zip("\u2066\u2067\u2068\u2069", "LRI RLI FSI PDI".split(), strict=True)),
}
_TURNING = re.compile(f"[{''.join(_NAMES)}]")
_LAST_OF_PLANES = "".join(chr(plane << 16 | end) for plane in range(17) for end in (0xFFFE, 0xFFFF))
# All that is not kept as it is, but for spelling: see _letter. Most texts hold none of it.
_ODD = re.compile(
    "[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u2028\\u2029\\ud800-\\udfff\\ufdd0-\\ufdef"
    f"{_LAST_OF_PLANES}]"
)
LINE = 500
"""Letters of a title, a name, a heading, a deadline."""
PARAGRAPH = 5_000
"""Letters of an action, an idea, a question, a quotation."""
NOTES = 100_000
"""Letters of key points and of dialogue notes."""
MOST_TAGS = 20
"""Themes of a story."""


def cleaned(text: str) -> str:
    """The text as it is kept: several lines allowed."""
    if text.isascii() and text.isprintable():
        return text
    if not _ODD.search(text):
        return unicodedata.normalize("NFC", text)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n")
    text = text.replace("\u2029", "\n")
    return unicodedata.normalize("NFC", "".join(filter(None, map(_letter, text))))


def turned_visible(text: str) -> str:
    """The text with letters that turn the reading direction shown by their names in place of
    turning it: [RLO]. They can make a name or a sheet read as what it does not say.
    """
    return _TURNING.sub(lambda letter: f"[{_NAMES[letter[0]]}]", text)


def one_line(text: str) -> str:
    """The text as it is kept where one line is wanted: runs of space become one space."""
    return " ".join(cleaned(text).split())


def bounded(text: str, most: int, what: str) -> str:
    """The text if it is at most `most` letters. Raises Refused, naming what it is."""
    if len(text) > most:
        raise Refused("too-long", what=what, most=f"{most:,}")
    return text


def _letter(letter: str) -> str:
    code = ord(letter)
    if 0xD800 <= code <= 0xDFFF or 0xFDD0 <= code <= 0xFDEF or code & 0xFFFE == 0xFFFE:
        return "\ufffd"
    if letter in "\t\n":
        return letter
    return "" if unicodedata.category(letter) == "Cc" else letter
