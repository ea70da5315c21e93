"""Withdrawing by a code: without a name, for good, and saying what carries the story."""

from datetime import datetime
from pathlib import Path

import pytest

from storycircle.core.clock import SimulatedClock
from storycircle.core.consent.permission_to_leave import with_choice
from storycircle.core.consent.withdrawal_code import shown_code
from storycircle.core.error_sentences import Refused
from storycircle.core.model import Circle, Event, Member, Sharing
from storycircle.core.stories import with_story
from storycircle.jobs.export import export_circle, hand_on, withdrawn_lines
from storycircle.jobs.merge import merge_files
from storycircle.jobs.report import write_report
from storycircle.store.library import Library
from storycircle.store.safety import restore
from tests.store.test_erasure import everywhere
from tests.support.fresh import fresh_library

EVENT = Event("e", "An event")
START = Circle("c", 5, "e", members=(Member("a", "Al"), Member("b", "Bo")))
AT = datetime(2007, 6, 14, 11, 40)  # noqa: DTZ001 (the room's own time)


def told(sharing: Sharing, title: str = "unforgettable") -> Circle:
    circle = with_story(START, "a", story="s", title=title)
    return with_choice(circle, "s", sharing, at=AT, event=EVENT)


def hand_over(library: Library, circle: Circle, path: Path) -> Path:
    library.save_event(EVENT)
    library.save_circle(circle)
    export_circle(library, circle, path)
    return path


@pytest.mark.parametrize("sharing", [Sharing.NAMED, Sharing.ANONYMOUS])
def test_the_organiser_withdraws_without_knowing_a_name(
    library: Library, clock: SimulatedClock, tmp_path: Path, sharing: Sharing
) -> None:
    """Gone from rows, bytes and copies; no older or later copy by the same yes comes back."""
    circle = told(sharing)
    code = circle.stories[0].code
    first = hand_over(library, circle, tmp_path / "1.circle")
    assert code.encode() not in first.read_bytes()
    with fresh_library(tmp_path / "org" / "library", clock) as organiser:
        list(merge_files(organiser, [first]))
        write_report(tmp_path / "report.md", organiser, EVENT)
        kept = organiser.back_up()
        done = organiser.withdraw(shown_code(code).lower())
        assert [name for _, name in done.carriers] == ["report.md"]
        assert "report.md, of 14 June 2007, 11.16, carries it." in "".join(withdrawn_lines(done))
        assert b"unforgettable" not in everywhere(organiser)
        later = with_story(circle, "a", story="s", quote="more")
        later = with_choice(later, "s", sharing, at=AT, event=EVENT)
        second = hand_over(library, later, tmp_path / "2.circle")
        for file in (first, second, first):
            list(merge_files(organiser, [file]))
            assert b"unforgettable" not in everywhere(organiser)
        with pytest.raises(Refused, match="No story here has the code"):
            organiser.withdraw(code)
    restore.restore(tmp_path / "org" / "library", kept, clock.now())
    with Library(tmp_path / "org" / "library", clock) as organiser:
        list(merge_files(organiser, [first]))
        found = organiser.gathered(EVENT)
        assert found.stories == found.circles[0].stories == ()


@pytest.mark.parametrize("sharing", [Sharing.NAMED, Sharing.ANONYMOUS])
def test_a_new_yes_after_a_withdrawal_counts(
    library: Library, clock: SimulatedClock, tmp_path: Path, sharing: Sharing
) -> None:
    """The teller asked the organiser to take it out, and says yes to the facilitator later, who
    has heard of the withdrawal.
    """
    circle = told(sharing)
    first = hand_over(library, circle, tmp_path / "1.circle")
    with Library(tmp_path / "org" / "library", clock) as organiser:
        list(merge_files(organiser, [first]))
        organiser.withdraw(circle.stories[0].code)
        library.withdraw(circle.stories[0].code)
        for choice in (Sharing.STAYS, sharing):
            circle = with_choice(circle, "s", choice, at=AT, event=EVENT)
            list(merge_files(organiser, [hand_over(library, circle, tmp_path / "2.circle")]))
        found = organiser.gathered(EVENT)
        assert len(found.stories) + len(found.circles[0].stories) == 1


def test_where_the_story_was_told_a_code_makes_it_stay(library: Library, tmp_path: Path) -> None:
    """It is still the circle's own; what was exported is named, and the next export withdraws."""
    circle = told(Sharing.NAMED)
    hand_over(library, circle, tmp_path / "1.circle")
    done = library.withdraw(circle.stories[0].code)
    assert done.circle == "c"
    assert [name for _, name in done.carriers] == ["1.circle"]
    (story,) = library.circle("c").stories
    assert story.sharing is Sharing.STAYS
    assert story.title == "unforgettable"
    assert "Export the circle again" in "".join(withdrawn_lines(done))
    leave = library.leave(library.circle("c"))
    assert [record.id for record in leave.removed] == ["s"]


@pytest.mark.parametrize(
    ("code", "why"), [("hello", "is not a withdrawal code"), ("BCDF-GHJK-LMNP", "No story here")]
)
def test_a_code_that_fits_nothing_is_refused(library: Library, code: str, why: str) -> None:
    """Nothing is changed by a slip of the tongue."""
    library.save_circle(told(Sharing.NAMED))
    with pytest.raises(Refused, match=why):
        library.withdraw(code)


def test_two_stories_of_one_teller_are_not_linked(library: Library) -> None:
    """No field of their records in a file is the same but what all stories share."""
    circle = told(Sharing.ANONYMOUS)
    circle = with_story(circle, "a", story="t", title="Second")
    circle = with_choice(circle, "t", Sharing.ANONYMOUS, at=AT, event=EVENT)
    library.save_circle(circle)
    one, two = (r for r in library.leave(circle).records if r.kind == "story")
    same = {key for key, value in one.fields.items() if two.fields.get(key) == value}
    assert same == {"event", "points", "quote", "tags", "sharing", "under"}
    assert set(one.version.values()) == set(two.version.values()) == {1}


@pytest.mark.parametrize("sharing", [Sharing.NAMED, Sharing.ANONYMOUS])
@pytest.mark.parametrize("first", [True, False])
def test_another_organiser_hears_of_a_withdrawal(
    library: Library, clock: SimulatedClock, tmp_path: Path, sharing: Sharing, *, first: bool
) -> None:
    """Whether the story comes to them before or after: it is not there, in rows, bytes, copies."""
    circle = told(sharing)
    story = hand_over(library, circle, tmp_path / "1.circle")
    with (
        fresh_library(tmp_path / "org" / "library", clock) as organiser,
        fresh_library(tmp_path / "next" / "library", clock) as following,
    ):
        list(merge_files(organiser, [story]))
        organiser.withdraw(circle.stories[0].code)
        hand_on(organiser, tmp_path / "all.zip")
        files = [story, tmp_path / "all.zip", story]
        said = list(merge_files(following, files if first else files[1:]))
        assert b"unforgettable" not in everywhere(following)
        (taken,) = [m for m in said if m.why == "One story withdrawn."]
        assert taken.name == "taken out.circle"
        assert ("updated" in {m.outcome for m in said}) is first, "by the circle's file or by this"
        assert not [m for m in said if m.outcome == "updated" and "unforgettable" in m.line()]
        hand_on(following, tmp_path / "back.zip")
        assert {m.outcome for m in merge_files(organiser, [tmp_path / "back.zip"])} == {"same"}
        list(merge_files(library, [tmp_path / "all.zip"]))
        again = with_choice(circle, "s", Sharing.STAYS, at=AT, event=EVENT)
        for later in (again, with_choice(again, "s", sharing, at=AT, event=EVENT)):
            list(merge_files(following, [hand_over(library, later, tmp_path / "2.circle")]))
        found = following.gathered(EVENT)
        assert len(found.stories) + len(found.circles[0].stories) == 1, "a later yes counts"


@pytest.mark.parametrize("sharing", [Sharing.NAMED, Sharing.ANONYMOUS])
def test_a_withdrawal_makes_the_story_stay_at_home_and_keeps_its_words(
    library: Library, clock: SimulatedClock, tmp_path: Path, sharing: Sharing
) -> None:
    """A file takes nothing out of the circle's own laptop; but a no is a no there too."""
    circle = told(sharing)
    story = hand_over(library, circle, tmp_path / "1.circle")
    with fresh_library(tmp_path / "org" / "library", clock) as organiser:
        list(merge_files(organiser, [story]))
        organiser.withdraw(circle.stories[0].code)
        hand_on(organiser, tmp_path / "all.zip")
    list(merge_files(library, [tmp_path / "all.zip"]))
    (here,) = library.circle("c").stories
    assert (here.title, here.sharing) == ("unforgettable", Sharing.STAYS)
    assert not [r for r in library.leave(library.circle("c")).records if r.kind == "story"]
    kept = library.save_circle(circle)
    assert kept.stories[0].sharing is Sharing.STAYS, "nor does a window that still shows the yes"
    again = with_choice(kept, "s", sharing, at=AT, event=EVENT)
    library.save_circle(again)
    assert [r for r in library.leave(again).records if r.kind == "story"], "asked anew it leaves"
