"""Has a report written in a process of its own, which is ended as soon as it is told to stop."""

import json
import subprocess
from contextlib import suppress
from pathlib import Path
from threading import Event, Lock, Thread
from typing import IO, Any, Self

from msgspec import Struct

from storycircle.core.error_sentences import Refused
from storycircle.core.i18n.language import language
from storycircle.jobs.progress import Progress, silent
from storycircle.jobs.subprocesses.reader_process import STARTING, ended_after
from storycircle.languages import shipped
from storycircle.launcher import start
from storycircle.paper.report.event_part import Only

FROM = 100
"""Circles from which on a report is written so: of fewer it is written before a process starts."""
_LONGEST_LINE = 1_000_000
_EVERY = 0.2  # seconds


class ReportTask(Struct, frozen=True):
    """A report that is to be written: of which event of which library, and where to. only: the part
    of it that is wanted. template: a Word document whose looks it takes.
    """

    library: Path
    event: str
    path: Path
    only: Only | None = None
    template: Path | None = None


def write_apart(task: ReportTask, progress: Progress = silent) -> str | None:
    """Write a report in another process; what is to be known of it, as `write_report` says it. None
    where no process of ours begins here: then nothing is written. Raises Refused.
    """
    if language().code not in shipped():
        return None
    try:
        process = start("report_writer", [], subprocess.PIPE)
    except OSError:
        return None
    assert process.stdin is not None  # noqa: S101 (pipes, as was asked for)
    assert process.stdout is not None  # noqa: S101
    try:
        with ended_after(process, STARTING):
            if "begun" not in _line(process.stdout):
                return None
        with _Watch(process, progress, task.path.name) as watch:
            _say(process.stdin, _as_json(task))
            return _heard(process.stdin, process.stdout, watch)
    finally:
        process.kill()
        process.wait()
        process.stdout.close()
        with suppress(OSError):  # of words that it was gone before it read
            process.stdin.close()


class _Watch:
    """Says how far a process is, and looks five times a second whether it is to be stopped: it is
    ended then, unless what it writes is being written.
    """

    def __init__(self, process: "subprocess.Popen[bytes]", progress: Progress, name: str) -> None:
        self._process, self._progress, self._name = process, progress, name
        self._how_far, self._may_write, self._stopped = (0, 2), False, False
        self._lock, self._over = Lock(), Event()
        self._thread = Thread(target=self._look, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_why: object) -> None:
        self._over.set()
        self._thread.join()

    def note(self, done: int, of: int) -> bool:
        """It is so far; whether it may go on."""
        self._how_far = done, of
        return self._goes_on()

    def may_write(self) -> bool:
        """Whether what is ready may be written, which is not stopped any more."""
        with self._lock:
            self._may_write = not self._stopped
            return self._may_write

    @property
    def stopped(self) -> bool:
        """Whether it was ended because somebody wished so."""
        return self._stopped

    def _look(self) -> None:
        while not self._over.wait(_EVERY):
            if not self._goes_on():
                return

    def _goes_on(self) -> bool:
        wanted = self._progress(*self._how_far, self._name)
        with self._lock:
            if wanted or self._may_write:
                return True
            self._stopped = True
            self._process.kill()
            return False


def _heard(said: IO[bytes], output: IO[bytes], watch: _Watch) -> str:
    while True:
        line = _line(output)
        if watch.stopped:
            raise Refused("stopped")
        if "end" in line:
            return _ended(line)
        goes_on = watch.note(int(line["done"]), int(line["of"]))
        if line["done"] and goes_on and watch.may_write():
            _say(said, b"go\n")


def _ended(line: dict[str, Any]) -> str:
    if "refused" in line:
        raise Refused(str(line["refused"]), **line["fields"])
    if line["end"] is False:
        raise Refused("unexpected", what="report")
    return str(line["note"])


def _as_json(task: ReportTask) -> bytes:
    only = task.only
    fields = {
        "library": str(task.library),
        "event": task.event,
        "path": str(task.path.absolute()),
        "by": str(only.by) if only else "",
        "part": only.value if only else "",
        "template": str(task.template or ""),
        "language": language().code,
    }
    return json.dumps(fields).encode() + b"\n"


def _say(said: IO[bytes], words: bytes) -> None:
    try:
        said.write(words)
        said.flush()
    except OSError:  # it is gone: that is heard next
        return


def _line(output: IO[bytes]) -> dict[str, Any]:
    """What it says next; that it was ended, where it says nothing more."""
    try:
        header = json.loads(output.readline(_LONGEST_LINE))
    except ValueError:
        header = None
    return header if isinstance(header, dict) and header else {"end": False}
