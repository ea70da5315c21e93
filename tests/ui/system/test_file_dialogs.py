"""A file dialog begins where people look, and has their folders and sticks at its side."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSettings, QStandardPaths
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QFileDialog, QListView, QWidget
from pytestqt.qtbot import QtBot

from storycircle.ui.system import file_dialogs
from storycircle.ui.system.file_dialogs import (
    ask_to_open,
    ask_to_save,
    first_folder,
    side_folders,
    sticks,
)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qapp: QApplication) -> Iterator[Path]:
    """A home with Desktop, Documents and Downloads; nothing was chosen yet."""
    folders = {
        QStandardPaths.StandardLocation.DesktopLocation: "Desktop",
        QStandardPaths.StandardLocation.DocumentsLocation: "Documents",
        QStandardPaths.StandardLocation.DownloadLocation: "Downloads",
    }
    for name in folders.values():
        (tmp_path / name).mkdir()
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    monkeypatch.setattr(
        QStandardPaths, "writableLocation", lambda place: str(tmp_path / folders[place])
    )
    qapp.setProperty(file_dialogs._USED_LAST, None)
    yield tmp_path
    qapp.setProperty(file_dialogs._USED_LAST, None)


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


def test_it_begins_in_documents(home: Path, window: QWidget) -> None:
    """To open and to save; it opened in whatever folder the app was started from."""
    opening = ask_to_open(window, "Open", "All (*)", lambda _: None)
    saving = ask_to_save(window, "Save", "sheet.pdf", "PDF (*.pdf)", lambda _: None)
    assert Path(opening.directory().path()) == Path(saving.directory().path())
    assert Path(opening.directory().path()) == home / "Documents"
    assert Path(saving.selectedFiles()[0]) == home / "Documents" / "sheet.pdf"


def test_the_next_one_begins_where_the_last_file_was(home: Path, window: QWidget) -> None:
    """As long as that is there: sticks are pulled out."""
    stick = home / "STICK"
    stick.mkdir()
    dialog = ask_to_save(window, "Save", "sheet.pdf", "PDF (*.pdf)", lambda _: None)
    dialog.filesSelected.emit([str(stick / "sheet.pdf")])
    again = ask_to_open(window, "Open", "All (*)", lambda _: None)
    assert Path(again.directory().path()) == stick
    for asked in (dialog, again):  # Windows keeps a folder that a dialog shows
        asked.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    stick.rmdir()
    assert first_folder() == home / "Documents"


def test_on_macos_no_folder_is_looked_into_before_somebody_goes_there(
    home: Path, window: QWidget
) -> None:
    """It would ask for leave to see Documents at the first save; where a file was chosen, leave was
    given.
    """
    assert first_folder("darwin") == home
    assert {first_folder("win32"), first_folder("linux")} == {home / "Documents"}
    dialog = ask_to_save(window, "Save", "sheet.pdf", "PDF (*.pdf)", lambda _: None)
    dialog.filesSelected.emit([str(home / "Documents" / "sheet.pdf")])
    assert first_folder("darwin") == home / "Documents"


def test_folders_and_sticks_are_at_its_side(home: Path, window: QWidget) -> None:
    dialog = ask_to_open(window, "Open", "All (*)", lambda _: None)
    shown = [Path(url.toLocalFile()) for url in dialog.sidebarUrls()]
    assert shown[:4] == [home, *(home / name for name in ("Desktop", "Documents", "Downloads"))]
    stick = home / "STICK"
    stick.mkdir()
    (home / "Desktop").rmdir()
    there = [home, home / "Documents", home / "Downloads", stick]
    assert side_folders([stick, home / "gone"]) == there


@pytest.mark.parametrize("points", [9, 24])
def test_the_names_at_its_side_are_whole(
    points: int, home: Path, window: QWidget, qapp: QApplication
) -> None:
    """Documents and Downloads began alike, and were cut; in any size of text. A folder with a very
    long name, as home has here, leaves the files two thirds.
    """
    before = qapp.font()
    qapp.setFont(QFont(before.family(), points))
    dialog = ask_to_save(window, "Save", "sheet.pdf", "PDF (*.pdf)", lambda _: None)
    side = dialog.findChild(QListView, "sidebar")
    assert side is not None
    qapp.processEvents()
    rows = [side.model().index(row, 0) for row in range(side.model().rowCount())]
    needs = {row.data(): side.sizeHintForIndex(row).width() for row in rows}
    assert len(home.name) > len("test_the_names")
    for name in ("Desktop", "Documents", "Downloads"):
        assert needs[name] <= side.viewport().width()
    assert side.width() <= dialog.width() // 3 + 10
    qapp.setFont(before)


def test_a_side_that_was_wide_once_leaves_the_files_two_thirds(home: Path, window: QWidget) -> None:
    """Qt remembers it for every program of a person, whatever the width of the dialog is now."""
    assert home.exists()
    remembered = QSettings(QSettings.Scope.UserScope, "QtProject")
    before = remembered.value("FileDialog/sidebarWidth")
    remembered.setValue("FileDialog/sidebarWidth", 420)
    remembered.sync()
    try:
        dialog = ask_to_save(window, "Save", "sheet.pdf", "PDF (*.pdf)", lambda _: None)
        side = dialog.findChild(QListView, "sidebar")
        assert side is not None
        QApplication.processEvents()
        assert side.width() <= dialog.width() // 3 + 10
    finally:
        remembered.setValue("FileDialog/sidebarWidth", before)


def test_the_systems_own_dialog_is_not_used(home: Path, window: QWidget) -> None:
    """It would list what was opened."""
    assert home
    dialog = ask_to_open(window, "Open", "All (*)", lambda _: None)
    assert dialog.testOption(QFileDialog.Option.DontUseNativeDialog)


@pytest.mark.parametrize(
    ("system", "there", "found"),
    [
        ("linux", ["media/ann/BLUE STICK", "run/media/ann/CARD"], ["BLUE STICK", "CARD"]),
        ("linux", ["media/usb0"], ["usb0"]),
        ("linux", [], []),
        ("darwin", ["Volumes/STICK"], ["STICK"]),
    ],
)
def test_sticks_are_found_where_the_system_hangs_them(
    system: str, there: list[str], found: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("USER", "ann")
    for place in there:
        (tmp_path / place).mkdir(parents=True)
    assert [stick.name for stick in sticks(system, tmp_path)] == found


def test_the_systems_own_disk_is_no_stick(tmp_path: Path) -> None:
    """A Mac hangs it among the others, as a link."""
    (tmp_path / "Volumes").mkdir()
    (tmp_path / "Volumes" / "Macintosh HD").symlink_to("/")
    assert sticks("darwin", tmp_path) == []
