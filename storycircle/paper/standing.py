"""The sentences on which circles are here, which are still missing, and which were corrected."""

from collections.abc import Collection, Sequence

from storycircle.core import words

MOST_NAMED = 12
"""Missing circles named one by one; a number typed wrong may be very high."""


def missing_numbers(expected: int, numbers: Collection[int]) -> list[int]:
    """The numbers expected, from 1, of which no circle is here."""
    there = set(numbers)
    return [number for number in range(1, expected + 1) if number not in there]


def standing(expected: int, numbers: Sequence[int], corrected: Sequence[int]) -> str:
    """How the circles stand, in sentences; empty where nothing was expected or corrected."""
    said = []
    if expected:
        said.append(_missing(expected, missing_numbers(expected, numbers)))
    if corrected:
        verb = "was" if len(corrected) == 1 else "were"
        said.append(f"{words.sentence(_named(corrected))} {verb} corrected after coming in.")
    return " ".join(said)


def _missing(expected: int, missing: Sequence[int]) -> str:
    here = expected - len(missing)
    if not missing:
        return f"All of the {words.counted(expected, 'circle')} expected are here."
    said = f"{words.sentence(words.number(here))} of {words.counted(expected, 'circle')} expected"
    verb = "is" if here == 1 else "are"
    if len(missing) > MOST_NAMED:
        return f"{said} {verb} here."
    lacking = "is" if len(missing) == 1 else "are"
    return f"{said} {verb} here: {_named(missing)} {lacking} still missing."


def _named(numbers: Sequence[int]) -> str:
    many = "s" if len(numbers) > 1 else ""
    return f"circle{many} {words.listed([str(number) for number in numbers])}"
