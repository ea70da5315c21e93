"""Circles known from the code on their paper alone, which their own file replaces.

The content of a code is used only where the library has no such circle. When the circle's file
comes later it replaces all of it, in any order, and nobody is asked. Until then such a circle
cannot be changed or exported, so that nothing of it is ever mistaken for the file.
"""

import sqlite3
from typing import TYPE_CHECKING

from msgspec.structs import replace

from storycircle.core.error_sentences import Refused
from storycircle.core.merge.decision import Outcome
from storycircle.core.model import Event
from storycircle.core.versioned_record import Record
from storycircle.store import tables
from storycircle.store.rows import circle_records, event_record, to_circle, to_event

if TYPE_CHECKING:
    from storycircle.core.formats.sheet_code import Content


def merge_content(conn: sqlite3.Connection, content: "Content") -> tuple[Outcome, bool]:
    """Take in the content of a code; return the outcome, and whether the library says the same.

    A circle known from paper follows the paper read last; one known from its file stays as it is.
    """
    from storycircle.core.formats import sheet_code  # noqa: PLC0415 (when first needed)

    here = tables.read(conn, "circle", content.circle)
    code = sheet_code.packed(content).hex()
    if here is None:
        _write(conn, content, code)
        return Outcome.NEW, True
    known = conn.execute("SELECT * FROM paper WHERE circle = ?", [content.circle]).fetchone()
    if known is None:
        return Outcome.SAME, not here.removed and _agrees(conn, here, content)
    if known["content"] == code:
        return Outcome.SAME, True
    _take_out(conn, content.circle)
    _write(conn, content, code)
    return Outcome.UPDATED, True


def make_room(conn: sqlite3.Connection, circle: str) -> dict[str, str]:
    """Delete what paper said of a circle, so that its file replaces it.

    Returns the ids of the actions the organiser has edited meanwhile, by their words, for
    `give_back`. Empty where the circle is not known from paper.
    """
    if not is_from_paper(conn, circle):
        return {}
    edited = {}
    for action in tables.read_all(conn, "action", "circle = ?", [circle]):
        placed = tables.read(conn, "placement", f"{action.id}/placement")
        if placed is not None and not placed.removed:
            edited[str(action.fields["text"])] = action.id
    _take_out(conn, circle)
    return edited


def give_back(conn: sqlite3.Connection, circle: str, edited: dict[str, str]) -> None:
    """Move the organiser's editing of a paper's actions to the same words in the file."""
    for action in tables.read_all(conn, "action", "circle = ?", [circle]):
        old = edited.get(str(action.fields["text"]))
        placed = tables.read(conn, "placement", f"{old}/placement") if old else None
        own = f"{action.id}/placement"
        if placed is not None and tables.read(conn, "placement", own) is None:
            fields = {**placed.fields, "action": action.id}
            tables.write(conn, replace(placed, id=own, fields=fields))
    for old in edited.values():
        conn.execute("DELETE FROM placement WHERE id = ?", [f"{old}/placement"])


def is_from_paper(conn: sqlite3.Connection, circle: str) -> bool:
    """Whether a circle is known from its paper alone."""
    found = conn.execute("SELECT 1 FROM paper WHERE circle = ?", [circle]).fetchone()
    return found is not None


def refuse_paper(conn: sqlite3.Connection, circle: str, number: int) -> None:
    """Raise Refused where a circle is known from paper alone."""
    if is_from_paper(conn, circle):
        raise Refused("paper-only", number=number)


def _write(conn: sqlite3.Connection, content: "Content", code: str) -> None:
    """Write the content of a code, in versions that every other is newer than."""
    from storycircle.core.formats import sheet_code  # noqa: PLC0415 (when first needed)

    if content.event and tables.read(conn, "event", content.event) is None:
        tables.write(conn, event_record(Event(content.event, content.title, content.date)))
    for record in circle_records(sheet_code.circle_of(content)):
        tables.write(conn, record)
    conn.execute("INSERT INTO paper (circle, content) VALUES (?, ?)", [content.circle, code])


def _take_out(conn: sqlite3.Connection, circle: str) -> None:
    for kind in tables.PARTS:
        conn.execute(f"DELETE FROM [{kind}] WHERE circle = ?", [circle])  # noqa: S608
    conn.execute("DELETE FROM circle WHERE id = ?", [circle])
    conn.execute("DELETE FROM paper WHERE circle = ?", [circle])


def _agrees(conn: sqlite3.Connection, here: Record, content: "Content") -> bool:
    """Whether the circle's file says what its paper says, as far as the paper says anything."""
    from storycircle.core.formats import sheet_code  # noqa: PLC0415 (when first needed)

    circle = to_circle(here, tables.read_parts(conn, here.id))
    event = tables.read(conn, "event", content.event) if content.event else None
    held_in = to_event(event) if event and not event.removed else None
    ours = sheet_code.content_of(held_in, circle)
    if content.letters:
        ours = ours.shortened(content.letters)
    if not content.members:
        ours = replace(ours, members=(), actions=tuple(replace(a, who=()) for a in ours.actions))
    firsts = tuple(name.split()[0] for name in ours.members)
    named = content.members in (ours.members, firsts)
    return named and (content.number, content.actions) == (ours.number, ours.actions)
