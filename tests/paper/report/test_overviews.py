"""The report's tables: who came, actions by person and date, stalls, stories, agencies, names."""

from datetime import date

import pytest
from msgspec.structs import replace

from storycircle.core.consent.shareable import leaving_all
from storycircle.core.error_sentences import Refused
from storycircle.core.model import (
    Action,
    Circle,
    Event,
    Gathered,
    Member,
    Sharing,
    Slot,
    Story,
    outside,
)
from storycircle.paper.report.content import Known, report_form
from storycircle.paper.report.event_part import By, choices, only_of, part_of
from storycircle.paper.report.formats import FORMATS
from storycircle.paper.report.markdown import escaped
from storycircle.paper.report.overviews import Key, Table, tables_of

EVENT = Event(
    "e", "A series", "2007-06-14", headings=("Listen", "Meet"), stalls=("A market", "Unused"),
    programme=(Slot("09:30", "10:00", "Coffee"), Slot("10:00", None, "Circles")), expected=4,
)  # fmt: skip


def _circle(number: int, *actions: Action, **fields: object) -> Circle:
    agencies = ("Probation", "probation ", "Police", "")
    members = tuple(
        Member(f"m{number}{n}", f"Person {number}{n}", agency=agency)
        for n, agency in enumerate(agencies)
    )
    circle = Circle(f"c{number}", number, "e", members=members, actions=actions)
    return replace(circle, **fields)


@pytest.fixture
def series() -> Gathered:
    """Three circles of a series, two of them in the North, and one expected that has not come."""
    both = ("m10", "m11", "m12", "m13")
    named = Story("s", "m10", "A named story", sharing=Sharing.NAMED)
    bare = Story("t", None, "A bare story", sharing=Sharing.ANONYMOUS, left_as="t")
    circles = (
        _circle(
            1,
            Action("a", "Listen more", both, "14 July 2007", "Listen", stall="A market"),
            Action("b", "Ring", ("m11", outside("Zoe Q")), "soon", "Meet"),
            stories=(named,),
            region="North",
            venue="Town Hall",
            date="2007-05-03",
            send_agencies=True,
        ),
        _circle(2, Action("c", "Meet", ("m20",), "2007-07-01", "Meet"), region="North"),
        _circle(3, region="South", send_agencies=True),
    )
    return Gathered(EVENT, circles, stories=(bare,))


def _tables(gathered: Gathered, known: Known | None = None) -> dict[Key, Table]:
    form = report_form(leaving_all(gathered), known)
    return {table.key: table for table in tables_of(form)}


def test_attendance_stands_against_what_was_expected(series: Gathered) -> None:
    """People and circles; where each was held, and which are known from paper or changed since."""
    known = Known(corrected={"c2"}, from_paper={"c3"}, expected={1: 6})
    table = _tables(series, known)[Key.ATTENDANCE]
    assert [column.title for column in table.columns] == [
        "Circle", "Region", "Venue", "Date", "Expected", "Came", "How it stands",
    ]  # fmt: skip
    assert table.rows == (
        (1, "North", "Town Hall", date(2007, 5, 3), 6, 4, "here"),
        (2, "North", "", "", "", 4, "corrected since"),
        (3, "South", "", "", "", 4, "known from its paper alone"),
        (4, "", "", "", "", "", "expected, not here"),
    )
    assert "six expected, four came" in table.about
    form = report_form(leaving_all(series), known)
    assert "Circle 3 is known from its paper alone." in form.closing


def test_columns_that_say_nothing_are_left_out(hartlepool: Gathered) -> None:
    """One event on one day needs no region, venue or date of each circle."""
    table = _tables(hartlepool)[Key.ATTENDANCE]
    assert [column.title for column in table.columns] == ["Circle", "Came", "How it stands"]


def test_each_person_finds_their_actions(series: Gathered) -> None:
    """Somebody outside too; what a whole circle does stands once."""
    rows = _tables(series)[Key.BY_PERSON].rows
    assert [(row[0], row[2]) for row in rows] == [
        ("The whole circle", "Listen more"),
        ("Person 11", "Ring"),
        ("Person 20", "Meet"),
        ("Zoe Q", "Ring"),
    ]


def test_a_name_with_an_accent_stands_where_it_is_looked_for(series: Gathered) -> None:
    """In the index and among the actions by person; not after all names without one."""
    first = series.circles[0]
    people = tuple(
        replace(member, name=name)
        for member, name in zip(first.members, ("Zoe R", "Áine B", "Bo C", "Éva"), strict=False)
    )
    named = replace(first, members=(*people, *first.members[len(people) :]))
    tables = _tables(replace(series, circles=(named, *series.circles[1:])))
    names = [row[0] for row in tables[Key.NAMES].texts]
    assert names[:3] == ["Áine B", "Bo C", "Éva"][: len(people) - 1]
    assert names.index("Zoe R") > names.index("Bo C")


def test_actions_stand_by_their_dates_then_by_what_was_said(series: Gathered) -> None:
    table = _tables(series)[Key.BY_DATE]
    assert [row[0] for row in table.rows] == [date(2007, 7, 1), date(2007, 7, 14), "soon"]
    assert [row[0] for row in table.texts] == ["1 July 2007", "14 July 2007", "soon"]


def test_stalls_programme_stories_and_names(series: Gathered) -> None:
    """What arose at each stall, or that nothing did; where each story stands; who is where."""
    tables = _tables(series)
    assert [row[:2] for row in tables[Key.STALLS].rows] == [("A market", 1), ("Unused", "")]
    assert tables[Key.PROGRAMME].texts == (("9.30–10.00", "Coffee"), ("10.00", "Circles"))
    assert tables[Key.STORIES].texts == (
        ("A named story", "Person 10", "Circle 1"),
        ("A bare story", "without names", "of the event, under no circle"),
    )
    names = {row[0]: row[1] for row in tables[Key.NAMES].texts}
    assert len(names) == 13
    assert (names["Person 30"], names["Zoe Q"]) == ("3", "1")


def test_agencies_are_counted_where_it_was_ticked_and_few_are_not_counted_out(
    series: Gathered,
) -> None:
    """Two circles sent counts: four people of probation, two of the police; a third makes six."""
    few = _tables(series)[Key.AGENCIES].texts
    assert few == (("Police", "fewer than five"), ("Probation", "fewer than five"))
    every = tuple(replace(circle, send_agencies=True) for circle in series.circles)
    many = _tables(replace(series, circles=every))[Key.AGENCIES].rows
    assert many == (("Probation", 6), ("Police", "fewer than five"))
    none = tuple(replace(circle, send_agencies=False) for circle in series.circles)
    assert Key.AGENCIES not in _tables(replace(series, circles=none))


@pytest.mark.parametrize("ending", [".md", ".html"])
def test_each_format_says_every_cell(ending: str, series: Gathered) -> None:
    form = report_form(leaving_all(series), Known(expected={1: 6}))
    said = FORMATS[ending](form).decode()
    for table in tables_of(form):
        assert table.title in said
        typed = [cell for row in table.texts for cell in row]
        assert all((escaped(cell) if ending == ".md" else cell) in said for cell in typed)


def test_a_part_has_its_circles_actions_and_stories_alone(series: Gathered) -> None:
    """No count of agencies: the rest could be worked out. What is not in it is in no format."""
    shareable = leaving_all(series)
    north = report_form(shareable, only=only_of("region=north"))
    assert [circle.number for circle in north.circles] == [1, 2]
    assert (north.agencies, north.unnamed, north.missing) == ((), (), ())
    assert "This is a part of the report: the circles of north." in north.closing
    may = part_of(shareable, only_of("month=2007-05"))
    assert [circle.number for circle in may.circles] == [1]
    june = report_form(shareable, only=only_of("month=2007-06"))
    assert [circle.number for circle in june.circles] == [2, 3]
    assert "the circles of June 2007." in june.closing
    meet = report_form(shareable, only=only_of("heading=Meet"))
    assert [entry.words for entry in meet.entries] == ["Ring", "Meet"]
    assert meet.stories == ()
    for write in (FORMATS[".md"], FORMATS[".html"], FORMATS[".csv"]):
        assert "Listen more" not in write(meet).decode()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("region=West", "Nothing here is under “West”: there is “North” and “South”."),
        ("region", "“region” is no part: write"),
        ("weather=wet", "“weather=wet” is no part: write"),
        ("heading= ", "is no part"),
    ],
)
def test_a_part_that_is_not_there_is_refused_with_what_is(
    text: str, said: str, series: Gathered
) -> None:
    with pytest.raises(Refused, match=said):
        report_form(leaving_all(series), only=only_of(text))


def test_the_parts_to_choose_from(series: Gathered) -> None:
    assert choices(series, By.HEADING) == ("Listen", "Meet")
    assert choices(series, By.REGION) == ("North", "South")
    assert choices(series, By.MONTH) == ("2007-05", "2007-06")
