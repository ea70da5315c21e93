"""Key points as they are typed: one a line, a tab before it for each step it is indented."""

from dataclasses import dataclass

DEEPEST = 3


@dataclass(frozen=True, slots=True)
class Point:
    """One point; depth: from 0, at most DEEPEST."""

    text: str
    depth: int = 0


def points_of(text: str) -> tuple[Point, ...]:
    """The points of a text, without empty lines; no point is deeper than one below another."""
    points: list[Point] = []
    for line in text.split("\n"):
        if line.strip():
            typed = len(line) - len(line.lstrip("\t"))
            above = points[-1].depth + 1 if points else 0
            points.append(Point(line.strip(), min(typed, above, DEEPEST)))
    return tuple(points)
