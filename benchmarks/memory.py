"""The most memory that Gather takes with 10,000 circles, beside an empty window."""

from benchmarks.figure import Figure
from benchmarks.many_circles import FEW, MANY, SOME, empty_window, profile_of_window, run

AT_MOST = 2.5
_MB = 1_000_000


def measure(*, quick: bool) -> Figure:
    """MB of Gather with 10,000 circles (quick: 600), beside an empty window."""
    ours = run(SOME if quick else MANY)["memory"] / _MB
    few, floor = run(FEW)["memory"] / _MB, empty_window()["memory"] / _MB
    note = f"MB at the most, after every place but the headings was shown; with {FEW}: {few:.0f}"
    return Figure("memory", ours, floor, AT_MOST, note)


def profile_of(_name: str) -> str:
    """Where the time of a window over 10,000 circles goes; what it makes is what it holds."""
    return profile_of_window(MANY)
