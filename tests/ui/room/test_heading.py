"""The question above the ring is shown whole, however long it is."""

import pytest
from PySide6.QtGui import QFontMetricsF

from storycircle.ui.room.display import fitted_heading
from storycircle.ui.theme.theme import Theme

ASKED = "How are we discovering the common ground . . . and then building bridges?"


def test_a_short_question_stands_at_its_size(theme: Theme) -> None:
    """One line where it fits, two of even length where it does not."""
    assert theme.scale == 1
    assert len(fitted_heading(ASKED, 44, 1690, 270).lines) == 1
    two = fitted_heading(ASKED, 44, 1000, 270)
    assert two.font.pixelSize() == 44
    assert len(two.lines) == 2
    assert min(line.width for line in two.lines) > 0.7 * max(line.width for line in two.lines)


@pytest.mark.parametrize("times", [1, 3, 8, 20, 60])
def test_nothing_leaves_its_area(theme: Theme, times: int) -> None:
    """A question of many lines grows smaller, and only what cannot be read anyway is cut."""
    assert theme.scale == 1
    asked = " ".join([ASKED] * times)
    heading = fitted_heading(asked, 44, 1690, 270)
    metrics = QFontMetricsF(heading.font)
    assert heading.height <= 270
    assert all(metrics.horizontalAdvance(line.text) <= 1690 for line in heading.lines)
    shown = " ".join(line.text for line in heading.lines)
    assert shown == asked or (times > 20 and shown.endswith("…"))


def test_no_question_takes_no_room(theme: Theme) -> None:
    """A circle without a question has its ring to itself."""
    assert theme.scale == 1
    assert fitted_heading("", 44, 1690, 270).height == 0
