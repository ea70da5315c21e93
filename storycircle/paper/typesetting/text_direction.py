"""Which way a line of text runs, and how texts of several directions are joined to one line.

No letter is set here: what only writes words loads neither HarfBuzz nor a writer of PDF.
"""

import unicodedata
from collections.abc import Sequence

LEFT_TO_RIGHT = "\u200e"
RIGHT_TO_LEFT = "\u200f"
MARKS = (LEFT_TO_RIGHT, RIGHT_TO_LEFT)
"""Letters without ink that keep a direction: Unicode's own way to say it in plain text."""


def runs_right_to_left(text: str) -> bool:
    """Whether a line of this text begins at the right: by its first letter with a direction."""
    if text.isascii():
        return False
    for letter in text:
        kind = unicodedata.bidirectional(letter)
        if kind in ("R", "AL"):
            return True
        if kind == "L":
            return False
    return False


def turns(text: str) -> bool:
    """Whether any letter of a text runs from right to left."""
    return any(
        unicodedata.bidirectional(letter) in ("R", "AL", "AN", "RLO", "RLE") for letter in text
    )


def joined(parts: Sequence[str], separator: str) -> str:
    """Parts as one text of ours, each in its own direction.

    It runs from left to right wherever any letter does, and no part drags the next one along:
    a date after an Arabic name stays a date.
    """
    text = separator.join(apart(parts))
    if runs_right_to_left(text) and any(unicodedata.bidirectional(c) == "L" for c in text):
        return LEFT_TO_RIGHT + text
    return text


def apart(parts: Sequence[str]) -> list[str]:
    """Parts that can be joined: those that run right to left end where they stand.

    Where all run right to left they are left as they are.
    """
    if not any(unicodedata.bidirectional(c) == "L" for part in parts for c in part):
        return list(parts)
    return [closed(part) for part in parts]


def closed(part: str) -> str:
    """A text of someone's for a line of ours: where it runs right to left, it ends with itself."""
    return part + LEFT_TO_RIGHT if turns(part) else part


def directed(line: str, *, right_to_left: bool) -> str:
    """A line of a paragraph of this direction: marked where the line alone would run otherwise."""
    if runs_right_to_left(line) == right_to_left:
        return line
    return (RIGHT_TO_LEFT if right_to_left else LEFT_TO_RIGHT) + line
