"""Work done beside a library: private, gone afterwards, and no refuge for what was erased."""

import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest

from storycircle.core.clock import SimulatedClock
from storycircle.core.error_sentences import Refused
from storycircle.core.model import Circle, Member, Story
from storycircle.jobs.merge import trial
from storycircle.store import erasure
from storycircle.store.library import Library
from storycircle.store.safety.recovery import open_or_recover
from storycircle.store.safety.workspace import UNPACKED, clear_leftovers, workspace

TOLD = Circle("c", 1, members=(Member("a", "Al"),), stories=(Story("s", "a", "unforgettable-one"),))
_TRIES = """
import sys
from pathlib import Path
from storycircle.core.clock import SystemClock
from storycircle.store.library import Library
from storycircle.jobs.merge import trial
with Library(Path(sys.argv[1]), SystemClock()) as library, trial(library):
    print("under way", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def held(library: Library) -> Library:
    library.save_circle(TOLD)
    return library


@contextmanager
def somebody_trying(library: Library) -> Iterator[subprocess.Popen[str]]:
    """Another process that has a copy of a library in hand."""
    with subprocess.Popen(
        [sys.executable, "-c", _TRIES, str(library.path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "under way\n"
        yield process


def words_beside(library: Library) -> bool:
    files = (path for path in library.path.parent.rglob("*") if path.is_file())
    return any(b"unforgettable-one" in path.read_bytes() for path in files)


def test_a_copy_that_a_kill_left_is_erased_at_once(held: Library) -> None:
    """The dry run of a merge was killed a moment ago: its copy is nobody's any more."""
    with somebody_trying(held) as process:
        process.kill()
    held.strike_story("s")
    assert words_beside(held)
    held.erase_story("s")
    assert not words_beside(held)


def test_a_copy_in_use_is_told_of_and_left_alone(
    held: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is called erased while another program still has the words, nor is it disturbed."""
    monkeypatch.setattr(erasure, "PATIENCE", 0.3)
    with somebody_trying(held) as process:
        with pytest.raises(Refused, match="still holds"):
            held.erase_story("s")
        process.communicate("")
        assert process.returncode == 0
    held.erase_story("s")
    assert not words_beside(held)


def test_a_copy_in_use_is_waited_for(held: Library) -> None:
    with trial(held):
        held.strike_story("s")
        assert not clear_leftovers(held.path.parent, quiet=0)
    assert clear_leftovers(held.path.parent, quiet=0)


def test_other_peoples_files_do_not_hold_erasing_up(held: Library) -> None:
    """A merge erases what was withdrawn while its archive is still unpacked beside it."""
    with workspace(held.path, UNPACKED) as folder:
        held.erase_story("s")
        assert folder.is_dir()
    assert not folder.exists()


def test_one_that_is_just_being_made_is_not_taken_away(held: Library) -> None:
    """Between the making of a folder and of its lock there is a moment."""
    new = held.path.parent / ".storycircle-copy-new"
    new.mkdir()
    assert not clear_leftovers(held.path.parent, quiet=600)
    assert new.is_dir()
    assert clear_leftovers(held.path.parent, quiet=0)
    assert not new.exists()


@pytest.mark.parametrize("year", [1970, 2000, 2030, 2107])
@pytest.mark.parametrize("folder", [True, False])
def test_what_a_kill_left_under_another_clock_is_erased_at_once(
    held: Library, monkeypatch: pytest.MonkeyPatch, year: int, *, folder: bool
) -> None:
    """A clock that was set back makes it no younger: nobody waits for 2030 to come."""
    monkeypatch.setattr(erasure, "PATIENCE", 0.3)
    left = held.path.parent / ".storycircle-copy-left"
    if folder:
        left.mkdir()
    inside = left / "library" if folder else left
    inside.write_text("unforgettable-one")
    then = datetime(year, 6, 14).timestamp()  # noqa: DTZ001 (the laptop's own time)
    os.utime(left, (then, then))
    held.erase_story("s")
    assert not words_beside(held)


def test_opening_clears_what_a_kill_left(held: Library, clock: SimulatedClock) -> None:
    with somebody_trying(held) as process:
        process.kill()
    held.close()
    open_or_recover(held.path, clock)[0].close()
    assert not list(held.path.parent.glob(".storycircle-*"))


def test_a_workspace_is_for_this_user_only(tmp_path: Path) -> None:
    with workspace(tmp_path / "library") as folder:
        told = folder.stat()
        assert os.name == "nt" or told.st_mode & 0o077 == 0
        hidden = getattr(told, "st_file_attributes", stat.FILE_ATTRIBUTE_HIDDEN)
        assert hidden & stat.FILE_ATTRIBUTE_HIDDEN  # a dot hides nothing on Windows
        (folder / "inside").mkdir()
    assert not folder.exists()
