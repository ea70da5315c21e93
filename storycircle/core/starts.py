"""A turn's start, moved: for a facilitator who pressed too late, or too early.

Moving a start takes from the breath before the turn, or gives to it; the time gone stays what
it is, and the shares are worked out again.
"""

from dataclasses import replace

from storycircle.core.errors import Refused
from storycircle.core.turns import Round

STEP = 15
"""Seconds a start is moved by."""


def start_moved(round_: Round, earlier: float, now: float) -> Round:
    """The current turn began so many seconds earlier, or later where negative.

    Never before the turn before it ended; only the very first turn of the stage may have begun
    before the stage's clock. Raises Refused where it has not begun.
    """
    if not round_.begun:
        raise Refused("not-begun", name="This person")
    first = not round_.heard and not round_.earlier
    used = round_.elapsed(now)
    moved = max(earlier if first else min(earlier, round_.breath), -used)
    begun = replace(
        round_.begun_earlier(moved - round_.breath),
        used=used + moved,
        since=now if round_.running else None,
        breath=max(0.0, round_.breath - moved),
    )
    share = max(0.0, begun.fair(now) + begun.given_now())
    return replace(begun, share=share)


def heard_start_moved(round_: Round, member: str, earlier: float) -> Round:
    """The start of a member's finished turn, moved likewise. Raises Refused where there is none."""
    places = [place for place, turn in enumerate(round_.heard) if turn.member == member]
    if not places:
        raise Refused("not-heard-yet")
    place = places[-1]
    turn = round_.heard[place]
    first = place == 0 and not round_.earlier
    moved = max(earlier if first else min(earlier, turn.breath), -turn.used)
    breath = max(0.0, turn.breath - moved)
    changed = replace(turn, used=turn.used + moved, breath=breath)
    heard = (*round_.heard[:place], changed, *round_.heard[place + 1 :])
    return replace(round_.begun_earlier(moved - turn.breath), heard=heard)
