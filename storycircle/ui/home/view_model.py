"""What the home screen says of this laptop, worked out from the library: plain values, no Qt."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime
from enum import Enum, auto
from functools import cached_property
from itertools import chain
from typing import overload

from msgspec import Struct
from msgspec.structs import replace

from storycircle.core import i18n
from storycircle.core.clock import Clock
from storycircle.core.consent.retention import Handed, keep_until
from storycircle.core.error_sentences import Refused
from storycircle.core.i18n import N_, _, n_
from storycircle.core.model import Circle, CircleSummary, Event
from storycircle.core.reviews.deadline import in_words
from storycircle.core.turns.circle_words import words_in, words_of
from storycircle.core.turns.queue import Round
from storycircle.core.turns.round import ended
from storycircle.core.turns.schedule import Stage
from storycircle.jobs.afterwards.due_here import DueHere, due_here
from storycircle.store.library import Library
from storycircle.store.saved_state import SavedState
from storycircle.ui.home.rows import line_rows
from storycircle.ui.home.rows.line_rows import Dot, ListedLine, listed_lines
from storycircle.ui.widgets.controls.chip import ChipKind
from storycircle.ui.widgets.ring.ring_model import SeatState

FEW = 12
"""So many rows are shown whole; more are of one height, and can be searched."""

_HANDED = {
    Handed.NEVER: ChipKind.OUTLINE,
    Handed.OVER: ChipKind.EXPORTED,
    Handed.CHANGED: ChipKind.UPDATED,
}


class WhereYouWere(Struct, frozen=True):
    """The circle that was left last: its card. line: of the meeting that is due today instead,
    which is to be begun; then there is no circle yet.
    """

    circle: str
    title: str
    sentence: str
    seats: tuple[SeatState, ...]
    line: str = ""


class Row(Struct, frozen=True):
    """A circle, an event or a line of meetings of the list. review: it is a circle that is to be
    looked back on. dots: the meetings of a line. inside: it stands below its line. open: what is
    below it is shown. caption: of the group that begins with it, where there is more than one.
    """

    id: str
    is_event: bool
    title: str
    about: str
    chip: str = ""
    kind: ChipKind = ChipKind.PLAIN
    review: bool = False
    dots: tuple[Dot, ...] = ()
    inside: bool = False
    open: bool = False
    caption: str = ""

    @property
    def is_line(self) -> bool:
        """Whether it is a line of meetings, which opens to them."""
        return bool(self.dots)


class Kept(Struct, frozen=True):
    """A circle, and the last day on which it is kept here."""

    until: date
    circle: str
    number: int


class OnThisLaptop(Struct, frozen=True):
    """All the home screen shows.

    past: the circles whose time to be kept is over, the longest first. until: the next day on
    which the time of one is over. searched: whether there is enough to be searched. stalls: whether
    an event has market stalls.
    """

    where: WhereYouWere | None = None
    rows: Sequence[Row] = ()
    past: tuple[Kept, ...] = ()
    until: date | None = None
    searched: bool = False
    stalls: bool = False

    def has_same_page(self, other: "OnThisLaptop") -> bool:
        """Whether nothing but the rows of a list differs, which can be shown anew by itself."""
        page, other_page = replace(self, rows=()), replace(other, rows=())
        return page == other_page and bool(self.rows) == bool(other.rows)


class _Group(Enum):
    """The groups of the list, in its order."""

    DUE = auto()
    UNDER_WAY = auto()
    TODAY = auto()
    EARLIER = auto()
    LINES = auto()
    EVENTS = auto()
    BROUGHT = auto()


_CAPTIONS = {
    _Group.DUE: N_("To look back on"),
    _Group.UNDER_WAY: N_("To go on with"),
    _Group.TODAY: N_("Today"),
    _Group.EARLIER: N_("Earlier"),
    _Group.LINES: N_("Lines of meetings"),
    _Group.EVENTS: N_("Events"),
    _Group.BROUGHT: N_("Circles from elsewhere"),
}

Entry = DueHere | CircleSummary | Event | ListedLine
"""What a row of the list is of."""


class Listed(Struct, frozen=True):
    """Circles and events as they are listed: circles held here, the latest first, events, and
    circles from elsewhere; before them all, the actions whose date has come. now: when that was
    read. lines: a line is one entry, which opens to its meetings.
    """

    now: datetime
    due: tuple[DueHere, ...] = ()
    started: tuple[CircleSummary, ...] = ()
    events: tuple[Event, ...] = ()
    others: tuple[CircleSummary, ...] = ()
    lines: tuple[ListedLine, ...] = ()

    def __len__(self) -> int:
        within = sum(len(line.meetings) for line in self.lines)
        every = (self.due, self.started, self.events, self.others, self.lines)
        return sum(map(len, every)) - within

    def entries(self, *, apart: bool = False) -> Iterator[Entry]:
        """Everything, from the top down. apart: each meeting by itself, so that it can be found."""
        within = set() if apart else {one.id for line in self.lines for one in line.meetings}
        yield from self.due
        yield from (one for one in self.started if one.id not in within)
        for line in self.lines:
            yield line
            if line.open and not apart:
                yield from reversed(line.meetings)
        yield from self.events
        yield from (one for one in self.others if one.id not in within)

    def circles(self) -> Iterator[CircleSummary]:
        """The circles alone."""
        return chain(self.started, self.others)


class Rows(Sequence[Row]):
    """What is listed as rows: each is worked out as it is looked at, so that ten thousand cost no
    more than those that are seen.
    """

    def __init__(self, library: Library, listed: Listed, entries: Sequence[Entry]) -> None:
        """entries: those of what is listed that are shown."""
        self._library, self._listed, self._entries = library, listed, entries
        self._known: dict[int, Row] = {}

    def __len__(self) -> int:
        return len(self._entries)

    @overload
    def __getitem__(self, place: int) -> Row: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Row]: ...
    def __getitem__(self, place: int | slice) -> Row | Sequence[Row]:
        if isinstance(place, slice):
            return Rows(self._library, self._listed, self._entries[place])
        row = self._known.get(place)
        if row is None:
            made = self._row(self._entries[place])
            row = self._known[place] = replace(made, caption=self._caption(place))
        return row

    def _caption(self, place: int) -> str:
        """What the group is that begins here; empty within a group, and where there is but one."""
        group = self._group(self._entries[place])
        if place and self._group(self._entries[place - 1]) == group:
            return ""
        alone = self._group(self._entries[0]) == self._group(self._entries[-1])
        return "" if alone else _(_CAPTIONS[group])

    def _group(self, one: Entry) -> _Group:
        """The group of an entry."""
        if isinstance(one, DueHere):
            return _Group.DUE
        if isinstance(one, ListedLine) or one.id in self._lines:
            return _Group.LINES
        if isinstance(one, Event):
            return _Group.EVENTS
        if one.stage is None:
            return _Group.BROUGHT
        if _under_way(one):
            return _Group.UNDER_WAY
        today = self._listed.now.date().isoformat()
        return _Group.TODAY if (one.left or "")[:10] == today else _Group.EARLIER

    def _row(self, one: Entry) -> Row:
        if isinstance(one, ListedLine):
            return _line_row(one, self._listed.now.date().isoformat())
        if isinstance(one, DueHere):
            return _due_row(one, self._listed.now.date())
        if isinstance(one, Event):
            return _event_row(one, self._sums.get(one.id, (0, 0, 0)))
        event = self._events.get(one.event or "")
        line = self._lines.get(one.id)
        row = _circle_row(self._library, one, event, self._listed.now, line)
        if line is None:
            return row
        title = line_rows.meeting_title(line.number(one.id))
        if not line.open:
            title = i18n.joined((line.line.title, title), " · ")
        return replace(row, title=title, inside=line.open)

    @cached_property
    def _lines(self) -> dict[str, ListedLine]:
        """The line of each circle that is a meeting."""
        return {one.id: line for line in self._listed.lines for one in line.meetings}

    @cached_property
    def _events(self) -> dict[str, Event]:
        return {event.id: event for event in self._listed.events}

    @cached_property
    def _sums(self) -> dict[str, tuple[int, int, int]]:
        """How many circles, people and actions each event has."""
        sums: dict[str, tuple[int, int, int]] = {}
        for one in self._listed.circles():
            if one.event:
                circles, people, actions = sums.get(one.event, (0, 0, 0))
                sums[one.event] = circles + 1, people + one.people, actions + one.actions
        return sums


Names = Mapping[str, Sequence[str]]
"""The people of circles, by the circle's id."""


def read_list(
    library: Library, clock: Clock, going: Collection[str] = (), opened: Collection[str] = ()
) -> Listed:
    """Read what is listed, no circle whole. going: ids of circles and events that are being erased,
    as good as gone. opened: the lines whose meetings are shown.
    """
    here = [one for one in library.summaries() if one.id not in going and one.event not in going]
    started = [one for one in here if one.stage is not None]
    started.sort(key=lambda one: (_under_way(one), one.left), reverse=True)
    events = tuple(event for event in library.events() if event.id not in going)
    others = tuple(one for one in here if one.stage is None)
    now = clock.now()
    today = now.date().isoformat()
    due = due_here(library, {event.id: event for event in events}, today, going)
    places = library.meeting_places()
    lines = listed_lines(library.lines() if places else (), places, here, opened)
    return Listed(now, due, tuple(started), events, others, lines)


def on_this_laptop(library: Library, clock: Clock, going: Collection[str] = ()) -> OnThisLaptop:
    """Read the library: circles held here, the latest first, events, circles from elsewhere."""
    return shown_of(library, read_list(library, clock, going))


def shown_of(library: Library, listed: Listed) -> OnThisLaptop:
    """What the home screen shows of what is listed."""
    rows = Rows(library, listed, tuple(listed.entries()))
    kept = _kept(library, listed)
    past = tuple(one for one in kept if one.until < listed.now.date())
    until = next((one.until for one in kept[len(past) :]), None)
    stalls = any(event.stalls for event in listed.events)
    return OnThisLaptop(_last(library, listed), rows, past, until, len(listed) > FEW, stalls)


def _last(library: Library, listed: Listed) -> WhereYouWere | None:
    """The circle that was left last, where it is not over; else the meeting that is due today."""
    last = next(iter(listed.started), None)
    saved = library.saved_state(last.id) if last and _under_way(last) else None
    if last and saved:
        return _where(library.circle(last.id), saved, listed.now)
    today = listed.now.date().isoformat()
    return next((_due(one) for one in listed.lines if one.line.next == today), None)


def _due(listed: ListedLine) -> WhereYouWere:
    """The meeting of a line that is due today."""
    line, people = listed.line, listed.last.people
    number = i18n.figures(listed.numbers[-1] + 1)
    title = _("{line} · meeting {number}", line=line.title, number=number)
    who = n_("{Count} person.", "{Count} people.", people)
    return WhereYouWere("", title, who, (SeatState.WAITING,) * people, line.id)


class Search:
    """Finds what is listed by words; what of each can be searched for is worked out once."""

    def __init__(self, library: Library, listed: Listed, names: Names) -> None:
        """names: the people of circles, as far as they are known."""
        self._library, self._listed = library, listed
        self._entries, self._names = tuple(listed.entries()), names
        self._apart = tuple(listed.entries(apart=True))

    def found(self, text: str) -> Sequence[Row]:
        """The rows in which each word of a text is; all for none."""
        words, entries = text.casefold().split(), self._entries
        if words:
            found = zip(self._apart, self._said, strict=True)
            entries = tuple(one for one, said in found if all(word in said for word in words))
        return Rows(self._library, self._listed, entries)

    @cached_property
    def _said(self) -> list[str]:
        days: dict[str, str] = defaultdict(str)
        for day in {one.date for one in self._listed.circles()}:
            days[day] = i18n.day(day)
        return [self._said_of(one, days) for one in self._apart]

    def _said_of(self, one: Entry, days: Mapping[str, str]) -> str:
        """What of an event or a circle can be searched for, without regard to capitals."""
        if isinstance(one, ListedLine):
            return f"{one.line.title}\n{one.line.question}".casefold()
        if isinstance(one, DueHere):
            row = _due_row(one, self._listed.now.date())
            return f"{row.title}\n{row.about}\n{row.chip}".casefold()
        if isinstance(one, Event):
            return f"{one.title}\n{one.venue}".casefold()
        held = (one.region, one.venue, days[one.date])
        people = self._names.get(one.id, ())
        return "\n".join((str(one.number), one.facilitator, one.theme, *held, *people)).casefold()


def _under_way(one: CircleSummary) -> bool:
    """Whether a circle is held here and not over."""
    return one.stage is not None and one.stage < Stage.PLENARY


def _kept(library: Library, listed: Listed) -> list[Kept]:
    """The circles whose time is known, by their last day."""
    days, today, kept = library.settings().keep_days, listed.now.date(), []
    events = {event.id: event for event in listed.events}
    for one in listed.circles():
        held_on = datetime.fromisoformat(one.left) if one.left else None
        until = keep_until(events.get(one.event or ""), held_on, days, today)
        if until is not None:
            kept.append(Kept(until, one.id, one.number))
    return sorted(kept, key=lambda one: (one.until, str(one.number), one.circle))


def left_behind(library: Library, circle: str, now: datetime) -> str:
    """What of a circle is elsewhere, once it is removed here."""
    return library.handing(library.circle(circle)).left_behind(now)


def _due_row(due: DueHere, today: date) -> Row:
    """An action whose date has come: its circle is to be looked back on."""
    when = in_words(due.date, today)
    said = _("action {number} was for {date}", number=due.place, date=when)
    about = i18n.joined((i18n.day(due.held_on), said), " · ")
    title = _("Circle {number}", number=due.number)
    return Row(due.circle, False, title, about, _("Review due"), ChipKind.LOOK, review=True)


def _circle_row(
    library: Library,
    circle: CircleSummary,
    event: Event | None,
    now: datetime,
    line: ListedLine | None,
) -> Row:
    """The row of a circle. line: whose meeting it is; its actions may all be its inquiries'."""
    words = words_in(line.line.kind if line is not None else None)
    stage = None if circle.stage is None else Stage(circle.stage)
    left = datetime.fromisoformat(circle.left) if circle.left else None
    held = i18n.held(circle.region, circle.venue, circle.date)
    parts = [held or _day(left, event, now), _people(circle.people)]
    if stage is not None and _under_way(circle):
        # For translators: the stage where a circle stands: "in Stories".
        parts.append(_("in {stage}", stage=words.named(stage)))
    elif circle.actions or line is None:
        parts.append(_actions(circle.actions))
    chip, kind = "", ChipKind.PLAIN
    if _under_way(circle):
        chip, kind = _("In progress"), ChipKind.PROGRESS
    elif stage is not None:
        chip, kind = _handed(library, circle.id, now)
    about = i18n.joined(parts, " · ")
    title = _("Circle {number}", number=circle.number)
    return Row(circle.id, False, title, about, chip, kind)


def _handed(library: Library, circle: str, now: datetime) -> tuple[str, ChipKind]:
    """Whether a circle was handed over, as its chip says it; nothing of one that is gone since."""
    try:
        handing = library.handing(library.circle(circle))
    except (KeyError, Refused):
        return "", ChipKind.PLAIN
    return handing.text(now), _HANDED[handing.state]


def _event_row(event: Event, sums: tuple[int, int, int]) -> Row:
    circles, people, actions = sums
    day = i18n.day(event.date)
    counts = _("no circles yet") if day else _("No circles yet")
    if circles:
        circles_of_it = n_("{figures} circle", "{figures} circles", circles)
        counts = f"{circles_of_it}, {_people(people)}, {_actions(actions)}"
    about = f"{day} · {counts}" if day else counts
    return Row(event.id, True, i18n.event_name(event.title)[1], about, _("Event"))


def _line_row(listed: ListedLine, today: str) -> Row:
    return Row(
        listed.id,
        False,
        listed.line.title,
        line_rows.about(listed, today),
        line_rows.count(listed),
        dots=line_rows.dots(listed, today),
        open=listed.open,
    )


def _day(left: datetime | None, event: Event | None, now: datetime) -> str:
    if left is None:
        return i18n.day(event.date) if event else ""
    return _("Today") if left.date() == now.date() else _date(left)


def _date(when: datetime) -> str:
    return i18n.day(when.date().isoformat())


def _people(count: int) -> str:
    return n_("{figures} person", "{figures} people", count)


def _actions(count: int) -> str:
    return n_("{figures} action", "{figures} actions", count)


def _where(circle: Circle, saved: SavedState, now: datetime) -> WhereYouWere:
    seats = tuple(_seat(saved, member.id) for member in circle.members)
    stage = words_of(circle).named(saved.stage)
    title = _("Circle {number} · {stage}", number=circle.number, stage=stage)
    if circle.meeting is not None and not circle.meeting.of_file:
        line = circle.meeting.line.title
        # For translators: a line of meetings, and the stage where its meeting was left.
        title = _("{line} · {stage}", line=line, stage=stage)
    return WhereYouWere(circle.id, title, _sentence(circle, saved, now), seats)


def _seat(saved: SavedState, member: str) -> SeatState:
    """The seat as in the round; after the stories nobody waits for a turn, and who has told keeps
    that state.
    """
    round_ = saved.round
    if round_ is None or saved.stage < Stage.STORIES:
        return SeatState.WAITING
    seat = SeatState(round_.seat(member).value)
    if saved.stage is Stage.STORIES:
        return seat
    turns = (*round_.earlier, *round_.heard)
    if any(member in turn.members and not turn.passed for turn in turns):
        return SeatState.HEARD
    return seat if seat in (SeatState.PASSED, SeatState.AWAY) else SeatState.WAITING


def _sentence(circle: Circle, saved: SavedState, now: datetime) -> str:
    paused = saved.stage is Stage.STORIES and saved.round is not None
    time, day = i18n.clock(saved.at), _date(saved.at)
    if saved.at.date() == now.date():
        # For translators: then the circle was left, to be carried on later.
        left = _("Left at {time}.", time=time)
        if paused:
            left = _("Paused at {time}.", time=time)
    elif paused:
        left = _("Paused on {day} at {time}.", day=day, time=time)
    else:
        # For translators: then the circle was left, to be carried on later.
        left = _("Left on {day} at {time}.", day=day, time=time)
    return f"{_progress_in_words(circle, saved)} {left}"


def _progress_in_words(circle: Circle, saved: SavedState) -> str:
    """How it stood, one sentence."""
    if saved.stage is Stage.STORIES and saved.round is not None:
        return _turn(circle, saved.round)
    if saved.stage is Stage.GATHER:
        return n_("{Count} name so far.", "{Count} names so far.", len(circle.members))
    if saved.stage is Stage.DIALOGUE:
        return n_("{Count} idea so far.", "{Count} ideas so far.", len(circle.ideas))
    if saved.stage is Stage.COMMIT:
        return n_("{Count} action so far.", "{Count} actions so far.", len(circle.actions))
    people = len(circle.members)
    return n_("{Count} person, about to begin.", "{Count} people, about to begin.", people)


def _turn(circle: Circle, round_: Round) -> str:
    name = circle.shown_names().get(round_.current or "", "")
    if not name:
        return " ".join(ended(round_, words_of(circle))[1])
    if not round_.begun:
        return _("{name} is next.", name=name)
    left = round_.left(0.0)  # a kept round stands: no clock is running in it
    if left < 0:
        return _("{name} is speaking, {time} over.", name=name, time=i18n.over(-left))
    return _("{name} is speaking, {time} left.", name=name, time=i18n.length(left))


def what_is_in(library: Library, event: Event) -> str:
    """What goes with an event, should it be removed here: its circles, and which are nowhere
    else.
    """
    circles = library.summaries(event.id)
    if not circles:
        return _("No circle is in it.")
    numbers = i18n.listed([str(circle.number) for circle in circles])
    goes = n_(
        "Circle {numbers} is in it, and goes with it.",
        "Circles {numbers} are in it, and go with it.",
        len(circles),
        numbers=numbers,
    )
    own = [circle for circle in circles if library.is_held(circle.id)]
    handed = (library.handing(library.circle(circle.id)).state for circle in own)
    never = sum(1 for state in handed if state is not Handed.OVER)
    if not never:
        return goes
    nowhere = n_(
        "{Count} of them is in no file as it is now: nothing of it will be left.",
        "{Count} of them are in no file as they are now: nothing of them will be left.",
        never,
    )
    return f"{goes} {nowhere}"
