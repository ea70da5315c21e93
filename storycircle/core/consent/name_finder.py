"""Finds names in a text, and replaces them, as the 2007 report prints its quotations.

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
_FOUND = "\x00"  # in the place of what was found: no letter of a cleaned text
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
# "And", "to", "from", "by", written as one letter with the name: Arabic, then Hebrew.
_JOINED = "وفبكل" + "והבכלמש"
_BEGINS = rf"(?:(?<![^\W_])|(?<=[{_UNSPACED}])|(?<=(?<![^\W_])[{_JOINED}]))"
_ENDS = rf"(?=s?(?:(?![^\W_])|[{_UNSPACED}]))"  # a plural keeps its s
_GAP = r"[\s.]*"  # between words of a name: typed together, far apart, or over two lines
_LONGEST_INITIALS = 5  # letters of an agency that is known by its initials: NHS, N.H.S.
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})
_MARKS = rf"(?P<mark>{re.escape(FORENAME)}|{re.escape(AGENCY)})"


class Kind(StrEnum):
    """What a word that is looked for is. Of a name each part counts, of the others the whole."""

    NAME = "name"
    AGENCY = "agency"
    WORD = "word"


@dataclass(frozen=True, slots=True)
class Sought:
    """A word to find, and what it is, in words: "Dawn G, in the circle"."""

    word: str
    kind: Kind
    what: str = ""


@dataclass(frozen=True, slots=True)
class Find:
    """A place in a text, from `start` up to `end`, where a sought word was found.

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
    is one name. More or fewer spaces, dots and apostrophes make no other name: "St Marys" is
    St. Mary's. Scripts without spaces have no whole words: there a name counts anywhere.
    """
    if not text:
        return ()
    agencies, names = _forms(sought, agencies=True), _forms(sought, agencies=False)
    plain, places = _plain(text)
    found = []
    for forms, suggestion in ((agencies, AGENCY), (names, FORENAME)):
        if not forms:
            continue
        pattern = _pattern(frozenset(form.pieces for form in forms.values()))
        for match in pattern.finditer(plain):
            if match["mark"]:  # What stands for a name is not a name.
                continue
            start, last = places[match.start()], places[match.end() - 1]
            end = max(places[match.end()], last + 1)
            what = forms[_key(match[0])].what
            found.append(Find(start, end, text[start:end], what, suggestion))
        plain = _without(plain, pattern)
    return tuple(sorted(found, key=lambda find: find.start))


def replaced(text: str, found: Sequence[Find], instead: Mapping[str, str | None]) -> str:
    """The text with each find replaced: as answered by how it is written, else as suggested; None
    keeps the word.
    """
    pieces, done = [], 0
    for find in found:
        replacement = instead.get(find.text, find.suggestion)
        pieces += [text[done : find.start], find.text if replacement is None else replacement]
        done = find.end
    return "".join([*pieces, text[done:]])


def _without(plain: str, pattern: re.Pattern[str]) -> str:
    """The text with a letter that no name has in the place of each letter found."""
    return pattern.sub(lambda match: match[0] if match["mark"] else _FOUND * len(match[0]), plain)


@dataclass(frozen=True, slots=True)
class _Form:
    """One way in which a word may be written in a text: as pieces, and what it is."""

    pieces: tuple[str, ...]
    what: str


@lru_cache(maxsize=16)
def _forms(sought: tuple[Sought, ...], *, agencies: bool) -> Mapping[str, _Form]:
    """The forms of the words of a kind, by their letters alone."""
    forms: dict[str, _Form] = {}
    for one in sought:
        if (one.kind is Kind.AGENCY) is agencies:
            of_name = one.kind is Kind.NAME
            for form in _counting(one.word) if of_name else (_folded(one.word),):
                if _key(form):
                    forms.setdefault(_key(form), _Form(_pieces(form, of_name=of_name), one.what))
    return forms


def _key(form: str) -> str:
    """A folded form without what may be written or not."""
    return re.sub(r"[\s.']", "", form.replace("&", "and"))


def _pieces(form: str, *, of_name: bool) -> tuple[str, ...]:
    """A folded form, parted where there may be a gap."""
    pieces = tuple(piece for piece in re.split(r"[\s.]+|(&)", form) if piece)
    if not of_name and len(pieces) == 1 and len(form) <= _LONGEST_INITIALS and form.isalnum():
        return tuple(form)
    return pieces


def _shape(pieces: tuple[str, ...]) -> str:
    """The pattern of a form, without its edges."""
    shapes = [re.escape(piece).replace("'", "'?") for piece in pieces]
    if len(pieces) > 1:
        shapes = [
            "(?:&|and)" if p in ("&", "and") else s for p, s in zip(pieces, shapes, strict=True)
        ]
    return _GAP.join(shapes)


def _counting(name: str) -> Iterator[str]:
    """The folded forms of a name: in full, what hyphens join, each word, and each part of a word
    that is known by it.
    """
    for spelt in dict.fromkeys((name, name.translate(_UMLAUTS))):
        whole = _folded(spelt)
        yield whole
        yield from (_folded(part) for part in spelt.split() if " " in _folded(part))
        words = [word.strip("'") for word in re.split(r"[^\w']+|_", whole)]
        for word in words:
            if len(word) >= _SHORTEST and not word.isdecimal():
                yield word
                yield from (part for part in word.split("'")[1:] if len(part) > _SHORTEST)
                yield from _given(word)


def _given(word: str) -> Iterator[str]:
    """A Chinese, Japanese or Korean name without its first part, and that part where it is long."""
    if re.fullmatch(f"[{_UNSPACED}]{{3,4}}", word):
        yield word[len(word) - 2 :]
        if len(word) > _SHORTEST + 1:
            yield word[:2]


@lru_cache(maxsize=64)
def _pattern(forms: frozenset[tuple[str, ...]]) -> re.Pattern[str]:
    """The marks, and all forms, the longest first; grouped by how they begin and end, for a
    script without spaces has no edges of words.
    """
    groups: dict[tuple[bool, bool], list[tuple[str, ...]]] = {}
    for pieces in sorted(forms, key=lambda pieces: (-len("".join(pieces)), pieces)):
        edges = _unspaced(pieces[0][0]), _unspaced(pieces[-1][-1])
        groups.setdefault(edges, []).append(pieces)
    parts = [_MARKS]
    for (begins, ends), inside in sorted(groups.items(), reverse=True):
        firsts = {"&a" if p[0] in ("&", "and") else p[0][0] for p in inside}
        lookahead = f"(?=[{re.escape(''.join(sorted(firsts)))}])"  # soon past what begins no name
        either = f"(?:{'|'.join(map(_shape, inside))})"
        parts.append(lookahead + ("" if begins else _BEGINS) + either + ("" if ends else _ENDS))
    return re.compile("|".join(parts))


def _unspaced(letter: str) -> bool:
    return _ANY_UNSPACED.fullmatch(letter) is not None


def _folded(name: str) -> str:
    return " ".join(_plain(name)[0].split())


class _Letters(dict[int, str]):
    """Each letter as it is compared, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        return _plain_letter(chr(code))


def _plain(text: str) -> tuple[str, Sequence[int]]:
    """The text without case, accents and kinds of apostrophe or hyphen, and for each of its
    letters the place in the text.
    """
    plain = text.translate(_Letters())
    if all(len(_plain_letter(letter)) == 1 for letter in set(text)):
        return plain, range(len(text) + 1)
    places = [place for place, letter in enumerate(text) for _ in _plain_letter(letter)]
    return plain, [*places, len(text)]


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
