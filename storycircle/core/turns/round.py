"""A round: its state, and its read-only questions.

One round as it stands: whose turn it is, who is to come, and where the time went.

Times are seconds; `now` is a reading of a monotonic clock. A round never asks for the time.
Seats and turns are members' ids.

Once the stage's clock runs, every second goes somewhere: to a turn, to the breath before it, or
to `idle` (pauses, a turn begun again). So the time gone is the time that truly passed, and what
is left for those to come is worked out from that.

What is said of a round: its end in words that are true, whoever told, passed or is away.
"""

from dataclasses import dataclass
from enum import StrEnum

from storycircle.core import i18n
from storycircle.core.i18n import _, n_
from storycircle.core.turns.fair_share import FLOOR, RESPONSE_FLOOR, fair_share


class Seat(StrEnum):
    """How a seat stands in the round."""

    WAITING = "waiting"
    NEXT = "next"
    SPEAKING = "speaking"
    HEARD = "heard"
    PASSED = "passed"
    AWAY = "away"


@dataclass(frozen=True, slots=True)
class Turn:
    """A finished turn: who spoke, for how many seconds, after how many seconds of breath.

    passed: some words, then a pass.
    """

    member: str
    used: float
    passed: bool = False
    breath: float = 0.0


@dataclass(frozen=True, slots=True)
class RoundState:
    """One round of a circle.

    seats: everyone, clockwise. budget: seconds for the whole stage. to_come: whose turn it is,
    then those after them. again: who passed once, asked again when to_come runs out. declined:
    who passed twice, here or away.

    share: seconds of the current turn, None until it has begun. used: seconds of the current
    turn up to `since`, the reading it runs from; None while it stands. breath: seconds of the
    breath before the current turn. quiet_since: the reading since which nobody's time runs
    though the stage's does, in a breath or a pause; None while a turn runs or the stage stands.
    idle: seconds that went to nobody's turn or breath.

    given: seconds more than the fair share, for given_to. number: 1, or 2 for the second round.
    earlier: the turns of the round before. second: seconds kept for each in a second round.
    late: seconds the budget is shorter by, since the stage has begun so much too late. gone_past:
    in this breath, those before whom another was put, in their order.
    """

    seats: tuple[str, ...]
    budget: float
    to_come: tuple[str, ...] = ()
    again: tuple[str, ...] = ()
    heard: tuple[Turn, ...] = ()
    declined: tuple[str, ...] = ()
    away: tuple[str, ...] = ()
    asked_again: tuple[str, ...] = ()
    share: float | None = None
    used: float = 0.0
    since: float | None = None
    breath: float = 0.0
    quiet_since: float | None = None
    idle: float = 0.0
    floor: float = FLOOR
    given: float = 0.0
    given_to: str | None = None
    number: int = 1
    earlier: tuple[Turn, ...] = ()
    second: float = 0.0
    late: float = 0.0
    gone_past: tuple[str, ...] = ()

    # Who.

    @property
    def current(self) -> str | None:
        """Whose turn it is, begun or not; None when the round is over."""
        return self.to_come[0] if self.to_come else None

    @property
    def begun(self) -> bool:
        """Whether the current turn has begun, running or paused."""
        return self.share is not None

    @property
    def running(self) -> bool:
        return self.since is not None

    @property
    def going(self) -> bool:
        """Whether the stage's clock runs: in a turn, a breath or a pause."""
        return self.since is not None or self.quiet_since is not None

    @property
    def started(self) -> bool:
        """Whether any turn of the stage has begun."""
        return bool(self.begun or self.heard or self.earlier)

    @property
    def over(self) -> bool:
        """Whether everyone present has been heard or has passed twice."""
        return not self.to_come

    @property
    def following(self) -> str | None:
        """Who comes after the current turn."""
        rest = self.to_come[1:] + self.again
        return rest[0] if rest else None

    @property
    def unheard(self) -> tuple[str, ...]:
        """Everyone present who has neither been heard nor passed twice."""
        return self.to_come + self.again

    def has_told(self, member: str) -> bool:
        """Whether a member's turn has been heard; some words before a pass are no turn."""
        return any(turn.member == member and not turn.passed for turn in self.heard)

    def seat(self, member: str) -> Seat:
        """How a member's seat stands."""
        if member in self.away:
            return Seat.AWAY
        if member == self.current:
            return Seat.SPEAKING if self.begun else Seat.NEXT
        if member in self.again or member in self.declined:
            return Seat.PASSED
        if member not in self.to_come and self.has_told(member):
            return Seat.HEARD
        return Seat.NEXT if self.begun and member == self.following else Seat.WAITING

    # The time that went.

    def elapsed(self, now: float) -> float:
        """Seconds of the current turn."""
        return self.used + (max(0.0, now - self.since) if self.since is not None else 0.0)

    def quiet(self, now: float) -> float:
        """Seconds since the last start or pause in which nobody's time has run."""
        return max(0.0, now - self.quiet_since) if self.quiet_since is not None else 0.0

    def breath_before(self, now: float) -> float:
        """Seconds of the breath before the current turn, still growing until it begins."""
        return self.breath + (0.0 if self.begun else self.quiet(now))

    def spent(self, now: float) -> float:
        """Seconds of the stage that are used: turns, breaths and pauses."""
        turns = sum(turn.used + turn.breath for turn in (*self.earlier, *self.heard))
        return turns + self.breath + self.idle + self.elapsed(now) + self.quiet(now)

    def time_left(self, now: float) -> float:
        """Seconds left of the whole stage; negative once it is over."""
        return self.budget - self.spent(now)

    def used_by(self, member: str) -> float:
        """Seconds of a member's finished turns."""
        return sum(t.used for t in (*self.earlier, *self.heard) if t.member == member)

    # The shares of those to come.

    @property
    def least(self) -> float:
        """The shortest share of this round, in seconds: a response may be shorter than a story."""
        return self.floor if self.number == 1 else min(self.floor, RESPONSE_FLOOR)

    def left(self, now: float) -> float:
        """Seconds left of the current turn's share; negative once it is over."""
        return self.next_share(now) - self.elapsed(now)

    def next_share(self, now: float) -> float:
        """The share of the current turn, or the one it would begin with."""
        if self.share is not None:
            return self.share
        return max(0.0, self.fair(now) + self.given_now())

    def share_after(self, now: float) -> float:
        """The share of each person after the current turn, at the present pace.

        While that turn has just its fair share, it is everybody's: what rounding left over is
        shared out with the next turn, and nobody reads two figures for one thing.
        """
        after = fair_share(self._for_others(now), len(self.unheard) - 1, self.least)
        share = self.next_share(now)
        return share if after > share == self.fair(now) else after

    def shortfall(self, now: float) -> float | None:
        """What each to come would truly have where that is below the shortest share, else None.

        Of those after the current turn once it has begun, else of everyone to come. May be
        negative.
        """
        waiting = len(self.unheard) - (1 if self.begun else 0)
        if waiting <= 0:
            return None
        left = self._for_others(now) if self.begun else self._for_round(now)
        return left / waiting if left / waiting < self.least else None

    def fair(self, now: float) -> float:
        """The fair share of the current turn, as if it began with the breath it has had."""
        return fair_share(self._for_round(now), len(self.unheard), self.least)

    def given_now(self) -> float:
        """Seconds given to the person whose turn it is."""
        return self.given if self.given_to == self.current else 0.0

    def _for_round(self, now: float) -> float:
        """Seconds for the current turn, from its start, and for those after it."""
        return self.time_left(now) + self.elapsed(now) - self._for_second_round()

    def _for_others(self, now: float) -> float:
        """Seconds for those after the current turn, once it has had the whole of its share."""
        rest = max(0.0, self.left(now)) if self.to_come else 0.0
        return self.time_left(now) - rest - self._for_second_round()

    def _for_second_round(self) -> float:
        if self.number > 1:
            return 0.0
        return self.second * (len(self.seats) - len(self.away))


def ended(round_: RoundState) -> tuple[str, tuple[str, ...]]:
    """How a round ended in which nobody is left to come: a title, and one or two short lines."""
    seats, second = round_.seats, round_.number > 1
    heard = sum(1 for seat in seats if round_.has_told(seat))
    passed = sum(1 for seat in seats if seat in round_.declined and not round_.has_told(seat))
    away = len(seats) - heard - passed
    if heard == len(seats):
        everyone = _("Everyone has responded.") if second else _("Every story is told.")
        return _("All heard"), (everyone,)
    title = _("Nobody is here") if away == len(seats) else _("Round over")
    if passed == len(seats):
        return title, (n_("All {count} passed.", "All {count} passed.", passed),)
    if away == len(seats):
        return title, (n_("All {count} are away.", "All {count} are away.", away),)
    parts = []
    # For translators: parts of a sentence such as "Four told, one passed, one is away."
    if heard and second:
        parts.append(n_("{count} responded", "{count} responded", heard))
    elif heard:
        parts.append(n_("{count} told", "{count} told", heard))
    if passed:
        parts.append(n_("{count} passed", "{count} passed", passed))
    if away:
        parts.append(n_("{count} is away", "{count} are away", away))
    if len(parts) < 3:
        return title, (f"{i18n.sentence(', '.join(parts))}.",)
    return title, (f"{i18n.sentence(', '.join(parts[:2]))},", f"{parts[2]}.")


def last_turn(round_: RoundState) -> str:
    """What the turn is after which nobody comes."""
    return _("the last response") if round_.number > 1 else _("the last story")
