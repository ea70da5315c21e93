"""How long each place of the organiser takes to show its first rows, with 10,000 circles and 12.

The row is that of the place that grows most: in processor time of the thread that draws, as the
machine may have other work; the floor is the same window over twelve circles, in the same run. What
is done on the board has rows of its own, `board-key` and `search`.
"""

from benchmarks.figure import Figure
from benchmarks.many_circles import FEW, MANY, SOME, run

AT_MOST = 3.0


def measure(*, quick: bool) -> Figure:
    """Milliseconds of the place that grows most with 10,000 circles (quick: 600), beside 12."""
    few, many = run(FEW), run(SOME if quick else MANY)
    here, there = many["places"], few["places"]
    worst = max(here, key=lambda at: here[at] / there[at])
    every = ", ".join(f"{name} {here[name] * 1000:.0f} ({there[name] * 1000:.0f})" for name in here)
    whole = f"{many['whole'] * 1000:.0f} ({few['whole'] * 1000:.0f})"
    note = f"{worst}; ms of each, and with {FEW}: {every}; Gather whole, on all threads {whole}"
    return Figure("places", here[worst] * 1000, there[worst] * 1000, AT_MOST, note)
