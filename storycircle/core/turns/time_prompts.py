"""The questions a circle's time can ask, each once, with its answers; the first is the safe one.

They are values: the session says which one stands, a view shows it, an answer goes back.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from storycircle.core import i18n
from storycircle.core.turns.queue import Round
from storycircle.core.turns.schedule import Span


class Asked(StrEnum):
    """What is asked."""

    GAP = "gap"
    LATE = "late"
    SHORT = "short"
    UNHEARD = "unheard"
    NO_ACTION = "no_action"


class Reply(StrEnum):
    """What can be answered."""

    NOT_COUNTED = "not_counted"
    COUNTED = "counted"
    AS_PLANNED = "as_planned"
    FULL_TIMES = "full_times"
    SHORTER = "shorter"
    END_LATER = "end_later"
    NO_SECOND = "no_second"
    STAY = "stay"
    GO = "go"


@dataclass(frozen=True, slots=True)
class Question:
    """A title, a text, and the answers with their labels, the safe one first."""

    asked: Asked
    title: str
    text: str
    answers: tuple[tuple[Reply, str], ...]


def about_gap(seconds: float, notice: str, *, slept: bool) -> Question:
    """Does a gap count? said: who was speaking, or which stage ran, with what was left."""
    length = _length(seconds)
    title = f"This laptop slept for {length}." if slept else f"This circle stood for {length}."
    return Question(
        Asked.GAP,
        title,
        f"{notice} Does the gap count?",
        ((Reply.NOT_COUNTED, "It does not"), (Reply.COUNTED, "It does")),
    )


def about_lateness(planned: Span, now: datetime, round_: Round) -> Question:
    """Stories begin late: end as planned, or keep full times? What fits comes first.

    Both ways the time that is kept for a second round is kept.
    """
    starts = planned.starts or now
    people = max(1, len(round_.unheard))
    second = round_.second * (len(round_.seats) - len(round_.away))
    length = planned.ends - starts
    left = (planned.ends - now).total_seconds()
    full_end = now.replace(second=0, microsecond=0) + length
    full = (length.total_seconds() - second) / people // 5 * 5
    each = (left - second) / people // 5 * 5
    as_planned = (Reply.AS_PLANNED, f"End at {i18n.clock(planned.ends)}")
    longer = (Reply.FULL_TIMES, f"Full times, to {i18n.clock(full_end)}")
    fits = each >= round_.least
    respond = f" and {i18n.spoken_length(round_.second)} to respond" if second else ""
    ends = i18n.clock(planned.ends)
    forecast = f"As planned they end at {ends}, with {i18n.length(each)} each{respond}."
    if not fits:
        forecast = f"There is not enough time for everyone before {ends}."
    return Question(
        Asked.LATE,
        f"Stories were to begin at {i18n.clock(starts)}.",
        f"{forecast} Full times are {i18n.length(full)} each.",
        (as_planned, longer) if fits else (longer, as_planned),
    )


def about_shortness(round_: Round, now: float, ends: datetime) -> Question | None:
    """Time is too short for those to come: what can be done? None where it is not.

    ends: when the stage ends as it goes.
    """
    each = round_.shortfall(now)
    if each is None:
        return None
    waiting = len(round_.unheard) - (1 if round_.begun else 0)
    left = max(0.0, each * waiting)
    later = later_end(round_, now, ends)
    answers = [(Reply.END_LATER, f"End at {i18n.clock(later)}")]
    if each >= SHORTEST:
        answers.insert(0, (Reply.SHORTER, "Shorter turns"))
    if round_.second and round_.number == 1:
        answers.append((Reply.NO_SECOND, "Skip the second round"))
    time = _length(left) if left else "no time"
    least = i18n.length(round_.least)
    own = f"That is {i18n.length(each)} each, and" if each > 0 else "The stage is used up, and"
    turn = "the shortest response" if round_.number > 1 else "your shortest turn"
    return Question(
        Asked.SHORT,
        f"Time is short: {time} for {i18n.people(waiting)}.",
        f"{own} {turn} is {least}.",
        tuple(answers),
    )


SHORTEST = 15
"""Seconds: nobody is offered a turn below this."""
BREATH = 5
"""Seconds kept beside each turn, so that what was settled is not short again a breath later."""
_NAMED, _LETTERS = 4, 24  # people whom a question names one by one, and letters of each
_A_MOMENT = timedelta(milliseconds=1)  # what adding up fractions of seconds may be wrong by


def later_end(round_: Round, now: float, ends: datetime) -> datetime:
    """When the stage must end for everyone to have the shortest turn, in whole minutes.

    ends: when it ends as it goes.
    """
    each = round_.shortfall(now)
    if each is None:
        return ends
    waiting = len(round_.unheard) - (1 if round_.begun else 0)
    later = ends + timedelta(seconds=(round_.least + BREATH - each) * waiting)
    whole = later.replace(second=0, microsecond=0)
    return whole if later - whole < _A_MOMENT else whole + timedelta(minutes=1)


def about_unheard(names: list[str], stage: str, number: int = 1) -> Question:
    """Stories are left with someone unheard, or in the second round without a response."""
    verb = "has" if len(names) == 1 else "have"
    not_yet = "not been heard" if number == 1 else "not responded"
    shown = [i18n.short(name, _LETTERS) for name in names]
    if len(shown) > _NAMED:
        shown[_NAMED - 1 :] = [i18n.counted(len(shown) - _NAMED + 1, "other")]
    listed = i18n.listed(shown)
    return Question(
        Asked.UNHEARD,
        f"{listed} {verb} {not_yet}.",
        "Nothing is lost: you can come back to the stories, and their time stands as it is.",
        ((Reply.STAY, "Stay with the stories"), (Reply.GO, f"On to {stage}")),
    )


def about_no_action(stage: str) -> Question:
    """Commit is left without an action."""
    return Question(
        Asked.NO_ACTION,
        "There is no action yet.",
        "A circle commits to one to three. The sheet can be printed without one, and says so.",
        ((Reply.STAY, "Stay here"), (Reply.GO, f"On to {stage}")),
    )


def _length(seconds: float) -> str:
    """A gap in words: "12 minutes", "40 seconds"."""
    if seconds < 90:
        return f"{round(seconds)} seconds"
    return f"{round(seconds / 60)} minutes"
