"""One figure: what ours took, what the floor took, and how many times the floor it may be."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """A row of the table. ours and floor in one unit; note: what a reader should know."""

    name: str
    ours: float
    floor: float
    at_most: float
    note: str = ""

    @property
    def ratio(self) -> float:
        return self.ours / self.floor if self.floor else float("inf")

    @property
    def holds(self) -> bool:
        return self.ratio <= self.at_most
