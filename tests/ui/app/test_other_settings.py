"""An event document whose event is here with other settings: a person says whose stand."""

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from storycircle.core.clock import SimulatedClock
from storycircle.jobs.import_event import load
from storycircle.resources import example_event
from storycircle.store.library import Library
from storycircle.ui.app.main_window import Window
from storycircle.ui.organiser.view_model import Place
from storycircle.ui.theme.palette import LIGHT
from storycircle.ui.theme.theme import Theme, apply_theme
from storycircle.ui.widgets.display.message import Message

QUESTION = "How are we discovering the common ground"


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, library: Library, clock: SimulatedClock) -> Window:
    theme = Theme(LIGHT, scale=2, still=True)
    apply_theme(qapp, theme)
    load(library, example_event())
    library.save_event(replace(library.events()[0], question="Another?", purpose="Purpose. " * 50))
    made = Window(theme, library, clock)
    qtbot.addWidget(made)
    made.resize(1024, 700)
    made.show()
    return made


def _card(window: Window) -> Message | None:
    return window.settings_card.message if window.settings_card is not None else None


def _ask(window: Window) -> str:
    """Open the document; what is asked."""
    window.open_file(example_event())
    message = _card(window)
    assert message is not None
    assert message.isVisible()
    assert window.rect().contains(message.geometry())
    return message.accessibleDescription()


def test_both_sides_are_said_and_esc_loads_nothing(window: Window, library: Library) -> None:
    """In the least window with the largest text the whole card is in sight."""
    before = library.events()
    said = _ask(window)
    assert "Question: here “Another?”, in the file" in said
    assert "“How are we discovering" in said
    message = _card(window)
    assert message is not None
    QTest.keyClick(message, Qt.Key.Key_Escape)
    assert _card(window) is None
    assert library.events() == before


@pytest.mark.parametrize(("answer", "kept"), [(0, "Another?"), (1, QUESTION)])
def test_an_answer_is_what_stands_on_every_page(
    window: Window, library: Library, answer: int, kept: str
) -> None:
    """Enter keeps those here. The pack's form shows what stands, and so writes no other back."""
    window.screens.show_organiser()
    window.screens.organiser.go(Place.PACK)
    _ask(window)
    _ask(window)  # dropped twice, asked once
    message = _card(window)
    assert message is not None
    if answer:
        message.answered.emit("file")
    else:
        QTest.keyClick(message, Qt.Key.Key_Return)
    assert _card(window) is None
    assert library.events()[0].question.startswith(kept)
    field = window.screens.organiser.places.pack.form.fields()["question"].field
    assert field.text().startswith(kept)
