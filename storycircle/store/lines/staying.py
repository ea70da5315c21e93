"""Meetings that stay in their line, in circle files: what goes out of names, and what comes back.

A circle file of such a meeting has next to nothing of it. So where the meeting itself is kept, a
circle file changes nothing but its stories, and where the meeting comes after its circle file, it
takes the place of that. Whose name left with their words, and may no longer leave, is in later
files as a tombstone; versions count how often a name went either way, and so any order ends alike.
"""

import json
import sqlite3
from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from storycircle.core.model import Circle
from storycircle.core.versioned_record import Record, Version, joined
from storycircle.store.rows import version_text

_LEFT, _BACK = "member", "member-back"
"""What `left` has in place of the words of a story, for the name of somebody in such a meeting."""
NAMES = (_LEFT, _BACK)
_OF_IT = ("circle", "member", "action")


def stays(circle: Circle) -> bool:
    """Whether a circle is a meeting kept here that stays in its line."""
    meeting = circle.meeting
    return meeting is not None and meeting.stays and not meeting.of_file


def is_kept(conn: sqlite3.Connection, circle: str) -> bool:
    """The same, by the circle's id."""
    sql = "SELECT 1 FROM meeting WHERE circle = ? AND stays = 1"
    return conn.execute(sql, [circle]).fetchone() is not None


def names_out(
    conn: sqlite3.Connection, circle: str, records: Iterable[Record]
) -> tuple[list[Record], list[Record]]:
    """The records of a file with the versions under which names leave, and the tombstones of names
    that left before and are not among them.
    """
    known = {
        row["id"]: (json.loads(row["version"]), row["words"])
        for row in conn.execute("SELECT * FROM left WHERE circle = ?", [circle])
        if row["words"] in NAMES
    }
    ready, here = [], set()
    for record in records:
        if record.kind == "member":
            here.add(record.id)
            version, words = known.get(record.id, ({}, _BACK))
            count = version.get(record.id, 0) + (words == _BACK)
            seen = joined(record.version, version)
            record = replace(record, version={**seen, record.id: count})  # noqa: PLW2901
        ready.append(record)
    gone = [
        _tombstone(id_, circle, version, words)
        for id_, (version, words) in known.items()
        if id_ not in here
    ]
    return ready, gone


def _tombstone(id_: str, circle: str, version: Version, words: str) -> Record:
    beyond = version if words == _BACK else {**version, id_: version.get(id_, 0) + 1}
    return Record("member", id_, {"circle": circle}, beyond, removed=True)


def note_names(
    conn: sqlite3.Connection, circle: str, records: Iterable[Record], removed: Iterable[Record]
) -> None:
    """Remember which names have left such a meeting, and which were taken back."""
    if not is_kept(conn, circle):
        return
    for words, some in ((_LEFT, records), (_BACK, removed)):
        for one in some:
            if one.kind == "member":
                row = [one.id, circle, version_text(one.version), words]
                sql = "INSERT OR REPLACE INTO left (id, circle, version, words) VALUES (?, ?, ?, ?)"
                conn.execute(sql, row)


def without_the_meeting(conn: sqlite3.Connection, records: Sequence[Record]) -> list[Record]:
    """Those of a circle file's records or tombstones that can say anything of a meeting kept here:
    its stories, and the leave given for them.
    """
    circles = {circle for record in records if (circle := _circle_of(record))}
    kept = {circle for circle in circles if is_kept(conn, circle)}
    if not kept:
        return list(records)
    return [one for one in records if one.kind == "placement" or _circle_of(one) not in kept]


def _circle_of(record: Record) -> str:
    """The circle whose meeting a record is of; empty for a story, and for what is of none."""
    if record.kind == "circle":
        return record.id
    if record.kind in _OF_IT:
        return str(record.fields.get("circle") or "")
    return str(record.fields["belongs"]) if record.kind == "addition" and record.fields else ""


def make_room(conn: sqlite3.Connection, records: Iterable[Record]) -> None:
    """Delete what a circle file said of meetings that now come themselves."""
    for record in records:
        if record.kind == "meeting" and record.fields.get("stays") == 1:
            circle = str(record.fields["circle"])
            if not is_kept(conn, circle):
                _take_out(conn, circle)


def _take_out(conn: sqlite3.Connection, circle: str) -> None:
    for kind in ("member", "action"):
        ids = f"SELECT id FROM [{kind}] WHERE circle = ?"  # noqa: S608 (kinds are ours)
        conn.execute(f"DELETE FROM conflicts WHERE id IN ({ids})", [circle])  # noqa: S608
        conn.execute(f"DELETE FROM [{kind}] WHERE circle = ?", [circle])  # noqa: S608
    conn.execute("DELETE FROM removed WHERE circle = ? AND kind = 'member'", [circle])
    for table in ("circle", "conflicts"):
        conn.execute(f"DELETE FROM [{table}] WHERE id = ?", [circle])  # noqa: S608
