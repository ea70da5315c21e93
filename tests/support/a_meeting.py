"""A meeting of a learning set with all that a meeting can have, and laptops that hold it."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec.structs import replace

from storycircle.core.clock import SimulatedClock
from storycircle.core.lines.records import LineKind, Meeting
from storycircle.core.meetings.inquiries import (
    with_inquiry,
    with_inquiry_action,
    with_inquiry_note,
)
from storycircle.core.meetings.next_meeting import (
    first_meeting,
    new_line,
    with_apologies,
)
from storycircle.core.model import Action, Circle, Idea, Member, Note, Story
from storycircle.core.reviews.review import Review
from storycircle.store.library import Library
from storycircle.store.lines import members_file
from tests.support.fresh import fresh_library
from tests.support.inside import conn_of

NOON = datetime(2007, 3, 8, 12)  # noqa: DTZ001 (the room's own time)
SET = new_line(
    "Learning set", question="Where is common ground?", kind=LineKind.LEARNING_SET, id_="line"
)
OLD_DOORS = "three old doors"
NAMES = ("Ann Able", "Ben Bold", "Cy Calm", "Di Dare")


def started() -> Circle:
    """A first meeting with all that a meeting can have, and with what stays on its laptop."""
    members = tuple(Member(f"m{at}", name, "role", "agency") for at, name in enumerate(NAMES))
    circle = replace(first_meeting(SET, members, on="2007-03-08"), id="c1")
    owners = persons(circle)
    circle = with_inquiry(circle, owners[:2], "How do we ask?", kind="practice", id_="q")
    circle = with_inquiry_note(circle, "q", 3, "Two lines\nof notes", on="2007-03-08", note="n")
    circle = with_inquiry_action(circle, "q", "Ask twice", who=owners[:1], by="May", id_="i")
    circle = with_apologies(circle, "m1", buddy="m0")
    return replace(
        circle,
        actions=(Action("a", "For all of us", ("m2",)),),
        stories=(Story("s", "m0", "Told", "Told here alone", left_as="l"),),
        dialogue=(Note("Why?", "Noted alone"),),
        ideas=(Idea("d", "Only an idea"),),
    )


def persons(circle: Circle) -> list[str]:
    """The ids within the line of who is in a meeting, in the order of seats."""
    assert circle.meeting is not None
    return [one.person for one in circle.meeting.people]


def meeting(circle: Circle) -> Meeting:
    """What a circle has as a meeting; it has to be one."""
    assert circle.meeting is not None
    return circle.meeting


def reviewed(circle: Circle, told: Review) -> Circle:
    """A circle whose first action has one review more, or as many as it has with this one."""
    first, *others = circle.actions
    here = {review.id: review for review in (told, *first.reviews)}
    return replace(circle, actions=(replace(first, reviews=tuple(here.values())), *others))


def inside(library: Library) -> bytes:
    """All that a library would hand on: two that say the same, say it byte for byte."""
    return members_file.content(library.for_members("line"), "x.circle")


@contextmanager
def laptops(count: int) -> Iterator[list[Library]]:
    """So many new libraries, each of another laptop; none waits until its disk has what it wrote,
    which only a power cut would tell apart.
    """
    with TemporaryDirectory() as folder, ExitStack() as stack:
        clock = SimulatedClock(NOON)
        places = (Path(folder) / f"{at}" / "library" for at in range(count))
        all_ = [stack.enter_context(fresh_library(place, clock)) for place in places]
        for library in all_:
            conn_of(library).execute("PRAGMA synchronous = OFF")
        yield all_
