"""An inquiry: its wordings, its notes, its actions, and the leave of each of its owners."""

from collections.abc import Callable
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from storycircle.core.consent.inquiry_leave import (
    agreed,
    as_story,
    names_by_person,
    read_back,
    to_ask_yet,
    words_for,
)
from storycircle.core.consent.name_review import review, with_answer
from storycircle.core.consent.permission_to_leave import State, state
from storycircle.core.consent.shareable import leaving, lines_of, what_stays
from storycircle.core.error_sentences import Refused
from storycircle.core.lines.records import Inquiry, InquiryNote, LineKind, Meeting, Ticked, Wording
from storycircle.core.meetings.inquiries import (
    reworded,
    with_inquiry,
    with_inquiry_action,
    with_inquiry_note,
    with_kind,
    with_leave,
    with_owners,
    without_inquiry,
)
from storycircle.core.meetings.next_meeting import (
    first_meeting,
    new_line,
    with_apologies,
    with_left,
    with_ticked,
)
from storycircle.core.model import Action, Circle, Member, Sharing, outside
from tests.support.strategies import needed, texts

AT = datetime(2007, 3, 8, 12)  # noqa: DTZ001 (the room's own time)
SET = new_line("Learning set", question="Where is common ground?", kind=LineKind.LEARNING_SET)
NAMES = ("Shahida N", "Keith L", "Ros D")


def a_set() -> Circle:
    """A meeting of three, with an inquiry of two of them, noted and with one action."""
    members = tuple(Member(f"m{place}", name) for place, name in enumerate(NAMES))
    circle = replace(first_meeting(SET, members), facilitator="Fay", theme="Secret theme")
    circle = with_inquiry(circle, persons(circle)[:2], "How do we go on?", kind="practice", id_="q")
    circle = with_inquiry_note(circle, "q", 3, "They came back\nwith questions", on="2007-03-08")
    return with_inquiry_action(circle, "q", "Swap one shift", who=persons(circle)[1:2], by="June")


def meeting_of(circle: Circle) -> Meeting:
    assert circle.meeting is not None
    return circle.meeting


def persons(circle: Circle) -> list[str]:
    return [one.person for one in meeting_of(circle).people]


def inquiry_of(circle: Circle) -> Inquiry:
    found = meeting_of(circle).inquiry("q")
    assert found is not None
    return found


def said(circle: Circle, owner: int, sharing: Sharing) -> Circle:
    return with_leave(circle, "q", persons(circle)[owner], sharing, at=AT)


def leaves(circle: Circle) -> bool:
    """Whether anything of the inquiry is in what leaves."""
    form = leaving(circle)
    return bool(form.circle.stories or form.unnamed)


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.tuples(
            st.integers(0, 1),
            st.sampled_from([*Sharing, "note", "word", "action", "rename"]),
        ),
        max_size=10,
    )
)
def test_an_inquiry_leaves_only_by_the_yes_of_each_owner_to_its_very_words(
    steps: list[tuple[int, Sharing | str]],
) -> None:
    """The no of one is enough, and whatever is written after a yes is asked for again."""
    circle = a_set()
    heard: dict[int, tuple[Sharing, str]] = {}
    for place, (owner, what) in enumerate(steps):
        if isinstance(what, Sharing):
            heard[owner] = (what, as_story(circle, inquiry_of(circle)).points)
            circle = said(circle, owner, what)
        elif what == "note":
            circle = with_inquiry_note(circle, "q", place % 9, f"note {place}", on="2007-03-08")
        elif what == "word":
            circle = reworded(circle, "q", f"Wording {place}?", "2007-03-08")
        elif what == "action" and len(inquiry_of(circle).actions) < 3:
            circle = with_inquiry_action(circle, "q", f"action {place}")
        elif what == "rename":
            members = (replace(circle.members[0], name=f"Sha {place}"), *circle.members[1:])
            circle = replace(circle, members=members)
    now = as_story(circle, inquiry_of(circle)).points
    yes = [heard.get(owner) for owner in range(2)]
    may = all(one and one[0] is not Sharing.STAYS and one[1] == now for one in yes)
    if leaves(circle):
        assert may
        form = leaving(circle)
        assert not [s for s in form.circle.stories if Sharing.ANONYMOUS in [y[0] for y in yes if y]]
    elif may and all(one and one[0] is Sharing.NAMED for one in yes):
        assert agreed(circle, inquiry_of(circle)) is Sharing.NAMED
        assert leaves(circle)


WRITTEN: dict[str, Callable[[Circle], Circle]] = {
    "a note": lambda c: with_inquiry_note(c, "q", 2, "Another", on="2007-03-08"),
    "a wording": lambda c: reworded(c, "q", "Another?", "2007-03-08"),
    "an action": lambda c: with_inquiry_action(c, "q", "Another"),
    "a kind": lambda c: with_kind(c, "q", "another"),
    "an owner": lambda c: with_owners(c, "q", persons(c)),
}


@pytest.mark.parametrize("sharing", [Sharing.NAMED, Sharing.ANONYMOUS])
@pytest.mark.parametrize("written", WRITTEN)
def test_a_yes_to_what_was_written_before_is_none_to_what_is_written_after(
    written: str, sharing: Sharing
) -> None:
    """Between the yes of one owner and that of the other: the first is asked again."""
    circle = said(WRITTEN[written](said(a_set(), 0, sharing)), 1, sharing)
    assert persons(circle)[0] in to_ask_yet(circle, inquiry_of(circle))
    assert agreed(circle, inquiry_of(circle)) is None
    assert not leaves(circle)


def test_of_a_learning_set_leaves_nothing_but_what_its_owners_allow() -> None:
    """Names, actions, theme, place, facilitator and question stay; so do apologies and reasons."""
    circle = replace(a_set(), venue="Venue", region="Region", date="2007-03-08")
    circle = replace(circle, actions=(Action("a", "For all of us"),))
    circle = with_left(with_apologies(circle, "m1"), "m2", "learns in another way")
    form = leaving(circle)
    bare = Circle(circle.id, circle.number, meeting=form.circle.meeting)
    assert form.circle == bare
    line = meeting_of(form.circle).line
    assert (line.title, line.question, line.next, line.ground_rules) == ("Learning set", "", "", ())
    assert meeting_of(form.circle).people == ()
    assert list(lines_of(circle)) == ["line"]
    stays = " ".join(what_stays(circle)).lower()
    for words in ("who was there", "actions of the meeting", "inquiries", "apologies"):
        assert words in stays
    named = said(said(circle, 0, Sharing.NAMED), 1, Sharing.NAMED)
    assert [member.name for member in leaving(named).circle.members] == ["Shahida N", "Keith L"]
    (story,) = leaving(named).circle.stories
    assert "Keith L" in story.points  # who owns it with her, as both were read


def test_what_is_ticked_leaves_without_anybodys_id() -> None:
    circle = with_left(with_apologies(a_set(), "m1", buddy="m0"), "m2", "learns in another way")
    circle = with_ticked(circle, [Ticked.APOLOGIES, Ticked.QUESTION])
    told = meeting_of(leaving(circle).circle)
    assert [(one.name, one.buddy, one.reason) for one in told.people] == [
        ("Keith L", "", ""),
        ("Ros D", "", ""),
    ]
    assert told.line.question == SET.question
    told = meeting_of(leaving(with_ticked(circle, Ticked)).circle)
    assert [(one.buddy, one.reason) for one in told.people] == [
        ("Shahida N", ""),
        ("", "learns in another way"),
    ]
    assert not set(persons(circle)) & set(repr(told).split("'"))


def test_one_of_a_group_says_no_and_it_stays_until_all_are_asked_anew() -> None:
    circle = said(said(a_set(), 0, Sharing.NAMED), 1, Sharing.NAMED)
    assert leaves(circle)
    circle = said(circle, 1, Sharing.STAYS)
    assert not leaves(circle)
    circle = said(circle, 1, Sharing.ANONYMOUS)
    assert to_ask_yet(circle, inquiry_of(circle)) == ()
    withdrawn = replace(
        circle, stories=tuple(replace(s, sharing=Sharing.STAYS) for s in circle.stories)
    )
    again = said(withdrawn, 0, Sharing.NAMED)
    assert not leaves(again)  # the other's earlier yes ended with the withdrawal
    assert to_ask_yet(again, inquiry_of(again)) == (persons(again)[1],)


def test_without_names_it_waits_for_its_names_and_then_leaves_without_them() -> None:
    circle = said(said(a_set(), 0, Sharing.ANONYMOUS), 1, Sharing.NAMED)
    (story,) = circle.stories
    assert state(story, circle) is State.NAMES
    for found in review(story, circle).open:
        circle = with_answer(circle, "q", found.text, found.suggestion)
    (unnamed,) = leaving(circle).unnamed
    assert leaving(circle).circle.members == ()
    for name in NAMES:
        assert name.split()[0] not in unnamed.points
    assert unnamed.id != "q"


def test_who_left_and_who_is_named_from_outside_are_found_as_names() -> None:
    circle = with_left(a_set(), "m2", "another job")
    circle = with_inquiry_action(circle, "q", "Ask", who=[outside("Zelda Q")])
    circle = with_inquiry_note(circle, "q", 1, "Ros D and Zelda Q said so", on="2007-03-08")
    points = words_for(circle, inquiry_of(circle), Sharing.ANONYMOUS).points
    assert "Ros" not in points
    assert "Zelda" not in points


@settings(deadline=None, max_examples=80)
@given(
    st.lists(st.builds(Wording, st.sampled_from(["", "2007-03-08"]), needed), max_size=3),
    st.lists(st.tuples(st.integers(0, 8), texts.filter(bool)), max_size=4),
    st.lists(st.tuples(needed, needed), max_size=3),
    st.integers(1, 3),
)
def test_what_an_inquiry_says_is_read_back_from_its_words(
    worded: list[Wording], notes: list[tuple[int, str]], actions: list[tuple[str, str]], many: int
) -> None:
    """In every script: the parts it left as are the parts it is shown as elsewhere."""
    circle = a_set()
    owners = tuple(persons(circle)[:many])
    written = tuple(InquiryNote("n", "2007-03-08", under, text) for under, text in notes)
    inquiry = replace(inquiry_of(circle), worded=tuple(worded), notes=written, owners=owners)
    inquiry = replace(inquiry, actions=())
    kept = replace(circle, meeting=replace(meeting_of(circle), inquiries=(inquiry,)))
    for text, by in actions:
        kept = with_inquiry_action(kept, "q", text, who=owners[:1], by=by)
    inquiry = inquiry_of(kept)
    found = read_back(as_story(kept, inquiry), "Shahida N")
    names = names_by_person(kept)
    assert found.owners == tuple(names[owner] for owner in owners)
    assert (found.inquiry.question, found.inquiry.kind) == (inquiry.question, inquiry.kind)
    assert found.inquiry.worded == inquiry.worded
    assert [(n.on, n.under, n.text) for n in found.inquiry.notes] == [
        (n.on, n.under, n.text) for n in inquiry.notes
    ]
    assert [(a.text, a.by, a.who) for a in found.inquiry.actions] == [
        (a.text, a.by, tuple(outside(names[one]) for one in a.who)) for a in inquiry.actions
    ]


def test_an_older_wording_stays_with_its_day() -> None:
    circle = reworded(a_set(), "q", "How do I begin?", "2007-03-08")
    assert inquiry_of(circle).worded == (Wording("2007-03-08", "How do we go on?"),)
    assert reworded(circle, "q", " How do I begin? ", "2007-04-19") == circle


def test_bad_input_is_one_sentence_each() -> None:
    circle = a_set()
    for text in ("two", "three"):
        circle = with_inquiry_action(circle, "q", text)
    with pytest.raises(Refused, match="Three is the most for one inquiry"):
        with_inquiry_action(circle, "q", "four")
    with pytest.raises(Refused, match="somebody of this meeting"):
        with_inquiry(circle, ["nobody"], "Why?")
    with pytest.raises(Refused, match="needs its question"):
        with_inquiry(circle, persons(circle), " ")
    with pytest.raises(Refused, match="not a meeting"):
        with_inquiry(Circle("c", 1), ["p"], "Why?")
    with pytest.raises(Refused):
        with_inquiry_note(circle, "q", 9, "text", on="")


def test_a_note_is_written_over_emptied_and_an_inquiry_taken_out_with_its_leave() -> None:
    circle = with_inquiry_note(a_set(), "q", 3, "Otherwise", on="2007-03-09")
    assert [(n.on, n.text) for n in inquiry_of(circle).notes] == [("2007-03-08", "Otherwise")]
    assert inquiry_of(with_inquiry_note(circle, "q", 3, " ", on="")).notes == ()
    circle = said(said(circle, 0, Sharing.NAMED), 1, Sharing.NAMED)
    assert not leaves(without_inquiry(circle, "q"))
