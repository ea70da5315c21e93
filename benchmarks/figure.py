"""One figure: what ours took, what the floor took, and how many times the floor it may be."""

from msgspec import Struct


class Figure(Struct, frozen=True):
    """A row of the table. ours and floor in one unit; note: what a reader should know. ran: False
    where it could not be measured here, which the note says why.
    """

    name: str
    ours: float
    floor: float
    at_most: float
    note: str = ""
    ran: bool = True

    @classmethod
    def not_run(cls, name: str, why: str) -> "Figure":
        """A row that cannot be measured here."""
        return cls(name, 0.0, 0.0, 0.0, why, ran=False)

    @property
    def ratio(self) -> float:
        return self.ours / self.floor if self.floor else float("inf")

    @property
    def holds(self) -> bool:
        return not self.ran or self.ratio <= self.at_most

    @property
    def breaks(self) -> bool:
        """Whether it is twice over its bound: a quick run fails by that alone, as it is short."""
        return self.ran and self.ratio > 2 * self.at_most
