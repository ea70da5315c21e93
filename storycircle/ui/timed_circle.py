"""The time of a running circle: its stages' clocks, its plan, and what it does as time goes by."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from PySide6.QtCore import Signal

from storycircle.core import gaps
from storycircle.core.chimes import Chimes
from storycircle.core.clocks import Clock
from storycircle.core.course import Course, still_to_take
from storycircle.core.errors import Refused
from storycircle.core.model import SMALLEST, Circle
from storycircle.core.plan_text import ends_at
from storycircle.core.programme import plan_for
from storycircle.core.settings import Settings
from storycircle.core.shares import RESPONSE
from storycircle.core.timing import Stage
from storycircle.core.turns import Round, new_round
from storycircle.store.library import Library
from storycircle.store.running import Standing
from storycircle.ui.kept_circle import KeptCircle

LATE = 60
"""Seconds after which a stage that begins late is asked about."""
_SLEPT = 2.0  # seconds of sleep that are worth a question
_STOOD = 5.0  # seconds between a crash and carrying on that are worth one
_SAME_SITTING = timedelta(hours=3)


@dataclass(frozen=True, slots=True)
class Gap:
    """Seconds that went by unseen, in a turn or a stage; slept: asleep, not shut."""

    seconds: float
    where: object
    slept: bool


class TimedCircle(KeptCircle):
    """Knows which stage's clock runs. chimeDue: the moment for the soft chime."""

    chimeDue = Signal()

    def __init__(
        self,
        library: Library,
        clock: Clock,
        circle: Circle,
        standing: Standing | None = None,
        settings: Settings | None = None,
    ) -> None:
        super().__init__(library, clock, circle, standing, settings)
        self.gap: Gap | None = None
        self._slept = clock.slept()
        self._chimes = Chimes()
        if standing is not None:
            self._carry_on(standing)

    def take_settings(self, settings: Settings) -> None:
        """Other settings hold from this moment, also for a round that has begun."""
        if self.round is not None and settings.shortest_turn != self.settings.shortest_turn:
            self.round = replace(self.round, floor=settings.shortest_turn)
        self.settings = settings
        self.changed.emit()

    # Time going by.

    def tick(self) -> None:
        """Look whether the laptop has slept, a breath is over, or a chime is due."""
        self._look_for_sleep()
        self.fit_time()
        round_, now = self.round, self.clock.reading()
        if round_ is None:
            return
        told = round_.heard or round_.earlier
        waits = self.settings.breath
        if waits and told and round_.to_come and not round_.begun and round_.quiet(now) >= waits:
            self.act({"round": round_.start(now)})
        self._look_for_chime()

    def _look_for_sleep(self) -> None:
        slept = self.clock.slept()
        gap, self._slept = slept - self._slept, slept
        if gap < _SLEPT or self.going is None:
            return
        if self.going is Stage.STORIES and self.round is not None:
            self.act({"round": gaps.not_counted(self.round, gap)})
        else:
            self.act({"clocks": self.clocks.without(gap)})
        self.gap = Gap(gap, self.where(), slept=True)
        self.changed.emit()

    def fit_time(self) -> None:
        """Until the first story begins, the time for stories is what the plan still leaves."""
        round_ = self.round
        if round_ is None or round_.started:
            return
        budget = self.time_for_stories()
        if abs(budget - round_.budget) >= 1:
            self.round = replace(round_, budget=budget)
            self.changed.emit()

    def time_for_stories(self) -> float:
        """Seconds the stories have if they begin now."""
        now = self.clock.now()
        if self.plan.lateness(Stage.STORIES, now) < LATE:
            return self.plan.seconds(Stage.STORIES)
        return self.plan.time_for(Stage.STORIES, now)

    def _look_for_chime(self) -> None:
        round_ = self.round
        if not self.settings.chime or round_ is None or not round_.running:
            return
        now = self.clock.reading()
        name = f"{self.where()}"
        left, share = round_.left(now), round_.next_share(now)
        self._chimes, due = self._chimes.look(name, left, share)
        if due is not None:
            self.chimeDue.emit()

    def where(self) -> object:
        """Whose turn runs, or which stage: an answer about one is not one about another."""
        round_ = self.round
        if self.going is Stage.STORIES and round_ is not None:
            return (round_.number, len(round_.heard), round_.current)
        return self.going

    @property
    def second(self) -> float:
        """Seconds kept for each in a second round; 0 where none is planned."""
        return self.round.second if self.round is not None else 0.0

    def keep_second_round(self, keep: bool) -> None:
        """Keep time for a second, shorter round, or none."""
        round_ = self.round if self.round is not None else self._new_round()
        self.act({"round": replace(round_, second=float(RESPONSE) if keep else 0.0)})

    # The stages.

    def go(self, stage: Stage) -> None:
        """Open a stage; nothing locks, and looking starts no clock.

        Stories make the round, for two people or more.
        """
        if stage is Stage.STORIES and len(self.circle.members) < SMALLEST:
            self.refused.emit(str(Refused("too-few")))
            return
        changes: dict[str, Any] = {"stage": stage}
        if stage is Stage.STORIES and self.round is None:
            changes["round"] = self._new_round()
        if stage is not self.stage:
            self.entered = self.clock.reading()
            self.act(changes)
            self.stageChanged.emit()

    def _new_round(self) -> Round:
        seats = tuple(member.id for member in self.circle.members)
        return new_round(seats, self.time_for_stories(), self.settings.shortest_turn)

    def start_stage(self) -> None:
        """The stage's own Start: its clock runs, from where it stood; any other one stands."""
        if self.stage in (Stage.GATHER, Stage.STORIES):
            return
        now = self.clock.reading()
        changes: dict[str, Any] = {"clocks": self.clocks.start(self.stage, now)}
        if self.round is not None and self.round.going:
            changes["round"] = self.round.stand(now)
        self.act(changes)

    def pause_stage(self) -> None:
        """Let the clock of the stage stand."""
        if self.clocks.running is self.stage:
            self.act({"clocks": self.clocks.stop(self.clock.reading())})

    def stage_left(self, stage: Stage) -> float | None:
        """Seconds a stage still has by its own clock; None where that has not run.

        The stories' time is their round's.
        """
        if not self.clocks.started(stage):
            return None
        return self.plan.seconds(stage) - self.clocks.seconds(stage, self.clock.reading())

    def course(self) -> Course:
        """How it goes with the stage that is open; with the stories, while turns go on."""
        stage, going, round_ = self.stage, self.going, self.round
        telling = going is Stage.STORIES and round_ is not None and not round_.over
        if going is not None and stage is not Stage.PLENARY and (telling or stage < going):
            stage = going
        if stage is not Stage.STORIES:
            return Course(stage, self.stage_left(stage), goes=going is stage)
        if round_ is None or not (round_.started or round_.over):
            return Course(stage)
        left = still_to_take(round_, self.clock.reading())
        return Course(stage, left, goes=round_.going, done=round_.over)

    # The plan.

    def set_time(self, text: str) -> bool:
        """Set when the stories end: "25 min" or "until 11.50". False where it is refused."""
        try:
            ends = ends_at(text, self.stories_began(), self.clock.now())
        except Refused as refused:
            self.refused.emit(str(refused))
            return False
        self.end_stories(ends)
        return True

    def stories_began(self) -> datetime:
        """When the stories begin by the plan; once begun, when they would have without a stand."""
        if self.round is None or not self.round.started:
            return self.plan.spans[Stage.STORIES].starts or self.clock.now()
        return self.clock.now() - timedelta(seconds=self.round.gone(self.clock.reading()))

    def stories_end(self) -> datetime:
        """When the stories end by the plan; once begun, by their own clock."""
        if self.round is None or not self.round.started:
            return self.plan.spans[Stage.STORIES].ends
        return self.clock.now() + timedelta(seconds=self.round.time_left(self.clock.reading()))

    def end_stories(self, ends: datetime, *, later: bool = False) -> None:
        """Let the stories end at this time, and move what follows; if later, never earlier."""
        changes: dict[str, Any] = {}
        if not later or ends > self.plan.spans[Stage.STORIES].ends:
            changes["plan"] = self.plan.moved(Stage.STORIES, ends)
        if self.round is not None:
            by = (ends - self.stories_end()).total_seconds()
            changes["round"] = replace(self.round, budget=self.round.budget + by)
        self.act(changes)

    # Carrying on.

    def _carry_on(self, standing: Standing) -> None:
        """Go on from where the circle stood: paused, and in the same sitting with its time."""
        wall, now = self.clock.now(), self.clock.reading()
        gap = wall - standing.at
        if gap > _SAME_SITTING:
            self._take_up_later(gap)
            return
        seconds = max(0.0, gap.total_seconds())
        if standing.going is Stage.STORIES and self.round is not None:
            self.round = replace(gaps.passed_by(self.round, seconds), quiet_since=now)
        elif standing.going is not None:
            self.clocks = self.clocks.start(standing.going, now)
        if standing.going is not None and seconds >= _STOOD:
            self.gap = Gap(seconds, self.where(), slept=False)

    def _take_up_later(self, gap: timedelta) -> None:
        """On another occasion the plan begins anew, or moves along with what was done of it."""
        started = self.round is not None and self.round.started
        if started or self.clocks.used:
            self.plan = self.plan.shifted(timedelta(minutes=gap // timedelta(minutes=1)))
        else:
            self.plan = plan_for(self.at_event, self.clock.now())
