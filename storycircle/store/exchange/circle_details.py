"""Where and when a circle was held, its counts of agencies, and which meeting of a line it is:
additions to the circle or its event, as the tables of the first format are closed.

They travel and merge as every addition does. A version of the app that does not know their sorts
keeps them and passes them on.
"""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from msgspec import to_builtins
from msgspec.structs import replace

from storycircle.core.afterwards.turn_counts import TurnCounts
from storycircle.core.lines.records import (
    AtMeeting,
    Attendance,
    Came,
    Line,
    LineKind,
    Meeting,
    Ticked,
)
from storycircle.core.model import AgencyCount, Circle, Event, Gathered
from storycircle.core.rounds.named_round import as_rows, of_rows
from storycircle.core.size_limits import LINE, MOST_CIRCLES, MOST_NUMBER, MOST_PARTS, PARAGRAPH
from storycircle.core.text import cleaned, one_line
from storycircle.core.versioned_record import Order, Record, Version, bumped, compare, joined
from storycircle.store import tables

PLACE, AGENCIES, LINE_OF, INQUIRY, ROUNDS = "place", "agencies", "line", "inquiry", "rounds"
MEMBERSHIP, TURNS = "membership", "turns"
"""The sorts of such additions. A place has region, venue and date; agencies have counts, and
whether they are still sent; a line what may leave of a circle as one of its meetings; rounds are a
list, and nothing of what was said in them. A story that is an inquiry has one that says so, and not
a word more. A membership has the month and the number of people of each meeting, as a document
said them of the learning set that an event is.
"""
SORTS = frozenset({PLACE, AGENCIES, LINE_OF, ROUNDS, TURNS})
Details = Mapping[str, Mapping[str, Mapping[str, Any]]]
"""What the additions say, by the id of the circle and by sort."""


def records(conn: sqlite3.Connection, circle: Circle) -> list[Record]:
    """A circle's additions as they are to be kept, without versions: those that say something, or
    said something here before.
    """
    from storycircle.core.consent.agencies import leaving_counts  # noqa: PLC0415 (as below)

    place = {"region": circle.region, "venue": circle.venue, "date": circle.date}
    counts = _as_rows(leaving_counts(circle))
    sent = {"send": circle.send_agencies, "counts": counts}
    said: dict[str, Mapping[str, object]] = {PLACE: place, AGENCIES: sent}
    said[LINE_OF] = _of_meeting(_as_it_leaves(circle))
    said[ROUNDS] = {"rounds": as_rows(circle.rounds)}
    said[TURNS] = to_builtins(circle.turns) if circle.turns else {}
    return [
        _record(circle.id, sort, content)
        for sort, content in said.items()
        if any(content.values()) or tables.read(conn, "addition", f"{circle.id}/{sort}") is not None
    ]


def of_event(gathered: Gathered) -> list[Record]:
    """What a document says of an event's agencies, and of the membership of the learning set that
    it is, as records without a version.
    """
    id_, counts = gathered.event.id, _as_rows(gathered.agencies)
    found = [_record(id_, AGENCIES, {"send": True, "counts": counts})] if counts else []
    met = [[one.month, one.people] for one in gathered.membership]
    return [*found, *([_record(id_, MEMBERSHIP, {"meetings": met})] if met else [])]


def event_membership(conn: sqlite3.Connection, event: Event) -> tuple[AtMeeting, ...]:
    """What a document said of the membership of the learning set that an event is."""
    record = tables.read(conn, "addition", f"{event.id}/{MEMBERSHIP}")
    said = json.loads(str(record.fields["fields"])) if record and not record.removed else {}
    rows = said.get("meetings") if isinstance(said, dict) else None
    found = []
    for row in rows[:MOST_CIRCLES] if isinstance(rows, list) else []:
        match row:
            case [str(month), None | int() as people] if _is_month(month) or not month:
                found.append(AtMeeting(month, people))
    return tuple(found)


def _is_month(text: str) -> bool:
    return bool(_date(f"{text}-01"))


def event_agencies(conn: sqlite3.Connection, event: Event) -> tuple[AgencyCount, ...]:
    """What a document said of an event's agencies."""
    return _counts(read(conn, event.id).get(event.id, {}).get(AGENCIES, {}))


def read(conn: sqlite3.Connection, belongs: str | None = None) -> Details:
    """What is kept of one circle or event, or of all."""
    where, args = "sort IN (?, ?, ?, ?, ?)", sorted(SORTS)
    if belongs is not None:
        where, args = f"{where} AND belongs = ?", [*args, belongs]
    found: dict[str, dict[str, Mapping[str, Any]]] = defaultdict(dict)
    for record in tables.read_all(conn, "addition", where, args):
        content = json.loads(str(record.fields["fields"]))
        found[str(record.fields["belongs"])][str(record.fields["sort"])] = content
    for circle, story in _inquiries(conn, belongs):
        found[circle].setdefault(INQUIRY, {})
        found[circle][INQUIRY] = {**found[circle][INQUIRY], story: True}
    return found


def _inquiries(conn: sqlite3.Connection, circle: str | None) -> list[tuple[str, str]]:
    """The stories with a name that are inquiries, each after its circle; circle: of which one."""
    where, args = ("circle IS NOT NULL", []) if circle is None else ("circle = ?", [circle])
    sql = f"SELECT circle, belongs FROM addition WHERE sort = ? AND {where}"  # noqa: S608
    return [(row["circle"], row["belongs"]) for row in conn.execute(sql, [INQUIRY, *args])]


def _as_it_leaves(circle: Circle) -> Meeting | None:
    """The meeting that a circle is, as it leaves."""
    from storycircle.core.consent.shareable import leaving  # noqa: PLC0415 (when first needed)

    return leaving(circle).circle.meeting


def line_as_it_leaves(conn: sqlite3.Connection, circle: Circle, device: str) -> list[Record]:
    """What says which meeting of its line a circle of this laptop is, as the meeting is now: two
    laptops may each have changed a part of what it follows from. Where what is kept says anything
    else, it is a change of this device that knew all of that; `note_line` keeps it.
    """
    if circle.meeting is None or circle.meeting.of_file:
        return []
    now = _record(circle.id, LINE_OF, _of_meeting(_as_it_leaves(circle)))
    kept, others = tables.read(conn, "addition", now.id), tables.read_conflicting(conn, now.id)
    if kept is not None and not others and tables.holds(conn, now):
        return [kept]
    version: Version = {}
    for copy in (*others, *([kept] if kept is not None else [])):
        version = joined(version, copy.version)
    return [replace(now, version=bumped(version, device))]


def note_line(conn: sqlite3.Connection, left: Iterable[Record]) -> None:
    """Keep what said, in a file that was written, which meeting of its line a circle is."""
    for one in left:
        if one.kind == "addition" and one.fields["sort"] == LINE_OF:
            kept = tables.read(conn, "addition", one.id)
            if kept is None or compare(kept.version, one.version) is Order.NEWER:
                tables.write(conn, one)
                tables.write_conflicting(conn, one.id, [])


def inquiry_of(story: Record) -> Record:
    """What says that a story is an inquiry, as it travels with it: as old and as new as the story
    itself, so that it tells nothing of its own.
    """
    fields = {"belongs": story.id, "sort": INQUIRY, "fields": "{}"}
    fields |= {key: str(story.fields[key]) for key in ("event", "circle") if key in story.fields}
    return Record("addition", f"{story.id}/{INQUIRY}", fields, story.version)


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
    if circle.meeting is None:
        circle = replace(circle, meeting=_meeting(said.get(LINE_OF, {}), said.get(INQUIRY, {})))
    return replace(
        circle,
        region=_line(place.get("region")),
        venue=_line(place.get("venue")),
        date=_date(place.get("date")),
        send_agencies=send,
        agencies=() if send else _counts(sent),
        rounds=of_rows(said.get(ROUNDS, {}).get("rounds")),
        turns=_turns(said.get(TURNS, {})),
    )


def _turns(said: Mapping[str, Any]) -> TurnCounts | None:
    """How turns went, as it was said; None where it was not, or makes no sense."""
    match said:
        case {"heard": int(heard), "passed": int(passed), "over": int(over)} if (
            0 <= over <= heard <= MOST_PARTS and 0 <= passed <= MOST_PARTS
        ):
            return TurnCounts(heard, passed, over)
    return None


def added(conn: sqlite3.Connection, circles: Iterable[Record]) -> list[Record]:
    """The details of the circles among these records, as they travel inside paper: who sent
    apologies is in a file alone.
    """
    ids = [f"{one.id}/{sort}" for one in circles if one.kind == "circle" for sort in sorted(SORTS)]
    found = (tables.read(conn, "addition", id_) for id_ in ids)
    return [without_people(one) for one in found if one is not None and not one.removed]


def without_people(record: Record) -> Record:
    """An addition that names nobody as a detail; in a version that every other is newer than, where
    it did.
    """
    if record.fields["sort"] != LINE_OF:
        return record
    content = json.loads(str(record.fields["fields"]))
    if not content.get("people"):
        return record
    said = json.dumps({**content, "people": []}, ensure_ascii=False)
    return replace(record, fields={**record.fields, "fields": said}, version={})


def stays_behind(record: Record, circle: Circle) -> bool:
    """Whether an addition is of a whole meeting that stays in its line."""
    stays = circle.meeting is not None and circle.meeting.stays
    of_it = record.fields["belongs"] == circle.id and record.fields["sort"] != LINE_OF
    return stays and of_it


def is_detail(record: Record) -> bool:
    """Whether a record says such a thing."""
    return record.kind == "addition" and record.fields.get("sort") in {*SORTS, INQUIRY}


def _of_meeting(meeting: Meeting | None) -> Mapping[str, object]:
    """What leaves of a circle as a meeting of its line."""
    if meeting is None:
        return {}
    people = [[one.name, one.came.value, one.buddy, one.reason] for one in meeting.people]
    return {
        "line": meeting.line.id,
        "title": meeting.line.title,
        "question": meeting.line.question,
        "kind": meeting.line.kind.value,
        "number": meeting.number,
        "stays": meeting.stays,
        "people": people,
        "ticked": sorted(meeting.ticked),
    }


def _meeting(said: Mapping[str, Any], inquiries: Iterable[str]) -> Meeting | None:
    """A circle as a meeting, as it came from another laptop; None where it is none, or makes no
    sense.
    """
    match said:
        case {"line": str(id_), "title": str(title), "number": int(number)} if id_:
            kind = LineKind.LEARNING_SET if said.get("kind") == LineKind.LEARNING_SET else None
            line = Line(id_, _line(title), _text(said.get("question")), kind or LineKind.LINE)
            ticked = said.get("ticked")
            return Meeting(
                line,
                min(max(number, 1), MOST_NUMBER),
                said.get("stays") is not False,
                _people(said.get("people")),
                ticked=frozenset(t for t in Ticked if isinstance(ticked, list) and t in ticked),
                left_as=frozenset(inquiries),
                of_file=True,
            )
    return None


def _people(said: object) -> tuple[Attendance, ...]:
    found = []
    for row in said[:MOST_CIRCLES] if isinstance(said, list) else []:
        match row:
            case [str(name), str(came), str(buddy), str(reason)] if came in list(Came):
                words = _line(name), Came(came), _line(buddy), _text(reason)
                found.append(Attendance("", "", *words))
    return tuple(found)


def _text(value: object) -> str:
    return cleaned(value).strip()[:PARAGRAPH] if isinstance(value, str) else ""


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
