"""How many people a learning set had: no more than was ticked, and no name."""

import pytest
from msgspec.structs import replace

from storycircle.core.consent.shareable import leaving
from storycircle.core.lines.records import Came, LineKind, Ticked
from storycircle.core.meetings.membership import MOST_PEOPLE, Membership, membership_of
from storycircle.core.meetings.next_meeting import (
    first_meeting,
    new_line,
    next_meeting,
    with_apologies,
    with_left,
    with_ticked,
)
from storycircle.core.model import Circle, Member, new_id

ALL = (Ticked.APOLOGIES, Ticked.REASONS)


def held(*ticked: Ticked, people: int = 4, kind: LineKind = LineKind.LEARNING_SET) -> list[Circle]:
    """Three meetings: at the second the first person is away, at the third the last has left."""
    line = new_line("The set", kind=kind)
    members = [Member(new_id(), f"P{n}") for n in range(people)]
    one = first_meeting(line, members, on="2006-10-12")
    two = next_meeting([one], on="2006-11-09")
    two = with_apologies(two, two.members[0].id)
    three = next_meeting([one, two], on="2006-12-14")
    three = with_left(three, three.members[-1].id, "a new post")
    return [with_ticked(circle, ticked) for circle in (one, two, three)]


def found(circles: list[Circle]) -> Membership:
    membership = membership_of(circles)
    assert membership is not None
    return membership


def test_each_person_is_a_line_up_to_the_meeting_before_they_left() -> None:
    """Who left stands first, with the reason; below it the numbers of members."""
    membership = found(held(*ALL))
    assert [one.people for one in membership.meetings] == [4, 4, 3]
    assert membership.meetings[0].month == "2006-10"
    first, *others = membership.lines
    assert (first.came, first.reason, first.last) == ((Came.THERE, Came.THERE), "a new post", 1)
    assert [one.last for one in others] == [2, 2, 2]
    assert sum(Came.APOLOGIES in one.came for one in others) == 1
    assert "P0" not in repr(membership)


def test_the_order_says_nothing_of_the_seats() -> None:
    """Whoever is seated first or last: the lines are the same."""
    circles = held(*ALL)
    turned = [replace(circle, members=circle.members[::-1]) for circle in circles]
    assert membership_of(turned) == membership_of(circles)


def test_nothing_is_said_that_was_not_ticked() -> None:
    """No number of a meeting, and where one has none, no line; no reason."""
    assert membership_of(held()) is None
    without = found(held(Ticked.APOLOGIES))
    assert [one.reason for one in without.lines] == [""] * 4
    one, two, three = held(*ALL)
    some = found([one, with_ticked(two, ()), three])
    assert [meeting.people for meeting in some.meetings] == [4, None, 3]
    assert [meeting.month for meeting in some.meetings] == ["2006-10", "", "2006-12"]
    assert some.lines == ()


@pytest.mark.parametrize("change", ["kind", "file", "plain"])
def test_only_whole_records_of_a_learning_set_say_it(change: str) -> None:
    """A line of circles, what came in a file, and a circle that is no meeting have none."""
    circles = held(*ALL)
    if change == "kind":
        circles = held(*ALL, kind=LineKind.LINE)
    elif change == "file":
        circles = [leaving(circle).circle for circle in circles]
    else:
        circles = [Circle(new_id(), 1)]
    assert membership_of(circles) is None


def test_of_many_people_there_are_the_numbers_alone() -> None:
    """Lines of more than twenty could not be read."""
    assert MOST_PEOPLE == 20
    circles = held(*ALL, people=15)
    more = [
        replace(
            circle,
            meeting=replace(
                circle.meeting,
                people=(
                    *circle.meeting.people,
                    *(replace(one, person=f"x{one.person}") for one in circle.meeting.people),
                ),
            ),
        )
        for circle in circles
        if circle.meeting
    ]
    assert found(more).lines == ()
    assert len(found(circles).lines) == 15


def test_who_comes_back_has_one_line() -> None:
    """With a gap where they were not a member."""
    one, two, three = held(*ALL)
    assert three.meeting is not None
    gone = next(p for p in three.meeting.people if p.came is Came.LEFT)
    back = replace(gone, member="m", came=Came.THERE)
    four = next_meeting([one, two, three], on="2007-01-11")
    assert four.meeting is not None
    people = (*(p for p in four.meeting.people if p.person != gone.person), back)
    four = with_ticked(replace(four, meeting=replace(four.meeting, people=people)), ALL)
    lines = found([one, two, three, four]).lines
    came = [one.came for one in lines if Came.LEFT in one.came]
    assert came == [(Came.THERE, Came.THERE, Came.LEFT, Came.THERE)]
    assert not any(one.reason for one in lines)
