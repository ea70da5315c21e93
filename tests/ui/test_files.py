"""Asking for a file leaves no list of where one has been."""

from pathlib import Path

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from storycircle.ui.files import ask_to_save


def test_a_dialog_forgets_its_folders_when_it_closes(qtbot: QtBot, tmp_path: Path) -> None:
    """Nothing of where a circle was saved stands in the next dialog, or in Qt's own settings."""
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = ask_to_save(parent, "Save", "x.pdf", "PDF (*.pdf)", lambda _paths: None)
    dialog.setDirectory(str(tmp_path))
    dialog.setHistory([str(tmp_path)])
    seen: list[list[str]] = []
    dialog.finished.connect(lambda _result: seen.append(dialog.history()))
    dialog.reject()
    assert len(seen) == 1
    assert str(tmp_path) not in seen[0][:-1]
