"""The event pack shown to cameras: what leaves is said before, and the key's fingerprint beside."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from storycircle.core.clock import SimulatedClock
from storycircle.core.error_sentences import Refused
from storycircle.core.model import Event, Gathered, Invited
from storycircle.core.text import fingerprint
from storycircle.jobs.light import sending
from storycircle.jobs.light.sending import ToShow
from storycircle.store.exchange.sealed_file import make_key
from storycircle.store.library import Library
from storycircle.ui.light.code_screen import CodeScreen
from storycircle.ui.organiser.organiser_screen import OrganiserScreen
from storycircle.ui.organiser.organiser_session import OrganiserSession
from storycircle.ui.organiser.pack_page import PackPlace
from storycircle.ui.organiser.view_model import Place
from storycircle.ui.theme.palette import LIGHT
from storycircle.ui.theme.theme import Theme, apply_theme
from storycircle.ui.widgets.display.label import Text

HELD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def screen(
    qtbot: QtBot, qapp: QApplication, library: Library, clock: SimulatedClock, example: Gathered
) -> Iterator[OrganiserScreen]:
    """The organiser's pack of June 2007, with two people invited."""
    theme = Theme(LIGHT, still=True)
    apply_theme(qapp, theme)
    library.load(example)
    library.save_invited(example.event.id, [Invited(example.event.id, 5, ("Ann", "Bob"))])
    made = OrganiserScreen(theme, OrganiserSession(library, clock))
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(made.isActiveWindow)
    made.go(Place.PACK)
    yield made
    made.close()


def pack_of(screen: OrganiserScreen) -> PackPlace:
    return screen.places.pack


def told(screen: OrganiserScreen) -> str:
    message = pack_of(screen).slot.message
    return f"{message.accessibleName()} {message.accessibleDescription()}" if message else ""


def ask(screen: OrganiserScreen) -> None:
    QTest.keyClick(screen, Qt.Key.Key_E, HELD)


def shown(qtbot: QtBot, screen: OrganiserScreen) -> CodeScreen:
    """Asked, and answered with Enter."""
    ask(screen)
    message = pack_of(screen).slot.message
    assert message is not None
    QTest.keyClick(message, Qt.Key.Key_Return)
    showing = pack_of(screen).by_light.showing
    qtbot.waitUntil(lambda: showing.screen is not None, timeout=20_000)
    assert showing.screen is not None
    return showing.screen


def words(codes: CodeScreen) -> str:
    return "\n".join(text.text() for text in codes.findChildren(Text))


def test_what_leaves_is_said_before_anything_is_shown(
    qtbot: QtBot, screen: OrganiserScreen
) -> None:
    """All that stands beside *Save the pack*: the names of those who are invited too."""
    ask(screen)
    assert "Whoever films this screen has it." in told(screen)
    assert "The names of two people in one circle; no other file carries them." in told(screen)
    assert pack_of(screen).by_light.showing.screen is None
    QTest.keyClick(screen, Qt.Key.Key_Escape)
    assert told(screen) == ""
    assert pack_of(screen).by_light.showing.screen is None
    codes = shown(qtbot, screen)
    assert codes.isFullScreen()
    assert "fingerprint" not in words(codes)
    QTest.keyClick(codes, Qt.Key.Key_Y)  # of a pack nobody says that it arrived
    assert pack_of(screen).by_light.showing.screen is codes
    QTest.keyClick(codes, Qt.Key.Key_Escape)
    assert pack_of(screen).by_light.showing.screen is None


def test_the_button_asks_too(screen: OrganiserScreen) -> None:
    """It stands below *Save the pack*."""
    pack_of(screen).by_light.button.click()
    assert told(screen).startswith("Show this event pack to the cameras of facilitators’ laptops?")


@pytest.mark.slow
@pytest.mark.usefixtures("quick_seal")
def test_the_keys_fingerprint_stands_beside_the_codes(
    qtbot: QtBot, screen: OrganiserScreen, library: Library
) -> None:
    """To be read aloud; and the event has its key from then on, as in a pack that is saved."""
    key = make_key(library.path, "kestrel over the moor")
    screen.session.show_event(screen.session.state.shown)
    codes = shown(qtbot, screen)
    assert "Read the fingerprint of the key aloud." in words(codes)
    assert fingerprint(key) in words(codes)
    event = screen.session.state.event
    assert event is not None
    assert event.recipients == (key,)


def test_an_event_without_a_title_is_not_shown(qtbot: QtBot, screen: OrganiserScreen) -> None:
    """It says nothing yet, as the button beside it says."""
    assert qtbot is not None
    pack_of(screen).begin_event()
    ask(screen)
    assert told(screen) == ""
    assert "Give the event a title first" in pack_of(screen).why.text()


def test_a_pack_that_is_too_large_says_how_long_it_would_take(
    qtbot: QtBot, screen: OrganiserScreen, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the place of the question, and a file is the other way."""

    def too_large(_library: Library, _event: Event) -> ToShow:
        raise Refused("too-long-by-light", minutes="7", count="1,200")

    monkeypatch.setattr(sending, "pack_to_show", too_large)
    ask(screen)
    message = pack_of(screen).slot.message
    assert message is not None
    QTest.keyClick(message, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "it would take 7 minutes" in told(screen), timeout=20_000)
    assert told(screen).startswith("The pack is not shown.")


@pytest.mark.slow
def test_it_goes_with_the_place(qtbot: QtBot, screen: OrganiserScreen) -> None:
    """Nothing is shown of a pack whose page was left."""
    shown(qtbot, screen)
    screen.go(Place.GATHER)
    assert pack_of(screen).by_light.showing.screen is None
    screen.go(Place.PACK)
    ask(screen)
    message = pack_of(screen).slot.message
    assert message is not None
    QTest.keyClick(message, Qt.Key.Key_Return)
    screen.go(Place.GATHER)  # before the codes were made
    qtbot.wait(200)
    assert pack_of(screen).by_light.showing.screen is None
