"""A library's file that is not whole: never half made, never taken for new beside its copies, and
never called saved while another program has cut it short.
"""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from unittest.mock import patch

import pytest
from click.testing import CliRunner
from msgspec.structs import replace

from storycircle.cli.main import main
from storycircle.core.clock import SimulatedClock
from storycircle.core.error_sentences import Refused
from storycircle.core.model import Circle, Member, Story
from storycircle.core.turns.schedule import Stage, plan_for
from storycircle.store import schema
from storycircle.store.library import Library
from storycircle.store.safety import backups, held_files, live_files, new_library
from storycircle.store.safety.recovery import open_or_recover, save_elsewhere
from storycircle.store.saved_state import SavedState
from tests.support.bad_places import held_elsewhere, held_on_windows
from tests.support.inside import change, conn_of

CIRCLE = Circle("c", 1, members=(Member("m", "Al"),), stories=(Story("s", "m", points="Said"),))


def no_bytes(path: Path) -> None:
    path.write_bytes(b"")


def no_file(path: Path) -> None:
    path.unlink()


def zeros(path: Path) -> None:
    path.write_bytes(bytes(4_096))


def empty_page(path: Path) -> None:
    """As a first start of before left it, killed."""
    path.unlink()
    with closing(sqlite3.connect(path)) as conn:
        conn.execute(f"PRAGMA application_id = {schema.LIBRARY_ID}")


def anybodys_page(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as conn:
        conn.execute("VACUUM")


NOTHING = [no_bytes, no_file, zeros, empty_page, anybodys_page]


@pytest.mark.parametrize("left", NOTHING)
def test_nothing_without_copies_is_a_new_library(
    library: Library, clock: SimulatedClock, left: Callable[[Path], None]
) -> None:
    """A first start that was killed is begun once more."""
    library.close()
    left(library.path)
    with Library(library.path, clock) as again:
        again.save_circle(CIRCLE)
    with Library(library.path, clock) as again:
        assert again.circle("c") == CIRCLE
    assert os.name == "nt" or library.path.stat().st_mode & 0o077 == 0


@pytest.fixture(params=NOTHING)
def copy_alone(library: Library, request: pytest.FixtureRequest) -> str:
    """The name of the copy that there is beside nothing."""
    library.save_circle(CIRCLE)
    name = library.back_up()
    library.close()
    request.param(library.path)
    return name


def test_nothing_beside_copies_opens_the_newest_good_one(
    library: Library, clock: SimulatedClock, copy_alone: str
) -> None:
    """In the window it is recovered; a command says where the way back is, and changes nothing."""
    before = library.path.exists() and library.path.read_bytes()
    done = CliRunner().invoke(main, ["--library", str(library.path), "list"])
    assert done.exit_code == 1
    assert "storycircle restore NAME" in done.output
    assert (library.path.exists() and library.path.read_bytes()) == before
    assert backups.names(library.path) == [copy_alone]
    opened, recovered = open_or_recover(library.path, clock)
    with opened:
        assert opened.circle("c") == CIRCLE
    assert recovered is not None
    assert recovered.upto == backups.made_at(copy_alone)


def test_restore_goes_back_from_nothing(
    library: Library, clock: SimulatedClock, copy_alone: str
) -> None:
    """As the sentence says."""
    done = CliRunner().invoke(main, ["--library", str(library.path), "restore", copy_alone])
    assert done.exit_code == 0, done.output
    with Library(library.path, clock) as again:
        assert again.circle("c") == CIRCLE


@pytest.mark.parametrize("left", NOTHING)
def test_nothing_beside_bad_copies_begins_anew(
    library: Library, clock: SimulatedClock, left: Callable[[Path], None]
) -> None:
    """The evening goes on, and nothing is thrown away."""
    library.save_circle(CIRCLE)
    bad = backups.folder(library.path) / library.back_up()
    library.close()
    bad.write_bytes(bad.read_bytes()[:5_000])
    left(library.path)
    opened, recovered = open_or_recover(library.path, clock)
    with opened:
        opened.save_circle(CIRCLE)
    assert recovered is not None
    assert recovered.upto is None
    assert bad.exists()


@held_on_windows
def test_a_log_without_its_library_is_damage_and_is_kept(
    library: Library, clock: SimulatedClock
) -> None:
    """What was typed last may be in it alone: it is no first start."""
    library.save_circle(CIRCLE)
    log = library.path.with_name("library-wal")
    data = log.read_bytes()
    library.path.unlink()
    library._changed = False  # as after a kill
    library.close()
    log.write_bytes(data)
    with pytest.raises(Refused, match="damaged"):
        Library(library.path, clock)
    opened, recovered = open_or_recover(library.path, clock)
    opened.close()
    assert recovered is not None
    (kept,) = backups.folder(library.path).glob("*.damaged-wal")
    assert kept.read_bytes() == data


@pytest.mark.parametrize("cut", [0, 1, 100, 4_096, 20_000])
@pytest.mark.parametrize("log", ["all", "some", "none"])
def test_a_library_cut_short_while_open_is_put_back(
    library: Library, clock: SimulatedClock, cut: int, log: str
) -> None:
    """A sync client empties the file, with all in its log or none: as where it is deleted."""
    library.save_circle(CIRCLE)
    if log != "all":
        conn_of(library).execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    if log == "some":
        library.save_settings(library.settings())
    live_files.lengthen(library.path, cut)
    library.save_circle(replace(CIRCLE, theme="afterwards"))
    with Library(library.path, clock) as again:
        assert again.circle("c") == replace(CIRCLE, theme="afterwards")
    assert library.path.stat().st_size > 20_000


def test_a_library_cut_short_before_it_is_closed_is_put_back(
    library: Library, clock: SimulatedClock
) -> None:
    """Closing would throw the log away with it."""
    library.save_circle(CIRCLE)
    live_files.lengthen(library.path, 0)
    library.close()
    with Library(library.path, clock) as again:
        assert again.circle("c") == CIRCLE


def test_what_a_commit_wrote_into_a_cut_file_is_not_called_saved(
    library: Library, clock: SimulatedClock
) -> None:
    """It is looked at after the commit too."""
    library.save_circle(CIRCLE)
    with change(library):
        conn_of(library).execute("INSERT INTO setting VALUES ('x', 'y')")
        live_files.lengthen(library.path, 0)
    with Library(library.path, clock) as again:
        assert again.circle("c") == CIRCLE
        assert again._setting("x") == "y"


def test_what_is_not_in_memory_is_not_called_saved(
    library: Library, clock: SimulatedClock, tmp_path: Path
) -> None:
    """Where not all can be put back it is said, what is on screen can be saved elsewhere, and the
    next start goes back to a copy.
    """
    library.save_circle(CIRCLE)
    library.back_up()
    conn_of(library).execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    conn_of(library).execute("PRAGMA cache_size = 1")
    conn_of(library).execute("PRAGMA shrink_memory")
    live_files.lengthen(library.path, 0)
    for _ in range(2):
        with pytest.raises(Refused) as refused:
            library.save_circle(replace(CIRCLE, theme="afterwards"))
        assert refused.value.key == "library-cut"
    with pytest.raises(Refused, match="emptied the library"):
        Library(library.path, clock)
    stands = SavedState(Stage.COMMIT, None, plan_for(None, clock.now()), clock.now())
    save_elsewhere(library, tmp_path / "stick.library", (CIRCLE, stands))
    with Library(tmp_path / "stick.library", clock) as other:
        assert other.circle("c") == CIRCLE
    library.close()
    opened, recovered = open_or_recover(library.path, clock)
    with opened:
        assert opened.circle("c") == CIRCLE
    assert recovered is not None


@pytest.mark.parametrize("lets_go", [True, False])
def test_a_cut_library_that_another_program_keeps_open_waits_in_memory(
    library: Library, clock: SimulatedClock, tmp_path: Path, lets_go: bool
) -> None:
    """Windows replaces no file that is open: this process lets go of it, and where another does
    not, all of it can still be read and saved elsewhere. It is put back once that has let go, and
    else at the next start.
    """
    library.save_circle(CIRCLE)
    library.save_circle(Circle("other", 2))
    long = library.path.stat().st_size
    written = replace(CIRCLE, theme="afterwards")
    with held_elsewhere(library.path), patch.object(held_files, "PATIENCE", 0.1):
        live_files.lengthen(library.path, 0)
        for _ in range(2):
            with pytest.raises(Refused) as refused:
                library.save_circle(written)
            assert refused.value.key == "held-elsewhere"
            assert library.circle("c") == CIRCLE
        assert library.path.stat().st_size == 0
        stands = SavedState(Stage.COMMIT, None, plan_for(None, clock.now()), clock.now())
        save_elsewhere(library, tmp_path / "stick.library", (written, stands))
        if not lets_go:
            library.close()
    with Library(tmp_path / "stick.library", clock) as other:
        assert {one.id for one in other.circles()} == {"c", "other"}
    if lets_go:
        live_files.lengthen(library.path, long)  # by whoever cut it; nothing is in it all the same
        library.save_circle(written)
        with Library(library.path, clock) as again:
            assert again.circle("c") == written
        return
    opened, recovered = open_or_recover(library.path, clock)
    with opened:
        assert {one.id for one in opened.circles()} == {"c", "other"}
    assert recovered is not None


def test_a_library_that_sqlite_shortens_is_whole(library: Library) -> None:
    """Erasing makes the file shorter; nothing is put back for that."""
    for number in range(2, 30):
        library.save_circle(replace(CIRCLE, id=f"c{number}", number=number, theme="x" * 5_000))
    conn_of(library).execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    library.save_settings(library.settings())
    file, size = live_files.file_at(library.path), library.path.stat().st_size
    for number in range(2, 30):
        library.erase_circle(f"c{number}")
    assert library.path.stat().st_size < size
    library.save_circle(CIRCLE)
    assert live_files.file_at(library.path) == file


STARTS = """
import sys
from pathlib import Path
from storycircle.core.clock import SystemClock
from storycircle.core.model import Circle
from storycircle.store.library import Library
sys.stdin.readline()
with Library(Path(sys.argv[1]), SystemClock()) as library:
    library.save_circle(Circle(sys.argv[2], int(sys.argv[2])))
"""


@pytest.mark.slow
@pytest.mark.parametrize("left", [None, no_bytes])
def test_several_first_starts_at_once_share_one_library(
    tmp_path: Path, clock: SimulatedClock, left: Callable[[Path], None] | None
) -> None:
    """Neither writes over what another one made."""
    path = tmp_path / "library"
    if left is not None:
        left(path)
    words = [sys.executable, "-c", STARTS, str(path)]
    starts = [
        subprocess.Popen([*words, str(number)], stdin=subprocess.PIPE) for number in range(1, 5)
    ]
    for start in starts:
        assert start.stdin is not None
        start.stdin.close()
    assert [start.wait() for start in starts] == [0] * 4
    with Library(path, clock) as library:
        assert [circle.number for circle in library.circles()] == [1, 2, 3, 4]


class KilledError(BaseException):
    """Ends this process at a line."""


def test_a_new_library_is_in_its_place_once_all_of_it_is_on_the_disk(
    tmp_path: Path, clock: SimulatedClock
) -> None:
    """A first start that is killed before leaves nothing there that could be refused for ever."""
    path = tmp_path / "library"
    with patch("os.fsync", side_effect=KilledError), pytest.raises(KilledError):
        Library(path, clock)
    assert not path.exists()
    with Library(path, clock) as library:
        assert library.circles() == []


def test_one_that_was_made_meanwhile_is_not_written_over(
    tmp_path: Path, clock: SimulatedClock
) -> None:
    """Looked at, made by another, and only then put: on a disk without links too."""
    path = tmp_path / "library"
    with Library(path, clock) as library:
        library.save_circle(CIRCLE)
    for links in (True, False):
        with patch("os.link", side_effect=PermissionError) if not links else patch.dict({}):
            new_library.put_new(path)
        with Library(path, clock) as library:
            assert library.circle("c") == CIRCLE
    path.unlink()
    with patch("os.link", side_effect=PermissionError), Library(path, clock) as library:
        assert library.circles() == []
    assert not list(tmp_path.glob(".storycircle-*[!k]"))
