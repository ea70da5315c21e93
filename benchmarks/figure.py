"""One figure: what was measured of ours, what of the floor under it, and how they may stand."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """A measured figure. ours and floor are in one unit, seconds unless its module says else."""

    name: str
    ours: float
    floor: float
    at_most: float

    @property
    def ratio(self) -> float:
        return self.ours / self.floor

    @property
    def holds(self) -> bool:
        return self.ratio <= self.at_most

    def row(self) -> dict[str, str | float]:
        """As `--json` writes it."""
        return {
            "name": self.name,
            "ours": self.ours,
            "floor": self.floor,
            "ratio": self.ratio,
            "at_most": self.at_most,
        }
