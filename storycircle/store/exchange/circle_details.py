"""Where and when a circle was held, and its counts of agencies: additions to the circle or its
event, as the tables of the first format are closed.

They travel and merge as every addition does. A version of the app that does not know their sorts
keeps them and passes them on.
"""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any

from storycircle.core.consent.agencies import leaving_counts
from storycircle.core.model import AgencyCount, Circle, Event
from storycircle.core.size_limits import LINE, MOST_CIRCLES
from storycircle.core.text import cleaned, one_line
from storycircle.core.versioned_record import Record
from storycircle.store import tables

PLACE, AGENCIES = "place", "agencies"
"""The sorts of such additions. A place has region, venue and date; agencies have counts, and
whether they are still sent.
"""
SORTS = frozenset({PLACE, AGENCIES})
Details = Mapping[str, Mapping[str, Mapping[str, Any]]]
"""What the additions say, by the id of the circle and by sort."""


def records(conn: sqlite3.Connection, circle: Circle) -> list[Record]:
    """A circle's additions as they are to be kept, without versions: those that say something, or
    said something here before.
    """
    place = {"region": circle.region, "venue": circle.venue, "date": circle.date}
    counts = _as_rows(leaving_counts(circle))
    sent = {"send": circle.send_agencies, "counts": counts}
    said: dict[str, Mapping[str, object]] = {PLACE: place, AGENCIES: sent}
    return [
        _record(circle.id, sort, content)
        for sort, content in said.items()
        if any(content.values()) or tables.read(conn, "addition", f"{circle.id}/{sort}") is not None
    ]


def of_event(event: Event, agencies: Iterable[AgencyCount]) -> list[Record]:
    """What a document says of an event's agencies, as a record without a version."""
    counts = _as_rows(agencies)
    return [_record(event.id, AGENCIES, {"send": True, "counts": counts})] if counts else []


def event_agencies(conn: sqlite3.Connection, event: Event) -> tuple[AgencyCount, ...]:
    """What a document said of an event's agencies."""
    return _counts(read(conn, event.id).get(event.id, {}).get(AGENCIES, {}))


def read(conn: sqlite3.Connection, belongs: str | None = None) -> Details:
    """What is kept of one circle or event, or of all."""
    where, args = "(sort = ? OR sort = ?)", [PLACE, AGENCIES]
    if belongs is not None:
        where, args = f"{where} AND belongs = ?", [*args, belongs]
    found: dict[str, dict[str, Mapping[str, Any]]] = defaultdict(dict)
    for record in tables.read_all(conn, "addition", where, args):
        content = json.loads(str(record.fields["fields"]))
        found[str(record.fields["belongs"])][str(record.fields["sort"])] = content
    return found


def places(
    conn: sqlite3.Connection, ids: str = "", args: Sequence[str] = ()
) -> dict[str, tuple[str, str, str]]:
    """Region, venue and date of the circles where any is said, by the circle's id. ids: of which
    ones, as a selection of SQL; for none, of all.
    """
    sql = "SELECT belongs, fields FROM addition WHERE sort = ?"
    if ids:
        sql += f" AND belongs IN {ids}"
    cursor = conn.cursor()
    cursor.row_factory = None
    rows = cursor.execute(sql, [PLACE, *args]).fetchall()
    return {belongs: _place(fields) for belongs, fields in rows}


@lru_cache(maxsize=4096)
def _place(fields: str) -> tuple[str, str, str]:
    """What is said of a place; many circles of a series say the same."""
    said = json.loads(fields)
    if not isinstance(said, dict):
        return "", "", ""
    return _line(said.get("region")), _line(said.get("venue")), _date(said.get("date"))


def with_details(circle: Circle, details: Details, members: Iterable[Record]) -> Circle:
    """The circle with what its additions say; what makes no sense is as if it was not said.

    members: the records of its members. Where one has an agency, even none, the circle is held on
    this laptop: then its counts are worked out from its members.
    """
    said = details.get(circle.id)
    if not said:
        return circle
    place, sent = said.get(PLACE, {}), said.get(AGENCIES, {})
    held = any("agency" in member.fields for member in members)
    send = held and sent.get("send") is True
    return replace(
        circle,
        region=_line(place.get("region")),
        venue=_line(place.get("venue")),
        date=_date(place.get("date")),
        send_agencies=send,
        agencies=() if send else _counts(sent),
    )


def added(conn: sqlite3.Connection, circles: Iterable[Record]) -> list[Record]:
    """The details of the circles among these records, as they travel."""
    ids = [f"{one.id}/{sort}" for one in circles if one.kind == "circle" for sort in sorted(SORTS)]
    found = (tables.read(conn, "addition", id_) for id_ in ids)
    return [one for one in found if one is not None and not one.removed]


def is_detail(record: Record) -> bool:
    """Whether a record says such a thing."""
    return record.kind == "addition" and record.fields.get("sort") in SORTS


def _record(belongs: str, sort: str, content: Mapping[str, object]) -> Record:
    said = json.dumps(content, ensure_ascii=False)
    return Record(
        "addition", f"{belongs}/{sort}", {"belongs": belongs, "sort": sort, "fields": said}, {}
    )


def _as_rows(counts: Iterable[AgencyCount]) -> list[list[object]]:
    return [[count.agency, count.people] for count in counts]


def _counts(said: Mapping[str, Any]) -> tuple[AgencyCount, ...]:
    found = []
    rows = said.get("counts")
    for row in rows if isinstance(rows, list) else []:
        match row:
            case [str(agency), int(people)] if 0 <= people <= MOST_CIRCLES and _line(agency):
                found.append(AgencyCount(_line(agency), int(people)))
    return tuple(found)


def _line(value: object) -> str:
    return one_line(cleaned(value))[:LINE] if isinstance(value, str) else ""


def _date(value: object) -> str:
    try:
        day = date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return ""
    return day.isoformat() if day else ""
