"""Files for members only: a line of meetings, handed on to whoever facilitates it next.

Always sealed with a passphrase. It is SQLite inside, of an application id of its own, so that no
other way takes it in: an organiser's library says what it is, and nothing more.
"""

import json
import sqlite3
from collections import Counter
from collections.abc import Mapping
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from storycircle.core.error_sentences import Refused
from storycircle.core.lines.records import EIGHT_QUESTIONS, Came, LineKind, Ticked
from storycircle.core.reviews.review import ReviewState
from storycircle.core.size_limits import LINE, MOST_CIRCLES, MOST_NUMBER, NOTES, PARAGRAPH
from storycircle.core.versioned_record import Record
from storycircle.store import schema
from storycircle.store.exchange import untrusted_file
from storycircle.store.exchange.circle_file import Unseal
from storycircle.store.exchange.record_checks import sound_record, sound_tombstone
from storycircle.store.exchange.sealed_file import Seal, is_sealed
from storycircle.store.lines.line_store import ADDED, ForMembers
from storycircle.store.lines.meeting_rows import to_line, to_meeting
from storycircle.store.rows import digest, to_row, version_text
from storycircle.store.safety.disk import explained, write_bytes

_LONGEST = {"text": NOTES, "question": PARAGRAPH, "reason": PARAGRAPH, "name": LINE, "title": LINE}


def write(what: ForMembers, path: Path, passphrase: str) -> None:
    """Write a file and read it back. Raises Refused, also without a passphrase."""
    if not passphrase:
        raise Refused("no-passphrase")
    data = Seal(passphrase=passphrase).close(content(what, path.name))
    write_bytes(path, data)
    with explained(path, "cannot-read"):
        back = path.read_bytes()
    if back != data:
        raise Refused("damaged-file", name=path.name)


def read(path: Path, unseal: Unseal) -> ForMembers:
    """The content of a file, all of it checked. Raises Refused; one that is not sealed is none."""
    data = untrusted_file.plain_file(path, untrusted_file.MOST_MEGABYTES)
    if not is_sealed(data):
        raise Refused("not-for-members", name=path.name)
    return _read_bytes(unseal(data, path.name), path.name)


def content(what: ForMembers, name: str) -> bytes:
    """The bytes inside the seal, made and read again in memory. Raises Refused."""
    conn = sqlite3.connect(":memory:")
    try:
        _fill(conn, what)
        data = conn.serialize()
    finally:
        conn.close()
    if _read_bytes(data, name).records != what.records:
        raise Refused("damaged-file", name=name)
    return data


def _fill(conn: sqlite3.Connection, what: ForMembers) -> None:
    from sqlite_utils import Database  # noqa: PLC0415 (imported when first used)

    conn.row_factory = sqlite3.Row
    conn.execute(f"PRAGMA application_id = {schema.MEMBERS_ID}")
    conn.execute(f"PRAGMA user_version = {schema.VERSION}")
    db = Database(conn)
    with db.atomic():
        schema.create_members_file(db)
        for record in what.records:
            row = to_row(record)
            names = ", ".join(f"[{name}]" for name in row)
            marks = ", ".join("?" * len(row))
            sql = f"INSERT INTO [{record.kind}] ({names}) VALUES ({marks})"  # noqa: S608
            conn.execute(sql, list(row.values()))
        for one in sorted(what.removed, key=lambda one: one.id):
            row = {"id": one.id, "kind": one.kind, "circle": one.fields.get("circle")}
            values = [*row.values(), version_text(one.version)]
            conn.execute(
                "INSERT INTO removed (id, kind, circle, version) VALUES (?, ?, ?, ?)", values
            )
        count = len(what.records) + len(what.removed)
        conn.execute("INSERT INTO manifest VALUES (?, ?)", [_root(what), count])


def _root(what: ForMembers) -> str:
    """One digest over all records of a file."""
    ordered = sorted((*what.records, *what.removed), key=lambda one: (one.kind, one.id))
    found = [digest(one.kind, one.id, one.fields, one.version) for one in ordered]
    return sha256("".join(found).encode()).hexdigest()


def _read_bytes(data: bytes, name: str) -> ForMembers:
    conn = untrusted_file.opened(data, name, for_members=True)
    try:
        return _read(conn, name)
    except (sqlite3.Error, ValueError, KeyError, TypeError, RecursionError) as error:
        raise Refused("damaged-file", name=name) from error
    finally:
        conn.close()


def _read(conn: sqlite3.Connection, name: str) -> ForMembers:
    records = [
        sound_record(kind, row)
        for kind in schema.FOR_MEMBERS
        for row in conn.execute(f"SELECT * FROM [{kind}] ORDER BY id")  # noqa: S608
    ]
    removed = [sound_tombstone(row) for row in conn.execute("SELECT * FROM removed ORDER BY id")]
    (line,) = [record.id for record in records if record.kind == "line"]
    found = ForMembers(line, tuple(records), tuple(removed), name)
    ((root, count),) = conn.execute("SELECT root, records FROM manifest").fetchall()
    if (root, count) != (_root(found), len(records) + len(removed)):
        raise ValueError(root)
    _check(found)
    return found


def _check(found: ForMembers) -> None:
    """Refuse what no writer of ours puts into one file. Raises ValueError."""
    every = (*found.records, *found.removed)
    if any(count > 1 for count in Counter(one.id for one in every).values()):
        raise ValueError(len(every))
    circles = {one.id for one in found.records if one.kind == "circle"}
    if len(circles) > MOST_CIRCLES:
        raise ValueError(len(circles))
    parts: dict[str, dict[str, list[Record]]] = {circle: {} for circle in circles}
    for one in found.records:
        _check_texts(one.fields)
        if one.kind in schema.GOING_ON:
            parts[str(one.fields["circle"])].setdefault(one.kind, []).append(one)
    actions = {one.id: one.fields["circle"] for one in found.records if one.kind == "action"}
    for one in found.records:
        if one.kind == "addition":
            _check_added(one.fields, {**actions, **{circle: circle for circle in circles}})
    if any(one.kind not in schema.GOING_ON for one in found.removed):
        raise ValueError(found.name)
    if any(one.fields.get("circle") not in circles for one in found.removed):
        raise ValueError(found.name)
    (head,) = [one for one in found.records if one.kind == "line"]
    _check_line(head.fields)
    to_line(head)
    for circle, of_it in parts.items():
        _check_meeting(circle, of_it, found.line)


def _check_added(f: Mapping[str, Any], places: Mapping[str, object]) -> None:
    """Refuse an addition that does not go on within a line, or is of nothing in the file. Raises
    ValueError. places: the circle of each record that something is added to.
    """
    if f["sort"] not in ADDED or f.get("circle", places[f["belongs"]]) != places[f["belongs"]]:
        raise ValueError(f["sort"])


def _check_line(f: Mapping[str, Any]) -> None:
    LineKind(f["kind"])
    if f["next"] and date.fromisoformat(f["next"]).isoformat() != f["next"]:
        raise ValueError(f["next"])


def _check_meeting(circle: str, parts: Mapping[str, list[Record]], line: str) -> None:
    """Refuse a circle that is not one meeting of the line, with each person once. Raises
    ValueError.
    """
    (head,) = parts.get("meeting", [])
    f: Mapping[str, Any] = head.fields
    if head.id != f"{circle}/meeting" or f["line"] != line or not 1 <= f["number"] <= MOST_NUMBER:
        raise ValueError(head.id)
    _texts(json.loads(f["ticked"]), {*Ticked})
    for one in parts.get("attendance", []):
        if one.id != f"{circle}/{one.fields['person']}":
            raise ValueError(one.id)
        Came(str(one.fields["came"]))
    for one in parts.get("inquiry_note", []):
        under = one.fields["under_question"]
        if not isinstance(under, int) or not 0 <= under <= len(EIGHT_QUESTIONS):
            raise ValueError(one.id)
    for one in (*parts.get("inquiry", []), *parts.get("inquiry_action", [])):
        _texts(json.loads(str(one.fields.get("owners") or one.fields.get("who"))))
    for one in parts.get("inquiry", []):
        for wording in json.loads(str(one.fields["worded"])):
            _texts(wording)
    found = to_meeting(parts, {}, [member.id for member in parts.get("member", [])])
    for open_ in found.last_time if found else ():
        _texts([open_.id, open_.text, *open_.who, open_.by, open_.thread])
        _texts([open_.state], {"", *ReviewState})


def _texts(values: object, allowed: set[str] | None = None) -> None:
    """Refuse all but a list of texts. Raises ValueError."""
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise ValueError(values)
    if allowed is not None and not set(values) <= allowed:
        raise ValueError(values)


def _check_texts(fields: Mapping[str, object]) -> None:
    for key, value in fields.items():
        if isinstance(value, str) and len(value) > _LONGEST.get(key, NOTES):
            raise ValueError(key)
