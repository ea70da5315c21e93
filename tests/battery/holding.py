"""What every fault begins with: a laptop with a circle on it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from storycircle.core.clock import SimulatedClock
from storycircle.core.model import Action, Circle, Event, Member, Note, Sharing, Story
from storycircle.core.turns.queue import new_round
from storycircle.core.turns.schedule import Stage, plan_for
from storycircle.store.library import Library
from storycircle.store.saved_state import SavedState

EVENT = Event("e", "Whole System Event", date="2007-06-14", headings=("Workforce", "Voice"))


@contextmanager
def folder() -> Iterator[Path]:
    """A folder of its own, gone afterwards."""
    with TemporaryDirectory(prefix="battery-", ignore_cleanup_errors=True) as made:
        yield Path(made)


def clock() -> SimulatedClock:
    return SimulatedClock(datetime(2026, 11, 24, 9, 50))  # noqa: DTZ001 (the room's own time)


def circle(number: int = 1, people: int = 5, words: str = "") -> Circle:
    """A circle with a story of each and three actions; `words` are in each story."""
    id_ = f"c{number}"
    members = [
        Member(f"{id_}m{i}", f"Person {i}", "Nurse", "Hartlepool PCT") for i in range(people)
    ]
    stories = [
        Story(
            f"{id_}s{i}",
            member.id,
            title=f"Story {i}",
            points=words or f"What {member.name} told",
            sharing=(Sharing.NAMED, Sharing.ANONYMOUS, Sharing.STAYS)[i % 3],
            left_as=f"{id_}left{i}",
        )
        for i, member in enumerate(members)
    ]
    actions = [
        Action(f"{id_}a{i}", f"Action {i}", (f"{id_}m{i}",), "July", "Voice") for i in range(3)
    ]
    notes = (Note("What does this mean?", "It means a lot."),)
    return Circle(
        id_,
        number,
        "e",
        theme="How do we listen?",
        facilitator="May",
        members=tuple(members),
        stories=tuple(stories),
        dialogue=notes,
        actions=tuple(actions),
    )


def standing(at: SimulatedClock, held: Circle, budget: float = 1_500) -> SavedState:
    """A circle in its stories, the first turn not begun."""
    seats = tuple(member.id for member in held.members)
    return SavedState(Stage.STORIES, new_round(seats, budget), plan_for(EVENT, at.now()), at.now())


def fill(library: Library, at: SimulatedClock, circles: int = 2) -> None:
    """An event with some circles, the first of them under way."""
    library.save_event(EVENT)
    for number in range(1, circles + 1):
        held = circle(number)
        library.save_circle(held, standing(at, held) if number == 1 else None)
