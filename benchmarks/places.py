"""How long each place of the organiser takes to show its first rows, with 10,000 circles and 12.

The row is that of the place that grows most: in processor time of the thread that draws, as the
machine may have other work; the floor is the same window over twelve circles, in the same run. What
is done on the board has rows of its own, `board-key` and `search`.

Medians of three runs of each count, in turn. As with people, a second goes by on Home and on Gather
before the next place: what is loaded then is in nobody's way, and not counted.
"""

from benchmarks.figure import Figure
from benchmarks.many_circles import FEW, MANY, SOME, profile_of_window, runs

REASONS = {
    "places-600": "What is over 100 ms with 600 circles is so with 12: a place that is opened "
    "first is built once, of some 130 fields and labels in Pack, each of which Qt dresses by the "
    "style sheet. What it is made of was loaded before. It is not how many circles there are; "
    "shown again, each takes some 20 ms."
}
"""Why a row does not hold, where it does not."""
_SOME_AT_MOST, _SOME_MS = 1.5, 100.0
_MANY_AT_MOST, _MANY_MS = 3.0, 300.0


def some(*, quick: bool) -> Figure:
    """Milliseconds of the place that grows most with 600 circles, beside 12."""
    return _row("places-600", SOME, _SOME_AT_MOST, _SOME_MS, quick=quick)


def many(*, quick: bool) -> Figure:
    """The same with 10,000 circles (quick: 600)."""
    count = SOME if quick else MANY
    return _row("places-10000", count, _MANY_AT_MOST, _MANY_MS, quick=quick)


def _row(name: str, count: int, at_most: float, most_ms: float, *, quick: bool) -> Figure:
    """The row of a count of circles. It holds where no place takes more than so many ms, too."""
    found = runs(quick=quick)
    few, many = found[FEW], found[count]
    here, there = many["places"], few["places"]
    worst = max(here, key=lambda at: here[at] / there[at])
    late = max(here, key=lambda at: here[at])
    if here[late] * 1000 > most_ms:
        worst = late
    ours, floor = here[worst] * 1000, there[worst] * 1000
    if ours > most_ms:
        floor = min(floor, ours / (at_most * 1.01))
    every = ", ".join(f"{at} {here[at] * 1000:.0f} ({there[at] * 1000:.0f})" for at in here)
    whole = f"{many['whole'] * 1000:.0f} ({few['whole'] * 1000:.0f})"
    note = f"{worst}; ms of each, and with {FEW}: {every}; Gather whole, on all threads {whole}"
    return Figure(name, ours, floor, at_most, f"{note}; each under {most_ms:.0f} ms")


def profile_of(name: str) -> str:
    """Where the time of a window over so many circles goes."""
    return profile_of_window(SOME if name == "places-600" else MANY)
