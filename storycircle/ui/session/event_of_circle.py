"""The event that the running circle is of: what there is to choose from, and another one chosen.

A circle is put into another event as it was begun there: with the next number, the programme and,
where nobody has typed any, the names that the event knows. What was typed stays.
"""

from dataclasses import replace

from storycircle.core.clock import Clock
from storycircle.core.error_sentences import Refused
from storycircle.core.event_choice import is_of_day
from storycircle.core.members import typed_lines
from storycircle.core.model import Event, made_without_pack, own_event
from storycircle.core.turns.schedule import Stage, plan_for
from storycircle.store.library import Library
from storycircle.ui.session.host import Host
from storycircle.ui.session.member_edits import seated_as_known


def own_event_of_today(library: Library, clock: Clock) -> Event:
    """The event of this laptop's own circles of today, which is made where there is none."""
    today = clock.now().date().isoformat()
    for event in library.events():
        if made_without_pack(event) and event.date == today:
            return event
    made = own_event(today)
    library.save_event(made)
    return made


def next_number(library: Library, event: Event, but: str = "") -> int:
    """The number of a circle that comes into an event now. but: a circle that does not count."""
    taken = [circle.number for circle in library.circles(event.id) if circle.id != but]
    return max(taken, default=0) + 1


class EventOfCircle:
    """Says which events the circle may be of, and puts it into another one."""

    def __init__(self, host: Host, library: Library) -> None:
        self._host, self._library = host, library

    def choices(self) -> list[Event]:
        """The events that the circle may be of: its own first, then those of today or to come."""
        here, today = self._host.state.event, self._today()
        events = [
            event
            for event in self._library.events()
            if not made_without_pack(event) or event.date == today or event == here
        ]
        return sorted(events, key=lambda event: (event != here, not is_of_day(event, today)))

    def has_own_day(self) -> bool:
        """Whether the event of this laptop's own circles of today is among the choices."""
        today = self._today()
        return any(made_without_pack(one) and one.date == today for one in self._library.events())

    def choose(self, event_id: str) -> bool:
        """Put the circle into an event (its id), or into one of its own day (""); whether it is
        there. An event that was made for this circle alone goes.
        """
        if self._library.reads:
            self._host.refuse(Refused("only-reads"))
            return False
        try:
            event = self._library.event(event_id)
            return self._put_into(event or own_event_of_today(self._library, self._host.clock))
        except Refused as refused:
            self._host.refuse(refused)
            return False

    def _put_into(self, event: Event) -> bool:
        state, before = self._host.state, self._host.state.event
        if before is not None and event.id == before.id:
            return True
        number = next_number(self._library, event, but=state.circle.id)
        moved = replace(state.circle, event=event.id, number=number)
        if state.round is None:
            blank = seated_as_known(self._library, replace(state.circle, members=()))
            if typed_lines(blank.members) == typed_lines(moved.members):  # nobody has typed them
                moved = seated_as_known(self._library, replace(moved, members=()))
        new = replace(state, circle=moved, event=event)
        if state.stage <= Stage.OPEN and state.round is None:
            new = replace(new, plan=plan_for(event, self._host.clock.now()))
        self._host.apply(new, undoable=False)
        self._library.note_opened(event.id)
        if before is not None:
            self._library.drop_unused_event(before.id)
        return True

    def _today(self) -> str:
        return self._host.clock.now().date().isoformat()
