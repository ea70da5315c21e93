"""Plain values for the organiser's screen and its rail.

What the organiser's screen says of an event, worked out from the session's state: no Qt.

What the organiser's rail says.
"""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime
from enum import IntEnum
from itertools import islice

from msgspec import Struct, field
from msgspec.structs import replace

from storycircle.core import i18n
from storycircle.core.afterwards.recommendations import letter
from storycircle.core.i18n import N_, _, n_, p_
from storycircle.core.merge.changes import Change, counted
from storycircle.core.merge.circle_numbers import up_to
from storycircle.core.model import CircleSummary, Event
from storycircle.jobs.merge import FileOutcome, MergeResult
from storycircle.store.afterwards.report_parts import Parts
from storycircle.ui.organiser.became.view_model import told_on_rail
from storycircle.ui.organiser.organiser_state import Counted, OrganiserState, Whose
from storycircle.ui.widgets.display.rail import RailStage, RailView, StageState

HERE = "here"
"""What stands beside a circle that was in the event before any file was gathered."""
CORRECTED, MISSING = "corrected", "missing"
"""How a circle stands for the report: changed by a later file, or expected and not here."""
_MOST_NAMED = 12  # missing numbers named one by one; a number typed wrong may be very high


class EventSoFar(Struct, frozen=True):
    """One event, as far as it is known here."""

    event: Event | None = None
    circles: int = 0
    counted: Counted = field(default_factory=Counted)
    missing: str = field(default_factory=lambda: _("No circle has come yet."))
    pace: str = field(default_factory=lambda: _("nothing gathered yet"))
    look: str = ""
    apart: bool = False  # whether something waits to be compared
    reading: bool = False  # whether all but their number is still to be read

    def while_coming(self) -> "EventSoFar":
        """The same while files still come: nothing can be said to be missing then."""
        return replace(self, missing=_("Files are coming in."), pace=_("files are coming in"))

    @property
    def came(self) -> int:
        """How many of the numbers expected are here."""
        expected = self.event.expected if self.event else 0
        return sum(1 for number in self.counted.numbers if 1 <= number <= expected)

    @property
    def people(self) -> int:
        return self.counted.people

    @property
    def actions(self) -> int:
        return self.counted.actions

    @property
    def placed(self) -> int:
        """How many actions stand under a heading."""
        return self.counted.placed

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
        return EventSoFar(event, look=_look((), apart=apart), apart=apart)
    if state.reading:
        missing, pace = reading_in_words(state.reading), _("circles are being read")
        count = state.reading
        return EventSoFar(event, count, Counted(), missing, pace, apart=apart, reading=True)
    known = state.counted
    missing, pace = _missing(known.numbers, len(circles), event.expected)
    look = _look(known.twice, apart=apart)
    return EventSoFar(event, len(circles), known, missing, pace, look, apart=apart)


def reading_in_words(count: int) -> str:
    """That so many circles are being read."""
    return n_("{figures} circle is being read.", "{figures} circles are being read.", count)


def _missing(numbers: AbstractSet[int], circles: int, expected: int) -> tuple[str, str]:
    """The numbers not there between 1 and the highest, or that expected: in a sentence, and as the
    rail says it.
    """
    there = {number for number in numbers if number > 0}
    highest = up_to(there, expected)
    count = highest - len(there)
    if count == 0:
        return _all_here(circles)
    if count > _MOST_NAMED:
        most = i18n.figures(highest)
        return (
            n_(
                "{figures} circle, of 1 to {highest}.",
                "{figures} circles, of 1 to {highest}.",
                count,
                highest=most,
            ),
            n_(
                "{figures} circle of 1 to {highest} to come",
                "{figures} circles of 1 to {highest} to come",
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


def _look(twice: Sequence[tuple[int, int]], *, apart: bool) -> str:
    """What a person should settle, in sentences; the report can be written meanwhile."""
    said = []
    if apart:
        said.append(
            _("Two laptops changed the same thing. Both are kept; the report uses one of them.")
        )
    said += [
        n_(
            "{Count} circle has the number {number}.",
            "{Count} circles have the number {number}.",
            count,
            number=number,
        )
        for number, count in twice[:3]
    ]
    return " ".join(said)


class CircleRow(Struct, frozen=True):
    """A circle in a table: one that is here, or a number that is expected. Its words are made as it
    is drawn. timed: whether they say when it came, or what it brought.
    """

    number: int
    circle: CircleSummary | None = None
    timed: bool = False

    @property
    def name(self) -> str:
        """It came in no file of these."""
        return ""

    @property
    def outcome(self) -> str:
        """How the circle stands."""
        if self.circle is None:
            return MISSING
        return CORRECTED if self.timed and self.circle.corrected else HERE

    @property
    def changes(self) -> tuple[Change, ...]:
        """It came in no file that would change anything."""
        return ()

    @property
    def changes_something(self) -> bool:
        """It is no file that could be left out."""
        return False

    @property
    def people(self) -> int:
        return self.circle.people if self.circle else 0

    @property
    def actions(self) -> int:
        return self.circle.actions if self.circle else 0

    @property
    def why(self) -> str:
        """What its row says at its end: first where and when it was held, in a series."""
        circle = self.circle
        if circle is None:
            return _("Expected, and not gathered yet.")
        held = i18n.held(circle.region, circle.venue, circle.date)
        stands = self._how_it_stands(circle)
        return i18n.joined((held, stands), " · ") if held else stands

    def _how_it_stands(self, circle: CircleSummary) -> str:
        if not self.timed:
            return n_("{Count} action.", "{Count} actions.", circle.actions)
        if not circle.came:
            return _("Held on this laptop.")
        came = moment_in_words(circle.came)
        if not circle.corrected:
            return _("Received {time}.", time=came)
        again = moment_in_words(circle.corrected)
        # For translators: another file of the circle came at another_time.
        return _("Received {time}, corrected {another_time}.", time=came, another_time=again)

    def result(self) -> MergeResult:
        """The same as a line of the summary is made of."""
        return MergeResult("", self.outcome, self.why, self.number, self.people, self.actions)


TableRow = MergeResult | CircleRow
"""A row of the table of files and circles."""


def results_of(rows: Iterable[TableRow]) -> list[MergeResult]:
    """The rows as lines of the summary are made of them."""
    return [row.result() if isinstance(row, CircleRow) else row for row in rows]


def rows_of(circles: Iterable[CircleSummary]) -> list[CircleRow]:
    """The circles that an event holds already, as rows of the table."""
    return [CircleRow(circle.number, circle) for circle in circles]


def found_in_words(found: int, every: int) -> str:
    """How many rows of a list are shown, of so many."""
    shown = i18n.figures(found)
    return n_(
        "{found} of {figures} is shown.", "{found} of {figures} are shown.", every, found=shown
    )


def moment_in_words(iso: str) -> str:
    """A moment as people say it: "14 June 2007, 13.20"."""
    moment = datetime.fromisoformat(iso)
    date = i18n.day(moment.date().isoformat())
    return _("{date}, {time}", date=date, time=i18n.clock(moment))


_MOST_LETTERS = 80  # of an action by which a circle is known


def known_by(whose: Whose, facilitator: str, why: str) -> str:
    """By what a person knows a circle, and why it waits for a word, in sentences: its people, its
    facilitator, its first action, and the file in which it came.
    """
    said = [_people(whose.people)]
    if facilitator:
        said.append(_("Facilitator: {name}.", name=facilitator))
    if whose.action:
        action = i18n.short(" ".join(whose.action.split()), _MOST_LETTERS)
        said.append(_("First action: “{action}”", action=action))
    said.append(_whence(whose))
    return " ".join([*said, why])


def _whence(whose: Whose) -> str:
    if not whose.came:
        return _("Held on this laptop.")
    time = moment_in_words(whose.came)
    if not whose.file:
        return _("From the code on its paper, {time}.", time=time)
    return _("From the file {name}, {time}.", name=i18n.short(whose.file), time=time)


def _people(names: Sequence[str]) -> str:
    if not names:
        return _("Nobody is named in it.")
    if len(names) > 3:
        first, second, *rest = names
        return n_(
            "{first}, {second} and {count} more.",
            "{first}, {second} and {count} more.",
            len(rest),
            first=first,
            second=second,
        )
    return _("{names}.", names=i18n.listed(names))


_SAID: Mapping[str, str] = {
    FileOutcome.LOOK: N_("It was changed on two laptops. Both are kept."),
    FileOutcome.SAME: N_("Nothing new in it."),
}


def row_words(row: TableRow) -> str:
    """What a row says at its end: first what is odd about it."""
    if isinstance(row, CircleRow):
        return row.why
    return " ".join(filter(None, (*_marks(row), _words_of_file(row))))


def is_odd(row: TableRow) -> bool:
    """Whether a file's circle is of another event than the one worked on, or has a number that
    another has too.
    """
    return isinstance(row, MergeResult) and bool(row.aside or row.twice)


def _marks(row: MergeResult) -> list[str]:
    """What is odd about the circles of a file, in sentences."""
    said = [_("Of another event: “{event}”.", event=title) for title in row.aside if title]
    said += [_("Of no event.") for title in row.aside if not title]
    for number in row.twice:
        said.append(_("Another circle has the number {number} too.", number=number))
    return said


def _words_of_file(merged: MergeResult) -> str:
    if merged.waiting:
        rest = merged.note if merged.photographed else counted(merged.changes)
        waiting = "; ".join(waiting.text for waiting in merged.waiting)
        left_out = _("Left out without its tick: {waiting}.", waiting=waiting)
        return f"{rest} {left_out}".lstrip()
    if merged.photographed and not merged.refused:
        return merged.note  # what its codes held, or what came of each of its circles
    if merged.outcome in _SAID and not merged.unread:
        return _(_SAID[merged.outcome])
    if merged.changes:
        return f"{counted(merged.changes)} {merged.note}".rstrip()
    # The file's name stands at the row's start: the sentence need not begin with it again.
    refusal = merged.refusal
    if refusal is not None and refusal.fields.get("name") == merged.name:
        return refusal.with_name(_("This file"))
    return merged.why


def on_rail(parts: Parts) -> tuple[str, bool]:
    """From which letter to which the recommendations go, and whether there are any."""
    count = len(parts.recommendations)
    if not count:
        return _("none yet"), False
    last = letter(count - 1)
    return (_("a to {last}", last=last) if count > 1 else letter(0)), True


class Place(IntEnum):
    """In the rail's order."""

    PACK = 0
    GATHER = 1
    HEADINGS = 2
    REPORT = 3
    BECAME = 4
    RECOMMEND = 5
    EVENTS = 6


PLACE_TITLES = {
    Place.PACK: N_("Pack"),
    Place.GATHER: N_("Gather"),
    Place.HEADINGS: N_("Headings"),
    Place.REPORT: N_("Report"),
    Place.BECAME: N_("What became"),
    Place.RECOMMEND: N_("Recommend"),
    Place.EVENTS: N_("Compare events"),
}
"""What the window is called at each."""

FOLD = 1100
"""Below this width over the text's scale the rail folds."""


def rail_view(
    state: OrganiserState, place: Place, time: str, *, folded: bool, parts: Parts | None = None
) -> RailView:
    """The rail for the event that is shown. parts: what its organiser added to the report."""
    so_far, written = event_so_far(state), state.report_written
    stages = tuple(
        RailStage(name, said, _state(place, at, done=done))
        for at, (name, said, done) in enumerate(_stages(so_far, written, folded=folded))
    )
    advice, some = on_rail(parts or Parts())
    recommend = RailStage(_("Recommend"), advice, _state(place, Place.RECOMMEND, done=some))
    beside = max(0, len(state.events) - 1)
    others = n_("{figures} other event", "{figures} other events", beside)
    events = RailStage(_("Compare"), others, _state(place, Place.EVENTS, done=False))
    stages = (*stages, _became_on_rail(state, place, folded=folded), recommend, events)
    foot = _("one file from each circle")
    if so_far.reading:
        foot = n_("{figures} circle", "{figures} circles", so_far.circles)
    elif so_far.circles:
        foot = _(
            "{people}, {actions}",
            people=n_("{figures} person", "{figures} people", so_far.people),
            actions=n_("{figures} action", "{figures} actions", so_far.actions),
        )
    name = so_far.name or _("No event yet")
    return RailView(_("Gather"), name, stages, time, so_far.pace, foot)


def _stages(so_far: EventSoFar, written: str, *, folded: bool) -> Sequence[tuple[str, str, bool]]:
    placed = so_far.placed
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


def _became_on_rail(state: OrganiserState, place: Place, *, folded: bool) -> RailStage:
    """What became of the actions, weeks after the day."""
    became = state.became if state.became and state.became.event == state.shown else None
    said, all_told = told_on_rail(became)
    # For translators: short for “What became of them”.
    name = p_("place of an organiser", "Became") if folded else _("What became")
    return RailStage(name, said, _state(place, Place.BECAME, done=all_told))


def _expected(so_far: EventSoFar) -> int:
    return so_far.event.expected if so_far.event else 0


def _pack_words(so_far: EventSoFar) -> str:
    if expected := _expected(so_far):
        return n_("{figures} circle", "{figures} circles", expected)
    return p_("the pack", "made") if so_far.event else p_("the pack", "not yet made")


def _circles_words(so_far: EventSoFar, *, folded: bool) -> str:
    expected, came = _expected(so_far), i18n.figures(so_far.came)
    if so_far.reading:
        return n_("{figures} circle", "{figures} circles", so_far.circles)
    if expected and folded:
        return _("{part} of {total}", part=came, total=i18n.figures(expected))
    if expected:
        return n_("{came} of {figures} circles", "{came} of {figures} circles", expected, came=came)
    if so_far.circles:
        return n_("{figures} circle", "{figures} circles", so_far.circles)
    return _("no circles")


def _placed_words(so_far: EventSoFar, placed: int, *, folded: bool) -> str:
    if so_far.reading:
        return p_("the headings", "being read")
    if not so_far.actions:
        return _("no actions")
    part, total = i18n.figures(placed), i18n.figures(so_far.actions)
    if folded:
        return _("{part} of {total}", part=part, total=total)
    # For translators: so many of all actions.
    return _("{placed} of {total} sorted", placed=part, total=total)


def _state(place: Place, at: int, *, done: bool) -> StageState:
    if at == place:
        return StageState.NOW
    return StageState.DONE if done else StageState.TO_COME
