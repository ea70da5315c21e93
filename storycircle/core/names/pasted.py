"""The people of a pasted or typed text, whether it is a list, a table or addresses."""

import csv
import io
import re

from storycircle.core.names.reading import NamesRead
from storycircle.core.names.table import read_table
from storycircle.core.names.typed_list import read_lines
from storycircle.core.names.vocabulary import heading
from storycircle.core.text import cleaned

_DIVIDER_LINE = re.compile(r"sep=(.)", re.IGNORECASE)
_DIVIDERS = "\t;,|"
_ROWS_SEARCHED = 5


def read_names(text: str) -> NamesRead:
    """The people of a text. A table is told by its tabs, by Excel's line "sep=;", or by a row of
    headings.
    """
    text = cleaned(text).lstrip("\ufeff")
    first, _break, rest = text.partition("\n")
    if found := _DIVIDER_LINE.fullmatch(first.strip().strip('"')):
        return read_table(table_rows(rest, found[1]))
    divider = _divider(text)
    return read_table(table_rows(text, divider)) if divider else read_lines(text.split("\n"))


def read_csv(text: str) -> NamesRead:
    """The people of a file that is a table by its name. Raises csv.Error where it is none."""
    text = cleaned(text).lstrip("\ufeff")
    first, _break, rest = text.partition("\n")
    if found := _DIVIDER_LINE.fullmatch(first.strip().strip('"')):
        return read_table(table_rows(rest, found[1]))
    lines = text.split("\n")[:_ROWS_SEARCHED]
    most = {divider: max(line.count(divider) for line in lines) for divider in "\t;,"}
    return read_table(table_rows(text, _divider(text) or max(most, key=lambda sign: most[sign])))


def table_rows(text: str, divider: str) -> list[list[str]]:
    """The cells of a text whose columns are parted by one sign, quoted as Excel does it."""
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=divider))


def _divider(text: str) -> str:
    """The sign between the columns of a text; empty where it is no table."""
    lines = [line for line in text.split("\n") if line.strip()]
    tabbed = sum("\t" in line.strip() for line in lines)
    if tabbed and tabbed * 2 >= len(lines):
        return "\t"
    for line in lines[:_ROWS_SEARCHED]:
        for divider in _DIVIDERS:
            cells = [cell.strip(' "') for cell in line.split(divider)]
            known = sum(heading(cell) is not None for cell in cells if cell)
            if len(cells) > 1 and known > 1 and known * 2 >= len(cells):
                return divider
    return ""
