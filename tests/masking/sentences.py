"""Sentences with a name in one of the forms it is written in, and how they were judged.

A circle of six of one language, and one of them named in a sentence with ordinary ones around it.
What is certain has to be found; what another language may do to a name, pointed at.
"""

import random
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path

from msgspec import Struct, field

from storycircle.core.consent.folded_text import folded_text, plain
from storycircle.core.consent.name_finder import Kind, Sought, finds
from storycircle.core.consent.name_forms import parts_of
from storycircle.core.consent.name_hints import hints

WRITTEN_ON = ("en", "de", "cy", "ga", "pl")
"""The languages whose sentences were looked at when the rules were written."""
HELD_OUT = ("ru", "el", "hi", "fa", "cs")
LATER = ("tr",)
"""Written when the rules and the figures of the others stood; its first figure is in SOURCES.md."""
LATEST = ("hu",)
"""Written last of all, so that there is a language again which no rule was written for."""
_FOLDER = Path(__file__).parent / "languages"
_UNCASED = ("hi", "fa")
_LATIN = ("en", "de", "cy", "ga", "pl", "cs", "tr", "hu")


class Language(Struct, frozen=True):
    """A language's names with their other forms, its sentences and words.

    carriers: sentences with {} in the place of a name.
    """

    code: str
    forenames: tuple[tuple[str, ...], ...]
    surnames: tuple[tuple[str, ...], ...]
    sentences: tuple[str, ...]
    words: tuple[str, ...]
    carriers: tuple[str, ...]


class Sentence(Struct, frozen=True):
    """A text, the circle it was told in, and where somebody is named in it.

    way: how the name is written. certain: it has to be found; else it may be pointed at.
    """

    language: str
    text: str
    sought: tuple[Sought, ...]
    start: int
    end: int
    way: str
    certain: bool


class _Person(Struct, frozen=True):
    forename: tuple[str, ...]
    surname: tuple[str, ...]

    @property
    def first(self) -> str:
        return self.forename[0]

    @property
    def last(self) -> str:
        return self.surname[0]

    @property
    def name(self) -> str:
        return f"{self.first} {self.last}"


class _Way(Struct, frozen=True):
    """A way of writing a name: as it stands in the list, and as it stands in the text, where the
    name ends at a | if it does not at the end.
    """

    title: str
    made: Callable[[_Person, random.Random], tuple[str, str] | None]
    certain: bool = True
    languages: tuple[str, ...] = WRITTEN_ON + HELD_OUT + LATER + LATEST
    kind: Kind = Kind.NAME


@lru_cache(maxsize=16)
def language(code: str) -> Language:
    """A language as its file has it."""
    parts: dict[str, list[str]] = {}
    for line in (_FOLDER / f"{code}.txt").read_text("utf-8").splitlines():
        if line.startswith("["):
            parts[line.strip("[]")] = []
        elif parts:
            parts[list(parts)[-1]].append(line)
    names = {
        part: tuple(tuple(n.replace("_", " ") for n in line.split()) for line in parts[part])
        for part in ("forenames", "surnames")
    }
    words = tuple(" ".join(parts["words"]).split())
    return Language(
        code,
        names["forenames"],
        names["surnames"],
        tuple(parts["sentences"]),
        words,
        tuple(parts["carriers"]),
    )


def sentences(count: int, seed: int, codes: tuple[str, ...]) -> Iterator[Sentence]:
    """So many sentences, the languages and the ways of each in turn."""
    rng = random.Random(seed)  # noqa: S311 (the same each time)
    ways = {code: [way for way in _WAYS if code in way.languages] for code in codes}
    turn: Counter[str] = Counter()
    made = 0
    while made < count:
        code = codes[made % len(codes)]
        way = ways[code][turn[code] % len(ways[code])]
        turn[code] += 1
        sentence = _sentence(language(code), way, rng)
        if sentence is not None:
            made += 1
            yield sentence


def _sentence(spoken: Language, way: _Way, rng: random.Random) -> Sentence | None:
    person = _Person(rng.choice(spoken.forenames), rng.choice(spoken.surnames))
    made = way.made(person, rng)
    if made is None:
        return None
    listed, (name, _, ending) = made[0], made[1].partition("|")
    others = [
        Sought(f"{rng.choice(spoken.forenames)[0]} {rng.choice(spoken.surnames)[0]}", Kind.NAME)
        for _ in range(5)
    ]
    carrier = rng.choice(spoken.carriers)
    before, _, after = carrier.partition("{}")
    around = [_ordinary(spoken, rng), _ordinary(spoken, rng)]
    head = f"{around[0]} {before}"
    text = f"{head}{name}{ending}{after} {around[1]}"
    sought = (*others, Sought(listed, way.kind))
    end = len(head) + len(name)
    return Sentence(spoken.code, text, sought, len(head), end, way.title, way.certain)


def _ordinary(spoken: Language, rng: random.Random) -> str:
    """A sentence of the language in which nobody of the circle is named."""
    if not spoken.words or rng.random() < 0.5:
        return rng.choice(spoken.sentences).rstrip(".") + "."
    words = " ".join(rng.choice(spoken.words) for _ in range(9))
    return f"{words[:1].upper()}{words[1:]}."


# The ways.


def _bare(text: str) -> str:
    """Without accents, as on a keyboard that lacks them."""
    parts = unicodedata.normalize("NFD", text)
    above = (p for p in parts if unicodedata.combining(p) < 200)
    return unicodedata.normalize("NFC", "".join(above))


def _ascii(text: str) -> str:
    folded = plain("".join(piece.folded for piece in folded_text(text).pieces))
    return re.sub("[^a-z]", "", folded)


def _spelt(person: _Person, mark: str) -> tuple[str, str] | None:
    letters = [letter for letter in person.first if letter.isalpha()]
    if len(letters) < 3 or _bare(person.first) != _bare("".join(letters)):
        return None
    return person.name, mark.join(letter.upper() for letter in letters)


def _broken(person: _Person, rng: random.Random) -> tuple[str, str] | None:
    """Hyphenated at a line's end, where no mark is parted from its letter."""
    name = person.first
    places = [at for at in range(2, len(name) - 1) if name[at].isalpha() and name[at - 1].isalpha()]
    if not places:
        return None
    at = rng.choice(places)
    return person.name, f"{name[:at]}-\n{name[at:]}"


def _form(person: _Person, rng: random.Random, *, surname: bool = False) -> tuple[str, str] | None:
    forms = (person.surname if surname else person.forename)[1:]
    return (person.name, rng.choice(forms)) if forms else None


def _swapped(person: _Person, pairs: tuple[tuple[str, str], ...]) -> tuple[str, str] | None:
    for one, other in pairs:
        for here, there in ((one, other), (other, one)):
            if here in person.name:
                return person.name, person.name.replace(here, there)
    return None


def _misspelt(person: _Person, rng: random.Random) -> tuple[str, str] | None:
    name = person.first
    if len(name) < 5 or not name.isalpha():
        return None
    at = rng.randrange(1, len(name) - 1)
    changed = rng.choice(
        (
            name[:at] + name[at + 1 :],
            name[:at] + name[at] + name[at:],
            name[:at] + name[at + 1] + name[at] + name[at + 2 :],
        )
    )
    return person.name, changed


def _plural(person: _Person, ending: str) -> tuple[str, str] | None:
    hisses = person.last.endswith(("s", "x", "z", "ch", "sh"))
    return (person.name, f"{person.last}|{ending}") if hisses is (ending == "es") else None


def _agency(person: _Person, rng: random.Random, dot: str) -> tuple[str, str] | None:
    words = [person.first, rng.choice(("Family", "Youth", "Open")), person.last]
    if not all(word[0].isalpha() for word in words):
        return None
    return " ".join(words), dot.join(_bare(word[0]) for word in words) + dot.strip()


def _clan(person: _Person, rng: random.Random) -> tuple[str, str] | None:
    surname = rng.choice("Donald Kenzie Gregor Leod Lean Intosh Pherson Carthy Kay".split())
    listed, written = rng.sample(("Mc", "Mac", "Mc ", "Mac "), 2)
    return f"{person.first} {listed}{surname}", f"{written}{surname}"


def _two(person: _Person, rng: random.Random) -> tuple[str, str] | None:
    if " " in person.first + person.last:
        return None
    joined = f"{person.first}-{person.last}"
    written = (joined, f"{person.first} {person.last}", person.last, f"{person.first}{person.last}")
    return joined, rng.choice(written)


def _with_particles(person: _Person, _rng: random.Random) -> tuple[str, str]:
    return f"{person.first} van der {person.last}", f"van der {person.last}"


def _turkish(person: _Person, rng: random.Random, mark: str) -> tuple[str, str] | None:
    """With an ending behind the name: Ayşe’nin."""
    name, *forms = rng.choice((person.forename, person.surname))
    return person.name, f"{name}{mark}{rng.choice(forms)[len(name) :]}"


def _family(person: _Person, rng: random.Random) -> tuple[str, str] | None:
    """Those who belong to somebody, and endearments: Ayşegil, Ayşeler, Ayşeciğim, Ayşem."""
    name = person.first
    vowel = [letter for letter in _small(name) if letter in "aıoueiöü"][-1]
    high = {"a": "ı", "ı": "ı", "o": "u", "u": "u", "e": "i", "i": "i", "ö": "ü", "ü": "ü"}[vowel]
    low = "a" if vowel in "aıou" else "e"
    soft = "ç" if name[-1] in "fstkçşhp" else "c"
    mine = "m" if name[-1] in "aıoueiöü" else f"{high}m"
    endings = ("gil", f"l{low}r", f"{soft}{high}ğ{high}m", f"{soft}{high}k", mine)
    return person.name, name + rng.choice(endings)


def _capital(text: str) -> str:
    """Capitals as Turkish writes them."""
    return text.replace("i", "İ").replace("ı", "I").upper()


def _small(text: str) -> str:
    return text.replace("İ", "i").replace("I", "ı").lower()


def _shouted(person: _Person, rng: random.Random) -> tuple[str, str] | None:
    made = _turkish(person, rng, "|’")
    return (made[0], _capital(made[1])) if made else None


def _cased(way: _Way) -> _Way:
    codes = tuple(code for code in way.languages if code not in _UNCASED)
    return _Way(way.title, way.made, way.certain, codes, way.kind)


_UMLAUTS = (("ä", "ae"), ("ö", "oe"), ("ü", "ue"))
_PERSIAN = (("ی", "ي"), ("ک", "ك"), ("ه", "ة"))
_BEHIND = ("Hanım", "Bey", "Teyze", "Abi", "Abla", "Öğretmen")
_NUKTA = (("ज", "ज़"), ("फ", "फ़"), ("क", "क़"), ("ड", "ड़"))
_WAYS = (
    _Way("forename", lambda p, _: (p.name, p.first)),
    _Way("in full", lambda p, _: (p.name, p.name)),
    _Way("surname", lambda p, _: (p.name, p.last)),
    _Way("in full over two lines", lambda p, _: (p.name, f"{p.first}\n{p.last}")),
    _Way("two names joined", _two),
    _Way("broken at a line's end", _broken),
    _Way("title in the list", lambda p, _: (f"Dr {p.name}", p.last)),
    _Way("with its accents apart", lambda p, _: (p.name, unicodedata.normalize("NFD", p.name))),
    _cased(_Way("capitals", lambda p, _: (p.name, p.name.upper()))),
    _cased(_Way("small letters", lambda p, _: (p.name, p.name.lower()))),
    _cased(_Way("without accents", lambda p, _: (p.name, _bare(p.name)))),
    _cased(_Way("surname in the text alone", lambda p, _: (f"{p.first} {p.last[0]}", p.name))),
    _cased(_Way("surname nobody listed", lambda p, _: (p.first, p.name), certain=False)),
    _cased(_Way("initial of the surname", lambda p, _: (p.name, f"{p.first} {p.last[0].upper()}"))),
    _cased(_Way("initial of the forename", lambda p, _: (p.name, f"{p.first[0]}. {p.last}"))),
    _cased(_Way("joined with an initial", lambda p, _: (p.name, f"{p.first}{p.last[0].upper()}"))),
    _cased(_Way("joined", lambda p, _: (p.name, f"{p.first}{p.last}".replace(" ", "")))),
    _cased(_Way("year behind", lambda p, r: (p.name, f"{p.first}{r.randint(1950, 2010)}"))),
    _cased(_Way("figure behind", lambda p, r: (p.name, f"{p.first}{r.randint(2, 9)}"))),
    _cased(_Way("spelt with dots", lambda p, _: _spelt(p, "."))),
    _cased(_Way("spelt with spaces", lambda p, _: _spelt(p, " "))),
    _cased(_Way("another case", _form, certain=False)),
    _cased(_Way("another case, surname", lambda p, r: _form(p, r, surname=True), certain=False)),
    _cased(_Way("misspelt", _misspelt, certain=False)),
    _Way(
        "particles", lambda p, _: (f"{p.first} van der {p.last}", f"van der {p.last}"), True, _LATIN
    ),
    _Way("account", lambda p, _: (p.name, f"@{_ascii(p.name)}99"), True, _LATIN),
    _Way("address", lambda p, _: (p.name, f"{_ascii(p.first)}123@example.org"), True, _LATIN),
    _Way("possessive", lambda p, _: (p.name, f"{p.first}|’s"), True, ("en",)),
    _Way("plural", lambda p, _: _plural(p, "s"), True, ("en", "de")),
    _Way("plural in -es", lambda p, _: _plural(p, "es"), True, ("en",)),
    _Way("Mc and Mac", _clan, True, ("en", "ga")),
    _Way("umlauts", lambda p, _: _swapped(p, _UMLAUTS), True, ("de",)),
    _Way("Arabic and Persian letters", lambda p, _: _swapped(p, _PERSIAN), True, ("fa",)),
    _Way("nukta", lambda p, _: _swapped(p, _NUKTA), True, ("hi",)),
    _Way("ending written on", lambda p, _: (p.name, f"{p.first}जी"), False, ("hi",)),
    _Way("ending joined", lambda p, _: (p.name, f"{p.first}|\u200cجان"), True, ("fa",)),
    _Way("Turkish ending", lambda p, r: _turkish(p, r, "|’"), True, LATER),
    _Way("Turkish ending in capitals", _shouted, True, LATER),
    _Way("Turkish ending without its mark", lambda p, r: _turkish(p, r, ""), False, LATER),
    _Way("Turkish family and endearment", _family, False, LATER),
    _Way("Turkish capitals", lambda p, _: (p.name, _capital(p.name)), True, LATER),
    _Way("Turkish small letters", lambda p, _: (p.name, _small(p.name)), True, LATER),
    _Way("title behind", lambda p, r: (p.name, f"{p.first}| {r.choice(_BEHIND)}"), True, LATER),
    _Way("surname first in the list", lambda p, _: (f"{p.last} {p.first}", p.first), True, LATEST),
    _Way("surname first in the text", lambda p, _: (p.name, f"{p.last} {p.first}"), True, LATEST),
    _Way(
        "surname first, another case",
        lambda p, r: (f"{p.last} {p.first}", f"{p.last} {r.choice(p.forename[1:])}"),
        True,
        LATEST,
    ),
    _Way("agency's initials", lambda p, r: _agency(p, r, ""), True, _LATIN, Kind.AGENCY),
    _Way("agency's initials, dotted", lambda p, r: _agency(p, r, "."), True, _LATIN, Kind.AGENCY),
)


# The judgement.


class Figures(Struct):
    """What became of sentences: missed, words taken that are none, and hints.

    namesakes: words taken that are a name of the circle letter for letter: "winter".
    """

    sentences: int = 0
    words: int = 0
    missed: list[Sentence] = field(default_factory=list)
    taken: list[tuple[str, Sentence]] = field(default_factory=list)
    namesakes: int = 0
    hinted: int = 0


def judged(some: Iterator[Sentence]) -> Figures:
    """All sentences looked through as a story is."""
    figures = Figures()
    for one in some:
        found = finds(one.text, one.sought)
        pointed = hints(one.text, one.sought, found)
        covered = {at for find in found for at in range(find.start, find.end)}
        either = covered | {at for hint in pointed for at in range(hint.start, hint.end)}
        counts = covered if one.certain else either
        figures.sentences += 1
        if not all(at in counts for at in range(one.start, one.end) if _counts(one, at)):
            figures.missed.append(one)
        _judge_others(one, covered, figures)
        figures.hinted += sum(not one.start <= hint.start < one.end for hint in pointed)
    return figures


def _counts(one: Sentence, at: int) -> bool:
    """Whether what stands at a place of a name has to be covered."""
    letter = one.text[at]
    mark = unicodedata.category(letter)[0] in "MC"
    return not (letter.isspace() or letter in ".-" or mark)


def _judge_others(one: Sentence, covered: set[int], figures: Figures) -> None:
    parts = {part for sought in one.sought for part in parts_of(sought.word)}
    for word in re.finditer(r"\S*\w\S*", one.text):
        if word.start() < one.end and word.end() > one.start:
            continue
        figures.words += 1
        if any(at in covered for at in range(*word.span())):
            pieces = {plain(piece.folded) for piece in folded_text(word[0]).pieces}
            if pieces & parts:
                figures.namesakes += 1
            else:
                figures.taken.append((word[0], one))
