"""What is said, as a circle gathers, of names that are equal and of times that are odd."""

from dataclasses import dataclass
from datetime import datetime

from storycircle.core import words
from storycircle.core.model import SMALLEST, Circle, Event, Member
from storycircle.core.programme import runs_backwards
from storycircle.core.shares import STEP
from storycircle.core.timing import Span

_SHOWN = 3  # equal names listed one by one; of more, the first two and the last


@dataclass(frozen=True, slots=True)
class Remark:
    """What is so, and what follows from it: two sentences."""

    title: str
    text: str


def equal_names(circle: Circle) -> Remark | None:
    """That people are called the same, and how they are shown; None where all names differ."""
    shown = circle.shown_names()
    groups: dict[str, list[Member]] = {}
    for member in circle.members:
        groups.setdefault(member.name.casefold(), []).append(member)
    equal = [group for group in groups.values() if len(group) > 1]
    if not equal:
        return None
    told: list[str] = []
    for group in equal:
        count = words.number(len(group)) if told else words.people(len(group))
        told.append(f"{count} are called {words.short(group[0].name)}")
    pairs = [_listed([words.short(shown[member.id]) for member in group]) for group in equal]
    return Remark(
        f"{words.sentence(words.listed(told))}.",
        f"They are shown as {'; '.join(pairs)}. Add an initial if you like.",
    )


def each_has(people: int, seconds: float) -> float:
    """Seconds for each person of a stage, in whole steps; 0 where nobody is there."""
    return max(0.0, seconds) / people // STEP * STEP if people else 0.0


def short_time(people: int, seconds: float, floor: float) -> Remark | None:
    """That the time is too short for a story each; None where it is not, or nobody is there.

    seconds: of the whole stage. floor: the shortest turn, in seconds.
    """
    if people < SMALLEST:
        return None
    each = each_has(people, seconds)
    if each >= floor:
        return None
    title = f"Time is short: {_minutes(seconds)} for {words.people(people)}."
    return Remark(
        title,
        f"That is {words.length(each)} each, and your shortest turn is {words.length(floor)}. "
        "Write a later time, or make two circles.",
    )


def past_time(stories: Span, now: datetime) -> Remark | None:
    """That the time planned for stories has gone by; None where it has not."""
    if now < stories.ends:
        return None
    return Remark(
        f"By the plan, stories ended at {words.clock(stories.ends)}.",
        "Write a later time below, and there is time for stories again.",
    )


def backward_programme(event: Event | None, stories: Span) -> Remark | None:
    """That the event's programme runs backwards, and what holds instead; None where it does not.

    stories: as the plan has them.
    """
    if event is None or not runs_backwards(event):
        return None
    return Remark(
        "The times of the event's programme are not in order.",
        f"So stories are planned for {stories.shown()}. Write another time below if you like.",
    )


def _minutes(seconds: float) -> str:
    whole = int(max(0.0, seconds) // 60)
    return f"{whole:,} {'minute' if whole == 1 else 'minutes'}"


def _listed(names: list[str]) -> str:
    if len(names) <= _SHOWN:
        return words.listed(names)
    return f"{names[0]}, {names[1]} … {names[-1]}"
