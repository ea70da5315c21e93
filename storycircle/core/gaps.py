"""A gap in which the laptop slept or was off: it counts for the turn, or for nobody.

Either way the time is gone, so that the stage still ends as planned; the shares to come are
worked out from what is left.
"""

from dataclasses import replace

from storycircle.core.turns import Round


def not_counted(round_: Round, seconds: float) -> Round:
    """The last `seconds` of the running turn, breath or pause are nobody's."""
    if not round_.going:
        return round_
    moved = replace(round_, idle=round_.idle + seconds)
    if round_.since is not None:
        return replace(moved, since=round_.since + seconds)
    if round_.quiet_since is not None:
        return replace(moved, quiet_since=round_.quiet_since + seconds)
    return moved


def passed_by(round_: Round, seconds: float) -> Round:
    """So many seconds passed while the round stood in a file; they are nobody's."""
    return replace(round_, idle=round_.idle + seconds)


def counted(round_: Round, seconds: float) -> Round:
    """A gap that was nobody's counts for the current turn after all, or for the breath."""
    seconds = min(seconds, round_.idle)
    moved = replace(round_, idle=round_.idle - seconds)
    if round_.begun:
        return replace(moved, used=round_.used + seconds)
    return replace(moved, breath=round_.breath + seconds)
