"""A meeting of a line as its session holds it: persons, apologies in the round, who leaves."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from storycircle.core.clock import SimulatedClock
from storycircle.core.error_sentences import Refused
from storycircle.core.lines.records import Came, Ticked
from storycircle.core.rounds.named_round import NamedRound
from storycircle.core.turns.round import Seat
from storycircle.core.turns.schedule import Stage
from storycircle.ui.session import view_models
from storycircle.ui.session.session import Session
from storycircle.ui.widgets.ring.ring_model import SeatState
from tests.support.a_meeting import NOON, meeting, started
from tests.support.fresh import fresh_library
from tests.support.inside import conn_of


@pytest.fixture
def session(tmp_path: Path, qtbot: QtBot) -> Session:
    """A first meeting, to which Ben Bold sends apologies."""
    assert qtbot is not None
    clock = SimulatedClock(NOON)
    made = Session(fresh_library(tmp_path / "library", clock), clock, started())
    made.save()
    return made


def test_apologies_are_out_of_the_round_and_back_in_it(session: Session) -> None:
    """By the panel, by the key of the ring, and after an undo of a turn; nobody begins who is not
    there.
    """
    first = session.state.circle.members[0]
    session.meeting.set_apologies(first.id, sent=True)
    assert first.name not in view_models.begins(session)
    assert view_models.begins(session).endswith(", on your left, begins.")
    session.meeting.set_apologies(first.id, sent=False)
    assert view_models.begins(session).startswith(first.name)
    session.time.go(Stage.STORIES)
    state = session.state
    assert state.round is not None
    assert state.round.seat("m1") is Seat.AWAY
    ring = {seat.id: seat.state for seat in view_models.stories_ring(session).seats}
    assert ring["m1"] is SeatState.APOLOGIES
    assert len(view_models.stories_bar(session).pieces) == 3
    assert "one sends apologies" in view_models.stories_bar(session).left

    session.turns.start_or_pause()
    session.meeting.set_apologies("m2", sent=True)
    session.undo_turn()
    assert session.state.round is not None
    assert session.state.round.seat("m2") is Seat.AWAY
    session.turns.step_out_or_in("m1")
    assert session.state.circle.apologies == ("m2",)
    assert session.state.round.seat("m1") is not Seat.AWAY


def test_a_name_half_typed_is_nobody(session: Session) -> None:
    """A newcomer has the id that their whole name gives, on whatever laptop it is typed."""
    for typed in ("E", "Ev", "Eve Early"):
        session.members.type_names("\n".join([*_names(session)[:4], typed]))
        assert len(meeting(session.state.circle).people) == 4
    session.members.set_names("\n".join([*_names(session)[:4], "Eve Early"]))
    new = meeting(session.state.circle).people[-1].person
    with fresh_library(session.library.path.with_name("b") / "library", session.clock) as other:
        again = Session(other, session.clock, started())
        again.members.set_names("\n".join([*_names(again), "Eve Early"]))
        assert meeting(again.state.circle).people[-1].person == new


def test_who_left_for_good_and_comes_back_is_who_they_were(session: Session) -> None:
    """Their seat goes, their reason stays; their name typed again is the same person."""
    session.time.go(Stage.STORIES)
    was = session.meeting.person("m3")
    session.meeting.leave_for_good("m3", "another job")
    gone = meeting(session.state.circle).of_person(was)
    assert gone is not None
    assert (gone.came, gone.name, gone.reason) == (Came.LEFT, "Di Dare", "another job")
    assert session.state.round is not None
    assert "m3" not in session.state.round.seats
    session.members.set_names("\n".join([*_names(session), "Di Dare"]))
    back = meeting(session.state.circle).of_person(was)
    assert back is not None
    assert back.came is Came.THERE


def test_a_small_group_has_one_turn_in_its_names(session: Session) -> None:
    """Its share is one among those to come; where one of it sends apologies, the others speak."""
    assert session.meeting.groups == (("m0", "m1"),)
    session.meeting.set_apologies("m1", sent=False)
    session.time.give_turns_to(session.meeting.groups)
    session.time.go(Stage.STORIES)
    assert session.meeting.by_group
    assert session.state.round is not None
    assert session.state.round.to_come == ("m0", "m2", "m3")
    ring = view_models.stories_ring(session)
    assert ring.name == "Ann Able and Ben Bold"
    session.turns.start_or_pause()
    ring = view_models.stories_ring(session)
    assert [seat.state for seat in ring.seats][:2] == [SeatState.SPEAKING] * 2
    with pytest.raises(Refused, match="Turns have begun"):
        session.time.give_turns_to(())
    session.meeting.set_apologies("m0", sent=True)
    assert view_models.stories_ring(session).name == "Ben Bold"
    session.meeting.set_apologies("m0", sent=False)
    session.turns.next()
    states = {seat.id: seat.state for seat in view_models.stories_ring(session).seats}
    assert (states["m0"], states["m1"]) == (SeatState.HEARD, SeatState.HEARD)
    assert "2 of 4 heard" in view_models.stories_bar(session).left
    assert "Ann Able and Ben Bold had" in view_models.stories_bar(session).left


def test_gather_says_what_each_turn_has_where_a_group_shares_one(session: Session) -> None:
    """Four people in 25 minutes, two of them with one turn: three turns, and 8:20 for each."""
    session.meeting.set_apologies("m1", sent=False)
    assert view_models.gather_ring(session).time == "6:15"
    session.time.give_turns_to(session.meeting.groups)
    ring = view_models.gather_ring(session)
    assert (ring.caption, ring.time) == ("Each turn has", "8:20")
    assert ring.lines == ("4 people, 3 turns in 25 minutes",)
    session.rounds.change((NamedRound("in", "Check-in", seconds=60), NamedRound("air", "Air time")))
    ring = view_models.gather_ring(session)
    assert ring.time == "7:00"  # 25 minutes, less a minute for each of four, by three
    assert "everybody has" in session.rounds.fit()
    assert "7:00" in session.rounds.fit()
    session.time.go(Stage.STORIES)
    assert session.state.round is not None
    assert session.state.round.kept_for_later == 3 * 30


def test_a_turn_of_a_small_group_is_carried_on_with(session: Session) -> None:
    """Where the window was closed; a round without groups is kept as before there were any."""
    session.time.go(Stage.STORIES)
    conn = conn_of(session.library)
    ((without,),) = (tuple(row) for row in conn.execute("SELECT round FROM saved_state"))
    assert "together" not in without
    assert "shared" not in without
    session.time.give_turns_to(session.meeting.groups)
    session.turns.start_or_pause()
    session.turns.next()
    kept = session.library.saved_state(session.state.circle.id)
    assert kept is not None
    assert kept.round is not None
    assert kept.round.together == (("m0", "m1"),)
    assert kept.round.heard[0].members == ("m0", "m1")


def test_who_sends_apologies_has_no_hand_in_the_check_out(session: Session) -> None:
    """Three of four came: three hands are counted, and three mark in private."""
    assert session.checking_out.there == 3
    assert session.checking_out.said.people == 3
    session.meeting.set_apologies("m1", sent=False)
    assert session.checking_out.said.people == 4


def test_too_few_who_came_is_said(session: Session) -> None:
    """Four names are not four people in the room."""
    said: list[str] = []
    session.refused.connect(said.append)
    session.meeting.set_apologies("m2", sent=True)
    session.meeting.set_apologies("m3", sent=True)
    session.time.go(Stage.STORIES)
    assert session.state.stage is not Stage.STORIES
    assert "at least two people who came" in said[-1]


def test_what_is_said_of_a_meeting_is_on_the_disk(session: Session) -> None:
    """The next date, what may leave, an inquiry of one's own: each is read back."""
    session.meeting.set_next("19 April 2007")
    session.meeting.tick({Ticked.APOLOGIES})
    session.meeting.begin_inquiry([session.meeting.person("m2")], "What is mine?", "own")
    session.meeting.note("own", 0, "Noted")
    kept = meeting(session.library.circle("c1"))
    assert kept.line.next == "2007-04-19"
    assert kept.ticked == {Ticked.APOLOGIES}
    own = kept.inquiry("own")
    assert own is not None
    assert [note.text for note in own.notes] == ["Noted"]
    assert not session.state.circle.stories[1:]


def _names(session: Session) -> list[str]:
    return [member.name for member in session.state.circle.members]
