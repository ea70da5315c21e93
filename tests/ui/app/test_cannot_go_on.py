"""Where the app cannot go on, or cannot save: what is said, and the ways out."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from storycircle import __version__
from storycircle.core.clock import SimulatedClock, SystemClock
from storycircle.core.error_sentences import Refused
from storycircle.core.model import Action, Circle, Member
from storycircle.core.turns.schedule import Stage, plan_for
from storycircle.store import schema
from storycircle.store.library import Library
from storycircle.store.safety import disk
from storycircle.store.safety.disk import Lock
from storycircle.store.saved_state import SavedState
from storycircle.ui.app import startup
from storycircle.ui.app.banners import ReadingOnly, Unsaved
from storycircle.ui.app.cannot_open_window import ALONE, BUSY, CannotOpen, busy, ways_on
from storycircle.ui.app.close_reminder import CLOSE
from storycircle.ui.app.main_window import Window
from storycircle.ui.system import file_dialogs
from storycircle.ui.theme.palette import LIGHT
from storycircle.ui.theme.theme import Theme, apply_theme
from storycircle.ui.widgets.display.bars import TopBar
from tests.support.inside import conn_of

Make = Callable[[Library], Window]
CIRCLE = Circle("c", 1, theme="kept", members=(Member("a", "Al"), Member("b", "Bo")))


@pytest.fixture
def make(qtbot: QtBot, theme: Theme, clock: SimulatedClock) -> Iterator[Make]:
    """A window over a library."""
    hooks = sys.excepthook, threading.excepthook

    def made(library: Library) -> Window:
        window = Window(theme, library, clock)
        qtbot.addWidget(window)
        window.resize(1200, 800)
        window.show()
        return window

    yield made
    sys.excepthook, threading.excepthook = hooks


def said(window: Window) -> str:
    view = window.circle.view
    return (view.notice if view is not None else window.notice).accessibleName()


# A second start.

HOLD = """
import sys
from pathlib import Path
from storycircle.store.safety.disk import Lock
from storycircle.store.saved_state import SavedState
assert Lock(Path(sys.argv[1])).take()
print("held", flush=True)
sys.stdin.read()
"""


@contextmanager
def held(path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A window that has a library and does not answer."""
    words = [sys.executable, "-c", HOLD, str(path)]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        other.stdout.readline()
        try:
            yield other
        finally:
            other.kill()


def test_a_window_that_does_not_answer_is_named_and_can_be_looked_beside(
    library: Library, qtbot: QtBot
) -> None:
    """Which process has it and since when; to try again, to look, or to close."""
    with held(library.path) as other:
        holder = Lock(library.path).holder()
    assert holder is not None
    assert holder.process == other.pid
    window = CannotOpen(Theme(LIGHT), busy(holder), BUSY)
    qtbot.addWidget(window)
    assert window.message.accessibleName() == "Story Circle is already open."
    said_of = window.message.accessibleDescription()
    assert f"process {other.pid}, since {holder.since.hour}.{holder.since:%M}" in said_of
    assert "Only one can write at a time" in said_of
    for answer in ("again", "read", ""):
        QTimer.singleShot(0, lambda chosen=answer: window.message.answered.emit(chosen))
        assert window.ask() == answer
    QTimer.singleShot(0, window.message.closed.emit)
    assert window.ask() == ""


def answered(*answers: str) -> Callable[[CannotOpen], str]:
    """Answers, one after another, in the place of a person."""
    left = list(answers)
    return lambda _: left.pop(0)


@pytest.fixture
def started(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Window]]:
    """The windows that a start showed, each closed at once."""
    windows: list[Window] = []
    hooks = sys.excepthook, threading.excepthook

    def shown() -> int:
        there = QApplication.topLevelWidgets()
        windows.extend(w for w in there if isinstance(w, Window) and w.isVisible())
        for window in windows:
            assert window.close()  # as a person ends it, while the library is open
        return 0

    monkeypatch.setattr(qapp, "exec", shown, raising=False)
    yield windows
    sys.excepthook, threading.excepthook = hooks
    for window in windows:
        window.deleteLater()


def test_a_second_start_can_open_read_only(
    library: Library, qapp: QApplication, started: list[Window]
) -> None:
    """Beside a window that does not answer, one looks at what is kept."""
    library.save_circle(CIRCLE)
    with held(library.path), patch.object(CannotOpen, "ask", answered("again", "read")):
        assert startup.begin(qapp, library.path, None) == 0
    (window,) = started
    assert window.windowTitle() == "Story Circle, read-only"


def test_a_second_start_that_is_closed_changes_nothing(
    library: Library, qapp: QApplication, started: list[Window]
) -> None:
    """Nor does it open a window."""
    with held(library.path), patch.object(CannotOpen, "ask", answered("")):
        assert startup.begin(qapp, library.path, None) == 1
    assert started == []


@pytest.mark.skipif(os.name != "posix", reason="other systems have no SIGKILL")
def test_once_the_other_is_killed_trying_again_opens(
    library: Library, qapp: QApplication, started: list[Window]
) -> None:
    """A stale lock clears by itself."""
    with held(library.path) as other:

        def killed(_: CannotOpen) -> str:
            other.send_signal(signal.SIGKILL)
            other.wait()
            return "again"

        with patch.object(CannotOpen, "ask", killed):
            assert startup.begin(qapp, library.path, None) == 0
    (window,) = started
    assert window.windowTitle() == "Story Circle"
    assert [size.width() for size in window.windowIcon().availableSizes()] == [16, 32, 48, 128]
    assert qapp.applicationVersion() == __version__
    assert qapp.desktopFileName() == "storycircle"
    assert not qapp.organizationName()


def test_an_older_app_says_which_library_it_met(
    library: Library, qapp: QApplication, started: list[Window]
) -> None:
    """In a window too, as a desktop shows no terminal."""
    conn_of(library).execute(f"PRAGMA user_version = {schema.LIBRARY_VERSION + 1}")
    library.close()
    before = library.path.read_bytes()
    shown: list[str] = []

    def ask(window: CannotOpen) -> str:
        shown.append(window.message.accessibleName())
        return ""

    with patch.object(CannotOpen, "ask", ask), pytest.raises(Refused, match="newer"):
        startup.begin(qapp, library.path, None)
    version = schema.LIBRARY_VERSION + 1
    assert shown == [f"library was made by a newer Story Circle ({version})."]
    assert library.path.read_bytes() == before
    assert started == []


@pytest.mark.skipif(os.name == "nt", reason="Linux has a file of what is mounted where")
def test_a_place_that_is_not_written_to_can_be_looked_at_or_left(
    library: Library, qapp: QApplication, started: list[Window], tmp_path: Path
) -> None:
    """A network drive: why, and the ways on; what lies there stays as it is."""
    library.save_circle(CIRCLE)
    library.close()
    before = library.path.read_bytes()
    mounts = tmp_path / "mounts"
    mounts.write_text(f"/ / ext4 rw 0 0\n//server/home {library.path.parent} cifs rw 0 0\n")
    with (
        patch.object(disk, "_MOUNTS", mounts),
        patch.object(CannotOpen, "ask", answered("read", "elsewhere", "")),
        patch.object(file_dialogs, "ask_for_folder", return_value=tmp_path / "stick"),
    ):
        assert startup.begin(qapp, library.path, None) == 0
        assert startup.begin(qapp, library.path, None) == 0
        with pytest.raises(Refused, match="lies on a network drive"):
            startup.begin(qapp, library.path, None)
        with pytest.raises(Refused, match="lies on a network drive"):
            Library(library.path, library.clock)
    assert [window.windowTitle() for window in started[:2]] == [
        "Story Circle, read-only",
        "Story Circle",
    ]
    assert (tmp_path / "stick" / "library").is_file()
    assert library.path.read_bytes() == before
    left = sorted(path.name for path in library.path.parent.iterdir())
    assert left == ["library"]


def test_a_folder_that_can_only_be_read_can_be_looked_at(
    library: Library, clock: SimulatedClock
) -> None:
    """Nothing is made beside it, not even what SQLite shares between processes."""
    library.save_circle(CIRCLE)
    library.close()
    with (
        patch.object(os, "access", return_value=False),
        Library(library.path, clock, reads=True) as kept,
    ):
        assert kept.circle("c") == CIRCLE
        assert [path.name for path in library.path.parent.iterdir()] == ["library"]
    there = ways_on(Refused("cannot-write", name="library", why="x"), library.path)
    assert [answer.value for answer in there] == ["read", "elsewhere", ""]
    nowhere = ways_on(Refused("cannot-write", name="l", why="x"), library.path.with_name("none"))
    assert [answer.value for answer in nowhere] == ["elsewhere", ""]


def test_where_it_cannot_go_on_there_is_one_way_out(qtbot: QtBot) -> None:
    """Enter closes it."""
    window = CannotOpen(Theme(LIGHT), Refused("newer-library", name="l", version=9), ALONE)
    qtbot.addWidget(window)
    assert len(window.message._buttons) == 1


# Read-only.


def test_a_window_that_reads_shows_every_stage_and_changes_nothing(
    make: Make, library: Library, clock: SimulatedClock
) -> None:
    """One can look everywhere; what would change is refused in a sentence."""
    library.save_circle(CIRCLE)
    before = library.circle("c")
    with Library(library.path, clock, reads=True) as kept:
        window = make(kept)
        beside = ReadingOnly(window, kept, startup.ANOTHER)
        assert beside.bar.isVisible()
        assert beside.bar.accessibleName() == startup.ANOTHER
        window.carry_on("c")
        session = window.session
        assert session is not None
        for stage in Stage:
            session.time.go(stage)
            session.tick()
            assert session.state.stage is stage
        session.members.set_details(theme="changed")
        assert session.state.circle.theme == "kept"
        assert "Nothing was changed" in said(window)
        session.turns.start_or_pause()
        assert session.state.round is not None
        assert not session.state.round.running
        window.go_home()
        window.start_circle()
        assert window.session is None
    assert library.circle("c") == before
    assert library.saved_state("c") is None


# Not saved.


def broken(*_: object) -> None:
    raise Refused("library-unsaved", why="there is no room left on this disk")


def bars(window: Window) -> list[str]:
    """What stands above everything."""
    return [bar.accessibleName() for bar in window.findChildren(TopBar) if bar.isVisible()]


def test_what_cannot_be_saved_stays_said_until_it_is(
    make: Make, library: Library, tmp_path: Path
) -> None:
    """Above everything: why, to try again, and to save elsewhere; gone once it is saved."""
    library.save_circle(CIRCLE)
    window = make(library)
    unsaved = Unsaved(window)
    window.carry_on("c")
    session = window.session
    assert session is not None
    assert bars(window) == []
    with patch.object(Library, "save_circle", broken):
        session.members.set_details(theme="on screen alone")
        (sentence,) = bars(window)
        assert sentence.startswith("This change could not be saved: there is no room left")
        unsaved.bar.buttons[0].click()
        assert len(bars(window)) == 1
    unsaved.save_to(tmp_path / "stick.library")
    assert said(window) == "All of it is saved in stick.library, and checked."
    with Library(tmp_path / "stick.library", SystemClock()) as other:
        assert other.circle("c").theme == "on screen alone"
    unsaved.bar.buttons[0].click()
    assert bars(window) == []
    assert library.circle("c").theme == "on screen alone"


def test_another_place_that_refuses_says_so(make: Make, library: Library, tmp_path: Path) -> None:
    """The words stay on screen, and the bar too."""
    library.save_circle(CIRCLE)
    window = make(library)
    unsaved = Unsaved(window)
    window.carry_on("c")
    session = window.session
    assert session is not None
    with patch.object(Library, "save_circle", broken):
        session.members.set_details(theme="on screen alone")
        unsaved.save_to(tmp_path / "gone" / "stick.library")
        assert "cannot be written" in said(window)
        assert len(bars(window)) == 1
    window.go_home()
    assert bars(window) == []
    assert library.circle("c").theme == "on screen alone"


def test_what_is_not_saved_is_not_let_go_unasked(make: Make, library: Library) -> None:
    """Esc and the window's cross ask first, as often as they are wished; an answer lets it go."""
    library.save_circle(CIRCLE)
    window = make(library)
    for leave in (window.screens.homeRequested.emit, window.close):
        window.carry_on("c")
        session = window.session
        assert session is not None
        with patch.object(Library, "save_circle", broken):
            session.members.set_details(theme="on screen alone")
            card = None
            for _ in range(3):
                leave()
                assert window.isVisible()
                assert window.session is session
                card = window.letting_go.card
                assert card is not None
                assert card.message.accessibleName() == "What is on screen is not saved yet."
                assert card.message._buttons[0].text() == "Save elsewhere …"
                QTest.keyClick(card.message, Qt.Key.Key_Escape)
                assert window.letting_go.card is card
            assert card is not None
            card.answered.emit(CLOSE)
        assert window.session is None
    assert not window.isVisible()


def test_a_window_that_reads_or_a_full_disk_can_be_closed(
    library: Library, clock: SimulatedClock, qtbot: QtBot, qapp: QApplication
) -> None:
    """What waits to be handed over is reminded of only where that can be noted."""
    apply_theme(qapp, Theme(LIGHT, still=True))
    now = clock.now()
    circle = replace(CIRCLE, actions=(Action("x", "Walk"),))
    library.save_circle(circle, SavedState(Stage.PLENARY, None, plan_for(None, now), now))
    with Library(library.path, clock, reads=True) as kept:
        for own in (kept, library):
            window = Window(Theme(LIGHT, still=True), own, clock, reminds=True)
            qtbot.addWidget(window)
            window.show()
            with patch.object(Library, "note_reminded", broken):
                assert window.close()
