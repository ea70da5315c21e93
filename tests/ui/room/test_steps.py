"""The soft step before the end of a time and at it: one rule, whichever window shows the time."""

from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage, QPainter
from pytestqt.qtbot import QtBot

from storycircle.core.clock import SimulatedClock
from storycircle.core.model import Circle, Event, Slot
from storycircle.core.turns.plenary import new_plenary
from storycircle.core.turns.queue import new_round
from storycircle.core.turns.schedule import Stage, StageClocks
from storycircle.core.turns.time_marks import END, HALF_MINUTE, step_of
from storycircle.jobs.report import reported
from storycircle.store.library import Library
from storycircle.ui.app.open_circle import new_session
from storycircle.ui.room.display import room_view
from storycircle.ui.room.report_back import Reporting
from storycircle.ui.room.room_clock import RoomClock
from storycircle.ui.room.slides import Slide, SlidePainter, layout
from storycircle.ui.session.session import Session
from storycircle.ui.session.view_models import stories_ring, time_bar
from storycircle.ui.theme.palette import LIGHT
from storycircle.ui.widgets.ring.ring_model import Step

ONCE_MORE = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None
)
MINUTES = st.integers(1, 40)
GONE = st.floats(0, 45 * 60) | st.sampled_from([0.0, 30.0, 60.0, 90.0, 570.0, 600.0])
"""Seconds that a time has run."""


@pytest.fixture
def session(library: Library, clock: SimulatedClock, qtbot: QtBot) -> Session:
    """A circle of three."""
    assert qtbot is not None
    begun = new_session(library, clock)
    begun.members.set_names("Ann\nBob\nCy")
    return begun


@ONCE_MORE
@given(MINUTES, GONE, st.sampled_from([Stage.DIALOGUE, Stage.COMMIT]), st.booleans())
def test_a_stages_time_is_at_one_step_in_its_window_and_for_the_room(
    session: Session, minutes: int, gone: float, stage: Stage, calm: bool
) -> None:
    """Its bar, the ring that the room sees, and the words below both."""
    plan = session.state.plan.lasting(stage, minutes * 60)
    used = StageClocks({stage: gone})
    session.state = replace(session.state, stage=stage, plan=plan, clocks=used)
    expected = Step(step_of(minutes * 60 - gone, minutes * 60))
    bar, room = time_bar(session), room_view(session, calm=calm).ring
    assert room is not None
    assert bar.pieces[0].step == room.step == expected
    last = [bar.right.startswith("the last half minute"), "the last half minute" in room.lines]
    assert last == [expected == Step.SOON] * 2
    used_up = [bar.right.startswith("the time is used"), "the time is used" in room.lines]
    assert used_up == [expected == Step.OVER] * 2


@ONCE_MORE
@given(MINUTES, GONE, st.booleans())
def test_a_turn_is_at_one_step_in_the_ring_and_for_the_room(
    session: Session, minutes: int, gone: float, calm: bool
) -> None:
    """With the digits or without."""
    session.time.go(Stage.STORIES)
    seats = tuple(member.id for member in session.state.circle.members)
    reading = session.clock.reading()
    begun = new_round(seats, minutes * 60.0 * len(seats)).start(reading - gone)
    begun = replace(begun, share=minutes * 60.0)
    session.state = replace(session.state, stage=Stage.STORIES, round=begun)
    own, room = stories_ring(session), room_view(session, calm=calm).ring
    assert room is not None
    assert own.step == room.step == Step(step_of(minutes * 60 - gone, minutes * 60))


@ONCE_MORE
@given(MINUTES, GONE)
def test_a_report_and_a_row_of_the_programme_are_at_the_same_steps(
    session: Session, minutes: int, gone: float
) -> None:
    """On the plenary's full screen, and on the room's clock."""
    clock = SimulatedClock(datetime(2007, 6, 14, 12, 30))  # noqa: DTZ001 (the room's own time)
    circle, whole = Circle("c", 5), minutes * 60
    reporting = Reporting(clock)
    reporting.show_circles({"c": reported(None, circle)}, new_plenary(["c"], whole))
    assert reporting.slide().step is Step.PLAIN
    room = RoomClock(clock, Reporting(clock))
    ends = (clock.now() + timedelta(seconds=whole)).strftime("%H:%M")
    room.event_ = Event("e", "Event", programme=(Slot("12:30", ends, "Plenary"),))
    reporting.start_or_pause()
    clock.forward(gone)
    assert reporting.slide().step == Step(step_of(whole - gone, whole))
    if gone < whole:
        assert room.slide().step == Step(step_of(whole - gone, whole))
    assert session is not None


def test_the_steps_are_seen_by_their_form_alone(session: Session) -> None:
    """On the full screen: wider from the half minute on, with a line round it from the end on, in
    the same place.
    """
    assert session is not None

    def inked(step: Step) -> set[tuple[int, int]]:
        slide = Slide("Circle 5", time="0:20", used=0.9, step=step)
        image = QImage(1920, 1080, QImage.Format.Format_RGB32)
        image.fill(LIGHT.paper)
        with QPainter(image) as painter:
            SlidePainter(LIGHT, 1920, 1080).paint(painter, slide, layout(slide, 1920, 1080))
        clock = QRect(1654, 58, 160, 160)
        ground = image.pixel(5, 5)
        return {
            (x, y)
            for x in range(clock.left(), clock.right())
            for y in range(clock.top(), clock.bottom())
            if image.pixel(x, y) != ground
        }

    plain, soon, over = (inked(step) for step in (Step.PLAIN, Step.SOON, Step.OVER))
    assert plain < soon < over
    down = [(1920 - 186, y) in over for y in range(58, 125)]  # ground, line, ground, arc, ground
    assert sum(one and not other for one, other in pairwise(down)) == 2


def test_marks_are_said_of_a_stage_and_of_a_report_as_of_a_turn(
    session: Session, clock: SimulatedClock
) -> None:
    """The half minute and the end of Dialogue, each once; and no chime, which is a turn's."""
    passed: list[int] = []
    chimes: list[bool] = []
    session.markPassed.connect(passed.append)
    session.chimeDue.connect(lambda: chimes.append(True))
    session.take_settings(replace(session.state.settings, chime=True))
    session.time.go(Stage.DIALOGUE)
    session.time.start_stage()
    reporting = Reporting(clock)
    reporting.show_circles({"c": reported(None, Circle("c", 5))}, new_plenary(["c"], 1200))
    reporting.start_or_pause()
    heard: list[int] = []
    reporting.markPassed.connect(heard.append)
    for _second in range(20 * 60 + 2):
        session.tick()
        reporting.tick()
        reporting.tick()  # the page and the full screen both look
        clock.forward(1)
    assert passed == heard == [HALF_MINUTE, END]
    assert chimes == []
