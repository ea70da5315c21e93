"""What stands by the window: second starts, copies, damage said at home, the unexpected."""

import sys
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, QTimer
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from storycircle.core.clock import SimulatedClock
from storycircle.core.error_sentences import Refused
from storycircle.core.model import Circle, Event, Member
from storycircle.core.turns.schedule import Stage
from storycircle.jobs.export import export_pack
from storycircle.store.library import Library
from storycircle.store.safety import backups
from storycircle.store.safety.recovery import Recovered
from storycircle.ui.app.crash_handler import MOST, report
from storycircle.ui.app.main_window import Window
from storycircle.ui.app.single_instance import server_name
from storycircle.ui.app.startup_services import Guard
from storycircle.ui.circle.gather.gather_screen import GatherScreen
from storycircle.ui.system import background
from storycircle.ui.system.application import App
from storycircle.ui.system.file_dialogs import ask_to_open
from storycircle.ui.theme.palette import LIGHT
from storycircle.ui.theme.theme import Theme, apply_theme
from storycircle.ui.widgets.display.message import Message
from tests.support.inside import conn_of

Made = tuple[Window, Guard]
Make = Callable[..., Made]


@pytest.fixture
def make(
    qtbot: QtBot, qapp: QApplication, library: Library, clock: SimulatedClock
) -> Iterator[Make]:
    """A window with its guard."""
    theme = Theme(LIGHT, still=True)
    apply_theme(qapp, theme)
    hooks = sys.excepthook, threading.excepthook

    def made(recovered: Recovered | None = None) -> Made:
        window = Window(theme, library, clock)
        window.resize(1200, 800)
        window.show()
        guard = Guard(window, library, clock, recovered)
        # As start does: a window that went while a copy is made would end the process.
        qtbot.addWidget(window, before_close_func=lambda _: guard.finish())
        return window, guard

    yield made
    sys.excepthook, threading.excepthook = hooks


def said(window: Window) -> str:
    notice = window.notice if window.session is None else window.circle.view.notice  # type: ignore[union-attr]
    return notice.accessibleName()


def pack(library: Library, folder: Path) -> Path:
    """An event pack from another laptop."""
    with Library(folder / "other", library.clock) as other:
        event = Event("e2", "Another event")
        other.save_event(event)
        path = folder / "pack.circle"
        export_pack(other, event, path)
    return path


def running(window: Window) -> None:
    """A circle with a turn running."""
    window.start_circle()
    session = window.session
    assert session is not None
    session.members.set_names("Al\nBo\nCy")
    session.time.go(Stage.STORIES)
    session.turns.start_or_pause()


HAND = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
app = QCoreApplication([])
from storycircle.ui.app.single_instance import hand_over
library, file = sys.argv[1:]
sys.exit(0 if hand_over(Path(library), Path(file) if file else None) else 3)
"""


def hand_over(qtbot: QtBot, library: Library, file: str) -> int:
    """A second start, in a process of its own; its exit status."""
    from PySide6.QtCore import QProcess

    other = QProcess()
    with qtbot.waitSignal(other.finished, timeout=20_000):
        other.start(sys.executable, ["-c", HAND, str(library.path), file])
    return other.exitCode()


def test_a_second_start_hands_its_file_to_the_first(
    make: Make, qtbot: QtBot, library: Library, tmp_path: Path
) -> None:
    """Nobody holds two windows over one library; the file is opened where the circles are."""
    window, _ = make()
    assert hand_over(qtbot, library, str(pack(library, tmp_path))) == 0
    assert [event.title for event in library.events()] == ["Another event"]
    assert "pack.circle" in said(window)


def test_during_a_turn_a_file_waits_in_a_quiet_bar(
    make: Make, library: Library, tmp_path: Path
) -> None:
    """Nobody's story is stopped by a memory stick."""
    window, guard = make()
    running(window)
    session = window.session
    assert session is not None
    guard.receive(pack(library, tmp_path))
    assert guard.bar is not None
    assert guard.bar.isVisible()
    assert guard.bar.accessibleName() == "pack.circle waits until this turn is over."
    assert "Another event" not in [event.title for event in library.events()]
    session.turns.start_or_pause()
    assert not guard.bar.isVisible()
    assert "Another event" in [event.title for event in library.events()]


def test_a_second_start_without_a_first_is_told_so(qtbot: QtBot, library: Library) -> None:
    """A window that does not answer is not waited for."""
    assert hand_over(qtbot, library, "") == 3


def test_the_sockets_name_tells_nothing_of_the_library(tmp_path: Path) -> None:
    """A home folder is somebody's name; two ways to write one path are one library."""
    (tmp_path / "may").mkdir()
    name = server_name(tmp_path / "may" / "library")
    assert "may" not in name
    assert name == server_name(tmp_path / "may" / ".." / "may" / "library")
    assert name != server_name(tmp_path / "may" / "other")


def test_copies_are_made_when_it_opens_and_after_a_finished_circle(
    make: Make, qtbot: QtBot, library: Library
) -> None:
    """What was held this morning is there twice."""
    library.save_circle(Circle("before", 9))
    window, guard = make()
    qtbot.waitUntil(lambda: len(backups.names(library.path)) == 1)
    running(window)
    session = window.session
    assert session is not None
    session.time.go(Stage.PLENARY)
    qtbot.waitUntil(lambda: len(backups.names(library.path)) == 2)
    window.go_home()
    guard.finish()
    assert len(backups.names(library.path)) == 2  # nothing changed since


def test_a_copy_under_way_outlives_the_news_of_the_one_before(
    make: Make, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Waiting for a copy and asking for the next at once: a thread at work is not let go."""
    _, guard = make()
    guard.copies.finish()
    made: list[int] = []
    may_end = threading.Event()
    may_end.set()

    def slowly(*_: object) -> str:
        may_end.wait(10)
        made.append(1)
        return ""

    monkeypatch.setattr(background, "_copied", slowly)
    for _ in range(3):
        guard.copies.soon()
        guard.copies.finish()
    may_end.clear()
    guard.copies.soon()
    qtbot.wait(20)  # the news of those before arrives while this one is made
    assert guard.copies._work is not None
    may_end.set()
    guard.copies.finish()
    assert len(made) == 4


def test_damage_met_by_the_copy_is_said(make: Make, qtbot: QtBot, library: Library) -> None:
    """Nobody finds out months later."""
    library.save_circle(Circle("c", 1, members=(Member("m", "Al"),)))
    window, guard = make()
    guard.copies.finish()
    conn_of(library).execute("UPDATE member SET name = 'Bo'")
    conn_of(library).commit()
    guard.copies.soon()
    qtbot.waitUntil(lambda: "damaged" in said(window))


def test_going_back_in_the_window(make: Make, library: Library, clock: SimulatedClock) -> None:
    """The circle is left, the library goes back, home shows it, and the way forward is kept."""
    library.save_circle(Circle("c", 1, theme="before"))
    window, guard = make()
    guard.copies.finish()
    (name,) = backups.names(library.path)
    clock.forward(60)
    library.save_circle(Circle("c", 1, theme="after"))
    window.screens.restoreRequested.emit(name)
    assert library.circle("c").theme == "before"
    assert said(window).startswith("Your circles are as they were: today at 11.16.")
    assert len(backups.names(library.path)) == 2


def test_the_settings_ask_twice_before_going_back(make: Make, library: Library) -> None:
    """One press says what would happen; only the second does it."""
    library.save_circle(Circle("before", 9))
    window, guard = make()
    guard.copies.finish()
    row = window.screens.settings.copies
    window.screens.show_settings()
    asked: list[str] = []
    row.restoreRequested.disconnect()
    row.restoreRequested.connect(asked.append)
    row.go_back.click()
    assert asked == []
    assert "What is here now is kept" in row.message()
    row.go_back.click()
    assert asked == backups.names(library.path)


def test_home_says_that_it_opened_from_a_copy(
    make: Make, library: Library, clock: SimulatedClock
) -> None:
    """What happened, what is safe, and from when on something may be missing."""
    upto = clock.now() - timedelta(minutes=5)
    window, _ = make(Recovered("x.damaged", backups.folder(library.path), upto))
    words = [label.accessibleName() for label in window.home.findChildren(QWidget)]
    assert "Your circles opened from a backup." in words
    texts = " ".join(w.accessibleDescription() for w in window.home.findChildren(QWidget))
    assert "Changes after 11.11 may be missing." in texts


def test_what_nobody_expected_saves_what_was_typed_and_goes_on(
    make: Make, library: Library
) -> None:
    """A slot that goes wrong: drafts first, a calm sentence, a note without a word of anybody's."""
    window, _ = make()
    window.start_circle()
    session = window.session
    assert session is not None
    view = window.circle.view
    assert view is not None
    screen = view.screen_of_stage()
    assert isinstance(screen, GatherScreen)
    screen.names.set_text("May Dawn\nJohn R")

    def goes_wrong() -> None:
        raise ValueError("May Dawn told of her mother")

    try:
        goes_wrong()
    except ValueError as error:
        sys.excepthook(ValueError, error, error.__traceback__)
    (note,) = library.path.parent.glob("report-*.txt")
    words = note.read_text()
    assert "builtins.ValueError" in words
    for said_once in ("May", "Dawn", "mother", str(Path.home()), "tests"):
        assert said_once not in words
    assert "All that was typed is saved" in said(window)
    assert [m.name for m in library.circle(session.state.circle.id).members] == [
        "May Dawn",
        "John R",
    ]


def test_a_refusal_that_nobody_said_is_said(make: Make) -> None:
    """Damage met while reading is a sentence, and no note."""
    window, _ = make()
    error = Refused("damaged-library")
    sys.excepthook(Refused, error, None)
    assert said(window) == str(error)


def test_a_thread_that_goes_wrong_is_told_on_the_one_that_draws(
    make: Make, qtbot: QtBot, library: Library
) -> None:
    """Widgets are touched by their own thread alone."""
    window, _ = make()
    thread = threading.Thread(target=lambda: Path("no such thing").stat())
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: "did not go as it should" in said(window))
    assert len(list(library.path.parent.glob("report-*.txt"))) == 1


def test_notes_do_not_fill_the_disk(make: Make, library: Library, clock: SimulatedClock) -> None:
    """The same place is noted once, and never more than ten notes are kept."""
    make()
    for number in range(30):
        try:
            exec(compile("\n" * number + "1 / 0", __file__, "exec"))  # noqa: S102
        except ZeroDivisionError as error:
            sys.excepthook(ZeroDivisionError, error, error.__traceback__)
        clock.forward(1)
    assert len(list(library.path.parent.glob("report-*.txt"))) <= MOST


def test_a_note_names_our_lines_and_the_chain(library: Library, clock: SimulatedClock) -> None:
    """Enough for us to find the place."""
    try:
        library.circle("no such circle, said May")
    except KeyError as error:
        words = report(error, clock.now())
    assert "builtins.KeyError" in words
    assert "store/circles.py:" in words
    assert "May" not in words


def test_qts_file_dialog_leaves_no_folder_behind(qtbot: QtBot, tmp_path: Path) -> None:
    """A folder can be named for a person; what other programs noted stays."""
    QSettings.setPath(
        QSettings.Format.NativeFormat, QSettings.Scope.UserScope, str(tmp_path / "config")
    )
    settings = QSettings(QSettings.Scope.UserScope, "QtProject")
    before = settings.value("FileDialog/lastVisited")  # Windows has one registry, and no such path
    settings.setValue("FileDialog/lastVisited", "file:///elsewhere")
    settings.sync()
    parent = QWidget()
    qtbot.addWidget(parent)
    folder = tmp_path / "Dawn's stories"
    folder.mkdir()
    (folder / "x.circle").write_text("x")
    dialog = ask_to_open(parent, "Open", "All (*)", lambda _: None)
    dialog.setDirectory(str(folder))
    dialog.selectFile(str(folder / "x.circle"))
    QTimer.singleShot(0, dialog.accept)
    gone: list[bool] = []
    dialog.destroyed.connect(lambda: gone.append(True))
    qtbot.waitUntil(lambda: bool(gone))
    settings.sync()
    kept = QSettings(QSettings.Scope.UserScope, "QtProject")
    written = [str(kept.value(key)) for key in kept.allKeys()]
    kept.setValue("FileDialog/lastVisited", before)
    assert not [value for value in written if "Dawn" in value]
    assert "file:///elsewhere" in written


def test_a_double_click_on_macos_opens_the_file(
    make: Make, qapp: QApplication, library: Library, tmp_path: Path
) -> None:
    """It comes as an event, also before there is a window; during a turn it waits as others do."""
    path = pack(library, tmp_path)
    QApplication.sendEvent(qapp, QFileOpenEvent(str(path)))  # as it starts
    window, guard = make()
    assert [event.id for event in library.events()] == ["e2"]
    other = tmp_path / "none.circle"
    QApplication.sendEvent(qapp, QFileOpenEvent(str(other)))
    assert "none.circle" in said(window)
    guard.finish()
    QApplication.sendEvent(qapp, QFileOpenEvent(str(other)))
    assert isinstance(qapp, App)
    kept: list[Path] = []
    qapp.take_files(kept.append)
    qapp.take_files(None)
    assert kept == [other]


def test_a_note_says_where_in_a_bundle_too(clock: SimulatedClock) -> None:
    """There the files of the code have no paths: a module's name says that it is ours."""
    for module, place in (("storycircle.ui.x", "ui/x.py:1 <module>"), ("secret.x", "elsewhere")):
        code = compile("1 / 0", "storycircle/ui/x.py", "exec")
        with pytest.raises(ZeroDivisionError) as error:
            exec(code, {"__name__": module})  # noqa: S102 (two numbers)
        assert report(error.value, clock.now()).rstrip().endswith(f"  {place}")


def test_a_library_found_damaged_while_it_is_used_is_gone_back_from(
    make: Make, library: Library, qtbot: QtBot
) -> None:
    """It was opened without a look through it: what happened is said, and circles are as they were
    at the newest good copy.
    """
    library.save_event(Event("e", "An event"))
    library.save_circle(Circle("c", 1, "e", members=(Member("m", "Al"),)))
    library.back_up()
    window, guard = make()
    guard.copies.finish()
    conn_of(library).execute("UPDATE member SET name = 'Bo' WHERE id = 'm'")
    conn_of(library).commit()
    guard.look_through()
    qtbot.waitUntil(lambda: bool(window.home.findChildren(Message)), timeout=10_000)
    assert library.circle("c").members[0].name == "Al"


def test_a_sound_library_is_looked_through_without_a_word(
    make: Make, library: Library, qtbot: QtBot
) -> None:
    """Whoever is at work in it is not taken from that."""
    library.save_event(Event("e", "An event"))
    window, guard = make()
    window.start_circle()
    session = window.session
    guard.look_through()
    looking = guard.looking
    assert looking is not None
    qtbot.waitUntil(looking.isFinished, timeout=10_000)
    QApplication.processEvents()
    assert window.session is session
    assert not window.home.findChildren(Message)
