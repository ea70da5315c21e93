"""A text cut into words as names are compared: without case, accents or kinds of hyphen.

A letter keeps the marks that belong to it: a vowel sign is no edge of a word, in any script. A
word is cut again where its kind of letter changes (Sarah1980, DawnG), and scripts without spaces
are cut after each letter.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct

_APOSTROPHES = "'‘’‛ʼʻ`´′׳"  # noqa: RUF001 (whichever people type)
_HYPHENS = "-‐‑‒–—−־·・‧"  # noqa: RUF001 (what joins two words of a name)
# One letter for what is written in several ways: barred Latin letters, the Arabic letters that
# Persian and Urdu have their own codes for, the two signs of a nasal in Devanagari.
_SAME = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ŧ": "t", "ı": "i"}  # noqa: RUF001
    | {"æ": "ae", "œ": "oe", "þ": "th", "ŋ": "n"}
    | {"ی": "ي", "ى": "ي", "ے": "ي", "ک": "ك", "ة": "ه", "ہ": "ه", "ھ": "ه", "ە": "ه"}  # noqa: RUF001
    | {"ٱ": "ا", "ں": "ن", "\u0901": "\u0902"}  # noqa: RUF001
)
# Scripts written without spaces, or with endings joined to a name: Thai to Burmese, Khmer,
# kana, Chinese, Korean.
UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff"
)
_ANY_UNSPACED = re.compile(f"[{UNSPACED}]")
_HANGUL = re.compile("[\uac00-\ud7a3]")
_PERSIAN_JOINT = re.compile("(?<=[\u0620-\u06ff])\u200c")  # parts a word from its ending
UMLAUTS = {"ä": ("a", "ae"), "ö": ("o", "oe"), "ü": ("u", "ue"), "ø": ("o", "oe"), "å": ("a", "aa")}
"""How a letter is written where it has no key: plain, and in full."""
TATWEEL = "\u0640"
# The kind of each letter: A capital, a other letter, u of a script without spaces, 0 digit,
# m a mark or what nobody sees, a space, a line's end, and . ' - themselves; a comma for the rest.
# Vowels of Thai and Lao that are letters for Unicode: behind their consonant, and before it.
_VOWELS_BEHIND = "\u0e30\u0e32\u0e33\u0e45\u0eb0\u0eb2\u0eb3"
VOWELS_BEFORE = "\u0e40\u0e41\u0e42\u0e43\u0e44\u0ec0\u0ec1\u0ec2\u0ec3\u0ec4"
_ITS_OWN = {"\n": "\n", ".": ".", TATWEEL: "m"}
_ITS_OWN |= dict.fromkeys(_VOWELS_BEHIND, "m") | dict.fromkeys(_APOSTROPHES, "'")
_ITS_OWN |= dict.fromkeys(_HYPHENS, "-")
_BY_CATEGORY = {"Lu": "A", "Lt": "A", "L": "a", "M": "m", "Cf": "m", "N": "0"}
_PIECE = re.compile("um*|0[0m]*|A[Am]*[am]*|a[am]*")
_CLUSTER = re.compile("[^m]m*|m+")
_ACCENTS = frozenset((1, 7, *range(10, 37)))
_FIRST_ABOVE = 200  # combining classes: from here on the accents above and below a letter


class _Kinds(dict[int, str]):
    """The kind of each letter, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        kind = self[code] = _kind(chr(code))
        return kind


def _kind(letter: str) -> str:
    if letter in _ITS_OWN:
        return _ITS_OWN[letter]
    if letter.isspace():
        return " "
    category = unicodedata.category(letter)
    kind = _BY_CATEGORY.get(category) or _BY_CATEGORY.get(category[0], ",")
    return "u" if kind in {"A", "a", "0"} and _ANY_UNSPACED.match(letter) else kind


_KINDS = _Kinds()


class Piece(Struct, frozen=True):
    """Letters of one kind that stand together: text[start:end], and as they are compared."""

    start: int
    end: int
    folded: str


class FoldedText(Struct, frozen=True, eq=False):
    """A text, the kind of each of its letters, and its pieces in order. One text equals itself
    alone: comparing all letters again for every find would take its square.
    """

    text: str
    kinds: str
    pieces: tuple[Piece, ...]

    def gap(self, piece: int) -> str:
        """The kinds of what stands between a piece and the next; empty where they touch."""
        return self.kinds[self.pieces[piece].end : self.pieces[piece + 1].start]

    def place(self, piece: int, letters: int) -> int:
        """The place in the text after so many folded letters of a piece."""
        one, done = self.pieces[piece], 0
        at = one.start
        for cluster in _CLUSTER.finditer(self.kinds, one.start, one.end):
            if done >= letters:
                break
            done += len(fold_cluster(self.text[cluster.start() : cluster.end()]))
            at = cluster.end()
        return at

    def capital(self, piece: int) -> bool:
        """Whether a piece begins with a capital letter."""
        return self.kinds[self.pieces[piece].start] == "A"

    def words(self) -> Iterator[tuple[int, int]]:
        """The first piece of each word and the one after its last: pieces that touch."""
        first = 0
        for last in range(len(self.pieces)):
            if last + 1 == len(self.pieces) or self.pieces[last].end < self.pieces[last + 1].start:
                yield first, last + 1
                first = last + 1


@lru_cache(maxsize=16)
def folded_text(text: str) -> FoldedText:
    """A text cut into pieces."""
    if "\u200c" in text:
        text = _PERSIAN_JOINT.sub("-", text)
    kinds = text.translate(_KINDS)
    pieces = tuple(
        Piece(found.start(), found.end(), fold(text[found.start() : found.end()]))
        for found in _PIECE.finditer(kinds)
    )
    return FoldedText(text, kinds, pieces)


@lru_cache(maxsize=4_096)
def fold(piece: str) -> str:
    """Letters as they are compared. An umlaut stays, as it has two other spellings."""
    if piece.isascii():
        return piece.lower()
    kinds = piece.translate(_KINDS)
    return "".join(fold_cluster(piece[c.start() : c.end()]) for c in _CLUSTER.finditer(kinds))


def plain(folded: str) -> str:
    """Folded letters with each umlaut as its plain letter."""
    return "".join(UMLAUTS[letter][0] if letter in UMLAUTS else letter for letter in folded)


@lru_cache(maxsize=4_096)
def fold_cluster(cluster: str) -> str:
    """One letter with its marks, as it is compared."""
    if _HANGUL.match(cluster):  # Korean syllables stay whole
        return unicodedata.normalize("NFC", cluster)
    seen = "".join(part for part in cluster if unicodedata.category(part) != "Cf")
    whole = unicodedata.normalize("NFC", seen).lower()
    if whole in UMLAUTS:
        return whole
    parts = unicodedata.normalize("NFKD", whole).casefold().translate(_SAME)
    return "".join(part for part in parts if part != TATWEEL and not _is_accent(part))


def _is_accent(mark: str) -> bool:
    """Whether a mark may be left out: an accent, a nukta, a vowel sign of Arabic or Hebrew. A
    vowel sign, virama or tone of the scripts that need them makes another word.
    """
    of = unicodedata.combining(mark)
    return of in _ACCENTS or of >= _FIRST_ABOVE


def unspaced(letter: str) -> bool:
    """Whether a letter is of a script that is written without spaces."""
    return _ANY_UNSPACED.match(letter) is not None
