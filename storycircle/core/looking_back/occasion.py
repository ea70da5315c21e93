"""When a circle looks back: from which moment on, how long after the day, and what is due."""

from collections.abc import Iterable, Sequence
from datetime import date

from storycircle.core import i18n
from storycircle.core.i18n import _, n_
from storycircle.core.model import Action, Circle
from storycircle.core.reviews.review import ENDED, Review, due_of, state_of


def may_look_back(
    circle: Circle, held_on: str, today: str, *, plenary_over: bool, handed_over: bool
) -> bool:
    """Whether a circle's actions can be reviewed: there are some, and the circle was handed over,
    its plenary is past, or it is another day. held_on, today: YYYY-MM-DD; held_on may be empty.
    """
    another_day = bool(held_on) and held_on < today
    return bool(circle.actions) and (handed_over or plenary_over or another_day)


def after_the_day(held_on: str, today: str) -> str:
    """How long ago a circle was held: "twelve weeks after the day"; empty where nobody knows."""
    days = _days_between(held_on, today)
    if days is None or days < 1:
        return ""
    if days < 14:
        return n_("{count} day after the day", "{count} days after the day", days)
    if days < 100:
        weeks = round(days / 7)
        return n_("{count} week after the day", "{count} weeks after the day", weeks)
    if days < 730:
        months = round(days / 30.44)
        return n_("{count} month after the day", "{count} months after the day", months)
    return n_("{count} year after the day", "{count} years after the day", round(days / 365.25))


def _days_between(held_on: str, today: str) -> int | None:
    try:
        return (date.fromisoformat(today) - date.fromisoformat(held_on)).days
    except ValueError:
        return None


def told_of(actions: Iterable[Action]) -> int:
    """Of how many actions anything was told."""
    return sum(1 for action in actions if action.reviews)


def told_in_words(circle: Circle) -> str:
    """Of how many of its actions a circle has told: "2 of 3 told"."""
    told, every = told_of(circle.actions), len(circle.actions)
    return _("{told} of {total} told", told=i18n.figures(told), total=i18n.figures(every))


def due_date(by: str, held_on: str, reviews: Sequence[Review]) -> str | None:
    """The date on which an action is due, YYYY-MM-DD, that a circle committed to on a day; empty
    where none is known. None where nobody waits for it: it is done or let go.
    """
    if state_of(reviews) in ENDED:
        return None
    return due_of(by, held_on, reviews).date
