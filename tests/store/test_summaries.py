"""What lists show of circles is what the whole circles say, read table by table."""

import sqlite3
from contextlib import closing

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from storycircle.core.model import MOST_ACTIONS, Action, Circle, CircleSummary, Event, Placement
from storycircle.paper.report.event_part import By, choices
from storycircle.store import tables
from storycircle.store.library import Library
from storycircle.store.rows import circle_records
from tests.battery.holding import clock as a_clock
from tests.battery.holding import folder
from tests.support.examples import examples
from tests.support.strategies import circles


def _of(circle: Circle, library: Library, event: Event) -> CircleSummary:
    """The summary of a circle that was read whole."""
    gathered = library.gathered(event)
    came, saved = library.arrivals().get(circle.id), library.saved_state(circle.id)
    return CircleSummary(
        circle.id,
        circle.number,
        circle.event,
        circle.theme,
        circle.facilitator,
        len(circle.members),
        len(circle.actions),
        sum(1 for action in circle.actions if gathered.heading_of(action)),
        came.at if came else "",
        came.corrected if came else "",
        int(saved.stage) if saved else None,
        saved.at.isoformat() if saved else "",
        circle.region,
        circle.venue,
        circle.date,
    )


@given(
    st.lists(circles(event="e"), max_size=4, unique_by=lambda one: one.id),
    st.sets(st.integers(0, 11)),
    st.booleans(),
)
@settings(max_examples=examples(15), deadline=None)
def test_a_summary_says_what_the_whole_circle_says(
    found: list[Circle], placed: set[int], crowded: bool
) -> None:
    """People, actions, those under a heading: whatever two laptops added, and in any order."""
    with folder() as place, Library(place / "library", a_clock()) as library:
        event = Event("e", "A day")
        library.save_event(event)
        for circle in found:
            library.save_circle(circle)
        if crowded and found:  # two laptops that had not met committed to more than may be
            many = tuple(Action(f"more-{n}", f"Do {n}", heading="H") for n in range(MOST_ACTIONS))
            records = circle_records(replace(found[0], actions=many))
            of_others = [replace(r, version={"d": 1}) for r in records if r.kind == "action"]
            with closing(sqlite3.connect(library.path)) as conn, conn:
                tables.write_new(conn, "action", of_others)
        actions = [a.id for circle in library.circles("e") for a in circle.actions]
        library.save_placements(
            Placement(id_, "Under this") for at, id_ in enumerate(actions) if at in placed
        )
        whole = library.circles("e")
        assert library.summaries("e") == [_of(circle, library, event) for circle in whole]
        assert library.summaries() == library.summaries("e")
        for circle in whole[:1]:  # all were read: what anybody changes since is seen all the same
            with Library(library.path, a_clock()) as other:
                other.save_circle(replace(circle, region="North", date="2007-06-14"))
            changed = library.circle(circle.id)
            assert library.summaries()[0] == _of(changed, library, event)
            assert library.summaries("e")[0].region == "North"
        if not crowded:
            used = choices(library.gathered(event), By.HEADING)
            assert library.headings_used(event) == list(used)
        names = library.names()
        for circle in whole:
            assert names.get(circle.id, []) == [member.name for member in circle.members]


def test_circles_of_no_event_are_found(library: Library) -> None:
    """Those that have none, and those of an event that a laptop made for itself."""
    for id_, event in (("a", None), ("b", "own"), ("c", "e")):
        library.save_circle(Circle(id_, 1, event))
    assert [one.id for one in library.strays(["own"])] == ["a", "b"]
    assert len(library.summaries()) == 3  # known from here on
    assert [one.id for one in library.strays(["own"])] == ["a", "b"]
    assert [one.id for one in library.strays([])] == ["a"]
    assert library.circle_counts() == {"own": 1, "e": 1}
