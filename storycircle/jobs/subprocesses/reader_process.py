"""Hears one of the readers of strangers' files, which runs in a process of its own, with bounds.

A reader gets an open file as standard input, and bounds as words. Each thing that it found leaves
on standard output behind a line of JSON that tells what it is and its size. Nothing is written to
the disk by it, and it is ended when it takes too long. What it says is believed no more than the
file: lines and sizes have bounds here too.
"""

import json
import os
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Timer
from typing import IO, Any

from msgspec import Struct

from storycircle.core.error_sentences import Refused
from storycircle.launcher import start
from storycircle.store.exchange.untrusted_file import plain_handle
from storycircle.store.safety.disk import explained

STARTING = 60
"""Seconds that a reader has before it begins: on an old laptop a scanner looks at it first."""
_LONGEST_LINE = 4_000_000  # a name has at most 65,535 letters, each of them escaped
_CHUNK = 1 << 16


class Reader(Struct, frozen=True):
    """A program that reads files of one kind. seconds: after which it is ended. most: MB of a
    file that it is given at most.
    """

    name: str
    seconds: int
    most: int


class Item:
    """One thing that a reader found: what is said of it, and its bytes, which come only once."""

    def __init__(self, header: dict[str, Any], output: IO[bytes]) -> None:
        self.header = header
        size = header.get("size")
        self._left = size if isinstance(size, int) and size > 0 else 0
        self._output = output

    @property
    def size(self) -> int:
        """How many bytes were not taken yet."""
        return self._left

    def says(self, key: str) -> str:
        """A word of what is said of it; empty where it is not said."""
        said = self.header.get(key, "")
        return said if isinstance(said, str) else ""

    def chunks(self) -> Iterator[bytes]:
        """The bytes that were not taken yet."""
        while self._left and (data := self._output.read(min(self._left, _CHUNK))):
            self._left -= len(data)
            yield data

    def data(self) -> bytes:
        """All its bytes."""
        return b"".join(self.chunks())

    def save(self, path: Path) -> None:
        """Write its bytes to a new file, in a new folder. Raises Refused."""
        with explained(path):
            path.parent.mkdir(parents=True)
            with path.open("wb") as file:
                for data in self.chunks():
                    file.write(data)


def read_by(
    reader: Reader, path: Path, *words: int, seconds: float | None = None
) -> Iterator[Item]:
    """What a reader finds in a file, one after another; seconds: less than it has by itself.

    The last one says `end`: true where all was looked at, "late" where it took too long, and false
    where the reader broke down. Raises Refused where the file cannot be handed to it, and where it
    does not begin: that says nothing of the file.
    """
    handle = plain_handle(path, reader.most)
    with os.fdopen(handle, "rb") as file, _started(reader, words, file, path) as process:
        assert process.stdout is not None  # noqa: S101 (a pipe, as was asked for)
        try:
            with ended_after(process, STARTING):
                if "begun" not in _line(process.stdout):
                    raise Refused("reader-not-started", name=path.name)
            most = min(reader.seconds, seconds or reader.seconds)
            with ended_after(process, most) as ended:
                for item in _items(process.stdout):
                    if item.header.get("end") is False and ended.is_set():
                        item.header["end"] = "late"
                    yield item
        finally:
            process.kill()


def _started(
    reader: Reader, words: Iterable[int], file: IO[bytes], path: Path
) -> "subprocess.Popen[bytes]":
    try:
        return start(reader.name, [str(word) for word in words], file)
    except OSError as error:
        raise Refused("reader-not-started", name=path.name) from error


@contextmanager
def ended_after(process: "subprocess.Popen[bytes]", seconds: float) -> Iterator[Event]:
    """A block in which a process is ended after so many seconds; the event says that it was."""
    ended = Event()

    def end() -> None:
        ended.set()
        process.kill()

    late = Timer(seconds, end)
    late.start()
    try:
        yield ended
    finally:
        late.cancel()


def _items(output: IO[bytes]) -> Iterator[Item]:
    while True:
        item = Item(_line(output), output)
        yield item
        if "end" in item.header:
            return
        for _unwanted in item.chunks():
            pass


def _line(output: IO[bytes]) -> dict[str, Any]:
    """What the reader says next; that it was ended, where it says nothing more."""
    try:
        header = json.loads(output.readline(_LONGEST_LINE))
    except (ValueError, RecursionError):
        header = None
    return header if isinstance(header, dict) and header else {"end": False}
