"""The people of a text: a line each, a line of several, or addresses from a mail."""

import re
from collections import Counter
from collections.abc import Iterable

from storycircle.core.names.one_person import (
    ADDRESS,
    Commas,
    person,
    typed_person,
    without_mark,
)
from storycircle.core.names.reading import (
    LeftOut,
    NamesRead,
    Nobody,
    PersonRead,
    Source,
    with_twins_doubted,
)
from storycircle.core.names.vocabulary import ABSENT, PRESENT, circle_number, is_like_name
from storycircle.core.text import one_line

_BETWEEN_ADDRESSES = re.compile(r"(?<=>)\s*,\s*")
_AND = re.compile(r"\s+(?:and|ac|&|\+|und|et|y|i)\s+|\s*&\s*", re.IGNORECASE)
_FEWEST = 3
"""Names in one line, from which on commas part people and not a person from their agency."""
_REPEATED = 2


def read_lines(lines: Iterable[str]) -> NamesRead:
    """The people of the lines of a text. A line with a number alone, or "Circle 5", begins a
    circle; below "Apologies" is nobody, until an empty line.
    """
    people: list[PersonRead] = []
    left_out: list[LeftOut] = []
    source, circle, absent = Source.LIST, 0, False
    split = [(line, _people_of(line)) for line in lines]
    commas = _commas([one for _line, several in split for one in several])
    for line, several in split:
        plain = line.strip()
        number = circle_number(plain)
        if not plain:
            absent = False
        elif number is not None:
            circle, absent = number, False
        elif ABSENT.fullmatch(without_mark(plain)):
            absent = True
        elif PRESENT.fullmatch(without_mark(plain)):
            absent = False
        else:
            if len(several) > 1 and ADDRESS.search(line):
                source = Source.ADDRESSES
            for one in several:
                found = person(one, circle, commas)
                if isinstance(found, LeftOut):
                    left_out.append(found)
                elif absent:
                    left_out.append(LeftOut(found.written, Nobody.ABSENT))
                else:
                    people.append(found)
    return NamesRead(with_twins_doubted(people), tuple(left_out), source)


def read_typed(lines: Iterable[str]) -> NamesRead:
    """The people of lines that somebody types: nobody is doubted, a comma stands before an
    agency, and only four or more names in one line are several people.
    """
    people: list[PersonRead] = []
    circle = 0
    for line in lines:
        number = circle_number(line.strip())
        circle = circle if number is None else number
        for one in typed_parts(line) if number is None else ():
            found = typed_person(one)
            if found.name:
                people.append(PersonRead(one_line(one), (found,), circle))
    return NamesRead(tuple(people))


def typed_parts(line: str) -> list[str]:
    """The people of a line that somebody types, each as written."""
    parts = _people_of(line) if line.count(",") >= _FEWEST or ";" in line else [line]
    return parts if len(parts) > _FEWEST or ADDRESS.search(line) else [line]


def _people_of(line: str) -> list[str]:
    """The people of one line, each as written."""
    line = line.strip()
    several = [part.strip() for part in line.split(";") if part.strip()]
    if len(several) > 1:
        return several
    addressed = [part for part in _BETWEEN_ADDRESSES.split(line) if part]
    if len(addressed) > 1:
        return addressed
    parts = [part.strip() for part in line.split(",") if part.strip()]
    if len(parts) > 1 and all(ADDRESS.fullmatch(part) for part in parts):
        return parts
    *before, last = parts or [""]
    parts = [*before, *(one for one in _AND.split(last) if one)]
    if len(parts) >= _FEWEST or (len(parts) > 1 and not before):  # a list, or "Ann and Bob"
        first = without_mark(parts[0])
        if all(is_like_name(without_mark(part), first) for part in parts):
            return parts
    return [line]


def _commas(lines: Iterable[str]) -> Commas:
    """What stands after the comma of more than one line is an agency."""
    after = Counter(
        rest.strip().casefold()
        for _name, comma, rest in (one.partition(",") for one in lines)
        if comma
    )
    return Commas(frozenset(a for a, times in after.items() if times >= _REPEATED))
