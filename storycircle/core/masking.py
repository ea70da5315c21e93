"""Names found in a text, and what stands for them, as the 2007 report prints its quotations.

Section 3.3 of the report sets [forename] and [agency name] in place of names.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

FORENAME = "[forename]"
AGENCY = "[agency name]"
_SHORTEST = 2  # one letter alone is an initial, not a name that can be found
_APOSTROPHES = "'‘’‛ʼʻ`´′"  # noqa: RUF001 (whichever people type)
_SPACES = "-‐‑‒–—−\t\u00a0"  # noqa: RUF001 (hyphens too: Anne-Marie is Anne Marie)
_BARRED = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ŧ": "t", "ı": "i"}  # noqa: RUF001
    | {"æ": "ae", "œ": "oe", "þ": "th", "ŋ": "n"}
)
# Scripts written without spaces, or with endings joined to a name: Thai to Burmese, Khmer,
# kana, Chinese, Korean.
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff"
)
_BEGINS = rf"(?:(?<![^\W_])|(?<=[{_UNSPACED}]))"
_ENDS = rf"(?=s?(?:(?![^\W_])|[{_UNSPACED}]))"  # a plural keeps its s
_MARKS = rf"(?P<mark>{re.escape(FORENAME)}|{re.escape(AGENCY)})"


def without_names(text: str, names: Iterable[str], agencies: Iterable[str] = ()) -> str:
    """The text with every whole-word name or agency replaced, whatever its case or accents.

    A name counts in full and by each of its words of two letters or more; a possessive keeps
    its 's, a plural its s. Of the names at one place the longest is taken, so that "Mary Ann"
    is one name. Scripts without spaces have no whole words: there a name counts anywhere.
    """
    text = _replaced(text, frozenset(map(_folded, agencies)), AGENCY)
    wanted = {part for name in names for part in _counting(_folded(name))}
    return _replaced(text, frozenset(wanted), FORENAME)


def _counting(name: str) -> Iterator[str]:
    """A folded name in full, and each of its words."""
    yield name
    words = [word.strip("'") for word in re.split(r"[^\w']+|_", name)]
    yield from (w for w in words if len(w) >= _SHORTEST and not w.isdecimal())
    if re.fullmatch(f"[{_UNSPACED} ]+", name):
        yield name.replace(" ", "")


def _replaced(text: str, sought: frozenset[str], mark: str) -> str:
    """The text with a mark for each of the folded names, in one walk over it."""
    if not any(sought):
        return text
    plain, places = _plain(text)
    pieces, done = [], 0
    for found in _pattern(sought).finditer(plain):
        if found["mark"]:  # What stands for a name is not a name.
            continue
        start, last = places[found.start()], places[found.end() - 1]
        end = max(places[found.end()], last + 1)
        pieces += [text[done:start], mark]
        done = end
    return "".join([*pieces, text[done:]])


@lru_cache(maxsize=64)
def _pattern(sought: frozenset[str]) -> re.Pattern[str]:
    longest_first = sorted(filter(None, sought), key=lambda name: (-len(name), name))
    each = (
        ("" if _unspaced(name[0]) else _BEGINS)
        + re.escape(name)
        + ("" if _unspaced(name[-1]) else _ENDS)
        for name in longest_first
    )
    return re.compile("|".join([_MARKS, *each]))


def _unspaced(letter: str) -> bool:
    return re.fullmatch(f"[{_UNSPACED}]", letter) is not None


def _folded(name: str) -> str:
    return " ".join(_plain(name)[0].split())


def _plain(text: str) -> tuple[str, list[int]]:
    """The text without case, accents and kinds of apostrophe or hyphen, and for each of its
    letters the place in the text.
    """
    letters: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        plain = _plain_letter(letter)
        letters.append(plain)
        places += [place] * len(plain)
    places.append(len(text))
    return "".join(letters), places


@lru_cache(maxsize=4_096)
def _plain_letter(letter: str) -> str:
    """A letter as it is compared; nothing for a mark that belongs to the letter before it."""
    if letter in _APOSTROPHES:
        return "'"
    if letter in _SPACES:
        return " "
    if unicodedata.category(letter) == "Cf":  # seen by nobody: a soft hyphen, a zero width space
        return ""
    if re.match("[\uac00-\ud7a3]", letter):  # Korean syllables stay whole
        return letter
    parts = unicodedata.normalize("NFKD", letter).casefold().translate(_BARRED)
    return "".join(part for part in parts if not unicodedata.combining(part))
