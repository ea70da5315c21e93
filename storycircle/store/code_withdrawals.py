"""What tellers withdrew by their codes, handed on from one organiser to the next.

A tombstone cannot say it: it would have to win over the copy that left, and not over a later yes
of the teller, of which this laptop knows nothing. The proof of the code says which yes it was.
"""

import json
import sqlite3

from storycircle.core.changes import Step
from storycircle.core.merging import Outcome, Record
from storycircle.store import tables
from storycircle.store.withdrawing import withdraw

SORT = "withdrawal"
"""The sort of such an addition; its fields hold the proof."""


def all_known(conn: sqlite3.Connection) -> list[Record]:
    """Every withdrawal that is known here: the same records wherever they are known."""
    rows = conn.execute("SELECT id, proof FROM withdrawn ORDER BY id, proof")
    return [_record(row["id"], row["proof"]) for row in rows]


def _record(story: str, proof: str) -> Record:
    fields = {"belongs": story, "sort": SORT, "fields": json.dumps({"proof": proof})}
    return Record("addition", f"{story}/{SORT}/{proof}", fields, {story: 1})


def proof_of(addition: Record) -> str:
    """The proof in a withdrawal; empty where a record is none that is understood here."""
    if addition.kind != "addition" or addition.removed or addition.fields.get("sort") != SORT:
        return ""
    proof = json.loads(str(addition.fields["fields"])).get("proof")
    return proof if isinstance(proof, str) else ""


def take(conn: sqlite3.Connection, addition: Record) -> Step:
    """Withdraw a story that came here, and keep it from coming again by the same yes.

    One that was told in a circle of this laptop stands: its own organiser asks its teller.
    """
    id_, proof = str(addition.fields["belongs"]), proof_of(addition)
    before = tables.read(conn, "story", id_)
    if _told_here(conn, id_):
        return Step(Outcome.SAME, addition, addition)
    withdraw(conn, id_, proof)
    after = tables.read(conn, "story", id_)
    if before is None or before.removed or after is None or not after.removed:
        return Step(Outcome.SAME, addition, addition)
    return Step(Outcome.UPDATED, before, after)


def _told_here(conn: sqlite3.Connection, id_: str) -> bool:
    """Whether a story is one of this laptop's own: no file says under which id one left."""
    sql = "SELECT 1 FROM story WHERE left_as = ? OR (id = ? AND left_as != '')"
    return conn.execute(sql, [id_, id_]).fetchone() is not None
