"""What became of the actions in a workbook and in CSV: the counts with a chart, each action, and
every review that was ever told.
"""

from collections.abc import Mapping

from xlsxwriter.worksheet import Worksheet

from storycircle.core import i18n
from storycircle.core.i18n import _, p_
from storycircle.core.reviews.review import EnteredBy, ReviewState, state_word
from storycircle.paper.afterwards.what_became import (
    STATES,
    WhatBecame,
    counts_columns,
    counts_rows,
    every_column,
    every_row,
    what_became,
)
from storycircle.paper.report.content import ReportForm
from storycircle.paper.report.office.workbook import HAIR, Book, Column, Value, lines_of
from storycircle.paper.report.overviews import Kind, as_date
from storycircle.paper.typesetting.canvas import TEAL

_LETTERS = 6
"""Letters of a column for each share of a table's width."""
_WIDE = 40
_LIGHT = "#FFFFFF"
_PATTERNS: Mapping[ReviewState | None, str] = {
    ReviewState.UNDER_WAY: "wide_upward_diagonal",
    ReviewState.CHANGED: "dotted_grid",
    ReviewState.LET_GO: "light_horizontal",
}
"""Of the states that are neither filled nor empty, as a spreadsheet names its patterns."""


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
    sheet = book.sheet(p_("sheet of a workbook", "What became of them"), pages=1)
    sheet.set_column(0, 0, _WIDE)
    sheet.set_column(1, len(STATES) + 1, 12)
    book.text(sheet, (0, 0), chapter.title, bold=True, font_size=16)
    book.text(sheet, (1, 0), chapter.about)
    book.text(sheet, (2, 0), chapter.never_words)
    end = _table(book, sheet, chapter, 4)
    _chart(book, sheet, chapter, (5, end))


def _table(book: Book, sheet: Worksheet, chapter: WhatBecame, at: int) -> int:
    """Both tables, one below the other with room for the chart between; the last row of the
    first.
    """
    end = _rows(book, sheet, at, _("Heading"), counts_rows(chapter.headings))
    below = end + 4 + 3 * max(4, len(chapter.headings))
    _rows(book, sheet, below, _("Circle"), counts_rows(chapter.circles))
    return end


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
    first, last = rows
    chart = book.book.add_chart({"type": "bar", "subtype": "stacked"})
    name = sheet.get_name()
    for place, state in enumerate(STATES, 1):
        series = {
            "name": [name, first - 1, place],
            "categories": [name, first, 0, last, 0],
            "values": [name, first, place, last, place],
            "border": {"color": TEAL, "dash_type": "solid" if state else "dash"},
            "gap": 60,
            "data_labels": {"value": True, "font": {"bold": True}},
        }
        if state is ReviewState.DONE:
            series["fill"] = {"color": TEAL}
            series["data_labels"] = {"value": True, "font": {"bold": True, "color": _LIGHT}}
        elif state in _PATTERNS:
            series["pattern"] = {
                "pattern": _PATTERNS[state],
                "fg_color": TEAL,
                "bg_color": _LIGHT,
            }
        else:
            series["fill"] = {"color": _LIGHT}
        chart.add_series(series)
    chart.set_legend({"position": "top"})
    chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}, "min": 0})
    chart.set_y_axis({"reverse": True, "line": {"none": True}, "major_tick_mark": "none"})
    high = 90 + 46 * min(len(chapter.headings), 40)
    chart.set_size({"width": 860, "height": high})
    about = {"description": chapter.picture_words(), "x_offset": 12, "object_position": 3}
    sheet.insert_chart(last + 2, 0, chart, about)


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
