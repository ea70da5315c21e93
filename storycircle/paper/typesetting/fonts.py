"""The fonts that paper is set in, and the laptop's own where those lack a letter.

The faces everything on paper is set in, given to reportlab when first used.

Fonts go into each document as subsets. Faces are named here and nowhere else. The six faces of
Source set Latin, Greek and Cyrillic; the faces of Noto, in two weights, the scripts they lack.

Faces of this laptop's own, for letters that no font of ours has, Chinese above all.

Only read, never copied or changed. Only fonts with TrueType outlines can go into our documents,
and only those whose makers allow it.
"""

import os
import sys
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont

from storycircle import resources

SERIF = "SourceSerif4"
SERIF_ITALIC = "SourceSerif4-Italic"
SERIF_BOLD = "SourceSerif4-SemiBold"
SANS = "SourceSans3"
SANS_ITALIC = "SourceSans3-Italic"
SANS_BOLD = "SourceSans3-SemiBold"

_FILES = {
    SERIF: "SourceSerif4_400Regular",
    SERIF_ITALIC: "SourceSerif4_400Regular_Italic",
    SERIF_BOLD: "SourceSerif4_600SemiBold",
    SANS: "SourceSans3_400Regular",
    SANS_ITALIC: "SourceSans3_400Regular_Italic",
    SANS_BOLD: "SourceSans3_600SemiBold",
}
ALL = frozenset(_FILES)
"""The six faces of Source."""
_BOLD = {SERIF_BOLD, SANS_BOLD}
_OTHERS = (
    "NotoNaskhArabic",
    "NotoSansHebrew",
    "NotoSansGurmukhi",
    "NotoSansBengali",
    "NotoSansDevanagari",
)
"""Arabic and Urdu both in Naskh: Nastaliq would need lines twice as far apart (measured), which
on a wall would halve the type."""

_TURNED = {"R", "AL", "AN", "RLE", "LRE", "RLO", "LRO", "PDF", "RLI", "LRI", "FSI", "PDI"}
"""Kinds of letter that do not simply run from left to right."""


@cache
def register() -> None:
    """Make the six faces known to reportlab; a second call does nothing."""
    for face in _FILES:
        face_named(face)


@cache
def face_named(face: str) -> TTFont:
    """The font of a face of ours, known to reportlab from then on."""
    font = TTFont(face, str(resources.font(_FILES.get(face, face))))
    pdfmetrics.registerFont(font)
    coverage(face)  # before glyphs without a letter of their own are given one
    return font


@cache
def coverage(face: str) -> frozenset[int]:
    """The letters that a face can set by itself, as code points."""
    return frozenset(pdfmetrics.getFont(face).face.charToGlyph)


@cache
def plain_letters(face: str) -> frozenset[str]:
    """The letters of a face that need no shaping: one letter, one glyph, from left to right."""
    face_named(face)
    return frozenset(filter(_plain, map(chr, coverage(face))))


def others(face: str) -> tuple[str, ...]:
    """The faces for the scripts that a face of Source lacks, in its weight."""
    weight = "600SemiBold" if face in _BOLD else "400Regular"
    return tuple(f"{other}_{weight}" for other in _OTHERS)


def _plain(letter: str) -> bool:
    kind = unicodedata.category(letter)
    return kind[0] not in "MC" and unicodedata.bidirectional(letter) not in _TURNED


_MOST_FILES = 2_000
_MOST_BYTES = 80_000_000
_ENDINGS = (".ttf", ".ttc")
_FIRST = (
    "notosanssc msyh simsun simhei dengxian pingfang stheiti songti wqy uming ukai "
    "droidsansfallback arialuni arial unicode notosans dejavusans"
).split()
"""Looked at before others: the plain Chinese faces of the three systems."""
_STYLES = ("bold", "italic", "oblique", "light", "thin", "black", "mono", "condensed")
_RESTRICTED = 0x0002  # of OS/2 fsType: may not be embedded


def face_with(letter: str) -> str | None:
    """The name of a face of this system, known to reportlab, that has a letter; None if none."""
    found = _face_with(letter, _folders())
    return None if found is None else _registered(*found)


@cache
def _face_with(letter: str, folders: tuple[Path, ...]) -> tuple[Path, int] | None:
    for path in _files(folders):
        for index, covered in enumerate(_covered(path)):
            if ord(letter) in covered and _registered(path, index):
                return path, index
    return None


def _folders() -> tuple[Path, ...]:
    """Where this system keeps its fonts."""
    home = Path.home()
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA", str(home))
        places = [
            Path(os.environ.get("WINDIR", "C:/Windows")) / "Fonts",
            Path(local) / "Microsoft" / "Windows" / "Fonts",
        ]
    elif sys.platform == "darwin":
        library = Path("Library/Fonts")
        places = [Path("/System") / library, Path("/") / library, home / library]
    else:
        data = os.environ.get("XDG_DATA_HOME") or str(home / ".local" / "share")
        shared = Path("/usr/share/fonts"), Path("/usr/local/share/fonts")
        places = [Path(data) / "fonts", home / ".fonts", *shared]
    return tuple(places)


@cache
def _files(folders: tuple[Path, ...]) -> tuple[Path, ...]:
    """Font files, the preferred ones first."""
    found: list[Path] = []
    for folder in folders:
        found += [path for path in _walk(folder) if path.suffix.lower() in _ENDINGS]
    return tuple(sorted(found, key=_rank)[:_MOST_FILES])


def _walk(folder: Path) -> Iterator[Path]:
    for place, _, names in os.walk(folder):
        yield from (Path(place) / name for name in names)


def _rank(path: Path) -> tuple[bool, int, str]:
    name = path.name.lower()
    first = next((place for place, word in enumerate(_FIRST) if name.startswith(word)), len(_FIRST))
    return any(style in name for style in _STYLES), first, str(path)


@cache
def _covered(path: Path) -> tuple[frozenset[int], ...]:
    """The letters of each font in a file; none for a font that we could not put into a PDF."""
    import uharfbuzz as hb  # noqa: PLC0415 (only where a letter is missing)

    try:
        if path.stat().st_size > _MOST_BYTES:
            return ()
        blob = hb.Blob.from_file_path(str(path))
        faces = [hb.Face(blob, index) for index in range(hb.Face(blob).count)]
    except (OSError, hb.HarfBuzzError):
        return ()
    return tuple(frozenset(face.unicodes) if _usable(face) else frozenset() for face in faces)


def _usable(face: object) -> bool:
    """Whether a face has TrueType outlines and may be embedded."""
    tables = {tag: face.reference_table(tag).data for tag in ("glyf", "OS/2")}  # type: ignore[attr-defined]
    allowed = int.from_bytes(tables["OS/2"][8:10]) & _RESTRICTED == 0
    return bool(tables["glyf"]) and allowed


@cache
def _registered(path: Path, index: int) -> str | None:
    """The name under which reportlab knows a font; None where it cannot read it."""
    name = f"System-{path.stem}-{index}"
    try:
        font = TTFont(name, str(path), subfontIndex=index)
    except (TTFError, OSError, ValueError, KeyError, IndexError):
        return None
    pdfmetrics.registerFont(font)
    coverage(name)
    return name
