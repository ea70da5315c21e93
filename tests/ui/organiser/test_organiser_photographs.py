"""Photographs of sheets in the organiser's window: dropped or chosen, and plainly told of."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from storycircle.core.clock import SimulatedClock
from storycircle.core.model import Circle, Gathered, NamesOnPaper
from storycircle.jobs import documents
from storycircle.jobs.merge import merge_files
from storycircle.jobs.report import write_sheet_with_data
from storycircle.store.library import Library
from storycircle.ui.organiser.organiser_screen import OrganiserScreen
from storycircle.ui.organiser.organiser_session import OrganiserSession
from storycircle.ui.organiser.view_model import row_words
from storycircle.ui.system.printer import pages
from storycircle.ui.theme.palette import LIGHT
from storycircle.ui.theme.theme import Theme, apply_theme
from tests.support.odd_files import Sound, fill

pytestmark = pytest.mark.slow


@pytest.fixture
def screen(
    qtbot: QtBot, qapp: QApplication, library: Library, clock: SimulatedClock, example: Gathered
) -> Iterator[OrganiserScreen]:
    """An organiser who has the event and no circle yet."""
    apply_theme(qapp, Theme(LIGHT, still=True))
    library.save_event(example.event)
    screen = OrganiserScreen(Theme(LIGHT, still=True), OrganiserSession(library, clock))
    qtbot.addWidget(screen)
    screen.show()
    qtbot.waitUntil(screen.isActiveWindow)
    yield screen
    screen.close()


def photograph(path: Path, gathered: Gathered, circle: Circle) -> Path:
    """A picture of a circle's sheet, at 150 dots an inch."""
    page = next(pages(documents.sheets(gathered.event, [circle]).pdf, 150))
    assert page.save(str(path), quality=60)
    return path


def drop(qtbot: QtBot, screen: OrganiserScreen, *paths: Path) -> list[str]:
    """Drop files on the window, merge what was looked at; what their rows say."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    none, left = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    with qtbot.waitSignal(screen.session.ended, timeout=60_000):
        screen.dropEvent(QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, data, left, none))
    if screen.session.state.looked:
        with qtbot.waitSignal(screen.session.ended, timeout=60_000):
            QTest.keyClick(screen, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    return [row_words(row) for row in screen.main.table.rows()][-len(paths) :]


def test_what_a_photograph_held_and_left_out_is_said(
    qtbot: QtBot, screen: OrganiserScreen, library: Library, example: Gathered, tmp_path: Path
) -> None:
    """The row says how much came by the code, and what its file alone has; twice is no news."""
    photo = photograph(tmp_path / "IMG_2041.jpg", example, example.circles[4])
    (said,) = drop(qtbot, screen, photo)
    assert said == (
        "Circle 5, from its code: six names and three actions. "
        "Stories and headings are in its circle file alone."
    )
    (again,) = drop(qtbot, screen, photo)
    assert again == "Circle 5, known already."
    (circle,) = library.circles()
    assert [a.text for a in circle.actions] == [a.text for a in example.circles[4].actions]


def test_a_sheet_without_names_says_that_they_are_missing(
    qtbot: QtBot, screen: OrganiserScreen, example: Gathered, tmp_path: Path
) -> None:
    """Where the event keeps names off paper, its code has none either."""
    nameless = replace(example, event=replace(example.event, names_on_paper=NamesOnPaper.NONE))
    photo = photograph(tmp_path / "a.png", nameless, example.circles[0])
    (said,) = drop(qtbot, screen, photo)
    assert said.endswith("Names, stories and headings are in its circle file alone.")


def test_what_a_circles_file_says_stands(
    qtbot: QtBot, screen: OrganiserScreen, library: Library, example: Gathered, tmp_path: Path
) -> None:
    """A photograph of an older sheet changes nothing, and that is said."""
    circle = example.circles[1]
    library.load(replace(example, circles=(circle,)))
    older = replace(circle, actions=circle.actions[:1])
    (said,) = drop(qtbot, screen, photograph(tmp_path / "a.jpg", example, older))
    assert said == "Circle 2, known from its file, which says something else and stands."
    assert library.circles()[0].actions == circle.actions


def test_a_picture_without_a_code_is_refused_kindly(
    qtbot: QtBot, screen: OrganiserScreen, example: Gathered, tmp_path: Path
) -> None:
    """In one sentence each; the sheet with data beside them is gathered all the same."""
    blank = next(pages(documents.blank().pdf, 60))
    blank.save(str(tmp_path / "holiday.jpg"))
    (tmp_path / "torn.jpg").write_bytes(b"no picture")
    with Library(tmp_path / "laptop" / "library", screen.session.clock) as laptop:
        laptop.load(replace(example, circles=example.circles[:1]))
        sheet = tmp_path / "one with data.pdf"
        write_sheet_with_data(sheet, laptop, example.event, laptop.circles()[0])
    said = drop(qtbot, screen, tmp_path / "holiday.jpg", tmp_path / "torn.jpg", sheet)
    assert said[0].startswith("No circle’s code can be read in holiday.jpg.")
    assert said[1] == "This file is not a circle file. A text. Nothing was changed."
    assert said[2] == "Three actions, no stories."


def test_photographs_and_sheets_can_be_chosen(
    qtbot: QtBot, screen: OrganiserScreen, qapp: QApplication
) -> None:
    """The dialog of Ctrl G shows them beside circle files."""
    screen.choose()
    qtbot.waitUntil(lambda: isinstance(qapp.activeWindow(), QFileDialog))
    dialog = qapp.activeWindow()
    assert isinstance(dialog, QFileDialog)
    shown, everything = dialog.nameFilters()
    endings = ("circle", "pdf", "png", "jpg", "jpeg", "jfif", "heic", "webp", "tif", "eml", "zip")
    assert all(f"*.{ending}" in shown for ending in endings)
    assert everything == "All files (*)"
    dialog.reject()


def test_the_window_and_the_command_line_say_the_same_of_a_stick(
    qtbot: QtBot, screen: OrganiserScreen, library: Library, tmp_path: Path
) -> None:
    """One list of lines; in the window those that bring nothing stand last, and count as such."""
    folder = tmp_path / "stick"
    folder.mkdir()
    sound = Sound((b"",), b"", b"", library.path.read_bytes())
    kinds = ("film", "secured PDF", "letter", "HEIC", "locked PDF", "library", "empty")
    fill(folder, sound, len(kinds), 3, kinds)
    typed = sorted(row.line() for row in merge_files(library, [folder], keep=False))
    with qtbot.waitSignal(screen.session.ended, timeout=60_000):
        screen.gather([folder])
    rows = screen.session.state.rows
    assert sorted(row.line() for row in rows) == typed
    assert [row.outcome for row in rows[-4:]] == ["passed"] * 4
    assert "A film in which no circle’s code can be read." in map(row_words, rows)
