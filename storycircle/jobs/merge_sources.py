"""The files that are to be merged: those that were named, and all in folders and archives.

Each file is judged by its content, and none is left out: what brings nothing is in the list too,
with what it is. What is unpacked goes into a folder of ours under names of ours, which is gone
when the merge is done.
"""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType

from msgspec import Struct
from msgspec.structs import replace

from storycircle.core.error_sentences import Refused
from storycircle.core.formats.sheet_code import Part
from storycircle.core.i18n import _
from storycircle.core.text import shown_in_line
from storycircle.jobs.files.archives import IsDocument, Room, unpacked
from storycircle.jobs.files.contents import Contents, contents_of
from storycircle.jobs.files.kinds import SYSTEM_FOLDERS, Kind, kind_at
from storycircle.jobs.light.receiving import add_files
from storycircle.jobs.photographs import Photograph, joined
from storycircle.jobs.progress import Progress, silent
from storycircle.store.exchange.confirmation import Waiting
from storycircle.store.library import Library
from storycircle.store.safety.disk import explained, is_folder
from storycircle.store.safety.workspace import UNPACKED, workspace

NOTHING: Mapping[int, tuple[Waiting, ...]] = MappingProxyType({})
_DEEPEST = 2  # archives in an archive
_SEVERAL = (Kind.ZIP, Kind.MAIL, Kind.MAILBOX, Kind.PICTURE, Kind.FILM)


class Source(Struct, frozen=True):
    """One file. kind: what it is. found: it was not named, but lay in a folder or an archive that
    was. refusal: why it is not even opened. accepted: what a person has ticked of what waits in it.
    read: what a camera read instead; there is no such file.
    """

    path: Path
    kind: Kind
    found: bool = False
    refusal: Refused | None = None
    accepted: tuple[Waiting, ...] = ()
    read: tuple[Part, ...] = ()

    @property
    def name(self) -> str:
        """The file's name, as one line."""
        return shown_in_line(self.path.name)

    @property
    def is_circle_file(self) -> bool:
        """Whether it is one circle's file, open or sealed, by how it begins."""
        return self.refusal is None and self.kind is Kind.CIRCLE

    @property
    def is_looked_into(self) -> bool:
        """Whether circles may be in it, beside a circle file, which is opened when its turn is."""
        return self.refusal is None and self.kind in (
            *(Kind.PDF, Kind.PICTURE, Kind.FILM, Kind.MAIL, Kind.MAILBOX, Kind.CUT_DATABASE),
        )


class Looked(Struct, frozen=True):
    """What is in a file, and what its codes brought together with those in all others."""

    contents: Contents
    codes: Photograph | None = None


class Batch(Struct):
    """All that is merged together. Files are looked into once, for codes in several of them."""

    sources: tuple[Source, ...]
    folder: Path
    _looked: dict[Path, Looked] | None = None

    def looked_into(self, progress: Progress = silent) -> dict[Path, Looked]:
        """What is in each file. Where the reading is stopped, the rest is not there."""
        if self._looked is not None:
            return self._looked
        wanted = {source.path: source for source in self.sources if source.is_looked_into}
        read: dict[Path, Contents] = {}
        stopped = False
        for done, (path, source) in enumerate(wanted.items()):

            def goes_on(done: int = done, name: str = path.name) -> bool:
                return progress(done, len(wanted), name)

            if stopped := not goes_on():
                break
            if source.read:
                read[path] = Contents(source.kind, parts=list(source.read))
            else:
                read[path] = contents_of(path, source.kind, self.folder, goes_on)
        lent = dict.fromkeys(add_files(read, self.folder), Photograph(lent=True))
        codes = lent | joined({path: contents.parts for path, contents in read.items()})
        looked = {path: Looked(contents, codes.get(path)) for path, contents in read.items()}
        if not stopped:
            self._looked = looked
        return looked

    def without(
        self, left_out: AbstractSet[int], accepted: Mapping[int, tuple[Waiting, ...]] = NOTHING
    ) -> "Batch":
        """The batch without the files at some places; what is accepted of others, by theirs."""
        chosen = (
            replace(source, accepted=accepted.get(at, ()))
            for at, source in enumerate(self.sources)
            if at not in left_out
        )
        return Batch(tuple(chosen), self.folder, self._looked)


@contextmanager
def batch_of(
    paths: Iterable[Path],
    library: Library,
    progress: Progress = silent,
    read: Sequence[Part] = (),
) -> Iterator[Batch]:
    """The files, folders and archives to merge into a library; what is unpacked is deleted at the
    end. read: what a camera read.

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
        if read:
            # For translators: stands where the name of a file stands.
            name = Path(_("From the camera"))
            sources.append(Source(name, Kind.PICTURE, read=tuple(read)))
        yield Batch(tuple(sources), folder)


def may_hold_several(path: Path) -> bool:
    """Whether several circles may be in what is at a path, or none, and where they are shown is
    where many are gathered.
    """
    try:
        return is_folder(path) or kind_at(path) in _SEVERAL
    except Refused:
        return False


def _sources(path: Path, folder: Path, progress: Progress) -> Iterator[Source]:
    if is_folder(path):
        yield from _or_none(path, _in_folder(path, folder, progress))
        return
    source = _source(path, found=False)
    if source.kind is Kind.ZIP:
        yield from _or_none(path, _in_archive(source, folder, progress, Room()))
    else:
        yield source


def _source(path: Path, *, found: bool) -> Source:
    try:
        kind = kind_at(path)
    except Refused as refused:
        return Source(path, Kind.UNKNOWN, found, refused)
    if kind is Kind.NO_FILE and not found:
        return Source(path, kind, found, Refused("not-a-file", name=path.name))
    return Source(path, kind, found)


def _or_none(path: Path, inside: Iterator[Source]) -> Iterator[Source]:
    """What is inside, or that there is nothing."""
    any_there = False
    for source in inside:
        any_there = True
        yield source
    if not any_there:
        refused = Refused("no-circle-files", name=path.name or str(path))
        yield Source(path, Kind.UNKNOWN, refusal=refused)


def _in_folder(path: Path, folder: Path, progress: Progress) -> Iterator[Source]:
    try:
        with explained(path, "cannot-read"), os.scandir(path) as listed:
            entries = sorted(listed, key=_by_kind_and_name)
    except Refused as refused:
        yield Source(path, Kind.UNKNOWN, found=True, refusal=refused)
        return
    for entry in entries:
        if not progress(0, 0, entry.name):
            return
        yield from _entry(Path(entry.path), folder, progress)


def _by_kind_and_name(entry: os.DirEntry[str]) -> tuple[bool, str]:
    """Files first, then folders."""
    return is_folder(Path(entry.path)), entry.name


def _entry(path: Path, folder: Path, progress: Progress) -> Iterator[Source]:
    """What lies in a folder: a file, all in another folder, or one that systems hide."""
    if is_folder(path):
        if _is_hidden(path):
            yield Source(path, Kind.HIDDEN_FOLDER, found=True)
        else:
            yield from _in_folder(path, folder, progress)
        return
    source = _source(path, found=True)
    if source.kind is Kind.ZIP:
        yield from _in_archive(source, folder, progress, Room())
    else:
        yield source


def _in_archive(
    source: Source, folder: Path, progress: Progress, room: Room, deep: int = 0
) -> Iterator[Source]:
    """What is in an archive; the archive itself where it is one document of another program."""
    inside = False
    try:
        for each in unpacked(source.path, folder, room):
            inside = True
            if not progress(0, 0, each.name):
                return
            path = each.path or source.path / each.name
            if each.path is None:
                yield Source(path, each.kind or Kind.UNKNOWN, found=True, refusal=each.refusal)
                continue
            found = _source(path, found=True)
            if found.kind is not Kind.ZIP:
                yield found
            elif deep < _DEEPEST:
                yield from _in_archive(found, folder, progress, room, deep + 1)
            else:
                refusal = Refused("archive-in-archive", name=path.name)
                yield replace(found, refusal=refusal)
        if not inside and source.found:
            yield source
    except IsDocument as document:
        yield replace(source, kind=document.kind)
    except Refused as refused:
        yield replace(source, refusal=refused)


def _is_hidden(path: Path) -> bool:
    """Whether a folder is what systems put on a stick, or where what was thrown away on it is."""
    return path.name.startswith(SYSTEM_FOLDERS)
