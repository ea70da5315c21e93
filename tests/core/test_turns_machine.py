"""Any order of the facilitator's commands, and what must hold after each of them."""

from collections import Counter
from collections.abc import Callable

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from storycircle.core.errors import Refused
from storycircle.core.seating import join, leave, seated, step_in, step_out
from storycircle.core.turns import Round, Seat, new_round

NEAR = 1e-6


class Facilitating(RuleBasedStateMachine):
    """A round under any commands; what was said and passed is counted beside it."""

    def __init__(self) -> None:
        super().__init__()
        self.now = 0.0
        self.arrived = 0
        self.cut = False  # whether the facilitator changed the current share
        self.turns: list[tuple[str, bool]] = []  # who, and whether the time ended in a pass
        self.passes: Counter[str] = Counter()
        self.round = new_round((), 0)

    @initialize(people=st.integers(1, 7), minutes=st.integers(1, 30))
    def sit_down(self, people: int, minutes: int) -> None:
        self.arrived = people
        self.round = new_round(tuple(f"p{n}" for n in range(people)), minutes * 60.0)

    def attempt(self, command: Callable[[], Round]) -> bool:
        """Run a command; a refused one leaves everything as it was."""
        try:
            self.round = command()
        except Refused:
            return False
        return True

    def anyone(self, data: st.DataObject) -> str | None:
        seats = self.round.seats
        return data.draw(st.sampled_from(seats)) if seats else None

    @rule(seconds=st.sampled_from([0.0, 0.5, 7.0, 60.0, 185.0]))
    def time_goes_by(self, seconds: float) -> None:
        before = self.round.elapsed(self.now)
        self.now += seconds
        moved = self.round.elapsed(self.now) - before
        assert abs(moved - (seconds if self.round.running else 0.0)) < NEAR

    @rule()
    def start(self) -> None:
        if self.attempt(lambda: self.round.start(self.now)):
            assert self.round.running

    @rule()
    def pause(self) -> None:
        before = self.round.elapsed(self.now)
        self.round = self.round.pause(self.now)
        assert not self.round.running
        assert abs(self.round.elapsed(self.now) - before) < NEAR

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
        if self.attempt(lambda: self.round.pass_turn(self.now)):
            assert current is not None
            self.passes[current] += 1
            self.cut = False
            if spoke:
                self.turns.append((current, True))

    @rule(seconds=st.sampled_from([-60.0, 30.0, 300.0]))
    def more(self, seconds: float) -> None:
        self.cut = self.attempt(lambda: self.round.more(seconds, self.now)) or self.cut

    @rule()
    def restart(self) -> None:
        if self.attempt(lambda: self.round.restart(self.now)):
            assert self.round.elapsed(self.now) == 0

    @rule()
    def previous(self) -> None:
        here = [place for place, turn in enumerate(self.turns) if turn[0] in self.round.seats]
        if self.attempt(lambda: self.round.previous(self.now)):
            member, passed = self.turns.pop(here[-1])
            self.passes[member] -= passed
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
        self.round = join(self.round, member, seat)
        assert self.round.seats[seat] == member

    @rule(data=st.data())
    def leave(self, data: st.DataObject) -> None:
        member = self.anyone(data)
        if member is not None:
            if member == self.round.current:
                self.cut = False
                if self.round.elapsed(self.now) > 0:
                    self.turns.append((member, True))
            self.round = leave(self.round, member, self.now)
            assert member not in self.round.seats

    @rule(data=st.data())
    def step_out(self, data: st.DataObject) -> None:
        member = self.anyone(data)
        if member is not None and self.attempt(lambda: step_out(self.round, member)):
            assert self.round.seat(member) is Seat.AWAY

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
        return (member, False) in self.turns

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
        full = Counter(member for member, passed in self.turns if not passed)
        assert all(count == 1 for count in full.values())
        assert all(self.passes[member] >= 2 for member in self.round.declined)
        assert [turn.member for turn in self.round.heard] == [member for member, _ in self.turns]

    @invariant()
    def there_is_a_way_forward_for_everyone_present(self) -> None:
        r, steps = self.round, 0
        assert r.over == (not r.to_come and not r.again)
        while not r.over:
            steps += 1
            assert steps <= len(r.seats)
            r = r.start(self.now).next(self.now)
        for member in set(r.seats) - set(r.away):
            assert r.seat(member) is (Seat.PASSED if member in r.declined else Seat.HEARD)

    @invariant()
    def shares_are_fair(self) -> None:
        r, now = self.round, self.now
        spent = sum(turn.used for turn in r.heard)
        assert r.elapsed(now) >= 0
        assert all(turn.used >= 0 for turn in r.heard)
        if r.current is None:
            return
        share, after = r.next_share(now), r.share_after(now)
        waiting = len(r.to_come) - 1 + len(r.again)
        assert self.cut or share >= r.floor
        fair = share - (r.given if r.given_to == r.current else 0)
        if not r.begun and fair > r.floor:
            assert spent + fair * (waiting + 1) <= r.budget + NEAR
        if waiting:
            assert after >= r.floor
        if after > r.floor:
            assert spent + max(share, r.elapsed(now)) + waiting * after <= r.budget + NEAR


TestFacilitating = Facilitating.TestCase
TestFacilitating.settings = settings(max_examples=70, stateful_step_count=30)
