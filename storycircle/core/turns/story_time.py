"""The time of the stories, which is their round's as soon as there is one: when they begin and end,
how long they have, and what changes where their end is moved.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from msgspec.structs import replace

from storycircle.core.model import Event
from storycircle.core.rounds.named_round import NamedRound, fair_turns, set_time, with_a_time
from storycircle.core.turns.fair_share import each_has
from storycircle.core.turns.on_time import Course, still_to_take
from storycircle.core.turns.queue import Round
from storycircle.core.turns.schedule import Stage, StageClocks, StagePlan, is_its_day

LEAST_DIALOGUE = timedelta(minutes=5)
"""What a dialogue is never cut below without asking."""
LATE = 60
"""Seconds after which a stage that begins late is asked about."""


def time_for_stories(plan: StagePlan, wall: datetime) -> float:
    """Seconds the stories have if they begin now."""
    if plan.lateness(Stage.STORIES, wall) < LATE:
        return plan.seconds(Stage.STORIES)
    return plan.time_for(Stage.STORIES, wall)


def is_late(plan: StagePlan, round_: Round, wall: datetime) -> bool:
    """Whether the stories have not begun, and were to a minute ago or longer."""
    return not round_.started and plan.lateness(Stage.STORIES, wall) >= LATE


def fitted(round_: Round, plan: StagePlan, wall: datetime) -> Round:
    """A round with the time that the plan still leaves; as it is once its first story has begun."""
    if round_.started:
        return round_
    budget = time_for_stories(plan, wall)
    if abs(budget - round_.budget) < 1:
        return round_
    return replace(round_, budget=budget, late=max(0.0, plan.seconds(Stage.STORIES) - budget))


def share_of_each(
    round_: Round | None,
    people: int,
    plan: StagePlan,
    now: float,
    wall: datetime,
    *,
    rounds: Sequence[NamedRound] = (),
) -> float:
    """Seconds for each person, of the whole time; once turns have begun, of what is left.

    Before they have, it may be less than the shortest turn. Of named rounds (rounds: those of the
    circle) it is the share in each of those that have no time of their own; where all have one, it
    is the sum of them.
    """
    if round_ is None or not round_.started:
        here = people if round_ is None else _waiting(round_)
        return each_of(here, time_for_stories(plan, wall), round_, rounds)
    if round_.over:
        return each_of(people, round_.budget, round_, rounds)
    return round_.share_after(now) or round_.next_share(now)


def each_of(
    people: int, seconds: float, round_: Round | None, rounds: Sequence[NamedRound]
) -> float:
    """What each turn of so many people has of the whole time of the stories: a small group has one
    together, where it shares its turns.
    """
    fair, own = _turns(people, round_, rounds)
    if not fair:
        planned = rounds or (round_.rounds if round_ is not None else ())
        return float(set_time(planned)) if people else 0.0
    return each_has(fair, seconds - own)


def _waiting(round_: Round) -> int:
    """How many people have a turn to come in a round of which none has begun, whether one of their
    own or their small group's.
    """
    return len(round_.unheard) + (round_.spared if round_.by_group else 0)


def _turns(people: int, round_: Round | None, rounds: Sequence[NamedRound]) -> tuple[int, float]:
    """How many turns share the time of the stories out, and the seconds of all others."""
    planned = rounds or (round_.rounds if round_ is not None else ())
    spared = round_.spared if round_ is not None else 0
    second = round_.second if round_ is not None and not planned else 0.0
    own = with_a_time(planned, people, spared) + second * people
    return fair_turns(planned, people, spared), own


def needed_for(rounds: Sequence[NamedRound], people: int, floor: float, spared: int = 0) -> float:
    """Seconds that so many people need for these rounds at least. floor: of a turn in a round that
    has no time of its own. spared: turns that small groups spare where each has one together.
    """
    own = with_a_time(rounds, people, spared)
    return fair_turns(rounds, people, spared) * floor + own


def wanted_end(
    each: float,
    round_: Round | None,
    plan: StagePlan,
    *,
    people: int,
    now: float,
    wall: datetime,
    rounds: Sequence[NamedRound] = (),
) -> datetime:
    """When the stories end if everyone is to have so many seconds; once they have begun, everyone
    still to come, after whoever speaks has had the rest of their turn.
    """
    if round_ is None or not round_.started:
        fair, own = _turns(people if round_ is None else _waiting(round_), round_, rounds)
        whole = each * fair + own
        return stories_begin(plan, round_, now, wall) + timedelta(seconds=whole)
    waiting = round_.sharing - (1 if round_.begun else 0)
    rest = max(0.0, round_.left(now)) if round_.begun else 0.0
    return wall + timedelta(seconds=rest + each * waiting + round_.kept_for_later)


def overruns(event: Event | None, plan: StagePlan, ends: datetime, wall: datetime) -> bool:
    """Whether stories that end then would leave the dialogue too little, on the day of an event,
    whose plenary waits for no circle.
    """
    talk = plan.spans[Stage.DIALOGUE].ends
    return is_its_day(event, wall) and talk - ends < LEAST_DIALOGUE


def stories_begin(plan: StagePlan, round_: Round | None, now: float, wall: datetime) -> datetime:
    """When the stories begin by the plan; once begun, when they would have without a pause."""
    if round_ is None or not round_.started:
        return plan.spans[Stage.STORIES].starts or wall
    return wall - timedelta(seconds=round_.spent(now))


def stories_end(plan: StagePlan, round_: Round | None, now: float, wall: datetime) -> datetime:
    """When the stories end by the plan; once begun, by their own clock."""
    if round_ is None or not round_.started:
        return plan.spans[Stage.STORIES].ends
    return wall + timedelta(seconds=round_.time_left(now))


def stage_left(stage: Stage, plan: StagePlan, clocks: StageClocks, now: float) -> float | None:
    """Seconds a stage still has by its own clock; None where that has not run.

    The stories' time is their round's.
    """
    return plan.seconds(stage) - clocks.seconds(stage, now) if clocks.started(stage) else None


def course_of(
    stage: Stage, plan: StagePlan, round_: Round | None, clocks: StageClocks, now: float
) -> Course:
    """The progress of the open stage; of the stories, while turns go on."""
    going = running_stage(round_, clocks)
    telling = going is Stage.STORIES and round_ is not None and not round_.done
    if going is not None and stage is not Stage.PLENARY and (telling or stage < going):
        stage = going
    if stage is not Stage.STORIES:
        left = stage_left(stage, plan, clocks, now)
        return Course(stage, left, goes=going is stage)
    if round_ is None or not (round_.started or round_.over):
        return Course(stage)
    return Course(stage, still_to_take(round_, now), goes=round_.going, done=round_.done)


def running_stage(round_: Round | None, clocks: StageClocks) -> Stage | None:
    """The stage whose clock runs; None where none does."""
    return Stage.STORIES if round_ is not None and round_.going else clocks.running
