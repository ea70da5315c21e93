"""A merge applied to a library, record by record within one transaction, and undone from a backup.

A merge can be undone until the next change: all that merging can touch is put back in one
transaction; saved states, what has left and the settings remain. A digest over all records shows
whether anything changed since.
"""

import json
import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from hashlib import sha256
from itertools import groupby
from operator import attrgetter
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from storycircle.core.consent.revocation import No, Verdict
from storycircle.core.error_sentences import Refused
from storycircle.core.merge.changes import Step
from storycircle.core.merge.decision import Outcome, is_from_twin, settle
from storycircle.core.versioned_record import Record
from storycircle.store import erasure, tables
from storycircle.store.afterwards import action_reviews, checkouts
from storycircle.store.consent import consent_state, withdrawals
from storycircle.store.exchange import adoption, confirmation
from storycircle.store.exchange.confirmation import Accepted, Waiting
from storycircle.store.exchange.from_paper import give_back, is_from_paper, make_room
from storycircle.store.lines import staying
from storycircle.store.rows import comparable, private
from storycircle.store.safety.disk import explained_change
from storycircle.store.schema import RECORDS, TRAVELLING

_TAKEN = (Outcome.NEW, Outcome.UPDATED, Outcome.LOOK)
"""What comes of a record of which anything is taken in."""
Known = dict[str, set[str]]
"""The ids of a file of which the library knows anything, and the kinds as which they stand."""


class Incoming(Struct, frozen=True):
    """The content of a circle file: its records, and the tombstones of what was removed.

    digests: those of the records by their ids, as they were checked. name: the file's. saved: when
    it was written, ISO; empty where nobody can know.
    """

    records: Sequence[Record]
    removed: Sequence[Record]
    digests: Mapping[str, str] = field(default_factory=dict)
    name: str = ""
    saved: str = ""

    def circle(self) -> Record | None:
        """The circle of the file; an event pack has none."""
        return next((record for record in self.records if record.kind == "circle"), None)

    def count(self, kind: str) -> int:
        return sum(1 for record in self.records if record.kind == kind)

    def withdraws(self) -> int:
        """How many stories it withdraws by their tellers' codes."""
        return sum(1 for record in self.records if withdrawals.ended_in(record) is not None)


class MergedFile(Struct, frozen=True):
    """The outcome of a file, and what it did to each record.

    merged: the outcome of all that did not wait. for_paper: whether it replaced all that was known
    of its circle from paper. waiting: what of it was left out, until a person accepts it.
    """

    merged: Outcome
    steps: tuple[Step, ...]
    for_paper: bool = False
    waiting: tuple[Waiting, ...] = ()

    @property
    def outcome(self) -> Outcome:
        """The outcome of the whole file."""
        return Outcome.LOOK if self.waiting else self.merged

    @property
    def corrects(self) -> bool:
        """Whether it changes what was here; a review or a check-out says what came later, and
        corrects nothing.
        """
        changed = [step.after for step in self.steps if step.outcome in _TAKEN]
        later = (action_reviews.is_review(one) or checkouts.is_checkout(one) for one in changed)
        return self.for_paper or not changed or not all(later)

    @property
    def new(self) -> dict[str, Record]:
        """The records that were not here before, by their ids, as they were written."""
        return {step.after.id: step.after for step in self.steps if step.is_new}

    @property
    def twin(self) -> bool:
        """Whether another laptop has counted its changes under this one's name."""
        return any(step.twin for step in self.steps)

    @property
    def withdrawn(self) -> list[Record]:
        """The tombstones of stories whose words were here until then."""
        return [step.after for step in self.steps if step.withdraws]


def merge_into(
    conn: sqlite3.Connection, incoming: Incoming, device: str, accepted: Accepted = ()
) -> MergedFile:
    """Merge all of a file and say what came of it. Raises Refused. device: this laptop's name.

    accepted: what a person has ticked of what `confirmation.left_out` names; the rest of that is
    left out.
    """
    records = staying.without_the_meeting(conn, incoming.records)
    removed = staying.without_the_meeting(conn, incoming.removed)
    incoming = replace(incoming, records=records, removed=removed)
    known = _known(conn, incoming)
    everything = [*incoming.records, *incoming.removed]
    confirmation.refuse_conflicts(conn, incoming.name, everything, known)
    looked = confirmation.looked_through(conn, records, removed, known, accepted)
    incoming = _without(incoming, looked.left_out)
    incoming = _without_left_behind(conn, incoming, known)
    incoming = replace(incoming, records=checkouts.taken(conn, incoming.records))
    if (circle := incoming.circle()) is not None and circle.id in known:
        confirmation.forget_removal(conn, circle.id)
    waiting = tuple(dict.fromkeys(looked.left_out.values()))
    return replace(_merge_all(conn, incoming, device, known, looked.same), waiting=waiting)


def _without(incoming: Incoming, left_out: Collection[str]) -> Incoming:
    """A file without the records and tombstones of some ids."""
    if not left_out:
        return incoming
    records, removed = (
        [record for record in some if record.id not in left_out]
        for some in (incoming.records, incoming.removed)
    )
    return replace(incoming, records=records, removed=removed)


def _without_left_behind(conn: sqlite3.Connection, incoming: Incoming, known: Known) -> Incoming:
    """A file without the event that its circle was brought home from, where that is not here any
    more: nothing would be in it.
    """
    head = incoming.circle()
    if head is None or head.id not in known:
        return incoming
    here = tables.read(conn, "circle", head.id)
    if here is None or here.removed:
        return incoming
    old = head.fields.get("event")
    if old in (None, here.fields.get("event")) or tables.read(conn, "event", str(old)) is not None:
        return incoming
    if tables.read_conflicting(conn, head.id) or settle([comparable(here)], head)[0] in _TAKEN:
        return incoming
    records = [r for r in incoming.records if old not in (r.id, r.fields.get("belongs"))]
    return replace(incoming, records=records)


def _merge_all(
    conn: sqlite3.Connection,
    incoming: Incoming,
    device: str,
    known: Known,
    same: Collection[str],
) -> MergedFile:
    circle = incoming.circle()
    from_paper = circle is not None and is_from_paper(conn, circle.id)
    edited: dict[str, str] = {}
    if circle is not None and from_paper:
        edited = make_room(conn, circle.id)
        known = _known(conn, incoming)
    for kind, records in groupby(incoming.records, key=attrgetter("kind")):
        new = (record for record in records if record.id not in known)
        tables.write_new(conn, kind, new, incoming.digests)
    noes = withdrawals.noes_known(incoming.records)
    steps = [
        _step(conn, record, noes, device, is_same=record.id in same)
        if record.id in known
        else Step(Outcome.NEW, None, record)
        for record in (*incoming.records, *incoming.removed)
    ]
    if circle is not None and from_paper:
        give_back(conn, circle.id, edited)
        return MergedFile(Outcome.UPDATED, tuple(steps), for_paper=True)
    head = circle or next(iter(incoming.records), None)
    if head is not None and any(s.after.id == head.id and s.outcome is Outcome.NEW for s in steps):
        return MergedFile(Outcome.NEW, tuple(steps))
    return MergedFile(_whole({step.outcome for step in steps}), tuple(steps))


def merge_records(conn: sqlite3.Connection, records: Iterable[Record], device: str) -> list[Step]:
    """Merge records of a line that are no story, by the same rule as those of a circle file."""
    records = list(records)
    staying.make_room(conn, records)
    steps, two = [], tables.in_two_copies(conn)
    for record in records:
        step = _merge(conn, record, {}, device, alone=record.id not in two)
        two |= {record.id} if step.other is not None else set()
        steps.append(step)
    return steps


_NOTED = ("conflicts.id", "removed.id", "left.id", "withdrawn.id", "story.left_as")
"""Where a library notes something of an id beside the record of that id."""
_PLACES = [
    *(("", *place.split(".")) for place in _NOTED),
    *((kind, kind, "id") for kind in TRAVELLING),
]
_ASKED = "WITH asked AS MATERIALIZED (SELECT value FROM json_each(?))"
_STANDING = (
    f"SELECT asked.value, '{kind}' FROM asked CROSS JOIN [{table}]"  # noqa: S608
    f" ON [{table}].[{column}] = asked.value"
    for kind, table, column in _PLACES
)
_ANY_KNOWN = f"{_ASKED} {' UNION ALL '.join(_STANDING)}"
"""Which of a list of ids stand in any of those places: one statement, each place by its index."""


def _known(conn: sqlite3.Connection, incoming: Incoming) -> Known:
    """The ids of a file of which the library knows anything: the others are simply new.

    One query for all, as most files have nothing but what is new.
    """
    counts = Counter(record.id for record in (*incoming.records, *incoming.removed))
    known: Known = {id_: set() for id_, count in counts.items() if count > 1}
    known |= {record.id: set() for record in incoming.removed}
    known |= {r.id: set() for r in incoming.records if r.kind in ("addition", "event")}
    for id_, kind in conn.execute(_ANY_KNOWN, [json.dumps(list(counts))]).fetchall():
        known.setdefault(id_, set()).update([kind] if kind else ())
    return known


def _whole(found: set[Outcome]) -> Outcome:
    if Outcome.LOOK in found:
        return Outcome.LOOK
    return Outcome.UPDATED if found & {Outcome.NEW, Outcome.UPDATED} else Outcome.SAME


def _step(
    conn: sqlite3.Connection,
    theirs: Record,
    noes: Mapping[str, set[No]],
    device: str,
    *,
    is_same: bool,
) -> Step:
    """Merge one record of which the library knows anything. is_same: whether it was found to be
    here as it is there; nothing of it is asked again then but whether it is in conflict.
    """
    if is_same and not tables.read_conflicting(conn, theirs.id):
        return Step(Outcome.SAME, theirs, theirs)
    return _merge(conn, theirs, noes, device)


def _merge(
    conn: sqlite3.Connection,
    theirs: Record,
    noes: Mapping[str, set[No]],
    device: str,
    *,
    alone: bool = False,
) -> Step:
    """Merge one record. noes: those of each story that the same file tells of. alone: it has no
    conflicting copies here.
    """
    if theirs.kind == "story" and (step := _without_leave(conn, theirs, noes)) is not None:
        return step
    if theirs.kind == "event" and adoption.has_gone(conn, theirs.id):
        return Step(Outcome.SAME, theirs, theirs)
    if (ended := withdrawals.ended_in(theirs)) is not None:
        return withdrawals.take(conn, theirs, ended, device, noes)
    if theirs.kind == "addition" and _belongs_to_nothing(conn, theirs):
        return Step(Outcome.SAME, theirs, theirs)
    conflicting = [] if alone else tables.read_conflicting(conn, theirs.id)
    return _beside_ours(conn, theirs, conflicting, device)


def _beside_ours(
    conn: sqlite3.Connection, theirs: Record, conflicting: list[Record], device: str
) -> Step:
    """Merge a record of which nothing says that it may not be taken in."""
    whole = tables.read(conn, theirs.kind, theirs.id)
    before = [comparable(whole), *conflicting] if whole is not None else []
    if before == [theirs]:  # as in nearly all of a file that is taken in again
        return Step(Outcome.SAME, theirs, theirs)
    twin = is_from_twin(before, theirs, device)
    outcome, (kept, *others) = settle(before, theirs, twin=twin)
    if whole is not None and not kept.removed:
        # What only this laptop knows of a record stays with it.
        kept = replace(kept, fields={**private(whole), **kept.fields})
    if whole is not None and whole.kind == "member" and kept.removed and not whole.removed:
        _remember(conn, whole)
    if whole != kept:
        tables.write(conn, kept)
    if conflicting or others:
        tables.write_conflicting(conn, theirs.id, others)
    if theirs.removed and (whole is None or whole.removed):
        outcome = Outcome.SAME
    other = others[0] if others else None
    return Step(outcome, before[0] if before else None, comparable(kept), other, twin)


def _remember(conn: sqlite3.Connection, member: Record) -> None:
    """Keep the name of who left a circle of this laptop: stories are still searched for it."""
    circle = str(member.fields["circle"])
    open_here = conn.execute("SELECT 1 FROM saved_state WHERE circle = ?", [circle]).fetchone()
    head = tables.read(conn, "circle", circle)
    if open_here is None or head is None or head.removed:
        return
    past = json.loads(str(head.fields.get("past", "[]")))
    past.append([member.id, *(member.fields.get(key, "") for key in ("name", "role", "agency"))])
    fields = {**head.fields, "past": json.dumps(past, ensure_ascii=False)}
    tables.write(conn, replace(head, fields=fields))


def _without_leave(
    conn: sqlite3.Connection, theirs: Record, noes: Mapping[str, set[No]]
) -> Step | None:
    """The step for a story whose yes has ended here, or that is this laptop's own; None for any
    other.
    """
    current = tables.read(conn, "story", theirs.id)
    own = current is not None and consent_state.is_own(current)
    if _told_here(conn, theirs.id) or (own and theirs.removed):
        return Step(Outcome.SAME, theirs, theirs)
    if current is not None and not current.removed and not theirs.removed:
        circles = {record.fields.get("circle") for record in (current, theirs)}
        if len(circles) > 1:  # it stands under the circle that a document gave it
            return Step(Outcome.SAME, theirs, theirs)
    verdict = consent_state.judge(conn, theirs, noes.get(theirs.id, ()))
    if verdict is Verdict.UNAWARE:
        return consent_state.ask_about(conn, theirs)
    return Step(Outcome.SAME, theirs, theirs) if verdict is Verdict.ENDED else None


def _told_here(conn: sqlite3.Connection, left_as: str) -> bool:
    """Whether a story without names is, or was when it left, one of this laptop's own circles."""
    sql = "SELECT 1 FROM story WHERE left_as = ? UNION SELECT 1 FROM left WHERE id = ?"
    if conn.execute(sql, [left_as, left_as]).fetchone() is None:
        return False
    return tables.read(conn, "story", left_as) is None


def _belongs_to_nothing(conn: sqlite3.Connection, theirs: Record) -> bool:
    """Whether the record that an addition belongs to was removed here, and the addition with it."""
    if theirs.removed:
        return False
    sql = "SELECT 1 FROM removed WHERE id = ?"
    return conn.execute(sql, [theirs.fields["belongs"]]).fetchone() is not None


_WHOLE = {
    **dict.fromkeys(RECORDS, "id, version, digest"),
    "removed": "id, version",
    "conflicts": "id, digest",
    "paper": "circle, content",
    "arrivals": "circle, at, corrected",
}
"""The tables that merging touches, with the columns that say what each row is."""
_AT_ONCE = 1_000  # rows that are held in memory together
_COPY, _MARK = "merge copy", "merge mark"


def note(conn: sqlite3.Connection, copy: str) -> None:
    """Note which backup has the library from before a merge, and a digest of what it is after
    it.
    """
    rows = [(_COPY, copy), (_MARK, _fingerprint(conn))]
    conn.executemany("INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)", rows)


def has_note(conn: sqlite3.Connection) -> bool:
    """Whether a merge is noted; something may have changed since."""
    return conn.execute("SELECT 1 FROM setting WHERE name = ?", [_COPY]).fetchone() is not None


def noted(conn: sqlite3.Connection) -> str | None:
    """The backup to undo the merge from; None where nothing was merged, or something changed
    since.
    """
    sql = "SELECT name, value FROM setting WHERE name IN (?, ?)"
    found = {row["name"]: row["value"] for row in conn.execute(sql, [_COPY, _MARK])}
    if _COPY not in found or found.get(_MARK) != _fingerprint(conn):
        return None
    return str(found[_COPY])


@contextmanager
def attached(conn: sqlite3.Connection, copy: Path) -> Iterator[None]:
    """The backup attached to the library's connection, under the name `old`. Raises Refused where
    it is unsound.
    """
    with explained_change():
        conn.execute("ATTACH DATABASE ? AS old", [str(copy)])
    try:
        if not _is_sound(conn):
            raise Refused("nothing-to-take-back")
        yield
    finally:
        conn.execute("DETACH DATABASE old")


def take_back(conn: sqlite3.Connection, device: str) -> None:
    """Replace what merging touched by what the backup has, within one transaction. The noes that
    came since are kept, and what is still to be erased from the backup does not come back.
    """
    for table in _WHOLE:
        names = ", ".join(f"[{column}]" for column in _columns(conn, "main", table))
        conn.execute(f"DELETE FROM main.[{table}]")  # noqa: S608 (tables and columns are ours)
        conn.execute(
            f"INSERT INTO main.[{table}] ({names}) SELECT {names} FROM old.[{table}]"  # noqa: S608
        )
    conn.execute("DELETE FROM setting WHERE name IN (?, ?)", [_COPY, _MARK])
    rows = [consent_state.to_ended(row) for row in conn.execute("SELECT * FROM old.withdrawn")]
    known_then = {ended.yes: ended for ended in rows}
    for one in erasure.all_owed(conn):
        one.erasure.strike(conn, device)
    consent_state.narrow(conn, consent_state.all_ended(conn).values(), device, known_then)


def _is_sound(conn: sqlite3.Connection) -> bool:
    try:
        pages = [row[0] for row in conn.execute("PRAGMA old.quick_check")]
        same = all(_columns(conn, "main", t) == _columns(conn, "old", t) for t in _WHOLE)
    except sqlite3.DatabaseError:
        return False
    return pages == ["ok"] and same


def _columns(conn: sqlite3.Connection, schema: str, table: str) -> set[str]:
    return {row["name"] for row in conn.execute(f"PRAGMA {schema}.table_info([{table}])")}


def _fingerprint(conn: sqlite3.Connection) -> str:
    """One digest over all that merging can touch, in a fixed order."""
    whole = sha256()
    for table, columns in _WHOLE.items():
        whole.update(f"\n{table}\n".encode())
        cursor = conn.cursor()
        cursor.row_factory = None
        cursor.execute(f"SELECT {columns} FROM [{table}] ORDER BY {columns}")  # noqa: S608
        while rows := cursor.fetchmany(_AT_ONCE):
            whole.update("".join(map("\t".join, rows)).encode())
    return whole.hexdigest()
