"""What each kind of file holds, as its writer writes it; a file that holds anything else is none.

A file of a circle comes from `withdrawing.leave_of`, from `handing_on` (as it came, and one for
each further copy) and inside a sheet. A pack comes from `withdrawing.pack_of`, an event handed on
and the withdrawals from `handing_on`.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from storycircle.core import bounds
from storycircle.core.merging import Record
from storycircle.core.model import LARGEST

_MANY = bounds.MOST_CIRCLES * LARGEST


@dataclass(frozen=True, slots=True)
class FileKind:
    """How many records of each kind a file holds at most, and the tombstones of which kinds."""

    records: Mapping[str, int]
    removed: frozenset[str]


CIRCLE = FileKind(
    {
        "event": 1,
        "circle": 1,
        "member": bounds.MOST_PARTS,
        "story": bounds.MOST_PARTS,
        "action": bounds.MOST_PARTS,
        "placement": bounds.MOST_PARTS,
        "addition": _MANY,
    },
    frozenset({"member", "action", "story"}),
)
"""A circle, as its own laptop hands it over or as an organiser hands it on."""
EVENT = FileKind(
    {"event": 1, "invited": bounds.MOST_CIRCLES, "story": _MANY, "addition": _MANY}, frozenset()
)
"""An event pack, or an event handed on with its stories without names."""
REST = FileKind({"story": _MANY, "addition": _MANY}, frozenset({"member", "action", "story"}))
"""What was withdrawn, what is gone of circles that are not in the archive, and stories without
names of events that are not in it either.
"""
IN_CIRCLE = frozenset({"member", "action"})
"""The kinds whose tombstones name their circle. That of a story does not: one without names is
not told together with its circle."""
_MOST_REMOVED = _MANY


def kind_of(records: Sequence[Record]) -> FileKind:
    """The kind of a file, by the records it holds."""
    held = {record.kind for record in records}
    if "circle" in held:
        return CIRCLE
    return EVENT if held & {"event", "invited"} else REST


def check(records: Sequence[Record], removed: Sequence[Record]) -> None:
    """Raise ValueError where no writer of ours writes these into one file."""
    kind = kind_of(records)
    counts = Counter(record.kind for record in records)
    if any(count > kind.records.get(held, 0) for held, count in counts.items()):
        raise ValueError(counts)
    if len(removed) > _MOST_REMOVED or not {gone.kind for gone in removed} <= kind.removed:
        raise ValueError(len(removed))
    ids = Counter(record.id for record in (*records, *removed))
    if any(count > 1 for count in ids.values()):
        raise ValueError(len(ids))  # an id is of one record, of one kind, and it is there or gone
    heads = {record.id for record in records if record.kind == "circle"}
    for record in records:
        inside = (record.fields.get("circle"), record.fields.get("under"))
        if not {place for place in inside if place} <= heads:
            raise ValueError(record.id)
    for gone in removed:
        named = gone.fields.get("circle")
        if (named is not None) != (gone.kind in IN_CIRCLE):
            raise ValueError(gone.id)
        if heads and named is not None and named not in heads:
            raise ValueError(gone.id)
