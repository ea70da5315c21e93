"""The method's rules about turns, by example."""

import pytest
from msgspec.structs import replace

from storycircle.core.error_sentences import Refused
from storycircle.core.turns.fair_share import fair_share
from storycircle.core.turns.queue import Round, join, leave, new_round, seated, step_in, step_out
from storycircle.core.turns.round import Seat, Turn

SEVEN = tuple("ABCDEFG")


def told(round_: Round, seconds: float, now: float = 0.0) -> Round:
    """The round after the current person has spoken for some seconds."""
    return round_.start(now).next(now + seconds)


def test_a_share_is_a_whole_step_and_never_below_the_floor() -> None:
    """Nobody is given 3:47, and nobody less than a story needs."""
    assert fair_share(1500, 7) == 210
    assert fair_share(100, 7) == 60
    assert fair_share(-50, 1) == 60
    assert fair_share(1500, 0) == 0


def test_turns_run_clockwise_and_everyone_is_heard_once() -> None:
    """The plain round: each in seat order, until all are heard."""
    round_ = new_round(SEVEN, 1500)
    for member in SEVEN:
        assert round_.current == member
        round_ = told(round_, 200)
    assert round_.over
    assert [turn.member for turn in round_.heard] == list(SEVEN)


def test_between_two_stories_there_is_a_breath() -> None:
    """After a turn the next person is shown, and nobody's time runs until they start."""
    round_ = told(new_round(SEVEN, 1500), 200)
    assert round_.current == "B"
    assert not round_.begun
    assert round_.seat("B") is Seat.NEXT
    assert round_.elapsed(9_999) == 0
    assert round_.quiet(234) == 34


def test_a_breath_comes_out_of_the_shares_still_to_come() -> None:
    """Silence takes time too: the stage still ends on time, and the turn before is not touched."""
    round_ = told(new_round(("A", "B", "C"), 900), 300)
    assert round_.next_share(300) == 300
    assert round_.next_share(320) == 290
    assert round_.start(320).share == 290
    assert round_.start(320).spent(320) == 320
    assert told(new_round(("A",), 900), 300).heard == (Turn("A", 300),)


def test_the_stage_stands_until_its_first_start() -> None:
    """Looking at Stories takes nobody's time; only Start does."""
    round_ = new_round(("A", "B"), 600)
    assert not round_.going
    assert round_.spent(9_999) == 0
    assert round_.next_share(9_999) == 300


def test_a_stage_that_stands_takes_no_time() -> None:
    """While another stage runs, this one's time is as it was left, and goes on from there."""
    stood = new_round(("A", "B"), 600).start(0).suspend(100)
    assert stood.elapsed(5_000) == 100
    assert stood.spent(5_000) == 100
    on = stood.start(5_000)
    assert on.left(5_010) == 190
    assert on.spent(5_010) == 110


def test_who_passes_is_asked_again_at_the_end_of_the_round() -> None:
    """A pass is not the loss of a turn."""
    round_ = new_round(SEVEN[:3], 900).pass_turn(0)
    assert round_.current == "B"
    assert round_.seat("A") is Seat.PASSED
    round_ = told(told(round_, 100), 100)
    assert round_.current == "A"
    assert told(round_, 100).over


def test_passing_again_is_fine_and_final() -> None:
    """Nobody is asked a third time."""
    round_ = new_round(("A", "B"), 900).pass_turn(0)
    round_ = told(round_, 100).pass_turn(100)
    assert round_.over
    assert round_.declined == ("A",)
    assert round_.seat("A") is Seat.PASSED


def test_time_before_a_pass_counts_as_used() -> None:
    """What a person took before passing is not handed out a second time."""
    round_ = new_round(("A", "B"), 600).start(0).pass_turn(100)
    assert round_.used_by("A") == 100
    assert round_.time_left(100) == 500
    assert round_.next_share(100) == 250


def test_someone_asked_again_after_speaking_a_little_is_waiting_not_heard() -> None:
    """A few words before a pass do not make a person heard while their turn is to come."""
    round_ = new_round(("A", "B"), 600).start(0).pass_turn(5).start(5).pass_turn(10)
    assert round_.to_come == ("A", "B")
    assert round_.seat("B") is Seat.WAITING


def test_someone_who_passed_and_was_away_is_still_asked_again() -> None:
    """A few words, a pass and a telephone call do not cost a person their turn."""
    round_ = new_round(("A", "B", "C"), 600).start(0).pass_turn(5)
    round_ = step_in(step_out(round_, "A", 10), "A")
    assert round_.seat("A") is not Seat.HEARD
    while not round_.over:
        round_ = told(round_, 60)
    assert {turn.member for turn in round_.heard if turn.used == 60} == {"A", "B", "C"}


def test_time_left_over_goes_to_those_to_come() -> None:
    """Short stories leave the others longer."""
    round_ = told(new_round(("A", "B", "C"), 900), 60)
    assert round_.next_share(60) == 420


def test_next_before_a_turn_began_puts_it_behind_the_one_after() -> None:
    """Nobody is dropped because a key was pressed too early."""
    assert new_round(("A", "B", "C"), 900).next(0).to_come == ("B", "A", "C")
    with pytest.raises(Refused, match="has not begun"):
        new_round(("A",), 900).next(0)


def test_thirty_seconds_more_are_given_and_never_below_nothing() -> None:
    """A share can be stretched and cut, but time is never owed."""
    round_ = new_round(("A", "B"), 600).start(0)
    assert round_.more(30, 0).left(0) == 330
    assert round_.more(-9_999, 0).share == 0


def test_restart_gives_the_whole_share_again() -> None:
    """A false start costs nothing; a running turn runs on."""
    round_ = new_round(("A", "B"), 600).start(0).restart(50)
    assert round_.running
    assert round_.left(50) == 300
    assert round_.pause(60).restart(70).left(99) == 300


def test_a_paused_clock_stands() -> None:
    """A pause is a pause, however long."""
    round_ = new_round(("A", "B"), 600).start(0).pause(40)
    assert round_.elapsed(4_000) == 40
    assert round_.start(4_000).elapsed(4_010) == 50


def test_a_pause_takes_time_from_those_to_come() -> None:
    """The person who was interrupted keeps their share; the stage still ends on time."""
    round_ = new_round(("A", "B"), 600).start(0).pause(40).start(140)
    assert round_.left(140) == 260
    assert round_.share_after(140) == 200


def test_previous_goes_back_to_the_last_turn_with_its_time() -> None:
    """A turn ended by mistake goes on where it stood."""
    round_ = told(new_round(("A", "B", "C"), 900), 100).previous(100)
    assert round_.current == "A"
    assert round_.elapsed(500) == 100
    assert round_.to_come == ("A", "B", "C")
    with pytest.raises(Refused, match="nobody before"):
        new_round(("A",), 60).previous(0)


def test_previous_after_the_last_turn_still_leaves_a_fair_share() -> None:
    """Going back to the end of a round never offers less than the floor."""
    round_ = told(new_round(("A",), 600), 20).previous(20)
    assert round_.share == 600
    assert round_.left(20) == 580


def test_previous_passes_over_someone_who_has_left() -> None:
    """A person who has gone home is not called back to speak."""
    round_ = told(told(new_round(("A", "B", "C"), 900), 50), 50)
    back = leave(round_, "B", 100).previous(100)
    assert back.to_come == ("A", "C")
    assert back.heard == (Turn("B", 50),)
    gone = leave(told(new_round(("A", "B"), 900), 50), "A", 50)
    with pytest.raises(Refused, match="nobody before"):
        gone.previous(50)


def test_previous_after_a_pass_gives_the_first_pass_back() -> None:
    """A pass by mistake, taken back, does not count against the person."""
    round_ = new_round(("A", "B"), 600).start(0).pass_turn(5)
    round_ = leave(round_, "B", 5).previous(5)
    assert round_.current == "A"
    assert not round_.pass_turn(5).declined


def test_anyone_waiting_can_be_called_next() -> None:
    """The circle may choose its own order; who has spoken is not called again."""
    round_ = new_round(("A", "B", "C"), 900)
    assert round_.call("C").to_come == ("C", "A", "B")
    assert round_.call("A") == round_
    assert round_.start(0).call("C").to_come == ("A", "C", "B")
    with pytest.raises(Refused):
        told(round_, 10).call("A")


def test_who_passed_can_be_called_and_then_has_been_asked_again() -> None:
    """Calling someone who passed is the second asking."""
    round_ = new_round(("A", "B", "C"), 900).pass_turn(0).call("A")
    assert round_.to_come == ("A", "B", "C")
    assert round_.pass_turn(0).declined == ("A",)


def test_with_nobody_left_every_command_says_so() -> None:
    """An ended round answers with a sentence."""
    round_ = told(new_round(("A",), 60), 10)
    for command in (round_.start, round_.next, round_.pass_turn, round_.restart):
        with pytest.raises(Refused, match="Nobody is left"):
            command(0)
    with pytest.raises(Refused, match="Nobody is left"):
        round_.more(30, 0)


def test_someone_who_comes_late_speaks_in_seat_order() -> None:
    """A latecomer between B and C speaks between them, unless their place has gone by."""
    round_ = new_round(("A", "B", "C"), 900)
    assert join(round_, "X", 2).to_come == ("A", "B", "X", "C")
    assert join(told(round_, 10), "X", 1).to_come == ("B", "C", "X")


def test_joining_twice_is_joining_once() -> None:
    """A doubled key press seats nobody twice."""
    round_ = join(new_round(("A", "B"), 900), "X", 1)
    assert join(round_, "X", 0) == round_


def test_who_is_away_is_skipped_and_comes_back_in_seat_order() -> None:
    """A telephone call costs no turn."""
    round_ = step_out(new_round(("A", "B", "C"), 900), "B", 0)
    assert round_.to_come == ("A", "C")
    assert round_.seat("B") is Seat.AWAY
    assert step_in(round_, "B").to_come == ("A", "B", "C")


def test_who_goes_out_in_their_turn_has_used_its_time_and_is_asked_when_back() -> None:
    """A telephone rings in the middle of a story: the turn is over, and the person is not lost."""
    round_ = step_out(new_round(("A", "B", "C"), 900).start(0), "A", 60)
    assert round_.seat("A") is Seat.AWAY
    assert (round_.current, round_.begun, round_.going) == ("B", False, True)
    assert round_.used_by("A") == 60
    assert round_.time_left(60) == 840
    assert "A" in step_in(round_, "A").to_come
    assert step_out(new_round(("A",), 60).start(0), "A", 10).over


def test_on_before_a_turn_goes_through_everyone_waiting_and_back() -> None:
    """Each comes up once, the others keep their order, and who is skipped is next all the same."""
    round_ = told(new_round(("A", "B", "C", "D", "E"), 900), 10)
    seen = []
    for _press in range(4):
        seen.append(round_.to_come)
        round_ = round_.next(10)
    assert seen == [tuple("BCDE"), tuple("CBDE"), tuple("DBCE"), tuple("EBCD")]
    assert round_.to_come == tuple("BCDE")
    called = round_.next(10).call("E")
    assert called.next(10).to_come == tuple("CEBD")
    begun = round_.next(10).next(10).start(10)
    assert told(begun, 20).next(20).to_come == tuple("CBE")


def test_stepping_out_or_in_twice_changes_nothing() -> None:
    """A doubled key press leaves nobody on two lists."""
    out = step_out(new_round(("A", "B", "C"), 900), "B", 0)
    assert step_out(out, "B", 0) == out
    back = step_in(out, "B")
    assert step_in(back, "B") == back


def test_who_passed_twice_and_comes_back_is_not_asked_a_third_time() -> None:
    """A second pass stays final, also over an absence."""
    round_ = new_round(("A", "B"), 900).pass_turn(0)
    round_ = told(round_, 10).pass_turn(10)
    assert step_in(step_out(round_, "A", 10), "A").over


def test_who_leaves_in_the_middle_of_a_turn_has_used_their_time() -> None:
    """Minutes spoken by someone who left are not handed out again."""
    round_ = leave(new_round(("A", "B"), 600).start(0), "A", 100)
    assert round_.to_come == ("B",)
    assert not round_.begun
    assert round_.time_left(100) == 500
    assert round_.next_share(100) == 500


def test_new_seats_keep_the_speaker_and_turn_the_rest() -> None:
    """People may move about while one is speaking; the rest follow clockwise from there."""
    round_ = new_round(("A", "B", "C", "D"), 900).start(0)
    assert seated(round_, ("D", "A", "C", "B")).to_come == ("A", "C", "B", "D")
    called = round_.call("D")
    assert seated(called, ("A", "B", "C", "D")) == called
    waiting = replace(round_, share=None, since=None)
    assert seated(waiting, ("D", "A", "C", "B")).to_come == ("D", "A", "C", "B")


def test_time_given_in_the_breath_waits_for_the_turn_to_begin() -> None:
    """+30 s before Space: the turn has not begun, and begins with the longer share."""
    round_ = new_round(("a", "b"), 600).more(30, 0)
    assert not round_.begun
    assert round_.next_share(0) == 330
    assert round_.start(0).share == 330
    assert round_.next(0).next_share(0) == 300, "what was given is theirs, not the next one's"
