"""The one rule of which copy of a record wins a merge, pure; the store applies it.

A newer version wins, an equal one is the same, and of concurrent ones both are kept: a fixed rule
says which is shown, and a person decides. A removal is a record too (a tombstone without content)
and wins over every older copy. Equal versions with other words come of a library that was copied:
two laptops counted under one name, and neither knew the other.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from msgspec.structs import replace

from storycircle.core.consent.revocation import strictest
from storycircle.core.model import Sharing
from storycircle.core.versioned_record import Order, Record, Version, bumped, compare, joined


class Outcome(StrEnum):
    """What became of a record or a file that was merged."""

    NEW = "new"
    SAME = "same"
    UPDATED = "updated"
    OLDER = "older"
    LOOK = "look"


def _order(ours: Record, theirs: Record, *, twin: bool = False) -> Order:
    """The order of their copy's version to ours. One version of two wordings is concurrent, and so
    is what a twin of this laptop added to the words it counts as ours.
    """
    order = compare(ours.version, theirs.version)
    apart = order is Order.SAME or (twin and order is Order.NEWER)
    return Order.CONCURRENT if apart and ours.content() != theirs.content() else order


def is_from_twin(copies: Sequence[Record], theirs: Record, device: str) -> bool:
    """Whether another laptop counts under this one's name: their copy holds more of its changes
    than this library ever made, or as many with other words.

    Of what another laptop removed, nothing says how often it was changed here.
    """
    count = theirs.version.get(device, 0)
    if not copies or not count:
        return False
    ours = max(copy.version.get(device, 0) for copy in copies)
    if count > ours:
        return ours > 0 or not all(copy.removed for copy in copies)
    words = theirs.content()
    return any(copy.version == theirs.version and copy.content() != words for copy in copies)


def settle(
    copies: Sequence[Record], theirs: Record, *, twin: bool = False
) -> tuple[Outcome, tuple[Record, ...]]:
    """All copies of one record that are kept after theirs has come, the one to show first.

    copies: those kept before, none of which knew another; two of the same words count as two, for
    a later change may have known only one. twin: see `is_from_twin`. The same copies in any order,
    any number of times, end in the same words.
    """
    if not copies:
        return Outcome.NEW, (theirs,)
    orders = [_order(copy, theirs, twin=twin) for copy in copies]
    if Order.SAME in orders or Order.OLDER in orders:
        return (Outcome.SAME if Order.SAME in orders else Outcome.OLDER), tuple(copies)
    kept, apart = theirs, []
    for copy, order in zip(copies, orders, strict=True):
        if order is Order.CONCURRENT:
            if _one_stays(copy, theirs):
                kept = _removal_of(copy, kept)
            else:
                apart.append(copy)
    after = tuple(sorted((*apart, kept), key=_shown_first, reverse=True))
    before = {copy.content() for copy in copies}
    if before == {copy.content() for copy in after}:
        return Outcome.SAME, after
    undecided = apart and kept.content() not in before
    return (Outcome.LOOK if undecided else Outcome.UPDATED), after


def _one_stays(copy: Record, other: Record) -> bool:
    """Whether one of two concurrent copies is taken without a question: two removals are one, and
    a removal wins. Not over a story: its teller may have been asked anew, so a person decides.
    """
    if copy.removed and other.removed:
        return True
    return (copy.removed or other.removed) and copy.kind != "story"


def _removal_of(copy: Record, other: Record) -> Record:
    """The removal among two copies; of two removals one that knows both.

    A removal keeps its own version where the other copy is none: who made it can take it back.
    """
    if copy.removed and other.removed:
        shown = max(copy, other, key=_shown_first)
        return replace(shown, version=joined(copy.version, other.version))
    return copy if copy.removed else other


def changed(
    ours: Record | None, conflicting: Sequence[Record], device: str
) -> tuple[Version, list[Record]]:
    """The version of a record after one more change on a device, and the copies that the change
    does not settle.

    ours: the record before the change. conflicting: the other copies of it. One that this device
    itself wrote, or that says the same, was known to it. Every other waits for a person, also one
    of the same version.
    """
    version = dict(ours.version) if ours else {}
    words = ours.content() if ours and conflicting else ""
    unknown = []
    for copy in conflicting:
        if copy.content() == words or copy.version.get(device, 0) > version.get(device, 0):
            version = joined(version, copy.version)
        else:
            unknown.append(copy)
    return bumped(version, device), unknown


def settled(copies: Sequence[Record], fields: Mapping[str, object], device: str) -> Record:
    """The record a person settled on, as one more change on a device that knew all copies.

    So it wins wherever any of them is merged. An editor cannot widen a teller's consent: the
    strictest sharing of all copies is kept.
    """
    version: Version = {}
    for copy in copies:
        version = joined(version, copy.version)
    kept = dict(fields)
    allowed = [Sharing(str(copy.fields["sharing"])) for copy in copies if "sharing" in copy.fields]
    if allowed:
        kept["sharing"] = strictest(allowed).value
    return Record(copies[0].kind, copies[0].id, kept, bumped(version, device))


def _shown_first(record: Record) -> tuple[bool, bool, str, int, str]:
    """The order in which copies are shown: a removal, the stricter sharing, then the greater text.

    Content alone decides, so that every laptop shows the same one. Of one story's places the
    greater is that at home.
    """
    stricter = record.fields.get("sharing") != "named"
    place = record.fields.get("place")
    place = place if isinstance(place, int) else 0
    return record.removed, stricter, record.content(), place, repr(sorted(record.version.items()))
