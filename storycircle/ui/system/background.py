"""Work off the drawing thread: jobs, passphrases, erasing, backups.

Work that takes more than a moment, off the thread that draws; it reports and can be stopped. It
stands while that one is at work, so that no key waits for it.

Asking a person for a passphrase from a thread that works: it waits for the answer.

Erasing off the thread that draws: every copy is rewritten, and that takes a while.

Copies of the library, made off the thread that draws: as it opens, after a finished circle.

Each copy is looked at whole, so this is also how damage is found that nobody has met yet.
"""

from collections.abc import Callable
from contextvars import copy_context
from pathlib import Path
from queue import SimpleQueue
from threading import Event
from time import monotonic
from typing import Any

from PySide6.QtCore import QObject, QThread, Signal, Slot

from storycircle.core.clock import Clock
from storycircle.core.error_sentences import Refused
from storycircle.core.long_work import standing
from storycircle.store.library import Library
from storycircle.ui.system.collecting import event_loop

_UNEXPECTED = (ArithmeticError, LookupError, OSError, RuntimeError, TypeError, ValueError)
Job = Callable[["Work"], Any]


_STANDS = 0.2
"""Seconds for which work stands at one go. Whoever waits for it to end on the drawing thread would
wait for ever.
"""


class GivesWay(QObject):
    """Knows whether the event loop of the thread it is made on waits for something to do.

    Made while that thread is at work; `leave` it when there is no more work beside it.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waits = Event()
        self._until = monotonic() + _STANDS
        self._loop = event_loop()
        if self._loop is None:
            self._waits.set()
        else:
            self._loop.awake.connect(self._works)
            self._loop.aboutToBlock.connect(self._waits.set)

    @Slot()
    def leave(self) -> None:
        """Hear nothing more of the event loop."""
        if self._loop is not None:
            self._loop.awake.disconnect(self._works)
            self._loop.aboutToBlock.disconnect(self._waits.set)
            self._loop = None
        self._waits.set()

    def stand(self) -> None:
        """Come back when the event loop waits, or after 0.2 s at most. Called on another thread."""
        if not self._waits.is_set():
            left = self._until - monotonic()
            if left > 0:
                self._waits.wait(left)

    @Slot()
    def _works(self) -> None:
        if self._waits.is_set():
            self._until = monotonic() + _STANDS
            self._waits.clear()


class Work(QThread):
    """One job, in the language that is in use where it is made. It is given this object, to report
    by `progress()`.

    done: the job's result. refused: why it could not be done, as a sentence and as it is.
    """

    advanced = Signal(int, int, str)
    done = Signal(object)
    refused = Signal(str, object)

    def __init__(self, job: Job, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._job, self._context = job, copy_context()
        self._stopped = False
        self._way = GivesWay(self)
        self.finished.connect(self._way.leave)

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
        self._context.run(self._do)

    def _do(self) -> None:
        try:
            with standing(self._way.stand):
                result = self._job(self)
        except Refused as refused:
            self.refused.emit(str(refused), refused)
        except _UNEXPECTED as error:
            # A thread that ended without a word would leave the person waiting.
            unexpected = Refused("unexpected", what=type(error).__name__)
            self.refused.emit(str(unexpected), unexpected)
        else:
            self.done.emit(result)


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
        """Stop asking. Waiting threads continue without a passphrase."""
        self._closed = True
        self._answers.put("")


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


class KeepingCopies(QObject):
    """One copy at a time; a wish while one is made is granted after it. refused: a sentence."""

    refused = Signal(str)

    def __init__(self, library: Path, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library, self._clock = library, clock
        self._work: Work | None = None
        self._again = False

    def soon(self) -> None:
        """Make a copy now, or as soon as the one under way is made."""
        if self._work is not None:
            self._again = True
            return
        self._work = Work(lambda _: _copied(self._library, self._clock), self)
        self._work.refused.connect(self.refused)
        self._work.finished.connect(self._made)
        self._work.start()

    def finish(self) -> None:
        """Wait for the copy under way, and make the one that was asked for."""
        while self._work is not None:
            self._work.wait()
            self._made()

    def _made(self) -> None:
        """A copy is made. After `finish` the thread's own news comes late: then another one can
        be under way, which is not let go.
        """
        if self._work is None or not self._work.isFinished():
            return
        self._work.deleteLater()
        self._work = None
        if self._again:
            self._again = False
            self.soon()


def _copied(library: Path, clock: Clock) -> str:
    try:
        with Library(library, clock) as own:
            return own.back_up()
    except Refused as refused:
        if refused.key != "damaged-file":
            raise
        raise Refused("damaged-library") from refused  # which says where the way back is
