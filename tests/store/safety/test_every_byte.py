"""A changed byte in a laptop's own rows does not pass for what was written: rows without a digest
stand in an index too, and both must say the same.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from storycircle.core.clock import SimulatedClock
from storycircle.core.error_sentences import Refused
from storycircle.core.model import Event
from storycircle.store.library import Library
from storycircle.store.safety.recovery import open_or_recover
from storycircle.store.schema import OTHER

ROWS: dict[str, list[tuple[object, ...]]] = {
    "removed": [("gone-one-of-them", "story", "in-some-circle", '{"some-laptop": 3}')],
    "conflicts": [("apart-id-of-it", "story", "{}", "{}", "digest-of-words")],
    "paper": [("circle-on-paper", '{"content": "of the code"}')],
    "saved_state": [("circle-that-stood", 3, "", "{}", "", "{}")],
    "left": [("story-that-left", "left-its-circle", '{"laptop-x": 1}', "its-words-by-digest")],
    "exported": [("exported-circle", "2026-11-24T11:00:00", "name-of-file", "digest-of-file")],
    "opening_words": [("opening-circle", "opening-event", '{"words": "to be read"}')],
    "carried": [("carried-story", "2026-11-24T12:00:00", "carried-by-file")],
    "withdrawn": [("withdrawn-story", "proof-of-code", 1, "withdrawn-circle", 1)],
    "owed": [("owed-erasing", '{"what": "is owed"}', '["a-copy"]')],
    "setting": [("name-of-setting", "value-of-setting")],
    "checkout_group": [("checked-out-circle", "group-of-its-own")],
    "arrivals": [("circle-that-came", "2026-11-24T13:00:00", "2026-11-24T14:00:00")],
}


@pytest.mark.parametrize("listing", [False, True])
@pytest.mark.parametrize("table", list(OTHER))
def test_a_changed_byte_of_a_row_without_a_digest_is_found(
    table: str, tmp_path: Path, clock: SimulatedClock, *, listing: bool
) -> None:
    """Each text of the row, wherever it stands in the file, one letter made another; a library
    that is opened to list its circles is no less careful of it.
    """
    path = tmp_path / "library"
    with Library(path, clock) as library:
        library.save_settings(library.settings())
    marks = ", ".join("?" * len(OTHER[table][0]))
    with closing(sqlite3.connect(path)) as conn, conn:
        conn.executemany(f"INSERT INTO [{table}] VALUES ({marks})", ROWS[table])  # noqa: S608
        conn.commit()
        conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        conn.execute("PRAGMA journal_mode = DELETE").fetchall()
    whole, sound = path.read_bytes(), _rows(path, table)
    tried = 0
    for place in _places(whole, table):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        with suppress(Refused):
            with Library(path, clock, reads=True, listing=listing):
                pass
            assert _rows(path, table) == sound, whole[place - 10 : place + 10]
        tried += 1
    assert tried


def _places(whole: bytes, table: str) -> Iterator[int]:
    """Where the first and the last letter of each text of a row stand in the file."""
    for text in (value for value in ROWS[table][0] if isinstance(value, str) and len(value) > 4):
        found = whole.find(text.encode())
        while found >= 0:
            yield from (found, found + len(text) - 1)
            found = whole.find(text.encode(), found + 1)


def _rows(path: Path, table: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)) as conn:
        return conn.execute(f"SELECT * FROM [{table}]").fetchall()  # noqa: S608


@pytest.mark.parametrize("table", ["setting", "removed", "saved_state", "event"])
def test_a_changed_name_of_a_column_goes_back_to_the_backup(
    table: str, tmp_path: Path, clock: SimulatedClock
) -> None:
    """A library whose tables are not ours any more is damaged, and never a crash."""
    path = tmp_path / "library"
    with Library(path, clock) as library:
        library.save_event(Event("e", "A day", "2026-11-24"))
        assert library.back_up()
    with closing(sqlite3.connect(path)) as conn:
        conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    whole = path.read_bytes()
    spoilt, head = bytearray(whole), f'CREATE TABLE "{table}"'.encode()
    for begins in (at for at in range(len(whole)) if whole.startswith(head, at)):
        spoilt[whole.index(b'"', begins + len(head)) + 1] ^= 2
    path.write_bytes(spoilt)
    opened, recovered = open_or_recover(path, clock)
    with opened:
        assert recovered is not None
        assert [event.title for event in opened.events()] == ["A day"]
