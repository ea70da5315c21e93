"""Work that takes more than a moment, off the thread that draws; it reports and can be stopped."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QThread, Signal

from storycircle.core.errors import Refused

_UNEXPECTED = (ArithmeticError, LookupError, OSError, RuntimeError, TypeError, ValueError)
Job = Callable[["Work"], Any]


class Work(QThread):
    """One job. It is given this object, to report by `progress()`.

    done: the job's result. refused: the sentence of why it could not be done.
    """

    advanced = Signal(int, int, str)
    done = Signal(object)
    refused = Signal(str)

    def __init__(self, job: Job, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._job = job
        self._stopped = False

    def stop(self) -> None:
        """Ask the job to end after the step it is at."""
        self._stopped = True

    @property
    def stopped(self) -> bool:
        """Whether it was asked to end."""
        return self._stopped

    def progress(self, done: int, of: int, what: str) -> bool:
        """Report; False where the job should stop. Called on the job's own thread."""
        self.advanced.emit(done, of, what)
        return not self._stopped

    def run(self) -> None:
        try:
            result = self._job(self)
        except Refused as refused:
            self.refused.emit(str(refused))
        except _UNEXPECTED as error:
            # A thread that ended without a word would leave the person waiting.
            self.refused.emit(str(Refused("unexpected", what=type(error).__name__)))
        else:
            self.done.emit(result)
