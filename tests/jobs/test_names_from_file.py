"""Names from a text, CSV or Excel file: the same lists, and nothing else from it."""

import zipfile
from pathlib import Path

import pytest

from storycircle.core.error_sentences import Refused
from storycircle.core.model import Invited
from storycircle.jobs.import_event import names_from_file

LISTS = (Invited("e", 5, ("Zoë B", "Dawn G, health visiting")), Invited("e", 6, ("Jo",)))
ROWS = [("Circle", "Name", "Agency"), (5, "Zoë B", None), (5.0, "Dawn G", "health visiting")]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("names.csv", "Circle,Name,Agency\n5,Zoë B,\n5,Dawn G,health visiting\n6,Jo,\n".encode()),
        (
            "excel.csv",
            "Circle;Name;Agency\r\n5;Zoë B;\r\n5;Dawn G;health visiting\r\n6;Jo;".encode("cp1252"),
        ),
        ("names.tsv", "5\tZoë B\n5\tDawn G\thealth visiting\n6\tJo".encode("utf-8-sig")),
        ("names.txt", "Circle 5\nZoë B\nDawn G, health visiting\nCircle 6\nJo".encode()),
    ],
)
def test_texts(tmp_path: Path, name: str, data: bytes) -> None:
    """In the letters and dividers that programs write."""
    (tmp_path / name).write_bytes(data)
    assert names_from_file(tmp_path / name, "e") == LISTS


def test_excel(tmp_path: Path) -> None:
    """The first sheet's values; numbers without a point, formulas not at all."""
    from openpyxl import Workbook

    book = Workbook()
    for row in [*ROWS, (6, "Jo", None), (6, "=1+1", None)]:
        book.worksheets[0].append(row)
    book.save(tmp_path / "names.xlsx")
    assert names_from_file(tmp_path / "names.xlsx", "e") == LISTS


def _packed(path: Path, parts: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in parts.items():
            packed.writestr(name, data)
    return path


def test_what_is_no_table_is_refused_in_one_sentence(tmp_path: Path) -> None:
    """Words, an archive of something else, a bomb, an empty list, a folder, nothing at all."""
    (tmp_path / "words.xlsx").write_bytes(b"not a workbook")
    (tmp_path / "empty.csv").write_text("\n\n")
    (tmp_path / "folder.csv").mkdir()
    _packed(tmp_path / "other.xlsx", {"a.txt": b"a"})
    _packed(tmp_path / "broken.xlsx", {"[Content_Types].xml": b"<a", "xl/workbook.xml": b"<b"})
    _packed(tmp_path / "bomb.xlsx", {"xl/a.xml": bytes(210_000_000)})
    for name in ("words.xlsx", "other.xlsx", "broken.xlsx", "bomb.xlsx", "empty.csv", "folder.csv"):
        with pytest.raises(Refused) as told:
            names_from_file(tmp_path / name, "e")
        assert name in str(told.value)
    with pytest.raises(Refused, match="is not there"):
        names_from_file(tmp_path / "nowhere.csv", "e")
