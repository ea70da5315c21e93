"""A widget that paints itself is to a screen reader what it says it is."""

import gc
from weakref import ref

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import Shiboken

from storycircle.core.commands import keys
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.button import Button
from storycircle.ui.widgets.display import label
from storycircle.ui.widgets.display.accessible import read_as, read_quietly
from tests.support import as_read
from tests.support.as_read import Role


def test_role_words_and_press_are_those_it_gave(qtbot: QtBot) -> None:
    """And the words are those of the moment in which they are asked for."""
    widget, words, pressed = QWidget(), ["first"], []
    qtbot.addWidget(widget)
    read_as(widget, Role.ListItem, name=lambda: words[-1], press=lambda: pressed.append(1))
    found = as_read.read(widget)
    assert (found.role(), as_read.name(found)) == (Role.ListItem, "first")
    words.append("second")
    assert as_read.name(found) == "second"
    assert found.actionInterface().actionNames()[0] == "Press"
    as_read.press(found)
    assert not pressed, "the reader has its answer first: a press may take the widget away"
    qtbot.waitUntil(lambda: pressed == [1])


def test_a_widget_that_was_found_before_is_found_anew(qtbot: QtBot) -> None:
    """Where a reader runs, Qt has told of a widget as soon as it is named."""
    widget = QWidget()
    qtbot.addWidget(widget)
    QAccessible.setActive(True)
    try:
        assert as_read.read(widget).role() == Role.Client
        read_as(widget, Role.List)
        assert as_read.read(widget).role() == Role.List
    finally:
        QAccessible.setActive(False)


def test_a_widget_goes_although_a_reader_found_it(qtbot: QtBot) -> None:
    """Nothing of the widget is kept, however often it was asked for; what was found says so."""
    assert qtbot is not None
    widget = QWidget()
    read_as(widget, Role.ListItem, chosen=widget.isVisible)
    found, gone = as_read.read(widget), ref(widget)
    widget.deleteLater()
    del widget
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()
    assert gone() is None
    assert not Shiboken.isValid(found)


def test_titles_are_headings(qtbot: QtBot, theme: Theme) -> None:
    """A reader goes from one to the next; a field's name and a hint are none."""
    for kind in (
        label.page_title,
        label.section,
        label.board_title,
        label.question,
        label.part_title,
    ):
        title = kind(theme, "Who is here?")
        qtbot.addWidget(title)
        found = as_read.read(title)
        assert (found.role(), as_read.name(found)) == (Role.Heading, "Who is here?")
    plain = label.hint(theme, "a hint")
    qtbot.addWidget(plain)
    assert as_read.read(plain).role() == Role.StaticText


def test_a_ticking_label_is_read_as_it_stands(qtbot: QtBot) -> None:
    """Its words are asked for; Qt, which tells of each change where there is no name, is quiet."""
    ticking = QLabel("0:21")
    qtbot.addWidget(ticking)
    read_quietly(ticking)
    ticking.setText("0:22")
    assert as_read.name(as_read.read(ticking)) == "0:22"
    assert ticking.accessibleName(), "else Qt tells of every change of its text"


def test_a_button_tells_its_key_from_the_first(qtbot: QtBot, theme: Theme) -> None:
    """With what it is about before it; instead of both, why it cannot be pressed now."""
    button = Button(theme, "Start", keys.START.cap)
    qtbot.addWidget(button)
    found = as_read.read(button)
    assert as_read.description(found) == "Space"
    button.set_about("The first turn.")
    assert as_read.description(found) == "The first turn. Space"
    button.set_not_now("Nobody is here.")
    assert as_read.description(found) == "Nobody is here."
    button.set_not_now("")
    assert as_read.description(found) == "The first turn. Space"
