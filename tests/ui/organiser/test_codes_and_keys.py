"""What an organiser types: a teller's code, the passphrase of sealed files, one for a new key."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from storycircle.core import stories
from storycircle.core.clock import SimulatedClock
from storycircle.core.consent import permission_to_leave
from storycircle.core.model import Circle, Event, Member, Sharing
from storycircle.core.text import fingerprint
from storycircle.jobs.export import export_circle
from storycircle.store.exchange.sealed_file import key_files, public_key
from storycircle.store.library import Library
from storycircle.ui.organiser.codes_and_keys import OrganiserAsking
from storycircle.ui.organiser.organiser_screen import OrganiserScreen
from storycircle.ui.organiser.organiser_session import OrganiserSession
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.display.message import AskCard

START = Circle("c", 5, "e", members=(Member("a", "Al"), Member("b", "Bo")))


@pytest.fixture
def told(library: Library, clock: SimulatedClock) -> Circle:
    """A circle on a facilitator's laptop, with a story that leaves with its teller's name."""
    event = Event("e", "An event")
    library.save_event(event)
    circle = stories.with_story(START, "a", story="s", points="The heron by the gate")
    made = permission_to_leave.with_choice(circle, "s", Sharing.NAMED, at=clock.now(), event=event)
    library.save_circle(made)
    return made


@pytest.fixture
def screen(
    qtbot: QtBot, theme: Theme, tmp_path: Path, clock: SimulatedClock
) -> Iterator[OrganiserScreen]:
    with Library(tmp_path / "organiser" / "library", clock) as library:
        made = OrganiserScreen(theme, OrganiserSession(library, clock))
        qtbot.addWidget(made)
        made.resize(1024, 700)
        made.show()
        yield made
        made.close()


def _asking(screen: OrganiserScreen) -> OrganiserAsking:
    (asking,) = screen.findChildren(OrganiserAsking)
    return asking


def _card(qtbot: QtBot, screen: OrganiserScreen) -> AskCard:
    qtbot.waitUntil(lambda: any(card.isVisible() for card in screen.findChildren(AskCard)))
    (card,) = (card for card in screen.findChildren(AskCard) if card.isVisible())
    return card


def _typed(card: AskCard, *texts: str) -> None:
    for field, text in zip(card.fields, texts, strict=True):
        QTest.keyClicks(field, text)
    QTest.keyClick(card.fields[-1], Qt.Key.Key_Return)


def _idle(qtbot: QtBot, screen: OrganiserScreen) -> None:
    """What was looked at is merged, and nothing runs."""
    qtbot.waitUntil(lambda: not screen.session.state.running, timeout=20_000)
    screen.main.merge()
    qtbot.waitUntil(lambda: not screen.session.state.running, timeout=20_000)


@pytest.mark.slow
def test_sealed_files_ask_for_their_passphrase_once(
    qtbot: QtBot, screen: OrganiserScreen, library: Library, told: Circle, tmp_path: Path
) -> None:
    """Two files with one passphrase: it is typed in place, and the second opens by itself."""
    files = [tmp_path / "one.circle", tmp_path / "two.circle"]
    for file in files:
        export_circle(library, told, file, "kestrel")
    screen.gather(files)
    card = _card(qtbot, screen)
    assert card.accessibleName() == "“one.circle” is sealed."
    _typed(card, "kestrel")
    _idle(qtbot, screen)
    assert not [card for card in screen.findChildren(AskCard) if card.isVisible()]
    with Library(tmp_path / "organiser" / "library", library.clock) as own:
        assert own.circle("c").stories[0].points == "The heron by the gate"


@pytest.mark.slow
def test_nobody_is_left_waiting_for_a_passphrase(
    qtbot: QtBot, screen: OrganiserScreen, library: Library, told: Circle, tmp_path: Path
) -> None:
    """The screen is left while it asks: the file is refused, and the work ends."""
    export_circle(library, told, tmp_path / "one.circle", "kestrel")
    screen.gather([tmp_path / "one.circle"])
    _card(qtbot, screen)
    screen.hide()
    _idle(qtbot, screen)
    with Library(tmp_path / "organiser" / "library", library.clock) as own:
        assert own.circles() == []


def test_a_code_takes_a_story_out_without_a_name(
    qtbot: QtBot, screen: OrganiserScreen, library: Library, told: Circle, tmp_path: Path
) -> None:
    """However it is typed; what is no code is refused in place."""
    export_circle(library, told, tmp_path / "one.circle")
    screen.gather([tmp_path / "one.circle"])
    _idle(qtbot, screen)
    asking = _asking(screen)
    asking.ask_code()
    _typed(_card(qtbot, screen), "please")
    qtbot.waitUntil(lambda: asking.slot.message is not None)
    assert asking.slot.message is not None
    assert "is not a withdrawal code" in asking.slot.message.accessibleName()
    code = told.stories[0].code
    asking.ask_code()
    with qtbot.waitSignal(asking.session.ended):
        _typed(_card(qtbot, screen), f"{code[:4].lower()} {code[4:]}")
    with Library(tmp_path / "organiser" / "library", library.clock) as own:
        assert own.circle("c").stories == ()


@pytest.mark.slow
def test_a_key_is_made_where_both_passphrases_are_the_same(
    qtbot: QtBot, theme: Theme, screen: OrganiserScreen, tmp_path: Path
) -> None:
    """A slip of the hand would lock the organiser out: it is refused before there is a key."""
    asking, library = _asking(screen), tmp_path / "organiser" / "library"
    asking.ask_key()
    _typed(_card(qtbot, screen), "kestrel", "kestral")
    qtbot.waitUntil(lambda: asking.slot.message is not None)
    assert not key_files(library)[0].exists()
    asking.ask_key()
    with qtbot.waitSignal(asking.session.ended, timeout=20_000):
        _typed(_card(qtbot, screen), "kestrel", "kestrel")
    assert key_files(library)[0].exists()
    assert not asking.key.isVisible()
    short = fingerprint(public_key(library))
    assert asking.short.text() == f"Your key: {short}"
    with Library(library, screen.session.clock) as same:
        again = OrganiserScreen(theme, OrganiserSession(same, screen.session.clock))
        qtbot.addWidget(again)
        assert _asking(again).short.text() == f"Your key: {short}", "of a key made earlier too"
        again.close()
