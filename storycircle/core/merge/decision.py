"""Which of two versions of a record stands.

The merge decision for one record, pure; the store applies it.

Dominating wins, equal is the same, concurrent keeps both, shows one by a fixed rule and asks a
person. A removal is a record too (a tombstone without content) and wins over every older copy.
Equal versions with other words come of a library that was copied: two laptops counted under one
name, and neither knew the other.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from storycircle.core.versioned_record import Order, Record, Version, bumped, compare, joined


class Outcome(StrEnum):
    """What became of a record or a file that was merged."""

    NEW = "new"
    SAME = "same"
    UPDATED = "updated"
    OLDER = "older"
    LOOK = "needs a look"


@dataclass(frozen=True, slots=True)
class Decision:
    """What to do with their copy of a record.

    keep: the copy that stands afterwards. other: the copy kept beside it for a person to look
    at, where the two were made without knowing each other.
    """

    outcome: Outcome
    keep: Record
    other: Record | None = None


def decide(ours: Record | None, theirs: Record) -> Decision:
    """What stands after merging their copy of one record with ours."""
    if ours is None:
        return Decision(Outcome.NEW, theirs)
    order = _order(ours, theirs)
    same_words = ours.content() == theirs.content()
    if order is Order.NEWER:
        outcome = Outcome.SAME if same_words else Outcome.UPDATED
        return Decision(outcome, theirs)
    if order is Order.OLDER:
        return Decision(Outcome.OLDER, ours)
    if order is Order.SAME:
        return Decision(Outcome.SAME, ours)
    if same_words:
        return Decision(Outcome.SAME, replace(ours, version=joined(ours.version, theirs.version)))
    return _beside(ours, theirs)


def _order(ours: Record, theirs: Record, *, twin: bool = False) -> Order:
    """How their copy stands to ours. One version of two wordings is two that did not know each
    other, and so is what a twin of this laptop added to the words it counts as ours.
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


def _beside(ours: Record, theirs: Record) -> Decision:
    """Two copies, neither of which knew the other. A removal stands; else see `_shown_first`."""
    if ours.removed != theirs.removed:
        # The removal keeps its own version: who made it can take it back.
        return Decision(Outcome.SAME, ours) if ours.removed else Decision(Outcome.UPDATED, theirs)
    shown, other = sorted((ours, theirs), key=_shown_first, reverse=True)
    return Decision(Outcome.LOOK, shown, other)


def settle(
    copies: Sequence[Record], theirs: Record, *, twin: bool = False
) -> tuple[Outcome, tuple[Record, ...]]:
    """All copies of one record that stand after theirs has come, the one to show first.

    copies: those that stood before, none of which knew another; two of the same words count as
    two, for a later change may have known only one. twin: see `is_from_twin`. The same copies in
    any order, as often as one likes, end in the same words.
    """
    if not copies:
        return Outcome.NEW, (theirs,)
    orders = [_order(copy, theirs, twin=twin) for copy in copies]
    if Order.SAME in orders or Order.OLDER in orders:
        return (Outcome.SAME if Order.SAME in orders else Outcome.OLDER), tuple(copies)
    kept, apart = theirs, []
    for copy, order in zip(copies, orders, strict=True):
        if order is Order.CONCURRENT:
            if _one_stands(copy, theirs):
                kept = copy if copy.removed and not kept.removed else decide(copy, kept).keep
            else:
                apart.append(copy)
    after = tuple(sorted((*apart, kept), key=_shown_first, reverse=True))
    before = {copy.content() for copy in copies}
    if before == {copy.content() for copy in after}:
        return Outcome.SAME, after
    look = apart and kept.content() not in before
    return (Outcome.LOOK if look else Outcome.UPDATED), after


def _one_stands(copy: Record, other: Record) -> bool:
    """Whether of two that did not know each other one is simply taken: two removals are one, and
    a removal stands. Not over a story: its teller may have been asked anew, so a person looks.
    """
    if copy.removed and other.removed:
        return True
    return (copy.removed or other.removed) and copy.kind != "story"


def settled(copies: Sequence[Record], fields: Mapping[str, object], device: str) -> Record:
    """The record a person settled on, as one more change on a device that knew all copies.

    So it wins wherever any of them is merged. What a teller allowed is not an editor's to widen:
    of a story the strictest sharing stands.
    """
    version: Version = {}
    for copy in copies:
        version = joined(version, copy.version)
    kept = dict(fields)
    allowed = [copy.fields["sharing"] for copy in copies if "sharing" in copy.fields]
    if allowed:
        kept["sharing"] = min((str(a) for a in allowed), key=_STRICTEST.index)
    return Record(copies[0].kind, copies[0].id, kept, bumped(version, device))


_STRICTEST = ("stays", "anonymous", "named")


def _shown_first(record: Record) -> tuple[bool, bool, str, int, str]:
    """The rule for which of two is shown: one that is gone, the stricter sharing, then the greater
    text.

    It looks at content alone, so that every laptop shows the same one. Of one story's places the
    greater is that at home.
    """
    stricter = record.fields.get("sharing") != "named"
    place = record.fields.get("place")
    place = place if isinstance(place, int) else 0
    return record.removed, stricter, record.content(), place, repr(sorted(record.version.items()))
