"""What a person changes of a list of rounds: one more, one away, one moved, one worded anew.

All pure; each gives rounds as `checked` has them, or raises Refused.
"""

from collections.abc import Sequence
from uuid import uuid4

from storycircle.core.error_sentences import Refused
from storycircle.core.i18n import _
from storycircle.core.rounds.named_round import NamedRound, checked


def added(rounds: Sequence[NamedRound]) -> tuple[NamedRound, ...]:
    """The rounds with one more at the end, under a name that is free."""
    taken = {one.name.casefold() for one in rounds}
    number = len(rounds) + 1
    while (name := _("Round {number}", number=number)).casefold() in taken:
        number += 1
    return checked((*rounds, NamedRound(str(uuid4()), name, notes=False)))


def removed(rounds: Sequence[NamedRound], id_: str, held: int = 0) -> tuple[NamedRound, ...]:
    """The rounds without this one. held: how many have begun, which stay. Raises Refused, also
    where it is the only one.
    """
    place = _movable(rounds, id_, held)
    if len(rounds) < 2:
        raise Refused("only-round")
    return checked((*rounds[:place], *rounds[place + 1 :]))


def moved(
    rounds: Sequence[NamedRound], id_: str, places: int, held: int = 0
) -> tuple[NamedRound, ...]:
    """The rounds with this one so many places on, or back; at an end it stays. held: how many have
    begun, before which none goes.
    """
    place = _movable(rounds, id_, held)
    left = [*rounds[:place], *rounds[place + 1 :]]
    left.insert(min(max(place + places, held), len(left)), rounds[place])
    return checked(left)


def changed(rounds: Sequence[NamedRound], one: NamedRound) -> tuple[NamedRound, ...]:
    """The rounds with this one in the place of that with its id."""
    return checked([one if other.id == one.id else other for other in rounds])


def _movable(rounds: Sequence[NamedRound], id_: str, held: int) -> int:
    place = next(n for n, one in enumerate(rounds) if one.id == id_)
    if place < held:
        raise Refused("round-held", name=rounds[place].name)
    return place
