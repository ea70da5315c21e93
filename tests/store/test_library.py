"""The library: what is saved comes back, and what has not changed is not written."""

import json
import os
import stat
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from msgspec.structs import replace

from storycircle.core.clock import SimulatedClock
from storycircle.core.error_sentences import Refused
from storycircle.core.model import Circle, Event, Gathered, Member, Story
from storycircle.core.turns.queue import new_round
from storycircle.core.turns.schedule import Stage, StageClocks, plan_for
from storycircle.jobs.export import choose_event
from storycircle.store import schema
from storycircle.store.connection import open_library, open_to_read
from storycircle.store.exchange import circle_file
from storycircle.store.library import Library
from storycircle.store.safety import live_files
from storycircle.store.saved_state import SavedState
from tests.support.examples import examples
from tests.support.inside import conn_of
from tests.support.strategies import circles, gathereds

TWO = (Member("m1", "Al"), Member("m2", "Bo"))


@contextmanager
def fresh() -> Iterator[tuple[Path, SimulatedClock]]:
    """A path for a library of one example."""
    with TemporaryDirectory() as folder:
        yield Path(folder) / "library", SimulatedClock(datetime(2007, 6, 14, 11, 16))  # noqa: DTZ001


def versions(library: Library, kind: str) -> dict[str, dict[str, int]]:
    rows = conn_of(library).execute(f"SELECT id, version FROM [{kind}]")  # noqa: S608
    return {row["id"]: json.loads(row["version"]) for row in rows}


@settings(max_examples=examples(10))
@given(circles())
def test_a_saved_circle_is_the_same_after_reopening(circle: Circle) -> None:
    """Whatever a circle holds, the library gives it back."""
    with fresh() as (path, clock):
        with Library(path, clock) as library:
            library.save_circle(circle)
        with Library(path, clock) as library:
            assert library.circle(circle.id) == circle
            assert library.circles() == [circle]


@settings(max_examples=examples(10))
@given(gathereds())
def test_a_loaded_event_is_the_same_after_reopening(gathered: Gathered) -> None:
    """An event, its circles, placements and stories without names come back."""
    ordered = replace(gathered, circles=tuple(sorted(gathered.circles, key=lambda c: c.number)))
    with fresh() as (path, clock):
        with Library(path, clock) as library:
            library.load(gathered)
        with Library(path, clock) as library:
            (event,) = library.events()
            here = library.gathered(event)
    assert (here.event, here.circles, here.placements) == (
        ordered.event,
        ordered.circles,
        ordered.placements,
    )
    words = [(s.id, s.title, s.points, s.quote, s.sharing) for s in here.stories]
    assert words == [(s.id, s.title, s.points, s.quote, s.sharing) for s in ordered.stories]


def test_only_what_changed_is_written(library: Library) -> None:
    """A version counts changes, so that a copy that was not touched is not newer."""
    circle = Circle("c", 1, members=TWO)
    library.save_circle(circle)
    library.save_circle(circle)
    assert versions(library, "circle") == {"c": {library.device: 1}}
    library.save_circle(replace(circle, members=(TWO[0], replace(TWO[1], name="Bob"))))
    assert versions(library, "circle") == {"c": {library.device: 1}}
    assert versions(library, "member") == {"m1": {library.device: 1}, "m2": {library.device: 2}}


def test_what_is_taken_out_leaves_a_tombstone(library: Library) -> None:
    """A removed person is not brought back by an older file, and can be added again."""
    circle = Circle("c", 1, members=TWO)
    library.save_circle(circle)
    library.save_circle(replace(circle, members=TWO[:1]))
    assert versions(library, "removed") == {"m2": {library.device: 2}}
    library.save_circle(circle)
    assert versions(library, "removed") == {}
    assert versions(library, "member")["m2"] == {library.device: 3}
    assert library.circle("c") == circle


def test_where_a_circle_stood_comes_back(library: Library) -> None:
    """Quit in the middle of a turn, start again, carry on."""
    plan = plan_for(None, library.clock.now())
    round_ = new_round(("m1", "m2"), 600).pass_turn(0).start(0).next(20).start(25).next(50)
    round_ = round_.second_round().start(60).suspend(90)
    clocks = StageClocks({Stage.DIALOGUE: 5.0})
    at = library.clock.now()
    standing = SavedState(Stage.STORIES, round_, plan, at, clocks, going=Stage.STORIES)
    library.save_circle(Circle("c", 1, members=TWO), standing)
    assert library.saved_state("c") == standing
    later = replace(standing, stage=Stage.GATHER, round=None)
    library.save_state("c", later)
    assert library.saved_state("c") == later
    assert library.saved_state("d") is None


def test_no_clock_runs_while_the_app_is_shut(library: Library) -> None:
    """A laptop started anew has another clock; elapsed time must not be taken from it."""
    plan = plan_for(None, library.clock.now())
    running = new_round(("m1", "m2"), 600).start(5_000)
    library.save_circle(
        Circle("c", 1, members=TWO), SavedState(Stage.STORIES, running, plan, library.clock.now())
    )
    back = library.saved_state("c")
    assert back is not None
    assert back.round is not None
    assert not back.round.running
    assert back.round.elapsed(0) == 0


def test_stories_without_names_stay_with_their_event(library: Library) -> None:
    """The report of one event holds no story of another."""
    for name in ("One", "Two"):
        story = Story(f"s{name}", None, name, left_as=f"s{name}")
        library.load(Gathered(Event(f"e{name}", name), stories=(story,)))
    one = next(event for event in library.events() if event.title == "One")
    assert [story.title for story in library.gathered(one).stories] == ["One"]


def test_an_unknown_circle_is_an_error_of_ours(library: Library) -> None:
    """Nothing is made up for a circle that is not there."""
    with pytest.raises(KeyError):
        library.circle("nowhere")


def test_an_event_is_chosen_by_title_or_id(library: Library) -> None:
    """With several events one has to be named, and is found whatever the case."""
    with pytest.raises(Refused, match="no event in this library"):
        choose_event(library, None)
    library.save_event(Event("e1", "One"))
    assert choose_event(library, None).title == "One"
    library.save_event(Event("e2", "Two"))
    with pytest.raises(Refused, match="several events"):
        choose_event(library, None)
    assert choose_event(library, "two").id == "e2"
    assert choose_event(library, "e1").title == "One"
    with pytest.raises(Refused, match="called “Three”"):
        choose_event(library, "Three")


def test_an_erased_circle_leaves_no_bytes(library: Library) -> None:
    """Erasing a circle takes its words off the disk, not only out of sight."""
    circle = Circle("c", 1, theme="unforgettable-theme", members=(Member("m", "unforgettable"),))
    library.save_circle(circle)
    library.erase_circle("c")
    assert library.circles() == []
    assert b"unforgettable" not in on_disk(library.path)


def on_disk(library: Path) -> bytes:
    """All bytes of a library, its write-ahead log too."""
    return b"".join(path.read_bytes() for path in library.parent.glob(library.name + "*"))


@pytest.mark.parametrize(
    "kind", ["circle file", "newer", "text", "other database", "early", "folder"]
)
def test_what_is_no_library_is_refused_and_not_touched(
    library: Library, tmp_path: Path, clock: SimulatedClock, kind: str
) -> None:
    """Another program's file, or one of ours of another version, is left byte for byte."""
    path = tmp_path / "other"
    library.save_circle(Circle("c", 1, members=TWO))
    conn_of(library).execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    if kind == "circle file":
        circle_file.write(library.leave(library.circle("c")), path)
    elif kind == "folder":
        path.mkdir()
    else:
        data = bytearray(library.path.read_bytes())
        if kind == "newer":
            data[60:64] = (schema.LIBRARY_VERSION + 1).to_bytes(4)
        elif kind == "early":
            data[68:72], data[60:64] = schema.EARLY_LIBRARY_ID.to_bytes(4), (11).to_bytes(4)
        elif kind == "other database":
            data[68:72] = bytes(4)
        path.write_bytes(b"Dear diary" if kind == "text" else bytes(data))
    before = path.read_bytes() if path.is_file() else b""
    said = {"newer": "newer Story Circle", "early": "before its first release"}
    with pytest.raises(Refused, match=said.get(kind, "is not a")):
        Library(path, clock)
    assert (path.read_bytes() if path.is_file() else b"") == before
    assert sorted(p.name for p in tmp_path.iterdir()) == ["other", "own"]


@pytest.mark.parametrize("opened", [open_library, open_to_read])
def test_a_library_whose_folder_goes_as_it_is_opened_is_not_there(
    library: Library, monkeypatch: pytest.MonkeyPatch, opened: Callable[[Path], object]
) -> None:
    """A stick pulled out between the look at it and the opening: said, on whatever thread."""
    library.close()
    connect = live_files.connect

    def pulled_out(path: Path, **how: Any) -> object:
        path.parent.rename(path.parent.with_name("pulled out"))
        return connect(path, **how)

    monkeypatch.setattr(live_files, "connect", pulled_out)
    with pytest.raises(Refused) as refused:
        opened(library.path)
    assert refused.value.key == "not-there"


def test_only_this_user_can_read_a_library_and_its_copies(library: Library) -> None:
    """Notes of a circle are nobody else's on a shared laptop."""
    library.save_circle(Circle("c", 1, members=TWO))
    library.back_up()
    parts = [p for p in library.path.parent.rglob("*") if p.is_file()]
    assert len(parts) >= 3
    if os.name == "nt":  # only a user's own folder says there who may read
        return
    assert {stat.S_IMODE(p.stat().st_mode) for p in parts} == {0o600}
    folders = [library.path.parent, *(p for p in library.path.parent.rglob("*") if p.is_dir())]
    assert {stat.S_IMODE(p.stat().st_mode) for p in folders} == {0o700}


def test_a_library_that_another_window_writes_to_says_so(library: Library) -> None:
    """Two windows do not lose each other's words; the second is told to wait."""
    with Library(library.path, library.clock) as other:
        conn_of(other).execute("PRAGMA busy_timeout = 1")
        conn_of(library).execute("BEGIN IMMEDIATE")
        with pytest.raises(Refused, match="Another Story Circle window"):
            other.save_circle(Circle("c", 1))
        conn_of(library).execute("ROLLBACK")
        other.save_circle(Circle("c", 1))
    assert [circle.id for circle in library.circles()] == ["c"]


def test_no_store_of_the_library_hides_what_another_does() -> None:
    """Each is a subject of its own: a name that two of them define would be that of the first."""
    *stores, base = Library.__bases__
    names = Counter(n for part in (*stores, base) for n in vars(part) if not n.startswith("__"))
    assert [name for name, count in names.items() if count > 1] == []
    assert {store.__bases__ for store in stores} == {(object,)}
