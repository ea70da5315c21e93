"""A review of an action: what became of it, said on one day; and which of several counts.

A review is never changed once its day is over: on that day the circle goes on writing it. Whoever
corrects one later adds another that knew it, so that every word that was said stays readable, and
copies from several laptops are simply all of them.

One counts more than those its writer had read. Of those that knew nothing of one another the later
day counts, of one day the circle's own word over the organiser's; else a person has to look.
"""

from bisect import insort
from collections import Counter
from collections.abc import Iterable, Sequence
from enum import StrEnum

from msgspec import Struct

from storycircle.core.i18n import p_
from storycircle.core.reviews.deadline import understood

MOST_REVIEWS = 100
"""Reviews of one action."""


class ReviewState(StrEnum):
    """What became of an action, in the order in which it is asked."""

    NOT_STARTED = "not_started"
    UNDER_WAY = "under_way"
    DONE = "done"
    CHANGED = "changed"
    LET_GO = "let_go"


WRITTEN = {
    ReviewState.NOT_STARTED: "not started",
    ReviewState.UNDER_WAY: "under way",
    ReviewState.DONE: "done",
    ReviewState.CHANGED: "changed",
    ReviewState.LET_GO: "let go",
}
"""How documents and commands write a state, in every language."""


def state_written(text: str) -> ReviewState | None:
    """The state that is written so in a document; None where there is none such."""
    return next((state for state, written in WRITTEN.items() if written == text), None)


ENDED = frozenset((ReviewState.DONE, ReviewState.LET_GO))
"""The states of an action that nobody waits for any more."""


class EnteredBy(StrEnum):
    """Who noted a review: the circle that met again, or an organiser who was told."""

    CIRCLE = "circle"
    ORGANISER = "organiser"


class Review(Struct, frozen=True):
    """What became of an action.

    on: the day it was said, YYYY-MM-DD; empty where nobody noted it. by: a new deadline, in free
    text. told_by: who said it, a word and no log-in. knew: ids of the reviews of the same action
    that were known where it was noted.
    """

    id: str
    state: ReviewState
    on: str = ""
    happened: str = ""
    next: str = ""
    by: str = ""
    told_by: str = ""
    entered_by: EnteredBy = EnteredBy.CIRCLE
    knew: tuple[str, ...] = ()

    def says(self) -> tuple[str, ...]:
        """All that it says, to be compared with another."""
        said = (self.on, self.state, self.happened, self.next, self.by, self.told_by)
        return (*said, self.entered_by)


class ReviewNote(Struct, frozen=True):
    """What was noted under one question. of: the id of the action, or of the circle for all of it.
    on: the day it was written last, YYYY-MM-DD. under: which of the eight questions, from 1.
    """

    id: str
    of: str
    on: str
    under: int
    text: str


def in_order(reviews: Iterable[Review]) -> tuple[Review, ...]:
    """Reviews of one action, the one that counts last."""
    left = {review.id: review for review in sorted(reviews, key=_rank)}
    knowers = Counter(id_ for r in left.values() for id_ in {*r.knew} & left.keys() - {r.id})
    heads = sorted((_rank(review), id_) for id_, review in left.items() if not knowers[id_])
    found: list[Review] = []
    while left:
        if not heads:  # each of some knew another of them, which no laptop of ours writes
            heads = [max((_rank(review), id_) for id_, review in left.items())]
        _place, newest = heads.pop()
        review = left.pop(newest)
        found.append(review)
        for id_ in {*review.knew} & left.keys():
            knowers[id_] -= 1
            if knowers[id_] == 0:
                insort(heads, (_rank(left[id_]), id_))
    return tuple(reversed(found))


def newest(reviews: Iterable[Review]) -> Review | None:
    """The review that counts; None where there is none."""
    there = sorted(reviews, key=_shown_last)
    return _newest(there)[-1] if there else None


def to_look_at(reviews: Iterable[Review]) -> tuple[Review, ...]:
    """The reviews of one action between which no rule decides; none where one counts."""
    there = sorted(reviews, key=_shown_last)
    if not there:
        return ()
    equal = _newest(there)
    return tuple(equal) if len({review.says() for review in equal}) > 1 else ()


def _newest(there: Sequence[Review]) -> list[Review]:
    """Those that count most by the rule, of some in the order of `_shown_last`."""
    known = {id_ for review in there for id_ in review.knew if id_ != review.id}
    heads = [review for review in there if review.id not in known] or list(there)
    last = max(_weight(review) for review in heads)
    return [review for review in heads if _weight(review) == last]


def _rank(review: Review) -> tuple[tuple[str, bool], tuple[str, ...]]:
    """Where a review stands among those that did not know one another."""
    return _weight(review), _shown_last(review)


def _weight(review: Review) -> tuple[str, bool]:
    return review.on, review.entered_by is EnteredBy.CIRCLE


def _shown_last(review: Review) -> tuple[str, ...]:
    """An order that every laptop has, where no rule decides."""
    return (*review.says(), review.id)


def state_of(reviews: Iterable[Review]) -> ReviewState | None:
    """What became of an action; None where there is no word yet, which is no state."""
    review = newest(reviews)
    return review.state if review else None


def state_word(state: ReviewState | None) -> str:
    """A state in words."""
    words = {
        ReviewState.NOT_STARTED: p_("what became of an action", "not started"),
        ReviewState.UNDER_WAY: p_("what became of an action", "under way"),
        ReviewState.DONE: p_("what became of an action", "done"),
        ReviewState.CHANGED: p_("what became of an action", "changed"),
        ReviewState.LET_GO: p_("what became of an action", "let go"),
        None: p_("what became of an action", "no word yet"),
    }
    return words[state]


class Due(Struct, frozen=True):
    """When an action is due. text: as it was said. date: as it was understood, YYYY-MM-DD; empty
    where no date is known. moved: whether a review gave it. said_on: when it was said, YYYY-MM-DD
    or empty.
    """

    text: str
    date: str = ""
    moved: bool = False
    said_on: str = ""


def due_of(by: str, said_on: str, reviews: Iterable[Review], next_meeting: str = "") -> Due:
    """When an action is due: by the newest review that says a date, else by its own words.

    by, said_on: as the circle committed to it, and the day it did.
    """
    for review in reversed(in_order(reviews)):
        if review.by:
            on = review.on or said_on
            date = understood(review.by, on, next_meeting).date
            return Due(review.by, date, moved=True, said_on=on)
    return Due(by, understood(by, said_on, next_meeting).date, said_on=said_on)


def is_overdue(due: Due, state: ReviewState | None, today: str) -> bool:
    """Whether the date has passed, and the action is neither done nor let go. today: YYYY-MM-DD."""
    return bool(due.date) and due.date < today and state not in ENDED
