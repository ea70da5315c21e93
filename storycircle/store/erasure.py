"""Erasures: what they delete from the rows, the files they clean, and the list of those still owed.

secure_delete is on, VACUUM rebuilds what is left in memory (no temporary files), and the log is
truncated. What the disk itself keeps of replaced files is beyond any program.

Words leave the rows at once; the backups take longer, and a kill or a full disk may come first. So
an erasure is written down in the transaction that deletes the rows, until it is done, and in the
file beside the library too (consent_log.py).
"""

import json
import sqlite3
import time
from collections.abc import Callable, Collection, Iterable, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from storycircle.core.consent.revocation import Yes
from storycircle.core.error_sentences import Refused
from storycircle.core.model import new_id
from storycircle.core.versioned_record import Record
from storycircle.store import tables
from storycircle.store.afterwards import action_reviews, checkouts
from storycircle.store.consent import consent_state
from storycircle.store.consent.consent_state import Ended
from storycircle.store.exchange import adoption, came, confirmation
from storycircle.store.exchange.from_paper import is_from_paper
from storycircle.store.refused_text import forget_settled, forget_typed, forget_typed_of_story
from storycircle.store.rows import is_round_note, version_text
from storycircle.store.safety.disk import explained, explained_change
from storycircle.store.safety.workspace import clear_leftovers
from storycircle.store.saved_state import PROJECT_OF_LINE, forget_own_note
from storycircle.store.tables import changed_here

PATIENCE = 20.0
"""Seconds for which others may hold older pages before it is said that they do."""
_POLL = 0.1  # seconds between two looks
_UNUSED_AFTER = 10.0  # seconds without a write after which nobody is writing a file any more


class Erasure(Struct, frozen=True):
    """Something to be erased for good, as it is written down. kind: what it is of. what: ids, and
    for stories that were withdrawn their tombstones' versions.
    """

    kind: str
    what: tuple[tuple[str, ...], ...]

    def strike(self, conn: sqlite3.Connection, device: str) -> None:
        """Delete it from the rows of an open library, or of a backup."""
        for words in self.what:
            _KINDS[self.kind](conn, device, *words)

    def written(self) -> str:
        return json.dumps([self.kind, self.what])

    @classmethod
    def read(cls, written: str) -> "Erasure":
        """The erasing that was written down. Raises ValueError where it is none."""
        kind, what = json.loads(written)
        if kind not in _KINDS:
            raise ValueError(kind)
        return cls(kind, tuple(tuple(map(str, words)) for words in what))


def story(id_: str) -> Erasure:
    """Erase a story. If it had left, the next file of its circle withdraws it."""
    return Erasure("story", ((id_,),))


def circle(id_: str) -> Erasure:
    """Erase a circle and all in it. That it was removed is noted, and noes that were said stay."""
    return Erasure("circle", ((id_,),))


def event(id_: str, circles: Iterable[str]) -> Erasure:
    """Erase an event with these circles, which are in it, and its stories without names."""
    return Erasure("event", ((id_, *circles),))


def inquiry(id_: str) -> Erasure:
    """Erase an inquiry of a meeting, with its notes, its actions and the leave given for it."""
    return Erasure("inquiry", ((id_,),))


def notes(circle_: str, stories: Iterable[str]) -> Erasure:
    """Erase what was noted of stories, and keep that there were stories; what was noted in rounds
    without stories, and as their circle looked back; and the facilitator's own note for it.
    """
    return Erasure("notes", ((circle_, *stories),))


def review(id_: str) -> Erasure:
    """Erase a review of an action: it says nothing any more, wherever it is merged."""
    return Erasure("review", ((id_,),))


def buried(tombstones: Iterable[Record]) -> Erasure:
    """Replace stories that were withdrawn by their tombstones."""
    found = [(tombstone.id, version_text(tombstone.version)) for tombstone in tombstones]
    return Erasure("withdrawn", tuple(found))


def by_code(ended: Ended) -> Erasure:
    """Erase the story of a yes that was withdrawn by its code."""
    return Erasure("code", ((*ended.yes, ended.circle),))


def _strike_story(conn: sqlite3.Connection, device: str, id_: str) -> None:
    old = tables.read(conn, "story", id_)
    if old is None or old.removed:
        return
    outside = [id_, str(old.fields.get("left_as", ""))]
    consent_state.note_change(conn, old, None, device)
    version = changed_here(conn, old, id_, device)
    tables.write(conn, Record("story", id_, {}, version, removed=True))
    # A digest of a short title could be guessed at: it goes too.
    conn.execute("UPDATE left SET words = NULL WHERE id IN (?, ?)", outside)


def _strike_review(conn: sqlite3.Connection, device: str, id_: str) -> None:
    for record in action_reviews.taken_back(conn, id_):
        version = changed_here(conn, record, id_, device)
        tables.write(conn, replace(record, version=version))
    conn.execute("DELETE FROM conflicts WHERE id = ?", [id_])


def _strike_circle(conn: sqlite3.Connection, _device: str, id_: str) -> None:
    forget_typed(conn, id_)
    forget_own_note(conn, id_)
    _strike_line_of(conn, id_)
    checkouts.erase_groups_of(conn, id_)
    confirmation.note_number(conn, id_)
    if not is_from_paper(conn, id_):  # in a copy of before it came too, should that be restored
        confirmation.note_removal(conn, id_)
    inside = "SELECT id FROM story WHERE circle = ?"
    conn.execute(f"DELETE FROM carried WHERE story IN ({inside})", [id_])  # noqa: S608
    # The organiser's wordings of its actions, those of actions deleted before too.
    edited = (
        "SELECT id || '/placement' FROM action WHERE circle = ? UNION "
        "SELECT id || '/placement' FROM removed WHERE circle = ? AND kind = 'action'"
    )
    for table in ("placement", "conflicts", "removed"):
        conn.execute(f"DELETE FROM [{table}] WHERE id IN ({edited})", [id_, id_])  # noqa: S608
    for kind in tables.PARTS:
        inside = f"SELECT id FROM [{kind}] WHERE circle = ?"  # noqa: S608
        conn.execute(f"DELETE FROM conflicts WHERE id IN ({inside})", [id_])  # noqa: S608
        conn.execute(f"DELETE FROM addition WHERE belongs IN ({inside})", [id_])  # noqa: S608
        conn.execute(f"DELETE FROM [{kind}] WHERE circle = ?", [id_])  # noqa: S608
    conn.execute("DELETE FROM story WHERE under = ?", [id_])
    added = "SELECT id FROM addition WHERE circle = ? OR belongs = ?"
    for table in ("conflicts", "addition"):
        conn.execute(f"DELETE FROM [{table}] WHERE id IN ({added})", [id_, id_])  # noqa: S608
    # Stories that were taken out stay out, should an older file of the circle come again.
    conn.execute("DELETE FROM removed WHERE circle = ? AND kind NOT IN ('story', 'circle')", [id_])
    for kind in ("saved_state", "left", "exported", "opening_words", "paper", "arrivals"):
        conn.execute(f"DELETE FROM [{kind}] WHERE circle = ?", [id_])  # noqa: S608
    came.forget(conn, id_)
    for table in ("circle", "conflicts"):
        conn.execute(f"DELETE FROM [{table}] WHERE id = ?", [id_])  # noqa: S608
    forget_settled(conn)


def _strike_line_of(conn: sqlite3.Connection, circle_: str) -> None:
    """Erase the line of a circle that is about to go, where it is its last meeting here."""
    row = conn.execute("SELECT line FROM meeting WHERE circle = ?", [circle_]).fetchone()
    if row is None:
        return
    others = "SELECT 1 FROM meeting WHERE line = ? AND circle != ?"
    if conn.execute(others, [row["line"], circle_]).fetchone() is None:
        for table in ("line", "conflicts", "removed"):
            conn.execute(f"DELETE FROM [{table}] WHERE id = ?", [row["line"]])  # noqa: S608
        conn.execute("DELETE FROM exported WHERE circle = ?", [row["line"]])
        conn.execute("DELETE FROM setting WHERE name = ?", [f"{PROJECT_OF_LINE}{row['line']}"])


def _strike_inquiry(conn: sqlite3.Connection, device: str, id_: str) -> None:
    _strike_story(conn, device, id_)
    for kind in ("inquiry_note", "inquiry_action"):
        sql = f"SELECT id FROM [{kind}] WHERE inquiry = ?"  # noqa: S608 (kinds are ours)
        for row in conn.execute(sql, [id_]).fetchall():
            _strike_part(conn, device, kind, row["id"])
    _strike_part(conn, device, "inquiry", id_)


def _strike_part(conn: sqlite3.Connection, device: str, kind: str, id_: str) -> None:
    old = tables.read(conn, kind, id_)
    if old is not None and not old.removed:
        version = changed_here(conn, old, id_, device)
        tables.write(conn, Record(kind, id_, {}, version, removed=True))


def _strike_event(conn: sqlite3.Connection, device: str, id_: str, *circles: str) -> None:
    for circle_ in circles:
        _strike_circle(conn, device, circle_)
    forget_typed(conn, id_)
    alone = "SELECT id FROM story WHERE circle IS NULL AND event = ?"
    conn.execute(f"DELETE FROM carried WHERE story IN ({alone})", [id_])  # noqa: S608
    conn.execute(f"DELETE FROM conflicts WHERE id IN ({alone})", [id_])  # noqa: S608
    conn.execute("DELETE FROM story WHERE circle IS NULL AND event = ?", [id_])
    for table in ("invited", "opening_words"):
        conn.execute(f"DELETE FROM [{table}] WHERE event = ?", [id_])  # noqa: S608
    conn.execute("DELETE FROM addition WHERE belongs = ?", [id_])
    confirmation.forget_numbers(conn, id_)
    adoption.delete_event(conn, id_)
    forget_settled(conn)


def _strike_notes(conn: sqlite3.Connection, device: str, id_: str, *stories: str) -> None:
    forget_own_note(conn, id_)
    forget_typed(conn, f"{id_} round")
    for old in tables.read_all(conn, "note", "circle = ?", [id_]):
        if is_round_note(old):
            version = tables.changed_here(conn, old, old.id, device)
            tables.write(conn, replace(old, fields={"circle": id_}, version=version, removed=True))
    for story_ in stories:
        _strike_words(conn, device, story_)
    of_reviews = "circle = ? AND inquiry NOT IN (SELECT id FROM inquiry)"
    sql = f"SELECT id FROM inquiry_note WHERE {of_reviews}"  # noqa: S608 (of our own words)
    for row in conn.execute(sql, [id_]).fetchall():
        _strike_part(conn, device, "inquiry_note", row["id"])


def _strike_words(conn: sqlite3.Connection, _device: str, id_: str) -> None:
    forget_typed_of_story(conn, id_)
    conn.execute("DELETE FROM conflicts WHERE id = ?", [id_])
    forget_settled(conn)
    old = tables.read(conn, "story", id_)
    if old is not None and not old.removed:
        blank = dict.fromkeys(("title", "points", "quote", "about", "choice"), "")
        fields = {**old.fields, **blank, "tags": "[]", "answers": "[]"}
        tables.write(conn, replace(old, fields=fields))


def _bury(conn: sqlite3.Connection, _device: str, id_: str, version: str) -> None:
    tables.write(conn, Record("story", id_, {}, json.loads(version), removed=True))


def _strike_by_code(
    conn: sqlite3.Connection, device: str, id_: str, proof: str, circle_: str
) -> None:
    ended = Ended(Yes(id_, proof), by_code=True, circle=circle_)
    consent_state.take_no(conn, ended, device, brought=False)


_KINDS: Mapping[str, Callable[..., None]] = {
    "story": _strike_story,
    "review": _strike_review,
    "circle": _strike_circle,
    "event": _strike_event,
    "notes": _strike_notes,
    "words": _strike_words,  # of a library of before: wished for, and then the laptop was off
    "inquiry": _strike_inquiry,
    "withdrawn": _bury,
    "code": _strike_by_code,
}


def clean(conn: sqlite3.Connection, patience: float = PATIENCE) -> None:
    """Remove deleted text from the library's own files. Raises Refused where another window still
    reads older pages after `patience` seconds; a backup in the making reads them for a while.
    """
    until = time.monotonic() + patience
    for step in ("VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"):
        while _held_back(conn, step):
            if time.monotonic() > until:
                raise Refused("erased-not-clean")
            time.sleep(_POLL)


def _held_back(conn: sqlite3.Connection, step: str) -> bool:
    """Whether a step of the cleaning has to wait for another connection; else it is done."""
    try:
        with explained_change():
            row = conn.execute(step).fetchone()
    except Refused as refused:
        if refused.key != "library-busy":
            raise
        return True
    return row is not None and bool(row[0])


def wait_for_workspaces(place: Path) -> None:
    """Wait until no temporary copy of a library is left. Raises Refused where one is still in
    use.
    """
    until = time.monotonic() + PATIENCE
    with explained(place):
        while not clear_leftovers(place, _UNUSED_AFTER):
            if time.monotonic() > until:
                raise Refused("erased-not-clean")
            time.sleep(_POLL)


class Owed(Struct, frozen=True):
    """One erasure that is not done. through: the names of the backups in which it is done."""

    id: str
    erasure: Erasure
    through: frozenset[str] = frozenset()


def owe(conn: sqlite3.Connection, erasure: Erasure) -> None:
    """Write down an erasing, in the transaction that strikes its words out of the rows."""
    keep(conn, Owed(new_id(), erasure))


def keep(conn: sqlite3.Connection, owed: Owed) -> None:
    """Write down an erasing that may be known already."""
    row = [owed.id, owed.erasure.written(), json.dumps(sorted(owed.through))]
    conn.execute("INSERT OR REPLACE INTO owed (id, what, through) VALUES (?, ?, ?)", row)


def all_owed(conn: sqlite3.Connection) -> list[Owed]:
    """All that is to be erased, in an order that says nothing of when."""
    return [to_owed(row) for row in conn.execute("SELECT * FROM owed ORDER BY id").fetchall()]


def to_owed(row: Mapping[str, Any] | sqlite3.Row) -> Owed:
    """An erasing, of a row of the library or of a copy."""
    return Owed(row["id"], Erasure.read(row["what"]), frozenset(json.loads(row["through"])))


def went_through(conn: sqlite3.Connection, owed: Iterable[Owed], copy: str) -> None:
    """Note that these erasures are done in a backup."""
    for one in owed:
        row = conn.execute("SELECT through FROM owed WHERE id = ?", [one.id]).fetchone()
        if row is not None:
            through = frozenset(json.loads(row["through"])) | {copy}
            keep(conn, replace(one, through=through))


def done(conn: sqlite3.Connection, owed: Iterable[Owed]) -> None:
    """Note that these erasures are done everywhere."""
    conn.executemany("DELETE FROM owed WHERE id = ?", [[one.id] for one in owed])


def still_to_go_through(owed: Collection[Owed], copies: Iterable[str]) -> list[str]:
    """The backups in which some erasure is not done yet."""
    return [copy for copy in copies if any(copy not in one.through for one in owed)]
