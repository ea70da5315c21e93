"""What is said aloud of a running circle, for whoever cannot see the ring: a sentence a change."""

from storycircle.core import i18n
from storycircle.core.i18n import _, n_
from storycircle.core.turns.queue import Round
from storycircle.core.turns.round import ended
from storycircle.core.turns.story_time import stage_left
from storycircle.core.turns.time_marks import END, HALF_MINUTE
from storycircle.ui.session.state import SessionState


def of_mark(mark: int) -> str:
    """What a mark of a turn's time says. mark: seconds left of the turn, negative once over."""
    if mark == HALF_MINUTE:
        return _("Half a minute left.")
    if mark == END:
        return _("The time is over.")
    return n_("{Count} minute over.", "{Count} minutes over.", -mark // 60)


def of_change(before: SessionState, after: SessionState, now: float) -> str:
    """What a change says of turns and time, "" where it changes neither. now: the clock's
    reading, seconds.
    """
    if after.stage is not before.stage:
        return ""  # the name of the stage is said instead
    if after.round is not None and after.round != before.round:
        return _of_round(before, after, after.round, now)
    return _of_stage(before, after, now)


def _of_round(before: SessionState, after: SessionState, round_: Round, now: float) -> str:
    old, name = before.round, after.name(round_.current)
    same = old is not None and before.turn == after.turn
    if round_.current is None:
        title, lines = ended(round_)
        return "" if same else " ".join([f"{title}.", *lines])
    if not round_.begun:
        return "" if same and old and not old.begun else _("{name} is next.", name=name)
    time = _time(round_.left(now))
    if not (same and old and old.begun):
        return _("{name} speaks, {time}.", name=name, time=time)
    if old.running == round_.running:
        return ""
    goes_on = _("{name} goes on, {time}.", name=name, time=time)
    return goes_on if round_.running else _("Paused, {time}.", time=time)


def _of_stage(before: SessionState, after: SessionState, now: float) -> str:
    """What starting and pausing the clock of Dialogue or Commit says."""
    stage = after.stage
    runs = after.clocks.running is stage
    left = stage_left(stage, after.plan, after.clocks, now)
    if left is None or runs == (before.clocks.running is stage):
        return ""
    time = _time(left)
    return _("The time runs, {time}.", time=time) if runs else _("Paused, {time}.", time=time)


def _time(left: float) -> str:
    """Seconds left, or over where negative, in words."""
    length = i18n.spoken_length(abs(left))
    return _("{length} over", length=length) if left < 0 else _("{length} left", length=length)
