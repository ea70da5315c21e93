"""The name a laptop counts under: kept by what is moved, lost by what is copied."""

import itertools
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from unittest.mock import patch

import pytest
from msgspec.structs import replace

from storycircle.core.clock import SimulatedClock
from storycircle.core.consent.permission_to_leave import with_sharing
from storycircle.core.error_sentences import Refused
from storycircle.core.merge.decision import Outcome
from storycircle.core.model import Circle, Event, Member, Sharing, Story
from storycircle.core.turns.schedule import Stage, plan_for
from storycircle.core.versioned_record import Record
from storycircle.jobs.export import export_circle
from storycircle.jobs.merge import merge_files, trial
from storycircle.launcher import MARKER
from storycircle.store import device
from storycircle.store.exchange.apply_merge import Incoming
from storycircle.store.library import Library
from storycircle.store.safety import disk
from storycircle.store.safety.recovery import save_elsewhere
from storycircle.store.saved_state import SavedState
from tests.store.exchange.test_apply_merge import EVENT, START
from tests.support.inside import conn_of


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The state folder of this test's user."""
    monkeypatch.setenv("STORYCIRCLE_STATE", str(tmp_path / "state"))
    return tmp_path / "state" / "devices"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where this test's library is."""
    return tmp_path / "place" / "library"


def changed(path: Path, clock: SimulatedClock) -> str:
    """The name under which a library counts one more change."""
    with Library(path, clock) as library:
        library.save_event(Event("e", f"Changed {len(library.events())} {path}"))
        return library.device


def copied(path: Path, to: Path) -> Path:
    to.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(path, to)
    return to


def test_a_library_keeps_its_name_where_it_is_and_where_it_is_moved(
    path: Path, clock: SimulatedClock, tmp_path: Path
) -> None:
    """Closed and opened, renamed, moved to another folder: the same laptop."""
    names = [changed(path, clock), changed(path, clock)]
    moved = path.rename(tmp_path / "moved")
    names += [changed(moved, clock), changed(moved, clock)]
    assert len(set(names)) == 1


def test_of_twins_on_one_machine_the_first_to_change_keeps_the_name(
    path: Path, clock: SimulatedClock, tmp_path: Path
) -> None:
    """Also where the copy was made of a library that is open, and goes on."""
    name = changed(path, clock)
    twin = copied(path, tmp_path / "twin")
    assert changed(twin, clock) == name
    assert changed(path, clock) != name
    assert changed(twin, clock) == name
    with Library(path, clock) as library:
        library.save_event(Event("e", "Open"))
        conn_of(library).execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        own, late = library.device, copied(path, tmp_path / "late")
        assert changed(late, clock) == own
        library.save_event(Event("e", "Goes on"))
        assert library.device != own


def test_two_that_have_one_library_open_are_one_laptop(path: Path, clock: SimulatedClock) -> None:
    """A window and commands beside it: each goes on after the other."""
    name = changed(path, clock)
    with Library(path, clock) as window:
        for place in range(3):
            window.save_event(Event("e", f"Window {place}"))
            assert changed(path, clock) == name
        window.save_event(Event("e", "Last"))
        assert window.device == name


@pytest.mark.parametrize("how", ["imaged", "put back"])
def test_a_home_that_was_copied_whole_gets_a_new_name(  # noqa: PLR0917 (pytest's own)
    path: Path,
    clock: SimulatedClock,
    state: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    how: str,
) -> None:
    """An image of the disk on another machine, with every place as it was; and a backup of it all
    put back on the same one. The one name lasts from then on.
    """
    name = changed(path, clock)
    if how == "imaged":
        monkeypatch.setattr(device, "_machine", lambda: "another machine")
    else:
        # Its places on the disk are others' by then: here, of what was there before.
        shutil.copytree(state, tmp_path / "backup")
        state.rename(tmp_path / "before")
        shutil.copytree(tmp_path / "backup", state)
    new = changed(path, clock)
    assert new != name
    assert changed(path, clock) == new


def test_a_laptop_that_changes_its_own_name_back_and_forth_counts_under_few(
    path: Path, clock: SimulatedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A network that names its machines anew each day does not lengthen versions for ever."""
    names = set()
    for day in range(9):
        monkeypatch.setattr(device, "_machine", lambda day=day: f"host {day % 2}")
        names.add(changed(path, clock))
    assert len(names) == 2


@pytest.mark.slow
def test_a_stick_is_one_device_on_every_machine(
    path: Path, clock: SimulatedClock, state: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A thousand starts on two machines, and in another place: one name, and nothing of it is
    left on either machine.
    """
    path.parent.mkdir()
    (path.parent / MARKER).touch()
    names = set()
    with Library(path, clock) as library:
        library.save_event(Event("e", "First"))
    for start in range(1000):
        monkeypatch.setattr(device, "_machine", lambda start=start: f"machine {start % 2}")
        with Library(path, clock, reads=True) as looked:
            names.add(looked.device)
        if start % 20 == 0:
            names.add(changed(path, clock))
    path.parent.rename(tmp_path / "E")
    names.add(changed(tmp_path / "E" / "library", clock))
    assert len(names) == 1
    assert not state.exists()
    assert changed(copied(tmp_path / "E" / "library", path), clock) not in names


def test_where_the_state_folder_cannot_be_written_it_lies_beside_the_library(
    path: Path, clock: SimulatedClock, state: Path, tmp_path: Path
) -> None:
    """A locked-down laptop: one name for all openings, and a copy of the folder gets another."""
    state.parent.write_text("a file is in the folder's place")
    name = changed(path, clock)
    assert {changed(path, clock) for _ in range(3)} == {name}
    shutil.copytree(path.parent, tmp_path / "copy")
    assert changed(tmp_path / "copy" / "library", clock) != name
    assert changed(path, clock) == name


def test_a_state_folder_without_locks_costs_a_second_and_then_nothing(
    path: Path, clock: SimulatedClock, state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second file then lies beside the library, and one name counts on."""
    before = changed(path, clock)
    locked, asked = disk._locked, []

    def refuse(handle: int) -> bool:
        if os.fstat(handle).st_ino not in {file.stat().st_ino for file in state.iterdir()}:
            return locked(handle)
        asked.append(handle)
        return False

    ticks = itertools.count()
    monkeypatch.setattr(disk, "_locked", refuse)
    monkeypatch.setattr(
        disk, "time", SimpleNamespace(monotonic=lambda: next(ticks), sleep=id, time=lambda: 0.0)
    )
    names = [changed(path, clock) for _ in range(3)]
    assert len(set(names)) == 1
    assert before not in names
    assert 1 < len(asked) < 10
    assert next(ticks) < 10
    assert not [left for left in state.iterdir() if "." in left.stem]


def test_a_second_file_that_is_another_while_the_library_is_open_is_seen(
    path: Path, clock: SimulatedClock, state: Path
) -> None:
    """One that is as it was is not read at each change; one with a letter changed in its place, as
    a backup puts it, is.
    """
    with Library(path, clock) as library:
        for number in range(3):
            library.save_event(Event("e", f"Changed {number}"))
        name, read = library.device, patch.object(device, "_read", side_effect=device._read)
        with read as asked:
            library.save_event(Event("e", "Changed once more"))
            assert asked.call_count == 0
        second = state / name
        content = json.loads(second.read_bytes())
        content["tokens"] = [token[::-1] for token in content["tokens"]]
        second.write_text(json.dumps(content))
        library.save_event(Event("e", "Changed thereafter"))
        assert library.device != name


def test_where_no_second_file_can_be_written_each_opening_has_its_own_name(
    path: Path, clock: SimulatedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that might be another laptop's would lose words: a longer version loses none."""
    monkeypatch.setattr(device, "_is_usable", lambda _: False)
    with Library(path, clock) as library:
        library.save_event(Event("e", "One"))
        name = library.device
        library.save_event(Event("e", "Two"))
        assert library.device == name
    assert changed(path, clock) != name


@pytest.mark.parametrize("kept", [b"", b"{}", None])
def test_a_place_that_does_not_keep_what_is_written_costs_the_name_and_ends(
    path: Path, clock: SimulatedClock, monkeypatch: pytest.MonkeyPatch, kept: bytes | None
) -> None:
    """A file that reads otherwise than it was written, or has another number at each look, as on
    some drives: a change is saved, and nothing is tried again without end.
    """
    tries: list[Path] = []

    def written(target: Path, make: Callable[[Path], None]) -> None:
        tries.append(target)
        assert len(tries) < 20, "tried without end"
        disk.write_whole(target, make)
        if kept is not None:
            target.write_bytes(kept)
        else:
            shutil.copy(target, target.with_suffix(".other"))
            target.with_suffix(".other").replace(target)

    monkeypatch.setattr(device, "write_whole", written)
    with Library(path, clock) as library:
        library.save_event(EVENT)
        assert library.events() == [EVENT]


def test_a_second_file_that_cannot_be_renewed_costs_the_name_and_no_change(
    path: Path, clock: SimulatedClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, state: Path
) -> None:
    """No room in the home folder: the copy that holds the old token is the only one of its name."""
    name = changed(path, clock)
    twin = copied(path, tmp_path / "twin")
    write = device._write

    def full(place: device._Place, known: device._Known) -> None:
        if place.path.parent == state:
            raise Refused("no-room")
        write(place, known)

    with monkeypatch.context() as patched:
        patched.setattr(device, "_write", full)
        assert changed(path, clock) != name
    assert changed(twin, clock) == name
    assert changed(path, clock) != name


class KilledError(BaseException):
    """Ends this process at a line."""


@pytest.mark.parametrize("at", range(5))
def test_a_kill_at_any_moment_leaves_one_with_the_name(
    path: Path, clock: SimulatedClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    """Before and after each of the writes: the library goes on under its name, where its copy has
    not taken it; and whichever comes first, the two never share it.
    """
    name = changed(path, clock)
    twin = copied(path, tmp_path / "twin")
    left = [at]
    write, put = device._write, device.Name._put

    def until() -> None:
        left[0] -= 1
        if left[0] < 0:
            raise KilledError

    def killed_write(place: device._Place, known: device._Known) -> None:
        until()
        write(place, known)
        until()

    def killed_put(self: device.Name, row: tuple[str, str], of: str, token: str) -> None:
        put(self, row, of, token)
        until()

    with monkeypatch.context() as patched:
        patched.setattr(device, "_write", killed_write)
        patched.setattr(device.Name, "_put", killed_put)
        with pytest.raises(KilledError), Library(path, clock) as library:
            library.save_event(Event("e", "Never kept"))
    if at % 2:
        assert changed(path, clock) == name
        assert changed(twin, clock) != name
    else:
        assert [changed(twin, clock), changed(path, clock)].count(name) == 1


@pytest.mark.slow
def test_reading_and_copies_for_a_moment_leave_nothing_in_the_state_folder(
    path: Path, clock: SimulatedClock, state: Path, tmp_path: Path
) -> None:
    """Looking writes nothing; a trial copy goes by its library's name; one saved elsewhere takes a
    name of its own when it is changed there.
    """
    name = changed(path, clock)
    before = {p.name: p.read_bytes() for p in state.iterdir()}
    with Library(path, clock) as library:
        assert library.device == name
        assert [event.id for event in library.events()] == ["e"]
        with trial(library) as copy:
            copy.save_event(Event("e", "Tried"))
            assert copy.device == name
    with Library(path, clock, reads=True) as reading:
        assert reading.device == name
    assert {p.name: p.read_bytes() for p in state.iterdir()} == before
    with Library(path, clock) as library:
        save_elsewhere(library, tmp_path / "stick", (Circle("c", 1), _standing(clock)))
        assert {p.name: p.read_bytes() for p in state.iterdir()} == before
    assert changed(tmp_path / "stick", clock) != name
    assert changed(path, clock) == name


def test_the_state_folder_stays_small(
    clock: SimulatedClock, state: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Of libraries that are gone the oldest files go."""
    monkeypatch.setattr(device, "MOST", 3)
    for place in range(6):
        last = changed(tmp_path / f"{place}" / "library", clock)
    assert len(list(state.iterdir())) <= 2 * 3 + 1
    assert changed(tmp_path / "5" / "library", clock) == last


def test_a_file_that_counts_higher_than_this_laptop_did_needs_a_look(library: Library) -> None:
    """Two share a name all the same: the further one does not win, and the name is given up."""
    library.save_circle(START)
    name = library.device
    action = library.leave(START).records
    theirs = next(record for record in action if record.kind == "action")
    further = Record("action", theirs.id, {**theirs.fields, "text": "A twin's"}, {name: 3})
    assert library.merge(Incoming([further], [])) is Outcome.LOOK
    assert len(library.conflicts()) == 1
    circle = library.circle("c")
    library.save_circle(replace(circle, actions=(replace(circle.actions[0], text="Mine"),)))
    assert library.device != name
    assert len(library.conflicts()) == 1, (
        "what the twin said, or what stood here, is still to be looked at"
    )
    assert library.merge(Incoming([further], [])) is Outcome.SAME


def _standing(clock: SimulatedClock) -> SavedState:
    return SavedState(Stage.COMMIT, None, plan_for(None, clock.now()), clock.now())


@pytest.mark.parametrize("turned", [False, True])
def test_a_twin_that_left_more_wordings_of_a_nameless_story_did_not_know_ours(
    path: Path, clock: SimulatedClock, tmp_path: Path, *, turned: bool
) -> None:
    """One left it once more in other words, its copy twice: both wordings need a look."""
    story = Story("s", "m", title="Told first", sharing=Sharing.ANONYMOUS)
    circle = Circle("c", 5, event=EVENT.id, members=(Member("m", "Al"),), stories=(story,))
    with Library(path, clock) as library:
        library.save_event(EVENT)
        library.save_circle(circle)
        export_circle(library, library.circle("c"), tmp_path / "first.circle")
    twin = copied(path, tmp_path / "twin" / "library")
    files = []
    for at, titles in ((path, ["Ours"]), (twin, ["Theirs", "Theirs again"])):
        with Library(at, clock) as library:
            for title in titles:
                told = replace(library.circle("c").stories[0], title=title)
                library.save_circle(replace(library.circle("c"), stories=(told,)))
                files.append(tmp_path / f"{title}.circle")
                export_circle(library, library.circle("c"), files[-1])
    with Library(tmp_path / "organiser", clock) as organiser:
        list(merge_files(organiser, [tmp_path / "first.circle"]))
        list(merge_files(organiser, files[::-1] if turned else files))
        (apart,) = [one for one in organiser.conflicts() if one.kind == "story"]
        assert {copy.fields["title"] for copy in apart.copies} == {"Ours", "Theirs again"}
        names = {name for copy in apart.copies for name in copy.version}
        with Library(path, clock) as ours, Library(twin, clock) as theirs:
            assert not names & {ours.device, theirs.device, "s", "m", "c"}


@pytest.mark.parametrize("sharing", [Sharing.NAMED, Sharing.ANONYMOUS])
def test_put_back_to_before_the_first_file_a_no_goes_out_all_the_same(
    path: Path, clock: SimulatedClock, tmp_path: Path, sharing: Sharing
) -> None:
    """The library knows nothing of having left anything; the organiser's takes the story out."""
    story = Story("s", "m", title="Told", sharing=sharing)
    circle = Circle("c", 5, event=EVENT.id, members=(Member("m", "Al"),), stories=(story,))
    with Library(path, clock) as library:
        library.save_event(EVENT)
        library.save_circle(circle)
    morning = copied(path, tmp_path / "morning" / "library")
    yes, no = tmp_path / "yes.circle", tmp_path / "no.circle"
    with Library(path, clock) as library:
        export_circle(library, library.circle("c"), yes)
    copied(morning, path)
    with Library(path, clock) as library:
        stays = with_sharing(library.circle("c").stories[0], Sharing.STAYS)
        library.save_circle(replace(library.circle("c"), stories=(stays,)))
        export_circle(library, library.circle("c"), no)
    for files in ([yes, no], [no, yes]):
        with Library(tmp_path / f"{files[0].stem} first", clock) as organiser:
            list(merge_files(organiser, files))
            gathered = organiser.gathered(EVENT)
            assert not gathered.stories
            assert not [story for circle in gathered.circles for story in circle.stories]
