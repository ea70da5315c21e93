"""How it was, for every format of the report: the sums of all check-outs, and their lines of words.

Of a circle by itself there is nothing: the sums are those of `core/checkout/shown.py`.
"""

from storycircle.core.checkout.checkout import ANSWERS
from storycircle.core.checkout.shown import Sums
from storycircle.core.i18n import N_, _, n_
from storycircle.paper.figures.figures import Bar, BarRow, Bars, Key, Mark

TITLE = N_("How it was")
SPOKEN = N_("In one line")


def about(sums: Sums) -> str:
    """How many people it is of, and what is not shown."""
    people = n_(
        "Check-out at the end of the circles: {count} person in {circles}.",
        "Check-out at the end of the circles: {count} people in {circles}.",
        sums.people,
        circles=n_("{count} circle", "{count} circles", sums.circles),
    )
    return f"{people} {nothing_apart()}"


def nothing_apart() -> str:
    """What is never shown, in words."""
    return _(
        "Nothing is shown of a circle by itself. What fewer than five people said counts only "
        "together with another such circle."
    )


def about_words(sums: Sums) -> str:
    """From how many people the words are, and in which order."""
    return n_(
        "From {count} person, without a name.",
        "From {count} people, without names; the order is left to chance.",
        len(sums.words),
    )


def answers() -> tuple[str, ...]:
    """The heads of the columns of numbers, yes first."""
    return tuple(_(answer) for answer in ANSWERS)


ANSWER_MARKS = (Mark.FILLED, Mark.STRIPED, Mark.EMPTY)
"""The forms of yes, partly and no."""


def answer_keys() -> tuple[Key, ...]:
    """What each form says, yes first."""
    return tuple(Key(mark, word) for mark, word in zip(ANSWER_MARKS, answers(), strict=True))


def bars_of(sums: Sums) -> Bars:
    """A bar for each statement, all of one length, with its three figures in columns."""
    rows = tuple(
        BarRow(figure.statement, (Bar("", tuple(zip(ANSWER_MARKS, figure.row, strict=True))),))
        for figure in sums.figures
    )
    return Bars(answer_keys(), rows, columns=True)
