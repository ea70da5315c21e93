"""The library of a second laptop."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from storycircle.core.clock import SimulatedClock
from storycircle.store.library import Library
from tests.support.fresh import fresh_library


@pytest.fixture
def other(tmp_path: Path, clock: SimulatedClock) -> Iterator[Library]:
    """An empty library of another laptop, as the organiser's."""
    with fresh_library(tmp_path / "other" / "library", clock) as opened:
        yield opened
