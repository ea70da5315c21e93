"""One time is one figure, wherever it is shown or said: over plans, people and moments."""

from datetime import timedelta
from re import search

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from pytestqt.qtbot import QtBot

from storycircle.core import i18n
from storycircle.core.clock import SimulatedClock
from storycircle.core.error_sentences import Refused
from storycircle.core.turns.schedule import Stage, StageClocks, plan_for
from storycircle.store.library import Library
from storycircle.ui.app.open_circle import new_session
from storycircle.ui.room.display import room_view
from storycircle.ui.session import spoken
from storycircle.ui.session.session import Session
from storycircle.ui.session.state import SessionState
from storycircle.ui.session.view_models import (
    gather_ring,
    names_ring,
    open_ring,
    stories_bar,
    stories_ring,
    time_bar,
)

ONCE_MORE = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=80, deadline=None
)
EACH = st.integers(15, 600)
"""Seconds for each, as they may be typed."""


@pytest.fixture
def session(library: Library, clock: SimulatedClock, qtbot: QtBot) -> Session:
    """A circle that gathers."""
    assert qtbot is not None
    return new_session(library, clock)


def _begin(session: Session, state: SessionState, people: int) -> None:
    """From the beginning again, with so many people."""
    session.state = state
    session.members.set_names("\n".join(f"Person {number}" for number in range(people)))


@ONCE_MORE
@given(st.integers(2, 15), st.none() | EACH, st.integers(1, 150), st.booleans())
def test_what_each_person_has_is_one_figure(
    session: Session, people: int, each: int | None, minutes: int, whole: bool
) -> None:
    """In Gather's ring and field, over a pasted list, in Open, before the first turn, in the words
    beside it, for the room, and as a screen reader says it.
    """
    _begin(session, replace(session.state, stage=Stage.GATHER, round=None), people)
    try:
        if each is not None:
            session.time.set_each(f"{each // 60}:{each % 60:02}")
        elif whole:
            session.time.set_in_all(f"{minutes} min")
        else:
            session.time.set_time(f"{minutes} min")
    except Refused:
        return
    share = session.time.share()
    shown = i18n.length(share)
    assert gather_ring(session).time == names_ring(session, []).time == shown
    assert open_ring(session).time == shown
    if each is not None:
        assert shown == i18n.length(each // 5 * 5)
    session.time.go(Stage.OPEN)
    room = room_view(session, calm=False).ring
    assert room is not None
    assert room.time == shown
    session.time.go(Stage.STORIES)
    if share < session.state.settings.shortest_turn:
        return  # what is too short is asked about, and never given
    before = session.state
    assert stories_ring(session).time == shown
    assert stories_bar(session).right.endswith(f"{shown} each")
    session.turns.start_or_pause()
    assert stories_ring(session).time == stories_ring(session).lines[0].removeprefix("of ") == shown
    assert stories_bar(session).right.endswith(f"{shown} each")
    said = spoken.of_change(before, session.state, session.clock.reading())
    assert i18n.spoken_length(share) in said


@ONCE_MORE
@given(
    st.sampled_from([Stage.DIALOGUE, Stage.COMMIT]),
    st.integers(60, 3_600),
    st.none() | st.floats(0, 3_600) | st.integers(0, 3_600),
)
def test_what_a_stage_still_has_is_one_figure(
    session: Session, stage: Stage, length: int, gone: float | None
) -> None:
    """In its own window and for the room, begun or not, which is what the plan says until it has
    begun; as much is gone as is not left.
    """
    plan = session.state.plan
    starts = plan.spans[stage].starts
    assert starts is not None
    plan = plan.moved(stage, starts + timedelta(seconds=length))
    used = StageClocks({} if gone is None else {stage: gone})
    session.state = replace(session.state, stage=stage, plan=plan, clocks=used)
    bar, room = time_bar(session), room_view(session, calm=False).ring
    assert room is not None
    figure = search(r"(\d+) min", bar.right)
    assert (figure.group(1) if figure else "") == room.time
    if gone is None:
        assert room.time == f"{round(length / 60)}"
    if figure and bar.left.endswith("gone"):
        minutes = search(r"\d+", bar.left)
        assert minutes is not None
        both = int(minutes.group()) + int(figure.group(1))
        assert abs(both - round(length / 60)) <= 1


@ONCE_MORE
@given(st.integers(2, 8), st.floats(0, 700) | st.integers(0, 700), st.floats(0, 3))
def test_what_a_turn_still_has_is_one_figure(
    session: Session, clock: SimulatedClock, people: int, gone: float, breath: float
) -> None:
    """At any moment: in the ring, for the room, for a reader that asks for the seat, and as a pause
    is announced. What is over is over everywhere.
    """
    _begin(session, replace(session.state, stage=Stage.GATHER, round=None), people)
    session.state = replace(session.state, plan=plan_for(None, clock.now()))
    session.time.go(Stage.STORIES)
    clock.forward(breath)
    session.turns.start_or_pause()
    clock.forward(gone)
    before = session.state
    session.turns.start_or_pause()
    ring, room = stories_ring(session), room_view(session, calm=False).ring
    assert room is not None
    assert ring.left is not None
    assert room.time == ring.time
    over = ring.time.startswith("+")
    minutes, seconds = map(int, ring.time.removeprefix("+").split(":"))
    shown = minutes * 60 + seconds
    assert (shown if not over else -shown) == ring.left
    said = spoken.of_change(before, session.state, session.clock.reading())
    length = i18n.spoken_length(shown)
    assert said == (f"Paused, {length} over." if over and shown else f"Paused, {length} left.")
