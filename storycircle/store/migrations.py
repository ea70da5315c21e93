"""Steps from one schema to the next: sqlite-utils' own migrations, one transaction each."""

from sqlite_utils import Database, Migrations

from storycircle.store import schema

library_migrations = Migrations("storycircle")


@library_migrations(name="0001_first")
def _first(db: Database) -> None:
    """The first schema."""
    schema.create(db)
