"""The sentence on what was not noted: which actions have neither a name nor a date."""

from collections.abc import Sequence

from storycircle.core import words

_PLACES = ("first", "second", "third")


def not_noted(noted: Sequence[Sequence[bool]], numbers: Sequence[int]) -> str:
    """In one sentence, the actions without name and date; empty where all have one.

    noted: for each circle, whether each of its actions has a name or a date.
    """
    every = sum(len(circle) for circle in noted)
    missing = sum(1 for circle in noted for there in circle if not there)
    if not missing:
        return ""
    if missing == every:
        which = f"any of the {words.number(every)} actions" if every > 1 else "the one action"
        return f"No name or date was noted for {which}."
    where: dict[str, list[str]] = {}
    for circle, number in zip(noted, numbers, strict=True):
        if not all(circle):
            where.setdefault(_which(circle), []).append(str(number))
    parts = [
        f"{which} of {'circle' if len(circles) == 1 else 'circles'} {words.listed(circles)}"
        for which, circles in where.items()
    ]
    last = f", and {parts[-1]}" if len(parts) > 1 else parts[-1]
    which = "the other one" if missing == 1 else f"the other {words.number(missing)}"
    return f"No name or date was noted for {which}: {', '.join(parts[:-1])}{last}."


def _which(circle: Sequence[bool]) -> str:
    """Of one circle's actions: "all three", "both", "the second", "the first two"."""
    places = [place for place, there in enumerate(circle) if not there]
    if len(places) == len(circle):
        return {1: "the one", 2: "both"}.get(len(places), f"all {words.number(len(places))}")
    if len(places) > 1 and places == list(range(len(places))):
        return f"the first {words.number(len(places))}"
    if len(places) > 1 and places[-1] - places[0] == len(places) - 1:
        return f"the last {words.number(len(places))}"
    return f"the {words.listed([_PLACES[place] for place in places])}"
