"""Counts of agencies: what of them may leave a circle, and what of them an event may say.

A person's agency never leaves. Where the facilitator ticks it, the circle's counts do; an event's
report says their sums, and of fewer than five people of one agency only that.
"""

from collections.abc import Iterable

from msgspec.structs import replace

from storycircle.core.model import AgencyCount, Circle, Gathered, Member

FEWEST_COUNTED = 5
"""Fewer people of one agency are not counted out: each of them might be known by it."""
FEWER = 0
"""The count of an agency of fewer people than that."""


def counts_of(members: Iterable[Member]) -> tuple[AgencyCount, ...]:
    """How many of these people are of each agency, by its name; who has none is not counted."""
    return _joined(AgencyCount(member.agency, 1) for member in members if member.agency.strip())


def leaving_counts(circle: Circle) -> tuple[AgencyCount, ...]:
    """The counts of a circle that may leave: its members' where the facilitator ticked it, else
    those that left another laptop already. None of a learning set's meeting.
    """
    if circle.meeting is not None and circle.meeting.stays:
        return ()
    return counts_of(circle.members) if circle.send_agencies else circle.agencies


def sums_of(gathered: Gathered) -> tuple[AgencyCount, ...]:
    """What an event may say of the counts its circles sent: the largest sum first, then by name
    the agencies of fewer than five people. Where no circle sent any, what is known of the event.
    """
    joined = _joined(count for circle in gathered.circles for count in leaving_counts(circle))
    sums = [one if one.people >= FEWEST_COUNTED else replace(one, people=FEWER) for one in joined]
    ordered = sorted(sums, key=lambda one: (-one.people, one.agency.casefold()))
    return tuple(ordered) or gathered.agencies


def _joined(counts: Iterable[AgencyCount]) -> tuple[AgencyCount, ...]:
    """One count an agency: names that differ by case or spaces alone are one agency's."""
    found: dict[str, AgencyCount] = {}
    for count in counts:
        key = " ".join(count.agency.split()).casefold()
        known = found.get(key, AgencyCount(" ".join(count.agency.split()), 0))
        found[key] = AgencyCount(known.agency, known.people + count.people)
    return tuple(found[key] for key in sorted(found))
