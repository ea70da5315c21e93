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


@library_migrations(name="0004_paper")
def _paper(db: Database) -> None:
    """How names stand on paper, and which circles are known from paper alone."""
    if "names_on_paper" not in db.table("event").columns_dict:
        db.table("event").add_column("names_on_paper", str)
    if not db.table("paper").exists():
        schema.create_other(db, "paper")
