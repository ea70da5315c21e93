"""Telling text that a spreadsheet would take for a formula, and making it plain text."""

_STARTS = "=+-@＝＋－＠"  # noqa: RUF001 (full-width letters start formulas too)


def looks_like_formula(text: str) -> bool:
    """Whether a spreadsheet might run this: a formula's first sign, even behind spaces.

    Every kind of space counts, and letters without width, which some programs drop.
    """
    bare = text.lstrip(" \t\r\n\v\f\u00a0\ufeff\u200b\u200c\u200d\u2060\u200e\u200f\x00")
    return bare.strip()[:1] in tuple(_STARTS)


def defused(text: str) -> str:
    """The text with an apostrophe before it where it looks like a formula."""
    return f"'{text}" if looks_like_formula(text) else text
