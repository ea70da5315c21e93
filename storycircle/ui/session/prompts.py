"""What a running circle asks its facilitator: one question at a time, none of them twice."""

from collections.abc import Callable
from datetime import datetime

from msgspec.structs import replace

from storycircle.core import i18n
from storycircle.core.i18n import _
from storycircle.core.model import Circle
from storycircle.core.names.same_person import NameDoubt, about_name
from storycircle.core.turns import queue, story_time, time_prompts
from storycircle.core.turns.fair_share import STEP
from storycircle.core.turns.queue import Round
from storycircle.core.turns.round import responds
from storycircle.core.turns.schedule import Stage
from storycircle.core.turns.time_prompts import Asked, Question, Reply
from storycircle.ui.session.host import Host
from storycircle.ui.session.state import SessionState, Turn


class Prompts:
    """Asks about gaps, late starts, short time, and what is left behind."""

    def __init__(self, host: Host, answer_name: Callable[[NameDoubt, Reply], None]) -> None:
        self._host, self._answer_name = host, answer_name

    def current(self) -> Question | None:
        """The one question that is to be answered, if any."""
        state, now, wall = self._host.state, self._host.clock.reading(), self._host.clock.now()
        here = state.going is state.stage  # a stage's time is asked about where it is shown
        if here and state.gap is not None and state.gap.where == state.where:
            return time_prompts.about_gap(
                state.gap.seconds, _who_was_speaking(state, now), slept=state.gap.slept
            )
        if state.name_doubts:
            return about_name(state.name_doubts[0])
        if state.too_long:
            ends = state.ends_with(state.too_long, now, wall)
            return time_prompts.about_each(state.too_long, state.plan, ends, state.words)
        return self._about_turns(state, now, wall)

    def _about_turns(self, state: SessionState, now: float, wall: datetime) -> Question | None:
        round_ = state.round
        if round_ is None or state.stage is not Stage.STORIES:
            return None
        if story_time.is_late(state.plan, round_, wall) and not _is_settled(state, Asked.LATE):
            return time_prompts.about_lateness(
                state.plan.spans[Stage.STORIES], wall, round_, state.words
            )
        if _is_settled(state, Asked.SHORT):
            return None
        return time_prompts.about_shortness(round_, now, self._stories_end(state))

    def reply(self, asked: Asked, reply: Reply) -> None:
        """Answer the question that was asked."""
        if asked is Asked.GAP:
            self._reply_about_gap(reply)
        elif asked is Asked.LATE:
            self._reply_about_lateness(reply)
        elif asked is Asked.SHORT:
            self._reply_about_shortness(reply)
        elif asked is Asked.EACH:
            self._reply_about_each(reply)
        elif asked is Asked.LEFT:
            self._answer_name(self._host.state.name_doubts[0], reply)

    def put_off(self, asked: Asked) -> None:
        """Do not ask it again for this turn."""
        state = self._host.state
        if asked is Asked.LEFT:
            self._answer_name(state.name_doubts[0], Reply.KEEP)
            return
        if asked is Asked.EACH:
            self._reply_about_each(Reply.AS_PLANNED)
            return
        new = replace(state, settled=_settled(state, asked))
        if asked is Asked.GAP:
            new = replace(new, gap=None)
        self._host.apply(new, undoable=False, save=False)

    def before_leaving(self, to: Stage) -> Question | None:
        """What is asked before going on to a later stage; None where nothing is left behind."""
        state = self._host.state
        if state.stage is Stage.STORIES and to > state.stage and state.round is not None:
            return _about_those_left(state, state.round, state.words.named(to))
        if state.stage is Stage.COMMIT and to > state.stage and not _has_actions(state.circle):
            return time_prompts.about_no_action(state.words.named(to))
        return None

    def _reply_about_gap(self, reply: Reply) -> None:
        state = self._host.state
        gap, new = state.gap, replace(state, gap=None)
        if gap is None or gap.where != state.where or reply is not Reply.COUNTED:
            self._host.apply(new, undoable=False, save=False)
        elif state.going is Stage.STORIES and state.round is not None:
            self._host.apply(replace(new, round=queue.counted(state.round, gap.seconds)))
        else:
            self._host.apply(replace(new, clocks=state.clocks.with_more(gap.seconds)))

    def _reply_about_lateness(self, reply: Reply) -> None:
        self.put_off(Asked.LATE)
        if reply is not Reply.FULL_TIMES:
            return
        state, wall = self._host.state, self._host.clock.now()
        plan = state.plan.with_full_times(Stage.STORIES, wall)
        self._host.apply(replace(state, plan=plan))
        if state.round is not None:
            fitted = story_time.fitted(state.round, plan, wall)
            new = replace(self._host.state, round=fitted)
            self._host.apply(new, undoable=False, save=False)

    def _reply_about_each(self, reply: Reply) -> None:
        """As planned, the time that is set for the stories holds, and is shared out."""
        state, now, wall = self._host.state, self._host.clock.reading(), self._host.clock.now()
        if reply is Reply.LATER:
            self._host.apply(state.with_each(state.too_long, now, wall, asked=True))
            return
        plan = replace(state.plan, each=0.0)
        self._host.apply(replace(state, plan=plan, too_long=0.0), undoable=False)

    def _reply_about_shortness(self, reply: Reply) -> None:
        state, now = self._host.state, self._host.clock.reading()
        round_ = state.round
        if round_ is None:
            return
        each, settled = round_.shortfall(now), replace(state, settled=_settled(state, Asked.SHORT))
        if reply is Reply.SHORTER and each is not None:
            floor = max(time_prompts.SHORTEST, (each - time_prompts.BREATH) // STEP * STEP)
            self._host.apply(replace(settled, round=replace(round_, floor=floor)))
        elif reply is Reply.END_LATER:
            ends = time_prompts.later_end(round_, now, self._stories_end(state))
            wall = self._host.clock.now()
            self._host.apply(settled.ending(ends, now, wall, later=True))
        elif reply is Reply.NO_SECOND and round_.later:
            self._host.apply(settled.with_rounds(round_.rounds[:-1]))
        elif reply is Reply.NO_SECOND:
            self._host.apply(replace(settled, round=replace(round_, second=0.0)))

    def _stories_end(self, state: SessionState) -> datetime:
        now, wall = self._host.clock.reading(), self._host.clock.now()
        return story_time.stories_end(state.plan, state.round, now, wall)


def _about_those_left(state: SessionState, round_: Round, to: str) -> Question | None:
    """What is asked where the stories are left with somebody unheard, or with rounds to come."""
    names = [state.speakers(member) for member in round_.unheard]
    if names:
        return time_prompts.about_unheard(names, to, responds=responds(round_), words=state.words)
    if round_.later:
        return time_prompts.about_rounds([one.name for one in round_.later], to, state.words)
    return None


def _has_actions(circle: Circle) -> bool:
    """Whether anybody commits to anything: the circle, or the owners of an inquiry."""
    inquiries = circle.meeting.inquiries if circle.meeting is not None else ()
    return bool(circle.actions) or any(one.actions for one in inquiries)


def _is_settled(state: SessionState, asked: Asked) -> bool:
    return (asked, _turn_asked(state, asked)) in state.settled


def _settled(state: SessionState, asked: Asked) -> frozenset[tuple[Asked, Turn | None]]:
    return state.settled | {(asked, _turn_asked(state, asked))}


def _turn_asked(state: SessionState, asked: Asked) -> Turn | None:
    return None if asked is Asked.LATE else state.turn


def _who_was_speaking(state: SessionState, now: float) -> str:
    """Who was speaking and what was left, or which stage ran."""
    round_ = state.round
    if state.going is Stage.STORIES and round_ is not None:
        name = i18n.short(state.speakers(round_.current))
        left = i18n.length(max(0.0, round_.left(now)))
        return _("{name} was speaking, with {time} left.", name=name, time=left)
    named = state.words.named(state.going) if state.going else ""
    return _("{stage} was going on.", stage=named)
