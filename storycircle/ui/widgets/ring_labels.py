"""Names round the ring: broken at a space before anything is elided; initials inside."""

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from storycircle.ui.widgets.ring_geometry import (
    BOLD,
    NAME_LINE,
    WORD,
    WORD_LINE,
    Box,
    Geometry,
    anchor,
)
from storycircle.ui.widgets.ring_view import SeatState, SeatView

Measure = Callable[[str, float, bool], float]
"""Width in px of a text, its size in px, and whether it is bold."""
_SAID = (SeatState.NEXT, SeatState.PASSED, SeatState.AWAY)


@dataclass(frozen=True)
class Label:
    """A name as it is drawn: its lines, the word below, its size, its box, and its near end."""

    lines: tuple[str, ...]
    word: str
    size: float
    bold: bool
    box: Box
    side: int


def initials(name: str) -> str:
    """First letters of the first and the last word; one letter where letters join up."""
    words = [word for word in name.split() if word[0].isalpha()]
    if not words:
        return name[:1].upper()
    first = _letter(words[0])
    if len(words) == 1 or unicodedata.bidirectional(first[0]) in ("R", "AL"):
        return first
    return first + _letter(words[-1])


def _letter(word: str) -> str:
    """The first letter with the marks that belong to it."""
    end = 1
    while end < len(word) and unicodedata.combining(word[end]):
        end += 1
    return word[:end].upper()


def elided(text: str, width: float, measure: Callable[[str], float]) -> str:
    """The text, or as much of its beginning as fits the width in px, with an ellipsis."""
    if measure(text) <= width:
        return text
    while text and measure(text + "…") > width:
        text = text[:-1].rstrip()
    return text + "…"


def broken(name: str, width: float, measure: Callable[[str], float]) -> tuple[str, ...]:
    """One line if it fits, else two with the break at the space that keeps both shortest."""
    if measure(name) <= width:
        return (name,)
    words = name.split()
    if len(words) == 1:
        return (elided(name, width, measure),)
    cuts = [(" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words))]
    pair = min(cuts, key=lambda cut: max(measure(part) for part in cut))
    return tuple(elided(part, width, measure) for part in pair)


def _room(ring: Geometry, index: int, width: float, *, speaking: bool) -> float:
    """How wide a label may be, in px, so that it ends inside the widget and off its neighbours."""
    degrees = ring.angle(index)
    side = anchor(degrees)
    reach = ring.label_radius(speaking=speaking)
    x, _ = ring.at(degrees, reach)
    if side:
        return max(24.0, (width - x if side > 0 else x) - 1)
    nearest = ring.at(degrees + 360 / (ring.n + 1), reach)[0]
    inside = 2 * min(x, width - x) - 2
    return max(24.0, min(inside, 2 * abs(nearest - x) - ring.name) if ring.n > 3 else inside)


def _lay_label(
    ring: Geometry, index: int, seat: SeatView, *, width: float, height: float, measure: Measure
) -> Label:
    bold = seat.state == SeatState.SPEAKING
    size = ring.name * (BOLD if bold else 1)
    word = seat.state.value if seat.state in _SAID else ""
    word_width = measure(word, ring.name * WORD, True) if word else 0.0
    word_height = ring.name * WORD_LINE if word else 0.0

    def wide(text: str) -> float:
        return measure(text, size, bold)

    def label(lines: tuple[str, ...]) -> Label:
        across = max(word_width, *(wide(line) for line in lines))
        high = size * NAME_LINE * len(lines) + word_height
        box = ring.label_box(index, across, high, speaking=bold)
        return Label(lines, word, size, bold, box, anchor(ring.angle(index)))

    room = _room(ring, index, width, speaking=bold)
    laid = label(broken(seat.name, room, wide))
    if len(laid.lines) > 1 and (laid.box.top < 0 or laid.box.bottom > height):
        return label((elided(seat.name, room, wide),))  # no room for two lines and a word
    return laid


def lay_labels(
    ring: Geometry, seats: Sequence[SeatView], width: float, height: float, measure: Measure
) -> tuple[Label, ...]:
    """All names in their places, in a widget of this width and height in px."""
    return tuple(
        _lay_label(ring, index, seat, width=width, height=height, measure=measure)
        for index, seat in enumerate(seats)
    )


def label_at(labels: Sequence[Label], x: float, y: float) -> int | None:
    """Whose name is at a point; None for nobody's."""
    for index, label in enumerate(labels):
        box = label.box
        if box.left <= x <= box.right and box.top <= y <= box.bottom:
            return index
    return None
