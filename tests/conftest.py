"""What every test may ask for: no screen, a repeatable search, a library, the example event."""

import os
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import settings

from storycircle.core.clocks import SimulatedClock
from storycircle.core.model import Gathered
from storycircle.jobs.load import read_file
from storycircle.resources import example_event
from storycircle.store.library import Library

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
settings.register_profile(
    "repeatable", deadline=None, derandomize=True, database=None, max_examples=60
)
settings.register_profile("search", deadline=None, database=None, max_examples=1_000)
settings.load_profile(os.environ.get("STORYCIRCLE_HYPOTHESIS", "repeatable"))


@pytest.fixture
def clock() -> SimulatedClock:
    """The June 2007 event, four minutes before its circles are introduced."""
    return SimulatedClock(datetime(2007, 6, 14, 11, 16))  # noqa: DTZ001 (the room's own time)


@pytest.fixture
def library(tmp_path: Path, clock: SimulatedClock) -> Iterator[Library]:
    """An empty library of its own."""
    with Library(tmp_path / "own" / "library", clock) as opened:
        yield opened
        close_windows()


def close_windows() -> None:
    """Close what a test showed, as a person does before the laptop's library is shut."""
    widgets = sys.modules.get("PySide6.QtWidgets")
    if widgets is not None and widgets.QApplication.instance() is not None:
        for window in widgets.QApplication.topLevelWidgets():
            window.close()


@pytest.fixture
def example() -> Gathered:
    """The June 2007 event: six circles, 36 members, 16 actions."""
    return read_file(example_event())
