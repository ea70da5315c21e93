"""The table for letters: a row for each person with what their slip says, no more than that."""

import csv
from io import BytesIO, StringIO

import openpyxl
import pytest
from msgspec.structs import replace

from storycircle.core.consent.shareable import leaving
from storycircle.core.error_sentences import Refused
from storycircle.core.model import Action, Circle, Gathered, Member, NamesOnPaper
from storycircle.paper.sheets.mail_merge import merge_table

Rows = list[dict[str, str]]


def people(gathered: Gathered) -> Rows:
    """The rows of the CSV, by the fields of a mail merge."""
    data = merge_table(gathered.event, [leaving(c) for c in gathered.circles], ".csv")
    return list(csv.DictReader(StringIO(data.decode("utf-8-sig"), newline="")))


def test_a_row_for_each_person_says_what_their_slip_says(told: Gathered) -> None:
    """Their actions and those of nobody else, with whom and by when, in words that print."""
    rows = people(told)
    assert len(rows) == told.people()
    circle = next(c for c in told.circles if c.number == 5)
    mine = {row["Name"]: row for row in rows if row["Circle"] == "5"}
    assert list(mine) == [member.name for member in circle.members]
    first, third = mine["Brian R"], mine[circle.members[2].name]
    assert first["My action 1"] == circle.actions[0].text
    assert first["With whom and by when 1"] == "with all of us · by the end of September"
    assert first["With whom and by when 2"].endswith("by 12 July 2007")
    assert third["My action 2"] == circle.actions[2].text, "the second names others"
    assert third["My action 3"] == ""
    assert first["Date"] == "14 June 2007"


def test_both_forms_hold_the_same_and_heads_are_fields_word_takes(told: Gathered) -> None:
    """A workbook has people and actions, one table a sheet; every head is short and its own."""
    leavings = [leaving(c) for c in told.circles]
    book = openpyxl.load_workbook(BytesIO(merge_table(told.event, leavings, ".xlsx")))
    assert book.sheetnames == ["People", "Actions"]
    _head, *rows = book["People"].iter_rows(values_only=True)
    written = [["" if cell is None else cell for cell in row] for row in rows]
    assert written == [list(row.values()) for row in people(told)]
    assert book["Actions"].max_row == 1 + told.actions()
    for sheet in book:
        heads = [cell.value for cell in sheet[1]]
        assert len({title[:40].casefold() for title in heads}) == len(heads)
        assert all(title[0].isalpha() and len(title) <= 40 for title in heads)
        assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


def test_nothing_that_stays_is_in_it(told: Gathered) -> None:
    """Roles, agencies, stories, notes and ideas never leave."""
    circles = tuple(
        replace(c, members=tuple(replace(m, role="ROLE", agency="AGENCY") for m in c.members))
        for c in told.circles
    )
    text = repr(people(replace(told, circles=circles)))
    assert not [stays for stays in ("ROLE", "AGENCY", "Point", "Quote", "Title 0") if stays in text]


@pytest.mark.parametrize("rule", NamesOnPaper)
def test_names_are_as_the_event_s_rule_says(told: Gathered, rule: NamesOnPaper) -> None:
    """The first word alone, or nobody: then it is refused, and the slips are there."""
    gathered = replace(told, event=replace(told.event, names_on_paper=rule))
    if rule is NamesOnPaper.NONE:
        with pytest.raises(Refused) as refused:
            people(gathered)
        assert refused.value.key == "letters-nameless"
        return
    whole = rule is NamesOnPaper.AS_TYPED
    assert ("Brian R" in {row["Name"] for row in people(gathered)}) is whole


def test_formulas_are_text_and_nobody_is_refused(told: Gathered) -> None:
    """What looks like a formula runs in no program; without names there is no table."""
    member = Member("m", "=HYPERLINK(1)")
    circle = Circle("c", 1, "e", members=(member,), actions=(Action("a", "+1", ("m",)),))
    (row,) = people(replace(told, circles=(circle,)))
    assert (row["Name"], row["My action 1"]) == ("'=HYPERLINK(1)", "'+1")
    with pytest.raises(Refused) as refused:
        people(replace(told, circles=(replace(circle, members=(), actions=()),)))
    assert refused.value.key == "letters-nobody"
