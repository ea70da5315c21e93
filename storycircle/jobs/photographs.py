"""The codes of sheets in photographs, scans and PDFs, put together over as many as it takes."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from storycircle.core import i18n
from storycircle.core.error_sentences import Refused
from storycircle.core.formats import sheet_code
from storycircle.core.formats.sheet_code import Content, Part
from storycircle.core.i18n import _, n_


class Photograph(Struct, frozen=True):
    """What the codes of one file brought: circles whole, or why there is none.

    A code of several parts counts where its first part was met; `lent` says that this file gave
    only other parts of it.
    """

    contents: tuple[Content, ...] = ()
    refusal: Refused | None = None
    lent: bool = False


def joined(read: Mapping[Path, Sequence[Part]]) -> dict[Path, Photograph]:
    """What each file with codes brings, where all of them may hold parts of one code."""
    whole, lacking = sheet_code.join_parts(part for parts in read.values() for part in parts)
    given: set[bytes] = set()
    found = {}
    for path, parts in read.items():
        if parts:
            found[path] = _photograph(path, parts, whole, lacking, given)
            given |= {part.code for part in parts}
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


def _has_all(parts: Sequence[Part], name: bytes) -> bool:
    """Whether all parts of a code are among these."""
    ours = [part for part in parts if part.code == name]
    return len({part.number for part in ours}) == ours[0].count


def _photograph(
    path: Path,
    parts: Sequence[Part],
    whole: dict[bytes, bytes],
    lacking: dict[bytes, list[Part]],
    given: set[bytes],
) -> Photograph:
    names = list(dict.fromkeys(part.code for part in parts))
    try:
        contents = tuple(
            sheet_code.unpacked(whole[name], path.name)
            for name in names
            if name in whole and (name not in given or _has_all(parts, name))
        )
    except Refused as refused:
        return Photograph(refusal=refused)
    missing = next((lacking[name] for name in names if name in lacking), None)
    if missing is not None and not contents:
        here = sum(1 for part in parts if part.code == missing[0].code)
        fields = {"parts": i18n.number(here), "count": i18n.number(missing[0].count)}
        return Photograph(refusal=Refused("code-part", name=path.name, **fields))
    return Photograph(contents, lent=not contents)
