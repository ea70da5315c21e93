"""An example of how the time is shared, worked out by the very rules that share it."""

from enum import StrEnum

from msgspec import Struct

from storycircle.core.turns.queue import new_round

PEOPLE = 6
MINUTES = 25
_TOLD = (250.0, 330.0)  # seconds: the first as long as planned, the second a minute over
_BREATHS = (20.0, 15.0)


class Spent(StrEnum):
    """What a stretch of the stage is for."""

    TOLD = "told"
    BREATH = "breath"
    TO_COME = "to_come"


class Stretch(Struct, frozen=True):
    """A stretch of the stage in seconds."""

    kind: Spent
    seconds: float


class Shared(Struct, frozen=True):
    """The stage at one moment, from its beginning to its end.

    each: the share of everyone still to come. left: seconds left. to_come: how many people.
    """

    stretches: tuple[Stretch, ...]
    each: float
    left: float
    to_come: int


def example() -> tuple[Shared, Shared]:
    """Six people and 25 minutes: as the first story begins, and after two have been told."""
    round_ = new_round(tuple(f"{n}" for n in range(PEOPLE)), MINUTES * 60.0)
    first = Shared(
        tuple(Stretch(Spent.TO_COME, round_.next_share(0)) for _ in range(PEOPLE)),
        round_.next_share(0),
        round_.time_left(0),
        PEOPLE,
    )
    now, spent = 0.0, []
    for length, breath in zip(_TOLD, _BREATHS, strict=True):
        round_ = round_.start(now).next(now + length)
        now += length + breath
        spent += [Stretch(Spent.TOLD, length), Stretch(Spent.BREATH, breath)]
    waiting = len(round_.unheard)
    to_come = (Stretch(Spent.TO_COME, round_.next_share(now)),) * waiting
    left = round_.time_left(now)
    return first, Shared((*spent, *to_come), round_.next_share(now), left, waiting)
