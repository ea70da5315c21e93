"""How long the slowest key takes among 10,000 circles, beside 100 ms: a letter of a search, Ctrl F,
the keys that go through a list, in Home, Gather and Report, and those of the board, also while its
cards are being read.

What takes longer than that is felt, so that time is the floor. What the machine has to do with it
is in the note: the same keys among twelve circles, in the same run.
"""

from benchmarks.figure import Figure
from benchmarks.many_circles import FEW, MANY, SOME, run

_FELT = 100.0  # ms


def measure(*, quick: bool) -> Figure:
    """Milliseconds of the slowest key among 10,000 circles (quick: 600), beside 100 ms."""
    few, many = run(FEW)["keys"], run(SOME if quick else MANY)["keys"]
    worst = max(many, key=lambda name: many[name])
    every = ", ".join(
        f"{name} {took * 1000:.0f}" + (f" ({few[name] * 1000:.0f})" if name in few else "")
        for name, took in many.items()
    )
    note = f"{worst}; ms of each, painted, and with {FEW}: {every}"
    return Figure("search", many[worst] * 1000, _FELT, 1.0, note)
