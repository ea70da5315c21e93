"""Asking for a file: Qt's own dialog, opened beside the running circle, never stopping it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QFileDialog, QWidget

_VISITED = ("FileDialog/history", "FileDialog/lastVisited", "FileDialog/shortcuts")
Chosen = Callable[[list[Path]], None]


def ask_to_open(parent: QWidget, title: str, kinds: str, chosen: Chosen) -> QFileDialog:
    """Ask for files to open; `kinds` such as "Circle files (*.circle)"."""
    dialog = QFileDialog(parent, title, "", kinds)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    return _asked(dialog, chosen)


def ask_to_save(parent: QWidget, title: str, name: str, kinds: str, chosen: Chosen) -> QFileDialog:
    """Ask where to save a file, with a name to begin from."""
    dialog = QFileDialog(parent, title, str(Path.home() / name), kinds)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(Path(name).suffix.lstrip("."))
    return _asked(dialog, chosen)


def ask_for_folder(title: str) -> Path | None:
    """Ask for a folder where there is no window yet; none where it is closed."""
    dialog = QFileDialog(None, title, str(Path.home()))
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    before = _folders_visited()
    chosen = dialog.exec() == QFileDialog.DialogCode.Accepted
    names = dialog.selectedFiles() if chosen else []
    dialog.deleteLater()
    _forget_since(before)
    return Path(names[0]) if names else None


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


def _asked(dialog: QFileDialog, chosen: Chosen) -> QFileDialog:
    # The system's own dialogs list the files that were opened. Qt's writes down the folders it
    # was in as it goes, which is undone: what other programs wrote there stays.
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    before = _folders_visited()
    dialog.destroyed.connect(lambda: _forget_since(before))
    dialog.filesSelected.connect(lambda names: chosen([Path(name) for name in names]))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog
