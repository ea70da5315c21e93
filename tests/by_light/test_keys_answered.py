"""What `python -m tests.by_light` says of the whole window is of a window that reads."""

from random import Random

import pytest
from PySide6.QtWidgets import QApplication

from tests.by_light.films import a_file
from tests.by_light.keys_answered import KEYS, PLAIN, busy


@pytest.mark.slow
def test_each_key_is_answered_and_frames_are_read_meanwhile(qapp: QApplication) -> None:
    """How soon is for the command to say: a test's machine has other things to do."""
    assert qapp is not None
    found = busy(PLAIN, a_file(Random(1)))
    assert len(found.waits) == KEYS
    assert min(found.waits) > 0
    assert 0 < found.read <= found.seen
    assert found.processor > 0
