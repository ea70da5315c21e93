"""The noes that this library knows, and what it does with a yes that one of them ends.

The rule is that of core/consent/revocation.py; every way a story comes in calls this module.
"""

import sqlite3
from collections.abc import Collection, Iterable, Mapping
from typing import Any, NamedTuple

from msgspec.structs import replace

from storycircle.core.consent import revocation
from storycircle.core.consent.revocation import No, Verdict, Yes
from storycircle.core.merge.changes import Step
from storycircle.core.merge.decision import Outcome, settle
from storycircle.core.model import Story
from storycircle.core.versioned_record import Record, bumped
from storycircle.store import tables
from storycircle.store.rows import comparable, story_fields, to_story


class Ended(NamedTuple):
    """A yes that ended, by its code or otherwise. circle: the circle of its story, empty where that
    is not known here. outside: whether it may have been on another laptop, so that the no is in
    files.
    """

    yes: Yes
    by_code: bool
    circle: str = ""
    outside: bool = True

    @property
    def no(self) -> No:
        return No(self.yes.proof, self.by_code)


def noes(conn: sqlite3.Connection, id_: str) -> set[No]:
    """The noes that are known under an id."""
    rows = conn.execute("SELECT proof, by_code FROM withdrawn WHERE id = ?", [id_])
    return {No(row["proof"], bool(row["by_code"])) for row in rows}


def all_ended(conn: sqlite3.Connection) -> dict[Yes, Ended]:
    """Every yes that is known to have ended."""
    found = [to_ended(row) for row in conn.execute("SELECT * FROM withdrawn")]
    return {ended.yes: ended for ended in found}


def to_ended(row: Mapping[str, Any] | sqlite3.Row) -> Ended:
    """The ended yes of a row, of the library or of a backup."""
    yes = Yes(row["id"], row["proof"])
    return Ended(yes, bool(row["by_code"]), row["circle"] or "", bool(row["outside"]))


def end(conn: sqlite3.Connection, ended: Ended) -> None:
    """Save that a yes ended, for good. A copy with that yes waits to be looked at no more: it could
    only leave by it.
    """
    copies = tables.read_conflicting(conn, ended.yes.id)
    others = [one for one in copies if revocation.yes_in(one) != ended.yes]
    if others != copies:
        tables.write_conflicting(conn, ended.yes.id, others)
    conn.execute(
        "INSERT INTO withdrawn (id, proof, by_code, circle, outside) VALUES (?, ?, ?, ?, ?) "
        "ON CONFLICT (id, proof) DO UPDATE SET by_code = max(by_code, excluded.by_code), "
        "circle = coalesce(circle, excluded.circle), outside = max(outside, excluded.outside)",
        [*ended.yes, int(ended.by_code), ended.circle or None, int(ended.outside)],
    )


def note_change(
    conn: sqlite3.Connection, before: Record | None, after: Record | None, device: str
) -> None:
    """Save that a change of a story on this laptop ended a yes, where it did."""
    if before is not None and after is not None and same_yes(before, after):
        return
    old = to_story(before) if before is not None and not before.removed else None
    new = to_story(after) if after is not None and not after.removed else None
    yes = revocation.ended_by(old, new)
    if yes is None or before is None:
        return
    gone_out = "SELECT 1 FROM left WHERE id = ? UNION SELECT 1 FROM carried WHERE story = ?"
    left = conn.execute(gone_out, [yes.id, before.id]).fetchone() is not None
    elsewhere = not is_own(before) or any(other != device for other in before.version)
    circle = str(before.fields.get("circle", ""))
    end(conn, Ended(yes, by_code=False, circle=circle, outside=left or elsewhere))


_OF_A_YES = ("sharing", "left_as", "code", "proof")
"""The fields of a story, beside its id, that `revocation.yes_of` looks at."""


def same_yes(before: Record, after: Record) -> bool:
    """Whether a change leaves all as it was that a story leaves by: its words alone differ."""
    if before.removed or after.removed or before.id != after.id:
        return False
    return all(before.fields.get(name) == after.fields.get(name) for name in _OF_A_YES)


def is_own(record: Record) -> bool:
    """Whether a story is of this laptop, or of one that this library was copied from: no file says
    under which id a story leaves.
    """
    return not record.removed and bool(record.fields.get("left_as"))


def own_story(conn: sqlite3.Connection, yes: Yes) -> Record | None:
    """The story of this laptop that leaves by a yes; None where there is none."""
    sql = "SELECT id FROM story WHERE (left_as = ? OR id = ?) AND left_as != ''"
    for row in conn.execute(sql, [yes.id, yes.id]).fetchall():
        record = tables.read(conn, "story", row["id"])
        if record is not None and revocation.yes_of(to_story(record)) == yes:
            return record
    return None


def leaves_from_here(conn: sqlite3.Connection, id_: str) -> bool:
    """Whether the story of an id is of this laptop and may leave."""
    record = tables.read(conn, "story", id_)
    if record is None or not is_own(record):
        return False
    return revocation.yes_of(to_story(record)) is not None


def allowed(conn: sqlite3.Connection, record: Record) -> Record:
    """A story of this laptop as it may be saved: it stays where its yes is known to have ended.

    A window that has the circle open since before the no came may not widen it again.
    """
    ids = [record.id, record.fields.get("left_as", "")]
    if conn.execute("SELECT 1 FROM withdrawn WHERE id IN (?, ?)", ids).fetchone() is None:
        return record
    story = to_story(record)
    yes = revocation.yes_of(story)
    known = noes(conn, yes.id) if yes is not None else set()
    if yes is None or revocation.verdict(yes, known, known) is Verdict.STANDS:
        return record
    return staying(record, story)


def staying(record: Record, story: Story) -> Record:
    """A story's record, as it stays from now on until its teller is asked anew."""
    from storycircle.core.consent import permission_to_leave  # noqa: PLC0415 (when first needed)

    stays = permission_to_leave.staying(story)
    return replace(record, fields={**record.fields, **story_fields(stays)})


def judge(conn: sqlite3.Connection, theirs: Record, aware_of: Collection[No]) -> Verdict:
    """The verdict on a story that a file brings. aware_of: the noes in the file."""
    if theirs.removed:
        return Verdict.STANDS
    return revocation.verdict(revocation.yes_in(theirs), noes(conn, theirs.id), aware_of)


def may_load(conn: sqlite3.Connection, story: Story) -> Verdict:
    """The verdict on a story of a document: one that is known here is kept as it is, or stays
    out.
    """
    yes = revocation.yes_of(story)
    if yes is None:
        return Verdict.STANDS
    found = revocation.verdict(yes, noes(conn, yes.id))
    known = "SELECT 1 FROM left WHERE id = ? UNION SELECT 1 FROM story WHERE left_as = ? OR id = ?"
    here = conn.execute(known, [yes.id] * 3).fetchone() is not None
    removed = tables.read(conn, "story", yes.id) is not None
    if here or (removed and found is Verdict.STANDS):
        return Verdict.ENDED
    return found


def take_no(conn: sqlite3.Connection, ended: Ended, device: str, *, brought: bool) -> Step | None:
    """Apply a no from another laptop; return what it changed, or None.

    brought: whether the same file has a later yes of this story, which knows of the no.
    """
    yes = ended.yes
    before = noes(conn, yes.id)
    own = own_story(conn, yes)
    end(conn, ended._replace(circle=str(own.fields.get("circle", ""))) if own else ended)
    if own is not None:
        after = staying(own, to_story(own))
        after = replace(after, version=bumped(own.version, device))
        tables.write(conn, after)
        return Step(Outcome.UPDATED, comparable(own), comparable(after))
    known = noes(conn, yes.id)
    conflicting = tables.read_conflicting(conn, yes.id)
    others = [
        copy
        for copy in conflicting
        if revocation.verdict(revocation.yes_in(copy), known) is not Verdict.ENDED
    ]
    current = tables.read(conn, "story", yes.id)
    if current is None or current.removed or is_own(current):
        if others != conflicting:
            tables.write_conflicting(conn, yes.id, others)
        return None
    aware_of = before | ({ended.no} if brought else set())
    found = revocation.verdict(revocation.yes_in(current), known, aware_of)
    if found is Verdict.STANDS:
        return None
    out = Record("story", yes.id, {}, {}, removed=True)
    tables.write(conn, out)
    if found is Verdict.UNAWARE:
        tables.write_conflicting(conn, yes.id, [*others, current])
        return Step(Outcome.LOOK, current, out, current)
    tables.write_conflicting(conn, yes.id, others)
    return Step(Outcome.UPDATED, current, out)


def ask_about(conn: sqlite3.Connection, theirs: Record) -> Step:
    """Keep a yes that does not know of a no as a conflict, for a person to decide."""
    current = tables.read(conn, "story", theirs.id)
    conflicting = tables.read_conflicting(conn, theirs.id)
    here = [*([current] if current is not None and not current.removed else []), *conflicting]
    if settle(here, theirs)[0] in (Outcome.SAME, Outcome.OLDER):
        return Step(Outcome.SAME, theirs, theirs)
    kept = current or Record("story", theirs.id, {}, {}, removed=True)
    if current is None:
        tables.write(conn, kept)
    tables.write_conflicting(conn, theirs.id, settle(conflicting, theirs)[1])
    before = comparable(current) if current is not None else None
    return Step(Outcome.LOOK, before, comparable(kept), theirs)


def narrow(
    conn: sqlite3.Connection,
    known: Iterable[Ended],
    device: str,
    known_then: Mapping[Yes, Ended] | None = None,
) -> int:
    """Apply noes to a library that a machine put in place: a restored backup, an undone merge, a
    folder copied back by hand. Return how many stories that made narrower.

    known_then: the noes of which the yeses in it knew; those that this library knows, if None.
    """
    then = all_ended(conn) if known_then is None else known_then
    since = [ended for ended in known if is_news(ended, then)]
    for ended in since:
        end(conn, ended)
    ids = {ended.yes.id for ended in since}
    count = 0
    for record in _with_leave(conn) if ids else ():
        own = is_own(record)
        yes_here = revocation.yes_of(to_story(record)) if own else revocation.yes_in(record)
        if yes_here is None or yes_here.id not in ids:
            continue
        aware = {ended.no for yes, ended in then.items() if yes.id == yes_here.id}
        if revocation.verdict(yes_here, noes(conn, yes_here.id), aware) is not Verdict.STANDS:
            _make_narrower(conn, record, yes_here, device, own=own)
            count += 1
    return count


def is_news(ended: Ended, then: Mapping[Yes, Ended]) -> bool:
    known = then.get(ended.yes)
    return known is None or (ended.by_code and not known.by_code)


def leave_unconfirmed(conn: sqlite3.Connection) -> int:
    """Mark every story that may leave as one to be confirmed, as a later no may have been lost;
    return how many those are.
    """
    stories = _with_leave(conn)
    for record in stories:
        tables.write(conn, replace(record, fields={**record.fields, "unconfirmed": 1}))
    return len(stories)


def _with_leave(conn: sqlite3.Connection) -> list[Record]:
    return tables.read_all(conn, "story", "sharing != 'stays'")


def _make_narrower(
    conn: sqlite3.Connection, record: Record, yes: Yes, device: str, *, own: bool
) -> None:
    if own:
        after = staying(record, to_story(record))
        tables.write(conn, replace(after, version=bumped(record.version, device)))
        return
    others = tables.read_conflicting(conn, record.id)
    if revocation.verdict(yes, noes(conn, yes.id)) is not Verdict.ENDED:
        others = [*others, record]
    tables.write(conn, Record("story", record.id, {}, {}, removed=True))
    tables.write_conflicting(conn, record.id, others)
