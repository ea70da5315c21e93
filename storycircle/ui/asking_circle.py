"""What a running circle asks its facilitator: one question at a time, none of them twice."""

from dataclasses import replace

from storycircle.core import gaps, questions, words
from storycircle.core.questions import Asked, Question, Reply
from storycircle.core.timing import Stage
from storycircle.core.turns import Round
from storycircle.ui.timed_circle import LATE, TimedCircle


class AskingCircle(TimedCircle):
    """A running circle that asks about gaps, late starts, short time, and what is left behind."""

    _put_off: frozenset[tuple[Asked, object]] = frozenset()

    def asking(self) -> Question | None:
        """The one question that stands, if any."""
        now = self.clock.reading()
        if self.gap is not None and self.gap.where == self.where():
            return questions.about_gap(self.gap.seconds, self._said(), slept=self.gap.slept)
        round_ = self.round
        if round_ is None or self.stage is not Stage.STORIES:
            return None
        if self._is_late(round_) and not self._is_put_off(Asked.LATE):
            span = self.plan.spans[Stage.STORIES]
            return questions.about_lateness(span, self.clock.now(), round_)
        if self._is_put_off(Asked.SHORT):
            return None
        return questions.about_shortness(round_, now, self.stories_end())

    def reply(self, asked: Asked, reply: Reply) -> None:
        """Answer the question that stands."""
        if asked is Asked.GAP:
            self._reply_about_gap(reply)
        elif asked is Asked.LATE:
            self.put_off(Asked.LATE)
            if reply is Reply.FULL_TIMES:
                now = self.clock.now()
                plan = self.plan.with_full_times(Stage.STORIES, now)
                self.act({"plan": plan})
                self.fit_time()
        elif asked is Asked.SHORT:
            self._reply_about_shortness(reply)

    def put_off(self, asked: Asked) -> None:
        """Leave the question for this turn."""
        if asked is Asked.GAP:
            self.gap = None
        self._put_off |= {(asked, self._turn_asked(asked))}
        self.changed.emit()

    def _is_put_off(self, asked: Asked) -> bool:
        return (asked, self._turn_asked(asked)) in self._put_off

    def _turn_asked(self, asked: Asked) -> object:
        round_ = self.round
        if asked is Asked.LATE or round_ is None:
            return None
        return (round_.number, len(round_.heard), round_.current)

    def _is_late(self, round_: Round) -> bool:
        return not round_.started and (self.plan.lateness(Stage.STORIES, self.clock.now()) >= LATE)

    def _said(self) -> str:
        """Who was speaking and what was left, or which stage ran."""
        now, round_ = self.clock.reading(), self.round
        if self.going is Stage.STORIES and round_ is not None:
            name = words.short(self.name(round_.current))
            left = words.length(max(0.0, round_.left(now)))
            if round_.begun:
                return f"{name} was speaking, with {left} left."
            return f"{name} was about to begin." if name else "Nobody was left to come."
        title = self.going.title if self.going else ""
        return f"{title} was going on."

    def _reply_about_gap(self, reply: Reply) -> None:
        gap, self.gap = self.gap, None
        if gap is None or gap.where != self.where() or reply is not Reply.COUNTED:
            self.changed.emit()
        elif self.going is Stage.STORIES and self.round is not None:
            self.act({"round": gaps.counted(self.round, gap.seconds)})
        else:
            self.act({"clocks": self.clocks.with_more(gap.seconds)})

    def _reply_about_shortness(self, reply: Reply) -> None:
        round_, now = self.round, self.clock.reading()
        if round_ is None:
            return
        each = round_.shortfall(now)
        if reply is Reply.SHORTER and each is not None:
            floor = max(questions.SHORTEST, each // 5 * 5)
            self.act({"round": replace(round_, floor=floor)})
        elif reply is Reply.END_LATER:
            self.end_stories(questions.later_end(round_, now, self.stories_end()), later=True)
        elif reply is Reply.NO_SECOND:
            self.act({"round": replace(round_, second=0.0)})

    def before_leaving(self, to: Stage) -> Question | None:
        """What is asked before going on to a later stage; None where nothing is left behind."""
        if self.stage is Stage.STORIES and to > self.stage and self.round is not None:
            names = [self.name(member) for member in self.round.unheard]
            if not names:
                return None
            return questions.about_unheard(names, to.title, self.round.number)
        if self.stage is Stage.COMMIT and to > self.stage and not self.circle.actions:
            return questions.about_no_action(to.title)
        return None
