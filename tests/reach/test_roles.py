"""Whatever takes the keyboard can be made out by who hears it, on every screen of the tour."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from storycircle.core.commands import keys
from storycircle.core.error_sentences import Refused
from storycircle.ui.app.cannot_open_window import ALONE, CannotOpen
from storycircle.ui.app.main_window import Window
from storycircle.ui.theme.palette import LIGHT
from storycircle.ui.theme.theme import Theme, apply_theme
from storycircle.ui.widgets.controls.button import Button
from storycircle.ui.widgets.controls.choice import Pick
from storycircle.ui.widgets.controls.line_edit import Field, labelled
from storycircle.ui.widgets.display.accessible import read_as
from storycircle.ui.widgets.display.label import RemarkLine, section
from tests.reach.roles import controls, headings, without_name_or_role
from tests.support.as_read import Role
from tests.support.windows import shown
from tests.tour.circle import Tour


def _painted(inside: QWidget) -> QWidget:
    widget = QWidget(inside)
    widget.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return widget


def _named(inside: QWidget) -> QWidget:
    widget = _painted(inside)
    widget.setAccessibleName("a row")
    return widget


def _words(inside: QWidget) -> QWidget:
    widget = QWidget(inside)
    widget.setAccessibleName("words that are painted")
    return widget


def _item(inside: QWidget) -> QWidget:
    widget = _painted(inside)
    read_as(widget, Role.ListItem)
    return widget


def _untold(inside: QWidget) -> QWidget:
    button = Button(Theme(LIGHT), "Start", keys.START.cap, parent=inside)
    button.setAccessibleDescription("the turn")
    return button


def test_what_cannot_be_made_out_is_found(qtbot: QtBot) -> None:
    """A painted row, a nameless field or area, words without a role, a key that is not told."""
    lacking: list[tuple[Callable[[QWidget], QWidget], list[str]]] = [
        (_painted, ["takes the keyboard and has no role ('')", "has no name"]),
        (_named, ["takes the keyboard and has no role ('a row')"]),
        (_words, ["has words and no role ('words that are painted')"]),
        (_item, ["has no name"]),
        (QLineEdit, ["has no name"]),
        (QPushButton, ["has no name"]),
        (QScrollArea, ["takes the keyboard and has no role ('')", "has no name"]),
        (_untold, ["shows Space and does not tell it ('Start')"]),
    ]
    for make, whys in lacking:
        window = QWidget()
        make(window)
        found = without_name_or_role(shown(qtbot, window))
        assert [one.partition(": ")[2] for one in found] == whys, make


def test_what_can_be_made_out_is_not(qtbot: QtBot) -> None:
    """A button that tells its key or why not, a field under its label, a heading, a row."""
    theme, window = Theme(LIGHT), QWidget()
    Button(theme, "Start", keys.START.cap, parent=window)
    Button(theme, "Next", keys.NEXT.cap, parent=window).set_not_now("All are heard.")
    labelled(theme, "Title", Field(theme)).setParent(window)
    section(theme, "Ideas").setParent(window)
    QLabel("plain words", window)
    row = _named(window)
    read_as(row, Role.ListItem, press=row.setFocus)
    _painted(window).hide()
    shown(qtbot, window)
    assert without_name_or_role(window) == []
    assert controls(window) == 4
    assert headings(window) == ["Ideas"]


def test_a_remark_a_list_and_a_window_that_cannot_open_can_be_made_out(
    qapp: QApplication, qtbot: QtBot
) -> None:
    theme, window = Theme(LIGHT), QWidget()
    apply_theme(qapp, theme)
    pick = Pick(theme, [("a", "The first screen"), ("b", "The second")])
    labelled(theme, "Screen for the room", pick).setParent(window)
    RemarkLine(theme, window).show_remark("Two people are called Dawn G.")
    assert without_name_or_role(shown(qtbot, window)) == []
    pick.showPopup()
    assert pick.view().accessibleName() == "Screen for the room"
    pick.hidePopup()
    refused = Refused("damaged-library")
    assert without_name_or_role(shown(qtbot, CannotOpen(theme, refused, ALONE))) == []


@pytest.mark.slow
def test_every_control_of_every_screen_can_be_made_out(qapp: QApplication) -> None:
    """And every page of the window has a heading to begin at."""
    theme = Theme(LIGHT, still=True)
    apply_theme(qapp, theme)
    found: list[str] = []
    counted: list[int] = []

    def look(name: str, widget: QWidget) -> None:
        found.extend(f"{name}: {line}" for line in without_name_or_role(widget))
        counted.append(controls(widget))
        if isinstance(widget, Window) and not headings(widget):
            found.append(f"{name}: has no heading")

    tour = Tour(theme, (1440, 900), look)
    tour.walk()
    tour.close()
    assert found == []
    assert sum(counted) > 600, "as many as there were"
