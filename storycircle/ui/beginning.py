"""Beginning a circle: a new one, or one that was left off."""

from storycircle.core import words
from storycircle.core.clocks import Clock
from storycircle.core.model import Circle, Event, new_id
from storycircle.store.library import Library
from storycircle.ui.session import Session

QUESTIONS = ("What does this mean for me/us?", "What am I/are we going to do next?")
"""The dialogue's questions where an event has none of its own (Annex 1)."""


def new_session(library: Library, clock: Clock, event: Event | None = None) -> Session:
    """A new circle of an event: the one given, else the latest here, else one of its own."""
    event = event or next(iter(library.events()), None)
    if event is None:
        event = _own_event(clock)
        library.save_event(event)
    taken = [circle.number for circle in library.circles(event.id)]
    circle = Circle(id=new_id(), number=max(taken, default=0) + 1, event=event.id)
    return Session(library, clock, circle, settings=library.settings())


def taken_up(library: Library, clock: Clock, circle: Circle) -> Session:
    """A circle that was held here before, where it stood."""
    return Session(library, clock, circle, library.standing(circle.id), library.settings())


def _own_event(clock: Clock) -> Event:
    day = clock.now().date().isoformat()
    title = f"Story circle, {words.day(day)}"
    return Event(id=new_id(), title=title, date=day, dialogue_questions=QUESTIONS)
