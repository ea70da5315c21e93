"""Photographs and scans of sheets: the codes in them, put together over as many as it takes."""

import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from storycircle.core import i18n
from storycircle.core.error_sentences import Refused
from storycircle.core.formats import sheet_code
from storycircle.core.formats.sheet_code import Content, Part
from storycircle.core.i18n import _, n_
from storycircle.store.exchange.untrusted_file import plain_file

ENDINGS = (".png", ".jpg", ".jpeg")
MOST_MEGABYTES = 64
_MOST_PIXELS = 64_000_000
_SECONDS = 60
_READER = Path(__file__).with_name("subprocesses") / "photo_reader.py"


@dataclass(frozen=True, slots=True)
class Photograph:
    """What was read in one photograph: circles whole, or why there is none.

    A code of several parts counts where its first part was met; `lent` says that this photograph
    gave only other parts of it.
    """

    contents: tuple[Content, ...] = ()
    refusal: Refused | None = None
    lent: bool = False


@dataclass(slots=True)
class _Read:
    parts: list[Part] = field(default_factory=list)
    refusal: Refused | None = None


def is_photograph(path: Path) -> bool:
    """Whether a file's name says that it is a picture."""
    return path.suffix.lower() in ENDINGS


def read_all(paths: Iterable[Path]) -> dict[Path, Photograph]:
    """What each photograph brings, where all of them may hold parts of one code."""
    read = {path: _read(path) for path in paths}
    whole, lacking = sheet_code.join_parts(part for each in read.values() for part in each.parts)
    given: set[bytes] = set()
    found = {}
    for path, each in read.items():
        found[path] = _photograph(path, each, whole, lacking, given)
        given |= {part.code for part in each.parts}
    return found


def content_words(content: Content) -> str:
    """In words, the circle of a code, the contents of the code and what it left out."""
    people, number = len(content.members), content.number
    held = n_("{count} action", "{count} actions", len(content.actions))
    left = _("Names, stories and headings are in its circle file alone.")
    if people:
        held = i18n.listed([n_("{count} name", "{count} names", people), held])
        left = _("Stories and headings are in its circle file alone.")
    if content.letters:
        words = n_(
            "Circle {number}, from its code: {contents}, the first {figures} letters of each.",
            "Circle {number}, from its code: {contents}, the first {figures} letters of each.",
            content.letters,
            number=number,
            contents=held,
        )
    else:
        words = _("Circle {number}, from its code: {contents}.", number=number, contents=held)
    return f"{words} {left}"


def _read(path: Path) -> _Read:
    try:
        return _Read([part for code in _codes(path) if (part := sheet_code.part(code)) is not None])
    except Refused as refused:
        return _Read(refusal=refused)


def _photograph(
    path: Path,
    read: _Read,
    whole: dict[bytes, bytes],
    lacking: dict[bytes, list[Part]],
    given: set[bytes],
) -> Photograph:
    if read.refusal is not None:
        return Photograph(refusal=read.refusal)
    if not read.parts:
        return Photograph(refusal=Refused("no-code", name=path.name))
    names = list(dict.fromkeys(part.code for part in read.parts))
    try:
        contents = tuple(
            sheet_code.unpacked(whole[name], path.name)
            for name in names
            if name in whole and name not in given
        )
    except Refused as refused:
        return Photograph(refusal=refused)
    missing = next((lacking[name] for name in names if name in lacking), None)
    if missing is not None and not contents:
        here = sum(1 for part in read.parts if part.code == missing[0].code)
        fields = {"parts": i18n.number(here), "count": i18n.number(missing[0].count)}
        return Photograph(refusal=Refused("code-part", name=path.name, **fields))
    return Photograph(contents, lent=not contents)


def _codes(path: Path) -> Sequence[bytes]:
    """The bytes of each code of ours in a picture. Raises Refused."""
    data = plain_file(path, MOST_MEGABYTES)
    unreadable = Refused(
        "not-a-picture", name=path.name, most=MOST_MEGABYTES, pixels=_MOST_PIXELS // 1_000_000
    )
    try:
        done = subprocess.run(  # noqa: S603 (our own interpreter, our own program)
            [sys.executable, "-I", str(_READER)],
            input=data,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise unreadable from None
    if done.returncode:
        raise unreadable
    found, rest = [], done.stdout
    while rest:
        size = int.from_bytes(rest[:4])
        found.append(rest[4 : 4 + size])
        rest = rest[4 + size :]
    return found
