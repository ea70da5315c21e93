"""The event's rule for names on paper: as typed, first word, none."""

from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from storycircle.core.clock import SystemClock
from storycircle.core.consent.shareable import leaving
from storycircle.core.model import Circle, Event, Gathered, Member, NamesOnPaper, outside
from storycircle.jobs.export import export_circle
from storycircle.jobs.merge import merge_files
from storycircle.jobs.report import write_sheet_with_data
from storycircle.paper.sheets.circle_sheet import draw_sheet
from storycircle.paper.sheets.slips import draw_slips
from storycircle.paper.typesetting.canvas import Printed
from storycircle.store.library import Library

Pages = Callable[[Printed], list[str]]


def event_with(rule: NamesOnPaper) -> Event:
    return Event("e", "An event", names_on_paper=rule)


@pytest.fixture
def circle(circle_5: Circle) -> Circle:
    """Circle 5 with surnames."""
    members = tuple(replace(m, name=f"{m.name} Longname") for m in circle_5.members)
    return replace(circle_5, members=members)


def test_first_words_stand_alone(circle: Circle, pages: Pages) -> None:
    """Brian R Longname is Brian, on the list and under each action."""
    text = pages(draw_sheet(event_with(NamesOnPaper.FIRST_WORD), leaving(circle)))[0]
    assert "Brian, Dawn, Sandra, John, Simon, Andrew" in text
    assert "Brian, Dawn, Simon · by 12 July 2007" in text
    assert "All six of us · by the end of September" in text
    assert "Longname" not in text


def test_the_rule_holds_for_people_outside_the_circle(circle: Circle, pages: Pages) -> None:
    """Who is named with an action from outside is named by the same rule, on sheet and slips."""
    asked = replace(circle.actions[0], who=(circle.members[0].id, outside("Megan Pugh")))
    circle = replace(circle, actions=(asked,))
    shown = {}
    for rule in NamesOnPaper:
        event, form = event_with(rule), leaving(circle)
        printed = (draw_sheet(event, form), draw_slips(event, [form]))
        shown[rule] = " ".join(text for each in printed for text in pages(each))
    assert "Brian R Longname, Megan Pugh" in shown[NamesOnPaper.AS_TYPED]
    assert "Brian, Megan ·" in shown[NamesOnPaper.FIRST_WORD]
    assert "Pugh" not in shown[NamesOnPaper.FIRST_WORD]
    assert "Megan" not in shown[NamesOnPaper.NONE]
    assert "One of us" in shown[NamesOnPaper.NONE]


def test_what_somebody_outside_alone_is_asked_for_is_on_every_slip(
    circle: Circle, pages: Pages
) -> None:
    """Nobody of the circle is named: so all of them know of it, and whom to ask."""
    asked = replace(circle.actions[0], who=(outside("Megan Pugh"),))
    form = leaving(replace(circle, actions=(asked,)))
    text = " ".join(pages(draw_slips(None, [form])))
    assert text.count("with Megan Pugh") == len(circle.members)
    everyone = (*(m.id for m in circle.members), outside("Megan Pugh"))
    form = leaving(replace(circle, actions=(replace(asked, who=everyone),)))
    assert "All six of us, Megan Pugh" in pages(draw_sheet(None, form))[0]


def test_equal_first_words_are_told_apart(pages: Pages) -> None:
    """Two people with one first name stay two on paper."""
    two = Circle("c", 1, members=(Member("a", "Chris Ash"), Member("b", "Chris Oak")))
    text = pages(draw_sheet(event_with(NamesOnPaper.FIRST_WORD), leaving(two)))[0]
    assert "Chris, Chris (2)" in text


def test_without_names_people_are_counted(circle: Circle, pages: Pages) -> None:
    """The wall learns how many there were and how many stand behind an action, not who."""
    text = pages(draw_sheet(event_with(NamesOnPaper.NONE), leaving(circle)))[0]
    assert "with Six people" in text
    assert "Three of us · by 12 July 2007" in text
    alone = replace(circle.actions[0], who=(circle.members[0].id,))
    first = leaving(replace(circle, actions=(alone,)))
    assert "One of us" in pages(draw_sheet(event_with(NamesOnPaper.NONE), first))[0]
    assert "All six of us" in text
    for member in circle.members:
        assert member.name.split()[0] not in text


def test_a_slip_keeps_its_own_name(circle: Circle, pages: Pages) -> None:
    """A slip goes home with its member: their name in full, the others by the rule."""
    first = " ".join(pages(draw_slips(event_with(NamesOnPaper.FIRST_WORD), [leaving(circle)])))
    none = " ".join(pages(draw_slips(event_with(NamesOnPaper.NONE), [leaving(circle)])))
    for member in circle.members:
        assert member.name in first
        assert none.count(member.name) == 1
    assert "with Dawn, Simon · by 12 July 2007" in first
    assert "with two others · by 12 July 2007" in none


@pytest.mark.slow
@pytest.mark.parametrize("rule", NamesOnPaper)
def test_what_is_attached_obeys_the_rule_and_the_file_wins(
    told: Gathered, tmp_path: Path, rule: NamesOnPaper
) -> None:
    """A sheet with data holds no more names than its ink; the circle's own file has them all."""
    event = replace(told.event, names_on_paper=rule)
    with Library(tmp_path / "a" / "library", SystemClock()) as own:
        own.load(replace(told, event=event))
        circle = next(c for c in own.circles() if c.number == 5)
        sheet, file = tmp_path / "sheet.pdf", tmp_path / "x.circle"
        write_sheet_with_data(sheet, own, event, circle)
        export_circle(own, circle, file)
    with Library(tmp_path / "b" / "library", SystemClock()) as other:
        assert [merged.outcome for merged in merge_files(other, [sheet])] == ["new"]
        (held,) = other.circles()
        shown = [member.name for member in held.members]
        typed = [member.name for member in circle.members]
        expected = {
            NamesOnPaper.AS_TYPED: typed,
            NamesOnPaper.FIRST_WORD: [name.split()[0] for name in typed],
            NamesOnPaper.NONE: [],
        }
        assert shown == expected[rule]
        assert [a.text for a in held.actions] == [a.text for a in circle.actions]
        list(merge_files(other, [file]))
        (after,) = other.circles()
        assert after.members == leaving(circle).circle.members
        assert after.actions == circle.actions
        assert len(other.conflicts()) == 0
        assert [merged.outcome for merged in merge_files(other, [sheet])] == ["same"]
        assert other.circles() == [after]
