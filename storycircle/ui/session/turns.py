"""What a facilitator does with turns: each one act, saved at once, that can be undone."""

from collections.abc import Callable
from datetime import timedelta

from msgspec.structs import replace

from storycircle.core import i18n
from storycircle.core.error_sentences import Refused
from storycircle.core.i18n import _
from storycircle.core.meetings.next_meeting import with_apologies
from storycircle.core.turns import queue
from storycircle.core.turns.queue import Round
from storycircle.core.turns.schedule import Stage, is_its_day
from storycircle.core.turns.story_time import overruns, stories_end
from storycircle.ui.session.host import Host

_MORE = 30  # seconds that + and - give and take
MINUTE = 60.0


class Turns:
    """The facilitator's commands on the round."""

    def __init__(self, host: Host) -> None:
        self._host = host

    def start_or_pause(self) -> None:
        """Begin the turn, pause it, or resume it."""
        self._apply(lambda r, now: r.pause(now) if r.running else r.start(now))

    def start_from_the_end_before(self) -> None:
        """Begin the turn as of the end of the one before it; the first, as Stories was opened."""
        state, now = self._host.state, self._host.clock.reading()
        if state.round is not None and not state.round.begun:
            started = state.round.started
            ago = state.round.breath_before(now) if started else now - state.entered
            self._apply(lambda r, now: r.start(now, ago))

    def move_start(self, member: str | None, earlier: float) -> None:
        """Move the start of the current turn, or of this member's finished one, back by so many
        seconds.
        """
        round_ = self._host.state.round
        if round_ is None:
            return
        if member is None or member == round_.current or not round_.has_told(member):
            self._apply(lambda r, now: queue.start_moved(r, earlier, now))
        else:
            self._apply(lambda r, _now: queue.heard_start_moved(r, member, earlier))

    def next(self) -> None:
        """End the turn; the breath before the next begins."""
        self._apply(lambda r, now: r.next(now))

    def previous(self) -> None:
        """Return to the turn before."""
        self._apply(lambda r, now: r.previous(now))

    def pass_(self) -> None:
        """Let the person pass; they are asked again at the end, and may pass again."""
        round_ = self._host.state.round
        if round_ is None:
            return
        name = self._host.state.speakers(round_.current)
        passed = _("{name} passed, and is asked again at the end.", name=name)
        if round_.current in round_.asked_again:
            passed = _("{name} passed. That is fine.", name=name)
        self._apply(lambda r, now: r.pass_turn(now), message=passed)

    def more(self, seconds: float = _MORE) -> None:
        """Give the turn so many seconds more, or take them."""
        self._apply(lambda r, now: r.more(seconds, now))

    def more_each(self, seconds: float = MINUTE) -> None:
        """Give everyone still to come so many seconds more; the stories, and all that follows,
        end so much later. On the day of an event the dialogue gives them, where it can.
        """
        state, now, wall = self._host.state, self._host.clock.reading(), self._host.clock.now()
        round_ = state.round
        if round_ is None:
            return
        if round_.over:
            self._host.refuse(Refused("nobody-speaking"))
            return
        more = seconds * round_.sharing
        ends = stories_end(state.plan, round_, now, wall) + timedelta(seconds=more)
        keeping = is_its_day(state.event, wall)  # then the dialogue gives it, where it can
        keeping = keeping and not overruns(state.event, state.plan, ends, wall)
        moved = state.ending(ends, now, wall, keeping=keeping)
        each = moved.plan.each + seconds if moved.plan.each and not round_.started else 0.0
        plan = replace(moved.plan, each=each)
        longer = replace(moved, plan=plan, round=round_.more_each(seconds))
        time = i18n.clock(ends)
        said = _(state.words.a_minute_more, time=time)
        self._host.apply(longer, message=said)

    def restart(self) -> None:
        """Begin the turn anew, with its whole time."""
        self._apply(lambda r, now: r.restart(now))

    def call(self, member: str) -> None:
        """Let this person be next."""
        self._apply(lambda r, _now: r.call(member))

    def step_out_or_in(self, member: str) -> None:
        """Note that someone is away for a while, or is back; a turn that is on ends with it."""
        round_ = self._host.state.round
        if round_ is None:
            return
        name = self._host.state.name(member)
        if member in round_.away:
            said = _("{name} is back.", name=name)
            if member in self._host.state.circle.apologies:
                self._come_after_all(member, said)
                return
            self._apply(lambda r, _now: queue.step_in(r, member), message=said)
            return
        said = _("{name} is away.", name=name)
        if round_.begun and member == round_.current:
            said = _(
                "{name} left, and the turn is over. They can speak again once back.", name=name
            )
        self._apply(lambda r, now: queue.step_out(r, member, now), message=said)

    def _come_after_all(self, member: str, said: str) -> None:
        """Let somebody speak who had sent apologies to this meeting."""
        state = self._host.state
        if state.round is not None:
            circle = with_apologies(state.circle, member, sent=False)
            back = queue.step_in(state.round, member)
            self._host.apply(replace(state, circle=circle, round=back), undoable=False)
            self._host.notice(said)

    def next_round(self) -> None:
        """Begin the next round, once all are heard: the named one that follows, or the second, a
        shorter turn for everyone to respond.
        """
        self._apply(lambda r, _now: r.next_round())

    def end_breath(self, *, asking: bool) -> None:
        """Start the next turn where a breath of a set length is over.

        asking: whether a question is to be answered; then, and in another stage, the breath that
        is on ends by hand.
        """
        state, now = self._host.state, self._host.clock.reading()
        round_, waits = state.round, state.settings.breath
        if not waits or round_ is None or round_.begun or not round_.to_come:
            return
        if state.stage is not Stage.STORIES or asking:
            self._host.apply(replace(state, by_hand=state.where), undoable=False, save=False)
            return
        # The first of a named round waits for its prompt to be read out.
        heard = round_.heard or (round_.earlier and not round_.rounds)
        if heard and round_.quiet(now) >= waits and state.where != state.by_hand:
            self._host.apply(replace(state, round=round_.start(now)))

    def _apply(self, command: Callable[[Round, float], Round], message: str = "") -> None:
        """One command on the round; where it lets the stage's clock run, any other one pauses."""
        state, now = self._host.state, self._host.clock.reading()
        if state.round is None:
            return
        try:
            round_ = command(state.round, now)
        except Refused as refused:
            self._host.refuse(refused)
            return
        new = replace(state, round=round_)
        if round_.going and state.clocks.running is not None:
            new = replace(new, clocks=state.clocks.stop(now))
        self._host.apply(new, message=message)
