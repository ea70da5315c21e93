"""A list of names that is asked about has the room that it was drawn with."""

import pytest
from PySide6.QtCore import QMimeData, QPoint
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from storycircle.core.clock import SimulatedClock
from storycircle.core.i18n.language import ENGLISH, Language
from storycircle.core.names.pasted import read_names
from storycircle.store.library import Library
from storycircle.ui.app.main_window import Window
from storycircle.ui.app.spoken_language import speak
from storycircle.ui.circle.gather.gather_screen import GatherScreen
from storycircle.ui.names.check import NamesCheck, PersonRow
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.line_edit import Field
from tests.support.pseudo import RIGHT_TO_LEFT
from tests.support.windows import shown

LIST = """Name\tAgency
Chris W\tyouth service
Danny D\thousing
Miriam R\thealth visiting
"B, Avis"\tprimary school
Lindsay G\tlibrary service
Julia M\ta charity"""


@pytest.mark.parametrize("width", [1280, 1366, 1440])
def test_agencies_are_read_whole_and_both_ways_on_stand_beside_each_other(
    qtbot: QtBot, theme: Theme, library: Library, clock: SimulatedClock, width: int
) -> None:
    """The pane is as wide as is due to the window, not to what is left beside the rail."""
    window = shown(qtbot, Window(theme, library, clock), width, 800, front=False)
    window.start_circle()
    assert window.circle.view is not None
    screen = window.circle.view.screen_of_stage()
    assert isinstance(screen, GatherScreen)
    pasted = QMimeData()
    pasted.setText(LIST)
    screen.names.insertFromMimeData(pasted)
    for _again in range(3):
        QApplication.processEvents()
    (check,) = screen.findChildren(NamesCheck)
    for row in check.rows.values():
        for field in row.fields:
            assert isinstance(field, Field)
            asked = field.fontMetrics().horizontalAdvance(field.text())
            assert asked <= field.width() - 10, field.text()
    tops = {button.mapTo(window, QPoint()).y() for button in (check.take, check.back)}
    assert len(tops) == 1


@pytest.mark.parametrize("language", [ENGLISH, RIGHT_TO_LEFT], ids=lambda one: one.code)
def test_no_word_lies_under_the_sign_of_its_row(
    qtbot: QtBot, qapp: QApplication, theme: Theme, language: Language
) -> None:
    """The sign stands where the row ends, whichever side that is."""
    speak(qapp, language)
    try:
        person = read_names("Chris W, youth service").people[0]
        row = PersonRow(theme, 1, person, (5, 5, 7, 0), circles=False)
        shown(qtbot, row, 420, 44, front=False)
        last = row.fields[-1].geometry()
        free = last.left() if language.right_to_left else row.width() - last.right() - 1
        assert free >= theme.px(20)
    finally:
        speak(qapp, ENGLISH)
