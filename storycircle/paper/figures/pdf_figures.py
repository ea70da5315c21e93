"""Bars and dots on the pages of the report.

Measures are points. A part of a bar is told by its form, then its word and number; teal only makes
it pleasant.
"""

from storycircle.paper.afterwards.parts import Dots
from storycircle.paper.figures.figures import Bar, BarRow, Bars, DotLine, Mark
from storycircle.paper.typesetting import fonts
from storycircle.paper.typesetting.canvas import INK_2, MM, TEAL, Pen
from storycircle.paper.typesetting.line_breaking import balanced, width, wrapped
from storycircle.paper.typesetting.page_flow import LEFT, RIGHT, Cell, Flow

_BAR_X = LEFT + 181.5
_HIGH, _LOW = 6.4 * MM, 3.8 * MM
_STEP = 12.4 * MM
_NUMBERED = 5 * MM
"""A part narrower than this has no number in it: it stands at the end of the line, or in the table
of the other formats.
"""
_SIGN = 9.6
_FILLED = "#FFFFFF"
_SIDE = 74.0
"""What stands at the end of the lines takes so much."""
_COLUMN = 33.0
"""A column of figures beside bars."""
_END = 34.0


def draw_mark(pen: Pen, at: tuple[float, float], wide: float, high: float, mark: Mark) -> None:
    """A part of a bar, or the sign of what it says, with its left top at a place."""
    x, top = at
    if mark is Mark.FILLED:
        pen.bar(x, top, wide, high)
        return
    if mark is Mark.STRIPED:
        pen.stripes(x, top, wide, high)
    elif mark is Mark.DOTTED:
        pen.stipple(x, top, wide, high)
    dashes = (0.8 * MM, 0.7 * MM) if mark is Mark.DASHED else ()
    pen.outline(x, top, wide, high, dashes=dashes)
    if mark is Mark.CROSSED:
        pen.line((x, top + high / 2), (x + wide, top + high / 2), 0.45 * MM, TEAL)


def draw_bars(flow: Flow, bars: Bars) -> None:
    """The key of the forms, and the bars, each with its figures; on one page where one holds them
    all.
    """
    flow.need(bars_height(bars))
    if bars.columns:
        _heads(flow, bars)
        for row in bars.rows:
            _in_columns(flow, bars, row)
        flow.y += 4
        return
    _legend(flow, bars)
    room = RIGHT - _BAR_X - _END - (_SIDE if bars.side else 0)
    step = min(_STEP, room / bars.most)
    for row in bars.rows:
        _on_one_scale(flow, row, step, several=bars.several)


def bars_height(bars: Bars) -> float:
    """How high bars are, with their key; of many, no more than a few of them."""
    if bars.columns:
        each = [_tall(bars, row) + 6 for row in bars.rows]
        head = 40.0
    else:
        each = [_height(row, several=bars.several) + 8 for row in bars.rows]
        head = 50.0
    whole = head + sum(each)
    return whole if whole <= _MOST_KEPT else head + sum(each[:2])


_MOST_KEPT = 420.0
"""Bars up to this height stand on one page."""


def _legend(flow: Flow, bars: Bars) -> None:
    """Each form with what it says, between two hairlines."""
    if not bars.keys and not bars.side:
        return
    flow.need(60)
    flow.rule(8)
    size = 9.6
    end = RIGHT - (_SIDE if bars.side else 0)
    wide = [
        _SIGN + 5 + width(key.word, fonts.SANS, size)
        + (5 + width(key.count, fonts.SERIF_BOLD, 10.5) if key.count else 0)
        for key in bars.keys
    ]  # fmt: skip
    gap = max(8.0, min(18.0, (end - LEFT - sum(wide)) / max(1, len(wide) - 1)))
    if any(key.count for key in bars.keys):
        gap = max(8.0, (end - LEFT - sum(wide)) / max(1, len(wide) - 1))
    x = LEFT
    for key, takes in zip(bars.keys, wide, strict=True):
        if x > LEFT and x + takes > end + 1:
            x, flow.y = LEFT, flow.y + 16
        draw_mark(flow.pen, (x, flow.y), _SIGN, _SIGN, key.mark)
        flow.pen.text(x + _SIGN + 5, flow.y + 8.4, key.word, fonts.SANS, size)
        if key.count:
            flow.pen.text(x + takes, flow.y + 8.4, key.count, fonts.SERIF_BOLD, 10.5, anchor=1)
        x += takes + gap
    if bars.side:
        lines = wrapped(bars.side, fonts.SANS, 9.5, _SIDE)
        for place, line in enumerate(lines):
            at = flow.y + 8.4 + 12 * place
            flow.pen.text(RIGHT, at, line, fonts.SANS, 9.5, colour=INK_2, anchor=1)
    flow.y += _SIGN + 8
    flow.rule(12)


def _on_one_scale(flow: Flow, row: BarRow, step: float, *, several: bool) -> None:
    """What bars are of, and the bars, each with its figure after it."""
    room = _BAR_X - LEFT - 14
    title = balanced(row.title, fonts.SERIF, 10.2, room)
    small = wrapped(row.small, fonts.SERIF_ITALIC, 8.8, room)
    high = _LOW if several else _HIGH
    bars = len(row.bars) * (high + 2.4) - 2.4
    text = len(title) * 13 + len(small) * 11.5
    flow.need(max(bars, text) + 8)
    top = flow.y
    at = top + max(0.0, (text - bars) / 2)
    for bar in row.bars:
        _bar(flow.pen, bar, at, high, step)
        at += high + 2.4
    if row.side:
        middle = top + max(bars, text) / 2 + 3.6
        lines = wrapped(row.side, fonts.SERIF_BOLD, 10.5, _SIDE - 6)
        for place, line in enumerate(lines):
            base = middle + (place - (len(lines) - 1) / 2) * 12.5
            flow.pen.text(RIGHT, base, line, fonts.SERIF_BOLD, 10.5, anchor=1)
    flow.y = top + max(0.0, (bars - text) / 2)
    flow.row([Cell(LEFT, title, fonts.SERIF, 10.2, room=room)], 13)
    if small:
        flow.row([Cell(LEFT, small, fonts.SERIF_ITALIC, 8.8, INK_2, room=room)], 11.5)
    flow.y = top + max(bars, text)
    flow.space(8)


def _height(row: BarRow, *, several: bool) -> float:
    room = _BAR_X - LEFT - 14
    text = len(balanced(row.title, fonts.SERIF, 10.2, room)) * 13.0
    text += len(wrapped(row.small, fonts.SERIF_ITALIC, 8.8, room)) * 11.5
    return max(len(row.bars) * ((_LOW if several else _HIGH) + 2.4) - 2.4, text)


def _bar(pen: Pen, bar: Bar, top: float, high: float, step: float) -> None:
    x = _BAR_X
    for mark, count in bar.parts:
        if not count:
            continue
        wide = step * count
        draw_mark(pen, (x, top), wide, high, mark)
        if len(bar.parts) > 1 and wide >= _NUMBERED:
            _number(pen, (x + wide / 2, top + high / 2), str(count), mark)
        x += wide
    pen.text(x + (8 if bar.long else 0), top + high / 2 + 3.8, bar.end, fonts.SERIF_BOLD, 10.5)


def _number(pen: Pen, middle: tuple[float, float], count: str, mark: Mark) -> None:
    """The number of a part in its middle: on a white plate, or in white on what is filled."""
    x, y = middle
    if mark is Mark.FILLED:
        pen.text(x, y + 3.6, count, fonts.SERIF_BOLD, 10.5, colour=_FILLED, anchor=0.5)
        return
    wide = width(count, fonts.SERIF_BOLD, 10.5) + 5
    pen.bar(x - wide / 2, y - 6, wide, 12, _FILLED)
    pen.text(x, y + 3.6, count, fonts.SERIF_BOLD, 10.5, anchor=0.5)


def _edges(bars: Bars) -> list[float]:
    """The right edges of the columns of figures."""
    return [RIGHT - _COLUMN * (len(bars.keys) - place - 1) for place in range(len(bars.keys))]


def _heads(flow: Flow, bars: Bars) -> None:
    """The forms with their words, each above its column."""
    flow.need(70)
    for key, edge in zip(bars.keys, _edges(bars), strict=True):
        draw_mark(flow.pen, (edge - _SIGN, flow.y), _SIGN, _SIGN, key.mark)
        flow.pen.text(edge, flow.y + 21, key.word, fonts.SANS, 9.5, anchor=1)
    flow.y += 27
    flow.rule(8)


_NAME_X, _COLUMNS_X = LEFT + 150, LEFT + 208
_FACES = {True: (fonts.SERIF_BOLD, 11.5, 6 * MM), False: (fonts.SERIF, 10.5, 3.6 * MM)}
"""Of one bar for each statement, or of several: the statement's face, and how high a bar is."""
_STATEMENT = 15.0


def _begin(bars: Bars) -> float:
    """Where bars of one length begin: after the names of those that have names."""
    names = [width(bar.name, fonts.SANS, 9.5) for row in bars.rows for bar in row.bars]
    return max(_COLUMNS_X, _NAME_X + max(names, default=0.0) + 10) if bars.several else _COLUMNS_X


def _statement(bars: Bars, row: BarRow) -> list[str]:
    face, size, _high = _FACES[not bars.several]
    return wrapped(row.title, face, size, (_NAME_X if bars.several else _COLUMNS_X) - LEFT - 10)


def _each(bars: Bars) -> float:
    _face, _size, high = _FACES[not bars.several]
    return high + (6.5 if bars.several else 8)


def _tall(bars: Bars, row: BarRow) -> float:
    return max(len(_statement(bars, row)) * _STATEMENT, _each(bars) * len(row.bars))


def _in_columns(flow: Flow, bars: Bars, row: BarRow) -> None:
    """A statement with its bars, all of one length, and the figure of each part beside them."""
    one = not bars.several
    face, size, high = _FACES[one]
    tall = _tall(bars, row)
    flow.need(tall + 8)
    top, begin = flow.y, _begin(bars)
    room = _edges(bars)[0] - _COLUMN - begin
    for place, bar in enumerate(row.bars):
        at = top + _each(bars) * place + 1
        _of_one_length(flow.pen, bar, (begin, at), high, room)
        base = at + high / 2 + 3.8
        if not one:
            flow.pen.text(_NAME_X, base, bar.name, fonts.SANS, 9.5)
        for (_mark, count), edge in zip(bar.parts, _edges(bars), strict=True):
            flow.pen.text(edge, base, str(count), fonts.SERIF_BOLD, 11 if one else 10.5, anchor=1)
    flow.y = top + (max(0.0, high + 2 - _STATEMENT) / 2 if one else 0)
    flow.row([Cell(LEFT, _statement(bars, row), face, size)], _STATEMENT)
    flow.y = top + tall
    flow.rule(6)


def _of_one_length(pen: Pen, bar: Bar, at: tuple[float, float], high: float, room: float) -> None:
    x, top = at
    for mark, count in bar.parts:
        if count:
            wide = room * count / bar.long
            draw_mark(pen, (x, top), wide, high, mark)
            x += wide


_MEETING, _LINE, _DOT = 10.3 * MM, 3.4 * MM, 0.95 * MM


def draw_dots(flow: Flow, dots: Dots) -> None:
    """A line for each person, a dot for each meeting, and the figures below; beside them what is
    to be said.
    """
    step = min(_MEETING, 300 / max(1, len(dots.heads)))
    wide = step * len(dots.heads) + 18
    side = LEFT + max(wide, 120) + 24
    beside = RIGHT - side >= 130
    high = len(dots.lines) * _LINE + 36
    flow.need(high + 20)
    top = flow.y
    if beside:
        for text in dots.said:
            flow.text(text, fonts.SERIF, 10.5, 14.8, x=side)
            flow.y += 5
    key = flow.y
    flow.y = top
    for place, line in enumerate(dots.lines):
        _dot_line(flow.pen, line, top + (place + 0.6) * _LINE, step)
    below = top + len(dots.lines) * _LINE + 8
    for place, (head, figure) in enumerate(zip(dots.heads, dots.figures, strict=True)):
        x = LEFT + 8 + place * step
        flow.pen.text(x, below + 8, head, fonts.SANS, 9, colour=INK_2, anchor=0.5)
        flow.pen.text(x, below + 22, figure, fonts.SERIF_BOLD, 11, anchor=0.5)
    flow.y = max(key, below + 28)
    if dots.lines:
        _dot_keys(flow, dots, side if beside else LEFT)
    if not beside:
        for text in dots.said:
            flow.text(text, fonts.SERIF, 10.5, 14.8)
    flow.y += 10


def _dot_line(pen: Pen, line: DotLine, y: float, step: float) -> None:
    x = LEFT + 8 + line.first * step
    last = x + (len(line.dots) - 1) * step
    pen.line((x, y), (last, y))
    for place, filled in enumerate(line.dots):
        if filled is not None:
            pen.dot(x + place * step, y, _DOT, filled=filled)
    if line.end:
        pen.text(last + 8, y + 2.6, line.end, fonts.SANS, 8.2, colour=INK_2)


def _dot_keys(flow: Flow, dots: Dots, x: float) -> None:
    there, away = dots.keys
    y = flow.y - 3
    flow.pen.dot(x + 3, y, _DOT, filled=True)
    flow.pen.text(x + 10, y + 3, there, fonts.SANS, 9, colour=INK_2)
    second = x + 10 + width(there, fonts.SANS, 9) + 12
    flow.pen.dot(second, y, _DOT, filled=False)
    flow.pen.text(second + 7, y + 3, away, fonts.SANS, 9, colour=INK_2)
    flow.y += 8
