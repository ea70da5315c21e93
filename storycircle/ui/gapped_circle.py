"""Gaps in a running circle: the laptop slept, or the app was shut and the circle is carried on."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from storycircle.core import gaps
from storycircle.core.clocks import Clock
from storycircle.core.model import Circle
from storycircle.core.programme import plan_for
from storycircle.core.settings import Settings
from storycircle.core.timing import Stage
from storycircle.store.library import Library
from storycircle.store.running import Standing
from storycircle.ui.kept_circle import KeptCircle

_SLEPT = 2.0  # seconds of sleep that are worth a question
_STOOD = 5.0  # seconds between a crash and carrying on that are worth one
_SAME_SITTING = timedelta(hours=3)


@dataclass(frozen=True, slots=True)
class Gap:
    """Seconds that went by unseen, in a turn or a stage; slept: asleep, not shut."""

    seconds: float
    where: object
    slept: bool


class GappedCircle(KeptCircle):
    """Keeps gaps out of everybody's time, and remembers those that may count after all.

    A gap may count where somebody's time ran: a turn, or a stage that still has time to share.
    In a breath, in a pause, or once all is told, there is nothing to ask.
    """

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
        if standing is not None:
            self._carry_on(standing)

    def where(self) -> object:
        """Whose turn runs, or which stage: an answer about one is not one about another."""
        round_ = self.round
        if self.going is Stage.STORIES and round_ is not None:
            return (round_.number, len(round_.heard), round_.current)
        return self.going

    def stage_left(self, stage: Stage) -> float | None:
        """Seconds a stage still has by its own clock; None where that has not run.

        The stories' time is their round's.
        """
        if not self.clocks.started(stage):
            return None
        return self.plan.seconds(stage) - self.clocks.seconds(stage, self.clock.reading())

    def _look_for_sleep(self) -> None:
        """Sleep is nobody's time until somebody says so; two sleeps of one turn are one gap."""
        slept = self.clock.slept()
        seconds, self._slept = slept - self._slept, slept
        if seconds < _SLEPT or self.going is None:
            return
        speaking = self.round is not None and self.round.running
        changes: dict[str, Any] = {"gap": self._with_gap(seconds, slept=True, speaking=speaking)}
        if self.going is Stage.STORIES and self.round is not None:
            changes["round"] = gaps.not_counted(self.round, seconds)
        else:
            changes["clocks"] = self.clocks.without(seconds)
        self.act(changes)

    def _with_gap(self, seconds: float, *, slept: bool, speaking: bool) -> Gap | None:
        """The gap that stands once so many more seconds went by unseen."""
        where, before = self.where(), self.gap
        standing = before if before is not None and before.where == where else None
        if not self._may_count(speaking) and standing is None:
            return None
        if standing is None:
            return Gap(seconds, where, slept)
        return Gap(standing.seconds + seconds, where, slept and standing.slept)

    def _may_count(self, speaking: bool) -> bool:
        if self.going is Stage.STORIES:
            return speaking
        left = self.stage_left(self.going) if self.going is not None else None
        return self.going is not Stage.PLENARY and left is not None and left > 0

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
            self.gap = self._with_gap(seconds, slept=False, speaking=standing.speaking)
        self._moved_by_hand()

    def _take_up_later(self, gap: timedelta) -> None:
        """On another occasion the plan begins anew, or moves along with what was done of it."""
        started = self.round is not None and self.round.started
        if started or self.clocks.used:
            self.plan = self.plan.shifted(timedelta(minutes=gap // timedelta(minutes=1)))
        else:
            self.plan = plan_for(self.at_event, self.clock.now())
