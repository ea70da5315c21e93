"""Noes as records of a file: which yes of which story ended.

A tombstone cannot say it: it would have to win over the copy that left, and not over a later yes of
the teller, of which this laptop may know nothing. The proof of the code says which yes it was.
"""

import json
import sqlite3
from collections.abc import Iterable, Mapping

from storycircle.core.consent.revocation import No, Yes
from storycircle.core.merge.changes import Step
from storycircle.core.merge.decision import Outcome
from storycircle.core.versioned_record import Record
from storycircle.store.consent import consent_state
from storycircle.store.consent.consent_state import Ended

SORT = "withdrawal"
"""The sort of such an addition; its fields hold the proof, and how that yes ended."""
_BY_CODE, _BY_CHOICE = "code", "choice"


def all_known(conn: sqlite3.Connection) -> list[Record]:
    """Every no that other laptops may have to hear of: the same records wherever it is known."""
    sql = "SELECT * FROM withdrawn WHERE outside = 1 ORDER BY id, proof"
    return [_record(consent_state.to_ended(row)) for row in conn.execute(sql)]


def of_circle(conn: sqlite3.Connection, circle: str, stories: Iterable[str]) -> list[Record]:
    """The noes in the file of a circle of this laptop: all of that circle, those heard from
    elsewhere, and those of these stories, so that a later yes is known to be one.
    """
    sql = (
        "SELECT * FROM withdrawn WHERE outside = 1 AND (circle = ? OR circle IS NULL OR id IN "
        "(SELECT value FROM json_each(?))) ORDER BY id, proof"
    )
    rows = conn.execute(sql, [circle, json.dumps(list(stories))])
    return [_record(consent_state.to_ended(row)) for row in rows]


def of_stories(conn: sqlite3.Connection, stories: Iterable[Record]) -> list[Record]:
    """The noes of the stories among these records."""
    sql = (
        "SELECT * FROM withdrawn WHERE outside = 1 AND id IN "
        "(SELECT value FROM json_each(?)) ORDER BY id, proof"
    )
    ids = [record.id for record in stories if record.kind == "story"]
    return [_record(consent_state.to_ended(row)) for row in conn.execute(sql, [json.dumps(ids)])]


def _record(ended: Ended) -> Record:
    story, proof = ended.yes
    content = {"by": _BY_CODE if ended.by_code else _BY_CHOICE, "proof": proof}
    fields = {"belongs": story, "sort": SORT, "fields": json.dumps(content)}
    # A withdrawal by the code says more than that the yes ended: it has an id of its own.
    return Record("addition", f"{story}/{SORT}/{content['by']}/{proof}", fields, {story: 1})


def ended_in(addition: Record) -> Ended | None:
    """The no that a record tells of; None where it is none that is understood here."""
    if addition.kind != "addition" or addition.removed or addition.fields.get("sort") != SORT:
        return None
    content = json.loads(str(addition.fields["fields"]))
    proof, by = content.get("proof"), content.get("by")
    if not isinstance(proof, str) or by not in (_BY_CODE, _BY_CHOICE):
        return None
    return Ended(Yes(str(addition.fields["belongs"]), proof), by_code=by == _BY_CODE)


def noes_known(records: Iterable[Record]) -> dict[str, set[No]]:
    """The noes of each story in a file's records: its yes knows of these."""
    records = list(records)
    known: dict[str, set[No]] = {r.id: set() for r in records if r.kind == "story"}
    for record in records:
        ended = ended_in(record)
        if ended is not None and ended.yes.id in known:
            known[ended.yes.id].add(ended.no)
    return known


def take(
    conn: sqlite3.Connection,
    addition: Record,
    ended: Ended,
    device: str,
    known: Mapping[str, object],
) -> Step:
    """Apply a no of a file, and return the step. known: the ids of the stories in that file."""
    step = consent_state.take_no(conn, ended, device, brought=ended.yes.id in known)
    return step or Step(Outcome.SAME, addition, addition)
