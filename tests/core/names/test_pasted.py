"""Names as people have them: from Excel, a mail, a list, Outlook."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storycircle.core.names.one_person import ADDRESS
from storycircle.core.names.pasted import read_names
from storycircle.core.names.reading import Column, Doubt, NamesRead, Nobody
from storycircle.core.names.table import read_table


def lines(read: NamesRead) -> list[str]:
    """Everybody as they would be typed."""
    return [person.best.line for person in read.people]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Ann\tYouth service\nBo\tNHS", ["Ann, Youth service", "Bo, NHS"]),
        ("Bob <bob@y.org>", ["Bob"]),
        ("'Ann Lee' <ann@y.org>; \"Bo Ray\" <bo@y.org>", ["Ann Lee", "Bo Ray"]),
        ("Ann Lee <a@y.org>, Bo Ray <b@y.org>", ["Ann Lee", "Bo Ray"]),
        ("Ann Lee a@y.org 07700 900123", ["Ann Lee"]),
        ("1. Ann\n2) Bo\n• Ewa\n- Ida\n* Jo\n☐ Kim\n10 - Lea", "Ann Bo Ewa Ida Jo Kim Lea".split()),
        ("a) Ann\nb) J. Smith\nc) o. henry", ["Ann", "J. Smith", "o. henry"]),
        ("Ann, Bo, Cy, Di, Ed, Flo, Gus, Hal, Ida, Jo, Kim, Lea",
         "Ann Bo Cy Di Ed Flo Gus Hal Ida Jo Kim Lea".split()),
        ("ann, bob and cy", ["ann", "bob", "cy"]),
        ("Ann and Bob", ["Ann", "Bob"]),
        ("张伟, 李娜, 王芳", ["张伟", "李娜", "王芳"]),
        ("Ann Lee, School\nBo Ray, Hartlepool", ["Ann Lee, School", "Bo Ray, Hartlepool"]),
        ("Dawn, Hartlepool\nBo, Hartlepool", ["Dawn, Hartlepool", "Bo, Hartlepool"]),
        ("Ann Lee (School)", ["Ann Lee, School"]),
        ("Ann Lee – School", ["Ann Lee, School"]),
        ("Ann Lee, OBE", ["Ann Lee OBE"]),
        ("Names:\nAnn\nBob\n\nApologies:\nCy", ["Ann", "Bob"]),
        ("No\tName\n1\tAnn\n2\tBo\n3\tCy", ["Ann", "Bo", "Cy"]),
        ("Enw cyntaf\tCyfenw\tSefydliad\nSiân\tPugh\tYsgol", ["Siân Pugh, Ysgol"]),
        ("First Name(s)\tLast Name\tE-mail address\nAnn\tLee\ta@y.org", ["Ann Lee"]),
        ("Name,Agency\nAnn Lee,School", ["Ann Lee, School"]),
        ("sep=;\nName;Agency\nAnn Lee;School", ["Ann Lee, School"]),
        ("sep=|\n1|Ann Lee|School\n1|Bo Ray|NHS", ["Ann Lee, School", "Bo Ray, NHS"]),
        ("Mrs Lee\nDr Ann Lee", ["Mrs Lee", "Dr Ann Lee"]),
        ("Sarah Church\nTom Court\nJo Price", ["Sarah Church", "Tom Court", "Jo Price"]),
    ],
)  # fmt: skip
def test_people_are_read_as_people_write_them(text: str, wanted: list[str]) -> None:
    """Without marks and addresses, one person each, and nothing about them is doubted."""
    read = read_names(text)
    assert lines(read) == wanted
    assert not read.unsure


@pytest.mark.parametrize(
    ("text", "doubt", "ways"),
    [
        ("B, Avis", Doubt.SURNAME_FIRST, ["Avis B", "B, Avis"]),
        ("LEE, ANN", Doubt.SURNAME_FIRST, ["ANN LEE", "LEE, ANN"]),
        ("Lee, Ann <ann@y.org>", Doubt.SURNAME_FIRST, ["Ann Lee", "Lee, Ann"]),
        ("van der Berg, Ann", Doubt.SURNAME_FIRST, ["Ann van der Berg", "van der Berg, Ann"]),
        ("Richard W Probation", Doubt.ONE_CELL, ["Richard W, Probation", "Richard W Probation"]),
        ("Ann\tLee", Doubt.TWO_COLUMNS, ["Ann Lee", "Ann, Lee"]),
        ("ann.lee@y.org", Doubt.FROM_ADDRESS, ["Ann Lee"]),
        ("Name\tAgency\nB, Avis\tSchool", Doubt.SURNAME_FIRST, ["Avis B, School", "B, Avis"]),
    ],
)
def test_what_is_not_sure_is_marked(text: str, doubt: Doubt, ways: list[str]) -> None:
    """With the likeliest way to read it first, and the other."""
    (person,) = read_names(text).people
    assert person.doubt is doubt
    assert [reading.line for reading in person.readings] == ways


def test_two_of_one_name_are_two_or_one_written_twice() -> None:
    """Nobody is left out without being asked about; with other agencies they are two for sure."""
    read = read_names("Ann Lee\nAnn Lee\nAnn Lee, School")
    assert [person.doubt for person in read.people] == [None, Doubt.TWICE, None]
    assert [reading.line for reading in read.people[1].readings] == ["Ann Lee", ""]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Name\n#N/A\nAnn", Nobody.ERROR),
        ("TBC\nAnn", Nobody.EMPTY),
        ("3:00\nAnn", Nobody.FIGURES),
        ("bob@y.org\nAnn", Nobody.ADDRESS),
        ("Ann\nApologies\nBo", Nobody.ABSENT),
        ("Delegates for June\t\nName\tAgency\nAnn\t", Nobody.TITLE),
    ],
)
def test_who_is_nobody_is_told(text: str, why: Nobody) -> None:
    """It is no person, and it is not passed over in silence."""
    read = read_names(text)
    assert lines(read) == ["Ann"]
    assert [left.why for left in read.left_out] == [why]


def test_a_table_is_read_again_with_other_columns() -> None:
    """Where the columns mean something else than they look like."""
    read = read_names("Ann\tLee")
    other = read_table(read.rows, (Column.NAME, Column.AGENCY))
    assert read.columns == (Column.FORENAME, Column.SURNAME)
    assert lines(other) == ["Ann, Lee"]
    assert not other.unsure


def test_of_a_table_of_all_circles_one_is_taken() -> None:
    """And all people, where the table has no such circle."""
    read = read_names("Circle\tName\n1\tAnn\n2\tBo\n2\tCy")
    assert lines(read.of_circle(2)) == ["Bo", "Cy"]
    assert lines(read.of_circle(9)) == ["Ann", "Bo", "Cy"]


NAMES = st.lists(
    st.sampled_from("Ann Bo Siân Ewa José Łukasz Zoë Dai Jürgen Mary-Jane D’Arcy Иван 张".split()),
    min_size=3, max_size=15, unique=True,
)  # fmt: skip
WRITTEN: dict[str, Callable[[list[str]], str]] = {
    "lines": "\n".join,
    "spaced lines": "\r\n\r\n".join,
    "commas": ", ".join,
    "semicolons": "; ".join,
    "a table": lambda names: (
        "Name\tE-mail\n" + "\n".join(f"{n}\t{i}x@y.org" for i, n in enumerate(names))
    ),
    "figures": lambda names: "\n".join(f"{i}. {n}" for i, n in enumerate(names, 1)),
    "bullets": lambda names: "\n".join(f"• {n}" for n in names),
    "addresses": lambda names: "; ".join(f"{n} <{i}x@y.org>" for i, n in enumerate(names)),
    "indented": lambda names: "\n".join(f"   {n}  " for n in names),
}


@given(NAMES, st.sampled_from(sorted(WRITTEN)))
def test_the_way_a_list_is_written_changes_nobody(names: list[str], way: str) -> None:
    """As many people as there are names, each as written; never a mark or an address in one."""
    assert lines(read_names(WRITTEN[way](names))) == names


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    """Nobody has an address in their name, and nobody is without one."""
    for person in read_names(text).people:
        assert person.best.name
        assert not ADDRESS.search(person.best.name)
