"""Headings of two events that a person says are the same, so that the events can be compared."""

from collections.abc import Iterable, Mapping

from msgspec import Struct

MOST_MATCHES = 500


class HeadingMatch(Struct, frozen=True):
    """Two headings, of different events, that stand for one; in which order says nothing."""

    one: str
    other: str

    @property
    def pair(self) -> tuple[str, str]:
        """The two in a fixed order: a match is the same whoever made it."""
        first, second = sorted((self.one, self.other))
        return first, second


def rings_in(
    headings: Iterable[str], matches: Iterable[HeadingMatch]
) -> tuple[tuple[str, ...], ...]:
    """The headings that are matched in a ring, in the order of the headings: those that hang
    together by more matches than they need, so that taking out one parts nothing.
    """
    order = list(dict.fromkeys(headings))
    pairs = {one.pair for one in matches if one.one in order and one.other in order}
    # A heading with one match alone is in no ring: what is left when all such are gone, is.
    while ends := {h for h in order if sum(h in pair for pair in pairs) == 1}:
        pairs = {pair for pair in pairs if not ends & set(pair)}
    left = [heading for heading in order if any(heading in pair for pair in pairs)]
    names = names_of(left, (HeadingMatch(*pair) for pair in sorted(pairs)))
    rings = dict.fromkeys(names.values())
    return tuple(tuple(h for h in left if names[h] == ring) for ring in rings)


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
