"""The foot of a circle's sheet: what was told, and the code that brings the circle along.

Measures are points.
"""

from dataclasses import dataclass

from storycircle.core.codes import content_of
from storycircle.core.model import Event
from storycircle.core.sharing import Leaving
from storycircle.paper import fonts
from storycircle.paper.codes import QUIET, Squares, draw_squares, squares
from storycircle.paper.pen import A4, INK_2, MM, Pen
from storycircle.paper.phrases import stories_told
from storycircle.paper.setting import wrapped
from storycircle.paper.sheet_head import LEFT, RIGHT

BOTTOM = A4[1] - 13 * MM
_STEP = 18.0
_ABOVE = 14.5
"""Between the hairline and the code."""
_WIDE = 300.0
"""Of the sentences, where the code leaves them that much."""


@dataclass(frozen=True, slots=True)
class Foot:
    """A foot, set. `hairline` is its top; where there is nothing to say it has no height."""

    lines: tuple[str, ...]
    code: Squares | None
    hairline: float


def set_foot(event: Event | None, shown: Leaving, *, with_data: bool) -> Foot:
    """The foot of a sheet that shows this form: `with_data` where the file is attached."""
    code = squares(content_of(event, shown.circle))
    said = [stories_told(shown), _hand_over(code, with_data=with_data)]
    room = RIGHT - LEFT - (code.wide + 3 * QUIET if code else 0)
    wide = min(_WIDE, room) if code else room
    lines = tuple(line for text in said for line in wrapped(text, fonts.SANS, 13, wide))
    high = max(code.side + _ABOVE if code else 0, _STEP * len(lines) + 13 if lines else 0)
    return Foot(lines, code, BOTTOM - high if high else BOTTOM + 14)


def draw_foot(pen: Pen, foot: Foot) -> None:
    if not foot.lines and foot.code is None:
        return
    pen.line((LEFT, foot.hairline), (RIGHT, foot.hairline))
    top = BOTTOM - 5 - _STEP * (len(foot.lines) - 1)
    for place, line in enumerate(foot.lines):
        pen.text(LEFT, top + place * _STEP, line, fonts.SANS, 13, colour=INK_2)
    if foot.code is not None:
        draw_squares(pen, foot.code, RIGHT, BOTTOM)


def _hand_over(code: Squares | None, *, with_data: bool) -> str:
    """How this sheet brings its circle to the organiser, and what its code leaves out."""
    if code is None:
        return "This PDF carries the circle for the organiser." if with_data else ""
    square = "the square" if len(code.symbols) == 1 else "both squares"
    if with_data:
        how = f"Scan {square}, or hand over the file: either brings this circle to the organiser."
        how += " The file is in this PDF."
    else:
        how = f"Scan {square} to bring this circle to the organiser."
    if code.letters:
        how += f" Of each action the squares hold the first {code.letters:,} letters."
    return how
