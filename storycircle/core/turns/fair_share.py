"""The fair share of the time that is left: what each person still to come may have, in seconds."""

STEP = 5
"""Shares are rounded down to whole steps, so that nobody is given 3:47."""
FLOOR = 60
"""Shorter than this, a story cannot be told; the app says so instead."""
RESPONSE = 60
"""Seconds kept for each in a second round, where the circle wants one."""
RESPONSE_FLOOR = 30
"""The shortest share of a second round, where each only responds."""
_HAIR = 1e-6  # seconds that adding up fractions of them may be wrong by


def in_steps(seconds: float) -> float:
    """A time for each as it is given and as every text says it: rounded down to whole steps, never
    below nothing. So one figure stands for one thing, wherever it is said.
    """
    return max(0.0, seconds + _HAIR) // STEP * STEP


def fair_share(left: float, to_come: int, floor: float = FLOOR) -> float:
    """What each of `to_come` people has of the `left` seconds: rounded down, never below floor.

    Nobody to come: 0.
    """
    if to_come <= 0:
        return 0.0
    return max(float(floor), in_steps(left / to_come))


def each_has(people: int, seconds: float) -> float:
    """Seconds for each person of a stage, in whole steps; 0 where nobody is there."""
    return in_steps(seconds / people) if people else 0.0
