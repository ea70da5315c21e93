"""Names found in a text, and what stands for them, as the 2007 report prints its quotations.

Section 3.3 of the report sets [forename] and [agency name] in place of names.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

FORENAME = "[forename]"
AGENCY = "[agency name]"
_SHORTEST = 2  # one letter alone is an initial, not a name that can be found
_TAKEN = "\x00"  # in the place of what was found: no letter of a cleaned text
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
_ANY_UNSPACED = re.compile(f"[{_UNSPACED}]")
_BEGINS = rf"(?:(?<![^\W_])|(?<=[{_UNSPACED}]))"
_ENDS = rf"(?=s?(?:(?![^\W_])|[{_UNSPACED}]))"  # a plural keeps its s
_MARKS = rf"(?P<mark>{re.escape(FORENAME)}|{re.escape(AGENCY)})"


class Kind(StrEnum):
    """What a word that is looked for is. Of a name each part counts, of the others the whole."""

    NAME = "name"
    AGENCY = "agency"
    WORD = "word"


@dataclass(frozen=True, slots=True)
class Sought:
    """A word to look for, and what it is, in words: "Dawn G, in the circle"."""

    word: str
    kind: Kind
    what: str = ""


@dataclass(frozen=True, slots=True)
class Find:
    """A place in a text, from `start` up to `end`, where a word that is looked for stands.

    text: how it is written there. A possessive or plural s stays outside.
    """

    start: int
    end: int
    text: str
    what: str
    suggestion: str


def finds(text: str, sought: tuple[Sought, ...]) -> tuple[Find, ...]:
    """Every whole-word name, agency and word in a text, whatever its case or accents.

    A name counts in full and by each of its words of two letters or more; a possessive keeps
    its 's, a plural its s. Of the names at one place the longest is taken, so that "Mary Ann"
    is one name. Scripts without spaces have no whole words: there a name counts anywhere.
    """
    if not text:
        return ()
    agencies, names = _forms(sought, agencies=True), _forms(sought, agencies=False)
    plain, places = _plain(text)
    found = []
    for forms, suggestion in ((agencies, AGENCY), (names, FORENAME)):
        if not forms:
            continue
        for match in _pattern(frozenset(forms)).finditer(plain):
            if match["mark"]:  # What stands for a name is not a name.
                continue
            start, last = places[match.start()], places[match.end() - 1]
            end = max(places[match.end()], last + 1)
            found.append(Find(start, end, text[start:end], forms[match[0]], suggestion))
        plain = _without(plain, _pattern(frozenset(forms)))
    return tuple(sorted(found, key=lambda find: find.start))


def replaced(text: str, found: Sequence[Find], instead: Mapping[str, str | None]) -> str:
    """The text with what stands for each find: as answered by how it is written, else as
    suggested; None leaves it as it is.
    """
    pieces, done = [], 0
    for find in found:
        stands = instead.get(find.text, find.suggestion)
        pieces += [text[done : find.start], find.text if stands is None else stands]
        done = find.end
    return "".join([*pieces, text[done:]])


def _without(plain: str, pattern: re.Pattern[str]) -> str:
    """The text with a letter that no name has in the place of each letter found."""
    return pattern.sub(lambda match: match[0] if match["mark"] else _TAKEN * len(match[0]), plain)


@lru_cache(maxsize=16)
def _forms(sought: tuple[Sought, ...], *, agencies: bool) -> Mapping[str, str]:
    """The folded forms of the words of a kind, each with what it is."""
    forms: dict[str, str] = {}
    for one in sought:
        if (one.kind is Kind.AGENCY) is agencies:
            folded = _folded(one.word)
            for form in _counting(folded) if one.kind is Kind.NAME else (folded,):
                forms.setdefault(form, one.what)
    forms.pop("", None)
    return forms


def _counting(name: str) -> Iterator[str]:
    """A folded name in full, each of its words, and it without hyphens and apostrophes."""
    yield name
    words = [word.strip("'") for word in re.split(r"[^\w']+|_", name)]
    yield from (w for w in words if len(w) >= _SHORTEST and not w.isdecimal())
    yield from (w.replace("'", "") for w in words if len(w.replace("'", "")) > _SHORTEST)
    whole = len(words) > 1 and all(len(word) >= _SHORTEST for word in words)
    if whole or re.fullmatch(f"[{_UNSPACED} ]+", name):
        yield name.replace(" ", "")


@lru_cache(maxsize=64)
def _pattern(sought: frozenset[str]) -> re.Pattern[str]:
    """The marks, and all folded names, the longest first; grouped by how they begin and end, for
    a script without spaces has no edges of words.
    """
    groups: dict[tuple[bool, bool], list[str]] = {}
    for name in sorted(sought, key=lambda name: (-len(name), name)):
        edges = _unspaced(name[0]), _unspaced(name[-1])
        groups.setdefault(edges, []).append(re.escape(name))
    parts = [_MARKS]
    for (begins, ends), names in sorted(groups.items(), reverse=True):
        either = f"(?:{'|'.join(names)})"
        parts.append(("" if begins else _BEGINS) + either + ("" if ends else _ENDS))
    return re.compile("|".join(parts))


def _unspaced(letter: str) -> bool:
    return _ANY_UNSPACED.fullmatch(letter) is not None


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
