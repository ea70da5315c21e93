"""The content of a file: records, tombstones, and names by the event's rule.

A story that left once and may no longer leave is in later files as a tombstone: its id and a
version that wins over every older copy, and not a word of it.

Inside paper the event's rule shortens names. A shortened record has a version that every other is
newer than: when the circle's own file is merged too, before or after, what was typed wins.
"""

import hmac
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from storycircle.core.model import Circle, Event, NamesOnPaper, Placement, Story, new_id
from storycircle.core.versioned_record import Order, Record, Version, bumped, compare, joined
from storycircle.store import erasure, tables
from storycircle.store.afterwards import action_reviews, checkouts, report_parts
from storycircle.store.consent import consent_state, withdrawals
from storycircle.store.exchange import circle_details, event_details
from storycircle.store.exchange.record_checks import IN_CIRCLE
from storycircle.store.lines import staying
from storycircle.store.rows import (
    circle_records,
    digest,
    event_record,
    placement_record,
    version_text,
    words_fields,
)
from storycircle.store.schema import PRIVATE

if TYPE_CHECKING:
    from storycircle.core.consent.shareable import Leaving


def under_rule(records: Iterable[Record], rule: NamesOnPaper) -> Iterator[Record]:
    """The records with members' names as the rule says.

    Where it says none, there are no members, actions have nobody's name, and stories told with a
    name are left out.
    """
    from storycircle.core.consent.shareable import who_under_rule  # noqa: PLC0415 (when first needed)

    for record in records:
        if rule is NamesOnPaper.FIRST_WORD and record.kind == "member":
            first = str(record.fields["name"]).split()[0]
            yield _changed(record, {"name": first})
        elif rule is NamesOnPaper.FIRST_WORD and record.kind == "action":
            who = who_under_rule(json.loads(str(record.fields["who"])), rule)
            yield _changed(record, {"who": json.dumps(who, ensure_ascii=False)})
        elif rule is NamesOnPaper.NONE and record.kind == "action":
            yield _changed(record, {"who": "[]"})
        elif rule is not NamesOnPaper.NONE or not _names_someone(record):
            yield record


def _names_someone(record: Record) -> bool:
    return record.kind == "member" or (record.kind == "story" and "teller" in record.fields)


def _changed(record: Record, fields: dict[str, object]) -> Record:
    changed = {**record.fields, **fields}
    return record if changed == record.fields else replace(record, fields=changed, version={})


Rows = Mapping[str, Iterable[Mapping[str, Any]]]
"""Rows by table."""
_SETTING = "wordings"
_WITHDRAWN = ""  # the words of a story whose tombstone has left


class Leave(Struct, frozen=True):
    """The content of one file: records, then tombstones. circle: the circle's id, empty in a
    pack.
    """

    circle: str
    records: tuple[Record, ...]
    removed: tuple[Record, ...]


def leave_of(
    conn: sqlite3.Connection,
    circle: Circle,
    event: Event | None,
    placements: Mapping[str, Placement],
    names: NamesOnPaper = NamesOnPaper.AS_TYPED,
    *,
    device: str,
    sealed: bool,
) -> Leave:
    """The content of a file of this circle; inside paper, with members' names as its rule says.

    device: this laptop's name. sealed: whether it is to be sealed: only then the check-out of few
    people is in it.
    """
    from storycircle.core.consent.shareable import leaving  # noqa: PLC0415 (when first needed)

    form = leaving(circle)
    records = [event_record(event)] if event else []
    records += circle_records(form.circle)
    actions = {action.id for action in form.circle.actions}
    records += [placement_record(p) for key, p in placements.items() if key in actions]
    ready = [_versioned(conn, record) for record in records]
    ready += [_unnamed(conn, circle, story) for story in form.unnamed]
    inquiries = _inquiries(circle, form, ready)
    removed = _removed(conn, circle.id, ready)
    if staying.stays(circle):
        ready, gone = staying.names_out(conn, circle.id, ready)
        removed = [*gone, *(one for one in removed if one.kind == "story")]
    stories = [record.id for record in (*ready, *removed) if record.kind == "story"]
    noes = withdrawals.of_circle(conn, circle.id, stories)
    if names is NamesOnPaper.AS_TYPED:  # what is not understood cannot be held to another rule
        added = _additions(conn, ready)
    else:
        added = [
            *event_details.added(conn, ready),
            *circle_details.added(conn, ready),
            *action_reviews.added(conn, ready, names),
            *checkouts.added(conn, ready),
        ]
    added = checkouts.of_one_circle(added, sealed=sealed)
    derived = [*inquiries, *_line(conn, circle, names, device)]
    known = {one.id for one in derived}
    ready += [
        one for one in added if one.id not in known and not circle_details.stays_behind(one, circle)
    ]
    ready += [*derived, *noes]
    return Leave(circle.id, tuple(under_rule(ready, names)), tuple(removed))


def _line(
    conn: sqlite3.Connection, circle: Circle, names: NamesOnPaper, device: str
) -> list[Record]:
    """What says which meeting of its line a circle of this laptop is; inside paper that names
    people by a rule, without who was not there.
    """
    said = circle_details.line_as_it_leaves(conn, circle, device)
    as_typed = names is NamesOnPaper.AS_TYPED
    return said if as_typed else [circle_details.without_people(one) for one in said]


def _inquiries(circle: Circle, form: "Leaving", ready: Iterable[Record]) -> list[Record]:
    """What says of the stories that leave which of them are inquiries of a meeting."""
    own = {one.id for one in circle.meeting.inquiries} if circle.meeting else set()
    kept = {one.id: one for one in circle.stories if one.id in own}
    unnamed = {one.left_as or one.id for one in kept.values()} & {s.id for s in form.unnamed}
    named = form.circle.meeting.left_as if form.circle.meeting else frozenset()
    return [
        circle_details.inquiry_of(one)
        for one in ready
        if one.kind == "story" and one.id in (unnamed | named)
    ]


def pack_of(conn: sqlite3.Connection, event: Event) -> Leave:
    """The content of an event pack: the event, and the names known for its circles."""
    names = tables.read_all(conn, "invited", "event = ?", [event.id])
    ready = [_versioned(conn, event_record(event)), *names]
    added = (one for one in _additions(conn, ready) if not checkouts.is_checkout(one))
    return Leave("", (*ready, *added), ())


def _additions(conn: sqlite3.Connection, ready: Iterable[Record]) -> list[Record]:
    """What was added to the records that leave, in the order of their ids: not what is of the
    event's report alone.
    """
    found: list[Record] = []
    for record in ready:
        found += tables.read_all(conn, "addition", "belongs = ?", [record.id])
    found = [one for one in found if not report_parts.is_part(one)]
    return sorted(found, key=lambda addition: addition.id)


def note_left(conn: sqlite3.Connection, leave: Leave) -> None:
    """Remember which stories have left, so that they can be withdrawn, and what was said of a line
    of meetings.
    """
    for record in leave.records:
        if record.kind == "story":
            _note(conn, leave.circle, record, _words(record))
    for record in leave.removed:
        if record.kind == "story":
            _note(conn, leave.circle, record, _WITHDRAWN)
    staying.note_names(conn, leave.circle, leave.records, leave.removed)
    circle_details.note_line(conn, leave.records)
    checkouts.note_left(conn, leave.records)


def what_left(conn: sqlite3.Connection) -> Rows:
    """All that is noted of what has left a library."""
    return {
        table: [dict(row) for row in conn.execute(f"SELECT * FROM [{table}]")]  # noqa: S608
        for table in ("left", "exported", "carried", "withdrawn", "owed", "checkout_group")
    }


def carry_over(conn: sqlite3.Connection, rows: Rows) -> None:
    """Note in a library what has left another of the same laptop; what both know is joined."""
    for row in rows.get("exported", ()):
        values = [row["circle"], row["at"], row["name"], row["digest"]]
        conn.execute(
            "INSERT OR REPLACE INTO exported (circle, at, name, digest) VALUES (?, ?, ?, ?)", values
        )
    for row in rows.get("carried", ()):
        note_carried(conn, row["name"], row["at"], [row["story"]])
    checkouts.note_shown(conn, rows.get("checkout_group", ()))
    known_then = consent_state.all_ended(conn)
    for row in rows.get("withdrawn", ()):
        consent_state.end(conn, consent_state.to_ended(row))
    device = new_id()
    consent_state.narrow(conn, consent_state.all_ended(conn).values(), device, known_then)
    for row in rows.get("owed", ()):  # a copy that owes an erasing is not put back as it is
        one = erasure.to_owed(row)
        one.erasure.strike(conn, device)
        erasure.keep(conn, one)
    for row in rows.get("left", ()):
        version: Version = json.loads(row["version"])
        known = conn.execute("SELECT * FROM left WHERE id = ?", [row["id"]]).fetchone()
        words = row["words"]
        if known is not None:
            there: Version = json.loads(known["version"])
            if compare(version, there) is Order.NEWER:
                words = known["words"]
            version = joined(version, there)
        _note(conn, row["circle"], Record("story", row["id"], {}, version), words)


def note_carried(conn: sqlite3.Connection, name: str, at: str, stories: Iterable[str]) -> None:
    """Note which of this laptop's stories a file carries. at: ISO time.

    A story without names is noted by its own id here, which is not in the file.
    """
    for id_ in stories:
        own = conn.execute("SELECT id FROM story WHERE left_as = ?", [id_]).fetchone()
        row = [own["id"] if own else id_, at, name]
        conn.execute("INSERT OR REPLACE INTO carried (story, at, name) VALUES (?, ?, ?)", row)


def carriers(conn: sqlite3.Connection, story: str) -> list[tuple[str, str]]:
    """When (ISO) and under what name files that carry a story were written here."""
    sql = "SELECT at, name FROM carried WHERE story = ? ORDER BY at, name"
    return [(row["at"], row["name"]) for row in conn.execute(sql, [story])]


def _note(conn: sqlite3.Connection, circle: str, record: Record, words: str | None) -> None:
    row = [record.id, circle, version_text(record.version), words]
    conn.execute(
        "INSERT OR REPLACE INTO left (id, circle, version, words) VALUES (?, ?, ?, ?)", row
    )


def _words(record: Record) -> str:
    """A digest of what a story says, whatever its version."""
    return digest(record.kind, record.id, record.fields, {})


def _versioned(conn: sqlite3.Connection, record: Record) -> Record:
    kept = tables.read(conn, record.kind, record.id)
    private = PRIVATE.get(record.kind, ())
    fields = {key: value for key, value in record.fields.items() if key not in private}
    if kept is not None and record.kind in ("member", "action") and not kept.removed:
        # Its own place, also where two laptops gave one place to two: one version says one thing.
        fields["place"] = kept.fields["place"]
    return replace(record, fields=fields, version=kept.version if kept else {})


def _unnamed(conn: sqlite3.Connection, circle: Circle, story: Story) -> Record:
    """A story without names: nothing that could be linked to its laptop, circle or teller.

    Its version counts how often it has left in other words, not how often it was changed here;
    each wording counts under a name of its own, so that a copy of this library which left it in
    other words did not know ours, however often it changed them.
    """
    fields = words_fields(story)
    if circle.event is not None:
        fields["event"] = circle.event
    record = Record("story", story.id, fields, {})
    left = conn.execute("SELECT * FROM left WHERE id = ?", [story.id]).fetchone()
    last: Version = json.loads(left["version"]) if left is not None else {}
    if last and left["words"] in (None, _words(record)):
        return replace(record, version=last)
    return replace(record, version=bumped(last, _name_of_words(conn, record)))


def counts_wordings(record: Record) -> bool:
    """Whether a version counts wordings, as that of a story without names does, and no laptops."""
    return all(name.split("/", 1)[0] == record.id for name in record.version)


def keep_secret(conn: sqlite3.Connection) -> None:
    """Make the library's own secret, if it has none, from which the names of wordings are
    derived.
    """
    conn.execute("INSERT OR IGNORE INTO setting VALUES (?, ?)", [_SETTING, new_id()])


def _name_of_words(conn: sqlite3.Connection, record: Record) -> str:
    """The name under which a wording counts: it says nothing of the laptop, and words that were
    hidden since cannot be found from it by trying, as nobody else knows the secret.
    """
    row = conn.execute("SELECT value FROM setting WHERE name = ?", [_SETTING]).fetchone()
    if row is None:  # nothing was changed here yet
        return record.id
    source = f"{record.id} {_words(record)}".encode()
    name = hmac.new(str(row["value"]).encode(), source, "sha256").hexdigest()
    return f"{record.id}/{name[:16]}"


def _removed(conn: sqlite3.Connection, circle: str, ready: list[Record]) -> list[Record]:
    """Tombstones: parts removed here (stories only if they had left), and stories withdrawn."""
    here = {record.id for record in ready}
    sql = "SELECT * FROM removed WHERE circle = ? AND kind IN ('member', 'action')"
    tombstones = [tombstone(row) for row in conn.execute(sql, [circle])]
    for row in conn.execute("SELECT * FROM left WHERE circle = ?", [circle]):
        if row["id"] not in here and row["words"] not in staying.NAMES:
            version = _beyond(conn, row)
            tombstones.append(Record("story", row["id"], {}, version, removed=True))
    return sorted(tombstones, key=lambda record: (record.kind, record.id))


def tombstone(row: sqlite3.Row) -> Record:
    """The tombstone of a row of `removed` as it is in a file: that of a part of a circle names the
    circle.
    """
    fields = {"circle": row["circle"]} if row["kind"] in IN_CIRCLE else {}
    return Record(row["kind"], row["id"], fields, json.loads(row["version"]), removed=True)


def _beyond(conn: sqlite3.Connection, row: sqlite3.Row) -> Version:
    """A version that wins over the copy that left, and not over a later yes of its teller."""
    id_, left = row["id"], json.loads(row["version"])
    kept = tables.read(conn, "story", id_)
    if kept is not None and compare(left, kept.version) is Order.NEWER:
        return kept.version
    known = joined(left, kept.version) if kept else dict(left)
    if row["words"] == _WITHDRAWN and known == left:
        return known
    return {**known, id_: known.get(id_, 0) + 1}
