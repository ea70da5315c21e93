"""Names known before the day: typed under "Circle 5", pasted, or rows of a table."""

import re
from collections.abc import Iterable, Sequence

from storycircle.core.errors import Refused
from storycircle.core.line_by_line import each, short_line
from storycircle.core.model import Invited
from storycircle.core.text import LINE, cleaned, one_line

Table = Iterable[Sequence[str]]
_HEAD = re.compile(
    r"(?:circle|group|table)?\s*(?:no\.?|number|nr\.?)?\s*(\d{1,5})\s*[:.]?", re.IGNORECASE
)
_CIRCLE = {"circle", "group", "table", "circle number", "number", "no", "no."}
_NAME = {"name", "names", "full name", "member", "participant", "person"}
_FORENAME, _SURNAME = {"forename", "first name", "given name"}, {"surname", "last name"}
_AGENCY = {"agency", "organisation", "organization", "company", "employer", "from"}


def typed(lists: Iterable[Invited]) -> str:
    """The lists as they would be typed: each circle's number above its names."""
    return "\n\n".join("\n".join([f"Circle {i.number}", *i.names]) for i in lists)


def parsed(text: str, event: str) -> tuple[Invited, ...]:
    """The lists of an event that were typed or pasted. Raises Refused, naming the line."""
    lists, why = taken(text, event)
    if why is not None:
        raise why
    return lists


def taken(text: str, event: str) -> tuple[tuple[Invited, ...], Refused | None]:
    """The lists of the lines that can be read, and why the first that cannot is refused.

    A line with a number alone, or "Circle 5", begins a circle. Pasted from a table, each line
    holds tabs and its number.
    """
    text = cleaned(text)
    if "\t" in text:
        return _of_table((line.split("\t") for line in text.split("\n")), event)
    found: dict[int, list[str]] = {}
    number = 0

    def take(line: str) -> None:
        nonlocal number
        head = _HEAD.fullmatch(line)
        if head is not None:
            number = int(head[1])
        elif line:
            _put(found, number, line, line)

    _, why = each(map(one_line, text.split("\n")), take)
    return _lists(found, event), why


def _put(found: dict[int, list[str]], number: int, name: str, line: str) -> None:
    """Put a name under its circle. Raises Refused, naming the line."""
    if number < 1:
        raise Refused("name-without-circle", line=name[:60])
    found.setdefault(number, []).append(short_line(line, LINE))


def from_table(rows: Table, event: str) -> tuple[Invited, ...]:
    """The lists of a table: a column with the circle's number, one or two with the name, and one
    with the agency, by their headings, else in that order. Raises Refused.
    """
    lists, why = _of_table(rows, event)
    if why is not None:
        raise why
    return lists


def _of_table(rows: Table, event: str) -> tuple[tuple[Invited, ...], Refused | None]:
    cells = [[one_line(cell) for cell in row] for row in rows]
    cells = [row for row in cells if any(row)]
    if not cells:
        return (), None
    places = _by_headings([cell.casefold() for cell in cells[0]])
    if places is None:
        places = _by_order(cells)
    else:
        cells = cells[1:]
    found: dict[int, list[str]] = {}
    number = 0

    def take(row: Sequence[str]) -> None:
        nonlocal number
        head = _HEAD.fullmatch(_at(row, places[0]))
        number = int(head[1]) if head else number
        name = " ".join(part for part in (_at(row, place) for place in places[1]) if part)
        agency = _at(row, places[2])
        if name:
            _put(found, number, name, f"{name}, {agency}" if agency else name)

    _, why = each(cells, take)
    return _lists(found, event), why


def _lists(found: dict[int, list[str]], event: str) -> tuple[Invited, ...]:
    numbers = sorted(number for number, names in found.items() if names and number > 0)
    return tuple(Invited(event, n, tuple(dict.fromkeys(found[n]))) for n in numbers)


Places = tuple[int, tuple[int, ...], int]
_NONE = -1


def _by_headings(heads: Sequence[str]) -> Places | None:
    """Where circle, name and agency stand by the first row; None where it is no row of headings."""

    def of(words: set[str]) -> int:
        return next((place for place, head in enumerate(heads) if head in words), _NONE)

    names = tuple(p for p in (of(_NAME), of(_FORENAME), of(_SURNAME)) if p != _NONE)
    return (of(_CIRCLE), names, of(_AGENCY)) if names else None


def _by_order(cells: Sequence[Sequence[str]]) -> Places:
    """The column with numbers, the next as names, the one after as agencies."""
    for place in range(len(cells[0])):
        if all(_HEAD.fullmatch(_at(row, place)) or not _at(row, place) for row in cells):
            rest = [p for p in range(max(map(len, cells))) if p != place]
            break
    else:
        place, rest = _NONE, list(range(len(cells[0])))
    return place, tuple(rest[:1]), rest[1] if len(rest) > 1 else _NONE


def _at(row: Sequence[str], place: int) -> str:
    return row[place] if 0 <= place < len(row) else ""
