"""How the turns of a circle's stories went, in numbers: all that leaves of them."""

from collections.abc import Iterable

from msgspec import Struct


class TurnCounts(Struct, frozen=True):
    """heard: turns of stories that were told. passed: those who passed for good. over: of the turns
    heard, those that took longer than they were to.
    """

    heard: int = 0
    passed: int = 0
    over: int = 0


def total(counts: Iterable[TurnCounts]) -> TurnCounts:
    """The sum of some counts."""
    every = list(counts)
    return TurnCounts(
        sum(one.heard for one in every),
        sum(one.passed for one in every),
        sum(one.over for one in every),
    )
