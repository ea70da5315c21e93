"""One fault of the battery: how often it was tried, how often what must hold held."""

from collections.abc import Callable
from random import Random

from msgspec import Struct, field


class Tally(Struct):
    """Counts tries, keeps the first few sentences of what did not hold, and sums figures.

    figures: what is worth telling of a run; counts: what is added up over the parts of a row.
    """

    times: int = 0
    held: int = 0
    why: list[str] = field(default_factory=list)
    figures: list[str] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)

    def add(self, *, held: bool, why: str = "") -> None:
        self.times += 1
        if held:
            self.held += 1
        elif len(self.why) < 5:
            self.why.append(why)

    def count(self, what: str, by: int = 1) -> None:
        self.counts[what] = self.counts.get(what, 0) + by


class Fault(Struct, frozen=True):
    """run: tries it so often, with this chance, and tallies. quick and long: how often; tried:
    what is tried, in a few words for the table; unit: what is counted, where that is not tries.
    """

    name: str
    tried: str
    must: str
    quick: int
    long: int
    run: Callable[[int, Random], Tally]
    unit: str = ""


class NotHere(Exception):  # noqa: N818 (a machine lacks something; nothing is wrong)
    """A machine that cannot try a fault; the text says what it lacks."""
