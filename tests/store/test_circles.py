"""What was saved last is compared with, and only while nothing else can have changed it."""

import sqlite3
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from storycircle.core.clock import SimulatedClock
from storycircle.core.error_sentences import Refused
from storycircle.core.model import Action, Circle, Event, Idea, Member, Note, Sharing, Story
from storycircle.core.turns.schedule import Stage, plan_for
from storycircle.core.versioned_record import Record
from storycircle.store import tables
from storycircle.store.library import Library
from storycircle.store.saved_state import SavedState
from tests.battery.holding import clock as a_clock
from tests.battery.holding import folder
from tests.support.examples import examples

STORIES = tuple(Story(f"s{i}", "m", f"Story {i}", f"points {i}") for i in range(5))
CIRCLE = Circle("c", 1, members=(Member("m", "Al"),), stories=STORIES)


def test_a_save_of_one_story_compares_no_other(library: Library, clock: SimulatedClock) -> None:
    """Three hundred long stories are not read again for each word that is typed."""
    library.save_circle(CIRCLE)
    held = tables.held
    seen: list[str] = []

    def watched(conn: sqlite3.Connection, record: Record) -> tuple[bool, Record | None]:
        seen.append(record.id)
        return held(conn, record)

    stands = SavedState(Stage.STORIES, None, plan_for(None, clock.now()), clock.now())
    with patch.object(tables, "held", watched):
        for number in range(3):
            first = replace(STORIES[0], points=f"typed {number}")
            library.save_circle(replace(CIRCLE, stories=(first, *STORIES[1:])))
            library.save_state("c", stands)
    assert seen == ["s0"] * 3


def test_what_others_changed_meanwhile_is_seen(library: Library, clock: SimulatedClock) -> None:
    """A command beside the window, an erasing, a change that was undone: all is compared again."""
    library.save_circle(CIRCLE)
    with Library(library.path, clock) as other:
        other.save_circle(replace(CIRCLE, stories=STORIES[:2]))
    library.save_circle(CIRCLE)
    assert library.circle("c") == CIRCLE
    library.erase_story("s3")
    library.save_circle(CIRCLE)
    assert library.circle("c") == CIRCLE
    later = replace(CIRCLE, theme="later", stories=STORIES[:1])
    stands = SavedState(Stage.STORIES, None, plan_for(None, clock.now()), clock.now())
    refuses = patch("storycircle.store.circles.write_saved_state", side_effect=Refused("no-room"))
    with refuses, pytest.raises(Refused):
        library.save_circle(later, stands)
    assert library.circle("c") == CIRCLE
    library.save_circle(later)
    assert library.circle("c") == later


PARTS = st.builds(
    Circle,
    id=st.sampled_from(["c", "d"]),
    number=st.just(1),
    theme=st.sampled_from(["", "a", "b"]),
    event=st.sampled_from([None, "e"]),
    members=st.lists(st.sampled_from("mno"), unique=True).map(
        lambda ids: tuple(Member(id_, id_) for id_ in ids)
    ),
    stories=st.lists(st.sampled_from("stu"), unique=True).flatmap(
        lambda ids: st.tuples(
            *(
                st.builds(
                    Story,
                    id=st.just(id_),
                    points=st.sampled_from(["x", "y"]),
                    sharing=st.sampled_from(Sharing),
                    left_as=st.just(f"left {id_}"),
                )
                for id_ in ids
            )
        )
    ),
    dialogue=st.lists(st.builds(Note, st.just("q"), st.sampled_from("xy")), max_size=3).map(tuple),
    ideas=st.lists(st.sampled_from("ij"), unique=True).map(
        lambda ids: tuple(Idea(id_, id_) for id_ in ids)
    ),
    actions=st.lists(st.sampled_from("abc"), unique=True, max_size=3).map(
        lambda ids: tuple(Action(id_, id_) for id_ in ids)
    ),
)


@settings(max_examples=examples(12), deadline=None)
@given(st.lists(st.tuples(st.integers(0, 1), PARTS), min_size=2, max_size=8))
def test_whatever_is_saved_by_whom_is_what_is_there(steps: list[tuple[int, Circle]]) -> None:
    """Two windows over one library, any circles in any order: the last save stands, whole."""
    clock = a_clock()
    with (
        folder() as place,
        Library(place / "library", clock) as one,
        Library(place / "library", clock) as two,
    ):
        one.save_event(Event("e", "An event"))
        for who, circle in steps:
            # The parts of two circles have ids of their own.
            own = circle if circle.id == "c" else Circle("d", 2, theme=circle.theme)
            kept = (one, two)[who].save_circle(own)
            assert one.circle(own.id) == two.circle(own.id) == kept
            assert [s for s in kept.stories if s not in own.stories] == [
                s for s in kept.stories if s.sharing is Sharing.STAYS and s.code
            ], "no yes that ended comes back, and nothing else differs"


def test_saving_one_story_again_writes_its_own_pages_alone(library: Library) -> None:
    """Old disks are slow: a long story of a large circle is written over in its place."""
    long = tuple(Story(f"s{n}", "a", points="word " * 4_000) for n in range(30))
    held = Circle("c", 1, members=(Member("a", "Al"), Member("b", "Bo")), stories=long)
    library.save_circle(held)
    library.tidy()
    changed = replace(long[7], points="other " * 3_400)
    library.save_circle(replace(held, stories=(*long[:7], changed, *long[8:])))
    log = library.path.with_name(library.path.name + "-wal").stat().st_size
    assert log < 10 * 4_120, "five pages of text, and those that say where they are"


def test_a_word_more_touches_one_page_and_no_index(library: Library) -> None:
    """A page that is written is waited for: only what says something new is."""
    library.save_circle(CIRCLE)
    library.tidy()
    told = replace(STORIES[0], points="points 0 and a word")
    library.save_circle(replace(CIRCLE, stories=(told, *STORIES[1:])))
    log = library.path.with_name(library.path.name + "-wal").stat().st_size
    assert log == 32 + 4_120, "the log's own head, and one page with its head"


@pytest.mark.parametrize("letters", [10, 300, 900, 1_100, 5_000, 40_000])
@pytest.mark.parametrize("letter", ["w", "ö", "語", "😀"])
def test_what_was_written_over_stands_nowhere(library: Library, letters: int, letter: str) -> None:
    """Shorter or longer, in a page with others or in pages of its own: none of it is left."""
    marked = f"rather-unforgettable {letter * letters}"
    shorter, longer = letter * (letters // 2), letter * (letters * 2)
    for points in (shorter, longer, "", f"{longer} unlike"):
        library.save_circle(replace(CIRCLE, stories=(replace(STORIES[0], points=marked),)))
        library.save_circle(replace(CIRCLE, stories=(replace(STORIES[0], points=points),)))
        assert library.circle("c").stories[0].points == points
        library.tidy()
        assert b"rather-unforgettable" not in library.path.read_bytes()


def test_a_field_that_is_no_more_is_taken_out_of_its_row(library: Library) -> None:
    """A column that has nothing is NULL, and the digest is of what is there."""
    library.save_circle(CIRCLE)
    alone = replace(STORIES[0], teller=None, unconfirmed=True)
    library.save_circle(replace(CIRCLE, stories=(alone, *STORIES[1:])))
    assert library.circle("c").stories[0] == alone
    library.save_circle(CIRCLE)
    assert library.circle("c") == CIRCLE
