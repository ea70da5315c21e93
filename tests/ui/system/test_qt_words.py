"""Qt's own words in the language in use, and English as Qt has it."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt, QThread
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QFileDialog
from pytestqt.qtbot import QtBot

from storycircle.core.i18n.language import ENGLISH, language, speaking
from storycircle.ui.app.spoken_language import speak
from storycircle.ui.system.background import Work
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.line_edit import Field
from tests.support.pseudo import LONG, LONG_TEXTS

Shown = Callable[[], list[str]]


@pytest.fixture
def long(qapp: QApplication) -> Iterator[None]:
    """The application speaks a language of long texts, and English afterwards."""
    speak(qapp, LONG)
    yield
    speak(qapp, ENGLISH)


@pytest.fixture
def menu(qtbot: QtBot, theme: Theme) -> Shown:
    """What the menu of a text field says."""
    field = Field(theme, serif=False)
    qtbot.addWidget(field)

    def shown() -> list[str]:
        actions = field.createStandardContextMenu().actions()
        return [action.text().partition("\t")[0] for action in actions if action.text()]

    return shown


@pytest.mark.usefixtures("long")
def test_the_menu_of_a_text_field_is_translated(menu: Shown) -> None:
    assert menu() == [
        LONG_TEXTS.gettext(word)
        for word in ("Undo", "Redo", "Cut", "Copy", "Paste", "Delete", "Select All")
    ]


@pytest.mark.usefixtures("long")
def test_the_dialog_of_files_is_translated(qtbot: QtBot) -> None:
    """Its buttons too, where a word means something else in the app."""
    dialog = QFileDialog()
    qtbot.addWidget(dialog)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.show()
    buttons = dialog.findChild(QDialogButtonBox)
    assert buttons is not None
    assert sorted(button.text() for button in buttons.buttons()) == sorted(
        LONG_TEXTS.gettext(word) for word in ("Open", "Cancel")
    )


@pytest.mark.usefixtures("long")
def test_keys_are_read_by_their_english_names() -> None:
    """As the app writes them, in whatever language."""
    held = Qt.KeyboardModifier.ControlModifier
    assert QKeySequence("Ctrl+Print") == QKeySequence(held | Qt.Key.Key_Print)


def test_english_is_what_qt_says(qapp: QApplication, menu: Shown) -> None:
    """Also after another language was spoken."""
    speak(qapp, LONG)
    speak(qapp, ENGLISH)
    assert menu()[0] == "&Undo"


def test_a_job_off_the_thread_speaks_as_where_it_was_made(qtbot: QtBot) -> None:
    """Its sentences are read beside the window's."""
    with speaking(LONG):
        work = Work(lambda _work: (language().code, QThread.currentThread() is work))
    with qtbot.waitSignal(work.done) as done:
        work.start()
    work.wait()
    assert done.args == [(LONG.code, True)]
