"""Applying the merge decision to a library: record by record, within one transaction."""

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, replace

from storycircle.core.merging import Outcome, Record, decide
from storycircle.store import tables
from storycircle.store.records import digest
from storycircle.store.schema import PRIVATE


@dataclass(frozen=True, slots=True)
class Incoming:
    """What a circle file held: its records, and the tombstones of what is gone."""

    records: Sequence[Record]
    removed: Sequence[Record]

    def circle(self) -> Record | None:
        """The circle of the file; an event pack has none."""
        return next((record for record in self.records if record.kind == "circle"), None)

    def count(self, kind: str) -> int:
        return sum(1 for record in self.records if record.kind == kind)


def merge_into(conn: sqlite3.Connection, incoming: Incoming) -> Outcome:
    """Merge all of a file and say what came of it, in one word for the whole file."""
    outcomes: dict[str, Outcome] = {}
    for record in (*incoming.records, *incoming.removed):
        outcomes[record.id] = _merge(conn, record)
    head = incoming.circle() or next(iter(incoming.records), None)
    if head is not None and outcomes[head.id] is Outcome.NEW:
        return Outcome.NEW
    found = set(outcomes.values())
    if Outcome.LOOK in found:
        return Outcome.LOOK
    return Outcome.UPDATED if found & {Outcome.NEW, Outcome.UPDATED} else Outcome.SAME


def _merge(conn: sqlite3.Connection, theirs: Record) -> Outcome:
    if theirs.kind == "story" and _told_here(conn, theirs.id):
        return Outcome.SAME
    whole = tables.read(conn, theirs.kind, theirs.id)
    decision = decide(_comparable(whole), theirs)
    kept = decision.keep
    if whole is not None and not kept.removed and not whole.removed:
        # What only this laptop knows of a record stays with it.
        kept = replace(kept, fields={**whole.fields, **kept.fields})
    if whole != kept:
        tables.write(conn, kept)
    if decision.other is not None:
        return Outcome.LOOK if _keep_beside(conn, decision.other) else Outcome.SAME
    if theirs.removed and (whole is None or whole.removed):
        return Outcome.SAME
    return decision.outcome


def _told_here(conn: sqlite3.Connection, left_as: str) -> bool:
    """Whether a story without names is one of this laptop's own circles."""
    found = conn.execute("SELECT 1 FROM story WHERE left_as = ?", [left_as]).fetchone()
    return found is not None


def _comparable(record: Record | None) -> Record | None:
    """A record without what never leaves, as the file holds it."""
    if record is None:
        return None
    private = PRIVATE.get(record.kind, ())
    fields = {key: value for key, value in record.fields.items() if key not in private}
    return replace(record, fields=fields)


def _keep_beside(conn: sqlite3.Connection, record: Record) -> bool:
    """Keep the other side of two changes; False where it was kept before."""
    row = [
        record.id,
        record.kind,
        json.dumps(dict(record.fields), ensure_ascii=False),
        tables.version_text(record.version),
        digest(record.kind, record.id, record.fields, record.version),
    ]
    done = conn.execute("INSERT OR IGNORE INTO beside VALUES (?, ?, ?, ?, ?)", row)
    return done.rowcount > 0
