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
_PLACES = (
    N_("the first column"),
    N_("the second column"),
    N_("the third column"),
    N_("the fourth column"),
    N_("the fifth column"),
    N_("the sixth column"),
)
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
    unread = _unread(read)
    if unread:
        # For translators: {columns} is such as "the column “Notes” and the third column".
        said.append(_("Left out: {columns}.", columns=_some(unread)))
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


def _unread(read: NamesRead) -> list[str]:
    """What each column is called whose cells were not taken: by its own head, else by what it holds
    or where it is. One with nothing in it is none.
    """
    rows = read.rows
    heads = [*read.heads, *[""] * (len(read.columns) - len(read.heads))]
    called = [
        _called(at, column, heads[at])
        for at, column in enumerate(read.columns)
        if column not in _PERSON and (heads[at] or any(row[at:] and row[at] for row in rows))
    ]
    return list(dict.fromkeys(called))


def _called(at: int, column: Column, head: str) -> str:
    if head:
        # For translators: {head} is what stands above the column in the list.
        return _("the column “{head}”", head=i18n.short(head))
    if column is Column.OTHER:
        return _(_PLACES[at]) if at < len(_PLACES) else _("column {number}", number=at + 1)
    return _("the column {holds}", holds=_(COLUMNS[column]))


def _listed(left: Sequence[LeftOut]) -> str:
    return _some([_(_WHY[one.why], text=i18n.short(one.written)) for one in left])


def _some(every: Sequence[str]) -> str:
    """The first of them as a list, and how many more there are."""
    things, more = [*every[:_SHOWN]], len(every) - _SHOWN
    if more > 0:
        things.append(n_("{figures} more", "{figures} more", more))
    return i18n.listed(things)
