"""What of a file waits for a person's confirmation, and what no file may do to the library.

A file that changes an event's title or its keys, moves a circle to another event, removes a name or
an action that none of the laptops in its own history removed, adds an action to the few a circle
can have, or is of a circle that was removed here, is merged but for that: merged again with the
confirmation, the rest of it is taken in. A no never waits.
"""

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import reduce

from msgspec import Struct, field

from storycircle.core.error_sentences import Refused
from storycircle.core.i18n import _
from storycircle.core.merge.decision import Outcome, settle
from storycircle.core.model import MOST_ACTIONS, may_commit
from storycircle.core.text import fingerprint
from storycircle.core.versioned_record import Record
from storycircle.store import tables
from storycircle.store.consent import withdrawals
from storycircle.store.exchange import adoption
from storycircle.store.exchange.from_paper import is_from_paper
from storycircle.store.exchange.record_checks import IN_CIRCLE
from storycircle.store.rows import comparable

_MOST_SHOWN = 60  # letters of an action, to accept it by
_NUMBER = "number of removed: "
"""Before a circle's id: the setting with the event and the number of one that was removed here."""


class Waiting(Struct, frozen=True):
    """One thing that a person has to accept. text: in words. accepted_by: the values of --accept
    for it.
    """

    text: str
    accepted_by: tuple[str, ...]

    def accepted(self, accepted: "Accepted") -> bool:
        """Whether this, or all of its words, is among what is accepted."""
        if isinstance(accepted, Everything) or self in accepted:
            return True
        given = {_plain(one) for one in accepted if isinstance(one, str)}
        return all(_plain(wanted) in given for wanted in self.accepted_by)


class Everything(Collection[str | Waiting]):
    """Accepts whatever waits."""

    def __contains__(self, _item: object) -> bool:
        return True

    def __iter__(self) -> Iterator[str | Waiting]:
        return iter(())

    def __len__(self) -> int:
        return 0


Accepted = Collection[str | Waiting]
"""What a person accepts: by words, as on the command line, or one thing as it was said."""


class LookedThrough(Struct, frozen=True):
    """The records and tombstones of a file that wait, by their ids; the rest is merged. same: the
    ids of those that were found to be here as they are in the file, beside what is in conflict.
    """

    left_out: dict[str, Waiting] = field(default_factory=dict)
    same: set[str] = field(default_factory=set)


def looked_through(
    conn: sqlite3.Connection,
    records: Iterable[Record],
    removed: Iterable[Record],
    known: Collection[str],
    accepted: Accepted,
) -> LookedThrough:
    """What of a file waits, and what of it is here already. known: the ids of which the library
    knows anything. accepted: what a person has ticked.
    """
    records, removed = list(records), list(removed)
    head = next((record for record in records if record.kind == "circle"), None)
    titles = {
        record.id: str(record.fields["title"]) for record in records if record.kind == "event"
    }
    seen = LookedThrough()
    found = seen.left_out
    if head is not None and head.id in known and was_removed(conn, head.id):
        back = came_back(head.fields["number"])
        if not back.accepted(accepted):
            found |= {r.id: back for r in (*records, *removed) if not _outlives(r, titles)}
    for record in (*records, *removed):
        if record.id in known and record.id not in found:
            waiting = _waits(conn, record, titles, seen.same)
            if waiting is not None and not waiting.accepted(accepted):
                found[record.id] = waiting
    if head is not None and head.id in known and head.id not in found:
        for record, waiting in _one_too_many(conn, head, records, removed, found):
            if not waiting.accepted(accepted):
                found[record.id] = waiting
    return seen


def _waits(
    conn: sqlite3.Connection, theirs: Record, titles: Mapping[str, str], same: set[str]
) -> Waiting | None:
    """What of one record of a file waits; None where it is merged as it is. titles: those of the
    events in the same file. same: takes its id where it is here as it is there.
    """
    if theirs.kind not in ("event", "circle", *IN_CIRCLE):
        return None
    here = tables.read(conn, theirs.kind, theirs.id)
    if here is None or here.removed or not here.version:  # one of paper has no version
        return None
    ours = comparable(here)
    if ours == theirs:  # as the event is in each file but the first
        same.add(theirs.id)
        return None
    return None if _is_older(conn, theirs, ours) else _changes(conn, here, theirs, titles)


def _changes(
    conn: sqlite3.Connection, here: Record, theirs: Record, titles: Mapping[str, str]
) -> Waiting | None:
    """What waits of a record that is another here. titles: as above."""
    if theirs.kind == "event":
        return _event(here, theirs)
    if theirs.kind == "circle":
        return _moved(conn, here, theirs, titles)
    return _taken_away(here, theirs) if theirs.removed else None


def _is_older(conn: sqlite3.Connection, theirs: Record, ours: Record) -> bool:
    copies = (ours, *tables.read_conflicting(conn, theirs.id))
    return settle(copies, theirs)[0] is Outcome.OLDER


# A circle that was removed here.


def note_removal(conn: sqlite3.Connection, circle: str) -> None:
    """Note that a circle was removed from this laptop. It is no tombstone: it does not travel,
    every version is newer, and it is deleted as the circle comes back.
    """
    sql = "INSERT OR REPLACE INTO removed (id, kind, circle, version) VALUES (?, 'circle', ?, '{}')"
    conn.execute(sql, [circle, circle])


def note_number(conn: sqlite3.Connection, circle: str) -> None:
    """Note the number of a circle that is being removed, as its file or its paper may come
    again.
    """
    row = conn.execute("SELECT event, number FROM circle WHERE id = ?", [circle]).fetchone()
    if row is not None:
        values = [_NUMBER + circle, json.dumps([row["event"], row["number"]])]
        conn.execute("INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)", values)


def removed_numbers(conn: sqlite3.Connection, event: str) -> frozenset[int]:
    """The numbers of the circles of an event that were removed from this laptop."""
    sql = "SELECT value FROM setting WHERE instr(name, ?) = 1"
    rows = [json.loads(row["value"]) for row in conn.execute(sql, [_NUMBER])]
    return frozenset(number for of_event, number in rows if of_event == event)


def forget_numbers(conn: sqlite3.Connection, event: str) -> None:
    """Forget the numbers of the circles that were removed of an event that is removed too."""
    sql = "DELETE FROM setting WHERE instr(name, ?) = 1 AND json_extract(value, '$[0]') = ?"
    conn.execute(sql, [_NUMBER, event])


def was_removed(conn: sqlite3.Connection, circle: str) -> bool:
    """Whether a circle was removed from this laptop, and has not come back since."""
    sql = "SELECT 1 FROM removed WHERE id = ? AND kind = 'circle'"
    return conn.execute(sql, [circle]).fetchone() is not None


def forget_removal(conn: sqlite3.Connection, circle: str) -> None:
    """A circle comes back as one that was never here."""
    conn.execute("DELETE FROM removed WHERE id = ? AND kind = 'circle'", [circle])
    conn.execute("DELETE FROM setting WHERE name = ?", [_NUMBER + circle])


def came_back(number: object) -> Waiting:
    """What a person has to accept where a removed circle comes again."""
    text = _("circle {number} was removed from this laptop and would come back", number=number)
    return Waiting(text, (f"circle {number}",))


def _outlives(record: Record, events: Collection[str]) -> bool:
    """Whether a record of a removed circle's file is merged all the same: what is the event's,
    and every no.
    """
    if record.removed:
        return record.kind == "story"
    if record.kind == "addition":
        of_event = record.fields.get("belongs") in events
        return of_event or withdrawals.ended_in(record) is not None
    return record.kind == "event"


# What changes.


def _event(here: Record, theirs: Record) -> Waiting | None:
    title, new = str(here.fields["title"]), str(theirs.fields["title"])
    found = [_sealed_otherwise(title, new, here, theirs)]
    if title != new:
        text = _("the event “{title}” would be called “{new}”", title=title, new=new)
        found.append(Waiting(text, (new,)))
    waits = [one for one in found if one is not None]
    if len(waits) < 2:
        return next(iter(waits), None)
    both = _("{change}, and {another}", change=waits[0].text, another=waits[1].text)
    words = (word for one in waits for word in one.accepted_by)
    return Waiting(both, tuple(dict.fromkeys(words)))


def _sealed_otherwise(title: str, new: str, here: Record, theirs: Record) -> Waiting | None:
    """What waits of a pack whose keys differ; None where they are the same."""
    keys = json.loads(str(theirs.fields["recipients"]))
    if set(keys) == set(json.loads(str(here.fields["recipients"]))):
        return None
    prints = tuple(fingerprint(key) for key in keys)
    if not prints:
        return Waiting(_("“{event}” would be sealed to no key", event=title), (new,))
    both = reduce(lambda some, key: _("{keys} and {key}", keys=some, key=key), prints)
    return Waiting(_("“{event}” would be sealed to {keys}", event=title, keys=both), prints)


def _moved(
    conn: sqlite3.Connection, here: Record, theirs: Record, titles: Mapping[str, str]
) -> Waiting | None:
    old, new = (str(record.fields.get("event", "")) for record in (here, theirs))
    if not old or old == new or (new and adoption.into(conn, new) == old):
        return None
    event = tables.read(conn, "event", new) if new else None
    title = str(event.fields["title"]) if event and not event.removed else titles.get(new, "")
    number = here.fields["number"]
    if title:
        text = _("circle {number} would move to “{event}”", number=number, event=title)
        return Waiting(text, (title,))
    text = _("circle {number} would move out of its event", number=number)
    return Waiting(text, (f"circle {number}",))


def _taken_away(here: Record, theirs: Record) -> Waiting | None:
    """What waits of a removal; None where the laptop that made it, by its version, had worked on
    the record before.
    """
    took = {device for device, n in theirs.version.items() if n > here.version.get(device, 0)}
    if took <= here.version.keys():
        return None
    removed = _short(str(here.fields["name" if here.kind == "member" else "text"]))
    text = _("another laptop than its own takes “{words}” away", words=removed)
    return Waiting(text, (removed,))


def _one_too_many(
    conn: sqlite3.Connection,
    head: Record,
    records: Iterable[Record],
    removed: Iterable[Record],
    waiting: Collection[str],
) -> Iterator[tuple[Record, Waiting]]:
    """The actions of a file that would push another of a circle's out of the few it can have."""
    new = [r for r in records if r.kind == "action" and _comes_anew(conn, r)]
    if not new or is_from_paper(conn, head.id):
        return
    going = {r.id: r for r in removed if r.kind == "action" and r.id not in waiting}
    stay = [
        action
        for action in tables.read_all(conn, "action", "circle = ?", [head.id])
        if action.id not in going or not _wins(action, going[action.id])
    ]
    for record in sorted(new, key=_by_place):
        if may_commit(len(stay) + 1):
            stay.append(record)
            continue
        out = _short(str(sorted((*stay, record), key=_by_place)[MOST_ACTIONS].fields["text"]))
        own = _short(str(record.fields["text"]))
        number = head.fields["number"]
        text = _(
            "circle {number} has its three actions: “{action}” would come in, and “{other}” would "
            "go out",
            number=number,
            action=own,
            other=out,
        )
        if out == own:
            text = _(
                "circle {number} has its three actions: “{action}” would be one more",
                number=number,
                action=own,
            )
        yield record, Waiting(text, (own,))


def _comes_anew(conn: sqlite3.Connection, theirs: Record) -> bool:
    """Whether merging an action makes one more."""
    here = tables.read(conn, theirs.kind, theirs.id)
    if here is None:
        return True
    return here.removed and _wins(here, theirs)


def _wins(here: Record, theirs: Record) -> bool:
    """Whether their copy is shown after a merge, where one of the two is a removal."""
    return settle([comparable(here)], theirs)[1][0].removed is theirs.removed


def _by_place(action: Record) -> tuple[int, str]:
    place = action.fields["place"]
    assert isinstance(place, int)  # noqa: S101 (circle_file.read has checked every type)
    return place, action.id


def _short(text: str) -> str:
    return text if len(text) <= _MOST_SHOWN else f"{text[: _MOST_SHOWN - 1].rstrip()}…"


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def refuse_conflicts(
    conn: sqlite3.Connection,
    name: str,
    records: Iterable[Record],
    known: Mapping[str, Collection[str]],
) -> None:
    """Raise Refused where a file of this name knows a record under another circle than here, or
    as another kind. known: the ids of which the library knows anything, with their kinds there.
    """
    every = list(records)
    head = next((record.id for record in every if record.kind == "circle"), None)
    met = [record for record in every if record.id in known or record.kind == "placement"]
    if any({*known.get(record.id, ())} - {record.kind} for record in met):
        raise Refused("conflicting-file", name=name)
    if any(_elsewhere(conn, record, head) for record in met):
        raise Refused("conflicting-file", name=name)


def _elsewhere(conn: sqlite3.Connection, record: Record, head: str | None) -> bool:
    """Whether a record is in another circle here than the file says."""
    if record.kind == "placement":
        here, named = tables.read(conn, "action", str(record.fields["action"])), head
    elif record.kind == "story" and not record.removed:
        return False  # a document may have brought it under another circle: it stands there
    elif record.kind in (*IN_CIRCLE, "story"):
        here = tables.read(conn, record.kind, record.id)
        named = str(record.fields.get("circle", "")) or None
    else:
        return False
    if here is None or here.removed:
        return False
    circle = here.fields.get("circle")
    if record.kind == "story" and record.removed:  # its tombstone names none: its file does
        return circle is not None and head not in (None, circle)
    return circle != named
