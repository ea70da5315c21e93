"""How many people a learning set had at each meeting, without a name: for its report.

It says no more than what was ticked to leave: a meeting of which nobody ticked who was there has
neither number nor month, and where one has none, nobody's line through the meetings can be drawn. A
reason to leave is there only where reasons were ticked.
"""

from collections.abc import Iterable

from msgspec import Struct

from storycircle.core.lines.records import AtMeeting, Came, LineKind, Meeting, Ticked
from storycircle.core.meetings.next_meeting import in_order
from storycircle.core.model import Circle

MOST_PEOPLE, MOST_MEETINGS = 20, 14
"""Beyond these only the numbers are drawn."""


class PersonLine(Struct, frozen=True):
    """One person through the meetings, without a name. came: how they stood to each, up to the last
    at which they were a member. reason: why they left; empty where they did not, or it stays.
    """

    first: int
    came: tuple[Came, ...]
    reason: str = ""

    @property
    def last(self) -> int:
        """The place of the last meeting at which they were a member, from 0."""
        return self.first + len(self.came) - 1


class Membership(Struct, frozen=True):
    """The members of a learning set. lines: who left earliest first, then the others in an order
    that is not that of the seats; none where not all may be drawn.
    """

    meetings: tuple[AtMeeting, ...]
    lines: tuple[PersonLine, ...] = ()


def membership_of(circles: Iterable[Circle]) -> Membership | None:
    """The membership of a learning set, of whose meetings these are whole records; None where they
    are no such meetings, or nobody ticked that anything of it may leave.
    """
    held = [(c, c.meeting) for c in in_order(circles) if c.meeting is not None]
    known = [(c, m) for c, m in held if not m.of_file and m.line.kind is LineKind.LEARNING_SET]
    if not known or len(known) < len(held):
        return None
    every = [Ticked.APOLOGIES in meeting.ticked for _circle, meeting in known]
    meetings = tuple(
        AtMeeting(circle.date[:7], len(circle.members)) if ticked else AtMeeting("", None)
        for (circle, _meeting), ticked in zip(known, every, strict=True)
    )
    if not any(every):
        return None
    lines = _lines([meeting for _circle, meeting in known]) if all(every) else ()
    many = len(lines) > MOST_PEOPLE or len(meetings) > MOST_MEETINGS
    return Membership(meetings, () if many else lines)


def _lines(meetings: list[Meeting]) -> tuple[PersonLine, ...]:
    seats: dict[str, dict[int, Came]] = {}
    reasons: dict[str, str] = {}
    for place, meeting in enumerate(meetings):
        for one in meeting.people:
            if one.came is not Came.LEFT:
                seats.setdefault(one.person, {})[place] = one.came
                reasons.pop(one.person, None)
            elif one.person not in reasons:
                reasons[one.person] = one.reason if Ticked.REASONS in meeting.ticked else ""
    found = [
        PersonLine(
            min(there),
            tuple(there.get(at, Came.LEFT) for at in range(min(there), max(there) + 1)),
            reasons.get(person, ""),
        )
        for person, there in seats.items()
    ]
    # By what a line shows alone: who shows the same cannot be told apart.
    return tuple(sorted(found, key=lambda one: (one.last, one.first, one.came, one.reason)))
