"""The running circle without any window: what it saves, undoes and refuses."""

import sqlite3

import pytest
from pytestqt.qtbot import QtBot

from storycircle.core import stories
from storycircle.core.clock import SimulatedClock
from storycircle.core.model import Gathered, Sharing
from storycircle.core.rounds.named_round import NamedRound
from storycircle.core.turns.schedule import Stage
from storycircle.store.library import Library
from storycircle.ui.app.open_circle import new_session, resumed_session
from storycircle.ui.session.session import Session

NAMES = "Brian R\nDawn G, health visiting\nSandra S"


@pytest.fixture
def session(library: Library, clock: SimulatedClock, example: Gathered, qtbot: QtBot) -> Session:
    """A circle of three of the June 2007 event, in Stories."""
    assert qtbot is not None
    library.save_event(example.event)
    begun = new_session(library, clock)
    begun.members.set_names(NAMES)
    begun.time.go(Stage.STORIES)
    return begun


def test_a_new_circle_belongs_to_the_event_and_takes_the_next_number(
    library: Library, clock: SimulatedClock, session: Session
) -> None:
    """Two circles on one laptop never share a number by accident."""
    assert session.state.circle.number == 1
    assert new_session(library, clock).state.circle.number == 2


def test_a_circle_without_an_event_gets_one_of_its_own(
    library: Library, clock: SimulatedClock, qtbot: QtBot
) -> None:
    """A circle held without an organiser's pack can be exported and reported all the same."""
    assert qtbot is not None
    circle = new_session(library, clock).state.circle
    assert library.event(circle.event) is not None


def test_every_act_is_on_the_disk_when_it_returns(library: Library, session: Session) -> None:
    """What the library holds is what is on screen, after each act."""
    session.turns.start_or_pause()
    brian = session.state.circle.members[0].id
    session.write(stories.with_story(session.state.circle, brian, title="A story"))
    session.consent.choose(session.state.circle.stories[0].id, Sharing.NAMED)
    assert library.circle(session.state.circle.id) == session.state.circle
    kept = library.saved_state(session.state.circle.id)
    assert kept is not None
    assert kept.stage is Stage.STORIES


def test_a_circle_is_taken_up_paused_where_it_stood(
    library: Library, clock: SimulatedClock, session: Session
) -> None:
    """Carry on: the time that passed while the app was shut does not count."""
    session.turns.start_or_pause()
    clock.forward(40)
    session.save_time()
    clock.forward(1_000)
    again = resumed_session(library, clock, library.circle(session.state.circle.id))
    assert again.state.round is not None
    assert not again.state.round.running
    assert again.state.round.elapsed(clock.reading()) == 40


def test_undo_of_a_turn_keeps_what_was_written_since(
    session: Session, clock: SimulatedClock
) -> None:
    """Undo gives the turn back and leaves every word."""
    session.turns.start_or_pause()
    clock.forward(10)
    session.turns.next()
    dawn = session.state.circle.members[1].id
    session.write(stories.with_story(session.state.circle, dawn, points="Written since"))
    session.undo()
    assert session.state.round is not None
    assert session.state.name(session.state.round.current) == "Brian R"
    story = session.state.circle.story_of(dawn)
    assert story is not None
    assert story.points == "Written since"


def test_redo_keeps_the_rounds_that_were_named_since(session: Session) -> None:
    """What is typed of a round has its own undo: the seats that come back have it too."""
    session.members.set_names("Ann Ash\nBea Birch")
    session.rounds.change((NamedRound("a", "Stories", "What happened?", stories=True),), typed=True)
    session.undo()
    session.redo()
    assert session.state.round is not None
    assert session.state.round.rounds == session.state.circle.rounds
    assert session.state.round.rounds[0].prompt == "What happened?"


def test_undo_of_a_turn_keeps_who_came_since(session: Session, clock: SimulatedClock) -> None:
    """Someone who came after the act that is undone is still in the round."""
    session.turns.start_or_pause()
    clock.forward(10)
    session.turns.next()
    session.members.set_names(f"{NAMES}\nJohn R")
    session.undo()
    assert session.state.round is not None
    assert len(session.state.round.seats) == 4
    assert session.state.name(session.state.round.to_come[-1]) == "John R"


def test_one_person_is_no_circle(library: Library, clock: SimulatedClock, qtbot: QtBot) -> None:
    """Stories do not open for nobody or one: a sentence says what is needed."""
    alone = new_session(library, clock)
    alone.members.set_names("Brian R")
    with qtbot.waitSignal(alone.refused) as said:
        alone.time.go(Stage.STORIES)
    assert said.args == ["A circle needs at least two people: add another name."]
    assert alone.state.stage is Stage.GATHER


def test_sixteen_names_are_refused_and_the_fifteen_stay(session: Session, qtbot: QtBot) -> None:
    """Too many names: one sentence, and the circle as it was."""
    before = session.state.circle
    with qtbot.waitSignal(session.refused) as said:
        session.members.set_names("\n".join(f"Person {n}" for n in range(16)))
    assert said.args is not None
    assert "at most 15" in said.args[0]
    assert session.state.circle == before


def test_a_disk_that_refuses_leaves_the_words_on_screen(
    session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A save that fails says so, and nothing of what was typed is dropped."""

    def full(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr("storycircle.store.tables.write", full)
    brian = session.state.circle.members[0].id
    with qtbot.waitSignals([session.saved, session.refused]):
        session.write(stories.with_story(session.state.circle, brian, points="Kept on screen"))
    story = session.state.circle.story_of(brian)
    assert story is not None
    assert story.points == "Kept on screen"


def test_renaming_a_person_keeps_their_story(session: Session) -> None:
    """A name corrected in mid-circle is the same person."""
    brian = session.state.circle.members[0].id
    session.write(stories.with_story(session.state.circle, brian, title="His"))
    session.members.set_names("Bryan R\nDawn G, health visiting\nSandra S")
    assert session.state.circle.members[0].id == brian
    assert session.state.circle.shown_names()[brian] == "Bryan R"


def test_the_time_is_typed_as_people_say_it(session: Session, qtbot: QtBot) -> None:
    """Until a time and so many minutes are both understood; nonsense is refused with a sentence."""
    assert session.time.set_time("until 11.45")
    assert session.state.round is not None
    assert session.state.round.budget == 20 * 60
    assert session.time.set_time("30 min")
    assert session.state.round.budget == 30 * 60
    with qtbot.waitSignal(session.refused):
        assert not session.time.set_time("a while")
