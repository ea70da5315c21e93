"""Headings of two events that a person says are the same, so that the events can be compared."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

MOST_MATCHES = 500


@dataclass(frozen=True, slots=True)
class HeadingMatch:
    """Two headings, of different events, that stand for one; in which order says nothing."""

    one: str
    other: str

    @property
    def pair(self) -> tuple[str, str]:
        """The two in a fixed order: a match is the same whoever made it."""
        first, second = sorted((self.one, self.other))
        return first, second


def names_of(headings: Iterable[str], matches: Iterable[HeadingMatch]) -> Mapping[str, str]:
    """The heading under which each heading is compared: of those that are matched, in a row or in a
    ring, the one that comes first.
    """
    order = list(dict.fromkeys(headings))
    place = {heading: at for at, heading in enumerate(order)}
    found = {heading: heading for heading in order}

    def root(heading: str) -> str:
        while found[heading] != heading:
            heading = found[heading]
        return heading

    for match in matches:
        if match.one in found and match.other in found:
            one, other = sorted((root(match.one), root(match.other)), key=place.__getitem__)
            found[other] = one
    return {heading: root(heading) for heading in order}
