"""The pointers from events that laptops made for their own circles to the event that took these in.

A pointer is an addition to the old event and removes nothing by itself: the old event is deleted
once no circle is left in it, on every laptop that learns of it.
"""

import json
import sqlite3
from collections.abc import Collection, Iterable, Mapping
from operator import attrgetter

from msgspec.structs import replace

from storycircle.core.model import made_without_pack
from storycircle.core.versioned_record import Record, bumped
from storycircle.store import tables
from storycircle.store.afterwards import report_parts
from storycircle.store.exchange import came
from storycircle.store.rows import to_event

SORT = "adopted"
"""The sort of such an addition; its fields hold the id of the event."""
_MOST_ASKED = 500  # events that are named in one statement


def point(conn: sqlite3.Connection, old: str, new: str, device: str) -> None:
    """Note that an organiser took a circle of an event that was its own into another."""
    record = tables.read(conn, "event", old)
    if old == new or record is None or record.removed or not made_without_pack(to_event(record)):
        return
    fields = {"belongs": old, "sort": SORT, "fields": json.dumps({"into": new})}
    known = tables.read(conn, "addition", f"{old}/{SORT}")
    version = bumped(known.version if known else {}, device)
    tables.write(conn, Record("addition", f"{old}/{SORT}", fields, version))


def pointers(conn: sqlite3.Connection) -> list[Record]:
    """All pointers that are known here, by the old event's id."""
    return tables.read_all(conn, "addition", "sort = ? ORDER BY id", [SORT])


def _pointers_of(conn: sqlite3.Connection, events: Collection[str]) -> list[Record]:
    """The pointers from events that are here, and from some others, by the index of what each
    belongs to: of ten thousand circles there are thirty thousand additions.
    """
    if len(events) > _MOST_ASKED:
        return pointers(conn)
    others = f" UNION ALL VALUES {', '.join(['(?)'] * len(events))}" if events else ""
    where = f"sort = ? AND belongs IN (SELECT id FROM event{others})"  # noqa: S608 (of marks alone)
    found = tables.read_all(conn, "addition", where, [SORT, *events])
    return sorted(found, key=attrgetter("id"))


def into(conn: sqlite3.Connection, event: str) -> str:
    """The event that took the circles of an event in; empty where none is known."""
    found = tables.read(conn, "addition", f"{event}/{SORT}")
    return _into(found) if found is not None and not found.removed else ""


def has_gone(conn: sqlite3.Connection, event: str) -> bool:
    """Whether an event was taken in and deleted here, so that its own file does not bring it
    back.
    """
    return into(conn, event) != "" and tables.read(conn, "event", event) is None


def is_pointer(record: Record) -> bool:
    """Whether a record is such a pointer."""
    return record.kind == "addition" and record.fields.get("sort") == SORT


def _into(pointer: Record) -> str:
    found = json.loads(str(pointer.fields["fields"])).get("into")
    return found if isinstance(found, str) else ""


def follow(conn: sqlite3.Connection, events: Collection[str] | None = None) -> list[Record]:
    """Delete each event whose circles were all taken in; return its stories without names as they
    are to be kept now, in the event that took them in. events: beside those that are here, all of
    which anything may have changed; None for every one.
    """
    moved: list[Record] = []
    found = pointers(conn) if events is None else _pointers_of(conn, events)
    for pointer in found:
        old, new = str(pointer.fields["belongs"]), _into(pointer)
        if not new or new == old or tables.read_all(conn, "circle", "event = ?", [old]):
            continue
        record = tables.read(conn, "event", old)
        is_here = record is not None and not record.removed
        if is_here and record is not None and not made_without_pack(to_event(record)):
            continue  # an organiser's own event goes by nobody's pointer
        alone = tables.read_all(conn, "story", "circle IS NULL AND event = ?", [old])
        moved += [replace(story, fields={**story.fields, "event": new}) for story in alone]
        if is_here:
            delete_event(conn, old)
    return moved


def withdraw_pointer(conn: sqlite3.Connection, event: str, device: str) -> None:
    """Let a pointer lead nowhere, wherever it is known: the circle was taken back."""
    known = tables.read(conn, "addition", f"{event}/{SORT}")
    if known is not None and not known.removed:
        fields = {**known.fields, "fields": json.dumps({"into": ""})}
        version = bumped(known.version, device)
        tables.write(conn, replace(known, fields=fields, version=version))


def in_event(conn: sqlite3.Connection, stories: Iterable[str], event: str) -> list[Record]:
    """Those of some stories without names that are in another event, as they are in this one."""
    ids = list(stories)
    sql = f"""SELECT id FROM story WHERE id IN ({", ".join("?" * len(ids))})
        AND circle IS NULL AND event IS NOT ?"""  # noqa: S608 (of our own words)
    astray = [row["id"] for row in conn.execute(sql, [*ids, event])]
    found = [tables.read(conn, "story", id_) for id_ in astray]  # most files have none
    return [
        replace(story, fields={**story.fields, "event": event})
        for story in found
        if story is not None
        and not story.removed
        and story.fields.get("circle") is None
        and story.fields.get("event") != event
    ]


def with_their_circle(
    conn: sqlite3.Connection, records: Iterable[Record], new: Mapping[str, Record]
) -> list[Record]:
    """The stories without names in a circle's file, as they are in the event that the circle is of
    here: somebody may have brought it home. new: those records of the file that were not here
    before, as they were written, by their ids.
    """
    records = list(records)
    head = next((record for record in records if record.kind == "circle"), None)
    if head is None or _are_together(head, records, new):
        return []
    # As it was written just now: nothing else of it is asked, so none of it is read again.
    here = conn.execute("SELECT event FROM circle WHERE id = ?", [head.id]).fetchone()
    event = here["event"] if here is not None else None
    if not isinstance(event, str):
        return []
    return in_event(conn, [r.id for r in records if r.kind == "story"], event)


def _are_together(head: Record, records: Iterable[Record], new: Mapping[str, Record]) -> bool:
    """Whether a circle and all stories without names of its file are new, and in one event."""
    if head.id not in new:
        return False
    event = new[head.id].fields.get("event")
    alone = (r.id for r in records if r.kind == "story" and r.fields.get("circle") is None)
    return all(id_ in new and new[id_].fields.get("event") == event for id_ in alone)


def is_empty(conn: sqlite3.Connection, event: str) -> bool:
    """Whether nothing is in an event: no circle, no story without names, no list of names, and
    nothing of a report.
    """
    inside = "SELECT 1 FROM [{}] WHERE event = ?"
    if any(
        conn.execute(inside.format(kind), [event]).fetchone() is not None
        for kind in ("circle", "story")
    ):
        return False
    if report_parts.in_event(conn, event):
        return False
    names = "SELECT 1 FROM invited WHERE event = ? AND names != '[]'"
    return conn.execute(names, [event]).fetchone() is None


def delete_event(conn: sqlite3.Connection, event: str) -> None:
    """Delete an event from this laptop alone: a file that has it brings it again."""
    came.forget(conn, event)
    for table in ("event", "conflicts"):
        conn.execute(f"DELETE FROM [{table}] WHERE id = ?", [event])  # noqa: S608
