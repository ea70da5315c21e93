"""Names known before the day, read from a text, CSV or Excel file.

Excel is read by openpyxl: pure Python, so that it runs wherever the app does, and its values
alone, never a formula.
"""

import csv
import io
import zipfile
from pathlib import Path

from storycircle.core import invited_text
from storycircle.core.errors import Refused
from storycircle.core.model import Invited
from storycircle.store import live
from storycircle.store.disk import explained

MOST_MEGABYTES = 10
_MOST_UNPACKED = 200_000_000  # bytes of an Excel file's parts
_MOST_ROWS = 100_000
_MOST_COLUMNS = 60
ENDINGS = (".csv", ".tsv", ".txt", ".xlsx")


def names_from_file(path: Path, event: str) -> tuple[Invited, ...]:
    """The names of a file, by circle. Raises Refused; the file is never changed."""
    with explained(path, "cannot-read"):
        if not path.is_file():
            raise Refused("not-a-file" if path.exists() else "not-there", name=path.name)
        if path.stat().st_size > MOST_MEGABYTES * 1_000_000:
            raise Refused("document-too-big", name=path.name, most=MOST_MEGABYTES)
        data = live.whole(path)
    if path.suffix.lower() == ".xlsx":
        found = invited_text.from_table(_cells(data, path.name), event)
    else:
        found = _from_text(data, path, event)
    if not found:
        raise Refused("no-names-there", name=path.name)
    return found


def _from_text(data: bytes, path: Path, event: str) -> tuple[Invited, ...]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")  # as Excel writes CSV on Windows
    if path.suffix.lower() == ".txt":
        return invited_text.parsed(text, event)
    first = text.partition("\n")[0]
    divider = max("\t;,", key=first.count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=divider))
    except csv.Error:
        raise Refused("names-unreadable", name=path.name) from None
    return invited_text.from_table(rows, event)


def _cells(data: bytes, name: str) -> list[list[str]]:
    """The first sheet's values as texts."""
    from openpyxl import load_workbook  # noqa: PLC0415 (imported when first used)
    from openpyxl.utils.exceptions import InvalidFileException  # noqa: PLC0415

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            if sum(part.file_size for part in parts.infolist()) > _MOST_UNPACKED:
                raise Refused("document-too-big", name=name, most=MOST_MEGABYTES)
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        sheet = book.worksheets[0]
        rows = sheet.iter_rows(max_row=_MOST_ROWS, max_col=_MOST_COLUMNS, values_only=True)
        found = [["" if value is None else _text(value) for value in row] for row in rows]
        book.close()
    except (zipfile.BadZipFile, InvalidFileException, LookupError, OSError, SyntaxError) as error:
        raise Refused("names-unreadable", name=name) from error
    except (TypeError, ValueError, AttributeError) as error:  # a damaged part of the book
        raise Refused("names-unreadable", name=name) from error
    return found


def _text(value: object) -> str:
    """A cell as people see it: whole numbers without a point."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
