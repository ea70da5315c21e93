"""The numbers of an event's circles: which of them are still to come, and which one is free."""

from collections.abc import Collection

from storycircle.core.size_limits import MOST_NUMBER


def up_to(known: Collection[int], expected: int) -> int:
    """The highest number that an event has, as far as anybody knows: every one up to it is that of
    a circle which is here or to come.
    """
    return max(expected, *known, 0)


def free_number(known: Collection[int], expected: int) -> int:
    """A number that nobody has and nobody waits for; 0 where there is none.

    known: those of all circles that were ever here, or of which a list of names or another copy
    says so. expected: how many circles are.
    """
    highest = up_to(known, expected)
    return highest + 1 if highest < MOST_NUMBER else 0
