"""How a circle stands by the clock, and what comes next: the words at the foot of the rail.

By the plan as long as a stage has not begun; then by when the stage will truly end.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from storycircle.core import i18n
from storycircle.core.turns.round import RoundState
from storycircle.core.turns.schedule import Stage, StagePlan

STARTED = (Stage.STORIES, Stage.DIALOGUE, Stage.COMMIT)
"""The stages whose clock has its own Start; until then they have not begun."""


@dataclass(frozen=True, slots=True)
class Course:
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
    present = len(round_.seats) - len(round_.away)
    responses = round_.second * present if round_.number == 1 else 0.0
    return max(round_.time_left(now), rest + others + responses)


def pace(plan: StagePlan, course: Course, now: datetime) -> str:
    """The circle's pace against its plan: "on time", "2 min behind" or "9 min in hand"."""
    stage, span = course.stage, plan.spans[course.stage]
    if course.done:
        return _ahead(span.ends - now)
    if course.left is not None:
        return _ahead(span.ends - (now + timedelta(seconds=max(0.0, course.left))))
    due = span.starts if stage in STARTED else span.ends
    if due and now > due:
        late = int((now - due).total_seconds() // 60)
        return f"{late} min behind" if late else "on time"
    early = 0
    if stage is Stage.GATHER:
        later = plan.spans[Stage.STORIES].starts
        early = int((later - now).total_seconds() // 60) if later else 0
    elif span.starts and now < span.starts:
        early = -int(-(span.starts - now).total_seconds() // 60)
    return f"{early} min in hand" if early else "on time"


def foot(plan: StagePlan, course: Course, now: datetime) -> str:
    """What comes by the clock: "Stories begin at 11.25", "Stories end at 11.50"."""
    stage, left = course.stage, course.left
    if stage in (Stage.GATHER, Stage.OPEN):
        return _begins(plan, Stage.STORIES, now)
    if course.done:
        return _begins(plan, Stage(stage + 1), now)
    span = plan.spans[stage]
    if left is None:
        to_come = stage in STARTED or bool(span.starts and now < span.starts)
        return _begins(plan, stage, now) if to_come else _ends(plan, stage, now)
    if left > 0:
        verb = _verb(stage, "end") if course.goes else "would end"
        return f"{stage.title} {verb} at {i18n.clock(now + timedelta(seconds=left))}"
    over = now >= span.ends
    return _ends(plan, stage, now) if over else f"The time for {stage.title} is used"


def _begins(plan: StagePlan, stage: Stage, now: datetime) -> str:
    return _remark(stage, "begin", plan.spans[stage].starts or plan.spans[stage].ends, now)


def _ends(plan: StagePlan, stage: Stage, now: datetime) -> str:
    return _remark(stage, "end", plan.spans[stage].ends, now)


def _remark(stage: Stage, verb: str, when: datetime, now: datetime) -> str:
    """What a stage does at its time; what it was to do, a minute after that."""
    if now >= when + timedelta(minutes=1):
        were = "were" if stage is Stage.STORIES else "was"
        return f"{stage.title} {were} to {verb} at {i18n.clock(when)}"
    return f"{stage.title} {_verb(stage, verb)} at {i18n.clock(when)}"


def _verb(stage: Stage, verb: str) -> str:
    return verb if stage is Stage.STORIES else f"{verb}s"


def _ahead(early: timedelta) -> str:
    """Half a minute either way is on time."""
    minutes = round(early.total_seconds() / 60)
    if minutes < 0:
        return f"{-minutes} min behind"
    return f"{minutes} min in hand" if minutes else "on time"
