"""The turn-taking queue: a pure state machine; every command returns a new Round.

The rules are the method's: turns run clockwise from the facilitator's left, one voice at a
time; anyone may pass, and is asked again at the end of the round; passing again is fine
(People's Parish; Emory). Between two stories there is a breath: the next turn is shown, but its
time starts only when the facilitator starts it (Roadside).

Times are seconds; `now` is a reading of a monotonic clock. A Round never asks for the time.
Seats and turns are members' ids.
"""

from dataclasses import dataclass, replace
from enum import StrEnum

from storycircle.core.errors import Refused
from storycircle.core.shares import FLOOR, fair_share


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
    """A finished turn: who spoke and for how many seconds; passed: some words, then a pass."""

    member: str
    used: float
    passed: bool = False


@dataclass(frozen=True, slots=True)
class Round:
    """One round of a circle.

    seats: everyone, clockwise. budget: seconds for the whole round. to_come: whose turn it is,
    then those after them. again: who passed once, asked again when to_come runs out. declined:
    who passed twice, here or away. share: seconds of the current turn, None until it has begun.
    used: seconds of the current turn up to `since`; since: the reading it runs from, None while
    it stands. given: seconds more than the fair share, for given_to, whose turn has not begun.
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
    floor: float = FLOOR
    given: float = 0.0
    given_to: str | None = None

    # What can be seen.

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
    def over(self) -> bool:
        """Whether everyone present has been heard or has passed twice."""
        return not self.to_come

    @property
    def following(self) -> str | None:
        """Who comes after the current turn."""
        rest = self.to_come[1:] + self.again
        return rest[0] if rest else None

    def elapsed(self, now: float) -> float:
        """Seconds of the current turn."""
        return self.used + (now - self.since if self.since is not None else 0.0)

    def left(self, now: float) -> float:
        """Seconds left of the current turn's share; negative once it is over."""
        return self.next_share(now) - self.elapsed(now)

    def next_share(self, now: float) -> float:
        """The share of the current turn, or the one it would begin with."""
        if self.share is not None:
            return self.share
        return max(0.0, self._fair(now) + self._given())

    def share_after(self, now: float) -> float:
        """What each of those after the current turn has, as it stands now."""
        waiting = len(self.to_come[1:]) + len(self.again)
        taken = max(self.next_share(now), self.elapsed(now)) if self.to_come else 0.0
        return fair_share(self.budget - self._spent() - taken, waiting, self.floor)

    def time_left(self, now: float) -> float:
        """Seconds left of the whole round; negative once it is over."""
        return self.budget - self._spent() - self.elapsed(now)

    def used_by(self, member: str) -> float:
        """Seconds of a member's finished turns."""
        return sum(turn.used for turn in self.heard if turn.member == member)

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

    # The facilitator's commands.

    def start(self, now: float) -> "Round":
        """Begin the current turn, or go on with it."""
        self._someone()
        if self.running:
            return self
        return replace(self, share=self.next_share(now), since=now)

    def pause(self, now: float) -> "Round":
        """Let the current turn's time stand."""
        return replace(self, used=self.elapsed(now), since=None)

    def next(self, now: float) -> "Round":
        """End the current turn: it is heard, and the breath before the following one begins.

        A turn that has not begun is put behind the one after it, never dropped. Raises Refused
        where nobody else is waiting.
        """
        current = self._someone()
        if self.begun:
            heard = (*self.heard, Turn(current, self.elapsed(now)))
            return self.moved_on(heard=heard)
        if not self.to_come[1:]:
            raise Refused("not-begun", name="This person")
        first, second, *rest = self.to_come
        return replace(self, to_come=(second, first, *rest))

    def pass_turn(self, now: float) -> "Round":
        """The current person passes: asked again at the end; a second pass is final.

        The time a person took before passing counts as used.
        """
        current = self._someone()
        heard = self.heard
        if self.elapsed(now) > 0:
            heard = (*heard, Turn(current, self.elapsed(now), passed=True))
        if current in self.asked_again:
            return self.moved_on(heard=heard, declined=(*self.declined, current))
        return self.moved_on(heard=heard, again=(*self.again, current))

    def more(self, seconds: float, now: float) -> "Round":
        """Give the current turn this many seconds more (or fewer), never below nothing."""
        self._someone()
        if self.begun:
            return replace(self, share=max(0.0, self.next_share(now) + seconds))
        return replace(self, given=self._given() + seconds, given_to=self.current)

    def restart(self, now: float) -> "Round":
        """Begin the current turn again with all of its share; it runs on if it was running."""
        self._someone()
        return replace(self, used=0.0, since=now if self.running else None)

    def previous(self, now: float) -> "Round":
        """Go back to the turn heard last, paused, with the time it had used.

        Those who have left since are passed over; their time stays used.
        """
        places = [n for n, turn in enumerate(self.heard) if turn.member in self.seats]
        if not places:
            raise Refused("nothing-to-go-back-to")
        place = places[-1]
        last = self.heard[place]
        taken_back = last.passed and last.member not in self.declined
        back = replace(
            self,
            to_come=(last.member, *(m for m in self.to_come if m != last.member)),
            again=tuple(m for m in self.again if m != last.member),
            declined=tuple(m for m in self.declined if m != last.member),
            away=tuple(m for m in self.away if m != last.member),
            asked_again=tuple(m for m in self.asked_again if not (taken_back and m == last.member)),
            heard=self.heard[:place] + self.heard[place + 1 :],
            share=None,
            used=0.0,
            since=None,
        )
        return replace(back, share=max(last.used, back.next_share(now)), used=last.used)

    def call(self, member: str) -> "Round":
        """Let this person be the next to speak. Raises Refused if they are not waiting."""
        if member == self.current and not self.begun:
            return self
        if member not in self.to_come[1:] and member not in self.again:
            raise Refused("not-in-round")
        again = tuple(m for m in self.again if m != member)
        asked = self.asked_again if again == self.again else (*self.asked_again, member)
        rest = [m for m in self.to_come if m != member]
        rest.insert(1 if self.begun else 0, member)
        return replace(self, to_come=tuple(rest), again=again, asked_again=asked)

    # Inner steps.

    def _someone(self) -> str:
        if self.current is None:
            raise Refused("nobody-speaking")
        return self.current

    def _spent(self) -> float:
        return sum(turn.used for turn in self.heard)

    def _given(self) -> float:
        """Seconds given to the person whose turn it is, before it has begun."""
        return self.given if self.given_to == self.current else 0.0

    def _fair(self, now: float) -> float:
        waiting = len(self.to_come) + len(self.again)
        left = self.budget - self._spent() - self.elapsed(now)
        return fair_share(left, waiting, self.floor)

    def moved_on(
        self,
        *,
        heard: tuple[Turn, ...] | None = None,
        again: tuple[str, ...] | None = None,
        declined: tuple[str, ...] | None = None,
    ) -> "Round":
        """The current turn is over; the next one waits for its start."""
        return replace(
            self,
            to_come=self.to_come[1:],
            heard=self.heard if heard is None else heard,
            again=self.again if again is None else again,
            declined=self.declined if declined is None else declined,
            share=None,
            given=0.0,
            given_to=None,
            used=0.0,
            since=None,
        ).ask_again()

    def ask_again(self) -> "Round":
        """Where everyone else is done, those who passed are asked again."""
        if self.to_come or not self.again:
            return self
        asked = tuple(dict.fromkeys((*self.asked_again, *self.again)))
        return replace(self, to_come=self.again, again=(), asked_again=asked)


def new_round(seats: tuple[str, ...], budget: float, floor: float = FLOOR) -> Round:
    """A round about to begin: everyone to come, clockwise, the first in the breath."""
    return Round(seats=seats, budget=budget, to_come=seats, floor=floor)
