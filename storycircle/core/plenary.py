"""The plenary: circles report back one after another, each with the same time.

The circles are the seats of one round (core/turns.py): a circle may pass, and is asked again at
the end. June 2007 had twenty minutes for six circles, 3 min 20 s each (Annex 1).
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from storycircle.core.model import Event
from storycircle.core.programme import LENGTHS, plan_for
from storycircle.core.shares import STEP
from storycircle.core.timing import Stage
from storycircle.core.turns import Round, new_round

CIRCLES = 6
"""How many circles reported back in June 2007."""


def report_back(event: Event | None, now: datetime, circles: int = 0) -> float:
    """Seconds for each circle: the programme's plenary, shared by all circles.

    circles: how many are known of; where more are expected, those. Where nobody has said, the
    time is what it was in June 2007.
    """
    count = max(event.expected if event else 0, circles)
    if not event or not count:
        return LENGTHS[Stage.PLENARY] * 60 / CIRCLES
    return max(float(STEP), plan_for(event, now).seconds(Stage.PLENARY) / count // STEP * STEP)


def new_plenary(circles: Sequence[str], seconds: float) -> Round:
    """The circles, by id, in the order they report back; each has these seconds, no more or less.

    A round shares out what is left of its budget, but never less than its floor: with no budget
    every share is the floor.
    """
    return new_round(tuple(circles), budget=0.0, floor=int(seconds))


def with_circles(plenary: Round, circles: Sequence[str]) -> Round:
    """The plenary with circles that came since at its end, and without those that went.

    The one that is reporting stays until its turn is ended.
    """
    here = set(circles)
    known = set(plenary.seats)
    gone = known - here - ({plenary.current} if plenary.begun else set())
    more = tuple(circle for circle in circles if circle not in known)

    def kept(ids: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(id_ for id_ in ids if id_ not in gone)

    return replace(
        plenary,
        seats=kept(plenary.seats) + more,
        to_come=kept(plenary.to_come) + more,
        again=kept(plenary.again),
        declined=kept(plenary.declined),
        asked_again=kept(plenary.asked_again),
    ).ask_again()


def ends_in(plenary: Round, now: float) -> float:
    """Seconds until the last circle has had its time, as it stands."""
    rest = max(0.0, plenary.left(now)) if plenary.current else 0.0
    return rest + plenary.floor * max(0, len(plenary.unheard) - 1)
