"""Asking for a file: Qt's own dialog, opened beside the running circle, never stopping it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

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


def _asked(dialog: QFileDialog, chosen: Chosen) -> QFileDialog:
    # The system's own dialogs list the files that were opened; Qt's keeps a few folders, no names.
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.filesSelected.connect(lambda names: chosen([Path(name) for name in names]))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog
