"""A library's schema changes step by step, on a copy that is checked before it counts."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database, Migrations

from storycircle.core.clock import SimulatedClock
from storycircle.core.error_sentences import Refused
from storycircle.core.model import Circle, Member, Story
from storycircle.store import migrations, schema
from storycircle.store.library import Library
from storycircle.store.safety import backups
from storycircle.store.safety.recovery import open_or_recover
from tests.support.inside import conn_of

KNOWN = schema.LIBRARY_VERSION
CIRCLE = Circle("c", 1, members=(Member("m", "Al"),), stories=(Story("s", "m", points="Said"),))


@pytest.fixture
def older(library: Library, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A library that lacks a made-up step, by which every circle has a mood."""
    library.save_circle(CIRCLE)
    library.close()
    with closing(sqlite3.connect(library.path)) as conn:
        conn.execute("PRAGMA journal_mode = DELETE")

    def mood(db: Database) -> None:
        db.table("circle").add_column("mood", str)
        db.conn.execute("UPDATE circle SET mood = 'calm'")

    steps = Migrations("storycircle")
    for step in migrations.library_migrations.pending(Database(memory=True)):
        steps(name=step.name)(step.fn)
    steps(name="9999_mood")(mood)
    monkeypatch.setattr(migrations, "library_migrations", steps)
    monkeypatch.setattr(schema, "LIBRARY_VERSION", KNOWN + 1)
    monkeypatch.setitem(schema.RECORDS, "circle", {**schema.RECORDS["circle"], "mood": str})
    return library.path


def rows(library: Path) -> list[str]:
    """All that a library holds, but for how many backups it counted."""
    with closing(sqlite3.connect(library)) as conn:
        return [row for row in conn.iterdump() if "'copies'" not in row]


def test_the_version_of_a_library_counts_its_steps() -> None:
    """An older app knows a newer library by it, and leaves it alone."""
    steps = migrations.library_migrations.pending(Database(memory=True))
    assert len(steps) == schema.LIBRARY_VERSION
    assert tuple(step.name for step in steps) == schema.STEPS


def test_a_library_of_today_opens_without_what_makes_tables(library: Library) -> None:
    """Sqlite-utils is 58 modules and 6 MB: it is for making a library and for taking it on."""
    library.close()
    program = (
        "import sys; from pathlib import Path; from storycircle.core.clock import SystemClock;"
        "from storycircle.store.library import Library;"
        "Library(Path(sys.argv[1]), SystemClock()).close();"
        "print('sqlite_utils' in sys.modules)"
    )
    command = [sys.executable, "-c", program, str(library.path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_an_older_library_is_upgraded_and_sealed_again(older: Path, clock: SimulatedClock) -> None:
    """What the step added is there, all else is as it was, and the next app knows the version."""
    with Library(older, clock) as library:
        assert library.circle("c") == CIRCLE
        (row,) = conn_of(library).execute("SELECT mood FROM circle").fetchall()
        assert row["mood"] == "calm"
        assert conn_of(library).execute("PRAGMA user_version").fetchone()[0] == KNOWN + 1
        assert conn_of(library).execute("PRAGMA journal_mode").fetchone()[0] == "wal"
    with Library(older, clock) as library:
        assert library.circles() == [CIRCLE]


def test_a_list_looks_at_all_of_a_library_before_it_is_upgraded(
    older: Path, clock: SimulatedClock
) -> None:
    """The steps go through what was told too, which a list leaves out."""
    with closing(sqlite3.connect(older)) as conn:
        sql = "SELECT rootpage FROM sqlite_schema WHERE type = 'index' AND tbl_name = 'story'"
        pages = [row[0] for row in conn.execute(sql)]
        size = conn.execute("PRAGMA page_size").fetchone()[0]
    data = bytearray(older.read_bytes())
    for page in pages:
        data[(page - 1) * size : page * size] = bytes(size)
    older.write_bytes(data)
    with pytest.raises(Refused, match="damaged"):
        Library(older, clock, listing=True)
    assert int.from_bytes(older.read_bytes()[60:64]) == KNOWN
    assert backups.names(older) == []


def test_an_upgrade_keeps_a_backup_of_what_was(older: Path, clock: SimulatedClock) -> None:
    """The step back is there before the step forward."""
    before = older.read_bytes()
    Library(older, clock).close()
    (kept,) = backups.names(older)
    backup = (backups.folder(older) / kept).read_bytes()
    assert len(backup) == len(before)
    assert int.from_bytes(backup[60:64]) == KNOWN


def test_an_older_library_is_not_read_before_it_is_upgraded(
    older: Path, clock: SimulatedClock
) -> None:
    """Reading alone changes not a byte, so it cannot take the step."""
    before = older.read_bytes()
    with pytest.raises(Refused):
        Library(older, clock, reads=True)
    assert older.read_bytes() == before


@pytest.mark.parametrize("when", ["before", "during", "after"])
def test_an_upgrade_that_cannot_be_trusted_changes_nothing(
    older: Path, clock: SimulatedClock, monkeypatch: pytest.MonkeyPatch, when: str
) -> None:
    """Damage found on the way leaves the library as it was."""
    if when == "before":
        with closing(sqlite3.connect(older)) as conn, conn:
            conn.execute("UPDATE story SET points = 'Sand'")
    elif when == "during":
        monkeypatch.setattr(migrations, "seal_again", lambda conn: conn.execute("no such thing"))
    else:
        monkeypatch.setattr(
            migrations, "seal_again", lambda conn: conn.execute("UPDATE story SET title = 'x'")
        )
    before = rows(older)
    with pytest.raises(Refused):
        Library(older, clock)
    assert rows(older) == before
    assert not list(older.parent.glob(".storycircle-*"))


@pytest.mark.parametrize("reads", [False, True])
def test_a_library_from_before_the_first_release_is_left_alone(
    library: Library, clock: SimulatedClock, *, reads: bool
) -> None:
    """One sentence, and not a byte of it changes: neither its log, nor a backup of that time."""
    library.save_circle(CIRCLE)
    library.back_up()
    library.save_circle(Circle("d", 2))
    folder = library.path.parent
    kept = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    library.close()
    for path, data in kept.items():
        early = bytearray(data)
        if early[:15] == b"SQLite format 3":
            early[68:72], early[60:64] = schema.EARLY_LIBRARY_ID.to_bytes(4), (11).to_bytes(4)
        path.write_bytes(early)
    assert library.path.with_name("library-wal").stat().st_size > 0
    before = {path: path.read_bytes() for path in kept}
    with pytest.raises(Refused, match="before its first release"):
        Library(library.path, clock, reads=reads)
    with pytest.raises(Refused, match="before its first release"):
        open_or_recover(library.path, clock)
    assert {path: path.read_bytes() for path in kept} == before


def test_an_early_backup_goes_where_words_are_erased_for_good(library: Library) -> None:
    """It cannot be searched for them, and does not keep them from being erased elsewhere."""
    library.save_circle(CIRCLE)
    path = backups.folder(library.path) / library.back_up()
    early = bytearray(path.read_bytes())
    early[68:72] = schema.EARLY_LIBRARY_ID.to_bytes(4)
    path.write_bytes(early)
    library.erase_story("s")
    assert not path.exists()
    assert not library.owes()
