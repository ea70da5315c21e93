"""The most memory that Gather takes with 10,000 circles, beside an empty window."""

from benchmarks.figure import Figure
from benchmarks.many_circles import FEW, MANY, SOME, empty_window, profile_of_window, runs

AT_MOST = 2.5
_MB = 1_000_000


def measure(*, quick: bool) -> Figure:
    """MB of Gather with 10,000 circles (quick: 600), beside an empty window."""
    found = runs(quick=quick)
    many, few = found[SOME if quick else MANY], found[FEW]
    floor = empty_window()["memory"] / _MB
    note = (
        f"MB at the most, once all of Gather is read; with {FEW} "
        f"{few['gather memory'] / _MB:.0f}. "
        f"After every place but the headings was shown, {many['memory'] / _MB:.0f} and "
        f"{few['memory'] / _MB:.0f}"
    )
    return Figure("memory", many["gather memory"] / _MB, floor, AT_MOST, note)


def profile_of(_name: str) -> str:
    """Where the time of a window over 10,000 circles goes; what it makes is what it holds."""
    return profile_of_window(MANY)
