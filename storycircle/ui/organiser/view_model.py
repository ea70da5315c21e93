"""Plain values for the organiser's screen and its rail.

What the organiser's screen says of an event, worked out from the session's state: no Qt.

What the organiser's rail says.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from itertools import islice

from storycircle.core import i18n
from storycircle.core.headings import cards_of
from storycircle.core.i18n import N_
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
    missing: str = "No circle has come yet."
    pace: str = "nothing gathered yet"
    look: str = ""
    apart: bool = False  # whether something waits to be compared

    def while_coming(self) -> "EventSoFar":
        """The same while files still come: nothing can be said to be missing then."""
        coming = "files are coming in"
        return replace(self, missing=f"{i18n.sentence(coming)}.", pace=coming)

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
    absent = _absent(numbers, event.expected)
    return EventSoFar(
        event,
        circles,
        f"{i18n.sentence(absent)}." if absent else f"Nothing. {_all_here(len(circles))}.",
        f"{absent} to come" if absent else i18n.sentence(_all_here(len(circles))).lower(),
        _look(numbers, apart=apart),
        apart=apart,
    )


def _all_here(count: int) -> str:
    if count == 1:
        return "The one circle is here"
    return "Both circles are here" if count == 2 else f"All {i18n.number(count)} circles are here"


def _absent(numbers: list[int], expected: int) -> str:
    """The numbers not there between 1 and the highest, or that expected; empty for none."""
    there = {number for number in numbers if number > 0}
    highest = max(expected, *there, 0)
    count = highest - len(there)
    if count == 0:
        return ""
    if count > _MOST_NAMED:
        return f"{count:,} of the numbers up to {highest:,}"
    found = islice((n for n in range(1, highest + 1) if n not in there), count)
    return f"circle{'' if count == 1 else 's'} {i18n.listed([str(n) for n in found])}"


def _look(numbers: list[int], *, apart: bool) -> str:
    """What a person should settle, in sentences; the report can be written meanwhile."""
    said = []
    if apart:
        said.append(
            "Two laptops changed the same thing. Both are kept; the report uses one of them."
        )
    twice = sorted({number for number in numbers if numbers.count(number) > 1})
    said += [
        f"{i18n.sentence(i18n.number(numbers.count(number)))} circles have the number {number}."
        for number in twice[:3]
    ]
    return " ".join(said)


def rows_of(circles: Iterable[Circle]) -> list[MergeResult]:
    """The circles that an event holds already, as rows of the table."""
    rows = []
    for circle in circles:
        people, actions = len(circle.members), len(circle.actions)
        said = i18n.sentence(f"{i18n.counted(actions, 'action')}.")
        rows.append(MergeResult("", HERE, said, circle.number, people, actions))
    return rows


def row_words(merged: MergeResult) -> str:
    """What a row says at its end."""
    if merged.waiting:
        rest = merged.note if merged.photographed else counted(merged.changes)
        said = "; ".join(waiting.text for waiting in merged.waiting)
        return f"{rest} Left out without its tick: {said}.".lstrip()
    if merged.outcome == FileOutcome.LOOK:
        return "It was changed on two laptops. Both are kept."
    if merged.outcome == FileOutcome.SAME:
        # Of a photograph it is said what its code held, and which circle that is.
        return merged.note if merged.photographed else "Nothing new in it."
    if merged.changes:
        return f"{counted(merged.changes)} {merged.note}".rstrip()
    # The file's name stands at the row's start: the sentence need not begin with it again.
    refusal = merged.refusal
    if refusal is not None and refusal.fields.get("name") == merged.name:
        return refusal.with_name("This file")
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
    people, actions = _figure(so_far.people, "person", "people"), _figure(so_far.actions, "action")
    foot = f"{people}, {actions}" if so_far.circles else "one file from each circle"
    name = so_far.name or "No event yet"
    return RailView("Gather", name, stages, time, so_far.pace, foot)


def placed_count(gathered: Gathered | None) -> int:
    """How many actions stand under a heading."""
    return sum(1 for card in cards_of(gathered) if card.heading) if gathered else 0


def _stages(
    so_far: EventSoFar, placed: int, written: str, *, folded: bool
) -> Sequence[tuple[str, str, bool]]:
    event = so_far.event
    expected = event.expected if event else 0
    pack = _figure(expected, "circle") if expected else "made" if event else "not yet made"
    circles = _figure(so_far.circles, "circle") if so_far.circles else "no circles"
    if expected:
        circles = f"{so_far.came:,} of {expected:,}" + ("" if folded else " circles")
    actions = f"{placed:,} of {so_far.actions:,}" if so_far.actions else "no actions"
    headings = actions if folded or not so_far.actions else f"{actions} placed"
    when = written if folded else f"written {written}"
    report = when if written else "not yet" if folded else "not yet written"
    all_here = so_far.circles > 0 and so_far.came >= expected
    return (
        ("Pack", pack, event is not None),
        ("Gather", circles, all_here),
        ("Headings", headings, 0 < so_far.actions == placed),
        ("Report", report, bool(written)),
    )


def _state(place: Place, at: int, *, done: bool) -> StageState:
    if at == place:
        return StageState.NOW
    return StageState.DONE if done else StageState.TO_COME


def _figure(count: int, one: str, many: str = "") -> str:
    return f"{count:,} {one if count == 1 else many or one + 's'}"
