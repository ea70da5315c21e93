"""How long the slowest letter of a search among 10,000 circles takes, beside 100 ms.

A letter that takes longer is felt; the floor is that time itself.
"""

from benchmarks.figure import Figure
from benchmarks.many_circles import MANY, SOME, run

_FELT = 100.0  # ms


def measure(*, quick: bool) -> Figure:
    """Milliseconds of the slowest letter among 10,000 circles (quick: 600), beside 100 ms."""
    letter = run(SOME if quick else MANY)["letter"] * 1000
    return Figure("search", letter, _FELT, 1.0, "ms of the slowest letter, painted; 100 ms is felt")
