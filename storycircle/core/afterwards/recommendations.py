"""An organiser's recommendations: under headings, lettered through all of them."""

from collections.abc import Iterable, Sequence

from msgspec import Struct

MOST_RECOMMENDATIONS = 500
MOST_OF_ONE = 100
"""Points of one recommendation; actions and stalls it rests on."""
_LETTERS = 26


class Recommendation(Struct, frozen=True):
    """One recommendation. actions: the ids of those it rests on; stalls: their titles.

    rank: a text that sorts between its neighbours' under the heading. from_set: whether it came
    from the project's learning set.
    """

    id: str
    heading: str
    text: str
    points: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()
    stalls: tuple[str, ...] = ()
    rank: str = ""
    from_set: bool = False


class Lettered(Struct, frozen=True):
    """A recommendation with its letter."""

    letter: str
    one: Recommendation


class Under(Struct, frozen=True):
    """The recommendations under a heading. known: whether it is one of the event's headings."""

    heading: str
    lettered: tuple[Lettered, ...]
    known: bool = True


def letter(place: int) -> str:
    """The letter of a place from 0: a to z, then aa, bb and so on, then aaa."""
    return chr(ord("a") + place % _LETTERS) * (place // _LETTERS + 1)


def under_headings(
    recommendations: Iterable[Recommendation], headings: Sequence[str]
) -> tuple[Under, ...]:
    """All recommendations, lettered through the event's headings, then through those that are not
    the event's any more. A heading without any is left out.
    """
    by_heading: dict[str, list[Recommendation]] = {heading: [] for heading in headings}
    for one in sorted(recommendations, key=lambda one: (one.heading, one.rank, one.id)):
        by_heading.setdefault(one.heading, []).append(one)
    found, place = [], 0
    for heading, some in by_heading.items():
        lettered = []
        for one in some:
            lettered.append(Lettered(letter(place), one))
            place += 1
        if lettered:
            found.append(Under(heading, tuple(lettered), heading in headings))
    return tuple(found)


def bear_none(actions: Iterable[str], recommendations: Iterable[Recommendation]) -> tuple[str, ...]:
    """The ids, of these actions, on which no recommendation rests, in their order."""
    borne = {id_ for one in recommendations for id_ in one.actions}
    return tuple(id_ for id_ in actions if id_ not in borne)
