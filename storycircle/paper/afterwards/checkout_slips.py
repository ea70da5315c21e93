"""Check-out on paper: four slips to a page of A4, all the same, to be folded and put together.

No number is on them and nothing that tells one from another. Measures are points, from the top left
of a slip.
"""

from storycircle.core import i18n
from storycircle.core.checkout.checkout import ANSWERS, statements
from storycircle.core.i18n import _, p_
from storycircle.core.model import Circle, Event
from storycircle.paper.sheets.slips import HIGH, MARGIN, TOP, WIDE, cut_marks
from storycircle.paper.typesetting import fonts
from storycircle.paper.typesetting.canvas import INK, INK_2, MM, Pen, Printed
from storycircle.paper.typesetting.line_breaking import balanced, first_fit, width, wrapped
from storycircle.paper.typesetting.text_direction import joined

_ROOM = WIDE - 2 * MARGIN
_RING = 2.7 * MM
_COLUMN = 13 * MM
_ROW = 14.6 * MM
_MOST_ROWS = 4
_TITLE, _HEAD_Y = 24.0, 74.0
_LINE = 8.3 * MM
_FOOT = HIGH - MARGIN - 13.0
_STEPS = ((12.5, 2), (11.0, 3), (9.5, 4), (8.5, 99))
_LEADING = 1.16
_AIR = 9.0  # above and below a statement of many lines, together
_STATEMENT_ROOM = _ROOM - len(ANSWERS) * _COLUMN - 6 * MM


def draw_checkout(event: Event | None, circle: Circle | None = None) -> Printed:
    """A page of slips as a PDF with cut marks, for a circle, for any circle of an event, or for
    any at all.
    """
    pen = Pen(_("How was it? Slips to mark"))
    cut_marks(pen)
    for place in range(4):
        _slip(pen, event, circle, (place % 2) * WIDE + MARGIN, (place // 2) * HIGH)
    return pen.done()


def _slip(pen: Pen, event: Event | None, circle: Circle | None, left: float, top: float) -> None:
    right = left + _ROOM
    _head(pen, event, circle, left, top)
    pen.text(left, top + TOP + 44, _("How was it?"), fonts.SERIF_BOLD, _TITLE)
    y = top + _HEAD_Y
    pen.line((left, y), (right, y), 0.8, INK)
    asked = statements(event.statements if event else ())
    middles = [right - _COLUMN * (len(ANSWERS) - at - 0.5) for at in range(len(ANSWERS))]
    y += 20
    pen.text(left, y - 6, _("Mark one in each row"), fonts.SANS, 10, colour=INK_2)
    for x, answer in zip(middles, _columns(), strict=True):
        pen.text(x, y - 6, answer, fonts.SANS, 10, colour=INK_2, anchor=0.5)
    pen.line((left, y), (right, y))
    for statement in asked:
        high = _statement(pen, statement, (left, y))
        for x in middles:
            pen.ring(x, y + high / 2, _RING)
        y += high
        pen.line((left, y), (right, y))
    _words(pen, (left, y), top, lines=2 + 2 * (_MOST_ROWS - len(asked)))


def _head(pen: Pen, event: Event | None, circle: Circle | None, left: float, top: float) -> None:
    """Which circle of which event it is, and its day at the right."""
    name = i18n.event_name(event.title)[1] if event else ""
    day = i18n.day_beside(name, (circle.date if circle else "") or event.date) if event else ""
    number = _("Circle {number}", number=circle.number) if circle else ""
    what = joined([part for part in (number, name) if part], " · ")
    room = _ROOM - (width(day, fonts.SANS, 9.5) + 8 if day else 0)
    lines = wrapped(what, fonts.SANS, 9.5, room)
    pen.text(left, top + TOP + 9, lines[0] if lines else "", fonts.SANS, 9.5, colour=INK_2)
    pen.text(left + _ROOM, top + TOP + 9, day, fonts.SANS, 9.5, colour=INK_2, anchor=1)


def _columns() -> tuple[str, ...]:
    return (
        p_("an answer, above a ring to be marked", "yes"),
        p_("an answer, above a ring to be marked", "partly"),
        p_("an answer, above a ring to be marked", "no"),
    )


def _statement(pen: Pen, text: str, at: tuple[float, float]) -> float:
    """A statement in the middle of its row, smaller where it is long; the height of the row."""
    left, top = at
    fitted = first_fit(_STEPS, lambda size: balanced(text, fonts.SERIF_BOLD, size, _STATEMENT_ROOM))
    size, lines = fitted or (_STEPS[-1][0], [text])
    step = _LEADING * size
    high = max(_ROW, step * len(lines) + _AIR)
    base = top + high / 2 - step * (len(lines) - 1) / 2 + 0.34 * size
    for place, line in enumerate(lines):
        pen.text(left, base + place * step, line, fonts.SERIF_BOLD, size)
    return high


def _words(pen: Pen, at: tuple[float, float], top: float, *, lines: int) -> None:
    """Lines for a few words, and what becomes of the slip."""
    left, y = at
    pen.text(left, y + 19, _("One line, if you like"), fonts.SANS, 10, colour=INK_2)
    below = [
        _("No name, please. Fold it twice and put it in the envelope."),
        _("Only the sum of all slips is shown."),
    ]
    said = [line for text in below for line in wrapped(text, fonts.SANS, 9.5, _ROOM)]
    first = top + _FOOT - 12.5 * (len(said) - 1) + 8
    for place, line in enumerate(said):
        pen.text(left, first + 12.5 * place, line, fonts.SANS, 9.5, colour=INK_2)
    for number in range(1, lines + 1):
        line_y = y + 22 + number * _LINE
        if line_y < first - 20:
            pen.line((left, line_y), (left + _ROOM, line_y))
