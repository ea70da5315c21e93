"""A sheet of many rows that are all alike, written in a fraction of the library's own time.

The library keeps an object for each cell, and asks of each anew what it is, how it looks, and
whether its attributes need escaping. Here a cell is its format and the end of its element, and a
row is written at once. The bytes are those that the library writes: a test holds the two together.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name, xl_range
from xlsxwriter.worksheet import Worksheet

Cell = tuple[Format, str]
"""A cell of a row that is put in whole: its format, and what `text`, `number` or `day` make of what
it says; `EMPTY` where it says nothing.
"""
EMPTY = "/>"
_BEFORE_THE_FIRST = date(1899, 12, 31).toordinal()
_TO_FEBRUARY_1900 = 59
"""Days to the last of February 1900, which workbooks take for a leap year: later ones count one
more.
"""
_PIXELS = 4 / 3  # of a point


class TableSheet(Worksheet):  # type: ignore[misc]  # its library says no types
    """A worksheet that can be given whole rows, each with a cell in every column. Every other row
    is the library's, as in any sheet.
    """

    dim_rowmin: int
    dim_rowmax: int

    def __init__(self) -> None:
        super().__init__()
        self._given: dict[int, tuple[float, Sequence[Cell]]] = {}

    def put(self, at: int, height: float, cells: Sequence[Cell]) -> None:
        """Put in a row. at: its place, from 0. height: in points. Raises ValueError where a sheet
        has no such row.
        """
        if self._check_dimensions(at, 0) or self._check_dimensions(at, len(cells) - 1):
            raise ValueError(f"a sheet has no row {at}")
        self._given[at] = height, cells

    def text(self, text: str) -> str:
        """What a cell says that has a text: at most as many letters as a cell holds, and none that
        the library takes for its own markup.
        """
        index = self.str_table._get_shared_string_index(text)  # noqa: SLF001 (the library's own)
        return f' t="s"><v>{index}</v></c>'

    def make_table(self, last: int, columns: int, options: Mapping[str, Any]) -> int:
        """Make the rows to `last` one table, with a head: the only one of this sheet, so that it is
        not looked for in each of its cells whether another table has it. Returns what the library
        answers: 0 where it is made.
        """
        answer: int = self.add_table(0, 0, 1, columns - 1, options)
        if not answer:
            whole = xl_range(0, 0, last, columns - 1)
            self.tables[-1] |= {"range": whole, "a_range": whole, "autofilter": whole}
        return answer

    def _write_rows(self) -> None:
        """Write all rows, in their order: called by the library as it closes the workbook."""
        if not self._given:
            super()._write_rows()
            return
        first, last = self.dim_rowmin, self.dim_rowmax
        letters = [xl_col_to_name(place) for place in range(self.dim_colmax + 1)]
        looks: dict[Format, str] = {}
        heads: dict[tuple[float, int], str] = {}
        for at in range(first, last + 1):
            row = self._given.get(at)
            if row is None:
                self.dim_rowmin = self.dim_rowmax = at
                super()._write_rows()
                continue
            high, cells = row
            head = heads.get((high, len(cells)))
            if head is None:
                head = heads[high, len(cells)] = _head(high, len(cells))
            number = at + 1
            written = ["<row", f' r="{number}"{head}']
            for letter, (look, said) in zip(letters, cells, strict=False):
                style = looks.get(look)
                if style is None:
                    index = look._get_xf_index()  # noqa: SLF001 (asked as the library asks it)
                    style = looks[look] = f'" s="{index}"'
                written.append(f'<c r="{letter}{number}{style}{said}')
            written.append("</row>")
            self.fh.write("".join(written))
        self.dim_rowmin, self.dim_rowmax = first, last


def number(value: int) -> str:
    """What a cell says that has a number."""
    return f"><v>{value:.16G}</v></c>"


def day(value: date) -> str:
    """What a cell says that has a date, from 1900 on."""
    days = value.toordinal() - _BEFORE_THE_FIRST
    return number(days + (days > _TO_FEBRUARY_1900))


def _head(high: float, columns: int) -> str:
    """The rest of a row's own element. The library counts heights in whole pixels."""
    points = int(high * _PIXELS + 0.5) / _PIXELS
    return f' spans="1:{columns}" ht="{points:.16g}" customHeight="1">'
