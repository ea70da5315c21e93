"""What is said of a list of names that was read: how many, what was left out, and each doubt."""

from collections.abc import Sequence

from storycircle.core import i18n
from storycircle.core.i18n import N_, _, n_
from storycircle.core.names.reading import (
    Column,
    Doubt,
    LeftOut,
    NamesRead,
    Nobody,
    PersonRead,
    Reading,
    Source,
)

COLUMNS: dict[Column, str] = {
    Column.CIRCLE: N_("circle"),
    Column.NAME: N_("name"),
    Column.FORENAME: N_("forename"),
    Column.SURNAME: N_("surname"),
    Column.AGENCY: N_("agency"),
    Column.EMAIL: N_("e-mail"),
    Column.TELEPHONE: N_("telephone"),
    Column.OTHER: N_("something else"),
}
_PERSON = (Column.CIRCLE, Column.NAME, Column.FORENAME, Column.SURNAME, Column.AGENCY)
_WHY: dict[Nobody, str] = {
    Nobody.TITLE: N_("“{text}”, which stands above the table"),
    Nobody.ERROR: N_("“{text}”, which a spreadsheet writes where a formula failed"),
    Nobody.EMPTY: N_("“{text}”, which is nobody’s name"),
    Nobody.ADDRESS: N_("“{text}”, an address without a name"),
    Nobody.FIGURES: N_("“{text}”, which has no letters"),
    Nobody.ABSENT: N_("{text}, who sent apologies"),
    Nobody.HIDDEN: N_("the hidden sheet “{text}”"),
}
_DOUBTS: dict[Doubt, str] = {
    Doubt.SURNAME_FIRST: N_("Written as “{written}”. Is the surname first?"),
    Doubt.ONE_CELL: N_("Written as “{written}”, without a comma."),
    Doubt.TWO_COLUMNS: N_("Written as “{written}”. Is the second word the surname?"),
    Doubt.TWICE: N_("“{written}” stands in the list already."),
    Doubt.FROM_ADDRESS: N_("Made from the address “{written}”."),
    Doubt.LETTERS: N_("Written as “{written}”, by an older program. Are the letters right?"),
}
_SHOWN = 3  # of what was left out


def title(read: NamesRead) -> str:
    """How many people were read, as a question."""
    people = len(read.people)
    return n_(
        "I read {count} person. Is that right?", "I read {count} people. Is that right?", people
    )


def how(read: NamesRead) -> str:
    """How the list was understood, and what of it was left out."""
    said = [_source(read)]
    unread = [column for column in dict.fromkeys(read.columns) if column not in _PERSON]
    if unread:
        names = i18n.listed([_(COLUMNS[column]) for column in unread])
        said.append(
            n_("Left out: the column {names}.", "Left out: the columns {names}.", len(unread),
               names=names)
        )  # fmt: skip
    if read.left_out:
        said.append(_("Not read as people: {things}.", things=_listed(read.left_out)))
    return " ".join(said)


def doubt(person: PersonRead) -> str:
    """Why a person may have been read wrongly, as a question."""
    if person.doubt is None:
        return ""
    return _(_DOUBTS[person.doubt], written=i18n.short(person.written))


def way(person: PersonRead, reading: Reading) -> str:
    """One way to read a person, in a word or two."""
    if person.doubt is Doubt.TWICE:
        return _("Two people") if reading.name else _("Written twice")
    if not reading.agency:
        return reading.name
    if person.doubt is Doubt.SURNAME_FIRST and reading is not person.best:
        return _("{name}, of the agency {agency}", name=reading.name, agency=reading.agency)
    return reading.name if person.doubt is Doubt.SURNAME_FIRST else reading.line


def _source(read: NamesRead) -> str:
    if read.source is Source.ADDRESSES:
        return _("Read from addresses, without them.")
    if read.source is Source.TABLE:
        held = [column for column in dict.fromkeys(read.columns) if column in _PERSON]
        columns = i18n.listed([_(COLUMNS[column]) for column in held])
        return _("Read from a table: {columns}.", columns=columns)
    return _("Read from a list.")


def _listed(left: Sequence[LeftOut]) -> str:
    things = [_(_WHY[one.why], text=i18n.short(one.written)) for one in left[:_SHOWN]]
    more = len(left) - _SHOWN
    if more > 0:
        things.append(n_("{figures} more", "{figures} more", more))
    return i18n.listed(things)
