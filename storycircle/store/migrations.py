"""Steps from one schema to the next, tried on a copy first.

Steps from one schema to the next: sqlite-utils' own migrations, one transaction each.

Schema upgrades: on a copy, looked at, and only then put in the library's place.
"""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path

from sqlite_utils import Database, Migrations

from storycircle.core.errors import Refused
from storycircle.store import schema
from storycircle.store.safety.disk import explained_change
from storycircle.store.safety.integrity_check import is_sound, seal_again
from storycircle.store.safety.workspace import alone, replace_content

library_migrations = Migrations("storycircle")


@library_migrations(name="0001_first")
def _first(db: Database) -> None:
    """The first schema."""
    schema.create(db)


@library_migrations(name="0002_later_columns")
def _later_columns(db: Database) -> None:
    """Columns that came after the first schema, empty: who left, and the words that left."""
    for table, column in (("circle", "past"), ("left", "words")):
        if column not in db.table(table).columns_dict:
            db.table(table).add_column(column, str)


@library_migrations(name="0003_opening_words")
def _opening_words(db: Database) -> None:
    """What is read out as a circle opens: the event's words, and a facilitator's own."""
    for column in schema.MAY_LACK["event"]:
        if column not in db.table("event").columns_dict:
            db.table("event").add_column(column, str)
    if not db.table("opening_words").exists():
        schema.create_other(db, "opening_words")


@library_migrations(name="0004_paper")
def _paper(db: Database) -> None:
    """How names stand on paper, and which circles are known from paper alone."""
    if "names_on_paper" not in db.table("event").columns_dict:
        db.table("event").add_column("names_on_paper", str)
    if not db.table("paper").exists():
        schema.create_other(db, "paper")


@library_migrations(name="0005_choices")
def _choices(db: Database) -> None:
    """Themes, choices and what was answered to names; empty, as nothing was asked before."""
    lists = "event.recipients circle.also story.tags story.answers".split()
    texts = "event.organisation event.keep_until story.about story.choice story.code".split()
    for default, names in (("[]", lists), ("", [*texts, "story.proof", "story.under"])):
        for name in names:
            table, _, column = name.partition(".")
            _filled(db, table, column, str, default)
    _filled(db, "circle", "stories_here", int, 0)
    for table in ("carried", "withdrawn"):
        if not db.table(table).exists():
            schema.create_other(db, table)


@library_migrations(name="0006_stage_clocks")
def _stage_clocks(db: Database) -> None:
    """How long each stage of a circle has had."""
    if "clocks" not in db.table("running").columns_dict:
        db.table("running").add_column("clocks", str)


@library_migrations(name="0007_organiser")
def _organiser(db: Database) -> None:
    """What an organiser adds: the order of actions, circles expected, names known, arrivals."""
    for table, column, kind in (("placement", "rank", str), ("event", "expected", int)):
        if column not in db.table(table).columns_dict:
            db.table(table).add_column(column, kind)
    schema.create_missing(db)


@library_migrations(name="0008_additions")
def _additions(db: Database) -> None:
    """What later versions add to records, and stories found by the id they left under."""
    schema.create_later(db)


@library_migrations(name="0009_arising")
def _arising(db: Database) -> None:
    """Where an action or an idea arose; NULL, as nobody was asked before."""
    for table in ("idea", "action"):
        for column in ("stall", "story"):
            if column not in db.table(table).columns_dict:
                db.table(table).add_column(column, str)


@library_migrations(name="0010_ended")
def _ended(db: Database) -> None:
    """Of each yes that ended, where it was told; stories that wait; erasings that are owed."""
    there = db.table("withdrawn").columns_dict
    for column, kind in (("by_code", int), ("circle", str), ("outside", int)):
        if column not in there:
            db.table("withdrawn").add_column(column, kind)
    db.conn.execute("UPDATE withdrawn SET by_code = 1, outside = 1 WHERE outside IS NULL")
    if not db.table("owed").exists():
        schema.create_other(db, "owed")
    if "unconfirmed" not in db.table("story").columns_dict:
        db.table("story").add_column("unconfirmed", int)


@library_migrations(name="0011_no_order")
def _no_order(db: Database) -> None:
    """Rows in the order of their random ids: as they came, they say which came together."""
    schema.put_in_order(db)


def _filled(db: Database, table: str, column: str, kind: type, value: object) -> None:
    """A column that every row of ours has, where it came later."""
    if column not in db.table(table).columns_dict:
        db.table(table).add_column(column, kind)
        db.conn.execute(f"UPDATE [{table}] SET [{column}] = ?", [value])  # noqa: S608


Steps = Callable[[sqlite3.Connection], None]


def upgrade(conn: sqlite3.Connection, path: Path, steps: Steps) -> None:
    """Take an open library through steps. Raises Refused, and then it is as it was."""
    with alone(conn):
        replace_content(conn, path, partial(_upgraded, conn, path.name, steps))


def _upgraded(conn: sqlite3.Connection, name: str, steps: Steps, path: Path) -> None:
    with closing(sqlite3.connect(path)) as copy, explained_change():
        copy.row_factory = sqlite3.Row
        conn.backup(copy)
        if not is_sound(copy):
            raise Refused("damaged-file", name=name)
        steps(copy)
        seal_again(copy)
        copy.commit()
        if not is_sound(copy):
            raise Refused("upgrade-unsound", name=name)
