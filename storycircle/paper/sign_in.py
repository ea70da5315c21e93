"""The sign-in sheet: a page for each circle, names to be ticked and lines for who comes.

Measures are points.
"""

from collections.abc import Sequence

from storycircle.core.model import LARGEST, Circle, Event
from storycircle.paper import fonts
from storycircle.paper.pen import INK, INK_2, Pen, Printed
from storycircle.paper.setting import first_fit, inset, wrapped
from storycircle.paper.sheet_head import LEFT, RIGHT, TOP, draw_event, set_event

_NAME_X = LEFT + 30
_SIGN_X = LEFT + 320
_FIRST = 232.0
_STEP = 36.5
_STEPS = ((16.0, 1), (13.0, 1), (11.0, 2), (8.0, 3), (5.0, 99))
_ABOUT = (
    "Please tick your name, or write it in. What you tell stays in the circle unless you say "
    "otherwise."
)


def draw_sign_in(event: Event | None, circles: Sequence[Circle]) -> Printed:
    """A page for each circle as a PDF; where there is none, one page of empty lines."""
    pen = Pen(f"Sign in: {event.title}" if event else "Sign in")
    for place, circle in enumerate(circles or [None]):
        if place:
            pen.turn()
        _page(pen, event, circle)
    return pen.done()


def _page(pen: Pen, event: Event | None, circle: Circle | None) -> None:
    draw_event(pen, set_event(event))
    pen.text(LEFT, 138, "Who is here", fonts.SERIF_BOLD, 44)
    pen.text(RIGHT, 138, _number(circle), fonts.SERIF_BOLD, 30, anchor=1)
    pen.line((LEFT, 158.8), (RIGHT, 158.8), 1.4, INK)
    for place, line in enumerate(wrapped(_ABOUT, fonts.SANS, 12.5, RIGHT - LEFT)):
        pen.text(LEFT, 179 + place * 17, line, fonts.SANS, 12.5, colour=INK_2)
    names = [member.name for member in circle.members] if circle else []
    for place in range(LARGEST):
        name = names[place] if place < len(names) else ""
        _line(pen, _FIRST + (place + 0.6) * _STEP, name)
    if event is None:
        pen.text(LEFT, TOP + 12, "Event and date", fonts.SANS, 12.5, colour=INK_2)
        pen.line((LEFT + 95, TOP + 15), (RIGHT, TOP + 15))


def _number(circle: Circle | None) -> str:
    return f"Circle {circle.number}" if circle else "Circle ____"


def _line(pen: Pen, y: float, name: str) -> None:
    """A box to tick, a name or room for one, and a line to sign on."""
    pen.box(LEFT, y - 13, 14)
    room = _SIGN_X - _NAME_X - 12
    fitted = first_fit(_STEPS, lambda size: wrapped(name, fonts.SERIF, size, room))
    size, lines = fitted or (5.0, [name])
    for place, line in enumerate(lines):
        above = (len(lines) - 1 - place) * 1.2 * size
        x = _NAME_X + inset(line, fonts.SERIF, size, room)
        pen.text(x, y - 3 - above, line, fonts.SERIF, size)
    pen.line((_NAME_X, y + 1), (_SIGN_X - 12, y + 1))
    pen.line((_SIGN_X, y + 1), (RIGHT, y + 1))
