"""What the room sees, without any widget: the turn and its time, and nothing that is private."""

import pytest
from pytestqt.qtbot import QtBot

from storycircle.core import actions, stories
from storycircle.core.clock import SimulatedClock
from storycircle.core.model import Gathered
from storycircle.core.turns.schedule import Stage
from storycircle.store.library import Library
from storycircle.ui.app.open_circle import new_session
from storycircle.ui.room.display import room_view
from storycircle.ui.session.session import Session
from storycircle.ui.widgets.ring.ring_model import RingView, SeatState, Step

PRIVATE = "A word for this circle alone"


@pytest.fixture
def session(library: Library, clock: SimulatedClock, example: Gathered, qtbot: QtBot) -> Session:
    """A circle of three of the June 2007 event, in Stories, with notes of every kind."""
    assert qtbot is not None
    library.save_event(example.event)
    begun = new_session(library, clock)
    begun.members.set_names(f"Brian R, {PRIVATE}\nDawn G\nSandra S")
    circle = begun.state.circle
    brian = circle.members[0].id
    circle = stories.with_story(circle, brian, title=PRIVATE, points=PRIVATE, quote=PRIVATE)
    circle = actions.with_idea(circle, PRIVATE)
    begun.write(stories.with_notes(circle, "What does this mean for me/us?", PRIVATE))
    begun.time.go(Stage.STORIES)
    return begun


def _ring(session: Session, *, calm: bool = False) -> RingView:
    ring = room_view(session, calm=calm).ring
    assert ring is not None
    return ring


def _over(session: Session, clock: SimulatedClock, seconds: float) -> None:
    """Let the running turn go on until it is so many seconds over."""
    assert session.state.round is not None
    clock.forward(session.state.round.left(clock.reading()) + seconds)


def test_a_running_turn_shows_the_name_the_time_and_who_is_next(
    session: Session, clock: SimulatedClock
) -> None:
    """What matters in a turn can be read from the back of the room."""
    session.turns.start_or_pause()
    _over(session, clock, -108)
    ring = _ring(session)
    assert (ring.name, ring.time, ring.lines) == ("Brian R", "1:48", ("then Dawn G",))
    assert not ring.quiet


@pytest.mark.parametrize("stage", list(Stage))
@pytest.mark.parametrize("calm", [False, True])
def test_nothing_private_is_ever_shown(session: Session, stage: Stage, calm: bool) -> None:
    """No note, story, idea, agency or quotation is in what any stage shows to the room."""
    session.turns.start_or_pause()
    session.time.go(stage)
    assert PRIVATE not in str(room_view(session, calm=calm))


@pytest.mark.parametrize("stage", list(Stage)[:5])
def test_calm_has_no_digits(session: Session, clock: SimulatedClock, stage: Stage) -> None:
    """The calm form never counts, in any stage, over time either."""
    session.turns.start_or_pause()
    _over(session, clock, 42)
    session.time.go(stage)
    ring = _ring(session, calm=True)
    said = ring.name + ring.time + ring.caption + "".join(ring.lines)
    assert not any(letter.isdigit() for letter in said)


def test_over_time_shows_by_more_than_a_colour(session: Session, clock: SimulatedClock) -> None:
    """With digits and without: a whole arc, beads and a word."""
    session.turns.start_or_pause()
    _over(session, clock, 42)
    for calm in (False, True):
        ring = _ring(session, calm=calm)
        assert (ring.used, ring.beads, ring.lines) == (1.0, 4, ("over", "then Dawn G"))
    assert _ring(session).time == "+0:42"


def test_a_breath_shows_the_next_name_and_counts_nothing_up(
    session: Session, clock: SimulatedClock
) -> None:
    """However long the breath is, the room sees the same quiet picture."""
    session.turns.start_or_pause()
    clock.forward(30)
    session.turns.next()
    ring = _ring(session)
    assert (ring.name, ring.time, ring.lines) == ("Dawn G", "", ("after a breath",))
    clock.forward(95)
    assert _ring(session) == ring
    assert _ring(session, calm=True) == ring


def test_before_the_first_turn_and_in_a_pause_a_word_says_so(
    session: Session, clock: SimulatedClock
) -> None:
    """A time that stands is never without its word."""
    assert _ring(session).lines == ("begins",)
    session.turns.start_or_pause()
    clock.forward(30)
    session.turns.start_or_pause()
    paused = _ring(session)
    assert paused.lines == ("paused", "then Dawn G")
    assert paused.quiet


def test_the_last_story_and_the_end_of_the_round(session: Session, clock: SimulatedClock) -> None:
    """Nobody is announced after the last one; then all are heard."""
    for _ in range(2):
        session.turns.start_or_pause()
        clock.forward(10)
        session.turns.next()
    session.turns.start_or_pause()
    assert _ring(session).lines == ("the last story",)
    session.turns.next()
    ring = _ring(session)
    assert (ring.name, ring.lines) == ("All heard", ("Every story is told.",))


def test_a_pass_is_seen_on_its_seat(session: Session) -> None:
    """The seat that passed says so in a word, as it does on the laptop."""
    session.turns.pass_()
    assert SeatState.PASSED in [seat.state for seat in _ring(session).seats]


def test_other_stages_show_the_seats_and_what_is_asked(session: Session) -> None:
    """Nobody is marked outside Stories; the dialogue has its own questions."""
    for stage in (Stage.GATHER, Stage.OPEN, Stage.DIALOGUE, Stage.COMMIT):
        session.time.go(stage)
        states = {seat.state for seat in _ring(session).seats}
        assert states == {SeatState.WAITING}
    asked = session.state.event.dialogue_questions if session.state.event else ()
    session.time.go(Stage.DIALOGUE)
    assert room_view(session, calm=False).question == "\n".join(asked)
    session.time.go(Stage.COMMIT)
    assert room_view(session, calm=False).question == asked[-1]
    session.time.go(Stage.GATHER)
    assert room_view(session, calm=False).question == session.state.question


def test_the_dialogue_shows_the_minutes_left(session: Session) -> None:
    """Twenty minutes of dialogue begin with twenty left."""
    session.time.go(Stage.DIALOGUE)
    ring = _ring(session)
    minutes = round(session.state.plan.seconds(Stage.DIALOGUE) / 60)
    assert (ring.caption, ring.time, ring.lines) == ("Dialogue", str(minutes), ("min left",))


def test_the_plenary_shows_the_question_alone(session: Session) -> None:
    """The sheets are what the plenary looks at."""
    session.time.go(Stage.PLENARY)
    view = room_view(session, calm=False)
    assert (view.question, view.ring) == (session.state.question, None)


@pytest.mark.parametrize("calm", [False, True])
def test_the_room_sees_the_end_come_by_form_and_word(
    session: Session, clock: SimulatedClock, calm: bool
) -> None:
    """Half a minute before the end, and at it: without digits, and without colour."""
    session.turns.start_or_pause()
    _over(session, clock, -60)
    assert (_ring(session, calm=calm).step, _ring(session, calm=calm).lines) == (
        Step.PLAIN,
        ("then Dawn G",),
    )
    _over(session, clock, -30)
    ring = _ring(session, calm=calm)
    assert (ring.step, ring.lines) == (Step.SOON, ("the last half minute", "then Dawn G"))
    _over(session, clock, 1)
    ring = _ring(session, calm=calm)
    assert (ring.step, ring.lines) == (Step.OVER, ("over", "then Dawn G"))


def test_the_end_of_a_stage_is_seen_coming_in_the_room_too(
    session: Session, clock: SimulatedClock
) -> None:
    """Dialogue and Commit have the same step."""
    session.time.go(Stage.DIALOGUE)
    session.time.start_stage()
    clock.forward(session.state.plan.seconds(Stage.DIALOGUE) - 60)
    assert _ring(session).step is Step.PLAIN
    clock.forward(35)
    assert _ring(session).step is Step.SOON
    clock.forward(30)
    assert _ring(session).step is Step.OVER
