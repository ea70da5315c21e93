"""The settings of this laptop, in the library's table of names and values.

That table is no record: it has no version, and no circle file has it.
"""

import sqlite3

from storycircle.core.settings import Settings, from_stored, to_stored


def read_settings(conn: sqlite3.Connection) -> Settings:
    """What was set; what was not, or makes no sense, is as it comes."""
    rows = conn.execute("SELECT name, value FROM setting").fetchall()
    return from_stored({str(row["name"]): str(row["value"]) for row in rows})


def write_settings(conn: sqlite3.Connection, settings: Settings) -> None:
    """Keep the settings, and leave whatever else the table holds."""
    rows = list(to_stored(settings).items())
    conn.executemany("INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)", rows)
