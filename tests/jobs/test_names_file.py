"""Names from a text, CSV or Excel file: the same lists, and nothing else from it."""

import re
import zipfile
from pathlib import Path

import pytest

from storycircle.core.error_sentences import Refused
from storycircle.core.model import Invited
from storycircle.core.names.circle_lists import invited_lists
from storycircle.core.names.reading import Doubt, LeftOut, Nobody
from storycircle.jobs.names_file import read_names_file

WORKBOOKS = Path(__file__).parents[1] / "fixtures" / "names"
LISTS = (Invited("e", 5, ("Zoë B", "Dawn G, health visiting")), Invited("e", 6, ("Jo",)))
ROWS = [("Circle", "Name", "Agency"), (5, "Zoë B", None), (5.0, "Dawn G", "health visiting")]


def _lists(path: Path) -> tuple[Invited, ...]:
    """The lists of a file, where each has its circle."""
    lists, why = invited_lists(read_names_file(path), "e")
    assert why is None
    return lists


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
    assert _lists(tmp_path / name) == LISTS


_WIDE = "Circle\tName\tAgency\r\n1\tSiân Pugh\tSchool\r\n2\tZoë Ŵyn\tNHS\r\n"
_TITLED = "Delegates for the June event,,\r\n,,\r\nCircle,Name,Agency\r\n1,Ann Lee,School\r\n"


@pytest.mark.parametrize(
    ("name", "data", "people", "left_out"),
    [
        (
            "excel-unicode.txt",
            _WIDE.encode("utf-16"),
            [(1, "Siân Pugh, School"), (2, "Zoë Ŵyn, NHS")],
            [],
        ),
        (
            "first-names.csv",
            b"First Name(s),Last Name,Circle\r\nAnn,Lee,1\r\nBo,Ray,1\r\n",
            [(1, "Ann Lee"), (1, "Bo Ray")],
            [],
        ),
        (
            "title-above.csv",
            _TITLED.encode(),
            [(1, "Ann Lee, School")],
            [Nobody.TITLE],
        ),
        (
            "sep-line.csv",
            b"sep=;\r\nCircle;Name;Agency\r\n1;Ann Lee;School\r\n",
            [(1, "Ann Lee, School")],
            [],
        ),
        (
            "sep-alone.csv",
            b"sep=|\r\n1|Ann Lee|School; youth\r\n",
            [(1, "Ann Lee, School; youth")],
            [],
        ),
        (
            "numbered.txt",
            "Circle 1\n1. Ann Lee\n2. Bo Ray\n• Cy Poe\n".encode(),
            [(1, "Ann Lee"), (1, "Bo Ray"), (1, "Cy Poe")],
            [],
        ),
        (
            "error-cells.csv",
            b"Circle,Name\r\n1,#N/A\r\n1,Ann Lee\r\n",
            [(1, "Ann Lee")],
            [Nobody.ERROR],
        ),
        ("no-circle.csv", b"Name,Agency\r\nAnn Lee,School\r\n", [(0, "Ann Lee, School")], []),
    ],
)
def test_a_list_is_read_as_programs_and_people_write_it(
    tmp_path: Path, name: str, data: bytes, people: list[tuple[int, str]], left_out: list[Nobody]
) -> None:
    """Everybody with their agency in their circle and nobody doubted; what is no person is said."""
    (tmp_path / name).write_bytes(data)
    found = read_names_file(tmp_path / name)
    assert [(person.circle, person.best.line) for person in found.people] == people
    assert [left.why for left in found.left_out] == left_out
    assert not found.unsure


def test_a_surname_before_a_comma_is_asked_about(tmp_path: Path) -> None:
    """Never Ann as the agency of Lee, unless somebody says so."""
    (tmp_path / "comma.csv").write_bytes(b'Circle,Name\r\n1,"Lee, Ann"\r\n1,"Ray, Bo"\r\n')
    people = read_names_file(tmp_path / "comma.csv").people
    assert [(p.best.line, p.doubt) for p in people] == [
        ("Ann Lee", Doubt.SURNAME_FIRST),
        ("Bo Ray", Doubt.SURNAME_FIRST),
    ]


def test_excel(tmp_path: Path) -> None:
    """The first sheet's values; numbers without a point, formulas not at all."""
    from openpyxl import Workbook

    book = Workbook()
    for row in [*ROWS, (6, "Jo", None), (6, "=1+1", None)]:
        book.worksheets[0].append(row)
    book.save(tmp_path / "names.xlsx")
    assert _lists(tmp_path / "names.xlsx") == LISTS


def test_sheets_that_can_be_seen(tmp_path: Path) -> None:
    """All of them, a sheet for each circle too; what is hidden is said and not read."""
    from openpyxl import Workbook

    book = Workbook()
    book.worksheets[0].title = "Read me"
    for title, name in (("Circle 5", "Zoë B"), ("Circle 6", "Jo"), ("Salaries", "Cy")):
        sheet = book.create_sheet(title)
        sheet.append(["Name"])
        sheet.append([name])
    book["Salaries"].sheet_state = "hidden"
    book.save(tmp_path / "names.xlsx")
    found = read_names_file(tmp_path / "names.xlsx")
    assert [(p.best.name, p.circle) for p in found.people] == [("Zoë B", 5), ("Jo", 6)]
    assert LeftOut("Salaries", Nobody.HIDDEN) in found.left_out


@pytest.mark.parametrize("ending", ["xls", "ods"])
def test_other_programs_workbooks(ending: str) -> None:
    """Of Excel 97 and LibreOffice; made once, as no program here writes them."""
    assert _lists(WORKBOOKS / f"names.{ending}") == LISTS


def test_a_locked_workbook_is_said_to_be_locked() -> None:
    """And not to be damaged."""
    with pytest.raises(Refused, match="locked with a password"):
        read_names_file(WORKBOOKS / "locked.xlsx")


def test_a_locked_workbook_of_libreoffice_is_said_to_be_locked(tmp_path: Path) -> None:
    """Its parts are there, and only its manifest says that they are locked."""
    manifest = b"<manifest:manifest><manifest:encryption-data/></manifest:manifest>"
    kind = b"application/vnd.oasis.opendocument.spreadsheet"
    parts = {"mimetype": kind, "content.xml": bytes(64), "META-INF/manifest.xml": manifest}
    with pytest.raises(Refused, match="locked with a password"):
        read_names_file(_packed(tmp_path / "locked.ods", parts))


def test_a_locked_workbook_of_excel_97_is_said_to_be_locked(tmp_path: Path) -> None:
    """A record of its stream says so, behind the one that begins it: the fixture has three others
    there, of which two make room for it.
    """
    data = (WORKBOOKS / "names.xls").read_bytes()
    (others,) = re.findall(rb"\xe1\x00\x02\x00..\xc1\x00\x02\x00..\xe2\x00{3}", data, re.DOTALL)
    password = b"\x2f\x00\x06\x00\x00\x00\x12\x34\x56\x78"
    (tmp_path / "locked.xls").write_bytes(data.replace(others, password + others[6:12]))
    with pytest.raises(Refused, match="locked with a password"):
        read_names_file(tmp_path / "locked.xls")


def test_a_workbook_with_another_ending_is_read(tmp_path: Path) -> None:
    """It is what its content says."""
    (tmp_path / "names.csv").write_bytes((WORKBOOKS / "names.ods").read_bytes())
    assert _lists(tmp_path / "names.csv") == LISTS


def test_letters_that_are_not_sure_are_doubted(tmp_path: Path) -> None:
    """An older alphabet: the names with letters beyond the English ones are looked at."""
    (tmp_path / "mac.csv").write_bytes("Circle,Name\r1,Siân\r1,Jo\r".encode("mac_roman"))
    people = read_names_file(tmp_path / "mac.csv").people
    assert [(p.best.name, p.doubt) for p in people] == [("Siân", Doubt.LETTERS), ("Jo", None)]


def _packed(path: Path, parts: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in parts.items():
            packed.writestr(name, data)
    return path


@pytest.mark.slow
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
            _lists(tmp_path / name)
        assert name in str(told.value)
    with pytest.raises(Refused, match="is not there"):
        _lists(tmp_path / "nowhere.csv")
