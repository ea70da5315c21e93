"""Steps from one schema to the next: sqlite-utils' own migrations, one transaction each."""

from sqlite_utils import Database, Migrations

from storycircle.store import schema

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


@library_migrations(name="0003_organiser")
def _organiser(db: Database) -> None:
    """What an organiser adds: the order of actions, circles expected, names known, arrivals."""
    for table, column, kind in (("placement", "rank", str), ("event", "expected", int)):
        if column not in db.table(table).columns_dict:
            db.table(table).add_column(column, kind)
    schema.create_missing(db)
