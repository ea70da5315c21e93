"""The report's pages on what became of the actions: bars by heading, then each action.

Measures are points. A state is told by its form, then its word and number; teal only makes it
pleasant.
"""

from collections.abc import Sequence

from storycircle.core.i18n import _, p_
from storycircle.core.reviews.review import ReviewState, state_word
from storycircle.paper.afterwards.what_became import (
    MARKS,
    STATES,
    Became,
    BecameGroup,
    WhatBecame,
    counts_columns,
    counts_rows,
)
from storycircle.paper.figures.pdf_figures import draw_mark
from storycircle.paper.typesetting import fonts
from storycircle.paper.typesetting.canvas import INK, INK_2, MM, Pen
from storycircle.paper.typesetting.line_breaking import balanced, width, wrapped
from storycircle.paper.typesetting.page_flow import LEFT, RIGHT, Cell, Flow, at_once

BECAME = "what-became"
"""The place that the chapter is known by in the document."""
_BAR_X = LEFT + 181.5
_BAR_MOST = RIGHT - _BAR_X - 26
_STEP, _HIGH = 12.4 * MM, 6.4 * MM
_NUMBERED = 5 * MM
"""A part narrower than this has no number in it; the table below has it."""
_SIGN = 9.6
_ACTION_X = LEFT + 94
_CIRCLE_X = LEFT + 296
"""The right edge of the circle's number."""
_REVIEW_X = LEFT + 306
_ACTION_WIDE = _CIRCLE_X - _ACTION_X - 24
_REVIEW_WIDE = RIGHT - _REVIEW_X
_LEADING = 13.0
_BETWEEN = 6.0
_FILLED = "#FFFFFF"


def became(flow: Flow, chapter: WhatBecame) -> None:
    """The chapter, on pages of its own."""
    flow.section(BECAME, chapter.title, chapter.about)
    legend_and_bars(flow, chapter)
    groups(flow, chapter)
    _by_circle(flow, chapter)
    if chapter.never:
        flow.space(10)
        flow.text(chapter.never_words, fonts.SERIF, 10.5, 14.2, colour=INK_2)


def legend_and_bars(flow: Flow, chapter: WhatBecame) -> None:
    """What each form of a bar says, and a bar for each heading."""
    _legend(flow, chapter)
    step = min(_STEP, _BAR_MOST / chapter.most)
    for group in chapter.headings:
        _bar(flow, group, step)
    flow.space(8)


def groups(flow: Flow, chapter: WhatBecame) -> None:
    """Every action below its heading, with what became of it."""
    flow.need(60)
    _titles(flow)
    for group in chapter.headings:
        _group(flow, group)


def part_of_bar(
    pen: Pen, at: tuple[float, float], wide: float, high: float, state: ReviewState | None
) -> None:
    """A part of a bar, or the sign of a state, with its left top at a place."""
    draw_mark(pen, at, wide, high, MARKS[state])


def _legend(flow: Flow, chapter: WhatBecame) -> None:
    """Each state with its form and how many actions are in it, between two hairlines."""
    flow.rule(8)
    words = [(state, state_word(state), str(chapter.counts.get(state, 0))) for state in STATES]
    size = 9.6
    wide = [
        _SIGN + 5 + width(word, fonts.SANS, size) + 5 + width(count, fonts.SERIF_BOLD, 10.5)
        for _state, word, count in words
    ]
    gap = max(8.0, (RIGHT - LEFT - sum(wide)) / (len(words) - 1))
    x = LEFT
    for (state, word, count), takes in zip(words, wide, strict=True):
        if x > LEFT and x + takes > RIGHT + 1:
            x, flow.y = LEFT, flow.y + 16
        part_of_bar(flow.pen, (x, flow.y), _SIGN, _SIGN, state)
        flow.pen.text(x + _SIGN + 5, flow.y + 8.4, word, fonts.SANS, size)
        flow.pen.text(x + takes, flow.y + 8.4, count, fonts.SERIF_BOLD, 10.5, anchor=1)
        x += takes + gap
    flow.y += _SIGN + 8
    flow.rule(16)


def _bar(flow: Flow, group: BecameGroup, step: float) -> None:
    """A heading with its parts, each with its number, and how many there are in all."""
    lines = balanced(group.title, fonts.SERIF, 10.5, _BAR_X - LEFT - 20)
    high = max(len(lines) * 13.5, _HIGH)
    flow.need(high)
    top = flow.y + (high - _HIGH) / 2
    x = _BAR_X
    for state in STATES:
        count = group.counts.get(state, 0)
        if not count:
            continue
        wide = step * count
        part_of_bar(flow.pen, (x, top), wide, _HIGH, state)
        if wide >= _NUMBERED:
            _number(flow.pen, x + wide / 2, top, str(count), state)
        x += wide
    every = str(len(group.actions))
    flow.pen.text(x + 8, top + _HIGH / 2 + 3.8, every, fonts.SERIF_BOLD, 11)
    at = flow.y
    flow.row([Cell(LEFT, lines, fonts.SERIF, 10.5)], 13.5)
    flow.y = max(flow.y, at + high)
    flow.space(7)


def _number(pen: Pen, middle: float, top: float, count: str, state: ReviewState | None) -> None:
    """The number of a part in its middle: on a white plate, or in white on what is filled."""
    y = top + _HIGH / 2 + 3.6
    if state is ReviewState.DONE:
        pen.text(middle, y, count, fonts.SERIF_BOLD, 10.5, colour=_FILLED, anchor=0.5)
        return
    wide = width(count, fonts.SERIF_BOLD, 10.5) + 5
    pen.bar(middle - wide / 2, top + _HIGH / 2 - 6, wide, 12, _FILLED)
    pen.text(middle, y, count, fonts.SERIF_BOLD, 10.5, anchor=0.5)


def _titles(flow: Flow) -> None:
    """What stands in the columns."""
    flow.row(
        [
            Cell(LEFT, [_("State")], fonts.SANS, 9.5, INK_2),
            Cell(_ACTION_X, [_("Action")], fonts.SANS, 9.5, INK_2),
            Cell(_CIRCLE_X, [_("Circle")], fonts.SANS, 9.5, INK_2, anchor=1),
            Cell(_REVIEW_X, _reviewed(), fonts.SANS, 9.5, INK_2),
        ],
        13,
    )
    flow.y += 5


def _reviewed() -> list[str]:
    return wrapped(_("What happened, and who told it"), fonts.SANS, 9.5, _REVIEW_WIDE)


def _group(flow: Flow, group: BecameGroup) -> None:
    """A heading with its count and its actions; it never stands alone at the foot of a page."""
    title = wrapped(group.title, fonts.SERIF_BOLD, 12.3, RIGHT - LEFT - 40)
    _keep(flow, len(title) * 16 + 9 + at_once(_height(group.actions[0])))
    count = [str(len(group.actions))]
    flow.row(
        [
            Cell(LEFT, title, fonts.SERIF_BOLD, 12.3),
            Cell(RIGHT, count, fonts.SERIF_BOLD, 12.3, anchor=1),
        ],
        16,
    )
    flow.y += 1
    flow.rule(5)
    for one in group.actions:
        if _keep(flow, at_once(_height(one))):
            again = _("{heading}, continued", heading=group.title)
            flow.text(again, fonts.SANS, 9.5, 14, colour=INK_2)
            flow.rule(5)
        part_of_bar(flow.pen, (LEFT, flow.y + 1.6), _SIGN, _SIGN, one.state)
        flow.row(_cells(one), _LEADING)
        flow.space(_BETWEEN)
    flow.space(5)


def _keep(flow: Flow, height: float) -> bool:
    """Begin a new page unless this height is left, with the titles of the columns again; whether
    that was so.
    """
    page = flow.page
    flow.need(height)
    if flow.page == page:
        return False
    _titles(flow)
    return True


def _height(one: Became) -> float:
    return _LEADING * max(len(cell.lines) for cell in _cells(one))


def _cells(one: Became) -> list[Cell]:
    """An action as cells: below its state the date, below what happened the next step, and who told
    it. What stands below something in its column is set after so many empty lines.
    """
    room = _ACTION_X - LEFT - 8
    state = wrapped(state_word(one.state), fonts.SANS, 9.6, room - _SIGN - 5)
    dated = wrapped(one.date_words, fonts.SANS_BOLD, 9, room)
    words = wrapped(one.entry.wording, fonts.SERIF, 10, _ACTION_WIDE)
    return [
        Cell(LEFT + _SIGN + 5, state, fonts.SANS, 9.6),
        Cell(LEFT, [*_empty(state), *dated], fonts.SANS_BOLD if one.overdue else fonts.SANS, 9),
        Cell(_ACTION_X, words, fonts.SERIF, 10, room=_ACTION_WIDE),
        Cell(_CIRCLE_X, [str(one.entry.circle)], fonts.SANS_BOLD, 9.7, INK, anchor=1),
        *_review(one),
    ]


def _review(one: Became) -> list[Cell]:
    if one.review is None:
        return []
    happened = wrapped(one.review.happened, fonts.SERIF, 9.7, _REVIEW_WIDE)
    following: list[str] = []
    if one.review.next:
        said = _("Next: {next}", next=one.review.next)
        following = wrapped(said, fonts.SERIF_ITALIC, 9.7, _REVIEW_WIDE)
    told = wrapped(one.told, fonts.SANS, 8.8, _REVIEW_WIDE)
    if one.undecided:
        beside = _("Another review of that day says something else.")
        told += wrapped(beside, fonts.SANS, 8.8, _REVIEW_WIDE)
    first, second = _empty(happened), _empty([*happened, *following])
    return [
        Cell(_REVIEW_X, happened, fonts.SERIF, 9.7, room=_REVIEW_WIDE),
        Cell(_REVIEW_X, [*first, *following], fonts.SERIF_ITALIC, 9.7, room=_REVIEW_WIDE),
        Cell(_REVIEW_X, [*second, *told], fonts.SANS, 8.8, INK_2, room=_REVIEW_WIDE),
    ]


def _empty(lines: Sequence[str]) -> list[str]:
    return [""] * len(lines)


def _by_circle(flow: Flow, chapter: WhatBecame) -> None:
    """How many of each circle's actions are in each state, as a table."""
    title = p_("title of a table", "By circle")
    flow.space(10)
    flow.need(at_once(60 + 20 * len(chapter.circles)))
    flow.text(title, fonts.SERIF_BOLD, 14.5, 20)
    columns = counts_columns(_("Circle"))
    first = 70.0
    wide = (RIGHT - LEFT - first) / (len(columns) - 1)
    ends = [LEFT + first + wide * (place + 1) for place in range(len(columns) - 1)]
    head = [Cell(LEFT, [columns[0].title], fonts.SANS, 9.5, INK_2)]
    for end, column in zip(ends, columns[1:], strict=True):
        words = wrapped(column.title, fonts.SANS, 9.5, wide - 4)
        head.append(Cell(end, words, fonts.SANS, 9.5, INK_2, anchor=1))
    flow.row(head, 13)
    for row in counts_rows(chapter.circles):
        page = flow.page
        flow.need(20)
        if flow.page != page:
            flow.row(head, 13)
        flow.rule(2)
        cells = [Cell(LEFT, [str(row[0])], fonts.SERIF, 10.5)]
        cells += [
            Cell(end, [str(count)], fonts.SERIF, 10.5, anchor=1)
            for end, count in zip(ends, row[1:], strict=True)
        ]
        flow.row(cells, 15)
    flow.rule()
