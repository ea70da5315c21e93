"""The files that are to be merged, from folders and archives too.

What is to be merged: files as they were named, and what was found in folders and archives.

Zip archives of circle files, sheets and photographs: read in a process of its own.

What is in them goes into a folder of ours under names of ours; nothing in an archive names a
place. The folder is gone when the merge is done.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import mkdtemp
from threading import Timer
from types import MappingProxyType
from typing import IO, Any

from storycircle.core.error_sentences import Refused
from storycircle.core.text import safe_name, shown_in_line
from storycircle.jobs import photographs
from storycircle.jobs.photographs import Photograph, is_photograph, read_all
from storycircle.jobs.progress import Progress, silent
from storycircle.store.exchange.confirmation import Waiting
from storycircle.store.exchange.untrusted_file import MOST_MEGABYTES, plain_handle
from storycircle.store.library import Library
from storycircle.store.safety import live_files
from storycircle.store.safety.disk import explained, is_folder
from storycircle.store.safety.workspace import UNPACKED, workspace

ENDING = ".zip"
MOST_FILES = 20_000
MOST_INSIDE = 2_000
"""MB of all that is wanted of one archive, unpacked."""
_SECONDS = 120
_LONGEST_LINE = 4_000_000  # a name has at most 65,535 letters, each of them escaped
_CHUNK = 1 << 16
_READER = Path(__file__).with_name("subprocesses") / "archive_reader.py"


def is_archive(path: Path) -> bool:
    """Whether a file's name says that it is an archive."""
    return path.suffix.lower() == ENDING


def unpacked(archive: Path, folder: Path, endings: Sequence[str]) -> Iterator[Path | Refused]:
    """The files of an archive that have these endings, each in a folder of its own in `folder`; or
    why one is not read. Raises Refused where the archive itself is not.
    """
    handle = plain_handle(archive, MOST_INSIDE)
    words = [" ".join(endings), str(MOST_FILES), str(MOST_MEGABYTES * 1_000_000)]
    with (
        os.fdopen(handle, "rb") as file,
        subprocess.Popen(  # noqa: S603 (our own program)
            [sys.executable, "-I", str(_READER), *words, str(MOST_INSIDE * 1_000_000)],
            stdin=file,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        ) as reader,
    ):
        late = Timer(_SECONDS, reader.kill)
        late.start()
        try:
            assert reader.stdout is not None  # noqa: S101 (a pipe, as was asked for)
            yield from _unpacked(archive, folder, reader.stdout)
        finally:
            late.cancel()
            reader.kill()


def _unpacked(archive: Path, folder: Path, output: IO[bytes]) -> Iterator[Path | Refused]:
    place, count = Path(mkdtemp(dir=folder)), 0
    while True:
        header = _line(output)
        name = safe_name(str(header.get("name", archive.name)))
        if "end" in header:
            return
        if "name" in header and "refused" in header:
            yield Refused(str(header["refused"]), name=name, most=MOST_MEGABYTES)
        elif "size" in header:
            count += 1
            yield _written(place / str(count) / name, output, int(header["size"]))
        else:
            limits = {"most": MOST_INSIDE, "files": f"{MOST_FILES:,}"}
            raise Refused(str(header.get("refused", "damaged-file")), name=archive.name, **limits)


def _line(output: IO[bytes]) -> dict[str, Any]:
    """What the reader says next; nothing where it was ended, or ran out of memory."""
    try:
        header = json.loads(output.readline(_LONGEST_LINE))
    except ValueError:
        return {}
    return header if isinstance(header, dict) else {}


def _written(path: Path, output: IO[bytes], size: int) -> Path:
    with explained(path):
        path.parent.mkdir(parents=True)
        with path.open("wb") as file:
            while size and (data := output.read(min(size, _CHUNK))):
                file.write(data)
                size -= len(data)
    return path


_CIRCLE, _PDF = ".circle", ".pdf"
_ENDINGS = (_CIRCLE, _PDF, *photographs.ENDINGS)
NOTHING: Mapping[int, tuple[Waiting, ...]] = MappingProxyType({})
_UNREPORTED = ("no-code", "not-a-picture")
"""Refusals that are not reported for pictures found in a folder: probably not a sheet."""


@dataclass(frozen=True, slots=True)
class Source:
    """One file. refusal: why it is not even opened. found: it was not named, but lay in a folder
    or an archive that was. accepted: what a person has ticked of what waits in it.
    """

    path: Path
    found: bool = False
    refusal: Refused | None = None
    accepted: tuple[Waiting, ...] = ()

    @property
    def name(self) -> str:
        """The file's name, as one line."""
        return shown_in_line(self.path.name)


@dataclass(slots=True)
class Batch:
    """All that is merged together. Photographs are read once, for codes in several of them."""

    sources: tuple[Source, ...]
    _pictures: dict[Path, Photograph] | None = None

    def pictures(self, progress: Progress = silent) -> dict[Path, Photograph]:
        """What each photograph brings. Where the reading is stopped, the rest is not there."""
        if self._pictures is not None:
            return self._pictures
        paths = [s.path for s in self.sources if s.refusal is None and is_photograph(s.path)]
        read = read_all(_watched(paths, progress))
        if len(read) == len(set(paths)):
            self._pictures = read
        return read

    def without(
        self, left_out: AbstractSet[int], accepted: Mapping[int, tuple[Waiting, ...]] = NOTHING
    ) -> "Batch":
        """The batch without the files at some places; what is accepted of others, by theirs."""
        chosen = (
            replace(source, accepted=accepted.get(at, ()))
            for at, source in enumerate(self.sources)
            if at not in left_out
        )
        return Batch(tuple(chosen), self._pictures)

    def passed_over(self, source: Source, read: Photograph) -> bool:
        """Whether a picture that was not named brings nothing, which nobody needs to be told."""
        return source.found and read.refusal is not None and read.refusal.key in _UNREPORTED


@contextmanager
def batch_of(
    paths: Iterable[Path], library: Library, progress: Progress = silent
) -> Iterator[Batch]:
    """The files, folders and archives to merge into a library; what is unpacked is deleted at the
    end.

    Raises Refused where nothing can be unpacked beside the library.
    """
    with workspace(library.path, UNPACKED) as folder:
        sources: list[Source] = []
        found_before: set[Path] = set()  # in a folder that was named: such a file counts once
        for path in paths:
            inside = [s for s in _sources(path, folder, progress) if s.path not in found_before]
            named = {source.path for source in sources}
            sources += [source for source in inside if not source.found or source.path not in named]
            found_before |= {source.path for source in inside if source.found}
        yield Batch(tuple(sources))


def _sources(path: Path, folder: Path, progress: Progress) -> Iterator[Source]:
    if is_folder(path):
        yield from _or_none(path, _in_folder(path, folder, progress))
    elif is_archive(path):
        yield from _or_none(path, _in_archive(path, folder, progress))
    else:
        yield Source(path)


def _or_none(path: Path, inside: Iterator[Source]) -> Iterator[Source]:
    """What is inside, or that there is nothing."""
    any_there = False
    for source in inside:
        any_there = True
        yield source
    if not any_there:
        yield Source(path, refusal=Refused("no-circle-files", name=path.name or str(path)))


def _in_folder(path: Path, folder: Path, progress: Progress) -> Iterator[Source]:
    for place, folders, names in os.walk(path):
        folders[:] = sorted(name for name in folders if not _hidden(name))
        for name in sorted(name for name in names if not _hidden(name)):
            file = Path(place) / name
            if not progress(0, 0, name):
                return
            if is_archive(file):
                yield from _in_archive(file, folder, progress)
            elif _carries_a_circle(file):
                yield Source(file, found=True)


def _in_archive(path: Path, folder: Path, progress: Progress) -> Iterator[Source]:
    try:
        for file in unpacked(path, folder, (*_ENDINGS, ENDING)):
            if isinstance(file, Refused):
                name = str(file.fields["name"])
                yield Source(path / name, found=True, refusal=file)
            elif not progress(0, 0, file.name):
                return
            elif is_archive(file):
                refusal = Refused("archive-in-archive", name=file.name)
                yield Source(file, found=True, refusal=refusal)
            elif _carries_a_circle(file):
                yield Source(file, found=True)
    except Refused as refused:
        yield Source(path, refusal=refused)


def _hidden(name: str) -> bool:
    """What systems put on a stick, and what was thrown away on it."""
    return name.startswith((".", "$RECYCLE", "__MACOSX"))


def _carries_a_circle(path: Path) -> bool:
    """Whether a file that was not named is worth a look: circle files, sheets with data, pictures
    in which a code may be.
    """
    ending = path.suffix.lower()
    if ending != _PDF:
        return ending in _ENDINGS
    try:
        plain = path.is_file() and not path.is_symlink()
        if not plain or path.stat().st_size > MOST_MEGABYTES * 1_000_000:
            return False
        return b"/EmbeddedFiles" in live_files.whole(path)
    except (OSError, Refused):
        return False


def _watched(paths: list[Path], progress: Progress) -> Iterator[Path]:
    for done, path in enumerate(paths):
        if not progress(done, len(paths), path.name):
            return
        yield path
