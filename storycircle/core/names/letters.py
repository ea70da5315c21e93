"""The text of a file that does not say how its letters are written."""

import codecs

from msgspec import Struct

_MARKED = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_OLD = ("cp1252", "mac_roman", "cp1250", "iso8859_14", "cp850")
"""As Excel writes on Windows, on older Macs, in Central Europe, in Wales, and from MS-DOS."""
_OFTEN = frozenset("áàâäãåæçéèêëíìîïñóòôöõøúùûüýÿšžśćłżąęńőűŵŷŴŶ")
_SIGNS = frozenset("\u2018\u2019\u2013\u2014\u201c\u201d")


class Letters(Struct, frozen=True):
    """sure: whether the letters can be read in one way only."""

    text: str
    sure: bool


def decoded(data: bytes) -> Letters:
    """The text of the bytes. Unicode of any kind is sure; of the older alphabets the one is taken
    that makes words of them.
    """
    for mark, encoding in _MARKED:
        if data.startswith(mark):
            return Letters(data.decode(encoding, errors="replace").lstrip("\ufeff"), sure=True)
    if (wide := _unmarked_utf16(data)) is not None:
        return Letters(wide, sure=True)
    try:
        return Letters(data.decode("utf-8"), sure=True)
    except UnicodeDecodeError:
        pass
    ways = [data.decode(encoding, errors="replace") for encoding in _OLD]
    return Letters(max(ways, key=_likelihood), sure=False)


def _unmarked_utf16(data: bytes) -> str | None:
    """UTF-16 without its mark: every second byte of English letters is zero."""
    sample = data[:2_000]
    if len(sample) < 4 or len(data) % 2:
        return None
    half = len(sample) // 2
    for zeros, encoding in ((sample[1::2], "utf-16-le"), (sample[0::2], "utf-16-be")):
        if zeros.count(0) * 2 > half:
            return data.decode(encoding, errors="replace")
    return None


def _likelihood(text: str) -> int:
    """How much a text looks like names: letters beyond the English ones count for it, capitals
    amid small letters and signs that stand in no name count against it.
    """
    points = 0
    for before, letter in zip(" " + text, text, strict=False):
        if letter.isascii():
            continue
        if letter.isalpha():
            points += -2 if letter.isupper() and before.islower() else 2
            points += letter in _OFTEN
        elif letter in _SIGNS:
            points += letter == "\u2019" and before.isalpha()
        else:
            points -= 3
    return points
