"""Applying the merge decision to a library: record by record, within one transaction."""

import json
import sqlite3
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from operator import attrgetter

from storycircle.core.changes import Step
from storycircle.core.merging import Outcome, Record, settle
from storycircle.core.versions import Order, Version, bumped, compare, joined
from storycircle.store import adopting, code_withdrawals, held, tables
from storycircle.store.held import Waiting
from storycircle.store.paper import give_back, is_from_paper, make_room
from storycircle.store.schema import PRIVATE, TRAVELLING


@dataclass(frozen=True, slots=True)
class Incoming:
    """What a circle file held: its records, and the tombstones of what is gone.

    digests: those of the records by their ids, as they were checked.
    """

    records: Sequence[Record]
    removed: Sequence[Record]
    digests: Mapping[str, str] = field(default_factory=dict)
    name: str = "This file"

    def circle(self) -> Record | None:
        """The circle of the file; an event pack has none."""
        return next((record for record in self.records if record.kind == "circle"), None)

    def count(self, kind: str) -> int:
        return sum(1 for record in self.records if record.kind == kind)

    def withdraws(self) -> int:
        """How many stories it says were withdrawn by their tellers' codes."""
        return sum(1 for record in self.records if code_withdrawals.proof_of(record))


@dataclass(frozen=True, slots=True)
class MergedFile:
    """What came of a file, in one word, and what it did to each record.

    for_paper: it took the place of all that was known of its circle from paper. waiting: what of
    it was left out, until a person accepts it.
    """

    outcome: Outcome
    steps: tuple[Step, ...]
    for_paper: bool = False
    waiting: tuple[Waiting, ...] = ()

    @property
    def withdrawn(self) -> list[Record]:
        """The tombstones of stories whose words were here until then."""
        return [step.after for step in self.steps if step.withdraws]


def merge_into(
    conn: sqlite3.Connection, incoming: Incoming, accepted: Collection[str] = ()
) -> MergedFile:
    """Merge all of a file and say what came of it. Raises Refused.

    accepted: what a person has ticked of what `held.waits` names; the rest of that is left out.
    """
    held.refuse_conflicts(conn, incoming.name, incoming.records, incoming.removed)
    incoming, waiting = _without_waiting(conn, incoming, accepted)
    merged = _merge_all(conn, incoming)
    return replace(merged, outcome=Outcome.LOOK, waiting=waiting) if waiting else merged


def _without_waiting(
    conn: sqlite3.Connection, incoming: Incoming, accepted: Collection[str]
) -> tuple[Incoming, tuple[Waiting, ...]]:
    """A file without the records that wait for a tick, and what waits."""
    left_out: dict[str, Waiting] = {}
    for record in (*incoming.records, *incoming.removed):
        waiting = held.waits(conn, record)
        if waiting is not None and not waiting.accepted(accepted):
            left_out[record.id] = waiting
    if not left_out:
        return incoming, ()
    records, removed = (
        [record for record in some if record.id not in left_out]
        for some in (incoming.records, incoming.removed)
    )
    return replace(incoming, records=records, removed=removed), tuple(left_out.values())


def _merge_all(conn: sqlite3.Connection, incoming: Incoming) -> MergedFile:
    circle = incoming.circle()
    from_paper = circle is not None and is_from_paper(conn, circle.id)
    edited = make_room(conn, circle.id) if circle is not None and from_paper else {}
    known = _known(conn, incoming)
    for kind, records in groupby(incoming.records, key=attrgetter("kind")):
        new = (record for record in records if record.id not in known)
        tables.write_new(conn, kind, new, incoming.digests)
    steps = [
        _merge(conn, record) if record.id in known else Step(Outcome.NEW, None, record)
        for record in (*incoming.records, *incoming.removed)
    ]
    if circle is not None and from_paper:
        give_back(conn, circle.id, edited)
        return MergedFile(Outcome.UPDATED, tuple(steps), for_paper=True)
    head = circle or next(iter(incoming.records), None)
    if head is not None and any(s.after.id == head.id and s.outcome is Outcome.NEW for s in steps):
        return MergedFile(Outcome.NEW, tuple(steps))
    return MergedFile(_whole({step.outcome for step in steps}), tuple(steps))


_NOTED = ("beside.id", "removed.id", "left.id", "withdrawn.id", "story.left_as")
"""Where a library notes something of an id beside the record of that id."""
_PLACES = [place.split(".") for place in (*_NOTED, *(f"{kind}.id" for kind in TRAVELLING))]
_ASKED = "WITH asked AS MATERIALIZED (SELECT value FROM json_each(?))"
_STANDING = (
    f"SELECT asked.value FROM asked CROSS JOIN [{table}] ON [{table}].[{column}] = asked.value"  # noqa: S608
    for table, column in _PLACES
)
_ANY_KNOWN = f"{_ASKED} {' UNION ALL '.join(_STANDING)}"
"""Which of a list of ids stand in any of those places: one statement, each place by its index."""


def _known(conn: sqlite3.Connection, incoming: Incoming) -> set[str]:
    """The ids of a file of which the library knows anything: the others are simply new.

    Asked for all at once, as most files hold nothing but what is new.
    """
    ids = [record.id for record in incoming.records]
    asked = json.dumps(ids)
    known = {id_ for id_, count in Counter(ids).items() if count > 1}
    known |= {record.id for record in incoming.removed}
    known |= {r.id for r in incoming.records if r.kind in ("addition", "event")}
    return known | {row[0] for row in conn.execute(_ANY_KNOWN, [asked])}


def _whole(found: set[Outcome]) -> Outcome:
    if Outcome.LOOK in found:
        return Outcome.LOOK
    return Outcome.UPDATED if found & {Outcome.NEW, Outcome.UPDATED} else Outcome.SAME


def _merge(conn: sqlite3.Connection, theirs: Record) -> Step:
    if theirs.kind == "story" and (_told_here(conn, theirs.id) or _withdrawn(conn, theirs)):
        return Step(Outcome.SAME, theirs, theirs)
    if theirs.kind == "event" and adopting.has_gone(conn, theirs.id):
        return Step(Outcome.SAME, theirs, theirs)
    if code_withdrawals.proof_of(theirs):
        return code_withdrawals.take(conn, theirs)
    if theirs.kind == "addition" and _belongs_to_nothing(conn, theirs):
        return Step(Outcome.SAME, theirs, theirs)
    whole = tables.read(conn, theirs.kind, theirs.id)
    beside = tables.read_beside(conn, theirs.id)
    before = [comparable(whole), *beside] if whole is not None else []
    outcome, (kept, *others) = settle(before, theirs)
    if whole is not None and not kept.removed:
        # What only this laptop knows of a record stays with it.
        kept = replace(kept, fields={**private(whole), **kept.fields})
    if whole is not None and whole.kind == "member" and kept.removed and not whole.removed:
        _remember(conn, whole)
    if whole != kept:
        tables.write(conn, kept)
    if beside or others:
        tables.write_beside(conn, theirs.id, others)
    if theirs.removed and (whole is None or whole.removed):
        outcome = Outcome.SAME
    beside_it = others[0] if others else None
    return Step(outcome, before[0] if before else None, comparable(kept), beside_it)


def _remember(conn: sqlite3.Connection, member: Record) -> None:
    """Where the circle was held, keep the name of who left: stories are still searched for it."""
    circle = str(member.fields["circle"])
    held = conn.execute("SELECT 1 FROM running WHERE circle = ?", [circle]).fetchone()
    head = tables.read(conn, "circle", circle)
    if held is None or head is None or head.removed:
        return
    past = json.loads(str(head.fields.get("past", "[]")))
    past.append([member.id, *(member.fields.get(key, "") for key in ("name", "role", "agency"))])
    fields = {**head.fields, "past": json.dumps(past, ensure_ascii=False)}
    tables.write(conn, replace(head, fields=fields))


def changed_here(conn: sqlite3.Connection, old: Record | None, id_: str, device: str) -> Version:
    """The version of a record after one more change on this laptop.

    A copy beside it that this laptop itself wrote, or that says the same, is known to it, and is
    settled by the change.
    """
    version = dict(old.version) if old else {}
    beside = tables.read_beside(conn, id_)
    words = comparable(old).content() if old and beside else ""
    for copy in beside:
        if copy.content() == words or copy.version.get(device, 0) > version.get(device, 0):
            version = joined(version, copy.version)
    version = bumped(version, device)
    apart = [copy for copy in beside if compare(version, copy.version) is Order.CONCURRENT]
    if apart != beside:
        tables.write_beside(conn, id_, apart)
    return version


def differs(conn: sqlite3.Connection, kind: str, id_: str) -> bool:
    """Whether a copy beside a record says something else than the record, which a person reads."""
    shown = tables.read(conn, kind, id_)
    if shown is None or kind == "addition":
        return False
    words = comparable(shown).content()
    return any(copy.content() != words for copy in tables.read_beside(conn, id_))


def _told_here(conn: sqlite3.Connection, left_as: str) -> bool:
    """Whether a story without names is, or was when it left, one of this laptop's own circles."""
    sql = "SELECT 1 FROM story WHERE left_as = ? UNION SELECT 1 FROM left WHERE id = ?"
    if conn.execute(sql, [left_as, left_as]).fetchone() is None:
        return False
    return tables.read(conn, "story", left_as) is None


def _withdrawn(conn: sqlite3.Connection, theirs: Record) -> bool:
    """Whether its teller withdrew it here by its code: a later yes has another code."""
    row = [theirs.id, theirs.fields.get("proof", "")]
    found = conn.execute("SELECT 1 FROM withdrawn WHERE id = ? AND proof = ?", row).fetchone()
    return found is not None


def _belongs_to_nothing(conn: sqlite3.Connection, theirs: Record) -> bool:
    """Whether what it is added to is gone here: then it is gone too."""
    if theirs.removed:
        return False
    sql = "SELECT 1 FROM removed WHERE id = ?"
    return conn.execute(sql, [theirs.fields["belongs"]]).fetchone() is not None


def comparable(record: Record) -> Record:
    """A record without what never leaves, as the file holds it."""
    private = PRIVATE.get(record.kind, ())
    fields = {key: value for key, value in record.fields.items() if key not in private}
    return replace(record, fields=fields)


def private(record: Record) -> dict[str, object]:
    """What never leaves of a record."""
    private = PRIVATE.get(record.kind, ())
    return {key: record.fields[key] for key in private if key in record.fields}
