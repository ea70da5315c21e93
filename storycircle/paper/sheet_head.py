"""The head of a circle's sheet: event, circle, question, rule and names. Measures are points.

A question or a list of names too long for the head is not cut: it becomes the first item of the
sheet's body, which goes on over as many sheets as it needs.
"""

from dataclasses import dataclass

from storycircle.core import words
from storycircle.core.model import Circle, Event
from storycircle.paper import fonts
from storycircle.paper.direction import joined
from storycircle.paper.fitting import Item
from storycircle.paper.pen import A4, INK, INK_2, MM, Pen
from storycircle.paper.phrases import event_lines, nameless
from storycircle.paper.setting import Row, balanced, first_fit, packed, rows, width, wrapped

LEFT = 16 * MM
RIGHT = A4[0] - 16 * MM
TOP = 14 * MM
INDENT = LEFT + 17 * MM
"""Where names and actions begin: the numerals stand in the 17 mm before."""

_QUESTION = ((16, 3), (14.5, 3), (13, 4), (12, 5), (11, 6))
_QUESTION_SMALL = ((13, 2), (12, 3), (11, 4))
_NAMES = ((16.5, 2), (15.5, 2), (14.5, 2), (13, 2), (13, 3), (12, 4))
_EVENT = ((13.0, 3), (11.0, 3), (9.5, 99))


@dataclass(frozen=True, slots=True)
class Head:
    """A head, set: where each part stands, and where the body may begin (`below`)."""

    event: tuple[Row, ...]
    circle: str
    circle_size: float
    circle_y: float  # baseline
    question: tuple[Row, ...]
    question_x: float
    rule_y: float
    names: tuple[Row, ...]
    names_y: float  # top
    below: float
    overflow: tuple[Item, ...]


def set_head(event: Event | None, circle: Circle, *, small: bool) -> Head:
    """The head of a circle's sheet; small where its actions need more than one sheet."""
    title = f"Circle {circle.number}"
    event_rows = set_event(event)
    size = 36.0 if small else 56.0
    size *= min(1.0, 230 / width(title, fonts.SERIF_BOLD, size))
    asked = circle.theme or (event.question if event else "")
    x = max(312.0, LEFT + width(title, fonts.SERIF_BOLD, size) + 24)
    question = set_question(asked, x, small=small)
    above = TOP + sum(row.height for row in event_rows)
    circle_y = max(above + size, above + sum(row.height for row in question or ()) + 2)
    shown = [] if nameless(circle) else list(circle.shown_names().values())
    names = _count(circle) if nameless(circle) else _set_names(shown)
    rule_y = circle_y + (15.8 if small else 20.8)
    names_y = rule_y + 14.5
    named = names_y + sum(row.height for row in names or ())
    overflow = [Item("asked", asked)] * (question is None)
    overflow += [Item("with", joined(shown, ", "))] * (names is None)
    return Head(
        event_rows, title, size, circle_y, question or (), x, rule_y,
        names or (), names_y, named + (14 if small else 22), tuple(overflow),
    )  # fmt: skip


def set_event(event: Event | None) -> tuple[Row, ...]:
    """The event's name and date, in full, smaller where they are long."""
    if event is None:
        return ()
    room = RIGHT - LEFT - 90  # beside them stands "Sheet 1 of 2"

    def lines_at(size: float) -> list[str]:
        named = event_lines(event.title, event.date)
        return [line for part in named for line in wrapped(part, fonts.SANS, size, room)]

    fitted = first_fit(_EVENT, lines_at)
    if fitted is None:
        return ()
    size, lines = fitted
    return rows(lines, fonts.SANS, size, 1.33 * size, colour=INK_2, room=room)


def set_question(asked: str, x: float, *, small: bool) -> tuple[Row, ...] | None:
    """The question in balanced lines from x to the margin, or None where it is too long."""

    def lines_at(size: float) -> list[str]:
        return balanced(asked, fonts.SERIF_ITALIC, size, RIGHT - x)

    fitted = first_fit(_QUESTION_SMALL if small else _QUESTION, lines_at)
    if fitted is None:
        return None
    size, lines = fitted
    return rows(lines, fonts.SERIF_ITALIC, size, 1.27 * size, room=RIGHT - x)


def draw_event(pen: Pen, event_rows: tuple[Row, ...]) -> None:
    top = TOP
    for row in event_rows:
        pen.row(LEFT, top, row)
        top += row.height


def draw_head(pen: Pen, head: Head, sheet: str) -> None:
    """The head; `sheet` says which of several sheets this is, or is empty."""
    draw_event(pen, head.event)
    pen.text(RIGHT, TOP + 12.5, sheet, fonts.SANS_BOLD, 12.5, anchor=1)
    pen.text(LEFT, head.circle_y, head.circle, fonts.SERIF_BOLD, head.circle_size)
    top = head.circle_y + 5.5 - sum(row.height for row in head.question)
    for row in head.question:
        pen.row(head.question_x, top, row)
        top += row.height
    pen.line((LEFT, head.rule_y), (RIGHT, head.rule_y), 1.4, INK)
    if head.names and head.names[0].face == fonts.SERIF:
        baseline = head.names_y + head.names[0].baseline
        pen.text(LEFT, baseline, "with", fonts.SANS, 13, colour=INK_2)
    top = head.names_y
    for row in head.names:
        pen.row(INDENT, top, row)
        top += row.height


def _count(circle: Circle) -> tuple[Row, ...]:
    """How many sat in a circle whose names stay off paper."""
    said = words.sentence(words.people(len(circle.members)))
    return rows([said], fonts.SERIF, 16.5, 1.32 * 16.5)


def _set_names(shown: list[str]) -> tuple[Row, ...] | None:
    """The names, two lines wherever they can be, or None where they are too many."""
    if not shown:
        return rows(["No names were noted."], fonts.SANS, 13, 19.5, colour=INK_2)
    fitted = first_fit(_NAMES, lambda size: packed(shown, fonts.SERIF, size, RIGHT - INDENT))
    if fitted is None:
        return None
    size, lines = fitted
    return rows(lines, fonts.SERIF, size, 1.32 * size, room=RIGHT - INDENT)
