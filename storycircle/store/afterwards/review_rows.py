"""What a circle noted as it looked back, as rows: in the table of an inquiry's notes, each of an
action or of its circle in the inquiry's place. No circle file has that table.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from storycircle.core.model import Circle
from storycircle.core.reviews.review import ReviewNote
from storycircle.core.versioned_record import Record

KIND = "inquiry_note"


def note_records(circle: Circle, before: Circle | None = None) -> list[Record]:
    """The notes of a circle that differ from what they were, as records without versions."""
    old = set(before.review_notes) if before is not None else set()
    return [_record(circle, note) for note in circle.review_notes if note not in old]


def to_notes(parts: Mapping[str, Iterable[Record]]) -> tuple[ReviewNote, ...]:
    """The notes among a circle's parts that are of no inquiry."""
    inquiries = {record.id for record in parts.get("inquiry", ())}
    found = (r for r in parts.get(KIND, ()) if r.fields["inquiry"] not in inquiries)
    notes = (_to_note(record.id, record.fields) for record in found)
    return tuple(sorted(notes, key=lambda one: (one.of, one.under, one.id)))


def _record(circle: Circle, note: ReviewNote) -> Record:
    fields: dict[str, object] = {
        "circle": circle.id,
        "inquiry": note.of,
        "place": note.under,
        "on_day": note.on,
        "under_question": note.under,
        "text": note.text,
    }
    return Record(KIND, note.id, fields, {})


def _to_note(id_: str, f: Mapping[str, Any]) -> ReviewNote:
    return ReviewNote(id_, f["inquiry"], f["on_day"], f["under_question"], f["text"])
