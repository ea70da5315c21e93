"""What became of the actions in a workbook and in CSV: the counts with a chart, each action, and
every review that was ever told.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct
from xlsxwriter.worksheet import Worksheet

from storycircle.core import i18n
from storycircle.core.i18n import _, p_
from storycircle.core.reviews.review import EnteredBy, state_word
from storycircle.paper.afterwards.what_became import (
    MARKS,
    STATES,
    WhatBecame,
    counts_columns,
    counts_rows,
    every_column,
    every_row,
    what_became,
)
from storycircle.paper.figures.sheet_looks import look_of
from storycircle.paper.report.content import ReportForm
from storycircle.paper.report.office.workbook import HAIR, Book, Column, Value, lines_of
from storycircle.paper.report.overviews import Kind, as_date

_LETTERS = 6
"""Letters of a column for each share of a table's width."""
_WIDE = 40
_FIRST = 4
"""Where the headings begin."""
_ON_A_PAGE = 60
"""Rows of the counts that are still read on one printed page; Excel would print any number of them
there, each the smaller.
"""


def became_sheets(book: Book, form: ReportForm) -> None:
    """The sheets of the chapter; none where nobody has reviewed anything."""
    chapter = what_became(form)
    if chapter is None:
        return
    _counts(book, chapter)
    columns = [
        Column(column.title, max(9, _LETTERS * column.wide), right=column.kind is not Kind.TEXT)
        for column in every_column()
    ]
    actions = p_("sheet of a workbook", "Each action since")
    book.table(actions, columns, [every_row(one) for one in chapter.actions], 2)
    book.table(p_("sheet of a workbook", "Reviews"), _review_columns(), _reviews(form))


def _counts(book: Book, chapter: WhatBecame) -> None:
    """How many actions are in each state, by heading and by circle, and a chart of the first."""
    few = _below(chapter, _FIRST + len(chapter.headings)) + len(chapter.circles) <= _ON_A_PAGE
    sheet = book.sheet(p_("sheet of a workbook", "What became of them"), pages=1 if few else 0)
    sheet.set_column(0, 0, _WIDE)
    sheet.set_column(1, len(STATES) + 1, 12)
    book.text(sheet, (0, 0), chapter.title, bold=True, font_size=16)
    book.text(sheet, (1, 0), chapter.about)
    book.text(sheet, (2, 0), chapter.never_words)
    end = _rows(book, sheet, _FIRST, _("Heading"), counts_rows(chapter.headings))
    _chart(book, sheet, chapter, (_FIRST + 1, end))
    below = _below(chapter, end)
    _rows(book, sheet, below, _("Circle"), counts_rows(chapter.circles))
    if not few:
        sheet.set_portrait()  # the chart is on the first page, whole
        sheet.repeat_rows(below)


def _below(chapter: WhatBecame, end: int) -> int:
    """Where the circles begin: with room for the chart below the last row of the headings."""
    return end + 4 + 3 * max(4, len(chapter.headings))


def _rows(
    book: Book, sheet: Worksheet, at: int, title: str, rows: tuple[tuple[Value, ...], ...]
) -> int:
    for place, column in enumerate(counts_columns(title)):
        side = {"align": "right"} if place else {}
        book.text(sheet, (at, place), column.title, bold=True, bottom=2, **side)
    for row in rows:
        at += 1
        for place, cell in enumerate(row):
            line = {"bottom": 1, "border_color": HAIR, "valign": "top"}
            book.value(sheet, (at, place), cell, text_wrap=not place, **line)
        sheet.set_row(at, 15 * lines_of(str(row[0]), _WIDE) + 3)
    return at


def _chart(book: Book, sheet: Worksheet, chapter: WhatBecame, rows: tuple[int, int]) -> None:
    """A bar for each heading, its parts by state, that follows the cells of the table."""
    chart = _stacked(book, sheet, rows, 1)
    high = 90 + 46 * min(len(chapter.headings), 40)
    chart.set_size({"width": 860, "height": high})
    about = {"description": chapter.picture_words(), "x_offset": 12, "object_position": 3}
    sheet.insert_chart(rows[1] + 2, 0, chart, about)


def _stacked(book: Book, sheet: Worksheet, rows: tuple[int, int], first: int) -> Any:
    """A chart with a series for each state. first: the place of the column of the first."""
    begin, end = rows
    chart = book.book.add_chart({"type": "bar", "subtype": "stacked"})
    name = sheet.get_name()
    for place, state in enumerate(STATES, first):
        series = {
            "name": [name, begin - 1, place],
            "categories": [name, begin, 0, end, 0],
            "values": [name, begin, place, end, place],
            "gap": 60,
            **look_of(MARKS[state]),
        }
        chart.add_series(series)
    chart.set_legend({"position": "bottom"})
    chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}, "min": 0})
    chart.set_y_axis({"reverse": True, "line": {"none": True}, "major_tick_mark": "none"})
    return chart


# In the summary, and beside each action.


class States(Struct, frozen=True):
    """How many actions are in each state. titles: of the states. rows: of each heading, in the
    report's order. title, words: of the picture of them.
    """

    titles: tuple[str, ...]
    rows: tuple[tuple[int, ...], ...]
    title: str
    words: str

    @property
    def all(self) -> tuple[int, ...]:
        return tuple(map(sum, zip(*self.rows, strict=True)))


def states_of(form: ReportForm) -> States | None:
    """The states of the actions by heading; None where nobody has reviewed anything."""
    chapter = what_became(form)
    if chapter is None:
        return None
    groups = {group.title: group.counts for group in chapter.headings}
    rows = tuple(
        tuple(groups.get(part.title, {}).get(state, 0) for state in STATES)
        for part in form.headings
    )
    return States(tuple(map(state_word, STATES)), rows, chapter.title, chapter.picture_words())


def states_chart(
    book: Book, sheet: Worksheet, states: States, rows: tuple[int, int], column: int
) -> None:
    """A chart of the states, beside the table that it follows. column: where it stands."""
    chart = _stacked(book, sheet, rows, 2)
    chart.set_title({"name": states.title, "name_font": {"size": 13}})
    high = 130 + 46 * min(len(states.rows), 40)
    chart.set_size({"width": 620, "height": high})
    about = {"description": states.words, "x_offset": 12, "object_position": 3}
    sheet.insert_chart(max(0, rows[0] - 11), column, chart, about)


def states_by_action(form: ReportForm) -> Mapping[tuple[int, int], tuple[str, str]]:
    """The state of each action, and whether it is overdue, by its circle and place; nothing where
    nobody has reviewed anything.
    """
    chapter = what_became(form)
    return {
        (one.entry.circle, one.entry.place): (
            state_word(one.state),
            _("overdue") if one.overdue else "",
        )
        for one in (chapter.actions if chapter else ())
    }


def counted_since(form: ReportForm) -> Iterator[tuple[str, int, str]]:
    """How many actions were told of and how many are overdue, as rows of the summary."""
    chapter = what_became(form)
    if chapter is None:
        return
    told = sum(1 for one in chapter.actions if one.review is not None)
    yield _("Actions told of since"), told, chapter.never_words
    late = sum(1 for one in chapter.actions if one.overdue)
    yield _("Actions overdue"), late, _("See the column “Overdue” of the actions.") if late else ""


def _review_columns() -> list[Column]:
    return [
        Column(_("Circle"), 9, right=True),
        Column(p_("head of a column", "No."), 7, right=True),
        Column(_("Told on"), 13, right=True),
        Column(_("State"), 16),
        Column(_("What happened"), 50),
        Column(_("Next step"), 30),
        Column(_("New date"), 18),
        Column(_("Told by"), 20),
        Column(_("Noted by"), 18),
    ]


def _reviews(form: ReportForm) -> list[tuple[Value, ...]]:
    """Every review of each action, the one that counts last."""
    noted = {
        EnteredBy.CIRCLE: p_("who noted a review", "the circle"),
        EnteredBy.ORGANISER: p_("who noted a review", "the organiser"),
    }
    return [
        (e.circle, e.place, as_date(r.on), state_word(r.state), r.happened, r.next,
         i18n.day(r.by), r.told_by, noted[r.entered_by])
        for e in form.entries
        for r in e.reviews
    ]  # fmt: skip


def became_columns(form: ReportForm) -> tuple[str, ...]:
    """The heads of the columns that CSV has besides; none where nobody has reviewed anything."""
    if what_became(form) is None:
        return ()
    return (
        p_("head of a column", "state"),
        p_("head of a column", "overdue"),
        p_("head of a column", "date"),
        p_("head of a column", "told on"),
        p_("head of a column", "what happened"),
        p_("head of a column", "next step"),
        p_("head of a column", "told by"),
    )


def became_rows(form: ReportForm) -> Mapping[tuple[int, int], tuple[str, ...]]:
    """What those columns hold, by an action's circle and place: dates as YYYY-MM-DD."""
    chapter = what_became(form)
    rows = {}
    for one in chapter.actions if chapter else ():
        review = one.review
        told = (review.on, review.happened, review.next, review.told_by) if review else [""] * 4
        late = _("overdue") if one.overdue else ""
        row = (state_word(one.state), late, one.due.date, *told)
        rows[one.entry.circle, one.entry.place] = row
    return rows
