"""A library that is opened to list its circles: looked at where it is read, and whole before it is
changed.
"""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner
from msgspec.structs import replace

from storycircle.cli.main import main
from storycircle.core.clock import SimulatedClock
from storycircle.core.error_sentences import Refused
from storycircle.core.model import Action, Circle, Event, Member, Story
from storycircle.store import schema, tables
from storycircle.store.consent import consent_log
from storycircle.store.library import Library
from storycircle.store.safety import backups
from tests.store.test_erasure import CIRCLE, EVENT
from tests.support.inside import conn_of

LISTED = ("circle", "member", "action", "addition", "setting", "arrivals", "saved_state")
"""Tables whose rows say something of a list, or of whose library it is."""


@pytest.fixture
def path(library: Library) -> Path:
    """A library with something in each table that is listed, and in one that is told."""
    library.save_event(Event("e", "An event"))
    circle = Circle(
        "c",
        1,
        "e",
        members=(Member("m", "Al"), Member("n", "Bo")),
        stories=(Story("s", "m", points="Said"),),
        actions=(Action("a", "Do it"),),
        region="North",
    )
    library.save_circle(circle)
    library.save_settings(library.settings())
    conn = conn_of(library)
    conn.execute("INSERT INTO arrivals VALUES ('c', '2026-11-24T13:00:00', '')")
    conn.execute("INSERT INTO saved_state VALUES ('c', 3, '', '{}', '', '{}')")
    conn.commit()
    library.close()
    return library.path


def _hide(path: Path, table: str) -> None:
    """Make each index of a table an empty one that is sound in itself."""
    with closing(sqlite3.connect(path)) as conn:
        sql = "SELECT rootpage FROM sqlite_schema WHERE type = 'index' AND tbl_name = ?"
        pages = [row[0] for row in conn.execute(sql, [table])]
        size = conn.execute("PRAGMA page_size").fetchone()[0]
    assert pages
    data = bytearray(path.read_bytes())
    for page in pages:
        at = (page - 1) * size
        data[at : at + 8] = bytes([10, 0, 0, 0, 0, size >> 8, size & 255, 0])
    path.write_bytes(data)


def _list(path: Path) -> tuple[int, str, str]:
    done = CliRunner().invoke(main, ["--library", str(path), "list"], catch_exceptions=False)
    return done.exit_code, done.stdout, done.stderr


@pytest.mark.parametrize("table", LISTED)
def test_a_list_of_a_damaged_library_is_one_sentence(path: Path, table: str) -> None:
    """An index that hides rows is found before a line is said, not after half of them."""
    assert _list(path)[0] == 0
    _hide(path, table)
    status, said, refused = _list(path)
    assert (status, said) == (1, "")
    assert "damaged" in refused
    assert len(refused.splitlines()) == 1


def test_what_was_told_is_not_looked_at_for_a_list(path: Path, clock: SimulatedClock) -> None:
    """The list is whole and true; whatever reads what was told refuses the library."""
    before = _list(path)
    _hide(path, "story")
    assert _list(path) == before
    assert before[1].splitlines()[1:] == ["  Circle 1: two people, one action"]
    for reads in (False, True):
        with pytest.raises(Refused, match="damaged"):
            Library(path, clock, reads=reads)


def test_all_is_looked_at_before_the_first_change(path: Path, clock: SimulatedClock) -> None:
    """Nothing is written to a library that is damaged elsewhere."""
    _hide(path, "story")
    before = path.read_bytes()
    with Library(path, clock, listing=True) as library:
        with pytest.raises(Refused, match="damaged"):
            library.save_event(Event("f", "Another"))
        assert [event.id for event in library.events()] == ["e"]
    assert path.read_bytes() == before


def test_a_sound_one_is_looked_at_once(path: Path, clock: SimulatedClock) -> None:
    """Its first change looks at all of it, and no other does."""
    looked: list[str] = []
    with Library(path, clock, listing=True) as library:
        conn_of(library).set_trace_callback(
            lambda sql: looked.append(sql) if "integrity_check" in sql else None
        )
        for title in ("One", "Two"):
            library.save_event(Event("f", title))
        assert looked == ["PRAGMA integrity_check(1)"]


def test_all_is_looked_at_before_anything_is_erased(library: Library) -> None:
    """A list goes on with what is owed; not where the library is damaged, which is said."""
    library.save_event(EVENT)
    library.save_circle(replace(CIRCLE, theme="one"))
    copy = backups.folder(library.path) / library.back_up()
    library.strike_story("s")
    library.close()
    owed = consent_log.read_owed(library.path)
    assert owed
    with closing(sqlite3.connect(library.path)) as conn, conn:
        conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        conn.execute("INSERT INTO note (id, circle) VALUES ('x', 'y')")
    _hide(library.path, "note")
    before = copy.read_bytes()
    _status, said, refused = _list(library.path)
    assert said
    assert "damaged" in refused
    assert consent_log.read_owed(library.path) == owed
    assert copy.read_bytes() == before


def test_what_a_list_leaves_out_it_does_not_read(path: Path, clock: SimulatedClock) -> None:
    """No statement of a listing names a table that was not looked at."""
    said: list[str] = []
    with Library(path, clock, listing=True) as library:
        conn_of(library).set_trace_callback(said.append)
        library.summaries()
        library.events()
        library.erase_owed()
    assert said
    for table in tables.TOLD:
        assert not any(
            f" {table} " in f" {sql} ".replace("[", " ").replace("]", " ") for sql in said
        )
    assert {*tables.TOLD} < {*schema.RECORDS}
