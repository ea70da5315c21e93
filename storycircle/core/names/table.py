"""The people of a table: rows of cells as a spreadsheet, a CSV file or the clipboard has them."""

from collections.abc import Callable, Iterable, Sequence

from storycircle.core.names.one_person import ADDRESS, Commas, parts, person, without_mark
from storycircle.core.names.reading import (
    Column,
    Doubt,
    LeftOut,
    NamesRead,
    Nobody,
    PersonRead,
    Reading,
    Source,
    with_twins_doubted,
)
from storycircle.core.names.vocabulary import (
    circle_number,
    heading,
    is_agency,
    is_error,
    is_like_name,
)
from storycircle.core.text import one_line

_SEARCHED = 20  # rows at the beginning among which the headings are looked for
_MOSTLY = 0.6  # of a column's cells: what they are like is what the column holds
_RUNNING = 3  # rows from which on 1, 2, 3 ... are numbers of rows, not of circles
_NAMES = (Column.NAME, Column.FORENAME, Column.SURNAME)


def read_table(rows: Iterable[Sequence[str]], columns: Sequence[Column] = ()) -> NamesRead:
    """The people of a table, by the headings of its columns or, without any, by what is in them.

    columns: what each column holds, where a person has said so.
    """
    cells = tuple(tuple(one_line(cell) for cell in row) for row in rows)
    cells = tuple(row for row in cells if any(row))
    at = _heading_row(cells)
    body = cells if at is None else cells[at + 1 :]
    titles = () if at is None else cells[:at]
    if not columns:
        columns = _by_content(body) if at is None else _by_headings(cells[at], body)
    left_out = [LeftOut(" ".join(filter(None, row)), Nobody.TITLE) for row in titles]
    people: list[PersonRead] = []
    circle = 0
    agencies = _repeated_after_comma(body, columns)
    two = at is None and Column.SURNAME in columns
    for row in body:
        number = _circle(row, columns)
        circle = circle if number is None else number
        found = _person(row, columns, circle, agencies)
        if isinstance(found, LeftOut):
            left_out.append(found)
        elif found is not None:
            people.append(_doubted(found) if two else found)
    shown = with_twins_doubted(people)
    heads = () if at is None else cells[at]
    return NamesRead(shown, tuple(left_out), Source.TABLE, tuple(columns), cells, heads)


def _heading_row(cells: Sequence[Sequence[str]]) -> int | None:
    """Where the row of headings is: the first with a heading of names and no cell with a person
    beside it.
    """
    for at, row in enumerate(cells[:_SEARCHED]):
        found = [heading(cell) for cell in row if cell]
        named = sum(column in _NAMES for column in found)
        known = sum(column is not None for column in found)
        if named and (known > 1 or len(found) == 1) and known * 2 >= len(found):
            return at
    return None


def _by_headings(heads: Sequence[str], body: Sequence[Sequence[str]]) -> tuple[Column, ...]:
    """What the columns hold by their headings; each kind but names once, the first."""
    found = [heading(cell) or Column.OTHER for cell in heads]
    found += [Column.OTHER] * (max(map(len, body), default=0) - len(found))
    if Column.FORENAME in found or Column.SURNAME in found:
        found = [Column.OTHER if c is Column.NAME else c for c in found]
    seen: set[Column] = set()
    for at, column in enumerate(found):
        if column in seen:
            found[at] = Column.OTHER
        seen.add(column)
    place = found.index(Column.CIRCLE) if Column.CIRCLE in found else None
    if place is not None and _is_running(_column(body, place)) and not _says_circle(heads[place]):
        found[place] = Column.OTHER
    return tuple(found)


def _says_circle(head: str) -> bool:
    """Whether a heading means a circle by its word and not by "No." alone."""
    return heading(head) is Column.CIRCLE and heading(f"{head} number") is Column.CIRCLE


def _by_content(body: Sequence[Sequence[str]]) -> tuple[Column, ...]:
    """What the columns hold by what is in them: numbers, addresses, then names and agencies."""
    found: list[Column] = []
    for place in range(max(map(len, body), default=0)):
        values = _column(body, place)
        if _mostly(values, ADDRESS.fullmatch):
            found.append(Column.EMAIL)
        elif values and all(circle_number(value) is not None for value in values):
            running = Column.CIRCLE in found or _is_running(values)
            found.append(Column.OTHER if running else Column.CIRCLE)
        elif _mostly(values, _is_figures):
            found.append(Column.TELEPHONE)
        else:
            found.append(Column.OTHER)
    words = [
        at
        for at, column in enumerate(found)
        if column is Column.OTHER
        and _column(body, at)
        and not all(map(_is_figures, _column(body, at)))
    ]
    for at in words[:1]:
        found[at] = Column.NAME
    if len(words) > 1:
        first, second = _column(body, words[0]), _column(body, words[1])
        if _is_surnames(first, second):
            found[words[0]], found[words[1]] = Column.FORENAME, Column.SURNAME
            if len(words) > 2:
                found[words[2]] = Column.AGENCY
        else:
            found[words[1]] = Column.AGENCY
    return tuple(found)


def _is_surnames(first: Sequence[str], second: Sequence[str]) -> bool:
    """Whether two columns without headings are forename and surname: words alone in both, that
    may be names, and are not the same again and again.
    """
    single = all(len(value.split()) == 1 for value in first)
    return (
        single
        and all(is_like_name(value, value) for value in first)
        and all(is_like_name(value, first[0]) for value in second)
        and len(set(second)) * 2 > len(second)
    )


def _is_running(values: Sequence[str]) -> bool:
    """Whether the column counts its rows: 1, 2, 3 and so on."""
    numbers = [circle_number(value) for value in values]
    return len(values) >= _RUNNING and numbers == list(range(1, len(values) + 1))


def _is_figures(value: str) -> bool:
    return any(map(str.isdigit, value)) and not any(map(str.isalpha, value))


def _mostly(values: Sequence[str], like: Callable[[str], object]) -> bool:
    return bool(values) and sum(bool(like(value)) for value in values) >= _MOSTLY * len(values)


def _column(body: Sequence[Sequence[str]], place: int) -> list[str]:
    """The cells of a column that hold something."""
    return [row[place] for row in body if place < len(row) and row[place]]


def _cell(row: Sequence[str], columns: Sequence[Column], wanted: Column) -> str:
    at = columns.index(wanted) if wanted in columns else len(row)
    return row[at] if at < len(row) else ""


def _circle(row: Sequence[str], columns: Sequence[Column]) -> int | None:
    """The circle that a row names in its column ("5", "Circle 5", "Blue 5"), or in a cell that
    stands alone.
    """
    alone = [cell for cell in row if cell]
    if len(alone) == 1 and (number := circle_number(alone[0])) is not None:
        return number
    named = _cell(row, columns, Column.CIRCLE)
    return circle_number(named.split()[-1]) if named else None


def _repeated_after_comma(body: Sequence[Sequence[str]], columns: Sequence[Column]) -> Commas:
    """What stands after the comma of several cells of names is an agency."""
    if Column.AGENCY in columns or Column.NAME not in columns:
        return Commas()
    after = [
        cell.partition(",")[2].strip().casefold()
        for cell in _column(body, columns.index(Column.NAME))
        if "," in cell
    ]
    return Commas(frozenset(one for one in after if after.count(one) > 1))


def _person(
    row: Sequence[str], columns: Sequence[Column], circle: int, commas: Commas
) -> PersonRead | LeftOut | None:
    """The person of a row; None where the row names nobody at all."""
    name, forename, surname = (_cell(row, columns, column) for column in _NAMES)
    agency = _cell(row, columns, Column.AGENCY)
    agency = "" if is_error(agency) else agency
    if name:
        alone = len([cell for cell in row if cell]) == 1 and circle_number(name) is not None
        return None if alone else _of_cell(name, agency, circle, commas)
    return _of_two_cells(forename, surname, agency, circle) if forename or surname else None


def _of_cell(name: str, agency: str, circle: int, commas: Commas) -> PersonRead | LeftOut:
    """The person of one cell, of the agency in another."""
    found = person(name, circle, commas)
    if isinstance(found, LeftOut) or not agency:
        return found
    likeliest, *others = found.readings
    best = Reading(likeliest.forename, likeliest.surname, agency)
    # Where the surname may be first, the other way to read it has the agency in the same cell.
    if found.doubt is not Doubt.SURNAME_FIRST:
        others = [Reading(other.forename, other.surname, agency) for other in others]
    return PersonRead(found.written, (best, *others), circle, found.doubt)


def _of_two_cells(forename: str, surname: str, agency: str, circle: int) -> PersonRead | LeftOut:
    failed = next((cell for cell in (forename, surname) if is_error(cell)), None)
    if failed is not None:
        return LeftOut(failed, Nobody.ERROR)
    written = f"{forename} {surname}".strip()
    whole = person(written, circle)
    if isinstance(whole, LeftOut):
        return whole
    forename = without_mark(forename)
    if ADDRESS.search(written):  # an address in a cell of names
        forename, surname = parts(whole.best.name)
    return PersonRead(written, (Reading(forename, surname, agency),), circle)


def _doubted(found: PersonRead) -> PersonRead:
    """A person of two columns without headings: the second may be the agency."""
    best = found.best
    if not best.surname or best.agency or is_agency(best.surname):
        return found
    other = Reading(best.forename, "", best.surname)
    return PersonRead(found.written, (best, other), found.circle, Doubt.TWO_COLUMNS)
