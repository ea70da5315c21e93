"""Files dropped anywhere on the window are opened as Ctrl O opens them; no field writes a path."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from storycircle.core.clock import SimulatedClock
from storycircle.core.model import Gathered
from storycircle.core.turns.schedule import Stage
from storycircle.jobs.export import export_pack
from storycircle.store.library import Library
from storycircle.ui.app.main_window import Window
from storycircle.ui.app.startup_services import Guard
from storycircle.ui.organiser.view_model import Place
from storycircle.ui.theme.theme import Theme

pytestmark = pytest.mark.slow

COPY, LEFT = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier
PAGES = ["home", "keys", "about", "settings", *Stage]


@pytest.fixture
def window(qtbot: QtBot, theme: Theme, library: Library, clock: SimulatedClock) -> Window:
    made = Window(theme, library, clock)
    made.resize(1200, 800)
    guard = Guard(made, library, clock)
    qtbot.addWidget(made, before_close_func=lambda _: guard.finish())
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.fixture
def pack(clock: SimulatedClock, example: Gathered, tmp_path: Path) -> Path:
    """An event pack on a stick, from another laptop."""
    with Library(tmp_path / "another" / "library", clock) as other:
        other.save_event(example.event)
        export_pack(other, example.event, tmp_path / "event.circle")
    return tmp_path / "event.circle"


def dragged(*paths: Path) -> QMimeData:
    """Files as a file manager gives them: as addresses, and their paths as text."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    data.setText(" ".join(map(str, paths)))
    return data


def drop(window: Window, at: QPoint, *paths: Path) -> bool:
    """Drag files into the window and let them go; whether they were taken at once."""
    data = dragged(*paths)
    handle = window.windowHandle()
    entering = QDragEnterEvent(at, COPY, data, LEFT, NONE)
    QApplication.sendEvent(handle, entering)
    QApplication.sendEvent(handle, QDropEvent(QPointF(at), COPY, data, LEFT, NONE))
    return entering.isAccepted()


def go_to(window: Window, page: str | Stage) -> None:
    if isinstance(page, Stage):
        window.start_circle()
        window.setFocus()  # the names are not typed
        assert window.session is not None
        window.session.members.set_names("Ann\nBob\nCy")
        window.session.time.go(page)
    elif page != "home":
        getattr(window.screens, f"show_{page}")()


def said(window: Window) -> str:
    view = window.circle.view
    return (window.notice if view is None else view.notice).accessibleName()


def fields(window: Window) -> list[QWidget]:
    """The fields that are seen."""
    kinds = (QLineEdit, QPlainTextEdit, QTextEdit)
    every: list[QWidget] = [one for kind in kinds for one in window.findChildren(kind)]
    return [one for one in every if one.isVisible()]


@pytest.mark.parametrize("page", PAGES)
def test_a_file_dropped_on_any_page_is_opened(
    window: Window, page: str | Stage, pack: Path
) -> None:
    """Over a field as well, which would write its path."""
    go_to(window, page)
    QApplication.processEvents()
    spots = [window.rect().center()]
    spots += [one.mapTo(window, one.rect().center()) for one in fields(window)[:3]]
    for spot in spots:
        (window.notice if window.circle.view is None else window.circle.view.notice).hide()
        assert drop(window, spot, pack)
        assert said(window).startswith("event.circle: ")
    for field in fields(window):
        text = field.text() if isinstance(field, QLineEdit) else field.toPlainText()  # type: ignore[attr-defined]
        assert "event.circle" not in text


def test_a_file_of_another_kind_is_refused_in_a_sentence(window: Window, tmp_path: Path) -> None:
    """And nothing else happens."""
    song = tmp_path / "song.mp3"
    song.write_bytes(b"ID3")
    drop(window, QPoint(50, 50), song)
    assert "song.mp3" in said(window)
    assert said(window).endswith(".")
    assert window.screens.currentWidget() is window.home


def test_several_files_are_gathered(qtbot: QtBot, window: Window, pack: Path) -> None:
    """At the organiser's, a row each; an archive or a folder too."""
    other = pack.with_name("other.circle")
    other.write_bytes(pack.read_bytes())
    with qtbot.waitSignal(window.screens.organiser.session.ended, timeout=20_000):
        drop(window, QPoint(50, 50), pack, other)
    assert window.screens.currentWidget() is window.screens.organiser
    assert len(window.screens.organiser.main.table.rows()) == 2


def test_a_page_that_takes_files_has_them_first(
    qtbot: QtBot, window: Window, pack: Path, tmp_path: Path
) -> None:
    """The organiser gathers, from whatever place; the pack's form takes a list of names."""
    window.screens.show_organiser()
    organiser = window.screens.organiser
    organiser.go(Place.PACK)
    names = tmp_path / "names.txt"
    names.write_text("Circle 1\nAnn Able\n")
    with qtbot.waitSignal(organiser.session.ended, timeout=20_000):
        drop(window, window.rect().center(), names)
    assert organiser.places.place.name == "PACK"
    assert organiser.main.table.rows() == []
    with qtbot.waitSignal(organiser.session.ended, timeout=20_000):
        drop(window, window.rect().center(), pack)
    assert organiser.places.place.name == "GATHER"
    assert [row.name for row in organiser.main.table.rows()] == ["event.circle"]


def test_a_file_dropped_in_a_turn_waits_for_its_end(window: Window, pack: Path) -> None:
    """As one that a second start brings."""
    go_to(window, Stage.STORIES)
    assert window.session is not None
    window.session.turns.start_or_pause()
    assert window.session.state.round is not None
    assert window.session.state.round.running
    drop(window, window.rect().center(), pack)
    assert not said(window).startswith("event.circle")
    guard = window.findChildren(Guard)[0]
    assert guard.bar is not None
    assert guard.bar.files == [pack]


def test_a_text_that_is_dragged_is_left_to_its_field(window: Window) -> None:
    """Files are the window's, and nothing else."""
    data = QMimeData()
    data.setText("a sentence")
    entering = QDragEnterEvent(QPoint(50, 50), COPY, data, LEFT, NONE)
    entering.ignore()
    QApplication.sendEvent(window.windowHandle(), entering)
    assert not entering.isAccepted()
