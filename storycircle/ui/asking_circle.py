"""What a running circle asks its facilitator: one question at a time, none of them twice."""

from dataclasses import replace

from storycircle.core import gaps, questions, words
from storycircle.core.questions import Asked, Question, Reply
from storycircle.core.shares import STEP
from storycircle.core.timing import Stage
from storycircle.core.turns import Round
from storycircle.ui.timed_circle import LATE, TimedCircle


class AskingCircle(TimedCircle):
    """A running circle that asks about gaps, late starts, short time, and what is left behind."""

    settled: frozenset[tuple[Asked, object]] = frozenset()
    """What was answered or put off, with the turn it was about: it is not asked again for that."""
    _held: object = None  # the breath that ends by hand, whatever the settings say

    def tick(self) -> None:
        """Look at what the time brings; a breath of a set length may be over."""
        super().tick()
        round_, waits = self.round, self.settings.breath
        if self.library.reads or not waits or round_ is None:
            return
        if round_.begun or not round_.to_come:
            return
        if self.stage is not Stage.STORIES or self.asking() is not None:
            self._held = self.where()
        told = round_.heard or round_.earlier
        now = self.clock.reading()
        if told and round_.quiet(now) >= waits and self.where() != self._held:
            self.act({"round": round_.start(now)})

    def _moved_by_hand(self) -> None:
        """After undo, or on carrying on, a breath ends only when somebody presses Start."""
        self._held = self.where()

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
        self.settled = self._and(asked)
        self.changed.emit()

    def _is_put_off(self, asked: Asked) -> bool:
        return (asked, self._turn_asked(asked)) in self.settled

    def _and(self, asked: Asked) -> frozenset[tuple[Asked, object]]:
        return self.settled | {(asked, self._turn_asked(asked))}

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
            return f"{name} was speaking, with {words.length(max(0.0, round_.left(now)))} left."
        title = self.going.title if self.going else ""
        return f"{title} was going on."

    def _reply_about_gap(self, reply: Reply) -> None:
        gap = self.gap
        if gap is None or gap.where != self.where() or reply is not Reply.COUNTED:
            self.gap = None
            self.changed.emit()
        elif self.going is Stage.STORIES and self.round is not None:
            self.act({"round": gaps.counted(self.round, gap.seconds), "gap": None})
        else:
            self.act({"clocks": self.clocks.with_more(gap.seconds), "gap": None})

    def _reply_about_shortness(self, reply: Reply) -> None:
        round_, now = self.round, self.clock.reading()
        if round_ is None:
            return
        each, settled = round_.shortfall(now), self._and(Asked.SHORT)
        if reply is Reply.SHORTER and each is not None:
            floor = max(questions.SHORTEST, (each - questions.BREATH) // STEP * STEP)
            self.act({"round": replace(round_, floor=floor), "settled": settled})
        elif reply is Reply.END_LATER:
            ends = questions.later_end(round_, now, self.stories_end())
            self.act(self.ending(ends, later=True) | {"settled": settled})
        elif reply is Reply.NO_SECOND:
            self.act({"round": replace(round_, second=0.0), "settled": settled})

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
