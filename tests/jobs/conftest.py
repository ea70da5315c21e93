"""The organiser's library, beside a facilitator's."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from storycircle.core.clock import SimulatedClock
from storycircle.store.library import Library
from tests.support.fresh import fresh_library


@pytest.fixture
def organiser(tmp_path: Path, clock: SimulatedClock) -> Iterator[Library]:
    """An empty library of the organiser's laptop."""
    with fresh_library(tmp_path / "organiser" / "library", clock) as opened:
        yield opened
