"""What is kept stays what was written: seals, copies, the lock, a damaged library."""

import errno
import json
import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from storycircle.core.clock import SimulatedClock
from storycircle.core.error_sentences import Refused
from storycircle.core.model import Circle, Event, Member, Story
from storycircle.jobs.export import export_circle
from storycircle.store import connection, schema
from storycircle.store.library import Library
from storycircle.store.rows import digest
from storycircle.store.safety import backups, restore, workspace
from storycircle.store.safety.disk import Lock
from storycircle.store.safety.recovery import open_or_recover
from tests.support.bad_places import held_on_windows
from tests.support.inside import conn_of

CIRCLE = Circle(
    "c",
    1,
    members=(Member("m", "Al"), Member("n", "Bo")),
    stories=(Story("s", "m", points="Said"),),
)


def changed(library: Path, sql: str) -> None:
    """Change a library behind our backs."""
    with closing(sqlite3.connect(library)) as conn:
        conn.execute(sql)
        conn.commit()


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE story SET points = 'Sand'",
        "UPDATE story SET points = CAST(x'ff41' AS TEXT)",
        "UPDATE member SET name = 'Bob' WHERE id = 'n'",
        "UPDATE circle SET version = '{'",
        "UPDATE circle SET version = '[' || replace(trim(version, '{}'), ': ', ', ') || ']'",
        """UPDATE circle SET version =
            '[[' || replace(trim(version, '{}'), ': ', ', ') || ']]'""",
    ],
)
def test_a_record_that_is_not_what_was_written_is_never_shown(library: Library, sql: str) -> None:
    """A changed letter passes SQLite's own checks; our seal finds it, and a sentence says so."""
    library.save_circle(CIRCLE)
    changed(library.path, sql)
    for read in (library.circles, lambda: library.circle("c"), library.back_up):
        with pytest.raises(Refused, match="damaged"):
            read()


def test_going_back_in_an_open_window(library: Library, clock: SimulatedClock) -> None:
    """The library is open on what it went back to, and counts changes under a new name."""
    library.save_circle(CIRCLE)
    name, device = library.back_up(), library.device
    library.save_circle(replace(CIRCLE, theme="later"))
    kept = library.restore(name)
    assert library.circle("c") == CIRCLE
    assert library.device != device
    library.restore(kept)
    assert library.circle("c").theme == "later"
    clock.forward(1)
    with pytest.raises(Refused, match="No backup"):
        library.restore("none")
    assert library.circle("c").theme == "later"


def test_nobody_writes_to_a_library_while_it_goes_back(
    library: Library, clock: SimulatedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What another process would write in that moment is refused there, not lost here."""
    library.save_circle(CIRCLE)
    name = library.back_up()
    library.close()
    met: list[str] = []
    put_back = workspace.replace_content

    def meanwhile(*args: object) -> None:
        monkeypatch.setattr(connection, "_BUSY_MS", 1)
        with pytest.raises(Refused) as refused, Library(library.path, clock) as other:
            other.save_circle(replace(CIRCLE, theme="another window"))
        met.append(refused.value.key)
        put_back(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(restore, "replace_content", meanwhile)
    restore.restore(library.path, name, clock.now())
    assert met == ["library-busy"]


def test_a_damaged_library_opens_its_newest_good_copy(
    library: Library, clock: SimulatedClock
) -> None:
    """Copies that are damaged themselves are passed over; the damaged file is kept aside."""
    library.save_circle(CIRCLE)
    library.back_up()
    clock.forward(60)
    library.save_settings(replace(library.settings(), keep_days=99))
    broken = backups.folder(library.path) / library.back_up()
    library.close()
    for path in (broken, library.path):
        data = bytearray(path.read_bytes())
        at = data.rindex(b"AlBo") if b"AlBo" in data else data.rindex(b"cBo")
        data[at : at + 3] = b"cBi"
        path.write_bytes(data)
    damaged = library.path.read_bytes()
    again, recovered = open_or_recover(library.path, clock)
    with again:
        assert again.circle("c") == CIRCLE
    assert recovered is not None
    assert recovered.upto == clock.now().replace(minute=clock.now().minute - 1)
    kept = (recovered.folder / recovered.kept).read_bytes()
    assert kept[100:] == damaged[100:]  # the head says how it was last opened


def test_a_damaged_library_without_a_copy_is_kept_aside(
    library: Library, clock: SimulatedClock
) -> None:
    """The evening goes on with an empty library; not a byte of the other is thrown away."""
    library.save_circle(CIRCLE)
    library.close()
    data = library.path.read_bytes()[:5_000]
    library.path.write_bytes(data)
    again, recovered = open_or_recover(library.path, clock)
    with again:
        assert again.circles() == []
    assert recovered is not None
    assert recovered.upto is None
    assert (recovered.folder / recovered.kept).read_bytes() == data


def test_what_is_no_library_is_never_recovered(tmp_path: Path, clock: SimulatedClock) -> None:
    """A file given by mistake is refused and stays."""
    path = tmp_path / "diary"
    path.write_bytes(b"Dear diary")
    with pytest.raises(Refused, match="not a Story Circle library"):
        open_or_recover(path, clock)
    assert path.read_bytes() == b"Dear diary"


def test_a_sound_library_is_simply_opened(library: Library, clock: SimulatedClock) -> None:
    """No copy is put in the place of what is well."""
    library.save_event(Event("e", "An event"))
    again, recovered = open_or_recover(library.path, clock)
    with again:
        assert again.events() == [Event("e", "An event")]
    assert recovered is None


HOLD = """
import sys
from pathlib import Path
from storycircle.store.safety.disk import Lock
lock = Lock(Path(sys.argv[1]))
print(lock.take(), flush=True)
sys.stdin.read()
"""


def test_a_lock_is_held_once_and_a_kill_lets_go_of_it(tmp_path: Path) -> None:
    """A second window knows of the first; a lock left by a flat battery is no lock."""
    first, second = Lock(tmp_path / "library"), Lock(tmp_path / "library")
    assert first.take()
    assert not second.take()
    first.release()
    assert second.take()
    second.release()
    words = [sys.executable, "-c", HOLD, str(tmp_path / "library")]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        other.stdout.readline()
        assert not first.take()
        other.send_signal(signal.SIGKILL if os.name == "posix" else signal.SIGTERM)
    assert first.take()
    first.release()


def test_a_full_disk_keeps_nobody_from_holding_a_lock(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who holds it is not told then; it is held once, and let go of."""

    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, "full")

    lock = Lock(tmp_path / "library")
    with monkeypatch.context() as patched:
        patched.setattr(os, "write", full)
        assert lock.take()
    assert lock.holder() is None
    assert not Lock(tmp_path / "library").take()
    lock.release()
    assert lock.take()
    assert lock.holder() is not None
    lock.release()


@pytest.mark.parametrize("year", [1970, 1979, 2000, 2038, 2108])
def test_who_holds_a_lock_is_known_in_any_year(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, year: int
) -> None:
    """A holder that wrote itself down long ago leaves nothing of its line, and no clock ends it."""
    (tmp_path / "library.lock").write_text(json.dumps([10**15, 10**15, "and more"]))
    at = datetime(year, 6, 14, 11)  # noqa: DTZ001 (the laptop's own time)
    monkeypatch.setattr("time.time", at.timestamp)
    lock = Lock(tmp_path / "library")
    assert lock.take()
    holder = lock.holder()
    assert holder is not None
    assert (holder.process, holder.since) == (os.getpid(), at)
    lock.release()


@pytest.mark.parametrize("since", [1e300, -1e18, float("nan"), "noon", None])
def test_a_lock_whose_time_cannot_be_read_names_nobody(tmp_path: Path, since: object) -> None:
    (tmp_path / "library.lock").write_text(json.dumps([1, since]))
    assert Lock(tmp_path / "library").holder() is None


def test_the_seal_of_a_record_covers_every_field(library: Library) -> None:
    """No column of ours is left out of it."""
    library.save_circle(CIRCLE)
    (row,) = conn_of(library).execute("SELECT * FROM story").fetchall()
    fields = {key: row[key] for key in schema.RECORDS["story"] if row[key] is not None}
    assert set(fields) >= set(schema.RECORDS["story"]) - set(schema.MAY_LACK["story"])
    assert row["digest"] == digest("story", "s", fields, json.loads(row["version"]))


@held_on_windows
def test_a_library_deleted_underneath_is_put_back(library: Library, clock: SimulatedClock) -> None:
    """Somebody tidies the folder while a circle is held: not a word of it is lost."""
    library.save_circle(CIRCLE)
    library.save_event(Event("e", "An event"))
    for path in library.path.parent.glob("library*"):
        if path.is_file():
            path.unlink()
    library.save_circle(replace(CIRCLE, theme="afterwards"))
    with Library(library.path, clock) as again:
        assert again.circle("c") == replace(CIRCLE, theme="afterwards")
        assert again.events() == [Event("e", "An event")]


@held_on_windows
def test_a_library_replaced_underneath_is_not_written_to(
    library: Library, clock: SimulatedClock, tmp_path: Path
) -> None:
    """What another file in its place holds stays; the sentence says what to do."""
    library.save_circle(CIRCLE)
    with Library(tmp_path / "other", clock) as other:
        other.save_circle(Circle("other", 9))
    away = library.path.with_name("away")
    library.path.rename(away)
    (tmp_path / "other").rename(library.path)
    with pytest.raises(Refused, match="not in its place"):
        library.save_circle(replace(CIRCLE, theme="afterwards"))
    library.path.unlink()
    away.rename(library.path)
    library.save_circle(replace(CIRCLE, theme="afterwards"))
    assert library.circle("c").theme == "afterwards"


def test_what_a_kill_left_half_written_goes(library: Library, clock: SimulatedClock) -> None:
    """A copy that was under way holds words too; what another command writes now stays."""
    library.save_circle(CIRCLE)
    library.back_up()
    old = backups.folder(library.path) / ".storycircle-old"
    new = library.path.parent / ".storycircle-new"
    for path in (old, new):
        path.write_text("May Dawn")
    os.utime(old, (0, 0))
    open_or_recover(library.path, clock)[0].close()
    assert not old.exists()
    assert new.exists()


def test_an_index_that_hides_rows_is_found(library: Library, clock: SimulatedClock) -> None:
    """A damaged index answers that there is nothing: the library is refused, not believed."""
    for number in range(1, 4):
        library.save_circle(Circle(f"c{number}", number, event="e"))
    library.save_event(Event("e", "An event"))
    library.back_up()
    sql = "SELECT rootpage FROM sqlite_schema WHERE type = 'index' AND tbl_name = 'circle'"
    pages = [row[0] for row in conn_of(library).execute(sql)]
    size = conn_of(library).execute("PRAGMA page_size").fetchone()[0]
    library.close()
    data = bytearray(library.path.read_bytes())
    for page in pages:
        # An index page that is sound in itself, and empty.
        at = (page - 1) * size
        data[at : at + 8] = bytes([10, 0, 0, 0, 0, size >> 8, size & 255, 0])
    library.path.write_bytes(data)
    with pytest.raises(Refused, match="damaged"):
        Library(library.path, clock)
    again, recovered = open_or_recover(library.path, clock)
    with again:
        assert recovered is not None
        assert len(again.circles("e")) == 3


def test_what_had_left_is_carried_over_from_a_damaged_library_as_far_as_it_can_be(
    library: Library, tmp_path: Path
) -> None:
    """A row that makes no sense is left behind, and stops no going back."""
    library.save_circle(CIRCLE)
    name = library.back_up()
    export_circle(library, CIRCLE, tmp_path / "1.circle")
    conn_of(library).execute("INSERT INTO left VALUES ('x', 'c', 'no version', NULL)")
    conn_of(library).execute("UPDATE member SET name = 'other'")
    conn_of(library).commit()
    library.restore(name)
    assert library.last_export("c") is not None
    assert conn_of(library).execute("SELECT * FROM left WHERE id = 'x'").fetchall() == []


def test_what_is_called_saved_waits_for_the_disk(library: Library) -> None:
    """A log that is synchronised at each commit; `python -m tests.battery --only fsync` watches."""
    conn = conn_of(library)
    assert conn.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
    assert conn.execute("PRAGMA synchronous").fetchone()[0] == 2


def test_no_copy_is_made_of_a_damaged_library(library: Library) -> None:
    """The copies that are good stay the newest."""
    library.save_circle(CIRCLE)
    name = library.back_up()
    conn_of(library).execute("UPDATE member SET name = 'other'")
    conn_of(library).commit()
    with pytest.raises(Refused, match="damaged"):
        library.back_up()
    assert backups.names(library.path) == [name]


@pytest.mark.parametrize("place", [18, 19])
def test_a_library_that_could_only_be_read_opens_its_copy(
    library: Library, clock: SimulatedClock, place: int
) -> None:
    """One byte of its head says a format of SQLite's to come: every page is sound, and no save
    would be taken.
    """
    library.save_circle(CIRCLE)
    library.back_up()
    library.close()
    data = bytearray(library.path.read_bytes())
    data[place] = 3
    library.path.write_bytes(data)
    opened, recovered = open_or_recover(library.path, clock)
    with opened:
        assert recovered is not None
        opened.save_circle(replace(CIRCLE, theme="goes on"))


def test_a_damaged_name_of_the_laptop_opens_its_copy(
    library: Library, clock: SimulatedClock
) -> None:
    """What cannot be opened to its end is closed again, and so does not hold the file."""
    library.save_circle(CIRCLE)
    library.back_up()
    library.close()
    with closing(sqlite3.connect(library.path)) as conn, conn:
        conn.execute("UPDATE setting SET value = CAST(x'ff41' AS TEXT) WHERE name = 'device'")
    opened, recovered = open_or_recover(library.path, clock)
    with opened:
        assert recovered is not None
        assert opened.circle("c") == CIRCLE


def test_a_connection_closes_what_still_reads_and_remembers_little(library: Library) -> None:
    """A reading that broke off keeps no file in use; ten thousand that ended are forgotten."""
    library.save_circle(CIRCLE)
    conn = conn_of(library)
    first, *_others = begun = [conn.execute("SELECT * FROM member") for _ in range(300)]
    for _ in range(10_000):
        conn.execute("SELECT 1").fetchall()
    assert first.fetchone()["name"] == "Al"
    assert len(vars(conn)["_cursors"]) <= 2 * len(begun) + 1
    library.close()
    for cursor in begun:
        with pytest.raises(sqlite3.ProgrammingError):
            cursor.fetchone()
