"""The people of a file: a text, a mail's list of addresses, a CSV file or a workbook.

Workbooks (.xlsx, .xls, .ods and their kin) are read by python-calamine, which has wheels for every
system: the values alone, never a formula. The file is never changed.
"""

import csv
import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from pathlib import Path

from msgspec.structs import replace

from storycircle.core.error_sentences import Refused
from storycircle.core.names.letters import decoded
from storycircle.core.names.pasted import read_csv, read_names
from storycircle.core.names.reading import LeftOut, NamesRead, Nobody, PersonRead
from storycircle.core.names.table import read_table
from storycircle.core.names.vocabulary import circle_number
from storycircle.store.safety import live_files
from storycircle.store.safety.disk import explained

MOST_MEGABYTES = 10
_MOST_UNPACKED = 200_000_000  # bytes of a workbook's parts
_MOST_ROWS = 100_000
_MOST_COLUMNS = 60
_TABLES = (".csv", ".tsv", ".tab")
_WORKBOOKS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
ENDINGS = (*_TABLES, ".txt", *_WORKBOOKS)
_LOCKED_EXCEL = "EncryptedPackage".encode("utf-16-le")
_MANIFEST, _LOCKED_OFFICE = "META-INF/manifest.xml", b"encryption-data"
_PACKED, _OLD_WORKBOOK = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
# The record that begins an old workbook; the one of its password is the second, or the third.
_OLD_BEGINS = re.compile(rb"\x09\x08[\x08\x10]\x00\x00[\x05\x06]\x05\x00")
_PASSWORD, _LAST_OF_PASSWORD = 0x2F, 3


def read_names_file(path: Path) -> NamesRead:
    """The people of a file. Raises Refused, with what the file is where it holds none."""
    with explained(path, "cannot-read"):
        if not path.is_file():
            raise Refused("not-a-file" if path.exists() else "not-there", name=path.name)
        if path.stat().st_size > MOST_MEGABYTES * 1_000_000:
            raise Refused("document-too-big", name=path.name, most=MOST_MEGABYTES)
        data = live_files.whole(path)
    if data.startswith((_PACKED, _OLD_WORKBOOK)):  # by content: a workbook may be called .csv
        found = _of_workbook(data, path.name)
    elif path.suffix.lower() in _WORKBOOKS:
        raise Refused("names-unreadable", name=path.name)
    else:
        found = _of_text(data, path)
    if not found.people:
        raise Refused("no-names-there", name=path.name)
    return found


def _of_text(data: bytes, path: Path) -> NamesRead:
    letters = decoded(data)
    if "\0" in letters.text:
        raise Refused("names-unreadable", name=path.name)
    try:
        of_table = path.suffix.lower() in _TABLES
        found = read_csv(letters.text) if of_table else read_names(letters.text)
    except csv.Error:
        raise Refused("names-unreadable", name=path.name) from None
    return found if letters.sure else found.letters_doubted()


def _of_workbook(data: bytes, name: str) -> NamesRead:
    """The people of all sheets that can be seen; a sheet called "Circle 5" is that circle."""
    from python_calamine import (  # noqa: PLC0415 (imported when first used)
        CalamineError,
        CalamineWorkbook,
        SheetVisibleEnum,
    )

    _check(data, name)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = []
        hidden = []
        for sheet in book.sheets_metadata:
            if sheet.visible is SheetVisibleEnum.Visible:
                rows = book.get_sheet_by_name(sheet.name).to_python(nrows=_MOST_ROWS)
                sheets.append((sheet.name, rows))
            else:
                hidden.append(LeftOut(sheet.name, Nobody.HIDDEN))
    except (CalamineError, OSError, ValueError, zipfile.BadZipFile) as error:
        raise Refused("names-unreadable", name=name) from error
    found = _joined([(title, _cells(rows)) for title, rows in sheets])
    return replace(found, left_out=(*found.left_out, *hidden))


def _check(data: bytes, name: str) -> None:
    """Refuse a workbook that has a password, is a damaged archive, or is very large unpacked."""
    if _LOCKED_EXCEL in data or _has_password(data):
        raise Refused("names-locked", name=name)
    if not data.startswith(_PACKED):
        return
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            if sum(part.file_size for part in parts.infolist()) > _MOST_UNPACKED:
                raise Refused("document-too-big", name=name, most=MOST_MEGABYTES)
            if _MANIFEST in parts.namelist() and _LOCKED_OFFICE in parts.read(_MANIFEST):
                raise Refused("names-locked", name=name)
    except (zipfile.BadZipFile, zlib.error) as error:
        raise Refused("names-unreadable", name=name) from error


def _has_password(data: bytes) -> bool:
    """Whether the first records of a workbook of Excel 97 or older say that it has a password;
    calamine says of one only that it is no workbook.
    """
    begins = _OLD_BEGINS.search(data) if data.startswith(_OLD_WORKBOOK) else None
    at = begins.start() if begins else len(data)
    kinds = []
    for _record in range(_LAST_OF_PASSWORD):
        if at + 4 <= len(data):
            kind, length = struct.unpack_from("<HH", data, at)
            kinds.append(kind)
            at += 4 + length
    return _PASSWORD in kinds


def _joined(sheets: Sequence[tuple[str, list[list[str]]]]) -> NamesRead:
    """What all sheets say together; read as one table where there is one sheet alone."""
    read = [(title, read_table(rows)) for title, rows in sheets if rows]
    named = [(title, found) for title, found in read if found.people]
    if len(named) == 1:
        return replace(named[0][1], people=_in_circle(*named[0]))
    people = tuple(person for title, found in named for person in _in_circle(title, found))
    return NamesRead(people, tuple(left for _title, found in read for left in found.left_out))


def _in_circle(title: str, found: NamesRead) -> tuple[PersonRead, ...]:
    """The people of a sheet, in the circle that its title names where its rows name none."""
    number = circle_number(title.strip())
    if number is None or any(person.circle for person in found.people):
        return found.people
    return tuple(replace(person, circle=number) for person in found.people)


def _cells(rows: Iterable[Sequence[object]]) -> list[list[str]]:
    found = ([_text(value) for value in row[:_MOST_COLUMNS]] for row in rows)
    return [row for row in found if any(row)]


def _text(value: object) -> str:
    """A cell as people see it: whole numbers without a point, and nothing where it is empty."""
    if value is None:
        return ""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
