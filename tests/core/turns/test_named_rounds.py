"""The queue in rounds with names: each has its time, and all in it have the same."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storycircle.core.error_sentences import Refused
from storycircle.core.rounds.named_round import NamedRound
from storycircle.core.turns.on_time import still_to_take
from storycircle.core.turns.queue import Round, new_round, step_out, with_rounds
from storycircle.core.turns.round import Pass, Seat, ended, last_turn
from storycircle.core.turns.time_prompts import Reply, about_shortness

NOON = datetime(2007, 6, 14, 12)  # noqa: DTZ001 (the room's own time)
CHECK_IN = NamedRound("in", "Check-in", seconds=60, notes=False)
STORIES = NamedRound("stories", "Stories", stories=True)
CLOSING = NamedRound("out", "Closing", seconds=60, may_pass=False, notes=False)
ALL = (CHECK_IN, STORIES, CLOSING)
SIX = tuple("ABCDEF")


def spoken(round_: Round, seconds: float | None = None) -> Round:
    """Everyone of this round heard, each for so long or for just their share."""
    while not round_.over:
        now = round_.spent(0)
        round_ = round_.start(now).next(
            now + (round_.next_share(now) if seconds is None else seconds)
        )
    return round_


def test_each_round_has_the_time_that_it_says_and_the_others_share_the_rest() -> None:
    """25 minutes for six: a minute each at both ends, and 13 minutes for stories."""
    first = new_round(SIX, 1500, rounds=ALL)
    assert first.next_share(0) == first.share_after(0) == 60
    second = spoken(first).next_round()
    assert second.next_share(second.spent(0)) == 130
    assert [spoken(second).next_round().next_share(1140 + n) for n in (0, 30)] == [60, 55]


def test_what_a_round_leaves_over_goes_to_those_without_minutes_and_to_no_other() -> None:
    second = spoken(new_round(SIX, 1500, rounds=ALL), 20).next_round()
    assert second.next_share(120) == 170
    third = spoken(second, 10).next_round()
    assert third.next_share(180) == 60, "a minute each is a minute each"


def test_rounds_without_minutes_share_alike() -> None:
    """Two of them, two people, ten minutes: two and a half for every turn of both."""
    two = (STORIES, NamedRound("r", "Responses"))
    first = new_round(("A", "B"), 600, rounds=two)
    assert first.next_share(0) == 150
    assert spoken(first).next_round().next_share(300) == 150


def test_a_round_of_a_minute_each_after_stories_is_the_second_round_of_today() -> None:
    """The very figures of a second round that is kept, as long as nothing is left over."""
    kept = new_round(SIX, 1500, second=60)
    named = new_round(SIX, 1500, rounds=(STORIES, NamedRound("r", "Responses", seconds=60)))
    while kept.number == 1:
        now = kept.spent(0)
        assert named.next_share(now) == kept.next_share(now)
        assert named.share_after(now) == kept.share_after(now)
        share = kept.next_share(now)
        kept, named = kept.start(now).next(now + share), named.start(now).next(now + share)
    assert named.next_round().next_share(1140) == kept.next_share(1140) == 60


def test_the_next_round_is_begun_by_hand_once_all_are_heard() -> None:
    """Its prompt is read out first; nobody begins who is not asked."""
    first = new_round(SIX, 1500, rounds=ALL)
    with pytest.raises(Refused, match="still to be heard"):
        first.next_round()
    over = spoken(first)
    assert over.over
    assert not over.done
    assert over.number == 1
    last = spoken(spoken(over.next_round()).next_round())
    assert last.done
    with pytest.raises(Refused, match="last round of this circle"):
        last.next_round()


def test_what_was_said_and_who_passed_belongs_to_its_round() -> None:
    """Passing in one round says nothing of the next."""
    round_ = new_round(("A", "B"), 600, rounds=ALL).start(0).next(30)
    over = round_.pass_turn(30).pass_turn(30)
    second = over.next_round()
    assert [(turn.member, turn.round) for turn in second.earlier] == [("A", "in")]
    assert second.passes == (Pass("B", "in"),)
    assert second.seat("B") is Seat.WAITING
    assert second.used_by("A") == 30


def test_in_a_round_without_passing_nobody_passes() -> None:
    last = spoken(spoken(new_round(("A", "B"), 600, rounds=ALL)).next_round()).next_round()
    with pytest.raises(Refused, match="In “Closing” nobody passes"):
        last.pass_turn(500)


def test_who_is_away_as_a_round_begins_comes_in_once_back() -> None:
    over = spoken(step_out(new_round(("A", "B", "C"), 900, rounds=ALL), "B", 0))
    assert over.next_round().to_come == ("A", "C")


def test_a_minute_more_for_everybody_is_one_in_a_round_with_minutes_too() -> None:
    more = new_round(SIX, 1500, rounds=ALL).more_each(60)
    assert more.next_share(0) == more.share_after(0) == 120
    assert spoken(more).next_round().next_share(720) == 130, "the stories lose nothing by it"


def test_rounds_to_come_are_planned_anew_and_those_that_began_stay() -> None:
    """A round removed while it is on has its sentence, and nothing is lost."""
    second = spoken(new_round(SIX, 1500, rounds=ALL)).next_round().start(400)
    assert with_rounds(second, (CHECK_IN, STORIES)).rounds == (CHECK_IN, STORIES)
    for other in ((STORIES, CLOSING), (CHECK_IN, CLOSING), (STORIES, CHECK_IN), (CHECK_IN,), ()):
        with pytest.raises(Refused, match="has begun here"):
            with_rounds(second, other)


def test_a_circle_that_began_without_names_can_go_on_with_them() -> None:
    """Its stories are the first of the rounds."""
    begun = new_round(SIX, 1500, second=60).start(0)
    named = with_rounds(begun, (STORIES, CLOSING))
    assert named.current == "A"
    assert named.running
    assert named.kept_for_later == 360
    with pytest.raises(Refused, match="“Stories” has begun"):
        with_rounds(begun, (CHECK_IN, STORIES))


def test_a_round_says_how_it_ended_in_its_own_words() -> None:
    first = new_round(("A", "B"), 600, rounds=ALL)
    assert ended(spoken(first)) == ("All heard", ("Everyone has spoken.",))
    assert last_turn(first) == "the last turn of this round"
    assert ended(spoken(spoken(first).next_round()))[1] == ("Every story is told.",)
    passed = first.start(0).next(9).pass_turn(9).pass_turn(9)
    assert ended(passed)[1] == ("One spoke, one passed.",)


def test_where_every_turn_has_its_minutes_the_rest_is_in_hand() -> None:
    """By the clock the stage ends when the last of them has spoken."""
    round_ = new_round(SIX, 1500, rounds=(CHECK_IN, CLOSING))
    assert still_to_take(round_, 0) == 12 * 60
    assert still_to_take(new_round(SIX, 1500, rounds=ALL), 0) == 1500


def test_where_time_is_short_a_round_to_come_can_be_left_out() -> None:
    """Six people, ten minutes, and three rounds: the question says so, by name."""
    round_ = spoken(new_round(SIX, 600, rounds=ALL)).next_round()
    question = about_shortness(round_, 360, NOON)
    assert question is not None
    assert (Reply.NO_SECOND, "Leave out “Closing”") in question.answers


@given(
    people=st.integers(2, 15),
    minutes=st.integers(5, 120),
    seconds=st.lists(st.sampled_from([0, 0, 30, 60, 300]), min_size=1, max_size=6),
)
def test_whoever_keeps_to_their_share_takes_nothing_from_anybody(
    people: int, minutes: int, seconds: list[int]
) -> None:
    """In every round nobody has less than one before them, and all of it fits where it can."""
    rounds = tuple(
        NamedRound(f"{n}", f"R{n}", seconds=each, stories=not n) for n, each in enumerate(seconds)
    )
    seats = tuple(f"p{n}" for n in range(people))
    round_ = new_round(seats, minutes * 60.0, rounds=rounds)
    short = False
    while True:
        shares, left = [], round_.time_left(round_.spent(0)) - round_.kept_for_later
        while not round_.over:
            now = round_.spent(0)
            short = short or round_.shortfall(now) is not None
            shares.append(round_.next_share(now))
            round_ = round_.start(now).next(now + shares[-1])
        assert shares == sorted(shares)
        if round_.set_time:
            assert max(shares) <= round_.set_time
            assert left < people * round_.set_time or set(shares) == {round_.set_time}
        if not round_.later:
            break
        round_ = round_.next_round()
    assert short or round_.time_left(round_.spent(0)) >= -1e-6
