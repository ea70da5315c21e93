"""Merging circle files: in any order, as often as one likes, to the same end."""

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import datetime
from itertools import permutations
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from storycircle.core.clock import SimulatedClock
from storycircle.core.consent.permission_to_leave import with_choice, with_sharing
from storycircle.core.merge.decision import Outcome
from storycircle.core.model import (
    Action,
    Circle,
    Event,
    Gathered,
    Idea,
    Member,
    Note,
    Placement,
    Sharing,
    Story,
)
from storycircle.core.turns.schedule import Stage, plan_for
from storycircle.jobs.report import report_bytes
from storycircle.store.exchange import circle_file
from storycircle.store.exchange.apply_merge import Incoming
from storycircle.store.exchange.confirmation import Everything
from storycircle.store.library import Library
from storycircle.store.saved_state import SavedState
from tests.support.examples import examples
from tests.support.fresh import fresh_library
from tests.support.inside import conn_of, dump
from tests.support.looking import looked_at

EVENT = Event("e", "An event", "2007-06-14")
START = Circle(
    "c",
    5,
    event="e",
    members=(Member("m1", "Al", "Chair", "Agency"), Member("m2", "Bo")),
    stories=(Story("s1", "m1", "Al's", "points"),),
    dialogue=(Note("Q", "notes"),),
    ideas=(Idea("i", "An idea"),),
    actions=(Action("a1", "Own words", ("m1",)),),
)

NOON = datetime(2007, 6, 14, 12, 0)  # noqa: DTZ001 (the room's own time)


class Laptops:
    """Libraries of several laptops, in a folder of their own."""

    def __init__(self, folder: Path, clock: SimulatedClock, stack: ExitStack) -> None:
        self.folder, self.clock, self.stack, self.made = folder, clock, stack, 0

    def new(self) -> Library:
        self.made += 1
        path = self.folder / str(self.made) / "library"
        return self.stack.enter_context(fresh_library(path, self.clock))

    def file(self, library: Library, circle: str = "c") -> Incoming:
        """A circle's file as it leaves a laptop now."""
        self.made += 1
        path = self.folder / f"{self.made}.circle"
        leave = library.leave(library.circle(circle))
        library.exported(leave, path, circle_file.write(leave, path))
        return circle_file.read(path)


@pytest.fixture
def laptops(tmp_path: Path, clock: SimulatedClock) -> Iterator[Laptops]:
    with ExitStack() as stack:
        yield Laptops(tmp_path, clock, stack)


def facilitator(laptops: Laptops, circle: Circle = START) -> Library:
    library = laptops.new()
    library.save_event(EVENT)
    library.save_circle(circle)
    return library


def report(library: Library) -> bytes:
    return report_bytes(library.gathered(library.events()[0]), ".json")


def test_the_june_2007_circles_merge_in_any_order_to_one_report(
    laptops: Laptops, example: Gathered
) -> None:
    """Six files, in any order, twice over, are one report."""
    whole = laptops.new()
    whole.load(example)
    files = [laptops.file(whole, circle.id) for circle in example.circles]
    reports = set()
    for order in (files, files[::-1], files[3:] + files[:3]):
        organiser = laptops.new()
        outcomes = [organiser.merge(file) for file in (*order, *files)]
        assert outcomes == [Outcome.NEW] * 6 + [Outcome.SAME] * 6
        reports.add(report(organiser))
    assert reports == {report_bytes(example, ".json")}


def test_two_changes_apart_need_a_look_once_and_both_are_kept(laptops: Laptops) -> None:
    """What two people wrote without knowing each other is both there for a person to settle."""
    one, two, organiser = facilitator(laptops), laptops.new(), laptops.new()
    first = laptops.file(one)
    two.merge(first)
    organiser.merge(first)
    for library, words in ((one, "One's words"), (two, "Two's words")):
        circle = library.circle("c")
        action = replace(circle.actions[0], text=words)
        library.save_circle(replace(circle, actions=(action,)))
    assert organiser.merge(laptops.file(one)) is Outcome.UPDATED
    assert organiser.merge(laptops.file(two)) is Outcome.LOOK
    for library in (two, one):
        assert organiser.merge(laptops.file(library)) is Outcome.SAME
    assert len(organiser.conflicts()) == 1
    assert organiser.circle("c").actions[0].text == "Two's words"
    (row,) = conn_of(organiser).execute("SELECT fields FROM conflicts").fetchall()
    assert "One's words" in row["fields"]
    assert one.merge(laptops.file(two)) is Outcome.LOOK
    assert one.circle("c").actions == organiser.circle("c").actions


def test_two_who_wrote_the_same_need_no_look_then_or_later(laptops: Laptops) -> None:
    """Agreement is no conflict, and does not become one when the words are changed once more."""
    one, two, organiser = facilitator(laptops), laptops.new(), laptops.new()
    two.merge(laptops.file(one))
    for library in (one, two):
        library.save_circle(replace(library.circle("c"), theme="The same theme"))
        organiser.merge(laptops.file(library))
    assert len(organiser.conflicts()) == 0
    organiser.save_circle(replace(organiser.circle("c"), theme="Another theme"))
    assert len(organiser.conflicts()) == 0
    for library in (one, two):
        assert organiser.merge(laptops.file(library)) is Outcome.SAME
    assert organiser.circle("c").theme == "Another theme"


def test_a_later_word_on_one_side_does_not_hide_the_other(laptops: Laptops) -> None:
    """Three files of two laptops end the same whichever comes first."""
    one, two = facilitator(laptops), laptops.new()
    first = laptops.file(one)
    two.merge(first)
    files = [first]
    for library, theme in ((one, "z"), (two, "m"), (one, "c")):
        library.save_circle(replace(library.circle("c"), theme=theme))
        files.append(laptops.file(library))
    ends = set()
    for order in permutations(files):
        organiser = laptops.new()
        for file in order:
            organiser.merge(file)
        ends.add((report(organiser), len(organiser.conflicts())))
    assert len(ends) == 1


def test_merging_ones_own_file_back_is_the_same_and_loses_nothing(laptops: Laptops) -> None:
    """Roles, agencies, stories that stay, notes and ideas are still there."""
    stories = (
        Story("s1", "m1", "Stays", left_as="l1"),
        Story("s2", "m2", "Named", sharing=Sharing.NAMED, left_as="l2"),
        Story("s3", "m1", "Unnamed", sharing=Sharing.ANONYMOUS, left_as="l3"),
    )
    library = facilitator(laptops, replace(START, stories=stories, consent=True))
    before = library.gathered(EVENT)
    assert library.merge(laptops.file(library)) is Outcome.SAME
    assert library.gathered(EVENT) == before


def test_a_dry_run_changes_nothing(laptops: Laptops) -> None:
    """Asking what would happen is not doing it."""
    one, organiser = facilitator(laptops), laptops.new()
    file = laptops.file(one)
    before = dump(organiser)
    assert organiser.merge(file, keep=False) is Outcome.NEW
    assert dump(organiser) == before
    organiser.merge(file)
    one.save_circle(replace(one.circle("c"), theme="later"))
    before = dump(organiser)
    assert organiser.merge(laptops.file(one), keep=False) is Outcome.UPDATED
    assert dump(organiser) == before


def test_the_organisers_words_are_not_touched_by_a_late_fix(laptops: Laptops) -> None:
    """A facilitator's correction and an organiser's editing are two records."""
    one, organiser = facilitator(laptops), laptops.new()
    organiser.merge(laptops.file(one))
    organiser.save_placements([Placement("a1", "H", "Edited")])
    action = replace(START.actions[0], text="Corrected words")
    one.save_circle(replace(START, actions=(action,)))
    assert organiser.merge(laptops.file(one)) is Outcome.UPDATED
    assert len(organiser.conflicts()) == 0
    here = organiser.gathered(EVENT)
    assert here.circles[0].actions[0].text == "Corrected words"
    assert here.wording_of(here.circles[0].actions[0]) == "Edited"


def test_who_was_taken_out_is_taken_out_everywhere(laptops: Laptops) -> None:
    """A person who withdrew is not brought back by an older file."""
    one, organiser = facilitator(laptops), laptops.new()
    old = laptops.file(one)
    one.save_circle(replace(START, members=START.members[:1], stories=()))
    new = laptops.file(one)
    for file in (old, new, old):
        organiser.merge(file)
    assert [m.name for m in organiser.circle("c").members] == ["Al"]


def test_a_teller_taken_off_a_story_is_taken_off_everywhere(laptops: Laptops) -> None:
    """A field that is empty in the newer copy does not live on from the older one."""
    story = Story("s1", "m1", "Al's", sharing=Sharing.NAMED, left_as="l")
    one, organiser = facilitator(laptops, replace(START, stories=(story,))), laptops.new()
    organiser.merge(laptops.file(one))
    one.save_circle(replace(START, stories=(replace(story, teller=None),)))
    organiser.merge(laptops.file(one))
    assert organiser.circle("c").stories[0].teller is None


# Withdrawing.


def raw(library: Library) -> bytes:
    """A library's bytes, those of its write-ahead log too."""
    log = library.path.with_name(library.path.name + "-wal")
    return library.path.read_bytes() + (log.read_bytes() if log.exists() else b"")


def telling(sharing: Sharing) -> Story:
    return with_sharing(Story("s1", "m1", "withdrawn-title", "withdrawn-points"), sharing)


@pytest.mark.parametrize("first", [Sharing.NAMED, Sharing.ANONYMOUS])
def test_a_withdrawn_story_is_gone_from_the_organisers_bytes(
    laptops: Laptops, first: Sharing
) -> None:
    """Who takes back their leave is obeyed on the organiser's disk too, whatever comes again."""
    story = telling(first)
    one, organiser = facilitator(laptops, replace(START, stories=(story,))), laptops.new()
    old = laptops.file(one)
    organiser.merge(old)
    assert b"withdrawn-points" in raw(organiser)
    kept = with_sharing(story, Sharing.STAYS)
    one.save_circle(replace(START, stories=(kept,)))
    new = laptops.file(one)
    for file in (new, old, new):
        organiser.merge(file)
        assert b"withdrawn-points" not in raw(organiser)
        assert b"withdrawn-title" not in report(organiser)
    for file in (old, new, old):
        one.merge(file)
    assert one.circle("c").stories == (kept,)
    assert one.gathered(EVENT).stories == ()


def test_a_withdrawn_story_that_two_laptops_changed_is_gone_too(laptops: Laptops) -> None:
    """The other side of two changes is not a hiding place."""
    story = telling(Sharing.NAMED)
    one, two = facilitator(laptops, replace(START, stories=(story,))), laptops.new()
    organiser = laptops.new()
    two.merge(laptops.file(one))
    for library, quote in ((one, "z"), (two, "a")):
        (told,) = library.circle("c").stories
        told = replace(told, quote=quote)
        library.save_circle(replace(library.circle("c"), stories=(told,)))
        organiser.merge(laptops.file(library))
    assert len(organiser.conflicts()) == 1
    one.save_circle(replace(START, stories=(with_sharing(story, Sharing.STAYS),)))
    organiser.merge(laptops.file(one))
    assert b"withdrawn-points" not in raw(organiser)
    assert len(organiser.conflicts()) == 0


def test_leave_that_is_given_again_counts_again(laptops: Laptops) -> None:
    """Named, withdrawn, and named after all: the last word of the teller stands."""
    story = telling(Sharing.NAMED)
    one, organiser = facilitator(laptops, replace(START, stories=(story,))), laptops.new()
    for choice in (Sharing.NAMED, Sharing.STAYS, Sharing.NAMED):
        story = with_sharing(story, choice)
        one.save_circle(replace(START, stories=(story,)))
        organiser.merge(laptops.file(one))
        shown = [told.title for told in organiser.circle("c").stories]
        assert shown == (["withdrawn-title"] if choice is Sharing.NAMED else [])


# Any history.

EDITS = st.sampled_from(
    ["theme", "rename", "add member", "remove member", "action", "add action", "share", "merge"]
)


def edited(circle: Circle, what: str, word: str) -> Circle:
    """The circle after one change of a kind, where there is something to change."""
    members, stories, actions = circle.members, circle.stories, circle.actions
    theme = circle.theme
    if what == "theme":
        theme = word
    elif what == "add member":
        members = (*members, Member(f"new-{word}-{len(members)}", word))
    elif what == "rename" and members:
        members = (replace(members[0], name=word), *members[1:])
    elif what == "remove member":
        members = members[:-1]
    elif what == "action" and actions:
        actions = (replace(actions[0], text=word), *actions[1:])
    elif what == "add action" and len(actions) < 3:
        actions = (*actions, Action(f"new-{word}", word))
    elif what == "share" and stories:
        choices = list(Sharing)
        turned = choices[(choices.index(stories[0].sharing) + 1) % 3]
        stories = (with_sharing(stories[0], turned), *stories[1:])
    return replace(circle, theme=theme, members=members, stories=stories, actions=actions)


@settings(max_examples=examples(5))
@given(
    st.lists(st.tuples(st.integers(0, 2), EDITS, st.sampled_from(["x", "y"])), max_size=8),
    st.randoms(use_true_random=False),
)
def test_any_history_on_three_laptops_ends_in_one_report(
    history: list[tuple[int, str, str]], chance: Random
) -> None:
    """Whatever three laptops wrote and passed on, the order of gathering is nothing."""
    with TemporaryDirectory() as folder, ExitStack() as stack:
        laptops = Laptops(Path(folder), SimulatedClock(NOON), stack)
        first = facilitator(laptops)
        files = [laptops.file(first)]
        three = [first, laptops.new(), laptops.new()]
        for other in three[1:]:
            other.merge(files[0])
        for who, what, word in history:
            library = three[who]
            if what == "merge":
                library.merge(chance.choice(files), accepted=Everything())
            else:
                before = library.circle("c")
                own = f"{word}{who}" if what.startswith("add") else word
                library.save_circle(edited(before, what, own))
            files.append(laptops.file(library))
        ends = set()
        for order in (files, files[::-1], chance.sample(files, len(files)) + files):
            organiser = laptops.new()
            for file in order:
                organiser.merge(file, accepted=Everything())
            ends.add(report(organiser))
    assert len(ends) == 1


def test_a_name_found_later_is_taken_out_of_what_left(laptops: Laptops) -> None:
    """It waits for a look; what then leaves is newer than the first, and stays so."""
    story = Story("s", "m1", points="Peter came", sharing=Sharing.ANONYMOUS, left_as="out")
    circle = replace(START, stories=(story,))
    home, organiser = facilitator(laptops, circle), laptops.new()

    def told(circle: Circle) -> tuple[Outcome, list[str]]:
        home.save_circle(circle)
        outcome = organiser.merge(laptops.file(home))
        return outcome, [s.points for s in organiser.gathered(EVENT).stories]

    assert told(circle) == (Outcome.NEW, ["Peter came"])
    circle = replace(circle, members=(*circle.members, Member("m3", "Peter")))
    assert told(circle) == (Outcome.UPDATED, [])
    circle = looked_at(circle)
    assert told(circle) == (Outcome.UPDATED, ["[forename] came"])
    assert told(circle) == (Outcome.SAME, ["[forename] came"])
    (story,) = circle.stories
    silent = replace(circle, stories=(replace(story, sharing=Sharing.STAYS),))
    assert told(silent)[1] == []
    assert told(circle)[1] == [], "the yes that was taken back has ended"
    anew = with_choice(circle, "s", Sharing.STAYS, at=NOON, event=EVENT)
    anew = with_choice(anew, "s", Sharing.ANONYMOUS, at=NOON, event=EVENT)
    assert told(anew)[1] == ["[forename] came"]
    assert told(silent)[1] == []


def test_a_name_taken_out_by_another_laptop_is_still_masked_where_the_circle_was_held(
    laptops: Laptops, clock: SimulatedClock
) -> None:
    """A merge that removes a member does not let their name out of a story without names."""
    gone = START.members[1]
    words = f"Then {gone.name} wept"
    story = Story("s", START.members[0].id, points=words, sharing=Sharing.ANONYMOUS, left_as="out")
    home, other, organiser = facilitator(laptops), laptops.new(), laptops.new()
    stands = SavedState(Stage.STORIES, None, plan_for(EVENT, clock.now()), clock.now())
    home.save_circle(looked_at(replace(START, stories=(story,))), stands)
    other.merge(laptops.file(home))
    other.save_circle(replace(other.circle("c"), members=START.members[:1]))
    removal = laptops.file(other)
    home.merge(removal, accepted=Everything())
    organiser.merge(laptops.file(home))
    organiser.merge(removal)
    assert [member.name for member in home.circle("c").past] == [gone.name]
    assert [s.points for s in organiser.gathered(EVENT).stories] == ["Then [forename] wept"]
    assert not organiser.circle("c").past
