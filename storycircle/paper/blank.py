"""An empty sheet to fill in by hand: the frame of the sheet for the wall, with lines to write on.

Measures are points.
"""

from storycircle.core.model import Event
from storycircle.paper import fonts
from storycircle.paper.pen import INK, INK_2, MM, Pen, Printed
from storycircle.paper.setting import width
from storycircle.paper.sheet_head import (
    INDENT,
    LEFT,
    RIGHT,
    TOP,
    draw_event,
    set_event,
    set_question,
)

_CIRCLE_Y = 138.0
_RULE_Y = 158.8
_NAMES_Y = 194.6
_NAMES_STEP = 27.1
_ACTIONS_Y = 346.8
"""The first writing line of the first action."""
_ACTIONS_STEP = 144.0
_LINE_STEP = 11.2 * MM
_FOOT = 752.3
_TITLE = "A circle’s sheet, to fill in by hand"
_ASK = "One to three actions, in your own words, that people here commit to"
_HOW = (
    "Fill in dark ink and large letters: it will be read from across a room. "
    "Type it in later; nothing else is needed."
)


def draw_blank(event: Event | None = None) -> Printed:
    """An empty sheet as a PDF; with an event, its name, date and question stand on it."""
    pen = Pen(_TITLE)
    _head(pen, event)
    _names(pen)
    pen.text(INDENT, 307.5, _ASK, fonts.SANS, 12.5, colour=INK_2)
    for number in range(3):
        _action(pen, number + 1, _ACTIONS_Y + number * _ACTIONS_STEP)
    _foot(pen)
    return pen.done()


def _head(pen: Pen, event: Event | None) -> None:
    x = 319.0
    if event:
        draw_event(pen, set_event(event))
        question = set_question(event.question, x, small=False) or ()
        top = _CIRCLE_Y + 5.5 - sum(row.height for row in question)
        for row in question:
            pen.row(x, top, row)
            top += row.height
    else:
        _field(pen, LEFT, TOP + 24, "Event", 330)
        _field(pen, 400, TOP + 24, "Date", RIGHT)
        _field(pen, x, _CIRCLE_Y - 22, "Our question", RIGHT)
        pen.line((x, _CIRCLE_Y + 6), (RIGHT, _CIRCLE_Y + 6))
    pen.text(LEFT, _CIRCLE_Y, "Circle", fonts.SERIF_BOLD, 56)
    pen.line((219, _CIRCLE_Y + 8), (285, _CIRCLE_Y + 8), 0.9, INK)
    pen.line((LEFT, _RULE_Y), (RIGHT, _RULE_Y), 1.4, INK)


def _names(pen: Pen) -> None:
    """Eight seats, two beside each other."""
    pen.text(LEFT, _NAMES_Y - 2.5, "with", fonts.SANS, 13, colour=INK_2)
    middle = (INDENT + RIGHT) / 2
    for row in range(4):
        y = _NAMES_Y + row * _NAMES_STEP
        for start, end in ((INDENT, middle - 11.5), (middle + 11.5, RIGHT)):
            pen.ring(start + 5.5, y - 5.3, 5.5)
            pen.line((start + 20, y), (end, y))


def _action(pen: Pen, number: int, y: float) -> None:
    pen.text(LEFT, y + 2.5, str(number), fonts.SERIF_BOLD, 30)
    for line in range(3):
        at = y + line * _LINE_STEP
        pen.line((INDENT, at), (RIGHT, at))
    below = y + 2 * _LINE_STEP + 29
    _field(pen, INDENT, below, "who", 359)
    _field(pen, 376, below, "by when", RIGHT)


def _foot(pen: Pen) -> None:
    pen.line((LEFT, _FOOT), (RIGHT, _FOOT))
    for x, label, end in (
        (LEFT, "Stories told", 153.5),
        (176.0, "may be shared without names", 378.0),
        (400.5, "with name", 505.0),
    ):
        _field(pen, x, _FOOT + 28, label, end)
    pen.text(LEFT, _FOOT + 48, _HOW, fonts.SANS, 11, colour=INK_2)


def _field(pen: Pen, x: float, y: float, label: str, end: float) -> None:
    """A label with a line to write on behind it, up to `end`."""
    pen.text(x, y - 5, label, fonts.SANS, 12.5, colour=INK_2)
    pen.line((x + width(label, fonts.SANS, 12.5) + 6, y), (end, y))
