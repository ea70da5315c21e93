"""The sheet a circle puts on the wall: its one to three actions, as large as the page allows.

Measures are points on A4; A3 is the same drawing, larger.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from storycircle.core import words
from storycircle.core.model import Circle, Event
from storycircle.core.sharing import Leaving, on_paper, rule_of
from storycircle.paper import fonts
from storycircle.paper.fitting import Block, Item, Manner, block, fit, height, over_pages
from storycircle.paper.pen import INK_2, Pen, Printed
from storycircle.paper.phrases import who_and_when
from storycircle.paper.sheet_foot import BOTTOM, Foot, draw_foot, set_foot
from storycircle.paper.sheet_head import INDENT, LEFT, RIGHT, Head, draw_head, set_head

Size = Literal["a4", "a3"]

STEPS = (44.0, 40.0, 36.0, 33.0, 30.0, 27.0, 25.0, 23.0, 21.0, 19.5, 18.0)
"""Sizes tried for the actions. The last can be read at two metres: it is the floor."""
SMALLER = (16.5, 15.0, 13.9, 12.73)
"""Further steps for A3, where they are drawn 1.414 times as large: its floor is 18 too."""

_SCALE: dict[Size, float] = {"a4": 1.0, "a3": 2**0.5}
_HAIRLINE = BOTTOM - 31
"""Above the line that says where the rest stands."""
_MANNER = Manner(leading=1.18, gap=0.7, note_least=15, note_share=0.56, note_leading=1.3)


@dataclass(frozen=True, slots=True)
class Page:
    """One sheet, ready to draw: `sheet` says which of several, `onward` where the rest is."""

    head: Head
    blocks: list[Block]
    sheet: str
    onward: str
    foot: Foot | None
    spare: float  # shared evenly above, between and below the blocks


@dataclass(frozen=True, slots=True)
class Attachment:
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
    title = event.title if event else "Story circle"
    if len(leavings) == 1:
        data = ", with data" if attached is not None else ""
        title = f"Circle {leavings[0].circle.number}{data}: {title}"
    pen = Pen(title, _SCALE[size])
    pages = [
        page
        for leaving in leavings
        for page in lay_out(event, leaving, size, with_data=attached is not None)
    ]
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
    actions = _items(circle)
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
    """Sheet 1 of 2 and so on, at the smallest size; the foot stands on the last."""
    items = [*head.overflow, *actions]
    blocks = [block(item, RIGHT - INDENT, size, _MANNER) for item in items]
    gap = _MANNER.gap * size
    laid = over_pages(blocks, _HAIRLINE - 14 - head.below, gap)
    laid[-1:] = over_pages(laid[-1], foot.hairline - 14 - head.below, gap)
    pages = []
    for number, here in enumerate(laid, start=1):
        last = number == len(laid)
        pages.append(
            Page(
                head,
                here,
                f"Sheet {number} of {len(laid)}" if len(laid) > 1 else "",
                "" if last else _onward(laid, number),
                foot if last else None,
                0.0,
            )
        )
    return pages


def _onward(laid: list[list[Block]], number: int) -> str:
    """Where what is not on this sheet stands: "Action 3 is on sheet 2 →"."""
    here, there = laid[number - 1], laid[number]
    after = f"on sheet {number + 1} →"
    if here[-1].more:
        label = here[-1].label
        return f"Action {label} goes on {after}" if label.isdigit() else f"This goes on {after}"
    labels = [b.label for b in there if b.label.isdigit()]
    if len(labels) == 1:
        return f"Action {labels[0]} is {after}"
    return f"Actions {words.listed(labels)} are {after}" if labels else f"The rest is {after}"


def _items(circle: Circle) -> list[Item]:
    if not circle.actions:
        return [
            Item(
                "",
                "No action is written down yet.",
                "There is room here for one to three, by hand.",
            )
        ]
    return [
        Item(str(number), action.text, who_and_when(circle, action))
        for number, action in enumerate(circle.actions, start=1)
    ]


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
