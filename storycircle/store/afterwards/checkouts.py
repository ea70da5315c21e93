"""Check-outs as they are kept: each an addition to its circle, as the tables of the first format
are closed; and which groups of them were shown, as `core/checkout/shown.py` says.

They travel and merge as every addition does, but for that rule: the check-out of a smaller circle
is in no file that is open, and one that has left or was shown does not change any more. Several
smaller circles' is an addition to their event.
"""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from msgspec.structs import replace

from storycircle.core.checkout.checkout import (
    ANSWERS,
    MOST_PEOPLE,
    MOST_WORDS,
    NOT_COUNTED,
    STATEMENTS,
    Checkout,
    Row,
    is_whole,
)
from storycircle.core.checkout.shown import (
    FEWEST_CIRCLES,
    Together,
    Waiting,
    groups_of,
    is_small,
    together,
)
from storycircle.core.model import Circle, Event, new_id
from storycircle.core.size_limits import LINE, MOST_CIRCLES, MOST_STATEMENTS, STATEMENT
from storycircle.core.text import cleaned, one_line
from storycircle.core.versioned_record import Record
from storycircle.store import tables

CHECKOUT, TOGETHER = "checkout", "together"
"""The sorts of such additions. A check-out is of a circle; several together are of an event."""
Checkouts = Mapping[str, Checkout]
"""Check-outs by the ids of their circles."""
_LEFT = ""  # the group of a check-out that has left and is in none yet
_MOST_SUM = MOST_PEOPLE * MOST_CIRCLES


def read(conn: sqlite3.Connection, circle: str | None = None) -> Checkouts:
    """The check-out of a circle, or of all that have one."""
    where, args = "sort = ?", [CHECKOUT]
    if circle is not None:
        where, args = f"{where} AND belongs = ?", [*args, circle]
    found = {}
    for record in tables.read_all(conn, "addition", where, args):
        if (said := _to_checkout(record)) is not None:
            found[str(record.fields["belongs"])] = said
    return found


def records(conn: sqlite3.Connection, circle: Circle) -> list[Record]:
    """A circle's check-out as it is to be kept, without a version; none where nothing was said, now
    or before, and where it does not change any more.
    """
    known = tables.read(conn, "addition", f"{circle.id}/{CHECKOUT}")
    if known is not None and is_fixed(conn, circle.id):
        return []
    said = circle.checkout
    if said is None or said.is_empty:
        return [] if known is None else [_record(circle.id, Checkout(0))]
    return [_record(circle.id, said)]


def is_fixed(conn: sqlite3.Connection, circle: str) -> bool:
    """Whether a circle's check-out has left or was shown, and so does not change any more."""
    sql = "SELECT 1 FROM checkout_group WHERE circle = ?"
    return conn.execute(sql, [circle]).fetchone() is not None


def as_fixed(conn: sqlite3.Connection, circle: Circle) -> Circle:
    """The circle with its check-out as it was when it left, where that was otherwise."""
    if not is_fixed(conn, circle.id):
        return circle
    said = read(conn, circle.id).get(circle.id)
    return circle if said is None or said == circle.checkout else replace(circle, checkout=said)


def note_left(conn: sqlite3.Connection, leaving: Iterable[Record]) -> None:
    """Note that the check-outs among these records have left."""
    for record in leaving:
        if is_of_circle(record):
            row = [record.fields["belongs"], _LEFT]
            conn.execute("INSERT OR IGNORE INTO checkout_group VALUES (?, ?)", row)


def note_shown(conn: sqlite3.Connection, rows: Iterable[Mapping[str, Any]]) -> None:
    """Note in a library what has left another of the same laptop, and was shown there: it is
    shown in those groups and in no others.
    """
    for row in rows:
        circle, shown = str(row["circle"]), str(row["shown"])
        if shown or not is_fixed(conn, circle):
            _write_group(conn, shown, [circle])


def make_groups(conn: sqlite3.Connection, near: Mapping[str, tuple[str, ...]]) -> None:
    """Make and write down the groups that can be made of some circles' check-outs.

    near: the ids of the circles, each with what it has in common with those it is asked for
    together with. A check-out that is being counted here is left for later.
    """
    grouped = dict(conn.execute("SELECT circle, shown FROM checkout_group").fetchall())
    waiting = [
        Waiting(circle, said, near[circle])
        for circle, said in read(conn).items()
        if circle in near
        and not grouped.get(circle)
        and (circle in grouped or not _is_being_counted(said))
    ]
    for circles in groups_of(waiting):
        _write_group(conn, circles[0] if len(circles) == 1 else new_id(), circles)


def _is_being_counted(said: Checkout) -> bool:
    return any(row != NOT_COUNTED and not is_whole(row) for row in said.answers)


def _write_group(conn: sqlite3.Connection, id_: str, circles: Iterable[str]) -> None:
    rows = [(circle, id_) for circle in circles]
    conn.executemany("INSERT OR REPLACE INTO checkout_group VALUES (?, ?)", rows)


def groups(conn: sqlite3.Connection) -> list[Together]:
    """What may be shown of all check-outs that are here."""
    said, others = read(conn), _others(conn)
    members: dict[str, list[str]] = defaultdict(list)
    for row in conn.execute("SELECT circle, shown FROM checkout_group WHERE shown != ''"):
        members[row["shown"]].append(row["circle"])
    found = []
    for id_, circles in sorted(members.items()):
        if id_ in others:
            found.append(others[id_])
        elif all(circle in said for circle in circles):
            found.append(together(id_, {circle: said[circle] for circle in circles}))
    return found


def of_event(conn: sqlite3.Connection, circles: Iterable[str], event: str) -> list[Record]:
    """The groups of several circles of an event that are shown here, as they are handed on."""
    here = set(circles)
    kept = {record.id for record in _kept(conn)}
    made = (group for group in groups(conn) if here.issuperset(group.circles))
    return [
        _together_record(event, group)
        for group in made
        if len(group.circles) > 1 and f"{group.id}/{TOGETHER}" not in kept
    ]


def of_document(
    conn: sqlite3.Connection, event: Event, checkouts: Iterable[Together]
) -> list[Record]:
    """The records of what a document says of several circles together, without those of which one
    is in another group here.
    """
    several = [_together_record(event.id, one) for one in checkouts if len(one.circles) > 1]
    return taken(conn, several)


def taken(conn: sqlite3.Connection, incoming: Iterable[Record]) -> list[Record]:
    """The records that came without those check-outs that must not change what may be shown: one
    that does not change any more here, and a group with a circle that is in another one.
    """
    found = []
    for record in incoming:
        if record.kind != "addition":  # as nearly all
            found.append(record)
            continue
        if is_of_circle(record):
            circle = str(record.fields["belongs"])
            kept = tables.read(conn, "addition", record.id)
            if kept is not None and is_fixed(conn, circle):
                continue
        elif _is_group(record) and not _is_taken(conn, record):
            continue
        found.append(record)
    return found


def _is_taken(conn: sqlite3.Connection, record: Record) -> bool:
    """Whether a group that came is new and may be shown here: its circles are in it from now on."""
    if record.removed or (group := _to_together(record)) is None:
        return False
    marks = ", ".join("?" * len(group.circles))
    sql = f"SELECT 1 FROM checkout_group WHERE shown != '' AND circle IN ({marks})"  # noqa: S608
    if conn.execute(sql, group.circles).fetchone() is not None:
        return False
    _write_group(conn, group.id, group.circles)
    return True


def of_one_circle(added: Iterable[Record], *, sealed: bool) -> list[Record]:
    """The additions as they are in the file of one circle: without those of several, and in one
    that anybody can read without that of few people.
    """
    alone = [one for one in added if not _is_group(one)]
    return [one for one in alone if sealed or not is_of_circle(one) or not _is_small(one)]


def _is_small(record: Record) -> bool:
    said = _to_checkout(record)
    return said is None or said.is_empty or is_small(said)


def added(conn: sqlite3.Connection, circles: Iterable[Record]) -> list[Record]:
    """The check-outs of the circles among these records."""
    ids = [f"{one.id}/{CHECKOUT}" for one in circles if one.kind == "circle"]
    found = (tables.read(conn, "addition", id_) for id_ in ids)
    return [one for one in found if one is not None and not one.removed]


def erase_groups_of(conn: sqlite3.Connection, circle: str) -> None:
    """Erase what is kept of several circles together of which one is this. That it was in a group
    stays noted, so that none of them is ever in another.
    """
    for record in _kept(conn):
        group = _to_together(record)
        if group is not None and circle in group.circles:
            conn.execute("DELETE FROM addition WHERE id = ?", [record.id])


def is_of_circle(record: Record) -> bool:
    """Whether a record is the check-out of one circle."""
    return record.kind == "addition" and record.fields.get("sort") == CHECKOUT


def is_checkout(record: Record) -> bool:
    """Whether a record is a check-out, of one circle or of several."""
    return is_of_circle(record) or _is_group(record)


def _is_group(record: Record) -> bool:
    return record.kind == "addition" and record.fields.get("sort") == TOGETHER


def _kept(conn: sqlite3.Connection) -> list[Record]:
    return tables.read_all(conn, "addition", "sort = ?", [TOGETHER])


def _others(conn: sqlite3.Connection) -> dict[str, Together]:
    """What came of several circles together, by the id of the group."""
    found = (_to_together(record) for record in _kept(conn))
    return {group.id: group for group in found if group is not None}


def _record(circle: str, said: Checkout) -> Record:
    return _addition(circle, f"{circle}/{CHECKOUT}", CHECKOUT, _content(said))


def _together_record(event: str, group: Together) -> Record:
    content = {**_content(group.said), "circles": list(group.circles)}
    record = _addition(event, f"{group.id}/{TOGETHER}", TOGETHER, content)
    return Record(record.kind, record.id, record.fields, {group.id: 1})


def _addition(belongs: str, id_: str, sort: str, content: Mapping[str, object]) -> Record:
    said = json.dumps(content, ensure_ascii=False)
    return Record("addition", id_, {"belongs": belongs, "sort": sort, "fields": said}, {})


def _content(said: Checkout) -> dict[str, object]:
    return {
        "people": said.people,
        "answers": [list(row) for row in said.answers],
        "words": list(said.words),
        "asked": list(said.asked),
    }


def _to_together(record: Record) -> Together | None:
    """The group of a record; None where it makes no sense, or would show too few people."""
    said = _to_checkout(record, _MOST_SUM)
    circles = json.loads(str(record.fields["fields"])).get("circles")
    if said is None or is_small(said) or not isinstance(circles, list):
        return None
    ids = tuple(sorted({one for one in circles if isinstance(one, str)}))
    if len(ids) < FEWEST_CIRCLES or len(ids) != len(circles) or len(ids) > MOST_CIRCLES:
        return None
    return Together(record.id.removesuffix(f"/{TOGETHER}"), ids, said)


def _to_checkout(record: Record, most: int = MOST_PEOPLE) -> Checkout | None:
    """The check-out of a record; None where it says nothing, or makes no sense."""
    said: Mapping[str, Any] = json.loads(str(record.fields["fields"]))
    people, answers, words, asked = (said.get(k) for k in ("people", "answers", "words", "asked"))
    if type(people) is not int or not isinstance(answers, list) or not 0 <= people <= most:
        return None
    lines = _lines(asked, STATEMENT)[:MOST_STATEMENTS]
    rows = [row for row in map(_row, answers) if row is not None]
    if not rows or len(rows) != len(lines or STATEMENTS):
        return None
    spoken = _lines(words, LINE)[: MOST_WORDS if most == MOST_PEOPLE else most]
    return Checkout(people, tuple(rows), spoken, lines)


def _row(said: object) -> Row | None:
    if not isinstance(said, list) or len(said) != len(ANSWERS) or not all(map(_is_count, said)):
        return None
    yes, partly, no = said
    return yes, partly, no


def _is_count(count: object) -> bool:
    return count is None or (type(count) is int and 0 <= count <= _MOST_SUM)


def _lines(said: object, most: int) -> tuple[str, ...]:
    texts: Sequence[object] = said if isinstance(said, list) else []
    lines = (one_line(cleaned(text)) for text in texts if isinstance(text, str))
    return tuple(line for line in lines if 0 < len(line) <= most)
