"""All that a library has of circles, as circle files, so that two organisers' libraries merge.

Of a circle of this laptop, what may leave it; of one that came, what came, with what was added
since. Where two laptops said different things, both are exported, each in a file.

Stories without names that are of the event travel in the event's file, whoever told them, and the
tombstones of such stories in the last file: nothing here says which were told together.
"""

import sqlite3
from collections.abc import Callable, Iterable
from itertools import zip_longest

from storycircle.core.versioned_record import Order, Record, compare
from storycircle.store import tables
from storycircle.store.afterwards import checkouts, report_parts
from storycircle.store.consent import withdrawals
from storycircle.store.exchange import adoption, outgoing
from storycircle.store.exchange.from_paper import is_from_paper
from storycircle.store.exchange.outgoing import Leave, tombstone
from storycircle.store.exchange.record_checks import IN_CIRCLE, REST
from storycircle.store.rows import comparable

_NOWHERE = "circle IS NULL OR circle NOT IN (SELECT id FROM circle)"


def handed_on(conn: sqlite3.Connection, own: Callable[[str], Leave]) -> list[Leave]:
    """The content of each file. own: what may leave a circle of this laptop, by its id.

    Circles known from paper alone are left out: their paper can be photographed again.
    """
    leaves: list[Leave] = []
    alone, tombstones = list[Record](), _tombstones(conn, _NOWHERE, [])
    for head in tables.read_all(conn, "circle", "1 ORDER BY id"):
        if not is_from_paper(conn, head.id):
            whole = own(head.id) if is_held(conn, head.id) else _as_it_came(conn, head)
            first, unnamed = _split(whole)
            leaves += [first, *_conflicting(conn, first)]
            alone += unnamed.records
            tombstones += unnamed.removed
    alone += _travelling(conn, tables.read_all(conn, "story", "circle IS NULL AND under = ''"))
    for event in tables.read_all(conn, "event", "1 ORDER BY id"):
        mine, alone = _told_of(event.id, alone)
        first = _of_event(conn, event, mine)
        leaves += [first, *_conflicting(conn, first)]
    consent = [*withdrawals.all_known(conn), *adoption.pointers(conn)]
    removed = tuple({record.id: record for record in tombstones}.values())
    last = Leave("", (*alone, *consent), removed)
    return [*leaves, last] if last.records or last.removed else leaves


def is_of_event(record: Record) -> bool:
    """Whether a record is a story without names, or the tombstone of one, that is not printed
    under its circle. Of a tombstone it is known by the count, which only such a story has.
    """
    if record.kind != "story":
        return False
    if record.removed:
        return bool(record.version) and outgoing.counts_wordings(record)
    return not record.fields.get("circle") and not record.fields.get("under")


def _split(whole: Leave) -> tuple[Leave, Leave]:
    """What of a circle is in its own file, and what of it is of the event.

    The noes of stories that are of the event are with all others in the last file: they would say
    of which circle such a story was.
    """
    of_event = {r.id for r in (*whole.records, *whole.removed) if is_of_event(r)}
    named = {r.id for r in (*whole.records, *whole.removed) if r.kind == "story"} - of_event
    mine, rest = list[Record](), list[Record]()
    for record in whole.records:
        ended = withdrawals.ended_in(record)
        if ended is not None:
            rest += [record] if ended.yes.id in named else []
        elif record.id in of_event or _is_added(record, of_event):
            mine.append(record)
        else:
            rest.append(record)
    out = tuple(record for record in whole.removed if record.id in of_event)
    left = tuple(record for record in whole.removed if record.id not in of_event)
    return Leave(whole.circle, tuple(rest), left), Leave("", tuple(mine), out)


def _told_of(event: str, alone: list[Record]) -> tuple[list[Record], list[Record]]:
    """The stories of an event with what was added to them, and all others."""
    stories = {record.id for record in alone if record.fields.get("event") == event}
    stories &= {record.id for record in alone if record.kind == "story"}
    mine = [r for r in alone if r.id in stories or _is_added(r, stories)]
    return mine, [record for record in alone if record not in mine]


def _is_added(record: Record, stories: set[str]) -> bool:
    """Whether a record was added to one of these stories; one that names a circle stays there."""
    added = record.kind == "addition" and record.fields["belongs"] in stories
    return added and not record.fields.get("circle")


def is_held(conn: sqlite3.Connection, circle: str) -> bool:
    """Whether a circle's own laptop is this one: only then is there anything that stays. So is each
    on which the meetings of its line go on.
    """
    met = conn.execute("SELECT 1 FROM meeting WHERE circle = ?", [circle]).fetchone()
    ran = conn.execute("SELECT 1 FROM saved_state WHERE circle = ?", [circle]).fetchone()
    chosen = "(left_as != '' OR choice != '' OR sharing != 'named')"
    inside = f"SELECT 1 FROM story WHERE circle = ? AND {chosen}"  # noqa: S608
    return (met or ran) is not None or conn.execute(inside, [circle]).fetchone() is not None


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
    tombstones = _tombstones(conn, "circle = ?", [head.id])
    noes = withdrawals.of_stories(conn, [*records, *tombstones])
    # Nothing in an archive is sealed.
    mine = (one for one in _travelling(conn, records) if not report_parts.is_part(one))
    open_ = checkouts.of_one_circle(mine, sealed=False)
    return Leave(head.id, (*open_, *noes), tuple(tombstones))


def _of_event(conn: sqlite3.Connection, event: Record, stories: Iterable[Record]) -> Leave:
    stories = tuple(stories)
    records = [event, *tables.read_all(conn, "invited", "event = ?", [event.id])]
    rows = conn.execute("SELECT id FROM circle WHERE event = ?", [event.id]).fetchall()
    shown = checkouts.of_event(conn, [row["id"] for row in rows], event.id)
    noes = withdrawals.of_stories(conn, stories)
    return Leave("", (*_travelling(conn, records), *shown, *stories, *noes), ())


def _travelling(conn: sqlite3.Connection, records: list[Record]) -> tuple[Record, ...]:
    """The records without private fields, with what later versions added to them. What waits to be
    confirmed is left out.
    """
    records = [record for record in records if not record.fields.get("unconfirmed")]
    added = [
        addition
        for record in records
        for addition in tables.read_all(conn, "addition", "belongs = ?", [record.id])
    ]
    whole = (*records, *filter(report_parts.travels, added))
    return tuple(comparable(record) for record in whole)


def _conflicting(conn: sqlite3.Connection, first: Leave) -> list[Leave]:
    """A file for each further copy, as a file has one copy of each record, with the circle it is
    of. None for a copy that the first file's record knew.
    """
    copies = [
        [
            copy
            for copy in tables.read_conflicting(conn, record.id)
            if compare(record.version, copy.version) is not Order.OLDER
        ]
        for record in first.records
    ]
    heads = tuple(record for record in first.records if record.kind == "circle")
    found = []
    for layer in zip_longest(*copies):
        mine = (c for c in layer if c is not None and _is_of(c, first.circle))
        others = tuple(checkouts.of_one_circle(mine, sealed=False))
        if others:
            named = {copy.id for copy in others}
            head = tuple(record for record in heads if record.id not in named)
            found.append(Leave(first.circle, (*head, *others), ()))
    return found


def _is_of(copy: Record, circle: str) -> bool:
    """Whether a copy can be in a file of a circle: a document may have brought the same story under
    another one.
    """
    return {copy.fields.get("circle"), copy.fields.get("under") or None} <= {None, circle}


def _tombstones(conn: sqlite3.Connection, where: str, args: Iterable[str]) -> list[Record]:
    rows = conn.execute(f"SELECT * FROM removed WHERE {where} ORDER BY id", list(args))  # noqa: S608
    return [
        tombstone(row)
        for row in rows
        if row["kind"] in REST.removed and (row["circle"] or row["kind"] not in IN_CIRCLE)
    ]
