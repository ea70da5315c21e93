"""How circles came: from which files, when, and what each of them brought; and whose each copy of
a record is.

It is of this laptop alone, rows of names and values for each circle and event, and goes with them.
"""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from storycircle.core.merge.changes import Step
from storycircle.core.merge.decision import Outcome
from storycircle.core.text import shown_in_line
from storycircle.core.versioned_record import Record
from storycircle.store.rows import version_text
from storycircle.store.safety.damage_detection import making_sense

_HEAD = "came: "
"""Before a circle's id: the name of its row."""
_BROUGHT = "brought: "
"""Before the id of a circle or an event: the row of the files that brought copies of its records
later than its first one. Each is known by its version, which says no word of it."""
_HERE = "changed: "
"""Before an id: the row that says when this laptop last changed the record, or the kind of it."""
_MOST = 50
"""Files of one circle, or of one record, that are remembered: the first of them, and the latest."""
OF_EVENT = ("event", "invited", "addition")
"""The kinds of record that are of an event, also where they come in the file of a circle."""
TAKEN = (Outcome.NEW, Outcome.UPDATED, Outcome.LOOK)
"""What comes of a record of which anything is taken in."""


class Came(Struct, frozen=True):
    """One file of a circle, or the code on its paper. at: when it came, ISO. name: the file's,
    empty for a code.

    outcome: what it brought, as `Outcome` has it. facilitator: of its circle, as the file says.
    saved: when the file itself was written, ISO; empty where nobody can know.
    """

    at: str
    name: str
    outcome: str
    facilitator: str = ""
    saved: str = ""


class Whose(Struct, frozen=True):
    """Whose a copy of a record is. own: it was written on this laptop, changed then (ISO, empty
    where that is not known). came: the file that brought it; None for one's own, and where nothing
    says which file did.
    """

    own: bool = False
    changed: str = ""
    came: Came | None = None


def note(conn: sqlite3.Connection, circle: str, came: Came) -> None:
    """Note that a file of a circle was taken in, within a change; nothing where it was the same."""
    if came.outcome in TAKEN and not _write_first(conn, _HEAD + circle, [_as_row(came)]):
        known = read(conn, circle)
        kept = [*known[:1], *known[1:][-(_MOST - 2) :], came] if known else [came]
        _write(conn, _HEAD + circle, [_as_row(one) for one in kept])


def note_arrival(
    conn: sqlite3.Connection, circle: str, file: Came, *, corrects: bool = True
) -> None:
    """Note that a circle came, by its file or its paper, or was changed by what came."""
    sql = "INSERT INTO arrivals VALUES (?, ?, '') ON CONFLICT DO NOTHING"
    is_first = conn.execute(sql, [circle, file.at]).rowcount > 0
    if not is_first and corrects and file.outcome in (Outcome.UPDATED, Outcome.LOOK):
        sql = "UPDATE arrivals SET corrected = ? WHERE circle = ?"
        conn.execute(sql, [file.at, circle])
    note(conn, circle, replace(file, outcome=Outcome.NEW if is_first else file.outcome))


def events_in(records: Iterable[Record], steps: Iterable[Step]) -> set[str]:
    """The ids of the events that a file tells of, and of those that what it changed was in."""
    told = [*records, *(step.before for step in steps if step.before is not None)]
    named = {one.fields.get("event") for one in told}
    named |= {one.id for one in told if one.kind == "event"}
    named |= {one.fields.get("belongs") for one in told if one.kind == "addition"}
    return {id_ for id_ in named if isinstance(id_, str)}


def read(conn: sqlite3.Connection, circle: str) -> list[Came]:
    """The files of a circle that were taken in, the first one first."""
    found = _read(conn, _HEAD + circle)
    if found is None:
        return []
    with making_sense():
        return [Came(*map(str, row)) for row in found]


def note_copies(conn: sqlite3.Connection, owner: str, copies: Sequence[Record], file: Came) -> None:
    """Note which file brought these copies of records of a circle or an event, within a change."""
    said = _read(conn, _BROUGHT + owner) or {}
    with making_sense():
        for copy in copies:
            row = [version_text(copy.version), *_as_row(file)]
            said[copy.id] = [*said.get(copy.id, [])[-(_MOST - 1) :], row]
    _write(conn, _BROUGHT + owner, said)


def note_brought(
    conn: sqlite3.Connection,
    records: Iterable[Record],
    steps: Iterable[Step],
    file: Came,
    *,
    circle: str | None,
    first: bool,
) -> None:
    """Note which file brought the records it changed; those of a circle that is new came with its
    first file, which is noted of the circle. steps: what merging it did. circle: the file's, where
    it is one's. first: whether that is new.
    """
    taken = {step.after.id: step for step in steps if step.outcome in TAKEN}
    of_circle, of_events = [], defaultdict[str, list[Record]](list)
    for record in records:
        step = taken.get(record.id)
        if step is None or record.kind == "addition":
            continue
        if circle is None or record.kind in OF_EVENT:
            of_events[part_of(record, None).partition("/")[0]].append(record)
        elif not first:
            twice = step.before is not None and step.before.version == record.version
            of_circle += [record] * (1 + twice)
    for event, copies in of_events.items():  # the row of each is read and written once
        note_copies(conn, event, copies, replace(file, facilitator=""))
    if circle is not None and of_circle:
        note_copies(conn, circle, of_circle, file)


def part_of(record: Record, circle: str | None) -> str:
    """The name under which it is noted when this laptop changed a record: one for all of a kind in
    a circle or an event. circle: that of the record, where it is of one.
    """
    of = {"event": record.id, "addition": record.fields.get("belongs")}
    event = of.get(record.kind, record.fields.get("event"))
    return f"{event if record.kind in OF_EVENT else circle}/{record.kind}"


def note_change(conn: sqlite3.Connection, what: str, at: str) -> None:
    """Note that this laptop changed something, within a change. what: an id, or one and a kind.
    at: ISO.
    """
    _write(conn, _HERE + what, at)


def changed_here(conn: sqlite3.Connection, what: str) -> str:
    """When this laptop last changed something, ISO; empty where that is not known."""
    return str(_read(conn, _HERE + what) or "")


def brought(conn: sqlite3.Connection, owner: str, copy: Record) -> list[Came]:
    """The later files that brought this copy of a record of a circle or an event: none where it
    came with the first, or was written here.
    """
    said = _read(conn, _BROUGHT + owner) or {}
    version = version_text(copy.version)
    with making_sense():
        return [Came(*map(str, rest)) for known, *rest in said.get(copy.id, []) if known == version]


def forget(conn: sqlite3.Connection, owner: str) -> None:
    """Forget how a circle or an event came, and when it was changed here."""
    for head in (_HEAD, _BROUGHT, _HERE):
        conn.execute("DELETE FROM setting WHERE name = ?", [head + owner])
    conn.execute("DELETE FROM setting WHERE instr(name, ?) = 1", [f"{_HERE}{owner}/"])


def forget_gone(conn: sqlite3.Connection) -> None:
    """Forget how circles came that are not here any more, and what came after a merge was undone
    of those that are; and which files brought events that went with it.
    """
    for circle in _named(conn, _HEAD):
        sql = "SELECT max(at, corrected) AS last FROM arrivals WHERE circle = ?"
        found = conn.execute(sql, [circle]).fetchone()
        known = [one for one in read(conn, circle) if found and one.at <= found["last"]]
        conn.execute("DELETE FROM setting WHERE name = ?", [_HEAD + circle])
        for one in known:
            note(conn, circle, one)
    for owner in _named(conn, _BROUGHT):
        sql = "SELECT 1 FROM circle WHERE id = ?1 UNION SELECT 1 FROM event WHERE id = ?1"
        if conn.execute(sql, [owner]).fetchone() is None:
            conn.execute("DELETE FROM setting WHERE name = ?", [_BROUGHT + owner])


def _named(conn: sqlite3.Connection, head: str) -> Collection[str]:
    """The ids of which there is a row under some head."""
    rows = conn.execute("SELECT name FROM setting WHERE instr(name, ?) = 1", [head]).fetchall()
    return [str(row["name"]).removeprefix(head) for row in rows]


def _as_row(came: Came) -> list[str]:
    name = shown_in_line(came.name)  # of a file, which may be no text that a database takes
    return [came.at, name, came.outcome, came.facilitator, came.saved]


def _write(conn: sqlite3.Connection, name: str, value: object) -> None:
    row = [name, json.dumps(value, ensure_ascii=False)]
    conn.execute("INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)", row)


def _write_first(conn: sqlite3.Connection, name: str, value: object) -> bool:
    """Write a row where there is none; whether there was none."""
    row = [name, json.dumps(value, ensure_ascii=False)]
    sql = "INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT DO NOTHING"
    return conn.execute(sql, row).rowcount > 0


def _read(conn: sqlite3.Connection, name: str) -> Any:
    row = conn.execute("SELECT value FROM setting WHERE name = ?", [name]).fetchone()
    with making_sense():
        return json.loads(row["value"]) if row is not None else None
