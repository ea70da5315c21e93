"""The fair share of the time that is left: what each person still to come may have, in seconds."""

STEP = 5
"""Shares are rounded down to whole steps, so that nobody is given 3:47."""
FLOOR = 60
"""Shorter than this, a story cannot be told; the app says so instead."""


def fair_share(left: float, to_come: int, floor: float = FLOOR) -> float:
    """What each of `to_come` people has of the `left` seconds: rounded down, never below floor.

    Nobody to come: 0.
    """
    if to_come <= 0:
        return 0.0
    return max(float(floor), left / to_come // STEP * STEP)
