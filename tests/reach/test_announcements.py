"""What a screen reader is told in a scripted circle, by the list; and that silence is found."""

import pytest
from PySide6.QtWidgets import QApplication

from storycircle.ui.session import spoken
from tests.reach import announcements
from tests.reach.announcements import not_announced


@pytest.mark.slow
@pytest.mark.usefixtures("qapp")
def test_all_of_the_list_is_announced() -> None:
    """From the first name to the file for the organiser, each screen by its title first."""
    assert not_announced() == []


@pytest.mark.slow
def test_what_is_not_said_is_found(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    """The measure can fail: a turn that runs to its end in silence is told of, mark by mark."""
    monkeypatch.setattr(announcements, "_PATIENCE", 0.1)
    monkeypatch.setattr(spoken, "of_mark", lambda _mark: "")
    from_the_half = ["half a minute left", "the end", "a minute over", "two minutes over"]
    found = [row.partition(":")[0] for row in not_announced()]
    assert [what for what in found if what in from_the_half] == from_the_half
    assert qapp is not None
