"""What the order of rows says: nothing, in a library and in every file that leaves it."""

import sqlite3
from contextlib import closing
from pathlib import Path

from storycircle.core.choosing import with_choice
from storycircle.core.clocks import SimulatedClock
from storycircle.core.model import Action, Circle, Event, Member, Sharing, new_id
from storycircle.core.writing import with_story
from storycircle.store import circle_file, schema
from storycircle.store.library import Library
from tests.leaks.leaving import NOON

EVENT = Event("e", "An event")
CIRCLES, TOLD = 6, 6


def circle_of(number: int) -> Circle:
    """A circle whose stories all leave without names."""
    members = tuple(Member(new_id(), f"{number} {letter}") for letter in "ABCDEF"[:TOLD])
    actions = tuple(Action(new_id(), f"Do {count}") for count in range(2))
    circle = Circle(new_id(), number, "e", members=members, actions=actions)
    for member in members:
        story = new_id()
        circle = with_story(circle, member.id, story=story, title=f"circle {number} told this")
        circle = with_choice(circle, story, Sharing.ANONYMOUS, at=NOON, event=EVENT)
    return circle


def keep(library: Library, circles: list[Circle]) -> None:
    library.save_event(EVENT)
    for circle in circles:
        library.save_circle(circle)


def rowless(path: Path) -> set[str]:
    """The tables of a library whose rows have no number that counts up."""
    found = set()
    with closing(sqlite3.connect(path)) as conn:
        for name in (*schema.RECORDS, *schema.OTHER):
            try:
                conn.execute(f"SELECT rowid FROM [{name}]").fetchone()  # noqa: S608
            except sqlite3.OperationalError:
                found.add(name)
    return found


def test_no_table_of_a_library_numbers_its_rows(library: Library) -> None:
    """Two stories side by side there came together: a row's number would say so."""
    library.save_event(EVENT)
    library.close()
    assert rowless(library.path) == {*schema.RECORDS, *schema.OTHER}


def test_an_older_library_is_put_in_order(library: Library, clock: SimulatedClock) -> None:
    """Its rows are moved, none is lost, and its indexes are there as before."""
    circles = [circle_of(1), circle_of(2)]
    keep(library, circles)
    library.close()
    with closing(sqlite3.connect(library.path)) as conn:
        indexes = "SELECT name, tbl_name FROM sqlite_schema WHERE type = 'index' AND sql != ''"
        before = sorted(conn.execute(indexes).fetchall())
        sql = "SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND sql LIKE '%ROWID%'"
        for name, made in conn.execute(sql).fetchall():
            again = made.replace(", WITHOUT ROWID", "").replace(f'"{name}"', '"old"', 1)
            own = f"SELECT sql FROM sqlite_schema WHERE tbl_name = '{name}' AND type = 'index'"  # noqa: S608
            kept = [row[0] for row in conn.execute(own) if row[0]]
            conn.execute(again)
            conn.execute(f"INSERT INTO old SELECT * FROM [{name}]")  # noqa: S608
            conn.execute(f"DROP TABLE [{name}]")
            conn.execute(f"ALTER TABLE old RENAME TO [{name}]")
            for index in kept:
                conn.execute(index)
        conn.execute("DELETE FROM _sqlite_migrations WHERE name = '0010_no_order'")
        conn.commit()
    assert rowless(library.path) == set()
    with Library(library.path, clock) as again:
        assert again.circles() == circles
        assert rowless(library.path) == {*schema.RECORDS, *schema.OTHER}
    with closing(sqlite3.connect(library.path)) as conn:
        assert sorted(conn.execute(indexes).fetchall()) == before


def test_rows_of_a_circle_file_lie_by_their_ids(library: Library, tmp_path: Path) -> None:
    """Whatever order they were written down in here, and in the bytes of the file too."""
    circle = circle_of(1)
    keep(library, [circle])
    circle_file.write(library.leave(circle), tmp_path / "x.circle")
    with closing(sqlite3.connect(tmp_path / "x.circle")) as conn:
        for kind in schema.TRAVELLING:
            ids = [row[0] for row in conn.execute(f"SELECT id FROM [{kind}] ORDER BY rowid")]  # noqa: S608
            assert ids == sorted(ids), kind
