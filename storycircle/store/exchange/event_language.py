"""An event's language: an addition to the event, as the tables of the first format are closed.

It travels and merges as every addition does. A version of the app that does not know the sort
keeps it and passes it on.
"""

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import replace

from storycircle.core.i18n.language import is_code
from storycircle.core.model import Event
from storycircle.core.versioned_record import Record
from storycircle.store import tables
from storycircle.store.rows import event_record, to_event

SORT = "language"
"""The sort of such an addition; its fields hold the language's code, empty for none."""


def records(conn: sqlite3.Connection, event: Event) -> list[Record]:
    """An event as it is to be kept, without versions: itself, and its language where it has one,
    or had one here.
    """
    known = tables.read(conn, "addition", _id(event.id))
    if not event.language and known is None:
        return [event_record(event)]
    said = json.dumps({"code": event.language})
    fields = {"belongs": event.id, "sort": SORT, "fields": said}
    return [event_record(event), Record("addition", _id(event.id), fields, {})]


def added(conn: sqlite3.Connection, events: Iterable[Record]) -> list[Record]:
    """The languages of the events among these records, as they travel."""
    found = (tables.read(conn, "addition", _id(one.id)) for one in events if one.kind == "event")
    return [one for one in found if one is not None and not one.removed]


def to_whole_event(conn: sqlite3.Connection, record: Record) -> Event:
    """The event of a record, with its language."""
    found = added(conn, [record])
    code = json.loads(str(found[0].fields["fields"])).get("code") if found else ""
    is_sound = isinstance(code, str) and is_code(code)
    return replace(to_event(record), language=code if is_sound else "")


def is_language(record: Record) -> bool:
    """Whether a record says an event's language."""
    return record.kind == "addition" and record.fields.get("sort") == SORT


def _id(event: str) -> str:
    return f"{event}/{SORT}"
