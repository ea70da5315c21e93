"""Reads circle files ahead of the merge, which takes them one by one in their order.

Whoever checks them, what comes of a merge is the same: the order is that of the files, and what a
worker does not answer is checked here. Nobody waits for a worker that is still to come: until it
answers for the first time, files are checked here as well. A sealed file is never given away: it is
opened when its turn comes, by whoever may be asked for a passphrase.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future
from concurrent.futures import TimeoutError as TooLate
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct, field

from storycircle.core.error_sentences import Refused
from storycircle.jobs.workers.checking import Checked, NotSound, check_files
from storycircle.jobs.workers.processes import Processes
from storycircle.store.exchange import circle_file
from storycircle.store.exchange.apply_merge import Incoming
from storycircle.store.exchange.sealed_file import is_sealed
from storycircle.store.exchange.untrusted_file import MOST_MEGABYTES, plain_file

APART_FROM = 40
"""Circle files from which on another process reads them: it would hardly have begun before."""
FILES = 20  # given to a worker at once
_BYTES = 4_000_000  # likewise
PATIENCE = 60.0  # seconds for an answer, then they are checked here


class Readers(Struct, frozen=True):
    """Who reads and checks circle files. executor: any that runs functions elsewhere; `workers`:
    how many it has. at_once: how many times as many files are given to one at once as to a process
    of this laptop; more where each message goes a long way.
    """

    executor: Executor
    workers: int
    at_once: int = 1


class _Part(Struct):
    """Files that were given to a worker together, and its answer to come. at_once: as of
    `Readers`.
    """

    at_once: int = 1
    paths: list[Path] = field(default_factory=list)
    files: list[tuple[str, bytes]] = field(default_factory=list)
    size: int = 0
    answer: "Future[list[Checked]] | None" = None

    def take(self, path: Path, data: bytes) -> bool:
        """Put a file to it; whether it is full now."""
        self.paths.append(path)
        self.files.append((path.name, data))
        self.size += len(data)
        return len(self.files) >= FILES * self.at_once or self.size >= _BYTES * self.at_once


class ReadAhead:
    """The circle files of a merge, each read once and a little before its turn.

    paths: in the order in which they are asked for; others are read as they are asked for.
    """

    def __init__(self, paths: Iterable[Path], readers: Readers | None) -> None:
        self._paths = list(paths) if readers is not None else []
        self._places = {path: place for place, path in enumerate(self._paths)}
        self._next = 0  # the place of the first that is neither read nor given away
        self._readers = readers
        self._first = None if readers is None else _given(readers.executor, [])
        self._come = False  # whether the first answer came
        self._parts: deque[_Part] = deque()
        self._found: dict[Path, Checked] = {}

    def read(self, path: Path, unseal: circle_file.Unseal | None) -> Incoming:
        """The content of a circle file, all of it checked. Raises Refused."""
        if not self._come:
            self._next = max(self._next, self._places.get(path, -1))
        self._go_on()
        if path not in self._found and self._parts and path in self._parts[0].paths:
            part = self._parts.popleft()
            self._found.update(zip(part.paths, _answer(part), strict=True))
            self._go_on()
        found = self._found.pop(path, None)
        if found is None:  # sealed, not readable, or not foreseen
            return circle_file.read(path, unseal)
        if isinstance(found, NotSound):
            raise found.refusal()
        return found

    def close(self) -> None:
        """Nobody asks any more."""
        for answer in (self._first, *(part.answer for part in self._parts)):
            if answer is not None:
                answer.cancel()
        self._parts.clear()

    def _go_on(self) -> None:
        """Give away as much as keeps every worker at work: two parts for each."""
        if not self._has_come():
            return
        while self._readers is not None and len(self._parts) < 2 * self._readers.workers:
            part = self._next_part()
            if not part.files:
                return
            part.answer = _given(self._readers.executor, part.files)
            self._parts.append(part)

    def _has_come(self) -> bool:
        """Whether a worker has answered by now, if only that it will not."""
        if not self._come and self._first is not None and self._first.done():
            self._come = True
            if self._next:  # read here meanwhile, while it begins with those after them
                self._next += FILES // 2
        return self._come

    def _next_part(self) -> _Part:
        part = _Part(1 if self._readers is None else self._readers.at_once)
        while self._next < len(self._paths):
            path = self._paths[self._next]
            self._next += 1
            data = _open_file(path)
            if data is not None and part.take(path, data):
                break
        return part


@contextmanager
def read_ahead(paths: Sequence[Path], readers: Readers | None = None) -> Iterator[ReadAhead]:
    """Circle files read by others while the block goes on. readers: without any, one process of
    this laptop, where there are so many files that it is worth it.
    """
    if readers is not None or len(paths) < APART_FROM:
        made: Processes | None = None
    else:
        made = Processes(1)
        readers = Readers(made, 1)
    ahead = ReadAhead(paths, readers)
    try:
        yield ahead
    finally:
        ahead.close()
        if made is not None:
            made.shutdown(wait=False, cancel_futures=True)


def _open_file(path: Path) -> bytes | None:
    """The bytes of a file that may be given away; None where it is sealed or cannot be read."""
    try:
        data = plain_file(path, MOST_MEGABYTES)
    except Refused:  # which is said at its turn
        return None
    return None if is_sealed(data) else data


def _given(executor: Executor, files: list[tuple[str, bytes]]) -> "Future[list[Checked]] | None":
    try:
        return executor.submit(check_files, files)
    except RuntimeError:  # it takes nothing more
        return None


def _answer(part: _Part) -> Sequence[Checked]:
    """What the worker found; what is found here, where it did not answer."""
    if part.answer is not None:
        try:
            return part.answer.result(PATIENCE)
        except (TooLate, OSError, RuntimeError):  # it was killed, or cannot be reached
            part.answer.cancel()
    return check_files(part.files)
