"""What only this laptop knows: saved states, a facilitator's own opening words and own notes,
settings, refused texts, backups.

None of it travels in a file. Settings are in a table of names and values, which has no versions.
"""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from storycircle.core.settings import Settings, from_stored, to_stored
from storycircle.core.turns.opening_words import Opening
from storycircle.store.library_base import StoreMixin
from storycircle.store.refused_text import (
    Typed,
    forget_settled,
    forget_typed,
    read_owners,
    read_typed,
    write_typed,
)
from storycircle.store.safety import backups, restore
from storycircle.store.safety.disk import explained_change
from storycircle.store.saved_state import (
    SavedState,
    read_own_note,
    read_saved_state,
    write_own_note,
    write_saved_state,
)

_LAST = "opening words "
"""Before an event's id: the setting that names the circle whose words were kept last."""
_STALLS = "stalls-held "
"""Before an event's id: the setting that says how the time of its stalls stood here."""
_APART = "headings-apart "
"""Before an event's id: the setting that says which pairs of headings somebody said are two."""
_TEMPLATE = "report template "
"""Before an event's id: the setting that names the template of its reports."""


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
    """Save words for a circle; they are the last of its event."""
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


def read_settings(conn: sqlite3.Connection) -> Settings:
    """The settings; what was not set, or cannot be decoded, has its default."""
    names = list(to_stored(Settings()))
    sql = f"SELECT name, value FROM setting WHERE name IN ({', '.join('?' * len(names))})"  # noqa: S608
    rows = conn.execute(sql, names).fetchall()
    return from_stored({str(row["name"]): str(row["value"]) for row in rows})


def write_settings(conn: sqlite3.Connection, settings: Settings) -> None:
    """Save the settings, and leave the other names of the table as they are."""
    rows = list(to_stored(settings).items())
    conn.executemany("INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)", rows)


class LocalStore(StoreMixin):
    """The library's operations on what only this laptop knows."""

    def saved_state(self, circle: str) -> SavedState | None:
        """The state in which a circle was last open here, or None."""
        return read_saved_state(self._conn, circle)

    def save_state(self, circle: str, saved: SavedState) -> None:
        """Save the state of a circle, without a change of its records."""
        with self._change(), self._last.untouched():
            write_saved_state(self._conn, circle, saved)

    def opening(self, circle: str) -> Opening | None:
        """A facilitator's own words for a circle: its own, else the last for its event."""
        return read_opening(self._conn, circle)

    def save_opening(self, circle: str, words: Opening) -> None:
        """Save a facilitator's own words for a circle; they never travel."""
        with self._change():
            write_opening(self._conn, circle, words)

    def own_note(self, circle: str) -> str:
        """The facilitator's own note for a circle; "" where there is none."""
        return read_own_note(self._conn, circle)

    def save_own_note(self, circle: str, note: str) -> bool:
        """Save the own note for a circle: no file, paper or report ever has it. False where there
        is no such circle, and nothing is kept.
        """
        with self._change(), self._last.untouched():
            return write_own_note(self._conn, circle, note)

    def settings(self) -> Settings:
        return read_settings(self._conn)

    def save_settings(self, settings: Settings) -> None:
        with self._change():
            write_settings(self._conn, settings)

    def window_place(self) -> str:
        """Where the window stood last, as it was stored; "" where it never did."""
        return self._setting("window place")

    def keep_window_place(self, place: str) -> None:
        """Store where the window stands on this laptop."""
        self._keep_setting("window place", place)

    def stalls_held(self, event: str) -> str:
        """How the time of an event's stalls stood on this laptop, as it was stored; "" for none."""
        return self._setting(f"{_STALLS}{event}")

    def keep_stalls_held(self, event: str, held: str) -> None:
        """Store how the time of an event's stalls stands here; it never travels."""
        self._keep_setting(f"{_STALLS}{event}", held)

    def headings_apart(self, event: str) -> str:
        """Which pairs of headings somebody here said are two, as it was stored; "" for none."""
        return self._setting(f"{_APART}{event}")

    def keep_headings_apart(self, event: str, pairs: str) -> None:
        """Store which pairs of headings of an event and others are two; it never travels."""
        self._keep_setting(f"{_APART}{event}", pairs)

    def _keep_setting(self, name: str, value: str) -> None:
        if self._setting(name) == value:
            return
        with self._change():
            sql = "INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)"
            self._conn.execute(sql, [name, value])

    def report_template(self, event: str) -> str:
        """The path of the Word template that reports of an event take; "" where there is none."""
        return self._setting(f"{_TEMPLATE}{event}")

    def keep_report_template(self, event: str, path: str) -> None:
        """Store the path of the template of an event's reports; "" for none."""
        self._keep_setting(f"{_TEMPLATE}{event}", path)

    @contextmanager
    def put_aside(self) -> Iterator[None]:
        """A block in which the library is closed, and its file may be replaced."""
        self.close()
        try:
            yield
        finally:
            self._open()

    def restore(self, name: str) -> str:
        """Restore a backup and open it; return the name of the backup of what was here. Raises
        Refused, and then all is as it was.
        """
        with self.put_aside():
            return restore.restore(self.path, name, self.clock.now())

    def reminded(self, circle: str) -> str:
        """The state of a circle, as a digest, of which its facilitator was last reminded."""
        return self._setting(f"reminded {circle}")

    def note_reminded(self, circle: str, digest: str) -> None:
        """Note the digest of a circle of which its facilitator was reminded."""
        row = [f"reminded {circle}", digest]
        with self._change():
            self._conn.execute("INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)", row)

    def typed(self, owner: str) -> dict[str, Typed]:
        """The refused texts of a circle, an event or a page, by field."""
        return read_typed(self._conn, owner)

    def typed_owners(self) -> list[str]:
        """The circles, events and pages with refused texts, by id or name."""
        return read_owners(self._conn)

    def keep_typed(self, owner: str, field: str, typed: Typed | None) -> None:
        """Keep a refused text until it is mended (None); it never travels."""
        if self.typed(owner).get(field) == typed:
            return
        with self._change():
            write_typed(self._conn, owner, field, typed)
            forget_settled(self._conn)

    def forget_typed(self, owner: str) -> None:
        """Delete all refused texts of an owner."""
        with self._change():
            forget_typed(self._conn, owner)

    def forget_unsaved_texts(self, owner: str, head: str = "") -> None:
        """Forget the texts that are on screen alone of an owner. head: how the names of the fields
        begin that are meant.
        """
        for of, field in [*self.unsaved_texts]:
            if of == owner and field.startswith(head):
                del self.unsaved_texts[of, field]

    def write_carelessly(self) -> None:
        """Do not wait for the disk, in a copy that is thrown away."""
        self._conn.execute("PRAGMA synchronous = OFF")

    def back_up(self, *, empty: bool = False) -> str:
        """Back the library up, and return the backup's name: that of the last one where nothing
        changed since, "" where there is nothing to keep. empty: whether an empty library is backed
        up too.
        """
        with explained_change():
            return backups.make(self._conn, self.path, self.clock.now(), empty=empty)
