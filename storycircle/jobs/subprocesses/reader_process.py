"""Runs one of the readers of strangers' files in a process of its own, with bounds.

A reader gets an open file as standard input, and bounds as words. Each thing that it found leaves
on standard output behind a line of JSON that tells what it is and its size. Nothing is written to
the disk by it, and it is ended when it takes too long. What it says is believed no more than the
file: lines and sizes have bounds here too.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Timer
from typing import IO, Any

from storycircle.store.exchange.untrusted_file import plain_handle
from storycircle.store.safety.disk import explained

_PACKAGE = "storycircle.jobs.subprocesses"
_ROOT = Path(__file__).parents[3]
_START = (
    "import importlib, sys;"
    "sys.path.insert(0, sys.argv[1]);"
    "importlib.import_module(sys.argv[2]).main(*map(int, sys.argv[3:]))"
)
_LONGEST_LINE = 4_000_000  # a name has at most 65,535 letters, each of them escaped
_CHUNK = 1 << 16


@dataclass(frozen=True, slots=True)
class Reader:
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
    where the reader broke down. Raises Refused where the file cannot be handed to it.
    """
    handle, ended = plain_handle(path, reader.most), Event()
    program = [sys.executable, "-I", "-B", "-c", _START, str(_ROOT), f"{_PACKAGE}.{reader.name}"]
    with (
        os.fdopen(handle, "rb") as file,
        subprocess.Popen(  # noqa: S603 (our own interpreter, our own program)
            [*program, *map(str, words)],
            stdin=file,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        ) as process,
    ):
        late = Timer(min(reader.seconds, seconds or reader.seconds), _end, (process, ended))
        late.start()
        try:
            assert process.stdout is not None  # noqa: S101 (a pipe, as was asked for)
            for item in _items(process.stdout):
                if item.header.get("end") is False and ended.is_set():
                    item.header["end"] = "late"
                yield item
        finally:
            late.cancel()
            process.kill()


def _end(process: subprocess.Popen[bytes], ended: Event) -> None:
    ended.set()
    process.kill()


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
