"""Erasing off the thread that draws: every copy is rewritten, and that takes a while."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from storycircle.core.clocks import Clock
from storycircle.store.library import Library
from storycircle.ui.work import Work

Erase = Callable[[Library], object]
"""What is to go, in a library of the working thread's own."""


class Erasing(QObject):
    """One after another.

    ended: what was going by this name is gone; or why some of it may be left, in a sentence.
    """

    ended = Signal(str, str)

    def __init__(self, library: Path, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library, self._clock = library, clock
        self._wanted: list[tuple[str, Erase]] = []
        self._work: Work | None = None
        self._why = ""

    @property
    def going(self) -> tuple[str, ...]:
        """The names of what is going, or is to go after it."""
        return tuple(name for name, _erase in self._wanted)

    def begin(self, name: str, erase: Erase) -> None:
        """Erase as soon as nothing else is being erased."""
        self._wanted.append((name, erase))
        if self._work is None:
            self._next()

    def wait(self) -> None:
        """Come back when nothing is being erased any more."""
        while self._work is not None:
            self._work.wait()
            self._finish()

    def _next(self) -> None:
        _name, erase = self._wanted[0]

        def job(_work: Work) -> None:
            with Library(self._library, self._clock) as library:
                erase(library)

        work = self._work = Work(job, self)
        work.refused.connect(self._refused)  # slots of this thread: Qt brings the news over
        work.finished.connect(self._finished)
        work.start()

    @Slot(str)
    def _refused(self, why: str) -> None:
        self._why = why

    @Slot()
    def _finished(self) -> None:
        if self.sender() is self._work:  # else it was waited for
            self._finish()

    def _finish(self) -> None:
        work, (name, _erase), why = self._work, self._wanted.pop(0), self._why
        self._work, self._why = None, ""
        if work is not None:
            work.deleteLater()
        if self._wanted:
            self._next()
        self.ended.emit(name, why)
