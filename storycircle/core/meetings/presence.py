"""A round without those who send apologies: they keep their seat, and wait for no turn."""

from storycircle.core.model import Circle
from storycircle.core.turns import queue
from storycircle.core.turns.queue import Round


def without_absent(round_: Round, circle: Circle, now: float) -> Round:
    """A round in which whoever sends apologies waits for no turn."""
    for member in circle.apologies:
        if member in round_.seats:
            round_ = queue.step_out(round_, member, now)
    return round_


def with_presence(round_: Round, circle: Circle, member: str, now: float) -> Round:
    """A round in which somebody is away as their apologies say, or comes after all."""
    if member in circle.apologies:
        return queue.step_out(round_, member, now)
    return queue.step_in(round_, member)
