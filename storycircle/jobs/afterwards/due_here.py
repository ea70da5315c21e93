"""What is due of the circles that are held on this laptop: the first page lists it."""

from collections.abc import Collection, Mapping

from msgspec import Struct

from storycircle.core.model import Event
from storycircle.core.reviews.review import ENDED, due_of, state_of
from storycircle.languages import spoken
from storycircle.store.library import Library


class DueHere(Struct, frozen=True):
    """An action whose date has come. date: YYYY-MM-DD. place: its number in its circle, from 1.
    held_on: the day its circle was held; empty where nobody says it.
    """

    date: str
    circle: str
    number: int
    place: int
    held_on: str


def due_here(
    library: Library, events: Mapping[str, Event], today: str, going: Collection[str] = ()
) -> tuple[DueHere, ...]:
    """The actions of circles held here that are neither done nor let go and whose date has come, by
    it; none on the day a circle is held. events: by id. going: what is being erased.
    """
    found: list[DueHere] = []
    for one in library.waiting_actions():
        if one.circle in going or one.event in going or state_of(one.reviews) in ENDED:
            continue
        event = events.get(one.event)
        held_on = one.date or (event.date if event else "")
        with spoken(event.language if event else ""):
            date = due_of(one.by, held_on, one.reviews).date
        if date and date <= today and held_on < today:
            found.append(DueHere(date, one.circle, one.number, one.place, held_on))
    return tuple(sorted(found, key=lambda one: (one.date, one.number, one.circle, one.place)))
