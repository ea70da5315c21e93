"""All that a library holds of circles, as circle files: so that two organisers' libraries merge.

Of a circle that was held on this laptop, what may leave it; of one that came, what came, with what
was gathered of it since. Where two laptops said different things, both go on, each in a file.
"""

import sqlite3
from collections.abc import Callable, Iterable
from itertools import zip_longest

from storycircle.core.merging import Record
from storycircle.store import adopting, code_withdrawals, tables
from storycircle.store.file_kinds import IN_CIRCLE, WITHDRAWALS
from storycircle.store.merge import comparable
from storycircle.store.paper import is_from_paper
from storycircle.store.withdrawing import Leave, tombstone


def handed_on(conn: sqlite3.Connection, own: Callable[[str], Leave]) -> list[Leave]:
    """What goes into each file. own: what may leave a circle that was held here, by its id.

    Circles known from paper alone are left out: their paper can be photographed again.
    """
    leaves: list[Leave] = []
    for head in tables.read_all(conn, "circle"):
        if not is_from_paper(conn, head.id):
            first = own(head.id) if _held(conn, head.id) else _as_it_came(conn, head)
            leaves += [first, *_beside(conn, first)]
    for event in tables.read_all(conn, "event"):
        first = _of_event(conn, event)
        leaves += [first, *_beside(conn, first)]
    nowhere = "circle IS NULL OR circle NOT IN (SELECT id FROM circle)"
    homeless = _tombstones(conn, nowhere, [])
    said = [*code_withdrawals.all_known(conn), *adopting.pointers(conn)]
    last = Leave("", tuple(said), tuple(homeless))
    return [*leaves, last] if homeless or said else leaves


def _held(conn: sqlite3.Connection, circle: str) -> bool:
    """Whether a circle's own laptop is this one: only then is there anything that stays."""
    ran = conn.execute("SELECT 1 FROM running WHERE circle = ?", [circle]).fetchone()
    told = "(left_as != '' OR choice != '' OR sharing != 'named')"
    inside = f"SELECT 1 FROM story WHERE circle = ? AND {told}"  # noqa: S608
    return ran is not None or conn.execute(inside, [circle]).fetchone() is not None


def _as_it_came(conn: sqlite3.Connection, head: Record) -> Leave:
    records = [head]
    for kind in ("member", "action"):
        records += tables.read_all(conn, kind, "circle = ?", [head.id])
    records += tables.read_all(conn, "story", "circle = ? OR under = ?", [head.id, head.id])
    for action in [record for record in records if record.kind == "action"]:
        placed = tables.read(conn, "placement", f"{action.id}/placement")
        records += [placed] if placed is not None and not placed.removed else []
    event = head.fields.get("event")
    known = tables.read(conn, "event", str(event)) if event else None
    records += [known] if known is not None and not known.removed else []
    gone = _tombstones(conn, "circle = ?", [head.id])
    return Leave(head.id, _travelling(conn, records), tuple(gone))


def _of_event(conn: sqlite3.Connection, event: Record) -> Leave:
    alone = "circle IS NULL AND under = '' AND event = ?"
    records = [event, *tables.read_all(conn, "story", alone, [event.id])]
    records += tables.read_all(conn, "invited", "event = ?", [event.id])
    return Leave("", _travelling(conn, records), ())


def _travelling(conn: sqlite3.Connection, records: list[Record]) -> tuple[Record, ...]:
    """As they travel, with what later versions added to them."""
    added = [
        addition
        for record in records
        for addition in tables.read_all(conn, "addition", "belongs = ?", [record.id])
    ]
    return tuple(comparable(record) for record in (*records, *added))


def _beside(conn: sqlite3.Connection, first: Leave) -> list[Leave]:
    """A file for each further copy: a file holds one of each record, and the circle it is of."""
    copies = [tables.read_beside(conn, record.id) for record in first.records]
    heads = tuple(record for record in first.records if record.kind == "circle")
    found = []
    for layer in zip_longest(*copies):
        others = tuple(copy for copy in layer if copy is not None)
        if others:
            named = {copy.id for copy in others}
            head = tuple(record for record in heads if record.id not in named)
            found.append(Leave(first.circle, (*head, *others), ()))
    return found


def _tombstones(conn: sqlite3.Connection, where: str, args: Iterable[str]) -> list[Record]:
    rows = conn.execute(f"SELECT * FROM removed WHERE {where} ORDER BY id", list(args))  # noqa: S608
    return [
        tombstone(row)
        for row in rows
        if row["kind"] in WITHDRAWALS.removed and (row["circle"] or row["kind"] not in IN_CIRCLE)
    ]
