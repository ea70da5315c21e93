"""A flat battery in mid-turn: the window is killed, and carries on where it was."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from storycircle.core.clocks import SystemClock
from storycircle.core.questions import Asked
from storycircle.core.timing import Stage
from storycircle.store.library import Library
from storycircle.ui.beginning import taken_up


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
        time.sleep(3.3)
        running.send_signal(signal.SIGKILL)
        spoken = time.monotonic() - begun
    time.sleep(5.5)
    clock = SystemClock()
    with Library(tmp_path / "library", clock) as library:
        (circle,) = library.circles(None)
        session = taken_up(library, clock, circle)
        assert session.stage is Stage.STORIES
        assert session.round is not None
        assert not session.round.running
        elapsed = session.round.elapsed(clock.reading())
        assert spoken - 1.5 <= elapsed <= spoken + 0.5
        question = session.asking()
        assert question is not None
        assert question.asked is Asked.GAP
