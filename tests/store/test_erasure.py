"""Erasing: what is gone from this laptop is gone from its bytes, its copies and its undo."""

import sqlite3
import threading
from pathlib import Path

import pytest
from msgspec.structs import replace

from storycircle.core.clock import SimulatedClock
from storycircle.core.error_sentences import Refused
from storycircle.core.model import Action, Circle, Event, Member, Note, Placement, Sharing, Story
from storycircle.jobs.export import export_circle
from storycircle.jobs.merge import merge_files
from storycircle.store import erasure
from storycircle.store.library import Library
from storycircle.store.safety import backups, integrity_check, restore
from tests.support.inside import conn_of

EVENT = Event("e", "An event")
CIRCLE = Circle(
    "c",
    5,
    "e",
    members=(Member("a", "Al"), Member("b", "Bo")),
    stories=(
        Story("s", "a", "unforgettable-one", "points", left_as="out-s"),
        Story("t", "b", "unforgettable-two", "points", "", Sharing.NAMED, "out-t"),
    ),
    dialogue=(Note("Q", "kept-notes"),),
)


def everywhere(library: Library) -> bytes:
    """All bytes in a library's folder: its log and its copies too."""
    files = library.path.parent.rglob("*")
    return b"".join(path.read_bytes() for path in files if path.is_file())


@pytest.fixture
def held(library: Library, clock: SimulatedClock) -> Library:
    """A circle saved bit by bit, with copies made in between."""
    library.save_event(EVENT)
    for count in range(3):
        library.save_circle(replace(CIRCLE, stories=CIRCLE.stories[:count]))
        library.back_up()
        clock.forward(60)
    return library


def test_an_erased_story_is_gone_from_the_copies_too(held: Library, clock: SimulatedClock) -> None:
    """The copies stay, without it; none of them brings it back."""
    names = backups.names(held.path)
    assert b"unforgettable-one" in everywhere(held)
    held.erase_story("s")
    assert b"unforgettable-one" not in everywhere(held)
    assert b"unforgettable-two" in everywhere(held)
    assert backups.names(held.path) == names
    assert [s.id for s in held.circle("c").stories] == ["t"]
    held.close()
    restore.restore(held.path, names[0], clock.now())
    with Library(held.path, clock) as back:
        assert [s.id for s in back.circle("c").stories] == ["t"]


@pytest.mark.parametrize("sharing", [Sharing.NAMED, Sharing.ANONYMOUS])
def test_an_erased_story_that_had_left_is_withdrawn(
    held: Library, tmp_path: Path, clock: SimulatedClock, sharing: Sharing
) -> None:
    """The next export takes it out where it was merged; one's own file brings nothing back."""
    stories = (CIRCLE.stories[0], replace(CIRCLE.stories[1], sharing=sharing))
    held.save_circle(replace(CIRCLE, stories=stories))
    export_circle(held, held.circle("c"), tmp_path / "1.circle")
    held.erase_story("t")
    export_circle(held, held.circle("c"), tmp_path / "2.circle")
    with Library(tmp_path / "org" / "library", clock) as organiser:
        for name in ("1.circle", "2.circle", "1.circle"):
            list(merge_files(organiser, [tmp_path / name]))
        found = organiser.gathered(EVENT)
        assert found.stories == found.circles[0].stories == ()
        assert b"unforgettable-two" not in everywhere(organiser)
    list(merge_files(held, [tmp_path / "1.circle"]))
    assert [s.id for s in held.circle("c").stories] == ["s"]
    assert held.gathered(EVENT).stories == ()


def test_the_notes_of_what_stays_go_and_the_rest_stays(held: Library) -> None:
    """That a story was told is still counted; stories that may leave are untouched. The own note
    goes too, out of every copy, and comes back with none of them.
    """
    held.save_own_note("c", "unforgettable-own")
    copy = held.back_up()
    assert b"unforgettable-own" in everywhere(held)
    held.strike_notes("c")
    held.erase_owed()
    circle = held.circle("c")
    assert b"unforgettable-one" not in everywhere(held)
    assert b"unforgettable-own" not in everywhere(held)
    assert circle.stories == (Story("s", "a", left_as="out-s"), CIRCLE.stories[1])
    assert circle.dialogue == CIRCLE.dialogue
    held.restore(copy)
    assert held.own_note("c") == ""


def test_an_erased_circle_leaves_nothing_in_any_copy(held: Library) -> None:
    """Names, stories and notes; a copy that cannot be opened goes as a whole."""
    folder = backups.folder(held.path)
    (folder / "2007-06-14 10.00.00.damaged").write_bytes(b"unforgettable-one")
    (folder / "2007-06-14 10.00.01.backup").write_bytes(b"unforgettable-one")
    held.erase_circle("c")
    for word in (b"unforgettable", b"kept-notes"):
        assert word not in everywhere(held)
    assert len(backups.names(held.path)) == 3
    assert sorted(p.suffix for p in folder.iterdir()) == [".backup"] * 3 + [".lock"]


def test_a_copy_begun_before_an_erasing_is_erased_too(
    held: Library, clock: SimulatedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The copy that is made in the background holds the words for a moment: not afterwards."""
    reached, go_on = threading.Event(), threading.Event()
    is_sound = integrity_check.is_sound

    def slowly(conn: sqlite3.Connection) -> bool:
        reached.set()
        go_on.wait(10)
        return is_sound(conn)

    def copied() -> None:
        with Library(held.path, clock) as own:
            own.back_up()

    monkeypatch.setattr(backups, "is_sound", slowly)
    copying = threading.Thread(target=copied)
    copying.start()
    assert reached.wait(10)
    threading.Timer(0.2, go_on.set).start()
    held.erase_story("s")
    copying.join()
    assert len(backups.names(held.path)) == 4
    assert b"unforgettable-one" not in everywhere(held)


def test_what_a_kill_left_of_a_copy_is_erased_too(held: Library) -> None:
    """The half of a copy that was under way holds words as well."""
    left = backups.folder(held.path) / ".storycircle-half"
    left.write_bytes(b"unforgettable-one")
    held.erase_story("s")
    assert b"unforgettable-one" not in everywhere(held)


def test_an_erased_circle_takes_the_wordings_of_its_actions_with_it(held: Library) -> None:
    """Those of actions that were deleted before too; other circles keep theirs."""
    actions = (Action("now", "kept-promise"), Action("then", "broken-promise"))
    held.save_circle(replace(CIRCLE, actions=actions))
    held.save_circle(Circle("d", 6, "e", actions=(Action("other", "their-promise"),)))
    wordings = [Placement(id_, "H", f"wording-{id_}") for id_ in ("now", "then", "other")]
    held.save_placements(wordings)
    held.save_circle(replace(CIRCLE, actions=actions[:1]))
    held.back_up()
    held.erase_circle("c")
    for word in (b"promise-", b"kept-promise", b"broken", b"wording-now", b"wording-then"):
        assert word not in everywhere(held)
    assert held.gathered(EVENT).placements == {"other": wordings[2]}


def test_another_window_that_holds_older_pages_is_told_of(held: Library) -> None:
    """It is erased, but not from the log: a sentence says what to do, and it can be done again."""
    with Library(held.path, held.clock) as other:
        conn_of(other).execute("BEGIN")
        conn_of(other).execute("SELECT * FROM story").fetchone()
        conn_of(held).execute("PRAGMA busy_timeout = 1")
        held.strike_story("s")
        with pytest.raises(Refused, match="another Story Circle window still holds"):
            erasure.clean(conn_of(held), patience=0.2)
        conn_of(other).execute("ROLLBACK")
    held.erase_story("s")
    assert b"unforgettable-one" not in everywhere(held)


def test_what_was_written_over_is_not_left_in_free_pages(library: Library) -> None:
    """A long story that was changed leaves no older words behind in the library's own file."""
    long = tuple(replace(s, points=f"unforgettable {s.id} " * 900) for s in CIRCLE.stories)
    library.save_circle(replace(CIRCLE, stories=long))
    library.tidy()
    assert b"unforgettable s" in everywhere(library)
    library.save_circle(replace(CIRCLE, stories=tuple(replace(s, points="") for s in long)))
    library.tidy()
    assert b"unforgettable s" not in everywhere(library)


def test_erasing_waits_for_whoever_reads_older_pages(held: Library) -> None:
    """A copy is being made meanwhile: its reading ends, and then nothing is left in the log."""
    conn_of(held).execute("PRAGMA busy_timeout = 0")
    reader = sqlite3.connect(held.path, check_same_thread=False)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM story").fetchone()
    ends = threading.Timer(0.4, reader.rollback)
    ends.start()
    held.erase_story("s")
    ends.join()
    reader.close()
    assert b"unforgettable-one" not in everywhere(held)
