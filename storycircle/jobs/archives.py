"""Zip archives of circle files, sheets and photographs: read in a process of its own.

What is in them goes into a folder of ours under names of ours; nothing in an archive names a
place. The folder is gone when the merge is done.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import mkdtemp
from threading import Timer
from typing import IO, Any

from storycircle.core.errors import Refused
from storycircle.core.file_names import safe_name
from storycircle.store.disk import explained
from storycircle.store.strangers import MOST_MEGABYTES, plain_handle

ENDING = ".zip"
MOST_FILES = 20_000
MOST_INSIDE = 2_000
"""MB of all that is wanted of one archive, unpacked."""
_SECONDS = 120
_LONGEST_LINE = 4_000_000  # a name has at most 65,535 letters, each of them escaped
_CHUNK = 1 << 16
_READER = Path(__file__).with_name("archive_reader.py")


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
            yield from _told(archive, folder, reader.stdout)
        finally:
            late.cancel()
            reader.kill()


def _told(archive: Path, folder: Path, told: IO[bytes]) -> Iterator[Path | Refused]:
    place, count = Path(mkdtemp(dir=folder)), 0
    while True:
        said = _line(told)
        name = safe_name(str(said.get("name", archive.name)))
        if "end" in said:
            return
        if "name" in said and "refused" in said:
            yield Refused(str(said["refused"]), name=name, most=MOST_MEGABYTES)
        elif "size" in said:
            count += 1
            yield _written(place / str(count) / name, told, int(said["size"]))
        else:
            limits = {"most": MOST_INSIDE, "files": f"{MOST_FILES:,}"}
            raise Refused(str(said.get("refused", "damaged-file")), name=archive.name, **limits)


def _line(told: IO[bytes]) -> dict[str, Any]:
    """What the reader says next; nothing where it was ended, or ran out of memory."""
    try:
        said = json.loads(told.readline(_LONGEST_LINE))
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}


def _written(path: Path, told: IO[bytes], size: int) -> Path:
    with explained(path):
        path.parent.mkdir(parents=True)
        with path.open("wb") as file:
            while size and (data := told.read(min(size, _CHUNK))):
                file.write(data)
                size -= len(data)
    return path
