"""The measure of contrast finds what is too faint to see, from pixels, and nothing else."""

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from storycircle.ui.theme.palette import CONTRAST_DARK, CONTRAST_LIGHT, DARK, LIGHT, Palette
from storycircle.ui.theme.theme import Theme, apply_theme
from storycircle.ui.widgets.controls.button import Button
from storycircle.ui.widgets.controls.check_box import TickBox
from storycircle.ui.widgets.controls.choice import Pick
from storycircle.ui.widgets.controls.line_edit import Field
from storycircle.ui.widgets.display.card import Card
from storycircle.ui.widgets.display.label import app
from tests.reach.contrast import contrasts
from tests.support.windows import shown
from tests.tour.dialogs import list_of

ALL = pytest.mark.parametrize("palette", [LIGHT, DARK, CONTRAST_LIGHT, CONTRAST_DARK])


def _dressed(qapp: QApplication, palette: Palette) -> Theme:
    theme = Theme(palette, still=True)
    apply_theme(qapp, theme)
    return theme


def _page(theme: Theme) -> Card:
    """One of each, on a card."""
    page = Card(theme)
    words = (app(theme, "What helps?"), Field(theme, "A name"), TickBox(theme, "We agree"))
    for widget in (*words, Button(theme, "Go on"), Button(theme, "Later", kind="quiet")):
        page.body().addWidget(widget)
    return page


@ALL
def test_what_can_be_seen_is_not_found(qapp: QApplication, qtbot: QtBot, palette: Palette) -> None:
    found = contrasts(shown(qtbot, _page(_dressed(qapp, palette)), 400, 400))
    assert (found.texts, found.edges) == ([], [])
    assert found.all_texts >= 5
    assert found.all_edges >= 3


def test_a_faint_text(qapp: QApplication, qtbot: QtBot) -> None:
    _dressed(qapp, LIGHT)
    window = QWidget()
    text = QLabel("Hardly there", window)
    text.setStyleSheet(f"color: {LIGHT.line}")
    (found,) = contrasts(shown(qtbot, window, 300, 200)).texts
    assert (found.text, found.colour) == ("Hardly there", LIGHT.line.lower())
    assert found.ratio < 2


@pytest.mark.parametrize("mark", ["·", "6", "A line of words"])
def test_what_lies_over_a_text_is_not_its_ground(
    qapp: QApplication, qtbot: QtBot, mark: str
) -> None:
    """A dot below an answer that has come over it was measured on the answer's own ground, and a
    seat's number on that of the notice over half of it; beside what lies there they are measured.
    """
    _dressed(qapp, LIGHT)
    window = QWidget()
    text = QLabel(mark, window)
    text.setStyleSheet(f"color: {LIGHT.ink_2}; font-size: 16px")
    text.move(100, 100)
    over = QWidget(window)
    over.setAutoFillBackground(True)
    over.setPalette(QPalette(QColor(LIGHT.teal)))
    window.resize(300, 200)
    for left in (0, 99 + text.sizeHint().width() // 2 - 200):  # all of it, and its left half
        over.setGeometry(left, 0, 200, 200)
        assert contrasts(shown(qtbot, window, 300, 200)).texts == []
    text.setStyleSheet(f"color: {LIGHT.line}; font-size: 16px")
    over.lower()
    over.setGeometry(0, 0, 99, 200)
    (found,) = contrasts(shown(qtbot, window, 300, 200)).texts
    assert found.text == mark


def test_a_faint_edge(qapp: QApplication, qtbot: QtBot) -> None:
    """A field whose line is that of a mere hairline; its words are no excuse."""
    theme = _dressed(qapp, LIGHT)
    window = QWidget()
    colours = window.palette()
    colours.setColor(QPalette.ColorRole.Window, QColor(LIGHT.paper))
    window.setPalette(colours)
    field = Field(theme, "A name", parent=window)
    field.setGeometry(20, 20, 200, 40)
    field.setStyleSheet(f"border: 1px solid {LIGHT.line}")
    (found,) = contrasts(shown(qtbot, window, 300, 200)).edges
    assert found.widget == "Field"
    assert found.ratio < 3


@ALL
def test_the_chosen_line_of_a_list_can_be_read(
    qapp: QApplication, qtbot: QtBot, palette: Palette
) -> None:
    """It was ink on teal: 2.0, and 1.4 in dark high contrast."""
    box = shown(qtbot, Pick(_dressed(qapp, palette), [("a", "First"), ("b", "Second")]), 300, 40)
    with list_of(box) as lines:
        found = contrasts(lines)
    assert found.texts == []
    assert found.all_texts > 0
