"""A facilitator's own words to open a circle with: on this laptop only, never in a file."""

import json
import sqlite3

from storycircle.core.opening import Opening

_LAST = "opening words "
"""Before an event's id: the setting that names the circle whose words were kept last."""


def read_opening(conn: sqlite3.Connection, circle: str) -> Opening | None:
    """The words kept for a circle, else the last kept for another circle of its event."""
    sql = "SELECT words FROM opening_words WHERE circle = ?"
    row = conn.execute(sql, [circle]).fetchone()
    if row is None:
        sql = """SELECT words FROM opening_words
            WHERE event = (SELECT event FROM circle WHERE id = ?)
            ORDER BY circle = (SELECT value FROM setting WHERE name = ? || event) DESC, circle"""
        row = conn.execute(sql, [circle, _LAST]).fetchone()
    if row is None:
        return None
    kept = json.loads(row["words"])
    return Opening(kept["purpose"], tuple(kept["rules"]), kept["promise"])


def write_opening(conn: sqlite3.Connection, circle: str, words: Opening) -> None:
    """Keep words for a circle; they are the last of its event."""
    kept = {"purpose": words.purpose, "rules": words.rules, "promise": words.promise}
    conn.execute(
        "INSERT OR REPLACE INTO opening_words (circle, event, words) "
        "VALUES (?, (SELECT event FROM circle WHERE id = ?), ?)",
        [circle, circle, json.dumps(kept, ensure_ascii=False)],
    )
    conn.execute(
        "INSERT OR REPLACE INTO setting (name, value) "
        "SELECT ? || event, id FROM circle WHERE id = ? AND event IS NOT NULL",
        [_LAST, circle],
    )
