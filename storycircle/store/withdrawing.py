"""What a file of a circle is to hold, and the withdrawal of what left before.

A story that left once and may no longer leave goes into later files as a tombstone: its id and
a version that wins over every older copy, and not a word of it.
"""

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, replace

from storycircle.core.merging import Record
from storycircle.core.model import Circle, Event, Placement, Story
from storycircle.core.sharing import leaving
from storycircle.core.versions import Order, Version, compare, joined
from storycircle.store import tables
from storycircle.store.records import circle_records, event_record, placement_record
from storycircle.store.schema import PRIVATE


@dataclass(frozen=True, slots=True)
class Leave:
    """The records of one file: those with content, then tombstones. `circle` is empty in a pack."""

    circle: str
    records: tuple[Record, ...]
    removed: tuple[Record, ...]


def leave_of(
    conn: sqlite3.Connection,
    circle: Circle,
    event: Event | None,
    placements: Mapping[str, Placement],
) -> Leave:
    """All that a file of this circle holds."""
    form = leaving(circle)
    records = [event_record(event)] if event else []
    records += circle_records(form.circle)
    actions = {action.id for action in form.circle.actions}
    records += [placement_record(p) for key, p in placements.items() if key in actions]
    ready = [_versioned(conn, record) for record in records]
    ready += [_unnamed(conn, circle, story) for story in form.unnamed]
    return Leave(circle.id, tuple(ready), tuple(_removed(conn, circle.id, ready)))


def pack_of(conn: sqlite3.Connection, event: Event) -> Leave:
    """All that an event pack holds."""
    return Leave("", (_versioned(conn, event_record(event)),), ())


def note_left(conn: sqlite3.Connection, leave: Leave) -> None:
    """Remember which stories have left, so that they can be withdrawn."""
    for record in leave.records:
        if record.kind == "story":
            row = [record.id, leave.circle, tables.version_text(record.version)]
            conn.execute("INSERT OR REPLACE INTO left VALUES (?, ?, ?)", row)


def _versioned(conn: sqlite3.Connection, record: Record) -> Record:
    kept = tables.read(conn, record.kind, record.id)
    private = PRIVATE.get(record.kind, ())
    fields = {key: value for key, value in record.fields.items() if key not in private}
    return replace(record, fields=fields, version=kept.version if kept else {})


def _unnamed(conn: sqlite3.Connection, circle: Circle, story: Story) -> Record:
    """A story without names: nothing that could be linked to its laptop, circle or teller.

    Its version counts changes under its own random id, not under the laptop's.
    """
    own = next(s for s in circle.stories if s.left_as == story.id)
    kept = tables.read(conn, "story", own.id)
    changes = sum(kept.version.values()) if kept else 1
    fields = {"title": story.title, "points": story.points, "quote": story.quote}
    fields["sharing"] = story.sharing.value
    if circle.event is not None:
        fields["event"] = circle.event
    return Record("story", story.id, fields, {story.id: changes})


def _removed(conn: sqlite3.Connection, circle: str, ready: list[Record]) -> list[Record]:
    """Tombstones: parts removed here (stories only if they had left), and stories withdrawn."""
    here = {record.id for record in ready}
    sql = "SELECT * FROM removed WHERE circle = ? AND kind IN ('member', 'action')"
    gone = [
        Record(row["kind"], row["id"], {}, json.loads(row["version"]), removed=True)
        for row in conn.execute(sql, [circle])
    ]
    for row in conn.execute("SELECT * FROM left WHERE circle = ?", [circle]):
        if row["id"] not in here:
            version = _beyond(conn, row["id"], json.loads(row["version"]))
            gone.append(Record("story", row["id"], {}, version, removed=True))
    return gone


def _beyond(conn: sqlite3.Connection, id_: str, left: Version) -> Version:
    """A version that wins over the copy that left, and not over a later yes of its teller."""
    kept = tables.read(conn, "story", id_)
    if kept is not None and compare(left, kept.version) is Order.NEWER:
        return kept.version
    known = joined(left, kept.version) if kept else dict(left)
    return {**known, id_: known.get(id_, 0) + 1}
