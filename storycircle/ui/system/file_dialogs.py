"""Asking for a file: Qt's own dialog, opened beside the running circle, never stopping it.

It begins where a file was chosen last since the start, and first in Documents. At its side are the
folders where people look, and the memory sticks that are plugged in.
"""

import os
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QDir, QSettings, QSize, QStandardPaths, QUrl
from PySide6.QtWidgets import QApplication, QFileDialog, QListView, QSplitter, QStyle, QWidget

_VISITED = ("FileDialog/history", "FileDialog/lastVisited", "FileDialog/shortcuts")
_USED_LAST = "folder used last"
"""The property of the application that holds a folder: it is forgotten when that ends."""
_WIDE, _HIGH = 900, 560  # px, where the screen has them
_AROUND = 32  # px beside a name and its sign: margins, and a bar to scroll
_WHERE = QStandardPaths.StandardLocation
_PLACES = (_WHERE.DesktopLocation, _WHERE.DocumentsLocation, _WHERE.DownloadLocation)
Chosen = Callable[[list[Path]], None]


def ask_to_open(parent: QWidget, title: str, kinds: str, chosen: Chosen) -> QFileDialog:
    """Ask for files to open; `kinds` such as "Circle files (*.circle)"."""
    dialog = QFileDialog(parent, title, str(first_folder()), kinds)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    return _asked(dialog, chosen)


def ask_to_save(parent: QWidget, title: str, name: str, kinds: str, chosen: Chosen) -> QFileDialog:
    """Ask where to save a file, with a name to begin from."""
    dialog = QFileDialog(parent, title, str(first_folder() / name), kinds)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(Path(name).suffix.lstrip("."))
    return _asked(dialog, chosen)


def ask_for_folder(title: str) -> Path | None:
    """Ask for a folder where there is no window yet; none where it is closed."""
    dialog = QFileDialog(None, title, str(first_folder()))
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    _furnish(dialog)
    before = _folders_visited()
    chosen = dialog.exec() == QFileDialog.DialogCode.Accepted
    names = dialog.selectedFiles() if chosen else []
    dialog.deleteLater()
    _forget_since(before)
    return Path(names[0]) if names else None


def first_folder(system: str = sys.platform) -> Path:
    """Where a dialog begins: the folder used last since the start, else Documents, else home. One
    that is gone, as a stick is that was pulled out, is none.

    On macOS it begins at home: the system asks for leave before an app may look into Documents, and
    asks nobody who has not gone there.
    """
    app = QApplication.instance()
    used = app.property(_USED_LAST) if app is not None else None
    documents = QStandardPaths.writableLocation(_WHERE.DocumentsLocation)
    places = (used,) if system == "darwin" else (used, documents)
    wanted = (Path(str(place)) for place in places if place)
    return next((folder for folder in wanted if folder.is_dir()), Path.home())


def side_folders(sticks: Iterable[Path]) -> list[Path]:
    """What stands at a dialog's side: home, Desktop, Documents, Downloads, and the sticks."""
    named = (QStandardPaths.writableLocation(place) for place in _PLACES)
    every = (Path.home(), *(Path(place) for place in named if place), *sticks)
    return [folder for folder in dict.fromkeys(every) if folder.is_dir()]


def sticks(system: str = sys.platform, top: Path = Path("/")) -> list[Path]:
    """The drives beside the system's own, such as memory sticks. top: where all others hang.

    None of them is asked for anything: a network drive that does not answer would hold up the
    window.
    """
    if system == "win32":
        home = Path.home().anchor.casefold()
        drives = (Path(drive.absoluteFilePath()) for drive in QDir.drives())
        return [drive for drive in drives if drive.anchor.casefold() != home]
    if system == "darwin":
        return [place for place in _inside(top / "Volumes") if not place.is_symlink()]
    user = os.environ.get("USER", "")
    own = [top / "media" / user, top / "run" / "media" / user] if user else []
    for_all = [place for place in _inside(top / "media") if place not in own]
    found = [place for folder in own for place in _inside(folder)] + for_all
    return [place for place in found if top != Path("/") or os.path.ismount(place)]


def _inside(folder: Path) -> list[Path]:
    with suppress(OSError):
        return sorted(folder.iterdir())
    return []


def _folders_visited() -> dict[str, object]:
    settings = QSettings(QSettings.Scope.UserScope, "QtProject")
    return {key: settings.value(key) for key in _VISITED}


def _forget_since(before: dict[str, object]) -> None:
    settings = QSettings(QSettings.Scope.UserScope, "QtProject")
    for key, value in before.items():
        if value is None:
            settings.remove(key)
        else:
            settings.setValue(key, value)
    settings.sync()


def _furnish(dialog: QFileDialog) -> None:
    # The system's own dialogs list the files that were opened.
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    folders = side_folders(sticks())
    dialog.setSidebarUrls([QUrl.fromLocalFile(str(folder)) for folder in folders])
    dialog.resize(QSize(_WIDE, _HIGH).boundedTo(dialog.screen().availableSize()))
    side = dialog.findChild(QListView, "sidebar")
    if side is not None:  # Qt cuts the names there, and "Do…" may be Documents or Downloads
        texts = [side.fontMetrics().horizontalAdvance(one.name or str(one)) for one in folders]
        icon = side.style().pixelMetric(QStyle.PixelMetric.PM_SmallIconSize, None, side)
        wide = min(max(texts) + icon + _AROUND, dialog.width() // 3)
        side.setMinimumWidth(wide)
        _part(dialog, wide)


def _part(dialog: QFileDialog, wide: int) -> None:
    """Let the side be so wide, and no wider from another dialog, whose width Qt remembers."""
    splitter = dialog.findChild(QSplitter, "splitter")
    if splitter is not None:
        splitter.setSizes([wide, dialog.width() - wide])


def _asked(dialog: QFileDialog, chosen: Chosen) -> QFileDialog:
    # Qt's dialog writes down the folders it was in as it goes, which is undone: what other
    # programs wrote there stays.
    before = _folders_visited()
    _furnish(dialog)
    dialog.destroyed.connect(lambda: _forget_since(before))

    def use(names: list[str]) -> None:
        paths = [Path(name) for name in names]
        app = QApplication.instance()
        if app is not None and paths:
            app.setProperty(_USED_LAST, str(paths[0].parent))
        chosen(paths)

    dialog.filesSelected.connect(use)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog
