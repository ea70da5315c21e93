"""What was saved last is compared with, and only while nothing else can have changed it."""

import json
import sqlite3
from contextlib import closing
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
from storycircle.store.consent import consent_log
from storycircle.store.library import Library
from storycircle.store.rows import comparable
from storycircle.store.saved_state import SavedState
from tests.battery.holding import clock as a_clock
from tests.battery.holding import folder
from tests.support.examples import examples
from tests.support.inside import conn_of

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
    assert seen == ["s0"], "what was written last is known, for as long as nobody changes anything"


def test_a_save_of_what_was_typed_asks_nothing_that_is_known(
    library: Library, clock: SimulatedClock
) -> None:
    """Whose library it is, whether anybody changed it, the words, and where the circle is."""
    stands = SavedState(Stage.STORIES, None, plan_for(None, clock.now()), clock.now())

    def type_(words: str) -> None:
        told = replace(STORIES[0], points=words)
        library.save_circle(replace(CIRCLE, stories=(told, *STORIES[1:])), stands)

    said: list[str] = []
    for words in ("one", "two"):
        type_(words)
    conn_of(library).set_trace_callback(said.append)
    type_("three")
    conn_of(library).set_trace_callback(None)
    assert [" ".join(one.split()[:3]) for one in said] == [
        *("SELECT name, value", "BEGIN IMMEDIATE", "PRAGMA data_version"),
        *("UPDATE [story] SET", "INSERT OR REPLACE", "COMMIT"),
    ]
    assert library.circle("c").stories[0].points == "three"
    versions = [r["version"] for r in conn_of(library).execute("SELECT version FROM story")]
    assert [json.loads(one)[library.device] for one in versions] == [3, 1, 1, 1, 1]


def _typed(library: Library, *, times: int = 3, **said: object) -> None:
    """Words are typed so often that nothing is asked for any more."""
    for number in range(times):
        told = replace(SHARED, points=f"typed {number}", **said)
        library.save_circle(replace(CIRCLE, stories=(told, *STORIES[1:])))


SHARED = replace(STORIES[0], sharing=Sharing.ANONYMOUS, left_as="story-left", code="code-of-it")


def test_a_no_of_a_story_that_is_typed_is_on_the_disk_at_once(library: Library) -> None:
    """However quietly it was saved before, and after a disk that was full too."""
    _typed(library)
    with patch.object(consent_log, "_add", side_effect=Refused("no-room")):
        _typed(library, times=4, sharing=Sharing.STAYS)
    assert consent_log.read_ended(library.path) == {}
    _typed(library, times=1, sharing=Sharing.STAYS)
    assert len(consent_log.read_ended(library.path)) == 1


def test_a_no_that_another_process_did_not_write_down_is_written_with_the_next_word(
    library: Library,
) -> None:
    """It was killed before it could; the circle that is saved next has no story at all."""
    for theme in ("one", "two"):
        library.save_circle(replace(CIRCLE, stories=(), theme=theme))
    with closing(sqlite3.connect(library.path)) as beside, beside:
        beside.execute("INSERT INTO withdrawn VALUES ('other', 'proof', 1, 'd', 1)")
    assert consent_log.read_ended(library.path) == {}
    library.save_circle(replace(CIRCLE, stories=(), theme="three"))
    assert [yes.id for yes in consent_log.read_ended(library.path)] == ["other"]


def test_a_shared_story_that_is_removed_while_others_are_typed_is_a_no_at_once(
    library: Library,
) -> None:
    """What is taken out of a circle is no quiet change."""
    _typed(library)
    library.save_circle(replace(CIRCLE, stories=STORIES[1:]))
    assert len(consent_log.read_ended(library.path)) == 1


def test_what_is_taken_out_while_it_is_typed_can_be_put_back(library: Library) -> None:
    """As it was, and as one more change of what was there."""
    for words in ("one", "two", "three"):
        told = replace(STORIES[0], points=words)
        library.save_circle(replace(CIRCLE, stories=(told, *STORIES[1:])))
    kept = library.circle("c")
    library.save_circle(replace(CIRCLE, stories=STORIES[1:]))
    library.save_circle(kept)
    assert library.circle("c") == kept
    assert conn_of(library).execute("SELECT * FROM removed").fetchall() == []


def test_a_story_that_was_ended_elsewhere_stays_however_it_is_typed(library: Library) -> None:
    """The window has it as it was; each word is saved, and it leaves no more."""
    _typed(library)
    with Library(library.path, library.clock) as other:
        told = replace(other.circle("c").stories[0], sharing=Sharing.STAYS)
        other.save_circle(replace(other.circle("c"), stories=(told, *STORIES[1:])))
    _typed(library, times=4)
    kept = library.circle("c").stories[0]
    assert (kept.points, kept.sharing) == ("typed 3", Sharing.STAYS)


@pytest.mark.parametrize("ours", [True, False])
def test_a_copy_that_comes_while_a_story_is_typed_waits(library: Library, *, ours: bool) -> None:
    """It came through this very window, or through a command beside it; and it is settled as soon
    as the words say what it says.
    """
    _typed(library)
    with closing(sqlite3.connect(library.path)) as beside:
        beside.row_factory = sqlite3.Row
        conn = conn_of(library) if ours else beside
        here = tables.read(conn, "story", "s0")
        assert here is not None
        other = replace(comparable(here), version={"other": 1})
        other = replace(other, fields={**other.fields, "points": "other"})
        tables.write_conflicting(conn, "s0", [other])
        conn.commit()
        _typed(library)
        assert tables.read_conflicting(conn, "s0") == [other]
        for words in ("other", "further"):
            told = replace(SHARED, points=words)
            library.save_circle(replace(CIRCLE, stories=(told, *STORIES[1:])))
        assert tables.read_conflicting(conn, "s0") == []


def test_a_row_that_is_gone_is_no_place_to_write_to(library: Library) -> None:
    """What was typed is not called saved where nothing took it."""
    library.save_circle(CIRCLE)
    conn = conn_of(library)
    old = tables.read(conn, "story", "s0")
    assert old is not None
    conn.execute("DELETE FROM story WHERE id = 's0'")
    with pytest.raises(Refused, match="damaged"):
        tables.write(conn, replace(old, fields={**old.fields, "points": "new"}), old)


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
