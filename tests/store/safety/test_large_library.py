"""A library of many circles opens before it is looked through, and is recovered all the same."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from unittest.mock import patch

import pytest

from storycircle.core.clock import SimulatedClock
from storycircle.core.model import Circle, Event, Gathered, Member, Story
from storycircle.store import connection, rows, tables
from storycircle.store.library import Library
from storycircle.store.safety import backups
from storycircle.store.safety.recovery import (
    found_damaged,
    open_or_recover,
    recover_open,
    takes_long,
)
from tests.support.inside import conn_of

COUNT = 120


def _event(count: int) -> Gathered:
    people = tuple(Member(f"m{n}", f"Zed Q{n}") for n in range(7))
    stories = tuple(Story(f"s{n}", f"m{n}", "A story", "words " * 160) for n in range(7))
    circles = []
    for number in range(1, count + 1):
        own = tuple(Member(f"{number}-{one.id}", one.name) for one in people)
        told = tuple(
            Story(f"{number}-{one.id}", f"{number}-{one.teller}", one.title, one.points)
            for one in stories
        )
        circles.append(Circle(f"c{number}", number, "e", members=own, stories=told))
    return Gathered(Event("e", "A year of circles", expected=count), tuple(circles))


@pytest.fixture
def large(library: Library) -> Iterator[Library]:
    """A library that takes a while to look through, with a good backup."""
    library.load(_event(COUNT))
    library.back_up()
    assert takes_long(library.path)
    yield library
    library.close()


def _alter(path: Path) -> None:
    """Change a word behind the library's back: no page is damaged, and the record is."""
    with closing(sqlite3.connect(path)) as conn, conn:
        conn.execute("UPDATE member SET name = 'Somebody' WHERE id = '7-m3'")


def test_a_large_library_opens_without_a_look_through_it(
    large: Library, clock: SimulatedClock
) -> None:
    """However many circles it has: no record but the event is compared with its digest."""
    large.close()
    with patch.object(tables, "digest", side_effect=rows.digest) as compared:
        opened, recovered = open_or_recover(large.path, clock, later=True)
    with opened:
        assert recovered is None
        assert compared.call_count <= 2
        assert len(opened.summaries()) == COUNT
        assert found_damaged(opened.path, clock) is None


@pytest.mark.slow
def test_a_large_library_that_is_damaged_is_found_and_recovered_open(
    large: Library, clock: SimulatedClock
) -> None:
    """What was altered is kept aside, and the newest good copy is what the window has then."""
    _alter(large.path)
    found = found_damaged(large.path, clock)
    assert found == (backups.names(large.path)[0],)
    recovered = recover_open(large, *found)
    assert recovered.upto == backups.made_at(found[0])
    assert large.circle("c7").members[3].name == "Zed Q3"
    assert (recovered.folder / recovered.kept).exists()
    assert found_damaged(large.path, clock) is None


def test_a_small_library_is_looked_through_as_it_is_opened(
    library: Library, clock: SimulatedClock
) -> None:
    """There is nothing to wait for: the way back is found before anything is shown."""
    library.load(_event(8))
    library.back_up()
    library.close()
    _alter(library.path)
    assert not takes_long(library.path)
    opened, recovered = open_or_recover(library.path, clock, later=takes_long(library.path))
    with opened:
        assert recovered is not None
        assert opened.circle("c7").members[3].name == "Zed Q3"


def test_a_page_that_the_first_look_meets_is_refused_at_once(
    large: Library, clock: SimulatedClock
) -> None:
    """Where what is listed cannot be read, nothing is shown of it first."""
    conn_of(large).execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    (root,) = (
        conn_of(large)
        .execute("SELECT rootpage FROM sqlite_schema WHERE name = 'circle'")
        .fetchone()
    )
    (size,) = conn_of(large).execute("PRAGMA page_size").fetchone()
    large.close()
    with large.path.open("r+b") as file:
        file.seek((root - 1) * size)
        file.write(b"\xff" * size)
    opened, recovered = open_or_recover(large.path, clock, later=True)
    with opened:
        assert recovered is not None
        assert len(opened.circles()) == COUNT


MERGED_MORE = 50_000_000
"""Bytes that a merge of ten thousand circle files may take more than one of a thousand."""


def _kept(library: Library) -> int:
    """KiB of pages that SQLite keeps in memory at the most."""
    (found,) = conn_of(library).execute("PRAGMA cache_size").fetchone()
    return -int(found)


def test_what_is_kept_in_memory_is_bounded_however_a_library_grows(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All of one that could be put back from memory; of one that outgrows that while it is open
    few pages are kept, as of one that was that large when it was opened.
    """
    most, least = 500, 100
    monkeypatch.setattr(connection, "MOST_IN_MEMORY", most)
    monkeypatch.setattr(connection, "LEAST_IN_MEMORY", least)
    kept = []
    for count in (2, COUNT):
        library.load(_event(count))
        library.tidy()  # from the log into the file
        library.load(_event(count))
        kept.append((library.path.stat().st_size > most * 1024, _kept(library)))
    assert [large for large, _ in kept] == [False, True]
    assert kept[0][1] >= most
    assert kept[1][1] == least


def test_what_is_kept_in_memory_is_less_than_a_merge_may_take() -> None:
    """Nothing else of a merge grows with its files: it is what that takes more."""
    assert connection.MOST_IN_MEMORY * 1024 * 1.1 < MERGED_MORE  # SQLite's own for each page too
    assert connection.LEAST_IN_MEMORY < connection.MOST_IN_MEMORY
