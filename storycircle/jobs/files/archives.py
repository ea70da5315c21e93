"""The files of a zip archive, unpacked under names of ours: nothing in it names a place."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import mkdtemp

from msgspec import Struct

from storycircle.core.error_sentences import Refused
from storycircle.core.text import safe_name
from storycircle.jobs.files.kinds import MAY_HOLD, Kind, kind_of
from storycircle.jobs.subprocesses.reader_process import Reader, read_by
from storycircle.store.exchange.untrusted_file import MOST_MEGABYTES

MOST_FILES = 20_000
MOST_INSIDE = 2_000
"""MB of all that is unpacked of one archive, and of those in it."""
_READER = Reader("archive_reader", seconds=120, most=MOST_INSIDE)


class Room(Struct):
    """How many more files, and MB of them, an archive and what is in it may hold."""

    files: int = MOST_FILES
    bytes: int = MOST_INSIDE * 1_000_000


class Unpacked(Struct, frozen=True):
    """One file of an archive: where it is now, or what it is or why it is not read."""

    name: str
    path: Path | None = None
    kind: Kind | None = None
    refusal: Refused | None = None


class IsDocument(Exception):  # noqa: N818 (what it is, not what went wrong)
    """An archive is one document of another program, of a kind."""

    def __init__(self, kind: Kind) -> None:
        super().__init__(kind)
        self.kind = kind


def unpacked(archive: Path, folder: Path, room: Room) -> Iterator[Unpacked]:
    """The files of an archive, each in a folder of its own in `folder`.

    Raises Refused where the archive is not opened, and IsDocument.
    """
    place, count = Path(mkdtemp(dir=folder)), 0
    most = MOST_MEGABYTES * 1_000_000
    for item in read_by(_READER, archive, room.files, most, room.bytes):
        name = safe_name(item.says("name") or archive.name)
        if "end" in item.header:
            if not item.header["end"]:
                raise Refused("damaged-file", name=archive.name)
        elif document := item.says("document"):
            raise IsDocument(Kind(document))
        elif "name" not in item.header:
            limits = {"most": MOST_INSIDE, "files": f"{MOST_FILES:,}"}
            raise Refused(item.says("refused") or "damaged-file", name=archive.name, **limits)
        elif "hidden" in item.header:
            yield Unpacked(item.says("name"), kind=Kind.HIDDEN_FOLDER)
        elif "large" in item.header:
            yield _large(name, kind_of(item.data(), most + 1))
        elif "whole" in item.header:
            count += 1
            path = place / str(count) / name
            item.save(path)
            room.files -= 1
            room.bytes -= path.stat().st_size
            yield Unpacked(name, path)
        else:
            refused = Refused(item.says("refused") or "damaged-file", name=name)
            yield Unpacked(name, refusal=refused)


def _large(name: str, kind: Kind) -> Unpacked:
    """What is said of a file that is too large: a film is a film, but a PDF may have been read."""
    could = kind in MAY_HOLD
    refused = Refused("too-big-to-read", name=name, most=MOST_MEGABYTES)
    return Unpacked(name, kind=None if could else kind, refusal=refused if could else None)
