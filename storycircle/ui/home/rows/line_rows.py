"""A line of meetings as one row of the first page: its people, meetings and next date."""

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from storycircle.core import i18n
from storycircle.core.i18n import _, n_
from storycircle.core.lines.records import Line
from storycircle.core.model import CircleSummary

MOST_DOTS = 12


class ListedLine(Struct, frozen=True):
    """A line with its meetings that are here, the earliest first. numbers: which of the line each
    of them is. open: they are shown below it.
    """

    line: Line
    meetings: tuple[CircleSummary, ...]
    numbers: tuple[int, ...]
    open: bool = False

    @property
    def id(self) -> str:
        return self.line.id

    @property
    def last(self) -> CircleSummary:
        """The latest meeting."""
        return self.meetings[-1]

    def number(self, circle: str) -> int:
        """Which meeting of the line a circle is."""
        ids = [one.id for one in self.meetings]
        return self.numbers[ids.index(circle)]


class Dot(Struct, frozen=True):
    """A meeting on the row of its line. to_come: it is the next one."""

    label: str
    to_come: bool = False


def listed_lines(
    lines: Iterable[Line],
    places: Mapping[str, tuple[str, int]],
    circles: Sequence[CircleSummary],
    opened: Iterable[str] = (),
) -> tuple[ListedLine, ...]:
    """The lines of which a meeting is here: the next to meet first, those without a date after
    them, by title.

    places: of each circle that is a meeting, its line and which meeting it is.
    """
    by_line: dict[str, list[CircleSummary]] = {}
    for circle in circles:
        if circle.id in places:
            by_line.setdefault(places[circle.id][0], []).append(circle)
    for meetings in by_line.values():
        meetings.sort(key=lambda one: (places[one.id][1], one.date, one.id))
    opened = frozenset(opened)
    found = [
        ListedLine(
            line,
            tuple(by_line[line.id]),
            tuple(places[one.id][1] for one in by_line[line.id]),
            line.id in opened,
        )
        for line in lines
        if line.id in by_line
    ]
    found.sort(key=lambda one: (not one.line.next, one.line.next, one.line.title, one.id))
    return tuple(found)


def about(listed: ListedLine, today: str) -> str:
    """How many people a line has, how many it had at first, and when it meets next."""
    now, first = listed.last.people, listed.meetings[0].people
    people = n_("{Count} person", "{Count} people", now)
    if first > now:
        people = n_(
            "{people}, {count} at first", "{people}, {count} at first", first, people=people
        )
    return i18n.joined((people, next_date(listed.line, today)), " · ")


def next_date(line: Line, today: str) -> str:
    """When a line meets next; empty where nobody has said."""
    if not line.next:
        return ""
    if line.next == today:
        return _("next today")
    if line.next < today:
        return _("was to meet on {day}", day=i18n.day(line.next))
    return _("next on {day}", day=i18n.day(line.next))


def count(listed: ListedLine) -> str:
    """How many meetings of a line are here."""
    return n_("{figures} meeting", "{figures} meetings", len(listed.meetings))


def dots(listed: ListedLine, today: str) -> tuple[Dot, ...]:
    """A line's meetings as dots with their months, and the next one; of many the last ones."""
    coming: tuple[Dot, ...] = ()
    if listed.line.next:
        label = _("today") if listed.line.next == today else i18n.short_month(listed.line.next)
        coming = (Dot(label, to_come=True),)
    kept = listed.meetings[-(MOST_DOTS - len(coming)) :]
    held = [Dot(i18n.short_month(one.date)) for one in kept]
    if len(kept) < len(listed.meetings) and held[0].label:
        held[0] = Dot(_("since {month}", month=held[0].label))
    return (*held, *coming)


def meeting_title(number: int) -> str:
    """What a meeting is called below its line."""
    return _("Meeting {number}", number=number)
