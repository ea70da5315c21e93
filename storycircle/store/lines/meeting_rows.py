"""Meetings as rows, and rows as meetings."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol, TypeVar

from msgspec import to_builtins

from storycircle.core.lines.records import (
    Attendance,
    Came,
    FromLastTime,
    Inquiry,
    InquiryAction,
    InquiryNote,
    Line,
    LineKind,
    Meeting,
    OwnersChoice,
    Ticked,
    Wording,
)
from storycircle.core.model import Circle
from storycircle.core.versioned_record import Record

Rows = Mapping[str, Iterable[Record]]
"""Records by kind."""


class _Part(Protocol):
    @property
    def id(self) -> str: ...


P = TypeVar("P", bound=_Part)


def line_record(line: Line) -> Record:
    """A line as a record, without a version."""
    fields = {
        "title": line.title,
        "question": line.question,
        "kind": line.kind.value,
        "next": line.next,
        "ground_rules": _as_json(line.ground_rules),
    }
    return Record("line", line.id, fields, {})


def to_line(record: Record) -> Line:
    """The line of a record."""
    f: Mapping[str, Any] = record.fields
    rules = tuple(json.loads(f["ground_rules"]))
    return Line(record.id, f["title"], f["question"], LineKind(f["kind"]), f["next"], rules)


def meeting_records(circle: Circle, before: Circle | None = None) -> list[Record]:
    """What a circle has as a meeting, as records without versions: those that differ from what they
    were.
    """
    new = {(record.kind, record.id): record for record in _records(circle)}
    old = {(r.kind, r.id): r for r in _records(before)} if before is not None else {}
    return [record for key, record in new.items() if old.get(key) != record]


def meeting_part_ids(circle: Circle) -> dict[str, list[str]]:
    """The ids of all that a circle has as a meeting, by kind."""
    found: dict[str, list[str]] = {}
    for record in _records(circle):
        found.setdefault(record.kind, []).append(record.id)
    return found


def _records(circle: Circle) -> Iterator[Record]:
    meeting = circle.meeting
    if meeting is None or meeting.of_file:
        return
    yield _part("meeting", f"{circle.id}/meeting", circle, _of_meeting(meeting))
    for one in meeting.people:
        if one.person:
            yield _part("attendance", f"{circle.id}/{one.person}", circle, _of_person(one))
    for place, inquiry in enumerate(meeting.inquiries):
        yield _part("inquiry", inquiry.id, circle, {"place": place, **_of_inquiry(inquiry)})
        for at, note in enumerate(inquiry.notes):
            fields: dict[str, object] = {"inquiry": inquiry.id, "place": at, "on_day": note.on}
            fields |= {"under_question": note.under, "text": note.text}
            yield _part("inquiry_note", note.id, circle, fields)
        for at, action in enumerate(inquiry.actions):
            fields = {"inquiry": inquiry.id, "place": at, "text": action.text}
            fields |= {"who": _as_json(action.who), "by": action.by}
            fields |= {"heading": action.heading, "stall": action.stall}
            yield _part("inquiry_action", action.id, circle, fields)


def _of_meeting(meeting: Meeting) -> dict[str, object]:
    last = [
        [one.id, one.text, one.who, one.by, one.thread, *filter(None, (one.state,))]
        for one in meeting.last_time
    ]
    return {
        "line": meeting.line.id,
        "number": meeting.number,
        "stays": int(meeting.stays),
        "ticked": _as_json(sorted(meeting.ticked)),
        "last_time": _as_json(last),
    }


def _of_person(one: Attendance) -> dict[str, object]:
    return {
        "person": one.person,
        "member": one.member,
        "name": one.name,
        "came": one.came.value,
        "buddy": one.buddy,
        "reason": one.reason,
    }


def _of_inquiry(inquiry: Inquiry) -> dict[str, object]:
    return {
        "thread": inquiry.thread,
        "owners": _as_json(inquiry.owners),
        "question": inquiry.question,
        "about": inquiry.kind,
        "worded": _as_json([[one.on, one.question] for one in inquiry.worded]),
        "choices": _as_json([to_builtins(choice) for choice in inquiry.choices]),
    }


def to_meeting(parts: Rows, lines: Mapping[str, Line], seats: Sequence[str]) -> Meeting | None:
    """The meeting that a circle's parts are; None where it is none. lines: by id. seats: members'
    ids, in their order.
    """
    head = next(iter(parts.get("meeting", ())), None)
    if head is None:
        return None
    f: Mapping[str, Any] = head.fields
    order = {member: place for place, member in enumerate(seats)}
    people = [_to_person(record.fields, order) for record in parts.get("attendance", ())]
    people.sort(key=lambda one: (order.get(one.member, len(order)), one.person))
    return Meeting(
        lines.get(f["line"]) or Line(f["line"], ""),
        f["number"],
        bool(f["stays"]),
        tuple(people),
        tuple(_to_inquiry(record, parts) for record in _ordered(parts, "inquiry")),
        tuple(_to_last_time(one) for one in json.loads(f["last_time"])),
        frozenset(map(Ticked, json.loads(f["ticked"]))),
    )


def _to_last_time(one: Sequence[Any]) -> FromLastTime:
    """An action from last time; its state where something was said of it."""
    id_, text, who, by, thread, *state = one
    return FromLastTime(id_, text, tuple(who), by, thread, *state)


def _to_person(f: Mapping[str, Any], seats: Mapping[str, int]) -> Attendance:
    """How a person stands to a meeting. Whose seat another laptop took away is on none."""
    member = f["member"] if f["member"] in seats else ""
    return Attendance(f["person"], member, f["name"], Came(f["came"]), f["buddy"], f["reason"])


def _to_inquiry(record: Record, parts: Rows) -> Inquiry:
    f: Mapping[str, Any] = record.fields
    notes = [r for r in _ordered(parts, "inquiry_note") if r.fields["inquiry"] == record.id]
    actions = [r for r in _ordered(parts, "inquiry_action") if r.fields["inquiry"] == record.id]
    return Inquiry(
        record.id,
        f["thread"],
        tuple(json.loads(f["owners"])),
        f["question"],
        f["about"],
        tuple(Wording(*one) for one in json.loads(f["worded"])),
        tuple(_to_note(note) for note in notes),
        tuple(_to_action(action) for action in actions),
        tuple(_to_choice(one) for one in json.loads(f.get("choices", "[]"))),
    )


def _to_note(record: Record) -> InquiryNote:
    f: Mapping[str, Any] = record.fields
    return InquiryNote(record.id, f["on_day"], f["under_question"], f["text"])


def _to_action(record: Record) -> InquiryAction:
    f: Mapping[str, Any] = record.fields
    who = tuple(json.loads(f["who"]))
    return InquiryAction(record.id, f["text"], who, f["by"], f["heading"], f["stall"])


def _to_choice(one: Mapping[str, Any]) -> OwnersChoice:
    return OwnersChoice(**{**one, "tags": tuple(one["tags"])})


def _part(kind: str, id_: str, circle: Circle, fields: Mapping[str, object]) -> Record:
    return Record(kind, id_, {"circle": circle.id, **fields}, {})


def _ordered(parts: Rows, kind: str) -> list[Record]:
    def place(record: Record) -> tuple[Any, str]:
        return record.fields["place"], record.id

    return sorted(parts.get(kind, ()), key=place)


_as_json = json.JSONEncoder(ensure_ascii=False).encode
