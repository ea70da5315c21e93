"""Empty forms to fill in by hand: the sheet and the sign-in list; and a list of names.

An empty sheet to fill in by hand: the frame of the sheet for the wall, with lines to write on.

Measures are points.

The sign-in sheet: a page for each circle, names to be ticked and lines for who comes.

Measures are points.
"""

from collections.abc import Sequence

from storycircle.core.i18n import N_, _, p_
from storycircle.core.model import LARGEST, Circle, Event
from storycircle.paper.sheets.circle_sheet import (
    INDENT,
    LEFT,
    RIGHT,
    TOP,
    draw_event,
    set_event,
    set_question,
)
from storycircle.paper.typesetting import fonts
from storycircle.paper.typesetting.canvas import INK, INK_2, MM, Pen, Printed
from storycircle.paper.typesetting.line_breaking import first_fit, inset, width, wrapped

_CIRCLE_Y = 138.0
_RULE_Y = 158.8
_NAMES_Y = 194.6
_NAMES_STEP = 27.1
_ACTIONS_Y = 346.8
"""The first writing line of the first action."""
_ACTIONS_STEP = 144.0
_LINE_STEP = 11.2 * MM
_FOOT = 752.3
_HOW = N_(
    "Fill in dark ink and large letters: it will be read from across a room. "
    "Type it in later; nothing else is needed."
)


def draw_blank(event: Event | None = None) -> Printed:
    """An empty sheet as a PDF; with an event, its name, date and question are printed on it."""
    pen = Pen(_("A circle’s sheet, to fill in by hand"))
    _head(pen, event)
    _names(pen)
    ask = _("One to three actions, in your own words, that people here commit to")
    pen.text(INDENT, 307.5, ask, fonts.SANS, 12.5, colour=INK_2)
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
        _field(pen, LEFT, TOP + 24, _("Event"), 330)
        _field(pen, 400, TOP + 24, _("Date"), RIGHT)
        _field(pen, x, _CIRCLE_Y - 22, _("Our question"), RIGHT)
        pen.line((x, _CIRCLE_Y + 6), (RIGHT, _CIRCLE_Y + 6))
    pen.text(LEFT, _CIRCLE_Y, _("Circle"), fonts.SERIF_BOLD, 56)
    pen.line((219, _CIRCLE_Y + 8), (285, _CIRCLE_Y + 8), 0.9, INK)
    pen.line((LEFT, _RULE_Y), (RIGHT, _RULE_Y), 1.4, INK)


def _names(pen: Pen) -> None:
    """Eight seats, two beside each other."""
    pen.text(LEFT, _NAMES_Y - 2.5, p_("before names", "with"), fonts.SANS, 13, colour=INK_2)
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
    _field(pen, INDENT, below, p_("label", "who"), 359)
    _field(pen, 376, below, p_("label", "by when"), RIGHT)


def _foot(pen: Pen) -> None:
    pen.line((LEFT, _FOOT), (RIGHT, _FOOT))
    for x, label, end in (
        (LEFT, _("Stories told"), 153.5),
        (176.0, _("may be shared without names"), 378.0),
        (400.5, _("with name"), 505.0),
    ):
        _field(pen, x, _FOOT + 28, label, end)
    pen.text(LEFT, _FOOT + 48, _(_HOW), fonts.SANS, 11, colour=INK_2)


def _field(pen: Pen, x: float, y: float, label: str, end: float) -> None:
    """A label with a line to write on behind it, up to `end`."""
    pen.text(x, y - 5, label, fonts.SANS, 12.5, colour=INK_2)
    pen.line((x + width(label, fonts.SANS, 12.5) + 6, y), (end, y))


_NAME_X = LEFT + 30
_SIGN_X = LEFT + 320
_FIRST = 232.0
_STEP = 36.5
_STEPS = ((16.0, 1), (13.0, 1), (11.0, 2), (8.0, 3), (5.0, 99))
_ABOUT = N_(
    "Please tick your name, or write it in. What you tell stays in the circle unless you say "
    "otherwise."
)


def draw_sign_in(event: Event | None, circles: Sequence[Circle]) -> Printed:
    """A page for each circle as a PDF; where there is none, one page of empty lines."""
    pen = Pen(_("Sign in: {event}", event=event.title) if event else _("Sign in"))
    for place, circle in enumerate(circles or [None]):
        if place:
            pen.turn()
        _page(pen, event, circle)
    return pen.done()


def _page(pen: Pen, event: Event | None, circle: Circle | None) -> None:
    draw_event(pen, set_event(event))
    pen.text(LEFT, 138, _("Who is here"), fonts.SERIF_BOLD, 44)
    pen.text(RIGHT, 138, _number(circle), fonts.SERIF_BOLD, 30, anchor=1)
    pen.line((LEFT, 158.8), (RIGHT, 158.8), 1.4, INK)
    for place, line in enumerate(wrapped(_(_ABOUT), fonts.SANS, 12.5, RIGHT - LEFT)):
        pen.text(LEFT, 179 + place * 17, line, fonts.SANS, 12.5, colour=INK_2)
    names = [member.name for member in circle.members] if circle else []
    for place in range(LARGEST):
        name = names[place] if place < len(names) else ""
        _line(pen, _FIRST + (place + 0.6) * _STEP, name)
    if event is None:
        pen.text(LEFT, TOP + 12, _("Event and date"), fonts.SANS, 12.5, colour=INK_2)
        pen.line((LEFT + 95, TOP + 15), (RIGHT, TOP + 15))


_LIST_FIRST = 214.0
_LIST_STEP = 36.0


def draw_names(event: Event | None, circles: Sequence[Circle]) -> Printed:
    """The names of each circle as a PDF, a page each, in the order in which they sit."""
    title = _("Names: {event}", event=event.title) if event else _("Names")
    pen = Pen(title)
    for place, circle in enumerate(circles):
        if place:
            pen.turn()
        draw_event(pen, set_event(event))
        pen.text(LEFT, 138, _("Names"), fonts.SERIF_BOLD, 44)
        pen.text(RIGHT, 138, _number(circle), fonts.SERIF_BOLD, 30, anchor=1)
        pen.line((LEFT, 158.8), (RIGHT, 158.8), 1.4, INK)
        for row, name in enumerate(circle.shown_names().values()):
            y = _LIST_FIRST + row * _LIST_STEP
            pen.text(LEFT, y, str(row + 1), fonts.SANS, 12.5, colour=INK_2)
            _fitted(pen, y, name, RIGHT - _NAME_X)
    return pen.done()


def _number(circle: Circle | None) -> str:
    return _("Circle {number}", number=circle.number if circle else "____")


def _line(pen: Pen, y: float, name: str) -> None:
    """A box to tick, a name or room for one, and a line to sign on."""
    pen.box(LEFT, y - 13, 14)
    room = _SIGN_X - _NAME_X - 12
    _fitted(pen, y - 3, name, room)
    pen.line((_NAME_X, y + 1), (_SIGN_X - 12, y + 1))
    pen.line((_SIGN_X, y + 1), (RIGHT, y + 1))


def _fitted(pen: Pen, y: float, name: str, room: float) -> None:
    """A name whole, as large as its line has room for."""
    fitted = first_fit(_STEPS, lambda size: wrapped(name, fonts.SERIF, size, room))
    size, lines = fitted or (5.0, [name])
    for place, line in enumerate(lines):
        above = (len(lines) - 1 - place) * 1.2 * size
        x = _NAME_X + inset(line, fonts.SERIF, size, room)
        pen.text(x, y - above, line, fonts.SERIF, size)
