"""Whether a teller's yes stands against the noes that are known: the one rule every way in asks.

Only a teller widens; a machine never does. A no, a withdrawal or an erasure that is known anywhere
stands against every yes that did not know it (Emory ETHOS guidelines: consent is asked anew).

A yes is known by the id under which it leaves and the proof of its withdrawal code; each new yes
has another code. A no is kept as the yes that it ended: so it holds wherever that yes turns up
again, in a copy of the library, an old file or another organiser's archive. Whether it was ended
by its code matters where another yes turns up: one that was asked for where nobody had heard of
the withdrawal waits for a person.
"""

from collections.abc import Collection, Iterable
from enum import Enum, auto
from typing import NamedTuple

from storycircle.core.consent.withdrawal_code import proof_of
from storycircle.core.model import Sharing, Story
from storycircle.core.versioned_record import Record


class Yes(NamedTuple):
    """A teller's leave for one story. id: under which it leaves. proof: of its withdrawal code."""

    id: str
    proof: str


class No(NamedTuple):
    """The end of one yes under an id. proof: of the code of that yes. by_code: whether it was
    withdrawn by the code; else its teller chose otherwise, or it was erased.
    """

    proof: str
    by_code: bool


class Verdict(Enum):
    """What becomes of a yes that comes in."""

    STANDS = auto()
    ENDED = auto()  # it was taken back, withdrawn or erased
    UNAWARE = auto()  # it is another yes, and does not know of the no: a person has to look


def verdict(yes: Yes, noes: Collection[No], aware_of: Collection[No] = ()) -> Verdict:
    """What becomes of a yes that comes in by any way.

    noes: all that are known under its id. aware_of: those of which whoever brings it knew; who
    knew of a withdrawal by its code knew that the yes had ended.
    """
    if any(no.proof == yes.proof for no in noes):
        return Verdict.ENDED
    aware = {*aware_of, *(No(no.proof, by_code=False) for no in aware_of)}
    return Verdict.STANDS if aware.issuperset(noes) else Verdict.UNAWARE


def yes_of(story: Story) -> Yes | None:
    """The leave that a story has; None where it stays."""
    if story.sharing is Sharing.STAYS:
        return None
    outside = story.id if story.sharing is Sharing.NAMED else story.left_as or story.id
    return Yes(outside, proof_of(outside, story.code) or story.proof)


def yes_in(record: Record) -> Yes:
    """The leave with which the record of a story travels."""
    return Yes(record.id, str(record.fields.get("proof", "")))


_WIDENING = (Sharing.STAYS, Sharing.ANONYMOUS, Sharing.NAMED)


def strictest(sharings: Iterable[Sharing]) -> Sharing:
    """The strictest sharing of all copies of one story."""
    return min(sharings, key=_WIDENING.index)


def ended_by(before: Story | None, after: Story | None) -> Yes | None:
    """The yes that a change of a story ended; None where it goes on, or there was none.

    A yes that never had a code goes on as the one that gives it one.
    """
    old = yes_of(before) if before else None
    new = yes_of(after) if after else None
    if old is None or old == new:
        return None
    got_a_code = new is not None and new.id == old.id and not old.proof
    return None if got_a_code else old
