"""Slips and letters as a table for a mail merge: a row for each person, and one for each action.

It holds what the slips print and nothing else, with names as the event's rule says: a table of many
goes further than a slip that one person takes home. Dates are words, since Word would print a date
of a workbook in the American order.
"""

import csv
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from io import BytesIO, StringIO

from msgspec import Struct
from xlsxwriter import Workbook

from storycircle.core import i18n
from storycircle.core.consent.shareable import Leaving, on_paper, rule_of
from storycircle.core.error_sentences import Refused
from storycircle.core.i18n import _, p_
from storycircle.core.model import MOST_ACTIONS, Circle, Event, NamesOnPaper
from storycircle.paper.report.office.workbook import Book, Column
from storycircle.paper.report.spreadsheet import defused
from storycircle.paper.sheets.phrases import with_whom

ENDINGS = (".xlsx", ".csv")


class _Table(Struct, frozen=True):
    """heads: the fields of a mail merge, each with its width in letters; rows: their texts."""

    heads: tuple[tuple[str, int], ...]
    rows: tuple[tuple[str, ...], ...]


def merge_table(event: Event | None, leavings: Sequence[Leaving], ending: str) -> bytes:
    """The table as a workbook of two sheets, people and actions, or as CSV of the people. Raises
    Refused where there is nobody to write to.
    """
    rule = rule_of(event)
    if rule is NamesOnPaper.NONE:
        raise Refused("letters-nameless")
    circles = [on_paper(leaving, rule).circle for leaving in leavings]
    if not any(circle.members for circle in circles):
        raise Refused("letters-nobody")
    people = _people(event, circles)
    if ending == ".csv":
        return _csv(people)
    file = BytesIO()
    with Workbook(file, {"in_memory": True}) as made:
        made.set_properties({"author": "Story Circle", "created": datetime(2000, 1, 1, tzinfo=UTC)})
        book = Book(made)
        # For translators: the names of sheets are at most 31 letters.
        for name, table in (
            (p_("sheet of a workbook", "People"), people),
            (p_("sheet of a workbook", "Actions"), _actions(event, circles)),
        ):
            if table.rows:
                book.table(name, [Column(*head) for head in table.heads], table.rows)
    return file.getvalue()


def _people(event: Event | None, circles: Sequence[Circle]) -> _Table:
    """A row for each person: what their slip says, action by action."""
    heads = [(_("Name"), 24), *_where_heads()]
    for number in range(1, MOST_ACTIONS + 1):
        # For translators: heads of columns, which people put into their letters.
        heads.append((_("My action {number}", number=number), 40))
        heads.append((_("With whom and by when {number}", number=number), 30))
    rows = tuple(
        (circle.shown_names()[member.id], *_where(event, circle), *_own(circle, member.id))
        for circle in circles
        for member in circle.members
    )
    return _Table(tuple(heads), rows)


def _own(circle: Circle, member: str) -> Iterator[str]:
    """What a person said they would do: as on their slip, what nobody is named with is theirs."""
    own = [
        action for action in circle.actions if not circle.named(action)[0] or member in action.who
    ]
    for action in own:
        yield from (action.text, with_whom(circle, action, member))
    yield from [""] * (2 * (MOST_ACTIONS - len(own)))


def _actions(event: Event | None, circles: Sequence[Circle]) -> _Table:
    """A row for each action: who said they would, and by when."""
    heads = ((_("Action"), 50), (_("Who"), 30), (_("By when"), 20), *_where_heads())
    rows = []
    for circle in circles:
        for action in circle.actions:
            ours, others = circle.named(action)
            who = i18n.who(ours, len(circle.members), others)
            rows.append((action.text, who, i18n.day(action.by), *_where(event, circle)))
    return _Table(heads, tuple(rows))


def _where_heads() -> tuple[tuple[str, int], ...]:
    return (_("Circle"), 9), (_("Event"), 30), (_("Date"), 18), (_("Venue"), 26)


def _where(event: Event | None, circle: Circle) -> tuple[str, str, str, str]:
    title = i18n.event_name(event.title)[1] if event else ""
    day = i18n.day(circle.date or (event.date if event else ""))
    return str(circle.number), title, day, circle.venue or (event.venue if event else "")


def _csv(table: _Table) -> bytes:
    file = StringIO(newline="")
    writer = csv.writer(file, quoting=csv.QUOTE_ALL)
    writer.writerow([head for head, _wide in table.heads])
    writer.writerows([[defused(cell) for cell in row] for row in table.rows])
    return file.getvalue().encode("utf-8-sig")
