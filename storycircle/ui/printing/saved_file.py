"""What can be done with a file that was just saved: open it, or show the folder it lies in."""

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QProcess, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from storycircle.core.i18n import _
from storycircle.ui.widgets.display.message import Answer

if TYPE_CHECKING:
    from PySide6.QtDBus import QDBusPendingCallWatcher

OPEN, FOLDER = "open", "folder"
"""Answers to what is told of a file that was saved."""
OPENED = frozenset((".pdf", ".html", ".docx", ".xlsx", ".csv", ".md", ".txt"))
"""The kinds that are opened by the system's program for them: papers and tables that this app
wrote whole. A circle file is not one: who opens it here would merge it.
"""
_PATIENCE = 2_000  # ms for an answer of the program that shows folders


class SavedFile(QObject):
    """The file that was saved last, and the answers that go with it. refused: a sentence that says
    why neither could be done.
    """

    refused = Signal(str)

    def __init__(self, parent: QObject, system: str = sys.platform) -> None:
        super().__init__(parent)
        self._system = system
        self._path: Path | None = None

    def answers(self, path: Path, *, main: bool = True) -> tuple[Answer, ...]:
        """What is offered of a file that is saved now. main: whether the first is the main one."""
        self._path = path
        kind = "" if main else "second"
        if path.suffix.lower() not in OPENED:
            return (Answer(FOLDER, _("Show the folder"), kind),)
        return (Answer(OPEN, _("Open it"), kind), Answer(FOLDER, _("Show the folder"), "second"))

    def answer(self, value: str) -> bool:
        """Do what was answered; whether it was one of these answers."""
        path = self._path
        if value not in {OPEN, FOLDER} or path is None:
            return False
        if value == OPEN:
            self.open_file(path)
        else:
            self.show_folder(path)
        return True

    def open_file(self, path: Path) -> None:
        """Open a file in the system's program for it."""
        if not path.is_file():
            self._say_gone(path)
        elif path.suffix.lower() not in OPENED or not _open(path):
            name = path.name
            self.refused.emit(
                _("No program here opens {name}. It lies where you saved it.", name=name)
            )

    def show_folder(self, path: Path) -> None:
        """Show the folder of a file, with the file marked where the system can."""
        if not path.parent.is_dir():
            self._say_gone(path)
        elif self._system == "win32":
            self._started(path, "explorer.exe", f'/select,"{str(path).replace("/", chr(92))}"')
        elif self._system == "darwin":
            if not QProcess.startDetached("open", ["-R", str(path)])[0]:
                self._open_folder(path)
        else:
            self._ask_file_manager(path)

    def _started(self, path: Path, program: str, native: str) -> None:
        process = QProcess()
        process.setProgram(program)
        if hasattr(process, "setNativeArguments"):  # Windows alone: explorer reads quotes its way
            process.setNativeArguments(native)
        if not process.startDetached()[0]:
            self._open_folder(path)

    def _ask_file_manager(self, path: Path) -> None:
        """Desktops of Linux have one door for it; where nobody answers, the folder is opened."""
        from PySide6.QtDBus import (  # noqa: PLC0415 (once it is needed)
            QDBusConnection,
            QDBusMessage,
            QDBusPendingCallWatcher,
        )

        bus = QDBusConnection.sessionBus()
        if not bus.isConnected():
            self._open_folder(path)
            return
        door = "org.freedesktop.FileManager1"
        call = QDBusMessage.createMethodCall(
            door, "/org/freedesktop/FileManager1", door, "ShowItems"
        )
        call.setArguments([[QUrl.fromLocalFile(str(path)).toString()], ""])
        watcher = QDBusPendingCallWatcher(bus.asyncCall(call, _PATIENCE), self)
        watcher.finished.connect(partial(self._answered, path, watcher))

    def _answered(self, path: Path, watcher: "QDBusPendingCallWatcher") -> None:
        if watcher.isError():
            self._open_folder(path)
        watcher.deleteLater()

    def _open_folder(self, path: Path) -> None:
        if not _open(path.parent):
            folder = str(path.parent)
            self.refused.emit(_("No program here shows folders. It is {folder}.", folder=folder))

    def _say_gone(self, path: Path) -> None:
        said = _("{name} is not there any more: was the stick pulled out?", name=path.name)
        self.refused.emit(said)


def _open(path: Path) -> bool:
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
