"""What is to be merged: files as they were named, and what was found in folders and archives."""

import os
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

from storycircle.core.errors import Refused
from storycircle.core.file_names import one_line
from storycircle.jobs import archives, photographs
from storycircle.jobs.photographs import Photograph, is_photograph, read_all
from storycircle.jobs.progress import Progress, silent
from storycircle.store import live
from storycircle.store.disk import is_folder
from storycircle.store.held import Waiting
from storycircle.store.library import Library
from storycircle.store.strangers import MOST_MEGABYTES
from storycircle.store.workspace import UNPACKED, workspace

_CIRCLE, _PDF = ".circle", ".pdf"
_ENDINGS = (_CIRCLE, _PDF, *photographs.ENDINGS)
NOTHING: Mapping[int, tuple[Waiting, ...]] = MappingProxyType({})
_QUIET = ("no-code", "not-a-picture")
"""Why a picture that lay among other files is passed over: it is a holiday, not a sheet."""


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
        return one_line(self.path.name)


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
        return source.found and read.refusal is not None and read.refusal.key in _QUIET


@contextmanager
def batch_of(
    paths: Iterable[Path], library: Library, progress: Progress = silent
) -> Iterator[Batch]:
    """The files, folders and archives to merge into a library; what is unpacked goes at the end.

    Raises Refused where nothing can be unpacked beside the library.
    """
    with workspace(library.path, UNPACKED) as folder:
        sources: list[Source] = []
        lay_there: set[Path] = set()  # in a folder that was named: such a file counts once
        for path in paths:
            inside = [s for s in _sources(path, folder, progress) if s.path not in lay_there]
            named = {source.path for source in sources}
            sources += [source for source in inside if not source.found or source.path not in named]
            lay_there |= {source.path for source in inside if source.found}
        yield Batch(tuple(sources))


def _sources(path: Path, folder: Path, progress: Progress) -> Iterator[Source]:
    if is_folder(path):
        yield from _or_none(path, _in_folder(path, folder, progress))
    elif archives.is_archive(path):
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
            if archives.is_archive(file):
                yield from _in_archive(file, folder, progress)
            elif _carries_a_circle(file):
                yield Source(file, found=True)


def _in_archive(path: Path, folder: Path, progress: Progress) -> Iterator[Source]:
    try:
        for file in archives.unpacked(path, folder, (*_ENDINGS, archives.ENDING)):
            if isinstance(file, Refused):
                name = str(file.fields["name"])
                yield Source(path / name, found=True, refusal=file)
            elif not progress(0, 0, file.name):
                return
            elif archives.is_archive(file):
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
        return b"/EmbeddedFiles" in live.whole(path)
    except (OSError, Refused):
        return False


def _watched(paths: list[Path], progress: Progress) -> Iterator[Path]:
    for done, path in enumerate(paths):
        if not progress(done, len(paths), path.name):
            return
        yield path
