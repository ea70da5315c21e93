"""A workbook of tables: what every sheet of ours has in common.

Every text is written as text, never as a formula. A text longer than a cell holds goes on in rows
below: nothing is cut. Rows are as high as their wrapped texts, for programs that do not measure
them when they open a file.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, TypeVar

from msgspec import Struct
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import CHAR_WIDTHS, xl_pixel_width
from xlsxwriter.worksheet import Worksheet

from storycircle.core import i18n
from storycircle.core.i18n.language import language
from storycircle.paper.report.office.table_sheet import EMPTY, Cell, TableSheet, day, number
from storycircle.paper.typesetting.canvas import INK_2

CELL = 32_767
"""Letters a cell holds, counted as spreadsheets count them: in units of UTF-16."""
_SURELY_HELD = CELL // 2  # letters, each two units at the most
HEAD, HAIR = "#DDEBE6", "#D9D2C6"
_LINE, _PADDING = 15.0, 3.0  # points
_MOST_HIGH = 409.0
_LETTER, _SIDE, _INDENT = 7, 5, 9  # pixels of a column's unit, of its sides, and of an indent
_WIDEST = max(CHAR_WIDTHS.values())  # pixels of a letter
_WIDER = 1.12  # as the faces are that stand in for the usual one
_FIRST_YEAR = 1900
_SHEET_NAME = 31
_NOT_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
_DAY = "d mmm yyyy"
_MARKUP = "<r>", "</r>"
_STARTS = "=+-@＝＋－＠"  # noqa: RUF001 (full-width letters start formulas too)

Value = str | int | date
_Sheet = TypeVar("_Sheet", bound=Worksheet)


class Column(Struct, frozen=True):
    """A column of a sheet. wide: in letters. right: its dates stand at the right, as numbers do;
    words never do, as heads stand at the left.
    """

    title: str
    wide: int
    right: bool = False

    @property
    def surely(self) -> int:
        """How many letters stand in one line of it, whichever they are."""
        return int(_room(self.wide) // _WIDEST)


class _Way(Struct, frozen=True):
    """How the cells of one column are written, found once for all its rows: the format of a text,
    of one that looks like a formula, of a number and of a date, the letters that surely stand in a
    line, its width in letters, the look of its texts and that of its dates.
    """

    plain: Format
    quoted: Format
    number: Format
    day: Format
    surely: int
    wide: int
    about: dict[str, Any]
    dated: dict[str, Any]


def _room(wide: int) -> float:
    """Pixels for text in a column of so many letters."""
    return (wide * _LETTER - _SIDE - _INDENT) / _WIDER


def looks_like_formula(text: str) -> bool:
    """Whether a spreadsheet might run this: a formula's first sign, even behind spaces.

    Every kind of space counts, and letters without width, which some programs drop.
    """
    if text[:1].isalnum():
        return False
    bare = text.lstrip(" \t\r\n\v\f\u00a0\ufeff\u200b\u200c\u200d\u2060\u200e\u200f\x00")
    return bare.strip()[:1] in tuple(_STARTS)


def _is_markup(text: str) -> bool:
    """Whether xlsxwriter takes a text for its own markup, and would write it unescaped."""
    return text.startswith(_MARKUP[0]) and text.endswith(_MARKUP[1])


class Book:
    """The sheets of one workbook, with the formats they share."""

    def __init__(self, book: Workbook) -> None:
        self.book = book
        self._names: set[str] = set()
        self._tables = 0
        self._formats: dict[tuple[tuple[str, Any], ...], Format] = {}

    def format(self, **properties: Any) -> Format:
        """A format; the same for the same properties."""
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            self._formats[key] = self.book.add_format(properties)
        return self._formats[key]

    def sheet(self, name: str, *, pages: int = 0) -> Worksheet:
        """An empty sheet that prints on A4 across, as wide as the page. pages: how many it prints
        on at most; 0 for as many as it needs.
        """
        return self._made(name, Worksheet, pages)

    def _made(self, name: str, kind: type[_Sheet], pages: int = 0) -> _Sheet:
        sheet: _Sheet = self.book.add_worksheet(self._free_name(name), kind)
        sheet.hide_gridlines(2)
        if language().right_to_left:
            sheet.right_to_left()
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, pages)
        sheet.set_footer("&C&P / &N")
        return sheet

    def table(
        self, name: str, columns: Sequence[Column], rows: Iterable[Sequence[Value]], frozen: int = 1
    ) -> None:
        """A sheet that is one table: its head stays in sight and is printed on each page.

        frozen: columns that stay in sight too.
        """
        sheet = self._made(name, TableSheet)
        for place, column in enumerate(columns):
            sheet.set_column(place, place, column.wide)
        at, ways = 1, [self._way(column) for column in columns]
        for row in rows:
            at += self._row(sheet, at, ways, row)
        head = self.format(
            bold=True,
            align="right" if language().right_to_left else "left",
            text_wrap=True,
            valign="vcenter",
            bg_color=HEAD,
            bottom=2,
            border_color=INK_2,
            indent=1,
        )
        self._tables += 1
        options = {
            "columns": [{"header": c.title, "header_format": head} for c in columns],
            "name": f"Table_{self._tables}",
            "style": None,
        }
        _checked(sheet.make_table(max(1, at - 1), len(columns), options))
        sheet.set_row(0, self._head_high(columns))
        sheet.freeze_panes(1, frozen)
        sheet.repeat_rows(0)

    def text(self, sheet: Worksheet, at: tuple[int, int], text: str, **properties: Any) -> None:
        """A text in a cell, plain even where it looks like a formula."""
        if looks_like_formula(text):
            properties["quote_prefix"] = True
        if properties.get("indent"):  # not every program gives it where no side is said
            properties["align"] = "right" if language().right_to_left else "left"
        form = self.format(**properties)
        if _is_markup(text):
            plain = self.format(text_wrap=True)
            _checked(sheet.write_rich_string(*at, text[:2], plain, text[2:], form))
        elif text:
            _checked(sheet.write_string(*at, text, form))
        else:
            _checked(sheet.write_blank(*at, None, form))

    def value(self, sheet: Worksheet, at: tuple[int, int], value: Value, **properties: Any) -> None:
        """A number, a date or a text, each as what it is."""
        if isinstance(value, date) and value.year >= _FIRST_YEAR:
            form = self.format(num_format=_DAY, **{"align": "right", **properties})
            _checked(sheet.write_datetime(*at, value, form))
        elif isinstance(value, int):
            form = self.format(**{**properties, "align": "right", "indent": 0})
            _checked(sheet.write_number(*at, value, form))
        else:
            text = i18n.day(value.isoformat()) if isinstance(value, date) else value
            self.text(sheet, at, text, **properties)

    def _row(self, sheet: TableSheet, at: int, ways: Sequence[_Way], row: Sequence[Value]) -> int:
        """Write a row, and below it what its cells do not hold; how many rows that took."""
        texts = [cell for cell in row if isinstance(cell, str)]
        said = "".join(texts)
        if len(said) <= _SURELY_HELD or max(map(len, texts)) <= _SURELY_HELD:
            self._cells(sheet, at, ways, row, said)
            return 1
        parts = [_pieces(cell) if isinstance(cell, str) else None for cell in row]
        count = max([1, *(len(part) for part in parts if part is not None)])
        for down in range(count):
            # A number stands in each row, so that filters keep all.
            cells = [
                cell if part is None else part[down] if down < len(part) else ""
                for cell, part in zip(row, parts, strict=True)
            ]
            self._cells(sheet, at + down, ways, cells, said)
        return count

    def _cells(
        self, sheet: TableSheet, at: int, ways: Sequence[_Way], cells: Sequence[Value], said: str
    ) -> None:
        """Write one row of cells, each of which holds what it is given. said: all its texts."""
        if _MARKUP[1] in said:  # a text of it may be
            self._by_the_library(sheet, at, ways, cells)
            return
        high, made = 1, list[Cell]()
        for cell, way in zip(cells, ways, strict=True):
            if isinstance(cell, str):
                text = cell
            elif isinstance(cell, int):
                made.append((way.number, number(cell)))
                continue
            elif cell.year >= _FIRST_YEAR:
                made.append((way.day, day(cell)))
                continue
            else:
                text = i18n.day(cell.isoformat())
            if not text:
                made.append((way.plain, EMPTY))
                continue
            # Nearly all begin with a letter: no formula does.
            odd = not text[:1].isalnum() and looks_like_formula(text)
            made.append((way.quoted if odd else way.plain, sheet.text(text)))
            if len(text) > way.surely or "\n" in text:
                high = max(high, lines_of(text, way.wide))
        sheet.put(at, _high(high), made)

    def _by_the_library(
        self, sheet: TableSheet, at: int, ways: Sequence[_Way], cells: Sequence[Value]
    ) -> None:
        """The same for a row in which a text could be taken for the library's own markup."""
        high = 1
        for place, (cell, way) in enumerate(zip(cells, ways, strict=True)):
            if isinstance(cell, int) or (isinstance(cell, date) and cell.year >= _FIRST_YEAR):
                dated = isinstance(cell, date)
                self.value(sheet, (at, place), cell, **(way.dated if dated else way.about))
                continue
            text = cell if isinstance(cell, str) else i18n.day(cell.isoformat())
            high = max(high, lines_of(text, way.wide))
            self.text(sheet, (at, place), text, text_wrap=True, **way.about)
        sheet.set_row(at, _high(high))

    def _way(self, column: Column) -> _Way:
        """How the cells of a column are written."""
        line: dict[str, Any] = {"valign": "top", "bottom": 1, "border_color": HAIR}
        begins = "right" if language().right_to_left else "left"
        about = {**line, "align": begins, "indent": 1}
        number = {**line, "align": "right"}
        dated = number if column.right else about
        return _Way(
            self.format(text_wrap=True, **about),
            self.format(text_wrap=True, quote_prefix=True, **about),
            self.format(**number),
            self.format(num_format=_DAY, **dated),
            column.surely,
            column.wide,
            about,
            dated,
        )

    def _head_high(self, columns: Sequence[Column]) -> float:
        # The sign of a filter stands over the end of each title.
        return max(lines_of(c.title, max(3, c.wide - 3)) for c in columns) * _LINE + 2 * _PADDING

    def _free_name(self, name: str) -> str:
        """A name for a sheet that every program takes, and no other sheet has."""
        bare = name.translate(_NOT_IN_NAMES).strip(" '")[:_SHEET_NAME].strip(" '") or "1"
        free, again = bare, 1
        while free.casefold() in self._names or free.casefold() == "history":
            again += 1
            end = f" ({again})"
            free = bare[: _SHEET_NAME - len(end)] + end
        self._names.add(free.casefold())
        return free


def _high(lines: int) -> float:
    """The points of a row of so many lines."""
    return min(_MOST_HIGH, lines * _LINE + _PADDING)


def lines_of(text: str, wide: int) -> int:
    """How many lines a text takes in a column of so many letters."""
    room = _room(wide)
    if len(text) * _WIDEST <= room and "\n" not in text:
        return 1
    count = 0
    for paragraph in text.split("\n"):
        count, left = count + 1, room
        for word in map(_pixels, paragraph.split(" ")):
            if word <= left:  # as nearly all do
                left -= word + _SPACE
                continue
            if left < room:
                count += 1
            count += int(word // room)
            left = room - word % room - _SPACE
    return count


@lru_cache(maxsize=8_192)
def _pixels(word: str) -> float:
    return float(xl_pixel_width(word))


_SPACE = _pixels(" ")


def _pieces(text: str) -> list[str]:
    """A text in pieces that each fit into a cell."""
    if len(text) <= _SURELY_HELD or len(text.encode("utf-16-le")) // 2 <= CELL:
        return [text]
    return [text[start : start + CELL // 2] for start in range(0, len(text), CELL // 2)]


def _checked(answer: int | None) -> None:
    """Stop where xlsxwriter says that it wrote less than it was given. Raises ValueError."""
    if answer:
        raise ValueError(f"a cell was not written whole: xlsxwriter answered {answer}")
