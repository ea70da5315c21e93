"""Handing a circle over at the window: sealed with a passphrase, and looked into before."""

from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from storycircle.core import stories
from storycircle.core.clock import SimulatedClock
from storycircle.core.error_sentences import PLAINLY, Refused
from storycircle.core.model import Event, Sharing
from storycircle.core.text import fingerprint
from storycircle.core.turns.schedule import Stage
from storycircle.jobs.export import export_pack
from storycircle.jobs.merge import merge_files
from storycircle.store.exchange.sealed_file import Opener, is_sealed, make_key
from storycircle.store.library import Library
from storycircle.ui.app.main_window import Window
from storycircle.ui.circle.circle_view import CircleView
from storycircle.ui.circle.consent.read_aloud_page import LookPage
from storycircle.ui.circle.plenary_screen import PlenaryScreen
from storycircle.ui.session.session import Session
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.controls.button import Button, Link
from storycircle.ui.widgets.display.label import Text
from storycircle.ui.widgets.display.message import AskCard
from storycircle.ui.widgets.display.text_marks import StoryWords
from tests.support.windows import breathe

POINTS = "The heron\n\tby the gate"
EVENT = Event("e", "E", venue="The Borough Hall")


@pytest.fixture
def window(qtbot: QtBot, theme: Theme, library: Library, clock: SimulatedClock) -> Window:
    """A circle of three in Plenary; one story leaves without names, one with, one stays."""
    library.save_event(EVENT)
    made = Window(theme, library, clock)
    qtbot.addWidget(made)
    made.resize(1440, 900)
    made.show()
    made.start_circle()
    session = _session(made)
    session.members.set_names("Brian R\nDawn G\nCy")
    for member, sharing in zip(session.state.circle.members, Sharing, strict=True):
        points = f"{POINTS} {sharing.value}"
        session.write(stories.with_story(session.state.circle, member.id, points=points))
        session.consent.choose(session.state.circle.stories[-1].id, sharing)
    session.time.go(Stage.PLENARY)
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def _session(window: Window) -> Session:
    assert window.session is not None
    return window.session


def _screen(window: Window) -> PlenaryScreen:
    (view,) = window.findChildren(CircleView)
    screen = view.screen_of_stage()
    assert isinstance(screen, PlenaryScreen)
    return screen


def _type_twice(window: Window, first: str, again: str) -> AskCard:
    _screen(window).hand_over.seal.click()
    card = QApplication.focusWidget()
    while card is not None and not isinstance(card, AskCard):
        card = card.parentWidget()
    assert isinstance(card, AskCard)
    QTest.keyClicks(card.fields[0], first)
    QTest.keyClicks(card.fields[1], again)
    QTest.keyClick(card.fields[1], Qt.Key.Key_Return)
    return card


def _save_as(qtbot: QtBot, path: Path) -> None:
    qtbot.waitUntil(lambda: bool(_dialogs()))
    (dialog,) = _dialogs()
    dialog.filesSelected.emit([str(path)])
    dialog.done(0)


def _dialogs() -> list[QFileDialog]:
    shown = QApplication.topLevelWidgets()
    return [w for w in shown if isinstance(w, QFileDialog) and w.isVisible()]


@pytest.mark.slow
def test_a_passphrase_set_at_the_window_seals_the_file(
    window: Window, qtbot: QtBot, tmp_path: Path, clock: SimulatedClock
) -> None:
    """What forgetting means is said before; only that passphrase opens it, word for word."""
    screen, path = _screen(window), tmp_path / "mine.circle"
    card = _type_twice(window, "kestrel on a wire", "kestrel on a wire")
    assert PLAINLY in [text.text() for text in card.findChildren(Text)]
    _save_as(qtbot, path)
    assert not screen.hand_over.button.isEnabled()
    qtbot.waitUntil(lambda: screen.message is not None, timeout=20_000)
    assert screen.message is not None
    assert screen.message.accessibleName() == "Exported, and checked."
    lines = screen.message.accessibleDescription().split("\n")
    assert lines == [
        f"mine.circle is in {tmp_path.name}.",
        "Your notes of one story that stays can be erased now.",
    ]
    shown = screen.message.findChildren(Button)
    (inside,) = [button for button in shown if button.words == "What is in it"]
    inside.click()
    assert screen.message.accessibleName() == "mine.circle"
    assert screen.message.accessibleDescription().split("\n")[1:3] == [
        "One story, with name",
        "One story, without names",
    ]
    assert screen.hand_over.button.isEnabled()
    data = path.read_bytes()
    assert is_sealed(data)
    assert b"heron" not in data
    with Library(tmp_path / "org" / "library", clock) as organiser:
        opener = Opener(organiser.path, lambda _name: "kestrel on a wire")
        (merged,) = merge_files(organiser, [path], unseal=opener.open)
        assert merged.outcome == "new"
        (named,) = organiser.circles()[0].stories
        assert named.points == f"{POINTS} named"
        wrong = Opener(organiser.path, lambda _name: "kestrel")
        (refused,) = merge_files(organiser, [path], unseal=wrong.open)
        assert refused.why == str(Refused("does-not-open", name="mine.circle"))


def test_two_that_differ_or_none_write_nothing(window: Window) -> None:
    """It is said in one sentence, and no dialog opens."""
    screen = _screen(window)
    for typed, key in ((("kestrel", "kestrle"), "passphrases-differ"), (("", ""), "no-passphrase")):
        _type_twice(window, *typed)
        assert screen.message is not None
        assert screen.message.accessibleDescription() == str(Refused(key))
    assert _dialogs() == []


def test_esc_asks_no_more_and_the_circle_stays_open(window: Window) -> None:
    """Esc in the card is the card's, not the way home."""
    screen = _screen(window)
    screen.hand_over.seal.click()
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, Qt.Key.Key_Escape)
    assert window.session is not None
    assert QApplication.focusWidget() is screen.hand_over.seal


@pytest.mark.slow
def test_where_the_pack_has_a_key_no_passphrase_is_asked(window: Window, library: Library) -> None:
    """The facilitator has nothing to type: the file is sealed to the organiser's key."""
    key = make_key(library.path, "kestrel")
    session = _session(window)
    session.state = replace(session.state, event=Event("e", "E", recipients=(key,)))
    screen = _screen(window)
    screen.refresh()
    assert screen.hand_over.seal.isHidden()
    assert "nobody else can open it" in screen.hand_over.status.text()


@pytest.mark.slow
def test_look_shows_the_very_words_of_each_line(window: Window, qtbot: QtBot) -> None:
    """Each line has its link; what stays is behind none of them; Esc comes back to the list."""
    screen = _screen(window)
    lines = {
        "Three names, as you typed them": "Cy",
        "One story, with name": f"{POINTS} named".replace("\t", ""),
        "One story, without names": f"{POINTS} anonymous".replace("\t", ""),
        "The event and the question": "Venue: The Borough Hall",
    }
    breathe(20)
    links = [link for link in screen.findChildren(Link) if link.text() == "look"]
    assert [link.accessibleName() for link in links] == [f"Look: {line}" for line in lines]
    for link, (line, words) in zip(links, lines.items(), strict=True):
        link.click()
        (page,) = (p for p in window.findChildren(LookPage) if p.isVisible())
        assert page.title.text() == line
        breathe(20)
        shown = [text.text() for text in page.findChildren(Text) if text.isVisible()]
        shown += [w.toPlainText() for w in page.findChildren(StoryWords) if w.isVisible()]
        assert words in shown
        assert not any("stays" in text for text in shown)
        assert QApplication.focusWidget() is page.back
        QTest.keyClick(page.back, Qt.Key.Key_Escape)
        qtbot.waitUntil(screen.isVisible)
    assert window.session is not None


@pytest.mark.slow
def test_a_sealed_file_opened_at_home_asks_for_its_passphrase(
    window: Window, qtbot: QtBot, tmp_path: Path
) -> None:
    """Open goes to where it can be typed; the file is merged once it is."""
    screen, path = _screen(window), tmp_path / "mine.circle"
    screen.hand_over.export_to(path, "kestrel")
    qtbot.waitUntil(lambda: screen.message is not None, timeout=20_000)
    window.go_home()
    window.open_file(path)
    qtbot.waitUntil(lambda: any(c.isVisible() for c in window.findChildren(AskCard)))
    (card,) = (c for c in window.findChildren(AskCard) if c.isVisible())
    assert card.accessibleName() == "“mine.circle” is sealed."
    QTest.keyClicks(card.fields[0], "kestrel")
    QTest.keyClick(card.fields[0], Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not window.screens.organiser.busy, timeout=20_000)


@pytest.mark.usefixtures("quick_seal")
def test_a_pack_opened_at_home_is_shown_where_what_waits_can_be_ticked(
    window: Window, qtbot: QtBot, tmp_path: Path, clock: SimulatedClock
) -> None:
    """An organiser's new title and key wait for the facilitator; the rest of the pack is there."""
    key, changed = make_key(tmp_path / "organiser", "kestrel"), "E, moved"
    path = tmp_path / "p.circle"
    with Library(tmp_path / "organiser", clock) as organiser:
        export_pack(window.library, EVENT, path)
        list(merge_files(organiser, [path]))
        event = replace(EVENT, title=changed, venue="The Town Hall", recipients=(key,))
        organiser.save_event(event)
        export_pack(organiser, event, path)
    window.go_home()
    window.open_file(path)
    qtbot.waitUntil(lambda: bool(window.screens.organiser.main.waiting.boxes), timeout=20_000)
    (box,) = window.screens.organiser.main.waiting.boxes
    assert box.accessibleName() == (
        f"p.circle: “E” would be sealed to {fingerprint(key)}, and the event “E” would be called "
        "“E, moved”."
    )
    assert window.library.events()[0].title == "E"
    box.click()
    QTest.keyClick(box, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.library.events()[0].recipients == (key,), timeout=20_000)
    assert window.library.events()[0].title == changed
