"""Copies of the library, and files written whole or not at all."""

import os
import sqlite3
import stat
from pathlib import Path

import pytest
from msgspec.structs import replace

from storycircle.core.clock import SimulatedClock
from storycircle.core.consent import permission_to_leave
from storycircle.core.error_sentences import Refused
from storycircle.core.model import Action, Circle, Event, Member, Sharing, Story
from storycircle.jobs.export import export_circle
from storycircle.jobs.merge import merge_files
from storycircle.store.library import Library
from storycircle.store.safety import backup_rotation, backups, new_library, restore
from storycircle.store.safety.backups import number_of
from storycircle.store.safety.disk import write_bytes, write_whole
from storycircle.store.safety.recovery import open_or_recover
from tests.support.inside import conn_of


def copied(library: Library, theme: str) -> str:
    """A copy after a change."""
    library.save_circle(Circle("c", 1, theme=theme))
    return library.back_up()


@pytest.mark.slow
def test_copies_are_ordered_by_their_number_and_bounded(
    library: Library, clock: SimulatedClock
) -> None:
    """Copies do not fill the disk, and the one just made is always the first of them."""
    made = []
    for number in range(60):
        made.append(copied(library, str(number)))
        clock.forward(number % 2)  # some within one second
        assert backups.names(library.path)[0] == made[-1]
        assert (
            backups.names(library.path)[: backup_rotation.LAST]
            == made[: -backup_rotation.LAST - 1 : -1]
        )
    assert len(backups.names(library.path)) <= backup_rotation.MOST


@pytest.mark.parametrize("year", [1970, 1979, 2000, 2031, 2108])
def test_a_day_with_a_leaping_clock_costs_no_copy(
    library: Library, clock: SimulatedClock, year: int
) -> None:
    """After it the copy that was made last is still what counts as newest, and what opens."""
    made = []
    for day in range(3):
        made.append(copied(library, f"before {day}"))
        clock.forward(86_400)
    right = clock.at
    clock.at = right.replace(year=year)
    made.append(copied(library, "that day"))
    clock.at = right
    made += [copied(library, "after"), copied(library, "last")]
    assert backups.names(library.path) == made[::-1]
    library.close()
    library.path.write_bytes(b"x" * 9_000)
    opened, recovered = open_or_recover(library.path, clock)
    with opened:
        assert recovered is not None
        assert opened.circle("c").theme == "last"


def test_no_copy_where_nothing_changed_and_none_of_nothing(library: Library) -> None:
    """Opening and closing pushes no copy out; a damaged copy does not count as one."""
    assert library.back_up() == ""
    name = copied(library, "said")
    assert [library.back_up() for _ in range(3)] == [name] * 3
    library.save_settings(replace(library.settings(), keep_days=99))
    second = library.back_up()
    assert second != name
    (backups.folder(library.path) / second).write_bytes(b"broken")
    assert library.back_up() not in ("", name, second)


def test_an_emptied_library_costs_no_copy(library: Library, clock: SimulatedClock) -> None:
    """A library of nothing, opened and gone back from, leaves the full copies as they are."""
    name = copied(library, "said")
    library.close()
    library.path.unlink()
    new_library.put_new(library.path)
    for _ in range(12):
        with Library(library.path, clock) as empty:
            assert empty.back_up() == ""
    assert restore.restore(library.path, name, clock.now()) == ""
    assert backups.names(library.path) == [name]


def test_no_two_copies_share_a_number_after_going_back(
    library: Library, clock: SimulatedClock
) -> None:
    """The number goes on above all that lie in the folder."""
    first = copied(library, "first")
    for theme in "abc":
        copied(library, theme)
    library.restore(first)
    copied(library, "on")
    library.close()
    library.path.write_bytes(b"x" * 9_000)
    open_or_recover(library.path, clock)[0].close()
    with Library(library.path, clock) as again:
        last = copied(again, "after damage")
    found = [path.name for path in backups.folder(library.path).glob("* no *")]
    numbers = [number_of(name) for name in found]
    assert len(set(numbers)) == len(numbers) == 7
    assert number_of(last) == max(numbers)


def test_going_back_leaves_the_copy_that_was_gone_back_to(
    library: Library, clock: SimulatedClock
) -> None:
    """However old it is, and though it is the very one that would go next."""
    gone: list[str] = []
    for number in range(99):
        copied(library, f"{number}")
        following = backup_rotation.Copy("next", number + 2, clock.now())
        there = map(backups.as_copy, backups.names(library.path))
        if gone := backup_rotation.to_delete([*there, following]):
            break
    library.save_circle(Circle("c", 1, theme="newer"))
    (name,) = gone
    clock.forward(400 * 86_400)
    library.restore(name)
    assert name in backups.names(library.path)


def test_recovery_opens_an_empty_copy_only_where_all_are_empty(
    library: Library, clock: SimulatedClock
) -> None:
    """One of nothing that was made later, whatever the clock said, is passed over."""
    full = copied(library, "said")
    library.close()
    library.path.unlink()
    new_library.put_new(library.path)
    clock.at = clock.at.replace(year=2000)
    with Library(library.path, clock) as nothing:
        empty = nothing.back_up(empty=True)
    assert backups.names(library.path) == [empty, full]
    library.path.write_bytes(b"x" * 9_000)
    opened, _ = open_or_recover(library.path, clock)
    with opened:
        assert opened.circle("c").theme == "said"
    (backups.folder(library.path) / full).unlink()
    assert backups.newest_good(library.path) == empty


def test_restoring_goes_back_and_keeps_what_was_there(
    library: Library, clock: SimulatedClock
) -> None:
    """A wrong step back can be taken back too."""
    library.save_circle(Circle("c", 1, theme="before"))
    name = library.back_up()
    library.save_circle(Circle("c", 1, theme="after"))
    library.close()
    kept = restore.restore(library.path, name, clock.now())
    with Library(library.path, clock) as back:
        assert back.circle("c").theme == "before"
    restore.restore(library.path, kept, clock.now())
    with Library(library.path, clock) as again:
        assert again.circle("c").theme == "after"


@pytest.mark.parametrize("damage", ["its kind", "its pages", "its end"])
def test_a_damaged_library_can_be_put_back(
    library: Library, clock: SimulatedClock, damage: str
) -> None:
    """When a library cannot be opened its copies are needed most; what is left of it is kept."""
    library.save_circle(Circle("c", 1, theme="before"))
    name = library.back_up()
    library.close()
    data = bytearray(library.path.read_bytes())
    if damage == "its kind":
        data[:16] = bytes(16)
    elif damage == "its pages":
        data[100:] = b"\xa5" * (len(data) - 100)
    else:
        del data[5_000:]
    library.path.write_bytes(data)
    with pytest.raises(Refused, match=r"damaged|is not a Story Circle library"):
        Library(library.path, clock)
    kept = restore.restore(library.path, name, clock.now())
    assert (backups.folder(library.path) / kept).read_bytes() == data
    with Library(library.path, clock) as back:
        assert back.circle("c").theme == "before"


def test_an_unknown_or_broken_copy_is_not_restored(library: Library, clock: SimulatedClock) -> None:
    """Nothing is put in the library's place that is no library."""
    library.save_circle(Circle("c", 1, theme="kept"))
    with pytest.raises(Refused, match="No backup here"):
        restore.restore(library.path, "../library", clock.now())
    name = library.back_up()
    (backups.folder(library.path) / name).write_text("broken")
    with pytest.raises(Refused, match="not a Story Circle library"):
        restore.restore(library.path, name, clock.now())
    assert library.circle("c").theme == "kept"


def test_a_library_without_copies_has_none(tmp_path: Path) -> None:
    """Asking makes no folder."""
    assert backups.names(tmp_path / "library") == []
    assert list(tmp_path.iterdir()) == []


def test_a_file_is_written_whole_and_for_this_user_alone(tmp_path: Path) -> None:
    """What leaves a circle is first of all a private file."""
    path = tmp_path / "x"
    write_bytes(path, b"new")
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]
    assert os.name == "nt" or stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_write_that_fails_leaves_the_old_file_and_no_other(tmp_path: Path) -> None:
    """Whatever goes wrong in the middle, the old file stands and no temporary one does."""
    path = tmp_path / "x"
    path.write_bytes(b"old")

    def fails(temporary: Path) -> None:
        temporary.write_bytes(b"half")
        raise OSError(28, "No space left on device")

    with pytest.raises(Refused, match="no room left on this disk"):
        write_whole(path, fails)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_database_that_fails_while_written_is_said_in_a_sentence(tmp_path: Path) -> None:
    """A disk that is full while a circle file is written is no traceback."""

    def fails(_temporary: Path) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    with pytest.raises(Refused, match="no room left on this disk"):
        write_whole(tmp_path / "x", fails)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_in_the_way_and_a_folder_that_is_missing_are_named(tmp_path: Path) -> None:
    """The sentence says what is wrong with the place."""
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").touch()
    with pytest.raises(Refused, match="a folder is in its place"):
        write_bytes(tmp_path / "folder", b"x")
    with pytest.raises(Refused, match="its folder is not there"):
        write_bytes(tmp_path / "none" / "x", b"x")
    with pytest.raises(Refused, match="a file is in the place of its folder"):
        write_bytes(tmp_path / "file" / "x", b"x")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["file", "folder"]


MEMBERS = (Member("m1", "Dawn G"), Member("m2", "Brian R"))


def handed_over(library: Library, folder: Path) -> Path:
    """The circle's file, as it is exported now."""
    path = folder / f"{len(list(folder.glob('*.circle')))}.circle"
    export_circle(library, library.circle("c"), path)
    return path


def test_what_is_written_after_a_restore_is_not_taken_for_what_was_before(
    library: Library, tmp_path: Path, clock: SimulatedClock
) -> None:
    """Another second version of the words is another: the organiser is asked, not left with one."""
    library.save_circle(Circle("c", 1, members=MEMBERS, actions=(Action("a", "A"),)))
    name = library.back_up()
    library.save_circle(replace(library.circle("c"), actions=(Action("a", "B"),)))
    files = [handed_over(library, tmp_path)]
    library.close()
    restore.restore(library.path, name, clock.now())
    with Library(library.path, clock) as back, Library(tmp_path / "org", clock) as organiser:
        assert back.device != library.device
        back.save_circle(replace(back.circle("c"), actions=(Action("a", "C"),)))
        files.append(handed_over(back, tmp_path))
        outcomes = [merged.outcome for merged in merge_files(organiser, files)]
        assert outcomes == ["new", "look"]
        assert len(organiser.conflicts()) == 1


@pytest.mark.parametrize("sharing", [Sharing.NAMED, Sharing.ANONYMOUS])
def test_what_had_left_before_a_restore_can_be_withdrawn(
    library: Library, tmp_path: Path, clock: SimulatedClock, sharing: Sharing
) -> None:
    """A restored library still knows which stories are out, and when it last exported."""
    event = Event("e", "An event")
    library.save_event(event)
    story = Story("s", "m1", points="secret", sharing=sharing, left_as="out")
    library.save_circle(Circle("c", 1, "e", members=MEMBERS, stories=(story,)))
    name = library.back_up()
    files = [handed_over(library, tmp_path)]
    left = library.last_export("c")
    library.close()
    restore.restore(library.path, name, clock.now())
    with Library(library.path, clock) as back, Library(tmp_path / "org", clock) as organiser:
        assert back.last_export("c") == left
        here = back.circle("c")
        (told,) = here.stories
        back.save_circle(replace(here, stories=(permission_to_leave.staying(told),)))
        files.append(handed_over(back, tmp_path))
        list(merge_files(organiser, files))
        found = organiser.gathered(event)
        assert not found.stories
        assert not found.circles[0].stories


def test_a_library_with_a_window_open_is_not_restored_under_it(
    library: Library, clock: SimulatedClock
) -> None:
    """What is typed in an open window goes on being kept."""
    library.save_circle(Circle("c", 1, theme="before"))
    name = library.back_up()
    kept = backups.names(library.path)
    with pytest.raises(Refused) as found:
        restore.restore(library.path, name, clock.now())
    assert found.value.key == "library-busy"
    assert backups.names(library.path) == kept
    library.save_circle(Circle("c", 1, theme="typed afterwards"))
    library.close()
    with Library(library.path, clock) as again:
        assert again.circle("c").theme == "typed afterwards"


def test_a_copy_damaged_inside_is_not_restored(library: Library, clock: SimulatedClock) -> None:
    """A copy that only begins as a library is refused, and the library stays."""
    library.save_circle(Circle("c", 1, theme="kept"))
    name = library.back_up()
    library.close()
    path = backups.folder(library.path) / name
    data = path.read_bytes()
    path.write_bytes(data[:100] + b"\xa5" * (len(data) - 100))
    with pytest.raises(Refused, match=f"^{name} is damaged"):
        restore.restore(library.path, name, clock.now())
    assert sorted(p.name for p in library.path.parent.iterdir()) == ["library", "library-backups"]
    with Library(library.path, clock) as again:
        assert again.circle("c").theme == "kept"


def test_a_reading_that_broke_off_does_not_hold_the_library(library: Library) -> None:
    """Damage met in the middle of a table leaves its statement open: going back is free of it."""
    members = (Member("a", "Al"), Member("b", "Bo"))
    library.save_circle(Circle("c", 1, members=members))
    name = library.back_up()
    broken_off = conn_of(library).execute("SELECT * FROM member")
    assert next(broken_off)["name"] == "Al"
    library.restore(name)
    assert library.circle("c").members == members
