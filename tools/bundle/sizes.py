"""Weighs a bundle: its whole, and each part over 3 MB with the reason why it is in."""

from pathlib import Path

from msgspec import Struct

MB = 1_000_000
MOST_ON_DISK = 219 * MB
"""A tenth more than an untrimmed bundle of an empty window (199 MB)."""
MOST_PACKED = 70 * MB
LARGE = 3 * MB
REASONS = {
    "icudata": "how each language sorts, breaks lines and writes: Qt needs it",
    "icui18n": "as above, its rules",
    "icu": "as above",
    "Qt6Gui": "Qt: drawing and text",
    "Qt6Widgets": "Qt: windows and controls",
    "Qt6Core": "Qt: its ground",
    "Qt6Pdf": "Qt: shows the sheet before it prints",
    "QtWidgets": "Qt's controls, for Python",
    "QtGui": "Qt's drawing, for Python",
    "QtCore": "Qt's ground, for Python",
    "storycircle": "the app with all its Python code, packed into the program",
    "avcodec": "unpacks what cameras and films send: Qt's copy of FFmpeg",
    "Qt6Quick": "Qt's media plugin cannot be loaded without it",
    "Qt6Qml": "as above",
    "pdfium": "reads strangers' PDFs: attached files, and pages with codes",
    "python": "Python",
    "Story Circle": "the same for the window alone, without a console: Windows needs both",
    "etree": "writes and checks Word documents",
    "_avif": "reads AVIF, which newer phones save",
    "avif": "as above, where the library stands beside it",
    "crypto": "Python's checksums",
    "_harfbuzz": "shapes every script on paper",
    "metrics_cpp": "finds actions that are much alike; a second one is for newer processors",
    "heif": "reads HEIC of phones",
}
"""By how a file's name begins, without the `lib` of some systems, why it is in."""


class Part(Struct, frozen=True):
    """A large file of a bundle. reason: empty where nobody gave one."""

    name: str
    size: int
    reason: str


def weight(folder: Path) -> int:
    """All files of a folder, in bytes; what is linked counts once."""
    return sum(one.stat().st_size for one in folder.rglob("*") if _is_own(one))


def large_parts(folder: Path) -> list[Part]:
    """The files over 3 MB, the largest first."""
    found = [
        Part(one.relative_to(folder).as_posix(), one.stat().st_size, _reason(one.name))
        for one in folder.rglob("*")
        if _is_own(one) and one.stat().st_size > LARGE
    ]
    return sorted(found, key=lambda part: -part.size)


def _is_own(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()


def _reason(name: str) -> str:
    for begins in sorted(REASONS, key=len, reverse=True):
        if name.removeprefix("lib").startswith(begins):
            return REASONS[begins]
    return ""
