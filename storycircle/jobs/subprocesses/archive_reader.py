"""Opens one zip archive: a program of its own, run by jobs/files/archives.py.

Archives come from strangers, so they are opened in a process with bounds on memory and time. Each
file in it is told with its bytes, or why it is not read; what systems hide is told by its name
alone. Nothing is unpacked that the limits do not allow.
"""

import re
import stat
import sys
import zipfile
import zlib

from storycircle.jobs.subprocesses.reader_output import tell

MOST_MEMORY = 1_000_000_000
_UNREADABLE = (
    *(zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError),
    *(NotImplementedError, RuntimeError, MemoryError, UnicodeError),
)
_OUTSIDE = re.compile(r"^[/\\]|^[A-Za-z]:|(^|[/\\])\.\.([/\\]|$)")
_HIDDEN = (".", "__MACOSX", "$RECYCLE")
_PARTS_OF = {"word/": "word", "xl/": "excel", "ppt/": "powerpoint"}
"""Folders in what Office writes, which is an archive too, and what that is."""
_ALSO = {
    "META-INF/container.xml": "book",
    "AndroidManifest.xml": "program",
    "META-INF/MANIFEST.MF": "program",
    "Index/Document.iwa": "office",
    "Index.zip": "office",
}
_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument"


def main(most_files: int, most_each: int, most: int) -> None:
    """Tell the files of an archive, or why it is not opened."""
    try:
        with zipfile.ZipFile(sys.stdin.buffer) as archive:
            entries = archive.infolist()
            if document := _document(archive, entries[:most_files]):
                tell(document=document)
            elif refused := _refused(entries, most_files, most_each, most):
                tell(refused=refused)
            else:
                _tell_all(archive, entries, most_each)
    except _UNREADABLE:
        tell(refused="damaged-file")
    tell(end=True)


def _document(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> str:
    """What an archive is that is one document of another program; empty where it is none."""
    names = {entry.filename for entry in entries}
    if "[Content_Types].xml" in names:
        return next((kind for at, kind in _PARTS_OF.items() if _any_in(names, at)), "office")
    if "mimetype" in names:
        with archive.open("mimetype") as file:
            if file.read(200).startswith(_OPEN_DOCUMENT):
                return "office"
    return next((kind for name, kind in _ALSO.items() if name in names), "")


def _any_in(names: set[str], folder: str) -> bool:
    return any(name.startswith(folder) for name in names)


def _refused(
    entries: list[zipfile.ZipInfo], most_files: int, most_each: int, most: int
) -> str | None:
    """The key of what is refused in the whole archive."""
    if len(entries) > most_files:
        return "archive-too-many"
    for entry in entries:
        mode = stat.S_IFMT(entry.external_attr >> 16)
        if mode not in (0, stat.S_IFREG, stat.S_IFDIR):
            return "archive-special"
        if _OUTSIDE.search(entry.orig_filename) or "\0" in entry.orig_filename:
            return "archive-outside"
        if entry.flag_bits & 0x1:
            return "archive-locked"
    sizes = (entry.file_size for entry in entries if not _hidden(entry))
    if sum(size for size in sizes if size <= most_each) > most:
        return "archive-too-big"
    return None


def _parts(entry: zipfile.ZipInfo) -> list[str]:
    return re.split(r"[/\\]", entry.filename)


def _hidden(entry: zipfile.ZipInfo) -> str:
    """The folder or file that systems hide, in which an entry is; empty where it is in none."""
    # Macs put a second file beside each, and Windows and Linux hide what was thrown away.
    return next((part for part in _parts(entry) if part.startswith(_HIDDEN)), "")


def _tell_all(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], most: int) -> None:
    hidden: set[str] = set()
    for entry in entries:
        if name := _hidden(entry):
            if name not in hidden:
                tell(name=name, hidden=True)
            hidden.add(name)
        elif not entry.is_dir():
            _tell(archive, entry, most)


def _tell(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, most: int) -> None:
    """Tell a file; of one that is too large its beginning, and that it is."""
    name = _parts(entry)[-1]
    large = entry.file_size > most
    try:
        with archive.open(entry) as file:
            data = file.read(4096 if large else most + 1)
    except _UNREADABLE:
        tell(name=name, refused="damaged-file")
        return
    if large:
        tell(data, name=name, large=True)
    elif len(data) != entry.file_size:
        tell(name=name, refused="damaged-file")
    else:
        tell(data, name=name, whole=True)
