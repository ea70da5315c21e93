"""Who has every figure that was ever published, and a computer.

The attacker is told more than any reader knows: of which circles each figure is a sum, which is
found by changing one circle's answers after another and seeing what changes. From that, all that
can be had by adding and subtracting figures is a space, in which no small group may lie.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

_PRIME = 2_147_483_647  # reckoned in whole numbers: what holds among fractions holds here too


class Attacker:
    """All that follows from some figures. Each is how often each circle's answers are in it."""

    def __init__(self, figures: Iterable[Sequence[int]]) -> None:
        self._rows: list[list[int]] = []
        for figure in figures:
            rest = self._rest([count % _PRIME for count in figure])
            if any(rest):
                place = next(at for at, count in enumerate(rest) if count)
                inverse = pow(rest[place], -1, _PRIME)
                self._rows.append([count * inverse % _PRIME for count in rest])

    def _rest(self, figure: list[int]) -> list[int]:
        for row in self._rows:
            place = next(at for at, count in enumerate(row) if count)
            times = figure[place]
            if times:
                figure = [(a - times * b) % _PRIME for a, b in zip(figure, row, strict=True)]
        return figure

    def finds(self, wanted: Sequence[int]) -> bool:
        """Whether some sum and difference of the figures is that of these circles alone."""
        return not any(self._rest([count % _PRIME for count in wanted]))


def found_by(figures: Iterable[Sequence[int]], answered: Sequence[int], few: int) -> list[str]:
    """The groups of circles, in words, whose answers follow from the figures though fewer people
    than `few` gave them. answered: how many people of each circle did.
    """
    attacker, found = Attacker(figures), []
    small = [at for at, count in enumerate(answered) if 0 < count < few]
    for size in range(1, few):
        for group in combinations(small, size):
            if sum(answered[at] for at in group) < few:
                wanted = [int(at in group) for at in range(len(answered))]
                found += [str(group)] if attacker.finds(wanted) else []
    return found


def coefficients(before: Mapping[str, int], after: Mapping[str, int]) -> dict[str, int]:
    """How much each figure changed; one that is not in both changed by all of it."""
    keys = before.keys() | after.keys()
    return {key: after.get(key, 0) - before.get(key, 0) for key in keys}
