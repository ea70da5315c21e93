"""The organiser's jobs, each on a thread of its own with a library of its own."""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from storycircle.core.clock import Clock
from storycircle.core.model import Event
from storycircle.jobs.export import export_pack, export_sealing_pack
from storycircle.jobs.merge import looked_at, merged_batch
from storycircle.jobs.merge_sources import Batch, batch_of
from storycircle.jobs.progress import Progress
from storycircle.jobs.report import write_report
from storycircle.store.exchange.sealed_file import Opener, key_files
from storycircle.store.library import Library
from storycircle.ui.organiser.view_model import circle_counts, grown
from storycircle.ui.system.background import Job, Passphrases, Work

TOOK_BACK = "took_back"


@dataclass(frozen=True)
class Looked:
    """What merging some files would do; nothing is written yet. whole: none was left unread.

    What was unpacked for it is there until it is closed.
    """

    batch: Batch
    opener: Opener
    unpacked: ExitStack
    whole: bool

    def close(self) -> None:
        self.unpacked.close()


@dataclass(frozen=True)
class Told:
    """What came of a gathering: files asked for, files merged or refused, the event to show."""

    files: int
    merged: int
    event: str | None


class Doing(QObject):
    """One job at a time.

    looked: what one file more would do. merged: one file more is gathered. refused: why it could
    not be done, as a sentence and as it is. ended: whatever came of it, nothing is running now.
    """

    looked = Signal(object)
    merged = Signal(object)
    advanced = Signal(int, int)
    done = Signal(object)
    refused = Signal(str, object)
    ended = Signal()

    def __init__(self, path: Path, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.path = path
        self.clock = clock
        self._work: Work | None = None
        self.passphrases = Passphrases(self)

    @property
    def busy(self) -> bool:
        return self._work is not None

    def look(self, paths: list[Path]) -> None:
        """See what merging files, folders and archives would do. done gives what was Looked."""

        def job(work: Work) -> Looked:
            opener = Opener(self.path, self.passphrases.ask)
            with Library(self.path, self.clock) as library, ExitStack() as stack:
                batch = stack.enter_context(batch_of(paths, library, work.progress))
                rows = looked_at(library, batch, progress=work.progress, unseal=opener.open)
                last = -1
                for merged in rows:
                    last = merged.at
                    self.looked.emit(merged)
                whole = not work.stopped or last == len(batch.sources) - 1
                return Looked(batch, opener, stack.pop_all(), whole)

        self.passphrases.open()
        self._begin(job)

    def merge(self, batch: Batch, looked: Looked, shown: str | None) -> None:
        """Merge what is chosen of what was looked at, while an event is shown.

        done gives what was Told.
        """

        def job(work: Work) -> Told:
            unseal, count = looked.opener.open, 0
            with Library(self.path, self.clock) as library:
                before = circle_counts(library)
                for merged in merged_batch(library, batch, progress=work.progress, unseal=unseal):
                    count += 1
                    self.merged.emit(merged)
                return Told(len(batch.sources), count, grown(library, before, shown))

        self.passphrases.open()
        self._begin(job)

    def take_back(self) -> None:
        """Let the library be as it was before the last merge. done gives TOOK_BACK."""

        def job(_work: Work) -> str:
            with Library(self.path, self.clock) as library:
                library.take_back()
            return TOOK_BACK

        self._begin(job)

    def save_report(self, event: Event, path: Path) -> None:
        """The report; it can be stopped until it is written."""
        self._write(path, lambda library, go: write_report(path, library, event, go))

    def make_pack(self, event: Event, path: Path) -> None:
        """The pack; where there is a key, it has circle files sealed to it."""
        sealing = key_files(self.path)[1].exists()
        write = export_sealing_pack if sealing else export_pack
        self._write(path, lambda library, _go: write(library, event, path))

    def stop(self) -> None:
        """Ask the job to end after the file it is at."""
        if self._work is not None:
            self._work.stop()
            self.passphrases.close()

    def stop_and_wait(self) -> None:
        """Come back when nothing is running: a file that is being merged is merged whole."""
        if self._work is not None:
            self.stop()
            self._work.wait()

    def _write(self, path: Path, write: Callable[[Library, Progress], object]) -> None:
        def job(work: Work) -> Path:
            with Library(self.path, self.clock) as library:
                write(library, work.progress)
            return path

        self._begin(job)

    def _begin(self, job: Job) -> None:
        if self._work is not None:
            return
        work = self._work = Work(job, self)
        work.advanced.connect(self._advanced)
        work.done.connect(self._done)
        work.refused.connect(self.refused)
        work.finished.connect(self._finished)
        work.start()

    # Slots of an object of the drawing thread: Qt brings the job's signals over to it.

    @Slot(int, int, str)
    def _advanced(self, done: int, of: int, _what: str) -> None:
        self.advanced.emit(done, of)

    @Slot(object)
    def _done(self, result: Any) -> None:
        self.done.emit(result)

    @Slot()
    def _finished(self) -> None:
        if self._work is not None:
            self._work.deleteLater()
            self._work = None
        self.ended.emit()
