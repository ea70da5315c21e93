"""The rounds of an event in the form of its pack: chosen, named, and those of every circle."""

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from storycircle.core.clock import SimulatedClock
from storycircle.core.model import Event
from storycircle.store.library import Library
from storycircle.ui.app.open_circle import new_session
from storycircle.ui.organiser.organiser_session import OrganiserSession
from storycircle.ui.organiser.pack_page import PackPlace
from storycircle.ui.rounds.rounds_editor import RoundsEditor
from storycircle.ui.system.field_autosave import flush_all
from storycircle.ui.theme.palette import LIGHT
from storycircle.ui.theme.theme import Theme, apply_theme


@pytest.fixture
def pack(qtbot: QtBot, qapp: QApplication, library: Library, clock: SimulatedClock) -> PackPlace:
    """The form, as wide as in a large window."""
    theme = Theme(LIGHT, still=True)
    apply_theme(qapp, theme)
    made = PackPlace(theme, OrganiserSession(library, clock))
    qtbot.addWidget(made)
    made.resize(1224, 900)
    made.show()
    made.refresh()
    return made


def choose(listed: RoundsEditor, title: str) -> None:
    """A shape, as the list of them gives it."""
    at = listed.shape.findText(title)
    assert at >= 0, title
    listed.shape.setCurrentIndex(at)
    listed.shape.chosen.emit(listed.shape.value())


def test_an_organiser_names_the_rounds_of_every_circle(
    pack: PackPlace, library: Library, clock: SimulatedClock
) -> None:
    """Without any each circle chooses; with some, a circle that begins has them."""
    library.save_event(Event("e", "Our event"))
    pack.session.show_event("e")
    pack.refresh()
    listed = pack.rounds.editor
    assert (listed.shape.currentText(), listed.rows) == ("As each circle chooses", [])
    choose(listed, "Conversation Café")
    event = library.event("e")
    assert event is not None
    assert [one.seconds for one in event.rounds] == [60, 60, 0, 60]
    assert listed.fits.text().startswith("With six people those with minutes take 18 min")
    listed.rows[3].name.setText("What we take home")
    flush_all(pack)
    assert listed.shape.currentText() == "Your own rounds"
    listed.rows[0].away.click()
    event = library.event("e")
    assert event is not None
    assert [one.name for one in event.rounds][1:] == ["Open conversation", "What we take home"]
    library.note_opened("e")
    circle = new_session(library, clock)
    assert circle.state.rounds == event.rounds
    choose(listed, "As each circle chooses")
    assert library.event("e") == Event("e", "Our event")


def test_rounds_of_an_event_without_a_title_wait_for_it(pack: PackPlace, library: Library) -> None:
    """As every other row does, and says so."""
    choose(pack.rounds.editor, "Council")
    assert "Give the event a title first" in pack.rounds.editor.remark.title
    pack.form.fields()["title"].field.set_text("Our event")
    flush_all(pack)
    assert [one.name for one in library.events()[0].rounds] == [
        "Opening word",
        "Council",
        "Closing word",
    ]


def test_another_event_shows_its_own_rounds(pack: PackPlace, library: Library) -> None:
    library.save_event(Event("e", "Our event"))
    library.save_event(Event("f", "Another"))
    pack.session.show_event("e")
    pack.refresh()
    choose(pack.rounds.editor, "Council")
    pack.session.show_event("f")
    pack.refresh()
    assert pack.rounds.editor.rows == []
    pack.session.show_event("e")
    pack.refresh()
    assert pack.rounds.editor.rows[0].name.text() == "Opening word"
