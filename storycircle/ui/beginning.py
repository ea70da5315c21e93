"""Beginning a circle: a new one, or one that was left off."""

from storycircle.core.clocks import Clock
from storycircle.core.events import own_event
from storycircle.core.model import Circle, Event, new_id
from storycircle.store.library import Library
from storycircle.ui.known_names import seated_as_known
from storycircle.ui.session.session import Session


def new_session(library: Library, clock: Clock, event: Event | None = None) -> Session:
    """A new circle of an event: the one given, else the latest here, else one of its own."""
    event = event or next(iter(library.events()), None)
    if event is None:
        event = own_event(clock.now().date().isoformat())
        library.save_event(event)
    taken = [circle.number for circle in library.circles(event.id)]
    circle = Circle(id=new_id(), number=max(taken, default=0) + 1, event=event.id)
    seated = seated_as_known(library, circle)
    return Session(library, clock, seated, settings=library.settings())


def taken_up(library: Library, clock: Clock, circle: Circle) -> Session:
    """A circle that was held here before, where it stood."""
    return Session(library, clock, circle, library.standing(circle.id), library.settings())
