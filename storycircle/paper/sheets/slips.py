"""Slips for members and for tellers.

Slips to take home: for each member, what they said they would do. Four A6 to a page of A4.

Measures are points, from the top left of a slip.

Slips for tellers: the very words that leave, the choice, and the code that takes them back.

A page of A4 for each story, or more where it is long. Measures are points.
"""

from collections.abc import Sequence

from msgspec import Struct

from storycircle.core import i18n
from storycircle.core.consent.shareable import Leaving, on_paper, rule_of
from storycircle.core.consent.teller_slip import CHANGED, HEAD, TellerSlip
from storycircle.core.i18n import _
from storycircle.core.model import Circle, Event
from storycircle.core.text import points_of
from storycircle.paper.report.content import quoted, themes
from storycircle.paper.sheets.phrases import BRING_BACK, with_whom
from storycircle.paper.typesetting import fonts
from storycircle.paper.typesetting.canvas import A4, INK, INK_2, MM, Pen, Printed
from storycircle.paper.typesetting.line_breaking import Row, first_fit, rows, wrapped
from storycircle.paper.typesetting.page_flow import LEFT, RIGHT, Flow
from storycircle.paper.typesetting.shaping import joined
from storycircle.paper.typesetting.type_fitting import (
    Block,
    Item,
    Manner,
    block,
    fit,
    height,
    over_pages,
)

WIDE, HIGH = A4[0] / 2, A4[1] / 2
MARGIN = 10 * MM
TOP = 9 * MM
_ROOM = WIDE - 2 * MARGIN
_INDENT = 20.0
_LINE = 7.5 * MM
"""Between writing lines."""
_LAST_LINE = HIGH - MARGIN
_QUESTION = 44.0
"""From the top of the question's label to the first writing line."""
_MARK = 6 * MM
_MANNER = Manner(
    leading=1.25, gap=0.75, note_least=9.5, note_share=0, note_leading=1.25, note_colour=INK_2
)


class Slip(Struct, frozen=True):
    """One slip, set: `part` says which of several slips of one member this is."""

    place: tuple[Row, ...]
    name: tuple[Row, ...]
    lead: str
    blocks: list[Block]
    part: str
    below: float  # where the actions begin


def draw_slips(event: Event | None, leavings: Sequence[Leaving]) -> Printed:
    """A slip for each member of each circle, as a PDF with cut marks."""
    slips = (
        slip
        for leaving in leavings
        for member in leaving.circle.members
        for slip in _slips(event, leaving, member.id)
    )
    title = _("Slips to take home: {event}", event=event.title) if event else ""
    pen = Pen(title or _("Slips to take home"))
    place = -1
    for place, slip in enumerate(slips):
        if place and place % 4 == 0:
            pen.turn()
        if place % 4 == 0:
            cut_marks(pen)
        _draw(pen, slip, (place % 2) * WIDE, (place // 2 % 2) * HIGH)
    if place < 0:
        pen.text(MARGIN, 60, _("No names were noted, so there are no slips."), fonts.SANS, 13)
    return pen.done()


def _slips(event: Event | None, leaving: Leaving, member: str) -> list[Slip]:
    """One member's slip, or several where the words are many.

    It is for them alone: their own name stands as it was typed, others' as the event's rule says.
    """
    circle = on_paper(leaving, rule_of(event)).circle
    lines = wrapped(_place(event, circle), fonts.SANS, 9.5, _ROOM)
    place = rows(lines, fonts.SANS, 9.5, 12.5, colour=INK_2)
    name = _name(leaving.circle.shown_names()[member])
    items = [
        Item(str(number), action.text, with_whom(circle, action, member))
        for number, action in enumerate(circle.actions, start=1)
        if not circle.named(action)[0] or member in action.who
    ]
    lead = _("I said I would") if items else _nothing(circle)
    below = TOP + _height(place) + _height(name) + 38
    room = _LAST_LINE - _LINE - _QUESTION - below - 8
    largest = 12.5 if len(items) < 3 else 11.5
    steps = tuple(s for s in (12.5, 11.5, 10.5, 9.5) if s <= largest)
    fitted = fit(items, _ROOM - _INDENT, room, steps, _MANNER)
    if fitted is not None or not items:
        return [Slip(place, name, lead, fitted or [], "", below)]
    blocks = [block(item, _ROOM - _INDENT, steps[-1], _MANNER) for item in items]
    pages = over_pages(blocks, room, _MANNER.gap * steps[-1])
    return [
        Slip(
            place,
            name,
            lead,
            here,
            _("slip {number} of {count}", number=number, count=len(pages)),
            below,
        )
        for number, here in enumerate(pages, start=1)
    ]


def _place(event: Event | None, circle: Circle) -> str:
    parts = [_("Circle {number}", number=circle.number)]
    if event:
        name = i18n.event_name(event.title)[1]
        parts += [name, i18n.day_beside(name, event.date)]
    return joined([part for part in parts if part], " · ")


def _nothing(circle: Circle) -> str:
    if circle.actions:
        return _("No action of our circle has my name. I can ask how they go.")
    return _("No action of our circle was written down.")


def _name(shown: str) -> tuple[Row, ...]:
    """The name in up to two lines, smaller where it is long."""
    steps = ((24.0, 1), (20.0, 1), (20.0, 2), (16.0, 2), (12.0, 3), (8.0, 99))
    fitted = first_fit(steps, lambda size: wrapped(shown, fonts.SERIF_BOLD, size, _ROOM))
    size, lines = fitted or (8.0, [shown])
    return rows(lines, fonts.SERIF_BOLD, size, 1.2 * size, room=_ROOM)


def _height(set_rows: Sequence[Row]) -> float:
    return sum(row.height for row in set_rows)


def _draw(pen: Pen, slip: Slip, x: float, y: float) -> None:
    left, top = x + MARGIN, y + TOP
    for row in slip.place:
        pen.row(left, top, row)
        top += row.height
    top += 3
    for row in slip.name:
        pen.row(left, top, row)
        top += row.height
    pen.line((left, top + 5), (left + _ROOM, top + 5), 0.8, INK)
    pen.text(left, top + 24, slip.lead, fonts.SANS, 10, colour=INK_2)
    pen.text(left + _ROOM, top + 24, slip.part, fonts.SANS, 10, colour=INK_2, anchor=1)
    top = y + slip.below
    for each in slip.blocks:
        pen.text(left, top + each.rows[0].baseline, each.label, fonts.SERIF_BOLD, each.size)
        for row in each.rows:
            pen.row(left + _INDENT, top, row)
            top += row.height
        top += _MANNER.gap * each.size
    _bring_back(pen, left, y, slip)


def _bring_back(pen: Pen, left: float, y: float, slip: Slip) -> None:
    """The question to bring back, above three writing lines, or two where there is less room."""
    gap = _MANNER.gap * slip.blocks[0].size if slip.blocks else 0
    end = slip.below + height(slip.blocks, gap)
    lines = max(n for n in (2, 3) if n == 2 or end + 12 + _QUESTION + (n - 1) * _LINE <= _LAST_LINE)
    first = y + _LAST_LINE - (lines - 1) * _LINE
    pen.text(left, first - 38, _("Bring back to our next meeting"), fonts.SANS, 10, colour=INK_2)
    pen.text(left, first - 23.5, _(BRING_BACK), fonts.SERIF_ITALIC, 12)
    for number in range(lines):
        at = first + number * _LINE
        pen.line((left, at), (left + _ROOM, at))


def cut_marks(pen: Pen) -> None:
    """Marks of 6 mm at the edges and the middle, where two cuts make four slips."""
    inset, half = 3 * MM, _MARK / 2
    for start in (inset, HIGH - half, A4[1] - inset - _MARK):
        pen.line((WIDE, start), (WIDE, start + _MARK), 0.5, INK)
    for start in (inset, WIDE - half, A4[0] - inset - _MARK):
        pen.line((start, HIGH), (start + _MARK, HIGH), 0.5, INK)


_TELLER_INDENT = 16.0


def draw_teller_slips(slips: Sequence[TellerSlip]) -> Printed:
    """The slips as a PDF, each on pages of its own."""
    pen = Pen(_(HEAD))
    for place, slip in enumerate(slips):
        if place:
            pen.turn()
        _draw_teller_slip(Flow(pen, _(HEAD), slip.event), slip)
    if not slips:
        pen.text(LEFT, 90, _("No story leaves yet, so there are no slips."), fonts.SANS, 13)
    return pen.done()


def _draw_teller_slip(flow: Flow, slip: TellerSlip) -> None:
    flow.text(slip.event, fonts.SANS, 9.5, 14, colour=INK_2)
    flow.space(6)
    flow.text(_(HEAD), fonts.SERIF_BOLD, 22, 28)
    flow.text(slip.chosen, fonts.SERIF_ITALIC, 11.3, 16, colour=INK_2)
    flow.space(12)
    flow.rule(14)
    _words(flow, slip)
    flow.space(14)
    flow.need(120)
    flow.rule(16)
    flow.text(_(CHANGED), fonts.SERIF_BOLD, 14, 20)
    flow.text(slip.whom, fonts.SERIF, 11.3, 16)
    flow.space(10)
    flow.text(slip.code, fonts.SANS_BOLD, 26, 34)
    flow.text(slip.until, fonts.SANS, 9.5, 14, colour=INK_2)


def _words(flow: Flow, slip: TellerSlip) -> None:
    words = slip.words
    flow.text(words.title, fonts.SERIF_BOLD, 14, 19)
    if words.teller:
        teller = _("told by {teller}", teller=words.teller)
        flow.text(teller, fonts.SANS, 9.5, 15, colour=INK_2)
    for point in points_of(words.points):
        flow.text(
            point.text, fonts.SERIF, 12, 17, x=LEFT + point.depth * _TELLER_INDENT, right=RIGHT
        )
    if words.quote:
        flow.space(6)
        flow.text(
            quoted(words.quote), fonts.SERIF_ITALIC, 12.3, 17, x=LEFT + _TELLER_INDENT, colour=INK
        )
    if words.tags:
        flow.space(6)
        flow.text(themes(words.tags), fonts.SANS, 9.5, 14, colour=INK_2)
