"""Plain values for the organiser's screen and its rail.

What the organiser's screen says of an event, worked out from the session's state: no Qt.

What the organiser's rail says.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import IntEnum
from itertools import islice

from storycircle.core import i18n
from storycircle.core.i18n import N_, _, n_, p_
from storycircle.core.merge.changes import counted
from storycircle.core.model import Circle, Event, Gathered
from storycircle.jobs.merge import FileOutcome, MergeResult
from storycircle.ui.organiser.organiser_state import OrganiserState
from storycircle.ui.widgets.display.rail import RailStage, RailView, StageState

HERE = "here"
"""What stands beside a circle that was in the event before any file was gathered."""
CORRECTED, MISSING = "corrected", "missing"
"""How a circle stands for the report: changed by a later file, or expected and not here."""
_MOST_NAMED = 12  # missing numbers named one by one; a number typed wrong may be very high


@dataclass(frozen=True)
class EventSoFar:
    """One event, as far as it is known here."""

    event: Event | None = None
    held: tuple[Circle, ...] = ()
    missing: str = field(default_factory=lambda: _("No circle has come yet."))
    pace: str = field(default_factory=lambda: _("nothing gathered yet"))
    look: str = ""
    apart: bool = False  # whether something waits to be compared

    def while_coming(self) -> "EventSoFar":
        """The same while files still come: nothing can be said to be missing then."""
        return replace(self, missing=_("Files are coming in."), pace=_("files are coming in"))

    @property
    def circles(self) -> int:
        return len(self.held)

    @property
    def came(self) -> int:
        """How many of the numbers expected are here."""
        expected = range(1, (self.event.expected if self.event else 0) + 1)
        return len({circle.number for circle in self.held if circle.number in expected})

    @property
    def people(self) -> int:
        return sum(len(circle.members) for circle in self.held)

    @property
    def actions(self) -> int:
        return sum(len(circle.actions) for circle in self.held)

    @property
    def name(self) -> str:
        return i18n.event_name(self.event.title)[1] if self.event else ""


def event_so_far(state: OrganiserState) -> EventSoFar:
    """What is said of the event that is shown. While files come, nothing is said to be missing."""
    found = _event_so_far(state)
    return found.while_coming() if state.merging else found


def _event_so_far(state: OrganiserState) -> EventSoFar:
    event, circles, apart = state.event, state.circles, bool(state.conflicts)
    if event is None or not circles:
        return EventSoFar(event, look=_look([], apart=apart), apart=apart)
    numbers = [circle.number for circle in circles]
    missing, pace = _missing(numbers, event.expected)
    return EventSoFar(event, circles, missing, pace, _look(numbers, apart=apart), apart=apart)


def _missing(numbers: list[int], expected: int) -> tuple[str, str]:
    """The numbers not there between 1 and the highest, or that expected: in a sentence, and as the
    rail says it.
    """
    there = {number for number in numbers if number > 0}
    highest = max(expected, *there, 0)
    count = highest - len(there)
    if count == 0:
        return _all_here(len(numbers))
    if count > _MOST_NAMED:
        most = i18n.figures(highest)
        return (
            n_(
                "{figures} of the numbers up to {highest}.",
                "{figures} of the numbers up to {highest}.",
                count,
                highest=most,
            ),
            n_(
                "{figures} of the numbers up to {highest} to come",
                "{figures} of the numbers up to {highest} to come",
                count,
                highest=most,
            ),
        )
    found = islice((n for n in range(1, highest + 1) if n not in there), count)
    named = i18n.listed([str(n) for n in found])
    return (
        n_("Circle {numbers}.", "Circles {numbers}.", count, numbers=named),
        n_("circle {numbers} to come", "circles {numbers} to come", count, numbers=named),
    )


def _all_here(count: int) -> tuple[str, str]:
    if count == 1:
        return _("Nothing. The one circle is here."), _("the one circle is here")
    if count == 2:
        return _("Nothing. Both circles are here."), _("both circles are here")
    return (
        n_(
            "Nothing. All {count} circles are here.",
            "Nothing. All {count} circles are here.",
            count,
        ),
        n_("all {count} circles are here", "all {count} circles are here", count),
    )


def _look(numbers: list[int], *, apart: bool) -> str:
    """What a person should settle, in sentences; the report can be written meanwhile."""
    said = []
    if apart:
        said.append(
            _("Two laptops changed the same thing. Both are kept; the report uses one of them.")
        )
    times = Counter(numbers)
    twice = sorted(number for number, count in times.items() if count > 1)
    said += [
        n_(
            "{Count} circle has the number {number}.",
            "{Count} circles have the number {number}.",
            times[number],
            number=number,
        )
        for number in twice[:3]
    ]
    return " ".join(said)


def rows_of(circles: Iterable[Circle]) -> list[MergeResult]:
    """The circles that an event holds already, as rows of the table."""
    rows = []
    for circle in circles:
        people, actions = len(circle.members), len(circle.actions)
        said = n_("{Count} action.", "{Count} actions.", actions)
        rows.append(MergeResult("", HERE, said, circle.number, people, actions))
    return rows


def row_words(merged: MergeResult) -> str:
    """What a row says at its end."""
    if merged.waiting:
        rest = merged.note if merged.photographed else counted(merged.changes)
        waiting = "; ".join(waiting.text for waiting in merged.waiting)
        left_out = _("Left out without its tick: {waiting}.", waiting=waiting)
        return f"{rest} {left_out}".lstrip()
    if merged.outcome == FileOutcome.LOOK:
        return _("It was changed on two laptops. Both are kept.")
    if merged.outcome == FileOutcome.SAME:
        # Of a photograph it is said what its code held, and which circle that is.
        return merged.note if merged.photographed else _("Nothing new in it.")
    if merged.changes:
        return f"{counted(merged.changes)} {merged.note}".rstrip()
    # The file's name stands at the row's start: the sentence need not begin with it again.
    refusal = merged.refusal
    if refusal is not None and refusal.fields.get("name") == merged.name:
        return refusal.with_name(_("This file"))
    return merged.why


class Place(IntEnum):
    """In the rail's order."""

    PACK = 0
    GATHER = 1
    HEADINGS = 2
    REPORT = 3


PLACE_TITLES = {
    Place.PACK: N_("Pack"),
    Place.GATHER: N_("Gather"),
    Place.HEADINGS: N_("Headings"),
    Place.REPORT: N_("Report"),
}
"""What the window is called at each."""

FOLD = 1100
"""Below this width over the text's scale the rail folds."""


def rail_view(state: OrganiserState, place: Place, time: str, *, folded: bool) -> RailView:
    """The rail for the event that is shown."""
    so_far, written = event_so_far(state), state.report_written
    placed = placed_count(state.gathered)
    stages = tuple(
        RailStage(name, said, _state(place, at, done=done))
        for at, (name, said, done) in enumerate(_stages(so_far, placed, written, folded=folded))
    )
    foot = _("one file from each circle")
    if so_far.circles:
        foot = _(
            "{people}, {actions}",
            people=n_("{figures} person", "{figures} people", so_far.people),
            actions=n_("{figures} action", "{figures} actions", so_far.actions),
        )
    name = so_far.name or _("No event yet")
    return RailView(_("Gather"), name, stages, time, so_far.pace, foot)


def placed_count(gathered: Gathered | None) -> int:
    """How many actions stand under a heading."""
    circles = gathered.circles if gathered else ()
    actions = (action for circle in circles for action in circle.actions)
    return sum(1 for action in actions if gathered and gathered.heading_of(action))


def _stages(
    so_far: EventSoFar, placed: int, written: str, *, folded: bool
) -> Sequence[tuple[str, str, bool]]:
    has_event = so_far.event is not None
    all_here = so_far.circles > 0 and so_far.came >= _expected(so_far)
    report = p_("the report", "not yet") if folded else p_("the report", "not yet written")
    if written:
        report = written if folded else p_("the report", "written {time}", time=written)
    # For translators: the noun, what an organiser hands out.
    pack = _("Pack")
    return (
        (pack, _pack_words(so_far), has_event),
        (_("Gather"), _circles_words(so_far, folded=folded), all_here),
        (_("Headings"), _placed_words(so_far, placed, folded=folded), 0 < so_far.actions == placed),
        (_("Report"), report, bool(written)),
    )


def _expected(so_far: EventSoFar) -> int:
    return so_far.event.expected if so_far.event else 0


def _pack_words(so_far: EventSoFar) -> str:
    if expected := _expected(so_far):
        return n_("{figures} circle", "{figures} circles", expected)
    return p_("the pack", "made") if so_far.event else p_("the pack", "not yet made")


def _circles_words(so_far: EventSoFar, *, folded: bool) -> str:
    expected, came = _expected(so_far), i18n.figures(so_far.came)
    if expected and folded:
        return _("{part} of {total}", part=came, total=i18n.figures(expected))
    if expected:
        return n_("{came} of {figures} circles", "{came} of {figures} circles", expected, came=came)
    if so_far.circles:
        return n_("{figures} circle", "{figures} circles", so_far.circles)
    return _("no circles")


def _placed_words(so_far: EventSoFar, placed: int, *, folded: bool) -> str:
    if not so_far.actions:
        return _("no actions")
    part, total = i18n.figures(placed), i18n.figures(so_far.actions)
    if folded:
        return _("{part} of {total}", part=part, total=total)
    # For translators: of actions, under headings.
    return _("{placed} of {total} placed", placed=part, total=total)


def _state(place: Place, at: int, *, done: bool) -> StageState:
    if at == place:
        return StageState.NOW
    return StageState.DONE if done else StageState.TO_COME
