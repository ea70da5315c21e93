"""Erasing while the circle runs: the window draws on, and nothing that is going can be touched."""

from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from storycircle.core import stories
from storycircle.core.clock import SimulatedClock
from storycircle.core.error_sentences import Refused
from storycircle.core.model import Event, Sharing
from storycircle.core.turns.schedule import Stage
from storycircle.jobs.export import export_circle
from storycircle.store.library import Library
from storycircle.ui.app.main_window import Window
from storycircle.ui.circle.circle_view import CircleView
from storycircle.ui.circle.stories_screen import StoriesScreen
from storycircle.ui.home.home_screen import HomeScreen
from storycircle.ui.session.session import Session
from storycircle.ui.theme.theme import Theme
from storycircle.ui.widgets.display.message import Message
from tests.support import home_rows
from tests.support.inside import conn_of
from tests.support.windows import breathe, shown

pytestmark = pytest.mark.slow

HERON = "The heron stood by the gate"


class Heart(QTimer):
    """Beats on the thread that draws, as long as nothing keeps it."""

    def __init__(self) -> None:
        super().__init__()
        self.beats = 0
        self.timeout.connect(self._beat)
        self.start(1)

    def _beat(self) -> None:
        self.beats += 1


@pytest.fixture
def window(qtbot: QtBot, theme: Theme, library: Library, clock: SimulatedClock) -> Window:
    """A circle of three in Stories, the first speaking, a story noted, ten copies kept."""
    library.save_event(Event("e", "E"))
    made = shown(qtbot, Window(theme, library, clock), 1024, 700, front=False)
    made.start_circle()
    session = _session(made)
    session.members.set_names("Brian R\nDawn G\nCy")
    session.time.go(Stage.STORIES)
    session.turns.start_or_pause()
    brian = session.state.circle.members[0].id
    session.write(stories.with_story(session.state.circle, brian, points=HERON))
    for count in range(10):
        clock.forward(1)
        library.save_settings(replace(library.settings(), keep_days=50 + count))
        library.back_up()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def _session(window: Window) -> Session:
    assert window.session is not None
    return window.session


def _at(window: Window) -> Session | None:
    """The circle that is open at the moment."""
    return window.session


def _screen(window: Window) -> StoriesScreen:
    (view,) = window.findChildren(CircleView)
    screen = view.screen_of_stage()
    assert isinstance(screen, StoriesScreen)
    return screen


def _bytes(library: Library) -> bytes:
    files = library.path.parent.rglob("*")
    return b"".join(path.read_bytes() for path in files if path.is_file())


def _begin_to_erase(screen: StoriesScreen) -> None:
    screen.story.leave.eraseRequested.emit()
    breathe(20)
    (asked,) = (m for m in screen.findChildren(Message) if m.isVisibleTo(screen))
    asked.answered.emit("erase")


def test_the_ring_runs_on_while_a_story_is_erased(
    window: Window, library: Library, qtbot: QtBot
) -> None:
    """The story side says so and takes nothing; keys, saves and undo go on, none kept waiting."""
    session, screen = _session(window), _screen(window)
    _begin_to_erase(screen)
    heart = Heart()
    assert session.consent.erasing.going
    assert not screen.story.points.isEnabled()
    assert not screen.story.leave.isEnabled()
    focus = QApplication.focusWidget()
    assert isinstance(focus, Message)
    QTest.keyClick(focus, Qt.Key.Key_P)
    assert session.state.circle.stories == ()
    assert session.state.round is not None
    assert session.state.round.current == session.state.circle.members[0].id
    refused: list[str] = []
    session.refused.connect(refused.append)
    while session.consent.erasing.going:
        session.turns.more()
        breathe(5)
    assert refused == []
    assert heart.beats > 1, "kept, it beats once at the most: an erasing may take a few ms alone"
    assert HERON.encode() not in _bytes(library)
    assert screen.story.points.isEnabled()
    assert QApplication.focusWidget() is screen.story.points
    qtbot.waitUntil(lambda: not [m for m in screen.findChildren(Message) if m.isVisible()])


def test_what_was_typed_while_a_story_goes_is_kept(window: Window, library: Library) -> None:
    """Another person's story can be written meanwhile, and is on the disk afterwards."""
    session, screen = _session(window), _screen(window)
    dawn = session.state.circle.members[1].id
    _begin_to_erase(screen)
    screen.story.show_member(dawn)
    assert screen.story.points.isEnabled()
    QTest.keyClicks(screen.story.points, "A wren")
    while session.consent.erasing.going:
        breathe(5)
    breathe(350)
    assert [s.points for s in library.circle(session.state.circle.id).stories] == ["A wren"]


def test_home_and_closing_wait_for_it(window: Window, library: Library) -> None:
    """Esc goes home once it is erased; a window that closes first erases."""
    session, screen = _session(window), _screen(window)
    _begin_to_erase(screen)
    session.turns.start_or_pause()  # Esc leaves no turn that runs
    screen.ring.setFocus()
    QTest.keyClick(screen.ring, Qt.Key.Key_Escape)
    assert _at(window) is session
    while session.consent.erasing.going:
        breathe(5)
    assert _at(window) is None
    assert HERON.encode() not in _bytes(library)
    window.carry_on(library.circles()[0].id)
    session = _session(window)
    brian = session.state.circle.members[0].id
    session.write(stories.with_story(session.state.circle, brian, points=HERON))
    library.back_up()
    _begin_to_erase(_screen(window))
    window.close()
    assert HERON.encode() not in _bytes(library)


def test_a_circle_that_goes_cannot_be_come_to(window: Window, library: Library) -> None:
    """Its row is gone as soon as it is asked for, and its bytes once the notice says so."""
    circle = _session(window).state.circle.id
    window.remove_circle(circle)
    (home,) = window.findChildren(HomeScreen)
    breathe(1)
    assert home_rows.titles(home) == ["E"]
    assert window.notice.accessibleName() == "Erasing …"
    heart = Heart()
    breathe(50)
    while window.notice.accessibleName() == "Erasing …":
        breathe(5)
    assert heart.beats > 1, "kept, it beats once at the most: an erasing may take a few ms alone"
    assert window.notice.accessibleName() == "Removed from this laptop. It cannot come back."
    assert HERON.encode() not in _bytes(library)


def test_what_may_be_left_is_said_and_can_be_erased_again(
    window: Window, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a copy cannot be written the circle is back in its place, with a sentence."""
    circle = _session(window).state.circle.id

    def refuses(_library: Library, _circle: str) -> None:
        raise Refused("no-room")

    with monkeypatch.context() as patched:
        patched.setattr(Library, "erase_circle", refuses)
        window.remove_circle(circle)
        while window.notice.accessibleName() == "Erasing …":
            breathe(5)
    assert window.notice.accessibleName() == str(Refused("no-room"))
    (home,) = window.findChildren(HomeScreen)
    breathe(20)
    assert len(home_rows.titles(home)) == 2
    window.remove_circle(circle)
    window.close()
    assert library.circles() == []


def test_nothing_of_an_erased_story_is_told_by_what_left(
    window: Window, library: Library, tmp_path: Path
) -> None:
    """Not even a digest of its words stays: a short title could be guessed at."""
    session = _session(window)
    (story,) = session.state.circle.stories
    session.consent.choose(story.id, Sharing.ANONYMOUS)
    export_circle(library, session.state.circle, tmp_path / "1.circle")
    _begin_to_erase(_screen(window))
    session.consent.erasing.wait()
    rows = conn_of(library).execute("SELECT words FROM left").fetchall()
    assert [row["words"] for row in rows] == [None]
