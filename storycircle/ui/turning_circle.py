"""What a facilitator does with turns: each one act, saved at once, that can be undone."""

from collections.abc import Callable
from typing import Any

from storycircle.core import seating, starts
from storycircle.core.turns import Round
from storycircle.ui.asking_circle import AskingCircle

_MORE = 30  # seconds that + and - give and take


class TurningCircle(AskingCircle):
    """A running circle with its turns."""

    def start_or_pause(self) -> None:
        """Space: begin the turn, let it stand, or go on."""
        self._turn(lambda r, now: r.pause(now) if r.running else r.start(now))

    def start_from_the_end_before(self) -> None:
        """The turn began as the one before it ended; the first, as Stories was opened."""
        now = self.clock.reading()
        if self.round is not None and not self.round.begun:
            ago = now - self.entered
            if self.round.started:
                ago = self.round.breath_before(now)
            self._turn(lambda r, now: r.start(now, ago))

    def move_start(self, member: str | None, earlier: float) -> None:
        """The current turn, or this member's finished one, began so many seconds earlier."""
        round_ = self.round
        if round_ is None:
            return
        if member is None or member == round_.current or not round_.has_told(member):
            self._turn(lambda r, now: starts.start_moved(r, earlier, now))
        else:
            self._turn(lambda r, _now: starts.heard_start_moved(r, member, earlier))

    def next_turn(self) -> None:
        """The turn is over; the breath before the next begins."""
        self._turn(lambda r, now: r.next(now))

    def previous_turn(self) -> None:
        self._turn(lambda r, now: r.previous(now))

    def pass_turn(self) -> None:
        """The person passes; they are asked again at the end, and may pass again."""
        if self.round is None or self.round.current is None:
            return
        who = self.round.current
        again = who not in self.round.asked_again
        self._turn(lambda r, now: r.pass_turn(now))
        said = "passed, and is asked again at the end." if again else "passed. That is fine."
        self.noticed.emit(f"{self.name(who)} {said}", True)

    def more(self, seconds: float = _MORE) -> None:
        """Give the turn 30 s more, or take them."""
        self._turn(lambda r, now: r.more(seconds, now))

    def restart_turn(self) -> None:
        self._turn(lambda r, now: r.restart(now))

    def call(self, member: str) -> None:
        """Let this person be next."""
        self._turn(lambda r, _now: r.call(member))

    def step_out_or_in(self, member: str) -> None:
        """Someone is away for a while, or is back."""
        self._turn(
            lambda r, _now: (
                seating.step_in(r, member) if member in r.away else seating.step_out(r, member)
            )
        )

    def second_round(self) -> None:
        """Once all are heard: everyone has a second, shorter turn to respond."""
        self._turn(lambda r, _now: r.second_round())

    def _turn(self, command: Callable[[Round, float], Round]) -> None:
        """One command on the round; where it lets the stage's clock run, any other one stands."""
        if self.round is None:
            return
        now = self.clock.reading()
        round_ = self.round

        def act() -> None:
            changes: dict[str, Any] = {"round": command(round_, now)}
            if changes["round"].going and self.clocks.running is not None:
                changes["clocks"] = self.clocks.stop(now)
            self.act(changes)

        self.attempt(act)
