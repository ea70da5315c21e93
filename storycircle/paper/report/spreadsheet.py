"""The report as a workbook and as CSV, with formulas made plain text.

The report as a workbook: a summary with a chart, then a sheet for each kind of record, and one for
each table that the report has in every format.

The report as CSV: one row an action. UTF-8 with a mark, so that spreadsheets read it so.
"""

import csv
from collections.abc import Iterator
from datetime import UTC, date, datetime
from io import BytesIO, StringIO

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from storycircle.core import i18n
from storycircle.core.i18n import _, n_, p_
from storycircle.paper.afterwards.parts import PartDocument, StoryPart
from storycircle.paper.afterwards.spreadsheet_became import (
    became_columns,
    became_rows,
    became_sheets,
    counted_since,
    states_by_action,
    states_chart,
    states_of,
)
from storycircle.paper.afterwards.text_parts import as_rows, tables_in
from storycircle.paper.report.content import (
    TITLE,
    CirclePart,
    ReportForm,
    about_stories,
)
from storycircle.paper.report.office.workbook import (
    HAIR,
    Book,
    Column,
    Value,
    lines_of,
    looks_like_formula,
)
from storycircle.paper.report.overviews import Key, Kind, Table, as_date, tables_of
from storycircle.paper.report.sentences import arrivals_in_words
from storycircle.paper.typesetting.canvas import INK_2, TEAL
from storycircle.paper.typesetting.text_direction import joined

_MOST_MISSING = 2_000  # a number of circles typed wrong may be very high
_HELD = frozenset((Key.ATTENDANCE, Key.BY_DATE, Key.STORIES))
"""Tables whose rows are those of a sheet of ours already, which can be sorted by each of them."""
_LETTERS = 6
"""Letters of a column for each share of a table's width."""
Row = tuple[Value, ...]


def defused(text: str) -> str:
    """The text with an apostrophe before it where it looks like a formula."""
    return f"'{text}" if looks_like_formula(text) else text


def write_xlsx(form: ReportForm, written: datetime | None = None) -> bytes:
    """The report as a workbook. written: when, in the laptop's time; not said where it is None."""
    file = BytesIO()
    with Workbook(file, {"in_memory": True}) as made:
        title = _("{report}: {event}", report=_(TITLE), event=form.event)[:255]
        about = {"title": title, "author": "Story Circle", "created": _created(form.iso_date)}
        made.set_properties(about)
        book = Book(made)
        _summary(book, form, written)
        if form.entries:
            # For translators: the names of sheets are at most 31 letters.
            book.table(
                p_("sheet of a workbook", "Actions"), _actions_columns(form), _actions(form), 2
            )
        if form.circles or form.missing:
            book.table(p_("sheet of a workbook", "Circles"), _circles_columns(form), _circles(form))
        became_sheets(book, form)
        for part in form.parts:
            book.table(part.title, _part_columns(), list(as_rows(part)))
        for table in tables_of(form):
            if table.key not in _HELD:
                book.table(table.title, _columns(table), table.rows)
        if form.stories:
            book.table(p_("sheet of a workbook", "Stories"), _stories_columns(), _stories(form))
    return file.getvalue()


def _created(iso_date: str) -> datetime:
    """The day of the event: the same report is the same file, whenever it is written."""
    try:
        return datetime.fromisoformat(iso_date).replace(tzinfo=UTC)
    except ValueError:
        return datetime(2000, 1, 1, tzinfo=UTC)


# The summary.

_WIDE = (40, 16, 78)
"""Letters of the summary's columns: what is counted, the number, what is to be said of it."""
_PARTS = 6
"""Columns over which what is to be said goes; each has the figures of a state."""
_END = 1 + _PARTS
"""The place of the summary's last column."""


def _summary(book: Book, form: ReportForm, written: datetime | None) -> None:
    """The event in numbers, and where its actions point, as a table and a chart of it."""
    sheet = book.sheet(p_("sheet of a workbook", "Summary"), pages=1)
    for place, wide in enumerate(_WIDE[:2]):
        sheet.set_column(place, place, wide)
    sheet.set_column(2, _END, _WIDE[2] / _PARTS)
    sheet.set_row(1, 30)
    book.text(sheet, (1, 0), _(TITLE), bold=True, font_size=20, valign="vcenter")
    book.text(sheet, (2, 0), joined([t for t in (form.series, form.own) if t], " · "))
    at = _when(book, sheet, form, written)
    at = _counts(book, sheet, form, at + 1)
    if form.entries:
        _by_heading(book, sheet, form, at + 1)


def _when(book: Book, sheet: Worksheet, form: ReportForm, written: datetime | None) -> int:
    day = _day(form.iso_date) or form.date
    at = 3
    if day or form.venue:
        book.text(sheet, (at, 0), _("Date"), font_color=INK_2)
        book.value(sheet, (at, 1), day, align="right")
        book.text(sheet, (at, 2), form.venue, indent=1)
        at += 1
    if written is not None:
        book.text(sheet, (at, 0), _("Written"), font_color=INK_2)
        moment = book.format(num_format="d mmm yyyy, hh.mm", align="right")
        sheet.write_datetime(at, 1, written.replace(tzinfo=None, microsecond=0), moment)
        at += 1
    return at


def _day(iso: str) -> date | str:
    """The date of YYYY-MM-DD; a text that is none stays a text."""
    try:
        return as_date(iso)
    except ValueError:
        return iso


def _counts(book: Book, sheet: Worksheet, form: ReportForm, at: int) -> int:
    """What there is, a row each, with a sentence where there is something to be said of it."""
    for place in range(_END + 1):
        title = _("Counts") if place == 0 else ""
        book.text(sheet, (at, place), title, bold=True, bottom=2)
    for what, count, said in _counted(form):
        at += 1
        line = {"bottom": 1, "border_color": HAIR, "valign": "top"}
        book.text(sheet, (at, 0), what, text_wrap=True, **line)
        book.value(sheet, (at, 1), count, bold=True, **line)
        sheet.merge_range(at, 2, at, _END, "", book.format(**line))
        book.text(sheet, (at, 2), said, font_color=INK_2, text_wrap=True, indent=1, **line)
        high = max(lines_of(what, _WIDE[0]), lines_of(said, _WIDE[2]))
        sheet.set_row(at, 15 * high + 3)
    return at + 1


def _counted(form: ReportForm) -> Iterator[tuple[str, int, str]]:
    here = [circle.number for circle in form.circles]
    paper = [circle.number for circle in form.circles if circle.from_paper]
    if form.awaited:
        yield _("Circles expected"), form.awaited, arrivals_in_words(form.awaited, here, ())
    yield _("Circles here"), len(here), arrivals_in_words(0, here, form.corrected)
    if paper:
        yield _("Known from paper alone"), len(paper), arrivals_in_words(0, here, (), paper)
    known = [circle for circle in form.circles if circle.expected]
    if known:
        expected = sum(circle.expected for circle in known)
        came = sum(len(circle.members) for circle in known)
        said = n_(
            "{Count} person came to the circles whose lists were known.",
            "{Count} people came to the circles whose lists were known.",
            came,
        )
        yield _("People expected"), expected, said
    yield _("People who came"), form.people, ""
    yield _("Actions"), len(form.entries), _bare(form)
    yield from counted_since(form)
    if form.stories:
        yield _("Stories that may be shared"), len(form.stories), about_stories(form)


def _bare(form: ReportForm) -> str:
    """How many actions have neither a name nor a date; empty where all have one."""
    bare = sum(1 for entry in form.entries if not entry.noted)
    if not bare:
        return ""
    return n_(
        "{Count} has neither a name nor a date.", "{Count} have neither a name nor a date.", bare
    )


def _by_heading(book: Book, sheet: Worksheet, form: ReportForm, at: int) -> None:
    """The actions under each heading, and by state where any was told of, with a chart that follows
    these very cells.
    """
    first, since = at + 1, states_of(form)
    book.text(sheet, (at, 0), _("Actions by heading"), bold=True, bottom=2)
    book.text(sheet, (at, 1), _("Actions"), bold=True, bottom=2, align="right")
    for place, state in enumerate(since.titles if since else (), 2):
        book.text(sheet, (at, place), state, bold=True, bottom=2, align="right")
    for number, part in enumerate(form.headings):
        at += 1
        line = {"bottom": 1, "border_color": HAIR, "valign": "top"}
        book.text(sheet, (at, 0), part.title, text_wrap=True, **line)
        book.value(sheet, (at, 1), len(part.entries), bold=True, **line)
        for place, count in enumerate(since.rows[number] if since else (), 2):
            book.value(sheet, (at, place), count or "", **line)
        sheet.set_row(at, 15 * lines_of(part.title, _WIDE[0]) + 3)
    book.text(sheet, (at + 1, 0), _("All"), bold=True, top=1)
    book.value(sheet, (at + 1, 1), len(form.entries), bold=True, top=1)
    for place, count in enumerate(since.all if since else (), 2):
        book.value(sheet, (at + 1, place), count, bold=True, top=1)
    if since is not None:
        states_chart(book, sheet, since, (first, at), _END + 1)
    else:
        _pointed(book, sheet, form, (first, at))


def _pointed(book: Book, sheet: Worksheet, form: ReportForm, rows: tuple[int, int]) -> None:
    """A bar for each heading. rows: the first and the last of the table."""
    first, at = rows
    chart = book.book.add_chart({"type": "bar"})
    name = sheet.get_name()
    chart.add_series(
        {
            "name": [name, first - 1, 1],
            "categories": [name, first, 0, at, 0],
            "values": [name, first, 1, at, 1],
            "fill": {"color": TEAL},
            "gap": 60,
            "data_labels": {"value": True, "font": {"bold": True}},
        }
    )
    chart.set_title({"name": _("Where the actions point"), "name_font": {"size": 13}})
    chart.set_legend({"none": True})
    chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}, "min": 0})
    chart.set_y_axis({"reverse": True, "line": {"none": True}, "major_tick_mark": "none"})
    high = 90 + 46 * min(len(form.headings), 40)
    chart.set_size({"width": 640, "height": high})
    points = "; ".join(f"{part.title}: {len(part.entries)}" for part in form.headings)
    about = {"description": points, "x_offset": 12, "y_offset": 4, "object_position": 3}
    sheet.insert_chart(first - 1, 2, chart, about)


# A sheet for each kind of record.


def _actions_columns(form: ReportForm) -> list[Column]:
    columns = [
        Column(_("Circle"), 9, right=True),
        # For translators: the place of an action among those of its circle, as a column's head.
        Column(p_("head of a column", "No."), 7, right=True),
        Column(_("In the circle’s own words"), 36),
        Column(_("In the report’s wording"), 36),
        Column(_("Heading"), 26),
        Column(_("Who"), 22),
        Column(_("By when, as said"), 17),
        Column(_("Date"), 13, right=True),
    ]
    if states_of(form) is not None:
        columns += [Column(_("State"), 14), Column(_("Overdue"), 11)]
    return [*columns, Column(_("Stall"), 18)] if _stalls(form) else columns


def _stalls(form: ReportForm) -> bool:
    return any(entry.stall for entry in form.entries)


def _actions(form: ReportForm) -> list[Row]:
    stalls, since = _stalls(form), states_by_action(form)
    return [
        (e.circle, e.place, e.words, e.wording, e.heading, ", ".join(e.who), i18n.day(e.by),
         as_date(e.due), *since.get((e.circle, e.place), ()), *((e.stall,) if stalls else ()))
        for e in form.entries
    ]  # fmt: skip


def _circles_columns(form: ReportForm) -> list[Column]:
    there = {
        "circle": Column(_("Circle"), 9, right=True),
        "region": Column(_("Region"), 18),
        "venue": Column(_("Venue"), 22),
        "date": Column(_("Date"), 13, right=True),
        "expected": Column(_("Expected"), 11, right=True),
        "came": Column(_("Came"), 9, right=True),
        "names": Column(_("Names"), 44),
        "actions": Column(_("Actions"), 10, right=True),
        "question": Column(_("Question"), 36),
        "facilitator": Column(_("Facilitator"), 22),
        "stands": Column(_("How it stands"), 22),
    }
    return [there[key] for key in _kept(form)]


def _circles(form: ReportForm) -> list[Row]:
    kept = _kept(form)
    rows = {circle.number: _circle(form, circle) for circle in form.circles}
    absent: dict[str, Value] = {"stands": _("expected, not here")}
    for number in form.missing[:_MOST_MISSING]:
        rows[number] = {"circle": number, **absent}
    return [tuple(rows[number].get(key, "") for key in kept) for number in sorted(rows)]


def _circle(form: ReportForm, circle: CirclePart) -> dict[str, Value]:
    stands = p_("of a circle", "here")
    if circle.from_paper:
        stands = _("known from its paper alone")
    elif circle.number in form.corrected:
        stands = _("corrected since")
    return {
        "circle": circle.number,
        "region": circle.region,
        "venue": circle.venue,
        "date": _day(circle.iso_date),
        "expected": circle.expected or "",
        "came": len(circle.members),
        "names": ", ".join(circle.members),
        "actions": len(circle.entries),
        "question": circle.theme or form.question,
        "facilitator": circle.facilitator,
        "stands": stands,
    }


def _kept(form: ReportForm) -> list[str]:
    """The columns of circles: what no circle says has none."""
    every = ["circle", "region", "venue", "date", "expected", "came", "names", "actions",
             "question", "facilitator", "stands"]  # fmt: skip
    often = {"circle", "came", "names", "actions", "stands"}
    said = [_circle(form, circle) for circle in form.circles]
    return [key for key in every if key in often or any(one[key] for one in said)]


def _stories_columns() -> list[Column]:
    return [
        Column(_("Circle"), 9, right=True),
        Column(_("Told by"), 22),
        Column(_("Title"), 30),
        Column(_("Points"), 70),
        Column(_("In their words"), 40),
        Column(_("Themes"), 24),
    ]


def _stories(form: ReportForm) -> list[Row]:
    return [
        ("" if s.circle is None else s.circle, s.teller, s.title, _points(s), s.quote,
         ", ".join(s.tags))
        for s in form.stories
    ]  # fmt: skip


def _part_columns() -> list[Column]:
    return [Column(_("Below"), 30), Column(_("What"), 18), Column(_("Text"), 100)]


def _points(story: StoryPart) -> str:
    return "\n".join("    " * point.depth + point.text for point in story.points)


def _columns(table: Table) -> list[Column]:
    return [
        # Where dates are wanted, words may stand beside them.
        Column(column.title, max(9, _LETTERS * column.wide), right=column.kind is Kind.NUMBER)
        for column in table.columns
    ]


def write_csv(form: ReportForm) -> bytes:
    """The report's actions; a circle without an action has one row all the same."""
    file = StringIO(newline="")
    writer = csv.writer(file, quoting=csv.QUOTE_ALL)
    columns = (
        p_("head of a column", "circle"),
        p_("head of a column", "members"),
        p_("head of a column", "action"),
        p_("head of a column", "report wording"),
        p_("head of a column", "heading"),
        p_("head of a column", "who"),
        p_("head of a column, of deadlines", "by"),
        *became_columns(form),
    )
    more = became_rows(form)
    writer.writerow(columns)
    for circle in form.circles:
        members = ", ".join(circle.members)
        for entry in circle.entries:
            row = (
                members,
                entry.words,
                entry.wording,
                entry.heading,
                ", ".join(entry.who),
                entry.by,
            )
            told = more.get((entry.circle, entry.place), ())
            writer.writerow([str(circle.number), *map(defused, (*row, *told))])
        if not circle.entries:
            writer.writerow([str(circle.number), defused(members), *[""] * (len(columns) - 2)])
    return file.getvalue().encode("utf-8-sig")


def write_parts_csv(document: PartDocument) -> bytes:
    """The tables of a document of parts, one below the other, each after its title."""
    file = StringIO(newline="")
    writer = csv.writer(file, quoting=csv.QUOTE_ALL)
    for part in document.parts:
        for title, table in tables_in(part):
            writer.writerow([defused(title)])
            for row in (table.columns, *table.rows):
                writer.writerow(list(map(defused, row)))
    return file.getvalue().encode("utf-8-sig")
