"""A round: its state, and its read-only questions.

One round as it stands: whose turn it is, who is to come, and where the time went.

Times are seconds; `now` is a reading of a monotonic clock. A round never asks for the time.
Seats and turns are members' ids.

Once the stage's clock runs, every second goes somewhere: to a turn, to the breath before it, or
to `idle` (pauses, a turn begun again). So the time gone is the time that truly passed, and what
is left for those to come is worked out from that.

What is said of a round: its end in words that are true, whoever told, passed or is away.
"""

from enum import StrEnum

from msgspec import Struct

from storycircle.core import i18n
from storycircle.core.afterwards.turn_counts import TurnCounts
from storycircle.core.i18n import _, n_
from storycircle.core.rounds.named_round import NamedRound, is_of_groups, turns_of
from storycircle.core.turns.circle_words import IN_CIRCLE, CircleWords
from storycircle.core.turns.fair_share import FLOOR, RESPONSE_FLOOR, fair_share


class Seat(StrEnum):
    """How a seat stands in the round."""

    WAITING = "waiting"
    NEXT = "next"
    SPEAKING = "speaking"
    HEARD = "heard"
    PASSED = "passed"
    AWAY = "away"


class Turn(Struct, frozen=True):
    """A finished turn: who spoke, for how many seconds, after how many seconds of breath.

    passed: some words, then a pass. round: the id of the named round it was in, once that is over;
    empty in a circle without named rounds. shared: the others of a small group whose turn it was.
    over: whether it took a second or more beyond its share.
    """

    member: str
    used: float
    passed: bool = False
    breath: float = 0.0
    round: str = ""
    shared: tuple[str, ...] = ()
    over: bool = False

    @property
    def members(self) -> tuple[str, ...]:
        """Everyone whose turn it was."""
        return (self.member, *self.shared)


class Pass(Struct, frozen=True):
    """Who passed for good in a named round that is over."""

    member: str
    round: str


class RoundState(Struct, frozen=True):
    """One round of a circle.

    seats: everyone, clockwise. budget: seconds for the whole stage. to_come: whose turn it is,
    then those after them. again: who passed once, asked again when to_come runs out. declined:
    who passed twice, here or away.

    share: seconds of the current turn, None until it has begun. used: seconds of the current
    turn up to `since`, the reading it runs from; None while it stands. breath: seconds of the
    breath before the current turn. quiet_since: the reading since which nobody's time runs
    though the stage's does, in a breath or a pause; None while a turn runs or the stage stands.
    idle: seconds that went to nobody's turn or breath.

    given: seconds more than the fair share, for given_to. number: 1, or 2 for the second round; of
    named rounds, which of them this is. earlier: the turns of the rounds before. second: seconds
    kept for each in a second round, of a circle without named rounds.

    rounds: the named rounds of the whole stage; none where there is one of stories, and perhaps a
    second. passes: who passed for good in those before. longer: seconds that each turn has more
    than its round's own time.

    together: small groups that have one turn each in a round of stories; one of a group who is here
    stands in the queue for all of it.

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
    rounds: tuple[NamedRound, ...] = ()
    passes: tuple[Pass, ...] = ()
    longer: float = 0.0
    together: tuple[tuple[str, ...], ...] = ()

    # Which round.

    @property
    def named(self) -> NamedRound | None:
        """The named round that is on; None in a circle without any."""
        return self.rounds[self.number - 1] if self.rounds else None

    @property
    def later(self) -> tuple[NamedRound, ...]:
        """The named rounds that are to come after this one."""
        return self.rounds[self.number :]

    @property
    def tells(self) -> bool:
        """Whether a turn of this round is a story."""
        return not self.rounds or self.rounds[self.number - 1].stories

    @property
    def rounds_of_stories(self) -> int:
        """How many rounds of stories there were up to this one, itself included."""
        if not self.rounds:
            return self.number
        return sum(1 for one in self.rounds[: self.number] if one.stories)

    @property
    def takes_notes(self) -> bool:
        """Whether notes are taken in this round."""
        return not self.rounds or self.rounds[self.number - 1].notes

    @property
    def may_pass(self) -> bool:
        """Whether one may pass in this round."""
        return not self.rounds or self.rounds[self.number - 1].may_pass

    # Who.

    @property
    def by_group(self) -> bool:
        """Whether small groups have one turn each in this round: where stories are told or air time
        is shared out, and not in a second round of responses.
        """
        named = self.named
        return bool(self.together) and (is_of_groups(named) if named else self.number == 1)

    def group_of(self, member: str) -> tuple[str, ...]:
        """Who has a turn together with somebody in this round, themself among them."""
        groups = self.together if self.by_group else ()
        return next((group for group in groups if member in group), (member,))

    def stands_for(self, member: str) -> str:
        """Who stands in the queue for somebody: one of their small group, or themself."""
        queue = (*self.to_come, *self.again, *self.declined)
        return next((one for one in self.group_of(member) if one in queue), member)

    def leading(self, members: tuple[str, ...]) -> tuple[str, ...]:
        """Of these people the first of each small group, and everyone who is in none."""
        if not self.by_group:
            return members
        return tuple(
            one for one in members if one == next(m for m in members if m in self.group_of(one))
        )

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
        """Whether everyone present has been heard or has passed twice, in this round."""
        return not self.to_come

    @property
    def done(self) -> bool:
        """Whether this round is over, and no named one is to come after it."""
        return not self.to_come and not self.rounds[self.number :]

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
        told = (t for t in self.heard if not t.passed)
        return any(turn.member == member or member in turn.shared for turn in told)

    def seat(self, member: str) -> Seat:
        """How a member's seat stands."""
        if member in self.away:
            return Seat.AWAY
        lead = self.stands_for(member) if self.together else member
        if lead == self.current:
            return Seat.SPEAKING if self.begun else Seat.NEXT
        if lead in self.again or lead in self.declined:
            return Seat.PASSED
        if lead not in self.to_come and self.has_told(member):
            return Seat.HEARD
        return Seat.NEXT if self.begun and lead == self.following else Seat.WAITING

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
        return sum(
            t.used for t in (*self.earlier, *self.heard) if t.member == member or member in t.shared
        )

    # The shares of those to come.

    @property
    def least(self) -> float:
        """The shortest share of this round, in seconds: a response may be shorter than a story."""
        if self.rounds:
            return self._least_of(self.rounds[self.number - 1])
        return self.floor if self.number == 1 else min(self.floor, RESPONSE_FLOOR)

    def _least_of(self, named: NamedRound) -> float:
        least = self.floor if named.stories else min(self.floor, RESPONSE_FLOOR)
        return min(least, named.seconds) if named.seconds else least

    @property
    def set_time(self) -> float:
        """Seconds that each turn of this round is to have; 0 for a fair share of what is left."""
        seconds = self.rounds[self.number - 1].seconds if self.rounds else 0
        return seconds + self.longer if seconds else 0.0

    @property
    def present(self) -> int:
        """How many people are here."""
        return len(self.seats) - len(self.away)

    @property
    def sharing(self) -> int:
        """How many turns share out the time that is left: those to come in this round, and where it
        has no time of its own, those of the later rounds that have none either.
        """
        return len(self.unheard) + self._fair_later

    @property
    def _fair_later(self) -> int:
        """The turns of later rounds that have the same share as those of this one."""
        if not self.rounds or self.set_time:
            return 0
        return sum(self._turns_of(one) for one in self.later if not one.seconds)

    def _turns_of(self, named: NamedRound) -> int:
        """How many turns a round to come has: one for each small group where they share theirs."""
        return turns_of(named, self.present, self.spared)

    @property
    def spared(self) -> int:
        """How many turns small groups spare in a round in which each has one together."""
        others = (sum(one not in self.away for one in group) - 1 for group in self.together)
        return sum(max(0, more) for more in others)

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
        others, left = len(self.unheard) - 1, self._for_others(now)
        after = self._share(left, others) if self.rounds else fair_share(left, others, self.least)
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
        each = left / (waiting + (self._fair_later if self.rounds else 0))
        return each if each < self.least else None

    def each_of(self, seconds: float) -> float:
        """What each turn to come would have of so many seconds for the stage, to the fraction."""
        each = (seconds - self.kept_for_later) / max(1, self.sharing)
        return min(each, self.set_time) if self.set_time else each

    def fair(self, now: float) -> float:
        """The fair share of the current turn, as if it began with the breath it has had."""
        left, people = self._for_round(now), len(self.unheard)
        return self._share(left, people) if self.rounds else fair_share(left, people, self.least)

    def _share(self, seconds: float, people: int) -> float:
        """What each of so many people has of these seconds in a named round, and of its time where
        it has one: all have the same, and less only where there is less.
        """
        if people <= 0:
            return 0.0
        share = fair_share(seconds, people + self._fair_later, self.least)
        return min(share, self.set_time) if self.set_time else share

    def given_now(self) -> float:
        """Seconds given to the person whose turn it is."""
        return self.given if self.given_to == self.current else 0.0

    def _for_round(self, now: float) -> float:
        """Seconds for the current turn, from its start, and for those after it."""
        return self.time_left(now) + self.elapsed(now) - self.kept_for_later

    def _for_others(self, now: float) -> float:
        """Seconds for those after the current turn, once it has had the whole of its share."""
        rest = max(0.0, self.left(now)) if self.to_come else 0.0
        return self.time_left(now) - rest - self.kept_for_later

    @property
    def kept_for_later(self) -> float:
        """Seconds kept for the rounds after this one: the time that they have of their own. Those
        without share out the rest with this one; where this one has its own, they have at least
        their shortest turns.
        """
        if not self.rounds:
            return self.second * self.present if self.second and self.number == 1 else 0.0
        return sum(
            self._turns_of(one) * (one.seconds or (self._least_of(one) if self.set_time else 0.0))
            for one in self.later
        )


def ended(round_: RoundState, words: CircleWords = IN_CIRCLE) -> tuple[str, tuple[str, ...]]:
    """How a round ended in which nobody is left to come: a title, and one or two short lines."""
    seats = round_.seats
    heard = sum(1 for seat in seats if round_.has_told(seat))
    passed = sum(1 for seat in seats if seat in round_.declined and not round_.has_told(seat))
    away = len(seats) - heard - passed
    if heard == len(seats):
        return _("All heard"), (_everyone(round_, words),)
    title = _("Nobody is here") if away == len(seats) else _("Round over")
    if passed == len(seats):
        return title, (n_("All {count} passed.", "All {count} passed.", passed),)
    if away == len(seats):
        return title, (n_("All {count} are away.", "All {count} are away.", away),)
    parts = [_heard(round_, heard, words)] if heard else []
    # For translators: parts of a sentence such as "Four told, one passed, one is away."
    if passed:
        parts.append(n_("{count} passed", "{count} passed", passed))
    if away:
        parts.append(n_("{count} is away", "{count} are away", away))
    if len(parts) < 3:
        return title, (f"{i18n.sentence(', '.join(parts))}.",)
    return title, (f"{i18n.sentence(', '.join(parts[:2]))},", f"{parts[2]}.")


def _everyone(round_: RoundState, words: CircleWords) -> str:
    if not round_.tells:
        return _("Everyone has spoken.")
    return _("Everyone has responded.") if responds(round_) else _(words.all_heard)


def _heard(round_: RoundState, count: int, words: CircleWords) -> str:
    # For translators: parts of a sentence such as "Four told, one passed, one is away."
    if responds(round_):
        return n_("{count} responded", "{count} responded", count)
    if not (round_.tells and words.stories):
        return n_("{count} spoke", "{count} spoke", count)
    return n_("{count} told", "{count} told", count)


def responds(round_: RoundState) -> bool:
    """Whether a round is the second one of a circle without named rounds, for responses."""
    return not round_.rounds and round_.number > 1


def last_turn(round_: RoundState, words: CircleWords = IN_CIRCLE) -> str:
    """What the turn is after which nobody comes."""
    if responds(round_):
        return _("the last response")
    tells = round_.tells and words.stories
    return _("the last story") if tells else _("the last turn of this round")


def turn_counts(round_: RoundState | None) -> TurnCounts | None:
    """The counts of a round of stories, and of all of them where rounds have names; None where
    nobody has told or passed yet. A second round of responses is none of stories.
    """
    if round_ is None:
        return None
    told = _told_in(round_)
    passed = len(_passed_in(round_))
    if not told and not passed:
        return None
    return TurnCounts(len(told), passed, sum(turn.over for turn in told))


def _told_in(round_: RoundState) -> list[Turn]:
    """The turns of stories that were told, not those of who said some words and passed."""
    if round_.rounds:
        of_stories = {one.id for one in round_.rounds if one.stories}
        turns = [turn for turn in round_.earlier if turn.round in of_stories]
        turns += round_.heard if round_.tells else ()
    else:
        turns = list(round_.heard if round_.number == 1 else round_.earlier)
    return [turn for turn in turns if not turn.passed]


def _passed_in(round_: RoundState) -> list[str]:
    """Who passed for good, once for each round of stories."""
    if round_.rounds:
        of_stories = {one.id for one in round_.rounds if one.stories}
        before = [one.member for one in round_.passes if one.round in of_stories]
        return [*before, *(round_.declined if round_.tells else ())]
    if round_.number == 1:
        return list(round_.declined)
    # Who is in the second round and told nothing in the first, had passed there.
    told = {one for turn in _told_in(round_) for one in turn.members}
    return [seat for seat in round_.seats if seat not in told and seat not in round_.away]
