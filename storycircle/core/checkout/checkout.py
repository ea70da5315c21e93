"""A circle's check-out: up to four statements, how many said yes, partly and no, and a few words.

It has counts and words only: no name, no mark of one person, and nothing of the order in which
people marked or spoke. Its words are always sorted by themselves.
"""

from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import force_setattr, replace

from storycircle.core.i18n import N_, _

STATEMENTS = (
    N_("I was heard."),
    N_("There was time enough."),
    N_("I understood how it works."),
    N_("I leave with something to do."),
)
"""The method's own statements, asked where an event has none of its own."""
ANSWERS = (N_("Yes"), N_("Partly"), N_("No"))
"""The answers to each, in their order."""
FEWEST_SHOWN = 5
"""Of fewer people nothing is shown apart."""
MOST_PEOPLE = 99
"""Of one circle: two digits are typed."""
MOST_WORDS = 50
"""Lines of words of one circle."""

Row = tuple[int | None, int | None, int | None]
"""How many said yes, partly and no to one statement; None where that was not counted yet."""
NOT_COUNTED: Row = (None, None, None)


class Checkout(Struct, frozen=True):
    """What a circle said as it parted.

    people: how many were there. answers: a row for each statement, in their order. words: lines,
    sorted. asked: the statements, where they were not the method's own; they stay with what was
    said, whatever becomes of the event's.
    """

    people: int
    answers: tuple[Row, ...] = ()
    words: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        force_setattr(self, "words", tuple(sorted(self.words)))

    @property
    def is_empty(self) -> bool:
        """Whether nothing was counted or said."""
        return not self.words and all(row == NOT_COUNTED for row in self.answers)

    @property
    def counted(self) -> int:
        """How many people it is of: as many as were there, or the most hands to one statement."""
        return max(self.people, *map(hands, self.answers), 0)


def blank(people: int, asked: Sequence[str]) -> Checkout:
    """A check-out in which nobody has said anything yet."""
    return Checkout(people, (NOT_COUNTED,) * len(asked or STATEMENTS), (), tuple(asked))


def statements(asked: Sequence[str]) -> tuple[str, ...]:
    """The statements as people read them: the method's own in today's language where none are
    asked.
    """
    return tuple(asked) or tuple(_(text) for text in STATEMENTS)


def hands(row: Row) -> int:
    """How many hands were counted to one statement."""
    return sum(count or 0 for count in row)


def is_whole(row: Row) -> bool:
    """Whether each answer of a row was counted."""
    return None not in row


def missing(checkout: Checkout, row: Row) -> int:
    """How many hands are to come to a statement; below 0, how many there are too many."""
    return checkout.people - hands(row)


def with_count(checkout: Checkout, statement: int, answer: int, count: int | None) -> Checkout:
    """The check-out with one number changed; None where it was not counted after all."""
    rows = [list(row) for row in checkout.answers]
    rows[statement][answer] = None if count is None else min(max(count, 0), MOST_PEOPLE)
    return replace(checkout, answers=tuple((yes, partly, no) for yes, partly, no in rows))


def with_rest(checkout: Checkout, statement: int) -> Checkout:
    """The check-out with 0 for what was not counted of a row in which every hand is there."""
    row = checkout.answers[statement]
    if missing(checkout, row) > 0 or is_whole(row) or row == NOT_COUNTED:
        return checkout
    for answer, count in enumerate(row):
        if count is None:
            checkout = with_count(checkout, statement, answer, 0)
    return checkout


def added(some: Iterable[Row]) -> Row:
    """The sum of some rows."""
    yes, partly, no = 0, 0, 0
    for row in some:
        yes, partly, no = yes + (row[0] or 0), partly + (row[1] or 0), no + (row[2] or 0)
    return yes, partly, no
