"""Any order of the facilitator's commands, and what must hold after each of them."""

from collections import Counter
from collections.abc import Callable

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from msgspec.structs import replace

from storycircle.core.error_sentences import Refused
from storycircle.core.rounds.named_round import NamedRound
from storycircle.core.turns.queue import (
    Round,
    counted,
    heard_start_moved,
    join,
    leave,
    new_round,
    not_counted,
    seated,
    start_moved,
    step_in,
    step_out,
    with_rounds,
)
from storycircle.core.turns.round import Seat
from tests.support.examples import examples

NEAR = 1e-6
_ROUNDS = st.builds(
    NamedRound,
    id=st.uuids().map(str),
    name=st.just(""),
    seconds=st.sampled_from([0, 0, 15, 60, 180]),
    may_pass=st.booleans(),
    stories=st.booleans(),
)


def _apart(rounds: tuple[NamedRound, ...]) -> tuple[NamedRound, ...]:
    """The rounds with names of their own."""
    return tuple(replace(one, name=f"Round {n}") for n, one in enumerate(rounds))


class Facilitating(RuleBasedStateMachine):
    """A round under any commands; what was said and passed is counted beside it."""

    def __init__(self) -> None:
        super().__init__()
        self.now = 0.0
        self.arrived = 0
        self.cut = False  # whether the facilitator changed the current share
        self.turns: list[tuple[str, bool]] = []  # who, and whether the time ended in a pass
        self.passes: Counter[tuple[int, str]] = Counter()  # by number of the round
        self.ran = 0.0  # seconds in which the stage's clock ran
        self.round = new_round((), 0)

    @initialize(
        people=st.integers(1, 7),
        minutes=st.integers(1, 30),
        second=st.sampled_from([0.0, 45.0]),
        named=st.just(()) | st.lists(_ROUNDS, min_size=1, max_size=4).map(tuple),
    )
    def sit_down(
        self, people: int, minutes: int, second: float, named: tuple[NamedRound, ...]
    ) -> None:
        self.arrived = people
        seats = tuple(f"p{n}" for n in range(people))
        kept = 0.0 if named else second
        self.round = new_round(seats, minutes * 60.0, second=kept, rounds=_apart(named))

    def attempt(self, command: Callable[[], Round]) -> bool:
        """Run a command; a refused one leaves everything as it was."""
        try:
            self.round = command()
        except Refused:
            return False
        return True

    def moving_a_start(self, command: Callable[[], Round], *, first: bool) -> bool:
        """A start moved: only that of the stage's very first turn makes the stage longer."""
        before = self.round.spent(self.now)
        done = self.attempt(command)
        more = self.round.spent(self.now) - before
        assert first or abs(more) < NEAR
        self.ran += more
        return done

    def anyone(self, data: st.DataObject) -> str | None:
        seats = self.round.seats
        return data.draw(st.sampled_from(seats)) if seats else None

    def of_this_round(self) -> list[tuple[str, bool]]:
        return self.turns[len(self.round.earlier) :]

    @rule(seconds=st.sampled_from([0.0, 0.5, 7.0, 60.0, 185.0]))
    def time_goes_by(self, seconds: float) -> None:
        before = self.round.elapsed(self.now)
        self.now += seconds
        self.ran += seconds if self.round.going else 0.0
        moved = self.round.elapsed(self.now) - before
        assert abs(moved - (seconds if self.round.running else 0.0)) < NEAR

    @rule()
    def start(self) -> None:
        if self.attempt(lambda: self.round.start(self.now)):
            assert self.round.running

    @rule(ago=st.sampled_from([5.0, 45.0, 500.0]))
    def start_from_before(self, ago: float) -> None:
        self.moving_a_start(lambda: self.round.start(self.now, ago), first=not self.round.started)

    @rule(earlier=st.sampled_from([-15.0, 15.0]))
    def move_the_start(self, earlier: float) -> None:
        first = not self.round.heard and not self.round.earlier
        if self.moving_a_start(lambda: start_moved(self.round, earlier, self.now), first=first):
            self.cut = True

    @rule(data=st.data(), earlier=st.sampled_from([-15.0, 15.0]))
    def move_a_start_that_was(self, data: st.DataObject, earlier: float) -> None:
        member = self.anyone(data)
        if member is not None:
            first = not self.round.earlier and self.turns[:1] in (
                [(member, True)],
                [(member, False)],
            )
            self.moving_a_start(lambda: heard_start_moved(self.round, member, earlier), first=first)

    @rule()
    def pause(self) -> None:
        before = self.round.elapsed(self.now)
        self.round = self.round.pause(self.now)
        assert not self.round.running
        assert abs(self.round.elapsed(self.now) - before) < NEAR

    @rule()
    def stand(self) -> None:
        self.round = self.round.suspend(self.now)
        assert not self.round.going

    @rule(seconds=st.sampled_from([12.0, 720.0]), counts=st.booleans())
    def the_laptop_sleeps(self, seconds: float, *, counts: bool) -> None:
        before = self.round.elapsed(self.now)
        self.now += seconds
        if self.round.going:
            self.ran += seconds
            self.round = not_counted(self.round, seconds)
            assert abs(self.round.elapsed(self.now) - before) < NEAR
            self.round = counted(self.round, seconds) if counts else self.round

    @rule()
    def next(self) -> None:
        current, begun = self.round.current, self.round.begun
        if self.attempt(lambda: self.round.next(self.now)):
            assert current is not None
            if begun:
                self.turns.append((current, False))
                self.cut = False

    @rule()
    def pass_turn(self) -> None:
        current, spoke = self.round.current, self.round.elapsed(self.now) > 0
        number = self.round.number
        if self.attempt(lambda: self.round.pass_turn(self.now)):
            assert self.round.may_pass
            assert current is not None
            self.passes[number, current] += 1
            self.cut = False
            if spoke:
                self.turns.append((current, True))

    @rule()
    def next_round(self) -> None:
        over, number = self.round.over, self.round.number
        if self.attempt(self.round.next_round):
            assert over
            assert self.round.number == number + 1
            assert set(self.round.to_come) == set(self.round.seats) - set(self.round.away)

    @rule(later=st.lists(_ROUNDS, max_size=3))
    def plan_other_rounds(self, later: list[NamedRound]) -> None:
        """The rounds to come are planned anew; what has begun stays, and nobody's turn is lost."""
        r = self.round
        held = r.rounds[: r.number] if r.started else ()
        if r.rounds and self.attempt(lambda: with_rounds(r, _apart((*held, *later)))):
            assert self.round.rounds[: len(held)] == held
            assert (self.round.heard, self.round.earlier) == (r.heard, r.earlier)

    @rule(seconds=st.sampled_from([30.0, 60.0]))
    def more_each(self, seconds: float) -> None:
        before, now = self.round.share_after(self.now), self.now
        waiting = len(self.round.unheard) > 1
        if self.attempt(lambda: self.round.more_each(seconds)) and waiting:
            assert self.round.share_after(now) >= before

    @rule(seconds=st.sampled_from([-60.0, 30.0, 300.0]))
    def more(self, seconds: float) -> None:
        self.cut = self.attempt(lambda: self.round.more(seconds, self.now)) or self.cut

    @rule()
    def restart(self) -> None:
        if self.attempt(lambda: self.round.restart(self.now)):
            assert self.round.elapsed(self.now) == 0

    @rule()
    def previous(self) -> None:
        before = len(self.round.earlier)
        here = [
            place
            for place, turn in enumerate(self.turns)
            if place >= before and turn[0] in self.round.seats
        ]
        if self.attempt(lambda: self.round.previous(self.now)):
            member, passed = self.turns.pop(here[-1])
            self.passes[self.round.number, member] -= passed
            self.cut = False
            assert self.round.current == member
        else:
            assert not here

    @rule(data=st.data())
    def call(self, data: st.DataObject) -> None:
        member = self.anyone(data)
        if member is not None and self.attempt(lambda: self.round.call(member)):
            assert member in (self.round.current, self.round.following)

    @precondition(lambda self: len(self.round.seats) < 9)
    @rule(data=st.data())
    def join(self, data: st.DataObject) -> None:
        seat = data.draw(st.integers(0, len(self.round.seats)))
        member = f"p{self.arrived}"
        self.arrived += 1
        clock = self.round.elapsed(self.now)
        self.round = join(self.round, member, seat)
        assert self.round.seats[seat] == member
        assert self.round.elapsed(self.now) == clock

    @rule(data=st.data())
    def leave(self, data: st.DataObject) -> None:
        member = self.anyone(data)
        if member is None:
            return
        clock, running = self.round.elapsed(self.now), self.round.running
        speaking = member == self.round.current
        if speaking:
            self.cut = False
            if clock > 0:
                self.turns.append((member, True))
        self.round = leave(self.round, member, self.now)
        assert member not in self.round.seats
        assert speaking or (self.round.elapsed(self.now), self.round.running) == (clock, running)

    @rule(data=st.data())
    def step_out(self, data: st.DataObject) -> None:
        member = self.anyone(data)
        if member is None:
            return
        speaking = member == self.round.current and self.round.begun
        spoke = self.round.elapsed(self.now) > 0
        if self.attempt(lambda: step_out(self.round, member, self.now)):
            assert self.round.seat(member) is Seat.AWAY
            if speaking:
                self.cut = False
                self.turns += [(member, True)] if spoke else []

    @rule(data=st.data())
    def step_in(self, data: st.DataObject) -> None:
        member = self.anyone(data)
        if member is not None:
            self.round = step_in(self.round, member)
            assert self.round.seat(member) is not Seat.AWAY

    @rule(data=st.data())
    def seated(self, data: st.DataObject) -> None:
        seats = tuple(data.draw(st.permutations(self.round.seats)))
        self.round = seated(self.round, seats)
        assert self.round.seats == seats

    # What must hold.

    def heard(self, member: str) -> bool:
        return (member, False) in self.of_this_round()

    @invariant()
    def every_second_goes_somewhere(self) -> None:
        assert abs(self.round.spent(self.now) - self.ran) < NEAR
        assert self.round.breath >= 0
        assert self.round.idle >= -NEAR

    @invariant()
    def everyone_has_exactly_one_place(self) -> None:
        r = self.round
        lists = (r.to_come, r.again, r.declined, r.away)
        assert all(len(set(names)) == len(names) for names in lists)
        assert set().union(*lists) <= set(r.seats)
        for member in r.seats:
            places = [member in r.to_come, member in r.again, member in r.declined]
            if member in r.away:
                assert not any(places[:2])
            else:
                assert sum([*places, self.heard(member)]) == 1, member

    @invariant()
    def a_seat_says_what_is_so(self) -> None:
        r = self.round
        for member in r.seats:
            seat = r.seat(member)
            assert (seat is Seat.AWAY) == (member in r.away)
            if seat is Seat.HEARD:
                assert self.heard(member)
                assert member not in r.to_come + r.again
            assert (seat in (Seat.WAITING, Seat.NEXT, Seat.SPEAKING)) == (member in r.to_come)

    @invariant()
    def nobody_is_heard_twice_or_declined_early(self) -> None:
        r = self.round
        full = Counter(member for member, passed in self.of_this_round() if not passed)
        assert all(count == 1 for count in full.values())
        assert all(self.passes[r.number, member] >= 2 for member in r.declined)
        assert [t.member for t in (*r.earlier, *r.heard)] == [member for member, _ in self.turns]

    @invariant()
    def what_was_said_and_passed_belongs_to_its_round(self) -> None:
        r = self.round
        held = [one.id for one in r.rounds[: r.number - 1]]
        full = Counter((t.round, t.member) for t in r.earlier if not t.passed)
        assert all(count == 1 for count in full.values())
        if r.rounds:
            assert {t.round for t in r.earlier} | {p.round for p in r.passes} <= set(held)
            assert not {(p.round, p.member) for p in r.passes} & set(full)

    @invariant()
    def there_is_a_way_forward_for_everyone_present(self) -> None:
        r, steps = self.round, 0
        assert r.over == (not r.to_come and not r.again)
        number = r.number
        while not r.over and r.number == number:
            steps += 1
            assert steps <= len(r.seats)
            r = r.start(self.now).next(self.now)
        if r.number == number:
            for member in set(r.seats) - set(r.away):
                assert r.seat(member) is (Seat.PASSED if member in r.declined else Seat.HEARD)

    @invariant()
    def shares_are_fair(self) -> None:
        r, now = self.round, self.now
        assert r.elapsed(now) >= 0
        assert all(turn.used >= 0 and turn.breath >= 0 for turn in r.heard)
        if r.current is None:
            return
        share, after = r.next_share(now), r.share_after(now)
        waiting = r.sharing - 1  # in later rounds too that have no time of their own
        kept = _kept(r)
        if r.set_time:  # everybody has the same, and nobody more
            assert self.cut or share <= r.set_time
            assert after <= r.set_time
        assert self.cut or share >= r.least
        fair = r.fair(now)
        if not r.begun and fair > r.least:
            assert r.spent(now) + fair * (waiting + 1) + kept <= r.budget + NEAR
        if len(r.unheard) > 1:
            assert after >= r.least
            assert (r.shortfall(now) is None) or after == r.least or not r.begun
        if after > r.least:
            to_come = max(share - r.elapsed(now), 0.0) + waiting * after
            assert r.spent(now) + to_come + kept <= r.budget + NEAR


def _kept(r: Round) -> float:
    """Seconds that belong to the rounds after this one, worked out beside the round itself."""
    present = len([member for member in r.seats if member not in r.away])
    if not r.rounds:
        return r.second * present if r.number == 1 else 0.0
    return float(present * sum(one.seconds for one in r.rounds[r.number :]))


TestFacilitating = Facilitating.TestCase
TestFacilitating.settings = settings(max_examples=examples(50), stateful_step_count=30)
