"""A facilitator's own words to open a circle with: on this laptop only, never in a file."""

import json
import sqlite3

from storycircle.core.opening import Opening


def read_opening(conn: sqlite3.Connection, circle: str) -> Opening | None:
    """The words kept for a circle, else the last kept for another circle of its event."""
    sql = "SELECT words FROM opening_words WHERE circle = ?"
    row = conn.execute(sql, [circle]).fetchone()
    if row is None:
        # Each change of words is a new row: the highest is the last.
        sql = """SELECT words FROM opening_words
            WHERE event = (SELECT event FROM circle WHERE id = ?) ORDER BY rowid DESC"""
        row = conn.execute(sql, [circle]).fetchone()
    if row is None:
        return None
    kept = json.loads(row["words"])
    return Opening(kept["purpose"], tuple(kept["rules"]), kept["promise"])


def write_opening(conn: sqlite3.Connection, circle: str, words: Opening) -> None:
    """Keep words for a circle."""
    kept = {"purpose": words.purpose, "rules": words.rules, "promise": words.promise}
    conn.execute(
        "INSERT OR REPLACE INTO opening_words (circle, event, words) "
        "VALUES (?, (SELECT event FROM circle WHERE id = ?), ?)",
        [circle, circle, json.dumps(kept, ensure_ascii=False)],
    )
