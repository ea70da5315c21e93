"""The report's tables: who came, actions by person and by date, stalls, stories, agencies, names.

One form for every format: each writes these tables in its own manner, in this order, after the
stories. A table without rows is left out.
"""

from collections.abc import Callable, Iterable
from datetime import date, time
from enum import StrEnum
from itertools import chain

from msgspec import Struct

from storycircle.core import i18n
from storycircle.core.consent.agencies import FEWER, FEWEST_COUNTED
from storycircle.core.i18n import _, n_, p_
from storycircle.core.text import by_alphabet
from storycircle.paper.afterwards import how_it_was
from storycircle.paper.report.content import CirclePart, Entry, ReportForm

MOST_MISSING = 200
"""Missing circles that have a row each; a number typed wrong may be very high."""

Cell = str | int | date


class Kind(StrEnum):
    """What a column holds."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"


class Column(Struct, frozen=True):
    """A column of a table. wide: its share of the table's width, beside the others'."""

    title: str
    wide: int
    kind: Kind = Kind.TEXT


class Key(StrEnum):
    """Which table it is, whatever the language."""

    ATTENDANCE = "attendance"
    BY_PERSON = "by_person"
    BY_DATE = "by_date"
    STALLS = "stalls"
    STORIES = "stories"
    CHECKOUT = "checkout"
    SPOKEN = "spoken"
    AGENCIES = "agencies"
    PROGRAMME = "programme"
    NAMES = "names"


class Table(Struct, frozen=True):
    """One table. about: what it holds, in a sentence; empty where its title says it."""

    key: Key
    title: str
    about: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]

    @property
    def texts(self) -> tuple[tuple[str, ...], ...]:
        """The rows as people read them."""
        return tuple(tuple(map(shown, row)) for row in self.rows)


def shown(cell: Cell) -> str:
    """A cell as people read it: dates in words, in the language in use."""
    return i18n.day(cell.isoformat()) if isinstance(cell, date) else str(cell)


def tables_of(form: ReportForm) -> tuple[Table, ...]:
    """The tables of a report that have rows, in their order."""
    if not form.circles:
        return ()
    every = (make(form) for make in _MAKERS)
    return tuple(table for table in every if table.rows)


def _attendance(form: ReportForm) -> Table:
    known = any(circle.expected for circle in form.circles)
    region, venue, day = (
        any(getattr(c, name) for c in form.circles) for name in ("region", "venue", "iso_date")
    )
    there = [
        (Column(_("Circle"), 2, Kind.NUMBER), True),
        (Column(_("Region"), 4), region),
        (Column(_("Venue"), 4), venue),
        (Column(_("Date"), 4, Kind.DATE), day),
        (Column(_("Expected"), 2, Kind.NUMBER), known),
        (Column(_("Came"), 2, Kind.NUMBER), True),
        (Column(_("How it stands"), 6), True),
    ]
    absent = _("expected, not here")
    rows = [(circle.number, _came(form, circle)) for circle in form.circles]
    rows += [(n, (n, "", "", "", "", "", absent)) for n in form.missing[:MOST_MISSING]]
    rows.sort(key=lambda row: row[0])
    wanted = [place for place, (_column, is_there) in enumerate(there) if is_there]
    return Table(
        Key.ATTENDANCE,
        _("Who came"),
        _about_attendance(form),
        tuple(there[place][0] for place in wanted),
        tuple(tuple(row[place] for place in wanted) for _number, row in rows),
    )


def _came(form: ReportForm, circle: CirclePart) -> tuple[Cell, ...]:
    stands = p_("of a circle", "here")
    if circle.from_paper:
        stands = _("known from its paper alone")
    elif circle.number in form.corrected:
        stands = _("corrected since")
    expected: Cell = circle.expected or ""
    day = as_date(circle.iso_date)
    people = len(circle.members)
    return circle.number, circle.region, circle.venue, day, expected, people, stands


def _about_attendance(form: ReportForm) -> str:
    known = [circle for circle in form.circles if circle.expected]
    people = n_("{Count} person came.", "{Count} people came.", form.people)
    if not known:
        return people
    came = sum(len(circle.members) for circle in known)
    expected = sum(circle.expected for circle in known)
    against = n_(
        "Of {circles} the list was known before the day: {expected} expected, {came} came.",
        "Of {circles} the lists were known before the day: {expected} expected, {came} came.",
        len(known),
        circles=n_("{count} circle", "{count} circles", len(known)),
        expected=i18n.number(expected),
        came=i18n.number(came),
    )
    return f"{people} {against}"


def _by_person(form: ReportForm) -> Table:
    everyone, rows = [], []
    for entry in form.entries:
        if entry.everyone:
            everyone.append((_("The whole circle"), entry))
        else:
            rows += [(who, entry) for who in entry.who]
    rows.sort(key=lambda row: (by_alphabet(row[0]), row[1].circle, row[1].place))
    columns = (
        Column(_("Who"), 4), Column(_("Circle"), 2, Kind.NUMBER), Column(_("Action"), 9),
        Column(_("By when"), 4, Kind.DATE),
    )  # fmt: skip
    cells = ((w, e.circle, e.words, by_cell(e)) for w, e in (*everyone, *rows))
    return Table(Key.BY_PERSON, _("Actions by person"), "", columns, tuple(cells))


def _by_date(form: ReportForm) -> Table:
    said = [entry for entry in form.entries if entry.by]
    said.sort(key=lambda e: (not e.due, e.due, "" if e.due else e.by.casefold(), e.circle, e.place))
    columns = (
        Column(_("By when"), 4, Kind.DATE), Column(_("Circle"), 2, Kind.NUMBER),
        Column(_("Action"), 9), Column(_("Who"), 4),
    )  # fmt: skip
    rows = tuple((by_cell(entry), entry.circle, entry.words, entry.who_words) for entry in said)
    about = _("Dates first, in their order; then what was said in other words.")
    about = about if any(not entry.due for entry in said) else ""
    return Table(Key.BY_DATE, _("Actions by date"), about, columns, rows)


def _stalls(form: ReportForm) -> Table:
    named = dict.fromkeys((*form.stalls, *(e.stall for e in form.entries if e.stall)))
    rows: list[tuple[Cell, ...]] = []
    for stall in named:
        arose = [entry for entry in form.entries if entry.stall == stall]
        rows += [(stall, entry.circle, entry.words) for entry in arose]
        if not arose:
            rows.append((stall, "", _("No action is noted as arising here.")))
    columns = (
        Column(_("Stall"), 5),
        Column(_("Circle"), 2, Kind.NUMBER),
        Column(_("Actions that arose there"), 11),
    )
    return Table(Key.STALLS, _("The market stalls"), "", columns, tuple(rows))


def _stories(form: ReportForm) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for story in form.stories:
        where = _("of the event, under no circle")
        if story.circle is not None:
            where = _("Circle {number}", number=story.circle)
        rows.append((story.title or _("A story"), story.teller or _("without names"), where))
    columns = (Column(_("Story"), 7), Column(_("Told by"), 5), Column(_("Where it stands"), 6))
    return Table(Key.STORIES, _("Where the stories stand"), "", columns, tuple(rows))


def _checkout(form: ReportForm) -> Table:
    sums = form.checkout
    rows = [(one.statement, *one.row, one.of) for one in sums.figures] if sums else []
    numbers = (Column(answer, 2, Kind.NUMBER) for answer in how_it_was.answers())
    every = Column(p_("head of a column", "All"), 2, Kind.NUMBER)
    columns = (Column(_("Statement"), 9), *numbers, every)
    about = how_it_was.about(sums) if sums else ""
    return Table(Key.CHECKOUT, _(how_it_was.TITLE), about, columns, tuple(rows))


def _spoken(form: ReportForm) -> Table:
    words = form.checkout.words if form.checkout else ()
    about = how_it_was.about_words(form.checkout) if form.checkout and words else ""
    columns = (Column(_("Words at the check-out"), 9),)
    rows = tuple((line,) for line in words)
    return Table(Key.SPOKEN, _(how_it_was.SPOKEN), about, columns, rows)


def _agencies(form: ReportForm) -> Table:
    rows = []
    for one in form.agencies:
        few = _("fewer than {count}", count=i18n.number(FEWEST_COUNTED))
        rows.append((one.agency, few if one.people == FEWER else one.people))
    about = _("From the circles whose facilitators sent counts.")
    columns = (Column(_("Agency"), 9), Column(_("People"), 4, Kind.NUMBER))
    return Table(Key.AGENCIES, _("Agencies"), about, columns, tuple(rows))


def _programme(form: ReportForm) -> Table:
    rows = []
    for slot in form.programme:
        times = "–".join(
            i18n.clock(time.fromisoformat(at)) for at in (slot.starts, slot.ends) if at
        )
        rows.append((times, slot.title))
    columns = (Column(_("Time"), 3), Column(_("What"), 12))
    return Table(Key.PROGRAMME, _("The programme"), "", columns, tuple(rows))


def _names(form: ReportForm) -> Table:
    where: dict[str, set[int]] = {}
    for circle in form.circles:
        beside = chain.from_iterable(entry.who for entry in circle.entries)
        for name in (*circle.members, *beside):
            where.setdefault(name, set()).add(circle.number)
    names = sorted(where, key=by_alphabet)
    rows = tuple((name, _numbers(where[name])) for name in names)
    columns = (Column(_("Name"), 8), Column(_("Circles"), 6))
    return Table(Key.NAMES, _("Index of names"), "", columns, rows)


def _numbers(numbers: Iterable[int]) -> str:
    return ", ".join(str(number) for number in sorted(numbers))


def by_cell(entry: Entry) -> Cell:
    """By when, as a date where it says one."""
    return as_date(entry.due) or entry.by


def as_date(iso: str) -> date | str:
    """The date of YYYY-MM-DD, or nothing."""
    return date.fromisoformat(iso) if iso else ""


_MAKERS: tuple[Callable[[ReportForm], Table], ...] = (
    _attendance, _by_person, _by_date, _stalls, _stories, _checkout, _spoken, _agencies,
    _programme, _names,
)  # fmt: skip
