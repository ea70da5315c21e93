"""A flat battery in mid-turn: the window is killed, and carries on where it was."""

import os
import signal
import subprocess
import sys
import time
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from storycircle.core.clock import SystemClock
from storycircle.core.turns.schedule import Stage
from storycircle.core.turns.time_prompts import Asked
from storycircle.store.library import Library
from storycircle.ui.app.main_window import Window
from storycircle.ui.app.open_circle import resumed_session
from storycircle.ui.circle.stall import held_here
from storycircle.ui.circle.stall.stall_state import Part, Step
from storycircle.ui.theme.palette import LIGHT
from storycircle.ui.theme.theme import Theme
from tests.journeys.running_stall import STALL, WORDS
from tests.support.windows import shown


class _Later(SystemClock):
    """The clock of somebody who comes back after a while."""

    def reading(self) -> float:
        return super().reading() + 6

    def now(self) -> datetime:
        return super().now() + timedelta(seconds=6)


def _wait_until_kept(path: Path, seconds: float) -> None:
    """Until the turn is kept as having run for so long."""
    kept = 0.0
    while kept < seconds:
        with Library(path, SystemClock(), reads=True) as library:
            (circle,) = library.circles(None)
            standing = library.saved_state(circle.id)
            assert standing is not None
            if standing.round is not None:
                kept = max(kept, standing.round.elapsed(SystemClock().reading()))


@pytest.mark.slow
def test_killed_in_mid_turn_it_carries_on_within_a_second(tmp_path: Path, qtbot: QtBot) -> None:
    """SIGKILL after three seconds of a turn: paused, at most one second behind, the gap asked."""
    assert qtbot is not None
    program = [sys.executable, "-m", "tests.journeys.running_turn", str(tmp_path / "library")]
    environ = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    with subprocess.Popen(program, stdout=subprocess.PIPE, text=True, env=environ) as running:
        assert running.stdout is not None
        assert running.stdout.readline() == "begun\n"
        begun = time.monotonic()
        _wait_until_kept(tmp_path / "library", 3)
        running.send_signal(signal.SIGKILL)
        spoken = time.monotonic() - begun
    clock = _Later()
    with Library(tmp_path / "library", clock) as library:
        (circle,) = library.circles(None)
        session = resumed_session(library, clock, circle)
        assert session.state.stage is Stage.STORIES
        assert session.state.round is not None
        assert not session.state.round.running
        elapsed = session.state.round.elapsed(clock.reading())
        assert elapsed >= 3
        assert spoken - 1.5 <= elapsed <= spoken + 0.5
        question = session.prompts.current()
        assert question is not None
        assert question.asked is Asked.GAP


def _wait_until_run(path: Path, seconds: float) -> None:
    """Until the run of the stall is kept as having gone on for so long."""
    kept = 0.0
    while kept < seconds:
        with Library(path, SystemClock(), reads=True) as library:
            kept = held_here.read(library.stalls_held("e")).of(STALL).seconds


@pytest.mark.slow
def test_a_stall_killed_in_mid_run_goes_on_as_a_circle_does(tmp_path: Path, qtbot: QtBot) -> None:
    """SIGKILL after three seconds of a run: all that was said is there, the time is paused and at
    most one second behind, and how long the app was closed counts once somebody says so.
    """
    path = tmp_path / "library"
    program = [sys.executable, "-m", "tests.journeys.running_stall", str(path)]
    environ = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    with subprocess.Popen(program, stdout=subprocess.PIPE, text=True, env=environ) as running:
        assert running.stdout is not None
        assert running.stdout.readline() == "begun\n"
        begun = time.monotonic()
        _wait_until_run(path, 3)
        running.send_signal(signal.SIGKILL)
        spoken = time.monotonic() - begun
    clock = _Later()
    with Library(path, clock) as library:
        window = shown(qtbot, Window(Theme(LIGHT, still=True), library, clock))
        window.hold_stall("")
        screen = window.screens.stall
        session = screen.session
        state = session.state
        assert (state.stall, state.step, state.place) == (STALL, Step.RUN, 1)
        assert (state.wanted, state.running) == (20, 0)
        (run,) = state.runs
        assert (run.people, run.discussed, run.next_steps) == (9, "Bricks", ("Roll it out",))
        assert run.kept == (WORDS,)
        assert screen.run.fields[Part.DISCUSSED].text() == "Bricks"
        gone = state.gone(1, clock.reading())
        assert spoken - 2.5 <= gone <= spoken + 1
        assert 5 <= state.gap <= 60
        assert "The app was closed for" in screen.run.gap.accessibleName()
        QTest.mouseClick(screen.run.count, Qt.MouseButton.LeftButton)
        assert session.state.gone(1, clock.reading()) == pytest.approx(gone + state.gap, abs=0.5)
        assert not screen.run.count.isVisible()
        session.undo()
        assert session.state.gone(1, clock.reading()) == pytest.approx(gone, abs=0.5)
        session.start_or_pause()
        assert session.state.running == 1
        window.close()
        assert session.state.running == 0
