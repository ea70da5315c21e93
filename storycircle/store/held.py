"""What of a file waits for a person's tick, and what no file may do to what stands here.

A file that changes an event's title or its keys, moves a circle to another event, or takes away a
name or an action that none of the laptops in its own history took away, is merged but for that
record: merged again with the tick, the rest of it comes. A withdrawal never waits.
"""

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from storycircle.core.errors import Refused
from storycircle.core.fingerprints import fingerprint
from storycircle.core.merging import Record
from storycircle.core.versions import Order, compare
from storycircle.store import adopting, tables
from storycircle.store.file_kinds import IN_CIRCLE

_MOST_SAID = 60  # letters of an action, to accept it by


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that a person has to accept. accepted_by: what to give with --accept for it."""

    said: str
    accepted_by: tuple[str, ...]

    def accepted(self, accepted: Collection[str]) -> bool:
        """Whether all that is to be accepted is among these."""
        if isinstance(accepted, Everything):
            return True
        given = {_plain(one) for one in accepted}
        return all(_plain(wanted) in given for wanted in self.accepted_by)


class Everything(Collection[str]):
    """Accepts whatever waits."""

    def __contains__(self, _item: object) -> bool:
        return True

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


def waits(conn: sqlite3.Connection, theirs: Record) -> Waiting | None:
    """What of one record of a file waits; None where it is merged as it is."""
    if theirs.kind not in ("event", "circle", *IN_CIRCLE):
        return None
    here = tables.read(conn, theirs.kind, theirs.id)
    if here is None or here.removed or not here.version:  # one of paper has no version
        return None
    copies = (here, *tables.read_beside(conn, theirs.id))
    if any(compare(copy.version, theirs.version) is Order.OLDER for copy in copies):
        return None
    if theirs.kind == "event":
        return _event(here, theirs)
    if theirs.kind == "circle":
        return _moved(conn, here, theirs)
    return _taken_away(here, theirs) if theirs.removed else None


def _event(here: Record, theirs: Record) -> Waiting | None:
    title, new = str(here.fields["title"]), str(theirs.fields["title"])
    keys = json.loads(str(theirs.fields["recipients"]))
    if set(keys) != set(json.loads(str(here.fields["recipients"]))):
        prints = tuple(fingerprint(key) for key in keys)
        said = f"“{title}” would be sealed to {' and '.join(prints) or 'no key'}"
        return Waiting(said, prints or (new,))
    if title != new:
        return Waiting(f"the event “{title}” would be called “{new}”", (new,))
    return None


def _moved(conn: sqlite3.Connection, here: Record, theirs: Record) -> Waiting | None:
    old, new = (str(record.fields.get("event", "")) for record in (here, theirs))
    if not old or old == new or (new and adopting.into(conn, new) == old):
        return None
    event = tables.read(conn, "event", new) if new else None
    title = str(event.fields["title"]) if event and not event.removed else ""
    number = here.fields["number"]
    where = f"to “{title}”" if title else "out of its event"
    return Waiting(f"circle {number} would move {where}", (title or f"circle {number}",))


def _taken_away(here: Record, theirs: Record) -> Waiting | None:
    """Who took it away is in its version; it waits unless that laptop had worked on it before."""
    took = {device for device, n in theirs.version.items() if n > here.version.get(device, 0)}
    if took <= here.version.keys():
        return None
    words = _short(str(here.fields["name" if here.kind == "member" else "text"]))
    return Waiting(f"another laptop than its own takes “{words}” away", (words,))


def _short(text: str) -> str:
    return text if len(text) <= _MOST_SAID else f"{text[: _MOST_SAID - 1].rstrip()}…"


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
    held = list(records)
    head = next((record.id for record in held if record.kind == "circle"), None)
    if any({*known.get(record.id, ())} - {record.kind} for record in held):
        raise Refused("conflicting-file", name=name)
    met = (record for record in held if record.id in known or record.kind == "placement")
    if any(_elsewhere(conn, record, head) for record in met):
        raise Refused("conflicting-file", name=name)


def _elsewhere(conn: sqlite3.Connection, record: Record, head: str | None) -> bool:
    """Whether what stands here is in another circle than the file says."""
    if record.kind == "placement":
        here, said = tables.read(conn, "action", str(record.fields["action"])), head
    elif record.kind == "story" and not record.removed:
        return False  # a document may have brought it under another circle: it stands there
    elif record.kind in (*IN_CIRCLE, "story"):
        here = tables.read(conn, record.kind, record.id)
        said = str(record.fields.get("circle", "")) or None
    else:
        return False
    if here is None or here.removed:
        return False
    circle = here.fields.get("circle")
    if record.kind == "story" and record.removed:  # its tombstone names none: its file does
        return circle is not None and head not in (None, circle)
    return circle != said
