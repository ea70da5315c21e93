"""What of check-outs may be shown, and what never is.

**The rule.** Every figure of check-outs that is in any output is a sum over whole *groups*. A
group is one circle in which five people or more answered each statement that anybody answered, or
two smaller circles or more, which together have five people and, of each statement that anybody
answered, five answers from two circles. A circle is in one group at most, for good: a group is
written down as it is first shown, and is never joined to another, parted or made anew. So all that
subtracting outputs from one another can give, whichever formats, parts and days they are of, is
again a sum over whole groups: of no fewer than five people.

From this follows what is done elsewhere:

- A smaller circle that has no group yet is in no figure, and its words are in no list.
- A group is shown where all of its circles are, and not at all where one of them is missing.
- What was said does not change once it has left or was shown: the difference would be one
  person's answer.
- The counts and words of a smaller circle leave only sealed, in its own file. An archive and a
  document have its group in their place.

What it does not hide: that all of five people or more said the same, which the page says before it
begins; what the facilitator of one of two circles may learn of the other by their own counts; and
the answers of a circle in its own library, where its facilitator typed them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256

from msgspec import Struct

from storycircle.core.checkout.checkout import (
    FEWEST_SHOWN,
    Checkout,
    Row,
    added,
    hands,
    statements,
)

FEWEST_CIRCLES = 2
"""Of smaller circles in one group."""


class Together(Struct, frozen=True):
    """What one group said: what may be shown, and is never less than this. id: its own; that of
    the circle where it is one. circles: their ids.
    """

    id: str
    circles: tuple[str, ...]
    said: Checkout


class Waiting(Struct, frozen=True):
    """A check-out that is in no group yet. near: what those have in common that are asked for
    together, as a region and a month: groups are made of such circles first.
    """

    circle: str
    said: Checkout
    near: tuple[str, ...] = ()


class Figure(Struct, frozen=True):
    """How all groups together answered one statement. of: how many answered it."""

    statement: str
    row: tuple[int, int, int]

    @property
    def of(self) -> int:
        return sum(self.row)


class Sums(Struct, frozen=True):
    """What all groups said together. people, circles: how many it is of. words: in an order that
    says nothing but what they are.
    """

    people: int
    circles: int
    figures: tuple[Figure, ...]
    words: tuple[str, ...]


def is_small(said: Checkout) -> bool:
    """Whether fewer than five people were there, or answered a statement that anybody answered."""
    return said.counted < FEWEST_SHOWN or any(0 < hands(r) < FEWEST_SHOWN for r in said.answers)


def may_be_group(said: Sequence[Checkout]) -> bool:
    """Whether these smaller circles can be shown together."""
    if len(said) < FEWEST_CIRCLES or len({one.asked for one in said}) > 1:
        return False
    if sum(one.counted for one in said) < FEWEST_SHOWN:
        return False
    return all(_may_be_row(rows) for rows in zip(*(one.answers for one in said), strict=True))


def _may_be_row(rows: Sequence[Row]) -> bool:
    answered = [hands(row) for row in rows if hands(row)]
    few = len(answered) < FEWEST_CIRCLES or sum(answered) < FEWEST_SHOWN
    return not (answered and few)


def groups_of(waiting: Iterable[Waiting]) -> list[tuple[str, ...]]:
    """The groups to be made of the check-outs that have none, each as the ids of its circles.

    A larger circle is one by itself. Of smaller ones each group is as small as it may be, so that
    as much as may be is shown of a part of the event, and who is left over goes with the last.
    """
    found: list[tuple[str, ...]] = []
    small: dict[tuple[str, ...], list[Waiting]] = {}
    for one in sorted(waiting, key=lambda one: (one.near, one.circle)):
        if one.said.is_empty:
            continue
        if is_small(one.said):
            small.setdefault(one.said.asked, []).append(one)
        else:
            found.append((one.circle,))
    for asked in sorted(small):
        found += _of_small(small[asked])
    return found


def _of_small(small: Sequence[Waiting]) -> Iterator[tuple[str, ...]]:
    last: list[Waiting] = []
    open_: list[Waiting] = []
    for one in small:
        open_.append(one)
        if may_be_group([w.said for w in open_]):
            if last:
                yield tuple(w.circle for w in last)
            last, open_ = open_, []
    for one in open_:
        if last and may_be_group([w.said for w in (*last, one)]):
            last.append(one)
    if last:
        yield tuple(w.circle for w in last)


def together(id_: str, said: Mapping[str, Checkout]) -> Together:
    """What a group said. said: each of its check-outs, by the id of its circle."""
    ids = tuple(sorted(said))
    rows = zip(*(said[circle].answers for circle in ids), strict=True)
    words = tuple(word for circle in ids for word in said[circle].words)
    people = sum(one.counted for one in said.values())
    answers = tuple(map(added, rows))
    return Together(id_, ids, Checkout(people, answers, words, said[ids[0]].asked))


def within(groups: Iterable[Together], circles: Iterable[str]) -> tuple[Together, ...]:
    """The groups whose circles are all among these, by their ids."""
    here = set(circles)
    found = (group for group in groups if here.issuperset(group.circles))
    return tuple(sorted(found, key=lambda group: group.id))


def sums_of(groups: Sequence[Together], first: Sequence[str] = ()) -> Sums | None:
    """What all groups said together; None where there are none. first: the event's statements,
    which stand before others that were asked.
    """
    if not groups:
        return None
    rows: dict[str, list[Row]] = {text: [] for text in statements(first)}
    for group in groups:
        for text, row in zip(statements(group.said.asked), group.said.answers, strict=True):
            rows.setdefault(text, []).append(row)
    figures = [Figure(text, _full(added(some))) for text, some in rows.items()]
    words = [word for group in groups for word in group.said.words]
    return Sums(
        sum(group.said.people for group in groups),
        sum(len(group.circles) for group in groups),
        tuple(figure for figure in figures if figure.of),
        tuple(sorted(words, key=_by_chance)),
    )


def _full(row: Row) -> tuple[int, int, int]:
    yes, partly, no = row
    return yes or 0, partly or 0, no or 0


def _by_chance(words: str) -> str:
    return sha256(words.encode()).hexdigest()
