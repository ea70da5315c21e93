"""A check-out in private: the laptop goes round, each marks alone and passes on.

Only sums are kept while it goes round, and only in memory: what one person marked is added to them
as they pass on, and is nowhere any more. Words are kept sorted. So nothing that could be read
out of this object, or of what is saved of it, says who marked what, or in which order. All of it is
handed over at once, as the last one has passed on; where it is broken off, nothing is.
"""

from collections.abc import Sequence

from storycircle.core.checkout.checkout import (
    ANSWERS,
    MOST_PEOPLE,
    MOST_WORDS,
    STATEMENTS,
    Checkout,
)


class PrivateRound:
    """The sums of those who have passed on so far.

    asked: the statements; none for the method's own.
    """

    def __init__(self, asked: Sequence[str]) -> None:
        self._asked = tuple(asked)
        self._people = 0
        self._sums = [[0] * len(ANSWERS) for _statement in self._asked or STATEMENTS]
        self._words: tuple[str, ...] = ()

    @property
    def began(self) -> bool:
        """Whether anybody has passed on."""
        return self._people > 0

    @property
    def is_full(self) -> bool:
        """Whether nobody more can mark."""
        return self._people >= MOST_PEOPLE

    def pass_on(self, marks: Sequence[int | None], words: str = "") -> None:
        """Add what one person marked. marks: for each statement the place of an answer, or None
        where it was left unmarked. words: a line, if they like.
        """
        self._people += 1
        for sums, mark in zip(self._sums, marks, strict=True):
            if mark is not None:
                sums[mark] += 1
        if words.strip() and len(self._words) < MOST_WORDS:
            self._words = tuple(sorted((*self._words, words.strip())))

    def result(self) -> Checkout:
        """The check-out of all who passed on."""
        rows = tuple((yes, partly, no) for yes, partly, no in self._sums)
        return Checkout(self._people, rows, self._words, self._asked)
