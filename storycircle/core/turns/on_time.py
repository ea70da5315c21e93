"""How a circle stands by the clock, and what comes next: the words at the foot of the rail.

By the plan as long as a stage has not begun; then by when the stage will truly end.
"""

from datetime import datetime, timedelta

from msgspec import Struct

from storycircle.core import i18n
from storycircle.core.i18n import N_, _, n_
from storycircle.core.turns.circle_words import IN_CIRCLE, CircleWords
from storycircle.core.turns.round import RoundState
from storycircle.core.turns.schedule import Stage, StagePlan

STARTED = (Stage.STORIES, Stage.DIALOGUE, Stage.COMMIT)
"""The stages whose clock has its own Start; until then they have not begun."""
_MINUTE = timedelta(minutes=1)


class Course(Struct, frozen=True):
    """The progress of a stage by its own clock.

    left: seconds it will still take, negative once it is over; None where its clock has not run.
    goes: whether that clock runs. done: whether all is done that the stage is for.
    """

    stage: Stage
    left: float | None = None
    goes: bool = True
    done: bool = False


def still_to_take(round_: RoundState, now: float) -> float:
    """Seconds the stories still take: what is left, or more where the shortest turns need it."""
    rest = max(0.0, round_.left(now)) if round_.to_come else 0.0
    others = max(0, len(round_.unheard) - 1) * round_.share_after(now)
    needed = rest + others + round_.kept_for_later
    if round_.set_time and all(one.seconds for one in round_.later):
        return needed  # every turn to come has its time: what is over then is in hand
    return max(round_.time_left(now), needed)


def pace(plan: StagePlan, course: Course, now: datetime) -> str:
    """The circle's pace against its plan: "on time", "2 min behind" or "9 min in hand".

    "" where nobody said when it is: who keeps to no plan is neither early nor late by it.
    """
    if not plan.made:
        return ""
    stage, span = course.stage, plan.spans[course.stage]
    if course.done:
        return _ahead(span.ends - now)
    if course.left is not None:
        return _ahead(span.ends - (now + timedelta(seconds=max(0.0, course.left))))
    due = span.starts if stage in STARTED else span.ends
    if due and now > due:
        return _kept(-int((now - due).total_seconds() // 60))
    early = 0
    if stage is Stage.GATHER:
        later = plan.spans[Stage.STORIES].starts
        early = int((later - now).total_seconds() // 60) if later else 0
    elif span.starts and now < span.starts:
        early = -int(-(span.starts - now).total_seconds() // 60)
    return _kept(early)


def foot(plan: StagePlan, course: Course, now: datetime, words: CircleWords = IN_CIRCLE) -> str:
    """What comes by the clock: "Stories begin at 11.25", "Stories end at 11.50"."""
    stage, left = course.stage, course.left
    if stage in (Stage.GATHER, Stage.OPEN):
        return _begins(plan, Stage.STORIES, now, words)
    if course.done:
        return _begins(plan, Stage(stage + 1), now, words)
    span = plan.spans[stage]
    if left is None:
        to_come = stage in STARTED or bool(span.starts and now < span.starts)
        return (_begins if to_come else _ends)(plan, stage, now, words)
    if left > 0:
        when = now + timedelta(seconds=left)
        said = _end(stage, words) if course.goes else N_("{stage} would end at {time}")
        return _said(said, stage, when, words)
    if now >= span.ends:
        return _ends(plan, stage, now, words)
    return _("The time for {stage} is used", stage=words.named(stage))


def _begins(plan: StagePlan, stage: Stage, now: datetime, words: CircleWords) -> str:
    """When a stage begins; when it was to begin, a minute after that."""
    when, stories = plan.spans[stage].starts or plan.spans[stage].ends, stage is Stage.STORIES
    said = words.begin_at if stories else N_("{stage} begins at {time}")
    if now >= when + _MINUTE:
        past = N_("{stage} was to begin at {time}")
        said = words.were_to_begin_at if stories else past
    return _said(said, stage, when, words)


def _ends(plan: StagePlan, stage: Stage, now: datetime, words: CircleWords) -> str:
    """When a stage ends; when it was to end, a minute after that."""
    when, said = plan.spans[stage].ends, _end(stage, words)
    if now >= when + _MINUTE:
        past = N_("{stage} was to end at {time}")
        said = words.were_to_end_at if stage is Stage.STORIES else past
    return _said(said, stage, when, words)


def _end(stage: Stage, words: CircleWords) -> str:
    return words.end_at if stage is Stage.STORIES else N_("{stage} ends at {time}")


def _said(message: str, stage: Stage, when: datetime, words: CircleWords) -> str:
    return _(message, stage=words.named(stage), time=i18n.clock(when))


def _ahead(early: timedelta) -> str:
    """Half a minute either way is on time."""
    return _kept(round(early.total_seconds() / 60))


def _kept(early: int) -> str:
    """By so many minutes early, or late where negative."""
    if early < 0:
        return n_("{minutes} min behind", "{minutes} min behind", -early, minutes=-early)
    if early == 0:
        return _("on time")
    return n_("{minutes} min in hand", "{minutes} min in hand", early, minutes=early)
