"""Opens one zip archive: a program of its own, run by merge_sources.py. Standard library only.

Archives come from strangers, so they are opened in a process with bounds on memory and time. The
archive is standard input; what is wanted of it leaves on standard output, each file behind a line
of JSON that tells its name and size. Nothing is written to the disk, and nothing is unpacked that
the limits, given as words on the command line, do not allow.
"""

import json
import re
import stat
import sys
import zipfile
import zlib

MOST_MEMORY = 1_000_000_000
_UNREADABLE = (
    *(zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError),
    *(NotImplementedError, RuntimeError, MemoryError, UnicodeError),
)
_OUTSIDE = re.compile(r"^[/\\]|^[A-Za-z]:|(^|[/\\])\.\.([/\\]|$)")


def main(endings: str, most_files: int, most_each: int, most: int) -> None:
    """Tell the files with these endings, or why the archive is not opened."""
    _bound_memory()
    try:
        with zipfile.ZipFile(sys.stdin.buffer) as archive:
            wanted = _wanted(archive, tuple(endings.split()), most_files, most)
            if isinstance(wanted, str):
                _write({"refused": wanted})
                return
            for entry in wanted:
                _tell(archive, entry, most_each)
    except _UNREADABLE:
        _write({"refused": "damaged-file"})
        return
    _write({"end": True})


def _wanted(
    archive: zipfile.ZipFile, endings: tuple[str, ...], most_files: int, most: int
) -> list[zipfile.ZipInfo] | str:
    """The entries to read, or the key of what is refused in the whole archive."""
    entries = archive.infolist()
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
    files = [entry for entry in entries if _is_wanted(entry, endings)]
    if sum(entry.file_size for entry in files) > most:
        return "archive-too-big"
    return files


def _is_wanted(entry: zipfile.ZipInfo, endings: tuple[str, ...]) -> bool:
    # Macs put a second file beside each, and Windows and Linux hide what was thrown away.
    parts = re.split(r"[/\\]", entry.filename)
    hidden = any(part.startswith((".", "__MACOSX", "$RECYCLE")) for part in parts)
    return not entry.is_dir() and not hidden and parts[-1].lower().endswith(endings)


def _tell(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, most: int) -> None:
    name = re.split(r"[/\\]", entry.filename)[-1]
    if entry.file_size > most:
        _write({"name": name, "refused": "file-too-big"})
        return
    try:
        with archive.open(entry) as file:
            data = file.read(most + 1)
    except _UNREADABLE:
        _write({"name": name, "refused": "damaged-file"})
        return
    if len(data) != entry.file_size:
        _write({"name": name, "refused": "damaged-file"})
        return
    _write({"name": name, "size": len(data)})
    sys.stdout.buffer.write(data)


def _write(message: dict[str, object]) -> None:
    sys.stdout.buffer.write(json.dumps(message).encode() + b"\n")
    sys.stdout.buffer.flush()


def _bound_memory() -> None:
    try:
        import resource  # noqa: PLC0415 (not there on Windows)
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))


if __name__ == "__main__":
    main(sys.argv[1], *(int(word) for word in sys.argv[2:5]))
