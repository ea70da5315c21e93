"""Noes on their way to other laptops: which yes of which story ended.

A tombstone cannot say it: it would have to win over the copy that left, and not over a later yes
of the teller, of which this laptop may know nothing. The proof of the code says which yes it was.
"""

import json
import sqlite3
from collections.abc import Iterable, Mapping

from storycircle.core.changes import Step
from storycircle.core.consent import Yes
from storycircle.core.merging import Outcome, Record
from storycircle.store import consent

SORT = "withdrawal"
"""The sort of such an addition; its fields hold the proof."""


def all_known(conn: sqlite3.Connection) -> list[Record]:
    """Every no that other laptops may have to hear of: the same records wherever it is known."""
    sql = "SELECT id, proof FROM withdrawn WHERE outside = 1 ORDER BY id, proof"
    return [_record(row["id"], row["proof"]) for row in conn.execute(sql)]


def of_circle(conn: sqlite3.Connection, circle: str, stories: Iterable[str]) -> list[Record]:
    """The noes that a circle's file tells of: all of that circle, and those of these stories, so
    that a later yes is known to be one.
    """
    sql = (
        "SELECT id, proof FROM withdrawn WHERE outside = 1 AND (circle = ? OR id IN "
        "(SELECT value FROM json_each(?))) ORDER BY id, proof"
    )
    rows = conn.execute(sql, [circle, json.dumps(list(stories))])
    return [_record(row["id"], row["proof"]) for row in rows]


def _record(story: str, proof: str) -> Record:
    fields = {"belongs": story, "sort": SORT, "fields": json.dumps({"proof": proof})}
    return Record("addition", f"{story}/{SORT}/{proof}", fields, {story: 1})


def proof_of(addition: Record) -> str | None:
    """The proof in a withdrawal, empty where that yes had no code; None where a record is none."""
    if addition.kind != "addition" or addition.removed or addition.fields.get("sort") != SORT:
        return None
    proof = json.loads(str(addition.fields["fields"])).get("proof")
    return proof if isinstance(proof, str) else None


def told_of(records: Iterable[Record]) -> dict[str, set[str]]:
    """The noes that a file tells of each story it holds: of these its yes knows."""
    records = list(records)
    told: dict[str, set[str]] = {r.id: set() for r in records if r.kind == "story"}
    for record in records:
        proof, story = proof_of(record), str(record.fields.get("belongs"))
        if proof is not None and story in told:
            told[story].add(proof)
    return told


def take(
    conn: sqlite3.Connection, addition: Record, device: str, told: Mapping[str, object]
) -> Step:
    """Let a no stand here that a file tells of. told: by the ids of the stories in that file."""
    id_, proof = str(addition.fields["belongs"]), proof_of(addition) or ""
    step = consent.take_no(conn, Yes(id_, proof), device, brought=id_ in told)
    return step or Step(Outcome.SAME, addition, addition)
