"""How long the slowest key takes among 10,000 circles, beside 100 ms: a letter of a search, Ctrl F,
the keys that go through a list, in Home, Gather and Report, and those of the board, also while its
cards are being read; and, as a row of their own, those of *What became*, with its 30,000 actions.

What takes longer than that is felt, so that time is the floor. What the machine has to do with it
is in the note: the same keys among twelve circles, in the same run.
"""

from benchmarks.figure import Figure
from benchmarks.many_circles import FEW, MANY, SOME, profile_of_window, runs

_FELT = 100.0  # ms


def measure(*, quick: bool) -> Figure:
    """Milliseconds of the slowest key among 10,000 circles (quick: 600), beside 100 ms."""
    return _row("search", quick=quick)


def became(*, quick: bool) -> Figure:
    """The same of *What became* alone, which has three actions of each circle."""
    return _row("search-became", quick=quick)


def _row(name: str, *, quick: bool) -> Figure:
    found = runs(quick=quick)
    few, many = _keys(name, found[FEW]), _keys(name, found[SOME if quick else MANY])
    worst = max(many, key=lambda key: many[key])
    every = ", ".join(
        f"{key} {took * 1000:.0f}" + (f" ({few[key] * 1000:.0f})" if key in few else "")
        for key, took in many.items()
    )
    note = f"{worst}; ms of each, painted, and with {FEW}: {every}"
    return Figure(name, many[worst] * 1000, _FELT, 1.0, note)


def _keys(name: str, found: dict[str, dict[str, float]]) -> dict[str, float]:
    """The seconds of each key of a row, by its words."""
    keys = found["keys"]
    wanted = name == "search-became"
    return {key: took for key, took in keys.items() if key.startswith("became,") is wanted}


def profile_of(_name: str) -> str:
    """Where the time of a window over 10,000 circles goes."""
    return profile_of_window(MANY)
