"""When a circle looks back: from which moment on, how long after the day, and what is due."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from storycircle.core import i18n
from storycircle.core.i18n import _, n_
from storycircle.core.model import Action, Circle
from storycircle.core.reviews.review import ENDED, ReviewState, due_of, state_of


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


@dataclass(frozen=True, slots=True)
class DueAction:
    """An action that is due on a date, YYYY-MM-DD. place: its number in the circle, from 1. state:
    None where there is no word yet.
    """

    date: str
    circle: Circle
    action: Action
    place: int
    state: ReviewState | None


def due_in(circle: Circle, held_on: str) -> Iterator[DueAction]:
    """The actions of a circle that are neither done nor let go and of which a date is known."""
    for place, action in enumerate(circle.actions, 1):
        state = state_of(action.reviews)
        when = due_of(action.by, held_on, action.reviews).date
        if when and state not in ENDED:
            yield DueAction(when, circle, action, place, state)


def undated_in(circle: Circle, held_on: str) -> int:
    """How many actions of a circle are waited for, and have no date that is known."""
    return sum(
        1
        for action in circle.actions
        if state_of(action.reviews) not in ENDED
        and not due_of(action.by, held_on, action.reviews).date
    )
