"""A widget that paints itself is to a screen reader what it says it is."""

import gc
from collections.abc import Callable
from weakref import ref

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import Shiboken

from storycircle.core.commands import keys
from storycircle.core.names.table import read_table
from storycircle.ui.names.check import NamesCheck
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.button import Button
from storycircle.ui.widgets.display import announcement, label
from storycircle.ui.widgets.display.accessible import read_as, read_quietly
from storycircle.ui.widgets.display.message import Answer, AskCard, Message, QuestionCard
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


@pytest.mark.slow
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


_TITLE, _TEXT = "Has Ann begun?", "Nothing is lost."
_ANSWERS = (Answer("yes", "Yes"), Answer("no", "Not yet"))


def _message(theme: Theme) -> QWidget:
    return Message(theme, _TITLE, _TEXT, _ANSWERS, sign="look")


def _ask_card(theme: Theme) -> QWidget:
    return AskCard(theme, _TITLE, _TEXT, ["Code"], "Open", hidden=False)


def _question(theme: Theme) -> QWidget:
    return QuestionCard(theme)


@pytest.mark.parametrize("over_at_spi", [True, False])
@pytest.mark.parametrize("make", [_message, _ask_card, _question])
def test_what_is_asked_is_heard_and_over_at_spi_once(
    make: Callable[[Theme], QWidget],
    over_at_spi: bool,
    qtbot: QtBot,
    theme: Theme,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A dialog or group is read as the focus comes into it: then its words are not announced too.
    By a reader of another system, which nobody has heard, they are. Never are they unheard.
    """
    heard: list[str] = []

    def hear(event: QAccessibleAnnouncementEvent) -> None:
        heard.append(event.message())

    monkeypatch.setattr(announcement, "send", hear)
    here = QApplication.platformName()
    monkeypatch.setattr(announcement, "_OVER_AT_SPI", (here,) if over_at_spi else ())
    for focused in (True, False):
        heard.clear()
        window = _ask(make(theme), focused=focused)
        qtbot.addWidget(window)
        qtbot.wait(1)
        announced = " ".join(heard)
        at = QApplication.focusWidget()
        while at is not None and at is not window:  # as it is read, with what the focus came into
            heard += [as_read.name(as_read.read(at)), as_read.description(as_read.read(at))]
            at = at.parentWidget()
        whole = " ".join(heard)
        if over_at_spi or not focused:
            assert (whole.count(_TITLE), whole.count(_TEXT)) == (1, 1), heard
        else:
            assert all(words in announced for words in (_TITLE, _TEXT)), heard
        assert make is _ask_card or "Answers: Yes and Not yet." in announced


def _ask(card: QWidget, *, focused: bool) -> QWidget:
    """A window in which a card comes up, and takes the focus or leaves it where it is."""
    window, elsewhere = QWidget(), QLineEdit()
    column = QVBoxLayout(window)
    column.addWidget(elsewhere)
    column.addWidget(card)
    card.hide()
    window.show()
    elsewhere.setFocus()
    if isinstance(card, QuestionCard):
        card.ask(_TITLE, _TEXT, _ANSWERS)
        if focused:
            card.take_focus()
    else:
        card.show()
        if focused:
            card.setFocus()
    return window


def test_names_that_were_read_are_a_dialog_of_their_question(qtbot: QtBot, theme: Theme) -> None:
    """So it is read as the focus comes to its first answer, in every reader."""
    card = NamesCheck(theme, read_table([["Ann Lee"], ["Bo Ray"]]))
    qtbot.addWidget(card)
    found = as_read.read(card)
    assert found.role() == Role.Dialog
    assert (as_read.name(found), as_read.description(found)) == (card.title.text(), card.how.text())
