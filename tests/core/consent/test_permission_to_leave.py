"""A teller's choice: what was read out, and what leaves by it."""

from datetime import datetime

import pytest
from msgspec.structs import replace

from storycircle.core.consent.name_finder import FORENAME
from storycircle.core.consent.name_review import with_also, with_answer
from storycircle.core.consent.permission_to_leave import (
    FEW,
    State,
    asked_anew,
    few_tellers,
    few_with,
    state,
    to_ask,
    waiting,
    with_choice,
    words_to_leave,
)
from storycircle.core.consent.shareable import leaving, what_stays
from storycircle.core.consent.teller_slip import teller_slips
from storycircle.core.consent.withdrawal_code import proof_of, read_code, shown_code
from storycircle.core.error_sentences import Refused
from storycircle.core.model import Choice, Circle, Event, Member, Sharing, Words
from storycircle.core.size_limits import MOST_TAGS
from storycircle.core.stories import with_story, without_kept_notes, without_story

AT = datetime(2007, 6, 14, 11, 40)  # noqa: DTZ001 (the room's own time)
EVENT = Event("e", "An event", organisation="The Board", keep_until="2007-12-31")
START = Circle("c", 5, "e", facilitator="Helen", members=(Member("a", "Al"), Member("b", "Bo")))


def told(sharing: Sharing, points: str = "A visit\n\twith Bo") -> Circle:
    """A circle with one story, its teller asked."""
    circle = with_story(START, "a", story="s", title="Mine", points=points, about="Trust")
    return with_choice(circle, "s", sharing, at=AT, event=EVENT)


def test_a_choice_keeps_what_was_read_out_and_who_asked() -> None:
    """The very words, the time, the facilitator, the organisation and its date."""
    (story,) = told(Sharing.NAMED).stories
    words = Words("Al", "Mine", "A visit\n\twith Bo")
    assert story.choice == Choice(words, "2007-06-14T11:40:00", "Helen", "The Board", "2007-12-31")
    (hushed,) = told(Sharing.ANONYMOUS).stories
    assert hushed.choice is not None
    assert hushed.choice.words == Words("", "Mine", "A visit\n\twith [forename]")
    (silent,) = told(Sharing.STAYS).stories
    assert silent.choice is not None
    assert silent.choice.words == Words()


def test_other_words_do_not_leave_by_the_same_choice() -> None:
    """They wait until the teller is asked again; what the circle says of it is not the teller's."""
    circle = told(Sharing.NAMED)
    assert len(leaving(circle).circle.stories) == 1
    more = with_story(circle, "a", quote="More")
    assert state(more.stories[0], more) is State.ASK
    assert leaving(more).circle.stories == ()
    assert what_stays(more)[0] == (
        "One story whose words changed since they were read out, until the teller is asked again"
    )
    assert waiting(more) == ((more.stories[0], State.ASK),)
    again = with_choice(more, "s", Sharing.NAMED, at=AT, event=EVENT)
    assert [s.quote for s in leaving(again).circle.stories] == ["More"]
    about = with_story(circle, "a", about="Something else")
    assert len(leaving(about).circle.stories) == 1
    renamed = replace(circle, members=(Member("a", "Alan"), Member("b", "Bo")))
    assert state(renamed.stories[0], renamed) is State.ASK


def test_hiding_more_needs_no_asking_and_showing_more_does() -> None:
    """A nickname added later is hidden; a name left as it is was not read out."""
    circle = told(Sharing.ANONYMOUS, "A visit with Ruksy and Bo")
    hidden = with_answer(circle, "s", "Bo", FORENAME)
    assert state(hidden.stories[0], hidden) is State.LEAVES
    nickname = with_also(hidden, "Ruksy")
    assert state(nickname.stories[0], nickname) is State.NAMES
    nickname = with_answer(nickname, "s", "Ruksy", FORENAME)
    assert [s.points for s in leaving(nickname).unnamed] == [
        "A visit with [forename] and [forename]"
    ]
    shown = with_answer(circle, "s", "Bo", None)
    assert state(shown.stories[0], shown) is State.ASK
    heard = with_choice(shown, "s", Sharing.ANONYMOUS, at=AT, event=EVENT)
    assert state(heard.stories[0], heard) is State.LEAVES


def test_a_new_choice_cannot_be_linked_to_the_one_before() -> None:
    """Another id to leave under and another code; asked again, the same ones."""
    circle = told(Sharing.ANONYMOUS)
    (first,) = circle.stories
    (same,) = with_choice(circle, "s", Sharing.ANONYMOUS, at=AT, event=EVENT).stories
    assert (same.left_as, same.code) == (first.left_as, first.code)
    (other,) = with_choice(circle, "s", Sharing.NAMED, at=AT, event=EVENT).stories
    assert other.left_as != first.left_as
    assert other.code != first.code
    assert read_code(first.code) == first.code


def test_what_travels_of_a_code_is_no_code_and_links_nothing() -> None:
    """A digest salted with the id: known again by the code, and by nothing else."""
    (story,) = leaving(told(Sharing.NAMED)).circle.stories
    (own,) = told(Sharing.NAMED).stories
    assert story.code == ""
    assert story.choice is None
    assert (story.about, story.answers) == ("", ())
    assert proof_of("s", own.code) != proof_of("t", own.code)
    assert proof_of("s", "") == ""


@pytest.mark.parametrize(
    "typed", ["BCDF-GHJK-LMNP", "bcdf ghjk lmnp", " bcdfghjklmnp ", "BCDF–GHJK–LMNP"]
)
def test_a_code_is_read_however_it_is_typed(typed: str) -> None:
    """Over the telephone, in small letters, with any hyphen."""
    assert read_code(typed) == "BCDFGHJKLMNP"
    assert shown_code(read_code(typed)) == "BCDF-GHJK-LMNP"


@pytest.mark.parametrize(
    "typed", ["", "BCDF", "BCDF-GHJK", "BCDF-GHJK-LMNA", "BCDF-GHJK-LMNP-Q", "123456789012"]
)
def test_what_can_be_no_code_is_none(typed: str) -> None:
    """Nothing is looked for that nobody was given."""
    assert read_code(typed) == ""


def test_a_small_circle_is_warned() -> None:
    """Below five tellers a story without names may still be known by its place among few."""
    circle = told(Sharing.ANONYMOUS)
    assert few_tellers(circle) == FEW
    assert few_tellers(told(Sharing.NAMED)) == ""
    members = tuple(Member(f"m{n}", f"Name{n}") for n in range(5))
    circle = replace(circle, members=members)
    for member in members:
        circle = with_story(circle, member.id, title="One")
    assert few_tellers(circle) == ""


def test_who_says_their_name_hides_nobody() -> None:
    """Of six, two tell with their names: four are left to be the teller of a nameless story."""
    members = tuple(Member(f"m{n}", f"Name{n}") for n in range(6))
    circle = replace(START, members=members)
    for member in members:
        circle = with_story(circle, member.id, story=member.id, title="One")
    circle = with_choice(circle, "m0", Sharing.ANONYMOUS, at=AT, event=EVENT)
    circle = with_choice(circle, "m1", Sharing.NAMED, at=AT, event=EVENT)
    assert few_tellers(circle) == ""
    later = circle.story("m2")
    assert later is not None
    assert few_with(circle, later) == ""
    circle = with_choice(circle, "m5", Sharing.NAMED, at=AT, event=EVENT)
    assert few_tellers(circle) == few_with(circle, later) == FEW


def test_a_person_may_tell_twice_and_take_all_of_it_back() -> None:
    """The second round is a story of its own, with a code of its own."""
    circle = with_story(told(Sharing.NAMED), "a", story="t", title="Second")
    circle = with_choice(circle, "t", Sharing.NAMED, at=AT, event=EVENT)
    assert [s.title for s in circle.stories_of("a")] == ["Mine", "Second"]
    assert len({s.code for s in circle.stories}) == 2
    assert circle.story_of("a") == circle.story("t")
    back = asked_anew(circle, "a")
    assert {s.sharing for s in back.stories} == {Sharing.STAYS}
    assert [s.id for s in without_story(circle, "s").stories] == ["t"]
    assert with_story(circle, "a", story="u", title=" ") == circle


def test_notes_of_what_stays_go_and_the_telling_stays() -> None:
    """The sheet still says how many stories were told."""
    circle = with_story(told(Sharing.NAMED), "b", story="t", title="Private", points="notes")
    kept = without_kept_notes(circle)
    assert leaving(kept).told == 2
    assert kept.story("s") == circle.story("s")
    story = kept.story("t")
    assert story is not None
    assert words_to_leave(story, kept, Sharing.NAMED) == Words("Bo")


def test_a_tellers_slip_says_what_leaves_and_whom_to_tell() -> None:
    """For a story that leaves, and none for one that stays or waits."""
    circle = told(Sharing.NAMED)
    (slip,) = teller_slips(circle, EVENT)
    assert slip.words == Words("Al", "Mine", "A visit\n\twith Bo")
    assert slip.code == shown_code(circle.stories[0].code)
    assert "The Board or Helen" in slip.whom
    assert slip.until == "The Board keeps it until 31 December 2007."
    assert teller_slips(told(Sharing.STAYS), EVENT) == ()
    assert teller_slips(told(Sharing.ANONYMOUS), EVENT) == ()
    (bare,) = teller_slips(replace(circle, facilitator=""), None)
    assert "whoever holds the event" in bare.whom
    assert bare.until == ""


def test_the_order_of_slips_says_nothing_of_the_order_of_telling() -> None:
    """The file of slips leaves the laptop too: it is sorted as the stories are."""
    circle = START
    for number in range(6):
        teller = "ab"[number % 2]
        circle = with_story(circle, teller, story=f"s{number}", title=f"Title {number}")
        circle = with_choice(circle, f"s{number}", Sharing.ANONYMOUS, at=AT, event=EVENT)
    by_id = sorted(circle.stories, key=lambda story: story.left_as)
    assert [slip.words.title for slip in teller_slips(circle, EVENT)] == [s.title for s in by_id]


def test_who_is_asked_is_not_asked_again_before_the_others() -> None:
    """Those nobody asked, or whose words changed, come first; where there are none, all."""
    circle = with_story(told(Sharing.NAMED), "b", story="t", points="Another")
    circle = with_story(circle, "b", story="u", about="Only ours")
    assert [story.id for story in to_ask(circle)] == ["t"]
    circle = with_choice(circle, "t", Sharing.STAYS, at=AT, event=EVENT)
    assert [story.id for story in to_ask(circle)] == ["s", "t"]
    circle = with_story(circle, "a", story="s", points="Other words")
    assert [story.id for story in to_ask(circle)] == ["s"]


def test_a_theme_too_many_is_refused_and_not_left_out() -> None:
    """Twenty different ones are the most; the same one twice is one."""
    most = tuple(f"theme {n}" for n in range(MOST_TAGS))
    (kept,) = with_story(START, "a", tags=(*most, "THEME 0")).stories
    assert kept.tags == most
    with pytest.raises(Refused, match="at most 20 themes"):
        with_story(START, "a", tags=(*most, "one more"))
