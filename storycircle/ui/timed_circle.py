"""The time of a running circle: its stages' clocks, its plan, and what it does as time goes by."""

from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from PySide6.QtCore import Signal

from storycircle.core.chimes import Chimes
from storycircle.core.clocks import Clock
from storycircle.core.course import Course, still_to_take
from storycircle.core.errors import Refused
from storycircle.core.model import SMALLEST, Circle
from storycircle.core.plan_text import ends_at
from storycircle.core.settings import Settings
from storycircle.core.shares import RESPONSE
from storycircle.core.timing import Stage
from storycircle.core.turns import Round, new_round
from storycircle.store.library import Library
from storycircle.store.running import Standing
from storycircle.ui.gapped_circle import GappedCircle

LATE = 60
"""Seconds after which a stage that begins late is asked about."""


class TimedCircle(GappedCircle):
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
        self._chimes = Chimes()

    def take_settings(self, settings: Settings) -> None:
        """Other settings hold from this moment, also for a round that has begun."""
        floor = settings.shortest_turn
        if self.round is not None and floor != self.settings.shortest_turn:
            self.round = replace(self.round, floor=floor)
            self._history = self._history.with_part("round", partial(_with_floor, floor=floor))
        self.settings = settings
        self.changed.emit()

    # Time going by.

    def tick(self) -> None:
        """Look whether the laptop has slept or a chime is due."""
        if self.library.reads:
            return
        self._look_for_sleep()
        self.fit_time()
        self._look_for_chime()

    def fit_time(self) -> None:
        """Until the first story begins, the time for stories is what the plan still leaves."""
        round_ = self.round
        if round_ is None or round_.started:
            return
        budget = self.time_for_stories()
        if abs(budget - round_.budget) >= 1:
            late = max(0.0, self.plan.seconds(Stage.STORIES) - budget)
            self.round = replace(round_, budget=budget, late=late)
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
        self.act(self.ending(ends))
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

    def ending(self, ends: datetime, *, later: bool = False) -> dict[str, Any]:
        """The changes by which the stories end at this time, and what follows moves along.

        later: nothing that is planned is ever put earlier.
        """
        changes: dict[str, Any] = {}
        if not later or ends > self.plan.spans[Stage.STORIES].ends:
            changes["plan"] = self.plan.moved(Stage.STORIES, ends)
        if self.round is not None:
            by = (ends - self.stories_end()).total_seconds()
            changes["round"] = replace(self.round, budget=self.round.budget + by)
        return changes


def _with_floor(round_: Round | None, floor: float) -> Round | None:
    return round_ if round_ is None else replace(round_, floor=floor)
