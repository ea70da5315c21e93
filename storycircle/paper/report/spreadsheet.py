"""The report as a workbook and as CSV, with formulas made plain text.

The report as a workbook: circles, members, actions, commitments, stories shared.

Every text is written as text, never as a formula. A text longer than a cell holds goes on in
rows below: nothing is cut.

The report as CSV: one row an action. UTF-8 with a mark, so that spreadsheets read it so.

Telling text that a spreadsheet would take for a formula, and making it plain text.
"""

import csv
from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO, StringIO

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from storycircle.core import i18n
from storycircle.core.i18n import _, p_
from storycircle.paper.report.content import TITLE, ReportForm, StoryPart

_STARTS = "=+-@＝＋－＠"  # noqa: RUF001 (full-width letters start formulas too)


def looks_like_formula(text: str) -> bool:
    """Whether a spreadsheet might run this: a formula's first sign, even behind spaces.

    Every kind of space counts, and letters without width, which some programs drop.
    """
    bare = text.lstrip(" \t\r\n\v\f\u00a0\ufeff\u200b\u200c\u200d\u2060\u200e\u200f\x00")
    return bare.strip()[:1] in tuple(_STARTS)


def defused(text: str) -> str:
    """The text with an apostrophe before it where it looks like a formula."""
    return f"'{text}" if looks_like_formula(text) else text


CELL = 32_767
"""Letters a cell holds, counted as spreadsheets count them: in units of UTF-16."""

_MOST_MISSING = 2_000  # a number of circles typed wrong may be very high
Row = Sequence[str | int]


def write_xlsx(form: ReportForm) -> bytes:
    """The report as a workbook of five sheets."""
    file = BytesIO()
    book = Workbook(file, {"in_memory": True})
    book.set_properties(
        {
            "title": f"{_(TITLE)}: {form.event}"[:255],
            "author": "Story Circle",
            "created": _created(form.iso_date),
        }
    )
    sheets = _Sheets(book)
    # For translators: the names of sheets are at most 31 letters, and no two are the same.
    sheets.add(p_("sheet of a workbook", "Circles"), (
        (_("Circle"), 8), (_("People"), 8), (_("Names"), 60), (_("Actions"), 8),
        (_("Question"), 40), (_("Facilitator"), 24), (_("How it stands"), 24),
    ), _circles(form))  # fmt: skip
    sheets.add(p_("sheet of a workbook", "Members"), (
        (_("Circle"), 8), (_("Name"), 30),
    ), _members(form))  # fmt: skip
    sheets.add(p_("sheet of a workbook", "Actions"), (
        (_("Circle"), 8), (_("Action"), 8), (_("In its own words"), 60),
        (_("Report wording"), 60), (_("Heading"), 40), (_("Who"), 30), (_("By when"), 24),
    ), _actions(form))  # fmt: skip
    sheets.add(p_("sheet of a workbook", "Commitments"), (
        (_("Circle"), 8), (_("Action"), 60), (_("Who"), 30), (_("By when"), 24),
    ), _commitments(form))  # fmt: skip
    sheets.add(p_("sheet of a workbook", "Stories shared"), (
        (_("Circle"), 8), (_("Told by"), 24), (_("Title"), 40), (_("Points"), 80),
        (_("In their words"), 50), (_("Themes"), 30),
    ), _stories(form))  # fmt: skip
    book.close()
    return file.getvalue()


class _Sheets:
    """The sheets of one workbook, with the formats they share."""

    def __init__(self, book: Workbook) -> None:
        wrap = {"text_wrap": True, "valign": "top"}
        self._book = book
        self._head: Format = book.add_format({"bold": True, "bottom": 1, "valign": "top"})
        self._plain: Format = book.add_format(wrap)
        self._quoted: Format = book.add_format(wrap | {"quote_prefix": True})

    def add(self, name: str, columns: Sequence[tuple[str, int]], rows: Sequence[Row]) -> None:
        """A sheet with its head frozen and a filter over all rows."""
        sheet: Worksheet = self._book.add_worksheet(name)
        for place, (title, wide) in enumerate(columns):
            sheet.set_column(place, place, wide)
            self._text(sheet, 0, place, title, self._head)
        at = 1
        for row in rows:
            at += self._row(sheet, at, row)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(1, at - 1), len(columns) - 1)
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.repeat_rows(0)
        sheet.fit_to_pages(1, 0)

    def _row(self, sheet: Worksheet, at: int, row: Row) -> int:
        """Write a row, and below it what its cells do not hold; how many rows that took."""
        parts = [cell if isinstance(cell, int) else _pieces(cell) for cell in row]
        high = max([1, *(len(part) for part in parts if not isinstance(part, int))])
        for place, part in enumerate(parts):
            if isinstance(part, int):  # a number stands in each row, so that filters keep all
                for down in range(high):
                    _checked(sheet.write_number(at + down, place, part, self._plain))
                continue
            for down, piece in enumerate(part):
                quoted = looks_like_formula(piece)
                self._text(sheet, at + down, place, piece, self._quoted if quoted else self._plain)
        return high

    def _text(self, sheet: Worksheet, row: int, column: int, text: str, manner: Format) -> None:
        if text.startswith("<r>") and text.endswith("</r>"):
            # xlsxwriter takes such a text for its own markup and would write it unescaped.
            parts = (text[:2], self._plain, text[2:], manner)
            _checked(sheet.write_rich_string(row, column, *parts))
        elif text:
            _checked(sheet.write_string(row, column, text, manner))


def _pieces(text: str) -> list[str]:
    """A text in pieces that each fit into a cell."""
    if len(text) <= CELL // 2 or len(text.encode("utf-16-le")) // 2 <= CELL:
        return [text]
    return [text[start : start + CELL // 2] for start in range(0, len(text), CELL // 2)]


def _checked(answer: int) -> None:
    """Stop where xlsxwriter says that it wrote less than it was given. Raises ValueError."""
    if answer:
        raise ValueError(f"a cell was not written whole: xlsxwriter answered {answer}")


def _created(iso_date: str) -> datetime:
    """The day of the event: the same report is the same file, whenever it is written."""
    try:
        return datetime.fromisoformat(iso_date).replace(tzinfo=UTC)
    except ValueError:
        return datetime(2000, 1, 1, tzinfo=UTC)


def _circles(form: ReportForm) -> list[Row]:
    here = p_("of a circle", "here")
    rows: list[Row] = [
        (c.number, len(c.members), ", ".join(c.members), len(c.entries), c.theme or form.question,
         c.facilitator, _("corrected since") if c.number in form.corrected else here)
        for c in form.circles
    ]  # fmt: skip
    missing = form.missing[:_MOST_MISSING]
    return [*rows, *((number, "", "", "", "", "", _("expected, not here")) for number in missing)]


def _members(form: ReportForm) -> list[Row]:
    return [(circle.number, name) for circle in form.circles for name in circle.members]


def _actions(form: ReportForm) -> list[Row]:
    return [
        (e.circle, e.place, e.words, e.wording, e.heading, ", ".join(e.who), e.by)
        for e in form.entries
    ]


def _commitments(form: ReportForm) -> list[Row]:
    return [(e.circle, e.words, ", ".join(e.who), i18n.day(e.by)) for e in form.commitments]


def _stories(form: ReportForm) -> list[Row]:
    return [
        ("" if s.circle is None else s.circle, s.teller, s.title, _points(s), s.quote,
         ", ".join(s.tags))
        for s in form.stories
    ]  # fmt: skip


def _points(story: StoryPart) -> str:
    return "\n".join("    " * point.depth + point.text for point in story.points)


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
    )
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
            writer.writerow([str(circle.number), *map(defused, row)])
        if not circle.entries:
            writer.writerow([str(circle.number), defused(members), "", "", "", "", ""])
    return file.getvalue().encode("utf-8-sig")
