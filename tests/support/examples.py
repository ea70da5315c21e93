"""How far property tests search: quickly in the quick suite, further where CI has time for it."""

import os

HOW_FAR = {"quick": 1, "further": 4, "search": 30}
"""By the name of a hypothesis profile: how many times as many examples as the quick suite."""
PROFILE = os.environ.get("STORYCIRCLE_HYPOTHESIS", "quick")
USUAL = 30
"""Examples of a test that says nothing else."""


def examples(quick: int) -> int:
    """How many examples a test tries that is content with so many in the quick suite."""
    return quick * HOW_FAR[PROFILE]


def sequences(quick: int, further: int) -> int:
    """How many long histories a slow test plays: all of them in the further tier, which a night
    has time for.
    """
    return quick if PROFILE == "quick" else further
