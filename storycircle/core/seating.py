"""Who sits in the circle: someone comes, leaves, is away or moves. None touches a running clock.

Each takes a Round and gives a new one. A seat is counted clockwise; 0 is at the facilitator's left.
"""

from dataclasses import replace

from storycircle.core.errors import Refused
from storycircle.core.round_state import Turn
from storycircle.core.turns import Round


def join(round_: Round, member: str, seat: int) -> Round:
    """Someone comes at a seat, to speak in seat order."""
    if member in round_.seats:
        return round_
    seats = (*round_.seats[:seat], member, *round_.seats[seat:])
    return _waiting(replace(round_, seats=seats), member)


def leave(round_: Round, member: str, now: float) -> Round:
    """Someone leaves for good. Their turns, and one they leave in, still count as time used."""
    gone = replace(round_, seats=_without(round_.seats, member))
    if member == round_.current:
        used = round_.elapsed(now)
        turn = (Turn(member, used, passed=True, breath=round_.breath),) if used > 0 else ()
        gone = gone.moved_on(now, heard=(*round_.heard, *turn))
    return replace(
        gone,
        to_come=_without(gone.to_come, member),
        again=_without(gone.again, member),
        declined=_without(gone.declined, member),
        away=_without(gone.away, member),
    ).ask_again()


def step_out(round_: Round, member: str) -> Round:
    """Someone is away for a while. Raises Refused while they are speaking."""
    if member == round_.current and round_.begun:
        raise Refused("away-speaking")
    if member in round_.away:
        return round_
    return replace(
        round_,
        to_come=_without(round_.to_come, member),
        again=_without(round_.again, member),
        away=(*round_.away, member),
    ).ask_again()


def step_in(round_: Round, member: str) -> Round:
    """Someone who was away is back, to speak in seat order unless heard already."""
    if member not in round_.away:
        return round_
    back = replace(round_, away=_without(round_.away, member))
    done = round_.has_told(member) or member in round_.declined
    return back if done else _waiting(back, member)


def seated(round_: Round, seats: tuple[str, ...]) -> Round:
    """The same people on other seats; those still to come follow the new order.

    Where nobody moved, an order that was called stays. Whose turn it is, or who is shown as
    next or was called, stays so; only before the first story do the seats say who begins.
    """
    if seats == round_.seats:
        return round_
    first = round_.to_come[:1] if round_.started or _called(round_) else ()
    waiting = set(round_.to_come) - set(first)
    start = seats.index(first[0]) + 1 if first else 0
    turned = seats[start:] + seats[:start]
    to_come = first + tuple(member for member in turned if member in waiting)
    return replace(round_, seats=seats, to_come=to_come)


def _called(round_: Round) -> bool:
    """Whether the next to speak is another than the seats would have it."""
    by_seat = (member for member in round_.seats if member in round_.to_come)
    return next(by_seat, None) != round_.current


def _without(members: tuple[str, ...], member: str) -> tuple[str, ...]:
    return tuple(other for other in members if other != member)


def _waiting(round_: Round, member: str) -> Round:
    """A person among those to come, where the clockwise order has them."""
    order = dict(zip(round_.seats, range(len(round_.seats)), strict=True))
    size = len(round_.seats)
    first = order[round_.current] if round_.current is not None else 0
    ahead = (order[member] - first) % size
    turns = list(round_.to_come)
    later = (
        place
        for place, other in enumerate(turns)
        if place and (order[other] - first) % size > ahead
    )
    turns.insert(next(later, len(turns)), member)
    return replace(round_, to_come=tuple(turns))
