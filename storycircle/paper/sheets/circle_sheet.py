"""The circle's sheet for the wall.

The sheet a circle puts on the wall: its one to three actions, as large as the page allows.

Measures are points on A4; A3 is the same drawing, larger.

The head of a circle's sheet: event, circle, question, rule and names. Measures are points.

A question or a list of names too long for the head is not cut: it becomes the first item of the
sheet's body, which goes on over as many sheets as it needs.

The foot of a circle's sheet: what was told, and the code that brings the circle along.

Measures are points.
"""

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from storycircle.core import i18n
from storycircle.core.consent.shareable import Leaving, on_paper, rule_of
from storycircle.core.formats.sheet_code import content_of
from storycircle.core.i18n import _, n_, p_
from storycircle.core.model import Action, Circle, Event
from storycircle.paper.sheets.phrases import (
    event_lines,
    from_stall,
    nameless,
    stories_told,
    who_and_when,
)
from storycircle.paper.sheets.qr_codes import QUIET, Squares, draw_squares, squares
from storycircle.paper.typesetting import fonts
from storycircle.paper.typesetting.canvas import A4, INK, INK_2, MM, Pen, Printed
from storycircle.paper.typesetting.line_breaking import (
    Row,
    balanced,
    first_fit,
    packed,
    rows,
    width,
    wrapped,
)
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

LEFT = 16 * MM
RIGHT = A4[0] - 16 * MM
TOP = 14 * MM
INDENT = LEFT + 17 * MM
"""Where names and actions begin: the numerals stand in the 17 mm before."""

_QUESTION = ((16, 3), (14.5, 3), (13, 4), (12, 5), (11, 6))
_QUESTION_SMALL = ((13, 2), (12, 3), (11, 4))
_NAMES = ((16.5, 2), (15.5, 2), (14.5, 2), (13, 2), (13, 3), (12, 4))
_EVENT = ((13.0, 3), (11.0, 3), (9.5, 99))


class Head(Struct, frozen=True):
    """A typeset head: the place of each part, and the height where the body begins (`below`)."""

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
    title = _("Circle {number}", number=circle.number)
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
    overflow = [Item(p_("before a question", "asked"), asked)] * (question is None)
    overflow += [Item(p_("before names", "with"), joined(shown, ", "))] * (names is None)
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
        pen.text(LEFT, baseline, p_("before names", "with"), fonts.SANS, 13, colour=INK_2)
    top = head.names_y
    for row in head.names:
        pen.row(INDENT, top, row)
        top += row.height


def _count(circle: Circle) -> tuple[Row, ...]:
    """How many sat in a circle whose names stay off paper."""
    people = n_("{Count} person", "{Count} people", len(circle.members))
    return rows([people], fonts.SERIF, 16.5, 1.32 * 16.5)


def _set_names(shown: list[str]) -> tuple[Row, ...] | None:
    """The names, two lines wherever they can be, or None where they are too many."""
    if not shown:
        return rows([_("No names were noted.")], fonts.SANS, 13, 19.5, colour=INK_2)
    fitted = first_fit(_NAMES, lambda size: packed(shown, fonts.SERIF, size, RIGHT - INDENT))
    if fitted is None:
        return None
    size, lines = fitted
    return rows(lines, fonts.SERIF, size, 1.32 * size, room=RIGHT - INDENT)


BOTTOM = A4[1] - 13 * MM
_STEP = 18.0
_ABOVE = 14.5
"""Between the hairline and the code."""
_WIDE = 300.0
"""Of the sentences, where the code leaves them that much."""


class Foot(Struct, frozen=True):
    """A foot, set. `hairline` is its top; where there is nothing to say it has no height."""

    lines: tuple[str, ...]
    code: Squares | None
    hairline: float


def set_foot(event: Event | None, shown: Leaving, *, with_data: bool) -> Foot:
    """The foot of a sheet that shows this form: `with_data` where the file is attached."""
    code = squares(content_of(event, shown.circle))
    texts = [stories_told(shown), _hand_over(code, with_data=with_data)]
    room = RIGHT - LEFT - (code.wide + 3 * QUIET if code else 0)
    wide = min(_WIDE, room) if code else room
    lines = tuple(line for text in texts for line in wrapped(text, fonts.SANS, 13, wide))
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
        return _("This PDF carries the circle for the organiser.") if with_data else ""
    if with_data:
        how = n_(
            "Scan the square, or hand over the file: either brings this circle to the organiser. "
            "The file is in this PDF.",
            "Scan both squares, or hand over the file: either brings this circle to the "
            "organiser. The file is in this PDF.",
            len(code.symbols),
        )
    else:
        how = n_(
            "Scan the square to bring this circle to the organiser.",
            "Scan both squares to bring this circle to the organiser.",
            len(code.symbols),
        )
    if not code.letters:
        return how
    short = n_(
        "Of each action the squares hold the first {figures} letters.",
        "Of each action the squares hold the first {figures} letters.",
        code.letters,
    )
    return f"{how} {short}"


Size = Literal["a4", "a3"]

STEPS = (44.0, 40.0, 36.0, 33.0, 30.0, 27.0, 25.0, 23.0, 21.0, 19.5, 18.0)
"""Sizes tried for the actions. The last can be read at two metres: it is the floor."""
SMALLER = (16.5, 15.0, 13.9, 12.73)
"""Further steps for A3, where they are drawn 1.414 times as large: its floor is 18 too."""

_SCALE: dict[Size, float] = {"a4": 1.0, "a3": 2**0.5}
_HAIRLINE = BOTTOM - 31
"""Above the line that says where the rest stands."""
_MANNER = Manner(leading=1.18, gap=0.7, note_least=15, note_share=0.56, note_leading=1.3)


class Page(Struct, frozen=True):
    """One sheet, ready to draw: `sheet` says which of several, `onward` where the rest is."""

    head: Head
    blocks: list[Block]
    sheet: str
    onward: str
    foot: Foot | None
    spare: float  # shared evenly above, between and below the blocks


class Attachment(Struct, frozen=True):
    """A circle file that travels inside a sheet's PDF."""

    name: str
    data: bytes


def draw_sheet(
    event: Event | None, leaving: Leaving, size: Size = "a4", attached: Attachment | None = None
) -> Printed:
    """The sheet of one circle, as a PDF: one page, or more where its words need more.

    The sheet for the wall has nothing attached; the one with data says so in print.
    """
    return draw_sheets(event, [leaving], size, attached)


def draw_sheets(
    event: Event | None,
    leavings: Sequence[Leaving],
    size: Size = "a4",
    attached: Attachment | None = None,
) -> Printed:
    """The sheets of several circles in one PDF, in the order given."""
    title = event.title if event else _("Story circle")
    if len(leavings) == 1:
        number = leavings[0].circle.number
        title = (
            _("Circle {number}: {event}", number=number, event=title)
            if attached is None
            else _("Circle {number}, with data: {event}", number=number, event=title)
        )
    pen = Pen(title, _SCALE[size])
    pages = (
        page
        for leaving in leavings
        for page in lay_out(event, leaving, size, with_data=attached is not None)
    )
    for place, page in enumerate(pages):
        if place:
            pen.turn()
        _draw(pen, page)
    if attached is not None:
        pen.attach(attached.name, attached.data)
    return pen.done()


def lay_out(
    event: Event | None, leaving: Leaving, size: Size = "a4", *, with_data: bool = False
) -> list[Page]:
    """The pages of a circle's sheet; `with_data` where its PDF has the circle file attached."""
    shown = on_paper(leaving, rule_of(event))
    circle = shown.circle
    foot = set_foot(event, shown, with_data=with_data)
    steps: tuple[float, ...] = STEPS if size == "a4" else STEPS + SMALLER
    actions = _items(event, circle)
    if not circle.actions:
        steps = tuple(step for step in steps if step <= 27)  # a kind word, not a headline
    for small, tried in ((False, steps), (True, steps[-1:])):
        head = set_head(event, circle, small=small)
        room = foot.hairline - 14 - head.below
        blocks = fit(actions, RIGHT - INDENT, room, tried, _MANNER)
        if blocks and not head.overflow:
            spare = room - height(blocks, _MANNER.gap * blocks[0].size)
            return [Page(head, blocks, "", "", foot, spare)]
    return _several(set_head(event, circle, small=True), actions, steps[-1], foot)


def _several(head: Head, actions: list[Item], size: float, foot: Foot) -> list[Page]:
    """Sheet 1 of 2 and so on, at the smallest size; the foot is printed on the last."""
    items = [*head.overflow, *actions]
    blocks = [block(item, RIGHT - INDENT, size, _MANNER) for item in items]
    gap = _MANNER.gap * size
    parts = over_pages(blocks, _HAIRLINE - 14 - head.below, gap)
    parts[-1:] = over_pages(parts[-1], foot.hairline - 14 - head.below, gap)
    pages = []
    for number, here in enumerate(parts, start=1):
        last = number == len(parts)
        pages.append(
            Page(
                head,
                here,
                _("Sheet {number} of {count}", number=number, count=len(parts))
                if len(parts) > 1
                else "",
                "" if last else _onward(parts, number),
                foot if last else None,
                0.0,
            )
        )
    return pages


def _onward(parts: list[list[Block]], number: int) -> str:
    """Where what is not on this sheet stands: "Action 3 is on sheet 2 →"."""
    here, there = parts[number - 1], parts[number]
    sheet, last = number + 1, here[-1]
    if last.more and last.label.isdigit():
        return _("Action {number} goes on on sheet {sheet} →", number=last.label, sheet=sheet)
    if last.more:
        return _("This goes on on sheet {sheet} →", sheet=sheet)
    labels = [b.label for b in there if b.label.isdigit()]
    if not labels:
        return _("The rest is on sheet {sheet} →", sheet=sheet)
    return n_(
        "Action {numbers} is on sheet {sheet} →",
        "Actions {numbers} are on sheet {sheet} →",
        len(labels),
        numbers=i18n.listed(labels),
        sheet=sheet,
    )


def _items(event: Event | None, circle: Circle) -> list[Item]:
    if not circle.actions:
        return [
            Item(
                "",
                _("No action is written down yet."),
                _("There is room here for one to three, by hand."),
            )
        ]
    return [
        Item(
            str(number),
            action.text,
            _below(event, circle, action),
        )
        for number, action in enumerate(circle.actions, start=1)
    ]


def _below(event: Event | None, circle: Circle, action: Action) -> str:
    """What stands below an action: who, when, and from which stall it arose."""
    noted = who_and_when(circle, action) or _("No name or date was noted")
    return joined([text for text in (noted, from_stall(event, action)) if text], " · ")


def _draw(pen: Pen, page: Page) -> None:
    draw_head(pen, page.head, page.sheet)
    share = page.spare / (len(page.blocks) + 1)
    empty = not page.blocks[0].label  # room to write in is left below, not around
    top = page.head.below + (24 if empty else share)
    for each in page.blocks:
        _draw_block(pen, each, top)
        top += each.height + _MANNER.gap * each.size + share
    if page.foot is not None:
        draw_foot(pen, page.foot)
    if page.onward:
        pen.line((LEFT, _HAIRLINE), (RIGHT, _HAIRLINE))
        pen.text(RIGHT, BOTTOM - 5, page.onward, fonts.SANS_BOLD, 14, anchor=1)


def _draw_block(pen: Pen, each: Block, top: float) -> None:
    label = each.label
    if label.isdigit():
        pen.text(LEFT, top + each.rows[0].baseline, label, fonts.SERIF_BOLD, each.size)
    else:
        pen.text(LEFT, top + each.rows[0].baseline, label, fonts.SANS, 13, colour=INK_2)
    for row in each.rows:
        pen.row(INDENT, top, row)
        top += row.height
