"""An organiser's afternoon by keys alone: from the first page over the headings to the report."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from storycircle.core.headings import columns_of
from storycircle.core.model import Gathered
from storycircle.ui.organiser.view_model import Place
from tests.journeys.conftest import Opened


@pytest.mark.parametrize("reopened", [False, True])
def test_from_the_first_page_to_the_report(
    qtbot: QtBot, open_window: Callable[[], Opened], example: Gathered, *, reopened: bool
) -> None:
    """No mouse; what was moved is there after the window was closed."""
    window, keys = open_window()
    window.library.load(example)
    window.go_home()
    keys.press("Ctrl+G", "Ctrl+1", "Ctrl+3")
    organiser = window.screens.organiser
    assert organiser.places.place is Place.HEADINGS
    keys.press("M", "5")
    keys.press("Enter")
    keys.write(" Indeed.")
    keys.press("Esc", "Ctrl+H")
    keys.write("Later on\n")
    if reopened:
        window.close()
        window, keys = open_window()
        keys.press("Ctrl+G")
        organiser = window.screens.organiser
    event = window.library.events()[0]
    columns = columns_of(window.library.gathered(event))
    assert [len(column.cards) for column in columns] == [0, 1, 7, 4, 4, 0]
    assert columns[4].cards[-1].wording.endswith("Indeed.")
    keys.press("Ctrl+4", "Ctrl+S")
    qtbot.waitUntil(lambda: bool(organiser.findChildren(QFileDialog)))
    organiser.findChildren(QFileDialog)[0].reject()
    window.close()
