"""What was read from a list of names: the people, how sure it is, and what is nobody."""

from collections.abc import Sequence
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace


class Doubt(StrEnum):
    """Why one person's name may have been read wrongly."""

    SURNAME_FIRST = "surname_first"
    """Written with a comma: "Lee, Ann" is Ann Lee, or Lee of the agency Ann."""
    ONE_CELL = "one_cell"
    """Name and agency stand together: "Ann Lee Probation"."""
    TWO_COLUMNS = "two_columns"
    """The word beside the name is the surname, or the agency."""
    TWICE = "twice"
    """The name stands in the same circle already: two people, or one written twice."""
    FROM_ADDRESS = "from_address"
    """Only an e-mail address was there, and the name was made of it."""
    LETTERS = "letters"
    """The file does not say how its letters are written, so some may be wrong."""


class Nobody(StrEnum):
    """Why a line or a cell is no person."""

    TITLE = "title"
    """A line above the headings of a table."""
    ERROR = "error"
    """What a spreadsheet shows where a formula failed: #N/A."""
    EMPTY = "empty"
    """It stands for a name that is not known: TBC, n/a, -."""
    ADDRESS = "address"
    """An e-mail address of which no name can be made."""
    FIGURES = "figures"
    """Figures and signs alone, such as a time or a telephone number."""
    ABSENT = "absent"
    """They stand below "Apologies"."""
    HIDDEN = "hidden"
    """A sheet that is hidden in the workbook."""


class Column(StrEnum):
    """What a column of a table holds."""

    CIRCLE = "circle"
    NAME = "name"
    FORENAME = "forename"
    SURNAME = "surname"
    AGENCY = "agency"
    EMAIL = "email"
    TELEPHONE = "telephone"
    OTHER = "other"


class Source(StrEnum):
    """How the names were written."""

    LIST = "list"
    TABLE = "table"
    ADDRESSES = "addresses"


class Reading(Struct, frozen=True):
    """One way to read a person: all empty where it is nobody."""

    forename: str = ""
    surname: str = ""
    agency: str = ""

    @property
    def name(self) -> str:
        """The whole name."""
        return f"{self.forename} {self.surname}".strip()

    @property
    def line(self) -> str:
        """The person as they would be typed: "Ann Lee, School"."""
        return f"{self.name}, {self.agency}" if self.name and self.agency else self.name


class PersonRead(Struct, frozen=True):
    """A person of the list. written: as it stood there. readings: the likeliest way to read it
    first, then another where there is a doubt. circle: the number of their circle; 0 for none.
    """

    written: str
    readings: tuple[Reading, ...]
    circle: int = 0
    doubt: Doubt | None = None

    @property
    def best(self) -> Reading:
        """The likeliest way to read it."""
        return self.readings[0]


class LeftOut(Struct, frozen=True):
    """Something of the list that is no person."""

    written: str
    why: Nobody


class NamesRead(Struct, frozen=True):
    """What a list of names says.

    columns: what each column of a table holds, heads what stands above each, and rows the table,
    so that it can be read again with other columns; all empty where it was no table.
    """

    people: tuple[PersonRead, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    source: Source = Source.LIST
    columns: tuple[Column, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    heads: tuple[str, ...] = ()

    @property
    def unsure(self) -> tuple[PersonRead, ...]:
        """Those who may have been read wrongly."""
        return tuple(person for person in self.people if person.doubt)

    def of_circle(self, number: int) -> "NamesRead":
        """Those of one circle, where the list says of anybody which circle they are in."""
        if not any(person.circle == number for person in self.people):
            return self
        return replace(self, people=tuple(p for p in self.people if p.circle == number))

    def letters_doubted(self) -> "NamesRead":
        """The same, with a doubt about every name that has letters beyond the English ones."""
        return replace(
            self,
            people=tuple(
                p
                if p.best.line.isascii() or p.doubt
                else replace(p, doubt=Doubt.LETTERS, readings=p.readings[:1])
                for p in self.people
            ),
        )


def with_twins_doubted(people: Sequence[PersonRead]) -> tuple[PersonRead, ...]:
    """The people, with a doubt about each who stands in the same circle with the same words
    already. Nobody is left out: two people may bear one name.
    """
    seen: set[tuple[int, str]] = set()
    found = []
    for person in people:
        key = (person.circle, person.best.line.casefold())
        twin = key in seen and person.doubt is None
        seen.add(key)
        found.append(
            replace(person, doubt=Doubt.TWICE, readings=(person.best, Reading()))
            if twin
            else person
        )
    return tuple(found)
