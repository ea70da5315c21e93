"""What an organiser does with recommendations: each act gives those that are to be kept anew."""

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from storycircle.core.afterwards.recommendations import (
    MOST_OF_ONE,
    MOST_RECOMMENDATIONS,
    Recommendation,
    Under,
    under_headings,
)
from storycircle.core.error_sentences import Refused
from storycircle.core.headings import ranks_after_move
from storycircle.core.i18n import _
from storycircle.core.model import new_id
from storycircle.core.size_limits import PARAGRAPH, bounded
from storycircle.core.text import cleaned, one_line


def of_heading(every: Iterable[Recommendation], heading: str) -> list[Recommendation]:
    """The recommendations under a heading, in their order."""
    mine = [one for one in every if one.heading == heading]
    return sorted(mine, key=lambda one: (one.rank, one.id))


def added(
    every: Sequence[Recommendation], heading: str, after: str = ""
) -> tuple[Recommendation, list[Recommendation]]:
    """A new recommendation under a heading, and all that is to be kept for it. after: the id of the
    one below which it stands; empty for the end. Raises Refused where there are too many.
    """
    if len(every) >= MOST_RECOMMENDATIONS:
        raise Refused("too-many-recommendations", most=MOST_RECOMMENDATIONS)
    new = Recommendation(new_id(), heading, "")
    order = of_heading(every, heading)
    places = [at for at, one in enumerate(order, 1) if one.id == after]
    place = places[0] if places else len(order)
    order.insert(place, new)
    changed = _ranked(order, place)
    return next(one for one in changed if one.id == new.id), changed


def moved(
    every: Sequence[Recommendation], id_: str, heading: str, place: int
) -> list[Recommendation]:
    """Those to be kept as one goes under a heading, to a place from 0 among the others there; none
    where it stands there already.
    """
    one = next((known for known in every if known.id == id_), None)
    if one is None:
        return []
    before = of_heading(every, heading)
    order = [known for known in before if known.id != id_]
    place = max(0, min(place, len(order)))
    order.insert(place, replace(one, heading=heading))
    if one.heading == heading and [known.id for known in order] == [known.id for known in before]:
        return []
    bare = replace(order[place], rank="")
    order[place] = bare
    changed = _ranked(order, place)
    return changed if any(known.id == id_ for known in changed) else [*changed, bare]


def _ranked(order: Sequence[Recommendation], moved: int) -> list[Recommendation]:
    """Those that need another rank for this order to hold."""
    ranks = ranks_after_move([one.rank for one in order], moved)
    return [replace(order[at], rank=rank) for at, rank in ranks.items()]


def stepped(
    every: Sequence[Recommendation], headings: Sequence[str], id_: str, by: int
) -> list[Recommendation]:
    """Those to be kept as one goes a place up or down; at the end of its heading, to the next."""
    one = next((known for known in every if known.id == id_), None)
    if one is None:
        return []
    mine = [known.id for known in of_heading(every, one.heading)]
    place = mine.index(id_) + by
    if 0 <= place < len(mine):
        return moved(every, id_, one.heading, place)
    order = list(dict.fromkeys((*headings, *(known.heading for known in every))))
    at = order.index(one.heading) + by
    if not 0 <= at < len(order):
        return []
    end = len(of_heading(every, order[at]))
    return moved(every, id_, order[at], 0 if by > 0 else end)


def worded(one: Recommendation, text: str) -> Recommendation:
    """A recommendation in other words. Raises Refused where they are too long."""
    words = bounded(one_line(text), PARAGRAPH, _("A recommendation"))
    return replace(one, text=words)


def pointed(one: Recommendation, text: str) -> Recommendation:
    """A recommendation with these points below it, a line each. Raises Refused."""
    what = _("A point")
    lines = (bounded(one_line(line), PARAGRAPH, what) for line in cleaned(text).split("\n"))
    points = tuple(line for line in lines if line)
    if len(points) > MOST_OF_ONE:
        raise Refused("too-many-of-one", most=MOST_OF_ONE)
    return replace(one, points=points)


def linked(one: Recommendation, *, action: str = "", stall: str = "") -> Recommendation:
    """A recommendation that rests on one action or stall more. Raises Refused for too many."""
    actions = tuple(dict.fromkeys((*one.actions, *([action] if action else ()))))
    stalls = tuple(dict.fromkeys((*one.stalls, *([stall] if stall else ()))))
    if len(actions) > MOST_OF_ONE or len(stalls) > MOST_OF_ONE:
        raise Refused("too-many-of-one", most=MOST_OF_ONE)
    return replace(one, actions=actions, stalls=stalls)


def unlinked(one: Recommendation, *, action: str = "", stall: str = "") -> Recommendation:
    """A recommendation that rests on one action or stall less."""
    return replace(
        one,
        actions=tuple(known for known in one.actions if known != action),
        stalls=tuple(known for known in one.stalls if known != stall),
    )


def came_from_set(one: Recommendation, *, came: bool) -> Recommendation:
    """A recommendation that came from the project's learning set, or did not."""
    return replace(one, from_set=came)


def all_headings(every: Sequence[Recommendation], headings: Sequence[str]) -> tuple[Under, ...]:
    """All recommendations, lettered, under every heading of the event, also those without any."""
    filled = {under.heading: under for under in under_headings(every, headings)}
    known = [filled.pop(heading, Under(heading, ())) for heading in headings]
    return (*known, *filled.values())
