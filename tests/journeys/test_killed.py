"""A flat battery in mid-turn: the window is killed, and carries on where it was."""

import os
import signal
import subprocess
import sys
import time
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from storycircle.core.clock import SystemClock
from storycircle.core.turns.schedule import Stage
from storycircle.core.turns.time_prompts import Asked
from storycircle.store.library import Library
from storycircle.ui.app.open_circle import resumed_session


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
