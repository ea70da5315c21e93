"""Who of a meeting is in the room: those who send apologies keep their seat, and have no turn."""

from storycircle.core.lines.records import Came
from storycircle.core.model import Circle
from storycircle.core.turns import queue
from storycircle.core.turns.queue import Round


def sent_apologies(circle: Circle) -> tuple[str, ...]:
    """The members of a meeting who send apologies, in the order of seats; nobody of a circle that
    is none.
    """
    meeting = circle.meeting
    if meeting is None or meeting.of_file:
        return ()
    absent = {one.member for one in meeting.people if one.came is Came.APOLOGIES}
    return tuple(member.id for member in circle.members if member.id in absent)


def present(circle: Circle) -> int:
    """How many people are in the room."""
    return len(circle.members) - len(sent_apologies(circle))


def without_absent(round_: Round, circle: Circle, now: float) -> Round:
    """A round in which whoever sends apologies waits for no turn."""
    for member in sent_apologies(circle):
        if member in round_.seats:
            round_ = queue.step_out(round_, member, now)
    return round_


def with_presence(round_: Round, circle: Circle, member: str, now: float) -> Round:
    """A round in which somebody is away as their apologies say, or comes after all."""
    if member in sent_apologies(circle):
        return queue.step_out(round_, member, now)
    return queue.step_in(round_, member)
