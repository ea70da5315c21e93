"""Small groups that have one turn each: one share for each, and all of a group are heard."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from storycircle.core.error_sentences import Refused
from storycircle.core.i18n import formatting
from storycircle.core.rounds.named_round import NamedRound, fair_turns
from storycircle.core.shapes.how_it_fits import how_it_fits
from storycircle.core.shapes.shape import SHAPES
from storycircle.core.turns import story_time
from storycircle.core.turns.fair_share import fair_share, in_steps
from storycircle.core.turns.queue import (
    Round,
    join,
    leave,
    new_round,
    step_in,
    step_out,
    with_rounds,
    with_together,
)
from storycircle.core.turns.round import Seat
from storycircle.core.turns.schedule import Stage, plan_for
from tests.support.examples import examples

SEVEN = tuple("ABCDEFG")
CHECK_IN = NamedRound("in", "Check-in", seconds=30)
AIR_TIME = NamedRound("air", "Air time", stories=True)
CLOSING = NamedRound("out", "Closing", seconds=30)


def grouped(*groups: str) -> Round:
    """Seven people with thirty minutes, some of them in small groups."""
    return with_together(new_round(SEVEN, 1800), groups)


def test_a_small_group_has_one_share_at_the_seat_of_its_first() -> None:
    round_ = grouped("EBC")
    assert round_.to_come == tuple("ABDFG")
    assert round_.fair(0) == fair_share(1800, 5)
    round_ = round_.start(0).next(300)
    assert [round_.seat(one) for one in "BCE"] == [Seat.NEXT] * 3
    round_ = round_.start(300)
    assert [round_.seat(one) for one in "BCE"] == [Seat.SPEAKING] * 3
    round_ = round_.next(600)
    assert [round_.seat(one) for one in "BCE"] == [Seat.HEARD] * 3
    assert [round_.used_by(one) for one in "ABCE"] == [300] * 4
    assert round_.time_left(600) == 1200


def test_the_turn_of_a_group_goes_on_as_one_of_it_goes() -> None:
    """Out for a while or for good; it ends with the last of them, and is theirs again once back."""
    round_ = grouped("BCE").start(0).next(300).start(300)
    round_ = step_out(round_, "B", 400)
    assert (round_.current, round_.running, round_.elapsed(400)) == ("C", True, 100)
    round_ = leave(round_, "C", 450)
    assert (round_.current, round_.elapsed(450)) == ("E", 150)
    ended = step_out(round_, "E", 460)
    assert ended.current == "D"
    back = step_in(ended, "E")
    assert "E" in back.to_come
    assert step_in(back, "B").to_come == back.to_come
    assert step_in(back, "B").seat("B") is Seat.WAITING


def test_a_group_passes_as_one_and_is_called_by_any_of_it() -> None:
    round_ = grouped("BCE").start(0).next(300).pass_turn(310)
    assert [round_.seat(one) for one in "BCE"] == [Seat.PASSED] * 3
    assert round_.call("E").current == "B"
    with pytest.raises(Refused):
        round_.call("A")


def test_rounds_without_stories_are_each_persons_own() -> None:
    """Check-in by person, air time by group, closing by person; the time kept for each is right."""
    rounds = (CHECK_IN, AIR_TIME, CLOSING)
    round_ = with_together(new_round(SEVEN, 1800, rounds=rounds), ["BCE"])
    assert round_.to_come == SEVEN
    assert round_.kept_for_later == 5 * 60 + 7 * 30  # at least the shortest turns, and the closing
    for turn in range(7):
        round_ = round_.start(turn * 30).next(turn * 30 + 30)
    round_ = round_.next_round()
    assert round_.to_come == tuple("ABDFG")
    assert round_.kept_for_later == 7 * 30
    for turn in range(5):
        round_ = round_.start(210 + turn * 60).next(270 + turn * 60)
    assert round_.over
    assert round_.next_round().to_come == SEVEN


def test_groups_are_said_before_turns_begin() -> None:
    """Who is in two counts in the first, and a group of one is none."""
    round_ = grouped("AB", "BC", "D", "EFZ")
    assert round_.together == (("A", "B"), ("E", "F"))
    assert with_together(round_, []).to_come == SEVEN
    with pytest.raises(Refused, match="Turns have begun"):
        with_together(round_.start(0), [])
    assert with_rounds(round_, (CHECK_IN, AIR_TIME)).to_come == SEVEN


NOON = datetime(2007, 5, 17, 12)  # noqa: DTZ001
_OTHER = NamedRound("talk", "Talk", notes=True)


def test_air_time_of_a_learning_sets_own_shape_is_shared_by_a_group() -> None:
    """It tells no stories: a group had as many turns as it has people."""
    (shape,) = [one for one in SHAPES if one.key == "learning_set"]
    ids = iter("abc")
    rounds = shape.rounds(lambda: next(ids))
    round_ = with_together(new_round(SEVEN, 1800, rounds=rounds), ["BCE"])
    assert round_.to_come == SEVEN
    for turn in range(7):
        round_ = round_.start(turn * 60).next(turn * 60 + 60)
    round_ = round_.next_round()
    assert round_.to_come == tuple("ABDFG")
    assert round_.fair(420) == fair_share(1800 - 2 * 7 * 60, 5)


@given(
    groups=st.lists(st.integers(2, 4), max_size=3),
    away=st.sets(st.sampled_from(SEVEN), max_size=5),
    minutes=st.integers(20, 120),
    named=st.lists(st.sampled_from([CHECK_IN, AIR_TIME, CLOSING, _OTHER]), unique=True),
    second=st.sampled_from([0.0, 60.0]),
)
def test_what_is_shown_before_turns_begin_is_what_each_turn_has(
    groups: list[int], away: set[str], minutes: int, named: list[NamedRound], second: float
) -> None:
    """Whatever small groups share a turn and whoever is away: the time said in Gather is that of
    the first turn which has a fair share, and the stories end when all of it was used.
    """
    cuts, rest = [], list(SEVEN)
    for many in groups:
        cuts.append(rest[:many])
        rest = rest[many:]
    rounds = tuple(named)
    kept = 0.0 if rounds else second
    round_ = new_round(SEVEN, minutes * 60.0, floor=15, second=kept, rounds=rounds)
    round_ = with_together(round_, cuts)
    for member in away:
        round_ = step_out(round_, member, 0)
    plan = plan_for(None, NOON).lasting(Stage.STORIES, minutes * 60.0)
    wall = plan.spans[Stage.STORIES].starts or NOON
    shown = story_time.share_of_each(round_, 99, plan, 0, wall, rounds=rounds)
    assert shown == in_steps(shown)
    seconds, people = minutes * 60.0, len(SEVEN) - len(away)
    needed = story_time.needed_for(rounds, people, 15, round_.spared)
    said = how_it_fits(rounds, people, seconds, 15, round_.spared)
    if rounds and needed <= seconds and not all(one.seconds for one in rounds):
        assert formatting.length(shown) in said
    if rounds and all(one.seconds for one in rounds):
        assert shown == sum(one.seconds for one in rounds)
        return
    ends = story_time.wanted_end(shown, round_, plan, people=99, now=0, wall=wall, rounds=rounds)
    turns = fair_turns(rounds, people, round_.spared)
    assert 0 <= (plan.spans[Stage.STORIES].ends - ends).total_seconds() < 5 * turns + 1
    now = 0.0
    while round_.set_time:
        while not round_.over:
            now += round_.set_time
            round_ = round_.start(now - round_.set_time).next(now)
        round_ = round_.next_round()
    assert round_.fair(now) == max(shown, round_.least)


class Meeting(RuleBasedStateMachine):
    """A round with small groups under any commands."""

    def __init__(self) -> None:
        super().__init__()
        self.now = 0.0
        self.ran = 0.0
        self.came = 7
        self.round = new_round(SEVEN, 1800)

    @initialize(seats=st.permutations(SEVEN), cuts=st.lists(st.integers(2, 4), max_size=3))
    def sit_down(self, seats: list[str], cuts: list[int]) -> None:
        groups, rest = [], list(seats)
        for many in cuts:
            groups.append(rest[:many])
            rest = rest[many:]
        self.round = with_together(self.round, groups)

    def attempt(self, command: Callable[[], Round]) -> None:
        try:
            self.round = command()
        except Refused:
            return

    def anyone(self, data: st.DataObject) -> str:
        return data.draw(st.sampled_from(self.round.seats or ("nobody",)))

    @rule(seconds=st.sampled_from([1.0, 30.0, 200.0]))
    def time_goes_by(self, seconds: float) -> None:
        self.now += seconds
        self.ran += seconds if self.round.going else 0.0

    @rule(
        what=st.sampled_from(["start", "start", "next", "next", "pass_turn", "pause", "previous"])
    )
    def turn(self, what: str) -> None:
        self.attempt(lambda: getattr(self.round, what)(self.now))

    @rule(data=st.data(), what=st.sampled_from(["out", "in", "leave", "call", "join"]))
    def of_somebody(self, data: st.DataObject, what: str) -> None:
        who = self.anyone(data)
        if what == "join":
            self.came += 1
            self.round = join(self.round, f"n{self.came}", 0)
        elif what == "call":
            self.attempt(lambda: self.round.call(who))
        elif who in self.round.seats and what == "leave":
            self.round = leave(self.round, who, self.now)
        elif who in self.round.seats and what == "out":
            self.round = step_out(self.round, who, self.now)
        elif who in self.round.seats:
            self.round = step_in(self.round, who)

    @invariant()
    def every_second_goes_somewhere(self) -> None:
        assert abs(self.round.spent(self.now) - self.ran) < 1e-6

    @invariant()
    def a_group_stands_in_the_queue_once(self) -> None:
        r = self.round
        queue = [*r.to_come, *r.again, *r.declined]
        assert len(queue) == len(set(queue))
        assert {*r.to_come, *r.again} <= {*r.seats} - {*r.away}
        for group in r.together:
            assert sum(one in queue for one in group) <= 1

    @invariant()
    def nobody_is_forgotten_and_nobody_heard_twice(self) -> None:
        """Whoever is here waits, passed, or was heard; a group all at once."""
        r = self.round
        here = [one for one in r.seats if one not in r.away]
        for one in here:
            waits = r.stands_for(one) in (*r.to_come, *r.again, *r.declined)
            assert waits != r.has_told(one), one
        told = Counter(one for turn in r.heard if not turn.passed for one in turn.members)
        assert all(count == 1 for count in told.values())
        for group in r.together:
            assert len({r.seat(one) for one in group if one in here}) <= 1

    @invariant()
    def a_share_is_one_for_each_turn_to_come(self) -> None:
        """A group has no more of what is left than a person has."""
        r = self.round
        turns = len({r.stands_for(one) for one in r.seats if r.stands_for(one) in r.unheard})
        assert turns == len(r.unheard)
        if r.current is not None and not r.begun:
            assert r.fair(self.now) == fair_share(r.time_left(self.now), turns, r.least)


TestMeeting = Meeting.TestCase
TestMeeting.settings = settings(max_examples=examples(60), stateful_step_count=30, deadline=None)
