"""What in a story is to be looked at too: it may say who somebody is, though no list has it.

Near spellings, short names and other forms of the names that are known; capital letters within a
sentence; figures, numbers of a telephone, addresses, postcodes, dates; "my son". None of it is
certain, so none of it has to be answered.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from msgspec import Struct, field

from storycircle.core.consent.folded_text import FoldedText, folded_text, plain
from storycircle.core.consent.name_finder import MARKS, Find
from storycircle.core.consent.name_forms import TITLES, Kind, Sought, initials, parts_of, words_of
from storycircle.core.consent.nicknames import nicknames
from storycircle.core.consent.whole_names import (
    NO_NAMES,
    begins_sentence,
    in_a_title,
    is_german,
    is_no_name,
    without_names,
)
from storycircle.core.i18n import N_, _

_NEAR, _NEARER = 4, 8  # letters of a name of which one, and two, may be other than it is known
_STEM = 3  # letters at least that all forms of a name have in common
_ENDINGS = 2  # letters at the end of a name that its other forms may lack
_LONGER = 5  # letters that another form may have more
_WRITTEN_ON = 4  # the same in a script without capitals
_VOWELS = frozenset("aeiouyаеиоуыэюяёіїєαεηιουω")  # noqa: RUF001 (Cyrillic and Greek ones too)
# How a name may begin after another word: Welsh, then Irish and Gaelic.
_MUTATIONS: Mapping[str, tuple[str, ...]] = {
    "p": ("b", "ph", "mh", "bp"),
    "t": ("d", "th", "nh", "dt", "d"),
    "c": ("g", "ch", "ngh", "gc"),
    "k": ("g", "ch", "ngh"),
    "b": ("f", "m", "bh", "mb", "v"),
    "d": ("dd", "n", "dh", "nd"),
    "g": ("", "ng", "gh"),
    "m": ("f", "mh", "v"),
    "ll": ("l",),
    "rh": ("r",),
    "f": ("fh", "bhf"),
    "s": ("sh", "ts"),
    **{vowel: (f"h{vowel}", f"n{vowel}", f"t{vowel}") for vowel in "aeiouwy"},
}
_ADDRESS = N_("an address")
_PHONE = N_("a telephone number")
_POSTCODE = N_("a postcode")
_DATE = N_("a date")
_BIRTH = N_("about a birth")
_FIGURES = N_("figures")
_RELATIVE = N_("someone’s family")
_CAPITAL = N_("a capital letter")
_NEARLY = N_("much like {name}")
_OTHERWISE = N_("{name}, perhaps, in another form")
_SHORT = N_("{name}, perhaps, by a short name")
_INITIALS = N_("{name}, perhaps, by initials")
_MONTHS = (
    "january february march april may june july august september october november december "
    "ionawr chwefror mawrth ebrill mai mehefin gorffennaf awst medi hydref tachwedd rhagfyr"
).split()
_MONTH = f"(?:{'|'.join(_MONTHS)})"
_BIRTHS = (
    "birthday|birthdays|born on|born in|date of birth|d\\.?o\\.?b\\b|pen-?blwydd|ganed|ganwyd|"
    "geburtstag|geboren am|anniversaire|née? le|cumpleaños|nacid[oa] el|urodzin\\w*|urodził\\w*"
).split("|")
_FAMILY = (
    "son daughter child children kid kids baby boy girl mum mam mom mother dad father parents "
    "brother sister twin twins husband wife partner boyfriend girlfriend ex uncle aunt auntie "
    "cousin nephew niece nan nana gran grandma granny grandmother grandad granddad grandfather "
    "grandson granddaughter grandchild grandchildren neighbour neighbor boss manager landlord "
    "stepson stepdaughter stepmum stepdad mother-in-law father-in-law fiancé fiancée carer"
).split()
_RELATIVES = "|".join(
    f"(?:{whose}) (?:{'|'.join(who)})"
    for whose, who in (
        (
            "(?:my|our|his|her|their)(?: [a-z-]{2,12}){0,2}?",
            sorted(_FAMILY, key=len, reverse=True),
        ),
        (
            "fy|ei|ein|eu",
            "mab [fm]erch n?gŵr n?g?wraig mam [nt]had [dt]ad chwaer [bfm]rawd plant nain".split(),
        ),
        (
            "(?:mein|dein|sein|ihr|unser)(?:e|en|em|er|es)?",
            "sohn tochter mann frau mutter vater bruder schwester kind kinder oma opa".split(),
        ),
        ("mon|ma|mes|son|sa|ses", "fils fille mari femme mère père frère sœur enfants?".split()),
        ("mi|mis|su|sus", "hij[oa]s? marido mujer madre padre herman[oa]s?".split()),
        (
            "mój|moja|mojego|mojej|moim|mojemu",
            "syn\\w*|córk\\w*|m[ąę]ż\\w*|żon\\w*|matk\\w*|ojc\\w*|brat\\w*|siostr\\w*".split("|"),
        ),
    )
)


def _words(pattern: str) -> re.Pattern[str]:
    """A pattern of whole words, in capitals or not."""
    return re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE)


# Each begins where nothing of its kind stands before it, and is bounded: no text takes its square.
@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    """What is pointed at wherever it stands, and why. Compiled when a story is first looked at."""
    return (
        (re.compile(r"(?<![\w.+%-])[\w.+%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){0,6}"), _ADDRESS),
        (re.compile(r"(?<!\w)(?:https?://|www\.)[^\s<>\"]{2,200}", re.IGNORECASE), _ADDRESS),
        (re.compile(r"(?<![\w@])@\w{2,40}"), _ADDRESS),
        (_words(r"[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}"), _POSTCODE),
        (_words(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}"), _DATE),
        (_words(rf"\d{{1,2}}(?:st|nd|rd|th|ain|fed)? (?:of |o )?{_MONTH}(?: \d{{4}})?"), _DATE),
        (_words(rf"{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?(?:,? \d{{4}})?"), _DATE),
        (re.compile(r"(?<![\w+])\+?\(?\d(?:[ ()./-]{0,2}\d){6,14}(?!\w)"), _PHONE),
        (_words("|".join(_BIRTHS)), _BIRTH),
        (_words(r"\d{1,3} (?:years?|months?|weeks?|mlynedd|oed|jahre)|aged? \d{1,3}"), _FIGURES),
        (re.compile(r"(?<!\d)\d{2}(?:[.,:]?\d){0,15}"), _FIGURES),
        (_words(_RELATIVES), _RELATIVE),
    )


_INITIALS_WRITTEN = re.compile(r"(?<![Aam0])A(?:(?:\. ?)?A){1,4}(?![Aam0])")


class Hint(Struct, frozen=True):
    """A place in a text, from `start` up to `end`, that may say who somebody is; what: why."""

    start: int
    end: int
    text: str
    what: str


@lru_cache(maxsize=8)
def hints(text: str, sought: tuple[Sought, ...], found: tuple[Find, ...]) -> tuple[Hint, ...]:
    """All that is to be looked at in a text beside what was found in it, in order."""
    folded = folded_text(text)
    places = _Places(text)
    for find in found:
        places.take(find.start, find.end)
    for mark in MARKS.finditer(text):
        places.take(mark.start(), mark.end())
    for pattern, what in _patterns():
        for match in pattern.finditer(text):
            places.add(match.start(), match.end(), what)
    known = _known(sought)
    for match in _INITIALS_WRITTEN.finditer(folded.kinds):
        letters = re.sub(r"[\W_]", "", match[0] and text[match.start() : match.end()]).casefold()
        if letters in known.initials:
            places.add(match.start(), match.end(), _INITIALS, known.initials[letters])
    for start, end, what, name in _alike(folded, known):
        places.add(start, end, what, name)
    for start, end in _capitals(folded, [(find.start, find.end) for find in found]):
        places.add(start, end, _CAPITAL)
    return tuple(sorted(places.hints, key=lambda hint: hint.start))


class _Places:
    """Hints that do not overlap each other nor what is taken."""

    def __init__(self, text: str) -> None:
        self.hints: list[Hint] = []
        self._text = text
        self._taken = bytearray(len(text))

    def take(self, start: int, end: int) -> None:
        self._taken[start:end] = b"\x01" * (end - start)

    def add(self, start: int, end: int, what: str, name: str = "") -> None:
        """what: a message; name: what its field {name} says."""
        if start < end and 1 not in self._taken[start:end]:
            self.take(start, end)
            said = _(what, name=name) if name else _(what)
            self.hints.append(Hint(start, end, self._text[start:end], said))


class _Known(Struct):
    """What is known of names: each way of writing one, with the name as it was typed."""

    near: dict[str, str] = field(default_factory=dict)
    stems: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    mutated: dict[str, str] = field(default_factory=dict)
    short: dict[str, str] = field(default_factory=dict)
    initials: dict[str, str] = field(default_factory=dict)


@lru_cache(maxsize=16)
def _known(sought: tuple[Sought, ...]) -> _Known:
    known = _Known()
    for one in sought:
        if one.kind is Kind.AGENCY:
            for letters in initials(one.word):
                known.initials.setdefault(letters, one.word)
            continue
        words = words_of(one.word)
        for part in _single(one):
            _know(known, part, one.word)
        if one.kind is Kind.NAME and words:
            for short in nicknames(plain(words[0][0])):
                known.short.setdefault(short, one.word)
            letters = "".join(word[0][0] for word in words)
            if len(letters) > 1:
                known.initials.setdefault(plain(letters), one.word)
    return known


def _single(one: Sought) -> tuple[str, ...]:
    """The words by which a person, or a word to look for, is known."""
    if one.kind is Kind.NAME:
        return parts_of(one.word)
    pieces = folded_text(one.word).pieces
    return (plain(pieces[0].folded),) if len(pieces) == 1 else ()


def _know(known: _Known, part: str, name: str) -> None:
    for variant in _without_letters(part):
        known.near.setdefault(variant, name)
    forms = {part, *_mutations(part)}
    for form in forms - {part}:
        if len(form) >= _STEM:
            known.mutated.setdefault(form, name)
    for form in forms:
        for stem in _stems(form):
            known.stems.setdefault(stem, []).append((form, name))


def _mutations(part: str) -> Iterator[str]:
    """A name as it begins after another word, in Welsh, Irish and Gaelic."""
    for length in (2, 1):
        for instead in _MUTATIONS.get(part[:length], ()):
            yield instead + part[length:]


def _stems(part: str) -> set[str]:
    """What all forms of a name begin with: without its ending, or its last vowel: Marek, Marka."""
    length = len(part)
    if length < _STEM:
        return set()
    stems = {part[: max(_STEM, length - _ENDINGS)] if length > _STEM else part[:2]}
    last = next((at for at in range(length - 1, 1, -1) if part[at] in _VOWELS), 0)
    if last and length > _STEM:
        stems.add(part[:last] + part[last + 1 :])
    return stems


def _without_letters(word: str) -> set[str]:
    """A word, without one letter, and without two where it is long: two words that are one letter
    apart have one of these in common.
    """
    if len(word) < _NEAR:
        return set()
    once = {word[:at] + word[at + 1 :] for at in range(len(word))}
    twice: Iterable[str] = ()
    if len(word) >= _NEARER:
        twice = (one[:at] + one[at + 1 :] for one in once for at in range(len(one)))
    return {word, *once, *twice}


def _alike(text: FoldedText, known: _Known) -> Iterator[tuple[int, int, str, str]]:
    """The words that may be a name that is known, written otherwise; each word is judged once."""
    judged: dict[tuple[str, bool], tuple[str, str] | None] = {}
    for first, last in text.words():
        start, end = text.pieces[first].start, text.pieces[last - 1].end
        if text.kinds[start] in "0u" or end - start > _LONGEST:
            continue
        cased = _has_case(text, start, end)
        if cased and "A" not in text.kinds[start:end]:
            continue
        word = plain("".join(piece.folded for piece in text.pieces[first:last]))
        key = word, cased
        if key not in judged:
            judged[key] = _judge(word, known, cased=cased)
        answer = judged[key]
        if answer is not None:
            yield start, end, *answer


_LONGEST = 60  # letters of a word


def _has_case(text: FoldedText, start: int, end: int) -> bool:
    letters = text.text[start:end]
    return letters.lower() != letters.upper()


def _judge(word: str, known: _Known, *, cased: bool) -> tuple[str, str] | None:
    """Why a word may be a name that is known, and which."""
    if word in NO_NAMES or word in TITLES:
        return None
    if word in known.short:
        return _SHORT, known.short[word]
    if cased and word in known.mutated:
        return _OTHERWISE, known.mutated[word]
    near = next((known.near[one] for one in _without_letters(word) if one in known.near), "")
    if near:
        return _NEARLY, near
    for length in range(2, len(word) + 1):
        for form, name in known.stems.get(word[:length], ()):
            longer = len(word) - len(form)
            written_on = word.startswith(form) and longer <= _WRITTEN_ON
            if longer <= _LONGER if cased else written_on:
                return _OTHERWISE, name
    return None


def _capitals(text: FoldedText, names: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Words with a capital within a sentence; those side by side as one, but for the names that
    were found. In German only those behind a name. names: where these begin and end.
    """
    german, kinds = is_german(text), without_names(text, names)
    taken = {at for start, end in names for at in range(start, end)}
    ends = {end for _start, end in names}
    begun: tuple[int, int] | None = None
    for first, last in text.words():
        start, end = text.pieces[first].start, text.pieces[last - 1].end
        beside = start - 1 in ends
        named = beside and text.capital(first) and end - start > 1
        named = named or (not german and _is_named(text, first, last, kinds))
        named = named and start not in taken
        if begun is not None and named and text.kinds[begun[1] : start] in {" ", "-"}:
            begun = begun[0], end
            continue
        if begun is not None:
            yield begun
        begun = (start, end) if named else None
    if begun is not None:
        yield begun


def _is_named(text: FoldedText, first: int, last: int, kinds: str) -> bool:
    start, end = text.pieces[first].start, text.pieces[last - 1].end
    if "A" not in text.kinds[start:end] or end - start == 1 or begins_sentence(text, first):
        return False
    word = plain("".join(piece.folded for piece in text.pieces[first:last]))
    ordinary = word in TITLES or is_no_name(text, first, last - 1)
    return not ordinary and not in_a_title(kinds, start)


def around(text: str, start: int, end: int, most: int = 60) -> tuple[str, str]:
    """What stands before and behind a place, within its sentence: at most so many letters each."""
    before = re.split(r"[.!?…。؟।]\s|\n", text[max(0, start - most - 1) : start])[-1]
    after = re.split(r"(?<=[.!?…。؟।])\s|\n", text[end : end + most + 1])[0]
    if len(before) > most:
        before = "…" + before[1:].partition(" ")[2]
    if len(after) > most:
        after = after[:-1].rpartition(" ")[0] + "…"
    return before.lstrip("\t"), after
