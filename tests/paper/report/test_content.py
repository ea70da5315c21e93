"""The report's form: what every format says, and in which order."""

import pytest
from msgspec.structs import replace

from storycircle.core.consent.shareable import leaving_all
from storycircle.core.model import Event, Gathered
from storycircle.paper.report.content import UNPLACED, report_form
from storycircle.paper.report.sentences import not_noted


def test_the_event_of_2007_counts(hartlepool: Gathered) -> None:
    """Six circles, 36 people, 16 actions; one, one, seven, four and three under the headings."""
    form = report_form(leaving_all(hartlepool))
    assert (len(form.circles), form.people, len(form.entries)) == (6, 36, 16)
    assert [len(part.entries) for part in form.headings] == [1, 1, 7, 4, 3]
    assert form.not_noted == "No name or date was noted for any of the sixteen actions."


def test_headings_keep_the_events_order(hartlepool: Gathered) -> None:
    """Headings of no event follow in the order met; what has none comes last, and is not lost."""
    event = replace(hartlepool.event, headings=hartlepool.event.headings[2:])
    first, *others = hartlepool.circles
    first = replace(first, actions=(replace(first.actions[0], heading=""), *first.actions[1:]))
    gathered = replace(hartlepool, event=event, circles=(first, *others), placements={})
    form = report_form(gathered)
    titles = [part.title for part in form.headings]
    assert titles[:3] == list(event.headings)
    assert titles[-1] == UNPLACED
    assert sum(len(part.entries) for part in form.headings) == 16


def test_a_heading_may_have_any_name(hartlepool: Gathered) -> None:
    """What stands under none is known by that, not by the words above it."""
    first, *others = hartlepool.circles
    placed = replace(first, actions=tuple(replace(a, heading=UNPLACED) for a in first.actions))
    form = report_form(replace(hartlepool, circles=(placed, *others), placements={}))
    assert UNPLACED in [part.title for part in form.placed]
    assert all(entry.placed for entry in form.circles[0].entries)


def test_named_stories_stay_with_their_teller(told: Gathered) -> None:
    """A story told with name stands in its circle; one without names belongs to the event."""
    form = report_form(leaving_all(told))
    (named,) = form.circles[4].stories
    assert (named.circle, named.teller, named.title) == (5, "Brian R", "Title 0")
    (unnamed,) = form.unnamed
    assert (unnamed.circle, unnamed.teller, unnamed.title) == (None, "", "Title 1")
    assert "Two stories may be shared, one with name and one without names." in form.closing


def test_an_event_without_circles_has_a_form() -> None:
    """A report asked for too early says that nothing is gathered yet."""
    assert report_form(Gathered(Event("e", "Event"))).closing == "No circle is gathered here yet."


@pytest.mark.parametrize(
    ("noted", "said"),
    [
        ([[True, True]], ""),
        ([[False], [False]], "any of the two actions"),
        (
            [[False] * 3, [True] * 3, [False] * 2, [True, False], [True] * 3, [False, False, True]],
            "circle 1, both of circle 3, the second of circle 4, and the first two of circle 6.",
        ),
        ([[False, True, False], [True]], "the other two: the first and third of circle 1"),
        ([[True, False, False], [True, False, False]], "the last two of circles 1 and 2"),
        ([[True, False]], "the other one: the second of circle 1"),
    ],
)
def test_what_was_not_noted_is_one_sentence(noted: list[list[bool]], said: str) -> None:
    """Gaps are named once, together, instead of leaving holes in a table."""
    sentence = not_noted(noted, list(range(1, len(noted) + 1)))
    assert said in sentence
    assert sentence == "" or sentence.endswith(".")
