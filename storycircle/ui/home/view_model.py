"""What the home screen says of this laptop, worked out from the library: plain values, no Qt."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime

from storycircle.core import i18n
from storycircle.core.clock import Clock
from storycircle.core.consent.retention import Handed, keep_until
from storycircle.core.i18n import _, n_
from storycircle.core.model import Circle, Event
from storycircle.core.turns.queue import Round
from storycircle.core.turns.round import ended
from storycircle.core.turns.schedule import Stage
from storycircle.store.library import Library
from storycircle.store.saved_state import SavedState
from storycircle.ui.widgets.controls.chip import ChipKind
from storycircle.ui.widgets.ring.ring_model import SeatState

MOST_ROWS = 40
"""So many rows are listed: an organiser's thousand circles are reached by their event."""

_HANDED = {
    Handed.NEVER: ChipKind.OUTLINE,
    Handed.OVER: ChipKind.EXPORTED,
    Handed.CHANGED: ChipKind.UPDATED,
}


@dataclass(frozen=True)
class WhereYouWere:
    """The circle that was left last: its card."""

    circle: str
    title: str
    sentence: str
    seats: tuple[SeatState, ...]


@dataclass(frozen=True)
class Row:
    """A circle or an event of the list."""

    id: str
    is_event: bool
    title: str
    about: str
    chip: str = ""
    kind: ChipKind = ChipKind.PLAIN


@dataclass(frozen=True)
class Kept:
    """A circle, and the last day on which it is kept here."""

    until: date
    circle: str
    number: int
    left: str = ""  # what of it is elsewhere; said of those whose time is over


@dataclass(frozen=True)
class OnThisLaptop:
    """All the home screen shows; `more` counts the rows left out of a very long list.

    past: the circles whose time to be kept is over, the longest first. until: the next day on
    which the time of one is over.
    """

    where: WhereYouWere | None = None
    rows: tuple[Row, ...] = ()
    more: int = 0
    past: tuple[Kept, ...] = ()
    until: date | None = None


def on_this_laptop(library: Library, clock: Clock, going: Collection[str] = ()) -> OnThisLaptop:
    """Read the library: circles held here, the latest first, events, circles from elsewhere.

    going: ids of circles and events that are being erased, as good as gone.
    """
    now = clock.now()
    events = [event for event in library.events() if event.id not in going]
    by_id = {event.id: event for event in events}
    started: list[tuple[Circle, SavedState]] = []
    others: list[Circle] = []
    all_circles = [
        one
        for one in library.circles(with_stories=False)
        if one.id not in going and one.event not in going
    ]
    for circle in all_circles:
        saved = library.saved_state(circle.id)
        if saved is None:
            others.append(circle)
        else:
            started.append((circle, saved))
    started.sort(key=lambda pair: (pair[1].stage < Stage.PLENARY, pair[1].at), reverse=True)
    rows = [
        _circle_row(library, circle, saved, by_id.get(circle.event or ""), now)
        for circle, saved in started
    ]
    rows += [_event_row(event, all_circles) for event in events]
    room = max(0, MOST_ROWS - len(rows))
    rows += [
        _circle_row(library, circle, None, by_id.get(circle.event or ""), now)
        for circle in others[:room]
    ]
    under_way = started and started[0][1].stage < Stage.PLENARY
    where = _where(*started[0], now) if under_way else None
    open_then = {c.id: saved for c, saved in started}
    kept = _kept(library, all_circles, open_then, by_id, now.date())
    past = tuple(
        replace(one, left=library.handing(library.circle(one.circle)).left_behind(now))
        for one in kept
        if one.until < now.date()
    )
    until = next((one.until for one in kept[len(past) :]), None)
    return OnThisLaptop(where, tuple(rows), len(others[room:]), past, until)


def _kept(
    library: Library,
    circles: list[Circle],
    saved_states: dict[str, SavedState],
    events: dict[str, Event],
    today: date,
) -> list[Kept]:
    """The circles whose time is known, by their last day."""
    days, kept = library.settings().keep_days, []
    for circle in circles:
        saved = saved_states.get(circle.id)
        held_on = saved.at if saved else None
        until = keep_until(events.get(circle.event or ""), held_on, days, today)
        if until is not None:
            kept.append(Kept(until, circle.id, circle.number))
    return sorted(kept, key=lambda one: (one.until, str(one.number), one.circle))


def _circle_row(
    library: Library,
    circle: Circle,
    saved: SavedState | None,
    event: Event | None,
    now: datetime,
) -> Row:
    under_way = saved is not None and saved.stage < Stage.PLENARY
    parts = [_day(saved, event, now), _people(len(circle.members))]
    if saved is not None and under_way:
        # For translators: the stage where a circle stands: "in Stories".
        parts.append(_("in {stage}", stage=saved.stage.title))
    else:
        parts.append(_actions(len(circle.actions)))
    chip, kind = "", ChipKind.PLAIN
    if under_way:
        chip, kind = _("In progress"), ChipKind.PROGRESS
    elif saved is not None:
        handing = library.handing(circle)
        chip, kind = handing.text(now), _HANDED[handing.state]
    about = i18n.joined(parts, " · ")
    title = _("Circle {number}", number=circle.number)
    return Row(circle.id, False, title, about, chip, kind)


def _event_row(event: Event, circles: list[Circle]) -> Row:
    inside = [circle for circle in circles if circle.event == event.id]
    day = i18n.day(event.date)
    counts = _("no circles yet") if day else _("No circles yet")
    if inside:
        circles_of_it = n_("{figures} circle", "{figures} circles", len(inside))
        people = _people(sum(len(circle.members) for circle in inside))
        actions = _actions(sum(len(circle.actions) for circle in inside))
        counts = f"{circles_of_it}, {people}, {actions}"
    about = f"{day} · {counts}" if day else counts
    return Row(event.id, True, i18n.event_name(event.title)[1], about, _("Event"))


def _day(saved: SavedState | None, event: Event | None, now: datetime) -> str:
    if saved is None:
        return i18n.day(event.date) if event else ""
    return _("Today") if saved.at.date() == now.date() else _date(saved.at)


def _date(when: datetime) -> str:
    return i18n.day(when.date().isoformat())


def _people(count: int) -> str:
    return n_("{figures} person", "{figures} people", count)


def _actions(count: int) -> str:
    return n_("{figures} action", "{figures} actions", count)


def _where(circle: Circle, saved: SavedState, now: datetime) -> WhereYouWere:
    seats = tuple(_seat(saved, member.id) for member in circle.members)
    title = _("Circle {number} · {stage}", number=circle.number, stage=saved.stage.title)
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
    if any(turn.member == member and not turn.passed for turn in (*round_.earlier, *round_.heard)):
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
        return " ".join(ended(round_)[1])
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
    circles = library.circles(event.id)
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
    never = sum(1 for circle in own if library.handing(circle).state is not Handed.OVER)
    if not never:
        return goes
    nowhere = n_(
        "{Count} of them is in no file as it is now: nothing is left of it then.",
        "{Count} of them are in no file as they are now: nothing is left of them then.",
        never,
    )
    return f"{goes} {nowhere}"
