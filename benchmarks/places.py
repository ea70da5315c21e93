"""How long each place of the organiser takes to show its first rows, with 10,000 circles and 12.

The row is that of the place that grows most. In processor time, as the machine may have other work;
the floor is the same window over twelve circles, in the same run.
"""

from benchmarks.figure import Figure
from benchmarks.many_circles import FEW, MANY, SOME, run

AT_MOST = 3.0


def measure(*, quick: bool) -> Figure:
    """Milliseconds of the place that grows most with 10,000 circles (quick: 600), beside 12."""
    few, many = run(FEW)["places"], run(SOME if quick else MANY)["places"]
    worst = max(many, key=lambda name: many[name] / few[name])
    every = ", ".join(f"{name} {many[name] * 1000:.0f} ({few[name] * 1000:.0f})" for name in many)
    note = f"{worst}; ms of each, and with {FEW}: {every}"
    return Figure("places", many[worst] * 1000, few[worst] * 1000, AT_MOST, note)
