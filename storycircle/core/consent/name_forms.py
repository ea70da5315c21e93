"""The ways in which a name, an agency or a word may be written, as one tree of letters.

Of a name each part counts but titles and particles: "Dr" and "van" alone are nobody.
"""

import re
from collections.abc import Iterable, Iterator
from enum import Enum, StrEnum
from functools import lru_cache

from msgspec import Struct

from storycircle.core.consent.folded_text import (
    UMLAUTS,
    FoldedText,
    folded_text,
    plain,
    unspaced,
)

BREAK = " "
"""In a form: here a text may have a space, a dot, a hyphen, an apostrophe, or nothing."""
LITERAL = "\x00"
"""In a tree, before a gap that a text must have as it is: the @ of a word to look for."""
SHORTEST = 2  # one letter alone is an initial, not a name that can be found
SPELT = 3
"""A word of so many letters may be spelt: D.A.W.N."""
_CLAN = re.compile(r"(?:mc|mac) ?(?=\w{3})")
_FEW = 2  # initials that say too little to be found; they are pointed at
TITLES = frozenset(
    "mr mrs ms miss mx master sir dame lady lord dr doctor prof professor rev revd reverend fr "
    "father mother sister brother nurse captain capt cllr councillor judge major sgt sergeant "
    "constable pc ward aunt auntie aunty uncle nan nana gran grandma grandad granny "
    "herr frau hr mme mlle madame monsieur mevr dhr mevrouw meneer señor señora srta sra "
    "signor signora sig don doña dona dom pan pani pana panie pane paní κος κα κυρ гн "
    "hajji haji sheikh shaikh imam rabbi maulana sri shri smt kumari bay hanim".split()
)
"""What is written before a name."""
BEHIND = frozenset(
    "bey hanim efendi beyefendi hanimefendi teyze amca abla abi agabey hoca hocam ogretmen "
    "bhai didi sahib saheb sahiba chacha khala neni bacsi".split()
)
"""What is written behind a name as a title is: Ayşe Bey. It is no surname that nobody listed."""
_ALWAYS_TITLES = frozenset("mr mrs ms miss mx dr prof herr frau mme mlle".split())
_AFTER = frozenset("jr sr junior senior ii iii iv phd md mbe obe cbe qc kc rn esq".split())
_PARTICLES = frozenset(
    "van von der den de del della dello delle dei degli di da das do dos du des d la le las los lo "
    "les l zu zum zur vom ter ten te tot af av of the and und y e i et og och bin bint ibn ben bat "
    "al el ul ad as abu abou umm ap ab ferch verch mac mc nic mag ní ni ó o ua ui uí mhic san "
    "santa santo st ste saint sto op het t s für".split()
)
_PERHAPS = frozenset("ben don al abu van pan bay ward nan sister don dom master judge das".split())
"""Titles and particles that are forenames too, where a name begins with them."""
_NOT_COUNTED = frozenset("of the for and in on at to a y yr ac o i und der die das für".split())


class Way(Enum):
    """When a form counts."""

    ALWAYS = 1
    INITIAL = 2  # with its single letter a capital, or in an address: Dawn G, but not "dawn a"
    CAPITALS = 3  # written in capitals: the initials of an agency


class Kind(StrEnum):
    """What a word that is looked for is. Of a name each part counts, of the others the whole."""

    NAME = "name"
    AGENCY = "agency"
    WORD = "word"


class Sought(Struct, frozen=True):
    """A word to find, and what it is, in words: "Dawn G, in the circle"."""

    word: str
    kind: Kind
    what: str = ""


class Form(Struct, frozen=True):
    """One way in which a word may be written: its letters, and BREAK between its parts.

    whole: it is all of the name, so nothing beside it belongs to it.
    """

    letters: str
    sought: Sought
    way: Way = Way.ALWAYS
    whole: bool = False


class Node:
    """A place in a tree of letters: what may follow, and the forms that end here."""

    __slots__ = ("forms", "next")

    def __init__(self) -> None:
        self.next: dict[str, Node] = {}
        self.forms: list[Form] = []


def tree(forms: Iterable[Form]) -> Node:
    """All forms, by their letters."""
    root = Node()
    for form in forms:
        node = root
        for step in _steps(form.letters):
            node = node.next.setdefault(step, Node())
        if node is not root:
            node.forms.append(form)
    return root


def _steps(letters: str) -> Iterator[str]:
    """The steps of a form: each letter, and each literal gap as one."""
    parts = letters.split(LITERAL)
    for number, part in enumerate(parts):
        if number % 2:
            yield LITERAL + part
        else:
            yield from part


@lru_cache(maxsize=16)
def forms(sought: tuple[Sought, ...], *, agencies: bool) -> tuple[Form, ...]:
    """The forms of the agencies, or of all names and words; of two with the same letters the
    first sought.
    """
    made: dict[tuple[str, Way], Form] = {}
    for one in sought:
        if (one.kind is Kind.AGENCY) is agencies:
            for form in _of(one):
                if form.letters.strip(BREAK):
                    made.setdefault((form.letters, form.way), form)
    return tuple(made.values())


@lru_cache(maxsize=16)
def tree_of(sought: tuple[Sought, ...], *, agencies: bool) -> Node:
    """The tree of the forms of the agencies, or of all names and words."""
    return tree(forms(sought, agencies=agencies))


def _of(one: Sought) -> Iterator[Form]:
    if one.kind is Kind.NAME:
        yield from _of_name(one)
        return
    for letters in _spellings(_whole(folded_text(one.word))):
        yield Form(letters, one, whole=True)
    if one.kind is Kind.AGENCY:
        for letters in initials(one.word):
            if len(letters) > _FEW:
                yield Form(letters, one, Way.CAPITALS, whole=True)


def _whole(name: FoldedText) -> str:
    """All of a word to look for, with its gaps."""
    letters = []
    for number, piece in enumerate(name.pieces):
        letters.append("and" if _is_and(name, number) else piece.folded)
        if number + 1 < len(name.pieces):
            gap = name.gap(number)
            between = name.text[piece.end : name.pieces[number + 1].start]
            if "&" in between:
                letters.append(f"{BREAK}and{BREAK}")
            elif "," in gap:
                letters.append(f"{LITERAL}{between.strip()}{LITERAL}")
            elif gap:
                letters.append(BREAK)
    return "".join(letters)


def _is_and(name: FoldedText, piece: int) -> bool:
    return name.pieces[piece].folded == "and"


def initials(agency: str) -> tuple[str, ...]:
    """The initials of an agency of several words: with those of its small words, and without;
    what a hyphen joins as one word, and as two.
    """
    text = folded_text(agency)
    words: list[str] = []
    joined: list[str] = []
    for first, last in text.words():
        letters = _letters(text, first, last)
        if letters and not unspaced(letters[0]):
            words.append(letters)
            if first == 0 or text.gap(first - 1) not in {"-", "'"}:
                joined.append(letters)
    some = (words, joined)
    both = [[w for w in of if w not in _NOT_COUNTED] for of in some] + [words, joined]
    made = ("".join(plain(word[0]) for word in of) for of in both if len(both[1]) >= SHORTEST)
    return tuple(dict.fromkeys(made))


def _letters(text: FoldedText, first: int, last: int) -> str:
    return "".join(piece.folded for piece in text.pieces[first:last])


@lru_cache(maxsize=1_024)
def words_of(name: str) -> tuple[tuple[str, ...], ...]:
    """The words of a name without its titles, each as the parts that hyphens and apostrophes
    join; without digits. A name of titles alone keeps them.
    """
    text = folded_text(name)
    words: list[list[str]] = []
    joined = False
    for first, last in text.words():
        letters = _letters(text, first, last)
        if letters.isdecimal():
            joined = False
            continue
        if joined:
            words[-1].append(letters)
        else:
            words.append([letters])
        joined = last < len(text.pieces) and text.gap(last - 1) in ("-", "'")
    kept = tuple(tuple(word) for word in words)
    bare = kept
    while bare and _is_title(bare[0]) and not _may_be_forename(bare):
        bare = bare[1:]
    while len(bare) > 1 and bare[-1][0] in _AFTER:
        bare = bare[:-1]
    return bare or kept


def _is_title(word: tuple[str, ...]) -> bool:
    return len(word) == 1 and plain(word[0]) in TITLES


def _may_be_forename(words: tuple[tuple[str, ...], ...]) -> bool:
    return words[0][0] in _PERHAPS


def _is_small(part: str) -> bool:
    """Whether a part of a name is none by itself: a title, or a particle."""
    return part in _PARTICLES or part in TITLES or part in _AFTER


@lru_cache(maxsize=1_024)
def parts_of(name: str) -> tuple[str, ...]:
    """The parts by which a person may be known, each with its plain letters: not titles and
    particles, but where they are the forename or the surname.
    """
    words = words_of(name)
    parts: list[str] = []
    for number, word in enumerate(words):
        for part in map(plain, word):
            bare = part.rstrip("0123456789")
            if len(bare) < SHORTEST:
                continue
            forename = number == 0 and part in _PERHAPS and len(words) < _THREE
            surname = number == len(words) - 1 and len(word) == 1 and part not in _ALWAYS_TITLES
            if forename or surname or not _is_small(bare):
                parts += [part, bare]
    if not parts:  # a name of nothing else
        parts = [part for word in words for part in word if len(part) >= SHORTEST]
    return tuple(dict.fromkeys(parts))


_THREE = 3  # words of a name whose first may be a particle: van der Berg


def _of_name(one: Sought) -> Iterator[Form]:
    """The forms of a name: in full, each word, each part of one, and with one initial."""
    words = words_of(one.word)
    whole = _whole(folded_text(one.word))
    compound = [BREAK.join(word) for word in words]
    for letters in dict.fromkeys((whole, BREAK.join(compound))):
        yield from (Form(form, one, whole=True) for form in _spellings(letters))
    for letters in _with_particles(words):
        yield from (Form(form, one) for form in (*_spellings(letters), *_clan(letters)))
    parts = set(parts_of(one.word))
    for word in words:
        several = [BREAK.join(word)] if len(word) > 1 else []
        for letters in (*several, *(part for part in word if _counts(part, parts))):
            yield from (Form(form, one) for form in _spellings(letters))
            yield from (Form(form, one) for form in _clan(letters))
            yield from (Form(form, one) for form in _given(letters))
    yield from (Form(part, one) for part in parts)
    yield from _with_initial(words, one)


def _counts(part: str, parts: set[str]) -> bool:
    return plain(part) in parts


def _with_particles(words: tuple[tuple[str, ...], ...]) -> Iterator[str]:
    """Each word with the particles before it: van der Berg."""
    begun = 0
    for number, word in enumerate(words):
        if len(word) == 1 and _is_small(plain(word[0])):
            continue
        if number > begun:
            yield BREAK.join(BREAK.join(part) for part in words[begun : number + 1])
        begun = number + 1


def _with_initial(words: tuple[tuple[str, ...], ...], one: Sought) -> Iterator[Form]:
    """Forename and first letter of the surname, and the other way round."""
    if len(words) < SHORTEST or unspaced(words[0][0][0]):
        return
    first, last = BREAK.join(words[0]), BREAK.join(words[-1])
    if len(first) > 1:
        yield Form(f"{plain(first)}{BREAK}{plain(last[0])}", one, Way.INITIAL, whole=True)
    if len(last) > 1:
        yield Form(f"{plain(first[0])}{BREAK}{plain(last)}", one, Way.INITIAL, whole=True)


def _spellings(letters: str) -> Iterator[str]:
    """Letters with umlauts plain, with umlauts in full, and with what looks like one in full as
    an umlaut.
    """
    full = "".join(UMLAUTS[letter][1] if letter in UMLAUTS else letter for letter in letters)
    yield from dict.fromkeys((plain(letters), full, _umlauted(full)))


def _umlauted(letters: str) -> str:
    for umlaut, (_plain, full) in UMLAUTS.items():
        if umlaut != "ø":
            letters = letters.replace(full, umlaut)
    return letters


def _clan(letters: str) -> Iterator[str]:
    """McDonald as MacDonald, Mac Donald."""
    found = _CLAN.match(letters)
    if found:
        rest = letters[found.end() :]
        yield f"mc{BREAK}{rest}"
        yield f"mac{BREAK}{rest}"


def _given(word: str) -> Iterator[str]:
    """A Chinese, Japanese or Korean name without its first part, and that part where it is long."""
    if _IDEOGRAPHS.fullmatch(word):
        yield word[len(word) - 2 :]
        if len(word) > SHORTEST + 1:
            yield word[:2]


_IDEOGRAPHS = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3]{3,4}")
