"""A line goes on: the same people, whatever becomes of names, absences and who leaves."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from storycircle.core.error_sentences import Refused
from storycircle.core.lines.records import Came, LineKind
from storycircle.core.meetings.inquiries import with_inquiry, with_inquiry_action
from storycircle.core.meetings.next_meeting import (
    check_size,
    first_meeting,
    line_from,
    missing,
    new_line,
    next_meeting,
    people_in,
    with_apologies,
    with_come,
    with_left,
    with_line,
    with_people,
)
from storycircle.core.model import Action, Circle, Member
from storycircle.core.reviews.review import ENDED, Review, ReviewState

SET = new_line("Learning set", question="Where is common ground?", kind=LineKind.LEARNING_SET)


def members(*names: str) -> tuple[Member, ...]:
    return tuple(Member(f"m{place}", name) for place, name in enumerate(names))


def person(circle: Circle, name: str) -> str:
    """The id within the line of who sits under a name."""
    (seat,) = [member.id for member in circle.members if member.name == name]
    assert circle.meeting is not None
    known = circle.meeting.of_member(seat)
    assert known is not None
    return known.person


class Truth:
    """A line as it is played: each human with the name they go by and the id they were given."""

    def __init__(self, names: list[str]) -> None:
        self.held = [first_meeting(SET, members(*names))]
        self.names = {person(self.now, name): name for name in names}
        self.gone: dict[str, str] = {}

    @property
    def now(self) -> Circle:
        return self.held[-1]

    def put(self, circle: Circle) -> None:
        self.held[-1] = with_people(circle, self.held)

    def act(self, what: str, at: int, fresh: str) -> None:
        """One thing that happens at the meeting that is on."""
        here = list(self.names)
        who = here[at % len(here)] if here else ""
        seat = next((m for m in self.now.members if m.name == self.names.get(who)), None)
        if what == "next":
            self.held.append(next_meeting(self.held))
        elif what == "new" and len(self.now.members) < 15:
            self.put(with_come(self.now, fresh, self.held))
            self.names[person(self.now, fresh)] = fresh
        elif what == "back" and self.gone and len(self.now.members) < 15:
            came = sorted(self.gone)[at % len(self.gone)]
            name = self.gone.pop(came)
            self.put(with_come(self.now, name, self.held))
            self.names[came] = name
        elif seat is not None and what == "corrected":
            renamed = tuple(replace(m, name=fresh) if m is seat else m for m in self.now.members)
            self.put(replace(self.now, members=renamed))
            self.names[who] = fresh
        elif seat is not None and what == "left" and len(here) > 1:
            self.put(with_left(self.now, seat.id, "another job"))
            self.gone[who] = self.names.pop(who)
        elif seat is not None and what == "apologies":
            self.put(with_apologies(self.now, seat.id))


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["next", "next", "new", "back", "corrected", "left", "apologies"]),
        st.integers(0, 20),
    ),
    max_size=25,
)


@settings(deadline=None)
@given(st.integers(2, 8), STEPS)
def test_a_persons_id_never_forks(count: int, steps: list[tuple[str, int]]) -> None:
    """Over any order of meetings, names put right, people who leave, come later and come back."""
    truth = Truth([f"Person {number}" for number in range(count)])
    for place, (what, at) in enumerate(steps):
        truth.act(what, at, f"Newcomer {place}")
        for id_, name in truth.names.items():
            assert person(truth.now, name) == id_
        assert truth.now.meeting is not None
        seated = [one.person for one in truth.now.meeting.people]
        assert len(set(seated)) == len(seated)
    known = {one.id: one for one in people_in(truth.held)}
    assert set(known) == {*truth.names, *truth.gone}
    assert {id_ for id_, one in known.items() if one.left} == set(truth.gone)


@settings(deadline=None, max_examples=30)
@given(st.permutations(range(4)))
def test_a_newcomer_of_two_laptops_is_one_person(order: list[int]) -> None:
    """Each seats them knowing nothing of the other; whichever is read first, it is one id."""
    start = first_meeting(SET, members("Ann", "Ben"))
    ones = [with_come(next_meeting([start]), "Cy  Dale", [start]) for _ in range(4)]
    ids = {person(ones[place], "Cy Dale") for place in order}
    assert len(ids) == 1
    assert len(people_in([start, *(ones[place] for place in order)])) == 3


def test_two_of_one_name_are_two_people_who_stay_apart() -> None:
    first = first_meeting(SET, members("Chris", "Chris", "Ann"))
    assert first.meeting is not None
    ids = [one.person for one in first.meeting.people]
    assert len(set(ids)) == 3
    then = next_meeting([first])
    assert then.meeting is not None
    assert [one.person for one in then.meeting.people] == ids


def test_a_person_in_two_lines_is_two_persons_and_a_circle_is_in_one() -> None:
    """Nothing of one line says who somebody is in another."""
    other = new_line("Another line")
    here, there = (first_meeting(line, members("Ann", "Ben")) for line in (SET, other))
    assert person(here, "Ann") != person(there, "Ann")
    with pytest.raises(Refused, match="meeting of “Learning set” already"):
        line_from(here, "Another line")


def test_two_laptops_begin_the_same_line_from_one_circle() -> None:
    """Both have the circle by its file; both begin the line, and give everybody the same id."""
    circle = Circle("c", 5, event="e", theme="Why?", members=members("Ann", "Ben"))
    one, other = (line_from(circle, "We go on", kind=LineKind.LEARNING_SET) for _ in range(2))
    assert one == other
    assert one.meeting is not None
    assert not one.meeting.stays  # it leaves as its people were told; what follows stays
    then = next_meeting([one])
    assert then.meeting is not None
    assert then.meeting.stays
    assert then.event is None


def test_the_next_meeting_has_seats_question_rules_and_what_is_open() -> None:
    """Who left is missing, what is done is gone, an inquiry stands as it was worded last."""
    line = with_line(SET, rules=["One voice at a time"])
    first = first_meeting(line, members("Ann", "Ben", "Cy"), on="2006-10-12")
    ann, ben = person(first, "Ann"), person(first, "Ben")
    first = with_inquiry(first, [ann], "How do I ask?", kind="practice", id_="q")
    first = with_inquiry(first, [ben], "Gone with Ben?")
    first = with_inquiry_action(first, "q", "Ask twice", who=[ann], by="May", id_="i1")
    first = replace(first, actions=(Action("a1", "Book a room", ("m2",)), Action("a2", "Done")))
    first = with_left(first, "m1", "another job")
    then = next_meeting([first], on="2006-11-09", done=["a2"])
    assert [member.name for member in then.members] == ["Ann", "Cy"]
    assert not {m.id for m in then.members} & {m.id for m in first.members}
    assert [member.name for member in then.past] == ["Ben"]
    assert (then.number, then.date, then.theme) == (2, "2006-11-09", SET.question)
    assert then.meeting is not None
    assert then.meeting.line.ground_rules == ("One voice at a time",)
    assert [(o.id, o.who, o.thread) for o in then.meeting.last_time] == [
        ("a1", ("Cy",), ""),
        ("i1", ("Ann",), "q"),
    ]
    (inquiry,) = then.meeting.inquiries
    assert (inquiry.thread, inquiry.owners, inquiry.actions) == ("q", (ann,), ())
    after = next_meeting([then, first], done=["i1"])
    assert after.meeting is not None
    assert [one.id for one in after.meeting.last_time] == ["a1"]


@pytest.mark.parametrize("state", ReviewState)
def test_what_a_review_says_is_done_or_let_go_is_not_open(state: ReviewState) -> None:
    """The newest one, at whichever meeting the action arose; an action without a word is open."""
    started = Review("r1", ReviewState.LET_GO, "2006-10-20")
    told = Review("r2", state, "2006-11-10", knew=("r1",))
    first = first_meeting(SET, members("Ann", "Ben"), on="2006-10-12")
    actions = (Action("a1", "Book a room"), Action("a2", "Ask", reviews=(told, started)))
    first = replace(first, actions=actions)
    then = next_meeting([first])
    after = next_meeting([then, first])
    for meeting in (then.meeting, after.meeting):
        assert meeting is not None
        open_ = {one.id for one in meeting.last_time}
        assert open_ == ({"a1"} if state in ENDED else {"a1", "a2"})


def test_a_buddy_is_somebody_else_and_goes_when_one_comes_after_all() -> None:
    first = first_meeting(SET, members("Ann", "Ben"))
    away = with_apologies(first, "m0", buddy="m1")
    assert away.meeting is not None
    assert away.meeting.people[0].came is Came.APOLOGIES
    assert away.meeting.people[0].buddy == person(first, "Ben")
    assert with_apologies(away, "m0", sent=False) == first
    with pytest.raises(Refused, match="own buddy"):
        with_apologies(first, "m0", buddy="m0")


@pytest.mark.parametrize(("count", "fits"), [(1, False), (2, True), (15, True), (16, False)])
def test_a_meeting_has_two_to_fifteen_people(count: int, *, fits: bool) -> None:
    circle = first_meeting(SET, members(*(f"P{number}" for number in range(count))))
    if fits:
        check_size(circle)
    else:
        with pytest.raises(Refused):
            check_size(circle)
    if count == 2:
        with pytest.raises(Refused, match="at least two people who came; here it is 1"):
            check_size(with_apologies(circle, "m0"))
    if count == 15:
        with pytest.raises(Refused, match="at most 15"):
            with_come(circle, "One more", ())


def test_a_line_without_its_earlier_meetings_says_which() -> None:
    held = [first_meeting(SET, members("Ann", "Ben"))]
    for _ in range(4):
        held.append(next_meeting(held))
    assert missing(held) == []
    assert missing([held[4], held[2]]) == [1, 2, 4]
    with pytest.raises(Refused, match="No meeting of this line is on this laptop"):
        next_meeting([])


@pytest.mark.parametrize("day", ["2007-06-31", "31 June", "2007-13-01", "Iau 14"])
def test_a_day_that_cannot_be_is_refused_as_it_was_typed(day: str) -> None:
    with pytest.raises(Refused, match=f"“{day}” is no day"):
        with_line(SET, next_on=day)
