"""Time that went by unseen: the laptop slept, or the app was shut and the circle is carried on.

Time asleep is not charged to the speaker unless the facilitator says so. Two sleeps in one turn
become one gap. A gap may count where somebody's time ran: a turn, or a stage that still has time
to share. In a breath, in a pause, or once all is told, there is nothing to ask.
"""

from datetime import datetime, timedelta

from msgspec.structs import replace

from storycircle.core.clock import Clock
from storycircle.core.turns import queue
from storycircle.core.turns.schedule import Stage, plan_for
from storycircle.core.turns.story_time import stage_left
from storycircle.store.saved_state import SavedState
from storycircle.ui.session.host import Host
from storycircle.ui.session.state import Gap, SessionState

_SLEPT = 2.0  # seconds of sleep that are worth a question
_LEAST = 5.0  # seconds between a crash and carrying on that are worth one
_SAME_SITTING = timedelta(hours=3)


class SleepWatch:
    """Notices each time the laptop slept while the circle was open."""

    def __init__(self, host: Host) -> None:
        self._host = host
        self._slept = host.clock.slept()

    def tick(self) -> None:
        """Take the time asleep since the last tick out of everybody's time, and remember it."""
        slept = self._host.clock.slept()
        seconds, self._slept = slept - self._slept, slept
        state = self._host.state
        if seconds < _SLEPT or state.going is None:
            return
        speaking = state.round is not None and state.round.running
        now = self._host.clock.reading()
        new = replace(state, gap=_with_gap(state, seconds, now, slept=True, speaking=speaking))
        if state.going is Stage.STORIES and state.round is not None:
            new = replace(new, round=queue.not_counted(state.round, seconds))
        else:
            new = replace(new, clocks=state.clocks.without(seconds))
        self._host.apply(new)


def resumed(state: SessionState, saved: SavedState, clock: Clock) -> SessionState:
    """The state with which a saved circle is carried on: paused, and in the same sitting with its
    time; on another occasion its plan begins anew, or moves along with what was done of it.

    Left in Plenary it is at its end: no clock of an earlier stage runs on, unless somebody spoke.
    """
    wall, now = clock.now(), clock.reading()
    gap = wall - saved.at
    if gap > _SAME_SITTING:
        return _resumed_later(state, gap, wall)
    seconds = max(0.0, gap.total_seconds())
    if saved.stage is Stage.PLENARY and saved.going is not Stage.PLENARY and not saved.speaking:
        return replace(state, by_hand=state.where)
    if saved.going is Stage.STORIES and state.round is not None:
        passed = replace(queue.passed_by(state.round, seconds), quiet_since=now)
        state = replace(state, round=passed)
    elif saved.going is not None:
        state = replace(state, clocks=state.clocks.start(saved.going, now))
    if saved.going is not None and seconds >= _LEAST:
        unseen = _with_gap(state, seconds, now, slept=False, speaking=saved.speaking)
        state = replace(state, gap=unseen)
    return replace(state, by_hand=state.where)


def _resumed_later(state: SessionState, gap: timedelta, wall: datetime) -> SessionState:
    started = state.round is not None and state.round.started
    if started or state.clocks.used:
        minutes = timedelta(minutes=gap // timedelta(minutes=1))
        return replace(state, plan=state.plan.shifted(minutes))
    return replace(state, plan=plan_for(state.event, wall))


def _with_gap(
    state: SessionState, seconds: float, now: float, *, slept: bool, speaking: bool
) -> Gap | None:
    """The gap that is to be asked about once so many more seconds went by unseen."""
    before = state.gap if state.gap is not None and state.gap.where == state.where else None
    if before is None and not _may_count(state, now, speaking=speaking):
        return None
    if before is None:
        return Gap(seconds, state.where, slept)
    return Gap(before.seconds + seconds, state.where, slept and before.slept)


def _may_count(state: SessionState, now: float, *, speaking: bool) -> bool:
    if state.going is Stage.STORIES:
        return speaking
    if state.going is None or state.going is Stage.PLENARY:
        return False
    left = stage_left(state.going, state.plan, state.clocks, now)
    return left is not None and left > 0
