"""Asking a person for a passphrase from a thread that works: it waits for the answer."""

from queue import SimpleQueue

from PySide6.QtCore import QObject, Signal


class Passphrases(QObject):
    """wanted: a passphrase is, of the file so named; empty means the organiser's key."""

    wanted = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._answers: SimpleQueue[str] = SimpleQueue()
        self._closed = False

    def open(self) -> None:
        """A run begins: answers left over from the one before are no answers to it."""
        while not self._answers.empty():
            self._answers.get()
        self._closed = False

    def ask(self, name: str) -> str:
        """Called on the working thread; empty where nobody gives one."""
        if self._closed:
            return ""
        self.wanted.emit(name)
        return self._answers.get()

    def answer(self, passphrase: str) -> None:
        """What was typed; empty for none."""
        self._answers.put(passphrase)

    def close(self) -> None:
        """Nobody will answer any more: whoever waits goes on without."""
        self._closed = True
        self._answers.put("")
