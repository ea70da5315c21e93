"""A library that only reads, and one that is saved elsewhere."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from msgspec.structs import replace

from storycircle.core.clock import SimulatedClock
from storycircle.core.error_sentences import Refused
from storycircle.core.model import Circle, Event, Member, Story
from storycircle.core.turns.schedule import Stage, plan_for
from storycircle.store import schema
from storycircle.store.library import Library
from storycircle.store.safety.disk import Lock
from storycircle.store.safety.recovery import save_elsewhere
from storycircle.store.saved_state import SavedState
from tests.support.inside import conn_of

CIRCLE = Circle("c", 1, members=(Member("m", "Al"),), stories=(Story("s", "m", "Told"),))


def test_it_reads_beside_the_one_that_writes_and_changes_nothing(
    library: Library, clock: SimulatedClock
) -> None:
    """A second window looks at the circles of the first, as they are kept."""
    library.save_circle(CIRCLE)
    before = library.path.read_bytes()
    with Library(library.path, clock, reads=True) as other:
        assert other.circle("c") == CIRCLE
        changes: list[Callable[[], object]] = [
            lambda: other.save_circle(replace(CIRCLE, theme="x")),
            lambda: other.save_event(Event("e", "x")),
            lambda: other.erase_circle("c"),
            lambda: other.save_settings(other.settings()),
        ]
        for change in changes:
            with pytest.raises(Refused, match="Nothing was changed: this window only reads"):
                change()
        library.save_circle(replace(CIRCLE, theme="later"))
        assert other.circle("c").theme == "later"
    assert library.path.read_bytes() == before


def test_it_makes_no_library_where_there_is_none(tmp_path: Path, clock: SimulatedClock) -> None:
    """Looking leaves no file behind."""
    with pytest.raises(Refused, match="is not there"):
        Library(tmp_path / "none", clock, reads=True)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("reads", [False, True])
def test_a_newer_library_is_named_and_stays(
    library: Library, clock: SimulatedClock, *, reads: bool
) -> None:
    """An older app says which version it met, and changes not a byte, nor makes a file."""
    library.save_circle(CIRCLE)
    newer = schema.LIBRARY_VERSION + 1
    conn_of(library).execute(f"PRAGMA user_version = {newer}")
    library.close()
    before = {path: path.read_bytes() for path in library.path.parent.iterdir()}
    with pytest.raises(Refused, match=rf"made by a newer Story Circle \({newer}\)"):
        Library(library.path, clock, reads=reads)
    assert {path: path.read_bytes() for path in library.path.parent.iterdir()} == before


def test_saved_elsewhere_is_all_there_is(
    library: Library, clock: SimulatedClock, tmp_path: Path
) -> None:
    """What is on the disk and what is on screen alone, in a library that goes on by itself."""
    library.save_circle(replace(CIRCLE, id="d", number=2, members=(), stories=()))
    library.save_circle(CIRCLE)
    screen = replace(CIRCLE, theme="on screen alone")
    stands = SavedState(Stage.COMMIT, None, plan_for(None, clock.now()), clock.now())
    path = tmp_path / "stick.library"
    save_elsewhere(library, path, (screen, stands))
    assert library.circle("c") == CIRCLE
    assert [p.name for p in tmp_path.iterdir() if p.is_file()] == ["stick.library"]
    with Library(path, clock) as other:
        assert other.circle("c") == screen
        assert [circle.id for circle in other.circles()] == ["c", "d"]
        standing = other.saved_state("c")
        assert standing is not None
        assert standing.stage is Stage.COMMIT
        assert other.device != library.device


def test_a_lock_says_who_has_it(tmp_path: Path) -> None:
    """A second start can name the process, and since when; what cannot be read is not said."""
    first, second = Lock(tmp_path / "library"), Lock(tmp_path / "library")
    assert first.take()
    assert not second.take()
    holder = second.holder()
    assert holder is not None
    assert holder.process == os.getpid()
    first.release()
    (tmp_path / "library.lock").write_text("scribble")
    assert second.holder() is None


@pytest.mark.parametrize("reads", [True, False])
def test_a_damaged_list_of_steps_is_a_sentence(
    library: Library, clock: SimulatedClock, *, reads: bool
) -> None:
    """One letter of the schema that is not ours to read by: it is refused, not a traceback."""
    library.close()
    with closing(sqlite3.connect(library.path)) as conn, conn:
        conn.execute("PRAGMA writable_schema = ON")
        conn.execute("UPDATE sqlite_schema SET sql = replace(sql, 'applied_at', 'applied_zt')")
    with pytest.raises(Refused) as refused:
        Library(library.path, clock, reads=reads)
    assert refused.value.key == "damaged-file"
