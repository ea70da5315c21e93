"""One person from one line or cell, as people write them.

"1. Ann Lee", "Lee, Ann", "Ann Lee (School)", "Ann Lee <ann@example.org>", "Ann Lee – School".
"""

import re

from msgspec import Struct

from storycircle.core.names.reading import Doubt, LeftOut, Nobody, PersonRead, Reading
from storycircle.core.names.vocabulary import (
    MARK,
    is_agency,
    is_agency_word,
    is_error,
    is_like_name,
    is_no_name,
)
from storycircle.core.text import one_line

ADDRESS = re.compile(
    r"(?:mailto:)?[^\s<>()\[\],;:\"']+@[^\s<>()\[\],;\"']+\.[^\W\d_]{2,}", re.IGNORECASE
)
_ADDRESSES = re.compile(rf"[<(\[]?\s*{ADDRESS.pattern}\s*[>)\]]?", re.IGNORECASE)
_HALF_ADDRESS = re.compile(r"\s*<[^<>]*$")
_TELEPHONE = re.compile(
    r"(?:tel|mob|phone|ffôn)?\.?:?\s*\+?\(?\d[\d\s().-]{5,}\d\)?", re.IGNORECASE
)
_LABEL = re.compile(r"^(?:name|enw|from|to|cc|oddi wrth|at)\s*:\s*", re.IGNORECASE)
_BRACKETS = re.compile(r"^(.*\S)\s*[(\[]([^()\[\]]+)[)\]]$")
_DASH = re.compile(r"^(.*?\S)\s+[-–—|/]\s+(\S.*)$")
_QUOTES = "\"'`\u201c\u201d\u201e\xab\xbb\u2018\u2019"
_TITLES = frozenset("dr mr mrs ms miss mx prof professor rev revd sir dame lord lady".split())
_SUFFIXES = frozenset("obe mbe cbe phd jr jnr snr sr ii iii esq jp ba ma bsc msc".split())


class Commas(Struct, frozen=True):
    """How a comma is meant in this list. agencies: what stands after it in more than one line."""

    agencies: frozenset[str] = frozenset()


def person(written: str, circle: int = 0, commas: Commas | None = None) -> PersonRead | LeftOut:
    """The person of a line or cell, without marks and addresses; LeftOut where it is nobody."""
    written = one_line(written)
    plain, address = _without_addresses(without_mark(written))
    if nobody := _why_nobody(plain, address):
        return LeftOut(written, nobody)
    if not plain:
        made = _of_address(address)
        return PersonRead(written, (made,), circle, Doubt.FROM_ADDRESS)
    readings, doubt = _readings(plain, commas or Commas())
    return PersonRead(written, readings, circle, doubt)


def typed_person(line: str) -> Reading:
    """The person of a line that somebody types: before the first comma is the name, after it the
    agency. Marks and addresses are no part of it, and an address half typed is none either.
    """
    plain = _HALF_ADDRESS.sub("", one_line(line))
    plain, _address = _without_addresses(without_mark(plain), telephones=False)
    name, _comma, agency = plain.partition(",")
    return reading(name.strip(), agency.strip())


def without_mark(line: str) -> str:
    """The line without the bullet, the box or the figure it begins with."""
    before = None
    while line != before:
        before, line = line, MARK.sub("", line, count=1)
    return line.strip()


def parts(name: str) -> tuple[str, str]:
    """A whole name as its first word, with the title before it, and the rest. Joined by a space
    they are the name as it was written.
    """
    words = name.split()
    first = 1
    while first < len(words) and words[first - 1].casefold().rstrip(".") in _TITLES:
        first += 1
    if first == len(words) and first > 1:  # "Mrs Lee" has no forename
        first -= 1
    return " ".join(words[:first]), " ".join(words[first:])


def reading(name: str, agency: str = "") -> Reading:
    """A whole name and an agency as a reading."""
    return Reading(*parts(name), agency)


def _without_addresses(line: str, *, telephones: bool = True) -> tuple[str, str]:
    """The line without e-mail addresses, telephone numbers, labels and quotes; and an address."""
    found = ADDRESS.search(line)
    plain = _ADDRESSES.sub(" ", line) if found else line
    plain = _TELEPHONE.sub(" ", plain) if telephones else plain
    plain = one_line(_LABEL.sub("", plain.strip(), count=1))
    plain = plain.strip(" \t,;:|<>")
    if plain[:1] == "@" and plain[1:2].isalpha():
        plain = plain[1:]
    return _unquoted(plain), found[0].removeprefix("mailto:") if found else ""


def _unquoted(plain: str) -> str:
    """The text without the quotes that stand around it: "'Ann Lee'" in Outlook. An apostrophe
    within a name stays.
    """
    while len(plain) > 1 and plain[0] in _QUOTES and plain[-1] in _QUOTES:
        plain = plain[1:-1].strip()
    return plain.strip('"“”„«»')


def _why_nobody(plain: str, address: str) -> Nobody | None:
    if is_error(plain):
        return Nobody.ERROR
    if is_no_name(plain):
        return Nobody.EMPTY
    if plain and not any(letter.isalpha() for letter in plain):
        return Nobody.FIGURES
    if not plain and not address:
        return Nobody.FIGURES
    if not plain and not _of_address(address).surname:
        return Nobody.ADDRESS
    return None


def _of_address(address: str) -> Reading:
    """A name made of ann.lee@example.org; one with no surname where it has no two words."""
    words = [w for w in re.split(r"[._-]+", address.partition("@")[0]) if w.isalpha()]
    return Reading(*parts(" ".join(word[0].upper() + word[1:] for word in words)))


def _readings(plain: str, commas: Commas) -> tuple[tuple[Reading, ...], Doubt | None]:
    name, comma, rest = (part.strip() for part in plain.partition(","))
    if comma and name and rest:
        return _of_comma(name, rest, commas)
    plain = name or rest
    if found := _BRACKETS.match(plain):
        return (reading(found[1], found[2].strip()),), None
    if found := _DASH.match(plain):
        if is_agency(found[2], found[1]):
            return (reading(found[1], found[2]),), None
        return (reading(found[1], found[2]), reading(plain)), Doubt.ONE_CELL
    return _of_one_cell(plain)


def _of_comma(name: str, rest: str, commas: Commas) -> tuple[tuple[Reading, ...], Doubt | None]:
    """The ways to read a line with a comma: "Ann Lee, School" is sure, "Lee, Ann" is not."""
    if rest.casefold().rstrip(".") in _SUFFIXES:
        return (reading(f"{name}, {rest}".replace(",", "")),), None
    forename, more, agency = (part.strip() for part in rest.partition(","))
    named = len(name.split()) > 1 and not _is_particle_surname(name)
    if more and is_like_name(forename, name) and not named:  # "Lee, Ann, School"
        return (Reading(forename, name, agency), reading(name, rest)), Doubt.SURNAME_FIRST
    agency_after = is_agency(rest, name) or rest.casefold() in commas.agencies
    if named or agency_after or not is_like_name(name, name):
        return (reading(name, rest),), None
    return (Reading(rest, name), reading(name, rest)), Doubt.SURNAME_FIRST


def _is_particle_surname(name: str) -> bool:
    """Whether a name of several words is a surname: "van der Berg"."""
    return name.split(maxsplit=1)[0].casefold() in {
        "van", "von", "de", "del", "della", "da", "di", "du", "la", "le", "al", "el", "bin",
        "ap", "ab", "ter", "ten", "dos", "das", "ní", "ó", "o", "mac", "st",
    }  # fmt: skip


def _of_one_cell(plain: str) -> tuple[tuple[Reading, ...], Doubt | None]:
    """The ways to read words without a comma: where those at the end are an agency's, as in
    "Ann Lee Probation", there is a doubt.
    """
    words, shouted = plain.split(), plain.isupper()
    found = [at for at, word in enumerate(words) if at and is_agency_word(word, shouted=shouted)]
    if not found:
        return (reading(plain),), None
    first = found[0]
    # An agency's first word may be one that names have too: "Ann Lee Hart Trust".
    agency = " ".join(words[first:])
    return (reading(" ".join(words[:first]), agency), reading(plain)), Doubt.ONE_CELL
