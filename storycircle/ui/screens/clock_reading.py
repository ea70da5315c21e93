"""What the room's clock says: the programme's rows, the plenary's queue and how it stands."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from storycircle.core import words
from storycircle.core.model import Circle, Event
from storycircle.core.plenary import ends_in
from storycircle.core.programme import has_times, plan_for
from storycircle.core.room_clock import ProgrammeNow, RowState, shown_time, standing
from storycircle.core.round_state import Seat
from storycircle.core.timing import Stage
from storycircle.core.turns import Round
from storycircle.jobs.presenting import Reported, expected, reported
from storycircle.ui.widgets.state_row import DONE, NOW, PASSED, TO_COME, RowView

_STATES = {
    RowState.DONE: DONE,
    RowState.NOW: NOW,
    RowState.TO_COME: TO_COME,
}


def reports_of(event: Event, circles: Sequence[Circle]) -> dict[str, Reported]:
    """What each circle reports, by a name that stays the same when its file comes: its number."""
    found: dict[str, Reported] = {}
    numbers = {circle.number for circle in circles}
    missing = [n for n in range(1, event.expected + 1) if n not in numbers]
    named = [(circle.number, reported(event, circle)) for circle in circles]
    named += [(number, expected(number, event)) for number in missing]
    for number, report in sorted(named, key=lambda pair: pair[0]):
        again = sum(key.split()[0] == str(number) for key in found)
        found[f"{number} {again}"] = report
    return found


def programme_rows(found: ProgrammeNow) -> list[RowView]:
    """The rows of the programme as they stand."""
    return [
        RowView(_STATES[found.state(place)], slot.title, shown_time(slot))
        for place, slot in enumerate(found.rows)
    ]


def queue_rows(plenary: Round, reports: Mapping[str, Reported], now: float) -> list[RowView]:
    """The circles in the order of the room, each with how it stands."""
    return [
        RowView(_state(plenary, seat), reports[seat].title, "", _said(plenary, seat, now))
        for seat in plenary.seats
        if seat in reports
    ]


def _state(plenary: Round, seat: str) -> str:
    if seat == plenary.current and plenary.begun:
        return NOW
    state = plenary.seat(seat)
    return DONE if state is Seat.HEARD else PASSED if state is Seat.PASSED else TO_COME


def _said(plenary: Round, seat: str, now: float) -> str:
    state = plenary.seat(seat)
    if seat == plenary.current:
        left = plenary.left(now)
        time = words.length(left) if left >= 0 else words.over(-left)
        return time if plenary.begun else f"next, {words.length(plenary.next_share(now))}"
    if state is Seat.HEARD:
        return words.ticking(plenary.used_by(seat))
    if state is Seat.PASSED:
        return "asked again at the end" if seat in plenary.again else "passed"
    return ""


def plenary_words(event: Event | None, plenary: Round, now: datetime, reading: float) -> str:
    """How long each circle has, and when the plenary would end as it stands."""
    if not plenary.seats:
        return "No circles are known of yet: gather their files, or say in the pack how many come."
    if plenary.over:
        return "Every circle has reported back."
    each = f"{words.length(plenary.floor)} for each circle"
    ends = now + timedelta(seconds=ends_in(plenary, reading))
    if event is None or not has_times(event) or event.date != now.date().isoformat():
        return f"{each}; begun now, it ends at {words.clock(ends)}."
    if not plenary.started:
        starts = plan_for(event, now).spans[Stage.PLENARY].starts
        return f"{each}, from {words.clock(starts)}." if starts else f"{each}."
    return (
        f"{each}; as it stands it {standing(ends, plan_for(event, now).spans[Stage.PLENARY].ends)}."
    )
