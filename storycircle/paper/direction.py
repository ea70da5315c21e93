"""The direction of text: which way a line runs, and the level of each letter in it.

The rules are those of Unicode's bidirectional algorithm (UAX 9) as python-bidi has them, with
its rule N0 for pairs of brackets, which python-bidi's levels lack: without it the brackets of
"فاطمہ (2)" inside an English line part company.
"""

import unicodedata
from collections.abc import Sequence
from itertools import takewhile
from typing import Any

from bidi import algorithm, get_display

LEFT_TO_RIGHT = "\u200e"
RIGHT_TO_LEFT = "\u200f"
MARKS = (LEFT_TO_RIGHT, RIGHT_TO_LEFT)
"""Letters without ink that keep a direction: Unicode's own way to say it in plain text."""

_ISOLATES = ("LRI", "RLI", "FSI", "PDI")
_PAIRS = {"(": ")", "[": "]", "{": "}", "⟨": "⟩", "«": "»"}
_MOST_OPEN = 63  # pairs of brackets within each other (UAX 9, BD16)


def runs_right_to_left(text: str) -> bool:
    """Whether a line of this text begins at the right: by its first letter with a direction."""
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


def levels(text: str) -> list[tuple[str, int]]:
    """The letters of a line with their levels, in reading order; odd ones run right to left.

    Letters that only steer the direction are not among them.
    """
    base = int(runs_right_to_left(text))
    storage = algorithm.get_empty_storage()
    storage["base_level"], storage["base_dir"] = base, "LR"[base]
    algorithm.get_embedding_levels(text, storage)
    for letter in storage["chars"]:
        if letter["type"] in _ISOLATES:
            letter["type"] = "BN"
    algorithm.explicit_embed_and_overrides(storage)
    algorithm.resolve_weak_types(storage)
    _resolve_brackets(storage)
    algorithm.resolve_neutral_types(storage, debug=False)
    algorithm.resolve_implicit_levels(storage, debug=False)
    found = [(letter["ch"], letter["level"]) for letter in storage["chars"]]
    end = len(found) - len(list(takewhile(lambda pair: pair[0].isspace(), reversed(found))))
    found[end:] = [(letter, base) for letter, _ in found[end:]]
    return [(letter, level) for letter, level in found if letter not in MARKS]


def visual_order(found: Sequence[int]) -> list[int]:
    """The places of runs with these levels, from left to right (rule L2)."""
    order = list(range(len(found)))
    for level in range(max(found, default=0), 0, -1):
        start = 0
        while start < len(order):
            if found[order[start]] < level:
                start += 1
                continue
            end = start
            while end < len(order) and found[order[end]] >= level:
                end += 1
            order[start:end] = reversed(order[start:end])
            start = end
    return order


def as_read_back(text: str) -> str:
    """The text that PDF readers are given for a line.

    Where letters run right to left it is in the order of sight: the readers measured (poppler
    and pdfium) turn it once more, and so give back the order of reading.
    """
    bare = "".join(letter for letter in text if letter not in MARKS)
    if not turns(bare):
        return bare
    return str(get_display(bare, base_dir="R" if runs_right_to_left(text) else "L"))


def _resolve_brackets(storage: dict[str, Any]) -> None:
    """Rule N0: both brackets of a pair take one direction."""
    for run in storage["runs"]:
        start = run["start"]
        letters = storage["chars"][start : start + run["length"]]
        for opening, closing in _pairs(letters):
            kind = _direction_of(letters, opening, closing, run["sor"])
            if kind is not None:
                letters[opening]["type"] = letters[closing]["type"] = kind


def _pairs(letters: Sequence[dict[str, Any]]) -> list[tuple[int, int]]:
    """Where brackets open and close, in the order in which they open."""
    open_: list[tuple[str, int]] = []
    found = []
    for place, letter in enumerate(letters):
        sign = letter["ch"]
        if letter["type"] != "ON":
            continue
        if sign in _PAIRS:
            if len(open_) == _MOST_OPEN:
                break
            open_.append((_PAIRS[sign], place))
            continue
        for depth in range(len(open_) - 1, -1, -1):
            if open_[depth][0] == sign:
                found.append((open_[depth][1], place))
                del open_[depth:]
                break
    return sorted(found)


def _direction_of(
    letters: Sequence[dict[str, Any]], opening: int, closing: int, before: str
) -> str | None:
    """The direction of a pair: that of what is inside it, weighed against what is before it."""
    embedding = "LR"[letters[opening]["level"] % 2]
    inside = {_strong(letter["type"]) for letter in letters[opening + 1 : closing]}
    if embedding in inside:
        return embedding
    if not inside - {None}:
        return None
    kinds = [_strong(letter["type"]) for letter in letters[:opening]]
    context = next((kind for kind in reversed(kinds) if kind), before)
    return context if context != embedding else embedding


def _strong(kind: str) -> str | None:
    return {"L": "L", "R": "R", "AL": "R", "EN": "R", "AN": "R"}.get(kind)
