"""What is said of a list of names that was read: a column that is left out is named as it is."""

import pytest

from storycircle.core.names.pasted import read_names
from storycircle.core.names.reading import Doubt, NamesRead
from storycircle.core.names.table import read_table
from storycircle.core.names.what_was_read import doubt, how

PEOPLE = ("Ann Lee", "Bob Hart", "Ewa Nowak")


@pytest.mark.parametrize(
    ("heads", "left_out"),
    [
        (("Name", "Diet"), "the column “Diet”"),
        (("Name", "E-mail", "Diet"), "the column “E-mail” and the column “Diet”"),
        (("Name", "Agency", ""), "the third column"),
        (
            ("Name", "Agency", "Circle", "Diet", "Lift", "Hall", "Seat"),
            "the column “Diet”, the column “Lift”, the column “Hall” and 1 more",
        ),
    ],
)
def test_a_column_that_is_not_taken_is_named_by_its_head_or_its_place(
    heads: tuple[str, ...], left_out: str
) -> None:
    """Nobody has a column called "something else"."""
    cells = {"E-mail": "a@b.org", "Circle": "1"}
    row = [cells.get(head, "no fish") for head in heads[1:]]
    read = read_table([heads, *((name, *row) for name in PEOPLE)])
    assert f"Left out: {left_out}." in how(read)
    assert "something else" not in how(read)


def test_without_heads_a_column_is_named_by_what_it_holds_or_where_it_is() -> None:
    """Addresses are known as such; of what is not known its place is said."""
    rows = [(name, "School", "no fish today", f"{name[:3]}@b.org") for name in PEOPLE]
    said = how(read_table(rows))
    assert "Left out: the third column and the column e-mail." in said


def test_a_column_with_nothing_in_it_is_not_left_out() -> None:
    """Excel copies empty columns along: there is nothing in them to miss."""
    rows = [("Name", ""), *((name, "") for name in PEOPLE)]
    assert "Left out" not in how(read_table(rows))


@pytest.mark.parametrize(
    ("read", "why", "said"),
    [
        (
            read_names("Lee, Ann"),
            Doubt.SURNAME_FIRST,
            "Written as “Lee, Ann”. Is the surname first?",
        ),
        (
            read_names("Ann Lee Probation"),
            Doubt.ONE_CELL,
            "Written as “Ann Lee Probation”, without a comma.",
        ),
        (
            read_names("Ann\tLee"),
            Doubt.TWO_COLUMNS,
            "Written as “Ann Lee”. Is the second word the surname?",
        ),
        (read_names("Jo\nJo"), Doubt.TWICE, "“Jo” stands in the list already."),
        (
            read_names("ann.lee@y.org"),
            Doubt.FROM_ADDRESS,
            "Made from the address “ann.lee@y.org”.",
        ),
        (
            read_names("Siân").letters_doubted(),
            Doubt.LETTERS,
            "Written as “Siân”, by an older program. Are the letters right?",
        ),
    ],
)
def test_each_doubt_says_how_it_was_written_and_what_is_asked(
    read: NamesRead, why: Doubt, said: str
) -> None:
    """Beside the doubtful person, and beside nobody else."""
    *sure, person = read.people
    assert (person.doubt, doubt(person)) == (why, said)
    assert [doubt(one) for one in sure] == [""] * len(sure)
